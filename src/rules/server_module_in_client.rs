//! A module made for the server gets into the browser through imports.

use super::engine::{Draft, File, words};
use super::private_env_in_client::private_reads;
use super::{Exposure, Related, Rule};
use crate::syntax::facts::DirectiveKind;

pub(super) static RULE: Rule = Rule {
    name: "server-module-in-client",
    summary: "Client code imports a module that holds server secrets",
    page: include_str!("server_module_in_client.md"),
    check: Some(check),
};

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    let reads = private_reads(file);
    if reads.is_empty() || !is_server_module(file) {
        return;
    }
    let Some((first, variable, certain)) = reads.iter().max_by_key(|(read, variable, _)| {
        (variable.secret.power, variable.secret.confidence, std::cmp::Reverse(read.span))
    }) else {
        return;
    };
    let mut draft = Draft::of(&variable.secret, first.span, Exposure::E1);
    draft.node = Some(first.node);
    draft.variable = Some(first.name.clone());
    let others = reads.len() - 1;
    let more = match others {
        0 => String::new(),
        1 => " (and one more secret is read here)".to_owned(),
        _ => format!(" (and {others} more secrets are read here)"),
    };
    draft.message = format!(
        "This module uses `{}`, which {}{more}, and client code imports it. The values do not ship, they are `undefined` \
         in the browser, but the module's code does, and giving the names a public prefix would ship the values too.",
        first.name,
        words::is_kind(&variable.secret),
    );
    draft.next =
        "Cut the import: split what client code needs into a module of its own, and import 'server-only' here."
            .to_owned();
    draft.related = reads
        .iter()
        .filter(|(read, ..)| read.span != first.span)
        .map(|(read, ..)| Related { file: file.id, span: read.span, message: format!("`{}` is read here", read.name) })
        .collect();
    out.push(file.shipped(draft, *certain));
}

/// Whether the module is one for the server: it is only reached by imports, and uses what browsers do not have, or the
/// server uses it as well.
pub(super) fn is_server_module(file: &File<'_>) -> bool {
    let (Some(module), Some(_)) = (file.module(), file.reached()) else { return false };
    if module.facts.directives.iter().any(|directive| directive.kind == DirectiveKind::UseClient) {
        return false;
    }
    let graph = file.shared.context.graph;
    if graph.chain(file.id).is_none_or(|chain| chain.hops.is_empty()) {
        return false;
    }
    graph.server(file.id)
        || module.facts.imports.iter().filter(|import| !import.type_only).any(|import| {
            import.specifier.as_deref().is_some_and(|specifier| {
                specifier == "server-only"
                    || specifier.starts_with("node:")
                    || file.shared.catalogue.server_sdk(specifier).is_some()
            })
        })
}
