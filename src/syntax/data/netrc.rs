//! `.netrc`: words in pairs, in any lines: `machine HOST login NAME password SECRET`.
//!
//! Source: The GNU `inetutils` manual, *The .netrc file*.

use super::super::json::{Entry, Json, Value};
use super::string;
use crate::text::Span;

pub(super) fn read(text: &str) -> Json {
    let place = |word: &str| {
        let start = (word.as_ptr() as usize - text.as_ptr() as usize) as u32;
        Span::new(start, start + word.len() as u32)
    };
    let mut entries = Vec::new();
    let mut words = text.lines().filter(|line| !line.trim_start().starts_with('#')).flat_map(str::split_whitespace);
    while let Some(key) = words.next() {
        if matches!(key, "machine" | "login" | "password" | "account")
            && let Some(value) = words.next()
        {
            entries.push(Entry { key: key.into(), key_span: place(key), value: string(value, place(value)) });
        }
    }
    Json { span: Span::new(0, text.len() as u32), value: Value::Object(entries) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn words_stand_in_pairs() {
        let text = "machine a.io\n  login me password x1\ndefault login y";
        let json = read(text);
        assert_eq!(
            json.entries().iter().map(|entry| &*entry.key).collect::<Vec<_>>(),
            ["machine", "login", "password", "login"]
        );
        assert_eq!(json.get("password").unwrap().span.of(text), "x1");
    }
}
