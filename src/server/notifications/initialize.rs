//! `initialize`: reads the workspace while the client is still reading the answer, which the backend has given.

use std::sync::Arc;

use camino::Utf8PathBuf;
use tower_lsp::ls_types::InitializeParams;

use super::super::capabilities::Abilities;
use super::super::convert;
use super::super::state::State;
use super::did_change_configuration;

pub(in crate::server) fn run(state: &mut State, params: &InitializeParams) {
    state.view.abilities = Arc::new(Abilities::of(&params.capabilities));
    if let Some(options) = &params.initialization_options {
        did_change_configuration::take(state, options.get("staunch").unwrap_or(options));
    }
    for folder in folders(params) {
        state.follow_folder(folder);
    }
}

/// The workspace's folders, or what older clients have in their place.
#[allow(deprecated)]
fn folders(params: &InitializeParams) -> Vec<Utf8PathBuf> {
    let folders = params.workspace_folders.as_deref().unwrap_or_default();
    if !folders.is_empty() {
        return folders.iter().filter_map(|folder| convert::path(&folder.uri)).collect();
    }
    let root = params.root_uri.as_ref().and_then(convert::path);
    let path = || params.root_path.as_deref().map(Utf8PathBuf::from).filter(|path| path.is_absolute());
    root.or_else(path).into_iter().collect()
}
