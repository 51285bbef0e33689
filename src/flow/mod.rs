//! **flow**: where a value comes from and where it goes, by access path, within and across modules.
//!
//! Promises: pure; what cannot be known is *unknown*, never guessed.
//! Never: decides that something is a leak.
#[derive(Debug, Default)]
pub struct Memo;
