//! The second tier: the way from a root to a module, confirmed by facts.
//!
//! Searched backwards from the module. The sketches give a lower bound of how far each importer is from a root, so that the
//! search goes straight for one, and an import is confirmed, its file parsed, only when the way leads over it. What is found on
//! the way is kept for the next question, a *no* as well. Of several shortest ways it is the first by path.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::edges::{Edge, Module};
use super::effect::{TURBOPACK, WEBPACK};
use super::maybe;
use super::{Chain, Graph, Hop, Reached, RootKind};
use crate::project::framework::fits;
use crate::project::{Bundler, Bundlers, FileId, Layer};

/// What is looked for at the other end of a way.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Goal {
    /// Code of the browser that knows `'use server'`: entries, and client files that a page renders.
    Client,
    /// As `Client` and `Page`, with the client files that only some bundlers ship, and the imports that only some follow.
    ClientMaybe,
    /// A page of the pages router, which takes `'use server'` modules along.
    Page,
    /// From a client file: a part of a page that renders it.
    Rendered,
    /// From a client file: what only some bundlers count as rendering.
    RenderedMaybe,
    /// Any entry of the server.
    Server,
}

impl Goal {
    pub const COUNT: usize = 6;

    pub const fn layer(self) -> Layer {
        match self {
            Self::Client | Self::ClientMaybe | Self::Page => Layer::Client,
            Self::Rendered | Self::RenderedMaybe | Self::Server => Layer::Server,
        }
    }
}

/// One import on a way: an index in the importing module's edges, since places move with every edit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Step {
    pub from: FileId,
    pub to: FileId,
    pub edge: usize,
}

/// A confirmed way from a root of client code to a module.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Way {
    pub root: FileId,
    pub kind: RootKind,
    /// From a route to the root.
    pub via: Vec<Step>,
    pub hops: Vec<Step>,
    /// Who take the root for client code.
    pub by: Bundlers,
    /// Who builds the app.
    pub bundler: Bundler,
    /// `false`: staunch only approximates the framework.
    pub exact: bool,
}

impl Way {
    /// What becomes of something on it that `kept` says who keep. `by`: who follow it.
    pub fn reached(&self, by: Bundlers, kept: impl Fn(Bundlers) -> bool) -> Reached {
        let (own, rival) = (self.bundler.alone(), self.bundler.rival().alone());
        let kept = |some: Bundlers| by.contains(some) && kept(some);
        if kept(own.and(rival)) {
            return Reached { ships: true, certain: self.exact };
        }
        let ships = kept(own);
        Reached { ships, certain: self.exact && ships == kept(rival) }
    }
}

/// A candidate of the search, the nearest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Candidate {
    /// From a root to the start over it, at least.
    total: u32,
    /// From it to the start.
    behind: u32,
    file: FileId,
    /// What it imports on the way.
    next: Option<FileId>,
    /// `total` is no bound but the distance.
    exact: bool,
}

impl Graph {
    /// The shortest way by which client code gets the module.
    pub(super) fn client_way(&self, file: FileId) -> Option<Way> {
        let goal = |goal| self.distance(goal, file).map(|distance| (distance, goal));
        let nearest =
            [goal(Goal::Client), goal(Goal::Page)].into_iter().flatten().min_by_key(|(distance, _)| *distance);
        let (_, goal) = nearest.or_else(|| goal(Goal::ClientMaybe))?;
        let hops = self.steps(goal, file);
        let followed = hops.iter().fold(Bundlers::ALL, |by, step| by.both(self.followed_by(*step)));
        let root = hops.first().map_or(file, |step| step.from);
        let (kind, via, by) = match self.maybe().root(root) {
            Some(kind @ (RootKind::Page | RootKind::Entry | RootKind::InstrumentationClient)) => {
                (kind, Vec::new(), Bundlers::ALL)
            }
            _ if self.distance(Goal::Rendered, root).is_some() => {
                (RootKind::ClientBoundary, self.steps(Goal::Rendered, root), Bundlers::ALL)
            }
            _ => {
                let via = self.steps(Goal::RenderedMaybe, root);
                let by = via.first().map_or(Bundlers::NONE, |step| self.rendering(step.from));
                (RootKind::ClientBoundary, via, by)
            }
        };
        let start = via.first().map_or(root, |step| step.from);
        let (bundler, exact) = (self.bundler(start), self.is_exact(start));
        Some(Way { root, kind, via, hops, by: by.both(followed), bundler, exact })
    }

    fn followed_by(&self, step: Step) -> Bundlers {
        let module = self.module(step.from);
        module.and_then(|module| Some(module.edges.get(step.edge)?.by)).unwrap_or(Bundlers::ALL)
    }

    /// The shortest way from an entry of the server to a module that one reaches.
    pub(super) fn server_way(&self, file: FileId) -> Chain {
        let steps = self.steps(Goal::Server, file);
        let root = steps.first().map_or(file, |step| step.from);
        let root_kind = self.maybe().root(root).unwrap_or(RootKind::ServerFunctions);
        let hops = steps.into_iter().filter_map(|step| self.hop_of(step)).collect();
        Chain { root, root_kind, via: Vec::new(), hops }
    }

    /// The places of a way's imports, as they are now.
    pub(super) fn chain_of(&self, way: &Way) -> Chain {
        let hops = |steps: &[Step]| steps.iter().filter_map(|step| self.hop_of(*step)).collect();
        Chain { root: way.root, root_kind: way.kind, via: hops(&way.via), hops: hops(&way.hops) }
    }

    pub(super) fn hop_of(&self, step: Step) -> Option<Hop> {
        let module = self.module(step.from)?;
        module.edges.get(step.edge).map(|edge| hop(step.from, step.to, edge))
    }

    /// Whether the file is a start of that kind.
    fn is_goal(&self, goal: Goal, file: FileId) -> bool {
        let kind = self.maybe().root(file);
        match goal {
            Goal::Page => kind == Some(RootKind::Page),
            Goal::Client | Goal::ClientMaybe => {
                let page = goal == Goal::ClientMaybe && kind == Some(RootKind::Page);
                if page || matches!(kind, Some(RootKind::Entry | RootKind::InstrumentationClient)) {
                    return true;
                }
                let rendered = |by| self.distance(by, file).is_some();
                self.is_boundary(file)
                    && (rendered(Goal::Rendered) || goal == Goal::ClientMaybe && rendered(Goal::RenderedMaybe))
            }
            Goal::Rendered => kind == Some(RootKind::AppRoute),
            Goal::RenderedMaybe => kind == Some(RootKind::RouteHandler) && self.rendering(file) != Bundlers::NONE,
            Goal::Server => {
                let entry = kind.is_some_and(|kind| maybe::runs_in(kind, Layer::Server));
                let client_page = kind != Some(RootKind::Page) && self.is_boundary(file);
                // Server functions are entries of their own, once client code imports them.
                entry && !client_page || self.is_action(file) && self.is_imported_by_client(file)
            }
        }
    }

    /// webpack ships a client file that only a route handler imports (since Next 15), Turbopack one that only an image does; nobody one that
    /// only data does.
    fn rendering(&self, handler: FileId) -> Bundlers {
        let path = self.project().files.path(handler);
        let stem = path.as_deref().and_then(camino::Utf8Path::file_stem).unwrap_or_default();
        if stem == "route" {
            let knows = self.project().builders(handler).any(|app| !app.is_before(15, 0));
            if knows { WEBPACK } else { Bundlers::NONE }
        } else if ["sitemap", "robots", "manifest"].iter().any(|name| stem.starts_with(name)) {
            Bundlers::NONE
        } else {
            TURBOPACK
        }
    }

    /// A `'use client'` file of a framework that knows the word.
    pub(super) fn is_boundary(&self, file: FileId) -> bool {
        let may = self.project().file(file).is_some_and(|source| maybe::may_be_boundary(self.project(), source));
        may && self.knows_directives(file) && self.module(file).is_some_and(|module| module.shape.client)
    }

    /// A `'use server'` file of a framework that knows the word.
    pub(super) fn is_action(&self, file: FileId) -> bool {
        let Some(source) = self.project().file(file).filter(|source| source.sketch.may_use_server) else {
            return false;
        };
        let says = || self.module(file).is_some_and(|module| module.shape.server);
        self.knows_directives(file) && (source.sketch.is_server_functions || says())
    }

    pub(super) fn is_imported_by_client(&self, file: FileId) -> bool {
        self.importers(file, Layer::Client).iter().any(|hop| self.way(hop.from).is_some())
    }

    /// Whether a way may lead into the file at all.
    fn admits(&self, goal: Goal, file: FileId) -> bool {
        match goal {
            // The browser gets references instead of the module.
            Goal::Client | Goal::ClientMaybe => {
                !self.is_action(file) && !self.refuses_client(file) && !self.is_server_file(file)
            }
            // It stops the build.
            Goal::Page => !self.refuses_client(file) && !self.is_server_file(file),
            Goal::Rendered | Goal::RenderedMaybe | Goal::Server => true,
        }
    }

    /// `import 'server-only'`: a build with client code that imports it fails.
    fn refuses_client(&self, file: FileId) -> bool {
        let may = self.project().targets(file).is_some_and(|targets| targets.get("server-only").is_some());
        may && self.knows_directives(file) && self.module(file).is_some_and(|module| module.shape.server_only)
    }

    /// A module that the framework keeps on the server by its name.
    fn is_server_file(&self, file: FileId) -> bool {
        let project = self.project();
        let Some(app) = project.app_of(file).filter(|app| !app.framework.server_files.is_empty()) else { return false };
        let path = project.files.path(file);
        let rest = path.as_deref().and_then(|path| path.strip_prefix(&app.root).ok());
        rest.is_some_and(|rest| app.framework.server_files.iter().any(|pattern| fits(pattern, rest.as_str())))
    }

    /// Whether the way may come from that importer.
    fn leads_on(&self, goal: Goal, importer: FileId) -> bool {
        // The server graph ends at a client file: what that imports is client code.
        goal.layer() == Layer::Client || self.is_page(importer) || !self.is_boundary(importer)
    }

    /// How many imports are between the nearest root and the file; `None`: no way.
    pub(super) fn distance(&self, goal: Goal, file: FileId) -> Option<u32> {
        if let Some(known) = self.known_distance(goal, file) {
            return known;
        }
        self.search(goal, file);
        self.known_distance(goal, file).flatten()
    }

    fn search(&self, goal: Goal, start: FileId) {
        let bound = |file| self.maybe().level_to(file, goal);
        // How each module that leads to the start does so.
        let mut toward: FxHashMap<FileId, Option<FileId>> = FxHashMap::default();
        let mut heap: BinaryHeap<Reverse<Candidate>> = BinaryHeap::new();
        let first = bound(start).map(|total| Candidate { total, behind: 0, file: start, next: None, exact: false });
        heap.extend(first.map(Reverse));
        while let Some(Reverse(candidate)) = heap.pop() {
            let Candidate { behind, file, next, .. } = candidate;
            let known = toward.contains_key(&file);
            // The import last: to confirm it parses the file.
            let passes = candidate.exact || !known && self.admits(goal, file);
            if !passes || next.is_some_and(|next| !self.is_importer(goal, file, next)) {
                continue;
            }
            if !candidate.exact {
                toward.insert(file, next);
            }
            if candidate.exact || self.is_goal(goal, file) {
                let mut ahead = candidate.total - behind;
                if !candidate.exact {
                    ahead = 0;
                    self.remember_distance(goal, file, Some(0));
                }
                let mut at = next;
                while let Some(file) = at {
                    ahead += 1;
                    self.remember_distance(goal, file, Some(ahead));
                    at = toward.get(&file).copied().flatten();
                }
                return;
            }
            let behind = behind + 1;
            for importer in self.maybe().importers(file) {
                let (ahead, exact) = match self.known_distance(goal, *importer) {
                    Some(None) => continue,
                    Some(Some(distance)) => (distance, true),
                    None => match bound(*importer) {
                        Some(level) => (level, false),
                        None => continue,
                    },
                };
                let total = behind + ahead;
                heap.push(Reverse(Candidate { total, behind, file: *importer, next: Some(file), exact }));
            }
        }
        // Nothing that leads here is reached either.
        for file in toward.into_keys() {
            self.remember_distance(goal, file, None);
        }
        self.remember_distance(goal, start, None);
    }

    pub(super) fn is_importer(&self, goal: Goal, importer: FileId, file: FileId) -> bool {
        self.leads_on(goal, importer) && self.edge(goal, importer, file).is_some()
    }

    /// The first import by which `importer` takes `file`.
    fn edge(&self, goal: Goal, importer: FileId, file: FileId) -> Option<usize> {
        let layer = goal.layer();
        let module = self.module(importer)?;
        let surely = |edge: &Edge| edge.by == Bundlers::ALL || layer == Layer::Server;
        let counts = |edge: &Edge| self.counts(edge, importer, file, layer);
        let sure = module.edges.iter().position(|edge| surely(edge) && counts(edge));
        sure.or_else(|| module.edges.iter().position(counts).filter(|_| goal == Goal::ClientMaybe))
    }

    fn counts(&self, edge: &Edge, importer: FileId, file: FileId, layer: Layer) -> bool {
        edge.target(layer) == Some(file)
            && !edge.raw
            && !(layer == Layer::Client && edge.stripped && self.strips(importer))
    }

    /// The imports from the nearest root to the file, the root first. At each module the importer is the first by path among
    /// those that are nearest.
    fn steps(&self, goal: Goal, file: FileId) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut at = file;
        while let Some(distance) = self.distance(goal, at).filter(|distance| *distance > 0) {
            let mut importers: Vec<_> = self.maybe().importers(at).to_vec();
            importers.sort_by_cached_key(|importer| self.project().files.path(*importer));
            let step = importers.into_iter().find_map(|importer| {
                let may = self.maybe().level_to(importer, goal).is_some_and(|level| level < distance);
                if !may || !self.leads_on(goal, importer) {
                    return None;
                }
                let edge = self.edge(goal, importer, at)?;
                let nearer = self.admits(goal, importer) && self.distance(goal, importer) == Some(distance - 1);
                nearer.then_some(Step { from: importer, to: at, edge })
            });
            let Some(step) = step else { break };
            steps.push(step);
            at = step.from;
        }
        steps.reverse();
        steps
    }

    /// Who imports the file by value in that layer, by path; the first import of each counts.
    pub(super) fn confirmed(&self, file: FileId, layer: Layer) -> Vec<(Arc<Module>, Hop)> {
        let importers = self.maybe().importers(file).iter();
        let mut found: Vec<_> = importers.filter_map(|importer| self.confirm(*importer, file, layer)).collect();
        found.sort_by_cached_key(|(_, hop)| self.project().files.path(hop.from));
        found
    }

    /// The first import by value of the file, if what may import it does so in that layer.
    pub(super) fn confirm(&self, importer: FileId, file: FileId, layer: Layer) -> Option<(Arc<Module>, Hop)> {
        self.maybe().level(importer, layer)?;
        let module = self.module(importer)?;
        let edge = module.edges.iter().find(|edge| self.counts(edge, importer, file, layer))?;
        let hop = hop(importer, file, edge);
        Some((module, hop))
    }

    pub(super) fn is_page(&self, file: FileId) -> bool {
        self.maybe().root(file) == Some(RootKind::Page)
    }

    /// Whether what runs on the server only is taken out of the module for the browser.
    pub(super) fn strips(&self, file: FileId) -> bool {
        self.is_page(file) || self.module(file).is_some_and(|module| module.shape.strips_anywhere)
    }

    /// Whether `'use client'` and `'use server'` mean something in the file's framework.
    pub(super) fn knows_directives(&self, file: FileId) -> bool {
        let mut builders = self.project().builders(file).peekable();
        builders.peek().is_none() || builders.any(maybe::knows_directives)
    }

    fn bundler(&self, file: FileId) -> Bundler {
        self.project().builders(file).next().map_or(Bundler::Turbopack, |app| app.bundler)
    }

    fn is_exact(&self, file: FileId) -> bool {
        self.project().builders(file).all(|app| app.framework.exact)
    }

    /// Whether a file's answers hold for another text of it: the same imports lead to the same files, whatever their places.
    pub(super) fn reaches_alike(before: &Module, after: &Module) -> bool {
        let said = |module: &Module| (module.shape.client, module.shape.server, module.shape.server_only);
        let edge = |edge: &Edge| (edge.client, edge.server, edge.stripped, edge.raw, edge.by);
        said(before) == said(after) && before.edges.iter().map(edge).eq(after.edges.iter().map(edge))
    }
}

pub(super) fn hop(from: FileId, to: FileId, edge: &Edge) -> Hop {
    Hop { from, to, span: edge.span, specifier: edge.specifier.clone() }
}
