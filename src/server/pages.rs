//! Documents of the server's own, for the client to open: outside of every workspace, gone with the server.

use std::fs;
use std::io;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tempfile::TempDir;
use tower_lsp::ls_types::Uri;

/// A folder that only this user can read, made when it is first needed. It goes when this is dropped, though the loop, which
/// nobody waits for, may go on.
#[derive(Default)]
pub(super) struct Pages(Arc<Mutex<Option<TempDir>>>);

impl Pages {
    pub(super) fn writer(&self) -> PageWriter {
        PageWriter(Arc::downgrade(&self.0))
    }
}

pub(super) struct PageWriter(Weak<Mutex<Option<TempDir>>>);

impl PageWriter {
    /// The address of a page of Markdown, which holds the text from now on. Of its name, which may be a workspace's word,
    /// only letters, digits and hyphens are kept.
    ///
    /// # Errors
    /// When the system has no place for temporary files, or the server is about to end.
    pub(super) fn write(&self, name: &str, text: &str) -> io::Result<Uri> {
        let folder = self.0.upgrade().ok_or_else(|| io::Error::other("the server ends"))?;
        let mut folder = folder.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = match folder.take() {
            Some(folder) => folder,
            None => tempfile::Builder::new().prefix("staunch-").tempdir()?,
        };
        let folder = folder.insert(kept).path();
        // Somebody may have cleared it away.
        fs::create_dir_all(folder)?;
        let plain = name.chars().filter(|char| char.is_ascii_alphanumeric() || *char == '-');
        let path = folder.join(plain.collect::<String>() + ".md");
        fs::write(&path, text)?;
        Uri::from_file_path(&path).ok_or_else(|| io::Error::other("its path is no address"))
    }
}
