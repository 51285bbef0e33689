//! A server action sends a secret to its caller, or has one bound to it.

use super::Rule;
use super::engine::{Draft, File};
use crate::flow::{Arrival, Road};

pub(super) static RULE: Rule = Rule {
    name: "secret-in-action",
    summary: "A server action sends a secret to its caller",
    page: include_str!("secret_in_action.md"),
    check: Some(check),
};

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    file.tell_sent(
        &[Road::ActionResult, Road::BoundArgument],
        sentence,
        "Read it inside of the action, and return only what the page shows",
        out,
    );
}

fn sentence(arrival: &Arrival) -> String {
    match arrival.road {
        Road::BoundArgument => {
            format!("arguments that are bound to `{}` are in the page, unencrypted", arrival.taker)
        }
        _ => format!("`{}` is a server action, and what it returns is sent to its caller", arrival.taker),
    }
}
