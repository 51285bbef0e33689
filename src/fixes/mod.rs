//! **fixes**: one file an action. A finding in, plain edits out, or a refusal a person understands.
//!
//! Promises: pure and deterministic; routes fail closed; bytes outside the edits stay as they are.
//! Never: reads the disk, reports a finding.
//!
//! [`ACTIONS`] is the registry. An action is offered with the reason when it cannot be done; a plan has been parsed once
//! more before anybody sees it ([`check`]).

mod add_server_only;
mod check;
mod env_files;
mod env_rename;
mod extract_to_env;
mod house_style;
mod ignore_env_file;
mod imports;
mod move_to_route;
mod names;
pub mod plan;
mod printer;
mod rename_public_env;
pub mod style;
mod suppress;

#[cfg(test)]
mod tests;

pub use plan::*;

use crate::rules::{Context, Finding};

/// Something that can be done about a finding.
pub struct Action {
    /// Stable, shown in `codeAction.data.action` and taken by `staunch fix --action`.
    pub id: &'static str,
    /// One line for lists.
    pub summary: &'static str,
    /// What a menu shows; `None` where the action is none for this finding.
    offer: fn(&Context<'_>, &Finding) -> Option<Offer>,
    plan: fn(&Context<'_>, &Finding, Option<&str>) -> Result<Plan, Refusal>,
}

impl std::fmt::Debug for Action {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id)
    }
}

/// All actions, best first.
pub static ACTIONS: &[&Action] = &[
    &move_to_route::ACTION,
    &move_to_route::FOR_VISITORS,
    &rename_public_env::ACTION,
    &extract_to_env::ACTION,
    &ignore_env_file::ACTION,
    &add_server_only::ACTION,
    &suppress::ACTION,
];

/// What can be done about a finding, and what cannot and why; best first.
pub fn offers(context: &Context<'_>, finding: &Finding) -> Vec<Offer> {
    ACTIONS.iter().filter_map(|action| (action.offer)(context, finding)).collect()
}

/// An action's edits. `reason` is what a suppression says.
pub fn plan(context: &Context<'_>, finding: &Finding, id: &str, reason: Option<&str>) -> Result<Plan, Refusal> {
    let Some(action) = ACTIONS.iter().find(|action| action.id == id) else {
        return Err(Refusal(format!("There is no action `{id}`.")));
    };
    match (action.offer)(context, finding) {
        None => Err(Refusal(format!("`{id}` does not apply to this finding."))),
        Some(Offer { disabled: Some(reason), .. }) => Err(Refusal(reason)),
        Some(_) => (action.plan)(context, finding, reason).and_then(|plan| check::checked(context.project, plan)),
    }
}
