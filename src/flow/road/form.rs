//! The state of a form whose action runs on the server.

use std::sync::Arc;

use super::super::Flow;
use super::super::module::Module;
use super::{Crossing, Road};
use crate::syntax::ast::{Kind, NodeId};

impl Flow<'_> {
    /// `useActionState(action, initial)`: the server writes `initial` into the form, whether it is shown or not.
    pub(super) fn of_form(
        &self,
        module: &Arc<Module>,
        node: NodeId,
        may: &dyn Fn(NodeId) -> bool,
        out: &mut Vec<Crossing>,
    ) {
        let Kind::Call { callee, arguments, .. } = module.kind(node) else { return };
        let written = module.written(callee);
        let hook = written.rsplit('.').next().unwrap_or(written);
        if !matches!(hook, "useActionState" | "useFormState") {
            return;
        }
        if let [action, initial, ..] = module.list(arguments)
            && may(*initial)
        {
            let certain = self.is_server_function(module, *action);
            out.push(Crossing::new(Road::FormState, *initial, hook).perhaps(certain));
        }
    }
}
