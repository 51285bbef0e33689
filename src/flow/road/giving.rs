//! Which modules give a value away by an export: only their importers can send it on.

use std::sync::Arc;

use super::super::key::Key;
use super::super::module::Module;
use super::super::origin::What;
use super::super::source::{Holding, Source};
use super::super::walk::{State, Walk, unquoted};
use super::super::{Flow, Place};
use super::Wanted;
use super::trace::Trace;
use crate::project::FileId;
use crate::syntax::ast::{BindingId, Kind, NodeId, ScopeId};
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
        let gives = |value: NodeId| self.gives(&module, value, wanted.source, Some(&trace), DEPTH);
        let exports = module.facts.exports.iter().filter(|export| !export.type_only);
        let gift = |export: &Export| {
            let name = match export.name {
                ExportName::Default => Some(Box::from("default")),
                ExportName::Name(span) => Some(Box::from(unquoted(module.text(span)))),
                ExportName::All => None,
            };
            let value = match export.source {
                ExportSource::Local(local) => {
                    let binding = module.lookup(ScopeId::MODULE, module.text(local))?;
                    let Some(value) = module.initialiser(binding).filter(|_| !module.is_variable(binding)) else {
                        let holds = self.binding_gives(&module, binding, wanted.source, &trace);
                        return holds.then_some(Gift { name, value: None });
                    };
                    value
                }
                ExportSource::Expression(node) | ExportSource::CommonJs(node) => node,
                ExportSource::From { .. } => return None,
            };
            gives(value).then(|| Gift { name, value: Some(Self::place(&module, value)) })
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
            let place = match origin.what {
                What::Expression(place) | What::Result(place) => Some(place),
                _ => None,
            };
            let mut sources = Holding::default();
            self.origin(origin, &mut sources);
            sources.sources().any(|source| wanted(&source))
                || place.is_some_and(|place| self.is_giving(place, wanted, Some(trace), DEPTH))
        })
    }

    /// Whether a member of such a value does.
    pub fn gives_member(&self, value: Place, key: &str, wanted: &dyn Fn(&Source) -> bool) -> bool {
        let Some(module) = self.module(value.file) else { return false };
        let path = [Key::named(key)];
        self.sources_at(&module, value.node, &path, None).sources().any(|source| wanted(&source))
            || self.origins_of(&module, value.node, &path, None).iter().any(|origin| match origin.what {
                What::Expression(place) | What::Result(place) => self.is_giving(place, wanted, None, DEPTH),
                _ => false,
            })
    }

    /// `trace`: of the module that the question began in.
    fn gives(
        &self,
        module: &Arc<Module>,
        value: NodeId,
        wanted: &dyn Fn(&Source) -> bool,
        trace: Option<&Trace>,
        depth: usize,
    ) -> bool {
        if depth == 0 || trace.is_some_and(|trace| trace.of == module.id && !trace.may_hold(value)) {
            return false;
        }
        if self.sources(Self::place(module, value)).iter().any(wanted) {
            return true;
        }
        self.origins_in(module, value, None).iter().any(|origin| match origin.what {
            What::Expression(place) | What::Result(place) => self.is_giving(place, wanted, trace, depth),
            _ => false,
        })
    }

    /// What functions give back, and members hold.
    fn is_giving(&self, place: Place, wanted: &dyn Fn(&Source) -> bool, trace: Option<&Trace>, depth: usize) -> bool {
        let Some(home) = self.module(place.file) else { return false };
        let any = |nodes: &[NodeId]| nodes.iter().any(|node| self.gives(&home, *node, wanted, trace, depth - 1));
        match home.kind(place.node) {
            Kind::Function(_) if trace.is_some_and(|trace| trace.of == home.id && !trace.may_hold(place.node)) => false,
            Kind::Function(_) => any(home.returned(place.node)) || self.throws(&home, place.node, wanted),
            Kind::Object { properties: members } => any(&values(&home, home.list(members))),
            Kind::Class(class) => {
                any(&values(&home, home.list(class.members)))
                    || home
                        .field_assignments()
                        .iter()
                        .any(|(target, value)| home.enclosing_class(*target) == Some(place.node) && any(&[*value]))
            }
            Kind::Call { arguments, .. } | Kind::New { arguments, .. } => {
                let functions: Vec<NodeId> = home
                    .list(arguments)
                    .iter()
                    .map(|argument| home.unwrapped(*argument))
                    .filter(|argument| matches!(home.kind(*argument), Kind::Function(_)))
                    .collect();
                any(&functions) || self.makes_giving(&home, place.node, wanted, trace, depth)
            }
            _ => false,
        }
    }

    /// Whether what the function throws says one.
    fn throws(&self, module: &Arc<Module>, function: NodeId, wanted: &dyn Fn(&Source) -> bool) -> bool {
        self.thrown_by(module, function).into_iter().any(|origin| {
            let mut sources = Holding::default();
            self.origin(origin, &mut sources);
            sources.sources().any(|source| wanted(&source))
        })
    }

    /// `new Config()` of a class that holds it.
    fn makes_giving(
        &self,
        module: &Arc<Module>,
        made: NodeId,
        wanted: &dyn Fn(&Source) -> bool,
        trace: Option<&Trace>,
        depth: usize,
    ) -> bool {
        matches!(module.kind(made), Kind::New { callee, .. } if self.gives(module, callee, wanted, trace, depth - 1))
    }
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
