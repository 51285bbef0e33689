//! What makes a file matter before anything of it is parsed.

use std::ops::Range;

use super::catalogue::canonical;
use super::detect::{COMPARED, may_be_compared, may_be_value};

/// The shipped lists, made by `build.rs`: nothing is worked out before the first file is read.
mod shipped {
    include!(concat!(env!("OUT_DIR"), "/interests.rs"));
}

/// What a source file holds that a detection could come from.
///
/// The law: whatever [`detect`](super::Catalogue::detect) reports for a value, a name, a package, a header or a host that
/// stand in a file as written, the file holds one of [`values`](Self::values) or [`places`](Self::places), one of
/// [`hosts`](Self::hosts) and one of [`carriers`](Self::carriers), imports one of
/// [`packages`](Self::packages), holds [something that looks like a value](holds_bare_value) by itself, or one of
/// [`words`](Self::words) or [`codecs`](Self::codecs) together with [something that is long](holds_value) or that
/// [a name makes a value](holds_named_value).
/// Values that are put together at run time are covered where a piece is a long token, or where one of the means is named
/// (`fromCharCode`, `.reverse()`, `.join("")`, `" + "`).
#[derive(Clone, Copy, Debug)]
pub struct Interests {
    /// As written: heads of tokens, means of folding.
    pub values: &'static [&'static str],
    /// In lower case, to be found in any: headers that take values of any form.
    pub places: &'static [&'static str],
    /// In lower case, to be found in any: hosts to which values of any form are sent, in one of [`carriers`](Self::carriers).
    pub hosts: &'static [&'static str],
    /// In lower case, to be found in any: headers that say something at a host, and parameters with their signs (`?key=`).
    pub carriers: &'static [&'static str],
    /// As written: means by which a value in an encoding is read.
    pub codecs: &'static [&'static str],
    /// In lower case, to be found in any: words of secret names in every style, headers and hosts of values with a form.
    pub words: &'static [&'static str],
    /// Specifiers, sorted, of functions that take values of any form; `*` at the end stands for the rest.
    packages: &'static [&'static str],
    /// Specifiers, sorted, of functions that cost money.
    paid_packages: &'static [&'static str],
    /// As written: hosts at which requests do.
    pub paid_hosts: &'static [&'static str],
}

impl Interests {
    /// Those of the shipped catalogue, without reading it.
    pub const fn shipped() -> Self {
        Self {
            values: shipped::VALUES,
            places: shipped::PLACES,
            hosts: shipped::HOSTS,
            carriers: shipped::CARRIERS,
            codecs: &["atob(", "btoa(", "'base64'", "\"base64\"", "'hex'", "\"hex\"", "decodeURI"],
            words: shipped::WORDS,
            packages: shipped::PACKAGES,
            paid_packages: shipped::PAID_PACKAGES,
            paid_hosts: shipped::PAID_HOSTS,
        }
    }

    /// Whether a function of the package costs money.
    pub fn costs_money(&self, specifier: &str) -> bool {
        self.paid_packages.binary_search(&&*canonical(specifier)).is_ok()
    }

    /// Whether a function of the package takes values of any form.
    pub fn takes_any_value(&self, specifier: &str) -> bool {
        let specifier = canonical(specifier);
        let is = |name: &&str| match name.strip_suffix('*') {
            Some(head) => specifier.starts_with(head),
            None => **name == *specifier,
        };
        // It, or the family that it would stand behind: a `*` comes before whatever it stands for.
        let end = self.packages.partition_point(|name| **name <= *specifier);
        self.packages[..end].last().is_some_and(is)
    }
}

/// Whether a text holds what values without a long head look like, and hardly anything else in a program, where no word calls it
/// a secret: a long token (a run of 24 or more letters, digits, `_` and `-` that make no words) that could be of a shape, or a
/// piece of a text, or a URL with a password. An id from a database is a long token as well.
pub fn holds_bare_value(text: &[u8]) -> bool {
    let mut tokens = long_tokens(text).peekable();
    holds_login(text)
        || tokens.peek().is_some() && joins_pieces(text)
        || tokens.any(|token| may_be_shaped(text, &token) || may_be_piece(text, &token))
}

/// The same where a word of a secret's name stands somewhere: any long token.
pub fn holds_value(text: &[u8]) -> bool {
    holds_login(text) || long_tokens(text).next().is_some()
}

fn long_tokens(text: &[u8]) -> impl Iterator<Item = Range<usize>> {
    const SHORTEST: usize = 24;
    let mut start = 0;
    std::iter::from_fn(move || {
        // Backwards from where a run that begins here would have to reach: most bytes are never looked at.
        while let Some(window) = text.get(start..start + SHORTEST) {
            if let Some(gap) = window.iter().rposition(|byte| !is_token_byte(*byte)) {
                start += gap + 1;
                continue;
            }
            let rest = text[start + SHORTEST..].iter().position(|byte| !is_token_byte(*byte));
            let run = start..rest.map_or(text.len(), |rest| start + SHORTEST + rest);
            start = run.end + 1;
            let bytes = &text[run.clone()];
            if !is_alphabet(bytes)
                && bytes.iter().any(u8::is_ascii_digit)
                && bytes.iter().any(u8::is_ascii_alphabetic)
                && std::str::from_utf8(bytes).is_ok_and(may_be_value)
            {
                return Some(run);
            }
        }
        None
    })
}

/// Whether the run lists characters, for ids to be made of.
fn is_alphabet(run: &[u8]) -> bool {
    [&b"ABCDEFGH"[..], b"abcdefgh", b"01234567"].iter().any(|part| memchr::memmem::find(run, part).is_some())
}

/// Whether a long token could be, or be part of, one of the shapes without a long head: it has a short one, is made of digits
/// in base 16, or goes on behind a separator (`…:…`).
fn may_be_shaped(text: &[u8], token: &Range<usize>) -> bool {
    const SHORTEST_HEX: usize = 30;
    let run = &text[token.clone()];
    // In base 64 a slash or a plus may stand between the head and the token.
    let goes_on = |byte: &&u8| is_token_byte(**byte) || matches!(byte, b'/' | b'+');
    let start = token.start - text[..token.start].iter().rev().take_while(goes_on).count();
    let whole = &text[start..token.end];
    let is_separator = |byte: Option<&u8>| byte.is_some_and(|byte| matches!(byte, b'.' | b':' | b'|'));
    let has = |head: &&str| match head.len() {
        0..=2 => whole.starts_with(head.as_bytes()),
        _ => memchr::memmem::find(whole, head.as_bytes()).is_some(),
    };
    is_separator(token.start.checked_sub(1).and_then(|before| text.get(before)))
        || is_separator(text.get(token.end))
        || run.split(|byte| !byte.is_ascii_hexdigit()).any(|digits| digits.len() >= SHORTEST_HEX)
        || shipped::HEADS.iter().any(has)
}

/// Whether a literal may be put together with another: it is an operand, in a template, or has a name.
fn may_be_piece(text: &[u8], token: &Range<usize>) -> bool {
    let before = text[..token.start].trim_ascii_end();
    let Some((quote, outside)) = before.split_last().filter(|(last, _)| matches!(last, b'\'' | b'"' | b'`')) else {
        // What is no text of its own: part of a template, when a value goes before or after it.
        return before.ends_with(b"}") || text[token.end..].starts_with(b"${");
    };
    let outside = outside.trim_ascii_end();
    let after = text[token.end..].strip_prefix(&[*quote]).unwrap_or_default().trim_ascii_start();
    [&b"="[..], b"+", b"=>", b"return", b"default", b"concat("].iter().any(|word| outside.ends_with(word))
        || after.starts_with(b"+")
        || after.starts_with(b".concat")
        || text[token.end..].starts_with(b"${")
}

/// Whether lists are joined by what tokens have within: `.join('_')`. Those that are joined by nothing are looked for as such.
fn joins_pieces(text: &[u8]) -> bool {
    memchr::memmem::find_iter(text, b".join(").any(|at| {
        let by = text[at + b".join(".len()..].trim_ascii_start();
        matches!(by, [b'\'' | b'"' | b'`', b'_' | b'-' | b'.' | b':' | b'/', b'\'' | b'"' | b'`', ..])
    })
}

const fn is_token_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

/// Bytes that a value has at least, whatever names it.
const SHORTEST_NAMED: usize = 12;

/// Whether a text holds a run between quotes that could be a credential under a name or in a place that says so, or a line of
/// its own in a longer literal.
pub fn holds_named_value(text: &[u8]) -> bool {
    let may_be = |run: &[u8]| {
        run.len() >= SHORTEST_NAMED && (std::str::from_utf8(run).map_or(true, may_be_named_value) || is_long_hex(run))
    };
    let mut lines = text.split(|byte| matches!(byte, b'\n' | b'\r')).filter(|line| line.len() >= SHORTEST_NAMED);
    lines.any(|line| {
        let mut runs = line.split(|byte| QUOTES[usize::from(*byte)]);
        let first = runs.next().unwrap_or_default();
        if first.len() < line.len() {
            may_be(first) || runs.any(may_be)
        } else {
            // Code, but for what stands in a template or between tags.
            let line = line.trim_ascii();
            !line.iter().any(|byte| b"(){};".contains(byte)) && may_be(line)
        }
    }) || holds_comparison(text)
        || adds_over_lines(text)
}

/// A text in base 16: its letters may all have turned to digits.
fn is_long_hex(run: &[u8]) -> bool {
    run.len() >= 2 * SHORTEST_NAMED && run.len().is_multiple_of(2) && run.iter().all(u8::is_ascii_hexdigit)
}

/// Whether pieces without a blank are added up over several lines.
fn adds_over_lines(text: &[u8]) -> bool {
    const SHORTEST_PIECE: usize = 6;
    memchr::memchr_iter(b'\n', text).any(|at| {
        let before = text[..at].trim_ascii_end().strip_suffix(b"+").map(<[u8]>::trim_ascii_end);
        let after = text[at..].trim_ascii_start();
        let is_quote = |byte: &u8| matches!(byte, b'\'' | b'"' | b'`');
        let Some((quote, rest)) = before.and_then(<[u8]>::split_last).filter(|(last, _)| is_quote(last)) else {
            return false;
        };
        let piece = rest.rsplit(|byte| byte == quote).next().unwrap_or_default();
        after.first().is_some_and(is_quote)
            && piece.len() >= SHORTEST_PIECE
            && !piece.iter().any(u8::is_ascii_whitespace)
            && piece.iter().any(u8::is_ascii_digit)
    })
}

/// Of what begins and ends a run, by byte.
static QUOTES: [bool; 256] = {
    let mut quotes = [false; 256];
    let mut at = 0;
    let all = b"'\"`<>";
    while at < all.len() {
        quotes[all[at] as usize] = true;
        at += 1;
    }
    quotes
};

/// Whether a text could be a credential, or hold one, under a name or in a place that says so, comparisons aside.
pub fn may_be_named_value(text: &str) -> bool {
    let small = || text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b' ');
    let app_password = || text.len() == 19 && small() && text.split(' ').all(|word| word.len() == 4);
    let phrase = || text.split_whitespace().count() >= 12 && small();
    // What schemes, URLs and forms keep apart: `Bearer …`, `?key=…`, `user:…@`; and what code does, in which they stand.
    let parts = || {
        text.split([' ', '\t', '\n', ':', '/', '@', '?', '&', '=', ',', ';', '#', '|', '(', ')', '[', ']', '{', '}'])
    };
    text.len() >= SHORTEST_NAMED
        && (app_password() || phrase() || has_no_blank(text) && may_be_value(text) || parts().any(may_be_value))
}

fn has_no_blank(run: &str) -> bool {
    !run.bytes().any(|byte| byte.is_ascii_whitespace())
}

/// `password === "…"`, either way round, with what may be one.
fn holds_comparison(text: &[u8]) -> bool {
    let is_quote = |byte: &&u8| matches!(byte, b'\'' | b'"' | b'`');
    let may_be = |run: Option<&[u8]>| run.is_some_and(|run| std::str::from_utf8(run).is_ok_and(may_be_compared));
    let begins = |after: &[u8]| {
        let literal = after.trim_ascii_start();
        literal.first().filter(is_quote).is_some_and(|quote| may_be(literal[1..].split(|byte| byte == quote).next()))
    };
    let ends = |before: &[u8]| {
        let literal = before.trim_ascii_end();
        let quote = literal.last().filter(is_quote);
        quote.is_some_and(|quote| may_be(literal[..literal.len() - 1].rsplit(|byte| byte == quote).next()))
    };
    memchr::memmem::find_iter(text, b"==").any(|at| {
        let after = &text[at + 2..];
        begins(after.strip_prefix(b"=").unwrap_or(after)) || ends(text[..at].strip_suffix(b"!").unwrap_or(&text[..at]))
    }) && COMPARED.iter().any(|word| holds_any_case(text, word))
}

fn holds_any_case(text: &[u8], word: &str) -> bool {
    // In names it stands small, with a capital, or in capitals: all but the first letter are alike.
    let rest = &word[1..];
    [rest, &rest.to_ascii_uppercase()].iter().any(|rest| memchr::memmem::find(text, rest.as_bytes()).is_some())
}

/// `://user:password@`.
fn holds_login(text: &[u8]) -> bool {
    memchr::memmem::find_iter(text, b"://").any(|at| {
        let authority = text[at + 3..].split(|byte| byte.is_ascii_whitespace() || b"/?#\"'`<>".contains(byte)).next();
        authority.is_some_and(|authority| authority.contains(&b':') && authority.contains(&b'@'))
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use std::sync::LazyLock;

    use aho_corasick::AhoCorasick;

    use super::super::sample::{Random, expand};
    use super::super::schema::{Mode, Provider};
    use super::super::{Candidate, Catalogue, Name, NameOrigin, Place, Sink};
    use super::*;

    #[test]
    fn long_tokens() {
        assert!(holds_value(b"x = 'f3a9c1d27e5b40688d1f0e9b7a6c5d43'"));
        assert!(!holds_value(b"x = 'f3a9c1d27e5b4068'"));
        assert!(!holds_value(b"averylongidentifierwithoutanynumber"));
        assert!(!holds_value(b"1234567890123456789012345678901234567890"));
        // Wherever it begins and whatever goes before and after it.
        for before in 0..60 {
            for (length, expected) in [(23, false), (24, true), (32, true)] {
                let token = &"f3a9c1d27e5b40688d1f0e9b7a6c5d43"[..length];
                let text = format!("{}'{token}'", "const ".chars().cycle().take(before).collect::<String>());
                assert_eq!(holds_value(text.as_bytes()), expected, "{text}");
                assert_eq!(holds_value(&text.as_bytes()[..text.len() - 1]), expected, "{text}");
            }
        }
    }

    #[test]
    fn an_id_does_not_matter_but_where_it_could_be_more() {
        const ID: &str = "clxz1q7c7000hbqx5ckv4r82h";
        for (before, after) in
            [("userId: '", "'"), ("f('", "', 1)"), ("// like ", " here"), ("[\"", "\", 2]"), ("?id=", "&b=1")]
        {
            assert!(!holds_bare_value(format!("{before}{ID}{after}").as_bytes()), "{before}{after}");
        }
        for (before, after) in [
            ("const a = '", "'"),
            ("'sk-' + '", "'"),
            ("a('", "' + b)"),
            ("`${a}", "`"),
            ("`", "${a}`"),
            ("() => '", "'"),
            ("'a'.concat('", "')"),
            ("['sk', 'live', '", "'].join('_')"),
            ("f('fc-", "')"),
            ("f('", ".AbCdEf')"),
            ("f('ABSKab/", "')"),
        ] {
            assert!(holds_bare_value(format!("{before}{ID}{after}").as_bytes()), "{before}{after}");
        }
        assert!(holds_bare_value(b"f('f3a9c1d27e5b40688d1f0e9b7a6c5d43')"));
    }

    fn matters(text: &str) -> bool {
        static FOUND: LazyLock<[AhoCorasick; 5]> = LazyLock::new(|| {
            let interests = Interests::shipped();
            let folded = |words| AhoCorasick::builder().ascii_case_insensitive(true).build(words).unwrap();
            [
                AhoCorasick::new(interests.values).unwrap(),
                folded(interests.places),
                folded(interests.words),
                folded(interests.hosts),
                folded(interests.carriers),
            ]
        });
        let [values, places, words, hosts, carriers] = &*FOUND;
        let imported = text.strip_prefix("import x from '").and_then(|rest| rest.split('\'').next());
        values.is_match(text)
            || places.is_match(text)
            || hosts.is_match(text) && carriers.is_match(text)
            || imported.is_some_and(|package| Interests::shipped().takes_any_value(package))
            || holds_bare_value(text.as_bytes())
            || words.is_match(text) && holds_value(text.as_bytes())
            || (words.is_match(text) || Interests::shipped().codecs.iter().any(|codec| text.contains(codec)))
                && holds_named_value(text.as_bytes())
    }

    /// A file as short as can be that holds the value, and only what else the detection rests on.
    fn reported(candidate: &Candidate<'_>, file: &str) -> Option<bool> {
        Catalogue::builtin().detect(candidate).map(|_| matters(file))
    }

    #[test]
    fn whatever_is_detected_stands_in_a_file_that_matters() {
        let mut failures = Vec::new();
        let mut asked = 0;
        let mut expect = |what: String, answer: Option<bool>| {
            asked += 1;
            if answer == Some(false) {
                failures.push(what);
            }
        };
        let providers: Vec<Provider> = super::super::detect::testing::providers();
        for credential in
            providers.iter().flat_map(|provider| &provider.credentials).filter(|one| one.mode != Mode::Known)
        {
            for seed in 0..8 {
                // The shortest value that a place without a shape takes, and the samples.
                let short = ["hunter-two".to_owned(), "x7Kq2mZ9pLw4".to_owned()];
                let samples = credential.samples.iter().map(|sample| expand(sample, &mut Random::new(seed)));
                for value in samples.chain(short) {
                    let bare = Candidate { value: &value, ..Candidate::default() };
                    expect(format!("{} alone", credential.id), reported(&bare, &format!("x('{value}')")));
                    for name in &credential.env {
                        let names = [Name::new(name, NameOrigin::Binding)];
                        let file = format!("const {name} = '{value}'");
                        expect(
                            format!("{} as {name}", credential.id),
                            reported(&Candidate { names: &names, ..bare }, &file),
                        );
                    }
                    for sink in &credential.sinks {
                        let path: Vec<&str> = sink.property.split('.').filter(|key| !key.is_empty()).collect();
                        let (package, callee) = (sink.package.replace('*', "sns"), sink.call[0].replace('*', "SNS"));
                        let at = Sink { package: &package, callee: &callee, argument: sink.argument, path: &path };
                        let file = format!("import x from '{package}'; x('{value}')");
                        expect(
                            format!("{} in {}", credential.id, sink.package),
                            reported(&Candidate { sink: Some(at), ..bare }, &file),
                        );
                    }
                    for header in &credential.headers {
                        for host in &credential.hosts {
                            let host = host.replace('*', "acme");
                            let shown = format!("Bearer {value}");
                            let file = format!("fetch('{host}', {{ headers: {{ '{header}': '{shown}' }} }})");
                            let at = Candidate { value: &shown, header: Some(header), host: Some(&host), ..bare };
                            expect(format!("{} in {header}", credential.id), reported(&at, &file));
                        }
                    }
                }
            }
        }
        assert!(failures.is_empty(), "{failures:?}");
        assert!(asked > 5000, "{asked}");
    }

    #[test]
    fn secret_names_matter_in_every_style() {
        for name in [
            "authToken",
            "AUTH_TOKEN",
            "auth-token",
            "apiKey",
            "API_KEY",
            "x-api-key",
            "ApiKey",
            "apikey",
            "APIKEY",
            "api.key",
            "dbPass",
            "DB_PASS",
        ] {
            let names = [Name::new(name, NameOrigin::Property)];
            let value = expand("{alnum:20}", &mut Random::new(9));
            let candidate = Candidate { value: &value, names: &names, ..Candidate::default() };
            assert_eq!(reported(&candidate, &format!("{name}: '{value}'")), Some(true), "{name}");
        }
    }

    /// A value in pieces: one is long, or the way they are joined is named.
    #[test]
    fn folded_values_matter() {
        let key = expand("sk_live_{alnum:24}", &mut Random::new(3));
        let (head, rest) = key.split_at(5);
        let (middle, end) = rest.split_at(12);
        let reversed: String = key.chars().rev().collect();
        let encoded = super::super::sample::base64url(&key);
        let escaped: String =
            key.bytes().flat_map(|byte| format!("\\x{byte:02x}").into_bytes()).map(char::from).collect();
        for file in [
            format!("a('{head}' + '{middle}' + '{end}')"),
            format!("a(['{head}', '{middle}', '{end}'].join(''))"),
            format!("a(atob('{encoded}'))"),
            format!("a('{reversed}'.split('').reverse().join(''))"),
            format!("a('{escaped}')"),
            format!("const p = '{head}'; a(p + '{rest}')"),
        ] {
            assert!(matters(&file), "{}", file.replace(end, "…"));
        }
    }

    /// A superset that holds everything would be no filter.
    #[test]
    fn ordinary_code_does_not_matter() {
        let code = "import { useState } from 'react'; export function Counter() { const [count, setCount] = useState(0); \
                    return <button className=\"px-4 py-2 rounded-lg hover:bg-gray-100\" onClick={() => setCount(count + 1)}>{count}</button>; }";
        assert!(!matters(code));
        let place = Place::Code;
        assert!(
            Catalogue::builtin()
                .detect(&Candidate { value: "px-4 py-2 rounded-lg hover:bg-gray-100", place, ..Candidate::default() })
                .is_none()
        );
    }
}
