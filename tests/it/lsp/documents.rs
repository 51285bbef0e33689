//! Open documents: order, versions, encodings, clients that do not keep to the book.

use serde_json::{Value, json};

use crate::support::app::{App, LEAK, SMS, uri};
use crate::support::client::{Client, capable};

/// Where [`LEAK`] stands in [`SMS`], in units of an encoding.
fn place(start: u32) -> Value {
    let end = start + LEAK.len() as u32;
    json!({ "start": { "line": 2, "character": start }, "end": { "line": 2, "character": end } })
}

#[test]
fn a_diagnostic_says_what_check_says_and_where() {
    let app = App::leaking();
    let mut client = Client::on(&app);
    let uri = app.uri("lib/sms.ts");
    client.open(&uri, 7, SMS);
    let diagnostics = client.answered(&uri, 7);
    let [diagnostic] = &diagnostics[..] else { panic!("{diagnostics:#?}") };
    assert_eq!(diagnostic["range"], place(25));
    assert_eq!(diagnostic["source"], "staunch");
    assert_eq!(diagnostic["code"], "public-env-secret");
    assert_eq!(diagnostic["severity"], 1);
    assert!(diagnostic["codeDescription"]["href"].as_str().unwrap().ends_with("/public-env-secret"));
    assert!(diagnostic["data"]["fingerprint"].is_string());
    let related = diagnostic["relatedInformation"].as_array().unwrap();
    let places: Vec<_> = related.iter().map(|hop| &hop["location"]).collect();
    let import = |name: &str, line: u32, start: u32, end: u32| {
        json!({ "uri": app.uri(name), "range": {
            "start": { "line": line, "character": start }, "end": { "line": line, "character": end },
        } })
    };
    assert_eq!(places, [&import("app/page.tsx", 0, 23, 45), &import("components/verify.tsx", 1, 21, 33)]);
    assert!(!diagnostic["message"].as_str().unwrap().contains('\n'));
}

#[test]
fn the_chain_is_in_the_message_where_it_cannot_be_shown_otherwise() {
    let app = App::leaking();
    let mut client = Client::start(&app.root(), &json!({}));
    let uri = app.uri("lib/sms.ts");
    client.open(&uri, 1, SMS);
    let diagnostic = &client.answered(&uri, 1)[0];
    let message = diagnostic["message"].as_str().unwrap();
    assert_eq!(message.lines().nth(1), Some("app/page.tsx → components/verify.tsx → lib/sms.ts"), "{message}");
    assert!(diagnostic.get("relatedInformation").is_none());
    assert!(diagnostic.get("codeDescription").is_none());
}

#[test]
fn columns_are_in_the_encoding_agreed_on() {
    let app = App::leaking();
    for (offered, chosen, column) in [
        (json!(["utf-16", "utf-8"]), "utf-8", 27),
        (json!(["utf-16"]), "utf-16", 25),
        (json!(["utf-8"]), "utf-8", 27),
        (json!([]), "utf-16", 25),
        (Value::Null, "utf-16", 25),
        (json!(["utf-32", "utf-16"]), "utf-32", 24),
        (json!(["utf-9"]), "utf-16", 25),
    ] {
        let mut capabilities = capable();
        capabilities["general"]["positionEncodings"] = offered;
        let mut client = Client::connect();
        let answer = client.initialize(&app.root(), &capabilities);
        assert_eq!(answer["capabilities"]["positionEncoding"], chosen);
        let uri = app.uri("lib/sms.ts");
        client.open(&uri, 1, SMS);
        assert_eq!(client.answered(&uri, 1)[0]["range"], place(column), "{chosen}");
        // Edits count the same: blanks in front of the read move it, and the text stays what it should be.
        let here = json!({ "line": 2, "character": column });
        client.change(&uri, 2, &json!([{ "range": { "start": here, "end": here }, "text": "  " }]));
        assert_eq!(client.answered(&uri, 2)[0]["range"], place(column + 2), "{chosen}");
    }
}

#[test]
fn a_thousand_changes_stay_in_order() {
    let app = App::leaking();
    let mut client = Client::on(&app);
    let uri = app.uri("lib/sms.ts");
    client.open(&uri, 0, "");
    // The text grows from its end, so that any change out of order garbles it.
    let text = format!("export const send = {LEAK}\n");
    for (version, character) in (1..).zip(text.chars().rev()) {
        let start = json!({ "line": 0, "character": 0 });
        client.change(&uri, version, &json!([{ "range": { "start": start, "end": start }, "text": character }]));
    }
    let written = i32::try_from(text.chars().count()).unwrap();
    for version in written + 1..=1000 {
        let end = json!({ "line": 1, "character": 0 });
        let (range, text) = match version % 2 {
            0 => (json!({ "start": end, "end": { "line": 2, "character": 0 } }), ""),
            _ => (json!({ "start": end, "end": end }), "// 🔐\n"),
        };
        client.change(&uri, version, &json!([{ "range": range, "text": text }]));
    }
    let hover = client.request(
        "textDocument/hover",
        &json!({ "textDocument": { "uri": uri }, "position": { "line": 0, "character": 30 } }),
    );
    assert_eq!(hover["range"]["start"], json!({ "line": 0, "character": 20 }));
    assert_eq!(hover["range"]["end"], json!({ "line": 0, "character": 20 + LEAK.len() }));
    client.answered(&uri, 1000);
}

#[test]
fn every_open_and_change_is_answered_also_with_nothing() {
    let app = App::leaking();
    let mut client = Client::on(&app);
    let uri = app.uri("lib/new.ts");
    client.open(&uri, 1, "export const a = 1\n");
    assert!(client.answered(&uri, 1).is_empty());
    client.replace(&uri, 2, "export const a = 2\n");
    assert!(client.answered(&uri, 2).is_empty());
    client.change(&uri, 3, &json!([]));
    assert!(client.answered(&uri, 3).is_empty());
}

#[test]
fn a_close_returns_to_the_disk() {
    let app = App::leaking();
    let mut client = Client::on(&app);
    let uri = app.uri("lib/sms.ts");
    client.open(&uri, 1, "export const send = (to: string) => to\n");
    assert!(client.answered(&uri, 1).is_empty());
    client.close(&uri);
    let published = client.published(&uri);
    assert_eq!(published["diagnostics"].as_array().unwrap().len(), 1);
    assert_eq!(published.get("version"), None);
}

#[test]
fn a_closed_file_that_was_never_saved_is_cleared() {
    let app = App::leaking();
    let mut client = Client::on(&app);
    let uri = app.uri("lib/unsaved.ts");
    client.open(&uri, 1, SMS);
    client.answered(&uri, 1);
    client.close(&uri);
    assert_eq!(client.published(&uri)["diagnostics"], json!([]));
}

#[test]
fn a_second_open_replaces_the_first() {
    let app = App::leaking();
    let mut client = Client::on(&app);
    let uri = app.uri("lib/sms.ts");
    client.open(&uri, 1, "");
    assert!(client.answered(&uri, 1).is_empty());
    client.open(&uri, 1, SMS);
    assert_eq!(client.answered(&uri, 1).len(), 1);
}

#[test]
fn changes_and_closes_of_what_is_not_open_are_survived() {
    let app = App::leaking();
    let mut client = Client::on(&app);
    let uri = app.uri("lib/sms.ts");
    client.shown(&uri, 1);
    client.replace(&uri, 1, "");
    assert_eq!(client.published(&uri)["diagnostics"].as_array().unwrap().len(), 1);
    client.close(&uri);
    client.close(&uri);
    client.open(&uri, 2, SMS);
    assert_eq!(client.answered(&uri, 2).len(), 1);
    // Versions may go back.
    client.replace(&uri, 1, "");
    assert!(client.answered(&uri, 1).is_empty());
}

#[test]
fn impossible_ranges_are_survived() {
    let app = App::leaking();
    let mut client = Client::on(&app);
    let uri = app.uri("lib/sms.ts");
    client.open(&uri, 1, SMS);
    client.answered(&uri, 1);
    let far = json!({ "line": 4_294_967_295_u32, "character": 4_294_967_295_u32 });
    let inside_a_pair = json!({ "line": 2, "character": 19 });
    let first = json!({ "line": 0, "character": 0 });
    client.change(
        &uri,
        2,
        &json!([
            { "range": { "start": far, "end": far }, "text": "// end" },
            { "range": { "start": inside_a_pair, "end": inside_a_pair }, "text": "\u{301}" },
            { "range": { "start": { "line": 0, "character": 9999 }, "end": first }, "text": "// inverted" },
        ]),
    );
    assert_eq!(client.answered(&uri, 2)[0]["range"], place(26));
    client.replace(&uri, 3, "\r\r\n\u{2028}\0\u{b}");
    client.answered(&uri, 3);
    client.change(&uri, 4, &json!([{ "range": { "start": { "line": 2, "character": 1 }, "end": far }, "text": "" }]));
    client.answered(&uri, 4);
}

#[test]
fn half_a_surrogate_pair_in_a_text_shifts_nothing() {
    let app = App::leaking();
    let mut client = Client::on(&app);
    let uri = app.uri("lib/sms.ts");
    let text = SMS.replace('🔐', "LONE");
    let open = json!({ "jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {
        "textDocument": { "uri": uri, "languageId": "typescript", "version": 1, "text": text },
    } });
    let body = open.to_string().replace("LONE", r"\ud83d\udd10\ud83d");
    client.send_raw(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    assert_eq!(client.answered(&uri, 1)[0]["range"], place(26));
}

#[test]
fn lines_end_where_lsp_says() {
    let app = App::leaking();
    let mut client = Client::on(&app);
    let uri = app.uri("lib/sms.ts");
    let lines = SMS.replacen('\n', "\r\n", 1).replacen("To: to })\n", "To: to }) /* \u{2028}\u{85}\u{b}\0 */\r", 1);
    client.open(&uri, 1, &lines);
    assert_eq!(client.answered(&uri, 1)[0]["range"], place(25));
    for (version, end) in (2..).zip(["\r", "\r\n"]) {
        client.replace(&uri, version, &SMS.replace('\n', end));
        assert_eq!(client.answered(&uri, version)[0]["range"], place(25), "{end:?}");
    }
}

#[test]
fn a_byte_order_mark_on_disk_is_not_part_of_the_text() {
    let app = App::leaking();
    app.write("lib/sms.ts", &format!("\u{feff}export const token = {LEAK}\nexport const send = fetch('/x', token)\n"));
    let mut client = Client::on(&app);
    let uri = app.uri("lib/sms.ts");
    assert_eq!(client.shown(&uri, 1)[0]["range"]["start"], json!({ "line": 0, "character": 21 }));
}

#[test]
fn the_extension_decides_whatever_the_language_id() {
    let app = App::leaking();
    let mut client = Client::on(&app);
    let uri = app.uri("lib/sms.ts");
    for (version, id) in (1..).zip(["tsx", "typescript.tsx", "", "plaintext", "🔐"]) {
        let item = json!({ "uri": uri, "languageId": id, "version": version, "text": SMS });
        client.notify("textDocument/didOpen", &json!({ "textDocument": item }));
        assert_eq!(client.answered(&uri, version).len(), 1, "{id}");
    }
}

#[test]
fn other_schemes_are_ignored_quietly() {
    let app = App::leaking();
    let mut client = Client::on(&app);
    for uri in
        ["untitled:Untitled-1", "git:/app/a.ts?HEAD", "vscode-notebook-cell:/a.ipynb#W0", "inmemory://model/1.ts"]
    {
        client.open(uri, 1, SMS);
        client.replace(uri, 2, SMS);
        let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 9, "character": 0 } });
        let params = json!({ "textDocument": { "uri": uri }, "range": range, "context": { "diagnostics": [] } });
        assert_eq!(client.request("textDocument/codeAction", &params), Value::Null);
        client.close(uri);
    }
    assert!(client.shut_down());
}

#[test]
fn a_file_is_spoken_of_as_the_client_spells_it() {
    let app = App::leaking();
    app.write("app/[slug]/(group) é/page.tsx", &format!("'use client'\nexport default () => {LEAK}\n"));
    let ours = app.uri("app/[slug]/(group) é/page.tsx");
    let helix = ours.replace("%5B", "[").replace("%5D", "]").replace("%28", "(").replace("%29", ")");
    let raw = helix.replace("%20", " ").replace("%C3%A9", "é");
    let odd = ours.replace("page.tsx", "%70age.tsx");
    for uri in [&helix, &raw, &odd, &ours] {
        let mut client = Client::on(&app);
        client.open(uri, 3, &app.read("app/[slug]/(group) é/page.tsx"));
        assert_eq!(client.answered(uri, 3).len(), 1, "{uri}");
        client.close(uri);
        client.published(uri);
    }
    // A way through that file names it so, too.
    let mut client = Client::on(&app);
    app.write("lib/key.ts", &format!("export const key = {LEAK}\n"));
    let key = app.uri("lib/key.ts");
    client.watched(&[(&key, 1)]);
    client.open(&helix, 1, "'use client'\nimport { key } from '../../../lib/key'\nexport default () => key\n");
    client.answered(&helix, 1);
    let shown = client.shown(&key, 1);
    assert_eq!(shown[0]["relatedInformation"][0]["location"]["uri"], helix);
    // Shown unasked under our spelling, then opened under another: the first is taken back.
    let mut client = Client::on(&app);
    client.shown(&ours, 1);
    client.open(&odd, 1, "");
    assert!(client.answered(&odd, 1).is_empty());
    assert_eq!(client.published(&ours)["diagnostics"], json!([]));
    // An event under the other spelling is for the same file, and so is a close.
    client.watched(&[(&ours, 2)]);
    client.change(&odd, 2, &json!([]));
    assert!(client.answered(&odd, 2).is_empty());
    client.close(&ours);
    client.shown(&odd, 1);
}

#[test]
fn a_scheme_may_be_in_capitals_and_the_host_named() {
    let app = App::leaking();
    let path = app.uri("lib/sms.ts").replace("file://", "");
    let mut client = Client::on(&app);
    for uri in [format!("FILE://{path}"), format!("file://localhost{path}"), format!("file://{path}/../sms.ts")] {
        client.open(&uri, 1, SMS);
        assert_eq!(client.answered(&uri, 1).len(), 1, "{uri}");
        client.close(&uri);
        client.shown(&uri, 1);
    }
    // A drive is a folder like any other here.
    for uri in ["file:///c%3A/app/lib/sms.ts", "file:///C:/app/lib/sms.ts"] {
        client.open(uri, 1, SMS);
        client.answered(uri, 1);
        client.close(uri);
    }
    client.ignore_the_rest();
}

#[test]
#[cfg(unix)]
fn a_workspace_behind_a_link_is_named_by_the_link() {
    let app = App::leaking();
    let home = tempfile::tempdir().unwrap();
    let link = home.path().canonicalize().unwrap().join("link");
    std::os::unix::fs::symlink(app.root(), &link).unwrap();
    let mut client = Client::start(&link, &capable());
    let uri = uri(&link.join("lib/sms.ts"));
    client.shown(&uri, 1);
    client.open(&uri, 1, "");
    assert!(client.answered(&uri, 1).is_empty());
    client.close(&uri);
    client.shown(&uri, 1);
}

#[test]
fn a_text_without_version_or_language_is_a_text() {
    let app = App::leaking();
    let mut client = Client::on(&app);
    let uri = app.uri("lib/sms.ts");
    client.notify("textDocument/didOpen", &json!({ "textDocument": { "uri": uri, "text": "" } }));
    assert_eq!(client.published(&uri)["diagnostics"], json!([]));
    let document = json!({ "uri": uri, "version": null });
    let change = json!({ "textDocument": document, "contentChanges": [{ "text": SMS }] });
    client.notify("textDocument/didChange", &change);
    client.shown(&uri, 1);
}
