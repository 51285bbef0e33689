//! The body of an answer holds a secret.

use super::Rule;
use super::engine::{Draft, File};
use crate::flow::{Arrival, Road};

pub(super) static RULE: Rule = Rule {
    name: "secret-in-response",
    summary: "The body of an answer holds a secret",
    page: include_str!("secret_in_response.md"),
    check: Some(check),
};

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    file.tell_sent(
        &[Road::Body],
        sentence,
        "Let the route make the call that needs it, and answer with the result",
        out,
    );
}

fn sentence(arrival: &Arrival) -> String {
    format!("`{}` answers whoever asks, and the secret is in the body", arrival.taker)
}
