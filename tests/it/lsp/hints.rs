//! The word beside the code of a module that ships.

use serde_json::{Value, json};

use crate::support::app::{App, SMS};
use crate::support::client::{Client, capable};

fn hinted() -> Value {
    let mut capabilities = capable();
    capabilities["textDocument"]["inlayHint"] = json!({});
    capabilities["workspace"]["inlayHint"] = json!({ "refreshSupport": true });
    capabilities
}

fn ask(client: &mut Client, uri: &str) -> Value {
    let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 100, "character": 0 } });
    client.request("textDocument/inlayHint", &json!({ "textDocument": { "uri": uri }, "range": range }))
}

fn label(hint: &Value) -> String {
    hint["label"].as_array().unwrap().iter().map(|part| part["value"].as_str().unwrap()).collect()
}

#[test]
fn a_module_that_ships_says_by_which_way() {
    let app = App::leaking();
    let mut client = Client::start(&app.root(), &hinted());
    let uri = app.uri("lib/sms.ts");
    client.open(&uri, 1, SMS);
    let hints = ask(&mut client, &uri);
    let hint = &hints[0];
    assert_eq!(label(hint), "in the browser via app/page.tsx → verify.tsx");
    let first_line = SMS.lines().next().unwrap();
    assert_eq!(hint["position"], json!({ "line": 0, "character": first_line.encode_utf16().count() }));
    let places: Vec<_> = hint["label"].as_array().unwrap().iter().filter_map(|part| part.get("location")).collect();
    assert_eq!(places.len(), 2);
    assert_eq!(places[1]["uri"], app.uri("components/verify.tsx"));
    let tooltip = hint["tooltip"]["value"].as_str().unwrap();
    assert!(tooltip.contains("Cutting the import at components/verify.tsx"), "{tooltip}");
    assert_eq!(ask(&mut client, &app.uri("app/layout.tsx")), json!([]));
    client.ignore_the_rest();
}

#[test]
fn hints_are_asked_for_again_when_the_way_is_another() {
    let app = App::leaking();
    let mut client = Client::start(&app.root(), &hinted());
    let (sms, page) = (app.uri("lib/sms.ts"), app.uri("app/page.tsx"));
    client.open(&sms, 1, SMS);
    client.open(&page, 1, &app.read("app/page.tsx"));
    client.shown(&sms, 1);
    client.replace(&page, 2, "export default function Page() { return null }\n");
    let request = client.wait("a refresh", |message| message["method"] == "workspace/inlayHint/refresh");
    client.send(&json!({ "jsonrpc": "2.0", "id": request["id"], "result": null }));
    assert_eq!(ask(&mut client, &sms), json!([]));
    client.ignore_the_rest();
}

#[test]
fn hints_can_be_turned_off() {
    let app = App::leaking();
    let mut client = Client::start(&app.root(), &hinted());
    let uri = app.uri("lib/sms.ts");
    client.open(&uri, 1, SMS);
    client.notify("workspace/didChangeConfiguration", &json!({ "settings": { "staunch": { "hints": false } } }));
    assert_eq!(ask(&mut client, &uri), Value::Null);
    client.ignore_the_rest();
}

#[test]
fn who_knows_no_hints_is_not_offered_them() {
    let app = App::leaking();
    let mut client = Client::connect();
    let answer = client.initialize(&app.root(), &capable());
    assert_eq!(answer["capabilities"].get("inlayHintProvider"), None);
    client.ignore_the_rest();
    let mut client = Client::connect();
    let answer = client.initialize(&app.root(), &hinted());
    assert_eq!(answer["capabilities"]["inlayHintProvider"], true);
    client.ignore_the_rest();
}
