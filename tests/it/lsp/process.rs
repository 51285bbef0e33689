//! The real program on real pipes: how it ends, and what it says on stderr.

use std::io::{Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::app::{App, LEAK, SMS, uri};

/// INTERFACE, The server's manners 4.
const TWO_SECONDS: Duration = Duration::from_secs(2);

struct Server {
    child: Child,
}

impl Server {
    fn start(log: &str) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_staunch"));
        command.args(["lsp", "--stdio"]).env("STAUNCH_LOG", log);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        Self { child: command.spawn().unwrap() }
    }

    fn send(&mut self, message: &Value) {
        let body = message.to_string();
        let input = self.child.stdin.as_mut().unwrap();
        write!(input, "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
        input.flush().unwrap();
    }

    /// Sends `initialize` and reads up to the end of its answer.
    fn initialize(&mut self, root: &str) {
        let params = json!({ "processId": null, "rootUri": root, "capabilities": {} });
        self.send(&json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params }));
        let mut read = Vec::new();
        let output = self.child.stdout.as_mut().unwrap();
        while !read.ends_with(b"}}") || !read.windows(10).any(|window| window == b"serverInfo") {
            let mut byte = [0];
            output.read_exact(&mut byte).unwrap();
            read.push(byte[0]);
        }
        self.send(&json!({ "jsonrpc": "2.0", "method": "initialized", "params": {} }));
    }

    /// Waits for the end without listening to what is said.
    #[cfg(unix)]
    fn goes(&mut self) {
        let (said, everything) = channel();
        let mut stderr = self.child.stderr.take().unwrap();
        // It closes when the process goes.
        thread::spawn(move || said.send(stderr.read_to_end(&mut Vec::new())));
        everything.recv_timeout(TWO_SECONDS).expect("it goes on after two seconds").unwrap();
    }

    /// Waits for the end; gives all that was said on stdout and stderr.
    fn ends(mut self) -> (ExitStatus, String) {
        let input = self.child.stdin.take();
        let (said, everything) = channel();
        let mut pipes: Vec<Box<dyn Read + Send>> =
            vec![Box::new(self.child.stdout.take().unwrap()), Box::new(self.child.stderr.take().unwrap())];
        for mut pipe in pipes.drain(..) {
            let said = said.clone();
            thread::spawn(move || {
                let mut bytes = Vec::new();
                pipe.read_to_end(&mut bytes).unwrap();
                said.send(String::from_utf8_lossy(&bytes).into_owned()).unwrap();
            });
        }
        let since = Instant::now();
        let mut text = String::new();
        for _ in 0..2 {
            // Both pipes close when the process goes, whatever its stdin.
            text += &everything.recv_timeout(TWO_SECONDS).expect("it goes on after two seconds");
        }
        let status = self.child.wait().unwrap();
        assert!(since.elapsed() < TWO_SECONDS, "{:?}", since.elapsed());
        drop(input);
        (status, text)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

#[test]
fn exit_ends_it_with_stdin_still_open() {
    let app = App::leaking();
    for (shutdown, code) in [(true, 0), (false, 1)] {
        let mut server = Server::start("off");
        server.initialize(&uri(&app.root()));
        if shutdown {
            server.send(&json!({ "jsonrpc": "2.0", "id": 2, "method": "shutdown" }));
        }
        server.send(&json!({ "jsonrpc": "2.0", "method": "exit" }));
        assert_eq!(server.ends().0.code(), Some(code));
    }
}

#[test]
fn a_closed_stdin_ends_it() {
    let app = App::leaking();
    for initialize in [true, false] {
        let mut server = Server::start("off");
        if initialize {
            server.initialize(&uri(&app.root()));
        }
        drop(server.child.stdin.take());
        assert_eq!(server.ends().0.code(), Some(1));
    }
    let mut server = Server::start("off");
    server.initialize(&uri(&app.root()));
    server.send(&json!({ "jsonrpc": "2.0", "id": 2, "method": "shutdown" }));
    drop(server.child.stdin.take());
    assert_eq!(server.ends().0.code(), Some(0));
}

#[test]
#[cfg(unix)]
fn sigterm_ends_it() {
    let app = App::leaking();
    let mut server = Server::start("off");
    server.initialize(&uri(&app.root()));
    let killed = Command::new("kill").args(["-TERM", &server.child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    server.ends();
}

/// A server that a client has given much to do and has never listened to.
#[cfg(unix)]
fn busy(app: &App) -> Server {
    for number in 0..1000 {
        app.write(&format!("lib/f{number}.ts"), &format!("import './f{}'\n{SMS}", number + 1));
    }
    let mut server = Server::start("off");
    let params = json!({ "processId": null, "rootUri": uri(&app.root()), "capabilities": {} });
    server.send(&json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params }));
    server.send(&json!({ "jsonrpc": "2.0", "method": "initialized", "params": {} }));
    let document = |version: i32| json!({ "uri": app.uri("lib/sms.ts"), "version": version });
    let mut open = document(0);
    open["text"] = json!(SMS);
    server.send(&json!({ "jsonrpc": "2.0", "method": "textDocument/didOpen", "params": { "textDocument": open } }));
    // More answers than a pipe holds.
    for version in 1..500 {
        let params = json!({ "textDocument": document(version), "contentChanges": [{ "text": SMS }] });
        server.send(&json!({ "jsonrpc": "2.0", "method": "textDocument/didChange", "params": params }));
    }
    server
}

#[test]
#[cfg(unix)]
fn a_busy_server_that_nobody_listens_to_ends_all_the_same() {
    let app = App::leaking();
    let ends: [fn(&mut Server); 3] = [
        |server| drop(server.child.stdin.take()),
        |server| server.send(&json!({ "jsonrpc": "2.0", "method": "exit" })),
        |server| {
            Command::new("kill").args(["-TERM", &server.child.id().to_string()]).status().unwrap();
        },
    ];
    for end in ends {
        let mut server = busy(&app);
        end(&mut server);
        server.goes();
    }
}

#[test]
#[cfg(unix)]
fn a_closed_stdout_ends_it() {
    let app = App::leaking();
    let mut server = Server::start("off");
    server.initialize(&uri(&app.root()));
    drop(server.child.stdout.take());
    server.send(&json!({ "jsonrpc": "2.0", "id": 2, "method": "shutdown" }));
    server.goes();
}

#[test]
fn a_trace_log_holds_nothing_of_a_document() {
    let app = App::leaking();
    let mut server = Server::start("trace");
    server.initialize(&uri(&app.root()));
    let secret = "hunter2hunter2hunter2";
    let text = SMS.replace(LEAK, &format!("'{secret}' ?? {LEAK}"));
    let open = json!({ "textDocument": { "uri": app.uri("lib/sms.ts"), "languageId": "typescript", "version": 1, "text": text } });
    server.send(&json!({ "jsonrpc": "2.0", "method": "textDocument/didOpen", "params": open }));
    server.send(&json!({ "jsonrpc": "2.0", "method": "textDocument/didOpen", "params": { "textDocument": secret } }));
    server.send(&json!({ "jsonrpc": "2.0", "id": secret, "method": secret, "params": secret }));
    server.send(&json!(secret));
    server.send(&json!({ "jsonrpc": "2.0", "id": 3, "method": "shutdown", "params": secret }));
    server.send(&json!({ "jsonrpc": "2.0", "method": "exit" }));
    let (_, said) = server.ends();
    // The id is the client's own, and has to come back.
    let said = said.replace(&format!("\"id\":\"{secret}\""), "");
    assert!(!said.contains("hunter2"), "{said}");
}
