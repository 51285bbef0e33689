//! Branches that a production build takes out before it follows imports (`research/boundary-facts.md` 7).
//!
//! What is known when an app is built counts: `typeof window`, `NODE_ENV`, `import.meta.env.DEV`, literals, and what is made of
//! them. What is known at run time alone is left standing. A minifier sees all of it; who follows an `import()` before that
//! sees less (`Sight`).

mod sight;
mod value;

use super::effect::{NEXT, TURBOPACK};
use crate::project::framework::ServerCall;
use crate::project::{App, Bundler, Bundlers};
use crate::syntax::ast::{Kind, List, NodeId};
use crate::syntax::facts::{Facts, ImportKind};
use crate::text::Span;

use sight::{Leaving, Sight};
use value::Folder;
pub use value::{Imported, Value};

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

impl Folds {
    /// Of a module that is in no framework's hands.
    pub const NONE: Self = Self {
        window: false,
        import_meta: false,
        server_exports: &[],
        server_calls: &[],
        infers: true,
        compiler: Compiler::Newer,
        jsx: true,
    };
}

#[cfg(test)]
impl Folds {
    /// Those of the newest editions.
    pub const NEXT: Self = Self { window: true, ..Self::NONE };
    pub const VITE: Self = Self { import_meta: true, ..Self::NONE };
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

/// A constant made of constants is looked through this often: a cycle is an error that nobody builds.
const DEPTH: usize = 8;

/// The places that no browser gets, in the order of the source.
pub fn spans(facts: &Facts, folds: Folds) -> Vec<Span> {
    spans_beyond(facts, folds, &|_| None)
}

/// As [`spans`], with what is known of imports.
pub fn spans_beyond(facts: &Facts, folds: Folds, imported: Imported<'_>) -> Vec<Span> {
    Folder { facts, folds, sight: Sight::MINIFIER, imported }.spans()
}

/// The conditions of `if` and `?:` that are known, in the order of the source: nothing is left of them. `all`: of `&&` and `||`
/// as well, as where a constant is put into every place that names it.
pub fn known_tests(facts: &Facts, folds: Folds, imported: Imported<'_>, all: bool) -> Vec<Span> {
    let folder = Folder { facts, folds, sight: Sight::MINIFIER, imported };
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
    let folder = Folder { facts, folds, sight: Sight::MINIFIER, imported };
    let node = match facts.ast.kind(node) {
        Kind::Declarator { init, .. } => init?,
        _ => node,
    };
    folder.value(node, DEPTH).map(Value::into_owned)
}

/// Where a bundler follows no `import()` any more, with what is known of names: it sees less than its minifier.
pub fn unfollowed(facts: &Facts, folds: Folds, bundler: Bundler, imported: Imported<'_>) -> Vec<Span> {
    let sight = match bundler {
        Bundler::Turbopack => Sight::turbopack(folds.compiler),
        Bundler::Webpack => Sight::WEBPACK,
        Bundler::Rolldown => Sight::ROLLDOWN,
        Bundler::Rollup => Sight::ROLLUP,
    };
    Folder { facts, folds, sight, imported }.spans()
}

/// Where an `import()` or a `require()` is followed no more: some places that nobody gets are made chunks of first.
#[derive(Clone, Debug, Default)]
pub struct Unfollowed {
    /// By one of the framework's bundlers, and by the other.
    own: Option<(Bundler, Vec<Span>)>,
    others: Vec<Span>,
}

impl Unfollowed {
    /// `dead`: the [`spans`], of which these are a part.
    pub fn new(facts: &Facts, folds: Folds, dead: &[Span]) -> Self {
        let is_followed = |kind: ImportKind| !matches!(kind, ImportKind::Static | ImportKind::ReExport);
        if dead.is_empty() || !facts.imports.iter().any(|import| is_followed(import.kind)) {
            return Self { own: None, others: dead.to_vec() };
        }
        let by = |sight| Folder { facts, folds, sight, imported: &|_| None }.spans();
        if folds.window {
            // Who folds `typeof window` is Next.
            Self { own: Some((Bundler::Turbopack, by(Sight::turbopack(folds.compiler)))), others: by(Sight::WEBPACK) }
        } else if folds.import_meta {
            Self { own: Some((Bundler::Rollup, by(Sight::ROLLUP))), others: by(Sight::ROLLDOWN) }
        } else {
            Self { own: None, others: dead.to_vec() }
        }
    }

    /// Who follow one at the place.
    pub fn followed_by(&self, offset: u32) -> Bundlers {
        let covers = |spans: &[Span]| super::shape::covers(spans, offset);
        let others = covers(&self.others);
        match &self.own {
            Some((bundler, spans)) if covers(spans) != others => {
                if others {
                    bundler.alone()
                } else {
                    Bundlers::ALL.without(*bundler)
                }
            }
            _ if others => Bundlers::NONE,
            _ => Bundlers::ALL,
        }
    }
}

impl Folder<'_> {
    /// The places that are never run.
    fn spans(&self) -> Vec<Span> {
        let ast = &self.facts.ast;
        let mut dead = Vec::new();
        for node in ast.ids() {
            match ast.kind(node) {
                Kind::If { test, consequent, alternate } => match self.test(test) {
                    Some(true) => dead.extend(alternate.map(|node| ast.span(node))),
                    Some(false) => dead.push(ast.span(consequent)),
                    None => {}
                },
                Kind::Conditional { test, consequent, alternate } => match self.test(test) {
                    Some(true) => dead.push(ast.span(alternate)),
                    Some(false) => dead.push(ast.span(consequent)),
                    None => {}
                },
                Kind::Logical { operator, left, right } if self.sight.operands => {
                    let skips = match operator.of(&self.facts.source) {
                        "&&" => Some(false),
                        "||" => Some(true),
                        _ => None,
                    };
                    if skips.is_some() && self.test(left) == skips {
                        dead.push(ast.span(right));
                    }
                }
                Kind::Switch { discriminant, cases } if self.sight.cases => {
                    self.other_cases(discriminant, cases, &mut dead);
                }
                Kind::Block { body } => self.after_leaving(body, &mut dead),
                // `import.meta.hot?.accept(…)`.
                Kind::Call { callee, arguments, .. } if self.is_skipped(callee) => {
                    dead.extend(ast.list(arguments).iter().map(|argument| ast.span(*argument)));
                }
                _ => {}
            }
        }
        dead.sort_by_key(|span| span.start);
        dead
    }

    /// Whether a callee is a member that is only taken of something (`?.`) which is nothing.
    fn is_skipped(&self, callee: NodeId) -> bool {
        match self.facts.ast.kind(callee) {
            Kind::Member { object, optional: true, .. } => {
                matches!(self.value(object, DEPTH), Some(Value::Null | Value::Undefined))
            }
            _ => false,
        }
    }

    /// What stands below a `return`, or below `if (true) return`, in the same block. Functions are lifted out of it.
    fn after_leaving(&self, body: List, dead: &mut Vec<Span>) {
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
            Kind::Return { .. } => self.sight.leaving >= Leaving::Return,
            Kind::Throw { .. } => self.sight.leaving >= Leaving::Any,
            Kind::Block { body } => self.facts.ast.list(body).iter().any(|node| self.leaves(*node)),
            Kind::If { test, consequent, alternate } => {
                let otherwise = || alternate.is_some_and(|node| self.leaves(node));
                match self.test(test) {
                    Some(true) => self.leaves(consequent),
                    Some(false) => otherwise(),
                    None => self.sight.leaving == Leaving::Any && self.leaves(consequent) && otherwise(),
                }
            }
            _ => false,
        }
    }

    /// The cases that a value does not come to, when it and theirs are known.
    fn other_cases(&self, discriminant: NodeId, cases: List, dead: &mut Vec<Span>) {
        let ast = &self.facts.ast;
        let Some(value) = self.value(discriminant, DEPTH) else { return };
        let cases = ast.list(cases);
        let (mut taken, mut default) = (None, None);
        for (index, case) in cases.iter().enumerate() {
            let Kind::Case { test, .. } = ast.kind(*case) else { return };
            let Some(test) = test else {
                default = Some(index);
                continue;
            };
            let Some(test) = self.value(test, DEPTH) else { return };
            if test == value {
                taken = Some(index);
                break;
            }
        }
        let bodies: Vec<&[NodeId]> = cases
            .iter()
            .map(|case| if let Kind::Case { body, .. } = ast.kind(*case) { ast.list(body) } else { &[] })
            .collect();
        let first = taken.or(default).unwrap_or(bodies.len());
        let leaves = |body: &&[NodeId]| body.iter().any(|statement| self.leaves_case(*statement));
        let last = bodies[first..].iter().position(leaves).map_or(bodies.len(), |after| first + after);
        let others = bodies.iter().enumerate().filter(|(index, _)| !(first..=last).contains(index));
        dead.extend(others.flat_map(|(_, body)| *body).map(|statement| ast.span(*statement)));
    }

    fn leaves_case(&self, statement: NodeId) -> bool {
        match self.facts.ast.kind(statement) {
            Kind::Jump => true,
            Kind::Block { body } => self.facts.ast.list(body).iter().any(|inner| self.leaves_case(*inner)),
            _ => self.leaves(statement),
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
    fn a_minifier_computes() {
        for condition in
            ["1 > 2", "2 + 2 === 5", "`${process.env.NODE_ENV}` === 'test'", "'abc'.length < 3", "void 0", "-1 > 0"]
        {
            assert_eq!(dead(&format!("if ({condition}) a();"), NEXT), ["a();"], "{condition}");
        }
        assert_eq!(dead("const none = null; if (none) a(); if (typeof 'x' !== 'string') b();", NEXT), ["a();", "b();"]);
        assert_eq!(dead("if (undefined == null) a(); else b();", NEXT), ["b();"]);
        assert!(dead("if (1 == '1') a();", NEXT).is_empty());
    }

    #[test]
    fn a_switch_runs_one_case_and_those_it_falls_into() {
        let cases = "case 'a': x(); break; case 'b': y(); case 'c': { z(); break; } default: w();";
        let of = |value: &str| dead(&format!("switch ({value}) {{ {cases} }}"), NEXT);
        assert_eq!(of("'a'"), ["y();", "{ z(); break; }", "w();"]);
        assert_eq!(of("'b'"), ["x();", "break;", "w();"]);
        assert_eq!(of("'d'"), ["x();", "break;", "y();", "{ z(); break; }"]);
        assert!(of("d").is_empty());
        assert_eq!(dead("switch (process.env.NODE_ENV) { case 'development': a(); }", NEXT), ["a();"]);
    }

    #[test]
    fn who_follows_an_import_sees_less() {
        const TURBOPACK: Bundlers = Bundler::Turbopack.alone();
        const WEBPACK: Bundlers = Bundler::Webpack.alone();
        const ROLLUP: Bundlers = Bundler::Rollup.alone();
        const ROLLDOWN: Bundlers = Bundler::Rolldown.alone();
        let follow = |source: &str, folds: Folds| {
            let facts = crate::syntax::parse(source.into(), "a.tsx");
            let unfollowed = Unfollowed::new(&facts, folds, &spans(&facts, folds));
            unfollowed.followed_by(source.find("import(").expect("one import") as u32)
        };
        let both = TURBOPACK.and(WEBPACK);
        for (source, by) in [
            ("const off = false; if (off) import('./a');", WEBPACK),
            ("const off = false; off && import('./a');", both),
            ("false && import('./a');", TURBOPACK),
            ("if (1 > 2) import('./a');", TURBOPACK),
            ("if (1 + 1 > 2 || 2 + 2 === 5) import('./a');", TURBOPACK),
            ("if (2 + 2 === 5) import('./a');", Bundlers::NONE),
            ("if (void 0) import('./a');", WEBPACK),
            ("function f() { return; import('./a'); }", WEBPACK),
            ("function f() { throw 1; import('./a'); }", both),
            ("switch ('a') { case 'b': import('./a'); }", both),
        ] {
            assert_eq!(follow(source, NEXT).both(both), by, "{source}");
        }
        for (source, by) in [
            ("if (import.meta.env.DEV) import('./a');", Bundlers::NONE),
            ("if (import.meta.env.MODE.length === 3) import('./a');", ROLLUP),
            ("switch ('a') { case 'b': import('./a'); }", ROLLDOWN),
        ] {
            assert_eq!(follow(source, VITE).both(ROLLUP.and(ROLLDOWN)), by, "{source}");
        }
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
