//! What a configuration says is no secret.

use regex::bytes::Regex;

use super::dialect::compile;
use super::format;

/// An allowlist, ready to be asked.
pub(super) struct Allow {
    /// All of its conditions must hold, not any.
    all: bool,
    /// The rules that it is for; empty: all.
    rules: Vec<String>,
    paths: Vec<Regex>,
    target: Target,
    regexes: Vec<Regex>,
    stopwords: Vec<String>,
}

enum Target {
    Secret,
    Match,
    Line,
}

/// What was found, in the text around it.
pub(super) struct Hit<'t> {
    pub(super) path: &'t str,
    pub(super) secret: &'t str,
    pub(super) matched: &'t str,
    pub(super) line: &'t str,
}

impl Allow {
    /// `None`, with the expression's number, when one of them cannot be read.
    pub(super) fn new(list: format::Allowlist) -> Option<Self> {
        let compiled = |sources: &[String]| sources.iter().map(|source| compile(source)).collect::<Option<Vec<_>>>();
        Some(Self {
            all: matches!(list.condition.to_ascii_uppercase().as_str(), "AND" | "&&"),
            rules: list.target_rules,
            paths: compiled(&list.paths)?,
            target: match list.regex_target.as_str() {
                "match" => Target::Match,
                "line" => Target::Line,
                _ => Target::Secret,
            },
            regexes: compiled(&list.regexes)?,
            stopwords: list.stopwords.iter().map(|word| word.to_lowercase()).collect(),
        })
    }

    pub(super) fn is_for(&self, rule: &str) -> bool {
        self.rules.is_empty() || self.rules.iter().any(|id| id == rule)
    }

    /// Whether the file is left out, whatever it holds.
    pub(super) fn allows_file(&self, path: &str) -> bool {
        let paths_alone = self.regexes.is_empty() && self.stopwords.is_empty();
        self.rules.is_empty() && (paths_alone || !self.all) && any(&self.paths, path)
    }

    pub(super) fn allows(&self, hit: &Hit<'_>) -> bool {
        let text = match self.target {
            Target::Secret => hit.secret,
            Target::Match => hit.matched,
            Target::Line => hit.line,
        };
        let stopped = || {
            let secret = hit.secret.to_lowercase();
            self.stopwords.iter().any(|word| secret.contains(word.as_str()))
        };
        let mut checks = [
            (!self.paths.is_empty()).then(|| any(&self.paths, hit.path)),
            (!self.regexes.is_empty()).then(|| any(&self.regexes, text)),
            (!self.stopwords.is_empty()).then(stopped),
        ]
        .into_iter()
        .flatten()
        .peekable();
        checks.peek().is_some() && if self.all { checks.all(|holds| holds) } else { checks.any(|holds| holds) }
    }
}

fn any(regexes: &[Regex], text: &str) -> bool {
    regexes.iter().any(|regex| regex.is_match(text.as_bytes()))
}
