//! `move-to-route`: the call that needs a secret goes behind a server route of the app.

mod caller;
mod capture;
mod cases;
mod component;
mod cut;
mod emit;
mod errors;
mod facade;
mod fields;
mod guard;
mod hooks;
mod house;
mod lift;
mod locality;
mod naming;
mod narrow;
mod needs;
mod plan;
mod position;
mod purity;
mod read;
mod result;
mod returned;
mod role;
mod route;
mod shape;
mod slice;
mod stream;
mod support;
mod target;
mod trace;
mod types;
mod validate;
mod visitors;

pub(crate) use guard::major_version;

use self::visitors::Audience;
use crate::fixes::{Action, Offer, OfferKind, Refusal};
use crate::flow::Module;
use crate::rules::{Context, Finding};
use crate::syntax::ast::NodeId;

pub(super) static ACTION: Action = Action {
    id: "move-to-route",
    summary: "Let a server route of the app make the call that needs the secret",
    offer: |context, finding| offer(context, finding, &ACTION, Audience::Callers),
    plan: |context, finding, _| plan::plan(context, finding, Audience::Callers).map(|moved| moved.plan),
};

pub(super) static FOR_VISITORS: Action = Action {
    id: "move-to-route-for-visitors",
    summary: "The same for visitors who are not signed in: everything but who calls is bounded",
    offer: |context, finding| offer(context, finding, &FOR_VISITORS, Audience::Visitors),
    plan: |context, finding, _| plan::plan(context, finding, Audience::Visitors).map(|moved| moved.plan),
};

fn offer(context: &Context<'_>, finding: &Finding, action: &Action, audience: Audience) -> Option<Offer> {
    let concerned = matches!(
        finding.rule,
        "public-env-secret" | "private-env-in-client" | "hardcoded-secret-in-client" | "server-sdk-in-client"
    );
    if !concerned || finding.subject.node.is_none() {
        return None;
    }
    let (title, preferred, disabled) = match plan::plan(context, finding, audience) {
        Ok(moved) => (moved.title, moved.guarded && audience == Audience::Callers, None),
        Err(Refusal(reason)) => {
            let start = if audience == Audience::Visitors { "For visitors, move" } else { "Move" };
            (format!("{start} the call behind a server route"), false, Some(reason))
        }
    };
    Some(Offer { id: action.id, title, kind: OfferKind::RefactorMove, preferred, creates: true, disabled })
}

/// The line of a node, from 1.
fn line(module: &Module, node: NodeId) -> usize {
    line_at(module, module.span(node).start)
}

/// The line of an offset, from 1.
fn line_at(module: &Module, offset: u32) -> usize {
    let before = module.facts.source.get(..offset as usize).unwrap_or_default();
    let bytes = before.as_bytes();
    let ends = bytes
        .iter()
        .enumerate()
        .filter(|(index, byte)| **byte == b'\n' || (**byte == b'\r' && bytes.get(index + 1) != Some(&b'\n')));
    ends.count() + 1
}

/// A refusal with the line that stands in the way.
fn move_error(module: &Module, node: NodeId, what: &str) -> Refusal {
    Refusal(format!("{what} (line {}).", line(module, node)))
}

/// A refusal whose `{}` is the line of `node`.
fn refused(module: &Module, node: NodeId, sentence: &str) -> Refusal {
    Refusal(sentence.replace("{}", &line(module, node).to_string()))
}

fn has_blank_line(gap: &str) -> bool {
    gap.replace([' ', '\t', '\r'], "").contains("\n\n")
}
