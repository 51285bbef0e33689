use super::super::ast::{Kind, MAX_DEPTH};
use super::super::show::tree;
use super::super::{ast::FunctionDirective, parse};
use super::tsx;

#[track_caller]
fn shows(source: &str, expected: &str) {
    assert_eq!(tree(&tsx(source)), expected);
}

#[test]
fn expressions() {
    shows(
        "a?.b['c'](1, ...d)",
        "(Expression (Call (Index (Member .b (Ident a)) (String 'c')) (Number 1) (Spread (Ident d))))",
    );
    shows("new Foo<Bar>(x!)", "(Expression (New (Ident Foo) (NonNull (Ident x))))");
    shows("`a${b}\\n`", "(Expression (Template (TemplateText a) (Ident b) (TemplateText \\n)))");
    shows("await get<A>(x)", "(Expression (Await (Call (Ident get) (Ident x))))");
    shows(
        "(await db.get<A>(await b<C>()).d![0]!) as E",
        "(Expression (TypeCast (Paren (Await (NonNull (Index (NonNull (Member .d (Call (Member .get (Ident db)) \
         (Await (Call (Ident b)))))) (Number 0)))))))",
    );
    shows("sql`x`", "(Expression (TaggedTemplate (Ident sql) (Template (TemplateText x))))");
    shows("(a as B) ?? c + d", "(Expression (Logical ?? (Paren (TypeCast (Ident a))) (Binary + (Ident c) (Ident d))))");
    shows(
        "import.meta.url; import('x')",
        "(Expression (Member .url (ImportMeta)))\n(Expression (ImportCall (String 'x')))",
    );
    shows("[, a,, b,]", "(Expression (Array (Hole) (Ident a) (Hole) (Ident b)))");
    shows(
        "x = a ? b : c, d",
        "(Expression (Sequence (Assign (Ident x) (Conditional (Ident a) (Ident b) (Ident c))) (Ident d)))",
    );
    shows(
        "({ a, b: 1, [c]: d, ...e, async f() {}, get 'g'() { return 1 } })",
        "(Expression (Paren (Object (Property (Name a) (Ident a)) (Property (Name b) (Number 1)) (Property (Ident c) (Ident d)) \
         (Spread (Ident e)) (Property (Name f) (Function (Block))) (Property (String 'g') (Function (Block (Return (Number 1))))))))",
    );
}

#[test]
fn patterns_declare_or_assign() {
    shows(
        "const { a, b: [c, , d = 1], ...e } = f",
        "(Variable (Declarator (ObjectPattern (Property (Name a) (Binding a)) (Property (Name b) (ArrayPattern (Binding c) (Hole) \
         (DefaultPattern (Binding d) (Number 1)))) (Rest (Binding e))) (Ident f)))",
    );
    shows(
        "const { a = 1 } = b",
        "(Variable (Declarator (ObjectPattern (Property (Name a) (DefaultPattern (Binding a) (Number 1)))) (Ident b)))",
    );
    shows(
        "({ a, b: c.d } = e)",
        "(Expression (Paren (Assign (ObjectPattern (Property (Name a) (Ident a)) (Property (Name b) (Member .d (Ident c)))) (Ident e))))",
    );
    shows(
        "for (const [k, v] of m) k",
        "(ForEach (Variable (Declarator (ArrayPattern (Binding k) (Binding v)))) (Ident m) (Expression (Ident k)))",
    );
}

#[test]
fn functions_and_classes() {
    shows(
        "async function f(this: X, a: string = 'b', ...c): Promise<void> { await a }",
        "(Function (Declarator (DefaultPattern (Binding a) (String 'b'))) (Declarator (Rest (Binding c))) (Block (Expression (Await (Ident a)))))",
    );
    shows("const f = x => x", "(Variable (Declarator (Binding f) (Function (Declarator (Binding x)) (Ident x))))");
    shows(
        "@dec() class A<T> extends B<T> implements C { @p x: T = 1; #y; static { z } static m(@q a) {} }",
        "(Class (Decorator (Call (Ident dec))) (Ident B) (Property (Decorator (Ident p)) (Name x) (Number 1)) (Property (Name #y) (Hole)) \
         (Block (Expression (Ident z))) (Property (Name m) (Function (Declarator (Decorator (Ident q)) (Binding a)) (Block))))",
    );
    shows("enum E { A = 1, 'b' }", "(Enum (Property (Name A) (Number 1)) (Property (String 'b') (Hole)))");
    shows(
        "namespace N.M { export const a = 1 }",
        "(Namespace (Export (Variable (Declarator (Binding a) (Number 1)))))",
    );
}

#[test]
fn statements() {
    shows("if (a) b; else if (c) d", "(If (Ident a) (Expression (Ident b)) (If (Ident c) (Expression (Ident d))))");
    shows(
        "try { a } catch ({ b }) { b } finally { c }",
        "(Try (Block (Expression (Ident a))) (ObjectPattern (Property (Name b) (Binding b))) (Block (Expression (Ident b))) (Block (Expression (Ident c))))",
    );
    shows(
        "switch (a) { case 1: b; default: c }",
        "(Switch (Ident a) (Case (Number 1) (Expression (Ident b))) (Case (Expression (Ident c))))",
    );
    shows(
        "for (let i = 0; i < 1; i++) {}",
        "(For (Variable (Declarator (Binding i) (Number 0))) (Binary < (Ident i) (Number 1)) (Update (Ident i)) (Block))",
    );
    shows("do x(); while (y)", "(While (Expression (Call (Ident x))) (Ident y))");
    shows("l: for (;;) { break l }", "(Labeled (For (Block (Jump))))");
    shows("interface A { b: C } type D = typeof e; declare const f: string", "(Type)\n(Type)\n(Type)");
}

#[test]
fn jsx() {
    shows(
        "<A.B x=\"1\" {...c} d-e={f}>t {g}{/* h */}<></></A.B>",
        "(Expression (JsxElement (Member .B (Ident A)) (JsxAttribute x (String \"1\")) (JsxSpread (Ident c)) (JsxAttribute d-e (JsxContainer (Ident f))) \
         (JsxText t ) (JsxContainer (Ident g)) (JsxContainer) (JsxElement)))",
    );
    shows(
        "<div a><Foo/></div>",
        "(Expression (JsxElement (JsxIntrinsic div) (JsxAttribute a) (JsxElement (Ident Foo))))",
    );
    let facts = tsx("<a href=\"/x?a=1&amp;b=&#50;\\n\"/>");
    let string = facts.ast.ids().find(|id| facts.ast.kind(*id) == Kind::String).unwrap();
    assert_eq!(facts.string(string), Some("/x?a=1&b=2\\n"));
}

#[test]
fn casts_in_typescript() {
    let facts = parse("const a = <string>b; const c = <T,>(x: T) => x".into(), "a.ts");
    assert_eq!(
        tree(&facts),
        "(Variable (Declarator (Binding a) (TypeCast (Ident b))))\n\
         (Variable (Declarator (Binding c) (Function (Declarator (Binding x)) (Ident x))))"
    );
}

#[test]
fn function_directives_need_the_prologue() {
    let directives = |source: &str| {
        let facts = tsx(source);
        let functions = facts.ast.ids().filter_map(|id| match facts.ast.kind(id) {
            Kind::Function(function) => Some(function.directive),
            _ => None,
        });
        functions.collect::<Vec<_>>()
    };
    assert_eq!(directives("async () => { 'use strict'; 'use s\\u0065rver'; x }"), [Some(FunctionDirective::UseServer)]);
    assert_eq!(directives("async () => { 'use cache: remote' }"), [Some(FunctionDirective::UseCache)]);
    assert_eq!(directives("async () => { x; 'use server' }"), [None]);
}

#[test]
fn broken_code_keeps_what_is_inside() {
    for source in [
        "const a = {\n  key: process.env.KEY,\n",
        "foo(process.env.KEY",
        "<div>{process.env.KEY}<",
        "function f() { if (x { process.env.KEY }",
    ] {
        let facts = tsx(source);
        assert!(!facts.errors.is_empty(), "{source}");
        assert_eq!(facts.env_reads.len(), 1, "{source}: {}", tree(&facts));
    }
}

#[test]
fn nothing_is_deeper_than_promised() {
    let deep = [
        "[".repeat(20_000),
        format!("{}1{}", "(".repeat(20_000), ")".repeat(20_000)),
        format!("a{}", ".b".repeat(20_000)),
        format!("a{}", " + 'b'".repeat(20_000)),
        format!("{}x{}", "<a>".repeat(5_000), "</a>".repeat(5_000)),
        "if (a) {".repeat(5_000),
        "x => ".repeat(5_000),
        format!("{}1", "a ? b : ".repeat(5_000)),
        format!("const x: {}1", "A<".repeat(5_000)),
        format!("const {}a{} = b", "{ x: ".repeat(5_000), "}".repeat(5_000)),
    ];
    for source in deep {
        let facts = tsx(&source);
        let deepest = facts.ast.ids().map(|id| facts.ast.ancestors(id).count()).max().unwrap_or(0);
        assert!(deepest <= MAX_DEPTH, "{}: {deepest}", &source[..20]);
    }
    let facts = tsx(&format!("a{}", " + 'b'".repeat(2_000)));
    let strings = facts.ast.ids().filter(|id| facts.string(*id) == Some("b")).count();
    assert_eq!(strings, 2_000, "literals below the guard are kept");
}

#[test]
fn nodes_are_in_order_and_within_their_parents() {
    let facts = tsx(include_str!("sample.tsx"));
    assert!(facts.errors.is_empty(), "{:?}", facts.errors);
    let mut last = 0;
    for id in facts.ast.ids() {
        let node = facts.ast.node(id);
        assert!(node.span.start >= last, "{id:?} {}", facts.text(id));
        last = node.span.start;
        if let Some(parent) = node.parent {
            assert!(parent < id);
            assert!(facts.ast.span(parent).contains(node.span), "{} in {}", facts.text(id), facts.text(parent));
        }
    }
}

#[test]
fn a_place_finds_its_node() {
    let facts = tsx("const a = foo( bar.baz );\nlet c");
    let text = |at| facts.text(facts.ast.node_at(at).unwrap()).to_owned();
    assert_eq!(text(11), "foo");
    assert_eq!(text(14), "foo( bar.baz )");
    assert_eq!(text(16), "bar");
    assert_eq!(text(20), "bar.baz");
    assert_eq!(text(25), "const a = foo( bar.baz );");
    assert_eq!(text(31), "c");
}
