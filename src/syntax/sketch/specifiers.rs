//! Specifiers by their keywords: `from`, `import`, `require`, `URL`.

use std::sync::OnceLock;

use aho_corasick::packed::Searcher;
use aho_corasick::{AhoCorasick, Match};
use rustc_hash::FxHashSet;

use super::Sketch;
use crate::syntax::lower::cook;
use crate::text::Span;

const KEYWORDS: [&str; 4] = ["from", "import", "require", "URL"];

pub(super) fn find(source: &str, sketch: &mut Sketch) {
    /// A fifth of the time that reading a project takes goes into this pass: vector instructions where there are some.
    static VECTORS: OnceLock<Option<Searcher>> = OnceLock::new();
    static AUTOMATON: OnceLock<Option<AhoCorasick>> = OnceLock::new();
    let scanner = Scanner::new(source);
    if let Some(vectors) = VECTORS.get_or_init(|| Searcher::new(KEYWORDS)) {
        collect(scanner, vectors.find_iter(source), sketch);
    } else if let Some(automaton) = AUTOMATON.get_or_init(|| AhoCorasick::new(KEYWORDS).ok()) {
        collect(scanner, automaton.find_iter(source), sketch);
    } else {
        sketch.unknown_specifiers = true;
    }
}

/// Whether the text surely begins with that directive.
pub(super) fn begins_with(source: &str, directive: &str) -> bool {
    let scanner = Scanner::new(source);
    let at = scanner.gap(0);
    let Some((text, end)) = scanner.quoted(at).filter(|(text, _)| **text == *directive) else { return false };
    // No escapes, and a statement of its own.
    let ends = source[end..].trim_start_matches([' ', '\t']).chars().next();
    end - at == text.len() + 2
        && ends.is_none_or(|next| matches!(next, ';' | '\n' | '\r'))
        && !matches!(scanner.byte(scanner.gap(end)), b'.' | b'+' | b'[' | b'(' | b'`' | b'?' | b'|' | b'&' | b',')
}

fn collect(scanner: Scanner<'_>, hits: impl Iterator<Item = Match>, sketch: &mut Sketch) {
    let source = scanner.source;
    let mut found = Found::default();
    let mut types = None;
    for hit in hits {
        if !is_whole_word(source, Span::new(hit.start() as u32, hit.end() as u32)) {
            continue;
        }
        let after = scanner.gap(hit.end());
        match KEYWORDS.get(hit.pattern().as_usize()) {
            Some(&"from") => {
                let erased = types.is_some_and(|start| scanner.is_names(start, hit.start()));
                let taken = if erased { &mut sketch.types } else { &mut found.specifiers };
                taken.extend(scanner.quoted(after).map(|(text, _)| text));
            }
            Some(&"import") => {
                types = scanner.types(after);
                scanner.import(after, &mut found);
            }
            Some(&"require") => scanner.require(after, &mut found),
            _ => scanner.url(after, &mut found),
        }
    }
    if found.meta {
        found.specifiers.append(&mut found.urls);
        found.unknown |= found.unknown_url;
    }
    let mut seen = FxHashSet::default();
    found.specifiers.retain(|specifier| seen.insert(specifier.clone()));
    sketch.specifiers = found.specifiers;
    sketch.unknown_specifiers = found.unknown;
}

/// Whether the place is a word of its own, and arguments are written behind it. In broken code the parser invents parentheses,
/// finds some farther on, or cuts words in two: no call that anybody meant.
pub(in crate::syntax) fn is_called(source: &str, keyword: Span) -> bool {
    let scanner = Scanner::new(source);
    let mut at = scanner.gap(keyword.end as usize);
    if !is_whole_word(source, keyword) {
        return false;
    }
    if scanner.starts(at, "?.") {
        at = scanner.gap(at + 2);
    }
    matches!(scanner.byte(at), b'(' | b'<')
}

/// Whether one of the names, called, is written behind the object.
pub(in crate::syntax) fn is_member(source: &str, object: Span, names: &[&str]) -> bool {
    let scanner = Scanner::new(source);
    let name = scanner.member(scanner.gap(object.end as usize)).filter(|_| is_whole_word(source, object));
    let Some(name) = name else { return false };
    names.iter().any(|known| {
        let place = Span::new(name as u32, (name + known.len()) as u32);
        place.of(source) == *known && is_called(source, place)
    })
}

/// The value of the literal that takes up exactly this place; `None` where the parser made up a quote or went over a line's end.
pub(in crate::syntax) fn literal(source: &str, place: Span) -> Option<Box<str>> {
    let (value, end) = Scanner::new(source).literal(place.start as usize)?;
    (end == place.end as usize).then_some(value)
}

/// Whether no letter stands on either side.
pub(in crate::syntax) fn is_whole_word(source: &str, word: Span) -> bool {
    let bytes = source.as_bytes();
    let before = word.start.checked_sub(1).and_then(|before| bytes.get(before as usize));
    let after = bytes.get(word.end as usize);
    !before.into_iter().chain(after).any(|byte| is_word(*byte))
}

/// Whether an `import type` in the statement takes what follows its `from`: while one import is written above another, the parser
/// makes one statement of both.
pub(in crate::syntax) fn takes_types(source: &str, statement: Span, from: u32) -> bool {
    let scanner = Scanner { source, bytes: source.as_bytes() };
    let (start, end) = (statement.start as usize, from as usize);
    let Some(import) = source.get(start..end).and_then(|inside| inside.rfind("import")) else { return false };
    let at = start + import;
    let is_word = is_whole_word(source, Span::new(at as u32, (at + "import".len()) as u32));
    let types = scanner.types(scanner.gap(at + "import".len())).filter(|_| is_word);
    types.is_some_and(|names| scanner.is_names(names, end))
}

#[derive(Default)]
struct Found {
    specifiers: Vec<Box<str>>,
    unknown: bool,
    /// `import.meta` occurs; without it no `new URL` is an import.
    meta: bool,
    urls: Vec<Box<str>>,
    unknown_url: bool,
}

#[derive(Clone, Copy)]
pub(super) struct Scanner<'s> {
    source: &'s str,
    bytes: &'s [u8],
}

impl<'s> Scanner<'s> {
    pub(super) const fn new(source: &'s str) -> Self {
        Self { source, bytes: source.as_bytes() }
    }

    /// Zero beyond the end: no character that is looked for.
    pub(super) fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or_default()
    }

    fn starts(&self, at: usize, text: &str) -> bool {
        self.bytes.get(at..).is_some_and(|rest| rest.starts_with(text.as_bytes()))
    }

    /// Past white space and comments.
    pub(super) fn gap(&self, mut at: usize) -> usize {
        loop {
            let byte = self.byte(at);
            if byte.is_ascii_whitespace() || byte == 0xb {
                at += 1;
            } else if byte >= 0x80 {
                let Some(character) = self.source.get(at..).and_then(|rest| rest.chars().next()) else { return at };
                let blank = character.is_whitespace() || matches!(character, '\u{feff}' | '\u{2060}' | '\u{200b}');
                if !blank {
                    return at;
                }
                at += character.len_utf8();
            } else if self.starts(at, "/*") {
                let end = memchr::memmem::find(&self.bytes[at + 2..], b"*/");
                at = end.map_or(self.bytes.len(), |end| at + 2 + end + 2);
            } else if self.starts(at, "//") || self.starts(at, "<!--") || self.starts(at, "-->") {
                at = memchr::memchr2(b'\n', b'\r', &self.bytes[at..]).map_or(self.bytes.len(), |end| at + end);
            } else {
                return at;
            }
        }
    }

    /// The string, or the template without expressions, that starts here: its value and where it ends.
    fn literal(&self, at: usize) -> Option<(Box<str>, usize)> {
        let quote = self.byte(at);
        if !matches!(quote, b'\'' | b'"' | b'`') {
            return None;
        }
        let mut end = at + 1;
        let mut escaped = false;
        loop {
            match self.bytes.get(end)? {
                b'\\' => {
                    escaped = true;
                    end += 1;
                }
                b'\n' | b'\r' if quote != b'`' => return None,
                b'$' if quote == b'`' && self.byte(end + 1) == b'{' => return None,
                byte if *byte == quote => break,
                _ => {}
            }
            end += 1;
        }
        let text = self.source.get(at + 1..end)?;
        Some((if escaped { cook(text) } else { text.into() }, end + 1))
    }

    pub(super) fn quoted(&self, at: usize) -> Option<(Box<str>, usize)> {
        if self.byte(at) == b'`' { None } else { self.literal(at) }
    }

    fn import(&self, at: usize, found: &mut Found) {
        match self.byte(at) {
            b'\'' | b'"' => found.specifiers.extend(self.quoted(at).map(|(text, _)| text)),
            b'(' => found.unknown |= self.argument(at + 1, &mut found.specifiers),
            b'<' | b'?' => found.unknown = true,
            b'.' => {
                let meta = self.gap(at + 1);
                if self.starts(meta, "meta") {
                    found.meta = true;
                    found.unknown |= self.has_member(self.gap(meta + 4), "glob");
                }
            }
            _ => {}
        }
    }

    /// Of `import type …` where the names begin: what it takes is erased, whatever the module is.
    fn types(&self, at: usize) -> Option<usize> {
        let names = self.gap(at + "type".len());
        let is_type = self.starts(at, "type") && is_whole_word(self.source, Span::new(at as u32, at as u32 + 4));
        // `import type from 'x'` takes a default export by that name.
        (is_type && !self.starts(names, "from") && !matches!(self.byte(names), b',' | b'=' | b'(')).then_some(names)
    }

    /// Whether nothing but the names of one import stands there; a comment that speaks of types may come before anything else.
    fn is_names(&self, start: usize, end: usize) -> bool {
        let names = self.source.get(start..end).unwrap_or_default();
        let plain = |byte: u8| is_word(byte) || byte.is_ascii_whitespace() || matches!(byte, b',' | b'{' | b'}' | b'*');
        names.bytes().all(plain) && !names.contains("export")
    }

    fn require(&self, at: usize, found: &mut Found) {
        let after = if self.starts(at, "?.") { self.gap(at + 2) } else { at };
        match self.byte(after) {
            b'(' => found.unknown |= self.argument(after + 1, &mut found.specifiers),
            b'<' => found.unknown = true,
            _ => found.unknown |= self.has_member(at, "context"),
        }
    }

    fn url(&self, at: usize, found: &mut Found) {
        match self.byte(at) {
            b'(' => found.unknown_url |= self.argument(at + 1, &mut found.urls),
            b'<' => found.unknown_url = true,
            _ => {}
        }
    }

    /// Where the name behind `.` or `?.` begins.
    pub(super) fn member(&self, at: usize) -> Option<usize> {
        let dot = if self.byte(at) == b'?' { at + 1 } else { at };
        (self.byte(dot) == b'.').then(|| self.gap(dot + 1))
    }

    fn has_member(&self, at: usize, name: &str) -> bool {
        self.member(at).is_some_and(|at| self.starts(at, name))
    }

    /// The first argument: a literal is added; answers whether it is, or may be, something else.
    fn argument(&self, mut at: usize, literals: &mut Vec<Box<str>>) -> bool {
        loop {
            at = self.gap(at);
            if self.byte(at) != b'(' {
                break;
            }
            at += 1;
        }
        let Some((text, end)) = self.literal(at) else { return self.byte(at) != b')' };
        literals.push(text);
        !matches!(self.byte(self.gap(end)), b')' | b',')
    }
}

pub(super) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$')
}
