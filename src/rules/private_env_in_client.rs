//! A private variable is read in client code: it is `undefined` there, and the usual remedy would ship it.

use std::sync::Arc;

use super::engine::{Draft, File, Read, Standing, Variable, words};
use super::server_module_in_client::is_server_module;
use super::{Exposure, Rule};
use crate::flow::{Place, Road};
use crate::secrets::Confidence;

pub(super) static RULE: Rule = Rule {
    name: "private-env-in-client",
    summary: "Client code reads a private secret, which is undefined there",
    page: include_str!("private_env_in_client.md"),
    check: Some(check),
};

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    // One finding for the module, not one for each of its variables.
    let reads = private_reads(file);
    if reads.is_empty() || is_server_module(file) {
        return;
    }
    for (read, variable, certain) in reads {
        let printed = file.first_rendered(read.node);
        let exposure = if printed.is_some() { Exposure::E3 } else { Exposure::E1 };
        let mut draft = Draft::of(&variable.secret, read.span, exposure);
        draft.node = Some(read.node);
        let what = format!("`{}` {}", read.name, words::is_kind(&variable.secret));
        if let Some(printed) = printed {
            let how = match printed.arrival.road {
                Road::FormState => "this is what the state of a form begins with, which is in a hidden field of it",
                _ => "this prints it into the HTML",
            };
            draft.message = format!(
                "{what}: {}. It is in no bundle, but it is exposed in the page: client components are rendered on the server \
                 first, where the variable has its value, and {how}.",
                words::power(&variable.secret)
            );
            if !printed.arrival.certain || printed.arrival.chosen {
                draft.confidence = draft.confidence.min(Confidence::Likely);
            }
            draft.related = file.printed_at(&printed, read.span);
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
            let uses = file.flow.uses(Place { file: file.id, node: read.node });
            if !uses.iter().any(|used| ships(used.place())) && file.first_rendered(read.node).is_none() {
                return None;
            }
            Some((read.clone(), variable, certain))
        })
        .collect()
}
