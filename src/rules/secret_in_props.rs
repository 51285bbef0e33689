//! A server component hands a secret to a client component: all props are serialised into the page.

use super::Rule;
use super::engine::{Draft, File};
use crate::flow::{Arrival, Road};

pub(super) static RULE: Rule = Rule {
    name: "secret-in-props",
    summary: "A server component hands a secret to a client component",
    page: include_str!("secret_in_props.md"),
    check: Some(check),
};

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    file.tell_sent(&[Road::Prop], sentence, "Hand over what the component shows, not the secret", out);
}

fn sentence(arrival: &Arrival) -> String {
    let taker = &arrival.taker;
    if arrival.certain {
        format!(
            "`{taker}` is a client component, whose props are all written into the page, whether it uses them or not"
        )
    } else {
        format!(
            "`{taker}` is a package's component, and if it is a client component its props are all written into the page"
        )
    }
}
