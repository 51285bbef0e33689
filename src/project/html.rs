//! Scripts in HTML.

use memchr::memmem;

use crate::text::Span;

/// A `<script>` of a page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Script {
    pub module: bool,
    /// The value of `src`, without its quotes.
    pub src: Option<Span>,
    /// The code between the tags.
    pub code: Span,
}

/// The scripts of a text in order; those in comments do not count.
pub fn scripts(text: &str) -> Vec<Script> {
    let bytes = text.as_bytes();
    let mut scripts = Vec::new();
    let mut at = 0;
    while let Some(open) = memchr::memchr(b'<', &bytes[at..]).map(|i| at + i) {
        let rest = &bytes[open..];
        if rest.starts_with(b"<!--") {
            let Some(end) = memmem::find(rest, b"-->") else { break };
            at = open + end + 3;
        } else if rest.len() > 7 && rest[1..7].eq_ignore_ascii_case(b"script") && !rest[7].is_ascii_alphanumeric() {
            let Some(tag) = tag(text, open + 7) else { break };
            let close = find_close(bytes, tag.end);
            let code = Span::new(tag.end as u32, close as u32);
            scripts.push(Script { module: tag.module, src: tag.src, code });
            at = close.max(tag.end);
        } else {
            at = open + 1;
        }
    }
    scripts
}

fn find_close(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(i) = memmem::find(&bytes[at..], b"</") {
        let name = bytes.get(at + i + 2..at + i + 8).unwrap_or_default();
        if name.eq_ignore_ascii_case(b"script") {
            return at + i;
        }
        at += i + 2;
    }
    bytes.len()
}

struct Tag {
    end: usize,
    module: bool,
    src: Option<Span>,
}

/// The attributes from behind the tag's name to its `>`.
fn tag(text: &str, from: usize) -> Option<Tag> {
    let bytes = text.as_bytes();
    let mut tag = Tag { end: 0, module: false, src: None };
    let mut at = from;
    loop {
        while bytes.get(at)?.is_ascii_whitespace() || bytes[at] == b'/' {
            at += 1;
        }
        if bytes[at] == b'>' {
            tag.end = at + 1;
            return Some(tag);
        }
        let start = at;
        while !bytes.get(at)?.is_ascii_whitespace() && !matches!(bytes[at], b'=' | b'>' | b'/') {
            at += 1;
        }
        let name = &bytes[start..at];
        if at == start {
            at += 1;
        }
        while bytes.get(at)?.is_ascii_whitespace() {
            at += 1;
        }
        if bytes[at] != b'=' {
            continue;
        }
        at += 1;
        while bytes.get(at)?.is_ascii_whitespace() {
            at += 1;
        }
        let value = if let quote @ (b'"' | b'\'') = bytes[at] {
            let end = at + 1 + memchr::memchr(quote, &bytes[at + 1..])?;
            let value = Span::new((at + 1) as u32, end as u32);
            at = end + 1;
            value
        } else {
            let start = at;
            while !bytes.get(at)?.is_ascii_whitespace() && bytes[at] != b'>' {
                at += 1;
            }
            Span::new(start as u32, at as u32)
        };
        if name.eq_ignore_ascii_case(b"src") {
            tag.src = Some(value);
        } else if name.eq_ignore_ascii_case(b"type") {
            tag.module = value.of(text).eq_ignore_ascii_case("module");
        }
    }
}

/// The text with everything but script code blanked out: offsets and lines stay.
pub fn scripts_only(text: &str) -> String {
    let mut out: Vec<u8> = text.bytes().map(|byte| if matches!(byte, b'\n' | b'\r') { byte } else { b' ' }).collect();
    let mut keep = |span: Span| {
        if let (Some(to), Some(from)) = (out.get_mut(span.range()), text.as_bytes().get(span.range())) {
            to.copy_from_slice(from);
        }
    };
    for script in scripts(text) {
        keep(script.code);
    }
    // Whole spans of a text were copied over blanks.
    String::from_utf8(out).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use super::*;

    #[test]
    fn scripts_of_a_page() {
        let text = "<html><!-- <script src=no.js></script> -->\n<script type=\"module\" src='/src/main.tsx'></script>\n\
                    <SCRIPT>var é = '<b>'</SCRIPT><scripted></scripted><script src=a.js async></script>";
        let found: Vec<_> =
            scripts(text).into_iter().map(|s| (s.module, s.src.map(|s| s.of(text)), s.code.of(text))).collect();
        assert_eq!(
            found,
            [(true, Some("/src/main.tsx"), ""), (false, None, "var é = '<b>'"), (false, Some("a.js"), "")]
        );
        let only = scripts_only(text);
        assert_eq!(only.len(), text.len());
        assert_eq!(only.trim(), "var é = '<b>'");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_survived(text in "(<script|</script>|<!--|-->|type=module|src=|[\"'> /=é\n-]|a){0,20}") {
            proptest::prop_assert_eq!(scripts_only(&text).len(), text.len());
        }
    }
}
