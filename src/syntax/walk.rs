//! Ways through the tree.

use super::ast::{Ast, Binding, BindingId, Function, Kind, List, Node, NodeId};
use crate::text::Span;

impl Ast {
    /// The node. An id of another file's tree gives some node, or a hole: never a panic.
    pub fn node(&self, id: NodeId) -> Node {
        self.nodes.get(id.index()).copied().unwrap_or(Node {
            kind: Kind::Hole,
            span: Span::default(),
            parent: None,
            scope: super::ast::ScopeId::MODULE,
        })
    }

    pub fn kind(&self, id: NodeId) -> Kind {
        self.node(id).kind
    }

    pub fn span(&self, id: NodeId) -> Span {
        self.node(id).span
    }

    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).parent
    }

    pub fn list(&self, list: List) -> &[NodeId] {
        self.lists.get(list.start as usize..(list.start + list.len) as usize).unwrap_or_default()
    }

    pub fn binding(&self, id: BindingId) -> Option<&Binding> {
        self.bindings.get(id.index())
    }

    pub fn binding_ids(&self) -> impl Iterator<Item = BindingId> + use<> {
        (0..self.bindings.len()).map(BindingId::new)
    }

    /// Every node in the order of the source, parents first.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = NodeId> + use<> {
        (0..self.nodes.len()).map(NodeId::new)
    }

    /// The parents, innermost first, without the node.
    pub fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.parent(id), |id| self.parent(*id))
    }

    /// Everything below the node, in the order of the source.
    pub fn descendants(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        // Parents come first, so what follows a subtree hangs on something before its root.
        let below = move |other: &NodeId| self.parent(*other).is_some_and(|parent| parent >= id);
        (id.index() + 1..self.nodes.len()).map(NodeId::new).take_while(below)
    }

    /// Whether `inner` is `outer` or below it.
    pub fn is_within(&self, inner: NodeId, outer: NodeId) -> bool {
        inner == outer || self.ancestors(inner).take_while(|id| *id >= outer).any(|id| id == outer)
    }

    /// The direct children, in the order of the source.
    pub fn children(&self, id: NodeId) -> Vec<NodeId> {
        let mut children = Vec::new();
        let mut next = id.index() + 1;
        while let Some(node) = self.nodes.get(next) {
            if node.parent == Some(id) {
                children.push(NodeId::new(next));
            } else {
                // Below the child before; or beyond the node.
                if node.parent.is_none_or(|parent| parent < id) {
                    break;
                }
            }
            next += 1;
        }
        children
    }

    /// The expression inside of parentheses, casts and `!`.
    pub fn unwrapped(&self, mut id: NodeId) -> NodeId {
        while let Kind::Paren { expression } | Kind::TypeCast { expression } | Kind::NonNull { expression } =
            self.kind(id)
        {
            id = expression;
        }
        id
    }

    /// The outermost of the wrappers around the node ([`Self::unwrapped`] in reverse), or the node itself.
    pub fn wrapped(&self, mut id: NodeId) -> NodeId {
        while let Some(parent) = self.parent(id) {
            match self.kind(parent) {
                Kind::Paren { .. } | Kind::TypeCast { .. } | Kind::NonNull { .. } => id = parent,
                _ => break,
            }
        }
        id
    }

    /// The innermost function around the node (a function is not around itself).
    pub fn enclosing_function(&self, id: NodeId) -> Option<(NodeId, Function)> {
        self.ancestors(id).find_map(|id| match self.kind(id) {
            Kind::Function(function) => Some((id, function)),
            _ => None,
        })
    }

    /// The outermost node at or around the node that stands in a list of statements or at top level: its statement.
    pub fn statement(&self, id: NodeId) -> NodeId {
        let mut at = id;
        loop {
            let Some(parent) = self.parent(at) else { return at };
            let holds_statements = matches!(
                self.kind(parent),
                Kind::Block { .. } | Kind::Case { .. } | Kind::Namespace { .. } | Kind::Error { .. }
            );
            if holds_statements && !matches!(self.kind(parent), Kind::Case { test, .. } if test == Some(at)) {
                return at;
            }
            at = parent;
        }
    }

    /// The innermost node that covers the offset (a cursor may stand at its end).
    pub fn node_at(&self, offset: u32) -> Option<NodeId> {
        self.covering(Span::new(offset, offset))
    }

    /// The innermost node that covers the span.
    pub fn covering(&self, span: Span) -> Option<NodeId> {
        // Nodes begin in order, so the last that begins in time, or something around it, is the one. A node that ends
        // where the span begins is no hit unless nothing else is.
        let after = self.nodes.partition_point(|node| node.span.start <= span.start);
        let mut id = NodeId::new(after.checked_sub(1)?);
        let strictly = |node: Node| node.span.contains(span) && (node.span.end > span.start || node.span.is_empty());
        let mut touching = None;
        loop {
            let node = self.node(id);
            if strictly(node) {
                return Some(id);
            }
            if touching.is_none() && node.span.contains(span) {
                touching = Some(id);
            }
            match node.parent {
                Some(parent) => id = parent,
                None => return touching,
            }
        }
    }

    /// The text a literal stands for: a string, literal text of a template, or a template without expressions.
    pub fn string<'a>(&'a self, id: NodeId, source: &'a str) -> Option<&'a str> {
        let node = self.nodes.get(id.index())?;
        match node.kind {
            Kind::String => Some(self.cooked(id).unwrap_or_else(|| {
                let text = node.span.of(source);
                text.get(1..text.len().saturating_sub(1)).unwrap_or_default()
            })),
            Kind::TemplateText => Some(self.cooked(id).unwrap_or_else(|| node.span.of(source))),
            Kind::Template { parts } => match *self.list(parts) {
                [] => Some(""),
                [part] if self.kind(part) == Kind::TemplateText => self.string(part, source),
                _ => None,
            },
            _ => None,
        }
    }

    fn cooked(&self, id: NodeId) -> Option<&str> {
        let at = self.cooked.binary_search_by_key(&id, |(id, _)| *id).ok()?;
        self.cooked.get(at).map(|(_, cooked)| &**cooked)
    }

    /// The name a property, a member or an index access states without being run: `a.x`, `a['x']`, `{ x: 1 }`, `{ ['x']: 1 }`.
    pub fn static_property_name<'a>(&'a self, id: NodeId, source: &'a str) -> Option<&'a str> {
        match self.kind(id) {
            Kind::Member { property, .. } => Some(property.of(source)),
            Kind::Index { index, .. } => self.string(self.unwrapped(index), source),
            Kind::Property { key, .. } => match self.kind(key) {
                Kind::Name | Kind::Number => Some(self.span(key).of(source)),
                _ => self.string(self.unwrapped(key), source),
            },
            Kind::JsxAttribute { name, .. } => Some(name.of(source)),
            _ => None,
        }
    }
}
