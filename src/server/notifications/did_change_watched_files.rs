//! `workspace/didChangeWatchedFiles`: files and folders that came, changed or went. Open buffers stay as they are.

use tower_lsp::ls_types::DidChangeWatchedFilesParams;

use super::super::convert;
use super::super::state::State;
use crate::analysis::Change;

pub(in crate::server) fn run(state: &mut State, params: &DidChangeWatchedFilesParams) {
    for path in params.changes.iter().filter_map(|change| convert::path(&change.uri)) {
        state.apply(&Change::Disk { path });
    }
}
