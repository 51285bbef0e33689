//! Functions whose results the framework sends: page data, server functions, metadata.

use std::sync::Arc;

use super::super::Flow;
use super::super::module::{Module, exported_as};
use super::super::origin::What;
use super::{Crossing, Road, says};
use crate::graph::RootKind;
use crate::syntax::ast::{FunctionDirective, Kind, NodeId};
use crate::syntax::facts::DirectiveKind;

impl Flow<'_> {
    /// Functions that are known by themselves, wherever they stand.
    pub(super) fn of_function(&self, module: &Arc<Module>, node: NodeId, out: &mut Vec<Crossing>) {
        match module.kind(node) {
            Kind::Function(function) if function.directive == Some(FunctionDirective::UseServer) => {
                let name = function.name.map_or("the action", |name| module.text(module.binding(name).name));
                each_result(module, node, |value| out.push(Crossing::new(Road::ActionResult, value, name)));
            }
            // `async headers() { return […]; }` of the configuration.
            Kind::Property { key, value, computed, .. } if self.is_configuration(module) => {
                let road = match module.key(key, computed).as_deref() {
                    Some("headers") => Road::Header,
                    Some("redirects") => Road::Redirect,
                    Some(PUBLIC_RUNTIME) => {
                        if self.writes_runtime_configuration(module) {
                            out.push(Crossing::new(Road::PageData, value, PUBLIC_RUNTIME));
                        }
                        return;
                    }
                    _ => return,
                };
                if let Kind::Function(_) = module.kind(module.unwrapped(value)) {
                    let taker = module.text(module.span(key));
                    each_result(module, module.unwrapped(value), |value| {
                        out.push(Crossing::new(road, value, taker));
                    });
                }
            }
            // `Page.getInitialProps = …`, `static getInitialProps() { … }`.
            Kind::Assign { target, value, .. } => {
                if let Kind::Member { property, .. } = module.kind(target)
                    && module.text(property) == INITIAL_PROPS
                {
                    self.results(module, value, |value| {
                        out.push(Crossing::new(Road::PageData, value, INITIAL_PROPS));
                    });
                }
            }
            Kind::Property { key, value, computed, .. }
                if module.key(key, computed).as_deref() == Some(INITIAL_PROPS)
                    && module.parent(node).is_some_and(|owner| matches!(module.kind(owner), Kind::Class(_))) =>
            {
                self.results(module, value, |value| out.push(Crossing::new(Road::PageData, value, INITIAL_PROPS)));
            }
            _ => {}
        }
    }

    fn is_configuration(&self, module: &Module) -> bool {
        self.project.apps.iter().any(|app| app.config.file == Some(module.id))
    }

    /// Whether every page of the pages router holds `publicRuntimeConfig`, as before Next 16.
    fn writes_runtime_configuration(&self, module: &Module) -> bool {
        let mut apps = self.project.apps.iter().filter(|app| app.config.file == Some(module.id));
        apps.any(|app| app.framework.package == "next" && app.is_before(16, 0) && app.pages_dir.is_some())
    }

    /// Exports that the framework calls or reads by name.
    pub(super) fn of_exports(&self, module: &Arc<Module>, out: &mut Vec<Crossing>) {
        let root = self.graph.root(module.id);
        let has_head = matches!(root, Some(RootKind::AppRoute | RootKind::RouteHandler));
        let serves_functions = says(module, DirectiveKind::UseServer) && self.graph.serves_functions(module.id);
        for (name, value) in exported_as(module) {
            match name {
                "getServerSideProps" | "getStaticProps" => self.results(module, value, |value| {
                    out.push(Crossing::new(Road::PageData, value, name).taking(&["props"]));
                    out.push(Crossing::new(Road::Redirect, value, name).taking(&["redirect", "destination"]));
                }),
                "metadata" | "alt" if has_head => out.push(Crossing::new(Road::Metadata, value, name)),
                "generateMetadata" if has_head => {
                    self.results(module, value, |value| out.push(Crossing::new(Road::Metadata, value, name)));
                }
                "generateStaticParams" if has_head => {
                    self.results(module, value, |value| out.push(Crossing::new(Road::StaticParams, value, name)));
                }
                _ if serves_functions => {
                    self.results(module, value, |value| out.push(Crossing::new(Road::ActionResult, value, name)));
                }
                _ => {}
            }
        }
    }

    /// What the function that an expression is gives back; of `withAuth(async () => …)` what the wrapped one does.
    fn results(&self, module: &Arc<Module>, value: NodeId, mut each: impl FnMut(NodeId)) {
        for origin in self.origins_in(module, value, None).iter() {
            let (What::Expression(place) | What::Result(place)) = origin.what else { continue };
            if place.file != module.id || !origin.path.is_empty() {
                continue;
            }
            match module.kind(place.node) {
                Kind::Function(_) => each_result(module, place.node, &mut each),
                Kind::Call { arguments, .. } => {
                    let wrapped = module.list(arguments).iter().map(|argument| module.unwrapped(*argument));
                    for function in wrapped.filter(|argument| matches!(module.kind(*argument), Kind::Function(_))) {
                        each_result(module, function, &mut each);
                    }
                }
                _ => {}
            }
        }
    }
}

const INITIAL_PROPS: &str = "getInitialProps";
pub const PUBLIC_RUNTIME: &str = "publicRuntimeConfig";

fn each_result(module: &Module, function: NodeId, mut each: impl FnMut(NodeId)) {
    for value in module.returned(function) {
        each(*value);
    }
}
