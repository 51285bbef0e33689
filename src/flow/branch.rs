//! Branches that a call decides by what it is given: `value('label')` never gives back what `if (which === 'token')` guards.

use std::sync::Arc;

use super::Flow;
use super::module::Module;
use super::origin::{Frame, Origin, What};
use crate::syntax::ast::{BindingKind, Kind, NodeId};

/// Conditions within one another.
const DEPTH: usize = 4;

impl Flow<'_> {
    /// Whether the call may get to a place in its function.
    pub(super) fn may_reach(&self, module: &Arc<Module>, place: NodeId, frame: Option<&Arc<Frame>>) -> bool {
        if frame.is_none() {
            return true;
        }
        let mut inner = place;
        while let Some(outer) = module.parent(inner) {
            let is_out = match module.kind(outer) {
                Kind::Function(_) => break,
                Kind::If { test, consequent, alternate } => match self.holds(module, test, frame) {
                    Some(true) => alternate == Some(inner),
                    Some(false) => consequent == inner,
                    None => false,
                },
                Kind::Case { .. } => !self.may_be_case(module, outer, frame),
                _ => false,
            };
            if is_out {
                return false;
            }
            inner = outer;
        }
        true
    }

    /// Whether a condition holds in the call, where what it is given says so.
    pub(super) fn holds(&self, module: &Arc<Module>, test: NodeId, frame: Option<&Arc<Frame>>) -> Option<bool> {
        frame?;
        self.decided(module, test, frame, DEPTH)
    }

    fn decided(&self, module: &Arc<Module>, test: NodeId, frame: Option<&Arc<Frame>>, depth: usize) -> Option<bool> {
        let depth = depth.checked_sub(1)?;
        let test = module.unwrapped(test);
        match module.kind(test) {
            Kind::Unary { operator, argument } if module.text(operator) == "!" => {
                self.decided(module, argument, frame, depth).map(|holds| !holds)
            }
            Kind::Logical { operator, left, right } => {
                let both = (self.decided(module, left, frame, depth), self.decided(module, right, frame, depth));
                match (module.text(operator), both) {
                    ("&&", (Some(false), _) | (_, Some(false))) => Some(false),
                    ("||", (Some(true), _) | (_, Some(true))) => Some(true),
                    ("&&" | "||", (Some(left), Some(right))) if left == right => Some(left),
                    _ => None,
                }
            }
            Kind::Binary { operator, left, right } => {
                let is_same = matches!(module.text(operator), "===" | "==");
                let differs = matches!(module.text(operator), "!==" | "!=");
                (is_same || differs)
                    .then(|| self.same(module, left, right, frame))
                    .flatten()
                    .map(|same| same == is_same)
            }
            _ if is_given(module, test) => match &*self.origins_in(module, test, frame.cloned()) {
                [Origin { what: What::Expression(place), path, .. }] if path.is_empty() => {
                    match self.module(place.file)?.kind(place.node) {
                        Kind::Bool(value) => Some(value),
                        _ => None,
                    }
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether a parameter, or a member of one, is what it is compared with.
    fn same(&self, module: &Arc<Module>, one: NodeId, other: NodeId, frame: Option<&Arc<Frame>>) -> Option<bool> {
        let (given, literal) = if is_given(module, one) { (one, other) } else { (other, one) };
        let is_literal = matches!(module.kind(module.unwrapped(literal)), Kind::String | Kind::Number);
        if !is_literal || !is_given(module, given) {
            return None;
        }
        Some(self.text(module, given, frame)?.value == self.text(module, literal, frame)?.value)
    }

    /// Whether the call comes to this case of a `switch` for sure, and to no other behind it.
    fn is_taken(&self, module: &Arc<Module>, discriminant: NodeId, case: NodeId, frame: Option<&Arc<Frame>>) -> bool {
        let Kind::Case { test: Some(test), body } = module.kind(case) else { return false };
        module.list(body).iter().any(|statement| ends(module, *statement))
            && self.same(module, discriminant, test, frame) == Some(true)
    }

    /// Whether a case of a `switch`, or one that falls into it, may be that of the call.
    fn may_be_case(&self, module: &Arc<Module>, case: NodeId, frame: Option<&Arc<Frame>>) -> bool {
        let Some(switch) = module.parent(case) else { return true };
        let Kind::Switch { discriminant, cases } = module.kind(switch) else { return true };
        let cases = module.list(cases);
        let before = cases.iter().take_while(|other| **other != case).count();
        if matches!(module.kind(case), Kind::Case { test: None, .. })
            && cases.iter().any(|other| self.is_taken(module, discriminant, *other, frame))
        {
            return false;
        }
        let falls = |other: &&NodeId| matches!(module.kind(**other), Kind::Case { body, .. } if body.len == 0);
        let into = cases[..before].iter().rev().take_while(falls);
        into.chain([&case]).any(|case| match module.kind(*case) {
            Kind::Case { test: Some(test), .. } => self.same(module, discriminant, test, frame) != Some(false),
            _ => true,
        })
    }
}

/// Whether a statement of a case ends it.
fn ends(module: &Module, statement: NodeId) -> bool {
    match module.kind(statement) {
        Kind::Return { .. } | Kind::Throw { .. } | Kind::Jump => true,
        Kind::Block { body } => module.list(body).iter().any(|inner| ends(module, *inner)),
        _ => false,
    }
}

/// Whether it is a parameter, or a member of one.
fn is_given(module: &Module, node: NodeId) -> bool {
    let root = module.root_of(node);
    let binding = module.resolve(root).filter(|_| module.kind(root) == Kind::Ident);
    binding.is_some_and(|binding| module.binding(binding).kind == BindingKind::Parameter)
}
