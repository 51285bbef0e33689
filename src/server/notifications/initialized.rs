//! `initialized`: from here on the client may be asked for things, if it can answer them.

use serde_json::json;
use tower_lsp::ls_types::Registration;

use super::super::state::State;
use super::did_change_configuration;

/// What a change outside of the editor may concern. `**` takes in folders, whose going is one event.
const WATCHED: [&str; 2] = ["**/*.{js,jsx,ts,tsx,mjs,cjs,mts,cts,json,html,vue,svelte,astro}", "**/{.env*,.gitignore}"];

pub(in crate::server) fn run(state: &mut State) {
    let abilities = state.abilities().clone();
    let mut registrations = Vec::new();
    if abilities.watch_files {
        let watchers: Vec<_> = WATCHED.iter().map(|glob| json!({ "globPattern": glob })).collect();
        registrations.push(registration("workspace/didChangeWatchedFiles", json!({ "watchers": watchers })));
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
