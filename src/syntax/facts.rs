//! What one file says, exactly: its tree and the tables the other rooms start from.

use std::sync::Arc;

use super::ast::{Ast, NodeId};
use crate::text::Span;

/// Which grammar reads a file: TSX for everything but `.ts`, `.mts`, `.cts`, where `<T>x` is a cast.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Grammar {
    TypeScript,
    Tsx,
}

/// The exact knowledge of one file. Immutable; shared by `Arc`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Facts {
    /// The text every span points into. A byte order mark is not part of it.
    pub source: Arc<str>,
    pub grammar: Grammar,
    /// TypeScript by its extension (`.ts`, `.tsx`, `.mts`, `.cts`): imports used only as types are erased.
    pub typescript: bool,
    pub ast: Ast,
    /// Module directives (`'use client'`), the prologue only.
    pub directives: Vec<Directive>,
    pub imports: Vec<Import>,
    pub exports: Vec<Export>,
    /// Reads of the environment, in every form.
    pub env_reads: Vec<EnvRead>,
    /// Every comment, in order.
    pub comments: Vec<Span>,
    /// Names mentioned in types only, in order.
    pub type_names: Vec<Span>,
    /// What the parser could not read or had to invent.
    pub errors: Vec<Span>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Directive {
    pub kind: DirectiveKind,
    pub span: Span,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DirectiveKind {
    UseClient,
    UseServer,
    UseCache,
    Other,
}

/// One road by which a module may take another in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Import {
    pub kind: ImportKind,
    /// The cooked specifier; `None` when it is not a literal.
    pub specifier: Option<Box<str>>,
    /// The specifier's literal, quotes included (the argument's place when it is no literal).
    pub specifier_span: Span,
    /// The whole statement or expression.
    pub span: Span,
    /// `import type …`, `export type … from`: erased.
    pub type_only: bool,
    pub names: Vec<ImportedName>,
    /// The expression node for `import()`, `require()` and workers.
    pub node: Option<NodeId>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ImportKind {
    /// `import …` with or without names.
    Static,
    /// `export … from`, `export * from`; the names are in [`Facts::exports`] too.
    ReExport,
    /// `import()`.
    Dynamic,
    /// `require()`, `import x = require()`.
    Require,
    /// `new Worker(new URL('./x', import.meta.url))`, `new URL('./x', import.meta.url)`.
    Url,
    /// `import.meta.glob('./x/*')`, `require.context`.
    Glob,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ImportedName {
    pub imported: Imported,
    /// The local name's place.
    pub local: Span,
    pub type_only: bool,
}

/// What of the other module is taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Imported {
    Default,
    /// `* as ns`, `export *`, and whole-module forms.
    Namespace,
    /// The exported name's place.
    Name(Span),
}

/// One name a module gives away.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Export {
    /// `default` has no place of its own in `export default`.
    pub name: ExportName,
    pub source: ExportSource,
    pub type_only: bool,
    /// The whole statement.
    pub span: Span,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ExportName {
    Default,
    Name(Span),
    /// `export *`.
    All,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ExportSource {
    /// A binding of this module, by the place of its name as written.
    Local(Span),
    /// The node of `export default <expression>`.
    Expression(NodeId),
    /// `export { a as b } from`: the index in [`Facts::imports`] and what is taken there.
    From { import: u32, imported: Imported },
    /// `module.exports = …`, `exports.x = …`: the value's node.
    CommonJs(NodeId),
}

/// One read of the environment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct EnvRead {
    pub object: EnvObject,
    /// The variable's name as written; `None` for the whole object and for a computed name.
    pub name: Option<Span>,
    pub form: EnvForm,
    /// What INTERFACE "Documents and places" 1 calls the range: the expression, with `!` when there is one; in a
    /// destructuring the name.
    pub span: Span,
    /// The expression, or the pattern's `Property`.
    pub node: NodeId,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EnvObject {
    /// `process.env`.
    Process,
    /// `import.meta.env`.
    ImportMeta,
}

/// How it is written: bundlers inline some forms only.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EnvForm {
    /// `process.env.X`, with `?.` anywhere.
    Dot,
    /// `process.env['X']`.
    Bracket,
    /// `process.env[x]`.
    Computed,
    /// `const { X: y = 'z' } = process.env`.
    Destructured,
    /// `process.env` itself, as a value.
    Whole,
}
