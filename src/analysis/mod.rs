//! **analysis**: `Change → Analysis → Snapshot`, what both front ends call.
//!
//! Promises: a `Change` is the only way to alter state; a `Snapshot` is immutable, cheap to clone and `Send`; the
//! incremental answer equals the fresh one. Never: knows a protocol or a terminal.
