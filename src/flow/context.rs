//! What a component reads of a React context: its default, and what providers give.

use std::sync::Arc;

use super::Flow;
use super::module::Module;
use super::origin::What;
use super::walk::{State, Walk};
use crate::project::FileId;
use crate::syntax::ast::{BindingId, Kind, NodeId, ScopeId};
use crate::syntax::facts::Imported;

/// `useContext(it)`, `use(it)`.
pub(super) fn is_read(module: &Module, callee: NodeId) -> bool {
    matches!(module.written(callee), "useContext" | "use" | "React.useContext" | "React.use")
}

impl Walk<'_> {
    /// Follows what is read of a context; whether the expression is one.
    pub(super) fn context(&mut self, module: &Arc<Module>, context: NodeId, state: &State) -> bool {
        let flow = self.flow();
        let mut is_context = false;
        for origin in flow.origins_in(module, context, state.frame.clone()).iter() {
            let What::Result(made) = origin.what else { continue };
            let Some(home) = flow.module(made.file) else { continue };
            let Kind::Call { callee, arguments, .. } = home.kind(made.node) else { continue };
            if !home.written(callee).ends_with("createContext") {
                continue;
            }
            is_context = true;
            let outside = State { frame: None, ..state.clone() };
            if let Some(default) = home.list(arguments).first() {
                self.expression(&home, *default, outside.clone());
            }
            let Some(binding) = home.named_as(made.node) else { continue };
            for (file, value) in flow.provided(&home, binding) {
                if let Some(giver) = flow.module(file) {
                    self.expression(&giver, value, outside.clone());
                }
            }
        }
        is_context
    }
}

impl Flow<'_> {
    /// The values that elements of a context's provider give.
    fn provided(&self, home: &Arc<Module>, binding: BindingId) -> Vec<(FileId, NodeId)> {
        // Most modules that import a context read it.
        let may_give = |text: &str, name: &str| {
            [format!("{name}.Provider"), format!("<{name}"), format!("{name} as ")].iter().any(|way| text.contains(way))
        };
        let values = self.uses_anywhere(home, binding, &may_give).into_iter();
        values.filter_map(|(module, used)| Some((module.id, given_by(&module, used)?))).collect()
    }

    /// Where the context that an element provides is read: the calls.
    pub(super) fn readers(&self, module: &Arc<Module>, element: NodeId) -> Vec<(Arc<Module>, NodeId)> {
        let Kind::JsxElement { name: Some(name), .. } = module.kind(element) else { return Vec::new() };
        let context = match module.kind(name) {
            Kind::Member { object, .. } => object,
            Kind::Ident => name,
            _ => return Vec::new(),
        };
        let origins = self.origins_in(module, context, None);
        let made = origins.iter().filter_map(|origin| match origin.what {
            What::Result(made) => {
                let home = self.module(made.file)?;
                let Kind::Call { callee, .. } = home.kind(made.node) else { return None };
                let binding = home.named_as(made.node)?;
                home.written(callee).ends_with("createContext").then_some((home, binding))
            }
            _ => None,
        });
        let uses =
            made.flat_map(|(home, binding)| self.uses_anywhere(&home, binding, &|text, name| text.contains(name)));
        let read = |(module, used): (Arc<Module>, NodeId)| match module.kind(module.parent(used)?) {
            Kind::Call { callee, .. } if is_read(&module, callee) => {
                let call = module.parent(used)?;
                Some((module, call))
            }
            _ => None,
        };
        uses.filter_map(read).collect()
    }

    /// The uses of a name, in its module and in those that import it and `may` use it so, by their texts and what it is
    /// exported as.
    fn uses_anywhere(
        &self,
        home: &Arc<Module>,
        binding: BindingId,
        may: &dyn Fn(&str, &str) -> bool,
    ) -> Vec<(Arc<Module>, NodeId)> {
        let all = |module: &Arc<Module>, binding| -> Vec<(Arc<Module>, NodeId)> {
            module.uses(binding).iter().map(|used| (Arc::clone(module), *used)).collect()
        };
        let mut uses = all(home, binding);
        let exported = home.exported_names(binding);
        if exported.is_empty() {
            return uses;
        }
        // What is exported as the default has any name there.
        let may = |text: &str| exported.iter().any(|name| *name == "default" || may(text, name));
        for (importer, hop) in self.importers(home.id, &may) {
            let imports = importer.facts.imports.iter().filter(|import| import.specifier_span == hop.span);
            for taken in imports.flat_map(|import| &import.names).filter(|name| !name.type_only) {
                let wanted = match taken.imported {
                    Imported::Default => "default",
                    Imported::Name(span) => importer.text(span),
                    Imported::Namespace => continue,
                };
                if exported.contains(&wanted)
                    && let Some(local) = importer.lookup(ScopeId::MODULE, importer.text(taken.local))
                {
                    uses.extend(all(&importer, local));
                }
            }
        }
        uses
    }
}

/// `<It.Provider value={…}>`, `<It value={…}>`.
fn given_by(module: &Module, used: NodeId) -> Option<NodeId> {
    let outer = module.parent(used)?;
    let element = match module.kind(outer) {
        Kind::Member { .. } => module.parent(outer)?,
        _ => outer,
    };
    let Kind::JsxElement { attributes, .. } = module.kind(element) else { return None };
    module.list(attributes).iter().find_map(|attribute| match module.kind(*attribute) {
        Kind::JsxAttribute { name, value } if module.text(name) == "value" => value,
        _ => None,
    })
}
