//! Expressions.

use super::doc::{Doc, concat, group, indent, text};
use super::{Kind, MAX_DEPTH, NodeId, Printer};

impl Printer<'_> {
    pub(super) fn expression(&self, id: NodeId) -> Doc {
        if self.depth.get() > MAX_DEPTH {
            return self.verbatim(self.span(id));
        }
        self.depth.set(self.depth.get() + 1);
        let doc = self.expression_inner(id);
        self.depth.set(self.depth.get() - 1);
        doc
    }

    fn expression_inner(&self, id: NodeId) -> Doc {
        let span = self.span(id);
        match self.kind(id) {
            Kind::String => text(self.quoted(self.text_of(id))),
            Kind::Template { parts } => self.template(parts),
            Kind::TaggedTemplate { tag, template } => concat(vec![self.expression(tag), self.expression(template)]),
            Kind::Object { properties } => self.object(id, properties),
            Kind::Array { items } => self.array(id, items),
            Kind::Spread { argument } => self.prefixed("...", id, argument),
            Kind::Call { callee, .. } | Kind::New { callee, .. } => {
                if self.gap_comment(self.span(callee).end, span.end) && self.comment_outside_arguments(id) {
                    return self.verbatim(span);
                }
                self.call(id)
            }
            Kind::Member { object, property, optional } => {
                concat(vec![self.expression(object), text(if optional { "?." } else { "." }), self.copied(property)])
            }
            Kind::Index { object, index, optional } => concat(vec![
                self.expression(object),
                text(if optional { "?.[" } else { "[" }),
                self.expression(index),
                text("]"),
            ]),
            Kind::Await { argument } => self.prefixed("await ", id, argument),
            Kind::Yield { argument: Some(argument) }
                if self.between(span.start, self.span(argument).start).trim() == "yield" =>
            {
                self.prefixed("yield ", id, argument)
            }
            Kind::Unary { operator, argument } => {
                let operator = self.source(operator);
                let word = operator.ends_with(|c: char| c.is_ascii_alphabetic());
                concat(vec![text(operator.to_owned()), text(if word { " " } else { "" }), self.expression(argument)])
            }
            Kind::Binary { operator, left, right } | Kind::Logical { operator, left, right } => {
                if self.has_stray_comment(span, &[left, right]) {
                    return self.verbatim(span);
                }
                let parts = self.binary_parts(id, left, right, self.source(operator));
                let doc = self.binary(id, parts);
                let in_choice =
                    self.parent(id).is_some_and(|parent| matches!(self.kind(parent), Kind::Conditional { .. }));
                if in_choice && self.source(operator) == "??" { concat(vec![text("("), doc, text(")")]) } else { doc }
            }
            Kind::Conditional { test, consequent, alternate } => {
                if self.has_stray_comment(span, &[test, consequent, alternate]) {
                    return self.verbatim(span);
                }
                let branches = concat(vec![
                    Doc::Line,
                    text("? "),
                    indent(self.expression(consequent)),
                    Doc::Line,
                    text(": "),
                    indent(self.expression(alternate)),
                ]);
                group(concat(vec![self.expression(test), indent(branches)]))
            }
            Kind::Assign { operator, target, value } => {
                let left = self.pattern(target);
                let operator = format!(" {}", self.source(operator));
                self.assignment(id, left, &operator, value)
            }
            Kind::Function(function) => self.function(id, &function),
            Kind::Paren { expression } => {
                let inner = self.without_redundant_parens(id);
                if inner == id {
                    concat(vec![text("("), self.expression(expression), text(")")])
                } else {
                    self.expression(inner)
                }
            }
            Kind::NonNull { expression } => concat(vec![self.expression(expression), text("!")]),
            Kind::TypeCast { expression } => {
                let inner = self.span(expression);
                let tail = self.between(inner.end, span.end);
                // `<T>x` has nothing behind the expression.
                if inner.start != span.start || tail.contains("//") || tail.contains("/*") {
                    return self.verbatim(span);
                }
                let tail = tail.trim();
                let (word, of) = tail.split_once(char::is_whitespace).unwrap_or((tail, ""));
                concat(vec![self.expression(expression), text(format!(" {word} ")), self.type_doc(of.trim())])
            }
            _ => self.verbatim(span),
        }
    }

    fn prefixed(&self, word: &'static str, id: NodeId, argument: NodeId) -> Doc {
        if self.gap_comment(self.span(id).start, self.span(argument).start) {
            return self.verbatim(self.span(id));
        }
        concat(vec![text(word), self.expression(argument)])
    }

    /// The parts of a chain of operators of one precedence, from left to right.
    fn binary_parts(&self, id: NodeId, left: NodeId, right: NodeId, operator: &str) -> Vec<Doc> {
        let mut parts = match self.kind(left) {
            Kind::Binary { operator: inner, left: first, right: second }
            | Kind::Logical { operator: inner, left: first, right: second }
                if flattens(self.source(inner), operator) =>
            {
                self.binary_parts(left, first, second, self.source(inner))
            }
            _ => vec![group(self.expression(left))],
        };
        let inlined = matches!(self.kind(id), Kind::Logical { .. }) && self.stays_on_line(right);
        let right = self.expression(right);
        parts.push(text(format!(" {operator}")));
        let rest = concat(vec![if inlined { text(" ") } else { Doc::Line }, right]);
        // Different operators side by side keep groups of their own.
        let mixed = self.parent(id).is_some_and(|parent| match (self.kind(parent), self.kind(id)) {
            (Kind::Logical { .. }, Kind::Binary { .. }) => true,
            (Kind::Binary { operator: outer, .. }, Kind::Binary { .. }) => !flattens(self.source(outer), operator),
            _ => false,
        });
        parts.push(if mixed { group(rest) } else { rest });
        parts
    }

    /// An object or array to the right of a logical operator begins on the operator's line.
    pub(super) fn stays_on_line(&self, right: NodeId) -> bool {
        match self.kind(right) {
            Kind::Object { properties } => properties.len > 0,
            Kind::Array { items } => items.len > 0,
            _ => false,
        }
    }

    fn binary(&self, id: NodeId, mut parts: Vec<Doc>) -> Doc {
        let (mut parent, mut wrapped) = (self.parent(id), false);
        while let Some(outer) = parent.filter(|outer| matches!(self.kind(*outer), Kind::Paren { .. })) {
            wrapped = true;
            parent = self.parent(outer);
        }
        match parent.map(|parent| self.kind(parent)) {
            // The statement's parentheses, or the outer chain, indent.
            Some(Kind::If { .. } | Kind::While { .. } | Kind::Switch { .. }) => concat(parts),
            Some(Kind::Unary { .. } | Kind::Await { .. } | Kind::Array { .. }) if wrapped => {
                group(concat(vec![indent(concat(vec![Doc::Softline, concat(parts)])), Doc::Softline]))
            }
            Some(
                Kind::Return { .. }
                | Kind::Throw { .. }
                | Kind::Declarator { .. }
                | Kind::Assign { .. }
                | Kind::Property { .. }
                | Kind::Function(_),
            ) => group(concat(parts)),
            _ => {
                let rest = parts.split_off(1);
                group(concat(vec![concat(parts), indent(concat(rest))]))
            }
        }
    }

    /// Parentheses that say nothing are dropped, as the formatter would.
    pub(super) fn without_redundant_parens(&self, id: NodeId) -> NodeId {
        let Kind::Paren { expression } = self.kind(id) else { return id };
        if self.gap_comment(self.span(id).start, self.span(expression).start)
            || self.gap_comment(self.span(expression).end, self.span(id).end)
        {
            return id;
        }
        let inner = self.without_redundant_parens(expression);
        let simple = matches!(
            self.kind(inner),
            Kind::Ident
                | Kind::This
                | Kind::String
                | Kind::Template { .. }
                | Kind::Array { .. }
                | Kind::Null
                | Kind::Bool(_)
        );
        let parent = self.parent(id).map(|parent| self.kind(parent));
        let free = match parent {
            Some(
                Kind::Return { .. }
                | Kind::Throw { .. }
                | Kind::Declarator { .. }
                | Kind::Template { .. }
                | Kind::Paren { .. },
            ) => true,
            Some(Kind::Call { arguments, .. } | Kind::New { arguments, .. }) => self.items(arguments).contains(&id),
            Some(Kind::Property { value, .. } | Kind::Assign { value, .. }) => value == id,
            Some(Kind::Array { .. }) => true,
            Some(Kind::Function(_)) => true,
            Some(Kind::Member { .. } | Kind::Await { .. }) => {
                matches!(self.kind(inner), Kind::Call { .. } | Kind::Member { .. })
            }
            _ => false,
        };
        let kept = matches!(
            self.kind(inner),
            Kind::Sequence { .. } | Kind::JsxElement { .. } | Kind::Assign { .. } | Kind::Class(_)
        );
        if simple || (free && !kept) { inner } else { id }
    }

    /// Looks through parentheses where a statement gives its own.
    pub(super) fn without_parens(&self, id: NodeId) -> NodeId {
        match self.kind(id) {
            Kind::Paren { expression }
                if !matches!(self.kind(expression), Kind::JsxElement { .. } | Kind::Assign { .. })
                    && self.comments_in(self.span(id).start, self.span(id).end).next().is_none() =>
            {
                self.without_parens(expression)
            }
            _ => id,
        }
    }

    pub(super) fn comment_outside_arguments(&self, id: NodeId) -> bool {
        let (Kind::Call { callee, arguments, .. } | Kind::New { callee, arguments }) = self.kind(id) else {
            return false;
        };
        let mut children = vec![callee];
        children.extend(self.items(arguments));
        self.has_stray_comment(self.span(id), &children)
    }
}

fn precedence(operator: &str) -> u8 {
    match operator {
        "??" => 1,
        "||" => 2,
        "&&" => 3,
        "|" => 4,
        "^" => 5,
        "&" => 6,
        "==" | "===" | "!=" | "!==" => 7,
        "<" | ">" | "<=" | ">=" | "in" | "instanceof" => 8,
        ">>" | "<<" | ">>>" => 9,
        "+" | "-" => 10,
        "*" | "/" | "%" => 11,
        "**" => 12,
        _ => 0,
    }
}

/// Whether a chain of both operators breaks as one.
fn flattens(inner: &str, outer: &str) -> bool {
    let (left, right) = (precedence(inner), precedence(outer));
    left == right
        && outer != "**"
        && left != 7
        && !((inner == "%" && matches!(outer, "*" | "/")) || (outer == "%" && matches!(inner, "*" | "/")))
        && (inner == outer || !matches!(left, 11))
        && left != 9
}
