//! Patterns: names that are declared, or targets that are assigned.

use super::{GUARD, Lowerer};
use crate::syntax::ast::{BindingKind, Kind, NodeId};
use crate::syntax::language::{Field, Symbol};
use crate::text::Span;

/// What a name in a pattern means.
#[derive(Clone, Copy)]
pub(super) enum Target {
    Declare(BindingKind, NodeId),
    Assign,
}

impl Lowerer<'_> {
    pub(super) fn pattern(&mut self, target: Target) -> NodeId {
        if self.depth >= GUARD {
            return self.too_deep();
        }
        match self.symbol() {
            Symbol::Identifier | Symbol::ShorthandPattern | Symbol::Undefined => self.target(target),
            Symbol::ObjectPattern => self.object_pattern(target),
            Symbol::ArrayPattern => self.array_pattern(target),
            Symbol::AssignmentPattern => self.default_pattern(target),
            Symbol::RestPattern => self.node(|this, _| {
                let mut inner = None;
                this.children(|this, symbol| {
                    if symbol != Symbol::Ellipsis {
                        inner = Some(this.pattern(target));
                    }
                });
                let target = this.or_hole(inner);
                Kind::Rest { target }
            }),
            _ => self.expression(),
        }
    }

    fn target(&mut self, target: Target) -> NodeId {
        match target {
            Target::Declare(kind, declaration) => self.binding(kind, declaration),
            Target::Assign => self.leaf(Kind::Ident),
        }
    }

    /// The name below the cursor, declared.
    pub(super) fn binding(&mut self, kind: BindingKind, declaration: NodeId) -> NodeId {
        let name = self.span();
        let binding = self.declare(name, kind, declaration);
        let id = self.leaf_at(name, Kind::Binding(binding));
        if let Some(binding) = self.out.ast.bindings.get_mut(binding.index()) {
            binding.pattern = Some(id);
        }
        id
    }

    fn default_pattern(&mut self, target: Target) -> NodeId {
        self.node(|this, _| {
            let (mut inner, mut default) = (None, None);
            this.children(|this, _| match this.field() {
                Field::Left => inner = Some(this.pattern(target)),
                Field::Right => default = Some(this.expression()),
                _ => {}
            });
            let target = this.or_hole(inner);
            let default = this.or_hole(default);
            Kind::DefaultPattern { target, default }
        })
    }

    fn array_pattern(&mut self, target: Target) -> NodeId {
        self.node(|this, _| {
            let items = this.with_holes(|this, symbol| {
                (symbol.is_expression() || symbol.is_pattern()).then(|| this.pattern(target))
            });
            Kind::ArrayPattern { items }
        })
    }

    fn object_pattern(&mut self, target: Target) -> NodeId {
        self.node(|this, _| {
            let properties = this.list_of(|this, symbol| match symbol {
                Symbol::ShorthandPattern => Some(this.shorthand(|this| this.target(target))),
                Symbol::ObjectAssignmentPattern => Some(this.object_default(target)),
                Symbol::PairPattern => Some(this.pair(|this| this.pattern(target))),
                Symbol::RestPattern => Some(this.pattern(target)),
                _ => None,
            });
            Kind::ObjectPattern { properties }
        })
    }

    /// `{ a = 1 }`, or `{ [x]: a } = …` with a nested pattern on the left.
    pub(super) fn object_default(&mut self, target: Target) -> NodeId {
        self.node(|this, _| {
            let whole = this.span();
            let mut key = None;
            let mut value = None;
            let (mut inner, mut default) = (None, None);
            let parent = this.parent;
            this.children(|this, symbol| match this.field() {
                Field::Left => {
                    let name = this.span();
                    key = Some(this.leaf_at(name, Kind::Name));
                    let id = this.leaf_at(whole, Kind::Hole);
                    value = Some(id);
                    this.parent = Some(id);
                    inner = Some(if symbol == Symbol::ShorthandPattern {
                        this.target(target)
                    } else {
                        this.pattern(target)
                    });
                }
                Field::Right => default = Some(this.expression()),
                _ => {}
            });
            let inner = this.or_hole(inner);
            let default = this.or_hole(default);
            this.parent = parent;
            let value = match value {
                Some(value) => {
                    this.set(value, Kind::DefaultPattern { target: inner, default });
                    value
                }
                None => inner,
            };
            let key = this.or_hole(key);
            Kind::Property { key, value, computed: false, shorthand: true }
        })
    }

    /// `{ a }`: key and value at one place.
    pub(super) fn shorthand(&mut self, value: impl FnOnce(&mut Self) -> NodeId) -> NodeId {
        self.node(|this, _| {
            let key = this.leaf(Kind::Name);
            let value = value(this);
            Kind::Property { key, value, computed: false, shorthand: true }
        })
    }

    /// `key: value`.
    pub(super) fn pair(&mut self, mut lower: impl FnMut(&mut Self) -> NodeId) -> NodeId {
        self.node(|this, _| {
            let (mut key, mut value, mut computed) = (None, None, false);
            this.children(|this, symbol| match this.field() {
                Field::Key => {
                    computed = symbol == Symbol::ComputedPropertyName;
                    key = Some(this.property_key());
                }
                Field::Value => value = Some(lower(this)),
                _ => {}
            });
            let key = this.or_hole(key);
            let value = this.or_hole(value);
            Kind::Property { key, value, computed, shorthand: false }
        })
    }

    /// A name, string or number; the expression inside of `[…]`.
    pub(super) fn property_key(&mut self) -> NodeId {
        match self.symbol() {
            Symbol::String => self.string(),
            Symbol::Number => self.number(),
            Symbol::ComputedPropertyName => self.only_expression(),
            _ => self.leaf(Kind::Name),
        }
    }

    /// A list whose commas may stand alone: `[, a]`.
    pub(super) fn with_holes(
        &mut self,
        mut visit: impl FnMut(&mut Self, Symbol) -> Option<NodeId>,
    ) -> crate::syntax::ast::List {
        let mut filled = false;
        self.list_of(|this, symbol| {
            if symbol == Symbol::Comma {
                let hole = !std::mem::take(&mut filled);
                let at = this.span().start;
                return hole.then(|| this.leaf_at(Span::new(at, at), Kind::Hole));
            }
            let item = visit(this, symbol);
            filled |= item.is_some();
            item
        })
    }
}
