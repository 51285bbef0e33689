//! **server**: the language server, the only room that knows LSP.
//!
//! Promises: one loop owns the analysis; no handler blocks it; a misbehaving client never stops it.
//! Never: decides anything about a leak.
