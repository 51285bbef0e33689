//! **rules**: one file a class of leak, its page beside it. A static slice is the registry.
//!
//! Promises: facts in, findings out; no disk, no clock, no environment, no LSP type.
//! Never: proposes an edit.
pub mod finding;
use crate::{
    flow::Memo,
    graph::Graph,
    project::{FileId, Project},
};
pub use finding::*;
#[derive(Clone, Copy)]
pub struct Context<'a> {
    pub project: &'a Project,
    pub graph: &'a Graph,
    pub memo: &'a Memo,
}
#[derive(Debug)]
pub struct Rule {
    pub name: &'static str,
    pub summary: &'static str,
    pub page: &'static str,
}
pub static RULES: &[&Rule] = &[];
pub fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|r| r.name == name).copied()
}
pub fn check(_: &Context<'_>) -> Vec<Finding> {
    Vec::new()
}
pub fn check_file(_: &Context<'_>, _: FileId) -> Vec<Finding> {
    Vec::new()
}
