//! The projects behind the workspace's folders and the open files.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Instant;

use camino::{Utf8Path, Utf8PathBuf};
use serde_json::{Map, Value};
use tower_lsp::ls_types::Diagnostic;

use super::guarded;
use crate::analysis::{Analysis, Change, Hint, Snapshot};
use crate::project::Options;

#[derive(Default)]
pub(super) struct Workspace {
    projects: Vec<Followed>,
    options: Options,
}

/// A project and how far the client knows it.
pub(super) struct Followed {
    analysis: Analysis,
    /// The state as it is, once somebody has asked for it: what is worked out for one question serves the next.
    snapshot: OnceCell<Snapshot>,
    /// The workspace's folders that lie in it; none for a project that only an open file has brought in.
    folders: Vec<Utf8PathBuf>,
    /// Counts changes; a check of an older state says nothing any more.
    pub(super) generation: u64,
    /// When the state last changed without a check of the whole since.
    pub(super) unchecked: Option<Instant>,
    /// When an edit last left a text that a whole parse may read in another way.
    pub(super) unsettled: Option<Instant>,
    /// A check is under way in the background.
    pub(super) checking: bool,
    /// The disk may have changed unseen.
    pub(super) look: bool,
    /// What it has to say of each file, as last checked; no empty lists.
    pub(super) found: HashMap<Utf8PathBuf, Vec<Diagnostic>>,
    /// The hints of open files, as last checked.
    pub(super) hints: HashMap<Utf8PathBuf, Option<Hint>>,
}

impl Workspace {
    /// Follows the project of a folder; says in the log when it cannot.
    pub(super) fn add_folder(&mut self, folder: Utf8PathBuf) -> Option<&mut Followed> {
        let followed = open(&folder, &self.options)?;
        let followed = self.insert(followed);
        followed.folders.push(folder);
        Some(followed)
    }

    /// Leaves a folder; gives the projects that are followed no more.
    pub(super) fn remove_folder(&mut self, folder: &Utf8Path, is_used: impl Fn(&Utf8Path) -> bool) -> Vec<Followed> {
        for followed in &mut self.projects {
            followed.folders.retain(|other| other != folder);
        }
        self.drop_unused(is_used)
    }

    /// Gives up what neither a folder nor an open file holds.
    pub(super) fn drop_unused(&mut self, is_used: impl Fn(&Utf8Path) -> bool) -> Vec<Followed> {
        let (kept, dropped) = std::mem::take(&mut self.projects)
            .into_iter()
            .partition(|followed| !followed.folders.is_empty() || is_used(followed.root()));
        self.projects = kept;
        dropped
    }

    /// The projects that have to do with a file: those around it, and those that import it from outside.
    pub(super) fn knowing(&mut self, path: &Utf8Path) -> impl Iterator<Item = &mut Followed> {
        self.projects.iter_mut().filter(move |followed| followed.knows(path))
    }

    /// The project that answers for a file: one that finds something in it, else the innermost around it.
    pub(super) fn of(&self, path: &Utf8Path) -> Option<&Followed> {
        let knowing = self.projects.iter().filter(|followed| followed.knows(path));
        knowing.max_by_key(|followed| {
            (followed.found.contains_key(path), path.starts_with(followed.root()), followed.root().as_str().len())
        })
    }

    /// Finds the project of an open file on disk.
    pub(super) fn add_file(&mut self, path: &Utf8Path) -> Option<&mut Followed> {
        let followed = open(path, &self.options)?;
        Some(self.insert(followed))
    }

    /// Takes the editor's settings; true when they are others than before, and every project was read again.
    pub(super) fn configure(&mut self, settings: &Value) -> bool {
        let settings = relevant(settings);
        if settings == self.options.settings {
            return false;
        }
        self.options.settings = settings;
        for followed in &mut self.projects {
            if let Some(again) = open(followed.root(), &self.options) {
                followed.generation += 1;
                followed.analysis = again.analysis;
                followed.snapshot.take();
                followed.unchecked = again.unchecked;
            }
        }
        true
    }

    pub(super) fn by_root(&mut self, root: &Utf8Path) -> Option<&mut Followed> {
        self.projects.iter_mut().find(|followed| followed.root() == root)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.projects.is_empty()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Followed> {
        self.projects.iter()
    }

    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Followed> {
        self.projects.iter_mut()
    }

    /// Two folders of one project are one project.
    fn insert(&mut self, followed: Followed) -> &mut Followed {
        let known = self.projects.iter().position(|other| other.root() == followed.root());
        let at = known.unwrap_or_else(|| {
            self.projects.push(followed);
            self.projects.len() - 1
        });
        &mut self.projects[at]
    }
}

/// What counts here of the editor's settings; `None` when that is nothing.
fn relevant(settings: &Value) -> Option<Arc<Value>> {
    let is_empty = |value: &Value| match value {
        Value::Array(items) => items.is_empty(),
        Value::Object(entries) => entries.is_empty(),
        _ => true,
    };
    let named = ["rules", "ignore", "publicPrefixes", "overrides"].into_iter();
    let said = named.filter_map(|name| Some((name, settings.get(name).filter(|value| !is_empty(value))?)));
    let said: Map<String, Value> = said.map(|(name, value)| (name.to_owned(), value.clone())).collect();
    (!said.is_empty()).then(|| Arc::new(Value::Object(said)))
}

fn open(path: &Utf8Path, options: &Options) -> Option<Followed> {
    match catch_unwind(AssertUnwindSafe(|| Analysis::with_options(&[path.to_owned()], options))) {
        Ok(Ok(analysis)) => Some(Followed {
            snapshot: OnceCell::new(),
            analysis,
            folders: Vec::new(),
            generation: 0,
            unchecked: Some(Instant::now()),
            unsettled: None,
            checking: false,
            look: false,
            found: HashMap::new(),
            hints: HashMap::new(),
        }),
        Ok(Err(error)) => {
            tracing::warn!("not followed: {error}");
            None
        }
        Err(_) => {
            tracing::error!("reading the project has panicked");
            None
        }
    }
}

impl Followed {
    pub(super) fn root(&self) -> &Utf8Path {
        self.analysis.root()
    }

    pub(super) fn snapshot(&self) -> Snapshot {
        self.snapshot.get_or_init(|| self.analysis.snapshot()).clone()
    }

    fn knows(&self, path: &Utf8Path) -> bool {
        path.starts_with(self.root()) || self.root().starts_with(path) || self.snapshot().file(path).is_some()
    }

    /// False when the change was lost to a panic: the project is as it was, or in between.
    pub(super) fn apply(&mut self, changes: Vec<Change>) -> bool {
        self.generation += 1;
        self.snapshot.take();
        self.unchecked = Some(Instant::now());
        let applied = catch_unwind(AssertUnwindSafe(|| self.analysis.apply(changes))).is_ok();
        if !applied {
            tracing::error!("a change has panicked");
        }
        self.unsettled = self.analysis.unsettled().next().map(|_| Instant::now());
        applied
    }

    /// Reads afresh what is in doubt.
    pub(super) fn settle(&mut self) {
        let paths = self.analysis.unsettled().map(Utf8Path::to_owned);
        let changes = paths.map(|path| Change::Settle { path }).collect();
        self.unsettled = None;
        self.apply(changes);
    }

    /// Looks at the disk again: only some editors say what others have changed.
    pub(super) fn look_at_disk(&mut self) {
        self.look = false;
        let unseen = guarded(|| self.snapshot().project().unseen()).unwrap_or_default();
        self.saw(unseen);
    }

    /// Takes in what has changed on disk.
    pub(super) fn saw(&mut self, unseen: Vec<Utf8PathBuf>) {
        if !unseen.is_empty() {
            self.apply(unseen.into_iter().map(|path| Change::Disk { path }).collect());
        }
    }

    /// Whether a file that is not open is shown: what `check` of the same folders lists.
    pub(super) fn shows(&self, path: &Utf8Path) -> bool {
        self.folders.iter().any(|folder| folder == self.root() || path.starts_with(folder))
    }
}
