//! Code actions: listed cheaply, resolved from the text of the moment, in the form the client takes.

use serde_json::{Value, json};

use crate::support::app::{App, LEAK, SMS};
use crate::support::client::{Client, capable};

struct Session {
    app: App,
    client: Client,
    uri: String,
    diagnostic: Value,
}

fn session(capabilities: &Value) -> Session {
    let app = App::leaking();
    let mut client = Client::start(&app.root(), capabilities);
    let uri = app.uri("lib/sms.ts");
    client.open(&uri, 1, SMS);
    let diagnostic = client.answered(&uri, 1).swap_remove(0);
    Session { app, client, uri, diagnostic }
}

impl Session {
    fn actions(&mut self, range: &Value, diagnostics: &[&Value], only: Option<&str>) -> Vec<Value> {
        let mut context = json!({ "diagnostics": diagnostics });
        if let Some(only) = only {
            context["only"] = json!([only]);
        }
        let params = json!({ "textDocument": { "uri": self.uri }, "range": range, "context": context });
        serde_json::from_value(self.client.request("textDocument/codeAction", &params)).unwrap()
    }

    /// At the diagnostic, with it in the context.
    fn here(&mut self) -> Vec<Value> {
        let diagnostic = self.diagnostic.clone();
        self.actions(&diagnostic["range"], &[&diagnostic], None)
    }

    /// The message that follows a resolved action.
    fn notes(&mut self) -> String {
        let message = self.client.wait("the notes", |message| message["method"] == "window/showMessage");
        message["params"]["message"].as_str().unwrap().to_owned()
    }

    fn action(&mut self, id: &str) -> Value {
        self.here().into_iter().find(|action| action["data"]["action"] == id).unwrap()
    }
}

/// The route that a resolved action creates.
fn route(app: &App, resolved: &Value) -> String {
    let changes = resolved["edit"]["documentChanges"].as_array().unwrap();
    let mut created = changes.iter().filter_map(|change| change["uri"].as_str());
    created.rfind(|uri| uri.starts_with(&app.uri("app/api/"))).unwrap().to_owned()
}

fn at(line: u32, character: u32) -> Value {
    json!({ "start": { "line": line, "character": character }, "end": { "line": line, "character": character } })
}

fn ids(actions: &[Value]) -> Vec<&str> {
    actions.iter().map(|action| action["data"]["action"].as_str().unwrap()).collect()
}

#[test]
fn actions_are_offered_at_the_diagnostic_and_on_its_lines() {
    let mut session = session(&capable());
    let here = session.here();
    assert!(ids(&here).contains(&"move-to-route"), "{here:#?}");
    assert_eq!(session.actions(&at(2, 0), &[], None), here);
    assert_eq!(session.actions(&at(2, 70), &[], None), here);
    let around = json!({ "start": { "line": 0, "character": 3 }, "end": { "line": 5, "character": 0 } });
    assert_eq!(session.actions(&around, &[], None), here);
    assert!(session.actions(&at(1, 0), &[], None).is_empty());
    // A diagnostic of another server, on the lines of the leak.
    let foreign = json!({ "range": at(2, 0), "message": "unused", "source": "ts" });
    assert_eq!(session.actions(&at(2, 0), &[&foreign], None), here);
    // Helix gives back less than it got.
    let mut poor = session.diagnostic.clone();
    poor.as_object_mut().unwrap().retain(|key, _| !["relatedInformation", "codeDescription"].contains(&key.as_str()));
    assert_eq!(ids(&session.actions(&at(2, 30), &[&poor], None)), ids(&here));
}

#[test]
fn a_listed_action_has_its_data_and_no_edit() {
    let mut session = session(&capable());
    let fingerprint = session.diagnostic["data"]["fingerprint"].clone();
    for action in session.here() {
        assert!(action.get("edit").is_none());
        assert_eq!(action["kind"], "quickfix");
        assert_eq!(action["diagnostics"], json!([session.diagnostic]));
        assert_eq!(action["data"]["fingerprint"], fingerprint);
        assert_eq!(action["data"]["uri"], session.uri);
        assert_eq!(action["data"]["version"], 1);
    }
}

#[test]
fn actions_may_be_asked_for_by_kind() {
    let mut session = session(&capable());
    let range = session.diagnostic["range"].clone();
    let all = session.here();
    assert_eq!(session.actions(&range, &[], Some("quickfix")), all);
    assert_eq!(session.actions(&range, &[], Some("")), all);
    let moves = session.actions(&range, &[], Some("refactor.move"));
    assert_eq!(ids(&moves), ["move-to-route", "move-to-route-for-visitors"]);
    assert_eq!(moves[0]["kind"], "refactor.move");
    assert!(ids(&session.actions(&range, &[], Some("refactor"))).contains(&"move-to-route"));
    assert!(session.actions(&range, &[], Some("refac")).is_empty());
    assert!(session.actions(&range, &[], Some("source.organizeImports")).is_empty());
}

#[test]
fn a_resolved_move_creates_fills_and_only_then_edits() {
    let mut session = session(&capable());
    let action = session.action("move-to-route");
    let resolved = session.client.request("codeAction/resolve", &action);
    assert_eq!(resolved["data"], action["data"]);
    let changes = resolved["edit"]["documentChanges"].as_array().unwrap();
    let kinds: Vec<bool> = changes.iter().map(|change| change.get("kind").is_some()).collect();
    let created = kinds.iter().filter(|create| **create).count();
    let everything = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 1, "character": 0 } });
    // All are created before the first is filled: only so does VS Code's one undo take them all back.
    assert!(created > 0 && kinds[..created].iter().all(|create| *create), "{kinds:?}");
    for (create, fill) in changes[..created].iter().zip(&changes[created..]) {
        assert_eq!(create["kind"], "create");
        assert_eq!(create["options"], json!({ "overwrite": false, "ignoreIfExists": false }));
        assert_eq!(fill["textDocument"], json!({ "uri": create["uri"], "version": null }));
        assert_eq!(fill["edits"][0]["range"], everything);
        assert_eq!(fill["edits"].as_array().unwrap().len(), 1);
    }
    let route = route(&session.app, &resolved);
    assert!(route.ends_with("/route.ts"), "{route}");
    let caller = changes.iter().find(|change| change["textDocument"]["uri"] == session.uri).unwrap();
    assert_eq!(caller["textDocument"]["version"], 1);
    assert!(resolved["edit"].get("changeAnnotations").is_none());
    // What is left to do is said once.
    let notes = session.notes();
    assert!(notes.contains("rotate") && notes.contains("requireCaller"), "{notes}");
}

#[test]
fn a_route_that_is_there_unseen_is_not_replaced() {
    let mut session = session(&capable());
    let action = session.action("move-to-route");
    let first = session.client.request("codeAction/resolve", &action);
    session.notes();
    let taken = route(&session.app, &first);
    session
        .app
        .write(taken.strip_prefix(&session.app.uri("")).unwrap(), "export const POST = () => new Response('mine')\n");
    let second = session.client.request("codeAction/resolve", &action);
    session.notes();
    assert_ne!(route(&session.app, &second), taken);
}

#[test]
fn an_edit_is_made_for_the_text_of_the_moment() {
    let mut session = session(&capable());
    let action = session.action("suppress");
    session.client.change(&session.uri.clone(), 2, &json!([{ "range": at(0, 0), "text": "// one line more\n" }]));
    let moved = session.client.answered(&session.uri.clone(), 2).swap_remove(0);
    let resolved = session.client.request("codeAction/resolve", &action);
    let change = &resolved["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"]["version"], 2);
    assert_eq!(change["edits"][0]["range"]["start"]["line"], moved["range"]["start"]["line"]);
    // Gone is gone.
    session.client.replace(&session.uri.clone(), 3, "export const send = 1\n");
    session.client.answered(&session.uri.clone(), 3);
    let id = session.client.ask("codeAction/resolve", &action);
    assert_eq!(session.client.answer(id)["error"]["code"], -32801);
}

#[test]
fn annotations_are_for_those_who_know_them() {
    let mut capabilities = capable();
    capabilities["workspace"]["workspaceEdit"]["changeAnnotationSupport"] = json!({ "groupsOnLabel": true });
    let mut session = session(&capabilities);
    let action = session.action("move-to-route");
    let edit = session.client.request("codeAction/resolve", &action)["edit"].take();
    session.notes();
    let known = edit["changeAnnotations"].as_object().unwrap();
    for change in edit["documentChanges"].as_array().unwrap() {
        let edits = change["edits"].as_array().cloned().unwrap_or_else(|| vec![change.clone()]);
        for edit in edits {
            assert!(known.contains_key(edit["annotationId"].as_str().unwrap()), "{edit}");
        }
    }
}

#[test]
fn each_client_gets_what_it_can_take() {
    for lacking in 0..16_u32 {
        let has = |bit: u32| lacking & (1 << bit) == 0;
        let (resolve, disabled, changes, create) = (has(0), has(1), has(2), has(3));
        let mut action = json!({ "dataSupport": true });
        if resolve {
            action["resolveSupport"] = json!({ "properties": ["edit"] });
        }
        if disabled {
            action["disabledSupport"] = json!(true);
        }
        let mut edit = json!({});
        if changes {
            edit["documentChanges"] = json!(true);
        }
        if create {
            edit["resourceOperations"] = json!(["create"]);
        }
        let abilities = json!({ "textDocument": { "codeAction": action }, "workspace": { "workspaceEdit": edit } });
        let mut session = session(&abilities);
        let listed = session.here();
        let moves = listed.iter().find(|action| action["data"]["action"] == "move-to-route");
        assert_eq!(moves.is_some(), create || disabled, "{abilities}");
        assert_eq!(moves.is_some_and(|action| action.get("disabled").is_some()), !create && disabled, "{abilities}");
        for action in listed {
            assert!(action["data"]["fingerprint"].is_string() && action["data"]["action"].is_string(), "{action:#}");
            if action.get("disabled").is_some() {
                assert!(disabled && action.get("edit").is_none(), "{abilities}");
                continue;
            }
            assert_eq!(action.get("edit").is_some(), !resolve, "{abilities}");
            let whole = if resolve { session.client.request("codeAction/resolve", &action) } else { action };
            assert_eq!(whole["edit"].get("documentChanges").is_some(), changes || create, "{abilities}");
            assert_eq!(whole["edit"].get("changes").is_some(), !changes && !create, "{abilities}");
        }
        // Notes of what was resolved. Requests there are none.
        let uri = session.uri.clone();
        session.client.change(&uri, 2, &json!([]));
        session.client.answered(&uri, 2);
        session.client.ignore_messages();
    }
}

#[test]
fn without_resolve_actions_come_whole() {
    let mut capabilities = capable();
    capabilities["textDocument"]["codeAction"].as_object_mut().unwrap().remove("resolveSupport");
    let mut session = session(&capabilities);
    for action in session.here() {
        assert!(action.get("edit").is_some() || action.get("disabled").is_some(), "{action:#}");
    }
}

#[test]
fn what_cannot_be_created_is_disabled_with_the_reason() {
    let mut capabilities = capable();
    capabilities["workspace"] = json!({});
    let mut session = session(&capabilities);
    let action = session.action("move-to-route");
    let reason = action["disabled"]["reason"].as_str().unwrap();
    assert!(reason.contains("staunch fix"), "{reason}");
    assert!(action.get("isPreferred").is_none());
    let suppress = session.action("suppress");
    let edit = session.client.request("codeAction/resolve", &suppress)["edit"].take();
    assert!(edit.get("documentChanges").is_none());
    assert_eq!(edit["changes"].as_object().unwrap().keys().collect::<Vec<_>>(), [&session.uri]);
}

#[test]
fn without_disabled_support_the_reason_is_in_the_hover() {
    let mut session = session(&json!({}));
    let listed = session.here();
    assert!(listed.iter().all(|action| action.get("disabled").is_none()));
    assert!(!ids(&listed).contains(&"move-to-route"));
    let position = session.diagnostic["range"]["start"].clone();
    let params = json!({ "textDocument": { "uri": session.uri }, "position": position });
    let hover = session.client.request("textDocument/hover", &params);
    let text = hover["contents"]["value"].as_str().unwrap();
    assert!(text.contains("staunch fix --action move-to-route"), "{text}");
}

#[test]
fn a_hover_covers_the_leak_and_nothing_else() {
    let mut session = session(&capable());
    let range = session.diagnostic["range"].clone();
    let hover = |session: &mut Session, line: u32, character: u32| {
        let position = json!({ "line": line, "character": character });
        let params = json!({ "textDocument": { "uri": session.uri }, "position": position });
        session.client.request("textDocument/hover", &params)
    };
    let start = range["start"]["character"].as_u64().unwrap() as u32;
    let shown = hover(&mut session, 2, start + LEAK.len() as u32 / 2);
    assert_eq!(shown["range"], range);
    assert_eq!(shown["contents"]["kind"], "markdown");
    assert_eq!(hover(&mut session, 0, 0), Value::Null);
    assert_eq!(hover(&mut session, 9999, 9999), Value::Null);
}
