//! A suppression that silences nothing.

use super::engine::{Draft, File};
use super::{Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "suppression-unused",
    summary: "A suppression silences nothing",
    page: include_str!("suppression_unused.md"),
    check,
};

/// Says it of every suppression with a reason; the engine takes back what turned out to be used.
fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    for suppression in file.suppressions().iter().filter(|suppression| suppression.reason) {
        let unknown = suppression.rules.iter().find(|named| super::rule(named).is_none());
        let message = match unknown {
            Some(named) => format!("There is no rule `{named}`, so this comment silences nothing."),
            None => "Nothing on the next line needs this comment.".to_owned(),
        };
        out.push(Draft::note(suppression.span, Severity::Hint, message, "Delete the comment.".to_owned()));
    }
}
