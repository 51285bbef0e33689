//! From `initialize` to the end.

use serde_json::{Value, json};

use crate::support::app::{App, uri};
use crate::support::client::{Client, capable};

#[test]
fn requests_before_initialize_are_refused() {
    let mut client = Client::connect();
    for method in ["textDocument/hover", "shutdown", "textDocument/codeAction"] {
        let id = client.ask(method, &json!({}));
        assert_eq!(client.answer(id)["error"]["code"], -32002, "{method}");
    }
    client.notify("textDocument/didOpen", &json!({}));
    client.notify("exit", &Value::Null);
    assert!(!client.ended());
}

#[test]
fn an_initialize_beside_the_protocol_will_do() {
    let app = App::leaking();
    let folder = uri(&app.root());
    for params in [
        Value::Null,
        json!({}),
        json!({ "capabilities": null, "processId": "hunter2", "rootUri": 7 }),
        json!({ "capabilities": {}, "rootUri": "no uri", "trace": "loud", "clientInfo": { "version": "1" } }),
        json!({ "capabilities": { "general": 7, "window": [], "textDocument": { "codeAction": { "resolveSupport": {} } } } }),
    ] {
        let mut client = Client::connect();
        assert!(client.request("initialize", &params)["capabilities"].is_object());
        assert!(client.shut_down());
    }
    // What can be read counts.
    let mut client = Client::connect();
    let params = json!({
        "workspaceFolders": [{ "uri": folder }],
        "capabilities": {
            "general": { "positionEncodings": [8, "utf-8"] },
            "workspace": { "workspaceEdit": { "resourceOperations": ["teleport", "create"] } },
        },
    });
    assert_eq!(client.request("initialize", &params)["capabilities"]["positionEncoding"], "utf-8");
    client.notify("initialized", &json!({}));
    client.shown(&app.uri("lib/sms.ts"), 1);
}

#[test]
fn a_second_initialize_is_refused() {
    let app = App::new(&[]);
    let mut client = Client::on(&app);
    let id = client.ask("initialize", &json!({ "capabilities": {} }));
    assert_eq!(client.answer(id)["error"]["code"], -32600);
    assert!(client.shut_down());
}

#[test]
fn everything_may_be_sent_at_once() {
    let app = App::new(&[]);
    let mut client = Client::connect();
    let initialize = client.ask("initialize", &json!({ "capabilities": {} }));
    client.notify("initialized", &json!({}));
    let uri = app.uri("a.ts");
    client.open(&uri, 1, "export {}\n");
    let hover = json!({ "textDocument": { "uri": uri }, "position": { "line": 0, "character": 0 } });
    let hover = client.ask("textDocument/hover", &hover);
    assert_eq!(client.answer(initialize)["result"]["serverInfo"]["name"], "staunch");
    assert!(client.answered(&uri, 1).is_empty());
    assert_eq!(client.answer(hover)["result"], Value::Null);
    let shutdown = client.ask("shutdown", &Value::Null);
    client.notify("exit", &Value::Null);
    assert!(client.ended());
    assert_eq!(client.answer(shutdown)["result"], Value::Null);
}

#[test]
fn exit_without_shutdown_is_no_orderly_end() {
    let app = App::new(&[]);
    let mut client = Client::on(&app);
    client.notify("exit", &Value::Null);
    assert!(!client.ended());
}

#[test]
fn a_closed_pipe_is_the_end_orderly_after_shutdown() {
    let app = App::new(&[]);
    let mut client = Client::on(&app);
    client.hang_up();
    assert!(!client.ended());
    let mut client = Client::on(&app);
    client.request("shutdown", &Value::Null);
    client.hang_up();
    assert!(client.ended());
}

#[test]
fn shutdown_may_carry_parameters() {
    let app = App::new(&[]);
    let mut client = Client::on(&app);
    client.request("shutdown", &json!({}));
    client.notify("exit", &json!({}));
    assert!(client.ended());
}

#[test]
fn requests_after_shutdown_are_refused() {
    let app = App::new(&[]);
    let mut client = Client::on(&app);
    client.request("shutdown", &Value::Null);
    let id = client.ask("textDocument/hover", &json!({}));
    assert_eq!(client.answer(id)["error"]["code"], -32600);
}

#[test]
fn a_client_without_a_folder_is_served() {
    let mut client = Client::connect();
    let params = json!({ "capabilities": {}, "rootUri": null, "workspaceFolders": null, "processId": null });
    client.request("initialize", &params);
    client.notify("initialized", &json!({}));
    assert!(client.shut_down());
}

#[test]
fn a_folder_that_is_not_there_is_survived() {
    let app = App::new(&[]);
    let mut client = Client::start(&app.path("gone"), &capable());
    let uri = app.uri("gone/a.ts");
    client.open(&uri, 1, "export {}\n");
    assert!(client.answered(&uri, 1).is_empty());
    assert!(client.shut_down());
}
