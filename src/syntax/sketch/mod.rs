//! What a file MAY say, by one look at its bytes: never less than its facts.
//!
//! No grammar: keywords are looked for wherever they stand, in comments and strings too. What code can hide behind escapes
//! (`'use cl\u0069ent'`) is looked for in a second text whose escapes are resolved, made only when there are some.

mod interests;
mod leaves;
mod specifiers;
mod taken;
mod words;

pub use interests::{Classes, Interest, Interests, Look};
pub use leaves::{Takers, may_leave};
pub use taken::may_call_import;

pub(super) use specifiers::{is_called, is_member, is_whole_word, literal, takes_types};

use memchr::memmem;

/// A superset of what [`Facts`](super::facts::Facts) say of the same text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each answers a question of its own")]
pub struct Sketch {
    /// What the file may import, each once.
    pub specifiers: Vec<Box<str>>,
    /// What it names in an `import type`: nothing of that is left in any build.
    pub types: Vec<Box<str>>,
    /// It may import what no literal names: `import(x)`, a pattern, a glob.
    pub unknown_specifiers: bool,
    pub may_use_client: bool,
    /// At the top of the module or of a function.
    pub may_use_server: bool,
    /// For sure its functions are called from the client and run on the server: the text begins with `'use server'`.
    pub is_server_functions: bool,
    /// It may read `process.env` or `import.meta.env`.
    pub may_read_env: bool,
    /// Which of the caller's interests it may hold.
    pub classes: Classes,
}

impl Sketch {
    pub fn scan(source: &str, interests: &Interests) -> Self {
        let mut sketch = Self::default();
        sketch.find_words(source, interests);
        if has_escapes(source) {
            sketch.find_words(&super::lower::cook(source), interests);
        }
        specifiers::find(source, &mut sketch);
        sketch.is_server_functions = specifiers::begins_with(source, "use server");
        sketch
    }

    fn find_words(&mut self, text: &str, interests: &Interests) {
        let bytes = text.as_bytes();
        self.classes |= interests.find(text);
        for at in memmem::find_iter(bytes, "use ") {
            let quote = at.checked_sub(1).and_then(|before| bytes.get(before));
            let Some(quote @ (b'\'' | b'"')) = quote else { continue };
            let is = |directive: &str| {
                let rest = &bytes[at..];
                rest.starts_with(directive.as_bytes()) && rest.get(directive.len()) == Some(quote)
            };
            self.may_use_client |= is("use client");
            self.may_use_server |= is("use server");
        }
        if !self.may_read_env && memmem::find(bytes, b"env").is_some() {
            let holder = |name: &str| memmem::find(bytes, name.as_bytes()).is_some();
            self.may_read_env = holder("process") || (holder("import") && holder("meta"));
        }
    }
}

/// Whether a literal's value may differ from its text in more than control characters and quotes.
fn has_escapes(source: &str) -> bool {
    let bytes = source.as_bytes();
    memchr::memchr_iter(b'\\', bytes)
        .any(|at| !matches!(bytes.get(at + 1), Some(b'n' | b't' | b'r' | b'b' | b'f' | b'v') | None))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::{Interests, Sketch};

    fn scan(source: &str) -> Sketch {
        Sketch::scan(source, &Interests::default())
    }

    #[track_caller]
    fn specifiers(source: &str, expected: &[&str], unknown: bool) {
        let sketch = scan(source);
        assert_eq!(sketch.specifiers.iter().map(AsRef::as_ref).collect::<Vec<&str>>(), expected);
        assert_eq!(sketch.unknown_specifiers, unknown);
    }

    #[test]
    fn specifiers_stand_after_their_keywords() {
        specifiers("import a from 'b'; export * from \"c\"; import 'd'", &["b", "c", "d"], false);
        specifiers(
            "import a from\"b\";export{c}from'd';import'e';import(`f`);require('g')",
            &["b", "d", "e", "f", "g"],
            false,
        );
        specifiers("import /* x */ ( // y\n /* z: \"w\" */ ('a') )", &["a"], false);
        specifiers("new URL('./a', import.meta.url); new URL('./a')", &["./a"], false);
        specifiers("require?.('a'); import('\\u0062')", &["a", "b"], false);
    }

    #[test]
    fn types_are_no_imports() {
        specifiers("import type A from 'a'; import type { B, from } from 'b'; import type * as C from 'c'", &[], false);
        specifiers(
            "import type from 'a'; import type, { D } from 'b'; import { type E } from 'c'",
            &["a", "b", "c"],
            false,
        );
        specifiers("// an import type of\nexport { a } from 'a'", &["a"], false);
        specifiers("// import type of\nimport b from 'b'", &["b"], false);
        specifiers("import type A from 'a'\nexport * from 'b'", &["b"], false);
    }

    #[test]
    fn a_module_of_server_functions_begins_with_its_directive() {
        for source in [
            "'use server'",
            "\u{feff}// x\n/* y */ \"use server\";\nimport 'z'",
            "'use server'\nexport async function f() {}",
        ] {
            assert!(scan(source).is_server_functions, "{source}");
        }
        for source in
            ["x; 'use server'", "'use server'.length", "'use server' + x", "'use servers'", "// 'use server'", ""]
        {
            assert!(!scan(source).is_server_functions, "{source}");
        }
    }

    #[test]
    fn what_is_no_literal_is_unknown() {
        for source in
            ["import(x)", "import(`./${x}`)", "require('./' + x)", "import.meta.glob('./*')", "require.context('.')"]
        {
            assert!(scan(source).unknown_specifiers, "{source}");
        }
    }

    #[test]
    fn other_words_and_places_are_no_specifiers() {
        specifiers("new URL('/a', base); Array.from('b'); imports('c'); $require('d'); x = 'e'", &[], false);
    }

    #[test]
    fn directives_are_whole_strings() {
        assert!(scan("\"use client\"").may_use_client);
        assert!(scan("x;\n'use \\x63lient'").may_use_client);
        assert!(scan("async () => { 'use server' }").may_use_server);
        assert!(!scan("// we use client code\n'use clients'; 'use-client'").may_use_client);
    }

    #[test]
    fn env_reads_may_be() {
        for source in [
            "process.env.A",
            "const { env } = process",
            "process['\\x65nv']",
            "import.meta.env",
            "import . meta\n. env",
        ] {
            assert!(scan(source).may_read_env, "{source}");
        }
        assert!(!scan("process.exit(); import x from 'y'").may_read_env);
    }
}
