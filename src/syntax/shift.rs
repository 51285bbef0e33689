//! Moves what stands behind an edit: ids, runs in lists, and places.

use super::ast::{Binding, BindingId, Class, Function, Kind, List, Mark, Node, NodeId, Scope, ScopeId};
use crate::text::Span;

/// How far each arena, and the text, moved behind the part that was lowered anew. Everything before it keeps its number.
pub(super) struct Shift {
    pub nodes: Moved,
    pub scopes: Moved,
    pub bindings: Moved,
    pub lists: Moved,
    /// The list that holds the part itself: where it was, and where it is with its new length. What stands in the arena
    /// behind it moved by the change of its length, too.
    pub own: Option<(List, List)>,
    /// Places beyond this one moved.
    pub text: Moved,
}

/// Numbers from `from` on moved by `by`, modulo 2³².
#[derive(Clone, Copy)]
pub(super) struct Moved {
    pub from: u32,
    pub by: u32,
}

impl Moved {
    /// From the old and the new end of the part.
    pub(super) fn new(old: usize, new: usize) -> Self {
        Self { from: old as u32, by: (new as u32).wrapping_sub(old as u32) }
    }

    pub(super) fn apply(self, number: u32) -> u32 {
        if number >= self.from { number.wrapping_add(self.by) } else { number }
    }
}

impl Shift {
    pub(super) fn place(&self, offset: u32) -> u32 {
        self.text.apply(offset)
    }

    pub(super) fn span(&self, span: Span) -> Span {
        Span::new(self.place(span.start), self.place(span.end))
    }

    pub(super) fn node_id(&self, id: NodeId) -> NodeId {
        NodeId::new(self.nodes.apply(id.index() as u32) as usize)
    }

    fn scope_id(&self, id: ScopeId) -> ScopeId {
        ScopeId::new(self.scopes.apply(id.index() as u32) as usize)
    }

    fn binding_id(&self, id: BindingId) -> BindingId {
        BindingId::new(self.bindings.apply(id.index() as u32) as usize)
    }

    /// A place in the arena of lists; the list that holds the part itself begins at one too.
    fn list_place(&self, place: u32) -> u32 {
        let place_moved = self.lists.apply(place);
        match self.own {
            Some((old, new)) if place > old.start => place_moved + new.len - old.len,
            _ => place_moved,
        }
    }

    fn list(&self, list: List) -> List {
        match self.own {
            Some((old, new)) if list == old => new,
            _ if list.len == 0 => list,
            _ => List { start: self.list_place(list.start), len: list.len },
        }
    }

    pub(super) fn mark(&self, mark: Mark) -> Mark {
        Mark {
            owner: mark.owner.map(|id| self.node_id(id)),
            nodes: self.nodes.apply(mark.nodes),
            lists: self.list_place(mark.lists),
            scopes: self.scopes.apply(mark.scopes),
        }
    }

    pub(super) fn scope(&self, scope: Scope) -> Scope {
        Scope {
            parent: scope.parent.map(|id| self.scope_id(id)),
            node: scope.node.map(|id| self.node_id(id)),
            kind: scope.kind,
        }
    }

    pub(super) fn binding(&self, binding: Binding) -> Binding {
        Binding {
            name: self.span(binding.name),
            scope: self.scope_id(binding.scope),
            declaration: self.node_id(binding.declaration),
            pattern: binding.pattern.map(|id| self.node_id(id)),
            kind: binding.kind,
        }
    }

    pub(super) fn node(&self, node: Node) -> Node {
        Node {
            kind: self.kind(node.kind),
            span: self.span(node.span),
            parent: node.parent.map(|id| self.node_id(id)),
            scope: self.scope_id(node.scope),
        }
    }

    fn kind(&self, mut kind: Kind) -> Kind {
        let node = |id: &mut NodeId| *id = self.node_id(*id);
        let optional = |id: &mut Option<NodeId>| *id = id.map(|id| self.node_id(id));
        let list = |list: &mut List| *list = self.list(*list);
        let span = |span: &mut Span| *span = self.span(*span);
        match &mut kind {
            Kind::Ident
            | Kind::Name
            | Kind::This
            | Kind::Super
            | Kind::String
            | Kind::TemplateText
            | Kind::Number
            | Kind::BigInt
            | Kind::Regex
            | Kind::Bool(_)
            | Kind::Null
            | Kind::Hole
            | Kind::ImportMeta
            | Kind::NewTarget
            | Kind::JsxIntrinsic
            | Kind::JsxText
            | Kind::Jump
            | Kind::Import
            | Kind::Type => {}
            Kind::Template { parts: items }
            | Kind::Array { items }
            | Kind::Object { properties: items }
            | Kind::ImportCall { arguments: items }
            | Kind::Sequence { expressions: items }
            | Kind::ObjectPattern { properties: items }
            | Kind::ArrayPattern { items }
            | Kind::Variable { declarators: items, .. }
            | Kind::Block { body: items }
            | Kind::Error { children: items } => list(items),
            Kind::Spread { argument: child }
            | Kind::Update { argument: child }
            | Kind::Await { argument: child }
            | Kind::Paren { expression: child }
            | Kind::TypeCast { expression: child }
            | Kind::NonNull { expression: child }
            | Kind::JsxSpread { argument: child }
            | Kind::Rest { target: child }
            | Kind::Expression { expression: child }
            | Kind::Throw { argument: child }
            | Kind::Labeled { body: child }
            | Kind::Decorator { expression: child } => node(child),
            Kind::Yield { argument: child }
            | Kind::JsxContainer { expression: child }
            | Kind::Return { argument: child }
            | Kind::Export { declaration: child } => optional(child),
            Kind::TaggedTemplate { tag: first, template: second }
            | Kind::Property { key: first, value: second, .. }
            | Kind::Index { object: first, index: second, .. }
            | Kind::DefaultPattern { target: first, default: second }
            | Kind::While { test: first, body: second } => {
                node(first);
                node(second);
            }
            Kind::Conditional { test: first, consequent: second, alternate: third }
            | Kind::ForEach { target: first, iterable: second, body: third, .. } => {
                node(first);
                node(second);
                node(third);
            }
            Kind::Binary { operator, left, right }
            | Kind::Logical { operator, left, right }
            | Kind::Assign { operator, target: left, value: right } => {
                span(operator);
                node(left);
                node(right);
            }
            Kind::Call { callee: child, arguments: items, .. }
            | Kind::New { callee: child, arguments: items }
            | Kind::Switch { discriminant: child, cases: items } => {
                node(child);
                list(items);
            }
            Kind::Case { test, body } => {
                optional(test);
                list(body);
            }
            Kind::Member { object, property: place, .. } | Kind::Unary { argument: object, operator: place } => {
                node(object);
                span(place);
            }
            Kind::JsxElement { name, attributes, children } => {
                optional(name);
                list(attributes);
                list(children);
            }
            Kind::JsxAttribute { name, value } => {
                span(name);
                optional(value);
            }
            Kind::Declarator { target, init, annotation } => {
                node(target);
                optional(init);
                *annotation = annotation.map(|place| self.span(place));
            }
            Kind::If { test, consequent, alternate } => {
                node(test);
                node(consequent);
                optional(alternate);
            }
            Kind::For { init, test, update, body } => {
                optional(init);
                optional(test);
                optional(update);
                node(body);
            }
            Kind::Try { block, parameter, handler, finalizer } => {
                node(block);
                optional(parameter);
                optional(handler);
                optional(finalizer);
            }
            Kind::Binding(binding) => *binding = self.binding_id(*binding),
            Kind::Enum { binding, members } => {
                *binding = self.binding_id(*binding);
                list(members);
            }
            Kind::Namespace { binding, body } => {
                *binding = binding.map(|id| self.binding_id(id));
                list(body);
            }
            Kind::Function(function) => *function = self.function(*function),
            Kind::Class(class) => {
                *class = Class {
                    name: class.name.map(|id| self.binding_id(id)),
                    extends: class.extends.map(|id| self.node_id(id)),
                    members: self.list(class.members),
                    declaration: class.declaration,
                }
            }
        }
        kind
    }

    fn function(&self, function: Function) -> Function {
        Function {
            name: function.name.map(|id| self.binding_id(id)),
            parameters: self.list(function.parameters),
            body: function.body.map(|id| self.node_id(id)),
            scope: self.scope_id(function.scope),
            returns: function.returns.map(|place| self.span(place)),
            ..function
        }
    }
}
