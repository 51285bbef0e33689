//! The text of a `.env` file, entry by entry, with places.
//!
//! The grammar is dotenv's, which Next and Vite use: `export`, three kinds of quotes that may span lines, comments after a
//! value, the last entry of a name wins. What dotenv does not read is no entry.

use super::env::{EnvEntry, Quote};
use super::expansion::references;
use crate::text::Span;

/// Every entry in order, those in comments too (`# NAME=value`, [`EnvEntry::commented`]).
pub fn parse(text: &str) -> Vec<EnvEntry> {
    let mut entries = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let line = line_end(text, at);
        let (entry, next) = read(text, at, line);
        entries.extend(entry);
        at = next.max(line + 1);
    }
    entries
}

fn line_end(text: &str, from: usize) -> usize {
    memchr::memchr2(b'\n', b'\r', &text.as_bytes()[from..]).map_or(text.len(), |i| from + i)
}

/// One logical line: its entry, and where to go on.
fn read(text: &str, start: usize, line: usize) -> (Option<EnvEntry>, usize) {
    let next = line + 1;
    let mut at = skip_blank(text, start, line);
    let commented = text[at..line].starts_with('#');
    if commented {
        at = skip_blank(text, at + text[at..line].bytes().take_while(|b| *b == b'#').count(), line);
    }
    let first = at;
    if let Some(rest) = text[at..line].strip_prefix("export")
        && rest.starts_with([' ', '\t'])
    {
        at = skip_blank(text, at + "export".len(), line);
    }
    let name_len =
        text[at..line].bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-')).count();
    let name = Span::new(at as u32, (at + name_len) as u32);
    let after = skip_blank(text, at + name_len, line);
    // `NAME=value`; also `NAME: value`, which dotenv reads where a blank follows.
    let assigns = text[after..line].starts_with('=') || (text[at + name_len..line].starts_with(": ") && !commented);
    let prose = commented && (name_len == 0 || after != at + name_len || !is_variable(name.of(text)));
    if name_len == 0 || !assigns || prose {
        return (None, next);
    }
    let at = skip_blank(text, after + 1, line);
    let quote = match text.as_bytes().get(at).filter(|_| at < line) {
        Some(b'"') => Some((Quote::Double, b'"')),
        Some(b'\'') => Some((Quote::Single, b'\'')),
        Some(b'`') => Some((Quote::Backtick, b'`')),
        _ => None,
    };
    // A quoted value may span lines; in a comment it cannot.
    let limit = if commented { line } else { text.len() };
    if let Some((quote, mark)) = quote
        && let Some(close) = closing(&text[..limit], at + 1, mark)
    {
        let value = Span::new((at + 1) as u32, close as u32);
        let entry = entry(text, name, value, Some(quote), Span::new(first as u32, (close + 1) as u32), commented);
        return (Some(entry), line_end(text, close) + 1);
    }
    let end = text[at..line].find('#').map_or(line, |i| at + i);
    let value = Span::new(at as u32, (at + text[at..end].trim_end().len()) as u32);
    (Some(entry(text, name, value, None, Span::new(first as u32, value.end), commented)), next)
}

fn entry(text: &str, name: Span, value: Span, quote: Option<Quote>, span: Span, commented: bool) -> EnvEntry {
    EnvEntry { name, value, quote, span, expands: references(value.of(text)).next().is_some(), commented }
}

/// A name as variables in comments have it; prose like `see a=b` is none.
fn is_variable(name: &str) -> bool {
    name.len() > 2
        && name.bytes().any(|b| b.is_ascii_uppercase())
        && name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
}

fn skip_blank(text: &str, from: usize, to: usize) -> usize {
    from + text[from..to].bytes().take_while(|b| matches!(b, b' ' | b'\t')).count()
}

/// The closing quote, `\"` skipped, with nothing but a comment behind it on its line.
fn closing(text: &str, from: usize, mark: u8) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(i) = memchr::memchr(mark, bytes.get(at..)?) {
        let close = at + i;
        let backslashes = bytes[from..close].iter().rev().take_while(|b| **b == b'\\').count();
        if backslashes % 2 == 0 {
            return Some(close);
        }
        at = close + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use super::*;

    fn read_all(text: &str) -> Vec<(&str, &str)> {
        parse(text).iter().filter(|e| !e.commented).map(|e| (e.name.of(text), e.value.of(text))).collect()
    }

    #[test]
    fn the_forms_dotenv_reads() {
        let text = "A=1\nexport B = two words # note\nC='single # kept'\r\nD=\"multi\nline\" # x\n  E=`back\"tick`\nF=\nG: yes\nH.I-J=x\nnonsense\n=x\nK=a=b\nL='it\nM=1\n";
        assert_eq!(
            read_all(text),
            [
                ("A", "1"),
                ("B", "two words"),
                ("C", "single # kept"),
                ("D", "multi\nline"),
                ("E", "back\"tick"),
                ("F", ""),
                ("G", "yes"),
                ("H.I-J", "x"),
                ("K", "a=b"),
                ("L", "'it"),
                ("M", "1")
            ]
        );
    }

    #[test]
    fn places_cover_the_entry_without_its_comment() {
        let text = "export KEY=\"a\\\"b\" # why\n";
        let [entry] = &parse(text)[..] else { panic!() };
        assert_eq!(entry.span.of(text), "export KEY=\"a\\\"b\"");
        assert_eq!(entry.value.of(text), "a\\\"b");
        assert_eq!(entry.quote, Some(Quote::Double));
    }

    #[test]
    fn entries_in_comments_are_told_apart_from_prose() {
        let text = "# API_KEY=old\n#OTHER='x'\n# set a=b here\n# see url=https://x\n## SECTION ##\n";
        let found: Vec<_> = parse(text).iter().map(|e| (e.name.of(text), e.value.of(text), e.commented)).collect();
        assert_eq!(found, [("API_KEY", "old", true), ("OTHER", "x", true)]);
    }

    #[test]
    fn values_that_take_others() {
        let text = "X='pre-$SECRET'\nY=plain\n";
        assert_eq!(parse(text).iter().map(|e| e.expands).collect::<Vec<_>>(), [true, false]);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_survived_and_places_are_in_it(text in "([A-Z]{1,3}=?|[\"'`#$\\\\ \t\n\r=é]){0,30}") {
            for entry in parse(&text) {
                for span in [entry.name, entry.value, entry.span] {
                    proptest::prop_assert!(text.get(span.range()).is_some());
                }
            }
        }
    }
}
