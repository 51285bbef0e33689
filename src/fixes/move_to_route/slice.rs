//! What a call takes with it to the server, and what it leaves to the caller to send.
//!
//! Constants, clients and headers move; names of packages are imported there too; everything else that is bound
//! outside of the call is a capture and becomes a field of the request. Found by scope analysis, never by name.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::capture::{Field, Role};
use super::fields;
use super::locality;
use super::purity;
use super::role::{root_of, within};
use super::trace::{FileTrace, Moved};
use super::types::Types;
use super::{line, move_error};
use crate::fixes::{Refusal, names};
use crate::flow::{Flow, Module, Request};
use crate::project::Project;
use crate::syntax::ast::{BindingId, BindingKind, Kind, NodeId, VariableKind};
use crate::text::Span;

/// Where a moved statement stands in the route's file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Placement {
    Top,
    /// In the operation, before the call: it needs what the caller sends.
    Inside,
}

/// What one call takes along.
#[derive(Debug)]
pub(super) struct Slice {
    pub sink: NodeId,
    /// Statements at the top of the route's file, in source order.
    pub top: Vec<String>,
    /// Statements before the call.
    pub inside: Vec<String>,
    /// The call itself.
    pub call: String,
    pub fields: Vec<Field>,
    /// Where the caller evaluates what it sends.
    pub sent: Vec<Span>,
    /// The caller's imports that the slice uses.
    pub imports: BTreeSet<BindingId>,
    /// The declarators, functions and statements of the caller that are in it.
    pub taken: BTreeSet<NodeId>,
    /// The abort signal that the caller hands to the request.
    pub signal: Option<String>,
    /// The raw request that the call makes, when it is one.
    pub request: Option<Request>,
    /// Names the slice's text uses: nothing generated may be called so.
    pub names: BTreeSet<String>,
    /// It uses `escapeHtml`.
    pub escapes: bool,
    /// Names of types in it.
    pub types: BTreeSet<String>,
    /// The call says the type of its result: `api.get<User>(…)`.
    pub typed: bool,
}

pub(super) struct Surroundings<'a> {
    pub flow: &'a Flow<'a>,
    pub project: &'a Project,
    pub types: &'a Types<'a>,
    pub trace: &'a FileTrace,
    /// The name under which the server reads a variable of the environment.
    pub env_name: &'a dyn Fn(&str) -> String,
    /// A literal that must not move as it is, and what stands for it.
    pub literal: Option<(Span, String)>,
    /// The provider that the secret belongs to.
    pub provider: Option<&'static str>,
}

pub(super) struct Slicer<'a> {
    pub around: &'a Surroundings<'a>,
    pub module: Arc<Module>,
    pub sink: NodeId,
    pub request: Option<Request>,
    pub items: BTreeMap<NodeId, Placement>,
    /// Properties of `const { X } = process.env` that are read in place.
    pub read: BTreeSet<NodeId>,
    pub replacements: Vec<(Span, String)>,
    /// What the caller evaluates: nothing in it is looked at again.
    pub captured: Vec<Span>,
    /// A value is escaped as text of HTML.
    pub escapes: bool,
    /// The expressions that the caller keeps and sends.
    pub sent: Vec<Span>,
    pub fields: Vec<Field>,
    pub imports: BTreeSet<BindingId>,
    pub signal: Option<String>,
    /// Fields of classes that come along, and what they are called then.
    pub field_names: BTreeMap<NodeId, String>,
    /// What is being walked: names declared in it are its own.
    roots: Vec<NodeId>,
    /// Something of the caller's was needed since this was last cleared.
    needs_caller: bool,
}

type Step = Result<(), Refusal>;

/// Cuts `sink` out of its file.
pub(super) fn slice(around: &Surroundings<'_>, sink: NodeId) -> Result<Slice, Refusal> {
    let module = Arc::clone(&around.trace.module);
    let request = around.flow.request(crate::flow::Place { file: module.id, node: sink });
    let mut slicer = Slicer {
        around,
        module,
        sink,
        request,
        items: BTreeMap::new(),
        read: BTreeSet::new(),
        replacements: Vec::new(),
        captured: Vec::new(),
        sent: Vec::new(),
        escapes: false,
        fields: Vec::new(),
        imports: BTreeSet::new(),
        field_names: BTreeMap::new(),
        signal: None,
        roots: Vec::new(),
        needs_caller: false,
    };
    slicer.refuse_dynamic_target()?;
    slicer.take_signal();
    slicer.visit(sink)?;
    slicer.take_setups()?;
    slicer.settle();
    Ok(slicer.finish())
}

impl Slicer<'_> {
    fn refuse_dynamic_target(&self) -> Step {
        let module = &self.module;
        let (Kind::Call { callee, .. } | Kind::New { callee, .. }) = module.kind(self.sink) else { return Ok(()) };
        let mut at = callee;
        loop {
            at = match module.kind(at) {
                Kind::Member { object, .. } => object,
                Kind::Index { object, index, .. } => {
                    if !matches!(module.kind(index), Kind::String | Kind::Number) {
                        return Err(move_error(
                            module,
                            at,
                            "The target of the call is chosen at run time; write the address into the function that calls it",
                        ));
                    }
                    object
                }
                Kind::Call { callee, .. } => callee,
                Kind::NonNull { expression } | Kind::Paren { expression } => expression,
                _ => return Ok(()),
            };
        }
    }

    /// The names used in `root` and everything they need.
    fn visit(&mut self, root: NodeId) -> Step {
        self.roots.push(root);
        let span = self.module.span(root);
        let count = self.module.ast().nodes.len();
        let module = Arc::clone(&self.module);
        for id in (root.index()..count).map(NodeId::new) {
            let here = module.span(id);
            if here.start >= span.end {
                break;
            }
            if self.captured.iter().any(|captured| captured.contains(here)) {
                continue;
            }
            match module.kind(id) {
                Kind::Ident => self.name(id)?,
                Kind::This => self.this(id)?,
                Kind::Call { .. } if id != self.sink && locality::is_local(&module, id) => self.capture_local(id)?,
                Kind::Call { .. } if id != self.sink && self.makes_recipient(id) => self.capture(id)?,
                // An SDK's leave to run where it should not has no meaning on a server.
                Kind::Property { key, .. } if module.written(key) == "dangerouslyAllowBrowser" => {
                    self.drop_property(id);
                }
                Kind::JsxElement { .. } => {
                    return Err(move_error(&module, id, "The call renders JSX, which the route's file cannot hold"));
                }
                Kind::Yield { .. } | Kind::Super => {
                    return Err(move_error(&module, id, "The call is a part of a generator or a subclass"));
                }
                _ => {}
            }
        }
        self.roots.pop();
        Ok(())
    }

    /// `this.client`: a field that moves or is the same for all; any other is the caller's.
    fn this(&mut self, id: NodeId) -> Step {
        let module = Arc::clone(&self.module);
        let Some((member, key)) = fields::of_this(&module, id) else { return self.capture(id) };
        // Of a class that moves as a whole.
        if self.roots.iter().any(|root| within(&module, key.0, *root)) {
            return Ok(());
        }
        let constant = || {
            let field = fields::value(&module, &key).filter(|_| fields::is_constant(&module, &key))?;
            purity::is_constant(self.around.flow, self.around.project, &module, field.value).then_some(field)
        };
        let Some(field) = self.around.trace.fields.get(&key).copied().or_else(constant) else {
            return self.capture(id);
        };
        let item = field.item();
        let name = match self.field_names.get(&item) {
            Some(name) => name.clone(),
            None => {
                let taken = |name: &str| module.ast().bindings.iter().any(|binding| module.text(binding.name) == name);
                names::free(&names::camel_or(key.1.trim_start_matches('#')), taken)
            }
        };
        self.field_names.insert(item, name.clone());
        self.replace(member, name);
        self.take(item, field.value)
    }

    /// Has the caller evaluate what would come out otherwise on the server.
    fn capture_local(&mut self, call: NodeId) -> Step {
        let module = Arc::clone(&self.module);
        let mut at = call;
        while self.uses_names_around(at) {
            match module.parent(at).filter(|parent| *parent != self.sink) {
                Some(parent) => at = parent,
                None => {
                    let what = "What the call sends depends on the time zone and language of the page";
                    return Err(move_error(&module, call, what));
                }
            }
        }
        self.capture(at)
    }

    /// Whether an expression uses a name that is declared in the call, around the expression.
    pub(super) fn uses_names_around(&self, node: NodeId) -> bool {
        let module = &self.module;
        let span = module.span(node);
        (node.index()..module.ast().nodes.len())
            .map(NodeId::new)
            .take_while(|id| module.span(*id).start < span.end)
            .filter(|id| module.kind(*id) == Kind::Ident)
            .filter_map(|id| module.resolve(id))
            .map(|binding| module.binding(binding).declaration)
            .any(|declared| within(module, declared, self.sink) && !within(module, declared, node))
    }

    fn name(&mut self, id: NodeId) -> Step {
        let module = Arc::clone(&self.module);
        let Some(binding) = module.resolve(id) else {
            return if purity::is_browser_global(module.written(id)) { self.capture(id) } else { Ok(()) };
        };
        let declared = *module.binding(binding);
        if self.roots.iter().any(|root| within(&module, declared.declaration, *root)) {
            return Ok(());
        }
        let trace = self.around.trace;
        if let Some(moved) = trace.moved.get(&binding).copied() {
            return match moved {
                Moved::Declared { declaration, value } => self.take(declaration, value),
                Moved::Env { property } => {
                    self.replace_env(id, property);
                    Ok(())
                }
            };
        }
        if let Some(property) = purity::env_property(&module, binding) {
            self.replace_env(id, property);
            self.read.insert(property);
            return Ok(());
        }
        if trace.imported.contains(&binding) {
            self.imports.insert(binding);
            return Ok(());
        }
        match declared.kind {
            BindingKind::Import if purity::can_import(self.around.flow, self.around.project, &module, binding) => {
                self.imports.insert(binding);
                Ok(())
            }
            BindingKind::Variable(VariableKind::Const) => match self.constant(binding) {
                Some((declaration, value)) => self.take(declaration, value),
                None => self.capture(id),
            },
            BindingKind::Function => {
                if purity::is_portable_function(self.around.flow, self.around.project, &module, declared.declaration) {
                    self.take(declared.declaration, declared.declaration)
                } else {
                    self.capture(id)
                }
            }
            BindingKind::Class if purity::is_portable_class(&module, declared.declaration) => {
                self.take(declared.declaration, declared.declaration)
            }
            BindingKind::Enum => self.take(declared.declaration, declared.declaration),
            _ => self.capture(id),
        }
    }

    /// The declaration of a constant that can stand in the route: a constant of the program, or one that only the slice uses and
    /// that is put together from what the caller sends.
    pub(super) fn constant(&self, binding: BindingId) -> Option<(NodeId, NodeId)> {
        let module = &self.module;
        let declared = module.binding(binding);
        let Kind::Declarator { target, init: Some(value), .. } = module.kind(declared.declaration) else { return None };
        if !matches!(module.kind(target), Kind::Binding(_)) {
            return None;
        }
        if purity::is_constant(self.around.flow, self.around.project, module, value) {
            return Some((declared.declaration, value));
        }
        if let Kind::Function(_) = module.kind(value) {
            let portable = purity::is_portable_function(self.around.flow, self.around.project, module, value);
            return portable.then_some((declared.declaration, value));
        }
        let setups = &self.around.trace.setups;
        let only_here = module.uses(binding).iter().all(|used| {
            within(module, *used, self.sink)
                || setups.iter().any(|setup| within(module, *used, *setup))
                || self.items.keys().any(|item| within(module, *used, *item))
                || self.roots.iter().any(|root| within(module, *used, *root))
                || self.statement_of_filling(binding, *used).is_some()
        });
        (only_here && purity::is_portable(module, value)).then_some((declared.declaration, value))
    }

    /// `params.append('To', phone);`: a statement that only fills an object which moves.
    fn statement_of_filling(&self, binding: BindingId, used: NodeId) -> Option<NodeId> {
        let module = &self.module;
        let (top, calls) = super::role::chain(module, used);
        if calls == 0 || module.resolve(used) != Some(binding) {
            return None;
        }
        let statement = module.parent(top)?;
        let member = module.parent(used)?;
        let Kind::Member { property, .. } = module.kind(member) else { return None };
        (matches!(module.kind(statement), Kind::Expression { .. })
            && matches!(module.text(property), "append" | "set" | "push" | "add"))
        .then_some(statement)
    }

    /// Takes a declaration along, with all that its value needs.
    fn take(&mut self, declaration: NodeId, value: NodeId) -> Step {
        if self.items.contains_key(&declaration) {
            self.needs_caller |= self.items.get(&declaration) == Some(&Placement::Inside);
            return Ok(());
        }
        self.items.insert(declaration, Placement::Top);
        let outer = std::mem::take(&mut self.needs_caller);
        self.visit(value)?;
        let waits = !matches!(self.module.kind(value), Kind::Function(_)) && self.has_await(value);
        // What a function made when it was called is not made when the route's file is read: a build does that, without secrets.
        let made = matches!(self.module.kind(self.module.unwrapped(value)), Kind::New { .. } | Kind::Call { .. })
            && self.module.enclosing_function(declaration).is_some();
        let placement = if self.needs_caller || waits || made { Placement::Inside } else { Placement::Top };
        self.items.insert(declaration, placement);
        self.needs_caller = outer || placement == Placement::Inside;
        // What fills it comes along.
        if let Kind::Declarator { target, .. } = self.module.kind(declaration)
            && let Kind::Binding(binding) = self.module.kind(target)
        {
            for used in self.module.uses(binding).to_vec() {
                if let Some(statement) = self.statement_of_filling(binding, used) {
                    self.take_statement(statement)?;
                }
            }
        }
        Ok(())
    }

    /// Takes a statement that works on what moves; it stays before the call.
    fn take_statement(&mut self, statement: NodeId) -> Step {
        let Some(statement) = self.outermost(statement) else {
            return Err(move_error(
                &self.module,
                statement,
                "What the call sends is put together under a condition that cannot move",
            ));
        };
        if self.items.contains_key(&statement) {
            return Ok(());
        }
        self.items.insert(statement, Placement::Top);
        let outer = std::mem::take(&mut self.needs_caller);
        self.visit(statement)?;
        let module = Arc::clone(&self.module);
        let root = match module.kind(statement) {
            Kind::Expression { expression } => Some(root_of(&module, expression)),
            _ => None,
        };
        let root_inside = root
            .and_then(|root| module.resolve(root))
            .is_some_and(|binding| self.items.get(&module.binding(binding).declaration) == Some(&Placement::Inside));
        let top = module.parent(statement).is_none();
        let placement = if self.needs_caller || root_inside || (!top && root.is_none()) {
            Placement::Inside
        } else {
            Placement::Top
        };
        self.items.insert(statement, placement);
        if placement == Placement::Inside
            && let Some(binding) = root.and_then(|root| module.resolve(root))
        {
            // One request must not see what another has put in.
            let declaration = module.binding(binding).declaration;
            if self.items.contains_key(&declaration) {
                self.items.insert(declaration, Placement::Inside);
            }
        }
        self.needs_caller = outer;
        Ok(())
    }

    /// The statement to move for one that fills an object: itself, or the condition around it when there is nothing else
    /// in it. `None` when it does not always run before the call.
    fn outermost(&self, statement: NodeId) -> Option<NodeId> {
        let module = &self.module;
        let mut at = statement;
        loop {
            let Some(parent) = module.parent(at) else { return Some(at) };
            if within(module, self.sink, parent) {
                return (module.span(at).end <= module.span(self.sink).start).then_some(at);
            }
            let movable = |inner: &NodeId| {
                matches!(module.kind(*inner), Kind::Expression { .. })
                    && self.around.trace.setups.iter().chain(self.items.keys()).any(|setup| setup == inner)
            };
            match module.kind(parent) {
                Kind::Block { body } if module.list(body).iter().all(|inner| *inner == statement || movable(inner)) => {
                }
                Kind::If { alternate: None, test, .. } if !within(module, at, test) => {}
                Kind::ForEach { .. } => {}
                _ => return None,
            }
            at = parent;
        }
    }

    /// Statements that configure what has been taken.
    fn take_setups(&mut self) -> Step {
        let module = Arc::clone(&self.module);
        let setups: Vec<NodeId> = self.around.trace.setups.iter().copied().collect();
        for setup in setups {
            let Kind::Expression { expression } = module.kind(setup) else { continue };
            let root = match module.kind(expression) {
                Kind::Assign { target, .. } => root_of(&module, target),
                _ => root_of(&module, expression),
            };
            let Some(binding) = module.resolve(root) else { continue };
            let declaration = module.binding(binding).declaration;
            if self.imports.contains(&binding) || self.items.contains_key(&declaration) {
                self.take_statement(setup)?;
            }
        }
        Ok(())
    }

    /// What works on something that waits for the caller waits too, however constant the rest of it is.
    fn settle(&mut self) {
        let module = Arc::clone(&self.module);
        loop {
            let waits = |item: NodeId| {
                let span = module.span(item);
                (item.index()..module.ast().nodes.len())
                    .map(NodeId::new)
                    .take_while(|id| module.span(*id).start < span.end)
                    .filter(|id| module.kind(*id) == Kind::Ident)
                    .filter_map(|id| module.resolve(id))
                    .any(|binding| self.items.get(&module.binding(binding).declaration) == Some(&Placement::Inside))
            };
            let late: Vec<NodeId> = self
                .items
                .iter()
                .filter(|(item, placement)| **placement == Placement::Top && waits(**item))
                .map(|(item, _)| *item)
                .collect();
            if late.is_empty() {
                return;
            }
            self.items.extend(late.into_iter().map(|item| (item, Placement::Inside)));
        }
    }

    fn has_await(&self, root: NodeId) -> bool {
        let module = &self.module;
        let span = module.span(root);
        (root.index()..module.ast().nodes.len())
            .map(NodeId::new)
            .take_while(|id| module.span(*id).start < span.end)
            .any(|id| matches!(module.kind(id), Kind::Await { .. }))
    }

    /// `fetch(url, { signal })`: the signal goes to the caller's own request.
    fn take_signal(&mut self) {
        let module = Arc::clone(&self.module);
        if self.request.is_none() {
            return;
        }
        let (Kind::Call { arguments, .. } | Kind::New { arguments, .. }) = module.kind(self.sink) else { return };
        for argument in module.list(arguments) {
            let Kind::Object { properties } = module.kind(*argument) else { continue };
            for property in module.list(properties) {
                let Kind::Property { key, value, computed, .. } = module.kind(*property) else { continue };
                if module.key(key, computed).as_deref() != Some("signal") {
                    continue;
                }
                self.signal = Some(module.written(value).to_owned());
                self.drop_property(*property);
            }
        }
    }

    /// Leaves a property of an object literal out of the moved code.
    fn drop_property(&mut self, property: NodeId) {
        let module = &self.module;
        let span = module.span(property);
        let end = module.parent(property).map_or(span.end, |object| module.span(object).end);
        let rest = module.text(Span::new(span.end, end));
        let comma = rest.find(',').filter(|at| rest[..*at].trim().is_empty()).map_or(0, |at| at as u32 + 1);
        let whole = Span::new(span.start, span.end + comma);
        self.captured.push(whole);
        self.replacements.push((whole, String::new()));
    }

    fn replace_env(&mut self, id: NodeId, property: NodeId) {
        let module = Arc::clone(&self.module);
        let Some(name) = module.env_read(property).and_then(|read| read.name) else { return };
        let name = (self.around.env_name)(module.text(name).trim_matches(['\'', '"']));
        let asserted = module.parent(id).is_some_and(|parent| matches!(module.kind(parent), Kind::NonNull { .. }));
        let known = module.resolve(id).is_some_and(|binding| self.is_tested(binding)) && !asserted;
        self.replace(id, format!("process.env.{name}{}", if known { "!" } else { "" }));
    }

    /// Whether TypeScript knew from a test, which does not move, that the value is there.
    pub(super) fn is_tested(&self, binding: BindingId) -> bool {
        let module = &self.module;
        module.facts.typescript
            && module
                .uses(binding)
                .iter()
                .any(|used| self.around.trace.tests.iter().any(|test| within(module, *used, *test)))
    }

    /// Replaces an expression; a shorthand property gets its key.
    pub(super) fn replace(&mut self, node: NodeId, text: String) {
        let module = &self.module;
        let span = module.span(node);
        let shorthand = module.parent(node).is_some_and(
            |parent| matches!(module.kind(parent), Kind::Property { shorthand: true, value, .. } if value == node),
        );
        let written = module.written(node);
        // `{ phone: user.phone }` is `{ phone }` then.
        if let Some(property) = module.parent(node)
            && let Kind::Property { key, value, computed: false, shorthand: false } = module.kind(property)
            && value == node
            && module.written(key) == text
        {
            self.replacements.push((module.span(property), text));
            return;
        }
        let text = if shorthand && written != text { format!("{written}: {text}") } else { text };
        self.replacements.push((span, text));
    }

    /// Marks that what is being walked needs the caller.
    pub(super) fn needs_caller(&mut self) {
        self.needs_caller = true;
    }

    /// Has an expression stand as text of HTML.
    pub(super) fn escape(&mut self, whole: NodeId) {
        self.escapes = true;
        let span = self.module.span(whole);
        let ends = [(span.start, "escapeHtml("), (span.end, ")")];
        let edits = ends.map(|(at, text)| (Span::new(at, at), text.to_owned()));
        if !self.replacements.contains(&edits[0]) {
            self.replacements.extend(edits);
        }
    }

    pub(super) fn in_items(&self, node: NodeId) -> bool {
        self.items.keys().any(|item| within(&self.module, node, *item))
    }

    pub(super) fn line(&self, node: NodeId) -> usize {
        line(&self.module, node)
    }
}

impl Slice {
    /// Whether a person's phone number is the target.
    pub(super) fn has_phone(&self) -> bool {
        self.fields.iter().any(|field| field.role == Role::Phone)
    }
}
