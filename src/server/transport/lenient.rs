//! What clients send beside the protocol. The library drops a message whole when one value in it is not of its type; for the
//! message that starts everything, and for those that carry a text, that would be too dear.

use serde_json::{Map, Value, json};
use tower_lsp::ls_types::InitializeParams;

/// Makes the parameters such that the library can read them, as far as that can be done.
pub(super) fn mend(message: &mut Value) {
    let Some(fields) = message.as_object_mut() else { return };
    match fields.get("method").and_then(Value::as_str) {
        Some("initialize") => initialize(fields.entry("params").or_insert(Value::Null)),
        Some("textDocument/didOpen" | "textDocument/didChange") => {
            if let Some(params) = fields.get_mut("params") {
                document(params);
            }
        }
        _ => {}
    }
}

/// Leaves out what has another type than the protocol says, or a value that is not known yet: a capability that cannot be
/// read is one that the client lacks.
fn initialize(params: &mut Value) {
    if !params.is_object() {
        *params = json!({});
    }
    for folder in params.get_mut("workspaceFolders").and_then(Value::as_array_mut).into_iter().flatten() {
        default(folder, "name", Value::is_string, json!(""));
    }
    prune(params, &|params| {
        let mut whole = params.clone();
        default(&mut whole, "capabilities", |value| !value.is_null(), json!({}));
        serde_json::from_value::<InitializeParams>(whole).is_ok()
    });
    default(params, "capabilities", Value::is_object, json!({}));
}

/// Removes the least for which `fits` holds, which asks whether a value can be read in its place.
fn prune(value: &mut Value, fits: &dyn Fn(&Value) -> bool) {
    if fits(value) {
        return;
    }
    match value {
        Value::Object(fields) => {
            for (name, mut field) in std::mem::take(fields) {
                let alone = |field: &Value| fits(&Value::Object(Map::from_iter([(name.clone(), field.clone())])));
                prune(&mut field, &alone);
                if alone(&field) {
                    fields.insert(name, field);
                }
            }
        }
        Value::Array(items) => {
            let alone = |item: &Value| fits(&json!([item]));
            for item in items.iter_mut() {
                prune(item, &alone);
            }
            items.retain(alone);
        }
        _ => {}
    }
}

/// A text whose version or language is not said is a text, and a place far outside of it is its end.
fn document(params: &mut Value) {
    if let Some(document) = params.get_mut("textDocument") {
        default(document, "version", |value| value.as_i64().is_some_and(|at| i32::try_from(at).is_ok()), json!(0));
        default(document, "languageId", Value::is_string, json!(""));
    }
    for change in params.get_mut("contentChanges").and_then(Value::as_array_mut).into_iter().flatten() {
        for (end, unit) in [("start", "line"), ("start", "character"), ("end", "line"), ("end", "character")] {
            let Some(number) = change.get_mut("range").and_then(|range| range.get_mut(end)?.get_mut(unit)) else {
                continue;
            };
            if number.as_u64().is_none_or(|number| number > u64::from(u32::MAX)) {
                let before = number.as_f64().is_some_and(|number| number < 0.0);
                *number = json!(if before { 0 } else { u32::MAX });
            }
        }
    }
}

fn default(object: &mut Value, name: &str, is_good: impl Fn(&Value) -> bool, value: Value) {
    if let Some(fields) = object.as_object_mut()
        && !fields.get(name).is_some_and(is_good)
    {
        fields.insert(name.to_owned(), value);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn mended(method: &str, params: Value) -> Value {
        let mut message = json!({ "method": method, "params": params });
        mend(&mut message);
        message["params"].take()
    }

    #[test]
    fn what_cannot_be_read_of_initialize_is_left_out_and_no_more() {
        let good = json!({
            "processId": 7, "rootUri": "file:///a", "workspaceFolders": [{ "uri": "file:///a", "name": "a" }],
            "capabilities": { "workspace": { "configuration": true }, "newer": { "than": "this" } },
        });
        assert_eq!(mended("initialize", good.clone()), good);
        for nothing in
            [json!(null), json!({}), json!({ "capabilities": null }), json!({ "capabilities": 7 }), json!([])]
        {
            assert_eq!(mended("initialize", nothing), json!({ "capabilities": {} }));
        }
        let odd = json!({
            "processId": "seven", "rootUri": "no uri", "clientInfo": { "version": "1" }, "trace": "loud",
            "workspaceFolders": [{ "uri": "file:///a" }, 7],
            "capabilities": {
                "general": { "positionEncodings": ["utf-16", 8] },
                "workspace": { "configuration": true, "workspaceEdit": { "resourceOperations": ["create", "teleport"] } },
                "textDocument": { "hover": false, "codeAction": { "resolveSupport": {}, "disabledSupport": true } },
            },
        });
        assert_eq!(
            mended("initialize", odd),
            json!({
                "workspaceFolders": [{ "uri": "file:///a", "name": "" }],
                "capabilities": {
                    "general": { "positionEncodings": ["utf-16"] },
                    "workspace": { "configuration": true, "workspaceEdit": { "resourceOperations": ["create"] } },
                    "textDocument": { "codeAction": { "disabledSupport": true } },
                },
            })
        );
    }

    #[test]
    fn a_text_without_a_version_is_a_text() {
        let open = mended("textDocument/didOpen", json!({ "textDocument": { "uri": "file:///a", "text": "" } }));
        assert_eq!(open["textDocument"], json!({ "uri": "file:///a", "text": "", "version": 0, "languageId": "" }));
        let far =
            json!({ "start": { "line": -1, "character": 3 }, "end": { "line": 1e308, "character": 1_u64 << 40 } });
        let change =
            json!({ "textDocument": { "version": null }, "contentChanges": [{ "range": far, "text": "" }, 7] });
        let change = mended("textDocument/didChange", change);
        assert_eq!(change["textDocument"]["version"], 0);
        let clamped = json!({
            "start": { "line": 0, "character": 3 }, "end": { "line": u32::MAX, "character": u32::MAX },
        });
        assert_eq!(change["contentChanges"][0]["range"], clamped);
    }
}
