//! Statements.

use super::comments::has_blank_line;
use super::doc::{Doc, concat, group, if_break, indent, join, nothing, text};
use super::{Kind, MAX_DEPTH, NodeId, Printer, Span};
use crate::syntax::ast::VariableKind;

impl Printer<'_> {
    /// The statements of a body, each on its own line, single empty lines kept.
    pub(super) fn statements(&self, body: &[NodeId], within: Span) -> Doc {
        let mut parts = Vec::new();
        let mut from = within.start;
        for (index, id) in body.iter().enumerate() {
            let span = self.span(*id);
            let next = body.get(index + 1).map_or(within.end, |next| self.span(*next).start);
            let around = self.around(from, span, next);
            if matches!(self.kind(*id), Kind::Jump) && self.text_of(*id) == ";" {
                continue;
            }
            if !parts.is_empty() {
                parts.push(if around.blank { Doc::Blank } else { Doc::Hardline });
            }
            parts.extend([around.before, self.statement(*id), around.after]);
            from = around.end;
        }
        for comment in self.comments_in(from, within.end) {
            if !parts.is_empty() {
                parts.push(if has_blank_line(self.between(from, comment.start)) { Doc::Blank } else { Doc::Hardline });
            }
            parts.push(text(self.source(comment).trim_end().to_owned()));
            from = comment.end;
        }
        concat(parts)
    }

    pub(super) fn statement(&self, id: NodeId) -> Doc {
        if self.depth.get() > MAX_DEPTH {
            return self.verbatim(self.span(id));
        }
        self.depth.set(self.depth.get() + 1);
        let doc = self.statement_inner(id);
        self.depth.set(self.depth.get() - 1);
        doc
    }

    fn statement_inner(&self, id: NodeId) -> Doc {
        let span = self.span(id);
        match self.kind(id) {
            Kind::Expression { expression } => {
                let doc = self.expression(expression);
                let opening = self.text_of(expression).as_bytes().first().copied().unwrap_or_default();
                let guard = !self.style.semicolons && b"([`+-/".contains(&opening);
                concat(vec![text(if guard { ";" } else { "" }), doc, self.semicolon()])
            }
            Kind::Variable { .. } => concat(vec![self.variable(id), self.semicolon()]),
            Kind::Function(function) => self.function(id, &function),
            Kind::Return { argument } => self.leave("return", argument),
            Kind::Throw { argument } => self.leave("throw", Some(argument)),
            Kind::Block { body } => self.block(span, self.items(body)),
            Kind::If { test, consequent, alternate } => self.conditional_statement(id, test, consequent, alternate),
            Kind::Try { block, parameter, handler, finalizer } => {
                let mut parts = vec![text("try "), self.statement(block)];
                if let Some(handler) = handler {
                    parts.push(text(" catch "));
                    if let Some(parameter) = parameter {
                        parts.extend([text("("), self.pattern(parameter), text(") ")]);
                    }
                    parts.push(self.statement(handler));
                }
                if let Some(finalizer) = finalizer {
                    parts.extend([text(" finally "), self.statement(finalizer)]);
                }
                concat(parts)
            }
            Kind::ForEach { target, iterable, body, of, awaits } => {
                let head = if awaits { "for await (" } else { "for (" };
                let left = match self.kind(target) {
                    Kind::Variable { .. } => self.variable(target),
                    _ => self.pattern(target),
                };
                let word = if of { " of " } else { " in " };
                let head = vec![text(head), left, text(word), self.expression(iterable), text(")"), self.clause(body)];
                group(concat(head))
            }
            Kind::While { test, body } if self.text_of(id).starts_with("while") => concat(vec![
                group(concat(vec![text("while ("), self.parenthesised(test), text(")")])),
                self.clause(body),
            ]),
            Kind::Import => self.module_statement(id),
            Kind::Export { declaration: None } => self.module_statement(id),
            Kind::Export { declaration: Some(declaration) } => self.export(id, declaration),
            Kind::Type => self.type_declaration(span),
            Kind::Jump => {
                concat(vec![text(self.text_of(id).trim_end_matches(';').trim_end().to_owned()), self.semicolon()])
            }
            _ => self.verbatim(span),
        }
    }

    pub(super) fn block(&self, span: Span, body: &[NodeId]) -> Doc {
        let inside = Span::new(span.start + 1, span.end.saturating_sub(1));
        let statements = self.statements(body, inside);
        if statements.is_empty() {
            return text("{}");
        }
        concat(vec![text("{"), indent(concat(vec![Doc::Hardline, statements])), Doc::Hardline, text("}")])
    }

    fn leave(&self, word: &'static str, argument: Option<NodeId>) -> Doc {
        let Some(argument) = argument else { return concat(vec![text(word), self.semicolon()]) };
        let argument = self.without_parens(argument);
        let doc = self.expression(argument);
        let doc = match self.kind(argument) {
            Kind::Binary { .. } | Kind::Logical { .. } | Kind::Sequence { .. } => group(concat(vec![
                if_break(text("("), nothing()),
                indent(concat(vec![Doc::Softline, doc])),
                Doc::Softline,
                if_break(text(")"), nothing()),
            ])),
            _ => doc,
        };
        concat(vec![text(word), text(" "), doc, self.semicolon()])
    }

    /// The inside of a statement's parentheses.
    fn parenthesised(&self, test: NodeId) -> Doc {
        let test = self.without_parens(test);
        group(concat(vec![indent(concat(vec![Doc::Softline, self.expression(test)])), Doc::Softline]))
    }

    /// What a condition governs: a block on the same line, else a statement that may go to the next.
    fn clause(&self, body: NodeId) -> Doc {
        match self.kind(body) {
            Kind::Block { .. } => concat(vec![text(" "), self.statement(body)]),
            _ => indent(concat(vec![Doc::Line, self.statement(body)])),
        }
    }

    fn conditional_statement(&self, id: NodeId, test: NodeId, consequent: NodeId, alternate: Option<NodeId>) -> Doc {
        let mut children = vec![test, consequent];
        children.extend(alternate);
        if self.has_stray_comment(self.span(id), &children) {
            return self.verbatim(self.span(id));
        }
        let opening = group(concat(vec![text("if ("), self.parenthesised(test), text(")"), self.clause(consequent)]));
        let Some(alternate) = alternate else { return opening };
        let block = matches!(self.kind(consequent), Kind::Block { .. });
        let clause = match self.kind(alternate) {
            Kind::If { .. } => concat(vec![text(" "), self.statement(alternate)]),
            _ => group(self.clause(alternate)),
        };
        concat(vec![opening, if block { text(" ") } else { Doc::Hardline }, text("else"), clause])
    }

    /// A declaration without its semicolon.
    pub(super) fn variable(&self, id: NodeId) -> Doc {
        let Kind::Variable { keyword, declarators } = self.kind(id) else { return self.verbatim(self.span(id)) };
        let word = match keyword {
            VariableKind::Var => "var ",
            VariableKind::Let => "let ",
            VariableKind::Const => "const ",
            VariableKind::Using if self.text_of(id).starts_with("await") => "await using ",
            VariableKind::Using => "using ",
        };
        let items = self.items(declarators);
        let mut docs: Vec<Doc> = items.iter().map(|item| self.declarator(*item)).collect();
        if docs.len() == 1 {
            return concat(vec![text(word), docs.remove(0)]);
        }
        let any_value = items.iter().any(|item| matches!(self.kind(*item), Kind::Declarator { init: Some(_), .. }));
        let separator = concat(vec![text(","), if any_value { Doc::Hardline } else { Doc::Line }]);
        group(concat(vec![text(word), indent(join(&separator, docs))]))
    }

    fn export(&self, id: NodeId, declaration: NodeId) -> Doc {
        let head = self.between(self.span(id).start, self.span(declaration).start);
        let default = head.contains("default");
        let word = if default { "export default " } else { "export " };
        if self.comments_in(self.span(id).start, self.span(declaration).start).next().is_some() {
            return self.verbatim(self.span(id));
        }
        match self.kind(declaration) {
            Kind::Function(function) if function.declaration || default => {
                let doc = self.function(declaration, &function);
                let semicolon = if function.declaration { nothing() } else { self.semicolon() };
                concat(vec![text(word), doc, semicolon])
            }
            Kind::Variable { .. } | Kind::Type => concat(vec![text(word), self.statement(declaration)]),
            Kind::Class(_) | Kind::Enum { .. } | Kind::Namespace { .. } => self.verbatim(self.span(id)),
            _ => concat(vec![text(word), self.expression(declaration), self.semicolon()]),
        }
    }

    /// `import …`, `export { … }`, `export * from`: read from their own text.
    fn module_statement(&self, id: NodeId) -> Doc {
        let whole = self.text_of(id).trim_end().trim_end_matches(';').trim_end();
        if self.comments_in(self.span(id).start, self.span(id).end).next().is_some() {
            return self.verbatim(self.span(id));
        }
        let (names, tail) = match whole.rfind(['\'', '"']) {
            Some(end) if whole.ends_with(['\'', '"']) => {
                let quote = whole.as_bytes()[end] as char;
                let start = whole[..end].rfind(quote).unwrap_or(end);
                (whole[..start].trim_end(), self.quoted(&whole[start..]))
            }
            _ => (whole, String::new()),
        };
        let mut parts = Vec::new();
        match (names.find('{'), names.rfind('}')) {
            (Some(open), Some(close)) if open < close => {
                let items: Vec<String> = names[open + 1..close]
                    .split(',')
                    .map(|item| item.split_whitespace().collect::<Vec<_>>().join(" "))
                    .filter(|item| !item.is_empty())
                    .collect();
                let head = names[..open].split_whitespace().collect::<Vec<_>>().join(" ");
                parts.push(text(format!("{head} ")));
                parts.push(self.names(items, head.contains(',')));
                let rest = names[close + 1..].trim();
                parts.push(text(if rest.is_empty() { String::new() } else { format!(" {rest}") }));
            }
            _ => parts.push(text(names.split_whitespace().collect::<Vec<_>>().join(" "))),
        }
        if !tail.is_empty() {
            parts.push(text(format!(" {tail}")));
        }
        parts.push(self.semicolon());
        concat(parts)
    }

    fn names(&self, items: Vec<String>, beside_default: bool) -> Doc {
        if items.is_empty() {
            return text("{}");
        }
        let space = if self.style.bracket_spacing { " " } else { "" };
        if items.len() == 1 && !beside_default {
            return text(format!("{{{space}{}{space}}}", items.join("")));
        }
        let line = if self.style.bracket_spacing { Doc::Line } else { Doc::Softline };
        let items = join(&concat(vec![text(","), Doc::Line]), items.into_iter().map(text).collect());
        group(concat(vec![text("{"), indent(concat(vec![line.clone(), items])), self.literal_comma(), line, text("}")]))
    }
}
