//! What a `catch` may catch, and what an error says.

use std::sync::Arc;

use super::module::Module;
use super::origin::{Frame, Given, Origin, What};
use super::walk::{State, Walk};
use super::{Flow, Place};
use crate::syntax::ast::{Kind, NodeId};

/// Functions of the project that are looked into for what they throw.
const DEPTH: usize = 3;

impl Flow<'_> {
    /// What a function may throw, itself or in what it calls.
    pub(super) fn thrown_by(&self, module: &Arc<Module>, function: NodeId) -> Vec<Origin> {
        let mut walk = Walk::new(self);
        walk.thrown(module, function, &State::default(), DEPTH);
        walk.finish()
    }
}

impl Walk<'_> {
    /// The name that a `catch` gives to what its `try` threw.
    pub(super) fn caught(&mut self, module: &Arc<Module>, declaration: NodeId, state: State) {
        let mut at = declaration;
        let block = loop {
            match module.kind(at) {
                Kind::Try { block, .. } => break block,
                _ => match module.parent(at) {
                    Some(parent) => at = parent,
                    None => return self.unknown(state),
                },
            }
        };
        self.thrown_within(module, block, state);
    }

    /// What comes of a statement or expression that fails.
    pub(super) fn thrown_within(&mut self, module: &Arc<Module>, within: NodeId, state: State) {
        self.thrown(module, within, &state, DEPTH);
        self.unknown(state);
    }

    /// What a statement or function throws, itself or in what it calls.
    fn thrown(&mut self, module: &Arc<Module>, within: NodeId, state: &State, depth: usize) {
        let thrown: Vec<NodeId> = module.thrown_in(within).collect();
        for value in thrown {
            self.expression(module, value, state.clone());
        }
        if depth == 0 {
            return;
        }
        let flow = self.flow();
        let span = module.span(within);
        for call in module.calls().iter().filter(|call| span.contains(module.span(**call))) {
            let Kind::Call { callee, arguments, .. } = module.kind(*call) else { continue };
            if !flow.may_throw_wanted(module, *call, state.frame.as_ref()) {
                continue;
            }
            for (function, home) in functions(flow, module, callee, state.frame.as_ref()) {
                if Frame::active(state.frame.as_ref(), function) {
                    continue;
                }
                let given = Given::Arguments(arguments);
                let frame = Frame::new(function, module, given, state.frame.clone());
                let inside = State { frame: Some(Arc::new(frame)), ..state.clone() };
                self.thrown(&home, function.node, &inside, depth - 1);
            }
        }
    }
}

fn functions(
    flow: &Flow<'_>,
    module: &Arc<Module>,
    callee: NodeId,
    frame: Option<&Arc<Frame>>,
) -> Vec<(Place, Arc<Module>)> {
    let origins = flow.origins_in(module, callee, frame.cloned());
    let functions = origins.iter().filter_map(|origin| match origin.what {
        What::Expression(place) if origin.path.is_empty() => {
            let home = flow.module(place.file)?;
            matches!(home.kind(place.node), Kind::Function(_)).then_some((place, home))
        }
        _ => None,
    });
    functions.collect()
}
