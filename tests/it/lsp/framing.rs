//! What is no message, and what is one but makes no sense.

use std::iter::repeat_n;

use serde_json::{Value, json};

use crate::support::app::App;
use crate::support::client::{Client, capable};

fn frame(body: &str) -> Vec<u8> {
    format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

/// The error's code, of an answer to nobody in particular.
fn error_without_id(client: &mut Client) -> i64 {
    let answer = client.wait("an error without an id", |message| message.get("error").is_some());
    assert_eq!(answer["id"], Value::Null);
    assert!(!answer.to_string().contains("hunter2"), "{answer}");
    answer["error"]["code"].as_i64().unwrap()
}

/// The server still works.
fn is_alive(client: &mut Client) {
    assert_eq!(client.request("textDocument/hover", &hover("file:///nowhere/a.ts")), Value::Null);
}

fn hover(uri: &str) -> Value {
    json!({ "textDocument": { "uri": uri }, "position": { "line": 0, "character": 0 } })
}

#[test]
fn unreadable_bodies_are_answered_and_survived() {
    let app = App::new(&[]);
    let mut client = Client::on(&app);
    let deep: String = repeat_n('[', 100_000).collect();
    for body in ["{", "hunter2", "{\"jsonrpc\": \"2.0\", \"hunter2\"", "\u{0}", &deep] {
        client.send_raw(&frame(body));
        assert_eq!(error_without_id(&mut client), -32700, "{}", &body[..body.len().min(40)]);
    }
    client.send_raw(b"Content-Length: 4\r\n\r\n\"\xff\xfe\"");
    assert_eq!(error_without_id(&mut client), -32700);
    is_alive(&mut client);
}

#[test]
fn what_is_no_request_is_invalid() {
    let app = App::new(&[]);
    let mut client = Client::on(&app);
    for body in
        ["\"hunter2\"", "[]", "{}", "[{\"jsonrpc\":\"2.0\",\"method\":\"hunter2\"}]", "{\"id\":{},\"method\":\"m\"}"]
    {
        client.send_raw(&frame(body));
        assert_eq!(error_without_id(&mut client), -32600, "{body}");
    }
    client.send_raw(&frame(r#"{"jsonrpc":"1.0","id":"seven","method":"hunter2"}"#));
    let answer = client.wait("the answer to seven", |message| message["id"] == "seven");
    assert_eq!(answer["error"]["code"], -32600);
    // Answers nobody has asked for are not answered.
    client.send_raw(&frame(r#"{"jsonrpc":"2.0","id":99,"result":null}"#));
    client.send_raw(&frame(r#"{"jsonrpc":"2.0","id":null,"error":{"code":"hunter2"}}"#));
    is_alive(&mut client);
}

#[test]
fn broken_headers_neither_hang_nor_end() {
    let app = App::new(&[]);
    for broken in [
        "Content-Length: hunter2\r\n\r\n{}",
        "Content-Length: -5\r\n\r\n",
        "Content-Length: 99999999999999\r\n\r\n",
        "Content-Length: 9999999999999999999999999999\r\n\r\n{}",
        "Content-Length: 67108865\r\n\r\n{}",
        "hunter2\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: hunter2\r\n\r\n",
        &"x".repeat(3_000_000),
    ] {
        let mut client = Client::on(&app);
        client.send_raw(broken.as_bytes());
        let body =
            json!({ "jsonrpc": "2.0", "id": 77, "method": "textDocument/hover", "params": hover("file:///a.ts") });
        client.send_raw(&frame(&body.to_string()));
        assert_eq!(error_without_id(&mut client), -32700);
        assert_eq!(client.answer(77)["result"], Value::Null);
        client.ignore_the_rest();
    }
}

#[test]
fn headers_may_be_of_any_case_order_and_number() {
    let app = App::new(&[]);
    let mut client = Client::on(&app);
    let body = |id: &str| {
        json!({ "jsonrpc": "2.0", "id": id, "method": "textDocument/hover", "params": hover("file:///a.ts") })
            .to_string()
    };
    for head in [
        "content-length: #\r\n\r\n",
        "CONTENT-LENGTH:#\r\n\r\n",
        "Content-Length:   #  \n\n",
        "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: #\r\n\r\n",
        "Content-Length: #\r\nX-Other: hunter2\r\n\r\n",
        "\r\n\r\nContent-Length: #\r\n\r\n",
        "Content-Length: #\r\nContent-Length: #\r\n\r\n",
    ] {
        let body = body(head);
        client.send_raw(format!("{}{body}", head.replace('#', &body.len().to_string())).as_bytes());
        let answer = client.wait("the answer", |message| message["id"] == head);
        assert_eq!(answer["result"], Value::Null);
    }
    // Two lengths that differ: one of them counts, and what follows is found again.
    for [first, second] in [["2", "#"], ["#", "2"]] {
        let unsure = body("unsure");
        let head = format!("Content-Length: {first}\r\nContent-Length: {second}\r\n\r\n");
        client.send_raw(format!("{}{unsure}", head.replace('#', &unsure.len().to_string())).as_bytes());
        client.send_raw(&frame(&body("sure")));
        client.wait("the answer", |message| message["id"] == "sure");
    }
    client.ignore_the_rest();
}

#[test]
fn a_message_may_come_byte_by_byte() {
    let mut client = Client::connect();
    let body = json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": { "capabilities": {} } });
    for byte in frame(&body.to_string()) {
        client.send_raw(&[byte]);
    }
    assert!(client.answer(1)["result"]["capabilities"].is_object());
}

#[test]
fn unknown_methods_are_named_as_such_and_unknown_notifications_ignored() {
    let app = App::new(&[]);
    let mut client = Client::on(&app);
    for method in ["hunter2", "textDocument/definition", "$/hunter2", "initialized2", ""] {
        let id = client.ask(method, &json!({}));
        assert_eq!(client.answer(id)["error"]["code"], -32601, "{method}");
        client.notify(method, &json!({}));
    }
    is_alive(&mut client);
}

#[test]
fn wrong_parameters_are_not_quoted() {
    let app = App::new(&[]);
    let mut client = Client::on(&app);
    for params in [json!("hunter2"), json!({ "textDocument": "hunter2" }), json!(["hunter2"]), json!(null), json!(7)] {
        for method in ["textDocument/hover", "textDocument/codeAction", "codeAction/resolve"] {
            let id = client.ask(method, &params);
            let answer = client.answer(id);
            assert_eq!(answer["error"]["code"], -32602, "{method} {params}: {answer}");
            assert!(!answer.to_string().contains("hunter2"), "{answer}");
        }
        for method in ["textDocument/didOpen", "textDocument/didChange", "workspace/didChangeWatchedFiles"] {
            client.notify(method, &params);
        }
    }
    // An action of another server.
    let id = client.ask("codeAction/resolve", &json!({ "title": "hunter2", "data": { "action": ["hunter2"] } }));
    let answer = client.answer(id);
    assert_eq!(answer["error"]["code"], -32602);
    assert!(!answer.to_string().contains("hunter2"), "{answer}");
    is_alive(&mut client);
}

#[test]
fn ids_may_be_strings_and_large_numbers_and_used_again() {
    let app = App::new(&[]);
    let mut client = Client::on(&app);
    for id in [json!("a"), json!(""), json!(0), json!(-1), json!(9_007_199_254_740_991_i64), json!("a")] {
        client.send(
            &json!({ "jsonrpc": "2.0", "id": id, "method": "textDocument/hover", "params": hover("file:///a.ts") }),
        );
        let answer = client.wait("the answer", |message| message["id"] == id);
        assert_eq!(answer["result"], Value::Null);
    }
}

#[test]
fn a_notification_sent_as_a_request_is_refused() {
    let app = App::new(&[]);
    let mut client = Client::start(&app.root(), &capable());
    let id = client.ask("textDocument/didClose", &json!({ "textDocument": { "uri": "file:///a.ts" } }));
    assert_eq!(client.answer(id)["error"]["code"], -32600);
}
