//! What a route imports, or has copied, for the code that moves there.

use std::collections::BTreeSet;

use camino::Utf8Path;

use super::plan::Planner;
use super::slice::Slice;
use super::trace::FileTrace;
use crate::fixes::Refusal;
use crate::fixes::imports::{Imports, specifier};
use crate::flow::Module;
use crate::project::{Layer, Resolution};
use crate::syntax::ast::{Kind, NodeId, ScopeId};
use crate::syntax::facts::{Import, Imported, ImportedName};
use crate::text::Span;

impl Planner<'_> {
    /// The caller's imports that the slice uses, as the route writes them.
    pub(super) fn take_imports(
        &self,
        trace: &FileTrace,
        slice: &Slice,
        route: &Utf8Path,
        imports: &mut Imports,
    ) -> Result<(), Refusal> {
        let module = &trace.module;
        for binding in &slice.imports {
            let Some((import, name)) = module.import_of(*binding) else { continue };
            let Some(written) = import.specifier.as_deref() else { continue };
            let target = self.target_of(module, written, route)?;
            let local = module.text(name.local);
            match name.imported {
                Imported::Default => imports.default_name(&target, local),
                Imported::Namespace => imports.namespace(&target, local),
                Imported::Name(span) => {
                    let imported = module.text(span);
                    let text = if imported == local { local.to_owned() } else { format!("{imported} as {local}") };
                    imports.name(&target, &text);
                }
            }
        }
        Ok(())
    }

    /// The types that the slice mentions: imported where they are exported; the declarations of the others.
    pub(super) fn take_types(
        &self,
        trace: &FileTrace,
        slice: &Slice,
        route: &Utf8Path,
        imports: &mut Imports,
    ) -> Result<Vec<String>, Refusal> {
        let module = &trace.module;
        let mut declarations: Vec<NodeId> = Vec::new();
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let mut wanted: Vec<String> = slice.types.iter().cloned().collect();
        while let Some(name) = wanted.pop() {
            if !seen.insert(name.clone()) {
                continue;
            }
            let import = module.facts.imports.iter().find_map(|import| {
                let found = import.names.iter().find(|taken| module.text(taken.local) == name)?;
                Some((import, found))
            });
            if let Some((import, taken)) = import {
                let value = module.lookup(ScopeId::MODULE, &name);
                if value.is_none_or(|binding| !slice.imports.contains(&binding)) {
                    self.take_type(module, import, taken, route, imports)?;
                }
                continue;
            }
            // Else a type of the language, or a parameter.
            let Some(declaration) = declaration_of(module, &name) else { continue };
            if !super::role::exported_types(module, &name).is_empty() {
                if let Some(path) = self.project().files.path(module.id) {
                    imports.type_name(&specifier(self.alias.as_ref(), route, &path), &name);
                }
                continue;
            }
            if !declarations.contains(&declaration) {
                declarations.push(declaration);
                let span = module.span(declaration);
                let names = module.facts.type_names.iter().filter(|name| span.contains(**name));
                wanted.extend(names.map(|name| module.text(*name).to_owned()));
            }
        }
        declarations.sort_by_key(|node| module.span(*node).start);
        Ok(declarations.into_iter().map(|node| module.written(node).to_owned()).collect())
    }

    fn take_type(
        &self,
        module: &Module,
        import: &Import,
        name: &ImportedName,
        route: &Utf8Path,
        imports: &mut Imports,
    ) -> Result<(), Refusal> {
        let Some(written) = import.specifier.as_deref() else { return Ok(()) };
        let target = self.target_of(module, written, route)?;
        let local = module.text(name.local);
        match name.imported {
            Imported::Default => imports.default_name(&target, local),
            Imported::Namespace => imports.namespace(&target, local),
            Imported::Name(span) => {
                let imported = module.text(span);
                let text = if imported == local { local.to_owned() } else { format!("{imported} as {local}") };
                imports.type_name(&target, &text);
            }
        }
        Ok(())
    }

    /// How a route names the module that a caller imports as `written`.
    fn target_of(&self, module: &Module, written: &str, route: &Utf8Path) -> Result<String, Refusal> {
        match self.project().resolve(module.id, written, Layer::Server) {
            Resolution::File(file) if written.starts_with('.') => Ok(match self.project().files.path(file) {
                Some(path) => specifier(self.alias.as_ref(), route, &path),
                None => written.to_owned(),
            }),
            Resolution::Missing if written.starts_with('.') => {
                Err(Refusal(format!("`{written}` could not be found from the route.")))
            }
            _ => Ok(written.to_owned()),
        }
    }
}

/// The declaration of a type, or of a name that is there without one, at the top of a file.
fn declaration_of(module: &Module, name: &str) -> Option<NodeId> {
    let named = |node: &NodeId| declared_name(module.written(*node)) == Some(name);
    module
        .ast()
        .ids()
        .filter(|id| module.kind(*id) == Kind::Type && module.node(*id).scope == ScopeId::MODULE)
        .find(named)
}

/// The name that `type A = …`, `interface A { … }` or `declare const A: …` declares.
pub(super) fn declared_name(declaration: &str) -> Option<&str> {
    let ambient = declaration.strip_prefix("declare ").map(str::trim_start);
    let kinds: &[&str] = match ambient {
        Some(_) => &["type ", "interface ", "const ", "let ", "var ", "function ", "class "],
        None => &["type ", "interface "],
    };
    let text = ambient.unwrap_or(declaration);
    let rest = kinds.iter().find_map(|kind| text.strip_prefix(kind))?.trim_start();
    let end = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '$'))).unwrap_or(rest.len());
    rest.get(..end).filter(|name| !name.is_empty())
}

/// Where a file names what only such a declaration tells of: in types, and as a value that no code of it makes.
pub(super) fn mentions(module: &Module) -> impl Iterator<Item = Span> {
    let free = |id: &NodeId| module.kind(*id) == Kind::Ident && module.resolve(*id).is_none();
    let values = module.ast().ids().filter(free).map(|id| module.span(id));
    module.facts.type_names.iter().copied().chain(values)
}
