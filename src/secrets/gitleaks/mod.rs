//! Rules written for gitleaks, which a project imports: held against the text of files as gitleaks does, so that what
//! they find is what it finds.
//!
//! Promises: the same matches as gitleaks on the same text: keywords, groups, entropy, allowlists, `gitleaks:allow`.
//! Never: reads a file. Rules that look at the history, at names of files alone or at other rules' findings are left out,
//! and said to be.

mod allow;
mod dialect;
mod format;

use std::ops::Range;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use aho_corasick::AhoCorasick;
use regex::bytes::{Captures, Regex};
use rustc_hash::FxHashMap;

use self::allow::{Allow, Hit};
use super::schema::{Credential, Mode};
use super::{Confidence, Detection, Power};

/// A comment that says of its line that it holds no secret.
const ALLOW: &str = "gitleaks:allow";
/// The provider of kinds that belong to nobody.
const GENERIC: &str = "generic";
/// Longer texts are data of other kinds, in bytes.
const LONGEST: usize = 4 * 1024 * 1024;

/// A configuration as it was read: its name for messages, and the texts of its files, the one that is extended first.
#[derive(Clone, Copy)]
pub struct RuleFile<'a> {
    /// As `staunch.json` writes it.
    pub name: &'a str,
    /// The files, the last is the one named.
    pub texts: &'a [Arc<str>],
}

/// The imported rules, ready to search.
#[derive(Default)]
pub(super) struct Imported {
    rules: Vec<Rule>,
    /// All keywords in lower case, and by the pattern's number the rules that have it.
    keywords: Option<AhoCorasick>,
    rules_of: Vec<Vec<usize>>,
    /// Rules without a keyword: they are tried on every text.
    unkeyed: Vec<usize>,
}

struct Rule {
    credential: &'static Credential,
    /// The file that the rule stands in.
    source: String,
    regex: Regex,
    path: Option<Regex>,
    group: usize,
    entropy: f64,
    /// Its own, and those of its file.
    allow: Vec<Arc<Allow>>,
}

impl Imported {
    /// The rules of the files, and what is wrong with the others: the file's number, and a sentence.
    pub(super) fn new<'f>(files: impl IntoIterator<Item = RuleFile<'f>>) -> (Self, Vec<(usize, String)>) {
        let mut imported = Self::default();
        let mut faults = Vec::new();
        let mut keyed: Vec<(String, Vec<usize>)> = Vec::new();
        for (number, file) in files.into_iter().enumerate() {
            let Some(document) = merged(file, &mut |fault| faults.push((number, fault))) else { continue };
            let mut fault = |fault: String| faults.push((number, fault));
            imported.add(file.name, document, &mut keyed, &mut fault);
        }
        imported.keywords =
            AhoCorasick::builder().ascii_case_insensitive(true).build(keyed.iter().map(|(keyword, _)| keyword)).ok();
        imported.rules_of = keyed.into_iter().map(|(_, rules)| rules).collect();
        (imported, faults)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    fn add(
        &mut self,
        name: &str,
        document: format::Document,
        keyed: &mut Vec<(String, Vec<usize>)>,
        fault: &mut dyn FnMut(String),
    ) {
        let mut shared = Vec::new();
        for list in document.allowlist.into_iter().chain(document.allowlists) {
            match Allow::new(list) {
                Some(allow) => shared.push(Arc::new(allow)),
                None => fault("an allowlist holds an expression that cannot be read, and is left out".to_owned()),
            }
        }
        for rule in document.rules.into_iter().filter(|rule| !rule.skip_report) {
            let keywords: Vec<String> = rule.keywords.iter().map(|keyword| keyword.to_lowercase()).collect();
            match Rule::new(name, rule, &shared) {
                Ok(rule) => self.rules.push(rule),
                Err(why) => {
                    fault(why);
                    continue;
                }
            }
            let number = self.rules.len() - 1;
            if keywords.is_empty() {
                self.unkeyed.push(number);
            }
            for keyword in keywords {
                match keyed.iter_mut().find(|(known, _)| *known == keyword) {
                    Some((_, rules)) => rules.push(number),
                    None => keyed.push((keyword, vec![number])),
                }
            }
        }
    }

    /// Whether a rule may find something in the text.
    pub(super) fn may_find(&self, text: &str) -> bool {
        !self.unkeyed.is_empty() || self.keywords.as_ref().is_some_and(|keywords| keywords.is_match(text))
    }

    /// What the rules find in the text of a file, in order; of several at one place the first rule's, a `generic` one last.
    /// `path` is relative to the project, with slashes.
    pub(super) fn scan(&self, path: &str, text: &str) -> Vec<Detection> {
        if text.len() > LONGEST {
            return Vec::new();
        }
        let mut wanted = self.unkeyed.clone();
        if let Some(keywords) = &self.keywords {
            let mut seen = vec![false; self.rules.len()];
            for hit in keywords.find_overlapping_iter(text) {
                for &rule in &self.rules_of[hit.pattern().as_usize()] {
                    if !std::mem::replace(&mut seen[rule], true) {
                        wanted.push(rule);
                    }
                }
            }
        }
        let is_generic = |rule: &usize| self.rules[*rule].credential.id.starts_with("generic");
        wanted.sort_unstable_by_key(|rule| (is_generic(rule), *rule));
        let mut found: Vec<Detection> = Vec::new();
        for rule in wanted {
            for detection in self.rules[rule].find(path, text) {
                let range = &detection.range;
                if !found.iter().any(|other| range.start < other.range.end && other.range.start < range.end) {
                    found.push(detection);
                }
            }
        }
        found.sort_by_key(|detection| detection.range.start);
        found
    }
}

/// The configuration of all files of one: an error in one of them leaves out the whole.
fn merged(file: RuleFile<'_>, fault: &mut dyn FnMut(String)) -> Option<format::Document> {
    let mut whole = format::Document::default();
    for text in file.texts {
        let document = match format::read(text) {
            Ok(document) => document,
            Err(place) => {
                let line = place.map(|place| text[..place.start.min(text.len())].matches('\n').count() + 1);
                let line = line.map(|line| format!(", line {line}")).unwrap_or_default();
                fault(format!("it is no configuration of gitleaks{line}"));
                return None;
            }
        };
        whole.rules.retain(|rule| !document.extend.disabled_rules.contains(&rule.id));
        whole.allowlists.extend(document.allowlist);
        whole.allowlists.extend(document.allowlists);
        for rule in document.rules {
            match whole.rules.iter().position(|base| base.id == rule.id) {
                Some(at) => {
                    let base = std::mem::take(&mut whole.rules[at]);
                    whole.rules[at] = rule.upon(base);
                }
                None => whole.rules.push(rule),
            }
        }
    }
    Some(whole)
}

impl Rule {
    fn new(source: &str, rule: format::Rule, shared: &[Arc<Allow>]) -> Result<Self, String> {
        let id = rule.id;
        let left_out = |why: &str| format!("the rule `{}` {why}, and is left out", id.escape_default());
        let Some(regex) = rule.regex else { return Err(left_out("has no `regex`: it names files")) };
        if !rule.required.is_empty() {
            return Err(left_out("needs what other rules find (`required`)"));
        }
        let regex = dialect::compile(&regex).ok_or_else(|| left_out("has a `regex` that cannot be read"))?;
        let path = match rule.path.map(|path| dialect::compile(&path)) {
            None => None,
            Some(Some(path)) => Some(path),
            Some(None) => return Err(left_out("has a `path` that cannot be read")),
        };
        let mut allow: Vec<_> = shared.iter().filter(|allow| allow.is_for(&id)).cloned().collect();
        for list in rule.allowlist.into_iter().chain(rule.allowlists) {
            let own = Allow::new(list).ok_or_else(|| left_out("has an allowlist that cannot be read"))?;
            allow.push(Arc::new(own));
        }
        let credential = credential(&id).ok_or_else(|| left_out("cannot be used"))?;
        Ok(Self {
            credential,
            source: source.to_owned(),
            regex,
            path,
            group: rule.secret_group.unwrap_or(0),
            entropy: rule.entropy.unwrap_or(0.0),
            allow,
        })
    }

    fn find<'t>(&'t self, path: &'t str, text: &'t str) -> impl Iterator<Item = Detection> + 't {
        let applies = self.path.as_ref().is_none_or(|regex| regex.is_match(path.as_bytes()))
            && !self.allow.iter().any(|allow| allow.allows_file(path));
        let matches = applies.then(|| self.regex.captures_iter(text.as_bytes())).into_iter().flatten();
        matches.filter_map(move |captures| {
            let full = captures.get(0)?.range();
            let range = self.secret(&captures)?;
            let (secret, matched) = (text.get(range.clone())?, text.get(full.clone())?);
            let line = lines_around(text, &full);
            let hit = Hit { path, secret, matched: matched.trim_matches('\n'), line };
            let is_secret = !secret.is_empty()
                && (self.entropy == 0.0 || entropy(secret) > self.entropy)
                && !line.contains(ALLOW)
                && !self.allow.iter().any(|allow| allow.allows(&hit));
            is_secret.then(|| self.detection(range))
        })
    }

    /// The group that is the secret: the one that is named by its number, else the first that holds something.
    fn secret(&self, captures: &Captures<'_>) -> Option<Range<usize>> {
        if captures.len() == 1 {
            return captures.get(0).map(|whole| whole.range());
        }
        if self.group > 0 {
            return captures.get(self.group).map(|group| group.range());
        }
        let mut groups = captures.iter().skip(1).flatten();
        groups.find(|group| !group.is_empty()).or_else(|| captures.get(0)).map(|group| group.range())
    }

    fn detection(&self, range: Range<usize>) -> Detection {
        Detection {
            credential: self.credential,
            power: self.credential.power,
            // What the expression is worth only its author knows.
            confidence: Confidence::Likely,
            range,
            public_prefix: 0,
            shaped: true,
            evidence: format!("a rule of `{}`", self.source),
        }
    }
}

/// The lines that a range lies on.
fn lines_around<'t>(text: &'t str, range: &Range<usize>) -> &'t str {
    let start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[range.end..].find('\n').map_or(text.len(), |at| range.end + at);
    &text[start..end]
}

/// Shannon's, in bits a character.
fn entropy(text: &str) -> f64 {
    let (mut counts, mut length) = (FxHashMap::<char, u32>::default(), 0);
    for c in text.chars() {
        *counts.entry(c).or_default() += 1;
        length += 1;
    }
    let share = |count: &u32| f64::from(*count) / f64::from(length);
    counts.values().map(share).map(|share| -share * share.log2()).sum()
}

/// A kind by the id of a rule, which lives as long as the process. The same id is the same kind, however often it is read.
fn credential(id: &str) -> Option<&'static Credential> {
    static KNOWN: LazyLock<Mutex<FxHashMap<String, &'static Credential>>> = LazyLock::new(Mutex::default);
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(credential) = known.get(id) {
        return Some(credential);
    }
    let mut credential: Credential = serde_json::from_value(serde_json::json!({
        "id": id, "title": format!("secret of the kind `{}`", id.escape_default()), "power": Power::K2, "mode": Mode::Context,
    }))
    .ok()?;
    GENERIC.clone_into(&mut credential.provider);
    Some(known.entry(id.to_owned()).or_insert(Box::leak(Box::new(credential))))
}

#[cfg(test)]
mod tests;
