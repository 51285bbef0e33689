//! Findings as diagnostics.

use std::collections::HashMap;
use std::str::FromStr;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use tower_lsp::ls_types::{CodeDescription, Diagnostic, DiagnosticRelatedInformation, Location, NumberOrString, Uri};

use super::capabilities::Abilities;
use super::convert;
use crate::analysis::Snapshot;
use crate::graph::Hop;
use crate::project::FileId;
use crate::rules::{self, Finding};
use crate::text::{LineIndex, Span};

/// The `source` of every diagnostic.
pub(super) const SOURCE: &str = "staunch";

/// The state as this client is to see it. Cheap to clone, for checks in the background.
#[derive(Clone)]
pub(super) struct View {
    pub(super) abilities: Arc<Abilities>,
    /// The client's own spelling of the files it has opened.
    pub(super) addresses: Arc<HashMap<Utf8PathBuf, Uri>>,
}

impl View {
    /// `None` for paths that no URI can name.
    pub(super) fn uri(&self, path: &Utf8Path) -> Option<Uri> {
        self.addresses.get(path).cloned().or_else(|| Uri::from_file_path(path))
    }

    /// What is to be shown in a file.
    pub(super) fn of_file(&self, snapshot: &Snapshot, file: FileId) -> Vec<Diagnostic> {
        let findings = snapshot.findings_of(file);
        self.list(snapshot, file, findings.iter().map(|finding| &**finding))
    }

    /// What is to be shown, by file, in the whole project.
    pub(super) fn of_all(&self, snapshot: &Snapshot) -> HashMap<Utf8PathBuf, Vec<Diagnostic>> {
        let mut by_file: HashMap<FileId, Vec<&Finding>> = HashMap::new();
        let findings = snapshot.findings();
        for finding in findings.iter() {
            by_file.entry(finding.file).or_default().push(finding);
        }
        by_file
            .into_iter()
            .filter_map(|(file, findings)| {
                let path = snapshot.path(file)?.to_path_buf();
                Some((path, self.list(snapshot, file, findings.into_iter())))
            })
            .collect()
    }

    fn list<'f>(
        &self,
        snapshot: &Snapshot,
        file: FileId,
        findings: impl Iterator<Item = &'f Finding>,
    ) -> Vec<Diagnostic> {
        let text = snapshot.text(file).unwrap_or_default();
        let lines = LineIndex::new(&text);
        findings.map(|finding| self.finding(snapshot, &lines, finding)).collect()
    }

    pub(super) fn finding(&self, snapshot: &Snapshot, lines: &LineIndex<'_>, finding: &Finding) -> Diagnostic {
        let page = || Uri::from_str(&rules::page_url(finding.rule)).ok();
        let hops: Vec<&Hop> = finding.chain.iter().flat_map(|chain| chain.via.iter().chain(&chain.hops)).collect();
        let mut message = finding.message.clone();
        let mut related = None;
        if self.abilities.related_information {
            related = Some(self.related(snapshot, &hops, finding)).filter(|places| !places.is_empty());
        } else if !hops.is_empty() {
            let mut way: Vec<String> = hops.iter().map(|hop| snapshot.relative(hop.from)).collect();
            way.push(snapshot.relative(finding.file));
            message = format!("{message}\n{}", way.join(" → "));
        }
        Diagnostic {
            range: convert::range(lines, finding.span, self.abilities.encoding),
            severity: Some(convert::severity(finding.severity)),
            code: Some(NumberOrString::String(finding.rule.to_owned())),
            code_description: self.abilities.code_description.then(page).flatten().map(|href| CodeDescription { href }),
            source: Some(SOURCE.to_owned()),
            message,
            related_information: related,
            tags: None,
            data: Some(serde_json::json!({ "fingerprint": finding.fingerprint.to_string() })),
        }
    }

    /// One entry a hop, at the import, then the finding's own other places.
    fn related(&self, snapshot: &Snapshot, hops: &[&Hop], finding: &Finding) -> Vec<DiagnosticRelatedInformation> {
        let imports = hops
            .iter()
            .map(|hop| (hop.from, hop.span, format!("{} imports '{}'", snapshot.relative(hop.from), hop.specifier)));
        let others = finding.related.iter().map(|other| (other.file, other.span, other.message.clone()));
        imports
            .chain(others)
            .filter_map(|(file, span, message)| {
                Some(DiagnosticRelatedInformation { location: self.location(snapshot, file, span)?, message })
            })
            .collect()
    }

    pub(super) fn location(&self, snapshot: &Snapshot, file: FileId, span: Span) -> Option<Location> {
        let text = snapshot.text(file)?;
        let range = convert::range(&LineIndex::new(&text), span, self.abilities.encoding);
        Some(Location { uri: self.uri(&snapshot.path(file)?)?, range })
    }
}
