//! `textDocument/didSave`: a good moment to see what else has changed on disk. VS Code sends it after a close, too.

use tower_lsp::ls_types::DidSaveTextDocumentParams;

use super::super::convert;
use super::super::state::State;

pub(in crate::server) fn run(state: &mut State, params: &DidSaveTextDocumentParams) {
    let Some(path) = convert::path(&params.text_document.uri) else { return };
    // A watcher may come later or never: what is on disk now is known from here on.
    state.saw(std::slice::from_ref(&path));
    state.look_later(&path);
}
