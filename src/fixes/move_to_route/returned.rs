//! Where a result goes when a function gives it back: its callers, the library that calls it, other files.

use std::sync::Arc;

use super::hooks::hooked;
use super::read::Step;
use super::result::{Outcome, Reader};
use super::role::exported_names;
use crate::flow::Module;
use crate::project::Layer;
use crate::syntax::ast::{BindingId, Kind, NodeId, ScopeId};
use crate::syntax::facts::Imported;

impl Reader<'_> {
    /// `const [a, b] = await Promise.all([call, …])`.
    pub(super) fn all(&mut self, module: &Arc<Module>, array: NodeId, index: usize, path: Vec<Step>) -> Outcome {
        let Some(call) = module.parent(array) else { return Ok(()) };
        let Kind::Call { callee, .. } = module.kind(call) else { return self.leaf(module, array, path) };
        if module.written(callee) != "Promise.all" {
            return self.leaf(module, array, path);
        }
        let outer = module.wrapped(call);
        match module.parent(outer).map(|parent| module.kind(parent)) {
            Some(Kind::Expression { .. }) => Ok(()),
            Some(Kind::Declarator { target, .. }) => match module.kind(target) {
                Kind::ArrayPattern { items } => match module.list(items).get(index) {
                    Some(item) => self.pattern(module, *item, path),
                    None => Ok(()),
                },
                _ => self.escapes(module, call, path),
            },
            _ => self.escapes(module, call, path),
        }
    }

    /// A function gives the value back: its callers read it.
    pub(super) fn returned(
        &mut self,
        module: &Arc<Module>,
        function: NodeId,
        node: NodeId,
        path: Vec<Step>,
    ) -> Outcome {
        let Kind::Function(parts) = module.kind(function) else { return Ok(()) };
        if let Some(returns) = parts.returns {
            self.annotated(module, returns, &path)?;
        }
        let outer = module.parent(module.wrapped(function));
        match outer.map(|outer| (outer, module.kind(outer))) {
            Some((call, Kind::Call { callee, .. })) if callee != function => {
                return self.given_to(module, call, callee, node, path);
            }
            Some((_, Kind::JsxAttribute { .. } | Kind::JsxContainer { .. })) => return Ok(()),
            // `(async () => { … })()`
            Some((call, Kind::Call { .. })) => return self.value(module, call, path),
            _ => {}
        }
        if module.parent(function).is_some_and(|parent| matches!(module.kind(parent), Kind::JsxContainer { .. })) {
            return Ok(());
        }
        // `useQuery({ queryFn: () => call })`
        if let Some(property) = outer
            && matches!(module.kind(property), Kind::Property { .. })
            && let Some(done) = self.option_of_hook(module, property, &path)
        {
            return done;
        }
        let binding = parts.name.or_else(|| match outer.map(|outer| module.kind(outer)) {
            Some(Kind::Declarator { target, .. }) => module.plain_binding(target),
            _ => None,
        });
        let Some(binding) = binding else {
            if let Some(outer) = outer
                && matches!(module.kind(outer), Kind::Export { .. })
            {
                return self.importers(module, "default", node, &path);
            }
            return self.leaf(module, node, path);
        };
        self.calls_of(module, binding, node, &path)?;
        let name = module.text(module.binding(binding).name).to_owned();
        for exported in exported_names(module, &name) {
            self.importers(module, &exported, node, &path)?;
        }
        Ok(())
    }

    /// A callback gives the value back to a function that is not part of the program.
    fn given_to(
        &mut self,
        module: &Arc<Module>,
        call: NodeId,
        callee: NodeId,
        node: NodeId,
        path: Vec<Step>,
    ) -> Outcome {
        let name = match module.kind(callee) {
            Kind::Member { property, .. } => module.text(property),
            _ => module.written(callee),
        };
        match name {
            "then" | "catch" | "finally" => self.value(module, call, path),
            "useEffect"
            | "useLayoutEffect"
            | "setTimeout"
            | "setInterval"
            | "addEventListener"
            | "startTransition"
            | "forEach"
            | "handleSubmit"
            | "requestIdleCallback" => Ok(()),
            "useCallback" => match module.parent(call).map(|parent| module.kind(parent)) {
                Some(Kind::Declarator { target, .. }) => match module.plain_binding(target) {
                    Some(binding) => self.calls_of(module, binding, node, &path),
                    None => self.leaf(module, node, path),
                },
                _ => self.leaf(module, node, path),
            },
            "useSWR" | "useSWRImmutable" | "useSWRInfinite" | "useSWRMutation" | "useAsync" => {
                self.value(module, call, hooked(&path))
            }
            // `await Promise.all(list.map((x) => call(x)))`
            "map" => match module.parent(call).map(|parent| (parent, module.kind(parent))) {
                Some((all, Kind::Call { callee, .. })) if module.written(callee) == "Promise.all" => {
                    let each = path.iter().cloned().chain([Step::Each]).collect();
                    self.value(module, all, each)
                }
                Some((all, Kind::Call { callee, .. })) if module.written(callee).starts_with("Promise.") => {
                    let outer = module.wrapped(all);
                    let ignored = module
                        .parent(outer)
                        .is_some_and(|parent| matches!(module.kind(parent), Kind::Expression { .. }));
                    if ignored { Ok(()) } else { self.leaf(module, node, path) }
                }
                _ => self.leaf(module, node, path),
            },
            _ => self.leaf(module, node, path),
        }
    }

    fn calls_of(&mut self, module: &Arc<Module>, binding: BindingId, node: NodeId, path: &[Step]) -> Outcome {
        for used in module.uses(binding).to_vec() {
            match module.parent(used).map(|parent| (parent, module.kind(parent))) {
                Some((call, Kind::Call { callee, .. })) if callee == used => self.value(module, call, path.to_vec())?,
                Some((container, Kind::JsxContainer { .. })) => {
                    let handler = module.parent(container).is_some_and(|attribute| {
                        matches!(module.kind(attribute), Kind::JsxAttribute { name, .. }
                            if module.text(name).starts_with("on") || module.text(name).ends_with("ction"))
                    });
                    if !handler {
                        self.leaf(module, node, path.to_vec())?;
                    }
                }
                // `useEffect(() => …, [send])`
                Some((array, Kind::Array { .. }))
                    if module.parent(array).is_some_and(|call| matches!(module.kind(call), Kind::Call { .. })) => {}
                Some((call, Kind::Call { callee, .. })) => {
                    let name = module.written(callee);
                    let ignored =
                        matches!(name, "useEffect" | "setTimeout" | "setInterval" | "startTransition" | "handleSubmit")
                            || name.ends_with(".addEventListener");
                    if !ignored {
                        self.leaf(module, call, path.to_vec())?;
                    }
                }
                _ => self.leaf(module, node, path.to_vec())?,
            }
        }
        Ok(())
    }

    fn importers(&mut self, module: &Arc<Module>, exported: &str, node: NodeId, path: &[Step]) -> Outcome {
        for hop in self.graph.importers(module.id, Layer::Client) {
            let Some(importer) = self.flow.module(hop.from) else { continue };
            let Some(import) = importer.facts.imports.iter().find(|import| import.specifier_span == hop.span) else {
                continue;
            };
            for name in import.names.iter().filter(|name| !name.type_only) {
                let same = match name.imported {
                    Imported::Default => exported == "default",
                    Imported::Name(span) => importer.text(span) == exported,
                    Imported::Namespace => true,
                };
                let Some(binding) = importer.lookup(ScopeId::MODULE, importer.text(name.local)).filter(|_| same) else {
                    continue;
                };
                if matches!(name.imported, Imported::Namespace) {
                    for used in importer.uses(binding).to_vec() {
                        let member = importer.parent(used);
                        let call = member
                            .filter(|member| matches!(importer.kind(*member), Kind::Member { property, .. } if importer.text(property) == exported))
                            .and_then(|member| importer.parent(member));
                        if let Some(call) = call {
                            self.value(&importer, call, path.to_vec())?;
                        }
                    }
                    continue;
                }
                let first = importer.uses(binding).first().copied().unwrap_or(node);
                self.calls_of(&importer, binding, first, path)?;
            }
        }
        Ok(())
    }
}
