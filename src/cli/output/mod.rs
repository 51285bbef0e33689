//! One file a format. Each turns a [`Report`] into text; none prints a value.

pub(super) mod diff;
pub(super) mod human;
pub(super) mod json;

use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use crate::analysis::Snapshot;
use crate::project::FileId;
use crate::rules::Finding;
use crate::text::{Encoding, LineIndex};

/// What a check found, in the order in which it is shown.
pub(super) struct Report<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) findings: &'a [Arc<Finding>],
}

impl Report<'_> {
    /// The file's name, relative to the project's root, with `/`.
    fn name(&self, file: FileId) -> String {
        self.snapshot.relative(file)
    }

    /// The file's name as the current folder's terminal links it, and as `fix --at` takes it.
    fn shown(&self, file: FileId) -> String {
        let here = std::env::current_dir().ok().and_then(|here| Utf8PathBuf::from_path_buf(here).ok());
        let path = self.snapshot.path(file);
        match here.zip(path) {
            Some((here, path)) => from(&here, &path),
            None => self.name(file),
        }
    }

    fn text(&self, file: FileId) -> Arc<str> {
        self.snapshot.text(file).unwrap_or_default()
    }
}

/// The way from a folder to a file, with `/`.
fn from(folder: &Utf8Path, file: &Utf8Path) -> String {
    let common = folder.components().zip(file.components()).take_while(|(a, b)| a == b).count();
    let up = folder.components().skip(common).map(|_| "..");
    let down = file.components().skip(common).map(|component| component.as_str());
    up.chain(down).collect::<Vec<_>>().join("/")
}

/// Line and column from 1, the column in UTF-16 units.
pub(super) fn place(lines: &LineIndex<'_>, offset: u32) -> (u32, u32) {
    let position = lines.position(offset, Encoding::Utf16);
    (position.line + 1, position.column + 1)
}
