//! Where in a file a value may be at all, by names alone: what need not be walked.
//!
//! Errs on the side of *may*. The walk from every argument of every call would read half of the project to learn that no
//! secret is among them.

use std::sync::Arc;

use super::super::Flow;
use super::super::environment::{reads_by_call, reads_environment};
use super::super::module::Module;
use super::super::origin::Frame;
use super::Wanted;
use crate::project::FileId;
use crate::syntax::ast::{BindingId, BindingKind, Kind, NodeId};

/// The nodes of one file that may hold one of the values, or have a part that may.
#[derive(Debug)]
pub(in super::super) struct Trace {
    pub of: FileId,
    marked: Vec<bool>,
    named: Vec<bool>,
}

/// What is asked for, and where in the file that is asked it may be.
#[derive(Clone, Copy)]
pub(in super::super) struct Traced<'t> {
    pub trace: &'t Trace,
    pub wanted: Wanted<'t>,
}

impl Flow<'_> {
    /// Whether what a call throws may say a value that is asked for: it takes one along, or is one of a function that may
    /// hold one.
    pub(in super::super) fn may_throw_wanted(
        &self,
        module: &Arc<Module>,
        call: NodeId,
        frame: Option<&Arc<Frame>>,
    ) -> bool {
        let Some(Traced { trace, wanted }) = self.traced else { return true };
        let Kind::Call { callee, arguments, .. } = module.kind(call) else { return false };
        let own = trace.of == module.id;
        let may_hold_itself = || match module.resolve(module.root_of(callee)).and_then(|name| module.import_of(name)) {
            Some((import, name)) => (wanted.import)(module, import, name),
            None => !own || frame.is_some() || trace.may_hold(callee),
        };
        let may_hold = |node| frame.is_some() || !own || trace.may_hold(node);
        let holds = |node| self.sources_at(module, node, &[], frame).sources().any(|source| (wanted.source)(&source));
        may_hold_itself() || module.list(arguments).iter().any(|argument| may_hold(*argument) && holds(*argument))
    }
}

impl Trace {
    pub(super) fn new(module: &Module, wanted: Wanted<'_>) -> Self {
        let mut marking = Marking {
            module,
            marked: vec![false; module.ast().nodes.len()],
            named: vec![false; module.ast().bindings.len()],
            next: wanted.starts.to_vec(),
        };
        // `import()` and `require()` in an expression.
        marking.next.extend(module.facts.imports.iter().filter_map(|import| import.node));
        marking.next.extend(module.calls().iter().copied().filter(|call| reads_by_call(module, *call)));
        // `export { a } from`: what it passes on has no name here.
        let passes = |node: &NodeId| matches!(module.kind(*node), Kind::Export { declaration: None });
        marking.next.extend(module.ast().body.iter().copied().filter(passes));
        for binding in (0..module.ast().bindings.len()).map(BindingId::new) {
            if module.binding(binding).kind == BindingKind::Import
                && module.import_of(binding).is_none_or(|(import, name)| {
                    import.specifier.as_deref().is_some_and(reads_environment) || (wanted.import)(module, import, name)
                })
            {
                marking.name(binding);
            }
        }
        marking.run();
        Self { of: module.id, marked: marking.marked, named: marking.named }
    }

    /// Whether nothing in the file may hold one.
    pub(super) fn is_empty(&self) -> bool {
        !self.marked.contains(&true)
    }

    pub(super) fn may_hold(&self, node: NodeId) -> bool {
        self.marked.get(node.index()).copied().unwrap_or(true)
    }

    /// Whether a name may hold one, by what it is declared with or by what is put into it later.
    pub(super) fn may_name(&self, binding: BindingId) -> bool {
        self.named.get(binding.index()).copied().unwrap_or(true)
    }
}

struct Marking<'m> {
    module: &'m Module,
    marked: Vec<bool>,
    named: Vec<bool>,
    next: Vec<NodeId>,
}

impl Marking<'_> {
    fn run(&mut self) {
        while let Some(start) = self.next.pop() {
            let mut at = Some(start);
            while let Some(node) = at {
                if std::mem::replace(&mut self.marked[node.index()], true) {
                    break;
                }
                self.hand_on(node);
                at = self.module.parent(node);
            }
        }
    }

    /// All uses of a name.
    fn name(&mut self, binding: BindingId) {
        if !std::mem::replace(&mut self.named[binding.index()], true) {
            self.next.extend_from_slice(self.module.uses(binding));
        }
    }

    /// The names that hold what a node does.
    fn hand_on(&mut self, node: NodeId) {
        let module = self.module;
        match module.kind(node) {
            Kind::Declarator { target, .. } | Kind::Assign { target, .. } => self.pattern(target),
            Kind::ForEach { target, .. } => self.pattern(target),
            Kind::Function(function) => {
                if let Some(name) = function.name {
                    self.name(name);
                }
            }
            Kind::Class(class) => {
                if let Some(name) = class.name {
                    self.name(name);
                }
                self.next.extend(module.ast().descendants(node).filter(|id| module.kind(*id) == Kind::This));
            }
            Kind::Enum { binding, .. } | Kind::Namespace { binding: Some(binding), .. } => self.name(binding),
            Kind::Try { parameter: Some(parameter), .. } => self.pattern(parameter),
            // Callbacks get what the call is about.
            Kind::Call { callee, arguments, .. } | Kind::New { callee, arguments } => {
                // `fill(it, value)`: a function of the module may put it there.
                if module.named_function(callee).is_some() {
                    module.list(arguments).iter().for_each(|argument| self.rooted(*argument));
                }
                for argument in module.list(arguments) {
                    if let Kind::Function(function) = module.kind(module.unwrapped(*argument)) {
                        for parameter in module.list(function.parameters) {
                            self.pattern(*parameter);
                        }
                    }
                }
                // `headers.set(name, value)`: the receiver holds it from then on.
                self.receiver(node);
            }
            _ => {}
        }
    }

    /// The name at the root of a call's or assignment's target.
    fn receiver(&mut self, call: NodeId) {
        let module = self.module;
        let Kind::Call { callee, arguments, .. } = module.kind(call) else { return };
        let Kind::Member { object: mut root, .. } = module.kind(module.unwrapped(callee)) else { return };
        // `Object.assign(it, …)`, `Reflect.set(it, …)`.
        if matches!(module.written(root), "Object" | "Reflect")
            && let Some(target) = module.list(arguments).first()
        {
            root = *target;
        }
        self.rooted(root);
    }

    fn rooted(&mut self, node: NodeId) {
        let root = self.module.root_of(node);
        if self.module.kind(root) == Kind::Ident
            && let Some(binding) = self.module.resolve(root)
        {
            self.name(binding);
        }
    }

    /// The names in a pattern, or at the root of what is assigned to.
    fn pattern(&mut self, pattern: NodeId) {
        let module = self.module;
        match module.kind(pattern) {
            Kind::Binding(binding) => self.name(binding),
            Kind::Declarator { target, .. } | Kind::DefaultPattern { target, .. } | Kind::Rest { target } => {
                self.pattern(target);
            }
            Kind::Property { value, .. } => self.pattern(value),
            Kind::ObjectPattern { properties: parts } | Kind::ArrayPattern { items: parts } => {
                for part in module.list(parts) {
                    self.pattern(*part);
                }
            }
            Kind::Ident | Kind::Member { .. } | Kind::Index { .. } => self.rooted(pattern),
            Kind::Variable { declarators, .. } => {
                for declarator in module.list(declarators) {
                    self.pattern(*declarator);
                }
            }
            _ => {}
        }
    }
}
