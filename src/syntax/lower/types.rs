//! Types are erased: only the names they mention are kept.

use super::Lowerer;
use crate::syntax::ast::{BindingKind, Kind, NodeId};
use crate::syntax::language::{Field, Symbol};
use crate::text::Span;

impl Lowerer<'_> {
    /// Everything at and below the cursor is a type.
    pub(super) fn types(&mut self) {
        if !self.type_name(self.symbol()) {
            self.below(|this, symbol| !this.type_name(symbol));
        }
    }

    fn type_name(&mut self, symbol: Symbol) -> bool {
        let name = matches!(symbol, Symbol::TypeIdentifier | Symbol::Identifier);
        if name {
            let span = self.span();
            self.out.type_names.push(span);
        }
        name
    }

    /// A type annotation: its place without the colon.
    pub(super) fn annotation(&mut self) -> Option<Span> {
        let mut place: Option<Span> = None;
        self.children(|this, symbol| {
            if symbol != Symbol::Colon {
                let span = this.span();
                place = Some(place.map_or(span, |place| place.cover(span)));
                this.types();
            }
        });
        place
    }

    /// `interface`, `type`: a name without a value.
    pub(super) fn type_declaration(&mut self) -> NodeId {
        self.node(|this, id| {
            this.children(|this, _| {
                if this.field() == Field::Name {
                    let name = this.span();
                    this.declare(name, BindingKind::Type, id);
                } else {
                    this.types();
                }
            });
            Kind::Type
        })
    }

    /// `declare …`, overload signatures: nothing at run time, and no name either: the value is declared elsewhere.
    pub(super) fn ambient(&mut self) -> NodeId {
        self.node(|this, _| {
            this.types();
            Kind::Type
        })
    }
}
