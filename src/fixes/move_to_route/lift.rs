//! Where the call itself cannot be cut out of a helper, the helper moves: `twilioRequest('Messages', { To: phone })`.

use super::capture::leaf;
use super::position::decides;
use super::purity;
use super::role::{exported_names, within};
use super::slice::Slicer;
use crate::fixes::{Refusal, names};
use crate::flow::{Module, Place, What};
use crate::graph::Graph;
use crate::project::Layer;
use crate::syntax::ast::{BindingId, Flavour, Kind, NodeId};

/// The function at the top of the file that makes the call at `sink`, when it can do its work on a server.
pub(super) fn liftable(graph: &Graph, module: &Module, sink: NodeId) -> Option<NodeId> {
    let mut function = module.enclosing_function(sink)?;
    while let Some(outer) = module.enclosing_function(function) {
        function = outer;
    }
    let Kind::Function(parts) = module.kind(function) else { return None };
    if !matches!(parts.flavour, Flavour::Plain | Flavour::Arrow) || parts.is_generator {
        return None;
    }
    // What nobody waits for would be cut off when the route has answered.
    if !parts.is_async && module.returned(function).is_empty() {
        return None;
    }
    let name = module.text(module.binding(name_of(module, function)?).name);
    let words = names::words(name);
    if name.starts_with(|c: char| c.is_ascii_uppercase()) || words.first().is_some_and(|first| first == "use") {
        return None;
    }
    let span = module.span(function);
    let stays = (function.index()..module.ast().nodes.len())
        .map(NodeId::new)
        .take_while(|id| module.span(*id).start < span.end)
        .any(|id| match module.kind(id) {
            Kind::This | Kind::JsxElement { .. } | Kind::Super => true,
            Kind::Ident => module.resolve(id).is_none() && purity::is_browser_global(module.written(id)),
            Kind::Call { callee, .. } => {
                let name = module.written(callee);
                name.strip_prefix("use").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()))
            }
            _ => false,
        });
    let shared = !exported_names(module, name).is_empty() && !graph.importers(module.id, Layer::Client).is_empty();
    (!stays && (!shared || purity::runs_on_server(module))).then_some(function)
}

/// The name that a function at the top of a file is bound to.
pub(super) fn name_of(module: &Module, function: NodeId) -> Option<BindingId> {
    let Kind::Function(parts) = module.kind(function) else { return None };
    parts.name.filter(|_| parts.declaration).or_else(|| {
        match module.parent(function).map(|parent| module.kind(parent)) {
            Some(Kind::Declarator { target, .. }) => module.plain_binding(target),
            _ => None,
        }
    })
}

impl Slicer<'_> {
    /// What the caller hands to a helper that moves must not decide there where the helper's call goes.
    pub(super) fn refuse_deciding_inside(&self, node: NodeId, keys: &[String]) -> Result<(), Refusal> {
        let module = &self.module;
        let Kind::Call { callee, arguments, .. } = module.kind(self.sink) else { return Ok(()) };
        let Some(index) = module.list(arguments).iter().position(|argument| within(module, node, *argument)) else {
            return Ok(());
        };
        let origins = self.around.flow.origins(Place { file: module.id, node: callee });
        for origin in origins.iter().filter(|origin| origin.path.is_empty()) {
            let What::Expression(place) = origin.what else { continue };
            let Some(home) = self.around.flow.module(place.file) else { continue };
            let Kind::Function(parts) = home.kind(place.node) else { continue };
            let Some(parameter) = home.list(parts.parameters).get(index).or(home.list(parts.parameters).last()) else {
                continue;
            };
            let span = home.span(*parameter);
            let names = (parameter.index()..home.ast().nodes.len())
                .map(NodeId::new)
                .take_while(|id| home.span(*id).start < span.end)
                .filter_map(|id| match home.kind(id) {
                    Kind::Binding(binding) => Some(binding),
                    _ => None,
                });
            for binding in names {
                let name = home.text(home.binding(binding).name);
                let pattern = home.plain_binding(*parameter).is_none();
                if pattern && !keys.is_empty() && !keys.iter().any(|key| key == name) {
                    continue;
                }
                for used in home.uses(binding) {
                    if let Some(what) = self.decided_by(&home, *used, place.node) {
                        return Err(Refusal(format!(
                            "Whoever calls the route would choose {what}: `{}` on line {}.",
                            leaf(module.written(node)),
                            self.line(node)
                        )));
                    }
                }
            }
        }
        Ok(())
    }

    /// What the use of a parameter decides in a request of the helper.
    fn decided_by(&self, home: &Module, used: NodeId, function: NodeId) -> Option<&'static str> {
        let mut at = used;
        let mut text = false;
        while at != function {
            let parent = home.parent(at)?;
            match home.kind(parent) {
                Kind::Call { callee, .. } if callee != at && home.written(callee) == "encodeURIComponent" => {
                    return None;
                }
                // Whether it is there decides between what the helper itself says.
                Kind::Conditional { test, .. } if test == at => return None,
                Kind::Template { .. } | Kind::Binary { .. } => text = true,
                Kind::Property { key, value, computed, .. } if value == at && !text => {
                    if let Some(what) = home.key(key, computed).and_then(|key| decides(&key)) {
                        return Some(what);
                    }
                }
                Kind::Spread { .. } => return Some("the call's options"),
                Kind::Call { .. } | Kind::New { .. } => {
                    let request = self.around.flow.request(Place { file: home.id, node: parent });
                    let url = request.and_then(|request| request.url).filter(|url| url.file == home.id);
                    if url.is_some_and(|url| within(home, used, url.node)) {
                        return Some("where the call goes");
                    }
                }
                _ => {}
            }
            at = parent;
        }
        None
    }
}
