//! The incremental answer is the fresh answer.

use std::fmt::Debug;
use std::sync::Arc;

use camino::Utf8Path;
use proptest::prelude::*;

use super::super::facts::Facts;
use super::super::{Edit, Parsed, parse};
use super::generate::{Keystroke, keystrokes, press, source};

fn open(source: &str, path: &str) -> Parsed {
    Parsed::new(Utf8Path::new(path), &source.into()).unwrap()
}

/// Presses the keys one by one (or several at once), and compares with a fresh parse each time.
fn holds(source: &str, keystrokes: &[Keystroke], at_once: usize, path: &str) -> Result<(), TestCaseError> {
    let mut text = source.to_owned();
    let mut parsed = open(&text, path);
    for keystrokes in keystrokes.chunks(at_once) {
        let mut edits = Vec::new();
        for keystroke in keystrokes {
            let (new, edit) = press(&text, *keystroke);
            text = new;
            edits.push(edit);
        }
        let shared: Arc<str> = text.as_str().into();
        parsed = parsed.reparse(&shared, &edits).settled();
        let fresh = parse(shared, path);
        let differs = difference(parsed.facts(), &fresh);
        prop_assert!(differs.is_none(), "{:?} after {:?}: {}", differs, keystrokes, text);
    }
    Ok(())
}

/// The first table that differs, and how.
fn difference(incremental: &Facts, fresh: &Facts) -> Option<String> {
    fn first<T: PartialEq + Debug>(name: &str, left: &[T], right: &[T]) -> Option<String> {
        let at = (0..left.len().max(right.len())).find(|at| left.get(*at) != right.get(*at))?;
        Some(format!("{name}[{at}]: {:?}, fresh {:?}", left.get(at), right.get(at)))
    }
    let (left, right) = (&incremental.ast, &fresh.ast);
    first("nodes", &left.nodes, &right.nodes)
        .or_else(|| first("lists", &left.lists, &right.lists))
        .or_else(|| first("body", &left.body, &right.body))
        .or_else(|| first("scopes", &left.scopes, &right.scopes))
        .or_else(|| first("bindings", &left.bindings, &right.bindings))
        .or_else(|| first("cooked", &left.cooked, &right.cooked))
        .or_else(|| first("marks", &left.marks, &right.marks))
        .or_else(|| first("imports", &incremental.imports, &fresh.imports))
        .or_else(|| first("exports", &incremental.exports, &fresh.exports))
        .or_else(|| first("comments", &incremental.comments, &fresh.comments))
        .or_else(|| first("type names", &incremental.type_names, &fresh.type_names))
        .or_else(|| first("errors", &incremental.errors, &fresh.errors))
        .or_else(|| (incremental != fresh).then(|| "something else".to_owned()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn edits_of_generated_sources(
        source in source(),
        keystrokes in keystrokes(1..8),
        at_once in 1..4_usize,
        path in prop::sample::select(&["a.ts", "a.tsx"]),
    ) {
        holds(&source, &keystrokes, at_once, path)?;
    }

    #[test]
    fn edits_of_a_real_file(keystrokes in keystrokes(1..6)) {
        holds(include_str!("sample.tsx"), &keystrokes, 1, "a.tsx")?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    /// In a large file with errors the tree may be another one than a fresh parse gives, but the facts are that tree's.
    #[test]
    fn broken_states_are_lowered_as_a_whole_would_be(source in source(), keystrokes in keystrokes(1..8)) {
        let mut text = source;
        let mut parsed = open(&text, "a.tsx");
        for keystroke in keystrokes {
            let (new, edit) = press(&text, keystroke);
            text = new;
            parsed = parsed.incremental(&text.as_str().into(), &[edit]).unwrap();
            let differs = difference(parsed.facts(), &parsed.relowered());
            prop_assert!(differs.is_none(), "{:?} after {:?}: {}", differs, keystroke, text);
        }
    }
}

#[track_caller]
fn after(source: &str, old: &str, new: &str) {
    let at = source.find(old).unwrap() as u32;
    let text: Arc<str> = source.replacen(old, new, 1).into();
    let edit = Edit { start: at, old_end: at + old.len() as u32, new_end: at + new.len() as u32 };
    let parsed = open(source, "a.tsx").reparse(&text, &[edit]);
    assert_eq!(difference(parsed.facts(), &parse(text, "a.tsx")), None);
}

#[test]
fn statements_come_and_go() {
    let source = "import 'a'\nfunction f() {\n  const a = [1]\n  // b\n  return () => { c }\n}\nexport { f as g }\nexport * from 'h'\nrequire('i')";
    for (old, new) in [
        ("  const a = [1]\n", ""),
        ("  // b\n", "  'use server'\n  x; y\n"),
        ("function f() {", "function f() { 'use server'\n"),
        ("import 'a'", "import a from 'a'; import 'b'; export * from 'c'"),
        ("import 'a'\n", ""),
        ("c }", "}"),
        ("}\nexport", "}\nif (x) { y }\nexport"),
        ("require('i')", "require('i')\n// end"),
        ("// b", "/* b"),
        ("[1]", "[1, x => ({ y: `z` })]"),
    ] {
        after(source, old, new);
    }
}

#[test]
fn blocks_become_something_else() {
    after("a\nx = () => { b }\nc", "{ b }", "({ b })");
    after("if (a) { b; c } d", "{ b; c }", "b");
    after("function f() { a; { b } c }", "{ b }", "{}");
    after("function f() { a; {} c }", "{}", "{ b }");
    after("try { a } catch { b } finally { c }", "b", "let d; e");
    after("class A { static { var a; b } } a", "b", "var c");
    after("function f() { if (x) { a } }", "a", "var a = 1");
    after("const f = function g() { g }; const h = (i) => { i }", "{ g }", "{ g(); g }");
    after("namespace N { a }\nnamespace M { b }\nc", "a", "a; export const d = 1");
}
