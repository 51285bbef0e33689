//! **rules**: one file a class of leak, its page beside it. A static slice is the registry.
//!
//! Promises: facts in, findings out; no disk, no clock, no environment, no LSP type.
//! Never: proposes an edit.
//!
//! A leak is told once, where client code takes the value, or where it is declared when none does: a place belongs to the
//! first rule of [`RULES`] that claims it. [`engine`] asks the rules, and settles levels, suppressions and fingerprints.

pub mod built;
mod engine;
pub mod finding;

mod admin_api_in_client;
mod browser_flag;
mod build_output_tracked;
mod burnt_value;
mod catch_all_proxy;
mod ci_fork_secrets;
mod ci_prints_secrets;
mod ci_public_secret;
mod client_chosen_cost;
mod client_chosen_url;
mod comment_secret;
mod compose_secret;
mod config_env_secret;
mod config_problem;
mod cookie_readable;
mod cors_any_origin;
mod crypto_key_in_client;
mod database_in_client;
mod docker_build_secret;
mod dockerignore_lacks_env;
mod env_copied_to_output;
mod env_copy_tracked;
mod env_in_served_folder;
mod env_not_ignored;
mod env_schema_in_client;
mod env_tracked;
mod error_detail_in_response;
mod example_env_secret;
mod firebase_rules_open;
mod guard_unconfigured;
mod hardcoded_secret;
mod hardcoded_secret_in_client;
mod hosting_config_secret;
mod jwt_not_verified;
mod key_fetched_by_client;
mod key_file_tracked;
mod literal_fallback;
mod needless_public_prefix;
mod notes_secret;
mod oauth_secret_in_client;
mod open_relay;
mod password_check_in_client;
mod private_env_in_client;
mod public_env_secret;
mod public_twin;
mod published_secret;
mod request_file_secret;
mod row_policy_open;
mod row_rules_off;
mod secret_in_action;
mod secret_in_build;
mod secret_in_headers;
mod secret_in_html;
mod secret_in_page_data;
mod secret_in_props;
mod secret_in_query;
mod secret_in_response;
mod secret_in_server_build;
mod secret_logged;
mod secret_to_tracker;
mod server_module_in_client;
mod server_only_missing;
mod server_sdk_in_client;
mod static_export_route;
mod suppression_unused;
mod suppression_without_reason;
mod test_secret;
mod token_in_message;
mod token_in_storage;
mod token_in_url;
mod tool_config_secret;
mod unguarded_action;
mod weak_signing_secret;
mod webhook_unverified;
mod whole_row_to_client;

#[cfg(test)]
mod pages;

use std::sync::Arc;

use crate::flow::Memo;
use crate::graph::Graph;
use crate::project::{FileId, Project};
use crate::secrets::Catalogue;
use crate::syntax::Interests;

pub use built::BuiltFinding;
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
    /// What it says of a source file; nothing for a rule about what a build has left, which [`built`] asks.
    check: Option<fn(&engine::File<'_>, &mut Vec<engine::Draft>)>,
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// All rules, in the order in which they are asked. Where two claim a place, it is the earlier one's.
pub static RULES: &[&Rule] = &[
    &public_env_secret::RULE,
    &password_check_in_client::RULE,
    &hardcoded_secret_in_client::RULE,
    &env_in_served_folder::RULE,
    &published_secret::RULE,
    &secret_in_props::RULE,
    &secret_in_html::RULE,
    &secret_in_page_data::RULE,
    &secret_in_action::RULE,
    &secret_in_response::RULE,
    &secret_in_headers::RULE,
    &secret_in_build::RULE,
    &secret_in_server_build::RULE,
    &whole_row_to_client::RULE,
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
    &crypto_key_in_client::RULE,
    &oauth_secret_in_client::RULE,
    &key_fetched_by_client::RULE,
    &error_detail_in_response::RULE,
    &weak_signing_secret::RULE,
    &open_relay::RULE,
    &unguarded_action::RULE,
    &webhook_unverified::RULE,
    &client_chosen_url::RULE,
    &catch_all_proxy::RULE,
    &client_chosen_cost::RULE,
    &secret_logged::RULE,
    &secret_to_tracker::RULE,
    &secret_in_query::RULE,
    &jwt_not_verified::RULE,
    &cookie_readable::RULE,
    &cors_any_origin::RULE,
    &server_module_in_client::RULE,
    &private_env_in_client::RULE,
    &database_in_client::RULE,
    &server_sdk_in_client::RULE,
    &admin_api_in_client::RULE,
    &browser_flag::RULE,
    &env_schema_in_client::RULE,
    &token_in_storage::RULE,
    &token_in_url::RULE,
    &token_in_message::RULE,
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
    &suppression_unused::RULE,
];

/// The rule of that name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.name == name)
}

/// Where the rule's page is read on the web.
pub fn page_url(name: &str) -> String {
    format!("https://staunch.dev/rules/{name}")
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
