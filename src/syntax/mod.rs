//! **syntax**: one file's text in, what it says out.
//!
//! Two tiers. A [`Sketch`] is one pass over the bytes and a superset; [`Facts`](facts::Facts) are exact, from
//! the tree. Promises: pure; a file with syntax errors still has facts; facts ⊆ sketch.
//! Never: knows another file, a project or a secret.

pub mod ast;
mod commonjs;
mod directives;
mod env;
pub mod facts;
mod incremental;
pub mod json;
mod language;
mod lower;
mod parser;
mod resolve;
mod roads;
pub mod settings;
mod shift;
#[cfg(test)]
mod show;
mod sketch;
mod splice;
#[cfg(test)]
mod tests;
mod walk;

pub use language::Language;
pub use parser::{Edit, Parsed, parse};
pub use sketch::{Classes, Interest, Interests, Look, Sketch, Takers, may_call_import, may_leave};
