//! The calls that are made for whoever calls an endpoint, in functions of the project that it calls as well.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::super::module::Module;
use super::super::origin::{Frame, Given, Made, What};
use super::super::{Flow, Place};
use super::{Check, Endpoint};
use crate::project::FileId;
use crate::syntax::ast::{Kind, NodeId};

/// Functions that call one another.
const DEPTH: usize = 4;
/// Calls that are looked at for one endpoint.
const MOST: usize = 2000;

/// A call on the way.
#[derive(Clone, Debug)]
pub struct Reached {
    pub call: Made,
    /// The call in the endpoint's own function that leads there; the call itself when it stands in it.
    pub by: NodeId,
    /// The checks that were made before.
    pub checks: Vec<Check>,
}

struct Search<'f, 's> {
    flow: &'f Flow<'f>,
    enters: &'s dyn Fn(FileId, bool) -> bool,
    wanted: &'s dyn Fn(&Made) -> bool,
    checks: FxHashMap<Place, Arc<[(u32, Check)]>>,
    looked_at: usize,
    found: Vec<Reached>,
}

impl Flow<'_> {
    /// The `wanted` calls that an endpoint makes, in functions of the files that `enters` names too: asked with whether a
    /// check was made before.
    pub fn reached(
        &self,
        endpoint: &Endpoint,
        enters: &dyn Fn(FileId, bool) -> bool,
        wanted: &dyn Fn(&Made) -> bool,
    ) -> Vec<Reached> {
        let Some(home) = self.module(endpoint.function.file) else { return Vec::new() };
        let around = endpoint.wrappers.iter().filter_map(|wrapper| self.check_of_wrapper(&home, *wrapper)).collect();
        let mut search =
            Search { flow: self, enters, wanted, checks: FxHashMap::default(), looked_at: 0, found: Vec::new() };
        search.function(&Made { home, node: endpoint.function.node, frame: None }, None, around, DEPTH);
        search.found
    }
}

impl Search<'_, '_> {
    fn function(&mut self, function: &Made, by: Option<NodeId>, around: Vec<Check>, depth: usize) {
        let home = &function.home;
        let own = self.checks_of(home, function.node);
        let within = home.span(function.node);
        for call in home.calls().iter().copied().filter(|call| within.contains(home.span(*call))) {
            if self.looked_at >= MOST {
                return;
            }
            self.looked_at += 1;
            let start = home.span(call).start;
            let made = function.beside(call);
            let by = by.unwrap_or(call);
            let before = own.iter().filter(|(at, _)| *at < start).map(|(_, check)| *check);
            let checks: Vec<Check> = around.iter().copied().chain(before).collect();
            if (self.wanted)(&made) {
                self.found.push(Reached { call: made, by, checks });
            } else if depth > 1
                && let Some(inner) = self.entered(&made, !checks.is_empty())
            {
                self.function(&inner, Some(by), checks, depth - 1);
            }
        }
    }

    fn checks_of(&mut self, home: &Arc<Module>, function: NodeId) -> Arc<[(u32, Check)]> {
        let place = Place { file: home.id, node: function };
        Arc::clone(self.checks.entry(place).or_insert_with(|| self.flow.checks_in(home, function).into()))
    }

    /// The function of the project that a call enters.
    fn entered(&self, call: &Made, checked: bool) -> Option<Made> {
        let Kind::Call { callee, arguments, .. } = call.home.kind(call.node) else { return None };
        let origins = self.flow.origins_in(&call.home, callee, call.frame.clone());
        origins.iter().find_map(|origin| {
            let What::Expression(function) = origin.what else { return None };
            let is_one = origin.path.is_empty() && (self.enters)(function.file, checked);
            let home = self.flow.module(function.file).filter(|_| is_one)?;
            // One within this one is looked at where it stands.
            let is_inner = home.id == call.home.id
                && home
                    .enclosing_function(function.node)
                    .is_some_and(|outer| home.span(outer).contains(call.home.span(call.node)));
            let is_function = matches!(home.kind(function.node), Kind::Function(_));
            if !is_function || is_inner || Frame::active(call.frame.as_ref(), function) {
                return None;
            }
            let given = Given::Arguments(arguments);
            let frame = Frame::new(function, &call.home, given, call.frame.clone());
            Some(Made { home, node: function.node, frame: Some(Arc::new(frame)) })
        })
    }
}
