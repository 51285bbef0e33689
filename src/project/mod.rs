//! **project**: which files there are, what the app is, how a specifier resolves. The only room that reads the disk.
//!
//! Promises: regular files only, no symlinked folders followed, nothing executed, nothing written but what is asked for.
//! Never: judges what it reads.

mod app;
mod app_config;
mod apps;
mod banner;
pub mod built;
mod bundler;
mod catalogs;
mod change;
mod config;
mod discover;
pub mod disk;
pub mod dockerignore;
pub mod dotenv;
mod entries;
mod env;
mod expansion;
mod files;
#[cfg(test)]
pub(crate) mod fixture;
pub mod framework;
mod git;
mod git_history;
mod git_index;
mod host;
pub mod html;
mod ignores;
mod kind;
pub mod markup;
mod open;
mod overlay;
mod packages;
pub mod prisma;
pub mod purpose;
mod resolve;
mod root;
mod rule_files;
mod scopes;
mod source;
mod staged;
mod targets;
#[cfg(test)]
mod tests;
mod tsconfig;
mod unseen;
mod workspace;
mod written;

use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use crate::syntax::Interests;
use crate::syntax::facts::{Facts, Import};

pub use app::{App, AppConfig, AppId, InlinedEnv};
pub use bundler::{Bundler, Bundlers};
pub use config::{Config, Level, Override, Problem, ProblemKind};
pub use env::{EnvEntry, EnvFile, Quote};
pub use expansion::Taken;
pub use files::{FileId, Files};
pub use framework::{EnvFiles, Framework, RouteStyle};
pub use git::Git;
pub use git_history::Commit;
pub use host::Hosted;
pub use kind::is_env;
pub use overlay::Overlay;
pub use packages::{Package, SideEffects};
pub use purpose::Purpose;
pub use resolve::Target;
pub use root::{is_below, normal};
pub use source::{FileKind, Origin, SourceFile, Sources};
pub use staged::{Staged, StagedError};
pub use targets::Targets;

use resolve::Resolver;

/// Where code runs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Layer {
    Client,
    Server,
}

/// Where a specifier leads.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Resolution {
    /// A file of the project (or of a workspace package).
    File(FileId),
    /// A package that is not part of the project, by its name (`twilio`, `@scope/name`).
    Package(Box<str>),
    /// A module of Node itself, without `node:`.
    Builtin(Box<str>),
    /// An image, a style sheet, a font: no module of ours.
    Asset,
    Missing,
}

/// A change of what there is. The overlay wins over the disk until the file is closed.
#[derive(Clone, Debug)]
pub enum FileChange {
    /// A buffer was opened or edited; `facts` when the caller has parsed it already.
    Buffer { path: Utf8PathBuf, text: Arc<str>, facts: Option<Arc<Facts>> },
    /// A buffer was closed: the disk counts again.
    Closed { path: Utf8PathBuf },
    /// A file or folder on disk appeared, changed or went.
    Disk { path: Utf8PathBuf },
}

/// How to open a project.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The interner to use, so that ids outlive a reopening.
    pub files: Option<Arc<Files>>,
    /// The editor's settings, in the words of `staunch.json`, which wins.
    pub settings: Option<Arc<serde_json::Value>>,
    /// Words that sketches look for, for whoever asks them.
    pub interests: Arc<Interests>,
}

#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("{path}: no such file or folder")]
    Missing { path: Utf8PathBuf },
    #[error("{path}: {source}")]
    Unreadable { path: Utf8PathBuf, source: std::io::Error },
    #[error("{path}: the path is not valid UTF-8")]
    NotUtf8 { path: String },
}

/// What there is: one immutable snapshot, cheap to clone.
#[derive(Clone, Debug)]
pub struct Project {
    /// Absolute, in the spelling it was given.
    pub root: Utf8PathBuf,
    pub files: Arc<Files>,
    pub sources: Arc<Sources>,
    /// Sorted by root.
    pub apps: Arc<Vec<App>>,
    /// Sorted by root.
    pub packages: Arc<Vec<Package>>,
    /// Sorted by path.
    pub env_files: Arc<Vec<EnvFile>>,
    pub git: Git,
    pub config: Arc<Config>,
    /// By path and place.
    pub problems: Arc<Vec<Problem>>,
    settings: Option<Arc<serde_json::Value>>,
    overlay: Arc<Overlay>,
    resolver: Arc<Resolver>,
    targets: Arc<targets::Table>,
    interests: Arc<Interests>,
}

impl Project {
    /// Finds the project around the paths (files or folders) and reads it: the nearest `package.json` at or above decides,
    /// the nearest common folder for paths of several projects (INTERFACE, Files and configuration 2).
    pub fn open(paths: &[Utf8PathBuf], options: &Options) -> Result<Self, OpenError> {
        Ok(open::open(root::of(paths)?, options))
    }

    /// A project of texts alone, by absolute paths, with no disk behind it: what they import is not followed.
    pub fn of_texts(texts: Vec<(Utf8PathBuf, String)>, interests: &Arc<Interests>) -> Self {
        open::of_texts(texts, interests)
    }

    /// What `staunch.json` says in the project around the paths, without reading the project.
    pub fn configuration(paths: &[Utf8PathBuf]) -> Result<Config, OpenError> {
        let root = root::of(paths)?;
        let Ok(text) = disk::read_text(&root.join(config::FILE)) else { return Ok(Config::default()) };
        let mut config = Config::read(FileId(0), &text, &mut Vec::new());
        rule_files::load_from_disk(&mut config, &root);
        Ok(config)
    }

    /// Takes changes in; gives the files whose text is another one now, removed ones too.
    pub fn apply(&mut self, changes: &[FileChange]) -> Vec<FileId> {
        change::apply(self, changes)
    }

    /// Whether an event about a file or folder on disk may change anything: a build writes thousands of files that do not.
    pub fn concerns(&self, path: &Utf8Path) -> bool {
        change::concerns(self, path)
    }

    /// What has changed on disk without an event, as paths that [`FileChange::Disk`] takes. Lists the tree and asks for each
    /// file's time and length, but reads none.
    pub fn unseen(&self) -> Vec<Utf8PathBuf> {
        unseen::unseen(self)
    }

    pub fn file(&self, id: FileId) -> Option<&Arc<SourceFile>> {
        self.sources.get(id)
    }

    /// The file of an absolute path.
    pub fn by_path(&self, path: &Utf8Path) -> Option<&Arc<SourceFile>> {
        self.sources.get(self.files.get(path)?)
    }

    /// Whether a file at the path is one of the project's, or would be.
    pub fn would_read(&self, path: &Utf8Path) -> bool {
        self.by_path(path).is_some() || path.starts_with(&self.root) && change::kind_of(self, path).is_some()
    }

    /// Whether a file could be created at the path: nothing is there, neither on disk nor in a buffer.
    pub fn is_free(&self, path: &Utf8Path) -> bool {
        self.overlay.get(path).is_none() && self.by_path(path).is_none() && !disk::exists(path)
    }

    /// The text of any small regular file, from its buffer or the disk: formatter settings, `.gitignore`. Without a byte
    /// order mark.
    pub fn peek(&self, path: &Utf8Path) -> Option<Arc<str>> {
        if let Some(text) = self.overlay.get(path) {
            return Some(Arc::clone(text));
        }
        let text = String::from_utf8(disk::read_small(path)?).ok()?;
        Some(text.strip_prefix('\u{feff}').unwrap_or(&text).into())
    }

    /// The text of a source, or of another file that has been given an id ([`Files::intern`]).
    pub fn text(&self, id: FileId) -> Option<Arc<str>> {
        match self.file(id) {
            Some(source) => Some(source.text()),
            None => self.peek(&self.files.path(id)?),
        }
    }

    /// The innermost app around the file.
    pub fn app_of(&self, id: FileId) -> Option<&App> {
        self.app_around(&self.files.path(id)?)
    }

    /// The apps whose builds take the file: the innermost around it, or those that depend on its package.
    pub fn builders(&self, id: FileId) -> impl Iterator<Item = &App> {
        let builders = self.app_of(id).map_or(&[][..], |app| &app.builders);
        builders.iter().filter_map(|app| self.app(*app))
    }

    /// The innermost app around a path that need not exist yet.
    pub fn app_around(&self, path: &Utf8Path) -> Option<&App> {
        let at = |folder: &str| self.apps.binary_search_by(|app| app.root.as_str().cmp(folder)).ok();
        resolve::above(path).find_map(at).and_then(|at| self.apps.get(at))
    }

    pub fn app(&self, id: AppId) -> Option<&App> {
        self.apps.get(id.0 as usize)
    }

    /// The innermost package around the path.
    pub fn package_of(&self, path: &Utf8Path) -> Option<&Package> {
        let at = |folder: &str| self.packages.binary_search_by(|package| package.root.as_str().cmp(folder)).ok();
        resolve::above(path).find_map(at).and_then(|at| self.packages.get(at))
    }

    /// The packages whose build makes client code of all their files.
    pub fn client_packages(&self) -> impl Iterator<Item = &Package> {
        self.packages.iter().filter(|package| package.built_as_client)
    }

    /// The path relative to the project's root, with `/`; may begin with `../`.
    pub fn relative(&self, id: FileId) -> String {
        self.files.path(id).map(|path| self.relative_path(&path)).unwrap_or_default()
    }

    /// As [`relative`](Self::relative), for a path that need not exist yet.
    pub fn relative_path(&self, path: &Utf8Path) -> String {
        root::relative(&self.root, path)
    }

    pub fn resolve(&self, from: FileId, specifier: &str, layer: Layer) -> Resolution {
        if let Some(target) = self.targets(from).and_then(|targets| targets.get(specifier)) {
            return target.of(layer).clone();
        }
        let Some(path) = self.files.path(from) else { return Resolution::Missing };
        let scope = self.resolver.scope_of(&path);
        self.resolver.resolve(&*self.sources, &path, scope, specifier).of(layer).clone()
    }

    /// Where the specifiers of a file's sketch lead.
    pub fn targets(&self, file: FileId) -> Option<&Arc<Targets>> {
        self.targets.get(file)
    }

    /// The files that an import without a literal specifier takes (a pattern, a glob), by path.
    pub fn matching(&self, from: FileId, import: &Import) -> Vec<FileId> {
        self.files.path(from).map(|path| targets::matching(&self.sources, &path, import)).unwrap_or_default()
    }

    /// Whether every file resolves as it does in `other`: no file came or went, no configuration changed.
    pub fn resolves_like(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.resolver, &other.resolver)
    }

    /// The entry that a production build of the app takes for `name`.
    pub fn env_value(&self, app: &App, name: &str) -> Option<(&EnvFile, &EnvEntry)> {
        let read = self.env_files.iter().filter(|file| file.app == Some(app.id) && file.read_by_build());
        read.filter_map(|file| {
            let text = self.sources.get(file.file)?.text();
            Some((file, file.entry(name, &text)?))
        })
        .min_by_key(|(file, _)| file.rank)
    }

    /// Whether the file is served as it is, to anybody.
    pub fn is_published(&self, id: FileId) -> bool {
        self.files.path(id).is_some_and(|path| {
            let served = |app: &App| !app.framework.package.is_empty() && path.starts_with(&app.public_dir);
            self.apps.iter().any(served)
        })
    }
}
