//! The state, and how it follows changes.

use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use rustc_hash::FxHashMap;

use super::{Change, Snapshot};
use crate::flow::Memo;
use crate::graph::Graph;
use crate::project::{Config, FileChange, FileId, OpenError, Options, Project, disk};
use crate::rules;
use crate::secrets::{Catalogue, RuleFile};
use crate::syntax::Parsed;

/// One project, followed through its changes.
#[derive(Debug)]
pub struct Analysis {
    project: Arc<Project>,
    graph: Graph,
    memo: Arc<Memo>,
    /// By the configuration that it was made for.
    catalogue: (Arc<Config>, &'static Catalogue),
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
        let options = Options { interests: rules::interests(), ..options.clone() };
        let project = Arc::new(Project::open(paths, &options)?);
        Ok(Self {
            catalogue: (Arc::clone(&project.config), catalogue(&project.config)),
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
        let changes: Vec<FileChange> = changes.into_iter().filter_map(|change| self.read(change)).collect();
        let project = Arc::make_mut(&mut self.project);
        let files = project.apply(&changes);
        self.graph = self.graph.update(Arc::clone(&self.project), &files);
        self.memo = Arc::new(self.memo.next());
        let (before, now) = (&self.catalogue.0, &self.project.config);
        if before.providers != now.providers || before.gitleaks != now.gitleaks {
            self.catalogue = (Arc::clone(&self.project.config), catalogue(&self.project.config));
        }
        Changed { files }
    }

    /// The open buffers that a [`Change::Settle`] would read in another way, perhaps: large ones with errors.
    pub fn unsettled(&self) -> impl Iterator<Item = &Utf8Path> {
        self.parsed.iter().filter(|(_, parsed)| !parsed.is_settled()).map(|(path, _)| &**path)
    }

    /// What there is to say of the state as it is now.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot::new(Arc::clone(&self.project), self.graph.clone(), Arc::clone(&self.memo), self.catalogue.1)
    }

    /// Parses what is open, from the tree before when there is one. `None` when nothing changes.
    fn read(&mut self, change: Change) -> Option<FileChange> {
        let (path, text, parsed) = match change {
            Change::Disk { path } => return Some(FileChange::Disk { path }),
            Change::Close { path } => {
                self.parsed.remove(&path);
                return Some(FileChange::Closed { path });
            }
            Change::Settle { path } => {
                let settled = self.parsed.remove(&path)?.settled();
                (path, Arc::clone(&settled.facts().source), Some(settled))
            }
            Change::Open { path, text, .. } | Change::Edit { path, text, .. } if disk::is_too_large(&text) => {
                self.parsed.remove(&path);
                (path, text, None)
            }
            Change::Open { path, text, parsed } => {
                let parsed = parsed.filter(|parsed| parsed.facts().source == text);
                let parsed = parsed.or_else(|| Parsed::new(&path, &text));
                (path, text, parsed)
            }
            Change::Edit { path, text, edits } => {
                let parsed = match self.parsed.remove(&path) {
                    Some(before) => Some(before.reparse(&text, &edits)),
                    None => Parsed::new(&path, &text),
                };
                (path, text, parsed)
            }
        };
        let facts = parsed.as_ref().map(|parsed| Arc::clone(parsed.facts()));
        match parsed {
            Some(parsed) => self.parsed.insert(path.clone(), parsed),
            None => self.parsed.remove(&path),
        };
        Some(FileChange::Buffer { path, text, facts })
    }
}

/// The catalogue for a project's configuration. What cannot be used of its own is a finding's business.
fn catalogue(config: &Config) -> &'static Catalogue {
    let gitleaks = config.gitleaks.iter().map(|rules| RuleFile { name: &rules.name, texts: &rules.texts });
    Catalogue::with_own(config.providers.iter().map(|(value, _)| value), gitleaks)
}

/// The catalogue of the project around the paths, without reading the project.
pub fn catalogue_around(paths: &[Utf8PathBuf]) -> Result<&'static Catalogue, OpenError> {
    Ok(catalogue(&Project::configuration(paths)?))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::Ahead;
    use super::*;
    use crate::project::fixture::Fixture;
    use crate::syntax::{Edit, parse};

    #[test]
    fn what_edits_have_left_in_doubt_is_settled() {
        let fixture = Fixture::new("//- package.json\n{}\n//- a.tsx\n");
        let mut analysis = Analysis::open(std::slice::from_ref(&fixture.root)).unwrap();
        let path = fixture.path("a.tsx");
        // A comment begun in the middle of a large file: the parser recovers in another way than from the whole.
        let before = include_str!("../syntax/tests/sample.tsx").repeat(13);
        let (at, _) = before.match_indices("new Error").nth(2).unwrap();
        let mut text = before.clone();
        text.insert_str(at, "/*");
        let text: Arc<str> = text.into();
        let at = u32::try_from(at).unwrap();
        let edits = vec![Edit { start: at, old_end: at, new_end: at + 2 }];
        analysis.apply(vec![
            Change::Open { path: path.clone(), text: before.into(), parsed: None },
            Change::Edit { path: path.clone(), text: Arc::clone(&text), edits },
        ]);
        let fresh = parse(text, "a.tsx");
        let facts = |analysis: &Analysis| analysis.project.by_path(&path).unwrap().facts();
        assert!(*facts(&analysis) != fresh);
        assert_eq!(analysis.unsettled().collect::<Vec<_>>(), [&path]);
        analysis.apply(vec![Change::Settle { path: path.clone() }]);
        assert!(*facts(&analysis) == fresh);
        assert_eq!(analysis.unsettled().next(), None);
    }

    #[test]
    fn what_was_read_ahead_counts_for_that_text_alone() {
        let fixture = Fixture::new("//- package.json\n{}\n//- a.tsx\n");
        let path = fixture.path("a.tsx");
        let text: Arc<str> = include_str!("../syntax/tests/sample.tsx").repeat(13).into();
        let ahead = Ahead::start(&path, &text).unwrap();
        assert!(Ahead::start(&path, "a").is_none());
        let parsed = ahead.wait();
        let read = Arc::clone(parsed.as_ref().unwrap().facts());
        let mut analysis = Analysis::open(std::slice::from_ref(&fixture.root)).unwrap();
        let mut facts = |text: &Arc<str>| {
            let (path, text, parsed) = (path.clone(), Arc::clone(text), parsed.clone());
            analysis.apply(vec![Change::Open { path: path.clone(), text, parsed }]);
            analysis.project.by_path(&path).unwrap().facts()
        };
        assert!(Arc::ptr_eq(&facts(&text), &read));
        assert_eq!(&*facts(&"let a".into()).source, "let a");
    }
}
