//! `workspace/executeCommand`: a provider's recovery steps, as a document that the client opens.

use serde_json::Value;
use tower_lsp::jsonrpc::Error;
use tower_lsp::ls_types::request::ShowDocument;
use tower_lsp::ls_types::{ExecuteCommandParams, ShowDocumentParams};

use super::super::event::Answer;
use super::super::state::State;
use super::failed;
use crate::secrets::Catalogue;

/// Takes one argument, a provider's id.
pub(in crate::server) const SHOW_RECOVERY: &str = "staunch.showRecovery";

/// The catalogue's name for whatever belongs to nobody in particular.
pub(super) const GENERIC: &str = "generic";

pub(in crate::server) fn run(state: &mut State, params: &ExecuteCommandParams, answer: Answer<Option<Value>>) {
    // When it fails, the request was cancelled.
    drop(answer.send(show(state, params).map(|()| None)));
}

fn show(state: &mut State, params: &ExecuteCommandParams) -> Result<(), Error> {
    if params.command != SHOW_RECOVERY {
        return Err(Error::invalid_params(format!("the only command is {SHOW_RECOVERY}")));
    }
    let id = params.arguments.first().and_then(Value::as_str);
    let of_projects = |id| state.workspace.iter().find_map(|followed| followed.snapshot().catalogue().provider(id));
    let provider = id.and_then(|id| of_projects(id).or_else(|| Catalogue::builtin().provider(id)));
    let provider = provider.ok_or_else(|| Error::invalid_params("the argument is no provider's id"))?;
    let id = &provider.id;
    let uri = state.pages.write(id, &provider.recovery_page()).map_err(|error| {
        failed(format!("the page cannot be written ({error}); `staunch explain {id}` prints it in a terminal"))
    })?;
    state.outbox.request(async move |client| {
        let params = ShowDocumentParams { uri, external: None, take_focus: Some(true), selection: None };
        // A client that refuses says so itself.
        let _ = client.send_request::<ShowDocument>(params).await;
    });
    Ok(())
}
