//! A catch-all route passes every path on to one host, with a key attached.

use super::Rule;
use super::engine::{Draft, File, words};
use crate::flow::EndpointKind;

pub(super) static RULE: Rule = Rule {
    name: "catch-all-proxy",
    summary: "A route passes any path on to a provider, with the key attached",
    page: include_str!("catch_all_proxy.md"),
    check: Some(check),
};

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    for forwarded in file.forwarded() {
        if !file.is_catch_all(&forwarded.endpoint) {
            continue;
        }
        let Some(host) = forwarded.host.as_deref() else { continue };
        let is_open = forwarded.endpoint.kind == EndpointKind::Route && !forwarded.reached.checked;
        let takes_path = file.flow.is_given(&forwarded.endpoint, &forwarded.url);
        if !is_open || !takes_path || file.flow.may_be_screened(&forwarded.url) {
            continue;
        }
        let message = format!(
            "{} passes any path on to {host} with {} attached, and asks nobody who they are: strangers can do there all that the \
             key can, without having it.",
            words::sentence(&forwarded.endpoint.called()).trim_end_matches('.'),
            words::kind(&forwarded.secret),
        );
        let next = "Write a route for each call that the app needs, and ask there who calls.".to_owned();
        out.push(file.draft_of(&forwarded, message, next));
    }
}
