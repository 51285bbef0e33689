//! The language server, over a pipe in memory.

mod actions;
mod documents;
mod framing;
mod lifecycle;
mod manners;
mod process;
mod workspace;
