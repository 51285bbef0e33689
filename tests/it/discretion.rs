//! No twelve characters of a secret in anything that is printed, logged or sent, whatever held it and whatever was asked.
//! Only the edits themselves may hold values: those that move one into an ignored file.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::support::app::{App, uri};
use crate::support::random::Random;

const HEX: &str = "0123456789abcdef";
const ALNUM: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// Name, what everybody's begins with, letters and length of what is one's own.
const KINDS: [(&str, &str, &str, usize); 14] = [
    ("TWILIO_AUTH_TOKEN", "", HEX, 32),
    ("STRIPE_SECRET_KEY", "sk_live_", ALNUM, 32),
    ("OPENAI_API_KEY", "sk-proj-", ALNUM, 48),
    ("ANTHROPIC_API_KEY", "sk-ant-api03-", ALNUM, 93),
    ("MAILGUN_API_KEY", "key-", HEX, 32),
    ("SLACK_BOT_TOKEN", "xoxb-", ALNUM, 40),
    ("PLIVO_AUTH_TOKEN", "", ALNUM, 40),
    ("VONAGE_API_SECRET", "", ALNUM, 16),
    ("TELEGRAM_BOT_TOKEN", "7123456789:AA", ALNUM, 33),
    ("JWT_SECRET", "", ALNUM, 44),
    ("DATABASE_URL", "postgres://app:", ALNUM, 24),
    ("AWS_SECRET_ACCESS_KEY", "", ALNUM, 40),
    ("SUPABASE_SERVICE_ROLE_KEY", "sb_secret_", ALNUM, 31),
    ("SESSION_SECRET", "", HEX, 64),
];

struct Secret {
    name: &'static str,
    value: String,
    /// The part that is one's own.
    own: String,
}

/// New ones each time: each finds another way out.
fn secrets(random: &mut Random) -> Vec<Secret> {
    KINDS
        .iter()
        .map(|(name, head, letters, length)| {
            let own: String = (0..*length).map(|_| char::from(*random.pick(letters.as_bytes()))).collect();
            let tail = if *name == "DATABASE_URL" { "@db.acme.io/app" } else { "" };
            Secret { name, value: format!("{head}{own}{tail}"), own }
        })
        .collect()
}

fn git(folder: &Path, args: &[&str]) {
    let mut git = Command::new("git");
    git.args(["-c", "user.name=a", "-c", "user.email=a@example.com"]).args(args).current_dir(folder);
    assert!(git.env("GIT_CONFIG_GLOBAL", "/dev/null").output().unwrap().status.success(), "git {args:?}");
}

/// Values within what messages name: who takes a secret, what is handed on.
fn quoted(app: &App, take: &mut impl FnMut() -> Vec<(&'static str, String)>) {
    for (number, (name, value)) in take().into_iter().enumerate() {
        app.write(
            &format!("app/quoted{number}/page.tsx"),
            &format!(
                "'use client';\nexport default function P() {{\n  window.parent.postMessage({{ accessToken: exchange('{value}', code) }}, '*');\n  window.parent.postMessage({{ access_token: code + '{value}' }}, '*');\n  return null;\n}}\n"
            ),
        );
        app.write(
            &format!("app/api/quoted{number}/route.ts"),
            &format!(
                "import Mixpanel from 'mixpanel';\nimport OpenAI from 'openai';\nimport {{ PostHog }} from 'posthog-node';\nconst openai = new OpenAI();\nexport async function POST(request) {{\n  const body = await request.json();\n  Mixpanel.init('{value}').track('x', {{ k: process.env.{name} }});\n  new PostHog('{value}').capture({{ event: 'x', properties: {{ k: process.env.{name} }} }});\n  createApp('{value}').logger.info(process.env.{name});\n  return Response.json(await openai.chat.completions.create({{ model: body.key + '{value}', messages: body.messages }}));\n}}\n"
            ),
        );
        app.write(
            &format!("pages/api/quoted{number}.ts"),
            &format!(
                "export default function handler(req, res) {{\n  res.status(200).setHeader('x-api-key', '{value}').json({{ k: process.env.{name} }});\n}}\n"
            ),
        );
    }
}

/// Every road and every input, a secret in each; one half of the files committed.
fn app(random: &mut Random) -> (App, Vec<Secret>) {
    let app = App::leaking();
    let mut all = Vec::new();
    let mut take = || {
        let mut text = Vec::new();
        for secret in secrets(random) {
            text.push((secret.name, secret.value.clone()));
            all.push(secret);
        }
        text
    };
    let lines = |values: &[(&str, String)], form: &dyn Fn(&str, &str) -> String| {
        values.iter().fold(String::new(), |mut out, (name, value)| {
            let _ = writeln!(out, "{}", form(name, value));
            out
        })
    };
    let mut page = String::new();
    for (number, (name, value)) in take().iter().enumerate() {
        let client = format!(
            "'use client';\nconst {name} = '{value}';\nexport function Use{number}() {{\n  fetch('https://api.acme.io', {{ headers: {{ authorization: 'Bearer ' + {name}, x: `${{{name}}}` }} }});\n  return <p title={{process.env.NEXT_PUBLIC_{name}}}>{{{name}}}</p>;\n}}\n"
        );
        app.write(&format!("components/use{number}.tsx"), &client);
        let _ = writeln!(
            page,
            "import {{ Use{number} }} from '../../components/use{number}';\nexport const p{number} = Use{number};"
        );
    }
    app.write("app/use/page.tsx", &format!("{page}export default () => null;\n"));
    app.write(
        "app/api/a/route.ts",
        &format!(
            "{}export const GET = () => Response.json(process.env);\n",
            lines(&take(), &|name, value| {
                format!("// {value}\nexport const {name} = process.env.{name} ?? '{value}';")
            })
        ),
    );
    quoted(&app, &mut take);
    app.write(
        "public/config.json",
        &json!(take().into_iter().collect::<std::collections::BTreeMap<_, _>>()).to_string(),
    );
    app.write("public/env.js", &lines(&take(), &|name, value| format!("window.{name} = \"{value}\";")));
    app.write(
        "lib/sms.test.ts",
        &lines(&take(), &|name, value| format!("test('x', () => use({{ {name}: \"{value}\" }}));")),
    );
    app.write(
        "compose.yaml",
        &format!(
            "services:\n  web:\n    environment:\n{}",
            lines(&take(), &|name, value| format!("      - {name}={value}"))
        ),
    );
    app.write("Dockerfile", &format!("FROM node:22\n{}", lines(&take(), &|name, value| format!("ENV {name}={value}"))));
    app.write(
        ".github/workflows/ci.yml",
        &format!(
            "on: push\njobs:\n  a:\n    env:\n{}    steps: []\n",
            lines(&take(), &|name, value| format!("      {name}: '{value}'"))
        ),
    );
    app.write("settings.toml", &lines(&take(), &|name, value| format!("{name} = \"{value}\"")));
    app.write(".npmrc", &lines(&take(), &|_, value| format!("//npm.acme.io/:_authToken={value}")));
    app.write("NOTES.md", &lines(&take(), &|name, value| format!("the {name} is {value}")));
    app.write(
        "calls.http",
        &lines(&take(), &|_, value| format!("GET https://api.acme.io\nAuthorization: Bearer {value}\n\n###")),
    );
    app.write(
        "split.http",
        &lines(&take(), &|name, value| {
            format!("GET https://api.acme.io\nCookie: {name} {value}; password={value}\nX-Api-Key: {value}=\n\n###")
        }),
    );
    app.write(
        "docker/Dockerfile",
        &format!(
            "FROM node:22\n{}",
            lines(&take(), &|name, value| format!("ENV A=\"x \\\" {value}\" {name}=\"{value}\""))
        ),
    );
    app.write(".env", &lines(&take(), &|name, value| format!("NEXT_PUBLIC_{name}={value}")));
    app.write(".env.local", &lines(&take(), &|name, value| format!("{name}=\"{value}\"")));
    app.write(".env.example", &lines(&take(), &|name, value| format!("{name}={value}")));
    app.write("legacy/package.json", &lines(&take(), &|name, value| format!("{{ \"name\": {value}, {name}")));
    app.write("legacy/tsconfig.json", &lines(&take(), &|_, value| format!("{{ \"compilerOptions\": \"{value}\" ")));
    app.write("broken.yaml", &lines(&take(), &|name, value| format!("{name}: [\"{value}\"")));
    app.write(
        "staunch.json",
        &format!("{{ \"rules\": {{ \"env-tracked\": {:?} }}, \"ignore\": {:?} }}", take()[1].1, take()[2].1),
    );
    app.write(".next/BUILD_ID", "x");
    app.write(".next/build-manifest.json", "{}");
    app.write(".next/static/a.js", &lines(&take(), &|name, value| format!("var {name}=\"{value}\";")));
    app.write(".next/server/a.js", &lines(&take(), &|name, value| format!("exports.{name}=\"{value}\";")));
    let content = lines(&take(), &|name, value| format!("const {name} = '{value}';"));
    app.write(
        ".next/static/b.js.map",
        &json!({ "version": 3, "sources": ["a.ts"], "sourcesContent": [content], "names": [], "mappings": "" })
            .to_string(),
    );
    app.write(".next/server/app/index.html", &format!("<script id=\"__NEXT_DATA__\">{}</script>", json!(take())));
    app.write(".gitignore", ".env.local\n.next\n");
    git(&app.root(), &["init", "--quiet"]);
    git(&app.root(), &["add", ".env", "compose.yaml", "components", "app"]);
    git(&app.root(), &["commit", "--quiet", "--message", "a"]);
    git(&app.root(), &["add", "Dockerfile", "NOTES.md", "lib"]);
    (app, all)
}

/// The secrets of which twelve characters stand in a text.
fn told(secrets: &[Secret], by: &str, text: &str) -> Vec<String> {
    let is_in = |secret: &&Secret| (0..=secret.own.len() - 12).any(|at| text.contains(&secret.own[at..at + 12]));
    secrets.iter().filter(is_in).map(|secret| format!("{by}: {}", secret.name)).collect()
}

#[test]
fn no_command_in_any_format_prints_a_secret() {
    let (app, secrets) = app(&mut Random::new(11));
    let run = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_staunch"));
        command.args(args).current_dir(app.root()).env("STAUNCH_LOG", "trace");
        let output = command.stdin(Stdio::null()).output().unwrap();
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
    };
    let mut out = Vec::new();
    let mut said = 0;
    for format in ["human", "json", "sarif", "github"] {
        let text = run(&["check", "--format", format, "--artifacts", ".next", "--timeline"]);
        said += text.len();
        out.extend(told(&secrets, format, &text));
    }
    out.extend(told(&secrets, "what is staged", &run(&["check", "--staged"])));
    run(&["check", "--artifacts", ".next", "--baseline", "accepted.json", "--write-baseline"]);
    out.extend(told(&secrets, "the baseline", &app.read("accepted.json")));
    app.remove("accepted.json");
    for action in ["move-to-route", "extract-to-env", "suppress"] {
        let text = run(&["fix", "--action", action, "--reason", "tried"]);
        said += text.len();
        out.extend(told(&secrets, &format!("fix --action {action}"), &text));
    }
    for args in
        [&["graph"][..], &["graph", "--format", "dot"], &["why", "components/use1.tsx", "lib/sms.ts"], &["explain"]]
    {
        out.extend(told(&secrets, &format!("{args:?}"), &run(args)));
    }
    assert!(said > 100_000, "{said}");
    assert!(out.is_empty(), "{} times: {out:#?}", out.len());
}

/// What the server sends, message by message, and all bytes of its log.
struct Dialogue {
    input: std::process::ChildStdin,
    messages: Receiver<Value>,
    next: i64,
}

impl Dialogue {
    fn send(&mut self, message: &Value) {
        let body = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
        self.input.flush().unwrap();
    }

    fn notify(&mut self, method: &str, params: &Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Asks and waits for the answer; what else comes goes to `heard`.
    fn ask(&mut self, method: &str, params: &Value, heard: &mut Vec<Value>) -> Value {
        self.next += 1;
        let id = self.next;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        loop {
            let message = self.messages.recv_timeout(Duration::from_mins(1)).unwrap();
            if message["id"] == id && message.get("method").is_none() {
                return message;
            }
            heard.push(message);
        }
    }
}

#[test]
fn the_server_neither_sends_nor_logs_a_secret() {
    let (app, secrets) = app(&mut Random::new(12));
    let mut server = Command::new(env!("CARGO_BIN_EXE_staunch"));
    server.arg("lsp").env("STAUNCH_LOG", "trace");
    let mut server = server.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let (sender, messages) = channel();
    let mut output = BufReader::new(server.stdout.take().unwrap());
    thread::spawn(move || {
        loop {
            let (mut line, mut length) = (String::new(), 0);
            while output.read_line(&mut line).unwrap_or(0) > 0 && line != "\r\n" {
                if let Some(number) = line.strip_prefix("Content-Length: ") {
                    length = number.trim().parse().unwrap();
                }
                line.clear();
            }
            let mut body = vec![0; length];
            if length == 0
                || output.read_exact(&mut body).is_err()
                || sender.send(serde_json::from_slice(&body).unwrap()).is_err()
            {
                return;
            }
        }
    });
    let mut log = server.stderr.take().unwrap();
    let log = thread::spawn(move || {
        let mut text = String::new();
        log.read_to_string(&mut text).map(|_| text).unwrap()
    });
    let mut dialogue = Dialogue { input: server.stdin.take().unwrap(), messages, next: 0 };
    let mut heard = Vec::new();
    let code_action = json!({
        "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [] } },
        "dataSupport": true, "disabledSupport": true, "resolveSupport": { "properties": ["edit"] },
    });
    let capabilities = json!({
        "window": { "showDocument": { "support": true } },
        "workspace": { "workspaceEdit": { "documentChanges": true, "resourceOperations": ["create"] } },
        "textDocument": { "codeAction": code_action, "publishDiagnostics": { "relatedInformation": true, "dataSupport": true } },
    });
    let root = uri(&app.root());
    let folders = json!([{ "uri": root, "name": "app" }]);
    let answer = dialogue.ask(
        "initialize",
        &json!({ "processId": null, "rootUri": root, "workspaceFolders": folders, "capabilities": capabilities, "trace": "verbose" }),
        &mut heard,
    );
    heard.push(answer);
    dialogue.notify("initialized", &json!({}));
    let (mut edits, mut commands) = (0, 0);
    for name in [
        "components/use1.tsx",
        "components/use0.tsx",
        "app/api/a/route.ts",
        ".env",
        "public/config.json",
        "compose.yaml",
    ] {
        let (text, uri) = (app.read(name), app.uri(name));
        let item = json!({ "uri": uri, "languageId": "x", "version": 1, "text": text });
        dialogue.notify("textDocument/didOpen", &json!({ "textDocument": item }));
        let insert = json!({ "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 0 } }, "text": "\n" });
        dialogue.notify(
            "textDocument/didChange",
            &json!({ "textDocument": { "uri": uri, "version": 2 }, "contentChanges": [insert] }),
        );
        for line in 0..text.lines().count().min(12) {
            let position = json!({ "line": line + 1, "character": 14 });
            let hover = dialogue.ask(
                "textDocument/hover",
                &json!({ "textDocument": { "uri": uri }, "position": position }),
                &mut heard,
            );
            heard.push(hover);
            let params = json!({ "textDocument": { "uri": uri }, "range": { "start": position, "end": position }, "context": { "diagnostics": [] } });
            let actions = dialogue.ask("textDocument/codeAction", &params, &mut heard);
            for action in
                actions["result"].as_array().into_iter().flatten().filter(|action| action.get("disabled").is_none())
            {
                // What it answers is the edit itself.
                dialogue.ask("codeAction/resolve", action, &mut Vec::new());
                edits += 1;
                if let Some(command) = action.get("command") {
                    let answer = dialogue.ask("workspace/executeCommand", command, &mut heard);
                    heard.push(answer);
                    commands += 1;
                }
            }
            heard.push(actions);
        }
    }
    // What cannot be understood is not repeated.
    let wrong = json!({ "textDocument": { "uri": secrets[1].value }, "position": secrets[2].value });
    heard.push(dialogue.ask("textDocument/hover", &wrong, &mut Vec::new()));
    let unknown = json!({ "command": "x", "arguments": [secrets[3].value] });
    heard.push(dialogue.ask("workspace/executeCommand", &unknown, &mut Vec::new()));
    write!(dialogue.input, "Content-Length: {}\r\n\r\n{}", secrets[4].value.len(), secrets[4].value).unwrap();
    heard.push(dialogue.ask("shutdown", &Value::Null, &mut Vec::new()));
    dialogue.notify("exit", &Value::Null);
    assert!(server.wait().unwrap().success());
    while let Ok(message) = dialogue.messages.recv() {
        heard.push(message);
    }
    let log = log.join().unwrap();
    assert!(
        heard.len() > 80 && edits > 10 && commands > 3 && log.len() > 1000,
        "{} {edits} {commands} {}",
        heard.len(),
        log.len()
    );
    let mut out = told(&secrets, "the log", &log);
    for message in &heard {
        out.extend(told(&secrets, message["method"].as_str().unwrap_or("an answer"), &message.to_string()));
    }
    assert!(out.is_empty(), "{} times: {out:#?}", out.len());
}
