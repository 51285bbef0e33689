//! Which modules give a value away by an export: only their importers can send it on.

use std::sync::Arc;

use super::super::environment::reads_environment;
use super::super::key::Key;
use super::super::module::Module;
use super::super::origin::{Frame, Origin, What};
use super::super::source::{Holding, Source};
use super::super::walk::{State, Walk, unquoted};
use super::super::{Flow, Place};
use super::Wanted;
use super::trace::{Trace, Traced};
use crate::project::FileId;
use crate::syntax::ast::{BindingId, BindingKind, Kind, NodeId, ScopeId};
use crate::syntax::facts::{Export, ExportName, ExportSource};

/// Objects and functions within one another.
const DEPTH: usize = 6;

/// An export that gives a value away.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Gift {
    /// `None` where all that the module exports is one value (`module.exports = …`).
    pub name: Option<Box<str>>,
    /// The expression or function; `None` where it is taken out of another, or set later.
    pub value: Option<Place>,
}

impl Flow<'_> {
    /// The exports of the file that hold, or give back when they are called, a value that is `wanted`. What it passes on from
    /// other modules by name is theirs.
    pub fn gifts(&self, file: FileId, wanted: Wanted<'_>) -> Vec<Gift> {
        let Some(module) = self.module(file) else { return Vec::new() };
        let trace = Trace::new(&module, wanted);
        let traced = self.tracing(Traced { trace: &trace, wanted });
        traced.gifts_of(&module, wanted.source, &trace)
    }

    fn gifts_of(&self, module: &Arc<Module>, wanted: &dyn Fn(&Source) -> bool, trace: &Trace) -> Vec<Gift> {
        let exports = module.facts.exports.iter().filter(|export| !export.type_only);
        let gift = |export: &Export| {
            let name = match export.name {
                ExportName::Default => Some(Box::from("default")),
                ExportName::Name(span) => Some(Box::from(unquoted(module.text(span)))),
                ExportName::All => None,
            };
            let mut looked_at = Some(trace);
            let value = match export.source {
                ExportSource::Local(local) => {
                    let binding = module.lookup(ScopeId::MODULE, module.text(local))?;
                    if module.binding(binding).kind == BindingKind::Namespace {
                        return trace.may_name(binding).then_some(Gift { name, value: None });
                    }
                    let Some(value) = module.initialiser(binding).filter(|_| !module.is_variable(binding)) else {
                        let holds = self.binding_gives(module, binding, wanted, trace);
                        return holds.then_some(Gift { name, value: None });
                    };
                    // What is put into it later stands elsewhere.
                    if trace.may_name(binding) && !trace.may_hold(value) {
                        looked_at = None;
                    }
                    value
                }
                ExportSource::Expression(node) | ExportSource::CommonJs(node) => node,
                ExportSource::From { .. } => return None,
            };
            self.gives(module, value, None, wanted, looked_at, DEPTH)
                .then(|| Gift { name, value: Some(Self::place(module, value)) })
        };
        exports.filter_map(gift).collect()
    }

    /// As [`gives`](Self::gives), of a name that is bound within a pattern, or more than once.
    fn binding_gives(
        &self,
        module: &Arc<Module>,
        binding: BindingId,
        wanted: &dyn Fn(&Source) -> bool,
        trace: &Trace,
    ) -> bool {
        let mut walk = Walk::new(self);
        walk.binding(module, binding, State::default());
        walk.finish().into_iter().any(|origin| {
            let mut sources = Holding::default();
            self.origin(origin.clone(), &mut sources);
            sources.sources().any(|source| wanted(&source)) || self.is_giving(&origin, wanted, Some(trace), DEPTH)
        })
    }

    /// Whether a member of such a value does. Of what is not known to have that member (a list's `map`) any part may be meant.
    pub fn gives_member(&self, value: Place, key: &str, wanted: &dyn Fn(&Source) -> bool) -> bool {
        let Some(module) = self.module(value.file) else { return false };
        let path = [Key::named(key)];
        self.sources_at(&module, value.node, &path, None).sources().any(|source| wanted(&source))
            || self
                .origins_of(&module, value.node, &path, None)
                .iter()
                .any(|origin| matches!(origin.what, What::Unknown) || self.is_giving(origin, wanted, None, DEPTH))
    }

    /// `trace`: of the module that the question began in. It says nothing of what a call hands in (`frame`).
    fn gives(
        &self,
        module: &Arc<Module>,
        value: NodeId,
        frame: Option<&Arc<Frame>>,
        wanted: &dyn Fn(&Source) -> bool,
        trace: Option<&Trace>,
        depth: usize,
    ) -> bool {
        let cannot = |trace: &Trace| frame.is_none() && trace.of == module.id && !trace.may_hold(value);
        if depth == 0 || trace.is_some_and(cannot) {
            return false;
        }
        self.sources_at(module, value, &[], frame).sources().any(|source| wanted(&source))
            || self
                .origins_in(module, value, frame.cloned())
                .iter()
                .any(|origin| self.is_giving(origin, wanted, trace, depth))
    }

    /// What functions give back, and members hold.
    fn is_giving(
        &self,
        origin: &Origin,
        wanted: &dyn Fn(&Source) -> bool,
        trace: Option<&Trace>,
        depth: usize,
    ) -> bool {
        let (What::Expression(place) | What::Result(place)) = origin.what else { return false };
        let Some(home) = self.module(place.file) else { return false };
        let frame = origin.frame.as_ref();
        let any = |nodes: &[NodeId]| nodes.iter().any(|node| self.gives(&home, *node, frame, wanted, trace, depth - 1));
        let cannot = |trace: &Trace| frame.is_none() && trace.of == home.id && !trace.may_hold(place.node);
        match home.kind(place.node) {
            Kind::Function(_) if trace.is_some_and(cannot) => false,
            Kind::Function(_) => {
                any(home.returned(place.node))
                    || home.yielded(place.node).iter().any(|(value, _)| any(&[*value]))
                    || any(&handed_to_parameters(&home, place.node))
                    || self.throws(&home, place.node, wanted)
            }
            Kind::Object { properties: members } => any(&values(&home, home.list(members))),
            Kind::Class(class) => {
                any(&values(&home, home.list(class.members)))
                    || class.extends.is_some_and(|base| any(&[base]))
                    || any(home.given_above(place.node))
                    || home.fields_of_class(place.node).assigned.iter().any(|(_, value)| any(&[*value]))
            }
            Kind::Call { arguments, .. } | Kind::New { arguments, .. } => {
                let functions: Vec<NodeId> = home
                    .list(arguments)
                    .iter()
                    .map(|argument| home.unwrapped(*argument))
                    .filter(|argument| matches!(home.kind(*argument), Kind::Function(_)))
                    .collect();
                let reads = || {
                    let callee = self.callee_in(&home, place.node, frame);
                    callee.is_some_and(|callee| reads_environment(&callee.package))
                };
                // Whatever a `toJSON` leaves out: a member may be taken by its name.
                let named = home.named_as(place.node);
                let later: Vec<NodeId> =
                    named.into_iter().flat_map(|named| home.put_into(named)).map(|put| put.value).collect();
                any(&functions)
                    || any(&later)
                    || reads()
                    || matches!(home.kind(place.node), Kind::New { callee, .. } if any(&[callee]))
            }
            _ => false,
        }
    }

    /// Whether what the function throws says one.
    fn throws(&self, module: &Arc<Module>, function: NodeId, wanted: &dyn Fn(&Source) -> bool) -> bool {
        self.thrown_by(module, function).into_iter().any(|origin| {
            let says = match origin.what {
                What::Result(place) => self.module(place.file).map(|home| {
                    let message = [Key::named("message")];
                    self.sources_at(&home, place.node, &message, origin.frame.as_ref())
                }),
                _ => None,
            };
            let mut sources = Holding::default();
            self.origin(origin, &mut sources);
            says.into_iter().chain([sources]).flat_map(Holding::sources).any(|source| wanted(&source))
        })
    }
}

/// What a function calls its parameters with: `withKey(use)` gives it to `use`.
fn handed_to_parameters(module: &Module, function: NodeId) -> Vec<NodeId> {
    let span = module.span(function);
    let calls = module.calls().iter().filter(|call| span.contains(module.span(**call)));
    let handed = calls.filter_map(|call| {
        let Kind::Call { callee, arguments, .. } = module.kind(*call) else { return None };
        let binding = module.resolve(module.unwrapped(callee))?;
        (module.binding(binding).kind == BindingKind::Parameter).then(|| module.list(arguments))
    });
    handed.flatten().copied().collect()
}

fn values(module: &Module, members: &[NodeId]) -> Vec<NodeId> {
    members
        .iter()
        .filter_map(|member| match module.kind(*member) {
            Kind::Property { value, .. } => Some(value),
            _ => None,
        })
        .collect()
}
