//! Everything that is tested from outside a room, in one binary.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod architecture;
mod cli;
mod discretion;
mod documents;
mod incremental;
mod lsp;
mod support;
