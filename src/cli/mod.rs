//! **cli**: `check`, `fix`, `why`, `graph`, `explain`; one file an output format.
//!
//! Promises: output in machine formats is byte-identical between runs; no value is printed.
//! Never: decides anything about a leak.
