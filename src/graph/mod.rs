//! **graph**: modules per layer, their edges, what the browser reaches and by which chain.
//!
//! Promises: a *no* from the sketch graph is final; a *maybe* is confirmed with facts along the candidate chain only.
//! Never: knows secrets or values.
//!
//! Three questions, three answers: `maybe` says what could be reached at most, from the sketches; `reach` confirms the way
//! to a module with the facts along it; `live` says what of a reached module is left after tree shaking, `dead` which branches
//! are taken out before. `purity` judges a statement by itself, `beyond` and `folded` by what other modules say, where a bundler
//! looks there (`vite`; in Next where `scope` says that both stand in one). `roots` holds the frameworks' conventions.

mod beside;
mod beyond;
mod boundary;
mod calls;
mod configured;
mod cut;
mod dead;
mod edges;
mod effect;
mod folded;
#[cfg(test)]
mod frameworks;
mod globals;
#[cfg(test)]
mod incremental;
mod live;
mod maybe;
mod opaque;
mod picked;
mod purity;
mod quoted;
mod reach;
mod residue;
mod roots;
mod runs;
mod scope;
#[cfg(test)]
mod seen;
pub mod server_calls;
mod shape;
#[cfg(test)]
mod tests;
mod unread;
mod vite;

use std::hash::Hash;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use rustc_hash::FxHashMap;

use crate::project::{Bundler, Bundlers, FileId, FileKind, Layer, Project, SourceFile};
use crate::syntax::Sketch;
use crate::syntax::ast::NodeId;
use crate::syntax::facts::ImportKind;
use crate::text::Span;

/// One import on a way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hop {
    pub from: FileId,
    pub to: FileId,
    /// The specifier's literal in `from`, quotes included.
    pub span: Span,
    /// As written, cooked.
    pub specifier: Box<str>,
}

/// The shortest way by which the browser gets a module.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Chain {
    /// Where the bundle starts.
    pub root: FileId,
    pub root_kind: RootKind,
    /// From a route to the root, for a `'use client'` boundary; else empty.
    pub via: Vec<Hop>,
    /// From the root to the module; empty for the root itself.
    pub hops: Vec<Hop>,
}

/// What makes a module a start.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum RootKind {
    /// A `'use client'` file that a route's server graph reaches.
    ClientBoundary,
    /// A file of the pages router.
    Page,
    /// A script of `index.html`, or what the framework's convention starts in the browser.
    Entry,
    /// `instrumentation-client`.
    InstrumentationClient,
    /// Server: `page`, `layout` and the like of the app router.
    AppRoute,
    /// Server: `route`, `sitemap`, `opengraph-image` …: answers without a page.
    RouteHandler,
    /// Server: a `'use server'` file, whose functions client code calls by reference.
    ServerFunctions,
    /// Server: `pages/api`.
    ApiRoute,
    /// Server: `pages/_document`.
    Document,
    /// Server: `middleware`, `proxy`.
    Middleware,
    /// Server: `instrumentation`.
    Instrumentation,
}

impl RootKind {
    /// The name in `graph --format json`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ClientBoundary => "client-boundary",
            Self::Page => "page",
            Self::Entry => "entry",
            Self::InstrumentationClient => "instrumentation-client",
            Self::AppRoute => "app-route",
            Self::RouteHandler => "route-handler",
            Self::ServerFunctions => "server-functions",
            Self::ApiRoute => "api-route",
            Self::Document => "document",
            Self::Middleware => "middleware",
            Self::Instrumentation => "instrumentation",
        }
    }

    pub const fn layer(self) -> Layer {
        match self {
            Self::ClientBoundary | Self::Page | Self::Entry | Self::InstrumentationClient => Layer::Client,
            _ => Layer::Server,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Root {
    pub file: FileId,
    pub kind: RootKind,
}

/// The browser's side of a module that client code imports.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reached {
    /// Something of it is in what the app's bundler writes; otherwise it is reached, but dropped as pure and unused.
    pub ships: bool,
    /// `false` where the framework's other bundler differs, or reach is only approximated.
    pub certain: bool,
}

/// One line of `staunch graph`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Module {
    pub file: FileId,
    /// It ships.
    pub client: bool,
    pub server: bool,
    pub certain: bool,
    pub chain: Option<Chain>,
}

/// Why a module is not in the browser.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Obstacle {
    /// It is there.
    None,
    /// Nothing imports it.
    NotImported,
    /// It is imported, but no way leads from a root of client code to its importers.
    NoClientImporter { importers: Vec<FileId> },
    /// Client code reaches it only through this `'use server'` module, which it calls by reference.
    ServerFunctions { module: FileId },
    /// Client code imports only types of it here.
    TypesOnly { hop: Hop },
    /// Only a branch that the production build drops imports it here.
    NeverRun { hop: Hop },
    /// Client code asks for its address here, as of an asset.
    AddressOnly { hop: Hop },
    /// Client code gets another file in its place here: its package says so.
    Replaced { hop: Hop },
    /// Only what a page strips for the browser (`getServerSideProps` …) uses it.
    Stripped { hop: Hop },
    /// It is reached, but pure and unused: the bundler drops it.
    Shaken,
}

/// Modules, edges and reach of one project snapshot. Cheap to clone; answers are worked out when asked for, and shared by
/// all clones.
#[derive(Clone, Debug)]
pub struct Graph {
    project: Arc<Project>,
    maybe: Arc<OnceLock<Arc<maybe::Maybe>>>,
    modules: Arc<edges::Modules>,
    ways: Arc<Ways>,
    answers: Arc<Answers>,
}

/// What has been worked out, and holds while imports and directives stay as they are.
#[derive(Debug, Default)]
struct Ways {
    client: Memo<Option<Arc<reach::Way>>>,
    server: Memo<bool>,
    distances: [Memo<Option<u32>>; reach::Goal::COUNT],
}

/// What has been worked out for one snapshot.
#[derive(Debug, Default)]
struct Answers {
    ships: Memo<Reached>,
    /// Who keep all exports of a client file.
    whole: Memo<Bundlers>,
    /// Who run the module whatever is taken from it.
    runs: Memo<Bundlers>,
    /// What is loaded together with the module.
    chunks: Memo<Arc<[FileId]>>,
    /// Whether Turbopack makes a module of its own of it.
    split_off: Memo<bool>,
    /// The root of the scope that the module is in.
    scopes: Memo<Option<FileId>>,
    pieces: Memo<FileId>,
    /// What goes by what other modules say.
    folded: Memo<Option<Arc<folded::Folded>>, (FileId, Bundler)>,
    /// By top-level statement: what it does, calls into other modules looked at.
    judged: Memo<Option<Arc<beyond::Judged>>, (FileId, usize)>,
    live: [RwLock<FxHashMap<live::Item, bool>>; Bundlers::SETS],
}

#[derive(Debug)]
struct Memo<T, K = FileId>(RwLock<FxHashMap<K, T>>);

impl<T, K> Default for Memo<T, K> {
    fn default() -> Self {
        Self(RwLock::default())
    }
}

impl<T: Clone, K: Copy + Eq + Hash> Memo<T, K> {
    fn get(&self, key: K) -> Option<T> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(&key).cloned()
    }

    fn set(&self, key: K, value: T) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(key, value);
    }

    /// Two threads may work the same answer out; it is the same.
    fn get_or(&self, key: K, work: impl FnOnce() -> T) -> T {
        if let Some(known) = self.get(key) {
            return known;
        }
        let value = work();
        self.set(key, value.clone());
        value
    }
}

impl Graph {
    pub fn new(project: Arc<Project>) -> Self {
        Self { project, maybe: Arc::default(), modules: Arc::default(), ways: Arc::default(), answers: Arc::default() }
    }

    /// The graph of the next snapshot; keeps what `changed` leaves valid.
    #[must_use]
    pub fn update(&self, project: Arc<Project>, changed: &[FileId]) -> Self {
        let same_files = project.resolves_like(&self.project);
        // Who could reach whom hangs on the sketches' specifiers and directives, and on nothing else.
        let lists_routes = |file: &FileId| {
            let path = project.files.path(*file);
            path.is_some_and(|path| project.apps.iter().any(|app| roots::is_route_list(app, &path)))
        };
        let same_outline = same_files
            && !changed.iter().any(lists_routes)
            && changed.iter().all(|file| match (self.project.file(*file), project.file(*file)) {
                (Some(before), Some(after)) => {
                    let may = |file: &SourceFile| {
                        let Sketch { may_use_client, may_use_server, is_server_functions, .. } = file.sketch;
                        (file.kind, may_use_client, may_use_server, is_server_functions)
                    };
                    may(before) == may(after) && self.project.targets(*file) == project.targets(*file)
                }
                (None, None) => true,
                _ => false,
            });
        let mut next = Self {
            project,
            maybe: if same_outline { Arc::clone(&self.maybe) } else { Arc::default() },
            modules: if same_files { Arc::clone(&self.modules) } else { Arc::default() },
            ways: Arc::default(),
            answers: Arc::default(),
        };
        // A module that nobody has asked about is on no way.
        let alike = |file: &FileId| match self.modules.known(*file) {
            None => true,
            Some(before) => next.module(*file).is_some_and(|after| Self::reaches_alike(&before, &after)),
        };
        if same_outline && changed.iter().all(alike) {
            next.ways = Arc::clone(&self.ways);
        }
        next
    }

    pub const fn project(&self) -> &Arc<Project> {
        &self.project
    }

    /// Works out what could be reached at most, which every other question waits for.
    pub fn prepare(&self) {
        self.maybe();
    }

    fn maybe(&self) -> &maybe::Maybe {
        self.maybe.get_or_init(|| Arc::new(maybe::Maybe::new(&self.project)))
    }

    fn module(&self, file: FileId) -> Option<Arc<edges::Module>> {
        self.modules.get(&self.project, file)
    }

    fn way(&self, file: FileId) -> Option<Arc<reach::Way>> {
        self.ways.client.get_or(file, || self.client_way(file).map(Arc::new))
    }

    fn client_reached(&self, file: FileId) -> bool {
        self.way(file).is_some()
    }

    fn known_distance(&self, goal: reach::Goal, file: FileId) -> Option<Option<u32>> {
        self.ways.distances[goal as usize].get(file)
    }

    fn remember_distance(&self, goal: reach::Goal, file: FileId, distance: Option<u32>) {
        self.ways.distances[goal as usize].set(file, distance);
    }

    /// Whether imports may lead from a root of the layer to the file; asks the sketches alone, and a *no* is final.
    pub fn may_reach(&self, file: FileId, layer: Layer) -> bool {
        self.maybe().level(file, layer).is_some()
    }

    /// Who may import the file by value; asks the sketches alone.
    pub fn may_import(&self, file: FileId) -> &[FileId] {
        self.maybe().importers(file)
    }

    /// Whether client code gets the module; `None` is final.
    pub fn client(&self, file: FileId) -> Option<Reached> {
        let Some(way) = self.way(file) else { return self.quoted(file) };
        Some(self.answers.ships.get_or(file, || way.reached(self.follow(&way), |by| self.has_live_code(by, file))))
    }

    /// Whether the top-level statement around the node is in the built output: the module may ship without it.
    pub fn client_at(&self, file: FileId, node: NodeId) -> Option<Reached> {
        let Some(way) = self.way(file) else { return self.quoted(file) };
        let module = self.module(file)?;
        let at = module.facts.ast.span(node).start;
        let part = module.shape.part_at(&module.facts, at)?;
        if module.shape.is_dead(at) {
            return Some(Reached { ships: false, certain: way.exact });
        }
        let is_dead = |by| self.is_dead(by, file, &module, at);
        Some(way.reached(self.follow(&way), |by| !is_dead(by) && self.has_live_value(by, file, part)))
    }

    /// Whether a server entry reaches the module, on the server's side.
    pub fn server(&self, file: FileId) -> bool {
        self.ways.server.get_or(file, || {
            (!self.is_boundary(file) || self.is_page(file)) && self.distance(reach::Goal::Server, file).is_some()
        })
    }

    /// How client code gets the module.
    pub fn chain(&self, file: FileId) -> Option<Chain> {
        self.way(file).map(|way| self.chain_of(&way)).or_else(|| self.quoted_chain(file))
    }

    /// How the server gets the module: the shortest way from an entry that no browser gets; `None` when none leads there.
    pub fn server_chain(&self, file: FileId) -> Option<Chain> {
        self.server(file).then(|| self.server_way(file))
    }

    /// Who imports the module by value in that layer, sorted by path.
    pub fn importers(&self, file: FileId, layer: Layer) -> Vec<Hop> {
        self.confirmed(file, layer).into_iter().map(|(_, hop)| hop).collect()
    }

    /// The first import by value of the file in what may import it.
    pub fn import_of(&self, importer: FileId, file: FileId, layer: Layer) -> Option<Hop> {
        self.confirm(importer, file, layer).map(|(_, hop)| hop)
    }

    /// What the file is to its framework, by its name and place; `None` for one that must be imported.
    pub fn root(&self, file: FileId) -> Option<RootKind> {
        self.maybe().root(file)
    }

    /// Whether `'use server'` makes the module's exports callable from the browser: the pages router knows no such thing.
    pub fn serves_functions(&self, file: FileId) -> bool {
        self.project.builders(file).any(|app| app.framework.server_components)
    }

    /// Sorted by path.
    pub fn roots(&self) -> Vec<Root> {
        let mut roots: Vec<_> = self
            .sources()
            .filter_map(|(path, file)| {
                let kind = self.maybe().root(file).or_else(|| {
                    let way = self.way(file)?;
                    (way.root == file).then_some(way.kind)
                })?;
                Some((path, Root { file, kind }))
            })
            .collect();
        roots.sort_by(|(a, _), (b, _)| a.cmp(b));
        roots.into_iter().map(|(_, root)| root).collect()
    }

    /// Every source module, sorted by path.
    pub fn modules(&self) -> Vec<Module> {
        let mut modules: Vec<_> = self
            .sources()
            .map(|(path, file)| {
                let reached = self.client(file);
                let module = Module {
                    file,
                    client: reached.is_some_and(|reached| reached.ships),
                    server: self.server(file),
                    certain: reached.is_none_or(|reached| reached.certain),
                    chain: self.chain(file),
                };
                (path, module)
            })
            .collect();
        modules.sort_by(|(a, _), (b, _)| a.cmp(b));
        modules.into_iter().map(|(_, module)| module).collect()
    }

    fn sources(&self) -> impl Iterator<Item = (Arc<camino::Utf8Path>, FileId)> + '_ {
        let code = |kind: FileKind| matches!(kind, FileKind::Script | FileKind::Markup);
        self.project.sources.iter().filter(move |file| code(file.kind)).map(|file| (Arc::clone(&file.path), file.id))
    }

    /// What keeps the module out of the browser.
    pub fn obstacle(&self, file: FileId) -> Obstacle {
        match self.client(file) {
            Some(Reached { ships: true, .. }) => return Obstacle::None,
            Some(_) => return Obstacle::Shaken,
            None => {}
        }
        let module = self.module(file);
        let is_server = module.is_some_and(|module| module.shape.server);
        if is_server && self.is_imported_by_client(file) {
            return Obstacle::ServerFunctions { module: file };
        }
        let importers = self.maybe().importers(file).iter().copied();
        for importer in self.by_path(importers.filter(|importer| self.client_reached(*importer))) {
            let Some(module) = self.module(importer) else { continue };
            let leads = |edge: &&edges::Edge| edge.client == Some(file);
            if let Some(edge) = module.edges.iter().find(leads) {
                return Obstacle::Stripped { hop: reach::hop(importer, file, edge) };
            }
            if let Some(obstacle) = self.hindered_import(importer, &module, file) {
                return obstacle;
            }
        }
        if let Some(hop) = self.types_taken(file) {
            return Obstacle::TypesOnly { hop };
        }
        let mut seen = vec![file];
        let mut at = 0;
        while let Some(current) = seen.get(at).copied() {
            at += 1;
            for hop in self.importers(current, Layer::Server) {
                let module = self.module(hop.from);
                let serves = module.is_some_and(|module| module.shape.server);
                if serves && self.is_imported_by_client(hop.from) {
                    return Obstacle::ServerFunctions { module: hop.from };
                }
                if !seen.contains(&hop.from) {
                    seen.push(hop.from);
                }
            }
        }
        let importers: Vec<_> = self.importers(file, Layer::Server).into_iter().map(|hop| hop.from).collect();
        if importers.is_empty() { Obstacle::NotImported } else { Obstacle::NoClientImporter { importers } }
    }

    /// An `import type` of the file in a module that client code gets.
    fn types_taken(&self, file: FileId) -> Option<Hop> {
        let takers = self.project.sources.iter().filter(|source| {
            let leads = |specifier: &str| {
                self.project.resolve(source.id, specifier, Layer::Client) == crate::project::Resolution::File(file)
            };
            source.sketch.types.iter().any(|specifier| leads(specifier)) && self.client_reached(source.id)
        });
        let takers = self.by_path(takers.map(|source| source.id));
        takers.into_iter().find_map(|taker| self.erased_import(taker, &*self.module(taker)?, file))
    }

    /// Ids are given in no order: the same question has the same answer only by path.
    fn by_path(&self, files: impl Iterator<Item = FileId>) -> Vec<FileId> {
        let mut files: Vec<FileId> = files.collect();
        files.sort_by_cached_key(|file| self.project.files.path(*file));
        files
    }

    /// The first import of the file in a module that client code gets, which does not bring it along.
    fn hindered_import(&self, from: FileId, module: &edges::Module, to: FileId) -> Option<Obstacle> {
        let replaced =
            module.edges.iter().find(|edge| edge.server == Some(to) && edge.client.is_some_and(|client| client != to));
        if let Some(edge) = replaced {
            return Some(Obstacle::Replaced { hop: reach::hop(from, to, edge) });
        }
        let hop = self.erased_import(from, module, to)?;
        let imports = module.facts.imports.iter().enumerate();
        let of_hop = imports.into_iter().find(|(_, import)| import.specifier_span == hop.span)?;
        Some(match of_hop {
            (_, import) if import.kind == ImportKind::Url => Obstacle::AddressOnly { hop },
            (index, _) if module.facts.import_is_erased(index) => Obstacle::TypesOnly { hop },
            _ => Obstacle::NeverRun { hop },
        })
    }

    /// Who build the app by which client code gets the file, and who else could; `None` when another reason makes it uncertain
    /// what they leave.
    pub fn bundlers(&self, file: FileId) -> Option<(Bundler, Bundler)> {
        self.way(file).filter(|way| way.exact).map(|way| (way.bundler, way.bundler.rival()))
    }

    /// Whether the module's package says that unused it goes with whatever it does (`sideEffects`).
    pub fn drops_effects(&self, file: FileId) -> bool {
        self.module(file).is_some_and(|module| module.drops_effects)
    }

    fn erased_import(&self, from: FileId, module: &edges::Module, to: FileId) -> Option<Hop> {
        module.facts.imports.iter().find_map(|import| {
            let specifier = import.specifier.as_deref()?;
            let leads = self.project.resolve(from, specifier, Layer::Client) == crate::project::Resolution::File(to);
            leads.then(|| Hop { from, to, span: import.specifier_span, specifier: specifier.into() })
        })
    }
}
