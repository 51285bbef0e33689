//! A suppression without a reason, which silences nothing.

use super::engine::{Draft, File};
use super::{Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "suppression-without-reason",
    summary: "A suppression says no reason, so it silences nothing",
    page: include_str!("suppression_without_reason.md"),
    check: Some(check),
};

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    for suppression in file.suppressions().iter().filter(|suppression| !suppression.reason) {
        out.push(Draft::note(
            suppression.span,
            Severity::Low,
            "This comment gives no reason, so it silences nothing.".to_owned(),
            "Write the reason after a colon: `staunch-ignore-next-line RULE: reason`.".to_owned(),
        ));
    }
}
