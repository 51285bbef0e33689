//! YAML, by `saphyr-parser`, whose places count characters.

use std::borrow::Cow;

use saphyr_parser::{Event, Parser, ScalarStyle, Span as Place, StrInput};

use super::super::json::{Entry, Json, Value};
use crate::text::Span;

/// Deeper nesting is not read: readers recurse.
const MAX_DEPTH: u32 = 100;

/// A document, or the list of several; an alias is null, as what it stands for is read where it is written.
pub(super) fn read(text: &str) -> Option<Json> {
    let mut reader = Reader { text, bytes: byte_places(text), events: Parser::new_from_str(text) };
    let mut documents = Vec::new();
    loop {
        match reader.next()? {
            (Event::StreamEnd, _) => break,
            (Event::StreamStart | Event::DocumentStart(_) | Event::DocumentEnd, _) => {}
            (event, place) => documents.push(reader.node(event, place, 0)?),
        }
    }
    let whole = Span::new(0, text.len() as u32);
    if documents.len() == 1 { documents.pop() } else { Some(Json { span: whole, value: Value::Array(documents) }) }
}

/// Where each character begins, and the last one ends; `None` where that is its number.
fn byte_places(text: &str) -> Option<Vec<u32>> {
    (!text.is_ascii())
        .then(|| text.char_indices().map(|(at, _)| at as u32).chain(std::iter::once(text.len() as u32)).collect())
}

struct Reader<'t> {
    text: &'t str,
    bytes: Option<Vec<u32>>,
    events: Parser<'t, StrInput<'t>>,
}

impl<'t> Reader<'t> {
    fn next(&mut self) -> Option<(Event<'t>, Place)> {
        self.events.next_event()?.ok()
    }

    fn node(&mut self, event: Event<'t>, place: Place, depth: u32) -> Option<Json> {
        if depth > MAX_DEPTH {
            return None;
        }
        let start = self.byte(place.start.index());
        match event {
            Event::Scalar(value, style, ..) => Some(self.scalar(value, style, place)),
            Event::SequenceStart(..) => {
                let mut items = Vec::new();
                loop {
                    match self.next()? {
                        (Event::SequenceEnd, end) => {
                            let span = Span::new(start, self.byte(end.end.index()).max(start));
                            return Some(Json { span, value: Value::Array(items) });
                        }
                        (event, place) => items.push(self.node(event, place, depth + 1)?),
                    }
                }
            }
            Event::MappingStart(..) => {
                let mut entries = Vec::new();
                loop {
                    match self.next()? {
                        (Event::MappingEnd, end) => {
                            let span = Span::new(start, self.byte(end.end.index()).max(start));
                            return Some(Json { span, value: Value::Object(entries) });
                        }
                        (event, place) => {
                            let key = self.node(event, place, depth + 1)?;
                            let (event, place) = self.next()?;
                            let value = self.node(event, place, depth + 1)?;
                            let name = key.span.of(self.text).trim_matches(['"', '\'']);
                            entries.push(Entry { key: name.into(), key_span: key.span, value });
                        }
                    }
                }
            }
            _ => Some(Json { span: Span::new(start, start), value: Value::Null }),
        }
    }

    fn scalar(&self, value: Cow<'_, str>, style: ScalarStyle, place: Place) -> Json {
        let (start, end) = (self.byte(place.start.index()), self.byte(place.end.index()));
        let written = &self.text[start as usize..end as usize];
        // Anchors and tags stand before the value, blanks behind it.
        let mut rest = written;
        while rest.starts_with(['&', '!'])
            && let Some(blank) = rest.find(char::is_whitespace)
        {
            rest = rest[blank..].trim_start();
        }
        let start = end - rest.len() as u32;
        // The parser counts a comment behind a quoted one to it.
        let quoted = matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted);
        let length = quoted.then(|| quoted_length(rest)).flatten().unwrap_or_else(|| rest.trim_end().len());
        let span = Span::new(start, start + length as u32);
        let value = match &*value {
            "" | "~" | "null" if style == ScalarStyle::Plain => Value::Null,
            "true" if style == ScalarStyle::Plain => Value::Bool(true),
            "false" if style == ScalarStyle::Plain => Value::Bool(false),
            text => Value::String(text.into()),
        };
        Json { span, value }
    }

    fn byte(&self, character: usize) -> u32 {
        let places = self.bytes.as_ref();
        let byte = places.map_or(Some(character as u32), |places| places.get(character).copied());
        byte.unwrap_or(self.text.len() as u32).min(self.text.len() as u32)
    }
}

/// The bytes from the opening quote to the one that closes it, which `\"` and `''` do not.
fn quoted_length(text: &str) -> Option<usize> {
    let mut bytes = text.bytes().enumerate().peekable();
    let (_, quote) = bytes.next()?;
    while let Some((at, byte)) = bytes.next() {
        if byte == b'\\' && quote == b'"' {
            bytes.next();
        } else if byte == quote {
            if quote == b'\'' && bytes.peek().is_some_and(|(_, next)| *next == quote) {
                bytes.next();
            } else {
                return Some(at + 1);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn at<'j>(json: &'j Json, path: &[&str]) -> &'j Json {
        path.iter().fold(json, |json, key| match key.parse::<usize>() {
            Ok(index) => &json.items()[index],
            Err(_) => json.get(key).unwrap(),
        })
    }

    #[test]
    fn places_are_those_of_the_values() {
        let text = "é: \"q\\n\"  # c\n'k': b  # c\nrun: |\n  echo é\n  two\n\nlist:\n - x=1\n - {u: v, w}\nempty:\nanchor: &a !!str zz \nalias: *a\nlast: end";
        let json = read(text).unwrap();
        for (path, value, written) in [
            (&["é"][..], "q\n", "\"q\\n\""),
            (&["k"], "b", "b"),
            (&["run"], "echo é\ntwo\n", "echo é\n  two"),
            (&["list", "0"], "x=1", "x=1"),
            (&["list", "1", "u"], "v", "v"),
            (&["anchor"], "zz", "zz"),
            (&["last"], "end", "end"),
        ] {
            let found = at(&json, path);
            assert_eq!((found.as_str(), found.span.of(text)), (Some(value), written), "{path:?}");
        }
        assert_eq!(at(&json, &["empty"]).value, Value::Null);
        assert_eq!(json.entries()[1].key_span.of(text), "'k'");
    }

    #[test]
    fn documents_of_one_file_are_a_list() {
        let json = read("a: 1\n---\nb: 2\n").unwrap();
        assert_eq!(at(&json, &["1", "b"]).as_str(), Some("2"));
    }

    #[test]
    fn templates_and_what_is_nested_too_deeply_are_not_read() {
        for text in ["a: {{ .Values.a }}\n  b: [", "- - \t- x:\n: :", &"[".repeat(50_000)] {
            assert_eq!(read(text), None);
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_survived(text in "([a-c]: |- |[\\[\\]{}&*!|>'\"#%é\t\n ]|  ){0,30}") {
            let _ = read(&text);
        }
    }
}
