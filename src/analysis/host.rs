//! The state, and how it follows changes.

use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use rustc_hash::FxHashMap;

use super::{Change, Snapshot};
use crate::flow::Memo;
use crate::graph::Graph;
use crate::project::{FileChange, FileId, OpenError, Options, Project, disk};
use crate::syntax::Parsed;

/// One project, followed through its changes.
#[derive(Debug)]
pub struct Analysis {
    project: Arc<Project>,
    graph: Graph,
    memo: Arc<Memo>,
    /// The trees of open buffers, for reading the next edit.
    parsed: FxHashMap<Utf8PathBuf, Parsed>,
}

/// What a round of changes did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changed {
    /// Files whose text is another one now; those that went, too.
    pub files: Vec<FileId>,
}

impl Analysis {
    /// Finds and reads the project around the paths (files or folders).
    pub fn open(paths: &[Utf8PathBuf]) -> Result<Self, OpenError> {
        Self::with_options(paths, &Options::default())
    }

    /// [`open`](Self::open) with more said.
    pub fn with_options(paths: &[Utf8PathBuf], options: &Options) -> Result<Self, OpenError> {
        let project = Arc::new(Project::open(paths, options)?);
        Ok(Self {
            graph: Graph::new(Arc::clone(&project)),
            project,
            memo: Arc::default(),
            parsed: FxHashMap::default(),
        })
    }

    /// The folder that names are relative to.
    pub fn root(&self) -> &Utf8Path {
        &self.project.root
    }

    /// Takes changes in, in order.
    pub fn apply(&mut self, changes: Vec<Change>) -> Changed {
        let changes: Vec<FileChange> = changes.into_iter().map(|change| self.read(change)).collect();
        let project = Arc::make_mut(&mut self.project);
        let files = project.apply(&changes);
        self.graph = self.graph.update(Arc::clone(&self.project), &files);
        Changed { files }
    }

    /// What there is to say of the state as it is now.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot::new(Arc::clone(&self.project), self.graph.clone(), Arc::clone(&self.memo))
    }

    /// Parses what is open, from the tree before when there is one.
    fn read(&mut self, change: Change) -> FileChange {
        let (path, text, edits) = match change {
            Change::Disk { path } => return FileChange::Disk { path },
            Change::Close { path } => {
                self.parsed.remove(&path);
                return FileChange::Closed { path };
            }
            Change::Open { path, text } => (path, text, None),
            Change::Edit { path, text, edits } => (path, text, Some(edits)),
        };
        let parsed = match (self.parsed.remove(&path), edits) {
            _ if disk::is_too_large(&text) => None,
            (Some(before), Some(edits)) => Some(before.reparse(&text, &edits)),
            _ => Parsed::new(&path, &text),
        };
        let facts = parsed.as_ref().map(|parsed| Arc::clone(parsed.facts()));
        if let Some(parsed) = parsed {
            self.parsed.insert(path.clone(), parsed);
        }
        FileChange::Buffer { path, text, facts }
    }
}
