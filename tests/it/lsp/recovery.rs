//! "Show the recovery steps": a document that the client opens.

use std::fs;

use serde_json::{Value, json};

use crate::support::app::{App, SMS};
use crate::support::client::{Client, capable};

fn showing() -> Value {
    let mut capabilities = capable();
    capabilities["window"] = json!({ "showDocument": { "support": true } });
    capabilities
}

fn listed(client: &mut Client, app: &App) -> Vec<Value> {
    let uri = app.uri("lib/sms.ts");
    client.open(&uri, 1, SMS);
    let diagnostic = client.answered(&uri, 1).swap_remove(0);
    let params = json!({
        "textDocument": { "uri": uri }, "range": diagnostic["range"], "context": { "diagnostics": [diagnostic] },
    });
    let actions = client.request("textDocument/codeAction", &params);
    let is_it = |action: &&Value| action["data"]["action"] == "show-recovery-steps";
    actions.as_array().unwrap().iter().filter(is_it).cloned().collect()
}

#[test]
fn the_steps_are_opened_as_a_document_outside_of_the_workspace() {
    let app = App::leaking();
    let mut client = Client::start(&app.root(), &showing());
    let actions = listed(&mut client, &app);
    let [action] = &*actions else { panic!("{actions:#?}") };
    assert_eq!(action["title"], "Show the recovery steps for Twilio");
    assert!(action.get("isPreferred").is_none());
    // Clients ask for what they think is missing.
    assert_eq!(&client.request("codeAction/resolve", action), action);

    let mut shown = Vec::new();
    for _ in 0..2 {
        assert_eq!(client.request("workspace/executeCommand", &action["command"]), Value::Null);
        let request = client.wait("the document", |message| message["method"] == "window/showDocument");
        client.send(&json!({ "jsonrpc": "2.0", "id": request["id"], "result": { "success": true } }));
        shown.push(request["params"]["uri"].as_str().unwrap().to_owned());
    }
    // Opened again, it is the same document.
    assert_eq!(shown[0], shown[1]);
    let path = shown[0].strip_prefix("file://").unwrap().to_owned();
    assert!(!path.starts_with(app.root().to_str().unwrap()) && path.ends_with("/twilio.md"), "{path}");
    let page = fs::read_to_string(&path).unwrap();
    assert!(page.starts_with("# Twilio\n") && page.contains("## Revoke"), "{page}");
    assert!(client.shut_down());
    assert!(!fs::exists(&path).unwrap());
}

#[test]
fn nothing_else_is_run() {
    let app = App::leaking();
    let mut client = Client::start(&app.root(), &showing());
    for params in [
        json!({ "command": "staunch.showRecovery", "arguments": ["../../etc/passwd"] }),
        json!({ "command": "staunch.showRecovery" }),
        json!({ "command": "rm", "arguments": ["twilio"] }),
    ] {
        let id = client.ask("workspace/executeCommand", &params);
        assert_eq!(client.answer(id)["error"]["code"], -32602, "{params}");
    }
}

#[test]
fn what_a_client_cannot_open_is_not_offered() {
    let app = App::leaking();
    let mut client = Client::connect();
    let answer = client.initialize(&app.root(), &capable());
    assert!(answer["capabilities"].get("executeCommandProvider").is_none());
    assert!(listed(&mut client, &app).is_empty());
}
