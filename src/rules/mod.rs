//! **rules**: one file a class of leak, its page beside it. A static slice is the registry.
//!
//! Promises: facts in, findings out; no disk, no clock, no environment, no LSP type.
//! Never: proposes an edit.
