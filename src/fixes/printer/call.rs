//! Calls: arguments, and chains of member calls.

use super::doc::{Doc, broken_group, concat, group, indent, join, nothing, text};
use super::{Kind, NodeId, Printer};
use crate::syntax::ast::Flavour;

/// One link of a member chain.
struct Link {
    node: NodeId,
    kind: LinkKind,
    doc: Doc,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum LinkKind {
    Head,
    Member,
    /// `[0]`, `['x']`.
    Literal,
    Computed,
    NonNull,
    Call,
}

impl Printer<'_> {
    pub(super) fn call(&self, id: NodeId) -> Doc {
        match self.kind(id) {
            Kind::New { callee, .. } => {
                concat(vec![text("new "), self.expression(callee), self.type_arguments(id), self.arguments(id)])
            }
            Kind::Call { callee, optional, .. } => {
                if matches!(self.kind(callee), Kind::Member { .. } | Kind::Index { .. } | Kind::NonNull { .. }) {
                    return self.chain(id);
                }
                let mark = text(if optional { "?." } else { "" });
                let parts = concat(vec![self.expression(callee), mark, self.type_arguments(id), self.arguments(id)]);
                if matches!(self.kind(callee), Kind::Call { .. }) { parts } else { group(parts) }
            }
            _ => self.verbatim(self.span(id)),
        }
    }

    /// `<T>` before the arguments, as written.
    fn type_arguments(&self, id: NodeId) -> Doc {
        let (Kind::Call { callee, arguments, .. } | Kind::New { callee, arguments }) = self.kind(id) else {
            return nothing();
        };
        let first = self.items(arguments).first().map_or(self.span(id).end, |first| self.span(*first).start);
        let head = self.between(self.span(callee).end, first).trim_start().trim_start_matches("?.");
        if !head.starts_with('<') {
            return nothing();
        }
        match head.rfind('>') {
            Some(end) => self.written_type_arguments(&head[..=end]),
            None => nothing(),
        }
    }

    pub(super) fn arguments(&self, id: NodeId) -> Doc {
        let (Kind::Call { arguments, .. } | Kind::New { arguments, .. }) = self.kind(id) else { return nothing() };
        let items = self.items(arguments);
        let Some(last) = items.last() else { return text("()") };
        let docs: Vec<Doc> = items.iter().map(|item| self.expression(*item)).collect();
        let comma = || concat(vec![text(","), Doc::Line]);
        let all_broken = |docs: Vec<Doc>| {
            broken_group(concat(vec![
                text("("),
                indent(concat(vec![Doc::Line, join(&comma(), docs), self.argument_comma()])),
                Doc::Line,
                text(")"),
            ]))
        };
        let wrap = |mut docs: Vec<Doc>, last: Doc| {
            docs.push(last);
            concat(vec![text("("), join(&text(", "), docs), text(")")])
        };
        if self.hugs_last(items) {
            let first = &docs[..docs.len() - 1];
            let expanded = self.hugged(*last);
            if first.iter().any(Doc::will_break) {
                return all_broken(docs);
            }
            let mut states =
                vec![wrap(first.to_vec(), expanded.clone()), wrap(first.to_vec(), broken_group(expanded.clone()))];
            states.push(all_broken(docs.clone()));
            let breaks = if docs.iter().any(Doc::will_break) { Doc::BreakParent } else { nothing() };
            return concat(vec![breaks, Doc::Conditional(states)]);
        }
        if self.hugs_first(items) {
            let rest = docs[1..].to_vec();
            let first = docs[0].clone();
            let with = |first: Doc| {
                let mut all = vec![first];
                all.extend(rest.clone());
                concat(vec![text("("), join(&text(", "), all), text(")")])
            };
            let breaks = if docs.iter().any(Doc::will_break) { Doc::BreakParent } else { nothing() };
            let states = vec![with(first.clone()), with(broken_group(first)), all_broken(docs)];
            return concat(vec![breaks, Doc::Conditional(states)]);
        }
        group(concat(vec![
            text("("),
            indent(concat(vec![Doc::Softline, join(&comma(), docs)])),
            self.argument_comma(),
            Doc::Softline,
            text(")"),
        ]))
    }

    fn hugged(&self, last: NodeId) -> Doc {
        match self.kind(last) {
            Kind::Function(function) => match function.body {
                Some(body) if function.flavour == Flavour::Arrow => self.arrow(last, &function, body, true),
                _ => self.expression(last),
            },
            _ => self.expression(last),
        }
    }

    /// Whether the last argument's braces begin on the call's line.
    fn hugs_last(&self, items: &[NodeId]) -> bool {
        let Some((last, before)) = items.split_last() else { return false };
        let kind = self.kind(*last);
        if !self.can_hug(*last) {
            return false;
        }
        let Some(penultimate) = before.last() else { return true };
        let other = self.kind(*penultimate);
        let arrow = |kind: &Kind| matches!(kind, Kind::Function(function) if function.flavour == Flavour::Arrow);
        let same = match (&kind, &other) {
            (Kind::Function(_), Kind::Function(_)) => arrow(&kind) == arrow(&other),
            _ => std::mem::discriminant(&kind) == std::mem::discriminant(&other),
        };
        let array_after_arrow = items.len() == 2 && arrow(&other) && matches!(kind, Kind::Array { .. });
        let numbers = items.len() > 1
            && matches!(kind, Kind::Array { items } if self.items(items).iter().all(|item| self.kind(*item) == Kind::Number));
        !same && !array_after_arrow && !numbers
    }

    fn can_hug(&self, id: NodeId) -> bool {
        match self.kind(id) {
            Kind::Object { properties } => {
                properties.len > 0 || self.gap_comment(self.span(id).start, self.span(id).end)
            }
            Kind::Array { items } => items.len > 0,
            Kind::TypeCast { expression } => self.can_hug(expression),
            Kind::Function(function) if function.flavour == Flavour::Arrow => function.body.is_some_and(|body| {
                matches!(
                    self.kind(self.without_redundant_parens(body)),
                    Kind::Block { .. }
                        | Kind::Function(_)
                        | Kind::Object { .. }
                        | Kind::Array { .. }
                        | Kind::TypeCast { .. }
                        | Kind::Call { .. }
                        | Kind::New { .. }
                        | Kind::Conditional { .. }
                        | Kind::JsxElement { .. }
                )
            }),
            Kind::Function(_) => true,
            _ => false,
        }
    }

    /// `setTimeout(() => { … }, 100)`.
    fn hugs_first(&self, items: &[NodeId]) -> bool {
        let [first, second] = items else { return false };
        let function = match self.kind(*first) {
            Kind::Function(function) => {
                function.flavour != Flavour::Arrow
                    || function.body.is_some_and(|body| matches!(self.kind(body), Kind::Block { .. }))
            }
            _ => false,
        };
        function
            && !self.can_hug(*second)
            && !matches!(
                self.kind(*second),
                Kind::Function(_)
                    | Kind::Conditional { .. }
                    | Kind::Call { .. }
                    | Kind::New { .. }
                    | Kind::Object { .. }
                    | Kind::Binary { .. }
                    | Kind::Logical { .. }
            )
    }

    fn chain(&self, id: NodeId) -> Doc {
        let mut links = Vec::new();
        self.links(id, &mut links);
        let groups = group_links(&links);
        let docs: Vec<Doc> = groups
            .iter()
            .map(|range| concat(links[range.clone()].iter().map(|link| link.doc.clone()).collect()))
            .collect();
        let one_line = concat(docs.clone());
        let merge = groups.len() >= 2 && self.merges(&links, &groups, id);
        let cutoff = if merge { 3 } else { 2 };
        if groups.len() <= cutoff && !docs.iter().skip(cutoff).any(Doc::will_break) {
            return group(one_line);
        }
        let calls: Vec<NodeId> =
            links.iter().filter(|link| link.kind == LinkKind::Call).map(|link| link.node).collect();
        let head = if merge { 2 } else { 1 };
        let expanded = concat(vec![
            concat(docs[..head].to_vec()),
            indent(group(concat(vec![Doc::Hardline, join(&Doc::Hardline, docs[head..].to_vec())]))),
        ]);
        let complex = calls.len() > 2
            && calls.iter().any(|call| match self.kind(*call) {
                Kind::Call { arguments, .. } => !self.items(arguments).iter().all(|item| self.is_simple(*item, 0)),
                _ => false,
            });
        if complex || docs[..docs.len() - 1].iter().any(Doc::will_break) {
            return group(expanded);
        }
        let breaks = if one_line.will_break() { Doc::BreakParent } else { nothing() };
        concat(vec![breaks, Doc::Conditional(vec![one_line, expanded])])
    }

    fn links(&self, id: NodeId, links: &mut Vec<Link>) {
        match self.kind(id) {
            Kind::Call { callee, optional, .. } => {
                self.links(callee, links);
                let mark = text(if optional { "?." } else { "" });
                let doc = concat(vec![mark, self.type_arguments(id), self.arguments(id)]);
                links.push(Link { node: id, kind: LinkKind::Call, doc });
            }
            Kind::Member { object, property, optional } => {
                self.links(object, links);
                let doc = concat(vec![text(if optional { "?." } else { "." }), self.copied(property)]);
                links.push(Link { node: id, kind: LinkKind::Member, doc });
            }
            Kind::Index { object, index, optional } => {
                self.links(object, links);
                let doc = concat(vec![text(if optional { "?.[" } else { "[" }), self.expression(index), text("]")]);
                let literal = matches!(self.kind(index), Kind::Number | Kind::String);
                links.push(Link { node: id, kind: if literal { LinkKind::Literal } else { LinkKind::Computed }, doc });
            }
            Kind::NonNull { expression } => {
                self.links(expression, links);
                links.push(Link { node: id, kind: LinkKind::NonNull, doc: text("!") });
            }
            _ => links.push(Link { node: id, kind: LinkKind::Head, doc: self.expression(id) }),
        }
    }

    /// Whether the chain's head keeps its first call on its line (`this.x()`, `Object.keys()`, a short name).
    fn merges(&self, links: &[Link], groups: &[std::ops::Range<usize>], id: NodeId) -> bool {
        let factory = |name: &str| {
            name.starts_with(|c: char| c.is_ascii_uppercase())
                || (!name.is_empty() && name.chars().all(|c| c == '$' || c == '_'))
        };
        let Some(first) = groups.first() else { return false };
        let literal =
            groups.get(1).and_then(|group| links.get(group.start)).is_some_and(|link| link.kind == LinkKind::Literal);
        if first.len() == 1 {
            let node = links[first.start].node;
            let statement = self.parent(id).is_some_and(|parent| matches!(self.kind(parent), Kind::Expression { .. }));
            return match self.kind(node) {
                Kind::This => true,
                Kind::Ident => {
                    let name = self.text_of(node);
                    factory(name) || (statement && name.len() <= usize::from(self.style.indent)) || literal
                }
                _ => false,
            };
        }
        match self.kind(links[first.end - 1].node) {
            Kind::Member { property, .. } => factory(self.source(property)) || literal,
            _ => false,
        }
    }

    /// An argument so simple that it does not force a chain apart.
    fn is_simple(&self, id: NodeId, depth: u8) -> bool {
        if depth > 2 {
            return false;
        }
        match self.kind(id) {
            Kind::Ident
            | Kind::This
            | Kind::String
            | Kind::Number
            | Kind::BigInt
            | Kind::Bool(_)
            | Kind::Null
            | Kind::Regex => true,
            Kind::Template { parts } => {
                self.items(parts).iter().all(|part| matches!(self.kind(*part), Kind::Ident | Kind::TemplateText))
            }
            Kind::Object { properties } => self.items(properties).iter().all(|property| match self.kind(*property) {
                Kind::Property { value, computed: false, shorthand, .. } => {
                    shorthand || self.is_simple(value, depth + 1)
                }
                _ => false,
            }),
            Kind::Array { items } => self.items(items).iter().all(|item| self.is_simple(*item, depth + 1)),
            Kind::Call { callee, arguments, .. } | Kind::New { callee, arguments } => {
                self.is_simple(callee, depth)
                    && self.items(arguments).iter().all(|item| self.is_simple(*item, depth + 1))
            }
            Kind::Member { object, .. } => self.is_simple(object, depth),
            Kind::Index { object, index, .. } => self.is_simple(object, depth) && self.is_simple(index, depth),
            Kind::NonNull { expression } => self.is_simple(expression, depth),
            Kind::Unary { argument, .. } => self.is_simple(argument, depth),
            _ => false,
        }
    }
}

/// The chain's head, then a group for each call with the members before it.
fn group_links(links: &[Link]) -> Vec<std::ops::Range<usize>> {
    let mut groups = Vec::new();
    let mut at = 1;
    while at < links.len() && matches!(links[at].kind, LinkKind::NonNull | LinkKind::Call | LinkKind::Literal) {
        at += 1;
    }
    let member = |at: usize| {
        links.get(at).is_some_and(|link| {
            matches!(link.kind, LinkKind::Member | LinkKind::Literal | LinkKind::Computed | LinkKind::NonNull)
        })
    };
    let head_is_call = links[..at].iter().any(|link| link.kind == LinkKind::Call);
    if !head_is_call {
        while at + 1 < links.len() && member(at) && member(at + 1) {
            at += 1;
        }
    }
    groups.push(0..at);
    let mut start = at;
    let mut called = false;
    while at < links.len() {
        if called && member(at) && !matches!(links[at].kind, LinkKind::Literal | LinkKind::Computed | LinkKind::NonNull)
        {
            groups.push(start..at);
            start = at;
            called = false;
        }
        called |= links[at].kind == LinkKind::Call;
        at += 1;
    }
    if start < links.len() {
        groups.push(start..links.len());
    }
    groups
}
