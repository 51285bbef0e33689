//! The language server, over a pipe in memory.

mod framing;
mod lifecycle;
mod process;
