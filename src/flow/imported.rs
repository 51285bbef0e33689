//! Through imports, to what another module exports.

use std::sync::Arc;

use super::key::Key;
use super::module::Module;
use super::origin::{Origin, What};
use super::walk::{State, Walk, unquoted};
use super::{Flow, Place};
use crate::project::framework::is_env_module;
use crate::project::{FileId, Resolution};
use crate::secrets::package_named;
use crate::syntax::ast::{BindingId, NodeId, ScopeId};
use crate::syntax::facts::{EnvObject, ExportName, ExportSource, Imported};

impl Flow<'_> {
    /// What all that a module exports may come from.
    pub(super) fn namespace_origins(&self, module: &Arc<Module>) -> Vec<Origin> {
        let mut walk = Walk::new(self);
        for name in export_names(module) {
            walk.exported(module, name, State::default());
        }
        walk.finish()
    }

    /// What a module exports under a name may come from.
    pub(super) fn export_origins(&self, module: &Arc<Module>, name: &str) -> Vec<Origin> {
        let mut walk = Walk::new(self);
        walk.exported(module, name, State::default());
        walk.finish()
    }
}

impl Walk<'_> {
    pub(super) fn imported(&mut self, module: &Arc<Module>, binding: BindingId, state: State) {
        let Some((import, name)) = module.import_of(binding) else { return self.unknown(state) };
        if import.type_only || name.type_only {
            return self.unknown(state);
        }
        let Some(specifier) = import.specifier.as_deref() else { return self.unknown(state) };
        let commonjs = import.kind == crate::syntax::facts::ImportKind::Require;
        let state = taking_import(module, name.imported, state);
        if is_env_module(specifier) {
            return self.variable(module, module.binding(binding).declaration, state);
        }
        self.specifier(module.id, specifier, commonjs, state);
    }

    /// `import { X } from '$env/static/private'`, `import { env } from '$env/dynamic/private'`.
    fn variable(&mut self, module: &Module, node: NodeId, mut state: State) {
        let mut taken = state.path.pop();
        if taken == Some(Key::named("env")) {
            taken = state.path.pop();
        }
        let Some(Key::Name(name)) = taken.filter(|_| state.path.is_empty()) else { return self.unknown(state) };
        let place = Place { file: module.id, node };
        self.end(What::Env { place, object: EnvObject::Process, name: Some(name) }, state);
    }

    /// `require('x')`, `await import('x')`.
    pub(super) fn required(&mut self, module: &Arc<Module>, node: NodeId, state: State) {
        let Some(import) = module.import_call(node) else { return self.unknown(state) };
        let commonjs = import.kind == crate::syntax::facts::ImportKind::Require;
        match import.specifier.as_deref() {
            Some(specifier) => self.specifier(module.id, specifier, commonjs, state),
            None => self.unknown(state),
        }
    }

    fn specifier(&mut self, from: FileId, specifier: &str, commonjs: bool, state: State) {
        match self.flow().resolve(from, specifier) {
            Resolution::File(file) if self.flow().enters(file) => self.module(file, commonjs, state),
            Resolution::File(_) => self.unknown(state),
            _ if specifier.starts_with('.') || specifier.starts_with('/') => self.unknown(state),
            _ => {
                self.end(What::Package { specifier: Box::from(package_named(specifier)) }, state);
            }
        }
    }

    fn module(&mut self, file: FileId, commonjs: bool, mut state: State) {
        let Some(module) = self.flow().module(file) else { return self.unknown(state) };
        if commonjs && let Some(node) = module.commonjs_default() {
            return self.expression(&module, node, state);
        }
        match state.path.pop() {
            Some(Key::Name(name)) => {
                if !self.exported(&module, &name, state.clone()) {
                    self.unknown(state.taking(Key::Name(name)));
                }
            }
            Some(Key::Among(names)) => {
                for name in names.iter() {
                    self.exported(&module, name, state.clone());
                }
            }
            Some(key) => {
                let names = export_names(&module);
                state.choose(&key, names.len());
                for name in names.iter().filter(|name| key.may_be(Some(name))) {
                    self.exported(&module, name, state.clone());
                }
            }
            None => self.end(What::Namespace(file), state),
        }
    }

    /// Follows what a module exports under `name`; whether there is such an export.
    fn exported(&mut self, module: &Arc<Module>, name: &str, state: State) -> bool {
        let flow = self.flow();
        let Some(_step) = flow.meter.step() else { return false };
        let Some(found) = flow.export(module, name) else { return false };
        let home = if found.file == module.id { Some(Arc::clone(module)) } else { flow.module(found.file) };
        let Some(home) = home else { return false };
        let Some(export) = found.index.and_then(|index| home.facts.exports.get(index)) else {
            // The default import of a CommonJS module is the whole of it.
            let Some(node) = home.commonjs_default() else { return false };
            let state = if name == "default" { state } else { state.taking(Key::named(name)) };
            self.expression(&home, node, state);
            return true;
        };
        match export.source {
            ExportSource::Local(span) => match home.lookup(ScopeId::MODULE, home.text(span)) {
                Some(binding) => self.binding(&home, binding, state),
                None => self.unknown(state),
            },
            ExportSource::Expression(node) | ExportSource::CommonJs(node) => self.expression(&home, node, state),
            ExportSource::From { import, imported } => {
                let specifier = home.facts.imports.get(import as usize).and_then(|import| import.specifier.clone());
                let state = taking_import(&home, imported, state);
                match specifier {
                    Some(specifier) => self.specifier(home.id, &specifier, false, state),
                    None => self.unknown(state),
                }
            }
        }
        true
    }
}

/// The names that a module exports, those aside that an `export *` passes on.
fn export_names(module: &Module) -> Vec<&str> {
    let names = module.facts.exports.iter().filter(|export| !export.type_only).filter_map(|export| match export.name {
        ExportName::Name(span) => Some(unquoted(module.text(span))),
        ExportName::Default => Some("default"),
        ExportName::All => None,
    });
    names.collect()
}

fn taking_import(module: &Module, imported: Imported, state: State) -> State {
    match imported {
        Imported::Default => state.taking(Key::named("default")),
        Imported::Name(span) => state.taking(Key::named(unquoted(module.text(span)))),
        Imported::Namespace => state,
    }
}
