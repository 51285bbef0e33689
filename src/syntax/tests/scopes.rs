use super::super::ast::{BindingKind, Kind, VariableKind};
use super::super::facts::Facts;
use super::tsx;

/// For each use of `name`, the text of the line its binding is declared on; `-` for a global.
fn uses(facts: &Facts, name: &str) -> Vec<String> {
    let line = |at: u32| facts.source[..at as usize].matches('\n').count() + 1;
    let idents = facts.ast.ids().filter(|id| facts.ast.kind(*id) == Kind::Ident && facts.text(*id) == name);
    idents
        .map(|id| match facts.resolve(id).and_then(|binding| facts.ast.binding(binding)) {
            Some(binding) => line(binding.name.start).to_string(),
            None => "-".to_owned(),
        })
        .collect()
}

#[test]
fn var_is_hoisted_to_the_function() {
    let facts = tsx("a; function f() {\n a; if (x) { var a = 1 }\n a }");
    assert_eq!(uses(&facts, "a"), ["-", "2", "2"]);
}

#[test]
fn let_and_class_stay_in_their_block() {
    let facts = tsx("a;\n{ let a; { class a {} \n a } a }\n a");
    assert_eq!(uses(&facts, "a"), ["-", "2", "2", "-"]);
}

#[test]
fn parameters_shadow_in_defaults_and_body() {
    let facts = tsx("const a = 1\nfunction f(\n a, b = a) { return a + c }\n a; function c() {}");
    assert_eq!(uses(&facts, "a"), ["3", "3", "1"]);
    assert_eq!(uses(&facts, "c"), ["4"]);
}

#[test]
fn a_function_expressions_name_is_seen_inside_only() {
    let facts = tsx("const g = function f(\n) { f };\n f; const h = function i(\n i) { i }");
    assert_eq!(uses(&facts, "f"), ["1", "-"]);
    assert_eq!(uses(&facts, "i"), ["4"]);
}

#[test]
fn catch_loop_switch_and_class_scopes() {
    let facts = tsx(
        "try {} catch (e) {\n e } e; for (const e of\n x) e; switch (1) { case 1: let e;\n e } new (class e {\n m() { e } }); e",
    );
    assert_eq!(uses(&facts, "e"), ["1", "-", "2", "3", "4", "-"]);
}

#[test]
fn types_are_no_values() {
    let facts = tsx(
        "interface A {}\ntype B = A\nimport type { C } from 'c'\nimport { type D } from 'd'\nA; B; C; D; declare const E: string; E",
    );
    for name in ["A", "B", "C", "D", "E"] {
        assert_eq!(uses(&facts, name), ["-"], "{name}");
    }
}

#[test]
fn imports_enums_and_namespaces_bind() {
    let facts = tsx(
        "import A, { b as B } from 'x'; import * as C from 'y'\nenum D {} namespace E {}\nimport F = require('z')\nA; B; C; D; E; F; b",
    );
    let lines: Vec<_> = ["A", "B", "C", "D", "E", "F", "b"].iter().map(|name| uses(&facts, name).concat()).collect();
    assert_eq!(lines, ["1", "1", "1", "2", "2", "3", "-"]);
}

#[test]
fn references_and_free_identifiers() {
    let facts = tsx("const a = 1; function f(b) { const c = a + b; return g(c, a, window) } a = 2");
    let a = facts.module_binding("a").unwrap();
    assert_eq!(facts.references(a).count(), 3);
    let function = facts.ast.body[1];
    let free: Vec<_> =
        facts.free_identifiers(function).iter().map(|(id, binding)| (facts.text(*id), binding.is_some())).collect();
    assert_eq!(free, [("a", true), ("g", false), ("a", true), ("window", false)]);
}

#[test]
fn bindings_know_their_declaration() {
    let facts = tsx("const { x: [a] } = b");
    let binding = facts.ast.binding(facts.module_binding("a").unwrap()).unwrap();
    assert_eq!(binding.kind, BindingKind::Variable(VariableKind::Const));
    assert_eq!(facts.text(binding.declaration), "{ x: [a] } = b");
    assert_eq!(facts.text(binding.pattern.unwrap()), "a");
}
