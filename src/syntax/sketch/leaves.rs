//! Whether a value that is read in a text may get any further than the call it is for, by the bytes around it alone.
//!
//! Most server code reads a secret to call somebody with it: `new Stripe(process.env.KEY)`, `fetch(url, { headers })`. Such a
//! module need not be parsed to know that it neither returns nor exports the value. Every doubt is a *yes*.

use memchr::memmem;

/// Names that are followed through one another: `const key = …; const headers = { key }; fetch(url, { headers })`.
const DEPTH: usize = 4;

/// What hands its argument on, or a part of it.
const PASSES_ON: &[&str] = &[
    "createEnv",
    "cleanEnv",
    "parse",
    "parseAsync",
    "safeParse",
    "freeze",
    "assign",
    "stringify",
    "from",
    "resolve",
    "all",
    "map",
    "then",
    "push",
    "set",
    "append",
    "add",
    "concat",
    "json",
    "send",
    "write",
    "end",
    "memo",
    "cache",
    "entries",
    "values",
    "get",
    "pick",
    "pickBy",
    "omit",
    "omitBy",
    "clone",
    "cloneDeep",
    "merge",
    "defaults",
    "once",
    "memoize",
    "String",
];

/// What is made of its argument, and is still it.
const HOLDS: &[&str] = &[
    "Map",
    "Set",
    "Headers",
    "URL",
    "URLSearchParams",
    "Response",
    "NextResponse",
    "FormData",
    "Blob",
    "Request",
    "Promise",
];

/// Who keeps what it is called with to itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Takers {
    /// Every function of a package that is not known to pass it on.
    Functions,
    /// What is made with `new`: in a module that answers somebody, a function may be what answers.
    Constructors,
}

/// Whether the value of the expression in `text[start..end]` may be returned, exported, thrown or kept.
pub fn may_leave(text: &str, start: usize, end: usize, takers: Takers) -> bool {
    Leaving { text, takers }.leaves(start, end, DEPTH)
}

struct Leaving<'t> {
    text: &'t str,
    takers: Takers,
}

impl Leaving<'_> {
    fn leaves(&self, start: usize, end: usize, depth: usize) -> bool {
        let text = self.text;
        if depth == 0 {
            return true;
        }
        let before = text[..start].trim_end();
        let after = text[end..].trim_start_matches(['!', ')']).trim_start();
        if before.ends_with('!') || after.starts_with("===") || after.starts_with("!==") || before.ends_with("===") {
            return false;
        }
        let mut at = start;
        loop {
            let Some(open) = opener(text, at) else { return self.statement(0, at, depth) };
            let before = text[..open].trim_end();
            match text.as_bytes()[open] {
                b'(' => match self.called(before) {
                    Called::Nothing => at = open,
                    // A function that is handed over gives back what it ends in.
                    Called::Taker if text[open..at].contains("=>") => return true,
                    Called::Condition | Called::Taker => return false,
                    Called::Other => return true,
                },
                b'{' if text[..open].ends_with('$') => match text[..open].rfind('`') {
                    Some(template) => at = template,
                    None => return true,
                },
                b'{' if is_object(before) => at = open,
                b'{' => return self.statement(open + 1, at, depth),
                _ if before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | ')' | ']')) => {
                    return true;
                }
                _ => at = open,
            }
        }
    }
}

/// Where the innermost bracket opens that is open at a place.
fn opener(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut closed = 0usize;
    let mut at = at;
    while at > 0 {
        at -= 1;
        match bytes[at] {
            b')' | b']' | b'}' => closed += 1,
            b'(' | b'[' | b'{' if closed == 0 => return Some(at),
            b'(' | b'[' | b'{' => closed -= 1,
            quote @ (b'\'' | b'"' | b'`') => {
                // An apostrophe in a comment or in JSX: whatever stood before it is then skipped, up to its like.
                at = memchr::memrchr(quote, &bytes[..at])?;
            }
            _ => {}
        }
    }
    None
}

enum Called {
    /// Brackets around an expression.
    Nothing,
    Condition,
    /// It keeps the value to itself.
    Taker,
    Other,
}

impl Leaving<'_> {
    fn called(&self, before: &str) -> Called {
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '.' | '?' | '!');
        let name = &before[before
            .rfind(|c| !is_part(c))
            .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8))..];
        let is_made = before[..before.len() - name.len()].trim_end().ends_with("new");
        let last = name.rsplit('.').next().unwrap_or(name);
        let root = name.split(['.', '?', '!']).next().unwrap_or(name);
        match name {
            "" if before.ends_with('>') => Called::Other,
            "" | "return" | "await" | "typeof" => Called::Nothing,
            "if" | "while" | "switch" | "Boolean" => Called::Condition,
            "fetch" => Called::Taker,
            _ if PASSES_ON.contains(&last) || last.ends_with("Error") || is_made && HOLDS.contains(&last) => {
                Called::Other
            }
            _ if (is_made || self.takers == Takers::Functions) && is_of_package(self.text, root) => Called::Taker,
            _ => Called::Other,
        }
    }
}

/// Whether an import from a package gives the name.
fn is_of_package(text: &str, name: &str) -> bool {
    let imports =
        memmem::find_iter(text.as_bytes(), b"import ").filter(|at| *at == 0 || text.as_bytes()[at - 1] == b'\n');
    imports.filter_map(|at| text[at..].split_once(" from ")).any(|(clause, rest)| {
        let specifier = rest.trim_start().trim_start_matches(['\'', '"']);
        let named = clause.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '$').any(|word| word == name);
        named && !clause.contains(';') && !specifier.starts_with(['.', '/', '~', '#']) && !specifier.starts_with("@/")
    })
}

/// Whether a brace behind this text begins an object, not a block.
fn is_object(before: &str) -> bool {
    (before.ends_with(['(', ',', ':', '=', '[', '?', '|', '&']) && !before.ends_with("=>"))
        || before.ends_with("return")
}

impl Leaving<'_> {
    /// A value that stands by itself in the statement before `at`, of those since `from`.
    fn statement(&self, from: usize, at: usize, depth: usize) -> bool {
        let text = self.text;
        let head = text[from..at].trim_end();
        let head = head.rsplit(['\n', ';', '}', '{']).next().unwrap_or(head).trim_start();
        let Some(declared) = ["const ", "let "].iter().find_map(|keyword| head.strip_prefix(keyword)) else {
            return true;
        };
        let Some(name) = declared.strip_suffix('=').map(|name| name.split(':').next().unwrap_or(name).trim()) else {
            return true;
        };
        if name.is_empty() || !name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '$')) {
            return true;
        }
        let bytes = text.as_bytes();
        let is_part =
            |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$'));
        memmem::find_iter(bytes, name.as_bytes()).any(|used| {
            let end = used + name.len();
            let before = used.checked_sub(1).and_then(|before| bytes.get(before));
            let is_member = before == Some(&b'.') && !text[..used].ends_with("...");
            let is_name = !is_part(before) && !is_member && !is_part(bytes.get(end));
            let declares = text[..used].trim_end().ends_with("const") || text[..used].trim_end().ends_with("let");
            is_name && !declares && self.leaves(used, end, depth - 1)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether the first read in the text may leave.
    fn may(text: &str) -> bool {
        let start = text.find("process.env").unwrap_or_default();
        let rest = &text[start..];
        let end = rest.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '.')).unwrap_or(rest.len());
        may_leave(text, start, start + end, Takers::Functions)
    }

    #[test]
    fn what_a_call_takes_stays() {
        for text in [
            "import Stripe from 'stripe';\nexport const stripe = new Stripe(process.env.KEY!, { apiVersion: '1' });",
            "import { Resend } from \"resend\";\nconst key = process.env.KEY;\nexport const mail = () => new Resend(key);",
            "export const f = async () => { const r = await fetch('x', { headers: { a: `Bearer ${process.env.KEY}` } }); return r; }",
            "const url = process.env.KEY!;\nexport function load() {\n  return fetch(url, { method: 'POST' });\n}",
            "export function check(x) { if (!process.env.KEY) throw new Error('unset'); return x === process.env.KEY; }",
            "export const on = (x) => x === process.env.KEY;",
        ] {
            assert!(!may(text), "{text}");
        }
    }

    #[test]
    fn a_function_may_be_what_answers() {
        let text = "import { data } from 'react-router';\nexport const loader = () => data({ key: process.env.KEY });";
        let start = text.find("process").unwrap_or_default();
        let end = start + "process.env.KEY".len();
        assert!(!may_leave(text, start, end, Takers::Functions));
        assert!(may_leave(text, start, end, Takers::Constructors));
    }

    #[test]
    fn what_is_given_back_leaves() {
        for text in [
            "export const key = process.env.KEY;",
            "export const config = { mail: { key: process.env.KEY } };",
            "export function key() { return process.env.KEY; }",
            "export const key = () => process.env.KEY;",
            "const key = process.env.KEY;\nexport { key };",
            "const key = process.env.KEY;\nexport default { key };",
            "import { z } from 'zod';\nexport const env = z.object({}).parse(process.env);",
            "import { createEnv } from '@t3-oss/env-nextjs';\nexport const env = createEnv({ runtimeEnv: { KEY: process.env.KEY } });",
            "const headers = { a: `Bearer ${process.env.KEY}` };\nexport const get = () => headers;",
            "export class Config { key = process.env.KEY; }",
            "import { own } from './own';\nexport const x = own(process.env.KEY);",
            "export function f() { throw new Error(`no ${process.env.KEY}`); }",
            "module.exports = { key: process.env.KEY };",
            "const own = { key: process.env.KEY };\nexport const all = { ...own };",
            "import { NextResponse } from 'next/server';\nexport const GET = () => NextResponse.json({ key: process.env.KEY });",
            "import { unstable_cache } from 'next/cache';\nexport const get = unstable_cache(async () => process.env.KEY);",
            "export default async function Page() { return (<Chat token={process.env.KEY} />); }",
            "export default async function Page() { return <p>{process.env.KEY}</p>; }",
            "export async function GET() { cookies().set('k', process.env.KEY); }",
        ] {
            assert!(may(text), "{text}");
        }
    }
}
