//! **text**: byte spans, rope documents, positions in UTF-8, UTF-16 and UTF-32.
//!
//! Promises: offsets are bytes everywhere in the core; no edit, range or encoding a client can send panics.
//! Never: knows a language, a file or a protocol.

mod span;

pub use span::Span;
