//! **graph**: modules per layer, their edges, what the browser reaches and by which chain.
//!
//! Promises: a *no* from the sketch graph is final; a *maybe* is confirmed with facts along the candidate chain only.
//! Never: knows secrets or values.

use std::sync::Arc;

use crate::project::{FileId, Layer, Project};
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
    /// Something of it is in the built output; otherwise it is reached, but dropped as pure and unused.
    pub ships: bool,
    /// `false` where bundlers differ or it depends on the build.
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
    /// Only what a page strips for the browser (`getServerSideProps` …) uses it.
    Stripped { hop: Hop },
    /// It is reached, but pure and unused: the bundler drops it.
    Shaken,
}

/// Modules, edges and reach of one project snapshot. Cheap to clone; answers are worked out when asked for.
#[derive(Clone, Debug)]
pub struct Graph {
    project: Arc<Project>,
}

impl Graph {
    pub const fn new(project: Arc<Project>) -> Self {
        Self { project }
    }

    /// The graph of the next snapshot; keeps what `changed` leaves valid.
    #[must_use]
    pub fn update(&self, project: Arc<Project>, changed: &[FileId]) -> Self {
        let _ = changed;
        Self { project }
    }

    pub const fn project(&self) -> &Arc<Project> {
        &self.project
    }

    /// Whether client code gets the module; `None` is final.
    pub fn client(&self, file: FileId) -> Option<Reached> {
        let _ = file;
        None
    }

    /// Whether a server entry reaches the module, on the server's side.
    pub fn server(&self, file: FileId) -> bool {
        let _ = file;
        false
    }

    pub fn chain(&self, file: FileId) -> Option<Chain> {
        let _ = file;
        None
    }

    /// Who imports the module by value in that layer, sorted by path.
    pub fn importers(&self, file: FileId, layer: Layer) -> Vec<Hop> {
        let _ = (file, layer);
        Vec::new()
    }

    /// Sorted by path.
    pub fn roots(&self) -> Vec<Root> {
        Vec::new()
    }

    /// Every source module, sorted by path.
    pub fn modules(&self) -> Vec<Module> {
        Vec::new()
    }

    pub fn obstacle(&self, file: FileId) -> Obstacle {
        let _ = file;
        Obstacle::NotImported
    }
}
