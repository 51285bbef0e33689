//! Import and export statements.

use super::Lowerer;
use crate::syntax::ast::{BindingKind, Kind, NodeId, VariableKind};
use crate::syntax::facts::{Export, ExportName, ExportSource, Import, ImportKind, Imported, ImportedName};
use crate::syntax::language::{Field, Symbol};
use crate::syntax::sketch::{is_whole_word, literal, takes_types};
use crate::text::Span;

/// One name of `export { a as b }` or `import { a as b }`.
struct Specifier {
    name: Span,
    alias: Option<Span>,
    type_only: bool,
}

impl Lowerer<'_> {
    pub(super) fn import(&mut self) -> NodeId {
        self.node(|this, id| {
            let mut import = this.new_import(ImportKind::Static);
            this.children(|this, symbol| match (this.field(), symbol) {
                (Field::Source, _) => this.source(&mut import),
                (_, Symbol::TypeKeyword | Symbol::TypeofKeyword) => import.type_only = true,
                (_, Symbol::ImportClause) => this.import_clause(&mut import, id),
                (_, Symbol::ImportRequire) => {
                    import.kind = ImportKind::Require;
                    this.children(|this, symbol| match (this.field(), symbol) {
                        (Field::Source, _) => this.source(&mut import),
                        (_, Symbol::Identifier) => this.import_name(&mut import, id, Imported::Namespace, None, false),
                        _ => {}
                    });
                }
                // Import attributes.
                _ => this.below(|_, _| true),
            });
            if import.specifier.is_some() {
                this.out.imports.push(import);
            }
            Kind::Import
        })
    }

    fn import_clause(&mut self, import: &mut Import, statement: NodeId) {
        self.children(|this, symbol| match symbol {
            Symbol::Identifier => this.import_name(import, statement, Imported::Default, None, false),
            Symbol::NamespaceImport => this.children(|this, symbol| {
                if symbol == Symbol::Identifier {
                    this.import_name(import, statement, Imported::Namespace, None, false);
                }
            }),
            Symbol::NamedImports => this.children(|this, symbol| {
                if symbol == Symbol::ImportSpecifier {
                    let specifier = this.specifier();
                    let imported = this.imported(specifier.name);
                    let local = specifier.alias.unwrap_or(specifier.name);
                    this.import_name(import, statement, imported, Some(local), specifier.type_only);
                }
            }),
            _ => {}
        });
    }

    fn import_name(
        &mut self,
        import: &mut Import,
        statement: NodeId,
        imported: Imported,
        local: Option<Span>,
        type_only: bool,
    ) {
        let local = local.unwrap_or_else(|| self.span());
        let kind = if import.type_only || type_only { BindingKind::Type } else { BindingKind::Import };
        self.declare(local, kind, statement);
        import.names.push(ImportedName { imported, local, type_only });
    }

    /// `import a = B.c`: a constant.
    pub(super) fn import_alias(&mut self) -> NodeId {
        self.node(|this, _| {
            let whole = this.span();
            let (mut target, mut init) = (None, None);
            let first = this.cursor.node().named_child(0).map_or(whole.start, |name| name.start_byte() as u32);
            let declarator = this.node_at(Span::new(first, whole.end), |this, id| {
                this.children(|this, symbol| match symbol {
                    Symbol::Identifier if target.is_none() => {
                        target = Some(this.binding(BindingKind::Variable(VariableKind::Const), id));
                    }
                    Symbol::Identifier | Symbol::NestedIdentifier => init = Some(this.nested_identifier()),
                    _ => {}
                });
                let target = this.or_hole(target);
                Kind::Declarator { target, init, annotation: None }
            });
            let mark = this.pending.len();
            this.pending.push(declarator);
            Kind::Variable { keyword: VariableKind::Const, declarators: this.list(mark) }
        })
    }

    /// `A.B.c` outside of expressions.
    fn nested_identifier(&mut self) -> NodeId {
        if self.symbol() == Symbol::Identifier || self.depth >= super::GUARD {
            return self.leaf(Kind::Ident);
        }
        self.node(|this, _| {
            let (mut object, mut property) = (None, Span::default());
            this.children(|this, _| match this.field() {
                Field::Object => object = Some(this.nested_identifier()),
                Field::Property => property = this.span(),
                _ => {}
            });
            Kind::Member { object: this.or_hole(object), property, optional: false }
        })
    }

    pub(super) fn export(&mut self) -> NodeId {
        // Inside of a namespace `export` gives nothing to another module.
        let module_level = self.parent.is_none();
        self.node(|this, _| {
            let mut import = this.new_import(ImportKind::ReExport);
            let mut specifiers = Vec::new();
            let (mut default, mut type_only, mut star, mut equals) = (false, false, None, false);
            let mut declaration = None;
            let mut exports = Vec::new();
            let span = this.span();
            this.children(|this, symbol| match (this.field(), symbol) {
                (Field::Source, _) => this.source(&mut import),
                (Field::Decorator, _) => {
                    this.decorator();
                }
                (Field::Declaration, _) => {
                    let first = this.out.ast.bindings.len();
                    let id = this.statement();
                    declaration = Some(id);
                    this.declared(id, first, default, &mut exports);
                }
                (_, Symbol::DefaultKeyword) => default = true,
                (_, Symbol::TypeKeyword) => type_only = true,
                (_, Symbol::Star) => star = Some((ExportName::All, this.span())),
                (_, Symbol::NamespaceExport) => star = this.namespace_export(),
                (_, Symbol::Equals) => equals = true,
                (_, Symbol::ExportClause) => this.children(|this, symbol| {
                    if symbol == Symbol::ExportSpecifier {
                        specifiers.push(this.specifier());
                    }
                }),
                (field, _) if symbol.is_expression() && (default || equals || field == Field::Value) => {
                    let id = this.expression();
                    declaration = Some(id);
                    exports.push(if equals {
                        (ExportName::All, ExportSource::CommonJs(id))
                    } else {
                        (ExportName::Default, ExportSource::Expression(id))
                    });
                }
                _ => {}
            });
            if module_level {
                let exports = exports.into_iter().map(|(name, source)| Export { name, source, type_only, span });
                this.out.exports.extend(exports);
                // The grammar knows no `export type *`: it takes the word for an error.
                import.type_only |= type_only || exports_all_types(span.of(this.source));
                this.export_list(import, &specifiers, star);
            }
            Kind::Export { declaration }
        })
    }

    /// `export { … }`, with or without `from`, and `export *`.
    fn export_list(&mut self, mut import: Import, specifiers: &[Specifier], star: Option<(ExportName, Span)>) {
        let from = import.specifier.is_some();
        let index = self.out.imports.len() as u32;
        let span = import.span;
        if let Some((name, local)) = star.filter(|_| from) {
            let imported = Imported::Namespace;
            import.names.push(ImportedName { imported, local, type_only: false });
            let source = ExportSource::From { import: index, imported };
            self.out.exports.push(Export { name, source, type_only: import.type_only, span });
        }
        for specifier in specifiers {
            let outside = specifier.alias.unwrap_or(specifier.name);
            let name = match self.imported(outside) {
                Imported::Name(name) => ExportName::Name(name),
                _ => ExportName::Default,
            };
            let source = if from {
                let imported = self.imported(specifier.name);
                import.names.push(ImportedName { imported, local: outside, type_only: specifier.type_only });
                ExportSource::From { import: index, imported }
            } else {
                ExportSource::Local(specifier.name)
            };
            let type_only = import.type_only || specifier.type_only;
            self.out.exports.push(Export { name, source, type_only, span });
        }
        if from {
            self.out.imports.push(import);
        }
    }

    /// The names of an exported declaration, whose bindings begin at `first`.
    fn declared(&self, id: NodeId, first: usize, default: bool, exports: &mut Vec<(ExportName, ExportSource)>) {
        let ast = &self.out.ast;
        if let Some(node) = ast.nodes.get(id.index()) {
            let anonymous = match node.kind {
                Kind::Function(function) => function.name.is_none(),
                Kind::Class(class) => class.name.is_none(),
                _ => false,
            };
            if anonymous {
                exports.push((ExportName::Default, ExportSource::Expression(id)));
            }
        }
        for binding in &ast.bindings[first.min(ast.bindings.len())..] {
            let parent = ast.nodes.get(binding.declaration.index()).and_then(|node| node.parent);
            let of_variable = parent == Some(id) && matches!(binding.kind, BindingKind::Variable(_));
            if binding.declaration == id || of_variable {
                let name = if default { ExportName::Default } else { ExportName::Name(binding.name) };
                exports.push((name, ExportSource::Local(binding.name)));
            }
        }
    }

    fn namespace_export(&mut self) -> Option<(ExportName, Span)> {
        let mut found = None;
        self.children(|this, symbol| {
            if matches!(symbol, Symbol::Identifier | Symbol::String) {
                let span = this.name_place();
                let name = if this.text(span) == "default" { ExportName::Default } else { ExportName::Name(span) };
                found = Some((name, span));
            }
        });
        found
    }

    fn specifier(&mut self) -> Specifier {
        let mut specifier = Specifier { name: self.span(), alias: None, type_only: false };
        self.children(|this, symbol| match (this.field(), symbol) {
            (Field::Name, _) => specifier.name = this.name_place(),
            (Field::Alias, _) => specifier.alias = Some(this.name_place()),
            (_, Symbol::TypeKeyword | Symbol::TypeofKeyword) => specifier.type_only = true,
            _ => {}
        });
        specifier
    }

    /// A name, or what is between the quotes of one that is written as a string.
    fn name_place(&self) -> Span {
        let span = self.span();
        if self.symbol() == Symbol::String && span.len() >= 2 {
            return Span::new(span.start + 1, span.end - 1);
        }
        span
    }

    fn imported(&self, name: Span) -> Imported {
        if self.text(name) == "default" { Imported::Default } else { Imported::Name(name) }
    }

    fn new_import(&self, kind: ImportKind) -> Import {
        let span = self.span();
        Import {
            kind,
            specifier: None,
            pattern: Vec::new(),
            specifier_span: span,
            span,
            type_only: false,
            names: Vec::new(),
            node: None,
        }
    }

    /// Sets the specifier, if the string below the cursor stands where one does: in broken code the parser invents a `from`,
    /// and takes any later string for a source. So too does nothing escape the sketch, which looks behind the keywords.
    fn source(&self, import: &mut Import) {
        let mut before = self.cursor.node();
        for keyword in [&["from", "import", "("][..], &["require"]] {
            let previous = std::iter::successors(before.prev_sibling(), tree_sitter::Node::prev_sibling)
                .find(|node| node.is_error() || !node.is_extra());
            match previous {
                Some(node) if !node.is_missing() && keyword.contains(&node.kind()) => before = node,
                _ => return,
            }
            if before.kind() == "(" {
                continue;
            }
            let place = Span::new(before.start_byte() as u32, before.end_byte() as u32);
            if !is_whole_word(self.source, place) {
                return;
            }
            break;
        }
        let span = self.span();
        import.type_only |= takes_types(self.source, import.span, before.start_byte() as u32);
        import.specifier_span = span;
        import.specifier = literal(self.source, span);
    }
}

/// `export type * from`.
fn exports_all_types(statement: &str) -> bool {
    let after_export = statement.strip_prefix("export").unwrap_or_default().trim_start();
    after_export.strip_prefix("type").is_some_and(|rest| rest.trim_start().starts_with('*'))
}
