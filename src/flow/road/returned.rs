//! Functions whose results the framework sends: page data, server functions, metadata.

use std::sync::Arc;

use super::super::Flow;
use super::super::module::{Module, exported_as};
use super::super::origin::{Made, What};
use super::{Crossing, Road, says};
use crate::graph::RootKind;
use crate::project::FileId;
use crate::syntax::ast::{FunctionDirective, Kind, NodeId, ScopeId};
use crate::syntax::facts::{DirectiveKind, ExportName, ExportSource};

impl Flow<'_> {
    /// Functions that are known by themselves, wherever they stand.
    pub(super) fn of_function(&self, module: &Arc<Module>, node: NodeId, out: &mut Vec<Crossing>) {
        match module.kind(node) {
            Kind::Function(function) if function.directive == Some(FunctionDirective::UseServer) => {
                let name = function.name.map_or("the action", |name| module.text(module.binding(name).name));
                each_result(module, node, |value| out.push(Crossing::new(Road::ActionResult, value, name)));
            }
            // Of a rewrite to another host only the pattern.
            Kind::Property { key, value, computed, .. }
                if matches!(module.key(key, computed).as_deref(), Some("source" | "destination"))
                    && self.is_configuration(module)
                    && is_within(module, node, "rewrites")
                    && self.host(Self::place(module, value)).is_none() =>
            {
                out.push(Crossing::new(Road::Manifest, value, "rewrites"));
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
            // What a component throws: its text stays on the server.
            Kind::Throw { argument } if self.sends_digests(module) => {
                out.push(Crossing::new(Road::Digest, argument, "digest").taking(&["digest"]).perhaps(false));
            }
            // `Page.getInitialProps = …`, `static getInitialProps() { … }`.
            Kind::Assign { target, value, .. } => {
                if let Kind::Member { property, .. } = module.kind(target)
                    && module.text(property) == INITIAL_PROPS
                {
                    self.results(module, INITIAL_PROPS, value, |value, made| {
                        out.push(Crossing::new(Road::PageData, value, INITIAL_PROPS).made_by(made));
                    });
                }
            }
            Kind::Property { key, value, computed, .. }
                if module.key(key, computed).as_deref() == Some(INITIAL_PROPS)
                    && module.parent(node).is_some_and(|owner| matches!(module.kind(owner), Kind::Class(_))) =>
            {
                self.results(module, INITIAL_PROPS, value, |value, made| {
                    out.push(Crossing::new(Road::PageData, value, INITIAL_PROPS).made_by(made));
                });
            }
            _ => {}
        }
    }

    /// Whether a page may show the digest that an error brings along: before Next 15 it was always a hash. Where requests are
    /// answered without a page nobody gets it.
    fn sends_digests(&self, module: &Module) -> bool {
        let root = self.graph.root(module.id);
        let mut apps = self.project.builders(module.id);
        !matches!(root, Some(RootKind::RouteHandler | RootKind::ApiRoute | RootKind::Middleware))
            && apps.any(|app| app.framework.package == "next" && !app.is_before(15, 0))
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
        let answers = root == Some(RootKind::RouteHandler);
        for (name, value) in taken_exports(module) {
            let road = match name {
                "getServerSideProps" | "getStaticProps" => {
                    self.results(module, name, value, |value, made| {
                        let data = Crossing::new(Road::PageData, value, name).taking(&["props"]);
                        out.push(data.made_by(made.clone()));
                        let moved = Crossing::new(Road::Redirect, value, name).taking(&["redirect", "destination"]);
                        out.push(moved.made_by(made));
                    });
                    continue;
                }
                "metadata" | "viewport" | "alt" if has_head => {
                    out.push(Crossing::new(Road::Metadata, value, name));
                    continue;
                }
                "generateMetadata" | "generateViewport" | "generateImageMetadata" if has_head => Road::Metadata,
                "generateStaticParams" if has_head => Road::StaticParams,
                // `sitemap`, `robots`, `manifest`.
                "default" if answers => Road::Body,
                _ if serves_functions => Road::ActionResult,
                _ => continue,
            };
            let taker = if name == "default" && answers { self.stem(module.id) } else { Box::from(name) };
            self.results(module, name, value, |value, made| {
                // Who is not told the address does not get the page.
                let certain = road != Road::StaticParams;
                out.push(Crossing::new(road, value, &taker).perhaps(certain).made_by(made));
            });
        }
    }

    fn stem(&self, file: FileId) -> Box<str> {
        self.project.file(file).and_then(|file| file.path.file_stem()).unwrap_or_default().into()
    }

    /// What the function gives back that an export is, or that a name of the module means: where this module has it from, and
    /// what makes it, when that is elsewhere. Of a package's `withAuth(async () => …)` what the wrapped one does.
    pub(super) fn results(
        &self,
        module: &Arc<Module>,
        name: &str,
        value: NodeId,
        mut each: impl FnMut(NodeId, Option<Made>),
    ) {
        let origins = match module.kind(value) {
            Kind::Export { .. } => self.export_origins(module, name),
            _ => self.origins_in(module, value, None).to_vec(),
        };
        for origin in origins.into_iter().filter(|origin| origin.path.is_empty()) {
            let (What::Expression(place) | What::Result(place)) = origin.what else { continue };
            let Some(home) = self.module(place.file) else { continue };
            let is_own = home.id == module.id;
            match home.kind(place.node) {
                Kind::Function(_) if is_own && origin.frame.is_none() => {
                    each_result(module, place.node, |value| each(value, None));
                }
                Kind::Function(_) => each_result(&home, place.node, |node| {
                    each(value, Some(Made { home: Arc::clone(&home), node, frame: origin.frame.clone() }));
                }),
                Kind::Call { arguments, .. } if is_own => {
                    let wrapped = module.list(arguments).iter().map(|argument| module.unwrapped(*argument));
                    for function in wrapped.filter(|argument| matches!(module.kind(*argument), Kind::Function(_))) {
                        each_result(module, function, |value| each(value, None));
                    }
                }
                _ => {}
            }
        }
    }
}

/// The module's exports that somebody outside may take by name: its own, and what it passes on, by the statement that does.
pub(in super::super) fn taken_exports(module: &Module) -> impl Iterator<Item = (&str, NodeId)> {
    let passed = module.facts.exports.iter().filter(|export| !export.type_only).filter_map(|export| {
        let ExportName::Name(name) = export.name else { return None };
        let is_own = match export.source {
            ExportSource::Local(local) => module
                .lookup(ScopeId::MODULE, module.text(local))
                .is_none_or(|binding| module.import_of(binding).is_none()),
            ExportSource::From { .. } => false,
            ExportSource::Expression(_) | ExportSource::CommonJs(_) => true,
        };
        let statement = module.ast().body.iter().copied().find(|statement| module.span(*statement).contains(name));
        Some((module.text(name), statement?)).filter(|_| !is_own)
    });
    exported_as(module).chain(passed)
}

/// Whether a node stands in the property of that name.
fn is_within(module: &Module, node: NodeId, name: &str) -> bool {
    std::iter::successors(module.parent(node), |outer| module.parent(*outer)).any(|outer| match module.kind(outer) {
        Kind::Property { key, computed, .. } => module.key(key, computed).as_deref() == Some(name),
        _ => false,
    })
}

const INITIAL_PROPS: &str = "getInitialProps";
pub const PUBLIC_RUNTIME: &str = "publicRuntimeConfig";

pub(super) fn each_result(module: &Module, function: NodeId, mut each: impl FnMut(NodeId)) {
    for value in module.returned(function) {
        each(*value);
    }
}
