//! `workspace/didChangeWorkspaceFolders`.

use tower_lsp::ls_types::DidChangeWorkspaceFoldersParams;

use super::super::convert;
use super::super::state::State;

pub(in crate::server) fn run(state: &mut State, params: &DidChangeWorkspaceFoldersParams) {
    for folder in params.event.removed.iter().filter_map(|folder| convert::path(&folder.uri)) {
        state.leave_folder(&folder);
    }
    for folder in params.event.added.iter().filter_map(|folder| convert::path(&folder.uri)) {
        state.follow_folder(folder);
    }
}
