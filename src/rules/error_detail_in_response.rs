//! An answer holds the error of a request, with the key that the request carried.

use super::engine::{Draft, File, words};
use super::{Exposure, Rule};
use crate::flow::Module;
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
    if !file.may_answer_with_error() {
        return;
    }
    let Some(module) = file.module() else { return };
    let mut told_before: Vec<NodeId> = Vec::new();
    for (endpoint, reached, secret) in file.failing("axios") {
        let Some(home) = file.flow.module(endpoint.function.file) else { continue };
        let failing = match endpoint.named {
            // In a handler of another module: where it makes the request itself.
            Some(_) if reached.call.home.id != home.id => continue,
            Some(_) => reached.call.node,
            None => reached.by,
        };
        let Some(error) = caught(&home, failing) else { continue };
        for told in home.uses(error).iter().filter_map(|used| told(&home, *used)) {
            let node = endpoint.named.unwrap_or(told);
            if told_before.contains(&node) {
                continue;
            }
            told_before.push(node);
            let mut draft = Draft::of(&secret, module.span(node), Exposure::E3);
            draft.node = Some(node);
            draft.message = format!(
                "The error of axios holds the request that failed, headers included, and this answers with it: {} is in the body.",
                words::kind(&secret),
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
            Kind::Paren { .. } | Kind::TypeCast { .. } | Kind::NonNull { .. } | Kind::Logical { .. } => {}
            Kind::Conditional { test, .. } if test != at => {}
            Kind::Call { callee, .. } | Kind::New { callee, .. } => {
                let written = module.written(callee);
                let of_answer = written.contains("Response")
                    || ["c.", "ctx.", "reply", "res"].iter().any(|object| written.starts_with(object));
                let answers = ["Response", "Response.json", ".json", ".send"].iter().any(|end| written.ends_with(end))
                    && of_answer
                    || written == "json";
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
