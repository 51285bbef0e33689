//! A route makes a call that costs money, or speaks for the company, with what anybody sends it.

use super::Rule;
use super::engine::{Draft, File};
use crate::flow::EndpointKind;

pub(super) static RULE: Rule = Rule {
    name: "open-relay",
    summary: "A route spends your money or speaks in your name for anybody",
    page: include_str!("open_relay.md"),
    check: Some(check),
};

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    file.tell_relays(
        EndpointKind::Route,
        "Ask for the session, a signature or a shared secret before the call, and answer 401 without it.",
        out,
    );
}
