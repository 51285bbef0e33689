//! A secret is sent to a service that tracks errors or users.

use super::Rule;
use super::engine::{Draft, File};
use crate::flow::Place;

pub(super) static RULE: Rule = Rule {
    name: "secret-to-tracker",
    summary: "Server code sends a secret to an error tracker or to analytics",
    page: include_str!("secret_to_tracker.md"),
    check: Some(check),
};

/// What the packages begin with, and the functions that send what they are given.
const TRACKERS: [(&str, &[&str]); 11] = [
    (
        "@sentry/",
        &[
            "addBreadcrumb",
            "captureEvent",
            "captureException",
            "captureMessage",
            "setContext",
            "setExtra",
            "setExtras",
            "setTag",
            "setTags",
            "setUser",
        ],
    ),
    ("posthog-", &["capture", "captureException", "identify"]),
    ("mixpanel", &["track", "set", "set_once"]),
    ("@segment/", &["group", "identify", "page", "track"]),
    ("analytics-node", &["group", "identify", "page", "track"]),
    ("@amplitude/", &["identify", "logEvent", "track"]),
    ("@bugsnag/", &["addMetadata", "leaveBreadcrumb", "notify"]),
    ("rollbar", &["critical", "debug", "error", "info", "log", "warning"]),
    ("@logtail/", &["debug", "error", "info", "log", "warn"]),
    ("@highlight-run/", &["consumeError", "recordMetric"]),
    ("@honeybadger-io/", &["addBreadcrumb", "notify", "setContext"]),
];

/// Whether a package is one of theirs.
pub(super) fn is_tracker(specifier: &str) -> bool {
    TRACKERS.iter().any(|(package, _)| specifier.starts_with(package))
}

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    let sends = |call| {
        let Some(callee) = file.flow.callee(Place { file: file.id, node: call }) else { return false };
        let is_it = |(package, functions): &(&str, &[&str])| {
            callee.package.starts_with(package) && functions.contains(&callee.last())
        };
        TRACKERS.iter().any(is_it)
    };
    file.tell_handed(
        &sends,
        "sends it to another company: whoever may look at the reports has it",
        "Send what tells the case apart, not what it was done with; then revoke the secret and set a new one.",
        out,
    );
}
