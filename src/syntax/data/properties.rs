//! A line a value: `name = value`, `name: value`, below their section (`[name]`). Comments say nothing.

use super::super::json::{Entry, Json, Value};
use super::{is_comment, string};
use crate::text::Span;

pub(super) fn read(text: &str) -> Json {
    let mut entries: Vec<Entry> = Vec::new();
    let mut in_section = false;
    let mut at = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        if let Some(section) = section(line, at) {
            entries.push(section);
            in_section = true;
        } else if let Some(entry) = entry(line, at) {
            match entries.last_mut().filter(|_| in_section) {
                Some(Entry { value: Json { value: Value::Object(entries), span }, .. }) => {
                    span.end = entry.value.span.end;
                    entries.push(entry);
                }
                _ => entries.push(entry),
            }
        }
        at += line.len() as u32;
    }
    Json { span: Span::new(0, text.len() as u32), value: Value::Object(entries) }
}

/// `[name]`, `[profile "name"]`
fn section(line: &str, at: u32) -> Option<Entry> {
    let name = line.trim().strip_prefix('[')?.strip_suffix(']')?.trim();
    let start = at + (name.as_ptr() as usize - line.as_ptr() as usize) as u32;
    let key_span = Span::new(start, start + name.len() as u32);
    let value = Json { span: Span::new(key_span.end, key_span.end), value: Value::Object(Vec::new()) };
    Some(Entry { key: name.into(), key_span, value })
}

fn entry(line: &str, at: u32) -> Option<Entry> {
    if is_comment(line) {
        return None;
    }
    // `Cookie: a=b`, `//registry.npmjs.org/:_authToken=…`: whichever comes first.
    let parts = [line.split_once('='), line.split_once(": ")];
    let (key, value) = parts.into_iter().flatten().min_by_key(|(key, _)| key.len())?;
    let inside = |part: &str| {
        let start = at + (part.as_ptr() as usize - line.as_ptr() as usize) as u32;
        Span::new(start, start + part.len() as u32)
    };
    let (key, value) = (key.trim(), value.trim());
    let unquoted = ['"', '\''].iter().find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote));
    // Prose has signs too; what stands before them may be anything, and names are shown.
    let is_name = !key.is_empty() && !key.contains([' ', '\t', '"', '\'', '`']);
    (is_name && !value.is_empty()).then(|| Entry {
        key: key.into(),
        key_span: inside(key),
        value: string(unquoted.unwrap_or(value), inside(value)),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_first_sign_parts_them_and_prose_has_no_names() {
        let text = "Cookie: a b; password=c\nAuthorization: Basic eA==\nset the key x=y\n\"a\" b: c\n@v = d: e\n";
        let json = read(text);
        let found: Vec<_> = json.entries().iter().map(|it| (&*it.key, it.value.as_str().unwrap())).collect();
        assert_eq!(found, [("Cookie", "a b; password=c"), ("Authorization", "Basic eA=="), ("@v", "d: e")]);
    }

    #[test]
    fn lines_are_names_and_values() {
        let text = "; c\n//registry.npmjs.org/:_authToken=a=b\nkey = \"v w\"\nc: d\nnothing\n[s]\r\ne=f\n";
        let json = read(text);
        let section = json.entries().last().unwrap();
        assert_eq!((&*section.key, section.value.span.of(text)), ("s", "]\r\ne=f"));
        assert_eq!(section.value.get("e").and_then(Json::as_str), Some("f"));
        let found: Vec<_> = json
            .entries()
            .iter()
            .filter(|entry| &*entry.key != "s")
            .map(|entry| (entry.key_span.of(text), entry.value.as_str().unwrap(), entry.value.span.of(text)))
            .collect();
        assert_eq!(
            found,
            [("//registry.npmjs.org/:_authToken", "a=b", "a=b"), ("key", "v w", "\"v w\""), ("c", "d", "d")]
        );
    }
}
