//! `--format json`: DESIGN 7 and INTERFACE to the letter; `schemas/check.schema.json` describes it.

use serde::Serialize;

use super::told::Step;
use super::{Position, Report};
use crate::rules::Severity;

#[derive(Serialize)]
struct Output<'a> {
    version: u8,
    summary: Summary,
    findings: Vec<Finding<'a>>,
}

#[derive(Serialize, Default)]
struct Summary {
    findings: usize,
    critical: usize,
    high: usize,
    medium: usize,
    low: usize,
    hint: usize,
}

#[derive(Serialize)]
struct Finding<'a> {
    rule: &'static str,
    severity: &'static str,
    power: String,
    exposure: String,
    confidence: String,
    provider: Option<&'static str>,
    file: &'a str,
    range: Range,
    message: &'a str,
    chain: &'a [Step],
    actions: Vec<Action>,
    since: Option<Since<'a>>,
    fingerprint: &'a str,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Since<'a> {
    commit: &'a str,
    date: &'a str,
}

#[derive(Serialize)]
struct Action {
    id: &'static str,
    title: String,
    disabled: Option<String>,
}

/// The report as one JSON text, ending in a newline.
pub(super) fn render(report: &Report<'_>) -> serde_json::Result<String> {
    let mut output = Output { version: 1, summary: Summary::default(), findings: Vec::new() };
    for told in &report.findings {
        output.summary.findings += 1;
        *match told.severity {
            Severity::Critical => &mut output.summary.critical,
            Severity::High => &mut output.summary.high,
            Severity::Medium => &mut output.summary.medium,
            Severity::Low => &mut output.summary.low,
            Severity::Hint => &mut output.summary.hint,
        } += 1;
        output.findings.push(Finding {
            rule: told.rule,
            severity: told.severity.word(),
            power: format!("{:?}", told.power),
            exposure: format!("{:?}", told.exposure),
            confidence: format!("{:?}", told.confidence).to_lowercase(),
            provider: told.provider,
            file: &told.file,
            range: Range { start: told.start, end: told.end },
            message: &told.message,
            chain: told.chain.as_deref().unwrap_or_default(),
            actions: told
                .offers()
                .into_iter()
                .map(|offer| Action { id: offer.id, title: offer.title, disabled: offer.disabled })
                .collect(),
            since: told.since.as_ref().map(|commit| Since { commit: &commit.id, date: &commit.date }),
            fingerprint: &told.fingerprint,
        });
    }
    let mut json = serde_json::to_string_pretty(&output)?;
    json.push('\n');
    Ok(json)
}
