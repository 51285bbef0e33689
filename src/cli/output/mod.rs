//! One file a format. Each turns a [`Report`] into text; none prints a value.

pub(super) mod diff;
mod github;
mod human;
mod json;
mod sarif;
mod told;

use camino::Utf8Path;

use super::args::Format;
use crate::text::{Encoding, LineIndex};

pub(super) use told::Told;

/// What a check found, in the order in which it is shown.
#[derive(Default)]
pub(super) struct Report<'a> {
    pub(super) findings: Vec<Told<'a>>,
    /// How many are left out because the baseline holds them.
    pub(super) accepted: usize,
}

impl Report<'_> {
    /// The report in one of the formats; `color`: with ANSI colours, where people read it.
    pub(super) fn render(&self, format: Format, color: bool) -> serde_json::Result<String> {
        match format {
            Format::Human => Ok(human::render(self, color)),
            Format::Json => json::render(self),
            Format::Sarif => sarif::render(self),
            Format::Github => Ok(github::render(self)),
        }
    }
}

/// Line and column from 1, the column in UTF-16 units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub(super) struct Position {
    pub(super) line: u32,
    pub(super) column: u32,
}

/// The place of an offset, in bytes.
pub(super) fn place(lines: &LineIndex<'_>, offset: u32) -> Position {
    let position = lines.position(offset, Encoding::Utf16);
    Position { line: position.line + 1, column: position.column + 1 }
}

/// The way from a folder to a file, with `/`.
fn from(folder: &Utf8Path, file: &Utf8Path) -> String {
    let common = folder.components().zip(file.components()).take_while(|(a, b)| a == b).count();
    let up = folder.components().skip(common).map(|_| "..");
    let down = file.components().skip(common).map(|component| component.as_str());
    up.chain(down).collect::<Vec<_>>().join("/")
}
