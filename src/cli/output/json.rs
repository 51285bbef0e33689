//! `--format json`: DESIGN 7 and INTERFACE to the letter; `schemas/check.schema.json` describes it.

use serde::Serialize;

use super::Report;
use crate::rules::Severity;
use crate::text::LineIndex;

#[derive(Serialize)]
struct Output {
    version: u8,
    summary: Summary,
    findings: Vec<Finding>,
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
struct Finding {
    rule: &'static str,
    severity: &'static str,
    power: String,
    exposure: String,
    confidence: String,
    provider: Option<&'static str>,
    file: String,
    range: Range,
    message: String,
    chain: Vec<Hop>,
    actions: Vec<Action>,
    fingerprint: String,
}

/// Lines and columns from 1, columns in UTF-16 units.
#[derive(Serialize)]
struct Position {
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Hop {
    file: String,
    line: u32,
    column: u32,
    specifier: String,
}

#[derive(Serialize)]
struct Action {
    id: &'static str,
    title: String,
    disabled: Option<String>,
}

/// The report as one JSON text, ending in a newline.
pub(in crate::cli) fn render(report: &Report<'_>) -> Result<String, serde_json::Error> {
    let mut output = Output { version: 1, summary: Summary::default(), findings: Vec::new() };
    for finding in report.findings {
        output.summary.findings += 1;
        *match finding.severity {
            Severity::Critical => &mut output.summary.critical,
            Severity::High => &mut output.summary.high,
            Severity::Medium => &mut output.summary.medium,
            Severity::Low => &mut output.summary.low,
            Severity::Hint => &mut output.summary.hint,
        } += 1;
        let text = report.text(finding.file);
        let lines = LineIndex::new(&text);
        let position = |offset| {
            let (line, column) = super::place(&lines, offset);
            Position { line, column }
        };
        output.findings.push(Finding {
            rule: finding.rule,
            severity: finding.severity.word(),
            power: format!("{:?}", finding.power),
            exposure: format!("{:?}", finding.exposure),
            confidence: format!("{:?}", finding.confidence).to_lowercase(),
            provider: finding.provider,
            file: report.name(finding.file),
            range: Range { start: position(finding.span.start), end: position(finding.span.end) },
            message: finding.message.clone(),
            chain: hops(report, finding),
            actions: report
                .snapshot
                .offers(finding)
                .into_iter()
                .map(|offer| Action { id: offer.id, title: offer.title, disabled: offer.disabled })
                .collect(),
            fingerprint: finding.fingerprint.to_string(),
        });
    }
    let mut json = serde_json::to_string_pretty(&output)?;
    json.push('\n');
    Ok(json)
}

fn hops(report: &Report<'_>, finding: &crate::rules::Finding) -> Vec<Hop> {
    let Some(chain) = &finding.chain else { return Vec::new() };
    chain
        .via
        .iter()
        .chain(&chain.hops)
        .map(|hop| {
            let text = report.text(hop.from);
            let (line, column) = super::place(&LineIndex::new(&text), hop.span.start);
            Hop { file: report.name(hop.from), line, column, specifier: hop.specifier.to_string() }
        })
        .collect()
}
