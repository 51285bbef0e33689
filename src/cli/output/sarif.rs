//! `--format sarif`: SARIF 2.1.0, as GitHub's code scanning takes it.
//!
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>,
//! <https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning>

use std::collections::BTreeMap;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::{Position, Report, Told};
use crate::rules::{self, Rule, Severity, page_url};

/// All that is not allowed in a path of a URI, as it stands (RFC 3986, 3.3). A colon in the first part would end a scheme.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'-').remove(b'_').remove(b'~').remove(b'@');

/// What relative addresses are relative to: the root of the checkout.
const ROOT: &str = "%SRCROOT%";

/// One log with one run, ending in a newline.
pub(super) fn render(report: &Report<'_>) -> serde_json::Result<String> {
    // The rules that are told, each with the worst it was told at.
    let mut worst: BTreeMap<&str, Severity> = BTreeMap::new();
    for told in &report.findings {
        let known = worst.entry(told.rule).or_insert(told.severity);
        *known = told.severity.max(*known);
    }
    let index: BTreeMap<&str, usize> = worst.keys().enumerate().map(|(index, rule)| (*rule, index)).collect();
    let rules: Vec<Value> =
        worst.iter().filter_map(|(name, severity)| rules::rule(name).map(|rule| descriptor(rule, *severity))).collect();
    let results: Vec<Value> = report.findings.iter().map(|told| result(told, index[told.rule])).collect();
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "staunch",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "informationUri": "https://staunch.dev",
                "rules": rules,
            } },
            "columnKind": "utf16CodeUnits",
            "originalUriBaseIds": { ROOT: { "description": { "text": "The root of the checkout." } } },
            "results": results,
        }],
    });
    let mut text = serde_json::to_string_pretty(&log)?;
    text.push('\n');
    Ok(text)
}

fn descriptor(rule: &Rule, worst: Severity) -> Value {
    json!({
        "id": rule.name,
        "shortDescription": { "text": format!("{}.", rule.summary) },
        "helpUri": page_url(rule.name),
        "help": { "text": format!("{}. {}", rule.summary, page_url(rule.name)), "markdown": rule.page },
        "defaultConfiguration": { "level": level(worst) },
        // GitHub sorts by this number, and names it with the words that we have for it.
        "properties": { "tags": ["security"], "security-severity": score(worst) },
    })
}

fn result(told: &Told<'_>, index: usize) -> Value {
    let mut result = json!({
        "ruleId": told.rule,
        "ruleIndex": index,
        "level": level(told.severity),
        "message": { "text": told.words() },
        "locations": [location(&told.in_repository, told.start, told.end)],
        "partialFingerprints": { "staunch/v1": told.fingerprint },
        "properties": {
            "power": format!("{:?}", told.power),
            "exposure": format!("{:?}", told.exposure),
            "confidence": format!("{:?}", told.confidence).to_lowercase(),
            "provider": told.provider,
            "since": told.since.as_ref().map(|commit| json!({ "commit": commit.id, "date": commit.date })),
        },
    });
    if !told.related.is_empty() {
        let related = told.related.iter().enumerate().map(|(number, beside)| {
            let mut location = location(&beside.in_repository, beside.at, beside.at);
            location["id"] = json!(number);
            location["message"] = json!({ "text": beside.message });
            location
        });
        result["relatedLocations"] = related.collect();
    }
    if let Some(chain) = told.chain.as_ref().filter(|chain| !chain.is_empty()) {
        let step = |file: &str, start, end, text: String| {
            let mut location = location(file, start, end);
            location["message"] = json!({ "text": text });
            json!({ "location": location })
        };
        let mut steps: Vec<Value> = chain
            .iter()
            .map(|hop| step(&hop.in_repository, hop.at, hop.at, format!("imports {}", hop.specifier)))
            .collect();
        steps.push(step(&told.in_repository, told.start, told.end, "here".to_owned()));
        result["codeFlows"] = json!([{ "threadFlows": [{ "locations": steps }] }]);
    }
    result
}

fn location(file: &str, start: Position, end: Position) -> Value {
    json!({
        "physicalLocation": {
            "artifactLocation": { "uri": utf8_percent_encode(file, PATH).to_string(), "uriBaseId": ROOT },
            "region": {
                "startLine": start.line,
                "startColumn": start.column,
                "endLine": end.line,
                "endColumn": end.column,
            },
        },
    })
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::Hint => "note",
    }
}

/// In the middle of what GitHub calls critical (over 9.0), high (7.0), medium (4.0) and low.
const fn score(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "9.5",
        Severity::High => "8.0",
        Severity::Medium => "5.5",
        Severity::Low => "2.0",
        Severity::Hint => "0.5",
    }
}
