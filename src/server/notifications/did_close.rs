//! `textDocument/didClose`: the disk counts again.

use tower_lsp::ls_types::DidCloseTextDocumentParams;

use super::super::convert;
use super::super::state::State;
use crate::analysis::Change;

pub(in crate::server) fn run(state: &mut State, params: &DidCloseTextDocumentParams) {
    let Some(path) = convert::path(&params.text_document.uri) else { return };
    if state.documents.remove(&path).is_none() {
        return;
    }
    state.apply(&Change::Close { path: path.clone() });
    state.answer(&path);
    state.drop_unused();
}
