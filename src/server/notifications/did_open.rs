//! `textDocument/didOpen`: the buffer counts from now on, also when it was open already.

use tower_lsp::ls_types::DidOpenTextDocumentParams;

use super::super::convert;
use super::super::state::State;
use crate::analysis::{Ahead, Change};
use crate::text::Document;

pub(in crate::server) fn run(state: &mut State, params: DidOpenTextDocumentParams, ahead: Option<Ahead>) {
    let item = params.text_document;
    // `untitled:` and the like. What the file is, its extension says, not the client's word for the language.
    let Some(path) = convert::path(&item.uri) else { return };
    state.address(&path, &item.uri);
    match Document::new(&item.text, item.version) {
        Ok(document) => {
            let text = document.text();
            state.documents.insert(path.clone(), document);
            state.follow(&path);
            let parsed = ahead.and_then(Ahead::wait);
            state.apply(&Change::Open { path: path.clone(), text, parsed });
        }
        Err(error) => tracing::warn!("{path}: {error}"),
    }
    state.look_later(&path);
    state.answer(&path);
}
