//! Prints generated code in the house style, so that Prettier with the project's settings would leave it alone.
//!
//! Generated files are written as plain text, whatever its layout, and read by staunch's own parser; what is printed here is the
//! tree. Code that was cut from a caller thus gets the new file's layout, and templates stay readable. What the printer does not
//! know (classes, JSX) is copied with its lines shifted.

mod assignment;
mod call;
mod comments;
mod doc;
mod expression;
mod function;
mod literal;
mod statement;
mod types;

#[cfg(test)]
mod tests;

use std::cell::Cell;

use crate::fixes::style::{Style, TrailingCommas};
use crate::syntax::ast::{Kind, List, NodeId};
use crate::syntax::facts::Facts;
use crate::text::Span;

use doc::{Doc, Layout, concat, if_break, text};

/// Prints the file that `facts` describe; it ends with a line end, and line ends are `\n`.
pub(crate) fn print(facts: &Facts, style: &Style) -> String {
    let printer = Printer::new(facts, style);
    let end = facts.source.len() as u32;
    let doc = concat(vec![printer.statements(&facts.ast.body, Span::new(0, end)), Doc::Hardline]);
    let mut printed = doc::layout(&doc, printer.layout());
    printed.truncate(printed.trim_end().len());
    printed.push('\n');
    printed
}

/// Deeper code than any person writes is copied rather than followed.
const MAX_DEPTH: u32 = 120;

struct Printer<'a> {
    facts: &'a Facts,
    style: &'a Style,
    depth: Cell<u32>,
    groups: Cell<u32>,
}

impl<'a> Printer<'a> {
    fn new(facts: &'a Facts, style: &'a Style) -> Self {
        Self { facts, style, depth: Cell::new(0), groups: Cell::new(0) }
    }

    fn layout(&self) -> Layout {
        Layout { width: usize::from(self.style.width), indent: usize::from(self.style.indent), tabs: self.style.tabs }
    }

    fn kind(&self, id: NodeId) -> Kind {
        self.facts.ast.nodes[id.index()].kind
    }

    fn span(&self, id: NodeId) -> Span {
        self.facts.ast.nodes[id.index()].span
    }

    fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.facts.ast.nodes[id.index()].parent
    }

    fn items(&self, list: List) -> &'a [NodeId] {
        let start = list.start as usize;
        self.facts.ast.lists.get(start..start + list.len as usize).unwrap_or_default()
    }

    fn source(&self, span: Span) -> &'a str {
        span.of(&self.facts.source)
    }

    fn text_of(&self, id: NodeId) -> &'a str {
        self.source(self.span(id))
    }

    /// The text between two offsets.
    fn between(&self, start: u32, end: u32) -> &'a str {
        if start <= end { self.source(Span::new(start, end)) } else { "" }
    }

    fn copied(&self, span: Span) -> Doc {
        text(self.source(span).to_owned())
    }

    fn semicolon(&self) -> Doc {
        text(if self.style.semicolons { ";" } else { "" })
    }

    /// The comma after the last of several lines of literal parts.
    fn literal_comma(&self) -> Doc {
        self.comma_if(self.style.trailing_commas != TrailingCommas::None)
    }

    /// The comma after the last of several lines of arguments or parameters.
    fn argument_comma(&self) -> Doc {
        self.comma_if(self.style.trailing_commas == TrailingCommas::All)
    }

    #[allow(clippy::unused_self)]
    fn comma_if(&self, comma: bool) -> Doc {
        if comma { if_break(text(","), doc::nothing()) } else { doc::nothing() }
    }

    fn new_group(&self) -> u32 {
        self.groups.set(self.groups.get() + 1);
        self.groups.get()
    }

    /// `node` as it stands, its further lines shifted to the place where it is printed.
    fn verbatim(&self, span: Span) -> Doc {
        let whole = &self.facts.source;
        let body = self.source(span);
        let line = whole.get(..span.start as usize).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        let base = whole.get(line..).map_or(0, leading);
        // Lines that begin in a template literal are content.
        let fixed: Vec<Span> = self
            .facts
            .ast
            .nodes
            .iter()
            .filter(|node| matches!(node.kind, Kind::TemplateText) && span.contains(node.span))
            .map(|node| node.span)
            .collect();
        let mut parts = Vec::new();
        let mut offset = span.start;
        for (index, line) in body.split('\n').enumerate() {
            let kept = fixed.iter().any(|text| text.start < offset && offset <= text.end);
            let line_text = line.strip_suffix('\r').unwrap_or(line);
            if index > 0 {
                if kept {
                    parts.push(Doc::Raw(format!("\n{line_text}")));
                    offset += line.len() as u32 + 1;
                    continue;
                }
                parts.push(Doc::Hardline);
            }
            let stripped = if index == 0 { line_text } else { &line_text[leading(line_text).min(base)..] };
            parts.push(text(if stripped.trim().is_empty() { String::new() } else { stripped.to_owned() }));
            offset += line.len() as u32 + 1;
        }
        concat(parts)
    }
}

fn leading(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}
