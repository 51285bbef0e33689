//! Everything that can wake the loop.

use std::collections::HashMap;

use camino::Utf8PathBuf;
use serde_json::Value;
use tokio::sync::oneshot;
use tower_lsp::jsonrpc;
use tower_lsp::ls_types::{
    CodeAction, CodeActionParams, CodeActionResponse, Diagnostic, DidChangeTextDocumentParams,
    DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams,
    DidOpenTextDocumentParams, DidSaveTextDocumentParams, ExecuteCommandParams, Hover, HoverParams, InitializeParams,
    InlayHint, InlayHintParams,
};

use crate::analysis::{Ahead, Hint};

/// Where an answer goes. The request is cancelled when it is closed.
pub(super) type Answer<T> = oneshot::Sender<jsonrpc::Result<T>>;

pub(super) enum Event {
    Initialize(Box<InitializeParams>),
    Initialized,
    /// With the text that is being read meanwhile.
    DidOpen(DidOpenTextDocumentParams, Option<Ahead>),
    DidChange(DidChangeTextDocumentParams),
    DidSave(DidSaveTextDocumentParams),
    DidClose(DidCloseTextDocumentParams),
    DidChangeWatchedFiles(DidChangeWatchedFilesParams),
    DidChangeWorkspaceFolders(DidChangeWorkspaceFoldersParams),
    DidChangeConfiguration(Value),
    /// The client's answer to the question for its settings.
    Configuration(Value),
    Hover(HoverParams, Answer<Option<Hover>>),
    InlayHint(InlayHintParams, Answer<Option<Vec<InlayHint>>>),
    CodeAction(CodeActionParams, Answer<Option<CodeActionResponse>>),
    CodeActionResolve(Box<CodeAction>, Answer<CodeAction>),
    ExecuteCommand(ExecuteCommandParams, Answer<Option<Value>>),
    /// A background check has ended.
    Checked(Checked),
}

/// What a background check of one project says.
pub(super) struct Checked {
    /// The project's root.
    pub(super) root: Utf8PathBuf,
    /// The generation of the state that was checked.
    pub(super) generation: u64,
    /// What has changed on disk without an event; there was no check then.
    pub(super) unseen: Vec<Utf8PathBuf>,
    /// By file; `None` when there was no check, or it was lost to a panic.
    pub(super) diagnostics: Option<HashMap<Utf8PathBuf, Vec<Diagnostic>>>,
    /// The hints of the files that were open.
    pub(super) hints: HashMap<Utf8PathBuf, Option<Hint>>,
}
