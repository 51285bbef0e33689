//! **server**: the language server, the only room that knows LSP.
//!
//! ```text
//! stdin ─► transport ─► backend ─► Event ─► main_loop ─► state: Analysis ─► publish ─► client ─► stdout
//!          (frames)     (forwards)            │ ▲
//!                                             ▼ │ Checked
//!                                 snapshots, beside the loop: requests, the check of the whole
//! ```
//!
//! Promises: one loop owns the analysis; no handler blocks it; a misbehaving client never stops it.
//! Never: decides anything about a leak.

mod backend;
mod capabilities;
mod client;
mod convert;
mod diagnostics;
mod edit;
mod event;
mod main_loop;
mod notifications;
mod pages;
mod publish;
mod requests;
mod state;
mod transport;
mod workspace;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::sync::mpsc::channel;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::runtime::{Builder, Handle};
use tower_lsp::LspService;

use backend::Backend;
use client::Outbox;
use pages::Pages;
use state::State;
use transport::End;

/// Serves the client on stdin and stdout. The exit code is 0 after `shutdown`, else 1.
pub fn main() -> ExitCode {
    let runtime = match Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            tracing::error!("no runtime: {error}");
            return ExitCode::FAILURE;
        }
    };
    let orderly = runtime.block_on(async {
        tokio::select! {
            orderly = serve(tokio::io::stdin(), tokio::io::stdout()) => orderly,
            () = terminated() => false,
        }
    });
    // Checks may still run, and a thread waits on stdin: neither holds up the end.
    runtime.shutdown_background();
    if orderly { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Serves one client until it says `exit` or closes its end; true after `shutdown`.
pub async fn serve(input: impl AsyncRead + Unpin, output: impl AsyncWrite + Unpin + Send + 'static) -> bool {
    let (events, queue) = channel();
    let runtime = Handle::current();
    let pages = Pages::default();
    let (service, socket) = LspService::new(|client| {
        let state = State::new(Outbox::new(client, runtime.clone()), pages.writer(), events.clone(), runtime);
        // It ends with the last sender.
        std::thread::spawn(move || main_loop::run(state, &queue));
        Backend::new(events)
    });
    transport::serve(input, output, service, socket).await == End::Orderly
}

/// Resolves when the system asks the process to end.
async fn terminated() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut signal) = signal(SignalKind::terminate()) {
            signal.recv().await;
            return;
        }
    }
    std::future::pending::<()>().await;
}

/// Runs what may panic; `None` when it does. What a panic says may quote a document, and is not kept.
fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    let result = catch_unwind(AssertUnwindSafe(work));
    if result.is_err() {
        tracing::error!("a panic was caught");
    }
    result.ok()
}
