//! What the parser could not read, and what lies too deep.

use tree_sitter::Tree;

use super::{GUARD, Lowerer};
use crate::syntax::ast::{Kind, NodeId, VariableKind};
use crate::syntax::language::Symbol;
use crate::text::Span;

/// The places of error nodes and of tokens the parser had to invent, in order. Free for a file without any.
pub(in crate::syntax) fn errors(tree: &Tree) -> Vec<Span> {
    let mut errors = Vec::new();
    if !tree.root_node().has_error() {
        return errors;
    }
    let mut cursor = tree.walk();
    loop {
        let node = cursor.node();
        let known = node.is_error() || node.is_missing();
        if known {
            errors.push(Span::new(node.start_byte() as u32, node.end_byte() as u32));
        }
        if !known && node.has_error() && cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return errors;
            }
        }
    }
}

impl Lowerer<'_> {
    /// An error node, with what could be read inside it.
    pub(super) fn error(&mut self) -> NodeId {
        if self.depth >= GUARD {
            return self.too_deep();
        }
        self.node(|this, _| {
            let mark = this.pending.len();
            this.children_and_errors(Self::salvage);
            let children = this.list(mark);
            Kind::Error { children }
        })
    }

    /// Puts what is readable in any place into `pending`: statements, expressions, declarators, else what is below.
    pub(super) fn salvage(&mut self, symbol: Symbol) {
        if symbol == Symbol::Error {
            let error = self.error();
            self.pending.push(error);
        } else if symbol.is_statement() {
            let statement = self.statement();
            self.pending.push(statement);
        } else if symbol.is_expression() {
            let expression = self.expression();
            self.pending.push(expression);
        } else if symbol == Symbol::VariableDeclarator {
            let declarator = self.declarator(VariableKind::Let);
            self.pending.push(declarator);
        } else if matches!(symbol, Symbol::TypeAnnotation | Symbol::TypeArguments | Symbol::TypeParameters) {
            self.types();
        } else if self.depth >= GUARD {
            let rest = self.too_deep();
            self.pending.push(rest);
        } else {
            self.depth += 1;
            self.children_and_errors(Self::salvage);
            self.depth -= 1;
        }
    }

    /// A subtree beyond the guard: its names and literals, flat, found without recursion.
    pub(super) fn too_deep(&mut self) -> NodeId {
        self.node(|this, _| {
            let mark = this.pending.len();
            this.below(|this, symbol| {
                let leaf = match symbol {
                    Symbol::Identifier => this.leaf(Kind::Ident),
                    Symbol::Number => this.leaf(Kind::Number),
                    Symbol::String => this.string(),
                    _ => return true,
                };
                this.pending.push(leaf);
                false
            });
            let children = this.list(mark);
            Kind::Error { children }
        })
    }

    /// Visits everything below the cursor without recursion, comments recorded; `visit` says whether to go deeper.
    pub(super) fn below(&mut self, mut visit: impl FnMut(&mut Self, Symbol) -> bool) {
        let mut levels = 0_usize;
        if !self.cursor.goto_first_child() {
            return;
        }
        loop {
            let deeper = match self.symbol() {
                Symbol::Comment | Symbol::HtmlComment => {
                    let span = self.span();
                    self.out.comments.push(span);
                    false
                }
                symbol => visit(self, symbol),
            };
            if deeper && self.cursor.goto_first_child() {
                levels += 1;
                continue;
            }
            while !self.cursor.goto_next_sibling() {
                self.cursor.goto_parent();
                if levels == 0 {
                    return;
                }
                levels -= 1;
            }
        }
    }
}
