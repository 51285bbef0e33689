//! Whether code goes by the answer of a question: who asks for the session and never looks at it lets everybody through.

use super::super::module::Module;
use super::check_name::CheckName;
use crate::secrets::parts_of_name;
use crate::syntax::ast::{Kind, NodeId};

/// Options by which a question refuses itself: `getUser({ or: 'redirect' })`, `withAuth({ ensureSignedIn: true })`.
const REFUSING: [&str; 7] =
    ["ensureSignedIn", "onUnauthenticated", "or", "redirect", "redirectTo", "required", "throws"];
/// Who only writes down what it is given.
const TELLING: [&str; 9] = ["analytics", "console", "log", "logger", "logging", "posthog", "sentry", "span", "tracer"];

/// What becomes of what a call gives.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Answer {
    Dropped,
    /// It gets a name; whether it is looked at its uses tell.
    Named,
    /// It is taken where it is.
    Used,
}

/// Whether a call by its name only asks who calls, and leaves it to its caller what to do with nobody.
pub(super) fn only_asks(module: &Module, call: NodeId, name: &CheckName) -> bool {
    let Kind::Call { arguments, .. } = module.kind(call) else { return false };
    let refuses = module.list(arguments).iter().any(|argument| match module.kind(module.unwrapped(*argument)) {
        Kind::Object { properties } => {
            module.named_in(module.list(properties)).iter().any(|option| REFUSING.contains(&&**option))
        }
        _ => false,
    });
    name.asks() && name.is_question() && !refuses
}

/// Whether what such a call gives is taken where it stands; what has a name is looked at where that is used.
pub(super) fn is_answer_used(module: &Module, call: NodeId) -> bool {
    answer(module, call) == Answer::Used
}

fn answer(module: &Module, call: NodeId) -> Answer {
    let whole = module.wrapped(call);
    match module.parent(whole).map(|parent| module.kind(parent)) {
        Some(Kind::Expression { .. }) => Answer::Dropped,
        Some(Kind::Unary { operator, .. }) if module.text(operator) == "void" => Answer::Dropped,
        Some(Kind::Declarator { init, .. }) if init == Some(whole) => Answer::Named,
        _ => Answer::Used,
    }
}

/// Whether a name stands for the answer of such a question, at a place that goes by it.
pub(super) fn reads_answer(module: &Module, used: NodeId) -> bool {
    let declared = || {
        let binding = module.resolve(used)?;
        let mut at = module.binding(binding).pattern?;
        loop {
            at = module.parent(at)?;
            match module.kind(at) {
                Kind::Declarator { init: Some(init), .. } => break Some(module.unwrapped(init)),
                Kind::Declarator { .. } | Kind::Function(_) => break None,
                _ => {}
            }
        }
    };
    declared().is_some_and(|call| match module.kind(call) {
        Kind::Call { callee, .. } => {
            only_asks(module, call, &CheckName::of_callee(module, callee)) && !is_only_told(module, used)
        }
        _ => false,
    })
}

/// Whether a name stands for such an answer, and its part is taken as if it were there: with nobody that throws.
pub(super) fn needs_answer(module: &Module, used: NodeId) -> bool {
    let whole = module.wrapped(used);
    let taken = module.parent(whole).map(|parent| module.kind(parent));
    matches!(taken, Some(Kind::Member { object, optional: false, .. }) if object == whole) && reads_answer(module, used)
}

/// Whether a value is only written down.
fn is_only_told(module: &Module, used: NodeId) -> bool {
    let mut at = used;
    while let Some(outer) = module.parent(at) {
        match module.kind(outer) {
            Kind::Call { callee, .. } if callee != at => {
                let root = module.written(module.root_of(callee));
                if parts_of_name(root).iter().any(|word| TELLING.contains(&word.as_str())) {
                    return true;
                }
            }
            Kind::Function(_) | Kind::Block { .. } => return false,
            _ => {}
        }
        at = outer;
    }
    false
}
