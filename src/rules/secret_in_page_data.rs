//! A page's data function gives back a secret: all props are in `__NEXT_DATA__`.

use super::Rule;
use super::engine::{Draft, File};
use crate::flow::{Arrival, PUBLIC_RUNTIME, Road};

pub(super) static RULE: Rule = Rule {
    name: "secret-in-page-data",
    summary: "A page's data function gives back a secret",
    page: include_str!("secret_in_page_data.md"),
    check: Some(check),
};

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    file.tell_sent(&[Road::PageData], sentence, "Keep it on the server, and hand over only what the page shows", out);
}

fn sentence(arrival: &Arrival) -> String {
    if &*arrival.taker == PUBLIC_RUNTIME {
        return format!("every page of the pages router holds all of `{PUBLIC_RUNTIME}`");
    }
    format!(
        "all that `{}` gives back is written into the page and its data route, whether it is shown or not",
        arrival.taker
    )
}
