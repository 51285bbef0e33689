//! `workspace/didChangeWatchedFiles`: files and folders that came, changed or went. Open buffers stay as they are.

use tower_lsp::ls_types::DidChangeWatchedFilesParams;

use super::super::convert;
use super::super::state::State;

pub(in crate::server) fn run(state: &mut State, params: &DidChangeWatchedFilesParams) {
    let paths: Vec<_> = params.changes.iter().filter_map(|change| convert::path(&change.uri)).collect();
    state.saw(&paths);
}
