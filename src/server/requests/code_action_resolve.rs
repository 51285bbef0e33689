//! `codeAction/resolve`: the edit, from the text and the disk of this moment.

use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{CodeAction, MessageType, WorkspaceEdit};

use super::super::convert;
use super::super::edit::workspace_edit;
use super::super::event::Answer;
use super::super::state::State;
use super::code_action::{Data, fingerprint};
use super::{Reader, failed};

pub(in crate::server) fn run(state: &mut State, action: CodeAction, answer: Answer<CodeAction>) {
    // A command is whole as it was listed.
    if action.command.is_some() {
        drop(answer.send(Ok(action)));
        return;
    }
    let data = action.data.clone().and_then(|data| serde_json::from_value::<Data>(data).ok());
    let Some(data) = data else {
        drop(answer.send(Err(Error::invalid_params("No action of this server"))));
        return;
    };
    if let Some(path) = convert::path(&data.uri) {
        state.look_now(&path);
    }
    match state.reader(&data.uri) {
        Some(reader) => {
            state.read(reader, answer, move |reader| Ok(CodeAction { edit: Some(edit(reader, &data)?), ..action }));
        }
        None => drop(answer.send(Err(Error::content_modified()))),
    }
}

fn edit(reader: &Reader, data: &Data) -> Result<WorkspaceEdit> {
    let name = fingerprint(&data.fingerprint);
    let finding =
        reader.snapshot.findings_of(reader.file).into_iter().find(|finding| Some(finding.fingerprint) == name);
    let finding = finding.ok_or_else(Error::content_modified)?;
    // A plan may have become impossible since the list was shown; the title then says why no more.
    let offer = reader.snapshot.offers(&finding).into_iter().find(|offer| offer.id == data.action);
    let offer = offer.ok_or_else(Error::content_modified)?;
    if let Some(reason) = reader.refusal(&offer) {
        return Err(failed(reason));
    }
    let plan = reader.snapshot.plan(&finding, offer.id, None).map_err(|refusal| failed(refusal.to_string()))?;
    let edit = workspace_edit(&reader.view, &reader.snapshot, &reader.versions, &plan);
    let edit = edit.ok_or_else(Error::content_modified)?;
    if !plan.notes.is_empty() {
        reader.outbox.message(MessageType::INFO, plan.notes.join("\n"));
    }
    Ok(edit)
}
