//! The server prints a secret into the page: text, attributes, scripts, metadata.

use super::Rule;
use super::engine::{Draft, File};
use crate::flow::{Arrival, Road};

pub(super) static RULE: Rule = Rule {
    name: "secret-in-html",
    summary: "The server prints a secret into the page",
    page: include_str!("secret_in_html.md"),
    check: Some(check),
};

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    file.tell_sent(
        &[Road::Markup, Road::Metadata, Road::StaticParams, Road::Digest],
        sentence,
        "Do not print it: let the server make the call that needs it, and print the result",
        out,
    );
}

fn sentence(arrival: &Arrival) -> String {
    match arrival.road {
        Road::Metadata => format!("`{}` is printed into the document's head", arrival.taker),
        Road::StaticParams => {
            "static params are in the address of their page, in every link to it and in its payload".to_owned()
        }
        Road::Digest => {
            "an error's text stays on the server, but its digest is in the page, for the nearest `error` file"
                .to_owned()
        }
        _ => "a server component may read it, but what it prints is in the HTML".to_owned(),
    }
}
