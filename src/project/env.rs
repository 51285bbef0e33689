//! `.env` files of an app: which a production build reads, and what stands in them where.

use camino::Utf8Path;

use super::app::{App, AppId};
use super::files::FileId;
use super::{dotenv, kind};
use crate::text::Span;

/// One `.env*` file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EnvFile {
    pub file: FileId,
    /// The app that reads it; `None` when no app does.
    pub app: Option<AppId>,
    /// The file's name: `.env.local`.
    pub name: Box<str>,
    /// Its strength in a production build, 0 the strongest; `None` when such a build does not read it.
    pub rank: Option<u8>,
    /// `.env.example` and its like: a template that is meant to be committed.
    pub example: bool,
    /// `.env.bak` and its like: a copy that nobody reads.
    pub copy: bool,
    pub entries: Vec<EnvEntry>,
}

impl EnvFile {
    pub(super) fn new(file: FileId, path: &Utf8Path, text: &str, apps: &[App]) -> Self {
        let name = path.file_name().unwrap_or_default();
        let folder = path.parent().unwrap_or(path);
        // Vite's `envDir` may lie outside of the app.
        let reader = apps.iter().find(|app| app.config.env_dir == folder && !app.framework.package.is_empty());
        let around = || apps.iter().filter(|app| app.contains(path)).max_by_key(|app| app.root.as_str().len());
        let rank = reader.and_then(|app| app.framework.env_files.in_order().iter().position(|read| *read == name));
        Self {
            file,
            app: reader.or_else(around).map(|app| app.id),
            name: name.into(),
            rank: rank.map(|rank| rank as u8),
            example: kind::is_example(name),
            copy: kind::is_env_copy(name),
            entries: dotenv::parse(text),
        }
    }

    /// The entry that counts for a name: the last one.
    pub fn entry(&self, name: &str, text: &str) -> Option<&EnvEntry> {
        self.entries.iter().rev().find(|entry| !entry.commented && entry.name.of(text) == name)
    }

    /// Whether a production build reads it.
    pub const fn read_by_build(&self) -> bool {
        self.rank.is_some()
    }
}

/// `NAME=value`. Places are in the file's text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EnvEntry {
    pub name: Span,
    /// The value as written, without its quotes.
    pub value: Span,
    pub quote: Option<Quote>,
    /// From `export` or the name to the end of the value, quotes included, a trailing comment not.
    pub span: Span,
    /// The value holds `$NAME` or `${NAME}`, which is expanded.
    pub expands: bool,
    /// `NAME=` inside of a comment: `# NAME=value`. Not read by anything, but committed like the rest.
    pub commented: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Quote {
    Single,
    Double,
    Backtick,
}
