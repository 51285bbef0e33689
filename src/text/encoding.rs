//! What a column counts.

/// The unit of [`Position::column`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// Code units, a pair for what lies above U+FFFF: what LSP and SARIF count when nothing is said.
    #[default]
    Utf16,
    /// Characters.
    Utf32,
}

/// A place in a text, both numbers from 0.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Position {
    pub line: u32,
    /// In units of an [`Encoding`].
    pub column: u32,
}

impl Position {
    pub const fn new(line: u32, column: u32) -> Self {
        Self { line, column }
    }
}

impl Encoding {
    /// How many units `text` takes.
    pub fn width(self, text: &str) -> usize {
        let bytes = text.as_bytes();
        match self {
            Self::Utf8 => bytes.len(),
            // Counting bytes rather than decoding lets the compiler use vector instructions.
            Self::Utf16 => bytes.iter().map(|&byte| usize::from(starts_char(byte)) + usize::from(byte >= 0xF0)).sum(),
            Self::Utf32 => bytes.iter().map(|&byte| usize::from(starts_char(byte))).sum(),
        }
    }

    /// The bytes of `line` before `column`. A column inside a character counts as that character's start, one past
    /// the line as its end.
    pub fn bytes_before(self, line: &str, column: u32) -> usize {
        let column = column as usize;
        match self {
            Self::Utf8 => line.floor_char_boundary(column),
            Self::Utf16 | Self::Utf32 => {
                let mut units = 0;
                for (byte, character) in line.char_indices() {
                    units += if self == Self::Utf16 { character.len_utf16() } else { 1 };
                    if units > column {
                        return byte;
                    }
                }
                line.len()
            }
        }
    }
}

const fn starts_char(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}
