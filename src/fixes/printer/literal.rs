//! Objects, arrays, strings and templates.

use super::comments::has_blank_line;
use super::doc::{Doc, broken_group, concat, flat, group, indent, text};
use super::{Kind, List, NodeId, Printer, Span};
use crate::fixes::style::QuoteProps;

impl Printer<'_> {
    pub(super) fn object(&self, id: NodeId, properties: List) -> Doc {
        let items = self.items(properties);
        let span = self.span(id);
        let inside = Span::new(span.start + 1, span.end.saturating_sub(1));
        let Some(first) = items.first() else {
            return if self.gap_comment(inside.start, inside.end) { self.verbatim(span) } else { text("{}") };
        };
        let kept_broken =
            self.style.keep_broken_objects && self.between(span.start, self.span(*first).start).contains('\n');
        let quoting = self.quoting(items);
        let mut parts = Vec::new();
        let mut from = inside.start;
        for (index, item) in items.iter().enumerate() {
            let item_span = self.span(*item);
            let next = items.get(index + 1).map_or(inside.end, |next| self.span(*next).start);
            let around = self.around(from, item_span, next);
            if index > 0 {
                parts.push(if around.blank { Doc::Blank } else { Doc::Line });
            }
            parts.extend([around.before, self.property(*item, quoting)]);
            if index + 1 < items.len() {
                parts.push(text(","));
            } else {
                parts.push(self.literal_comma());
            }
            parts.push(around.after);
            from = around.end;
        }
        let line = if self.style.bracket_spacing { Doc::Line } else { Doc::Softline };
        if self.gap_comment(from, inside.end) {
            return self.verbatim(span);
        }
        let content = concat(vec![text("{"), indent(concat(vec![line.clone(), concat(parts)])), line, text("}")]);
        if kept_broken { broken_group(content) } else { group(content) }
    }

    fn property(&self, id: NodeId, quoting: Quoting) -> Doc {
        match self.kind(id) {
            Kind::Property { value, shorthand: true, .. } => self.expression(value),
            Kind::Property { key, value, computed, .. } => {
                let name = if computed {
                    concat(vec![text("["), self.expression(key), text("]")])
                } else {
                    text(self.key(key, quoting))
                };
                match self.kind(value) {
                    Kind::Function(function)
                        if !matches!(function.flavour, crate::syntax::ast::Flavour::Arrow)
                            && !self
                                .between(self.span(key).end, self.span(value).end)
                                .trim_start()
                                .starts_with(':') =>
                    {
                        self.method(name, self.span(key).end, value, &function)
                    }
                    _ => self.assignment(id, name, ":", value),
                }
            }
            Kind::Spread { argument } => concat(vec![text("..."), self.expression(argument)]),
            _ => self.verbatim(self.span(id)),
        }
    }

    fn quoting(&self, items: &[NodeId]) -> Quoting {
        let keys = || {
            items.iter().filter_map(|item| match self.kind(*item) {
                Kind::Property { key, computed: false, shorthand: false, .. } => Some(self.text_of(key)),
                _ => None,
            })
        };
        let quoted = |key: &str| key.starts_with(['\'', '"']);
        let needs = |key: &str| quoted(key) && !is_name(&key[1..key.len().saturating_sub(1).max(1)]);
        match self.style.quote_props {
            QuoteProps::Preserve => Quoting::AsIs,
            QuoteProps::Consistent if keys().any(needs) => Quoting::All,
            QuoteProps::Consistent | QuoteProps::AsNeeded => Quoting::None,
        }
    }

    fn key(&self, key: NodeId, quoting: Quoting) -> String {
        let source = self.text_of(key);
        let inner = source.strip_prefix(['\'', '"']).and_then(|rest| rest.strip_suffix(['\'', '"']));
        match (quoting, inner) {
            (Quoting::None, Some(inner)) if is_name(inner) => inner.to_owned(),
            (Quoting::All, None) if is_name(source) => self.quoted(&format!("'{source}'")),
            (_, Some(_)) => self.quoted(source),
            _ => source.to_owned(),
        }
    }

    pub(super) fn array(&self, id: NodeId, list: List) -> Doc {
        let items = self.items(list);
        let span = self.span(id);
        if items.is_empty() {
            return text("[]");
        }
        if self.has_stray_comment(span, items) || items.iter().any(|item| self.kind(*item) == Kind::Hole) {
            return self.verbatim(span);
        }
        let many = |wanted: fn(&Kind) -> Option<u32>| {
            items.len() > 1 && items.iter().all(|item| wanted(&self.kind(*item)).is_some_and(|count| count > 1))
        };
        let broken = many(|kind| match kind {
            Kind::Object { properties } => Some(properties.len),
            _ => None,
        }) || many(|kind| match kind {
            Kind::Array { items } => Some(items.len),
            _ => None,
        });
        let numbers = items.iter().all(|item| self.kind(*item) == Kind::Number);
        if numbers && items.len() > 1 {
            return self.filled(items);
        }
        let mut parts = Vec::new();
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                parts.push(text(","));
                let gap = self.span_between(items[index - 1], *item);
                parts.push(if has_blank_line(self.source(gap).trim_start_matches([',', ' '])) {
                    concat(vec![Doc::Line, Doc::Softline])
                } else {
                    Doc::Line
                });
            }
            parts.push(group(self.expression(*item)));
        }
        let content = concat(vec![
            text("["),
            indent(concat(vec![Doc::Softline, concat(parts)])),
            self.literal_comma(),
            Doc::Softline,
            text("]"),
        ]);
        if broken { broken_group(content) } else { group(content) }
    }

    /// Numbers fill their lines.
    fn filled(&self, items: &[NodeId]) -> Doc {
        let docs: Vec<Doc> = items.iter().map(|item| self.expression(*item)).collect();
        let mut parts = Vec::new();
        for (index, doc) in docs.into_iter().enumerate() {
            if index == 0 {
                parts.push(doc);
            } else {
                parts.push(text(","));
                parts.push(group(concat(vec![Doc::Line, doc])));
            }
        }
        group(concat(vec![
            text("["),
            indent(concat(vec![Doc::Softline, concat(parts)])),
            self.literal_comma(),
            Doc::Softline,
            text("]"),
        ]))
    }

    /// A string literal with the style's quotes, unless the other ones need fewer escapes.
    pub(super) fn quoted(&self, source: &str) -> String {
        let Some(inner) = source.get(1..source.len().saturating_sub(1)) else { return source.to_owned() };
        let preferred = self.style.quote();
        let other = if preferred == '"' { '\'' } else { '"' };
        let count = |quote: char| inner.matches(quote).count();
        let quote = if count(preferred) > count(other) { other } else { preferred };
        let mut out = String::with_capacity(source.len() + 2);
        out.push(quote);
        let mut chars = inner.chars();
        while let Some(c) = chars.next() {
            match c {
                '\\' => match chars.next() {
                    Some(escaped @ ('\'' | '"')) if escaped != quote => out.push(escaped),
                    Some(escaped) => out.extend(['\\', escaped]),
                    None => out.push('\\'),
                },
                c if c == quote => out.extend(['\\', c]),
                c => out.push(c),
            }
        }
        out.push(quote);
        out
    }

    /// A template: its text as it is, its expressions on one line.
    pub(super) fn template(&self, parts: List) -> Doc {
        let mut docs = vec![text("`")];
        for part in self.items(parts) {
            if self.kind(*part) == Kind::TemplateText {
                docs.push(Doc::Raw(self.text_of(*part).to_owned()));
            } else {
                let inner = self.expression(*part);
                let inner = if inner.will_break() { self.copied(self.span(*part)) } else { text(flat(&inner)) };
                docs.extend([text("${"), inner, text("}")]);
            }
        }
        docs.push(text("`"));
        concat(docs)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Quoting {
    AsIs,
    None,
    All,
}

fn is_name(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next().is_some_and(|first| first.is_ascii_alphabetic() || first == b'_' || first == b'$')
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$')
}
