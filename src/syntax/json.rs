//! JSON with comments and trailing commas, with the place of every key and value.
//!
//! One reader for what people write by hand: `staunch.json`, `package.json`, `tsconfig.json`, published JSON files.

use crate::text::Span;

/// A value and its place, quotes and brackets included.
#[derive(Clone, PartialEq, Debug)]
pub struct Json {
    pub span: Span,
    pub value: Value,
}

#[derive(Clone, PartialEq, Debug)]
pub enum Value {
    Null,
    Bool(bool),
    Number(f64),
    /// Cooked.
    String(Box<str>),
    Array(Vec<Json>),
    /// In source order; a repeated key stands twice.
    Object(Vec<Entry>),
}

#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    pub key: Box<str>,
    /// Quotes included.
    pub key_span: Span,
    pub value: Json,
}

/// What stops the reading, and where.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{message}")]
pub struct JsonError {
    pub span: Span,
    /// Quotes nothing of the text.
    pub message: &'static str,
}

impl Json {
    /// The last entry of that key in an object, as JavaScript reads it.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entries().iter().rev().find(|entry| *entry.key == *key).map(|entry| &entry.value)
    }

    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    pub const fn as_bool(&self) -> Option<bool> {
        match self.value {
            Value::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// The items of an array; nothing for anything else.
    pub fn items(&self) -> &[Self] {
        match &self.value {
            Value::Array(items) => items,
            _ => &[],
        }
    }

    /// The entries of an object; nothing for anything else.
    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Object(entries) => entries,
            _ => &[],
        }
    }

    /// What it is, for a message.
    pub const fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "an array",
            Value::Object(_) => "an object",
        }
    }
}

/// Deeper nesting is an error: readers recurse.
const MAX_DEPTH: u32 = 200;

/// Reads one value and what may stand around it. A byte order mark is skipped.
pub fn parse(text: &str) -> Result<Json, JsonError> {
    let mut reader = Reader { text, bytes: text.as_bytes(), at: 0 };
    if text.starts_with('\u{feff}') {
        reader.at = 3;
    }
    let value = reader.value(0)?;
    reader.blank()?;
    if reader.at < reader.bytes.len() {
        return Err(reader.error("expected the end of the file"));
    }
    Ok(value)
}

struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn error(&self, message: &'static str) -> JsonError {
        let end = self.text[self.at..].chars().next().map_or(self.at, |c| self.at + c.len_utf8());
        JsonError { span: Span::new(self.at as u32, end as u32), message }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Skips white space and comments.
    fn blank(&mut self) -> Result<(), JsonError> {
        loop {
            match self.peek() {
                Some(b' ' | b'\t' | b'\n' | b'\r') => self.at += 1,
                Some(b'/') if self.bytes.get(self.at + 1) == Some(&b'/') => {
                    let rest = &self.bytes[self.at..];
                    self.at += memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
                }
                Some(b'/') if self.bytes.get(self.at + 1) == Some(&b'*') => {
                    let Some(end) = memchr::memmem::find(&self.bytes[self.at + 2..], b"*/") else {
                        return Err(self.error("a comment that does not end"));
                    };
                    self.at += end + 4;
                }
                _ => return Ok(()),
            }
        }
    }

    fn value(&mut self, depth: u32) -> Result<Json, JsonError> {
        self.blank()?;
        if depth > MAX_DEPTH {
            return Err(self.error("nested too deeply"));
        }
        let start = self.at;
        let value = match self.peek() {
            Some(b'{') => self.object(depth)?,
            Some(b'[') => self.array(depth)?,
            Some(b'"') => Value::String(self.string()?),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(b't') => self.word("true", Value::Bool(true))?,
            Some(b'f') => self.word("false", Value::Bool(false))?,
            Some(b'n') => self.word("null", Value::Null)?,
            Some(_) => return Err(self.error("expected a value")),
            None => return Err(self.error("the file ends too early")),
        };
        Ok(Json { span: Span::new(start as u32, self.at as u32), value })
    }

    fn word(&mut self, word: &str, value: Value) -> Result<Value, JsonError> {
        if self.bytes[self.at..].starts_with(word.as_bytes()) {
            self.at += word.len();
            return Ok(value);
        }
        Err(self.error("expected a value"))
    }

    fn number(&mut self) -> Result<Value, JsonError> {
        let rest = &self.bytes[self.at..];
        let len = rest
            .iter()
            .position(|b| !matches!(b, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E'))
            .unwrap_or(rest.len());
        let Ok(number) = self.text[self.at..self.at + len].parse() else {
            return Err(self.error("not a number"));
        };
        self.at += len;
        Ok(Value::Number(number))
    }

    fn array(&mut self, depth: u32) -> Result<Value, JsonError> {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.blank()?;
            if self.peek() == Some(b']') {
                self.at += 1;
                return Ok(Value::Array(items));
            }
            items.push(self.value(depth + 1)?);
            self.separator(b']')?;
        }
    }

    fn object(&mut self, depth: u32) -> Result<Value, JsonError> {
        self.at += 1;
        let mut entries = Vec::new();
        loop {
            self.blank()?;
            match self.peek() {
                Some(b'}') => {
                    self.at += 1;
                    return Ok(Value::Object(entries));
                }
                Some(b'"') => {}
                Some(_) => return Err(self.error("expected a key in double quotes")),
                None => return Err(self.error("the file ends too early")),
            }
            let start = self.at;
            let key = self.string()?;
            let key_span = Span::new(start as u32, self.at as u32);
            self.blank()?;
            if self.peek() != Some(b':') {
                return Err(self.error("expected a colon"));
            }
            self.at += 1;
            entries.push(Entry { key, key_span, value: self.value(depth + 1)? });
            self.separator(b'}')?;
        }
    }

    /// After an item: a comma, or the closing bracket (which stays).
    fn separator(&mut self, close: u8) -> Result<(), JsonError> {
        self.blank()?;
        match self.peek() {
            Some(b',') => {
                self.at += 1;
                Ok(())
            }
            Some(b) if b == close => Ok(()),
            Some(_) => Err(self.error("expected a comma")),
            None => Err(self.error("the file ends too early")),
        }
    }

    fn string(&mut self) -> Result<Box<str>, JsonError> {
        let start = self.at;
        let mut at = self.at + 1;
        loop {
            match memchr::memchr3(b'"', b'\\', b'\n', &self.bytes[at..]).map(|i| at + i) {
                Some(i) if self.bytes[i] == b'"' => {
                    at = i + 1;
                    break;
                }
                Some(i) if self.bytes[i] == b'\\' && i + 1 < self.bytes.len() => at = i + 2,
                _ => return Err(self.error("a string that does not end")),
            }
        }
        // Two bytes were skipped at every backslash: the end may stand inside of a character only if the text is broken there.
        let Some(literal) = self.text.get(start..at) else {
            return Err(self.error("a string that does not end"));
        };
        let cooked = if literal.contains('\\') {
            serde_json::from_str::<String>(literal).map_err(|_| self.error("a string with a broken escape"))?
        } else {
            literal[1..literal.len() - 1].to_owned()
        };
        self.at = at;
        Ok(cooked.into())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use super::*;

    #[test]
    fn comments_and_trailing_commas_are_legal() {
        let text = "// top\n{ \"a\": [1, 2,], /* b */ \"b\": { \"c\": \"x\\u0041\", }, }\n";
        let json = parse(text).unwrap();
        assert_eq!(json.get("a").unwrap().items().len(), 2);
        let c = json.get("b").and_then(|b| b.get("c")).unwrap();
        assert_eq!(c.as_str(), Some("xA"));
        assert_eq!(c.span.of(text), "\"x\\u0041\"");
    }

    #[test]
    fn errors_have_a_place() {
        for (text, at) in
            [("{ a: 1 }", 2), ("[1 2]", 3), ("{\"a\" 1}", 5), ("", 0), ("{\"a\":\n\"x", 6), ("[1] x", 4), ("/*", 0)]
        {
            assert_eq!(parse(text).unwrap_err().span.start, at, "{text}");
        }
    }

    #[test]
    fn deep_nesting_is_an_error_and_no_overflow() {
        assert_eq!(parse(&"[".repeat(100_000)).unwrap_err().message, "nested too deeply");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_survived(text in "\\PC{0,40}|[\\[\\]{}:,\"\\\\/* a1\\n\u{feff}é]{0,40}") {
            let _ = parse(&text);
        }

        #[test]
        fn agrees_with_serde(text in "[\\[\\]{}:,\"\\\\1a -]{0,12}|\\{\"a\":[0-9\\-.eE]{0,5}\\}") {
            if let Ok(expected) = serde_json::from_str::<serde_json::Value>(&text) {
                let json = parse(&text);
                proptest::prop_assert!(json.is_ok(), "{text:?} {expected:?}");
            }
        }
    }
}
