//! Names for files: a small number for each absolute path, stable while the process lives.

use std::sync::{Arc, PoisonError, RwLock};

use camino::Utf8Path;
use rustc_hash::FxHashMap;

/// A file's name in this process. Numbers follow the order of discovery: never sort or print by them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct FileId(pub u32);

impl FileId {
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// The interner of absolute, `/`-separated paths. Only grows; shared by every snapshot.
#[derive(Debug, Default)]
pub struct Files {
    names: RwLock<Names>,
}

#[derive(Debug, Default)]
struct Names {
    /// By the path's text: hashing a path part by part costs ten times as much.
    ids: FxHashMap<Box<str>, FileId>,
    paths: Vec<Arc<Utf8Path>>,
}

impl Files {
    pub fn intern(&self, path: &Utf8Path) -> FileId {
        if let Some(id) = self.get(path) {
            return id;
        }
        let mut names = self.names.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(id) = names.ids.get(path.as_str()) {
            return *id;
        }
        let id = FileId(names.paths.len() as u32);
        names.paths.push(Arc::from(path));
        names.ids.insert(path.as_str().into(), id);
        id
    }

    pub fn get(&self, path: &Utf8Path) -> Option<FileId> {
        self.names.read().unwrap_or_else(PoisonError::into_inner).ids.get(path.as_str()).copied()
    }

    /// The path behind an id of this interner; `None` for another's.
    pub fn path(&self, id: FileId) -> Option<Arc<Utf8Path>> {
        self.names.read().unwrap_or_else(PoisonError::into_inner).paths.get(id.index()).cloned()
    }
}
