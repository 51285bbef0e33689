//! Byte offsets of a plain text as lines and columns, and back.

use super::{Encoding, Position, Span};

/// What stands before a byte (an offset in UTF-8) in its line. Costs no more than that part of the line.
pub fn line_before(text: &str, offset: usize) -> &str {
    let before = text.get(..offset).unwrap_or_default();
    let start = memchr::memrchr2(b'\n', b'\r', before.as_bytes()).map_or(0, |at| at + 1);
    &before[start..]
}

/// Where the lines of a text start. Lines end at `\n`, `\r\n` and a lone `\r`, and at nothing else: U+2028, VT and
/// NUL are characters like others.
#[derive(Clone, Debug)]
pub struct LineIndex<'t> {
    text: &'t str,
    starts: Vec<u32>,
    /// Every column is a byte offset then, in any encoding; spares counting in minified files of one line.
    ascii: bool,
}

impl<'t> LineIndex<'t> {
    /// Text beyond [`super::MAX_BYTES`] belongs to the last line seen.
    pub fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            let inside_crlf = bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n');
            if inside_crlf {
                continue;
            }
            let Ok(start) = u32::try_from(at + 1) else { break };
            starts.push(start);
        }
        Self { text, starts, ascii: text.is_ascii() }
    }

    pub fn text(&self) -> &'t str {
        self.text
    }

    /// At least 1: an empty text has one empty line, and so has what follows a final line end.
    pub fn line_count(&self) -> usize {
        self.starts.len()
    }

    /// The line holding the byte `offset`; the last one for an offset beyond the text.
    pub fn line_of(&self, offset: u32) -> u32 {
        self.starts.partition_point(|&start| start <= offset).saturating_sub(1) as u32
    }

    /// The bytes of a line without its end. Empty at the text's end for a line that does not exist.
    pub fn line(&self, line: u32) -> Span {
        let end_of_text = self.text.len() as u32;
        let Some(&start) = self.starts.get(line as usize) else { return Span::new(end_of_text, end_of_text) };
        let Some(&next) = self.starts.get(line as usize + 1) else { return Span::new(start, end_of_text) };
        let before_newline = next.saturating_sub(1).max(start);
        let crlf = before_newline > start && self.text.as_bytes().get(before_newline as usize - 1) == Some(&b'\r');
        let ends_with_lf = self.text.as_bytes().get(before_newline as usize) == Some(&b'\n');
        Span::new(start, if crlf && ends_with_lf { before_newline - 1 } else { before_newline })
    }

    /// The place of a byte. An offset inside a character or beyond the text is moved back to the nearest place.
    pub fn position(&self, offset: u32, encoding: Encoding) -> Position {
        let offset = self.text.floor_char_boundary(offset as usize) as u32;
        let line = self.line_of(offset);
        let start = self.starts[line as usize];
        let column =
            if self.ascii { offset - start } else { encoding.width(Span::new(start, offset).of(self.text)) as u32 };
        Position { line, column }
    }

    /// The byte at a place. A column past the line's end is the line's end, a line past the text's end the text's end.
    pub fn offset(&self, position: Position, encoding: Encoding) -> u32 {
        let line = self.line(position.line);
        let column = if self.ascii {
            position.column.min(line.len())
        } else {
            encoding.bytes_before(line.of(self.text), position.column) as u32
        };
        line.start + column
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::text::model;
    use proptest::prelude::*;

    #[test]
    fn only_lf_crlf_and_cr_end_a_line() {
        let text = "a\r\nb\rc\nd\u{2028}e\u{b}f\0g\u{85}h\u{c}i";
        let index = LineIndex::new(text);
        let lines: Vec<_> = (0..index.line_count() as u32).map(|line| index.line(line).of(text)).collect();
        assert_eq!(lines, ["a", "b", "c", "d\u{2028}e\u{b}f\0g\u{85}h\u{c}i"]);
    }

    #[test]
    fn a_final_line_end_opens_an_empty_line() {
        let index = LineIndex::new("a\n");
        assert_eq!(index.line_count(), 2);
        assert_eq!(index.position(2, Encoding::Utf16), Position::new(1, 0));
        assert_eq!(LineIndex::new("").position(7, Encoding::Utf8), Position::new(0, 0));
    }

    #[test]
    fn columns_count_their_unit() {
        let index = LineIndex::new("x\né🔐k");
        let column = |encoding| index.position(8, encoding).column;
        assert_eq!((column(Encoding::Utf8), column(Encoding::Utf16), column(Encoding::Utf32)), (6, 3, 2));
    }

    proptest! {
        #[test]
        fn positions_agree_with_the_model(text in model::text(), encoding in model::encoding()) {
            let index = LineIndex::new(&text);
            for (offset, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let position = index.position(offset as u32, encoding);
                prop_assert_eq!(position, model::position(&text, offset, encoding));
                // Between `\r` and `\n` there is no place of its own: it is the line's end.
                let within_crlf = text[..offset].ends_with('\r') && text[offset..].starts_with('\n');
                let expected = if within_crlf { offset - 1 } else { offset };
                prop_assert_eq!(index.offset(position, encoding) as usize, expected);
            }
        }

        #[test]
        fn any_position_is_clamped_as_in_the_model(
            text in model::text(), line in 0u32..12, column in prop_oneof![0u32..20, Just(u32::MAX)],
            encoding in model::encoding(),
        ) {
            let position = Position { line, column };
            let offset = LineIndex::new(&text).offset(position, encoding);
            prop_assert_eq!(offset as usize, model::offset(&text, position, encoding));
        }
    }
}
