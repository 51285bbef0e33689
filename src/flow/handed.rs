//! What callers hand to a parameter, asked of all that may call its function: the other way round than a walk goes.

use std::sync::Arc;

use super::importers::may_take;
use super::key::Key;
use super::module::Module;
use super::{Flow, Place};
use crate::syntax::ast::{BindingId, Kind, NodeId, ScopeId};
use crate::syntax::facts::Imported;

/// Uses that one question looks at.
const USES: usize = 200;

impl Module {
    /// The name that a function is declared by, or that it is the value of.
    pub(super) fn name_of_function(&self, function: NodeId) -> Option<BindingId> {
        let Kind::Function(parts) = self.kind(function) else { return None };
        parts.name.or_else(|| match self.kind(self.parent(self.wrapped(function))?) {
            Kind::Declarator { target, .. } => self.plain_binding(target),
            _ => None,
        })
    }
}

impl Flow<'_> {
    /// The expressions that calls and elements, of whichever module, hand to a parameter, or to the member of it.
    pub(super) fn handed(&self, function: Place, index: usize, path: &[Key]) -> Vec<(Arc<Module>, NodeId)> {
        let Some(home) = self.module(function.file) else { return Vec::new() };
        let Some(name) = home.name_of_function(function.node) else { return Vec::new() };
        let mut handed = Vec::new();
        for (module, used) in self.uses_of(&home, name).into_iter().take(USES) {
            let found = match module.parent(used).map(|parent| module.kind(parent)) {
                Some(Kind::Call { callee, arguments, .. }) if callee == used && path.is_empty() => {
                    module.list(arguments).get(index).copied()
                }
                Some(Kind::JsxElement { name, attributes, .. }) if name == Some(used) && index == 0 => {
                    attribute(&module, module.list(attributes), path)
                }
                _ => None,
            };
            handed.extend(found.map(|node| (module, node)));
        }
        handed
    }

    /// Where a name of the module stands, in it and in those that import it by name.
    fn uses_of(&self, home: &Arc<Module>, binding: BindingId) -> Vec<(Arc<Module>, NodeId)> {
        let mut uses: Vec<_> = home.uses(binding).iter().map(|used| (Arc::clone(home), *used)).collect();
        for exported in home.exported_names(binding) {
            for (importer, hop) in self.importers(home.id, &|text| may_take(text, exported)) {
                let imports = importer.facts.imports.iter().filter(|import| import.specifier_span == hop.span);
                let names = imports.flat_map(|import| &import.names).filter(|name| match name.imported {
                    Imported::Default => exported == "default",
                    Imported::Name(span) => importer.text(span) == exported,
                    Imported::Namespace => false,
                });
                let bindings = names.filter_map(|name| importer.lookup(ScopeId::MODULE, importer.text(name.local)));
                let found = bindings.flat_map(|binding| importer.uses(binding));
                uses.extend(found.map(|used| (Arc::clone(&importer), *used)));
            }
        }
        uses
    }
}

/// The value of the attribute that a path of one key takes.
fn attribute(module: &Module, attributes: &[NodeId], path: &[Key]) -> Option<NodeId> {
    let [Key::Name(key)] = path else { return None };
    attributes.iter().find_map(|attribute| match module.kind(*attribute) {
        Kind::JsxAttribute { name, value: Some(value) } if *module.text(name) == **key => match module.kind(value) {
            Kind::JsxContainer { expression } => expression,
            _ => Some(value),
        },
        _ => None,
    })
}
