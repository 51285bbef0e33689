//! Where a call, a construction or an element of the project hands a value over, and how far it may go from there.

use std::sync::Arc;

use super::super::class::Class;
use super::super::module::Module;
use super::super::origin::{Frame, Given, What};
use super::super::{Flow, Place};
use super::component::Component;
use super::markup::may_render;
use crate::project::FileId;
use crate::syntax::ast::{Kind, List, NodeId};
use crate::text::Span;

/// Classes that extend one another.
const DEPTH: usize = 6;
/// Modules that get a value by one that keeps it.
const KEEPERS: usize = 40;

/// What has been handed over, and where it may be read then.
pub(super) struct Entered {
    pub frame: Arc<Frame>,
    pub read_in: Vec<Region>,
}

/// A part of a module, or all of it.
pub(super) struct Region {
    pub home: Arc<Module>,
    span: Option<Span>,
}

impl Region {
    pub(super) fn holds(&self, node: NodeId) -> bool {
        self.span.is_none_or(|span| span.contains(self.home.span(node)))
    }
}

impl Flow<'_> {
    /// What of the project a call, construction or element reaches.
    pub(super) fn entered(&self, module: &Arc<Module>, node: NodeId, frame: Option<&Arc<Frame>>) -> Vec<Entered> {
        match module.kind(node) {
            Kind::JsxElement { .. } => self.entered_component(module, node, Given::Props(node), frame),
            Kind::Call { callee, arguments, .. } if may_render(module, callee) => {
                let props = module.list(arguments).iter().skip(1).take(1).map(|props| vec![(*props, Vec::new())]);
                self.entered_component(module, node, Given::Values(props.collect()), frame)
            }
            Kind::Call { callee, arguments, .. } => self
                .origins_in(module, callee, frame.cloned())
                .iter()
                .filter_map(|origin| match origin.what {
                    What::Expression(function) if origin.path.is_empty() => {
                        self.entered_function(module, function, Given::Arguments(arguments), frame)
                    }
                    _ => None,
                })
                .collect(),
            Kind::New { callee, arguments } => {
                self.entered_class(module, callee, arguments, frame).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    fn entered_component(
        &self,
        module: &Arc<Module>,
        element: NodeId,
        props: Given,
        frame: Option<&Arc<Frame>>,
    ) -> Vec<Entered> {
        let name = self.rendering(module, element).and_then(|rendering| rendering.name);
        match name.map(|name| self.component(module, name, frame)) {
            Some(Component::Own(function)) => {
                self.entered_function(module, function, props, frame).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    fn entered_function(
        &self,
        caller: &Arc<Module>,
        function: Place,
        given: Given,
        frame: Option<&Arc<Frame>>,
    ) -> Option<Entered> {
        let home = self.module(function.file)?;
        if !matches!(home.kind(function.node), Kind::Function(_)) || Frame::active(frame, function) {
            return None;
        }
        let read_in = if home.keeps_beyond(function.node) {
            self.readers_of_kept(caller, &home)
        } else {
            let span = Some(home.span(function.node));
            vec![Region { home, span }]
        };
        Some(Entered { frame: Arc::new(Frame::new(function, caller, given, frame.cloned())), read_in })
    }

    /// Who may read what a function of the module has put into something that outlives it.
    fn readers_of_kept(&self, caller: &Arc<Module>, home: &Arc<Module>) -> Vec<Region> {
        let importers = self.graph.may_import(home.id).iter().copied().filter(|file| *file != caller.id);
        let mut files: Vec<FileId> = importers.collect();
        // Ids are given in no order.
        files.sort_by_cached_key(|file| self.project.files.path(*file));
        let others = files.into_iter().take(KEEPERS).filter_map(|file| self.module(file));
        let caller = (caller.id != home.id).then(|| Arc::clone(caller));
        let all = std::iter::once(Arc::clone(home)).chain(caller).chain(others);
        all.map(|home| Region { home, span: None }).collect()
    }

    /// The constructor that a `new` calls, and those that it calls in turn: the methods read what they were given.
    fn entered_class(
        &self,
        module: &Arc<Module>,
        callee: NodeId,
        arguments: List,
        frame: Option<&Arc<Frame>>,
    ) -> Option<Entered> {
        // Where the class is named, and where the arguments stand: a class without a constructor hands them on as they are.
        let (mut named_in, mut caller) = (Arc::clone(module), Arc::clone(module));
        let (mut callee, mut arguments) = (callee, arguments);
        let mut made: Option<Arc<Frame>> = None;
        let mut read_in = Vec::new();
        for _ in 0..DEPTH {
            let outer = made.as_ref().or(frame);
            let Class::Own(home, class) = self.made_of(&named_in, callee, outer) else { break };
            read_in.push(Region { home: Arc::clone(&home), span: Some(home.span(class)) });
            if let Some(node) = home.constructor(class) {
                let function = Place { file: home.id, node };
                if Frame::active(outer, function) {
                    break;
                }
                made = Some(Arc::new(Frame::new(function, &caller, Given::Arguments(arguments), outer.cloned())));
                arguments = home.handed_to_super(node);
                caller = Arc::clone(&home);
            }
            let Kind::Class(parts) = home.kind(class) else { break };
            let Some(base) = parts.extends else { break };
            callee = base;
            named_in = home;
        }
        // The innermost knows of those around it.
        made.map(|frame| Entered { frame, read_in })
    }
}

impl Module {
    /// Whether a function puts something into what is there after it: a field of `this`, a variable from outside of it.
    fn keeps_beyond(&self, function: NodeId) -> bool {
        let span = self.span(function);
        let is_constructor =
            self.enclosing_class(function).is_some_and(|class| self.constructor(class) == Some(function));
        if !is_constructor && !self.fields_of_function(function).is_empty() {
            return true;
        }
        let is_outside = |node: NodeId| {
            let named = self.resolve(node).map(|binding| self.binding(binding).name);
            named.is_some_and(|name| !span.contains(name))
        };
        let names = self.ast().descendants(function).filter(|id| self.kind(*id) == Kind::Ident && is_outside(*id));
        names.into_iter().any(|used| self.assigned(used).is_some() || self.is_filled_at(used))
    }
}
