//! The caller of an endpoint says which host a request with a secret goes to.

use super::Rule;
use super::engine::{Draft, File, words};

pub(super) static RULE: Rule = Rule {
    name: "client-chosen-url",
    summary: "The caller of a route chooses the host that a secret is sent to",
    page: include_str!("client_chosen_url.md"),
    check: Some(check),
};

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    for forwarded in file.forwarded() {
        if forwarded.host.is_some() {
            continue;
        }
        let Some(start) = file.beginning(&forwarded.url) else { continue };
        // What is looked at may be the address that is made of it.
        let is_screened = [&start, &forwarded.url].iter().any(|value| file.flow.may_be_screened(value));
        if is_screened || !file.flow.is_given(&forwarded.endpoint, &start) {
            continue;
        }
        let message = format!(
            "{} sends {} to whichever address the caller names: whoever names their own reads it from the header.",
            words::sentence(&forwarded.endpoint.called()).trim_end_matches('.'),
            words::kind(&forwarded.secret),
        );
        let next =
            "Write the host into the source, or hold the address against a list of those that are meant.".to_owned();
        out.push(file.draft_of(&forwarded, message, next));
    }
}
