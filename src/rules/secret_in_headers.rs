//! A header, cookie or redirect of an answer carries a secret.

use super::Rule;
use super::engine::{Draft, File};
use crate::flow::{Arrival, Road};

pub(super) static RULE: Rule = Rule {
    name: "secret-in-headers",
    summary: "A header, cookie or redirect carries a secret",
    page: include_str!("secret_in_headers.md"),
    check,
};

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    file.tell_sent(&[Road::Header, Road::Cookie, Road::Redirect], sentence, "Leave it out of the answer", out);
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
        _ => format!("headers set by `{}` go to whoever asked", arrival.taker),
    }
}
