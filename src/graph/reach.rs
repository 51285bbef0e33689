//! The second tier: the way from a root to a module, confirmed by facts.
//!
//! Searched backwards from the module, over the imports that the sketches allow, nearest first: the first root met gives
//! the shortest chain, and nothing off the way is parsed. Of several shortest ones it is the first by path.

use std::collections::VecDeque;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::edges::{Edge, Module};
use super::{Chain, Graph, Hop, RootKind};
use crate::project::{FileId, Layer};

/// A confirmed way from a root to a module.
#[derive(Clone, Debug)]
pub struct Way {
    pub chain: Chain,
    /// `false` where bundlers differ about the root.
    pub certain: bool,
}

/// A place of the backward search.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct At {
    file: FileId,
    /// A `'use server'` module lies behind: only the pages router, which does not know the directive, takes it along.
    page_only: bool,
}

impl Graph {
    /// The shortest way by which client code gets the module.
    pub(super) fn client_way(&self, file: FileId) -> Option<Way> {
        if !self.maybe().reaches(file, Layer::Client) {
            return None;
        }
        let start = At { file, page_only: false };
        self.search(Layer::Client, start, Graph::client_root)
    }

    /// The shortest way by which a route gets the module on the server.
    pub(super) fn server_way(&self, file: FileId) -> Option<Way> {
        if !self.maybe().reaches(file, Layer::Server) {
            return None;
        }
        let start = At { file, page_only: false };
        self.search(Layer::Server, start, |graph, at| graph.server_root(at.file))
    }

    /// What makes the file a start of client code.
    fn client_root(&self, at: At) -> Option<Way> {
        let root = |kind, via, certain| Way {
            chain: Chain { root: at.file, root_kind: kind, via, hops: Vec::new() },
            certain,
        };
        let kind = self.maybe().root(at.file);
        if let Some(kind @ (RootKind::Page | RootKind::Entry | RootKind::InstrumentationClient)) = kind {
            return Some(root(kind, Vec::new(), self.is_exact(at.file)));
        }
        let module = self.module(at.file)?;
        if at.page_only || !module.shape.client || !self.knows_directives(at.file) {
            return None;
        }
        let way = self.boundary_way(at.file)?;
        Some(root(RootKind::ClientBoundary, way.chain.hops, way.certain))
    }

    /// From a route's server graph to a `'use client'` file.
    fn boundary_way(&self, file: FileId) -> Option<Way> {
        if let Some(known) = self.known_boundary(file) {
            return known;
        }
        let start = At { file, page_only: false };
        let way = self.search(Layer::Server, start, |graph, at| graph.route(at.file));
        self.remember_boundary(file, way.clone());
        way
    }

    /// Whether the file renders: what it reaches on the server can hold boundaries.
    fn route(&self, file: FileId) -> Option<Way> {
        let kind = self.maybe().root(file)?;
        // webpack ships a client file that only a route handler imports, Turbopack does not.
        let certain = match kind {
            RootKind::AppRoute => true,
            RootKind::RouteHandler => false,
            _ => return None,
        };
        Some(Way { chain: Chain { root: file, root_kind: kind, via: Vec::new(), hops: Vec::new() }, certain })
    }

    fn server_root(&self, file: FileId) -> Option<Way> {
        let kind = self.maybe().root(file).filter(|kind| super::maybe::runs_in(*kind, Layer::Server));
        let kind = kind.or_else(|| {
            // Server functions are entries of their own, once client code imports them.
            let module = self.module(file)?;
            (module.shape.server && self.knows_directives(file) && self.is_imported_by_client(file))
                .then_some(RootKind::RouteHandler)
        })?;
        let client_page = self.module(file).is_some_and(|module| module.shape.client) && kind == RootKind::AppRoute;
        (!client_page).then(|| Way {
            chain: Chain { root: file, root_kind: kind, via: Vec::new(), hops: Vec::new() },
            certain: true,
        })
    }

    pub(super) fn is_imported_by_client(&self, file: FileId) -> bool {
        self.importers(file, Layer::Client).iter().any(|hop| self.client(hop.from).is_some())
    }

    fn search(&self, layer: Layer, start: At, root: impl Fn(&Self, At) -> Option<Way>) -> Option<Way> {
        let mut next_hop: FxHashMap<At, (At, Hop)> = FxHashMap::default();
        let mut queue = VecDeque::from([start]);
        while let Some(at) = queue.pop_front() {
            if let Some(mut way) = root(self, at) {
                let mut from = at;
                while let Some((to, hop)) = next_hop.get(&from) {
                    way.chain.hops.push(hop.clone());
                    from = *to;
                }
                return Some(way);
            }
            let server_functions = self.module(at.file).is_some_and(|module| module.shape.server);
            let page_only =
                at.page_only || (server_functions && layer == Layer::Client && self.knows_directives(at.file));
            for (importer, hop) in self.confirmed(at.file, layer) {
                // The server graph ends at a client file: what that imports is client code.
                if layer == Layer::Server
                    && importer.shape.client
                    && self.knows_directives(hop.from)
                    && self.maybe().root(hop.from) != Some(RootKind::Page)
                {
                    continue;
                }
                let next = At { file: hop.from, page_only };
                if next != start && !next_hop.contains_key(&next) {
                    next_hop.insert(next, (at, hop));
                    queue.push_back(next);
                }
            }
        }
        None
    }

    /// Who imports the file by value in that layer, by path; the first import of each counts.
    pub(super) fn confirmed(&self, file: FileId, layer: Layer) -> Vec<(Arc<Module>, Hop)> {
        let mut found: Vec<(Arc<Module>, Hop)> = Vec::new();
        for importer in self.maybe().importers(file) {
            if !self.maybe().reaches(*importer, layer) {
                continue;
            }
            let Some(module) = self.module(*importer) else { continue };
            let leads = |edge: &&Edge| {
                edge.target(layer) == Some(file)
                    && !(layer == Layer::Client && edge.stripped && self.is_page(*importer))
            };
            let Some(edge) = module.edges.iter().find(leads) else { continue };
            let hop = hop(*importer, file, edge);
            found.push((module, hop));
        }
        found.sort_by_cached_key(|(_, hop)| self.project().files.path(hop.from));
        found
    }

    pub(super) fn is_page(&self, file: FileId) -> bool {
        self.maybe().root(file) == Some(RootKind::Page)
    }

    /// Whether `'use client'` and `'use server'` mean something in the file's framework.
    pub(super) fn knows_directives(&self, file: FileId) -> bool {
        // A workspace package is no app of its own: its importers' framework counts.
        self.project().app_of(file).is_none_or(|app| {
            app.framework.package.is_empty() || app.framework.server_components || app.app_dir.is_some()
        })
    }

    fn is_exact(&self, file: FileId) -> bool {
        self.project().app_of(file).is_some_and(|app| app.framework.exact)
    }
}

pub(super) fn hop(from: FileId, to: FileId, edge: &Edge) -> Hop {
    Hop { from, to, span: edge.span, specifier: edge.specifier.clone() }
}
