//! **fixes**: one file an action. A finding in, plain edits out, or a refusal a person understands.
//!
//! Promises: pure and deterministic; routes fail closed; bytes outside the edits stay as they are.
//! Never: reads the disk, reports a finding.
pub mod plan;
use crate::rules::{Context, Finding};
pub use plan::*;
#[derive(Debug)]
pub struct Action {
    pub id: &'static str,
}
pub static ACTIONS: &[&Action] = &[];
pub fn offers(_: &Context<'_>, _: &Finding) -> Vec<Offer> {
    Vec::new()
}
pub fn plan(_: &Context<'_>, _: &Finding, _: &str, _: Option<&str>) -> Result<Plan, Refusal> {
    Err(Refusal(String::new()))
}
