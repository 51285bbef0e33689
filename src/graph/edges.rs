//! What a file imports by value, from its facts.

use std::sync::{Arc, PoisonError, RwLock};

use rustc_hash::FxHashMap;

use super::dead::{Compiler, Folds};
use super::maybe::is_built_as_client;
use super::shape::Shape;
use crate::project::{App, Bundlers, FileId, FileKind, Layer, Project, Resolution, html, markup};
use crate::syntax::ast::Kind;
use crate::syntax::facts::{Facts, Import, ImportKind};
use crate::text::Span;

/// One import by value that leads to a file of the project.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edge {
    /// Index in the importing file's [`Facts::imports`]; `None` for a `<script src>`.
    pub import: Option<u32>,
    /// As written, cooked; empty when it is no literal.
    pub specifier: Box<str>,
    /// The specifier's place, quotes included in code.
    pub span: Span,
    /// `None` where the layer's conditions lead elsewhere.
    pub client: Option<FileId>,
    pub server: Option<FileId>,
    /// A page's client build drops it.
    pub stripped: bool,
    /// It takes the file's text, which is no module: nothing of what that imports comes along.
    pub raw: bool,
    /// Who follow it into the browser's build.
    pub by: Bundlers,
}

impl Edge {
    pub const fn target(&self, layer: Layer) -> Option<FileId> {
        match layer {
            Layer::Client => self.client,
            Layer::Server => self.server,
        }
    }
}

/// A file with its facts read for the graph.
#[derive(Debug)]
pub struct Module {
    pub facts: Arc<Facts>,
    pub shape: Shape,
    pub edges: Vec<Edge>,
    /// Its package says that it has no effects that count (`sideEffects`): unused, it goes with them.
    pub drops_effects: bool,
}

impl Module {
    pub fn leads_to(&self, file: FileId) -> bool {
        self.edges.iter().any(|edge| edge.client == Some(file))
    }
}

/// Modules by the facts they were made from; outlives a snapshot as long as no file appears or goes.
#[derive(Debug, Default)]
pub struct Modules {
    known: RwLock<FxHashMap<FileId, Arc<Module>>>,
}

impl Modules {
    /// The module as it was last asked for.
    pub fn known(&self, file: FileId) -> Option<Arc<Module>> {
        self.known.read().unwrap_or_else(PoisonError::into_inner).get(&file).cloned()
    }

    /// `None` for a file that holds no code, or is gone.
    pub fn get(&self, project: &Project, file: FileId) -> Option<Arc<Module>> {
        let source = project.file(file)?;
        if !matches!(source.kind, FileKind::Script | FileKind::Html | FileKind::Markup) {
            return None;
        }
        let facts = source.facts();
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner).get(&file).cloned();
        if let Some(module) = known
            && Arc::ptr_eq(&module.facts, &facts)
        {
            return Some(module);
        }
        let mut shape = Shape::new(&facts, folds(project, file));
        shape.client |= is_built_as_client(project, source);
        if source.kind == FileKind::Markup {
            let text = source.text();
            let split = markup::is_split(source.path.as_str());
            shape.be_component(&facts, &text, split.then(|| markup::in_browser(&text)));
        }
        let mut edges = edges(project, file, &facts, &shape);
        if source.kind == FileKind::Html {
            edges.extend(scripts(project, file, &source.text()));
        }
        let package = project.package_of(&source.path);
        let drops_effects = package.is_some_and(|package| package.drops_effects(&source.path));
        let module = Arc::new(Module { facts, shape, edges, drops_effects });
        self.known.write().unwrap_or_else(PoisonError::into_inner).insert(file, Arc::clone(&module));
        Some(module)
    }
}

fn edges(project: &Project, file: FileId, facts: &Facts, shape: &Shape) -> Vec<Edge> {
    let mut edges = Vec::new();
    for (index, import) in facts.imports.iter().enumerate() {
        if import.kind == ImportKind::Url || facts.import_is_erased(index) {
            continue;
        }
        let part = shape.part_at(facts, import.span.start);
        let stripped = shape.strips() && part.is_some_and(|part| shape.is_stripped(part));
        // Vite builds a worker wherever it is named, before it knows what is run (builds by 8.3 and 7.3).
        let is_built = import.kind == ImportKind::Worker && shape.folds.import_meta;
        let by = if is_built { Bundlers::ALL } else { shape.followed_by(import.span.start) };
        let raw = takes_text(facts, import) || import.specifier.as_deref().is_some_and(is_raw);
        let mut push = |client: Option<FileId>, server: Option<FileId>| {
            let client = client.filter(|_| by != Bundlers::NONE);
            if client.is_some() || server.is_some() {
                edges.push(Edge {
                    import: Some(index as u32),
                    specifier: import.specifier.clone().unwrap_or_default(),
                    span: import.specifier_span,
                    client,
                    server,
                    stripped,
                    raw,
                    by,
                });
            }
        };
        match (&import.specifier, import.kind) {
            (_, ImportKind::Glob) | (None, _) => {
                let left_out = left_out(project, file, facts, import);
                let level = level(project, file, import);
                for target in project.matching(file, import) {
                    if left_out.contains(&target) || level.is_some_and(|level| level != depth(project, target)) {
                        continue;
                    }
                    push(Some(target), Some(target));
                }
            }
            (Some(specifier), _) => {
                let target = |layer| match project.resolve(file, specifier, layer) {
                    Resolution::File(id) => Some(id),
                    _ => None,
                };
                push(target(Layer::Client), target(Layer::Server));
            }
        }
    }
    edges
}

/// `./x.ts?raw`, `./x.ts?url` (Vite), `raw-loader!./x.ts` (webpack).
pub fn is_raw(specifier: &str) -> bool {
    let query = specifier.rsplit_once('?').map_or("", |(_, query)| query);
    query.split('&').any(is_text) || specifier.contains("raw-loader!")
}

/// Whether `import.meta.glob('./*.ts', { query: '?raw' })` takes texts; before Vite 5 said with `as`.
fn takes_text(facts: &Facts, import: &Import) -> bool {
    let ast = &facts.ast;
    let Some(call) = import.node.filter(|_| import.kind == ImportKind::Glob) else { return false };
    let Kind::Call { arguments, .. } = ast.kind(call) else { return false };
    let Some(options) = ast.list(arguments).get(1) else { return false };
    let Kind::Object { properties } = ast.kind(ast.unwrapped(*options)) else { return false };
    ast.list(properties).iter().any(|property| {
        let Kind::Property { value, .. } = ast.kind(*property) else { return false };
        let named = facts.static_property_name(*property).is_some_and(|name| matches!(name, "query" | "as"));
        named && facts.string(value).is_some_and(|query| is_text(query.trim_start_matches('?')))
    })
}

/// The queries by which Vite gives a file's text: as it is, or copied beside the code or into it.
fn is_text(query: &str) -> bool {
    matches!(query, "raw" | "url")
}

/// How deep the targets of Vite's template `import()` lie: an unknown part of it holds no slash, as elsewhere it may.
fn level(project: &Project, file: FileId, import: &Import) -> Option<usize> {
    let vite = project.builders(file).any(|app| app.framework.import_meta_env);
    let dynamic = import.specifier.is_none() && import.kind == ImportKind::Dynamic;
    let first = import.pattern.first()?;
    let slashes: usize = import.pattern.iter().map(|piece| piece.matches('/').count()).sum();
    let up = 2 * first.matches("../").count() + first.matches("./").count() - first.matches("../").count();
    (vite && dynamic).then(|| (depth(project, file) + slashes).saturating_sub(up))
}

fn depth(project: &Project, file: FileId) -> usize {
    project.file(file).map_or(0, |source| source.path.as_str().matches('/').count())
}

/// What the `!` patterns of the same `import.meta.glob` take out.
fn left_out(project: &Project, file: FileId, facts: &Facts, import: &Import) -> Vec<FileId> {
    if import.kind != ImportKind::Glob || import.node.is_none() {
        return Vec::new();
    }
    let beside = facts.imports.iter().filter(|other| other.kind == ImportKind::Glob && other.node == import.node);
    let patterns = beside.filter_map(|other| Some((other, other.specifier.as_deref()?.strip_prefix('!')?)));
    patterns
        .flat_map(|(other, pattern)| {
            let plain = Import { specifier: Some(pattern.into()), ..other.clone() };
            project.matching(file, &plain)
        })
        .collect()
}

/// What the builds that take the file fold: only what all agree on.
fn folds(project: &Project, file: FileId) -> Folds {
    let all = |fold: fn(&App) -> bool| {
        let mut builders = project.builders(file).peekable();
        builders.peek().is_some() && builders.all(fold)
    };
    let framework = project.builders(file).next().map(|app| app.framework);
    let extension = project.file(file).and_then(|file| file.path.extension());
    Folds {
        jsx: !matches!(extension, Some("ts" | "mts" | "cts")),
        window: all(App::is_next),
        import_meta: all(|app| app.framework.import_meta_env),
        server_exports: framework.map_or(&[], |framework| framework.stripped),
        server_calls: framework.map_or(&[], |framework| framework.server_calls),
        infers: project.builders(file).all(|app| !app.is_next() || !app.is_before(16, 2)),
        compiler: project.builders(file).map(Compiler::of).min().unwrap_or(Compiler::Newer),
    }
}

/// What the scripts of a page load by `src`.
fn scripts(project: &Project, file: FileId, text: &str) -> Vec<Edge> {
    let sources = html::scripts(text).into_iter().filter_map(|script| script.src);
    sources
        .filter_map(|span| {
            let specifier = span.of(text);
            let Resolution::File(target) = project.resolve(file, specifier, Layer::Client) else { return None };
            Some(Edge {
                import: None,
                specifier: specifier.into(),
                span,
                client: Some(target),
                server: None,
                stripped: false,
                raw: false,
                by: Bundlers::ALL,
            })
        })
        .collect()
}
