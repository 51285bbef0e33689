//! Go's regular expressions in the words of Rust's. Both are RE2's; they differ in what may stand for itself.

use regex::bytes::{Regex, RegexBuilder};

/// Compiles an expression written for Go. Its classes (`\w`, `\d`, `\b`) are ASCII, as Go's are.
pub(super) fn compile(source: &str) -> Option<Regex> {
    let source = translate(source);
    let build = |unicode| RegexBuilder::new(&source).unicode(unicode).build().ok();
    // `\p{…}` needs the tables.
    build(false).or_else(|| build(true))
}

/// <https://github.com/google/re2/wiki/Syntax> against <https://docs.rs/regex/latest/regex/#syntax>: a brace that repeats
/// nothing, a bracket, `&&`, `--` and `~~` within a class stand for themselves in Go; `\Q…\E` quotes.
fn translate(source: &str) -> String {
    let mut out = String::with_capacity(source.len() + 8);
    let mut rest = source;
    let mut in_class = false;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        if let Some(quoted) = rest.strip_prefix(r"\Q") {
            let (text, behind) = quoted.split_once(r"\E").unwrap_or((quoted, ""));
            out.push_str(&regex::escape(text));
            rest = behind;
            continue;
        }
        let mut taken = c.len_utf8();
        match c {
            '\\' => {
                taken += after.chars().next().map_or(0, char::len_utf8);
                // `\p{Greek}`, `\x{2028}`.
                if rest[taken..].starts_with('{') && after.starts_with(['p', 'P', 'x']) {
                    taken = rest.find('}').map_or(taken, |end| end + 1);
                }
                out.push_str(&rest[..taken]);
            }
            '[' if !in_class => {
                in_class = true;
                // A bracket that closes nothing yet is one of the class.
                let head = ["[^]", "[]", "[^"].into_iter().find(|head| rest.starts_with(head)).unwrap_or("[");
                taken = head.len();
                out.push_str(&head.replace(']', r"\]"));
            }
            '[' => match rest.starts_with("[:").then(|| rest.find(":]")).flatten() {
                Some(end) => {
                    taken = end + 2;
                    out.push_str(&rest[..taken]);
                }
                None => out.push_str(r"\["),
            },
            ']' => {
                in_class = false;
                out.push(c);
            }
            '&' | '~' if in_class => out.extend(['\\', c]),
            '-' if in_class && after.starts_with('-') => out.push_str(r"\-"),
            '{' if !in_class && !repeats(after) => out.push_str(r"\{"),
            _ => out.push(c),
        }
        rest = &rest[taken..];
    }
    out
}

/// Whether what follows a brace makes it a repetition: `3}`, `3,}`, `3,5}`.
fn repeats(after: &str) -> bool {
    let Some((inner, _)) = after.split_once('}') else { return false };
    let (least, most) = inner.split_once(',').unwrap_or((inner, ""));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    !least.is_empty() && is_number(least) && is_number(most)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn what_stands_for_itself_in_go_does_here() {
        for (go, text) in [
            (r"^\${(?:[A-Z_]+)}$", "${HOME}"),
            (r"^\{\{[ \t]*\w+[ \t]*}}$", "{{ name }}"),
            (r"^[]a]+[^]b]$", "]a]c"),
            (r"^[[a&&]+$", "[a&"),
            (r"^[a--z~~]+$", "az~"),
            (r"^\Qa.b{\E\d{2}$", "a.b{12"),
            (r"^{,5}$", "{,5}"),
            (r"^[[:alpha:]-]{2,}$", "a-b"),
            (r"^p8e-(?i)[a-z]{3}$", "p8e-ABC"),
            (r"^\p{Greek}$", "λ"),
        ] {
            assert!(compile(go).is_some_and(|regex| regex.is_match(text.as_bytes())), "{go} on {text}");
        }
        assert!(!compile(r"^\w$").unwrap().is_match("ä".as_bytes()));
        assert!(compile(r"(?!x)").is_none());
    }
}
