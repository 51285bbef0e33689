//! `.env` files of an app: which a production build reads, and what stands in them where.

use super::app::AppId;
use super::files::FileId;
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
    pub entries: Vec<EnvEntry>,
}

impl EnvFile {
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
