//! Facts ⊆ sketch.

use proptest::prelude::*;

use super::super::ast::{FunctionDirective, Kind};
use super::super::facts::{DirectiveKind, Facts};
use super::super::{Interests, Sketch, parse};
use super::generate::{keystrokes, press, source};

fn holds(facts: &Facts) -> Result<(), TestCaseError> {
    let sketch = Sketch::scan(&facts.source, &Interests::default());
    for import in facts.imports.iter().filter(|import| !import.type_only) {
        let known = import.specifier.as_ref().is_some_and(|specifier| sketch.specifiers.contains(specifier));
        prop_assert!(known || sketch.unknown_specifiers, "{:?} not in {:?}", import, sketch);
    }
    for directive in &facts.directives {
        prop_assert!(directive.kind != DirectiveKind::UseClient || sketch.may_use_client);
        prop_assert!(directive.kind != DirectiveKind::UseServer || sketch.may_use_server);
    }
    for id in facts.ast.ids() {
        if let Kind::Function(function) = facts.ast.kind(id) {
            prop_assert!(function.directive != Some(FunctionDirective::UseServer) || sketch.may_use_server);
        }
    }
    if sketch.is_server_functions {
        prop_assert!(facts.directives.iter().any(|directive| directive.kind == DirectiveKind::UseServer));
    }
    prop_assert!(facts.env_reads.is_empty() || sketch.may_read_env);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn facts_are_within_the_sketch(source in source(), keystrokes in keystrokes(0..6), path in prop::sample::select(&["a.ts", "a.tsx", "a.js"])) {
        let mut text = source;
        for keystroke in keystrokes {
            text = press(&text, keystroke).0;
        }
        holds(&parse(text.into(), path))?;
    }
}

#[test]
fn facts_of_odd_spacing_are_within_the_sketch() {
    for source in [
        "import\u{a0}'a'",
        "import{a}from'\\x61'",
        "import <!-- c\n 'b'",
        "export*from/**/'c'",
        "import(\n// x\n(('d')))",
        "require//\n('e' as string)",
        "require<T>('f')",
        "new URL(`./g`, import/**/.meta.url)",
        "import.meta['env']['A']; import.meta/**/.glob(['./h'])",
        "require?.('i'); require ?. context ('j')",
        "import('k\\\nl')",
        "import { env as e } from 'pro\\u0063ess'; e.A",
    ] {
        let facts = parse(source.into(), "a.ts");
        assert!(!facts.imports.is_empty() || !facts.env_reads.is_empty(), "{source}");
        holds(&facts).unwrap();
    }
}
