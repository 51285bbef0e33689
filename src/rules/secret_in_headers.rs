//! A header, cookie, redirect or rewrite of an answer carries a secret.

use super::Rule;
use super::engine::{Draft, File};
use crate::flow::{Arrival, Road};

pub(super) static RULE: Rule = Rule {
    name: "secret-in-headers",
    summary: "A header, cookie, redirect or rewrite carries a secret",
    page: include_str!("secret_in_headers.md"),
    check: Some(check),
};

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    let roads = [Road::Header, Road::Cookie, Road::Redirect, Road::Rewrite];
    file.tell_sent(&roads, sentence, "Leave it out of the answer", out);
}

fn sentence(arrival: &Arrival) -> String {
    match arrival.road {
        Road::Cookie => {
            "a cookie is kept by the browser, where whoever owns it can read it, `httpOnly` or not".to_owned()
        }
        Road::Redirect => {
            "the browser follows a redirect itself: the address is in its history, in logs and in `Referer` headers"
                .to_owned()
        }
        Road::Rewrite => {
            "the address of a rewrite is in a header of the answer, and in the payload of the page that it leads to"
                .to_owned()
        }
        _ => format!("headers set by `{}` go to whoever asked", arrival.taker),
    }
}
