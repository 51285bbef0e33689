//! Files that nobody has opened, and what happens to them outside of the editor.

use serde_json::{Value, json};

use crate::support::app::{App, LEAK, SMS, uri};
use crate::support::client::{Client, capable};

fn leak() -> String {
    format!("'use client'\nexport default () => {LEAK}\n")
}

#[test]
fn unopened_files_are_shown_without_a_version() {
    let app = App::leaking();
    let mut client = Client::on(&app);
    let published = client.published(&app.uri("lib/sms.ts"));
    assert_eq!(published["diagnostics"].as_array().unwrap().len(), 1);
    assert_eq!(published.get("version"), None);
}

#[test]
fn watched_files_come_change_and_go() {
    let app = App::leaking();
    let mut client = Client::on(&app);
    let new = app.uri("app/new/page.tsx");
    client.shown(&app.uri("lib/sms.ts"), 1);
    app.write("app/new/page.tsx", &leak());
    client.watched(&[(&new, 1)]);
    client.shown(&new, 1);
    app.write("app/new/page.tsx", "export default () => null\n");
    client.watched(&[(&new, 2)]);
    client.shown(&new, 0);
    app.write("app/new/page.tsx", &leak());
    client.watched(&[(&new, 2)]);
    client.shown(&new, 1);
    // One event may name the folder alone, when it goes and when it comes.
    let (folder, aside) = (app.uri("app/new"), app.uri("aside"));
    std::fs::rename(app.path("app/new"), app.path("aside")).unwrap();
    client.watched(&[(&folder, 3)]);
    client.shown(&new, 0);
    std::fs::rename(app.path("aside"), app.path("app/new")).unwrap();
    client.watched(&[(&aside, 3), (&folder, 1)]);
    client.shown(&new, 1);
    // All of it.
    let (root, sms) = (uri(&app.root()), app.uri("lib/sms.ts"));
    app.remove("");
    client.watched(&[(&root, 3)]);
    client.shown(&new, 0);
    client.shown(&sms, 0);
}

#[test]
fn env_files_are_followed() {
    let app = App::leaking();
    app.write(".gitignore", ".env*\n");
    let mut client = Client::on(&app);
    client.shown(&app.uri("lib/sms.ts"), 1);
    let local = app.uri(".env.local");
    let secret = format!("NEXT_PUBLIC_THING=sk_{}_51H8aQ2eZvKYlo2CqW7xN4rTbM9uJ0pLdS6fGkVc\n", "live");
    app.write(".env.local", &secret);
    client.watched(&[(&local, 1)]);
    client.shown(&local, 1);
    app.write(".env.local", "NEXT_PUBLIC_THING=thing\n");
    client.watched(&[(&local, 2)]);
    client.shown(&local, 0);
    client.open(&local, 1, &secret);
    assert_eq!(client.answered(&local, 1).len(), 1);
    app.remove(".env.local");
    client.watched(&[(&local, 3)]);
    client.change(&local, 2, &json!([]));
    assert_eq!(client.answered(&local, 2).len(), 1);
    client.close(&local);
    client.shown(&local, 0);
}

#[test]
fn a_watched_event_does_not_override_an_open_buffer() {
    let app = App::leaking();
    let mut client = Client::on(&app);
    let uri = app.uri("lib/sms.ts");
    client.open(&uri, 1, "export const send = (to: string) => to\n");
    assert!(client.answered(&uri, 1).is_empty());
    app.write("lib/sms.ts", &format!("{SMS}\n"));
    client.watched(&[(&uri, 2)]);
    app.remove("lib/sms.ts");
    client.watched(&[(&uri, 3)]);
    client.change(&uri, 2, &json!([]));
    assert!(client.answered(&uri, 2).is_empty());
    client.close(&uri);
    client.shown(&uri, 0);
}

#[test]
fn what_went_while_it_was_open_goes_with_its_buffer() {
    for (gone, event) in [("lib/sms.ts", true), ("lib", true), ("lib", false)] {
        let app = App::leaking();
        let mut client = Client::on(&app);
        let uri = app.uri("lib/sms.ts");
        client.open(&uri, 1, SMS);
        client.answered(&uri, 1);
        app.remove(gone);
        if event {
            client.watched(&[(&app.uri(gone), 3)]);
        }
        client.change(&uri, 2, &json!([]));
        assert_eq!(client.answered(&uri, 2).len(), 1, "{gone}");
        client.close(&uri);
        client.shown(&uri, 0);
    }
}

#[test]
fn an_unsaved_change_elsewhere_counts() {
    let app = App::leaking();
    let mut client = Client::on(&app);
    let sms = app.uri("lib/sms.ts");
    let verify = app.uri("components/verify.tsx");
    client.shown(&sms, 1);
    // Nobody imports it any more.
    client.open(&verify, 1, "'use client'\nexport function Verify() { return null }\n");
    client.answered(&verify, 1);
    let published = client.published(&sms);
    let shown = published["diagnostics"].as_array().unwrap();
    assert!(shown.is_empty() || shown[0]["severity"] != 1, "{shown:#?}");
    client.close(&verify);
    client.published(&verify);
    assert_eq!(client.published(&sms)["diagnostics"][0]["severity"], 1);
}

#[test]
fn changes_unseen_by_the_editor_are_seen_at_the_next_occasion() {
    let app = App::leaking();
    let mut client = Client::on(&app);
    let page = app.uri("app/page.tsx");
    client.shown(&app.uri("lib/sms.ts"), 1);
    client.open(&page, 1, &app.read("app/page.tsx"));
    client.answered(&page, 1);
    app.write("app/new/page.tsx", &leak());
    client.notify("textDocument/didSave", &json!({ "textDocument": { "uri": page } }));
    client.shown(&app.uri("app/new/page.tsx"), 1);
}

#[test]
fn folders_come_and_go() {
    let first = App::leaking();
    let second = App::leaking();
    let folder = |app: &App| json!({ "uri": uri(&app.root()), "name": "app" });
    let mut client = Client::on(&first);
    client.shown(&first.uri("lib/sms.ts"), 1);
    let change = |added: Vec<Value>, removed: Vec<Value>| json!({ "event": { "added": added, "removed": removed } });
    client.notify("workspace/didChangeWorkspaceFolders", &change(vec![folder(&second)], vec![]));
    client.shown(&second.uri("lib/sms.ts"), 1);
    client.notify("workspace/didChangeWorkspaceFolders", &change(vec![], vec![folder(&first)]));
    client.shown(&first.uri("lib/sms.ts"), 0);
    // An open file brings its project back, and takes it away again.
    client.open(&first.uri("lib/sms.ts"), 1, SMS);
    assert_eq!(client.answered(&first.uri("lib/sms.ts"), 1).len(), 1);
    client.close(&first.uri("lib/sms.ts"));
    client.shown(&first.uri("lib/sms.ts"), 0);
}

#[test]
fn without_a_folder_only_open_files_are_shown() {
    let app = App::leaking();
    let mut client = Client::connect();
    client.request("initialize", &json!({ "capabilities": capable(), "rootUri": null, "processId": null }));
    client.notify("initialized", &json!({}));
    let page = app.uri("app/page.tsx");
    client.open(&page, 1, &app.read("app/page.tsx"));
    assert!(client.answered(&page, 1).is_empty());
    let sms = app.uri("lib/sms.ts");
    client.open(&sms, 1, SMS);
    assert_eq!(client.answered(&sms, 1).len(), 1);
    client.close(&page);
    client.published(&page);
    client.close(&sms);
    client.shown(&sms, 0);
}

#[test]
fn a_root_path_or_uri_will_do() {
    let app = App::leaking();
    for root in [json!({ "rootUri": uri(&app.root()) }), json!({ "rootPath": app.root().to_str().unwrap() })] {
        let mut client = Client::connect();
        let mut params = json!({ "capabilities": capable(), "processId": null });
        params.as_object_mut().unwrap().extend(root.as_object().unwrap().clone());
        client.request("initialize", &params);
        client.notify("initialized", &json!({}));
        client.shown(&app.uri("lib/sms.ts"), 1);
    }
}
