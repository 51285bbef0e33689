//! What git knows of a file. Nothing of the workspace is run for it.

use std::sync::Arc;

use camino::Utf8Path;

/// The repository around the project, read on first use.
#[derive(Clone, Debug, Default)]
pub struct Git {}

impl Git {
    /// Whether git tracks the file; `None` outside of a repository.
    pub fn tracked(&self, _path: &Utf8Path) -> Option<bool> {
        None
    }

    /// Whether a `.gitignore` (or the repository's other lists) leaves the file out. `.gitignore` counts without a repository.
    pub fn ignored(&self, _path: &Utf8Path) -> bool {
        false
    }

    /// The file's text in the last commit.
    pub fn committed(&self, _path: &Utf8Path) -> Option<Arc<str>> {
        None
    }

    /// Whether there is a repository.
    pub fn exists(&self) -> bool {
        false
    }
}
