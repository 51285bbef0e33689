//! `textDocument/didChange`: the open file is checked at once.

use camino::Utf8Path;
use tower_lsp::ls_types::DidChangeTextDocumentParams;

use super::super::convert;
use super::super::state::State;
use crate::analysis::Change;
use crate::syntax::Edit;
use crate::text::{ByteEdit, Document, Encoding, TextChange};

/// `changes` are of one document, and answered together.
pub(in crate::server) fn run(state: &mut State, changes: Vec<DidChangeTextDocumentParams>) {
    let Some(path) = changes.first().and_then(|change| convert::path(&change.text_document.uri)) else { return };
    let encoding = state.abilities().encoding;
    if let Some(document) = state.documents.get_mut(&path) {
        let edits = edit(document, changes, encoding, &path);
        let text = document.text();
        if !state.apply(&Change::Edit { path: path.clone(), text: text.clone(), edits }) {
            // The edits were made for a tree that may be lost.
            state.apply(&Change::Open { path: path.clone(), text, parsed: None });
        }
    } else {
        tracing::warn!("a change of a document that is not open");
    }
    state.answer(&path);
}

fn edit(
    document: &mut Document,
    changes: Vec<DidChangeTextDocumentParams>,
    encoding: Encoding,
    path: &Utf8Path,
) -> Vec<Edit> {
    let mut edits = Vec::new();
    for params in changes {
        for change in &params.content_changes {
            let range = change.range.map(convert::position_range);
            match document.apply(TextChange { range, text: &change.text }, encoding) {
                Ok(ByteEdit { start, old_end, new_end }) => edits.push(Edit { start, old_end, new_end }),
                Err(error) => tracing::warn!("{path}: {error}"),
            }
        }
        document.set_version(params.text_document.version);
    }
    edits
}
