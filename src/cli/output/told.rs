//! A finding as people and programs get it: names for files, lines and columns for bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use camino::Utf8PathBuf;

use super::{Position, from, place};
use crate::analysis::Snapshot;
use crate::fixes::Offer;
use crate::project::{Commit, FileId};
use crate::rules::{BuiltFinding, Exposure, Finding, Severity};
use crate::secrets::{Confidence, Power};
use crate::text::{self, LineIndex, Span};

/// One finding, with what every format shows of it.
pub(in crate::cli) struct Told<'a> {
    pub(in crate::cli) rule: &'static str,
    pub(in crate::cli) severity: Severity,
    pub(super) power: Power,
    pub(super) exposure: Exposure,
    pub(super) confidence: Confidence,
    /// A provider's id.
    pub(super) provider: Option<&'static str>,
    pub(super) message: String,
    pub(super) next: String,
    /// Relative to the project's root, with `/`.
    pub(in crate::cli) file: String,
    /// As the current folder's terminal links it, and as `fix --at` takes it.
    pub(super) shown: String,
    /// Relative to the repository's root, as hosts of code have it; to the project's where there is no repository.
    pub(super) in_repository: String,
    pub(super) start: Position,
    pub(super) end: Position,
    /// `None` where no import is to blame; empty for a module that a bundle begins with.
    pub(super) chain: Option<Vec<Step>>,
    pub(super) related: Vec<Beside>,
    /// The commit since which it is there, where it was asked for and there is one.
    pub(super) since: Option<Commit>,
    /// In 16 hex digits.
    pub(in crate::cli) fingerprint: String,
    /// What it was made of; `None` for what stands in no source file.
    source: Option<Source<'a>>,
}

/// An import on the way to a finding.
#[derive(serde::Serialize)]
pub(super) struct Step {
    pub(in crate::cli) file: String,
    #[serde(skip)]
    pub(super) in_repository: String,
    #[serde(flatten)]
    pub(super) at: Position,
    pub(super) specifier: String,
}

/// Another place worth a look.
pub(super) struct Beside {
    pub(super) in_repository: String,
    pub(super) at: Position,
    pub(super) message: String,
}

/// What it was made of.
struct Source<'a> {
    snapshot: &'a Snapshot,
    finding: Arc<Finding>,
}

impl<'a> Told<'a> {
    /// Findings in source files, in their order.
    pub(in crate::cli) fn all(snapshot: &'a Snapshot, findings: &[Arc<Finding>]) -> Vec<Self> {
        // Lines are counted once a file, however many findings it has.
        let named = findings.iter().flat_map(|finding| {
            let hops = finding.chain.iter().flat_map(|chain| chain.via.iter().chain(&chain.hops));
            std::iter::once(finding.file)
                .chain(hops.map(|hop| hop.from))
                .chain(finding.related.iter().map(|related| related.file))
        });
        let files: BTreeSet<FileId> = named.collect();
        let texts: Vec<(FileId, Arc<str>)> =
            files.into_iter().filter_map(|file| Some((file, snapshot.text(file)?))).collect();
        let lines: BTreeMap<FileId, LineIndex<'_>> =
            texts.iter().map(|(file, text)| (*file, LineIndex::new(text))).collect();
        findings.iter().map(|finding| Self::new(snapshot, finding, &lines)).collect()
    }

    fn new(snapshot: &'a Snapshot, finding: &Arc<Finding>, lines: &BTreeMap<FileId, LineIndex<'_>>) -> Self {
        let start_of_file = Position { line: 1, column: 1 };
        let at = |file: FileId, offset: u32| lines.get(&file).map_or(start_of_file, |lines| place(lines, offset));
        Self {
            rule: finding.rule,
            severity: finding.severity,
            power: finding.power,
            exposure: finding.exposure,
            confidence: finding.confidence,
            provider: finding.provider,
            message: finding.message.clone(),
            next: finding.next.clone(),
            file: snapshot.relative(finding.file),
            shown: shown(snapshot, finding.file),
            in_repository: in_repository(snapshot, finding.file),
            start: at(finding.file, finding.span.start),
            end: at(finding.file, finding.span.end),
            chain: finding.chain.as_ref().map(|chain| {
                let hops = chain.via.iter().chain(&chain.hops);
                hops.map(|hop| Step {
                    file: snapshot.relative(hop.from),
                    in_repository: in_repository(snapshot, hop.from),
                    at: at(hop.from, hop.span.start),
                    specifier: hop.specifier.to_string(),
                })
                .collect()
            }),
            related: finding
                .related
                .iter()
                .map(|related| Beside {
                    in_repository: in_repository(snapshot, related.file),
                    at: at(related.file, related.span.start),
                    message: related.message.clone(),
                })
                .collect(),
            fingerprint: finding.fingerprint.to_string(),
            since: None,
            source: Some(Source { snapshot, finding: Arc::clone(finding) }),
        }
    }

    /// A finding in what a build has left.
    pub(in crate::cli) fn built(snapshot: &Snapshot, finding: BuiltFinding) -> Self {
        let at = |position: text::Position| Position { line: position.line + 1, column: position.column + 1 };
        let root = &snapshot.project().root;
        let in_repository = from(snapshot.project().git.root().unwrap_or(root), &finding.path);
        Self {
            rule: finding.rule,
            severity: finding.severity,
            power: finding.power,
            exposure: finding.exposure,
            confidence: finding.confidence,
            provider: finding.provider,
            file: from(root, &finding.path),
            shown: here().map_or_else(|| from(root, &finding.path), |here| from(&here, &finding.path)),
            in_repository,
            start: at(finding.start),
            end: at(finding.end),
            chain: None,
            related: Vec::new(),
            fingerprint: finding.fingerprint.to_string(),
            message: finding.message,
            next: finding.next,
            since: None,
            source: None,
        }
    }

    /// Asks git since when it is there.
    pub(in crate::cli) fn look_back(&mut self) {
        self.since = self.source.as_ref().and_then(|source| source.snapshot.since(&source.finding));
    }

    /// What it is and what to do, as one text.
    pub(super) fn words(&self) -> String {
        let since = self.since().map_or_else(String::new, |since| format!(" {since}"));
        format!("{} {}{since}", self.message, self.next).trim_end().to_owned()
    }

    /// Since when it is there, in words.
    pub(super) fn since(&self) -> Option<String> {
        let commit = self.since.as_ref()?;
        let (day, id) = (commit.date.split('T').next()?, commit.id.get(..10)?);
        Some(format!(
            "It is in this file since {day} (commit {id}): look through logs from the first deployment after that."
        ))
    }

    /// What can be done about it, and what cannot and why; best first.
    pub(super) fn offers(&self) -> Vec<Offer> {
        self.source.as_ref().map_or_else(Vec::new, |source| source.snapshot.offers(&source.finding))
    }

    /// The source file's text with every value covered, and the finding's bytes in it.
    pub(super) fn excerpt(&self) -> Option<(Arc<str>, Span)> {
        let source = self.source.as_ref()?;
        Some((source.snapshot.masked(source.finding.file), source.finding.span))
    }
}

/// The current folder.
fn here() -> Option<Utf8PathBuf> {
    std::env::current_dir().ok().and_then(|here| Utf8PathBuf::from_path_buf(here).ok())
}

fn shown(snapshot: &Snapshot, file: FileId) -> String {
    match here().zip(snapshot.path(file)) {
        Some((here, path)) => from(&here, &path),
        None => snapshot.relative(file),
    }
}

fn in_repository(snapshot: &Snapshot, file: FileId) -> String {
    match snapshot.project().git.root().zip(snapshot.path(file)) {
        Some((root, path)) => from(root, &path),
        None => snapshot.relative(file),
    }
}
