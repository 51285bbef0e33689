//! A suppression that silences nothing: the leak is gone, or it never stood there.

use super::engine::{Draft, File, Scope};
use super::{Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "suppression-unused",
    summary: "A suppression silences nothing",
    page: include_str!("suppression_unused.md"),
    check: Some(check),
};

/// Stands behind all that a suppression may silence: it is told by what they found.
fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    for suppression in file.suppressions().iter().filter(|suppression| suppression.reason) {
        let mut tell = |span, message: &str, next: &str| {
            out.push(Draft::note(span, Severity::Low, message.to_owned(), next.to_owned()));
        };
        if suppression.scope == Scope::Misplaced {
            tell(
                suppression.span,
                "This comment is for the whole file, but code stands before it, so it silences nothing.",
                "Move it above the first statement.",
            );
            continue;
        }
        if suppression.rules.is_empty() {
            tell(
                suppression.span,
                "This comment names no rule, so it silences nothing.",
                "Write the rule's name before the colon.",
            );
        }
        for (span, name) in file.idle(suppression).into_iter().filter(|(_, name)| **name != *RULE.name) {
            if super::rule(name).is_none() {
                tell(*span, &format!("There is no rule `{name}`."), "Write the name that the finding has.");
                continue;
            }
            let place = if suppression.scope == Scope::File { "in this file" } else { "on the next line" };
            tell(*span, &format!("`{name}` finds nothing {place} that this could silence."), "Delete it.");
        }
    }
}
