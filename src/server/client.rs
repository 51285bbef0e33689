//! Words to the client. Nothing here waits: notifications leave in order by one task, requests by a task each.

use std::future::Future;

use tokio::runtime::Handle;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::oneshot;
use tower_lsp::Client;
use tower_lsp::ls_types::notification::Progress;
use tower_lsp::ls_types::request::WorkDoneProgressCreate;
use tower_lsp::ls_types::{
    MessageType, NumberOrString, ProgressParams, ProgressParamsValue, PublishDiagnosticsParams, WorkDoneProgress,
    WorkDoneProgressBegin, WorkDoneProgressCreateParams, WorkDoneProgressEnd,
};

#[derive(Clone)]
pub(super) struct Outbox {
    client: Client,
    runtime: Handle,
    notifications: UnboundedSender<Notification>,
}

enum Notification {
    Publish(PublishDiagnosticsParams),
    Message(MessageType, String),
}

impl Outbox {
    pub(super) fn new(client: Client, runtime: Handle) -> Self {
        let (notifications, queue) = unbounded_channel();
        runtime.spawn(send_all(client.clone(), queue));
        Self { client, runtime, notifications }
    }

    pub(super) fn publish(&self, params: PublishDiagnosticsParams) {
        self.send(Notification::Publish(params));
    }

    pub(super) fn message(&self, kind: MessageType, text: impl Into<String>) {
        self.send(Notification::Message(kind, text.into()));
    }

    fn send(&self, notification: Notification) {
        // The task ends with the connection; nobody is left to be told then.
        let _ = self.notifications.send(notification);
    }

    /// Asks the client something. `request` may take for ever.
    pub(super) fn request<F>(&self, request: impl FnOnce(Client) -> F)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        self.runtime.spawn(request(self.client.clone()));
    }

    /// Shows a progress until the guard goes.
    pub(super) fn progress(&self, title: &'static str) -> ProgressGuard {
        let (guard, mut done) = oneshot::channel::<()>();
        self.request(async move |client| {
            let token = NumberOrString::String(format!("staunch/{title}"));
            let create = WorkDoneProgressCreateParams { token: token.clone() };
            if client.send_request::<WorkDoneProgressCreate>(create).await.is_err() {
                return;
            }
            // Over before the client agreed: nothing is shown.
            if !matches!(done.try_recv(), Err(oneshot::error::TryRecvError::Empty)) {
                return;
            }
            let begin = WorkDoneProgressBegin { title: title.to_owned(), ..WorkDoneProgressBegin::default() };
            report(&client, &token, WorkDoneProgress::Begin(begin)).await;
            let _ = done.await;
            report(&client, &token, WorkDoneProgress::End(WorkDoneProgressEnd { message: None })).await;
        });
        ProgressGuard { _done: guard }
    }
}

/// A progress that is being shown; it ends when this is dropped.
pub(super) struct ProgressGuard {
    _done: oneshot::Sender<()>,
}

async fn report(client: &Client, token: &NumberOrString, progress: WorkDoneProgress) {
    let value = ProgressParamsValue::WorkDone(progress);
    client.send_notification::<Progress>(ProgressParams { token: token.clone(), value }).await;
}

async fn send_all(client: Client, mut queue: UnboundedReceiver<Notification>) {
    while let Some(notification) = queue.recv().await {
        match notification {
            Notification::Publish(PublishDiagnosticsParams { uri, diagnostics, version }) => {
                client.publish_diagnostics(uri, diagnostics, version).await;
            }
            Notification::Message(kind, text) => client.show_message(kind, text).await,
        }
    }
}
