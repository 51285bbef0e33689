use super::super::facts::{DirectiveKind, ExportName, ExportSource, Facts, ImportKind, Imported};
use super::super::parse;
use super::tsx;

fn imported(facts: &Facts, imported: Imported) -> String {
    match imported {
        Imported::Default => "default".to_owned(),
        Imported::Namespace => "*".to_owned(),
        Imported::Name(name) => name.of(&facts.source).to_owned(),
    }
}

/// `kind specifier (names)`, with `type` before what is type-only.
fn imports(source: &str) -> Vec<String> {
    let facts = tsx(source);
    let show = |import: &super::super::facts::Import| {
        let names = import.names.iter().map(|name| {
            let mark = if name.type_only { "type " } else { "" };
            format!("{mark}{} as {}", imported(&facts, name.imported), name.local.of(&facts.source))
        });
        let specifier = import.specifier.as_deref().map_or_else(|| format!("{:?}", import.pattern), str::to_owned);
        let mark = if import.type_only { "type " } else { "" };
        format!("{mark}{:?} {specifier} ({})", import.kind, names.collect::<Vec<_>>().join(", "))
    };
    facts.imports.iter().map(show).collect()
}

fn exports(source: &str) -> Vec<String> {
    let facts = tsx(source);
    let show = |export: &super::super::facts::Export| {
        let name = match export.name {
            ExportName::Default => "default".to_owned(),
            ExportName::All => "*".to_owned(),
            ExportName::Name(name) => name.of(&facts.source).to_owned(),
        };
        let from = match export.source {
            ExportSource::Local(name) => name.of(&facts.source).to_owned(),
            ExportSource::Expression(id) | ExportSource::CommonJs(id) => facts.text(id).to_owned(),
            ExportSource::From { import, imported: taken } => {
                format!(
                    "{} of {}",
                    imported(&facts, taken),
                    facts.imports[import as usize].specifier.as_deref().unwrap()
                )
            }
        };
        format!("{}{name} = {from}", if export.type_only { "type " } else { "" })
    };
    facts.exports.iter().map(show).collect()
}

#[test]
fn import_statements() {
    assert_eq!(
        imports("import a, { b, c as d, default as e, type F, 'g h' as i } from \"x\""),
        ["Static x (default as a, b as b, c as d, default as e, type F as F, g h as i)"]
    );
    assert_eq!(
        imports("import * as a from './\\u0061'; import 'b'; import {} from 'c'; import type D from 'd'"),
        ["Static ./a (* as a)", "Static b ()", "Static c ()", "type Static d (default as D)"]
    );
    assert_eq!(
        imports(
            "import a = require('x'); import type b = require('y'); import j from './j.json' with { type: 'json' }"
        ),
        ["Require x (* as a)", "type Require y (* as b)", "Static ./j.json (default as j)"]
    );
}

#[test]
fn import_expressions() {
    assert_eq!(
        imports(
            "const { a, default: b } = await import('x'); import('y'); f(import(`z`)); const c = await import('w')"
        ),
        ["Dynamic x (a as a, default as b)", "Dynamic y ()", "Dynamic z (* as import(`z`))", "Dynamic w (* as c)"]
    );
    assert_eq!(
        imports("const { a: { b } } = require('x'); require('y').c; require('z')"),
        ["Require x (a as { b })", "Require y (c as c)", "Require z ()"]
    );
    assert_eq!(
        imports("new Worker(new URL('./w.ts', import.meta.url)); new URL('./f', import.meta.url); new URL('/x', base)"),
        ["Worker ./w.ts ()", "Url ./f ()"]
    );
    assert_eq!(
        imports(
            "import.meta.glob('./a/*'); import.meta.glob(['./b/*', '!./c'], { eager: true }); require.context('./d', true, /x/)"
        ),
        ["Glob ./a/* ()", "Glob ./b/* ()", "Glob !./c ()", "Glob ./d ()"]
    );
    assert_eq!(
        imports("import(`./lang/${a}${b}.js`); import('./dir/' + x + '.css'); import(x)"),
        ["Dynamic [\"./lang/\", \".js\"] ()", "Dynamic [\"./dir/\", \".css\"] ()", "Dynamic [] ()"]
    );
}

#[test]
fn what_is_no_import() {
    let none: [&str; 0] = [];
    assert_eq!(
        imports(
            "import(/* webpackIgnore: true */ 'x'); import(/* @vite-ignore */ y); require(/* turbopackIgnore: true */ 'z')"
        ),
        none
    );
    assert_eq!(
        imports("type A = import('x').B; let c: typeof import('y'); declare module 'z' { import q from 'q' }"),
        none
    );
    assert_eq!(imports("function f(require, URL) { require('x'); new URL('y', import.meta.url) } // import 'z'"), none);
    assert_eq!(imports("import(/* webpackIgnore: false, webpackChunkName: \"x\" */ 'x')"), ["Dynamic x ()"]);
}

#[test]
fn export_forms() {
    assert_eq!(
        exports(
            "export const a = 1, { b, c: [d] } = f((x) => { const y = 1 }); export function e() {} export class G {}"
        ),
        ["a = a", "b = b", "d = d", "e = e", "G = G"]
    );
    assert_eq!(exports("export default function f() {}"), ["default = f"]);
    assert_eq!(exports("export default function () {}"), ["default = function () {}"]);
    assert_eq!(exports("export default class {}"), ["default = class {}"]);
    assert_eq!(exports("export default a.b"), ["default = a.b"]);
    assert_eq!(
        exports(
            "export { a, b as default, c as 'd e', type T }; export type { U }; export interface V {} export type W = 1; export enum X {}"
        ),
        ["a = a", "default = b", "d e = c", "type T = T", "type U = U", "V = V", "W = W", "X = X"]
    );
    assert_eq!(
        exports(
            "import 'y'; export * from 'a'; require('q'); export * as b from 'c'; export { default } from 'd'; export { e as f } from 'g'"
        ),
        ["* = * of a", "b = * of c", "default = default of d", "f = e of g"]
    );
    assert_eq!(exports("export = a"), ["* = a"]);
    assert_eq!(
        exports("module.exports = { a }; exports.b = 1; module.exports['c'] = 2; exports.default = 3; exports = 4"),
        ["* = { a }", "b = 1", "c = 2", "default = 3"]
    );
    assert_eq!(
        exports("namespace N { export const a = 1 } declare namespace M { export const b: string }"),
        Vec::<String>::new()
    );
}

#[test]
fn directives_are_the_prologue_only() {
    let client = |source: &str| tsx(source).directives.iter().any(|d| d.kind == DirectiveKind::UseClient);
    for yes in [
        "'use client'",
        "\"use client\";",
        "// c\n\n/* d */ 'use strict'\n  'use client'; import 'x'",
        "\u{feff}'use client'",
        "'use cl\\u0069ent'",
        "#!/usr/bin/env node\n'use client'",
        "'use client'\nimport x from 'y'",
    ] {
        assert!(client(yes), "{yes}");
    }
    for no in [
        "`use client`",
        "'use  client'",
        "'Use Client'",
        "'use-client'",
        "function f() { 'use client' }",
        "'use client', 'x'",
        "import 'x'; 'use client'",
        "; 'use client'",
        "('use client')",
        "'use client' + x",
        "'use client'.length",
    ] {
        assert!(!client(no), "{no}");
    }
}

#[test]
fn typescript_erases_imports_that_are_used_as_types_only() {
    let erased = |source: &str, path: &str| {
        let facts = parse(source.into(), path);
        (0..facts.imports.len()).map(|index| facts.import_is_erased(index)).collect::<Vec<_>>()
    };
    let source = "import { A } from 'a'; import { b } from 'b'; import c from 'c'; import 'd'; import {} from 'e'; import { F } from 'f';\n\
                  import { g } from 'g'; import * as H from 'h'; import I from 'i'\n\
                  let x: A = b(); function y(g: H.T) { return g } export { F }; <I/>";
    assert_eq!(erased(source, "x.tsx"), [true, false, true, false, false, false, true, true, false]);
    assert_eq!(erased(source, "x.jsx"), [false; 9]);
    assert_eq!(
        erased(
            "import type A from 'a'; export type { B } from 'b'; import { type C } from 'c'; export { type D } from 'd'",
            "x.js"
        ),
        [true; 4]
    );
    assert_eq!(erased("import { A } from 'a'; type B = typeof A; export type { A }", "x.ts"), [true]);
    assert_eq!(erased("import a = require('a'); import b = require('b'); b()", "x.ts"), [true, false]);
    assert_eq!(erased("const a = require('a'); import('b')", "x.ts"), [false, false]);
}

#[test]
fn the_kinds_of_requires_are_told_apart() {
    let facts = tsx("import a = require('x'); require('y')");
    assert!(facts.imports.iter().all(|import| import.kind == ImportKind::Require));
    assert_eq!(facts.imports.iter().map(|import| import.node.is_some()).collect::<Vec<_>>(), [false, true]);
}
