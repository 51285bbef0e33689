//! A private variable is read in client code: it is `undefined` there, and the usual remedy would ship it.

use std::sync::Arc;

use super::engine::{Draft, File, Read, Standing, Variable, words};
use super::needless_public_prefix::is_printed;
use super::server_module_in_client::is_server_module;
use super::{Exposure, Rule};
use crate::flow::{Module, Place, Use};
use crate::syntax::ast::{Kind, NodeId};

pub(super) static RULE: Rule = Rule {
    name: "private-env-in-client",
    summary: "Client code reads a private secret, which is undefined there",
    page: include_str!("private_env_in_client.md"),
    check,
};

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    // One finding for the module, not one for each of its variables.
    let reads = private_reads(file);
    if reads.is_empty() || is_server_module(file) {
        return;
    }
    for (read, variable, certain) in reads {
        let printed = renders(file, &read);
        let mut draft = Draft::of(&variable.secret, read.span, if printed { Exposure::E3 } else { Exposure::E1 });
        draft.node = Some(read.node);
        let what = format!("`{}` {}", read.name, words::is_kind(&variable.secret));
        if printed {
            draft.message = format!(
                "{what}: {}. It is in no bundle, but it is exposed in the page: client components are rendered on the server \
                 first, where the variable has its value, and this prints it into the HTML.",
                words::power(&variable.secret)
            );
            draft.next = format!("Do not print it; then {}.", words::revoke(&variable.secret));
        } else {
            draft.message = format!(
                "{what}. It does not ship: client code gets `undefined`, as the name has no public prefix. Giving it one, the \
                 usual remedy, would ship it."
            );
            draft.next = "Move the call behind a server route; keep the name as it is.".to_owned();
        }
        draft.variable = Some(read.name.clone());
        out.push(file.shipped(draft, certain));
    }
}

/// The reads of private secrets in code that ships.
pub(super) fn private_reads(file: &File<'_>) -> Vec<(Read, Arc<Variable>, bool)> {
    let Some(app) = file.app else { return Vec::new() };
    file.reads()
        .iter()
        .filter(|read| !read.public && !file.is_presence_test(read.node))
        .filter_map(|read| {
            let variable = file.shared.variable(app, &read.name)?;
            let Standing::Ships { certain } = file.standing_of(read) else { return None };
            // A value that is only kept (a validated environment, a configuration object) harms nobody until client code
            // uses it.
            let graph = file.shared.context.graph;
            let ships = |place: Place| graph.client_at(place.file, place.node).is_some_and(|reached| reached.ships);
            if !file.flow.uses(Place { file: file.id, node: read.node }).iter().any(|used| ships(used.place())) {
                return None;
            }
            Some((read.clone(), variable, certain))
        })
        .collect()
}

/// Whether the first render, which happens on the server, prints the value: it flows into text or an attribute, and is
/// read while rendering, not in an effect or a handler.
fn renders(file: &File<'_>, read: &Read) -> bool {
    let (Some(app), Some(module)) = (file.app, file.module()) else { return false };
    if !app.framework.renders_on_server || !app.framework.process_env {
        return false;
    }
    file.flow.uses(Place { file: file.id, node: read.node }).iter().any(|used| {
        is_printed(file, used)
            && match used {
                Use::Rendered { place } => place.file != file.id || same_render(module, read.node, place.node),
                Use::Attribute { element, .. } => {
                    element.file != file.id || same_render(module, read.node, element.node)
                }
                _ => false,
            }
    })
}

/// Whether the read runs when the element is made: both in one function, or the read at the top of the module.
fn same_render(module: &Module, read: NodeId, element: NodeId) -> bool {
    let function = module.enclosing_function(read);
    function.is_none()
        || function == module.enclosing_function(element)
        || function.is_some_and(|function| is_initialiser(module, function))
}

/// `useState(() => …)`, `useMemo(() => …)`.
fn is_initialiser(module: &Module, function: NodeId) -> bool {
    module.parent(function).is_some_and(|call| match module.kind(call) {
        Kind::Call { callee, .. } => {
            matches!(module.written(callee), "useState" | "useMemo" | "React.useState" | "React.useMemo")
        }
        _ => false,
    })
}
