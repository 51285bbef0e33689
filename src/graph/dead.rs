//! Branches that a production build takes out before it follows imports (`research/boundary-facts.md` 7).
//!
//! Only what every bundler of the framework knows when it builds counts: `typeof window`, `NODE_ENV`, `import.meta.env.DEV`,
//! literals, and constants made of them. What is known at run time alone is left standing.

use std::borrow::Cow;

use super::effect::{NEXT, TURBOPACK};
use crate::project::framework::ServerCall;
use crate::project::{App, Bundlers};
use crate::syntax::ast::{BindingKind, Kind, List, NodeId, VariableKind};
use crate::syntax::facts::{EnvObject, Facts};
use crate::text::Span;

/// What a framework's production build for the browser knows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Folds {
    /// Next: `typeof window` is `'object'`, `process.browser` is true.
    pub window: bool,
    /// Vite: `import.meta.env.DEV` and its like.
    pub import_meta: bool,
    /// The exports of a page that run on the server only, and are taken out for the browser with what only they use.
    pub server_exports: &'static [&'static str],
    /// The functions whose argument runs on the server only, and goes in the same way.
    pub server_calls: &'static [ServerCall],
    /// Turbopack judges by itself which modules have effects; before Next 16.2 it left that to the minifier, as webpack does
    /// with much of it.
    pub infers: bool,
    pub compiler: Compiler,
    /// The file may hold JSX.
    pub jsx: bool,
}

#[cfg(test)]
impl Folds {
    /// Those of the newest editions.
    pub const NEXT: Self = Self {
        window: true,
        import_meta: false,
        server_exports: &[],
        server_calls: &[],
        infers: true,
        compiler: Compiler::Newer,
        jsx: true,
    };
    pub const VITE: Self = Self { window: false, import_meta: true, ..Self::NEXT };
}

/// What Next's compiler makes of a module before anything of it is dropped; it changed with the editions.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Compiler {
    Next14,
    /// For browsers that do not know the fields of classes.
    Next15,
    Newer,
}

impl Compiler {
    pub fn of(app: &App) -> Self {
        match app {
            app if !app.is_next() => Self::Newer,
            app if app.is_before(15, 0) => Self::Next14,
            app if app.is_before(16, 0) => Self::Next15,
            _ => Self::Newer,
        }
    }

    /// Who build an exported `enum` as they build others: by a function that fills what was declared before.
    pub const fn hidden_enums(self) -> Bundlers {
        match self {
            Self::Next14 => NEXT,
            Self::Next15 => TURBOPACK,
            Self::Newer => Bundlers::NONE,
        }
    }
}

/// What a build knows of a value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Value<'a> {
    Bool(bool),
    Number(i64),
    Text(Cow<'a, str>),
}

impl Value<'_> {
    fn is_true(&self) -> bool {
        match self {
            Self::Bool(value) => *value,
            Self::Number(value) => *value != 0,
            Self::Text(text) => !text.is_empty(),
        }
    }

    fn into_owned(self) -> Value<'static> {
        match self {
            Self::Bool(value) => Value::Bool(value),
            Self::Number(value) => Value::Number(value),
            Self::Text(text) => Value::Text(Cow::Owned(text.into_owned())),
        }
    }
}

/// What a name that is imported, or a member of an imported namespace, is known to be.
pub type Imported<'i> = &'i dyn Fn(NodeId) -> Option<Value<'static>>;

/// A constant made of constants is looked through this often: a cycle is an error that nobody builds.
const DEPTH: usize = 8;

/// The places that no browser gets, in the order of the source.
pub fn spans(facts: &Facts, folds: Folds) -> Vec<Span> {
    find(&Folder { facts, folds, flows: true, imported: &|_| None })
}

/// As [`spans`], with what is known of imports.
pub fn spans_beyond(facts: &Facts, folds: Folds, imported: Imported<'_>) -> Vec<Span> {
    find(&Folder { facts, folds, flows: true, imported })
}

/// The conditions of `if` and `?:` that are known, in the order of the source: nothing is left of them. `all`: of `&&` and `||`
/// as well, as where a constant is put into every place that names it.
pub fn known_tests(facts: &Facts, folds: Folds, imported: Imported<'_>, all: bool) -> Vec<Span> {
    let folder = Folder { facts, folds, flows: true, imported };
    let tests = facts.ast.nodes.iter().filter_map(|node| match node.kind {
        Kind::If { test, .. } | Kind::Conditional { test, .. } => Some(test),
        Kind::Logical { left, .. } if all => Some(left),
        _ => None,
    });
    let known = tests.filter(|test| folder.test(*test).is_some());
    let mut spans: Vec<Span> = known.map(|test| facts.ast.span(test)).collect();
    spans.sort_by_key(|span| span.start);
    spans
}

/// What a build knows of a declaration's or an expression's value.
pub fn value_of(facts: &Facts, folds: Folds, imported: Imported<'_>, node: NodeId) -> Option<Value<'static>> {
    let folder = Folder { facts, folds, flows: true, imported };
    let node = match facts.ast.kind(node) {
        Kind::Declarator { init, .. } => init?,
        _ => node,
    };
    folder.value(node, DEPTH).map(Value::into_owned)
}

/// Those among them in which webpack follows no `import()` or `require()`: it looks at the condition as it is written, and
/// leaves constants, and what stands below a `return`, to the minifier.
pub fn spans_as_written(facts: &Facts, folds: Folds) -> Vec<Span> {
    find(&Folder { facts, folds, flows: false, imported: &|_| None })
}

fn find(folder: &Folder<'_>) -> Vec<Span> {
    let facts = folder.facts;
    let mut dead = Vec::new();
    for index in 0..facts.ast.nodes.len() {
        let node = NodeId::new(index);
        match facts.ast.kind(node) {
            Kind::If { test, consequent, alternate } => match folder.test(test) {
                Some(true) => dead.extend(alternate.map(|node| facts.ast.span(node))),
                Some(false) => dead.push(facts.ast.span(consequent)),
                None => {}
            },
            Kind::Conditional { test, consequent, alternate } => match folder.test(test) {
                Some(true) => dead.push(facts.ast.span(alternate)),
                Some(false) => dead.push(facts.ast.span(consequent)),
                None => {}
            },
            Kind::Logical { operator, left, right } => {
                let skips = match operator.of(&facts.source) {
                    "&&" => Some(false),
                    "||" => Some(true),
                    _ => None,
                };
                if skips.is_some() && folder.test(left) == skips {
                    dead.push(facts.ast.span(right));
                }
            }
            Kind::Block { body } if folder.flows => folder.after_return(body, &mut dead),
            _ => {}
        }
    }
    dead.sort_by_key(|span| span.start);
    dead
}

struct Folder<'a> {
    facts: &'a Facts,
    folds: Folds,
    /// Through constants and statements.
    flows: bool,
    imported: Imported<'a>,
}

impl<'a> Folder<'a> {
    fn test(&self, node: NodeId) -> Option<bool> {
        self.truth(node, DEPTH)
    }

    /// Whether a condition holds: `unknown() && false` never does, whatever its value is.
    fn truth(&self, node: NodeId, depth: usize) -> Option<bool> {
        let depth = depth.checked_sub(1)?;
        let facts = self.facts;
        let node = facts.ast.unwrapped(node);
        let of_parts = match facts.ast.kind(node) {
            Kind::Logical { operator, left, right } => {
                let parts = (self.truth(left, depth), self.truth(right, depth));
                match (operator.of(&facts.source), parts) {
                    ("&&", (Some(false), _) | (_, Some(false))) => Some(false),
                    ("||", (Some(true), _) | (_, Some(true))) => Some(true),
                    _ => None,
                }
            }
            Kind::Unary { operator, argument } if operator.of(&facts.source) == "!" => {
                self.truth(argument, depth).map(|truth| !truth)
            }
            _ => None,
        };
        of_parts.or_else(|| self.value(node, depth).map(|value| value.is_true()))
    }

    /// What stands below `if (true) return`, or below a plain `return`, in the same block. Functions are lifted out of it.
    fn after_return(&self, body: List, dead: &mut Vec<Span>) {
        let statements = self.facts.ast.list(body);
        let Some(last) = statements.iter().position(|node| self.leaves(*node)) else { return };
        for node in statements.iter().skip(last + 1) {
            if !matches!(self.facts.ast.kind(*node), Kind::Function(_)) {
                dead.push(self.facts.ast.span(*node));
            }
        }
    }

    fn leaves(&self, node: NodeId) -> bool {
        match self.facts.ast.kind(node) {
            Kind::Return { .. } | Kind::Throw { .. } => true,
            Kind::Block { body } => self.facts.ast.list(body).iter().any(|node| self.leaves(*node)),
            Kind::If { test, consequent, alternate } => match self.test(test) {
                Some(true) => self.leaves(consequent),
                Some(false) => alternate.is_some_and(|node| self.leaves(node)),
                None => false,
            },
            _ => false,
        }
    }

    fn value(&self, node: NodeId, depth: usize) -> Option<Value<'a>> {
        let depth = depth.checked_sub(1)?;
        let facts = self.facts;
        let node = facts.ast.unwrapped(node);
        match facts.ast.kind(node) {
            Kind::Bool(value) => Some(Value::Bool(value)),
            Kind::Number => facts.text(node).parse().ok().map(Value::Number),
            Kind::String => facts.string(node).map(|text| Value::Text(text.into())),
            Kind::Unary { operator, argument } => match operator.of(&facts.source) {
                "!" => self.value(argument, depth).map(|value| Value::Bool(!value.is_true())),
                "typeof" if self.folds.window && facts.is_global(facts.ast.unwrapped(argument), "window") => {
                    Some(Value::Text("object".into()))
                }
                _ => None,
            },
            Kind::Binary { operator, left, right } => {
                let same = match operator.of(&facts.source) {
                    "===" | "==" => true,
                    "!==" | "!=" => false,
                    _ => return None,
                };
                let (left, right) = (self.value(left, depth)?, self.value(right, depth)?);
                Some(Value::Bool((left == right) == same))
            }
            Kind::Logical { operator, left, right } => {
                let left = self.value(left, depth);
                match (operator.of(&facts.source), left.as_ref().map(Value::is_true)) {
                    ("&&", Some(false)) | ("||", Some(true)) => left,
                    ("&&", Some(true)) | ("||", Some(false)) => self.value(right, depth),
                    _ => None,
                }
            }
            Kind::Conditional { test, consequent, alternate } if self.flows => {
                self.value(if self.truth(test, depth)? { consequent } else { alternate }, depth)
            }
            Kind::Call { .. } => (self.imported)(node),
            Kind::Ident if self.flows => self.constant(node, depth).or_else(|| (self.imported)(node)),
            Kind::Member { object, property, .. } => {
                self.member(node, object, property.of(&facts.source)).or_else(|| (self.imported)(node))
            }
            _ => None,
        }
    }

    /// A `const` of this module whose value is known.
    fn constant(&self, node: NodeId, depth: usize) -> Option<Value<'a>> {
        let binding = self.facts.ast.binding(self.facts.resolve(node)?)?;
        if binding.kind != BindingKind::Variable(VariableKind::Const) {
            return None;
        }
        match self.facts.ast.kind(binding.declaration) {
            Kind::Declarator { target, init: Some(init), .. }
                if matches!(self.facts.ast.kind(target), Kind::Binding(_)) =>
            {
                self.value(init, depth)
            }
            _ => None,
        }
    }

    fn member(&self, node: NodeId, object: NodeId, property: &str) -> Option<Value<'a>> {
        let facts = self.facts;
        if self.folds.window && property == "browser" && facts.is_global(facts.ast.unwrapped(object), "process") {
            return Some(Value::Bool(true));
        }
        let read = facts.env_reads.iter().find(|read| read.node == node)?;
        match (read.object, facts.env_name(read)?) {
            (EnvObject::Process, "NODE_ENV") => Some(Value::Text("production".into())),
            (EnvObject::Process, "NEXT_RUNTIME") if self.folds.window => Some(Value::Text("".into())),
            (EnvObject::ImportMeta, name) if self.folds.import_meta => match name {
                "PROD" => Some(Value::Bool(true)),
                "DEV" | "SSR" => Some(Value::Bool(false)),
                "MODE" => Some(Value::Text("production".into())),
                _ => None,
            },
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use super::*;

    /// The dead places of a source, as texts.
    fn dead(source: &str, folds: Folds) -> Vec<String> {
        let facts = crate::syntax::parse(source.into(), "a.tsx");
        spans(&facts, folds).into_iter().map(|span| span.of(source).to_owned()).collect()
    }

    const NEXT: Folds = Folds::NEXT;
    const VITE: Folds = Folds::VITE;

    #[test]
    fn next_knows_the_window_and_the_mode() {
        assert_eq!(dead("if (typeof window === 'undefined') server(); else client();", NEXT), ["server();"]);
        assert_eq!(dead("const s = typeof window === 'undefined';\ns ? a() : b();", NEXT), ["a()"]);
        assert_eq!(dead("process.env.NODE_ENV !== 'production' && dev();", NEXT), ["dev()"]);
        assert_eq!(dead("if (process.env.NEXT_RUNTIME === 'nodejs') node();", NEXT), ["node();"]);
        assert_eq!(dead("if (!process.browser) a();", NEXT), ["a();"]);
        assert_eq!(dead("if (false) { a(); }", NEXT), ["{ a(); }"]);
    }

    #[test]
    fn vite_knows_its_own_flags_and_not_the_window() {
        assert_eq!(dead("if (import.meta.env.DEV) a(); if (import.meta.env.PROD) b();", VITE), ["a();"]);
        assert!(dead("if (typeof window === 'undefined') server();", VITE).is_empty());
    }

    #[test]
    fn a_condition_with_a_part_that_never_holds_never_does() {
        assert_eq!(dead("a() && process.env.NODE_ENV === 'development' && b();", NEXT), ["b()"]);
        assert_eq!(dead("if (!(a() || typeof window !== 'undefined')) b();", NEXT), ["b();"]);
        assert!(dead("if (a() || false) b(); if (a() && true) c();", NEXT).is_empty());
    }

    #[test]
    fn what_stands_below_a_return_is_dead() {
        let source = "function f() { if (typeof window !== 'undefined') return a(); b(); function c() {} }";
        assert_eq!(dead(source, NEXT), ["b();"]);
    }

    #[test]
    fn what_is_known_at_run_time_alone_stands() {
        for source in [
            "if (typeof document === 'undefined') a();",
            "if (process.env.FLAG === 'on') a();",
            "let s = false; s = true; if (s) a();",
            "function f(window) { if (typeof window === 'undefined') a(); }",
            "const a = b, b = a; if (a) c();",
        ] {
            assert!(dead(source, NEXT).is_empty(), "{source}");
        }
    }
}
