//! Expressions.

use super::patterns::Target;
use super::{GUARD, Lowerer};
use crate::syntax::ast::{BindingKind, Kind, List, NodeId, VariableKind};
use crate::syntax::language::{Field, Symbol};
use crate::text::Span;

impl Lowerer<'_> {
    pub(super) fn expression(&mut self) -> NodeId {
        let symbol = self.symbol();
        if self.depth >= GUARD && !matches!(symbol, Symbol::Identifier | Symbol::String | Symbol::Number) {
            return self.too_deep();
        }
        let chain = matches!(
            symbol,
            Symbol::CallExpression | Symbol::MemberExpression | Symbol::SubscriptExpression | Symbol::NonNullExpression
        );
        if chain && let Some(start) = self.misread_await() {
            return self.awaiting(start);
        }
        match symbol {
            // The keyword has its place above the chain.
            Symbol::AwaitExpression if self.awaited.is_some_and(|(keyword, _)| keyword == self.span().start) => {
                self.only_expression()
            }
            Symbol::Identifier | Symbol::Undefined => self.leaf(Kind::Ident),
            Symbol::This => self.leaf(Kind::This),
            Symbol::Super => self.leaf(Kind::Super),
            Symbol::Null => self.leaf(Kind::Null),
            Symbol::True => self.leaf(Kind::Bool(true)),
            Symbol::False => self.leaf(Kind::Bool(false)),
            Symbol::Number => self.number(),
            Symbol::Regex => self.leaf(Kind::Regex),
            Symbol::String => self.string(),
            Symbol::TemplateString => self.template(),
            Symbol::MemberExpression => self.member(),
            Symbol::CallExpression => self.call(),
            Symbol::BinaryExpression => self.binary(),
            Symbol::SubscriptExpression => self.subscript(),
            Symbol::Object => self.object(),
            Symbol::Array => self.array(),
            Symbol::ArrowFunction | Symbol::FunctionExpression | Symbol::GeneratorFunction => self.function(),
            Symbol::JsxElement | Symbol::JsxSelfClosing => self.jsx_element(),
            Symbol::NewExpression => self.new_expression(),
            Symbol::UnaryExpression => self.unary(),
            Symbol::TernaryExpression => self.ternary(),
            Symbol::AssignmentExpression | Symbol::AugmentedAssignment => self.assignment(),
            Symbol::Class => self.class(),
            Symbol::SequenceExpression => self.sequence(),
            Symbol::InternalModule => self.namespace(),
            Symbol::MetaProperty => self.meta_property(),
            Symbol::Parenthesized => self.wrapper(|expression| Kind::Paren { expression }),
            Symbol::NonNullExpression => self.wrapper(|expression| Kind::NonNull { expression }),
            Symbol::AsExpression
            | Symbol::SatisfiesExpression
            | Symbol::InstantiationExpression
            | Symbol::TypeAssertion => self.wrapper(|expression| Kind::TypeCast { expression }),
            Symbol::AwaitExpression => self.wrapper(|argument| Kind::Await { argument }),
            Symbol::UpdateExpression => self.wrapper(|argument| Kind::Update { argument }),
            Symbol::SpreadElement => self.wrapper(|argument| Kind::Spread { argument }),
            Symbol::YieldExpression => self.node(|this, _| {
                let argument = this.first_expression();
                Kind::Yield { argument }
            }),
            Symbol::ObjectPattern | Symbol::ArrayPattern | Symbol::AssignmentPattern | Symbol::RestPattern => {
                self.pattern(Target::Assign)
            }
            _ => self.error(),
        }
    }

    /// Where the chain begins that `await` stands before: the grammar binds `await` closer than a call with type arguments,
    /// and reads `await get<T>(x).y` as `(await get)<T>(x).y`.
    fn misread_await(&self) -> Option<u32> {
        let span = self.span();
        if !self.text(span).starts_with("await") || self.awaited.is_some_and(|(keyword, _)| keyword == span.start) {
            return None;
        }
        let mut node = self.cursor.node();
        loop {
            node = node.child(0)?;
            match self.vocabulary.symbol(node.kind_id()) {
                Symbol::AwaitExpression => return Some(node.named_child(0)?.start_byte() as u32),
                Symbol::CallExpression
                | Symbol::MemberExpression
                | Symbol::SubscriptExpression
                | Symbol::NonNullExpression => {}
                _ => return None,
            }
        }
    }

    fn awaiting(&mut self, start: u32) -> NodeId {
        self.node(|this, _| {
            let keyword = this.span().start;
            let outer = this.awaited.replace((keyword, start));
            let argument = this.expression();
            this.awaited = outer;
            Kind::Await { argument }
        })
    }

    /// The first expression among the children; what follows is a type.
    fn first_expression(&mut self) -> Option<NodeId> {
        let mut found = None;
        // `<T>x`: the type comes first, and is no expression.
        self.children(|this, symbol| {
            if found.is_none() && symbol.is_expression() {
                found = Some(this.expression());
            } else {
                this.types();
            }
        });
        found
    }

    /// A node of one expression and perhaps types.
    fn wrapper(&mut self, kind: impl FnOnce(NodeId) -> Kind) -> NodeId {
        self.node(|this, _| {
            let expression = this.first_expression();
            kind(this.or_hole(expression))
        })
    }

    /// The expression inside of a node that has no place in the tree: a condition's parentheses, `${…}`, `[…]`.
    pub(super) fn only_expression(&mut self) -> NodeId {
        let found = self.first_expression();
        self.or_hole(found)
    }

    pub(super) fn number(&mut self) -> NodeId {
        let span = self.span();
        let big = self.text(span).ends_with('n');
        self.leaf_at(span, if big { Kind::BigInt } else { Kind::Number })
    }

    fn member(&mut self) -> NodeId {
        self.node(|this, _| {
            let (mut object, mut property, mut optional) = (None, None, false);
            this.children(|this, _| match this.field() {
                Field::Object => object = Some(this.expression()),
                Field::Property => property = Some(this.span()),
                Field::OptionalChain => optional = true,
                _ => {}
            });
            let object = this.or_hole(object);
            let end = this.span().end;
            Kind::Member { object, property: property.unwrap_or(Span::new(end, end)), optional }
        })
    }

    fn subscript(&mut self) -> NodeId {
        self.node(|this, _| {
            let (mut object, mut index, mut optional) = (None, None, false);
            this.children(|this, _| match this.field() {
                Field::Object => object = Some(this.expression()),
                Field::Index => index = Some(this.expression()),
                Field::OptionalChain => optional = true,
                _ => {}
            });
            let object = this.or_hole(object);
            let index = this.or_hole(index);
            Kind::Index { object, index, optional }
        })
    }

    fn call(&mut self) -> NodeId {
        enum Arguments {
            List(List),
            Template(NodeId),
        }
        self.node(|this, _| {
            let (mut callee, mut import, mut optional) = (None, false, false);
            let mut arguments = Arguments::List(List::default());
            this.children(|this, symbol| match (this.field(), symbol) {
                (Field::Function, Symbol::Import) => import = true,
                (Field::Function, _) => callee = Some(this.expression()),
                (Field::Arguments, Symbol::TemplateString) => arguments = Arguments::Template(this.template()),
                (Field::Arguments, _) => arguments = Arguments::List(this.arguments()),
                (Field::TypeArguments, _) => this.types(),
                (_, Symbol::QuestionDot) => optional = true,
                _ => {}
            });
            match arguments {
                Arguments::List(arguments) if import => Kind::ImportCall { arguments },
                Arguments::List(arguments) => Kind::Call { callee: this.or_hole(callee), arguments, optional },
                Arguments::Template(template) => Kind::TaggedTemplate { tag: this.or_hole(callee), template },
            }
        })
    }

    fn new_expression(&mut self) -> NodeId {
        self.node(|this, _| {
            let (mut callee, mut arguments) = (None, List::default());
            this.children(|this, _| match this.field() {
                Field::Constructor => callee = Some(this.expression()),
                Field::Arguments => arguments = this.arguments(),
                Field::TypeArguments => this.types(),
                _ => {}
            });
            Kind::New { callee: this.or_hole(callee), arguments }
        })
    }

    fn arguments(&mut self) -> List {
        self.list_of(|this, symbol| symbol.is_expression().then(|| this.expression()))
    }

    fn binary(&mut self) -> NodeId {
        self.node(|this, _| {
            let (mut left, mut right, mut operator) = (None, None, Span::default());
            this.children(|this, symbol| match this.field() {
                Field::Left if symbol == Symbol::PrivateName => left = Some(this.leaf(Kind::Name)),
                Field::Left => left = Some(this.expression()),
                Field::Operator => operator = this.span(),
                Field::Right => right = Some(this.expression()),
                _ => {}
            });
            let left = this.or_hole(left);
            let right = this.or_hole(right);
            if matches!(this.text(operator), "&&" | "||" | "??") {
                Kind::Logical { operator, left, right }
            } else {
                Kind::Binary { operator, left, right }
            }
        })
    }

    fn unary(&mut self) -> NodeId {
        self.node(|this, _| {
            let (mut argument, mut operator) = (None, Span::default());
            this.children(|this, _| match this.field() {
                Field::Operator => operator = this.span(),
                Field::Argument => argument = Some(this.expression()),
                _ => {}
            });
            Kind::Unary { operator, argument: this.or_hole(argument) }
        })
    }

    fn ternary(&mut self) -> NodeId {
        self.node(|this, _| {
            let (mut test, mut consequent, mut alternate) = (None, None, None);
            this.children(|this, _| match this.field() {
                Field::Condition => test = Some(this.expression()),
                Field::Consequence => consequent = Some(this.expression()),
                Field::Alternative => alternate = Some(this.expression()),
                _ => {}
            });
            let test = this.or_hole(test);
            let consequent = this.or_hole(consequent);
            let alternate = this.or_hole(alternate);
            Kind::Conditional { test, consequent, alternate }
        })
    }

    /// Assignments; and `using x = y`, which the grammar takes for one.
    fn assignment(&mut self) -> NodeId {
        let using = self.cursor.node().child(0).is_some_and(|child| child.kind() == "using");
        if using {
            return self.using();
        }
        self.node(|this, _| {
            let (mut target, mut value, mut operator) = (None, None, Span::default());
            this.children(|this, symbol| match this.field() {
                Field::Left => target = Some(this.pattern(Target::Assign)),
                Field::Operator => operator = this.span(),
                Field::Right => value = Some(this.expression()),
                Field::None if symbol == Symbol::Equals => operator = this.span(),
                _ => {}
            });
            let target = this.or_hole(target);
            let value = this.or_hole(value);
            Kind::Assign { operator, target, value }
        })
    }

    fn using(&mut self) -> NodeId {
        self.node(|this, _| {
            let declarator = this.node(|this, id| {
                let (mut target, mut init) = (None, None);
                this.children(|this, _| match this.field() {
                    Field::Left => {
                        let names = Target::Declare(BindingKind::Variable(VariableKind::Using), id);
                        target = Some(this.pattern(names));
                    }
                    Field::Right => init = Some(this.expression()),
                    _ => {}
                });
                let target = this.or_hole(target);
                Kind::Declarator { target, init, annotation: None }
            });
            let mark = this.pending.len();
            this.pending.push(declarator);
            Kind::Variable { keyword: VariableKind::Using, declarators: this.list(mark) }
        })
    }

    fn sequence(&mut self) -> NodeId {
        self.node(|this, _| {
            let expressions = this.list_of(|this, symbol| symbol.is_expression().then(|| this.expression()));
            Kind::Sequence { expressions }
        })
    }

    fn array(&mut self) -> NodeId {
        self.node(|this, _| {
            let items = this.with_holes(|this, symbol| symbol.is_expression().then(|| this.expression()));
            Kind::Array { items }
        })
    }

    fn object(&mut self) -> NodeId {
        self.node(|this, _| {
            let properties = this.list_of(|this, symbol| match symbol {
                Symbol::Pair => Some(this.pair(Self::expression)),
                Symbol::ShorthandProperty => Some(this.shorthand(|this| this.leaf(Kind::Ident))),
                Symbol::SpreadElement => Some(this.expression()),
                Symbol::MethodDefinition => Some(this.method()),
                Symbol::ObjectAssignmentPattern => Some(this.object_default(Target::Assign)),
                _ => None,
            });
            Kind::Object { properties }
        })
    }

    fn meta_property(&mut self) -> NodeId {
        if self.cursor.node().has_error() {
            return self.error();
        }
        let span = self.span();
        let new = self.text(span).starts_with("new");
        self.leaf_at(span, if new { Kind::NewTarget } else { Kind::ImportMeta })
    }
}
