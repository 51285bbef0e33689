//! SQL by its words, as far as statements about tables and policies need it.

use crate::text::Span;

/// The statements of a text, each by the places of its words: names, marks, texts as one. No comments.
pub fn statements(text: &str) -> Vec<Vec<Span>> {
    let mut all = Vec::new();
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let length = length_of(rest);
        let word = &rest[..length];
        if word == ";" {
            all.push(std::mem::take(&mut words));
        } else if !word.starts_with("--") && !word.starts_with("/*") && !word.starts_with(char::is_whitespace) {
            words.push(Span::new(at as u32, (at + length) as u32));
        }
        at += length;
    }
    all.push(words);
    all.retain(|words| !words.is_empty());
    all
}

/// The bytes of the word, blank or comment that a text begins with; at least one character.
fn length_of(text: &str) -> usize {
    let until = |end: &str, from: usize| text[from..].find(end).map_or(text.len(), |at| from + at + end.len());
    let while_is = |is: fn(char) -> bool| text.find(|c| !is(c)).unwrap_or(text.len());
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let first = text.chars().next().unwrap_or(' ');
    match first {
        _ if first.is_whitespace() => while_is(char::is_whitespace),
        _ if text.starts_with("--") => text.find('\n').unwrap_or(text.len()),
        _ if text.starts_with("/*") => until("*/", 2),
        '\'' | '"' => quoted(text, first),
        // `E'it\'s'`: with escapes.
        'e' | 'E' if text[1..].starts_with('\'') => 1 + escaped(&text[1..]),
        // `$$ … $$`, `$body$ … $body$`: functions and blocks.
        '$' => {
            let tag = text[1..].find(|c| !is_name(c)).filter(|end| text[1 + end..].starts_with('$'));
            tag.map_or(1, |end| until(&text[..end + 2], end + 2))
        }
        _ if is_name(first) => while_is(|c| c.is_alphanumeric() || c == '_'),
        _ => first.len_utf8(),
    }
}

/// To the closing quote; a doubled one is none.
fn quoted(text: &str, quote: char) -> usize {
    let mut at = 1;
    while let Some(end) = text[at..].find(quote) {
        at += end + 1;
        if !text[at..].starts_with(quote) {
            return at;
        }
        at += 1;
    }
    text.len()
}

/// To the closing quote of a text with escapes.
fn escaped(text: &str) -> usize {
    let mut marks = text.match_indices(['\'', '\\']).skip(1);
    let mut at = 1;
    for (mark, what) in marks.by_ref() {
        match what {
            _ if mark < at => {}
            "\\" => at = mark + 2,
            _ if text[mark + 1..].starts_with('\'') => at = mark + 2,
            _ => return mark + 1,
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escaped_quotes_end_no_text() {
        let text = r"select E'it\'s;', e'a''b\\', 'c\'; drop";
        let found: Vec<Vec<&str>> =
            statements(text).iter().map(|words| words.iter().map(|word| word.of(text)).collect()).collect();
        assert_eq!(found, [vec!["select", r"E'it\'s;'", ",", r"e'a''b\\'", ",", r"'c\'"], vec!["drop"]]);
    }

    #[test]
    fn words_are_names_marks_and_texts() {
        let text = "-- a;\ncreate table \"My\".t (x int); /* ; */ do $b$ begin; end $b$;\nselect 'it''s; é', $1";
        let found: Vec<Vec<&str>> =
            statements(text).iter().map(|words| words.iter().map(|word| word.of(text)).collect()).collect();
        assert_eq!(
            found,
            [
                vec!["create", "table", "\"My\"", ".", "t", "(", "x", "int", ")"],
                vec!["do", "$b$ begin; end $b$"],
                vec!["select", "'it''s; é'", ",", "$", "1"],
            ]
        );
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_survived(text in "([a-c$'\"é;/* \n-]|\\$a\\$){0,40}") {
            let _ = statements(&text);
        }
    }
}
