//! The rules of a Firebase project let anybody write.

use super::engine::pattern::{Pattern, group};
use super::engine::{Draft, File};
use super::{Rule, Severity};
use crate::flow::candidate::is_test_path;
use crate::project::Purpose;
use crate::syntax::json::{Json, Value};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    name: "firebase-rules-open",
    summary: "Firebase rules let anybody write",
    page: include_str!("firebase_rules_open.md"),
    check: Some(check),
};

/// `allow read, write: if true;`, and what test mode writes. Without a condition it is always allowed.
static ALLOW: Pattern = Pattern::new(
    r"(?x) \b allow \s+ ([a-z,\ ]*?) \s*
    (?: : \s* if \s+ (?: (true) | (request\.time \s* < \s* timestamp\.date \( [^)]* \)) ) \s* )? ;",
);

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    if file.purpose() != Some(Purpose::AccessRules) || is_test_path(&file.relative) {
        return;
    }
    match file.tree() {
        Some(tree) => tree.get("rules").into_iter().for_each(|rules| database(rules, out)),
        None => documents(&file.text(), out),
    }
}

/// Firestore and Storage.
fn documents(text: &str, out: &mut Vec<Draft>) {
    if !text.contains("service cloud.firestore") && !text.contains("service firebase.storage") {
        return;
    }
    for found in ALLOW.find(text) {
        let Some(methods) = group(&found, 1) else { continue };
        // New documents alone are often meant to come from anybody.
        if !methods.of(text).split(',').any(|method| matches!(method.trim(), "write" | "update" | "delete")) {
            continue;
        }
        let until = group(&found, 3);
        let span = until.or(group(&found, 2)).unwrap_or(methods);
        out.push(told(span, until.is_some()));
    }
}

/// The Realtime Database.
fn database(json: &Json, out: &mut Vec<Draft>) {
    for entry in json.entries() {
        if &*entry.key != ".write" {
            database(&entry.value, out);
            continue;
        }
        let condition = entry.value.as_str().unwrap_or_default().trim();
        if entry.value.value == Value::Bool(true) || condition == "true" {
            out.push(told(entry.value.span, false));
        } else if condition.strip_prefix("now").is_some_and(|rest| rest.trim_start().starts_with('<'))
            && !condition.contains("&&")
        {
            out.push(told(entry.value.span, true));
        }
    }
}

fn told(span: Span, until: bool) -> Draft {
    let (severity, when) = if until { (Severity::Medium, ", until that day") } else { (Severity::High, "") };
    let message = format!(
        "Anybody may write here{when}: the web configuration is in the browser, and with it everybody can change and delete \
         what others have stored."
    );
    let next = "Ask who it is: `if request.auth != null`, and whether the data is theirs.";
    Draft::note(span, severity, message, next.to_owned())
}
