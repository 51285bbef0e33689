//! Which values arrive at the browser by a road: at once, or through components and functions of the project.

use std::sync::Arc;

use super::super::key::Key;
use super::super::module::Module;
use super::super::origin::Frame;
use super::super::source::Source;
use super::super::{Flow, Place};
use super::entered::{Entered, Region};
use super::markup::may_hold_text;
use super::trace::{Trace, Traced};
use super::{Crossing, Road};
use crate::project::FileId;
use crate::syntax::ast::{Kind, NodeId};
use crate::syntax::facts::{Import, ImportedName};

/// Components and functions that a value is followed through.
const DEPTH: usize = 4;

/// A value that gets to the browser.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Arrival {
    pub source: Source,
    pub road: Road,
    /// The smallest expression of the file that holds it on its way.
    pub place: Place,
    /// Who takes it, as it is written.
    pub taker: Box<str>,
    /// Where it is handed over, when that is in another function than `place`.
    pub handed_over: Option<Place>,
    pub certain: bool,
    /// Of several values it is one that a key chooses at run time.
    pub chosen: bool,
}

/// Which values are asked for.
#[derive(Clone, Copy)]
pub struct Wanted<'w> {
    pub source: &'w dyn Fn(&Source) -> bool,
    /// Where such values stand in the file that is asked.
    pub starts: &'w [NodeId],
    /// Whether a name that a module imports from the project may hold one.
    pub import: &'w dyn Fn(&Module, &Import, &ImportedName) -> bool,
}

impl Flow<'_> {
    /// The values that the file sends on their way to the browser, of those that are `wanted`.
    pub fn arrivals(&self, file: FileId, wanted: Wanted<'_>) -> Vec<Arrival> {
        let Some(module) = self.module(file) else { return Vec::new() };
        let trace = Trace::new(&module, wanted);
        if trace.is_empty() {
            return Vec::new();
        }
        let traced = self.tracing(Traced { trace: &trace, wanted });
        traced.arrivals_of(&module, wanted.source, &trace)
    }

    fn arrivals_of(&self, module: &Arc<Module>, wanted: &dyn Fn(&Source) -> bool, trace: &Trace) -> Vec<Arrival> {
        let mut out: Vec<Arrival> = Vec::new();
        for crossing in self.crossings(module, &|value| trace.may_hold(value)) {
            for (source, chosen) in self.held(module, crossing.value, &crossing, None, wanted) {
                let node = self.narrowed(module, crossing.value, &source);
                push(
                    &mut out,
                    Arrival {
                        source,
                        road: crossing.road,
                        place: Self::place(module, node),
                        taker: crossing.taker.clone(),
                        handed_over: None,
                        certain: crossing.certain,
                        chosen,
                    },
                );
            }
        }
        for (node, given) in carriers(module, &|value| trace.may_hold(value)) {
            let held: Vec<(NodeId, Source)> = given
                .iter()
                .flat_map(|&value| {
                    let sources = self.sources(Self::place(module, value));
                    sources.into_iter().filter(|source| wanted(source)).map(move |source| (value, source))
                })
                .collect();
            // A function that is handed over may throw one where it is called.
            let functions: Vec<NodeId> = given.into_iter().filter_map(|value| module.named_function(value)).collect();
            if held.is_empty() && functions.is_empty() {
                continue;
            }
            for (crossing, home, (source, chosen)) in self.beyond(module, node, None, wanted, DEPTH) {
                let node = match held.iter().find(|(_, known)| *known == source) {
                    Some((value, _)) => self.narrowed(module, *value, &source),
                    None => match self.told_within(module, &functions, &source) {
                        Some(node) => node,
                        None => continue,
                    },
                };
                let place = Self::place(module, node);
                let handed_over = Some(Place { file: home, node: crossing.value });
                let Crossing { road, taker, certain, .. } = crossing;
                push(&mut out, Arrival { source, road, place, taker, handed_over, certain, chosen });
            }
        }
        out
    }

    /// What goes on the road of what the value holds, and whether a key that is not known chose it.
    fn held(
        &self,
        module: &Arc<Module>,
        value: NodeId,
        crossing: &Crossing,
        frame: Option<&Arc<Frame>>,
        wanted: &dyn Fn(&Source) -> bool,
    ) -> Vec<(Source, bool)> {
        let mut held = match crossing.made.as_ref().filter(|_| value == crossing.value) {
            Some(made) => self.sources_at(&made.home, made.node, &crossing.path, made.frame.as_ref()),
            None => self.sources_at(module, value, &crossing.path, frame),
        }
        .into_held();
        held.retain(|(source, _)| wanted(source));
        held
    }

    /// The crossings within the function of the project that a call or element reaches, with what they hold of what it is
    /// given.
    fn beyond(
        &self,
        module: &Arc<Module>,
        node: NodeId,
        frame: Option<&Arc<Frame>>,
        wanted: &dyn Fn(&Source) -> bool,
        depth: usize,
    ) -> Vec<(Crossing, FileId, (Source, bool))> {
        let mut out = Vec::new();
        if depth == 0 {
            return out;
        }
        for Entered { frame, read_in } in self.entered(module, node, frame) {
            for region in read_in {
                out.extend(self.told_in(&region, &frame, wanted, depth));
            }
        }
        out
    }

    /// The crossings of a part of a module with what they hold of what the frame's call handed over.
    fn told_in(
        &self,
        region: &Region,
        frame: &Arc<Frame>,
        wanted: &dyn Fn(&Source) -> bool,
        depth: usize,
    ) -> Vec<(Crossing, FileId, (Source, bool))> {
        let home = &region.home;
        let mut out = Vec::new();
        for crossing in self.crossings(home, &|value| region.holds(value)) {
            // What it holds without being called is told where it stands.
            let own = self.held(home, crossing.value, &crossing, None, wanted);
            for held in self.held(home, crossing.value, &crossing, Some(frame), wanted) {
                if !own.iter().any(|(source, _)| *source == held.0) {
                    out.push((crossing.clone(), home.id, held));
                }
            }
        }
        for (node, values) in carriers(home, &|value| region.holds(value)) {
            let holds = |value: &NodeId| {
                self.sources_at(home, *value, &[], Some(frame)).sources().any(|source| wanted(&source))
            };
            if values.iter().any(holds) {
                out.extend(self.beyond(home, node, Some(frame), wanted, depth - 1));
            }
        }
        out
    }

    /// Where a source is read in one of the functions, or what of it they give back or throw.
    fn told_within(&self, module: &Arc<Module>, functions: &[NodeId], source: &Source) -> Option<NodeId> {
        let (Source::Env { place, .. } | Source::Literal { place }) = source else { return None };
        let is_in = |function: &NodeId| module.span(*function).contains(module.span(place.node));
        if place.file == module.id && functions.iter().any(is_in) {
            return Some(place.node);
        }
        let mut given = functions.iter().flat_map(|function| module.returned(*function).iter().copied());
        let mut thrown = functions.iter().flat_map(|function| module.thrown_in(*function));
        let holds = |value: &NodeId| self.sources(Self::place(module, *value)).contains(source);
        let says = |value: &NodeId| {
            let said = self.sources_at(module, *value, &[Key::named("message")], None);
            said.sources().any(|said| said == *source)
        };
        given.find(holds).map(|value| self.narrowed(module, value, source)).or_else(|| thrown.find(says))
    }

    /// The smallest part of an expression that holds the value.
    pub fn narrowed(&self, module: &Arc<Module>, mut node: NodeId, source: &Source) -> NodeId {
        loop {
            node = module.unwrapped(node);
            let parts: Vec<NodeId> = match module.kind(node) {
                Kind::Object { properties: parts } | Kind::Array { items: parts } | Kind::Template { parts } => {
                    module.list(parts).to_vec()
                }
                Kind::Property { value, .. } | Kind::Spread { argument: value } => vec![value],
                Kind::Binary { left, right, .. } | Kind::Logical { left, right, .. } => vec![left, right],
                Kind::Conditional { consequent, alternate, .. } => vec![consequent, alternate],
                Kind::Call { arguments, callee, .. } => {
                    let receiver = match module.kind(module.unwrapped(callee)) {
                        Kind::Member { object, .. } => Some(object),
                        _ => None,
                    };
                    // Of a function what it gives back.
                    let given = module.list(arguments).iter().flat_map(|argument| {
                        let inner = module.unwrapped(*argument);
                        match module.kind(inner) {
                            Kind::Function(_) => module.returned(inner).to_vec(),
                            _ => vec![*argument],
                        }
                    });
                    receiver.into_iter().chain(given).collect()
                }
                Kind::New { arguments, .. } => module.list(arguments).to_vec(),
                _ => return node,
            };
            let value_of = |part: NodeId| match module.kind(part) {
                Kind::Property { value, .. } | Kind::Spread { argument: value } => value,
                _ => part,
            };
            let mut holding = parts
                .into_iter()
                .map(value_of)
                .filter(|part| self.sources(Self::place(module, *part)).contains(source));
            match (holding.next(), holding.next()) {
                (Some(only), None) => node = only,
                _ => return module.wrapper_of(node),
            }
        }
    }
}

impl Module {
    /// `withAuth` of `withAuth(async () => …)`: the function within is not what is told.
    fn wrapper_of(&self, node: NodeId) -> NodeId {
        match self.kind(node) {
            Kind::Call { callee, arguments, .. }
                if self.list(arguments).iter().any(|argument| matches!(self.kind(*argument), Kind::Function(_))) =>
            {
                callee
            }
            _ => node,
        }
    }
}

/// Elements and calls, with the values that they hand on.
fn carriers(module: &Module, may: &dyn Fn(NodeId) -> bool) -> Vec<(NodeId, Vec<NodeId>)> {
    module
        .ast()
        .ids()
        .filter_map(|node| {
            let values: Vec<NodeId> = match module.kind(node) {
                Kind::JsxElement { name: Some(name), attributes, .. } if module.kind(name) != Kind::JsxIntrinsic => {
                    module
                        .list(attributes)
                        .iter()
                        .filter_map(|attribute| match module.kind(*attribute) {
                            Kind::JsxAttribute { value: Some(value), .. } | Kind::JsxSpread { argument: value } => {
                                Some(value)
                            }
                            _ => None,
                        })
                        .collect()
                }
                Kind::Call { arguments, .. } | Kind::New { arguments, .. } => module.list(arguments).to_vec(),
                _ => return None,
            };
            let is_carried = |value: &NodeId| {
                may(*value) && (module.named_function(*value).is_some() || may_hold_text(module, *value))
            };
            let values: Vec<NodeId> = values.into_iter().filter(is_carried).collect();
            (!values.is_empty()).then_some((node, values))
        })
        .collect()
}

fn push(out: &mut Vec<Arrival>, arrival: Arrival) {
    let told = |known: &Arrival| known.place == arrival.place && known.source == arrival.source;
    match out.iter_mut().find(|known| told(known)) {
        Some(known) => known.chosen &= arrival.chosen,
        None => out.push(arrival),
    }
}
