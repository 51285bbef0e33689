//! Credentials in what a build has left: the truth about what ships, whoever is to blame for it.
//!
//! A built file is looked at in three ways: for the values that the source is known to hold ([`Known`]), for shapes anywhere in
//! its bytes, and for what its [`pieces`] say of a value by their syntax: keys, headers, calls. Each file is judged alone, and
//! nothing of it is kept.

mod known;
mod origin;
mod pieces;

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::ops::Range;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::engine::{self, Secret, words};
use super::{Context, Exposure, Fingerprint, Severity, secret_in_build, secret_in_server_build};
use crate::flow::Memo;
use crate::graph::Graph;
use crate::project::Project;
use crate::project::built::{Audience, BuiltFile};
use crate::secrets::{Catalogue, Confidence, Power};
use crate::text::{Encoding, LineIndex, Position};

pub use known::Known;

/// A credential in a file of a build.
#[derive(Clone, Debug)]
pub struct BuiltFinding {
    pub rule: &'static str,
    /// Absolute.
    pub path: Utf8PathBuf,
    /// From 0, columns in UTF-16 units.
    pub start: Position,
    pub end: Position,
    pub severity: Severity,
    pub power: Power,
    pub exposure: Exposure,
    pub confidence: Confidence,
    pub provider: Option<&'static str>,
    pub message: String,
    pub next: String,
    pub fingerprint: Fingerprint,
}

/// What the files hold that the team wants to be told, by file and place. `read`: the text of a file, or `None` when it has none.
pub fn check(
    context: &Context<'_>,
    known: &Known,
    files: &[BuiltFile],
    read: &(dyn Fn(&Utf8Path) -> Option<String> + Sync),
) -> Vec<BuiltFinding> {
    let (project, catalogue) = (context.project, context.catalogue);
    let hasher = RandomState::new();
    let told: Vec<(Vec<Told>, Option<Utf8PathBuf>)> = files
        .par_iter()
        .with_max_len(1)
        .map(|file| {
            let text = read(&file.path).unwrap_or_default();
            (one_file(catalogue, known, file, &text, read, &hasher), origin::map_of(&file.path, &text))
        })
        .collect();
    let scripts: FxHashMap<&str, &str> = files
        .iter()
        .zip(&told)
        .filter_map(|(file, (_, map))| Some((map.as_ref()?.as_str(), file.path.as_str())))
        .collect();
    let mut known: FxHashSet<(&str, u64)> = FxHashSet::default();
    let mut ordinals = FxHashMap::default();
    let mut findings = Vec::new();
    // Scripts before their maps.
    let is_map = |file: &BuiltFile| scripts.contains_key(file.path.as_str());
    let (maps, others): (Vec<_>, Vec<_>) = files.iter().zip(&told).partition(|(file, _)| is_map(file));
    for (file, (told, _)) in others.into_iter().chain(maps) {
        let subject = scripts.get(file.path.as_str()).copied().unwrap_or_else(|| subject(file));
        for told in told {
            if known.insert((subject, told.value)) {
                findings.push(told.finding(file, &mut ordinals));
            }
        }
    }
    findings.retain_mut(|finding| {
        let relative = finding.path.strip_prefix(&project.root).unwrap_or(&finding.path).as_str();
        let own = finding.severity;
        let set = engine::severity(&project.config, finding.rule, relative, || Some(own));
        finding.severity = set.unwrap_or(own);
        set.is_some() && !project.config.ignores(relative)
    });
    findings.sort_by(|a: &BuiltFinding, b| (&a.path, a.start).cmp(&(&b.path, b.start)));
    findings
}

/// What several files make up, as a script and its map do: a page and its payloads (`index.html`, `index.rsc`,
/// `index.segments/…`). A value is told once of each.
fn subject(file: &BuiltFile) -> &str {
    let path = file.path.as_str();
    if file.audience != Audience::Visitor {
        return path;
    }
    let folder = path.find(".segments/").or_else(|| path.rfind('/')).unwrap_or(0);
    match path[folder + 1..].find('.') {
        Some(dot) if path[folder..].starts_with('/') => &path[..folder + 1 + dot],
        _ => &path[..folder],
    }
}

/// A credential at a place of one file.
struct Told {
    secret: Secret,
    /// The variable whose value it is.
    variable: Option<Box<str>>,
    /// The module of the source that it comes from.
    module: Option<String>,
    start: Position,
    end: Position,
    /// The value, by a hash that is another one in each process.
    value: u64,
}

/// A credential in the bytes of one file.
struct Found {
    range: Range<usize>,
    secret: Secret,
    variable: Option<Box<str>>,
    module: Option<String>,
}

fn one_file(
    catalogue: &'static Catalogue,
    known: &Known,
    file: &BuiltFile,
    text: &str,
    read: &(dyn Fn(&Utf8Path) -> Option<String> + Sync),
    hasher: &RandomState,
) -> Vec<Told> {
    let mut found = known.find(text);
    // The server's data are the framework's own: the keys they hold are made anew by each build.
    let is_data = file.audience == Audience::Server && file.path.extension() == Some("json");
    if !is_data {
        found.extend(by_syntax(catalogue, &file.path, text));
    }
    found.extend(catalogue.scan_text(text).into_iter().filter(|detection| detection.power != Power::K0).map(
        |detection| Found {
            range: detection.range.clone(),
            secret: Secret::detected(&detection),
            variable: None,
            module: None,
        },
    ));
    let found = surest(found, text);
    if found.is_empty() {
        return Vec::new();
    }
    let lines = LineIndex::new(text);
    let place = |offset: usize| lines.position(offset as u32, Encoding::Utf16);
    let origins = origin::Origins::of(&file.path, text, read);
    found
        .into_iter()
        .map(|found| {
            let (start, end) = (place(found.range.start), place(found.range.end));
            Told {
                value: hasher.hash_one(&text[found.range]),
                module: found.module.or_else(|| origins.as_ref()?.module(start)),
                secret: found.secret,
                variable: found.variable,
                start,
                end,
            }
        })
        .collect()
}

/// Of several that tell one value the surest, each value once, in order.
fn surest(mut found: Vec<Found>, text: &str) -> Vec<Found> {
    // A known value first; the sort is stable, so that syntax goes before shapes.
    found.sort_by_key(|one| std::cmp::Reverse((one.variable.is_some(), one.secret.confidence, one.secret.power)));
    let mut kept: Vec<Found> = Vec::new();
    for one in found {
        let again = kept.iter().any(|other| {
            one.range.start < other.range.end && other.range.start < one.range.end
                || text[one.range.clone()] == text[other.range.clone()]
        });
        if !again {
            kept.push(one);
        }
    }
    kept.sort_by_key(|one| one.range.start);
    kept
}

/// What keys, headers and calls say, in each piece of the file.
fn by_syntax(catalogue: &'static Catalogue, path: &Utf8Path, text: &str) -> Vec<Found> {
    let pieces = pieces::of(path, text);
    let mut origins = Vec::new();
    let mut texts = Vec::new();
    for piece in pieces {
        origins.push((piece.whole, piece.module));
        texts.push((piece.path, piece.text));
    }
    if texts.is_empty() {
        return Vec::new();
    }
    let project = Arc::new(Project::of_texts(texts, &super::interests()));
    let graph = Graph::new(Arc::clone(&project));
    let memo = Memo::default();
    let context = Context { project: &project, graph: &graph, memo: &memo, catalogue };
    let mut found = Vec::new();
    for (file, span, secret) in engine::judge_all(&context) {
        let Some(piece) = project.text(file) else { continue };
        let (whole, module) = &origins[file.index()];
        let written = span.of(&piece);
        let range = if *whole { Some(span.range()) } else { find_written(text, written) };
        if let Some(range) = range.and_then(|range| inside_quotes(text, range)) {
            found.push(Found { range, secret, variable: None, module: module.clone() });
        }
    }
    found
}

/// Where a literal of a piece stands in the file, in which its quotes may be escaped.
fn find_written(text: &str, written: &str) -> Option<Range<usize>> {
    let inner = written.trim_matches(['"', '\'', '`']);
    let escaped = serde_json::to_string(inner).unwrap_or_default();
    [inner, escaped.trim_matches('"')].into_iter().filter(|value| !value.is_empty()).find_map(|value| {
        let start = memchr::memmem::find(text.as_bytes(), value.as_bytes())?;
        Some(start..start + value.len())
    })
}

/// A literal without its quotes.
fn inside_quotes(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let written = text.get(range.clone())?;
    let quoted = written.len() > 2 && written.starts_with(['"', '\'', '`']) && written.ends_with(['"', '\'', '`']);
    Some(if quoted { range.start + 1..range.end - 1 } else { range })
}

impl Told {
    fn finding(&self, file: &BuiltFile, ordinals: &mut FxHashMap<u64, u64>) -> BuiltFinding {
        let secret = &self.secret;
        let is_map = file.path.extension() == Some("map");
        let (exposure, how) = match file.audience {
            Audience::Browser if is_map => {
                (Exposure::E4, "It ships: a source map holds it, which is served beside the code")
            }
            Audience::Browser => (Exposure::E4, "It ships: every visitor's browser gets this file"),
            Audience::Visitor => (Exposure::E3, "It is sent to visitors: in a page, or in the data of one"),
            Audience::Public => (Exposure::E2, "It is exposed: this file is served to everybody as it is"),
            Audience::Server => {
                (Exposure::E1, "It does not go to visitors, but is in every image and archive of this build")
            }
        };
        let rule =
            if file.audience == Audience::Server { &secret_in_server_build::RULE } else { &secret_in_build::RULE };
        let subject = match &self.variable {
            Some(name) => {
                format!("The value of `{name}` is here. It {}{}", words::is_kind(secret), words::evidence(secret))
            }
            None => format!("This {}{}", words::is_kind(secret), words::evidence(secret)),
        };
        let from = self.module.as_ref().map_or_else(String::new, |module| format!(" It comes from `{module}`."));
        let message = format!("{subject}: {}. {how}.{from}", words::power(secret));
        let take = match &self.module {
            Some(module) => format!("Take it out of `{module}`"),
            None => "Take it out of the source that is built in".to_owned(),
        };
        let next = format!("{take}, build and deploy again, then {}.", words::revoke(secret));
        let severity = Severity::of(secret.power, exposure, secret.confidence).unwrap_or(Severity::Hint);
        let kind = secret.credential.map_or("", |credential| credential.id.as_str());
        let fingerprint = engine::fingerprint_of(
            &[
                rule.name,
                &stable_name(&file.path),
                kind,
                self.variable.as_deref().unwrap_or_default(),
                self.module.as_deref().unwrap_or_default(),
            ],
            ordinals,
        );
        BuiltFinding {
            rule: rule.name,
            path: file.path.clone(),
            start: self.start,
            end: self.end,
            severity,
            power: secret.power,
            exposure,
            confidence: secret.confidence,
            provider: secret.provider,
            message,
            next,
            fingerprint,
        }
    }
}

/// A file's name without what the next build makes another: `main-4f3a9c1d.js` and `main-b0c1d2e3.js` are one.
fn stable_name(path: &Utf8Path) -> String {
    let parts = path.file_name().unwrap_or_default().split(['-', '.', '_', '~']);
    parts.filter(|part| !part.bytes().any(|byte| byte.is_ascii_digit())).collect::<Vec<_>>().join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_and_its_payloads_are_one() {
        let of = |path: &str, audience| subject(&BuiltFile { path: path.into(), audience }).to_owned();
        for name in ["a/index.html", "a/index.rsc", "a/index.segments/_full.segment.rsc", "a/index.segments/b/c.rsc"] {
            assert_eq!(of(name, Audience::Visitor), "a/index", "{name}");
        }
        assert_ne!(of("a/b.html", Audience::Visitor), of("a/c.html", Audience::Visitor));
    }

    #[test]
    fn what_a_build_names_anew_is_not_part_of_a_name() {
        assert_eq!(stable_name("/d/main-4f3a9c1d.js".into()), "main.js");
        assert_eq!(stable_name("/d/index-b0c1_d2e3.js.map".into()), "index.js.map");
        assert_eq!(stable_name("/d/index.html".into()), "index.html");
    }

    #[test]
    fn escaped_values_are_found_where_they_are_written() {
        let raw = r#"self.__next_f.push([1,"5:{\"key\":\"abc\\n\"}\n"])"#;
        assert_eq!(find_written(raw, "\"abc\""), Some(raw.find("abc").map(|at| at..at + 3).unwrap_or_default()));
        assert_eq!(find_written(raw, "\"nothing\""), None);
    }
}
