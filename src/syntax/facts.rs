//! What one file says, exactly: its tree and the tables the other rooms start from.

use std::sync::Arc;

use super::ast::{Ast, Binding, BindingId, BindingKind, Kind, NodeId, ScopeId};
use super::lower::Lowered;
use super::resolve::{Lazy, Names, References};
use super::{commonjs, directives, env, language::Language, roads};
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
    names: Lazy<Names>,
    references: Lazy<References>,
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
    /// The cooked specifier; `None` when it is not a literal. Of a glob: one pattern (an array makes several imports), of
    /// `require.context` the folder.
    pub specifier: Option<Box<str>>,
    /// The literal pieces around the unknown parts of a template or a concatenation: `./lang/${x}.js` is `./lang/`, `.js`.
    /// Empty for a literal specifier, and when no piece is known.
    pub pattern: Vec<Box<str>>,
    /// The specifier's literal, quotes included (the argument's place when it is no literal).
    pub specifier_span: Span,
    /// The whole statement or expression.
    pub span: Span,
    /// `import type …`, `export type … from`: erased.
    pub type_only: bool,
    /// What is taken. `import()` and `require()` take the names of a pattern they are destructured by, nothing as a bare
    /// statement, else the namespace.
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
    /// `new URL('./x', import.meta.url)`: the file itself becomes an asset.
    Url,
    /// `new Worker(new URL('./x', import.meta.url))`, `SharedWorker`: bundled with its imports.
    Worker,
    /// `import.meta.glob('./x/*')`, `require.context('./x')`.
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
    /// `module.exports = …` and `export = …` (under [`ExportName::All`]), `exports.x = …`: the value's node.
    CommonJs(NodeId),
}

/// One read of the environment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct EnvRead {
    pub object: EnvObject,
    /// The variable's name as written, without quotes; `None` for the whole object and for a computed name.
    pub name: Option<Span>,
    pub form: EnvForm,
    pub through: Through,
    /// What INTERFACE "Documents and places" 1 calls the range: the expression, with `!` when there is one; in a
    /// destructuring the name.
    pub span: Span,
    /// The expression, or the pattern's `Property`.
    pub node: NodeId,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum EnvObject {
    /// `process.env`.
    Process,
    /// `import.meta.env`.
    ImportMeta,
}

impl EnvObject {
    pub const fn written(self) -> &'static str {
        match self {
            Self::Process => "process.env",
            Self::ImportMeta => "import.meta.env",
        }
    }
}

/// How it is written: bundlers inline some forms only (`research/boundary-facts.md` 11 and 12).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EnvForm {
    /// `process.env.X`, `process.env?.X`.
    Dot,
    /// `process.env['X']`.
    Bracket,
    /// `` process.env[`X`] ``.
    Template,
    /// `process.env[x]`, `const { [x]: y } = process.env`.
    Computed,
    /// `const { X: y = 'z' } = process.env`.
    Destructured,
    /// `process.env` itself, as a value.
    Whole,
}

/// How the code comes by the environment object.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Through {
    /// `process.env`, `process['env']`, `import.meta.env`.
    Direct,
    /// `process?.env`.
    Optional,
    /// `const e = process.env; e.X`.
    Alias,
    /// `const p = process; p.env.X`; `import.meta['env'].X`.
    Indirect,
    /// `const { env } = process; env.X`.
    Destructured,
    /// A default value: `(env = process.env) => env.X`.
    Parameter,
    /// `import process from 'process'; process.env.X`.
    ProcessImport,
    /// `import { env } from 'process'`, `import * as p from 'process'`, `import other from 'process'`.
    EnvImport,
    /// `globalThis.process.env.X`, also of `window`, `self` and `global`.
    Global,
}

impl Facts {
    /// Facts of a lowered tree; the tables that follow from the tree alone are filled here.
    pub(super) fn new(source: Arc<str>, language: Language, lowered: Lowered, errors: Vec<Span>) -> Self {
        let Lowered { ast, imports, exports, comments, type_names } = lowered;
        let mut facts = Self {
            source,
            grammar: language.grammar,
            typescript: language.typescript,
            ast,
            directives: Vec::new(),
            imports,
            exports,
            env_reads: Vec::new(),
            comments,
            type_names,
            errors,
            names: Lazy::new(),
            references: Lazy::new(),
        };
        facts.directives = directives::directives(&facts);
        roads::add(&mut facts);
        commonjs::add(&mut facts);
        facts.env_reads = env::reads(&facts);
        facts
    }

    /// A text that is no script: no tree, and nothing in the tables.
    pub fn of_text(source: Arc<str>) -> Self {
        let language = Language { grammar: Grammar::Tsx, typescript: false };
        Self::new(source, language, Lowered::empty(), Vec::new())
    }

    pub fn text(&self, id: NodeId) -> &str {
        self.ast.span(id).of(&self.source)
    }

    /// The text a literal stands for; see [`Ast::string`].
    pub fn string(&self, id: NodeId) -> Option<&str> {
        self.ast.string(id, &self.source)
    }

    /// See [`Ast::static_property_name`].
    pub fn static_property_name(&self, id: NodeId) -> Option<&str> {
        self.ast.static_property_name(id, &self.source)
    }

    /// The name of an `Ident`, a `Binding` or a key; of a function or class its own name.
    pub fn name(&self, id: NodeId) -> Option<&str> {
        match self.ast.kind(id) {
            Kind::Ident | Kind::Name | Kind::Binding(_) | Kind::JsxIntrinsic => Some(self.text(id)),
            Kind::Function(function) => self.binding_name(function.name?),
            Kind::Class(class) => self.binding_name(class.name?),
            Kind::Enum { binding, .. } => self.binding_name(binding),
            _ => None,
        }
    }

    pub fn binding_name(&self, id: BindingId) -> Option<&str> {
        self.ast.binding(id).map(|binding| binding.name.of(&self.source))
    }

    /// The binding an `Ident` (through parentheses and casts) means, or the one a `Binding` declares. `None` when the name is
    /// bound nowhere in the file, or is only a type's.
    pub fn resolve(&self, id: NodeId) -> Option<BindingId> {
        let id = self.ast.unwrapped(id);
        match self.ast.kind(id) {
            Kind::Binding(binding) => Some(binding),
            Kind::Ident => self.value_named(self.text(id), self.ast.node(id).scope),
            _ => None,
        }
    }

    /// What a value of this name means in the scope.
    pub fn value_named(&self, name: &str, scope: ScopeId) -> Option<BindingId> {
        self.names().value(&self.ast, &self.source, scope, name)
    }

    /// Whether the node is an `Ident` of this name that no binding of the file shadows.
    pub fn is_global(&self, id: NodeId, name: &str) -> bool {
        self.ast.kind(id) == Kind::Ident && self.text(id) == name && (!self.binds(name) || self.resolve(id).is_none())
    }

    /// Whether any scope binds the name: a look over the bindings that spares most files the index.
    fn binds(&self, name: &str) -> bool {
        let bindings = &self.ast.bindings;
        bindings
            .iter()
            .any(|binding| binding.name.len() as usize == name.len() && binding.name.of(&self.source) == name)
    }

    /// Every `Ident` that means the binding, in the order of the source; its declaration is not among them.
    pub fn references(&self, binding: BindingId) -> impl Iterator<Item = NodeId> + '_ {
        self.all_references().of(binding).iter().map(|(_, node)| *node)
    }

    /// The binding whose name is written at this very place.
    pub fn binding_at(&self, name: Span) -> Option<BindingId> {
        let bindings = &self.ast.bindings;
        let at = bindings.partition_point(|binding| binding.name.start < name.start);
        bindings.get(at).filter(|binding| binding.name == name).map(|_| BindingId::new(at))
    }

    /// The binding behind an export of the module's own: by the place of its declaration, or by its name in `export { a }`.
    pub fn exported_binding(&self, export: &Export) -> Option<BindingId> {
        let ExportSource::Local(name) = export.source else { return None };
        self.binding_at(name).or_else(|| self.module_binding(name.of(&self.source)))
    }

    /// A name of the module's own scope; a value before a type.
    pub fn module_binding(&self, name: &str) -> Option<BindingId> {
        let named = || self.names().in_scope(&self.ast, &self.source, ScopeId::MODULE, name);
        let value = |id: &BindingId| self.ast.binding(*id).is_some_and(|binding| binding.kind != BindingKind::Type);
        named().find(value).or_else(|| named().next())
    }

    /// What the subtree uses that is bound outside of it, in the order of the source: each `Ident` with its binding, `None`
    /// for a global.
    pub fn free_identifiers(&self, id: NodeId) -> Vec<(NodeId, Option<BindingId>)> {
        let inside = self.ast.span(id);
        let bound_inside = |binding: &Binding| inside.contains(binding.name);
        std::iter::once(id)
            .chain(self.ast.descendants(id))
            .filter(|id| self.ast.kind(*id) == Kind::Ident)
            .map(|id| (id, self.resolve(id)))
            .filter(|(_, binding)| !binding.and_then(|id| self.ast.binding(id)).is_some_and(bound_inside))
            .collect()
    }

    /// The import, and which of its names, that a binding stands for.
    pub fn import_of(&self, binding: BindingId) -> Option<(usize, &ImportedName)> {
        let binding = self.ast.binding(binding)?;
        let statement = self.ast.span(binding.declaration);
        let first = self.imports.partition_point(|import| import.span.start < statement.start);
        let import = self.imports.get(first).filter(|import| import.span == statement)?;
        let name = import.names.iter().find(|name| name.local == binding.name)?;
        Some((first, name))
    }

    /// Whether the compiler drops the import, so that it is no edge: one of types only; in TypeScript also one whose names are
    /// all used only as types, or not at all. `import './x'` and `import {} from './x'` stay.
    pub fn import_is_erased(&self, index: usize) -> bool {
        let Some(import) = self.imports.get(index) else { return false };
        if import.type_only {
            return true;
        }
        let statement = matches!(import.kind, ImportKind::Static | ImportKind::Require) && import.node.is_none();
        if import.kind == ImportKind::ReExport || (statement && !self.typescript) {
            // `export { type A } from`, `import { type A } from`: nothing is left.
            return !import.names.is_empty() && import.names.iter().all(|name| name.type_only);
        }
        statement && !import.names.is_empty() && import.names.iter().all(|name| name.type_only || !self.is_used(name))
    }

    fn is_used(&self, name: &ImportedName) -> bool {
        let Some(binding) = self.binding_at(name.local) else { return false };
        let exported = |export: &Export| {
            export.source == ExportSource::Local(name.local)
                || (!export.type_only && self.exported_binding(export) == Some(binding))
        };
        self.references(binding).next().is_some() || self.exports.iter().any(exported)
    }

    /// The variable's name a read states, its escapes resolved.
    pub fn env_name(&self, read: &EnvRead) -> Option<&str> {
        let name = read.name?;
        self.static_property_name(read.node).or_else(|| Some(name.of(&self.source)))
    }

    fn names(&self) -> &Names {
        self.names.get(|| Names::new(&self.ast, &self.source))
    }

    fn all_references(&self) -> &References {
        self.references.get(|| References::new(&self.ast, &self.source, self.names()))
    }
}
