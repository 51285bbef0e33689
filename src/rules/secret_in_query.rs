//! A request carries its key in the address, though the provider takes it in a header.

use super::engine::{Draft, File, words};
use super::{Exposure, Rule};
use crate::flow::{Place, What};
use crate::syntax::ast::{Kind, NodeId};

pub(super) static RULE: Rule = Rule {
    name: "secret-in-query",
    summary: "A request carries a secret in its address, where a header would do",
    page: include_str!("secret_in_query.md"),
    check: Some(check),
};

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    if !file.may_query() || file.reached().is_some() {
        return;
    }
    let Some(module) = file.module() else { return };
    for call in module.calls() {
        let Some(request) = file.flow.request(Place { file: file.id, node: *call }) else { continue };
        let (Some(url), Some(host)) = (request.url, request.host) else { continue };
        let provider = file.shared.catalogue.provider_of_host(&host);
        for value in in_query(file, url) {
            let Some(secret) = file.secret_in(Place { file: file.id, node: value }) else { continue };
            let takes_header = secret.credential.is_some_and(|kind| {
                provider.is_some_and(|provider| provider.id == kind.provider)
                    && !kind.headers.is_empty()
                    && kind.parameters.is_empty()
            });
            if !takes_header {
                continue;
            }
            let mut draft = Draft::of(&secret, module.span(value), Exposure::E1);
            draft.node = Some(value);
            draft.message = format!(
                "The address holds {}: addresses are written into the logs of whatever the request passes, and into errors.",
                words::kind(&secret),
            );
            draft.next = "Send it in the header that the provider takes it in.".to_owned();
            out.push(draft);
        }
    }
}

/// The values behind a `=` in the query of an address that this file puts together.
fn in_query(file: &File<'_>, url: Place) -> Vec<NodeId> {
    let Some(module) = file.module() else { return Vec::new() };
    let mut found = Vec::new();
    for origin in file.flow.origins(url) {
        let What::Expression(place) = origin.what else { continue };
        let Kind::Template { parts } = module.kind(place.node) else { continue };
        if place.file != file.id {
            continue;
        }
        let mut before = String::new();
        for part in module.list(parts) {
            if module.kind(*part) == Kind::TemplateText {
                before.push_str(&module.string(*part));
            } else if before.contains('?') && before.ends_with('=') {
                found.push(*part);
            }
        }
    }
    found
}
