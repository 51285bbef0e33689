//! JSX.

use super::{GUARD, Lowerer};
use crate::syntax::ast::{Kind, List, NodeId};
use crate::syntax::language::{Field, Symbol};

impl Lowerer<'_> {
    pub(super) fn jsx_element(&mut self) -> NodeId {
        if self.depth >= GUARD {
            return self.too_deep();
        }
        let closed = self.symbol() == Symbol::JsxSelfClosing;
        self.node(|this, _| {
            if closed {
                let (name, attributes) = this.tag();
                return Kind::JsxElement { name, attributes, children: List::default() };
            }
            let (mut name, mut attributes) = (None, List::default());
            let children = this.list_of(|this, symbol| match symbol {
                Symbol::JsxOpening => {
                    (name, attributes) = this.tag();
                    None
                }
                Symbol::JsxText | Symbol::HtmlReference => Some(this.leaf(Kind::JsxText)),
                Symbol::JsxExpression => Some(this.container()),
                Symbol::JsxElement | Symbol::JsxSelfClosing => Some(this.jsx_element()),
                _ => None,
            });
            Kind::JsxElement { name, attributes, children }
        })
    }

    /// Name and attributes of an opening or self-closing tag; a fragment has no name.
    fn tag(&mut self) -> (Option<NodeId>, List) {
        let mut name = None;
        let attributes = self.list_of(|this, symbol| match (this.field(), symbol) {
            (Field::Name, _) => {
                name = Some(this.tag_name());
                None
            }
            (Field::TypeArguments, _) => {
                this.types();
                None
            }
            (_, Symbol::JsxAttribute) => Some(this.attribute()),
            (_, Symbol::JsxExpression) => Some(this.container()),
            _ => None,
        });
        (name, attributes)
    }

    fn tag_name(&mut self) -> NodeId {
        let span = self.span();
        match self.symbol() {
            Symbol::MemberExpression => self.expression(),
            Symbol::Identifier if !self.text(span).starts_with(|c: char| c.is_ascii_lowercase()) => {
                self.leaf(Kind::Ident)
            }
            _ => self.leaf(Kind::JsxIntrinsic),
        }
    }

    fn attribute(&mut self) -> NodeId {
        self.node(|this, _| {
            let (mut name, mut value) = (None, None);
            this.children(|this, symbol| match symbol {
                _ if name.is_none() => name = Some(this.span()),
                Symbol::String => value = Some(this.jsx_string()),
                Symbol::JsxExpression => value = Some(this.container()),
                Symbol::JsxElement | Symbol::JsxSelfClosing => value = Some(this.jsx_element()),
                _ => {}
            });
            Kind::JsxAttribute { name: name.unwrap_or_default(), value }
        })
    }

    /// `{expression}`, `{...spread}`, `{/* comment */}`.
    fn container(&mut self) -> NodeId {
        self.node(|this, _| {
            let (mut expression, mut spread) = (None, None);
            this.children(|this, symbol| {
                if symbol == Symbol::SpreadElement {
                    spread = Some(this.only_expression());
                } else if symbol.is_expression() {
                    expression = Some(this.expression());
                }
            });
            match spread {
                Some(argument) => Kind::JsxSpread { argument },
                None => Kind::JsxContainer { expression },
            }
        })
    }
}
