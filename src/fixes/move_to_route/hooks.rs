//! What a page reads of a result through the hooks of query libraries: `const { data } = useQuery({ queryFn })`.

use std::sync::Arc;

use super::read::Step;
use super::result::{Outcome, Reader};
use crate::flow::Module;
use crate::syntax::ast::{BindingId, Kind, NodeId};

/// The way to a result that a hook has made.
pub(super) fn hooked(path: &[Step]) -> Vec<Step> {
    path.iter().cloned().chain([Step::Hook]).collect()
}

/// The options whose functions make the result of a hook, and those that get it.
const MAKERS: [&str; 3] = ["queryFn", "mutationFn", "fetcher"];
const TAKERS: [&str; 3] = ["onSuccess", "onSettled", "select"];

impl Reader<'_> {
    /// A function that is an option of a hook has given the result back.
    pub(super) fn option_of_hook(&mut self, module: &Arc<Module>, property: NodeId, path: &[Step]) -> Option<Outcome> {
        let Kind::Property { key, computed, .. } = module.kind(property) else { return None };
        let name = module.key(key, computed)?.into_owned();
        let object = module.parent(property)?;
        let call = module.parent(object)?;
        let Kind::Call { callee, .. } = module.kind(call) else { return None };
        let hook = module.written(callee).rsplit('.').next().unwrap_or_default();
        let known = hook.starts_with("use") || matches!(hook, "queryOptions" | "fetchQuery" | "prefetchQuery");
        if !known || !MAKERS.contains(&name.as_str()) {
            return None;
        }
        Some(self.taken(module, object, path).and_then(|selected| {
            let prefetched = hook == "prefetchQuery";
            match hook {
                _ if selected || prefetched => Ok(()),
                "fetchQuery" => self.value(module, call, path.to_vec()),
                _ => self.value(module, call, hooked(path)),
            }
        }))
    }

    /// The callbacks in an options object that get the result; true when one of them makes something else of it.
    fn taken(&mut self, module: &Arc<Module>, object: NodeId, path: &[Step]) -> Result<bool, crate::fixes::Refusal> {
        let Kind::Object { properties } = module.kind(object) else { return Ok(false) };
        let mut selected = false;
        for property in module.list(properties).to_vec() {
            let Kind::Property { key, value, computed, .. } = module.kind(property) else { continue };
            let Some(name) = module.key(key, computed).filter(|name| TAKERS.contains(&&**name)) else { continue };
            selected |= name == "select";
            self.callback(module, value, 0, path)?;
        }
        Ok(selected)
    }

    /// A use of what a hook has given. `None` when it is used like any other value.
    pub(super) fn hook(
        &mut self,
        module: &Arc<Module>,
        parent: NodeId,
        node: NodeId,
        path: &[Step],
    ) -> Option<Outcome> {
        match module.kind(parent) {
            Kind::Member { object, property, .. } if object == node => {
                Some(self.part(module, parent, module.text(property), path))
            }
            Kind::If { .. } | Kind::Conditional { .. } | Kind::Unary { .. } => Some(Ok(())),
            _ => None,
        }
    }

    /// `query.data`, `mutation.mutateAsync(…)`.
    fn part(&mut self, module: &Arc<Module>, part: NodeId, name: &str, path: &[Step]) -> Outcome {
        let inner = path.split_last().map(|(_, inner)| inner.to_vec()).unwrap_or_default();
        match name {
            "data" => self.value(module, part, inner),
            "mutate" | "mutateAsync" | "trigger" | "refetch" => match module.parent(part) {
                Some(call) => self.asked(module, call, part, name, &inner),
                None => Ok(()),
            },
            _ => Ok(()),
        }
    }

    /// `const { data, mutateAsync: send } = …`.
    pub(super) fn hook_parts(&mut self, module: &Arc<Module>, properties: &[NodeId], path: &[Step]) -> Outcome {
        let inner = path.split_last().map(|(_, inner)| inner.to_vec()).unwrap_or_default();
        for property in properties {
            match module.kind(*property) {
                Kind::Property { key, value, computed, .. } => {
                    let Some(name) = module.key(key, computed) else { continue };
                    match &*name {
                        "data" => self.pattern(module, value, inner.clone())?,
                        "mutate" | "mutateAsync" | "trigger" => {
                            if let Some(binding) = module.plain_binding(value) {
                                self.asked_by(module, binding, &name, &inner)?;
                            }
                        }
                        _ => {}
                    }
                }
                _ => return self.escapes(module, *property, inner),
            }
        }
        Ok(())
    }

    fn asked_by(&mut self, module: &Arc<Module>, binding: BindingId, name: &str, inner: &[Step]) -> Outcome {
        for used in module.uses(binding).to_vec() {
            if let Some(call) = module.parent(used) {
                self.asked(module, call, used, name, inner)?;
            }
        }
        Ok(())
    }

    /// `mutate(input, { onSuccess })`; what waits for the result gets it as the value.
    fn asked(&mut self, module: &Arc<Module>, call: NodeId, callee: NodeId, name: &str, inner: &[Step]) -> Outcome {
        let Kind::Call { callee: called, arguments, .. } = module.kind(call) else { return Ok(()) };
        if called != callee {
            return Ok(());
        }
        if let Some(options) = module.list(arguments).get(1) {
            self.taken(module, *options, inner)?;
        }
        if matches!(name, "mutateAsync" | "trigger") { self.value(module, call, inner.to_vec()) } else { Ok(()) }
    }
}
