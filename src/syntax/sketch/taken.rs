//! What a text does with the names that it imports, at a glance.

use memchr::memmem;

use super::specifiers::{Scanner, is_whole_word, is_word};
use crate::text::Span;

/// Whether a name that comes by an `import` from one of the wanted specifiers may be called in the text, constructed, extended
/// or given another name. A text that takes types and enums only need not be parsed to know that it sets up no client.
///
/// Beyond its reach: a class that is an argument or a property's value, and is constructed by whoever takes it.
pub fn may_call_import(source: &str, is_wanted: impl Fn(&str) -> bool) -> bool {
    let scanner = Scanner::new(source);
    let mut clauses = 0;
    for at in memmem::find_iter(source.as_bytes(), "from") {
        if !is_whole_word(source, Span::new(at as u32, at as u32 + 4)) {
            continue;
        }
        let Some((specifier, _)) = scanner.quoted(scanner.gap(at + 4)) else { continue };
        if !is_wanted(&specifier) {
            continue;
        }
        clauses += 1;
        let before = &source[..at];
        let Some(start) = before.rfind("import") else { return true };
        // `export { Client } from 'library'` hands it on.
        let clause = &before[start + "import".len()..];
        if clause.contains("export") || clause.contains("/*") || clause.contains("//") || !clause.is_ascii() {
            return true;
        }
        if names(clause).any(|name| is_used_as_value(scanner, source, name, start..at)) {
            return true;
        }
    }
    // `require('library')`, `import('library')`, escapes: whatever the sketch knew it by.
    clauses == 0
}

/// The names that an import's clause declares, and those that it renames.
fn names(clause: &str) -> impl Iterator<Item = &str> {
    clause
        .split(|char: char| !char.is_ascii() || !is_word(char as u8))
        .filter(|name| !matches!(*name, "" | "type" | "as" | "default"))
}

/// Whether the name is called, made anew, or goes to another name, outside of its own import.
fn is_used_as_value(scanner: Scanner<'_>, source: &str, name: &str, import: std::ops::Range<usize>) -> bool {
    memmem::find_iter(source.as_bytes(), name).any(|at| {
        let end = at + name.len();
        let word = Span::new(at as u32, end as u32);
        !import.contains(&at) && is_whole_word(source, word) && is_value(scanner, source, at, end)
    })
}

fn is_value(scanner: Scanner<'_>, source: &str, start: usize, end: usize) -> bool {
    let before = source[..start].trim_ascii_end();
    let last = before.rsplit(|char: char| !char.is_ascii_alphanumeric()).next().unwrap_or_default();
    if matches!(last, "new" | "extends") {
        return true;
    }
    // A member of the library as a whole: `stripe.webhooks.constructEvent(`.
    let mut at = scanner.gap(end);
    let mut is_member = false;
    while let Some(member) = scanner.member(at) {
        let mut name = member;
        while is_word(scanner.byte(name)) {
            name += 1;
        }
        if name == member {
            // `Client?.(…)`, `Client?.[name]`.
            return true;
        }
        is_member = true;
        at = scanner.gap(name);
    }
    match scanner.byte(at) {
        b'(' | b'`' => true,
        // With type arguments; or a type itself, which the parser tells apart.
        b'<' => !is_member,
        // `const Client = Library.Client;`
        _ => before.ends_with('=') && !before.ends_with("=="),
    }
}

#[cfg(test)]
mod tests {
    use super::may_call_import;

    #[test]
    fn only_calls_make_a_client() {
        let may_call = |source: &str| may_call_import(source, |specifier| specifier == "lib");
        for source in [
            "import { Client } from 'lib'; new Client()",
            "import { Client as C } from \"lib\"\nexport const client = new C<Options>()",
            "import lib from 'lib'; lib(key)",
            "import lib from 'lib'; lib?.(key)",
            "import lib, { type Options } from 'lib'; const client: Options = lib . create (key)",
            "import * as lib from 'lib'\nconst Client = lib.Client; new Client()",
            "import { Client } from 'lib'; class Own extends Client {}",
            "import { tag } from 'lib'; tag`x`",
            "const { Client } = require('lib'); new Client()",
            "const { Client } = await import('lib')",
            "import { /* the client */ Client } from 'lib'; new Client()",
            "import { A } from 'lib'; import { Client } from 'lib'; new Client()",
        ] {
            assert!(may_call(source), "{source}");
        }
        for source in [
            "import { Link, type User, Role } from 'lib'; const f = (x: Link, role: Role.Admin): User[] => [...Roles(x)]",
            "import { Status } from 'lib'; z.nativeEnum(Status); if (x === Status.done) y(); <Link status={Status.open} />",
            "import { Clients } from 'lib'; import { Client } from 'other'; new Client<Clients>()",
            "import { Client } from 'lib'; renewClient(x as Client)",
        ] {
            assert!(!may_call(source), "{source}");
        }
    }
}
