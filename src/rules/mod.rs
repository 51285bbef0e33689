//! **rules**: one file a class of leak, its page beside it. A static slice is the registry.
//!
//! Promises: facts in, findings out; no disk, no clock, no environment, no LSP type.
//! Never: proposes an edit.
//!
//! A leak is told once, where client code takes the value, or where it is declared when none does: a place belongs to the
//! first rule of [`RULES`] that claims it. [`engine`] asks the rules, and settles levels, suppressions and fingerprints.

mod engine;
pub mod finding;

mod build_output_tracked;
mod burnt_value;
mod ci_fork_secrets;
mod ci_prints_secrets;
mod ci_public_secret;
mod comment_secret;
mod compose_secret;
mod config_env_secret;
mod config_problem;
mod docker_build_secret;
mod dockerignore_lacks_env;
mod env_copied_to_output;
mod env_copy_tracked;
mod env_in_served_folder;
mod env_not_ignored;
mod env_tracked;
mod example_env_secret;
mod firebase_rules_open;
mod guard_unconfigured;
mod hardcoded_secret;
mod hardcoded_secret_in_client;
mod hosting_config_secret;
mod key_file_tracked;
mod literal_fallback;
mod needless_public_prefix;
mod notes_secret;
mod private_env_in_client;
mod public_env_secret;
mod public_twin;
mod published_secret;
mod request_file_secret;
mod row_policy_open;
mod row_rules_off;
mod secret_in_action;
mod secret_in_headers;
mod secret_in_html;
mod secret_in_page_data;
mod secret_in_props;
mod secret_in_response;
mod server_module_in_client;
mod server_only_missing;
mod server_sdk_in_client;
mod static_export_route;
mod suppression_without_reason;
mod test_secret;
mod tool_config_secret;

#[cfg(test)]
mod pages;

use std::sync::Arc;

use crate::flow::Memo;
use crate::graph::Graph;
use crate::project::{FileId, Project};
use crate::secrets::Catalogue;
use crate::syntax::Interests;

pub use finding::{Exposure, Finding, Fingerprint, Related, Severity, Subject};

/// What a check is made on: one state of a project.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    pub project: &'a Project,
    pub graph: &'a Graph,
    pub memo: &'a Memo,
    /// The shipped one, with the project's own providers beside it.
    pub catalogue: &'static Catalogue,
}

/// A class of leak.
pub struct Rule {
    /// In kebab-case; the only identifier a user sees.
    pub name: &'static str,
    /// One line for lists.
    pub summary: &'static str,
    /// The page, Markdown. Its *Leaks* and *Fine* blocks are run as tests.
    pub page: &'static str,
    check: fn(&engine::File<'_>, &mut Vec<engine::Draft>),
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// All rules. Where two claim a place, it is the earlier one's.
pub static RULES: &[&Rule] = &[
    &public_env_secret::RULE,
    &hardcoded_secret_in_client::RULE,
    &env_in_served_folder::RULE,
    &published_secret::RULE,
    &secret_in_props::RULE,
    &secret_in_html::RULE,
    &secret_in_page_data::RULE,
    &secret_in_action::RULE,
    &secret_in_response::RULE,
    &secret_in_headers::RULE,
    &comment_secret::RULE,
    &key_file_tracked::RULE,
    &tool_config_secret::RULE,
    &compose_secret::RULE,
    &docker_build_secret::RULE,
    &hosting_config_secret::RULE,
    &request_file_secret::RULE,
    &notes_secret::RULE,
    &test_secret::RULE,
    &hardcoded_secret::RULE,
    &server_module_in_client::RULE,
    &private_env_in_client::RULE,
    &server_sdk_in_client::RULE,
    &server_only_missing::RULE,
    &env_copy_tracked::RULE,
    &env_tracked::RULE,
    &example_env_secret::RULE,
    &needless_public_prefix::RULE,
    &public_twin::RULE,
    &config_env_secret::RULE,
    &literal_fallback::RULE,
    &burnt_value::RULE,
    &env_not_ignored::RULE,
    &dockerignore_lacks_env::RULE,
    &ci_public_secret::RULE,
    &ci_prints_secrets::RULE,
    &ci_fork_secrets::RULE,
    &env_copied_to_output::RULE,
    &build_output_tracked::RULE,
    &row_rules_off::RULE,
    &row_policy_open::RULE,
    &firebase_rules_open::RULE,
    &static_export_route::RULE,
    &guard_unconfigured::RULE,
    &suppression_without_reason::RULE,
    &config_problem::RULE,
];

/// The rule of that name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.name == name)
}

/// What sketches must have looked for before rules are asked.
pub fn interests() -> Arc<Interests> {
    engine::interests()
}

/// All findings of the project, by file, then place. On all cores.
pub fn check(context: &Context<'_>) -> Vec<Finding> {
    engine::check(context)
}

/// The findings of one file, without looking at the others' own.
pub fn check_file(context: &Context<'_>, file: FileId) -> Vec<Finding> {
    engine::check_file(context, file)
}
