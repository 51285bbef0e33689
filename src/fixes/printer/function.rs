//! Functions, arrows and patterns.

use super::doc::{Doc, broken_group, concat, flat, group, if_break, indent, join, nothing, text};
use super::{Kind, List, NodeId, Printer, Span};
use crate::syntax::ast::{Flavour, Function};

impl Printer<'_> {
    pub(super) fn function(&self, id: NodeId, function: &Function) -> Doc {
        match (function.flavour, function.body) {
            (Flavour::Arrow, Some(body)) => self.arrow(id, function, body, false),
            (Flavour::Plain, Some(body)) => {
                let name = function.name.map(|name| self.facts.ast.bindings[name.index()].name);
                let mut head = String::new();
                head.push_str(if function.is_async { "async " } else { "" });
                head.push_str(if function.is_generator { "function* " } else { "function " });
                head.push_str(name.map_or("", |name| self.source(name)));
                let signature = self.signature(id, function, name.map_or(self.span(id).start, |name| name.end));
                concat(vec![text(head), signature, text(" "), self.statement(body)])
            }
            _ => self.verbatim(self.span(id)),
        }
    }

    /// A method of an object literal; `key` is its printed name.
    pub(super) fn method(&self, key: Doc, key_end: u32, id: NodeId, function: &Function) -> Doc {
        let Some(body) = function.body else { return self.verbatim(self.span(id)) };
        let mut head = String::new();
        head.push_str(match function.flavour {
            Flavour::Getter => "get ",
            Flavour::Setter => "set ",
            _ => "",
        });
        head.push_str(if function.is_async { "async " } else { "" });
        head.push_str(if function.is_generator { "*" } else { "" });
        let signature = self.signature(id, function, key_end);
        concat(vec![text(head), key, signature, text(" "), self.statement(body)])
    }

    /// Type parameters, parameters and return type; `from` is where the name ends.
    fn signature(&self, id: NodeId, function: &Function, from: u32) -> Doc {
        let generics = self.generics(from, id, function);
        let parameters = self.parameters(function);
        let returns = self.returns(function);
        // The parameters break before an object type of the result does.
        let grouped = function.parameters.len == 1
            && (returns.will_break() || function.returns.is_some_and(|span| self.source(span).starts_with('{')));
        group(concat(vec![text(generics), if grouped { group(parameters) } else { parameters }, returns]))
    }

    fn generics(&self, from: u32, id: NodeId, function: &Function) -> String {
        let first = self.items(function.parameters).first().map(|first| self.span(*first).start);
        let limit = first.or(function.body.map(|body| self.span(body).start)).unwrap_or(self.span(id).end);
        let head = self.between(from, limit).trim_start();
        let head = head.strip_prefix("async").map_or(head, str::trim_start);
        if !head.starts_with('<') {
            return String::new();
        }
        head.rfind('>').map_or_else(String::new, |end| head[..=end].to_owned())
    }

    fn returns(&self, function: &Function) -> Doc {
        match function.returns {
            Some(span) => concat(vec![text(": "), self.type_doc(self.source(span))]),
            None => nothing(),
        }
    }

    pub(super) fn arrow(&self, id: NodeId, function: &Function, body: NodeId, last_argument: bool) -> Doc {
        let head = if function.is_async { "async " } else { "" };
        let parameters = self.items(function.parameters);
        let bare = !self.style.arrow_parens
            && function.returns.is_none()
            && matches!(parameters, [only] if self.is_plain_name(*only));
        let signature = if bare {
            concat(parameters.iter().map(|only| self.pattern(*only)).collect())
        } else {
            self.signature(id, function, self.span(id).start)
        };
        // A hugged argument's parameters stay on its line.
        let signature = if last_argument && !signature.will_break() { text(flat(&signature)) } else { signature };
        let opening = vec![text(head), signature, text(" =>")];
        let inner = self.without_redundant_parens(body);
        let same_line = matches!(
            self.kind(inner),
            Kind::Block { .. }
                | Kind::Array { .. }
                | Kind::Object { .. }
                | Kind::Template { .. }
                | Kind::TaggedTemplate { .. }
        );
        let wrapped = match self.kind(body) {
            Kind::Paren { expression } => matches!(self.kind(expression), Kind::Object { .. }),
            _ => false,
        };
        let inner_doc = match self.kind(inner) {
            Kind::Block { .. } => self.statement(inner),
            _ => self.expression(inner),
        };
        if same_line || wrapped {
            let inner_doc = if wrapped { concat(vec![text("("), inner_doc, text(")")]) } else { inner_doc };
            return group(concat(vec![concat(opening), text(" "), inner_doc]));
        }
        let inner_doc = if matches!(self.kind(inner), Kind::Conditional { .. }) {
            concat(vec![if_break(nothing(), text("(")), inner_doc, if_break(nothing(), text(")"))])
        } else {
            inner_doc
        };
        let tail = if last_argument { concat(vec![self.argument_comma(), Doc::Softline]) } else { nothing() };
        group(concat(vec![concat(opening), group(indent(concat(vec![Doc::Line, inner_doc]))), tail]))
    }

    fn is_plain_name(&self, parameter: NodeId) -> bool {
        match self.kind(parameter) {
            Kind::Declarator { target, annotation: None, .. } => {
                matches!(self.kind(target), Kind::Binding(_)) && !self.text_of(parameter).ends_with('?')
            }
            Kind::Binding(_) => true,
            _ => false,
        }
    }

    pub(super) fn parameters(&self, function: &Function) -> Doc {
        let items = self.items(function.parameters);
        if items.is_empty() {
            return text("()");
        }
        let docs: Vec<Doc> = items.iter().map(|item| self.pattern(*item)).collect();
        if let ([only], [doc]) = (items, docs.as_slice())
            && self.hugs_only_parameter(*only)
        {
            return concat(vec![text("("), doc.clone(), text(")")]);
        }
        let rest = items.last().is_some_and(|last| self.text_of(*last).starts_with("..."));
        concat(vec![
            text("("),
            indent(concat(vec![Doc::Softline, join(&concat(vec![text(","), Doc::Line]), docs)])),
            if rest { nothing() } else { self.argument_comma() },
            Doc::Softline,
            text(")"),
        ])
    }

    fn hugs_only_parameter(&self, parameter: NodeId) -> bool {
        let (target, annotation) = match self.kind(parameter) {
            Kind::Declarator { target, annotation, .. } => (target, annotation),
            _ => (parameter, None),
        };
        match self.kind(target) {
            Kind::ObjectPattern { .. } | Kind::ArrayPattern { .. } => true,
            Kind::DefaultPattern { target, default } => {
                matches!(self.kind(target), Kind::ObjectPattern { .. } | Kind::ArrayPattern { .. })
                    && matches!(self.text_of(default), "{}" | "[]")
            }
            _ => annotation.is_some_and(|span| self.source(span).starts_with('{')),
        }
    }

    /// A parameter, a destructuring, or a name that is declared.
    pub(super) fn pattern(&self, id: NodeId) -> Doc {
        match self.kind(id) {
            Kind::Declarator { target, init, annotation } => {
                let mut parts = vec![self.pattern(target)];
                let end = self.span(target).end;
                if let Some(annotation) = annotation {
                    let optional = self.between(end, annotation.start).contains('?');
                    parts.push(text(if optional { "?: " } else { ": " }));
                    parts.push(self.type_doc(self.source(annotation)));
                } else if self.between(end, self.span(id).end).trim_start().starts_with('?') {
                    parts.push(text("?"));
                }
                if let Some(init) = init {
                    parts.extend([text(" = "), self.expression(init)]);
                }
                concat(parts)
            }
            Kind::ObjectPattern { properties } => self.object_pattern(id, properties),
            Kind::ArrayPattern { items } => {
                let docs = self.items(items).iter().map(|item| self.pattern(*item)).collect();
                group(concat(vec![
                    text("["),
                    indent(concat(vec![Doc::Softline, join(&concat(vec![text(","), Doc::Line]), docs)])),
                    self.literal_comma(),
                    Doc::Softline,
                    text("]"),
                ]))
            }
            Kind::DefaultPattern { target, default } => {
                concat(vec![self.pattern(target), text(" = "), self.expression(default)])
            }
            Kind::Rest { target } => concat(vec![text("..."), self.pattern(target)]),
            Kind::Hole => nothing(),
            Kind::Property { key, value, computed, shorthand } => {
                if shorthand || self.span(key) == self.span(value) {
                    return self.pattern(value);
                }
                if let Kind::DefaultPattern { target, .. } = self.kind(value)
                    && self.span(target) == self.span(key)
                {
                    return self.pattern(value);
                }
                let name = if computed {
                    concat(vec![text("["), self.expression(key), text("]")])
                } else if self.kind(key) == Kind::String {
                    text(self.quoted(self.text_of(key)))
                } else {
                    self.copied(self.span(key))
                };
                concat(vec![name, text(": "), self.pattern(value)])
            }
            Kind::Binding(_) => self.copied(self.span(id)),
            _ => self.expression(id),
        }
    }

    fn object_pattern(&self, id: NodeId, properties: List) -> Doc {
        let items = self.items(properties);
        if items.is_empty() {
            return text("{}");
        }
        let span = self.span(id);
        if self.has_stray_comment(span, items) {
            return self.verbatim(span);
        }
        let parent = self.parent(id);
        let declared = parent
            .is_some_and(|parent| matches!(self.kind(parent), Kind::Declarator { .. }) && !self.is_parameter(parent));
        let nested = items.iter().any(|item| match self.kind(*item) {
            Kind::Property { value, .. } => {
                matches!(self.kind(value), Kind::ObjectPattern { properties } if properties.len > 0)
            }
            _ => false,
        });
        let line = if self.style.bracket_spacing { Doc::Line } else { Doc::Softline };
        let rest = items.last().is_some_and(|last| matches!(self.kind(*last), Kind::Rest { .. }));
        let docs = items.iter().map(|item| self.pattern(*item)).collect();
        let content = concat(vec![
            text("{"),
            indent(concat(vec![line.clone(), join(&concat(vec![text(","), Doc::Line]), docs)])),
            if rest { nothing() } else { self.literal_comma() },
            line,
            text("}"),
        ]);
        if declared && nested {
            return broken_group(content);
        }
        // The only parameter's braces break before anything around them does.
        let hugged = parent.is_some_and(|parent| self.is_parameter(parent) && self.hugs_only_parameter(parent));
        if hugged && self.siblings(parent) == 1 { content } else { group(content) }
    }

    pub(super) fn is_parameter(&self, id: NodeId) -> bool {
        self.parent(id).is_some_and(|parent| match self.kind(parent) {
            Kind::Function(function) => self.items(function.parameters).contains(&id),
            _ => false,
        })
    }

    fn siblings(&self, parameter: Option<NodeId>) -> usize {
        let function = parameter.and_then(|parameter| self.parent(parameter)).map(|parent| self.kind(parent));
        match function {
            Some(Kind::Function(function)) => function.parameters.len as usize,
            _ => 0,
        }
    }

    pub(super) fn gap_comment(&self, start: u32, end: u32) -> bool {
        start < end && self.comments_in(start, end).next().is_some()
    }

    pub(super) fn span_between(&self, first: NodeId, second: NodeId) -> Span {
        Span::new(self.span(first).end, self.span(second).start)
    }
}
