//! An answer holds the error of a request, with the key that the request carried.

use super::engine::{Draft, File, words};
use super::{Exposure, Rule};
use crate::flow::{Module, Place};
use crate::syntax::ast::{BindingId, Kind, NodeId};

pub(super) static RULE: Rule = Rule {
    name: "error-detail-in-response",
    summary: "An answer holds an error that carries the request's key",
    page: include_str!("error_detail_in_response.md"),
    check: Some(check),
};

/// Members of such an error that hold the request: all others are of the answer.
const REQUEST: [&str; 3] = ["config", "request", "toJSON"];

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    let Some(module) = file.module().filter(|_| file.imports("axios")) else { return };
    for forwarded in file.forwarded() {
        let call = forwarded.reached.call.node;
        let is_axios = file.flow.callee(Place { file: file.id, node: call }).is_some_and(|it| &*it.package == "axios");
        let Some(error) = caught(module, call).filter(|_| is_axios) else { continue };
        for told in module.uses(error).iter().filter_map(|used| told(module, *used)) {
            let mut draft = Draft::of(&forwarded.secret, module.span(told), Exposure::E3);
            draft.node = Some(told);
            draft.message = format!(
                "The error of axios holds the request that failed, headers included, and this answers with it: {} is in the body.",
                words::kind(&forwarded.secret),
            );
            draft.next = "Answer with a sentence of your own, and log the error's status and message.".to_owned();
            out.push(draft);
        }
    }
}

/// The name that the error of a call is caught by.
fn caught(module: &Module, call: NodeId) -> Option<BindingId> {
    std::iter::successors(module.parent(call), |at| module.parent(*at)).find_map(|outer| match module.kind(outer) {
        Kind::Try { block, parameter: Some(parameter), .. } if module.span(block).contains(module.span(call)) => {
            module.plain_binding(parameter)
        }
        _ => None,
    })
}

/// What of an error goes into an answer, where it is all of it, or the request within.
fn told(module: &Module, used: NodeId) -> Option<NodeId> {
    let whole = module.wrapped(used);
    let told = match module.parent(whole).map(|parent| (parent, module.kind(parent))) {
        Some((member, Kind::Member { property, .. })) if REQUEST.contains(&module.text(property)) => {
            module.wrapped(member)
        }
        Some((_, Kind::Member { .. })) => return None,
        _ => whole,
    };
    let mut at = told;
    loop {
        let parent = module.parent(at)?;
        match module.kind(parent) {
            Kind::Property { value, .. } if value == at => {}
            Kind::Object { .. } | Kind::Array { .. } | Kind::Spread { .. } | Kind::Member { .. } => {}
            Kind::Paren { .. } | Kind::TypeCast { .. } | Kind::NonNull { .. } => {}
            Kind::Call { callee, .. } | Kind::New { callee, .. } => {
                let written = module.written(callee);
                let answers = ["Response", "Response.json", ".json", ".send"].iter().any(|end| written.ends_with(end))
                    && (written.contains("Response") || written.starts_with("res"));
                if answers {
                    return (callee != at).then_some(told);
                }
                let passes = callee == at || written == "JSON.stringify";
                if !passes {
                    return None;
                }
            }
            _ => return None,
        }
        at = parent;
    }
}
