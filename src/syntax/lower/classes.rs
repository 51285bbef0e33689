//! Classes and enums.

use super::Lowerer;
use crate::syntax::ast::{BindingKind, Class, Kind, List, NodeId, ScopeKind};
use crate::syntax::language::{Field, Symbol};

impl Lowerer<'_> {
    pub(super) fn class(&mut self) -> NodeId {
        let declaration = self.symbol() != Symbol::Class;
        self.node(|this, id| {
            let (mut name, mut extends) = (None, None);
            let outer = this.scope;
            let mark = this.pending.len();
            let mut opened = false;
            this.children(|this, symbol| match (this.field(), symbol) {
                (Field::Decorator, _) => {
                    let decorator = this.decorator();
                    this.pending.push(decorator);
                }
                (Field::Name, _) => {
                    let place = this.span();
                    if !declaration {
                        this.open(ScopeKind::Class, id);
                        opened = true;
                    }
                    name = Some(this.declare(place, BindingKind::Class, id));
                }
                (Field::TypeParameters, _) => this.types(),
                (_, Symbol::ClassHeritage) => extends = this.heritage(),
                (Field::Body, _) => {
                    if !opened {
                        this.open(ScopeKind::Class, id);
                    }
                    this.members();
                }
                _ => {}
            });
            this.scope = outer;
            let members = this.list(mark);
            Kind::Class(Class { name, extends, members, declaration })
        })
    }

    /// The class that is extended; `implements` and type arguments are types.
    fn heritage(&mut self) -> Option<NodeId> {
        let mut extends = None;
        self.children(|this, symbol| {
            if symbol == Symbol::ExtendsClause {
                this.children(|this, _| match this.field() {
                    Field::Value => extends = Some(this.expression()),
                    Field::TypeArguments => this.types(),
                    _ => {}
                });
            } else {
                this.types();
            }
        });
        extends
    }

    /// Puts the members into `pending`.
    fn members(&mut self) {
        self.children_and_errors(|this, symbol| {
            let member = match symbol {
                Symbol::MethodDefinition => this.method(),
                Symbol::PublicField => this.class_field(),
                Symbol::ClassStaticBlock => this.static_block(),
                Symbol::Decorator => this.decorator(),
                Symbol::Error => this.error(),
                // Signatures.
                _ => return this.types(),
            };
            this.pending.push(member);
        });
    }

    fn class_field(&mut self) -> NodeId {
        self.node(|this, _| {
            let (mut key, mut value, mut computed) = (None, None, false);
            this.children(|this, symbol| match this.field() {
                Field::Decorator => {
                    this.decorator();
                }
                Field::Name => {
                    computed = symbol == Symbol::ComputedPropertyName;
                    key = Some(this.property_key());
                }
                Field::Type => this.types(),
                Field::Value => value = Some(this.expression()),
                _ => {}
            });
            let key = this.or_hole(key);
            let value = this.or_hole(value);
            Kind::Property { key, value, computed, shorthand: false }
        })
    }

    fn static_block(&mut self) -> NodeId {
        self.node(|this, id| {
            let outer = this.open(ScopeKind::Block, id);
            let hoist = std::mem::replace(&mut this.hoist, this.scope);
            let mut body = List::default();
            this.children(|this, symbol| {
                if symbol == Symbol::StatementBlock {
                    body = this.statements();
                }
            });
            this.scope = outer;
            this.hoist = hoist;
            Kind::Block { body }
        })
    }

    pub(super) fn decorator(&mut self) -> NodeId {
        self.node(|this, _| {
            let expression = this.only_expression();
            Kind::Decorator { expression }
        })
    }

    pub(super) fn enumeration(&mut self) -> NodeId {
        self.node(|this, id| {
            let (mut binding, mut members) = (None, List::default());
            this.children(|this, symbol| match (this.field(), symbol) {
                (Field::Name, _) => {
                    let name = this.span();
                    binding = Some(this.declare(name, BindingKind::Enum, id));
                }
                (_, Symbol::EnumBody) => {
                    members = this.list_of(|this, symbol| match (this.field(), symbol) {
                        (_, Symbol::EnumAssignment) | (Field::Name, _) => Some(this.enum_member()),
                        _ => None,
                    });
                }
                _ => {}
            });
            match binding {
                Some(binding) => Kind::Enum { binding, members },
                None => Kind::Error { children: members },
            }
        })
    }

    /// `A = 1`, or a bare name.
    fn enum_member(&mut self) -> NodeId {
        let assigned = self.symbol() == Symbol::EnumAssignment;
        let mut computed = self.symbol() == Symbol::ComputedPropertyName;
        self.node(|this, _| {
            let (mut key, mut value) = (None, None);
            if assigned {
                this.children(|this, symbol| match this.field() {
                    Field::Name => {
                        computed = symbol == Symbol::ComputedPropertyName;
                        key = Some(this.property_key());
                    }
                    Field::Value => value = Some(this.expression()),
                    _ => {}
                });
            } else {
                key = Some(this.property_key());
            }
            let key = this.or_hole(key);
            let value = this.or_hole(value);
            Kind::Property { key, value, computed, shorthand: false }
        })
    }
}
