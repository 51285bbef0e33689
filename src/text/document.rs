//! The text of an open document, as the editor changes it.

use std::sync::{Arc, OnceLock};

use ropey::Rope;

use super::{Encoding, MAX_BYTES, Position, Span};

/// One open text and the version the editor gave it. Cloning is cheap.
#[derive(Clone, Debug)]
pub struct Document {
    rope: Rope,
    version: i32,
    /// Made at the first call after a change.
    text: OnceLock<Arc<str>>,
}

/// One change as an editor sends it: a range's new text, or the whole one's.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TextChange<'t> {
    pub range: Option<PositionRange>,
    pub text: &'t str,
}

/// Two places, in any order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PositionRange {
    pub start: Position,
    pub end: Position,
}

/// What a change did, in bytes: `start..old_end` of the text before became `start..new_end` of the text after.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ByteEdit {
    pub start: u32,
    pub old_end: u32,
    pub new_end: u32,
}

/// The text would pass [`MAX_BYTES`].
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("texts of more than {MAX_BYTES} bytes are not analysed")]
pub struct TooLarge;

impl Document {
    pub fn new(text: &str, version: i32) -> Result<Self, TooLarge> {
        fits(text.len())?;
        Ok(Self { rope: Rope::from_str(text), version, text: OnceLock::new() })
    }

    pub fn version(&self) -> i32 {
        self.version
    }

    /// Takes any number: versions of real clients jump, and some go back.
    pub fn set_version(&mut self, version: i32) {
        self.version = version;
    }

    pub fn len_bytes(&self) -> u32 {
        self.rope.len_bytes() as u32
    }

    pub fn rope(&self) -> &Rope {
        &self.rope
    }

    pub fn text(&self) -> Arc<str> {
        Arc::clone(self.text.get_or_init(|| {
            let mut text = String::with_capacity(self.rope.len_bytes());
            text.extend(self.rope.chunks());
            text.into()
        }))
    }

    /// Applies one change and says what it did. Ranges outside of the text are moved to its edge, ends before their
    /// start are swapped, places inside of a character go to its start. On an error nothing has changed.
    pub fn apply(&mut self, change: TextChange<'_>, encoding: Encoding) -> Result<ByteEdit, TooLarge> {
        let replaced = match change.range {
            Some(range) => self.span(range, encoding),
            None => Span::new(0, self.len_bytes()),
        };
        fits(self.rope.len_bytes() - replaced.len() as usize + change.text.len())?;
        if change.range.is_none() {
            self.rope = Rope::from_str(change.text);
        } else {
            let start = self.rope.byte_to_char(replaced.start as usize);
            let end = self.rope.byte_to_char(replaced.end as usize);
            self.rope.remove(start..end);
            self.rope.insert(start, change.text);
        }
        self.text = OnceLock::new();
        let new_end = replaced.start + change.text.len() as u32;
        Ok(ByteEdit { start: replaced.start, old_end: replaced.end, new_end })
    }

    /// The byte at a place; see [`Document::apply`] for places that do not exist.
    pub fn offset(&self, position: Position, encoding: Encoding) -> u32 {
        let line = position.line as usize;
        if line >= self.rope.len_lines() {
            return self.len_bytes();
        }
        let start = self.rope.line_to_char(line);
        let end = start + chars_before_line_end(self.rope.line(line));
        let column = position.column as usize;
        let found = match encoding {
            Encoding::Utf8 => {
                let byte = (self.rope.char_to_byte(start) + column).min(self.rope.len_bytes());
                self.rope.byte_to_char(byte)
            }
            Encoding::Utf16 => {
                let unit = (self.rope.char_to_utf16_cu(start) + column).min(self.rope.len_utf16_cu());
                self.rope.utf16_cu_to_char(unit)
            }
            Encoding::Utf32 => start + column,
        };
        self.rope.char_to_byte(found.min(end)) as u32
    }

    /// The place of a byte; one inside a character or beyond the text is moved back.
    pub fn position(&self, offset: u32, encoding: Encoding) -> Position {
        let character = self.rope.byte_to_char((offset as usize).min(self.rope.len_bytes()));
        let line = self.rope.char_to_line(character);
        let start = self.rope.line_to_char(line);
        let column = match encoding {
            Encoding::Utf8 => self.rope.char_to_byte(character) - self.rope.char_to_byte(start),
            Encoding::Utf16 => self.rope.char_to_utf16_cu(character) - self.rope.char_to_utf16_cu(start),
            Encoding::Utf32 => character - start,
        };
        Position { line: line as u32, column: column as u32 }
    }

    fn span(&self, range: PositionRange, encoding: Encoding) -> Span {
        let (start, end) = (self.offset(range.start, encoding), self.offset(range.end, encoding));
        Span::new(start.min(end), start.max(end))
    }
}

fn fits(bytes: usize) -> Result<(), TooLarge> {
    if bytes > MAX_BYTES { Err(TooLarge) } else { Ok(()) }
}

fn chars_before_line_end(line: ropey::RopeSlice<'_>) -> usize {
    let len = line.len_chars();
    let last = |back: usize| len.checked_sub(back).and_then(|at| line.get_char(at));
    match (last(2), last(1)) {
        (Some('\r'), Some('\n')) => len - 2,
        (_, Some('\n' | '\r')) => len - 1,
        _ => len,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::text::model;
    use proptest::prelude::*;

    fn change(start: (u32, u32), end: (u32, u32), text: &str) -> TextChange<'_> {
        let range = PositionRange { start: Position::new(start.0, start.1), end: Position::new(end.0, end.1) };
        TextChange { range: Some(range), text }
    }

    fn edited(text: &str, change: TextChange<'_>) -> String {
        let mut document = Document::new(text, 1).unwrap();
        document.apply(change, Encoding::Utf16).unwrap();
        document.text().to_string()
    }

    #[test]
    fn ends_inside_a_surrogate_pair_go_to_its_start() {
        assert_eq!(edited("a🔐b", change((0, 2), (0, 3), "x")), "axb");
        assert_eq!(edited("a🔐b", change((0, 1), (0, 2), "x")), "ax🔐b");
    }

    #[test]
    fn ranges_outside_of_the_text_are_clamped() {
        assert_eq!(edited("a\nb", change((0, 9), (7, 0), "x")), "ax");
        assert_eq!(edited("a\r\nb", change((0, 99), (0, 99), "x")), "ax\r\nb");
        assert_eq!(edited("", change((u32::MAX, u32::MAX), (u32::MAX, u32::MAX), "x")), "x");
    }

    #[test]
    fn an_inverted_range_is_read_the_right_way_round() {
        assert_eq!(edited("abcd", change((0, 3), (0, 1), "x")), "axd");
    }

    #[test]
    fn an_edit_tells_bytes() {
        let mut document = Document::new("é🔐k\n", 1).unwrap();
        let edit = document.apply(change((0, 1), (0, 3), "漢字"), Encoding::Utf16).unwrap();
        assert_eq!(edit, ByteEdit { start: 2, old_end: 6, new_end: 8 });
        let whole = document.apply(TextChange { range: None, text: "" }, Encoding::Utf16).unwrap();
        assert_eq!(whole, ByteEdit { start: 0, old_end: 10, new_end: 0 });
    }

    #[test]
    fn a_cached_text_does_not_outlive_a_change() {
        let mut document = Document::new("a", 1).unwrap();
        let before = document.text();
        assert!(Arc::ptr_eq(&before, &document.text()));
        document.apply(change((0, 0), (0, 0), "b"), Encoding::Utf8).unwrap();
        assert_eq!((&*before, &*document.text()), ("a", "ba"));
    }

    fn place() -> impl Strategy<Value = Position> {
        let number = || prop_oneof![9 => 0u32..10, 1 => Just(u32::MAX)];
        (number(), number()).prop_map(|(line, column)| Position { line, column })
    }

    proptest! {
        #[test]
        fn edits_agree_with_the_model(
            text in model::text(),
            edits in proptest::collection::vec((proptest::option::of((place(), place())), model::text()), 0..6),
            encoding in model::encoding(),
        ) {
            let mut expected = text.clone();
            let mut document = Document::new(&text, 1).unwrap();
            for (range, new) in &edits {
                let span = match range {
                    None => 0..expected.len(),
                    Some((start, end)) => {
                        let (a, b) = (model::offset(&expected, *start, encoding), model::offset(&expected, *end, encoding));
                        a.min(b)..a.max(b)
                    }
                };
                let range = range.map(|(start, end)| PositionRange { start, end });
                let edit = document.apply(TextChange { range, text: new }, encoding).unwrap();
                prop_assert_eq!(edit, ByteEdit {
                    start: span.start as u32, old_end: span.end as u32, new_end: (span.start + new.len()) as u32,
                });
                expected.replace_range(span, new);
                prop_assert_eq!(&*document.text(), expected.as_str());
            }
            for (offset, _) in expected.char_indices().chain([(expected.len(), ' ')]) {
                let within_crlf = expected[..offset].ends_with('\r') && expected[offset..].starts_with('\n');
                if !within_crlf {
                    let position = document.position(offset as u32, encoding);
                    prop_assert_eq!(position, model::position(&expected, offset, encoding));
                    prop_assert_eq!(document.offset(position, encoding) as usize, offset);
                }
            }
        }
    }
}
