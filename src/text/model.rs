//! The naive reading of LSP's positions, character by character, that the fast ones are compared with.

use super::{Encoding, Position};
use proptest::prelude::*;

/// Short texts rich in what goes wrong.
pub(super) fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("\n"),
        Just("\r"),
        Just("\r\n"),
        Just("a"),
        Just("key"),
        Just("é"),
        Just("🔐"),
        Just("\u{2028}"),
        Just("\u{b}"),
        Just("\0"),
        Just("\u{feff}"),
        Just("e\u{301}"),
        Just("漢"),
    ];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

pub(super) fn encoding() -> impl Strategy<Value = Encoding> {
    prop_oneof![Just(Encoding::Utf8), Just(Encoding::Utf16), Just(Encoding::Utf32)]
}

fn units(character: char, encoding: Encoding) -> u32 {
    match encoding {
        Encoding::Utf8 => character.len_utf8() as u32,
        Encoding::Utf16 => character.len_utf16() as u32,
        Encoding::Utf32 => 1,
    }
}

/// Whether a line ends after the character before `offset`.
fn ends_line(text: &str, offset: usize) -> bool {
    let before = &text[..offset];
    before.ends_with('\n') || before.ends_with('\r') && !text[offset..].starts_with('\n')
}

pub(super) fn position(text: &str, offset: usize, encoding: Encoding) -> Position {
    let mut at = Position::default();
    for (start, character) in text.char_indices().take_while(|(start, _)| *start < offset) {
        at.column += units(character, encoding);
        if ends_line(text, start + character.len_utf8()) {
            at = Position { line: at.line + 1, column: 0 };
        }
    }
    at
}

pub(super) fn offset(text: &str, position: Position, encoding: Encoding) -> usize {
    let mut rest = 0;
    for _ in 0..position.line {
        let next = (rest + 1..=text.len()).find(|&end| text.is_char_boundary(end) && ends_line(text, end));
        match next {
            Some(start) => rest = start,
            None => return text.len(),
        }
    }
    let mut column = 0;
    for (at, character) in text[rest..].char_indices() {
        column += units(character, encoding);
        if matches!(character, '\n' | '\r') || column > position.column {
            return rest + at;
        }
    }
    text.len()
}
