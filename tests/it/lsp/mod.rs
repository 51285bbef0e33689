//! The language server, over a pipe in memory.

mod actions;
mod check;
mod documents;
mod framing;
mod hints;
mod lifecycle;
mod manners;
mod process;
mod recovery;
mod robust;
mod typing;
mod workspace;
