//! `initialized`: from here on the client may be asked for things, if it can answer them.

use serde_json::json;
use tower_lsp::ls_types::Registration;

use super::super::state::State;
use super::did_change_configuration;

/// All files: what concerns nobody is sorted out here. A narrower pattern would miss a folder that goes, with all in it:
/// that is one event, with no extension to know it by.
const WATCHED: &str = "**/*";

pub(in crate::server) fn run(state: &mut State) {
    let abilities = state.abilities().clone();
    let mut registrations = Vec::new();
    if abilities.watch_files {
        registrations
            .push(registration("workspace/didChangeWatchedFiles", json!({ "watchers": [{ "globPattern": WATCHED }] })));
    }
    if abilities.watch_configuration {
        registrations.push(registration("workspace/didChangeConfiguration", json!({ "section": "staunch" })));
    }
    if !registrations.is_empty() {
        state.outbox.request(async move |client| {
            if client.register_capability(registrations).await.is_err() {
                tracing::warn!("the client does not watch after all");
            }
        });
    }
    did_change_configuration::ask(state);
    if abilities.progress && !state.workspace.is_empty() {
        state.progress = Some(state.outbox.progress("Looking for leaks"));
    }
}

fn registration(method: &str, options: serde_json::Value) -> Registration {
    Registration { id: method.to_owned(), method: method.to_owned(), register_options: Some(options) }
}
