//! The only way to alter state.

use std::sync::Arc;

use camino::Utf8PathBuf;

use crate::syntax::{Edit, Parsed};

/// Something that happened to the project's files. Paths are absolute.
#[derive(Clone, Debug)]
pub enum Change {
    /// A buffer was opened, or replaced as a whole; `parsed`: what has been read of this very text [`Ahead`](super::Ahead).
    Open { path: Utf8PathBuf, text: Arc<str>, parsed: Option<Parsed> },
    /// An open buffer was edited: the text after the edits, which say where, so that only those places are read again.
    Edit { path: Utf8PathBuf, text: Arc<str>, edits: Vec<Edit> },
    /// The typing has paused: an open buffer that its edits have left in doubt is read afresh.
    Settle { path: Utf8PathBuf },
    /// A buffer was closed: the disk counts again.
    Close { path: Utf8PathBuf },
    /// A file or folder appeared, changed or went outside of the editor.
    Disk { path: Utf8PathBuf },
}
