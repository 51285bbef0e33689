//! `move-to-route`: the call that needs a secret goes behind a server route of the app.

mod caller;
mod capture;
mod cases;
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

pub(crate) use guard::major_version;

use crate::fixes::{Action, Offer, OfferKind, Refusal};
use crate::flow::Module;
use crate::rules::{Context, Finding};
use crate::syntax::ast::NodeId;

pub(super) static ACTION: Action = Action {
    id: "move-to-route",
    summary: "Let a server route of the app make the call that needs the secret",
    offer,
    plan: |context, finding, _| plan::plan(context, finding).map(|moved| moved.plan),
};

fn offer(context: &Context<'_>, finding: &Finding) -> Option<Offer> {
    let concerned = matches!(
        finding.rule,
        "public-env-secret" | "private-env-in-client" | "hardcoded-secret-in-client" | "server-sdk-in-client"
    );
    if !concerned || finding.subject.node.is_none() {
        return None;
    }
    let (title, preferred, disabled) = match plan::plan(context, finding) {
        Ok(moved) => (moved.title, moved.guarded, None),
        Err(Refusal(reason)) => ("Move the call behind a server route".to_owned(), false, Some(reason)),
    };
    Some(Offer { id: ACTION.id, title, kind: OfferKind::RefactorMove, preferred, creates: true, disabled })
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
