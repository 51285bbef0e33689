//! `cargo bench --bench lsp`: how soon an editor hears of a leak, over the real pipe, in an app of 10,000 files with a
//! file of 5,000 lines open. Prints figures, asserts nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod support;

use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

const FILES: usize = 10_000;
const LINES: usize = 5_000;
const STARTS: usize = 5;
const KEYS: usize = 500;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    support::write_app(&root, FILES).unwrap();
    let big = long_file(&root).unwrap();
    println!("{FILES} files, {LINES} lines ({} KB) open", big.len() / 1024);

    let mut first = Vec::new();
    let mut whole = Vec::new();
    for run in 0..STARTS {
        let mut server = Server::start(&root);
        first.push(server.open(&big));
        whole.push(server.whole());
        if run + 1 == STARTS {
            typing(&mut server, &big);
            server.figures();
        }
    }
    report("initialized to first diagnostics", &mut first);
    report("initialized to the whole workspace", &mut whole);
}

/// Types into a function's body, then into the imports.
fn typing(server: &mut Server, big: &str) {
    let line = big.lines().position(|line| line.contains("const step250 ")).unwrap();
    let mut body: Vec<Duration> =
        (0..KEYS).map(|key| server.key(line, 4, &char::from(b'a' + (key % 26) as u8).to_string())).collect();
    report("keystroke in a body to diagnostics", &mut body);
    let mut import: Vec<Duration> = (0..KEYS / 10)
        .map(|key| {
            server.key(
                1,
                0,
                &format!("import {{ format{0} }} from '../lib/l{1}/helper{0}'\n", 15 + key * 10, (15 + key * 10) / 40),
            )
        })
        .collect();
    report("new import to diagnostics", &mut import);
}

fn report(what: &str, times: &mut [Duration]) {
    times.sort();
    let at = |percent: usize| times[(times.len() - 1) * percent / 100].as_secs_f64() * 1000.0;
    println!("{what}: p50 {:.1} ms, p99 {:.1} ms, worst {:.1} ms ({} times)", at(50), at(99), at(100), times.len());
}

struct Server {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    uri: String,
    version: i64,
    initialized: Instant,
}

impl Server {
    fn start(root: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_staunch"));
        let mut child = command.arg("lsp").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (input, output) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
        let uri = format!("file://{}/components/big.tsx", root.display());
        let mut server = Self { child, input, output, uri, version: 0, initialized: Instant::now() };
        let capabilities = json!({
            "window": { "workDoneProgress": true },
            "textDocument": { "publishDiagnostics": { "relatedInformation": true } },
        });
        let params = json!({
            "processId": null, "rootUri": format!("file://{}", root.display()), "capabilities": capabilities,
        });
        server.send(&json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params }));
        server.wait(|message| message["id"] == 1);
        server
    }

    fn open(&mut self, text: &str) -> Duration {
        self.initialized = Instant::now();
        self.notify("initialized", &json!({}));
        let item = json!({ "uri": self.uri, "languageId": "typescriptreact", "version": 0, "text": text });
        self.notify("textDocument/didOpen", &json!({ "textDocument": item }));
        let published = self.published();
        assert!(!published["diagnostics"].as_array().unwrap().is_empty(), "the leak was not found");
        self.initialized.elapsed()
    }

    /// To the end of the progress on the first check.
    fn whole(&mut self) -> Duration {
        self.wait(|message| message["params"]["value"]["kind"] == "end");
        self.initialized.elapsed()
    }

    fn key(&mut self, line: usize, character: usize, text: &str) -> Duration {
        self.version += 1;
        let here = json!({ "line": line, "character": character });
        let change = json!({ "range": { "start": here, "end": here }, "text": text });
        let document = json!({ "uri": self.uri, "version": self.version });
        let since = Instant::now();
        self.notify("textDocument/didChange", &json!({ "textDocument": document, "contentChanges": [change] }));
        while self.published()["version"] != self.version {}
        since.elapsed()
    }

    fn figures(&mut self) {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        for line in status.lines().filter(|line| line.starts_with("VmHWM") || line.starts_with("VmRSS")) {
            println!("memory: {line}");
        }
    }

    fn notify(&mut self, method: &str, params: &Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    fn send(&mut self, message: &Value) {
        let body = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
        self.input.flush().unwrap();
    }

    fn published(&mut self) -> Value {
        let uri = self.uri.clone();
        let mut message = self.wait(|message| message["params"]["uri"] == uri);
        message["params"].take()
    }

    /// The next message of that kind; requests are answered on the way.
    fn wait(&mut self, is_it: impl Fn(&Value) -> bool) -> Value {
        loop {
            let message = self.read();
            if message.get("method").is_some() && message.get("id").is_some() {
                self.send(&json!({ "jsonrpc": "2.0", "id": message["id"], "result": null }));
            }
            if is_it(&message) {
                return message;
            }
        }
    }

    fn read(&mut self) -> Value {
        let mut length = 0;
        let mut line = String::new();
        while line != "\r\n" {
            line.clear();
            assert!(self.output.read_line(&mut line).unwrap() > 0, "the server has left");
            if let Some(value) = line.strip_prefix("Content-Length: ") {
                length = value.trim().parse().unwrap();
            }
        }
        let mut body = vec![0; length];
        self.output.read_exact(&mut body).unwrap();
        serde_json::from_slice(&body).unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The long file: a client component of many functions, a page that renders it, and a leak at its end.
fn long_file(root: &Path) -> std::io::Result<String> {
    let mut text =
        String::from("'use client'\nimport { useState } from 'react'\nimport { format5 } from '../lib/l0/helper5'\n\n");
    for number in 0..LINES / 10 {
        let _ = write!(
            text,
            "export function Step{number}({{ value }}: {{ value: string }}) {{\n  const [state, setState] = useState(value)\n  \
             const step{number} = format5(state)\n  const url = `/api/${{step{number}}}?q=${{encodeURIComponent(value)}}`\n  \
             if (state.length > {number}) {{\n    setState(url.slice(0, {number}))\n  }}\n  \
             return <p title={{url}} onClick={{() => setState('a')}}>{{step{number}}} {{value ?? 'none'}}</p>\n}}\n\n"
        );
    }
    text.push_str("export const token = process.env.NEXT_PUBLIC_TWILIO_AUTH_TOKEN\n");
    fs::write(root.join("components/big.tsx"), &text)?;
    let page = "import { Step1, token } from '../components/big'\nexport default function Page() { return <Step1 value={token} /> }\n";
    fs::write(root.join("app/page.tsx"), page)?;
    Ok(text)
}
