//! Types: object types are laid out, everything else is copied.

use super::doc::{Doc, broken_group, concat, group, if_break, indent, join, nothing, text};
use super::{Printer, Span};

impl Printer<'_> {
    /// `type X = …` and `interface X { … }`.
    pub(super) fn type_declaration(&self, span: Span) -> Doc {
        let source = self.source(span).trim_end().trim_end_matches(';');
        if source.contains("//") || source.contains("/*") {
            return self.verbatim(span);
        }
        if let Some((head, body)) = source.split_once('=').filter(|(head, _)| head.trim_start().starts_with("type "))
            && !head.contains('<')
        {
            let head = head.split_whitespace().collect::<Vec<_>>().join(" ");
            return self.alias(head, body.trim());
        }
        self.verbatim(span)
    }

    fn alias(&self, head: String, body: &str) -> Doc {
        let right = self.type_doc(body);
        let applied = body.ends_with('>') && !body.contains('|');
        let right = if body.starts_with('{') || applied {
            concat(vec![text(" "), right])
        } else {
            group(indent(concat(vec![Doc::Line, right])))
        };
        concat(vec![text(format!("{head} =")), right, self.semicolon()])
    }

    pub(super) fn type_doc(&self, source: &str) -> Doc {
        let source = source.trim();
        let members = source.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).and_then(members);
        let Some(members) = members else {
            if let Some((name, arguments)) = applied(source) {
                let docs = arguments.iter().map(|argument| self.type_doc(argument)).collect::<Vec<_>>();
                return concat(vec![text(name.to_owned()), self.type_arguments_doc(&arguments, docs)]);
            }
            if let Some(item) = source.strip_suffix("[]").filter(|item| item.starts_with('{')) {
                return concat(vec![self.type_doc(item), text("[]")]);
            }
            if let Some(parts) = split(source, &['|']).filter(|parts| parts.len() > 1 && source.contains('{')) {
                let docs =
                    parts.iter().filter(|part| !part.trim().is_empty()).map(|part| self.type_doc(part)).collect();
                return join(&text(" | "), docs);
            }
            return text(self.type_text(source));
        };
        if members.is_empty() {
            return text("{}");
        }
        let open = source.trim_start_matches('{');
        let kept = self.style.keep_broken_objects && open[..open.len() - open.trim_start().len()].contains('\n');
        let separator = || if self.style.semicolons { text(";") } else { if_break(nothing(), text(";")) };
        let mut parts = Vec::new();
        let last = members.len() - 1;
        for (index, member) in members.iter().enumerate() {
            if index > 0 {
                parts.push(Doc::Line);
            }
            parts.push(match split_member(member) {
                Some((name, of)) => concat(vec![text(format!("{}: ", name.trim())), self.type_doc(of)]),
                None => text(self.type_text(member)),
            });
            if index < last {
                parts.push(separator());
            } else if self.style.semicolons {
                parts.push(if_break(text(";"), nothing()));
            }
        }
        let line = if self.style.bracket_spacing { Doc::Line } else { Doc::Softline };
        let content = concat(vec![text("{"), indent(concat(vec![line.clone(), concat(parts)])), line, text("}")]);
        if kept { broken_group(content) } else { group(content) }
    }

    /// `<A, B>`; a single simple argument never breaks.
    fn type_arguments_doc(&self, arguments: &[&str], docs: Vec<Doc>) -> Doc {
        if let [only] = arguments
            && (only.starts_with('{') || !only.contains(['<', '|', '&', '(', '[']))
        {
            return concat(vec![text("<"), concat(docs), text(">")]);
        }
        group(concat(vec![
            text("<"),
            indent(concat(vec![Doc::Softline, join(&concat(vec![text(","), Doc::Line]), docs)])),
            Doc::Softline,
            text(">"),
        ]))
    }

    /// `<A, B>` as written after a callee.
    pub(super) fn written_type_arguments(&self, source: &str) -> Doc {
        match applied(&format!("X{source}")) {
            Some((_, arguments)) => {
                let docs = arguments.iter().map(|argument| self.type_doc(argument)).collect();
                self.type_arguments_doc(&arguments, docs)
            }
            None => text(source.to_owned()),
        }
    }

    /// A type on one line; its string literals get the style's quotes.
    fn type_text(&self, source: &str) -> String {
        let joined = source.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut out = String::with_capacity(joined.len());
        let mut rest = joined.as_str();
        while let Some(at) = rest.find(['\'', '"']) {
            let quote = rest.as_bytes()[at] as char;
            let Some(end) = rest[at + 1..].find(quote) else { break };
            out.push_str(&rest[..at]);
            out.push_str(&self.quoted(&rest[at..at + end + 2]));
            rest = &rest[at + end + 2..];
        }
        out.push_str(rest);
        out.trim_start_matches("| ").to_owned()
    }
}

/// The members of an object type; `None` when the text is not one object type.
fn members(inner: &str) -> Option<Vec<&str>> {
    let mut found = Vec::new();
    for part in split(inner, &[';', ',', '\n'])? {
        if !part.trim().is_empty() {
            found.push(part.trim());
        }
    }
    Some(found)
}

/// Splits at separators outside of brackets and strings; `None` when the brackets do not match.
fn split<'t>(source: &'t str, separators: &[char]) -> Option<Vec<&'t str>> {
    let (mut depth, mut start, mut quote) = (0_i32, 0, None);
    let mut parts = Vec::new();
    let mut before = ' ';
    for (at, c) in source.char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"' | '`') => quote = Some(c),
            (None, '{' | '(' | '[' | '<') => depth += 1,
            (None, '>') if before == '=' => {}
            (None, '}' | ')' | ']' | '>') => depth -= 1,
            (None, c) if depth == 0 && separators.contains(&c) => {
                parts.push(&source[start..at]);
                start = at + c.len_utf8();
            }
            _ => {}
        }
        if depth < 0 {
            return None;
        }
        before = c;
    }
    parts.push(&source[start..]);
    (depth == 0).then_some(parts)
}

fn split_member(member: &str) -> Option<(&str, &str)> {
    let parts = split(member, &[':'])?;
    let name = parts.first()?;
    if parts.len() < 2 || name.contains(['(', '[', '<']) {
        return None;
    }
    Some((name, member.get(name.len() + 1..)?))
}

/// `Name<A, B>`, taken apart.
fn applied(source: &str) -> Option<(&str, Vec<&str>)> {
    let open = source.find('<')?;
    let name = &source[..open];
    let inner = source[open + 1..].strip_suffix('>')?;
    if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'.') {
        return None;
    }
    Some((name, split(inner, &[','])?.into_iter().map(str::trim).collect()))
}
