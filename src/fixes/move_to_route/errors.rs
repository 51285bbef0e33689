//! What the caller reads of the error when the call fails.

use super::line;
use super::role::chain;
use crate::fixes::Refusal;
use crate::flow::Module;
use crate::syntax::ast::{Kind, NodeId};

/// What the thrown error must have, besides a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ErrorUse {
    pub status: bool,
    pub code: bool,
    /// `error.response.status`, as axios has it.
    pub response: bool,
    /// `axios.isAxiosError(error)` is asked.
    pub axios: bool,
}

/// What is read of the error of `call`, up to the handler that catches it.
pub(super) fn read(module: &Module, call: NodeId) -> Result<ErrorUse, Refusal> {
    let mut found = ErrorUse::default();
    for handler in handlers(module, call) {
        let Some(binding) = module.plain_binding(handler) else {
            // `catch ({ status })`
            if let Kind::ObjectPattern { properties } = module.kind(handler) {
                for property in module.list(properties) {
                    if let Kind::Property { key, computed, .. } = module.kind(*property)
                        && let Some(name) = module.key(key, computed)
                    {
                        note(&mut found, &name);
                    }
                }
            }
            continue;
        };
        for used in module.uses(binding) {
            one(module, *used, &mut found)?;
        }
    }
    Ok(found)
}

/// The patterns that get the error: of the innermost `catch` around, of `.catch(…)` and `.then(…, …)` behind the call.
fn handlers(module: &Module, call: NodeId) -> Vec<NodeId> {
    let mut found = Vec::new();
    let mut at = call;
    while let Some(parent) = module.parent(at) {
        match module.kind(parent) {
            Kind::Member { object, property, .. } if object == at => {
                let Some(outer) = module.parent(parent) else { break };
                let Kind::Call { callee, arguments, .. } = module.kind(outer) else { break };
                if callee != parent {
                    break;
                }
                let position = match module.text(property) {
                    "catch" => Some(0),
                    "then" => Some(1),
                    _ => None,
                };
                let callback = position.and_then(|position| module.list(arguments).get(position).copied());
                if let Some(Kind::Function(function)) = callback.map(|callback| module.kind(callback)) {
                    found.extend(module.list(function.parameters).first().map(|first| bare(module, *first)));
                }
                at = outer;
                continue;
            }
            Kind::Try { block, parameter, .. } if block == at => {
                found.extend(parameter);
                return found;
            }
            Kind::Function(_) => return found,
            _ => {}
        }
        at = parent;
    }
    found
}

fn bare(module: &Module, parameter: NodeId) -> NodeId {
    match module.kind(parameter) {
        Kind::Declarator { target, .. } => target,
        _ => parameter,
    }
}

fn note(found: &mut ErrorUse, name: &str) {
    match name {
        "status" | "statusCode" => found.status = true,
        "code" => found.code = true,
        "response" => found.response = true,
        _ => {}
    }
}

fn one(module: &Module, used: NodeId, found: &mut ErrorUse) -> Result<(), Refusal> {
    let outer = module.wrapped(used);
    let Some(parent) = module.parent(outer) else { return Ok(()) };
    match module.kind(parent) {
        Kind::Binary { operator, right, .. } if module.text(operator) == "instanceof" => {
            let class = module.written(right);
            if matches!(class, "Error" | "TypeError" | "DOMException") {
                return Ok(());
            }
            Err(Refusal(format!(
                "`{class}` is used on line {}; the error that reaches the browser is no longer one; look at \
                 its `status` instead.",
                line(module, parent)
            )))
        }
        Kind::Member { property, .. } => {
            let name = module.text(property);
            note(found, name);
            let (top, _) = chain(module, outer);
            let steps = module.written(top).matches('.').count() - module.written(top).matches("?.").count();
            // A member of what is not there throws within the handler.
            if steps > 1 && !matches!(name, "message" | "name" | "stack" | "response" | "code" | "status" | "toString")
                || steps > 3
            {
                return Err(Refusal(format!(
                    "`{}` on line {} is the provider's own error, which stays on the server.",
                    module.written(top),
                    line(module, parent)
                )));
            }
            Ok(())
        }
        Kind::Call { callee, .. } if callee != outer => {
            let name = module.written(callee);
            // It only looks for a mark.
            if name.ends_with("isAxiosError") {
                found.axios = true;
                found.response = true;
            }
            Ok(())
        }
        _ => Ok(()),
    }
}
