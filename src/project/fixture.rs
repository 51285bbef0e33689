//! Projects from text, for the tests of every room.

use std::fs;

use camino::{Utf8Path, Utf8PathBuf};
use tempfile::TempDir;

use super::{FileId, Options, Project};

/// A project in a folder of its own, which goes with it.
pub(crate) struct Fixture {
    pub(crate) project: Project,
    pub(crate) root: Utf8PathBuf,
    _folder: TempDir,
}

impl Fixture {
    /// Files from one text: a line `//- path` begins each. A path under `..` is not possible; `//- root path` as the first line
    /// opens that folder instead of the whole.
    pub(crate) fn new(text: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = Utf8PathBuf::from_path_buf(folder.path().canonicalize().unwrap()).unwrap();
        let mut open = root.clone();
        for (path, content) in parts(text) {
            if let Some(path) = path.strip_prefix("root ") {
                open = root.join(path);
            } else {
                write(&root, path, content);
            }
        }
        let project = Project::open(&[open], &Options::default()).unwrap();
        Self { project, root, _folder: folder }
    }

    pub(crate) fn path(&self, path: &str) -> Utf8PathBuf {
        self.root.join(path)
    }

    /// The id of a file by its path from the fixture's root.
    pub(crate) fn id(&self, path: &str) -> FileId {
        self.project.by_path(&self.path(path)).unwrap_or_else(|| panic!("{path} is not in the project")).id
    }

    pub(crate) fn write(&self, path: &str, content: &str) {
        write(&self.root, path, content);
    }
}

fn write(root: &Utf8Path, path: &str, content: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, content).unwrap();
}

/// The parts of a text: each path with what follows, up to the next.
pub(crate) fn parts(text: &str) -> Vec<(&str, &str)> {
    text.split("//- ")
        .skip(1)
        .map(|part| {
            let (path, content) = part.split_once('\n').unwrap_or((part, ""));
            (path.trim().trim_start_matches('/'), content)
        })
        .collect()
}
