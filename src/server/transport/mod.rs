//! Messages in, messages out, over the library's `LspService`.
//!
//! The library's own `Server` is not used: it ends at the first body that is no JSON, hands messages to handlers
//! through a queue of 100 that a waiting client can fill for good, drops what follows `initialize` too early, and never
//! answers unknown requests that start with `$/`. Here each message is given to the service, and its handler
//! polled once, before the next is read: that alone keeps them in order.

mod frame;
mod lenient;
mod message;
mod spelling;

use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;
use std::time::Duration;

use frame::{Frame, FrameReader};
use futures_util::{FutureExt, SinkExt, StreamExt};
use message::Message;
use spelling::Spellings;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt, BufWriter};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response};
use tower_lsp::{ClientSocket, ExitedError};
use tower_service::Service;

use super::backend::METHODS;

/// How a conversation ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum End {
    /// `exit`, or the end of the input, after `shutdown`.
    Orderly,
    /// Without it, or the output cannot be written any more.
    Abrupt,
}

/// Runs until `exit`, the end of `input`, or an output that cannot be written.
pub(super) async fn serve<S>(
    input: impl AsyncRead + Unpin,
    output: impl AsyncWrite + Unpin + Send + 'static,
    service: S,
    socket: ClientSocket,
) -> End
where
    S: Service<Request, Response = Option<Response>, Error = ExitedError>,
    S::Future: Send + Unpin + 'static,
{
    let (requests, mut responses) = socket.split();
    let (outgoing, queue) = unbounded_channel();
    let spellings = Arc::new(Mutex::new(Spellings::default()));
    let mut writer = tokio::spawn(write_all(output, queue, Arc::clone(&spellings)));
    let client = tokio::spawn(forward(requests, outgoing.clone()));

    let mut reader = Reader { service, outgoing, shut_down: false };
    let mut frames = FrameReader::new(input);
    loop {
        let frame = tokio::select! {
            frame = frames.next() => frame,
            _ = &mut writer => break,
        };
        match frame {
            Ok(Some(Frame::Body(body))) => {
                let message = message::parse(body, &mut lock(&spellings));
                match message {
                    Message::Request(request) if request.method() == "exit" => break,
                    Message::Request(request) => reader.request(request).await,
                    Message::Response(response) => {
                        // It fails after `exit` alone, which ends the loop.
                        let _ = responses.send(response).await;
                    }
                    Message::Wrong(response) => reader.answer(response),
                    Message::Nothing => tracing::warn!("an answer that cannot be read"),
                }
            }
            Ok(Some(Frame::Broken)) => {
                tracing::warn!("a header that cannot be read");
                reader.answer(Response::from_error(Id::Null, Error::parse_error()));
            }
            Ok(None) | Err(_) => break,
        }
    }
    client.abort();
    // Handlers that still wait hold a sender each, so the queue does not end by itself.
    if reader.outgoing.send(Outgoing::End).is_ok() {
        let _ = tokio::time::timeout(LAST_WORDS, writer).await;
    }
    if reader.shut_down { End::Orderly } else { End::Abrupt }
}

/// How long a client may take to read what was answered before the end.
const LAST_WORDS: Duration = Duration::from_secs(1);

struct Reader<S> {
    service: S,
    outgoing: UnboundedSender<Outgoing>,
    shut_down: bool,
}

enum Outgoing {
    Response(Response),
    Request(Request),
    End,
}

impl<S> Reader<S>
where
    S: Service<Request, Response = Option<Response>, Error = ExitedError>,
    S::Future: Send + Unpin + 'static,
{
    fn answer(&self, response: Response) {
        // Nobody is left to read it when this fails.
        let _ = self.outgoing.send(Outgoing::Response(response));
    }

    async fn request(&mut self, mut request: Request) {
        let id = request.id().cloned();
        if !METHODS.contains(&request.method()) {
            if let Some(id) = id {
                self.answer(Response::from_error(id, Error::method_not_found()));
            }
            return;
        }
        let shutdown = request.method() == "shutdown";
        if shutdown && let Some(id) = id.clone() {
            // Some clients send `{}` where there is nothing to send.
            request = Request::build("shutdown").id(id).finish();
        }
        let mut handler = self.service.call(request).map(move |response| complete(response, id));
        match std::future::poll_fn(|context| Poll::Ready(handler.poll_unpin(context))).await {
            Poll::Ready(Some(response)) => {
                self.shut_down |= shutdown && response.is_ok();
                self.answer(response);
            }
            Poll::Ready(None) => {}
            Poll::Pending => {
                let outgoing = self.outgoing.clone();
                tokio::spawn(async move {
                    if let Some(response) = handler.await {
                        let _ = outgoing.send(Outgoing::Response(response));
                    }
                });
            }
        }
    }
}

/// Every request gets an answer, and no error repeats what could not be read.
fn complete(response: Result<Option<Response>, ExitedError>, id: Option<Id>) -> Option<Response> {
    let id = id?;
    let response = response.ok().flatten().unwrap_or_else(|| Response::from_error(id, Error::method_not_found()));
    let (id, result) = response.into_parts();
    let result = result.map_err(|mut error| {
        if error.code == ErrorCode::InvalidParams {
            error = Error::invalid_params("The parameters are not those of this request");
        }
        error.data = None;
        error
    });
    Some(Response::from_parts(id, result))
}

async fn forward(mut requests: impl StreamExt<Item = Request> + Unpin, outgoing: UnboundedSender<Outgoing>) {
    while let Some(request) = requests.next().await {
        if outgoing.send(Outgoing::Request(request)).is_err() {
            return;
        }
    }
}

/// Ends when it is told to, or the output is closed.
async fn write_all(
    output: impl AsyncWrite + Unpin,
    mut queue: UnboundedReceiver<Outgoing>,
    spellings: Arc<Mutex<Spellings>>,
) {
    let mut output = BufWriter::new(output);
    while let Some(message) = queue.recv().await {
        let Some(body) = encode(message, &spellings) else { break };
        if frame::write(&mut output, &body).await.is_err() {
            return;
        }
        if queue.is_empty() && output.flush().await.is_err() {
            return;
        }
    }
    let _ = output.flush().await;
}

/// `None` for the end.
fn encode(message: Outgoing, spellings: &Mutex<Spellings>) -> Option<Vec<u8>> {
    let value = match message {
        Outgoing::Response(response) => serde_json::to_value(response),
        Outgoing::Request(request) => serde_json::to_value(request),
        Outgoing::End => return None,
    };
    let mut value = value.ok()?;
    lock(spellings).write(&mut value);
    Some(value.to_string().into_bytes())
}

fn lock(spellings: &Mutex<Spellings>) -> std::sync::MutexGuard<'_, Spellings> {
    spellings.lock().unwrap_or_else(PoisonError::into_inner)
}
