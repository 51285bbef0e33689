//! A language client in memory. It waits for messages, never for time to pass. When it goes, nothing that the server
//! said may be left unread, but publishes for files that the test never asked for, or with nothing new in them.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, DuplexStream, duplex};
use tokio::runtime::Runtime;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::app::{App, uri};

/// A test that waits so long has failed.
const PATIENCE: Duration = Duration::from_secs(30);

pub struct Client {
    runtime: Runtime,
    /// `None` after the client has closed its end.
    input: Option<DuplexStream>,
    output: BufReader<DuplexStream>,
    server: Option<JoinHandle<bool>>,
    next_id: i64,
    /// Read, but not yet asked for.
    unread: VecDeque<Value>,
    /// By URI, the diagnostics of the last publish that the test has read.
    seen: HashMap<String, Value>,
    /// By URI, the diagnostics of the last publish that has come, asked for or not.
    latest: BTreeMap<String, Value>,
}

impl Client {
    /// Connected, nothing said yet.
    pub fn connect() -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let (input, server_input) = duplex(1 << 20);
        let (server_output, output) = duplex(1 << 20);
        let server = runtime.spawn(staunch::server::serve(server_input, server_output));
        Self {
            runtime,
            input: Some(input),
            output: BufReader::new(output),
            server: Some(server),
            next_id: 0,
            unread: VecDeque::new(),
            seen: HashMap::new(),
            latest: BTreeMap::new(),
        }
    }

    /// Initialized on a folder, with these capabilities.
    pub fn start(root: &Path, capabilities: &Value) -> Self {
        let mut client = Self::connect();
        client.initialize(root, capabilities);
        client
    }

    /// Initialized on an app, as an editor that can everything but ask for answers.
    pub fn on(app: &App) -> Self {
        Self::start(&app.root(), &capable())
    }

    pub fn initialize(&mut self, root: &Path, capabilities: &Value) -> Value {
        let folder = json!({ "uri": uri(root), "name": "app" });
        let params = json!({
            "processId": null, "rootUri": uri(root), "workspaceFolders": [folder], "capabilities": capabilities,
        });
        let answer = self.request("initialize", &params);
        self.notify("initialized", &json!({}));
        answer
    }

    // ---- sending

    pub fn send_raw(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().unwrap();
        self.runtime.block_on(async { timeout(PATIENCE, input.write_all(bytes)).await }).unwrap().unwrap();
    }

    pub fn send(&mut self, message: &Value) {
        let body = message.to_string();
        self.send_raw(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    pub fn notify(&mut self, method: &str, params: &Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Asks without waiting; gives the request's id.
    pub fn ask(&mut self, method: &str, params: &Value) -> i64 {
        self.next_id += 1;
        self.send(&json!({ "jsonrpc": "2.0", "id": self.next_id, "method": method, "params": params }));
        self.next_id
    }

    /// The whole answer, be it a result or an error.
    pub fn answer(&mut self, id: i64) -> Value {
        self.wait(&format!("the answer to {id}"), |message| message["id"] == id && message.get("method").is_none())
    }

    /// Asks and gives the result.
    pub fn request(&mut self, method: &str, params: &Value) -> Value {
        let id = self.ask(method, params);
        let mut answer = self.answer(id);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].take()
    }

    /// Closes the client's end of the pipe.
    pub fn hang_up(&mut self) {
        self.input = None;
    }

    // ---- documents

    pub fn open(&mut self, uri: &str, version: i32, text: &str) {
        let item = json!({ "uri": uri, "languageId": "typescriptreact", "version": version, "text": text });
        self.notify("textDocument/didOpen", &json!({ "textDocument": item }));
    }

    /// Replaces the whole text.
    pub fn replace(&mut self, uri: &str, version: i32, text: &str) {
        self.change(uri, version, &json!([{ "text": text }]));
    }

    pub fn change(&mut self, uri: &str, version: i32, changes: &Value) {
        let document = json!({ "uri": uri, "version": version });
        self.notify("textDocument/didChange", &json!({ "textDocument": document, "contentChanges": changes }));
    }

    pub fn close(&mut self, uri: &str) {
        self.notify("textDocument/didClose", &json!({ "textDocument": { "uri": uri } }));
    }

    /// Says that files have come (1), changed (2) or gone (3).
    pub fn watched(&mut self, changes: &[(&str, i32)]) {
        let changes: Vec<_> = changes.iter().map(|(uri, kind)| json!({ "uri": uri, "type": kind })).collect();
        self.notify("workspace/didChangeWatchedFiles", &json!({ "changes": changes }));
    }

    // ---- waiting

    /// The next message of that kind; those before it wait their turn.
    pub fn wait(&mut self, what: &str, is_it: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.unread.iter().position(&is_it) {
            return self.unread.remove(at).unwrap();
        }
        loop {
            let message = self.read().unwrap_or_else(|| panic!("the server has left, before {what}"));
            if is_it(&message) {
                return message;
            }
            self.unread.push_back(message);
        }
    }

    /// The next publish for the file.
    pub fn published(&mut self, uri: &str) -> Value {
        self.publish(uri, &format!("a publish for {uri}"), |_| true)
    }

    /// The next publish for this version of an open file.
    pub fn answered(&mut self, uri: &str, version: i32) -> Vec<Value> {
        let what = format!("a publish for version {version} of {uri}");
        let mut published = self.publish(uri, &what, |params| params["version"] == version);
        serde_json::from_value(published["diagnostics"].take()).unwrap()
    }

    /// The next publish for the file with so many diagnostics.
    pub fn shown(&mut self, uri: &str, count: usize) -> Vec<Value> {
        let what = format!("{count} diagnostics in {uri}");
        let is_it = |params: &Value| params["diagnostics"].as_array().unwrap().len() == count;
        serde_json::from_value(self.publish(uri, &what, is_it)["diagnostics"].take()).unwrap()
    }

    /// What an editor would show now, by URI.
    pub fn latest(&self) -> &BTreeMap<String, Value> {
        &self.latest
    }

    /// Publishes for the file before the one that is waited for are passed over.
    fn publish(&mut self, uri: &str, what: &str, is_it: impl Fn(&Value) -> bool) -> Value {
        let ours = |message: &Value| is_publish(message) && message["params"]["uri"] == uri;
        loop {
            let params = self.wait(what, ours)["params"].take();
            self.seen.insert(uri.to_owned(), params["diagnostics"].clone());
            if is_it(&params) {
                return params;
            }
        }
    }

    fn read(&mut self) -> Option<Value> {
        let output = &mut self.output;
        let message = self.runtime.block_on(async { timeout(PATIENCE, read(output)).await });
        let message = message.expect("the server is silent");
        if let Some(message) = message.as_ref().filter(|message| is_publish(message)) {
            let params = &message["params"];
            self.latest.insert(params["uri"].as_str().unwrap().to_owned(), params["diagnostics"].clone());
        }
        message
    }

    /// The kinds of all progress that is still unread, once the server has ended.
    pub fn progress(&mut self) -> Vec<String> {
        while let Some(message) = self.read() {
            self.unread.push_back(message);
        }
        let is_progress = |message: &Value| message["method"] == "$/progress";
        let kind = |message: &Value| message["params"]["value"]["kind"].as_str().unwrap().to_owned();
        let kinds = self.unread.iter().filter(|message| is_progress(message)).map(kind).collect();
        self.unread.retain(|message| !is_progress(message));
        kinds
    }

    // ---- the end

    /// `shutdown`, `exit`; true when the server takes it for an orderly end.
    pub fn shut_down(mut self) -> bool {
        self.request("shutdown", &Value::Null);
        self.notify("exit", &Value::Null);
        self.ended()
    }

    /// Waits for the server to end by itself.
    pub fn ended(&mut self) -> bool {
        let server = self.server.take().unwrap();
        let ended = self.runtime.block_on(async { timeout(PATIENCE, server).await });
        ended.expect("the server goes on").unwrap()
    }

    /// What the server tells the user counts as read, as far as it has come.
    pub fn ignore_messages(&mut self) {
        self.unread.retain(|message| message["method"] != "window/showMessage");
    }

    /// What is left unread now counts as read: the test says so.
    pub fn ignore_the_rest(&mut self) {
        self.hang_up();
        self.ended();
        while self.read().is_some() {}
        self.unread.clear();
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        self.hang_up();
        if self.server.is_some() {
            self.ended();
        }
        while let Some(message) = self.read() {
            self.unread.push_back(message);
        }
        let seen = &self.seen;
        self.unread.retain(|message| {
            let params = &message["params"];
            let last = params["uri"].as_str().and_then(|uri| seen.get(uri));
            !is_publish(message) || last.is_some_and(|last| *last != params["diagnostics"])
        });
        assert!(self.unread.is_empty(), "left unread: {:#?}", self.unread);
    }
}

fn is_publish(message: &Value) -> bool {
    message["method"] == "textDocument/publishDiagnostics"
}

async fn read(output: &mut BufReader<DuplexStream>) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).await.unwrap() == 0 {
            return None;
        }
        if let Some(value) = line.strip_prefix("Content-Length: ") {
            length = value.trim().parse().unwrap();
        } else if line == "\r\n" {
            break;
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).await.unwrap();
    Some(serde_json::from_slice(&body).unwrap())
}

/// An editor that shows and applies everything, and is asked for nothing.
pub fn capable() -> Value {
    json!({
        "general": { "positionEncodings": ["utf-16"] },
        "textDocument": {
            "publishDiagnostics": {
                "relatedInformation": true, "codeDescriptionSupport": true, "dataSupport": true, "versionSupport": true,
            },
            "codeAction": {
                "resolveSupport": { "properties": ["edit"] }, "disabledSupport": true, "isPreferredSupport": true,
                "dataSupport": true,
            },
        },
        "workspace": {
            "workspaceEdit": { "documentChanges": true, "resourceOperations": ["create", "rename", "delete"] },
        },
    })
}
