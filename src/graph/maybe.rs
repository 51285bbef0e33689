//! The first tier: what could be reached at most, from the sketches alone. A *no* from here is final.

use std::collections::VecDeque;

use super::RootKind;
use super::reach::Goal;
use super::roots::Routes;
use crate::project::{App, FileId, FileKind, Layer, Project, SourceFile, is_below};

/// A superset of the import graph and of what the roots reach in it.
#[derive(Debug)]
pub struct Maybe {
    /// By file: who may import it.
    importers: Vec<Vec<FileId>>,
    /// By file: what it is to its framework.
    roots: Vec<Option<RootKind>>,
    /// By file: how many imports are at least between a root and it. Of client code: entries and `'use client'` files.
    client: Vec<Option<u32>>,
    /// Pages of the pages router.
    pages: Vec<Option<u32>>,
    server: Vec<Option<u32>>,
}

impl Maybe {
    pub fn new(project: &Project) -> Self {
        let size = project.sources.iter().map(|file| file.id.index() + 1).max().unwrap_or(0);
        let routes = Routes::new(project);
        let mut maybe = Self {
            importers: vec![Vec::new(); size],
            roots: vec![None; size],
            client: Vec::new(),
            pages: Vec::new(),
            server: Vec::new(),
        };
        let mut forward: Vec<Vec<FileId>> = vec![Vec::new(); size];
        for file in project.sources.iter() {
            maybe.roots[file.id.index()] =
                project.app_of(file.id).and_then(|app| routes.kind(app, file.kind, &file.path));
            let Some(targets) = project.targets(file.id) else { continue };
            for target in targets.files() {
                if let Some(importers) = maybe.importers.get_mut(target.index())
                    && target != file.id
                    && importers.last() != Some(&file.id)
                {
                    importers.push(file.id);
                    forward[file.id.index()].push(target);
                }
            }
        }
        for file in project.sources.iter() {
            let index = file.id.index();
            let is_free = maybe.roots[index].is_none() && maybe.importers[index].is_empty();
            if let Some(app) = project.app_of(file.id).filter(|_| is_free) {
                maybe.roots[index] = Routes::hosted(app, file.kind, &file.path);
            }
        }
        let roots = |is_root: fn(RootKind) -> bool| {
            let kinds = maybe.roots.iter().enumerate();
            kinds.filter(move |(_, kind)| kind.is_some_and(is_root)).map(|(index, _)| FileId(index as u32))
        };
        let on_server = |kind| runs_in(kind, Layer::Server);
        let server = spread(&forward, roots(on_server), &|_| false);
        let boundaries = project.sources.iter().filter(|file| {
            server[file.id.index()].is_some() && file.kind == FileKind::Script && may_be_boundary(project, file)
        });
        // Of server functions client code gets references, and nothing of what they import.
        let ends = |file: FileId| {
            project.file(file).is_some_and(|source| source.sketch.is_server_functions)
                && project.builders(file).all(knows_directives)
        };
        let is_entry = |kind: RootKind| kind.layer() == Layer::Client && kind != RootKind::Page;
        let client = spread(&forward, roots(is_entry).chain(boundaries.map(|file| file.id)), &ends);
        // A page of the pages router takes server functions along.
        let pages = spread(&forward, roots(|kind| kind == RootKind::Page), &|_| false);
        // What client code calls by reference runs on the server.
        let actions = project.sources.iter().filter(|file| {
            let index = file.id.index();
            let by_client = client[index].is_some() || pages[index].is_some();
            by_client && file.kind == FileKind::Script && file.sketch.may_use_server
        });
        let server = spread(&forward, roots(on_server).chain(actions.map(|file| file.id)), &|_| false);
        maybe.client = client;
        maybe.pages = pages;
        maybe.server = server;
        maybe
    }

    pub fn root(&self, file: FileId) -> Option<RootKind> {
        self.roots.get(file.index()).copied().flatten()
    }

    /// How many imports are at least between a root of the layer and the file; `None`: no root reaches it.
    pub fn level(&self, file: FileId, layer: Layer) -> Option<u32> {
        match layer {
            Layer::Client => [Goal::Client, Goal::Page].into_iter().filter_map(|goal| self.level_to(file, goal)).min(),
            Layer::Server => self.level_to(file, Goal::Server),
        }
    }

    /// As [`level`](Self::level), of the roots that a search for the goal may end at.
    pub fn level_to(&self, file: FileId, goal: Goal) -> Option<u32> {
        let levels = match goal {
            Goal::Client | Goal::ClientMaybe => &self.client,
            Goal::Page => &self.pages,
            Goal::Rendered | Goal::RenderedMaybe | Goal::Server => &self.server,
        };
        levels.get(file.index()).copied().flatten()
    }

    /// Who may import the file, in any layer.
    pub fn importers(&self, file: FileId) -> &[FileId] {
        self.importers.get(file.index()).map_or(&[], Vec::as_slice)
    }
}

/// Whether the file may be a client file, by its own word or by its package's build.
pub fn may_be_boundary(project: &Project, file: &SourceFile) -> bool {
    file.sketch.may_use_client || is_built_as_client(project, file)
}

pub fn is_built_as_client(project: &Project, file: &SourceFile) -> bool {
    project.client_packages().any(|package| is_below(&package.root, &file.path))
}

/// Whether `'use client'` and `'use server'` mean something where the app is built.
pub fn knows_directives(app: &App) -> bool {
    app.framework.server_components || app.app_dir.is_some()
}

/// Pages run in both layers, everything else in its own.
pub fn runs_in(kind: RootKind, layer: Layer) -> bool {
    kind.layer() == layer || kind == RootKind::Page
}

/// By file, how many imports lead to it; `ends` are reached but lead nowhere.
fn spread(
    forward: &[Vec<FileId>],
    roots: impl Iterator<Item = FileId>,
    ends: &dyn Fn(FileId) -> bool,
) -> Vec<Option<u32>> {
    let mut levels = vec![None; forward.len()];
    let mut queue: VecDeque<(FileId, u32)> = roots.map(|root| (root, 0)).collect();
    while let Some((file, level)) = queue.pop_front() {
        if levels[file.index()].is_none() {
            levels[file.index()] = Some(level);
            if !ends(file) {
                queue.extend(forward[file.index()].iter().map(|target| (*target, level + 1)));
            }
        }
    }
    levels
}
