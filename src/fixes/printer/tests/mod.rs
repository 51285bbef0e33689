//! Prettier's own output (3.x) is the expectation: `*.in.ts` printed with three sets of options.
//!
//! To renew it: `prettier --stdin-filepath x.ts` with the options that stand beside each name below.

use super::print;
use crate::fixes::style::{Style, TrailingCommas};
use crate::syntax;

fn styles() -> [(&'static str, Style); 3] {
    let base = Style::default();
    [
        ("default", base),
        // --single-quote --no-semi --print-width 100 --trailing-comma es5
        (
            "bare",
            Style { single_quotes: true, semicolons: false, width: 100, trailing_commas: TrailingCommas::Es5, ..base },
        ),
        // --use-tabs --tab-width 4 --print-width 60 --trailing-comma none --arrow-parens avoid --no-bracket-spacing
        (
            "narrow",
            Style {
                tabs: true,
                indent: 4,
                width: 60,
                trailing_commas: TrailingCommas::None,
                arrow_parens: false,
                bracket_spacing: false,
                ..base
            },
        ),
    ]
}

fn check(input: &str, expected: [&str; 3]) {
    for ((name, style), expected) in styles().into_iter().zip(expected) {
        let facts = syntax::parse(input.into(), "x.ts");
        assert!(facts.errors.is_empty());
        let printed = print(&facts, &style);
        assert_eq!(printed, expected, "{name}");
        let again = syntax::parse(printed.as_str().into(), "x.ts");
        assert_eq!(print(&again, &style), printed, "{name}: printing twice is printing once");
    }
}

macro_rules! pages {
    ($($name:ident),*) => {
        $(#[test]
        fn $name() {
            check(
                include_str!(concat!(stringify!($name), ".in.ts")),
                [
                    include_str!(concat!(stringify!($name), ".default.ts")),
                    include_str!(concat!(stringify!($name), ".bare.ts")),
                    include_str!(concat!(stringify!($name), ".narrow.ts")),
                ],
            );
        })*
    };
}

pages!(route, helpers, calls);

/// Code that the printer does not know is copied, lines and all.
#[test]
fn copies_what_it_does_not_know() {
    let source = "class A {\n  b = 1;\n\n  c() {}\n}\n\nswitch (x) {\n  case 1:\n    break;\n}\n";
    let facts = syntax::parse(source.into(), "x.ts");
    assert_eq!(print(&facts, &Style::default()), source);
}

#[test]
fn comments_stay() {
    let source = "// first\n\nconst a = 1; // one\n\n/** of b */\nfunction b() {\n  // inside\n}\n\nconst c = {\n  // of d\n  d: 1,\n  e: 2, // two\n};\n// last\n";
    let facts = syntax::parse(source.into(), "x.ts");
    assert_eq!(print(&facts, &Style::default()), source);
}
