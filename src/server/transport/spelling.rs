//! URIs as clients write them.
//!
//! Helix leaves `[slug]` as it is, and others spaces and letters: no URI by the letter, so the library would drop the
//! message. They are escaped on the way in and given back as they came.

use std::collections::HashMap;
use std::fmt::Write;
use std::str::FromStr;

use serde_json::Value;
use tower_lsp::ls_types::Uri;

/// The strict spelling of every loose one met so far.
#[derive(Default)]
pub(super) struct Spellings {
    loose: HashMap<String, String>,
}

impl Spellings {
    /// Makes every URI in a client's message one by the letter.
    pub(super) fn read(&mut self, message: &mut Value) {
        each_uri(message, &mut |uri| {
            if Uri::from_str(uri).is_err() {
                let strict = escape(uri);
                self.loose.insert(strict.clone(), std::mem::replace(uri, strict));
            }
        });
    }

    /// Gives a client its own spelling back.
    pub(super) fn write(&self, message: &mut Value) {
        if self.loose.is_empty() {
            return;
        }
        each_uri(message, &mut |uri| {
            if let Some(loose) = self.loose.get(uri) {
                uri.clone_from(loose);
            }
        });
    }
}

/// Visits the values of all keys that end with `uri`, and the keys of `changes`.
fn each_uri(value: &mut Value, visit: &mut impl FnMut(&mut String)) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| each_uri(item, visit)),
        Value::Object(fields) => {
            for (name, field) in fields.iter_mut() {
                match field {
                    Value::String(uri) if name.ends_with("uri") || name.ends_with("Uri") => visit(uri),
                    Value::Object(changes) if name == "changes" => {
                        *changes = std::mem::take(changes)
                            .into_iter()
                            .map(|(mut uri, edits)| {
                                visit(&mut uri);
                                (uri, edits)
                            })
                            .collect();
                    }
                    Value::Array(_) | Value::Object(_) => each_uri(field, visit),
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

fn escape(uri: &str) -> String {
    let mut escaped = String::with_capacity(uri.len() + 16);
    let bytes = uri.as_bytes();
    for (at, &byte) in bytes.iter().enumerate() {
        let keep = match byte {
            b'%' => bytes.get(at + 1..at + 3).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)),
            // RFC 3986: unreserved, and what a path, an authority or a query may hold beside it.
            _ => byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?#".contains(&byte),
        };
        if keep {
            escaped.push(char::from(byte));
        } else {
            let _ = write!(escaped, "%{byte:02X}");
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::json;

    #[test]
    fn a_loose_uri_comes_back_as_it_came() {
        let loose = "file:///a b/[slug]/é%zz%41.tsx";
        let mut spellings = Spellings::default();
        let mut message = json!({"params": {"textDocument": {"uri": loose, "text": loose}, "rootUri": null}});
        spellings.read(&mut message);
        let strict = message["params"]["textDocument"]["uri"].as_str().unwrap().to_owned();
        assert_eq!(strict, "file:///a%20b/%5Bslug%5D/%C3%A9%25zz%41.tsx");
        assert!(Uri::from_str(&strict).is_ok());
        assert_eq!(message["params"]["textDocument"]["text"], loose);

        let mut answer = json!({"edit": {"changes": {&*strict: []}, "documentChanges": [{"uri": strict}]}});
        spellings.write(&mut answer);
        assert_eq!(answer, json!({"edit": {"changes": {loose: []}, "documentChanges": [{"uri": loose}]}}));
    }

    #[test]
    fn a_strict_uri_is_left_alone() {
        let uri = "file:///c%3A/a%20b/(group)/%5Bslug%5D.tsx";
        let mut spellings = Spellings::default();
        let mut message = json!({"uri": uri});
        spellings.read(&mut message);
        assert_eq!(message, json!({"uri": uri}));
        assert!(spellings.loose.is_empty());
    }
}
