//! The calls that are made for whoever calls an endpoint, in functions of the project that it calls as well.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::super::module::Module;
use super::super::origin::{Frame, Given, Made, What};
use super::super::{Flow, Place};
use super::Endpoint;
use super::checks::{is_checked_in_arguments, own_check_between};
use crate::project::{FileId, Resolution};
use crate::syntax::ast::{Kind, NodeId};

/// Functions that call one another.
const DEPTH: usize = 4;
/// Calls that are looked at for one endpoint.
const MOST: usize = 2000;
/// Imports from a function that is looked into to the file of a wanted call.
const FAR: usize = 2;
/// Files on an import's way that only pass names on.
const PASSED_ON: usize = 2;

/// A call on the way.
#[derive(Clone, Debug)]
pub struct Reached {
    pub call: Made,
    /// The call in the endpoint's own function that leads there; the call itself when it stands in it. In the file that was
    /// asked: what names the function there, where that stands in another.
    pub by: NodeId,
    /// A check was made before.
    pub checked: bool,
}

/// Which calls are looked for.
pub struct WantedCalls<'w> {
    pub is: &'w dyn Fn(&Made) -> bool,
    /// Over how many imports a file leads to one that may hold such a call, [`WantedCalls::FARTHEST`] at most: only such files are
    /// opened.
    pub distance: &'w dyn Fn(FileId) -> Option<usize>,
}

impl WantedCalls<'_> {
    pub const FARTHEST: usize = FAR + PASSED_ON;

    /// Whether there is one in reach of the functions of a file.
    pub const fn is_near(distance: usize) -> bool {
        distance <= FAR
    }
}

struct Search<'f, 's> {
    flow: &'f Flow<'f>,
    wanted: &'s WantedCalls<'s>,
    /// By function, and whether the checks of what it calls are meant.
    checks: FxHashMap<(Place, bool), Checks>,
    looked_at: usize,
    found: Vec<Reached>,
}

/// What is known of the checks of a function.
#[derive(Clone, Copy)]
struct Checks {
    /// Where the first one stands.
    first: Option<u32>,
    /// There is none before this byte.
    none_before: u32,
}

impl Flow<'_> {
    /// The wanted calls that an endpoint makes.
    pub fn reached(&self, endpoint: &Endpoint, wanted: &WantedCalls<'_>) -> Vec<Reached> {
        let Some(home) = self.module(endpoint.function.file) else { return Vec::new() };
        let mut search = Search { flow: self, wanted, checks: FxHashMap::default(), looked_at: 0, found: Vec::new() };
        let function = Made { home, node: endpoint.function.node, frame: None };
        search.function(&function, endpoint.named, endpoint.guarded, DEPTH);
        search.found
    }
}

impl Flow<'_> {
    /// Whether what a call throws comes as it is to the function that the way to it began in: nothing between catches it, or puts
    /// an error of its own in its place.
    pub fn throws_through(&self, call: &Made) -> bool {
        let catches = |home: &Module, within: NodeId| {
            home.ast().descendants(within).any(|node| match home.kind(node) {
                Kind::Try { handler, .. } => handler.is_some(),
                Kind::Call { callee, .. } => home.written(callee).ends_with(".catch"),
                _ => false,
            })
        };
        // `client.interceptors.response.use(…)` sees every error first.
        let made = self.callee(call.place()).and_then(|callee| callee.construction);
        let homes = [Some(Arc::clone(&call.home)), made.and_then(|made| self.module(made.file))];
        if homes.iter().flatten().any(|home| home.facts.source.contains(".interceptors")) {
            return false;
        }
        let frames = std::iter::successors(call.frame.as_ref(), |frame| frame.from.as_ref());
        frames.into_iter().all(|frame| {
            let home = self.module(frame.function.file);
            home.is_some_and(|home| !catches(&home, frame.function.node))
        })
    }
}

impl Search<'_, '_> {
    fn function(&mut self, function: &Made, by: Option<NodeId>, around: bool, depth: usize) {
        let home = &function.home;
        let within = home.span(function.node);
        for call in home.calls().iter().copied().filter(|call| within.contains(home.span(*call))) {
            if self.looked_at >= MOST {
                return;
            }
            self.looked_at += 1;
            let made = function.beside(call);
            let by = by.unwrap_or(call);
            let known = self.found.len();
            let mut checked = around;
            if (self.wanted.is)(&made) {
                checked = checked
                    || self.is_checked_before(function, call, false)
                    || is_checked_in_arguments(home, call, false);
                self.found.push(Reached { call: made, by, checked });
            } else if depth > 1 && self.may_lead(&made) {
                checked = checked
                    || self.is_checked_before(function, call, false)
                    || is_checked_in_arguments(home, call, true);
                if let Some(inner) = self.entered(&made, checked) {
                    self.function(&inner, Some(by), checked, depth - 1);
                }
            }
            // Other files are opened for a check only where it matters.
            if !checked && self.found.len() > known && self.is_checked_before(function, call, true) {
                self.found[known..].iter_mut().for_each(|reached| reached.checked = true);
            }
        }
    }

    /// Whether a function makes a check before one of its calls; by what it calls, or itself.
    fn is_checked_before(&mut self, function: &Made, call: NodeId, by_called: bool) -> bool {
        let home = &function.home;
        let before = home.span(call).start;
        let place = Place { file: home.id, node: function.node };
        let start = home.span(function.node).start;
        let known = self.checks.entry((place, by_called)).or_insert(Checks { first: None, none_before: start });
        if known.first.is_none() && known.none_before < before {
            let between = known.none_before..before;
            known.first = if by_called {
                self.flow.called_check_between(home, function.node, &between)
            } else {
                own_check_between(home, function.node, &between)
            };
            known.none_before = before;
        }
        known.first.is_some_and(|first| first < before)
    }

    /// Whether a call may be of a function in a file that leads to a wanted one, by the import that it comes by: what does not is
    /// never opened.
    fn may_lead(&self, call: &Made) -> bool {
        let home = &call.home;
        let Kind::Call { callee, .. } = home.kind(call.node) else { return false };
        let import = home.resolve(home.root_of(callee)).and_then(|binding| home.import_of(binding));
        let Some((import, _)) = import else { return true };
        import.specifier.as_deref().is_some_and(|specifier| match self.flow.resolve(home.id, specifier) {
            Resolution::File(file) => (self.wanted.distance)(file).is_some(),
            _ => false,
        })
    }

    /// The function of the project that a call enters.
    fn entered(&self, call: &Made, checked: bool) -> Option<Made> {
        let Kind::Call { callee, arguments, .. } = call.home.kind(call.node) else { return None };
        let origins = self.flow.origins_in(&call.home, callee, call.frame.clone());
        origins.iter().find_map(|origin| {
            let What::Expression(function) = origin.what else { return None };
            // Behind a check it only matters what the call itself is handed.
            let far = if checked { 0 } else { FAR };
            let is_one =
                origin.path.is_empty() && (self.wanted.distance)(function.file).is_some_and(|distance| distance <= far);
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
