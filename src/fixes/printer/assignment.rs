//! `left = right` and `key: value`: where the line breaks.

use super::doc::{Doc, concat, group, indent, text};
use super::{Kind, NodeId, Printer};
use crate::syntax::ast::Flavour;

impl Printer<'_> {
    pub(super) fn declarator(&self, id: NodeId) -> Doc {
        let Kind::Declarator { target, init, annotation } = self.kind(id) else { return self.verbatim(self.span(id)) };
        let mut left = vec![self.pattern(target)];
        if let Some(annotation) = annotation {
            left.push(text(": "));
            left.push(self.type_doc(self.source(annotation)));
        }
        let left = concat(left);
        match init {
            Some(value) => self.assignment(id, left, " =", value),
            None => left,
        }
    }

    pub(super) fn assignment(&self, id: NodeId, left: Doc, operator: &str, value: NodeId) -> Doc {
        let left_end = match self.kind(id) {
            Kind::Declarator { target, annotation, .. } => annotation.map_or(self.span(target).end, |span| span.end),
            Kind::Property { key, .. } => self.span(key).end,
            Kind::Assign { target, .. } => self.span(target).end,
            _ => self.span(value).start,
        };
        if self.gap_comment(left_end, self.span(value).start) {
            return self.verbatim(self.span(id));
        }
        let value = self.without_redundant_parens(value);
        let right = self.expression(value);
        let operator = text(operator.to_owned());
        match self.layout_of(id, value) {
            Break::AfterOperator => {
                group(concat(vec![group(left), operator, group(indent(concat(vec![Doc::Line, right])))]))
            }
            Break::Never => group(concat(vec![group(left), operator, text(" "), right])),
            Break::Left => group(concat(vec![left, operator, text(" "), group(right)])),
            Break::Fluid => {
                let id = self.new_group();
                let gap = Doc::Group { content: Box::new(indent(Doc::Line)), broken: false, id: Some(id) };
                let right = Doc::IndentIfBroken { content: Box::new(group(right)), id };
                group(concat(vec![group(left), operator, gap, right]))
            }
        }
    }

    fn layout_of(&self, id: NodeId, value: NodeId) -> Break {
        if self.breaks_after_operator(value) {
            return Break::AfterOperator;
        }
        let inner = self.bare(value);
        let required = matches!(self.kind(value), Kind::Call { callee, .. } if self.text_of(callee) == "require");
        if required || matches!(self.kind(inner), Kind::Template { .. } | Kind::TaggedTemplate { .. } | Kind::Class(_))
        {
            return Break::Never;
        }
        if let Kind::Declarator { target, .. } = self.kind(id) {
            if let Kind::ObjectPattern { properties } = self.kind(target) {
                let complex = properties.len > 2
                    && self.items(properties).iter().any(|item| {
                        matches!(self.kind(*item), Kind::Property { value, .. }
                            if matches!(self.kind(value), Kind::DefaultPattern { .. }))
                    });
                if complex {
                    return Break::Left;
                }
            }
            // A function's head breaks rather than the line before it.
            if matches!(self.kind(value), Kind::Function(function) if function.flavour == Flavour::Arrow) {
                return Break::Left;
            }
        }
        let short_key = match self.kind(id) {
            Kind::Property { key, .. } => {
                let width = self.text_of(key).trim_matches(['\'', '"']).len();
                width <= usize::from(self.style.indent)
            }
            _ => false,
        };
        if short_key && matches!(self.kind(value), Kind::String | Kind::Ident | Kind::Member { .. }) {
            return Break::Never;
        }
        if matches!(self.kind(inner), Kind::String) || self.is_member_chain(inner) {
            return Break::AfterOperator;
        }
        if let Kind::Property { .. } | Kind::Declarator { .. } | Kind::Assign { .. } = self.kind(id)
            && self.is_poorly_breakable(value)
        {
            return Break::AfterOperator;
        }
        match self.kind(id) {
            Kind::Declarator { target, .. } if matches!(self.kind(target), Kind::ObjectPattern { .. }) => Break::Left,
            _ => Break::Fluid,
        }
    }

    fn breaks_after_operator(&self, value: NodeId) -> bool {
        match self.kind(value) {
            Kind::Logical { right, .. } => !self.stays_on_line(right),
            Kind::Binary { .. } | Kind::Sequence { .. } => true,
            Kind::Conditional { test, .. } => {
                matches!(self.kind(test), Kind::Binary { .. })
                    || matches!(self.kind(test), Kind::Logical { right, .. } if !self.stays_on_line(right))
            }
            _ => false,
        }
    }

    /// Through `await`, `!` and unary operators.
    fn bare(&self, id: NodeId) -> NodeId {
        match self.kind(id) {
            Kind::Await { argument } | Kind::Unary { argument, .. } => self.bare(argument),
            Kind::NonNull { expression } => self.bare(expression),
            _ => id,
        }
    }

    fn is_member_chain(&self, id: NodeId) -> bool {
        match self.kind(id) {
            Kind::Member { object, .. } => self.kind(object) == Kind::Ident || self.is_member_chain(object),
            Kind::NonNull { expression } => self.is_member_chain(expression),
            _ => false,
        }
    }

    /// A short chain of calls with at most one short argument each: breaking within would not help.
    fn is_poorly_breakable(&self, value: NodeId) -> bool {
        let (mut at, mut calls, mut members) = (value, 0, 0);
        loop {
            match self.kind(at) {
                Kind::Call { callee, arguments, .. } => {
                    let short = match self.items(arguments) {
                        [] => true,
                        [only] => self.is_lone_short(*only),
                        _ => false,
                    };
                    if !short {
                        return false;
                    }
                    calls += 1;
                    at = callee;
                }
                Kind::Member { object, .. } => {
                    members += 1;
                    at = object;
                }
                Kind::Ident | Kind::This => return members > 0 && calls > 0 && calls <= 2,
                _ => return false,
            }
        }
    }

    fn is_lone_short(&self, id: NodeId) -> bool {
        let limit = usize::from(self.style.width) / 4;
        match self.kind(id) {
            Kind::This | Kind::Null | Kind::Bool(_) | Kind::Number => true,
            Kind::Ident => self.text_of(id).len() <= limit,
            Kind::String => self.text_of(id).len() <= limit,
            Kind::Regex => self.text_of(id).len() <= 5,
            Kind::Object { properties } => properties.len == 0,
            Kind::Array { items } => items.len == 0,
            _ => false,
        }
    }
}

enum Break {
    AfterOperator,
    Never,
    Left,
    Fluid,
}
