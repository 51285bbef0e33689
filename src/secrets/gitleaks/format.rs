//! The form of gitleaks' configuration: <https://github.com/gitleaks/gitleaks#configuration>.

use std::ops::Range;

use serde::Deserialize;

/// One file. What it extends is read before it; keys that only matter to gitleaks itself (`title`, `minVersion`, `tags`) are passed over.
#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Document {
    pub(super) extend: Extend,
    pub(super) rules: Vec<Rule>,
    pub(super) allowlist: Option<Allowlist>,
    pub(super) allowlists: Vec<Allowlist>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Extend {
    pub(super) disabled_rules: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Rule {
    pub(super) id: String,
    pub(super) regex: Option<String>,
    pub(super) path: Option<String>,
    pub(super) secret_group: Option<usize>,
    pub(super) entropy: Option<f64>,
    pub(super) keywords: Vec<String>,
    pub(super) skip_report: bool,
    pub(super) required: Vec<toml::Value>,
    pub(super) allowlist: Option<Allowlist>,
    pub(super) allowlists: Vec<Allowlist>,
}

/// `commits` are not read: what is checked is what stands there now.
#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Allowlist {
    pub(super) condition: String,
    pub(super) target_rules: Vec<String>,
    pub(super) paths: Vec<String>,
    pub(super) regex_target: String,
    pub(super) regexes: Vec<String>,
    pub(super) stopwords: Vec<String>,
}

/// Reads a file; the error is the range of the text, in bytes, that is not of the form, if that is known.
pub(super) fn read(text: &str) -> Result<Document, Option<Range<usize>>> {
    toml::from_str(text).map_err(|error: toml::de::Error| error.span())
}

impl Rule {
    /// This rule upon one of the same id in the file that is extended: what it says itself counts, lists are joined.
    pub(super) fn upon(mut self, mut base: Self) -> Self {
        base.keywords.append(&mut self.keywords);
        base.required.append(&mut self.required);
        base.allowlists.extend(base.allowlist.take());
        base.allowlists.extend(self.allowlist.take());
        base.allowlists.append(&mut self.allowlists);
        Self {
            regex: self.regex.or(base.regex),
            path: self.path.or(base.path),
            secret_group: self.secret_group.or(base.secret_group),
            entropy: self.entropy.or(base.entropy),
            ..base
        }
    }
}
