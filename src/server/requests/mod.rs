//! One file a request. Each takes a [`Reader`] from the loop and answers beside it.

pub(super) mod code_action;
pub(super) mod code_action_resolve;
pub(super) mod execute_command;
pub(super) mod hover;
pub(super) mod inlay_hint;

use tower_lsp::jsonrpc::{Error, ErrorCode};

use super::client::Outbox;
use super::diagnostics::View;
use super::edit::Versions;
use crate::analysis::Snapshot;
use crate::fixes::Offer;
use crate::project::FileId;

/// LSP's `RequestFailed`: the client shows the message.
const REQUEST_FAILED: i64 = -32803;

fn failed(reason: String) -> Error {
    Error { code: ErrorCode::ServerError(REQUEST_FAILED), message: reason.into(), data: None }
}

/// The state at the request's place in the stream, as a request on one file sees it.
pub(super) struct Reader {
    pub(super) view: View,
    pub(super) snapshot: Snapshot,
    pub(super) file: FileId,
    pub(super) versions: Versions,
    pub(super) outbox: Outbox,
}

impl Reader {
    /// Why this client cannot have the action, be it the action's fault or the client's.
    fn refusal(&self, offer: &Offer) -> Option<String> {
        let cannot_create = offer.creates && !self.view.abilities.create_files;
        let reason = || {
            format!(
                "this editor takes no new files from a language server; \
                 `staunch fix --action {} --write` makes the same change",
                offer.id
            )
        };
        offer.disabled.clone().or_else(|| cannot_create.then(reason))
    }
}
