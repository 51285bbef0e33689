//! One file a format. Each turns a [`Report`] into text; none prints a value.

pub(super) mod diff;
pub(super) mod human;
pub(super) mod json;

use std::sync::Arc;

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

    fn text(&self, file: FileId) -> Arc<str> {
        self.snapshot.text(file).unwrap_or_default()
    }
}

/// Line and column from 1, the column in UTF-16 units.
pub(super) fn place(lines: &LineIndex<'_>, offset: u32) -> (u32, u32) {
    let position = lines.position(offset, Encoding::Utf16);
    (position.line + 1, position.column + 1)
}
