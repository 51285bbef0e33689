//! **project**: which files there are, what the app is, how a specifier resolves. The only room that reads the disk.
//!
//! Promises: regular files only, no symlinked folders followed, nothing executed, nothing written but what is asked for.
//! Never: judges what it reads.

pub mod app;
pub mod config;
pub mod env;
pub mod files;
pub mod framework;
pub mod git;
pub mod source;

use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use crate::syntax::facts::Facts;

pub use app::{App, AppConfig, AppId, InlinedEnv};
pub use config::{Config, Level, Problem, ProblemKind};
pub use env::{EnvEntry, EnvFile, Quote};
pub use files::{FileId, Files};
pub use framework::{Framework, RouteStyle};
pub use git::Git;
pub use source::{FileKind, SourceFile, Sources};

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
    /// Absolute.
    pub root: Utf8PathBuf,
    pub files: Arc<Files>,
    pub sources: Arc<Sources>,
    /// Sorted by root.
    pub apps: Arc<Vec<App>>,
    /// Sorted by path.
    pub env_files: Arc<Vec<EnvFile>>,
    pub git: Git,
    pub config: Arc<Config>,
    pub problems: Arc<Vec<Problem>>,
}

impl Project {
    /// Finds the project around the paths (files or folders) and reads it: the nearest `package.json` at or above decides,
    /// the nearest common folder for paths of several projects (INTERFACE, Files and configuration 2).
    pub fn open(paths: &[Utf8PathBuf], options: &Options) -> Result<Self, OpenError> {
        let _ = options;
        Err(OpenError::Missing { path: paths.first().cloned().unwrap_or_default() })
    }

    /// Takes changes in; gives the files whose text is another one now, removed ones too.
    pub fn apply(&mut self, changes: &[FileChange]) -> Vec<FileId> {
        let _ = changes;
        Vec::new()
    }

    pub fn file(&self, id: FileId) -> Option<&Arc<SourceFile>> {
        self.sources.get(id)
    }

    /// The file of an absolute path.
    pub fn by_path(&self, path: &Utf8Path) -> Option<&Arc<SourceFile>> {
        self.sources.get(self.files.get(path)?)
    }

    /// The innermost app around the file.
    pub fn app_of(&self, id: FileId) -> Option<&App> {
        let path = self.files.path(id)?;
        self.apps.iter().filter(|app| app.contains(&path)).max_by_key(|app| app.root.as_str().len())
    }

    pub fn app(&self, id: AppId) -> Option<&App> {
        self.apps.get(id.0 as usize)
    }

    /// The path relative to the project's root, with `/`; may begin with `../`.
    pub fn relative(&self, id: FileId) -> String {
        let _ = id;
        String::new()
    }

    /// As [`relative`](Self::relative), for a path that need not exist yet.
    pub fn relative_path(&self, path: &Utf8Path) -> String {
        let _ = path;
        String::new()
    }

    pub fn resolve(&self, from: FileId, specifier: &str, layer: Layer) -> Resolution {
        let _ = (from, specifier, layer);
        Resolution::Missing
    }

    /// The entry that a production build of the app takes for `name`.
    pub fn env_value(&self, app: &App, name: &str) -> Option<(&EnvFile, &EnvEntry)> {
        let _ = (app, name);
        None
    }
}
