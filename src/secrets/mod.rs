//! **secrets**: the catalogue of credentials, and whether a value or a name is one.
//!
//! Promises: knows no JavaScript; entropy alone never reports; a value leaves only as [`Redacted`](redact::Redacted).
//! Never: reads a file, prints a value.
