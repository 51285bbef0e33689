//! Bruno's requests and environments: named blocks (`auth:bearer { … }`) of names and values, one a line.
//!
//! Source: docs.usebruno.com, *Bru language*. Blocks of another language (bodies, scripts, tests, notes) name nothing, and lists
//! (`vars:secret [ … ]`) have names alone.

use super::super::json::{Entry, Json, Value};
use super::string;
use crate::text::Span;

/// What begins the name of a block that holds a text.
const TEXTS: [&str; 6] = ["body:graphql", "body:json", "body:text", "body:xml", "script", "tests"];

pub(super) fn read(text: &str) -> Json {
    let mut blocks: Vec<Entry> = Vec::new();
    // Whether the lines are those of a block, and name values.
    let mut inside = None;
    for line in text.split_inclusive(['\n', '\r']) {
        let (trimmed, start) = placed(text, line);
        match inside {
            // Blocks end at a bracket that begins its line; those of texts are indented.
            Some(_) if line.starts_with(['}', ']']) => inside = None,
            Some(true) => {
                if let Some(Entry { value: Json { span, value: Value::Object(entries) }, .. }) = blocks.last_mut()
                    && let Some(entry) = entry(trimmed, start)
                {
                    span.end = entry.value.span.end;
                    entries.push(entry);
                }
            }
            Some(false) => {}
            None => {
                let name = trimmed.strip_suffix(['{', '[']).map(str::trim_end).filter(|name| !name.is_empty());
                let Some(name) = name else { continue };
                let holds_text = name == "docs" || TEXTS.iter().any(|text| name.starts_with(text));
                inside = Some(!holds_text && trimmed.ends_with('{'));
                let key_span = Span::new(start, start + name.len() as u32);
                let value = Json { span: Span::new(key_span.end, key_span.end), value: Value::Object(Vec::new()) };
                blocks.push(Entry { key: name.into(), key_span, value });
            }
        }
    }
    Json { span: Span::new(0, text.len() as u32), value: Value::Object(blocks) }
}

/// `name: value`; `~` switches it off.
fn entry(line: &str, start: u32) -> Option<Entry> {
    let (key, value) = line.split_once(':')?;
    let key_start = start + (key.len() - key.trim_start_matches('~').len()) as u32;
    let (key, value) = (key.trim_start_matches('~').trim_end(), value.trim());
    let value_end = start + line.len() as u32;
    let value_span = Span::new(value_end - value.len() as u32, value_end);
    (!key.is_empty() && !value.is_empty()).then(|| Entry {
        key: key.trim_matches('"').into(),
        key_span: Span::new(key_start, key_start + key.len() as u32),
        value: string(value, value_span),
    })
}

/// A line without the blanks around it, and where that stands.
fn placed<'t>(text: &str, line: &'t str) -> (&'t str, u32) {
    let trimmed = line.trim();
    (trimmed, (trimmed.as_ptr() as usize - text.as_ptr() as usize) as u32)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn blocks_hold_names_and_values() {
        let text = "meta {\n  name: a: b\n}\nauth:bearer {\n  token: c \n}\nheaders {\r\n  ~x-key: d\r\n}\nbody:json {\n  {\n    \"e\": \"f\"\n  }\n}\n\
                    vars:secret [\n  g\n]\nscript:pre-request {\n  h: i\n}\nquery {\n  j: {{k}}\n  l:\n}\n";
        let json = read(text);
        let mut found = Vec::new();
        for block in json.entries() {
            for entry in block.value.entries() {
                let value = entry.value.as_str().unwrap();
                assert_eq!((entry.value.span.of(text), entry.key_span.of(text)), (value, &*entry.key));
                found.push((&*block.key, &*entry.key, value));
            }
        }
        let expected = [
            ("meta", "name", "a: b"),
            ("auth:bearer", "token", "c"),
            ("headers", "x-key", "d"),
            ("query", "j", "{{k}}"),
        ];
        assert_eq!(found, expected);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_survived(text in "(a|auth:b|docs|[{}\\[\\]:~\"é \n\r]){0,30}") {
            let json = read(&text);
            for block in json.entries() {
                for entry in block.value.entries() {
                    proptest::prop_assert!(text.get(entry.value.span.range()).is_some());
                }
            }
        }
    }
}
