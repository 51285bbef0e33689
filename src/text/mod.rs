//! **text**: byte spans, rope documents, positions in UTF-8, UTF-16 and UTF-32.
//!
//! Promises: offsets are bytes everywhere in the core; no edit, range or encoding a client can send panics.
//! Never: knows a language, a file or a protocol.

mod document;
mod encoding;
mod lines;
#[cfg(test)]
mod model;
mod span;

pub use document::{ByteEdit, Document, PositionRange, TextChange, TooLarge};
pub use encoding::{Encoding, Position};
pub use lines::{LineIndex, line_before};
pub use span::Span;

/// The largest text that is analysed, in bytes: offsets are `u32`.
pub const MAX_BYTES: usize = u32::MAX as usize;
