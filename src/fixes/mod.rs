//! **fixes**: one file an action. A finding in, plain edits out, or a refusal a person understands.
//!
//! Promises: pure and deterministic; routes fail closed; bytes outside the edits stay as they are.
//! Never: reads the disk, reports a finding.
