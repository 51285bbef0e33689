//! A server function makes a call that costs money, or speaks for the company, with what anybody hands it.

use super::Rule;
use super::engine::{Draft, File};
use crate::flow::EndpointKind;

pub(super) static RULE: Rule = Rule {
    name: "unguarded-action",
    summary: "A server function spends your money or speaks in your name for anybody",
    page: include_str!("unguarded_action.md"),
    check: Some(check),
};

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    file.tell_relays(
        EndpointKind::Action,
        "Ask for the session within the function, before the call: the page that shows the button guards nothing.",
        out,
    );
}
