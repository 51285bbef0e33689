//! Functions, arrows and methods.

use super::Lowerer;
use super::patterns::Target;
use crate::syntax::ast::{
    Ast, BindingKind, Flavour, Function, FunctionDirective, Kind, List, NodeId, ScopeId, ScopeKind,
};
use crate::syntax::language::{Field, Symbol};
use crate::syntax::sketch::literal;
use crate::text::Span;

/// A function whose parts are still being met.
struct Parts {
    id: NodeId,
    function: Function,
    outer: ScopeId,
    hoist: ScopeId,
    opened: bool,
}

impl Lowerer<'_> {
    pub(super) fn function(&mut self) -> NodeId {
        let symbol = self.symbol();
        let declaration = matches!(symbol, Symbol::FunctionDeclaration | Symbol::GeneratorDeclaration);
        let flavour = if symbol == Symbol::ArrowFunction { Flavour::Arrow } else { Flavour::Plain };
        self.node(|this, id| {
            let mut parts = this.begin(id, flavour, declaration);
            this.children(|this, symbol| this.part(&mut parts, symbol));
            this.finish(parts)
        })
    }

    /// A method, getter, setter or constructor: a property whose value is a function that starts at the parameters.
    pub(super) fn method(&mut self) -> NodeId {
        self.node(|this, property| {
            let whole = this.span();
            let (mut key, mut computed, mut parts) = (None, false, None::<Parts>);
            let (mut flavour, mut is_async, mut is_generator) = (Flavour::Method, false, false);
            this.children(|this, symbol| match (this.field(), symbol) {
                (Field::Name, _) => {
                    computed = symbol == Symbol::ComputedPropertyName;
                    let name = this.span();
                    if this.text(name) == "constructor" {
                        flavour = Flavour::Constructor;
                    }
                    key = Some(this.property_key());
                }
                (_, Symbol::AsyncKeyword) => is_async = true,
                (_, Symbol::Star) => is_generator = true,
                (_, Symbol::GetKeyword) => flavour = Flavour::Getter,
                (_, Symbol::SetKeyword) => flavour = Flavour::Setter,
                (Field::None, _) => {}
                _ => {
                    let parts = parts.get_or_insert_with(|| {
                        let span = Span::new(this.span().start, whole.end);
                        let id = this.leaf_at(span, Kind::Hole);
                        this.parent = Some(id);
                        this.depth += 1;
                        let mut parts = this.begin(id, flavour, false);
                        parts.function.is_async = is_async;
                        parts.function.is_generator = is_generator;
                        parts
                    });
                    this.part(parts, symbol);
                }
            });
            let value = parts.map(|parts| {
                let id = parts.id;
                let kind = this.finish(parts);
                this.set(id, kind);
                this.parent = Some(property);
                this.depth -= 1;
                id
            });
            let key = this.or_hole(key);
            let value = this.or_hole(value);
            Kind::Property { key, value, computed, shorthand: false }
        })
    }

    fn begin(&mut self, id: NodeId, flavour: Flavour, declaration: bool) -> Parts {
        let function = Function {
            name: None,
            parameters: List::default(),
            body: None,
            scope: self.scope,
            returns: None,
            flavour,
            is_async: false,
            is_generator: false,
            declaration,
            directive: None,
        };
        Parts { id, function, outer: self.scope, hoist: self.hoist, opened: false }
    }

    fn enter(&mut self, parts: &mut Parts) {
        if !parts.opened {
            parts.opened = true;
            self.open(ScopeKind::Function, parts.id);
            self.hoist = self.scope;
            parts.function.scope = self.scope;
        }
    }

    fn part(&mut self, parts: &mut Parts, symbol: Symbol) {
        let id = parts.id;
        match (self.field(), symbol) {
            (Field::Name, _) => {
                let name = self.span();
                if !parts.function.declaration {
                    // The name of a function expression is seen inside only, and gives way to everything there.
                    self.open(ScopeKind::Block, id);
                }
                parts.function.name = Some(self.declare(name, BindingKind::Function, id));
            }
            (Field::TypeParameters, _) => self.types(),
            (Field::Parameter, _) => {
                self.enter(parts);
                let declarator = self.node(|this, declarator| {
                    let target = this.binding(BindingKind::Parameter, declarator);
                    Kind::Declarator { target, init: None, annotation: None }
                });
                let mark = self.pending.len();
                self.pending.push(declarator);
                parts.function.parameters = self.list(mark);
            }
            (Field::Parameters, _) => {
                self.enter(parts);
                parts.function.parameters = self.list_of(|this, symbol| {
                    matches!(symbol, Symbol::RequiredParameter | Symbol::OptionalParameter)
                        .then(|| this.parameter())
                        .flatten()
                });
            }
            // `: T`, `: x is T`, `: asserts x`.
            (Field::ReturnType, _) => parts.function.returns = self.annotation(),
            (Field::Body, _) => {
                self.enter(parts);
                let body = if symbol == Symbol::StatementBlock { self.body() } else { self.expression() };
                parts.function.body = Some(body);
            }
            (_, Symbol::AsyncKeyword) => parts.function.is_async = true,
            (_, Symbol::Star) => parts.function.is_generator = true,
            _ => {}
        }
    }

    fn finish(&mut self, mut parts: Parts) -> Kind {
        self.enter(&mut parts);
        self.scope = parts.outer;
        self.hoist = parts.hoist;
        parts.function.directive =
            parts.function.body.and_then(|body| function_directive(&self.out.ast, body, self.source));
        Kind::Function(parts.function)
    }

    /// A function's block, in the function's own scope.
    fn body(&mut self) -> NodeId {
        self.node(|this, _| {
            let body = this.statements();
            Kind::Block { body }
        })
    }

    /// `None` for TypeScript's `this` parameter, which does not exist at run time.
    fn parameter(&mut self) -> Option<NodeId> {
        let this_type = self.cursor.node().child(0).is_some_and(|first| first.kind() == "this");
        if this_type {
            self.types();
            return None;
        }
        let default = self.has_field(Field::Value);
        Some(self.node(|this, id| {
            let (mut target, mut annotation) = (None, None);
            let names = Target::Declare(BindingKind::Parameter, id);
            let whole = this.span();
            let mut with_default = None;
            let mut value = None;
            this.children(|this, _| match this.field() {
                Field::Decorator => {
                    this.decorator();
                }
                Field::Pattern => {
                    if default {
                        let span = Span::new(this.span().start, whole.end);
                        let node = this.leaf_at(span, Kind::Hole);
                        this.parent = Some(node);
                        with_default = Some(node);
                    }
                    target = Some(this.pattern(names));
                }
                Field::Type => annotation = this.annotation(),
                Field::Value => value = Some(this.expression()),
                _ => {}
            });
            let mut target = this.or_hole(target);
            if let Some(node) = with_default {
                let default = this.or_hole(value);
                this.set(node, Kind::DefaultPattern { target, default });
                this.parent = Some(id);
                target = node;
            }
            Kind::Declarator { target, init: None, annotation }
        }))
    }
}

/// The directive among the first statements of a function's body.
pub(in crate::syntax) fn function_directive(ast: &Ast, body: NodeId, source: &str) -> Option<FunctionDirective> {
    let Kind::Block { body } = ast.kind(body) else { return None };
    for statement in ast.list(body) {
        let Kind::Expression { expression } = ast.kind(*statement) else { return None };
        if ast.kind(expression) != Kind::String {
            return None;
        }
        match &*literal(source, ast.span(expression))? {
            "use server" => return Some(FunctionDirective::UseServer),
            other if is_use_cache(other) => return Some(FunctionDirective::UseCache),
            _ => {}
        }
    }
    None
}

/// `'use cache'`, also with a kind: `'use cache: remote'`.
pub(in crate::syntax) fn is_use_cache(directive: &str) -> bool {
    directive.strip_prefix("use cache").is_some_and(|kind| kind.is_empty() || kind.starts_with(':'))
}
