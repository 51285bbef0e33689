//! TOML, by the crate of that name.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::super::json::{Entry, Json, Value};
use crate::text::Span;

pub(super) fn read(text: &str) -> Option<Json> {
    let table = DeTable::parse(text).ok()?;
    Some(Json { span: place(table.span()), value: object(table.get_ref()) })
}

fn object(table: &DeTable<'_>) -> Value {
    let entry = |(key, value): (&Spanned<_>, &Spanned<DeValue<'_>>)| -> Entry {
        let key: &Spanned<std::borrow::Cow<'_, str>> = key;
        Entry { key: key.get_ref().as_ref().into(), key_span: place(key.span()), value: json(value) }
    };
    let mut entries: Vec<Entry> = table.iter().map(entry).collect();
    // The crate sorts them by name.
    entries.sort_by_key(|entry| entry.key_span);
    Value::Object(entries)
}

fn json(value: &Spanned<DeValue<'_>>) -> Json {
    let read = match value.get_ref() {
        DeValue::String(text) => Value::String(text.as_ref().into()),
        DeValue::Boolean(value) => Value::Bool(*value),
        DeValue::Array(items) => Value::Array(items.iter().map(json).collect()),
        DeValue::Table(table) => object(table),
        DeValue::Integer(number) => Value::String(number.as_str().into()),
        DeValue::Float(number) => Value::String(number.as_str().into()),
        DeValue::Datetime(_) => Value::Null,
    };
    Json { span: place(value.span()), value: read }
}

fn place(range: std::ops::Range<usize>) -> Span {
    Span::new(range.start as u32, range.end as u32)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn places_and_order_are_those_of_the_text() {
        let text = "z = 'é'\na.b = \"x\"\n[vars]\nKEY = \"v\" # c\n[[rules]]\nn = 1\n";
        let json = read(text).unwrap();
        assert_eq!(json.entries().iter().map(|entry| &*entry.key).collect::<Vec<_>>(), ["z", "a", "vars", "rules"]);
        let key = json.get("vars").unwrap().get("KEY").unwrap();
        assert_eq!((key.as_str(), key.span.of(text)), (Some("v"), "\"v\""));
        assert_eq!(json.get("rules").unwrap().items()[0].get("n").unwrap().as_str(), Some("1"));
        assert_eq!(json.get("a").unwrap().get("b").unwrap().as_str(), Some("x"));
    }

    #[test]
    fn what_is_broken_is_not_read() {
        assert_eq!(read("a = \n"), None);
    }
}
