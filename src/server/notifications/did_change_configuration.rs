//! `workspace/didChangeConfiguration`: the editor's `staunch.*`.

use serde_json::Value;
use tower_lsp::ls_types::ConfigurationItem;

use super::super::event::Event;
use super::super::state::State;

/// Some clients send their settings, others want to be asked.
pub(in crate::server) fn run(state: &mut State, settings: &Value) {
    if state.abilities().configuration {
        ask(state);
    } else {
        take(state, settings.get("staunch").unwrap_or(&Value::Null));
    }
}

/// Asks for the settings; they come as an event.
pub(super) fn ask(state: &State) {
    if !state.abilities().configuration {
        return;
    }
    let events = state.events();
    state.outbox.request(async move |client| {
        let item = ConfigurationItem { scope_uri: None, section: Some("staunch".to_owned()) };
        if let Ok(mut settings) = client.configuration(vec![item]).await {
            let settings = if settings.is_empty() { Value::Null } else { settings.swap_remove(0) };
            // The loop ends before its senders only with the process.
            let _ = events.send((std::time::Instant::now(), Event::Configuration(settings)));
        }
    });
}

/// Takes the settings over. `null` and what is no object: none.
pub(in crate::server) fn take(state: &mut State, settings: &Value) {
    state.configure(settings);
}
