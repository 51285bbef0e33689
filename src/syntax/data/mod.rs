//! Files of names and values, whatever their grammar, read into the one tree that JSON has.
//!
//! What a grammar alone has (anchors, types, order of tables) is left out: rules ask what a value is called and where it
//! stands. What cannot be read is none, and is looked at as a text.

mod bruno;
pub mod docker;
mod lines;
mod netrc;
mod properties;
pub mod shell;
pub mod sql;
mod toml;
mod yaml;

use super::json::{self, Json, Value};
use crate::text::Span;

/// How a file of data is written.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Grammar {
    Json,
    Yaml,
    Toml,
    /// A line a value: `.npmrc`, `.properties`, `.ini`, `.tfvars`.
    Properties,
    /// The same, its names those of headers: `.http`.
    Http,
    /// Named blocks of names and values: `.bru`.
    Bruno,
    /// `.netrc`: words in pairs.
    Netrc,
    /// A value a line, without names: `.git-credentials`.
    Lines,
    Docker,
    Shell,
    /// Prose, keys: no names.
    None,
}

impl Grammar {
    /// By the file's name alone.
    pub fn of(name: &str) -> Self {
        match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
            "json" | "jsonc" | "json5" | "webmanifest" => Self::Json,
            "yml" | "yaml" => Self::Yaml,
            "toml" => Self::Toml,
            "ini" | "properties" | "tfvars" | "npmrc" | "yarnrc" | "pypirc" => Self::Properties,
            "http" | "rest" => Self::Http,
            "bru" => Self::Bruno,
            "sh" | "bash" => Self::Shell,
            "git-credentials" => Self::Lines,
            "netrc" => Self::Netrc,
            _ if is_dockerfile(name) => Self::Docker,
            _ if name == "_netrc" => Self::Netrc,
            _ => Self::None,
        }
    }

    /// Reads a text; `None` where it has no names, or is broken.
    pub fn read(self, text: &str) -> Option<Json> {
        match self {
            Self::Json => json::parse(text).ok(),
            Self::Yaml => yaml::read(text),
            Self::Toml => toml::read(text),
            Self::Properties | Self::Http => Some(properties::read(text)),
            Self::Bruno => Some(bruno::read(text)),
            Self::Netrc => Some(netrc::read(text)),
            Self::Lines => Some(lines::read(text)),
            Self::Docker => Some(docker::read(text)),
            Self::Shell => Some(shell::read(text)),
            Self::None => None,
        }
    }
}

/// Whether an image is built from a file of that name: `Dockerfile`, `Dockerfile.web`, `web.dockerfile`, `Containerfile`.
pub fn is_dockerfile(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let stem = |head: &str| name.strip_prefix(head).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '-']));
    (stem("dockerfile") || stem("containerfile")) && !name.ends_with(".dockerignore") || name.ends_with(".dockerfile")
}

/// What a comment begins with, in files of data and others that are no code.
pub const COMMENT_MARKS: [&str; 5] = ["#", ";", "//", "<!--", "/*"];

/// Whether a line is a comment, or goes on with one (`* …`). `//registry.npmjs.org/:_authToken=…` is a name.
pub fn is_comment(line: &str) -> bool {
    let line = line.trim_start();
    let is_address = || {
        let word = line.strip_prefix("//").and_then(|rest| rest.split(char::is_whitespace).next());
        word.is_some_and(|word| word.contains('/'))
    };
    COMMENT_MARKS.iter().any(|mark| line.starts_with(mark)) && !is_address()
        || line.strip_prefix('*').is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '/']))
}

/// Whether a place with that before it in its line stands in a comment.
pub fn in_comment(before: &str) -> bool {
    is_comment(before) || before.contains(" # ")
}

/// A value without quotes, or one whose quotes are not part of its place.
fn string(text: &str, span: Span) -> Json {
    Json { span, value: Value::String(text.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_told_from_names_and_values() {
        for line in ["# a", "  ; a", "//a: b", "// a", "<!-- a", "/* a", " * a", "*/"] {
            assert!(is_comment(line), "{line}");
        }
        for line in ["//registry.npmjs.org/:_authToken=a", "a: b # c", "*) a", "*.a", "a", ""] {
            assert!(!is_comment(line), "{line}");
        }
        assert!(in_comment("a: b # c") && !in_comment("a#b"));
    }
}
