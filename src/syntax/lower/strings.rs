//! Strings and templates, and the values they stand for.

use super::Lowerer;
use crate::syntax::ast::{Kind, List, NodeId};
use crate::syntax::language::Symbol;
use crate::text::Span;

impl Lowerer<'_> {
    pub(super) fn string(&mut self) -> NodeId {
        let span = self.span();
        let id = self.leaf_at(span, Kind::String);
        let text = self.text(span);
        if text.contains('\\') {
            let cooked = cook(inner(text));
            self.out.ast.cooked.push((id, cooked));
        }
        id
    }

    /// An attribute's string: no escapes, but character references.
    pub(super) fn jsx_string(&mut self) -> NodeId {
        let span = self.span();
        let id = self.leaf_at(span, Kind::String);
        let text = self.text(span);
        if text.contains('&') {
            let cooked = dereference(inner(text));
            self.out.ast.cooked.push((id, cooked));
        }
        id
    }

    pub(super) fn template(&mut self) -> NodeId {
        self.node(|this, _| {
            let parts = this.template_parts();
            Kind::Template { parts }
        })
    }

    fn template_parts(&mut self) -> List {
        let mark = self.pending.len();
        let mut text: Option<Span> = None;
        self.children_and_errors(|this, symbol| {
            let span = this.span();
            if matches!(symbol, Symbol::StringFragment | Symbol::EscapeSequence) {
                text = Some(text.map_or(span, |text| text.cover(span)));
                return;
            }
            this.template_text(text.take());
            match symbol {
                Symbol::TemplateSubstitution => {
                    let expression = this.only_expression();
                    this.pending.push(expression);
                }
                Symbol::Error => {
                    let error = this.error();
                    this.pending.push(error);
                }
                _ => {}
            }
        });
        self.template_text(text);
        self.list(mark)
    }

    fn template_text(&mut self, span: Option<Span>) {
        let Some(span) = span else { return };
        let id = self.leaf_at(span, Kind::TemplateText);
        let text = self.text(span);
        if text.contains(['\\', '\r']) {
            let cooked = cook(&text.replace("\r\n", "\n").replace('\r', "\n"));
            self.out.ast.cooked.push((id, cooked));
        }
        self.pending.push(id);
    }
}

/// A literal's text without its quotes.
fn inner(text: &str) -> &str {
    let text = text.strip_prefix(['"', '\'']).unwrap_or(text);
    text.strip_suffix(['"', '\'']).unwrap_or(text)
}

/// The value of a string's or template's text (without quotes), its escapes resolved. Lone surrogates, which a Rust string
/// cannot hold, become U+FFFD; a malformed escape stands for its own characters.
pub(in crate::syntax) fn cook(raw: &str) -> Box<str> {
    let mut cooked = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('\\') {
        cooked.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let mut chars = rest.chars();
        let Some(escaped) = chars.next() else { break };
        rest = chars.as_str();
        match escaped {
            'n' => cooked.push('\n'),
            't' => cooked.push('\t'),
            'r' => cooked.push('\r'),
            'b' => cooked.push('\u{8}'),
            'f' => cooked.push('\u{c}'),
            'v' => cooked.push('\u{b}'),
            '\r' => rest = rest.strip_prefix('\n').unwrap_or(rest),
            '\n' | '\u{2028}' | '\u{2029}' => {}
            'x' | 'u' => {
                let (value, after) = unicode(escaped, rest);
                cooked.push_str(&value);
                rest = after;
            }
            '0'..='7' => {
                let digits = 1 + rest.bytes().take(2).take_while(|b| matches!(b, b'0'..=b'7')).count();
                let from = raw.len() - rest.len() - 1;
                let mut digits = digits;
                if digits == 3 && escaped > '3' {
                    digits = 2;
                }
                let value = u32::from_str_radix(&raw[from..from + digits], 8).unwrap_or_default();
                cooked.push(char::from_u32(value).unwrap_or('\u{fffd}'));
                rest = &rest[digits - 1..];
            }
            other => cooked.push(other),
        }
    }
    cooked.push_str(rest);
    cooked.into_boxed_str()
}

/// `\xHH`, `\uHHHH` (with a following low surrogate), `\u{…}`; `rest` follows the letter.
fn unicode(letter: char, rest: &str) -> (String, &str) {
    let hex =
        |digits: &str| u32::from_str_radix(digits, 16).ok().filter(|_| digits.bytes().all(|b| b.is_ascii_hexdigit()));
    let as_written = || (letter.to_string(), rest);
    if letter == 'x' {
        let Some(value) = rest.get(..2).and_then(hex) else { return as_written() };
        return (char::from_u32(value).map(String::from).unwrap_or_default(), &rest[2..]);
    }
    if let Some(braced) = rest.strip_prefix('{') {
        let Some((digits, after)) = braced.split_once('}') else { return as_written() };
        let Some(value) = hex(digits) else { return as_written() };
        return (char::from_u32(value).unwrap_or('\u{fffd}').to_string(), after);
    }
    let Some(high) = rest.get(..4).and_then(hex) else { return as_written() };
    let after = &rest[4..];
    if let Some(character) = char::from_u32(high) {
        return (character.to_string(), after);
    }
    let low = after.strip_prefix("\\u").and_then(|low| low.get(..4)).and_then(hex);
    match low.filter(|low| high < 0xdc00 && (0xdc00..0xe000).contains(low)) {
        Some(low) => {
            let value = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
            (char::from_u32(value).unwrap_or('\u{fffd}').to_string(), &after[6..])
        }
        None => ("\u{fffd}".to_owned(), after),
    }
}

/// Resolves numeric character references and the five named ones that occur in attribute values.
fn dereference(raw: &str) -> Box<str> {
    let mut value = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('&') {
        value.push_str(&rest[..at]);
        rest = &rest[at..];
        let reference = rest.find(';').and_then(|end| Some((character(&rest[1..end])?, end)));
        let (character, length) = reference.map_or(('&', 1), |(character, end)| (character, end + 1));
        value.push(character);
        rest = &rest[length..];
    }
    value.push_str(rest);
    value.into_boxed_str()
}

fn character(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        _ => {
            let number = name.strip_prefix('#')?;
            let value = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            char::from_u32(value.ok()?)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{cook, dereference};

    #[test]
    fn escapes_are_resolved() {
        assert_eq!(&*cook(r"use cl\u0069ent"), "use client");
        assert_eq!(&*cook(r"\x41\u{42}\103\n\'\\\q"), "ABC\n'\\q");
        assert_eq!(&*cook(r"\ud83d\ude00|\ud83d|\0|\477"), "\u{1f600}|\u{fffd}|\0|'7");
        assert_eq!(&*cook("a\\\r\nb\\\nc"), "abc");
    }

    #[test]
    fn malformed_escapes_stand_for_themselves() {
        assert_eq!(&*cook(r"\xZ \u12 \u{zz} \u{110000} \u+123 \"), "xZ u12 u{zz} \u{fffd} u+123 ");
        assert_eq!(&*cook("\\é\\u12é4"), "éu12é4");
    }

    #[test]
    fn character_references_are_resolved() {
        assert_eq!(&*dereference("a&amp;b &#65;&#x42; &nope; & &quot;"), "a&b AB &nope; & \"");
    }
}
