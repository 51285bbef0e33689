//! `textDocument/codeAction`: what can be done here. Listing is cheap; edits are built when an action is chosen, for
//! clients that ask again then.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tower_lsp::ls_types::{
    CodeAction, CodeActionDisabled, CodeActionKind, CodeActionOrCommand, CodeActionParams, CodeActionResponse, Command,
    Diagnostic, Range, Uri,
};

use super::super::convert;
use super::super::diagnostics::SOURCE;
use super::super::edit::workspace_edit;
use super::super::event::Answer;
use super::super::state::State;
use super::Reader;
use super::execute_command::{GENERIC, SHOW_RECOVERY};
use crate::fixes::{Offer, OfferKind};
use crate::rules::{Finding, Fingerprint};
use crate::secrets::Power;
use crate::text::LineIndex;

/// `codeAction.data`: all that resolving needs.
#[derive(Serialize, Deserialize)]
pub(super) struct Data {
    pub(super) action: String,
    pub(super) fingerprint: String,
    pub(super) uri: Uri,
    pub(super) version: Option<i32>,
}

pub(in crate::server) fn run(state: &State, params: CodeActionParams, answer: Answer<Option<CodeActionResponse>>) {
    match state.reader(&params.text_document.uri) {
        Some(reader) => state.read(reader, answer, move |reader| Ok(Some(list(reader, &params)))),
        // When it fails, the request was cancelled.
        None => drop(answer.send(Ok(None))),
    }
}

fn list(reader: &Reader, params: &CodeActionParams) -> CodeActionResponse {
    let text = reader.snapshot.text(reader.file).unwrap_or_default();
    let lines = LineIndex::new(&text);
    let mut actions = Vec::new();
    let mut recoveries: Vec<(&str, CodeAction)> = Vec::new();
    for finding in chosen(reader, &lines, params) {
        let known = params.context.diagnostics.iter().find(|diagnostic| is_of(diagnostic, &finding));
        let diagnostic = known.cloned().unwrap_or_else(|| reader.view.finding(&reader.snapshot, &lines, &finding));
        for offer in reader.snapshot.offers(&finding) {
            let Some(kind) = kind(offer.kind, params.context.only.as_deref()) else { continue };
            if let Some(action) = action(reader, params, &finding, &offer) {
                let diagnostics = Some(vec![diagnostic.clone()]);
                let action = CodeAction { kind: Some(kind), diagnostics, ..action };
                actions.push(CodeActionOrCommand::CodeAction(action));
            }
        }
        let shown = reader.view.abilities.show_document && finding.power != Power::K0;
        if let Some(kind) = kind(OfferKind::QuickFix, params.context.only.as_deref()).filter(|_| shown) {
            let provider = finding.provider.unwrap_or(GENERIC);
            match recoveries.iter_mut().find(|(known, _)| *known == provider) {
                Some((_, action)) => action.diagnostics.get_or_insert_default().push(diagnostic),
                None => recoveries.extend(recovery(reader, params, &finding, provider).map(|action| {
                    (provider, CodeAction { kind: Some(kind), diagnostics: Some(vec![diagnostic]), ..action })
                })),
            }
        }
    }
    actions.extend(recoveries.into_iter().map(|(_, action)| CodeActionOrCommand::CodeAction(action)));
    actions
}

/// What to do once it is out, as a document; a provider's once, however many of its values are here.
fn recovery(reader: &Reader, params: &CodeActionParams, finding: &Finding, provider: &str) -> Option<CodeAction> {
    let known = reader.snapshot.catalogue().provider(provider)?;
    let whose = if provider == GENERIC { String::new() } else { format!(" for {}", known.name) };
    let title = format!("Show the recovery steps{whose}");
    let data = data(reader, params, finding, "show-recovery-steps");
    let command = Command::new(title.clone(), SHOW_RECOVERY.to_owned(), Some(vec![provider.into()]));
    Some(CodeAction { title, command: Some(command), data, ..CodeAction::default() })
}

fn data(reader: &Reader, params: &CodeActionParams, finding: &Finding, action: &str) -> Option<serde_json::Value> {
    let uri = params.text_document.uri.clone();
    let version = convert::path(&uri).and_then(|path| reader.versions.get(&path).copied());
    let data = Data { action: action.to_owned(), fingerprint: finding.fingerprint.to_string(), uri, version };
    serde_json::to_value(data).ok()
}

/// The findings of the diagnostics that the client asks about; without any, those on the lines of the range.
fn chosen(reader: &Reader, lines: &LineIndex<'_>, params: &CodeActionParams) -> Vec<Arc<Finding>> {
    let findings = reader.snapshot.findings_of(reader.file);
    let asked = |finding: &Finding| params.context.diagnostics.iter().any(|diagnostic| is_of(diagnostic, finding));
    if findings.iter().any(|finding| asked(finding)) {
        return findings.into_iter().filter(|finding| asked(finding)).collect();
    }
    let Range { start, end } = params.range;
    let (first, last) = (start.line.min(end.line), start.line.max(end.line));
    let touched =
        |finding: &Finding| lines.line_of(finding.span.start) <= last && first <= lines.line_of(finding.span.end);
    findings.into_iter().filter(|finding| touched(finding)).collect()
}

/// Whether a diagnostic that went to the client and back is this finding's.
fn is_of(diagnostic: &Diagnostic, finding: &Finding) -> bool {
    diagnostic.source.as_deref() == Some(SOURCE)
        && diagnostic.data.as_ref().and_then(|data| data.get("fingerprint")).and_then(|name| name.as_str())
            == Some(&finding.fingerprint.to_string())
}

/// All actions mend a diagnostic; asked for by its own kind, an action has that. `None`: not asked for.
fn kind(offer: OfferKind, only: Option<&[CodeActionKind]>) -> Option<CodeActionKind> {
    let own = match offer {
        OfferKind::QuickFix => CodeActionKind::QUICKFIX,
        OfferKind::RefactorMove => CodeActionKind::new("refactor.move"),
        OfferKind::RefactorRewrite => CodeActionKind::REFACTOR_REWRITE,
        OfferKind::RefactorExtract => CodeActionKind::REFACTOR_EXTRACT,
    };
    let Some(only) = only else { return Some(CodeActionKind::QUICKFIX) };
    let asked = |kind: &CodeActionKind| {
        only.iter().any(|only| {
            let rest = kind.as_str().strip_prefix(only.as_str());
            only.as_str().is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
    };
    [CodeActionKind::QUICKFIX, own].into_iter().find(asked)
}

/// An offer as this client can take it; `None` when it cannot.
fn action(reader: &Reader, params: &CodeActionParams, finding: &Finding, offer: &Offer) -> Option<CodeAction> {
    let abilities = &reader.view.abilities;
    let mut refusal = reader.refusal(offer);
    let mut edit = None;
    if refusal.is_none() && !abilities.resolve_edit {
        match reader.snapshot.plan(finding, offer.id, None) {
            Ok(plan) => edit = Some(workspace_edit(&reader.view, &reader.snapshot, &reader.versions, &plan)?),
            Err(reason) => refusal = Some(reason.to_string()),
        }
    }
    if refusal.is_some() && !abilities.disabled_actions {
        return None;
    }
    Some(CodeAction {
        title: offer.title.clone(),
        edit,
        is_preferred: (abilities.preferred_actions && offer.preferred && refusal.is_none()).then_some(true),
        disabled: refusal.map(|reason| CodeActionDisabled { reason }),
        data: data(reader, params, finding, offer.id),
        ..CodeAction::default()
    })
}

pub(super) fn fingerprint(text: &str) -> Option<Fingerprint> {
    u64::from_str_radix(text, 16).ok().map(Fingerprint)
}
