//! Clients of all sorts: real editors' capabilities, silence, cancellation.

use std::path::Path;

use serde_json::{Value, json};

use crate::support::app::{App, SMS};
use crate::support::client::{Client, capable};

/// What an editor has sent, word for word.
fn editor(name: &str) -> Value {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/editors/capabilities/{name}.json"));
    let recorded: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    recorded["capabilities"].clone()
}

fn is_request(message: &Value) -> bool {
    message.get("method").is_some() && message.get("id").is_some()
}

/// Answers the requests that an initialized client gets, in any order, and gives their methods.
fn answer_requests(client: &mut Client, count: usize) -> Vec<String> {
    let mut methods = Vec::new();
    for _ in 0..count {
        let request = client.wait("a request", is_request);
        let method = request["method"].as_str().unwrap().to_owned();
        let result = if method == "workspace/configuration" { json!([null]) } else { Value::Null };
        client.send(&json!({ "jsonrpc": "2.0", "id": request["id"], "result": result }));
        methods.push(method);
    }
    methods.sort();
    methods
}

#[test]
fn the_real_editors_are_served() {
    let registers = "client/registerCapability";
    let configuration = "workspace/configuration";
    let progress = "window/workDoneProgress/create";
    for (name, encoding, requests) in [
        ("vscode", "utf-16", vec![registers, progress, configuration]),
        ("neovim", "utf-8", vec![progress, configuration]),
        ("helix", "utf-8", vec![registers, progress, configuration]),
    ] {
        let app = App::leaking();
        let mut client = Client::connect();
        let answer = client.initialize(&app.root(), &editor(name));
        assert_eq!(answer["capabilities"]["positionEncoding"], encoding, "{name}");
        assert_eq!(answer["capabilities"]["codeActionProvider"]["resolveProvider"], true, "{name}");
        let mut expected = requests.clone();
        expected.sort_unstable();
        assert_eq!(answer_requests(&mut client, requests.len()), expected, "{name}");

        let uri = app.uri("lib/sms.ts");
        client.open(&uri, 0, SMS);
        let diagnostic = client.answered(&uri, 0).swap_remove(0);
        assert_eq!(diagnostic.get("relatedInformation").is_some(), name != "helix", "{name}");
        let params = json!({
            "textDocument": { "uri": uri }, "range": diagnostic["range"], "context": { "diagnostics": [diagnostic] },
        });
        let actions = client.request("textDocument/codeAction", &params);
        let actions = actions.as_array().unwrap();
        let action = actions.iter().find(|action| action["data"]["action"] == "move-to-route").unwrap();
        assert!(action.get("disabled").is_none(), "{name}");
        let edit = client.request("codeAction/resolve", action)["edit"].take();
        assert_eq!(edit["documentChanges"][0]["kind"], "create", "{name}");
        let steps = actions.iter().find(|action| action["data"]["action"] == "show-recovery-steps").unwrap();
        client.request("workspace/executeCommand", &steps["command"]);
        client.wait("the steps", |message| message["method"] == "window/showDocument");
        assert_eq!(edit.get("changeAnnotations").is_some(), name != "helix", "{name}");
        client.ignore_the_rest();
    }
}

#[test]
fn a_client_that_can_nothing_is_asked_nothing() {
    let app = App::leaking();
    let mut client = Client::start(&app.root(), &json!({}));
    let uri = app.uri("lib/sms.ts");
    client.open(&uri, 1, SMS);
    assert_eq!(client.answered(&uri, 1).len(), 1);
    client.notify("workspace/didChangeConfiguration", &json!({ "settings": {} }));
    client.notify("textDocument/didSave", &json!({ "textDocument": { "uri": uri } }));
    client.change(&uri, 2, &json!([]));
    client.answered(&uri, 2);
    // The client's end fails on any request that is left unread.
}

#[test]
fn a_client_that_never_answers_costs_nothing_else() {
    let app = App::leaking();
    let mut client = Client::start(&app.root(), &editor("vscode"));
    let uri = app.uri("lib/sms.ts");
    client.open(&uri, 0, SMS);
    for version in 1..200 {
        client.replace(&uri, version, SMS);
        client.notify("workspace/didChangeConfiguration", &json!({ "settings": null }));
    }
    assert_eq!(client.answered(&uri, 199).len(), 1);
    let hover = json!({ "textDocument": { "uri": uri }, "position": { "line": 2, "character": 40 } });
    assert!(client.request("textDocument/hover", &hover).is_object());
    client.request("shutdown", &Value::Null);
    client.ignore_the_rest();
}

#[test]
fn a_cancelled_request_is_answered_one_way_or_the_other() {
    let app = App::leaking();
    let mut client = Client::on(&app);
    let uri = app.uri("lib/sms.ts");
    client.open(&uri, 1, SMS);
    client.answered(&uri, 1);
    let hover = json!({ "textDocument": { "uri": uri }, "position": { "line": 2, "character": 40 } });
    let asked: Vec<i64> = (0..200)
        .map(|_| {
            let id = client.ask("textDocument/hover", &hover);
            client.notify("$/cancelRequest", &json!({ "id": id }));
            id
        })
        .collect();
    for id in asked {
        let answer = client.answer(id);
        let code = answer["error"]["code"].as_i64();
        assert!(answer.get("result").is_some() || [Some(-32800), Some(-32801)].contains(&code), "{answer}");
    }
    // What is not there to be cancelled is not cancelled.
    client.notify("$/cancelRequest", &json!({ "id": 12345 }));
    client.notify("$/cancelRequest", &json!({ "id": "none" }));
    client.notify("$/cancelRequest", &json!({}));
    assert!(client.request("textDocument/hover", &hover).is_object());
}

#[test]
fn an_answer_is_that_of_the_text_at_the_requests_place() {
    let app = App::leaking();
    let mut client = Client::on(&app);
    let uri = app.uri("lib/sms.ts");
    client.open(&uri, 0, SMS);
    let hover = json!({ "textDocument": { "uri": uri }, "position": { "line": 2, "character": 40 } });
    let mut asked = Vec::new();
    for version in 1..=100 {
        let text = if version % 2 == 0 { SMS } else { "\n\n\n" };
        client.replace(&uri, version, text);
        asked.push((version, client.ask("textDocument/hover", &hover)));
    }
    for (version, id) in asked {
        let answer = client.answer(id);
        let is_there = answer["result"].is_object();
        assert!(is_there == (version % 2 == 0) || answer["error"]["code"] == -32801, "{version}: {answer}");
    }
    client.answered(&uri, 100);
}

#[test]
fn progress_is_shown_to_the_end() {
    let app = App::leaking();
    let mut capabilities = capable();
    capabilities["window"] = json!({ "workDoneProgress": true });
    let mut client = Client::start(&app.root(), &capabilities);
    let create = client.wait("the progress", is_request);
    client.send(&json!({ "jsonrpc": "2.0", "id": create["id"], "result": null }));
    // The first check may be over before the answer is there: then nothing is shown.
    client.shown(&app.uri("lib/sms.ts"), 1);
    client.request("shutdown", &Value::Null);
    client.hang_up();
    client.ended();
    let kinds = client.progress();
    assert!(kinds.is_empty() || kinds == ["begin", "end"], "{kinds:?}");
}
