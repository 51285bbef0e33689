//! Shell scripts, as far as they name values: `NAME=value`, `--name=value`, the headers of requests (`-H 'name: value'`).
//!
//! A line at a time: a quote that stays open on its line holds prose, or a text of another kind, and names nothing.

use super::super::json::{Entry, Json, Value};
use super::string;
use crate::text::Span;

pub(super) fn read(text: &str) -> Json {
    let whole = Span::new(0, text.len() as u32);
    Json { span: whole, value: Value::Object(assignments(text, whole)) }
}

/// What the lines name, in order; values that are computed (`$X`) are left out. Those of here-documents stand among them.
pub fn assignments(text: &str, within: Span) -> Vec<Entry> {
    let mut found = Vec::new();
    let mut at = within.start;
    for line in within.of(text).split_inclusive(['\n', '\r']) {
        let words = words(line);
        for (index, word) in words.iter().enumerate() {
            let before = index.checked_sub(1).map(|before| &line[words[before].range()]);
            let inner = unquoted(line, *word);
            if matches!(before, Some("-H" | "--header")) {
                found.extend(header(line, inner, at));
                continue;
            }
            let is_plain = inner == *word;
            let is_literal = line[word.range()].starts_with('\'');
            // `printf 'A=b\nC=d\n'`
            let mut start = inner.start;
            for part in inner.of(line).split("\\n") {
                let part = Span::new(start, start + part.len() as u32);
                start = part.end + 2;
                found.extend(assignment(line, part, is_plain, is_literal, at));
            }
        }
        at += line.len() as u32;
    }
    found
}

/// `NAME=value`, `--name=value`; `plain`: the word stands in no quotes, so that the value may.
fn assignment(line: &str, word: Span, plain: bool, literal: bool, at: u32) -> Option<Entry> {
    let text = word.of(line);
    let sign = text.find('=')?;
    let dashes = text.len() - text.trim_start_matches('-').len();
    let key = Span::new(word.start + dashes.min(2) as u32, word.start + sign as u32);
    let is_name = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'))
    };
    let written = Span::new(word.start + sign as u32 + 1, word.end);
    let value = if plain { unquoted(line, written) } else { written };
    let literal = literal || line[written.range()].starts_with('\'');
    let is_known =
        !value.is_empty() && !value.of(line).contains(['"', '\'']) && (literal || !value.of(line).contains(['$', '`']));
    (is_name(key.of(line)) && is_known).then(|| entry(line, key, value, at))
}

/// `name: value` of a header, as the one entry of `headers`.
fn header(line: &str, word: Span, at: u32) -> Option<Entry> {
    let text = word.of(line);
    let sign = text.find(':')?;
    let value = text[sign + 1..].trim();
    let start = word.end - text[sign + 1..].trim_start().len() as u32;
    let (key, value) = (Span::new(word.start, word.start + sign as u32), Span::new(start, start + value.len() as u32));
    (!value.is_empty() && !value.of(line).contains(['$', '`'])).then(|| {
        let place = Span::new(at + key.start, at + value.end);
        let inner = Json { span: place, value: Value::Object(vec![entry(line, key, value, at)]) };
        Entry { key: "headers".into(), key_span: Span::new(place.start, place.start), value: inner }
    })
}

/// An entry of places in a line that begins at `at`.
fn entry(line: &str, key: Span, value: Span, at: u32) -> Entry {
    let moved = |span: Span| Span::new(span.start + at, span.end + at);
    Entry { key: key.of(line).into(), key_span: moved(key), value: string(value.of(line), moved(value)) }
}

/// What stands within the quotes of a word that is in some as a whole.
fn unquoted(line: &str, word: Span) -> Span {
    let text = word.of(line);
    let within = |quote| text.len() > 1 && text.starts_with(quote) && text.ends_with(quote);
    if within('"') || within('\'') { Span::new(word.start + 1, word.end - 1) } else { word }
}

/// The words of a line, parted by blanks and by what parts commands, but not within quotes; up to a comment.
fn words(line: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start: Option<usize> = None;
    let mut quote = None;
    let mut escaped = false;
    for (at, c) in line.char_indices() {
        if std::mem::take(&mut escaped) {
            continue;
        }
        match quote {
            Some(open) => {
                escaped = c == '\\' && open == '"';
                quote = quote.filter(|_| c != open);
                continue;
            }
            None if start.is_none() && c == '#' => return found,
            None if c.is_whitespace() || matches!(c, ';' | '|' | '&' | '(' | ')' | '<' | '>') => {
                found.extend(start.take().map(|start| Span::new(start as u32, at as u32)));
                continue;
            }
            None => {}
        }
        start.get_or_insert(at);
        escaped = c == '\\';
        quote = Some(c).filter(|c| matches!(c, '"' | '\''));
    }
    found.extend(start.filter(|_| quote.is_none()).map(|start| Span::new(start as u32, line.len() as u32)));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str) -> Vec<(String, String)> {
        fn add(json: &Json, text: &str, out: &mut Vec<(String, String)>) {
            for entry in json.entries() {
                match entry.value.as_str() {
                    Some(value) => {
                        assert_eq!(entry.value.span.of(text), value);
                        out.push((entry.key.to_string(), value.to_owned()));
                    }
                    None => add(&entry.value, text, out),
                }
            }
        }
        let mut out = Vec::new();
        add(&read(text), text, &mut out);
        out
    }

    #[test]
    fn assignments_stand_before_commands_in_their_options_and_in_what_they_write() {
        let text = "export A=b C='d $e' F=\"g h\"; I=j run --api-key=k -x=l && M=n\n\
                    echo \"O=p\" >> .env\nprintf 'Q=r\\nS=t\\n' > .env\ncat <<EOF > .env\nU=v\nEOF\n\
                    curl -H 'X-Key: w' --header \"Authorization: Bearer x\" https://a.io/?y=z\n";
        let expected = [
            ("A", "b"),
            ("C", "d $e"),
            ("F", "g h"),
            ("I", "j"),
            ("api-key", "k"),
            ("x", "l"),
            ("M", "n"),
            ("O", "p"),
            ("Q", "r"),
            ("S", "t"),
            ("U", "v"),
            ("X-Key", "w"),
            ("Authorization", "Bearer x"),
        ];
        let found = named(text);
        assert_eq!(found.iter().map(|(name, value)| (&**name, &**value)).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn what_is_computed_commented_or_left_open_names_nothing() {
        let text = "A=$B\nC=\"$(pass show d)\"\nE=`f`\n# G=h, don't\nx # I=j\nK=\"-----BEGIN\nline=\"\nif [ \"$L\" = \"m\" ]; then :; fi\n\
                    curl -H \"Authorization: Bearer $N\"\n1O=p\n";
        assert_eq!(named(text), []);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_survived(text in "([AB]=|-H |: |\\\\n|[\"'#$`\\\\;|&()<>é \n\r]){0,30}") {
            named(&text);
        }
    }
}
