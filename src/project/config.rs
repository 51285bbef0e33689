//! `staunch.json`: what a team has agreed on.

use std::collections::BTreeMap;

use globset::GlobSet;

use super::files::FileId;
use crate::text::Span;

/// The configuration in force. Broken parts are [`Problem`]s and leave their default.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// `staunch.json`, when there is one.
    pub file: Option<FileId>,
    /// Rule name to level.
    pub rules: BTreeMap<Box<str>, Level>,
    /// Files without findings, relative to the folder of `staunch.json`.
    pub ignore: Option<GlobSet>,
    pub public_prefixes: Vec<Box<str>>,
    /// The user's own providers, as the `secrets` room reads them.
    pub providers: Vec<serde_json::Value>,
    pub overrides: Vec<Override>,
}

/// Other levels for some files.
#[derive(Clone, Debug)]
pub struct Override {
    pub files: GlobSet,
    pub rules: BTreeMap<Box<str>, Level>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Level {
    Off,
    Hint,
    Low,
    Medium,
    High,
    Critical,
}

impl Config {
    /// What the user says about `rule` in a file of this path relative to the project; `None`: nothing.
    pub fn level(&self, rule: &str, relative: &str) -> Option<Level> {
        self.overrides
            .iter()
            .rev()
            .filter(|o| o.files.is_match(relative))
            .find_map(|o| o.rules.get(rule))
            .or_else(|| self.rules.get(rule))
            .copied()
    }

    pub fn ignores(&self, relative: &str) -> bool {
        self.ignore.as_ref().is_some_and(|globs| globs.is_match(relative))
    }
}

/// Something of the project that could not be read as it is, at its place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    pub file: FileId,
    /// `None`: the whole file.
    pub span: Option<Span>,
    pub kind: ProblemKind,
    /// A sentence for the user; quotes nothing of the file but names of keys.
    pub message: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ProblemKind {
    /// The file is broken; defaults are used.
    Broken,
    /// A file that was left out, and why.
    Skipped,
}
