//! A catch-all route passes every path on to one host, with a key attached.

use super::engine::{Draft, File, words};
use super::{Exposure, Rule};
use crate::flow::endpoint::passes_on;
use crate::flow::{EndpointKind, Module, Place};
use crate::secrets::Confidence;
use crate::syntax::ast::{Kind, NodeId};

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
        out.push(file.draft_of(&forwarded, message, NEXT.to_owned()));
    }
    check_proxies(file, out);
}

const NEXT: &str = "Write a route for each call that the app needs, and ask there who calls.";

/// Handlers of packages that pass requests on.
fn check_proxies(file: &File<'_>, out: &mut Vec<Draft>) {
    let makes = |specifier: &str| passes_on(specifier);
    let imports = file.source.sketch.specifiers.iter().any(|specifier| makes(specifier));
    let Some(module) = file.module().filter(|_| imports) else { return };
    for proxied in file.flow.proxied(module) {
        if proxied.guarded {
            continue;
        }
        let Some(host) = file.flow.host(proxied.target) else { continue };
        let mut values = headers_within(module, proxied.options.node).into_iter();
        let Some(secret) = values.find_map(|node| file.secret_in(Place { file: file.id, node })) else { continue };
        let Kind::Call { callee, .. } = module.kind(proxied.made) else { continue };
        let mut draft = Draft::of(&secret, module.span(callee), Exposure::E3);
        draft.node = Some(proxied.made);
        draft.confidence = Confidence::Likely;
        draft.message = format!(
            "This passes any path on to {host} with {} attached, and asks nobody who they are: strangers can do there all that the \
             key can, without having it.",
            words::kind(&secret),
        );
        draft.next = NEXT.to_owned();
        out.push(draft);
    }
}

/// What options may put into the headers of a request: `headers: { name: value }`, `request.setHeader(name, value)`,
/// `options.headers.name = value`, what a function that rewrites them gives back.
fn headers_within(module: &Module, options: NodeId) -> Vec<NodeId> {
    let mut found = Vec::new();
    for node in module.ast().descendants(options) {
        match module.kind(node) {
            Kind::Property { key, value, computed, .. } => {
                let key = module.key(key, computed);
                if key.is_some_and(|key| key.to_ascii_lowercase().contains("headers")) {
                    found.push(value);
                    let function = module.unwrapped(value);
                    if matches!(module.kind(function), Kind::Function(_)) {
                        found.extend(module.returned(function));
                    }
                }
            }
            Kind::Call { callee, arguments, .. } if module.written(callee).ends_with(".setHeader") => {
                found.extend(module.list(arguments).get(1));
            }
            Kind::Assign { target, value, .. } if module.written(target).contains("headers") => found.push(value),
            _ => {}
        }
    }
    found
}
