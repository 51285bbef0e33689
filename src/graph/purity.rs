//! Whether a top-level statement does anything but declare: what bundlers keep of a module that nobody uses a name of.
//!
//! Follows what production builds of webpack, Turbopack and Rolldown were seen to keep (`research/boundary-facts.md` 5): a call is an
//! effect unless it is marked pure or known to be; functions, plain classes, literals and JSX are none.

use crate::syntax::ast::{BindingKind, Class, Kind, List, NodeId};
use crate::syntax::facts::Facts;

/// How deep calls of the module's own functions are followed.
const DEPTH: u32 = 4;

/// Constructors without effects.
const PURE_CONSTRUCTORS: &[&str] =
    &["Map", "Set", "WeakMap", "WeakSet", "Date", "Array", "Object", "Error", "AbortController"];

/// Functions of other modules that bundlers or minifiers know, or that only wrap.
const PURE_IMPORTS: &[(&str, &str)] =
    &[("react", "memo"), ("react", "forwardRef"), ("react", "createContext"), ("react", "cache"), ("zod", "*")];

/// Static functions of globals without effects.
const PURE_GLOBALS: &[(&str, &[&str])] = &[
    ("Object", &["keys", "values", "entries", "fromEntries", "create", "is"]),
    ("Array", &["isArray", "of", "from"]),
    ("String", &["raw", "fromCharCode"]),
    ("Number", &["isInteger", "isFinite", "parseInt", "parseFloat"]),
    ("Math", &["min", "max", "floor", "ceil", "round", "abs", "pow", "sqrt", "trunc"]),
    ("Symbol", &["for"]),
];

/// Whether running the statement can be seen from outside of what it declares.
pub fn has_effect(facts: &Facts, statement: NodeId) -> bool {
    Purity { facts, depth: 0 }.statement(statement)
}

struct Purity<'a> {
    facts: &'a Facts,
    depth: u32,
}

impl Purity<'_> {
    fn list(&self, list: List, mut test: impl FnMut(&Self, NodeId) -> bool) -> bool {
        self.facts.ast.list(list).iter().any(|id| test(self, *id))
    }

    fn statement(&self, id: NodeId) -> bool {
        match self.facts.ast.kind(id) {
            Kind::Import | Kind::Type | Kind::Jump | Kind::Enum { .. } | Kind::Function(_) => false,
            Kind::Export { declaration } => {
                declaration.is_some_and(|declaration| match self.facts.ast.kind(declaration) {
                    Kind::Variable { .. } | Kind::Function(_) | Kind::Class(_) | Kind::Enum { .. } | Kind::Type => {
                        self.statement(declaration)
                    }
                    _ => self.expression(declaration),
                })
            }
            Kind::Namespace { body, .. } => self.list(body, Purity::statement),
            Kind::Class(class) => self.class(class),
            Kind::Variable { declarators, .. } => self.list(declarators, Purity::statement),
            Kind::Declarator { init, .. } => init.is_some_and(|init| self.expression(init)),
            Kind::Expression { expression } => self.expression(expression),
            Kind::Block { body } => self.list(body, Purity::statement),
            Kind::If { test, consequent, alternate } => {
                self.expression(test)
                    || self.statement(consequent)
                    || alternate.is_some_and(|alternate| self.statement(alternate))
            }
            Kind::Return { argument } => argument.is_some_and(|argument| self.expression(argument)),
            _ => true,
        }
    }

    fn class(&self, class: Class) -> bool {
        let extends = class
            .extends
            .is_some_and(|extends| !matches!(self.facts.ast.kind(extends), Kind::Ident | Kind::Member { .. }));
        extends
            || self.list(class.members, |this, id| match this.facts.ast.kind(id) {
                Kind::Property { key, value, computed, .. } => {
                    (computed && this.expression(key))
                        || (!matches!(this.facts.ast.kind(value), Kind::Function(_))
                            && this.is_static(id)
                            && this.expression(value))
                }
                _ => true,
            })
    }

    /// A field's value runs with the class only when it is static.
    fn is_static(&self, member: NodeId) -> bool {
        self.facts.text(member).trim_start().starts_with("static")
    }

    fn expression(&self, id: NodeId) -> bool {
        let ast = &self.facts.ast;
        match ast.kind(id) {
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
            | Kind::Function(_)
            | Kind::JsxElement { .. }
            | Kind::JsxText
            | Kind::JsxIntrinsic => false,
            Kind::Template { parts } => self.list(parts, Self::expression),
            Kind::Array { items } => self.list(items, Self::expression),
            Kind::Object { properties } => self.list(properties, Self::expression),
            Kind::Property { key, value, computed, .. } => (computed && self.expression(key)) || self.expression(value),
            Kind::Spread { argument } => self.expression(argument),
            Kind::Member { object, .. } => self.expression(object),
            Kind::Index { object, index, .. } => self.expression(object) || self.expression(index),
            Kind::Unary { operator, argument } => {
                operator.of(&self.facts.source) == "delete" || self.expression(argument)
            }
            Kind::Binary { left, right, .. } | Kind::Logical { left, right, .. } => {
                self.expression(left) || self.expression(right)
            }
            Kind::Conditional { test, consequent, alternate } => {
                self.expression(test) || self.expression(consequent) || self.expression(alternate)
            }
            Kind::Sequence { expressions } => self.list(expressions, Self::expression),
            Kind::Paren { expression } | Kind::TypeCast { expression } | Kind::NonNull { expression } => {
                self.expression(expression)
            }
            Kind::Class(class) => self.class(class),
            // Belongs to what it changes, when that is the module's own.
            Kind::Assign { target, value, .. } => owner(self.facts, target).is_none() || self.expression(value),
            Kind::Update { argument } => owner(self.facts, argument).is_none(),
            Kind::Call { callee, arguments, .. } => {
                !(self.is_marked_pure(id) || self.is_pure_call(callee)) || self.list(arguments, Self::expression)
            }
            Kind::New { callee, arguments } => {
                !(self.is_marked_pure(id) || self.is_pure_constructor(callee)) || self.list(arguments, Self::expression)
            }
            _ => true,
        }
    }

    /// `/* @__PURE__ */` or `/* #__PURE__ */` right before the call.
    fn is_marked_pure(&self, call: NodeId) -> bool {
        let start = self.facts.ast.span(call).start;
        let before = self.facts.comments.partition_point(|comment| comment.end <= start);
        let Some(comment) = before.checked_sub(1).and_then(|last| self.facts.comments.get(last)) else { return false };
        let gap = self.facts.source.get(comment.end as usize..start as usize).unwrap_or("x");
        gap.trim().is_empty() && comment.of(&self.facts.source).contains("__PURE__")
    }

    fn is_pure_constructor(&self, callee: NodeId) -> bool {
        PURE_CONSTRUCTORS.iter().any(|name| self.facts.is_global(callee, name))
    }

    fn is_pure_call(&self, callee: NodeId) -> bool {
        let ast = &self.facts.ast;
        let callee = ast.unwrapped(callee);
        match ast.kind(callee) {
            // `import.meta.glob()`: a list of imports by the time that it is bundled.
            Kind::Member { object, property, .. } if ast.kind(object) == Kind::ImportMeta => {
                property.of(&self.facts.source) == "glob"
            }
            Kind::Function(function) => self.is_pure_body(function.body),
            Kind::Ident => {
                let Some(binding) = self.facts.resolve(callee) else {
                    return ["String", "Number", "Boolean", "BigInt"]
                        .iter()
                        .any(|name| self.facts.is_global(callee, name));
                };
                let Some(declared) = ast.binding(binding) else { return false };
                match declared.kind {
                    BindingKind::Import => self.is_pure_import(binding, None),
                    BindingKind::Function => match ast.kind(declared.declaration) {
                        Kind::Function(function) => self.is_pure_body(function.body),
                        _ => false,
                    },
                    BindingKind::Variable(_) => match ast.kind(declared.declaration) {
                        Kind::Declarator { init: Some(init), .. } => match ast.kind(ast.unwrapped(init)) {
                            Kind::Function(function) => self.is_pure_body(function.body),
                            _ => false,
                        },
                        _ => false,
                    },
                    _ => false,
                }
            }
            Kind::Member { object, property, .. } => {
                let name = property.of(&self.facts.source);
                let of_global = PURE_GLOBALS
                    .iter()
                    .any(|(global, names)| self.facts.is_global(object, global) && names.contains(&name));
                of_global || self.facts.resolve(object).is_some_and(|binding| self.is_pure_import(binding, Some(name)))
            }
            _ => false,
        }
    }

    /// `memo` of `import { memo } from 'react'`, or `React.memo`.
    fn is_pure_import(&self, binding: crate::syntax::ast::BindingId, member: Option<&str>) -> bool {
        use crate::syntax::facts::Imported;
        let Some((index, name)) = self.facts.import_of(binding) else { return false };
        let Some(specifier) = self.facts.imports.get(index).and_then(|import| import.specifier.as_deref()) else {
            return false;
        };
        let taken = match (name.imported, member) {
            (Imported::Name(name), None) => name.of(&self.facts.source),
            (Imported::Default | Imported::Namespace, Some(member)) => member,
            _ => return false,
        };
        PURE_IMPORTS.iter().any(|(package, function)| *package == specifier && *function == taken)
    }

    /// A function of the module that only computes.
    fn is_pure_body(&self, body: Option<NodeId>) -> bool {
        let Some(body) = body else { return false };
        if self.depth >= DEPTH {
            return false;
        }
        let inner = Purity { facts: self.facts, depth: self.depth + 1 };
        match self.facts.ast.kind(body) {
            Kind::Block { .. } => !inner.statement(body),
            _ => !inner.expression(body),
        }
    }
}

/// The module's own binding that an assignment changes: `x = …`, `x.displayName = …`.
pub fn owner(facts: &Facts, target: NodeId) -> Option<crate::syntax::ast::BindingId> {
    let mut at = target;
    loop {
        match facts.ast.kind(at) {
            Kind::Member { object, .. } | Kind::Index { object, .. } => at = facts.ast.unwrapped(object),
            Kind::Ident => {
                let binding = facts.resolve(at)?;
                let own = facts.ast.binding(binding).is_some_and(|binding| binding.kind != BindingKind::Import);
                return own.then_some(binding);
            }
            _ => return None,
        }
    }
}
