//! Open buffers over the disk, as the resolver sees them.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use oxc_resolver::{FileMetadata, FileSystem, FileSystemOs, ResolveError};
use rustc_hash::{FxHashMap, FxHashSet};

/// The files that editors hold open: they exist whatever the disk says, with the editor's text.
#[derive(Clone, Debug, Default)]
pub struct Overlay {
    buffers: FxHashMap<Utf8PathBuf, Arc<str>>,
}

impl Overlay {
    pub fn get(&self, path: &Utf8Path) -> Option<&Arc<str>> {
        self.buffers.get(path)
    }

    pub fn open(&mut self, path: &Utf8Path, text: Arc<str>) {
        self.buffers.insert(path.to_owned(), text);
    }

    /// Whether it was open.
    pub fn close(&mut self, path: &Utf8Path) -> bool {
        self.buffers.remove(path).is_some()
    }

    pub fn paths(&self) -> impl Iterator<Item = &Utf8Path> {
        self.buffers.keys().map(|path| &**path)
    }
}

/// A frozen look through the overlay. Knows the texts of descriptions (`package.json`, `tsconfig.json`) only; of other
/// buffers, that they are there.
#[derive(Debug, Default)]
pub struct View {
    files: FxHashMap<PathBuf, Option<Arc<str>>>,
    folders: FxHashSet<PathBuf>,
}

impl View {
    pub fn new(overlay: &Overlay) -> Self {
        let mut view = Self::default();
        for (path, text) in &overlay.buffers {
            let json = path.extension() == Some("json");
            view.files.insert(path.as_std_path().to_owned(), json.then(|| Arc::clone(text)));
            for above in path.as_std_path().ancestors().skip(1) {
                if !view.folders.insert(above.to_owned()) {
                    break;
                }
            }
        }
        view
    }
}

impl FileSystem for View {
    fn new() -> Self {
        Self::default()
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        match self.files.get(path) {
            Some(Some(text)) => Ok(text.as_bytes().to_vec()),
            _ if std::fs::metadata(path)?.is_file() => std::fs::read(path),
            _ => Err(io::ErrorKind::InvalidInput.into()),
        }
    }

    fn read_to_string(&self, path: &Path) -> io::Result<String> {
        String::from_utf8(self.read(path)?).map_err(|_| io::ErrorKind::InvalidData.into())
    }

    fn metadata(&self, path: &Path) -> io::Result<FileMetadata> {
        if self.files.contains_key(path) {
            return Ok(FileMetadata::new(true, false, false));
        }
        FileSystemOs::metadata(path).or_else(|error| self.folder(path).ok_or(error))
    }

    fn symlink_metadata(&self, path: &Path) -> io::Result<FileMetadata> {
        FileSystemOs::symlink_metadata(path).or_else(|error| match self.files.get(path) {
            Some(_) => Ok(FileMetadata::new(true, false, false)),
            None => self.folder(path).ok_or(error),
        })
    }

    fn read_link(&self, path: &Path) -> Result<PathBuf, ResolveError> {
        FileSystemOs::read_link(path)
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        FileSystemOs::canonicalize(path).or_else(|error| {
            let known = self.files.contains_key(path) || self.folders.contains(path);
            if known { Ok(path.to_owned()) } else { Err(error) }
        })
    }
}

impl View {
    fn folder(&self, path: &Path) -> Option<FileMetadata> {
        self.folders.contains(path).then(|| FileMetadata::new(false, true, false))
    }
}
