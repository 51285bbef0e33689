//! The library's handlers: each pushes one event before any await, or messages would change places.

use std::sync::mpsc::Sender;
use std::time::Instant;

use serde_json::Value;
use tokio::sync::oneshot;
use tower_lsp::LanguageServer;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{
    CodeAction, CodeActionParams, CodeActionResponse, DidChangeConfigurationParams, DidChangeTextDocumentParams,
    DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams,
    DidOpenTextDocumentParams, DidSaveTextDocumentParams, ExecuteCommandParams, Hover, HoverParams, InitializeParams,
    InitializeResult, InitializedParams, InlayHint, InlayHintParams, ServerInfo,
};

use super::capabilities::{self, Abilities};
use super::convert;
use super::event::{Answer, Event};
use crate::analysis::Ahead;

/// What is served. The library knows the whole protocol, and looks at a request's parameters before it finds that nobody
/// serves it.
pub(super) const METHODS: [&str; 17] = [
    "initialize",
    "initialized",
    "shutdown",
    "exit",
    "$/cancelRequest",
    "textDocument/didOpen",
    "textDocument/didChange",
    "textDocument/didSave",
    "textDocument/didClose",
    "workspace/didChangeWatchedFiles",
    "workspace/didChangeWorkspaceFolders",
    "workspace/didChangeConfiguration",
    "textDocument/hover",
    "textDocument/inlayHint",
    "textDocument/codeAction",
    "codeAction/resolve",
    "workspace/executeCommand",
];

pub(super) struct Backend {
    events: Sender<(Instant, Event)>,
}

impl Backend {
    pub(super) fn new(events: Sender<(Instant, Event)>) -> Self {
        Self { events }
    }

    fn notify(&self, event: Event) {
        if self.events.send((Instant::now(), event)).is_err() {
            tracing::error!("the loop is gone");
        }
    }

    /// A loop that drops the answer has failed at this very request; the text of a panic stays here.
    async fn ask<T>(&self, event: impl FnOnce(Answer<T>) -> Event) -> Result<T> {
        let (answer, result) = oneshot::channel();
        self.notify(event(answer));
        result.await.unwrap_or_else(|_| Err(Error::internal_error()))
    }
}

impl LanguageServer for Backend {
    /// Answered here, and not in the loop, so that what follows in the pipe finds an initialized server.
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let capabilities = capabilities::offered(&Abilities::of(&params.capabilities));
        self.notify(Event::Initialize(Box::new(params)));
        Ok(InitializeResult {
            capabilities,
            server_info: Some(ServerInfo {
                name: env!("CARGO_PKG_NAME").to_owned(),
                version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            }),
            ..InitializeResult::default()
        })
    }

    async fn initialized(&self, _: InitializedParams) {
        self.notify(Event::Initialized);
    }

    /// There is nothing to save, and a busy loop must not hold up the end.
    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        let item = &params.text_document;
        // The loop may be reading the workspace for a while yet.
        let ahead = convert::path(&item.uri).and_then(|path| Ahead::start(&path, &item.text));
        self.notify(Event::DidOpen(params, ahead));
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        self.notify(Event::DidChange(params));
    }

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        self.notify(Event::DidSave(params));
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        self.notify(Event::DidClose(params));
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        self.notify(Event::DidChangeWatchedFiles(params));
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        self.notify(Event::DidChangeWorkspaceFolders(params));
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        self.notify(Event::DidChangeConfiguration(params.settings));
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        self.ask(|answer| Event::Hover(params, answer)).await
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        self.ask(|answer| Event::InlayHint(params, answer)).await
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        self.ask(|answer| Event::CodeAction(params, answer)).await
    }

    async fn code_action_resolve(&self, params: CodeAction) -> Result<CodeAction> {
        self.ask(|answer| Event::CodeActionResolve(Box::new(params), answer)).await
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<Value>> {
        self.ask(|answer| Event::ExecuteCommand(params, answer)).await
    }
}
