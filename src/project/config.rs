//! `staunch.json`: what a team has agreed on.

use std::collections::BTreeMap;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use super::files::FileId;
use super::rule_files::RuleFiles;
use crate::syntax::json::{self, Entry, Json, Value};
use crate::text::Span;

pub const FILE: &str = "staunch.json";

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
    /// The user's own providers, as the `secrets` room reads them, each with its place in `staunch.json`, if it is there.
    pub providers: Vec<(serde_json::Value, Option<Span>)>,
    /// Files of rules that were written for gitleaks.
    pub gitleaks: Vec<RuleFiles>,
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

    /// Reads `staunch.json`; what is wrong in it goes to `problems`.
    pub fn read(file: FileId, text: &str, problems: &mut Vec<Problem>) -> Self {
        let mut reader = Reader { file, problems };
        let mut config = Self { file: Some(file), ..Self::default() };
        match json::parse(text) {
            Err(error) => reader.broken(error.span, error.message.to_owned()),
            Ok(json) if matches!(json.value, Value::Object(_)) => {
                for entry in json.entries() {
                    reader.top(entry, &mut config);
                }
            }
            Ok(json) => reader.wrong(&json, FILE, "an object"),
        }
        config
    }
}

impl Config {
    /// An editor's settings. Their mistakes are the editor's to show, which knows where they stand.
    pub fn of_settings(settings: &serde_json::Value) -> Self {
        let mut config = Self { file: None, ..Self::read(FileId(0), &settings.to_string(), &mut Vec::new()) };
        config.providers.iter_mut().for_each(|(_, span)| *span = None);
        config.gitleaks.iter_mut().for_each(|rules| rules.span = None);
        config
    }

    /// Adds what this one leaves open.
    pub fn complete(&mut self, other: Self) {
        for (rule, level) in other.rules {
            self.rules.entry(rule).or_insert(level);
        }
        self.ignore = self.ignore.take().or(other.ignore);
        if self.public_prefixes.is_empty() {
            self.public_prefixes = other.public_prefixes;
        }
        if self.providers.is_empty() {
            self.providers = other.providers;
        }
        if self.gitleaks.is_empty() {
            self.gitleaks = other.gitleaks;
        }
        if self.overrides.is_empty() {
            self.overrides = other.overrides;
        }
    }
}

impl Level {
    pub const NAMES: &'static str = "\"off\", \"hint\", \"low\", \"medium\", \"high\" or \"critical\"";

    pub fn of(name: &str) -> Option<Self> {
        Some(match name {
            "off" => Self::Off,
            "hint" => Self::Hint,
            "low" => Self::Low,
            "medium" => Self::Medium,
            "high" => Self::High,
            "critical" => Self::Critical,
            _ => return None,
        })
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

struct Reader<'a> {
    file: FileId,
    problems: &'a mut Vec<Problem>,
}

impl Reader<'_> {
    fn broken(&mut self, span: Span, message: String) {
        self.problems.push(Problem { file: self.file, span: Some(span), kind: ProblemKind::Broken, message });
    }

    fn wrong(&mut self, json: &Json, key: &str, expected: &str) {
        self.broken(json.span, format!("`{key}` must be {expected}, not {}", json.kind()));
    }

    fn unknown(&mut self, entry: &Entry, known: &str) {
        self.broken(entry.key_span, format!("unknown key `{}`; known are {known}", entry.key.escape_default()));
    }

    fn top(&mut self, entry: &Entry, config: &mut Config) {
        match &*entry.key {
            // For editors only.
            "$schema" => {}
            "rules" => config.rules = self.rules(&entry.value),
            "ignore" => config.ignore = self.globs(&entry.value, "ignore"),
            "publicPrefixes" => {
                let prefixes = self.strings(&entry.value, "publicPrefixes");
                config.public_prefixes = prefixes.into_iter().map(|(prefix, _)| prefix).collect();
                if config.public_prefixes.iter().any(|prefix| prefix.is_empty()) {
                    self.broken(entry.value.span, "an empty prefix would make every variable public".to_owned());
                    config.public_prefixes.retain(|prefix| !prefix.is_empty());
                }
            }
            "providers" => match &entry.value.value {
                Value::Array(items) => {
                    for item in items {
                        if matches!(item.value, Value::Object(_)) {
                            config.providers.push((plain(item), Some(item.span)));
                        } else {
                            self.wrong(item, "providers", "a list of objects");
                        }
                    }
                }
                _ => self.wrong(&entry.value, "providers", "a list of objects"),
            },
            "gitleaks" => {
                config.gitleaks = self
                    .strings(&entry.value, "gitleaks")
                    .into_iter()
                    .map(|(name, span)| RuleFiles::named(name, span))
                    .collect();
            }
            "overrides" => match &entry.value.value {
                Value::Array(items) => {
                    config.overrides = items.iter().filter_map(|item| self.one_override(item)).collect();
                }
                _ => self.wrong(&entry.value, "overrides", "a list of objects"),
            },
            _ => self.unknown(entry, "rules, ignore, publicPrefixes, providers, gitleaks, overrides"),
        }
    }

    fn one_override(&mut self, json: &Json) -> Option<Override> {
        if !matches!(json.value, Value::Object(_)) {
            self.wrong(json, "overrides", "a list of objects");
            return None;
        }
        let (mut files, mut rules) = (None, BTreeMap::new());
        for entry in json.entries() {
            match &*entry.key {
                "files" => files = self.globs(&entry.value, "files"),
                "rules" => rules = self.rules(&entry.value),
                _ => self.unknown(entry, "files, rules"),
            }
        }
        if files.is_none() && json.get("files").is_none() {
            self.broken(json.span, "an override must say its `files`".to_owned());
        }
        Some(Override { files: files?, rules })
    }

    fn rules(&mut self, json: &Json) -> BTreeMap<Box<str>, Level> {
        if !matches!(json.value, Value::Object(_)) {
            self.wrong(json, "rules", "an object of rule names and levels");
        }
        let mut rules = BTreeMap::new();
        for entry in json.entries() {
            let level = entry.value.as_str().and_then(Level::of);
            if let Some(level) = level {
                rules.insert(entry.key.clone(), level);
            } else {
                let key = entry.key.escape_default();
                self.broken(entry.value.span, format!("the level of `{key}` must be {}", Level::NAMES));
            }
        }
        rules
    }

    fn strings(&mut self, json: &Json, key: &str) -> Vec<(Box<str>, Span)> {
        if !matches!(json.value, Value::Array(_)) {
            self.wrong(json, key, "a list of strings");
        }
        let mut strings = Vec::new();
        for item in json.items() {
            match item.as_str() {
                Some(text) => strings.push((text.into(), item.span)),
                None => self.wrong(item, key, "a list of strings"),
            }
        }
        strings
    }

    fn globs(&mut self, json: &Json, key: &str) -> Option<GlobSet> {
        let globs = self.strings(json, key);
        let mut set = GlobSetBuilder::new();
        for (glob, _) in &globs {
            // A folder's name stands for what is in it, with or without a slash at the end.
            let glob = glob.trim_start_matches("./").trim_end_matches('/');
            for glob in [glob, &format!("{glob}/**")] {
                if let Ok(glob) = GlobBuilder::new(glob).literal_separator(true).build() {
                    set.add(glob);
                } else {
                    self.broken(json.span, format!("`{key}` holds a glob that cannot be read"));
                    return None;
                }
            }
        }
        set.build().ok().filter(|set| !set.is_empty())
    }
}

fn plain(json: &Json) -> serde_json::Value {
    use serde_json::Value as Plain;
    match &json.value {
        Value::Null => Plain::Null,
        Value::Bool(value) => Plain::Bool(*value),
        Value::Number(number) => serde_json::Number::from_f64(*number).map_or(Plain::Null, |number| {
            let whole = number.as_f64().filter(|n| n.fract() == 0.0 && n.abs() < 9e15).map(|n| n as i64);
            Plain::Number(whole.map_or(number, Into::into))
        }),
        Value::String(text) => Plain::String(text.to_string()),
        Value::Array(items) => Plain::Array(items.iter().map(plain).collect()),
        Value::Object(entries) => Plain::Object(entries.iter().map(|e| (e.key.to_string(), plain(&e.value))).collect()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use super::*;

    fn read(text: &str) -> (Config, Vec<(String, String)>) {
        let mut problems = Vec::new();
        let config = Config::read(FileId(0), text, &mut problems);
        let problems = problems.into_iter().map(|p| (p.span.unwrap().of(text).to_owned(), p.message)).collect();
        (config, problems)
    }

    #[test]
    fn levels_and_globs() {
        let (config, problems) = read(
            r#"// ours
            { "$schema": "x", "rules": { "a": "off", "b": "high", },
              "ignore": ["legacy/", "**/*.gen.ts"], "publicPrefixes": ["ACME_PUBLIC_"],
              "providers": [{ "id": "acme", "power": 2 }],
              "overrides": [{ "files": ["scripts"], "rules": { "a": "low" } }] }"#,
        );
        assert_eq!(problems, []);
        assert_eq!(config.level("a", "src/x.ts"), Some(Level::Off));
        assert_eq!(config.level("a", "scripts/x.ts"), Some(Level::Low));
        assert_eq!(config.level("b", "scripts/x.ts"), Some(Level::High));
        assert_eq!(config.level("c", "scripts/x.ts"), None);
        assert!(config.ignores("legacy/deep/x.ts") && config.ignores("a/b.gen.ts") && !config.ignores("src/legacy.ts"));
        assert_eq!(config.providers[0].0, serde_json::json!({ "id": "acme", "power": 2 }));
    }

    #[test]
    fn a_file_wins_over_an_editors_settings_key_by_key() {
        let settings = serde_json::json!({
            "path": "", "trace": { "server": "off" }, "ignore": ["old"], "publicPrefixes": ["X_"],
            "providers": [{ "id": "acme" }], "gitleaks": ["rules.toml"],
            "rules": { "a": "off", "b": "low" },
        });
        let (mut config, _) = read(r#"{ "rules": { "a": "high" }, "publicPrefixes": ["Y_"] }"#);
        config.complete(Config::of_settings(&settings));
        assert_eq!((config.level("a", "x.ts"), config.level("b", "x.ts")), (Some(Level::High), Some(Level::Low)));
        assert!(config.ignores("old/x.ts"));
        assert_eq!(config.public_prefixes, ["Y_".into()]);
        assert_eq!(config.providers, [(serde_json::json!({ "id": "acme" }), None)]);
        assert_eq!(config.gitleaks.iter().map(|rules| &*rules.name).collect::<Vec<_>>(), ["rules.toml"]);
        for odd in [serde_json::Value::Null, serde_json::json!("x"), serde_json::json!([1])] {
            assert!(Config::of_settings(&odd).rules.is_empty());
        }
    }

    #[test]
    fn each_mistake_is_named_at_its_place_and_the_rest_counts() {
        let (config, problems) = read(
            r#"{ "rule": {}, "rules": { "a": "loud", "b": "low" }, "ignore": "x", "publicPrefixes": ["", 1], "overrides": [{ "rules": {} }] }"#,
        );
        let places: Vec<_> = problems.iter().map(|(place, _)| &**place).collect();
        assert_eq!(places, ["\"rule\"", "\"loud\"", "\"x\"", "1", "[\"\", 1]", "{ \"rules\": {} }"]);
        assert_eq!(config.level("b", "x"), Some(Level::Low));
        assert!(config.public_prefixes.is_empty());
    }

    #[test]
    fn a_broken_file_has_a_place_and_quotes_nothing() {
        let (config, problems) = read("{ \"rules\": { \"a\": hidden } }");
        assert_eq!(problems, [("h".to_owned(), "expected a value".to_owned())]);
        assert!(config.rules.is_empty());
    }
}
