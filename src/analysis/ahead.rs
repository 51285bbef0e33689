//! Reading a buffer that is about to be opened, while the one who is to be told of it is still busy.

use std::sync::Arc;
use std::thread::{self, JoinHandle};

use camino::Utf8Path;

use crate::project::disk;
use crate::syntax::Parsed;

/// Below this size (in bytes) reading takes less than a thread's beginning and end are worth.
const WORTH_A_THREAD: usize = 16 * 1024;

/// A text that a thread of its own reads.
#[derive(Debug)]
pub struct Ahead(JoinHandle<Option<Parsed>>);

impl Ahead {
    /// `None` when the text is better read where it is needed. `path` says which language it is in.
    pub fn start(path: &Utf8Path, text: &str) -> Option<Self> {
        if text.len() < WORTH_A_THREAD || disk::is_too_large(text) {
            return None;
        }
        let (path, text) = (path.to_owned(), Arc::from(text));
        thread::Builder::new().spawn(move || Parsed::new(&path, &text)).ok().map(Self)
    }

    /// Waits for the end. `None` when the file is no script, or a panic has lost it.
    pub fn wait(self) -> Option<Parsed> {
        self.0.join().ok().flatten()
    }
}
