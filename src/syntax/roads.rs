//! Imports that are expressions: `import()`, `require()`, `new URL(…, import.meta.url)`, workers, globs.

use super::ast::{Kind, List, NodeId};
use super::facts::{ExportSource, Facts, Import, ImportKind, Imported, ImportedName};
use super::sketch::{is_called, is_member, literal};
use crate::text::Span;

/// Adds them to the imports of statements, in the order of the source.
pub(super) fn add(facts: &mut Facts) {
    let mut roads = Vec::new();
    let called = |place| is_called(&facts.source, place);
    for id in facts.ast.ids() {
        match facts.ast.kind(id) {
            Kind::ImportCall { arguments } if called(keyword(facts, id)) && !is_ignored(facts, id) => {
                roads.extend(road(facts, id, ImportKind::Dynamic, arguments));
            }
            Kind::Call { callee, arguments, .. } => match facts.ast.kind(callee) {
                Kind::Ident
                    if facts.is_global(callee, "require")
                        && called(facts.ast.span(callee))
                        && !is_ignored(facts, id) =>
                {
                    roads.extend(road(facts, id, ImportKind::Require, arguments));
                }
                Kind::Member { object, .. } => {
                    let place = facts.ast.span(object);
                    if facts.is_global(object, "require") && is_member(&facts.source, place, &["context"]) {
                        roads.extend(road(facts, id, ImportKind::Glob, arguments));
                    } else if facts.ast.kind(object) == Kind::ImportMeta
                        && is_member(&facts.source, place, &["glob", "globEager"])
                    {
                        globs(facts, id, arguments, &mut roads);
                    }
                }
                _ => {}
            },
            Kind::New { callee, arguments }
                if facts.is_global(callee, "URL")
                    && called(facts.ast.span(callee))
                    && based_on_module(facts, arguments)
                    && !is_ignored(facts, id) =>
            {
                let kind = if is_worker(facts, id) { ImportKind::Worker } else { ImportKind::Url };
                roads.extend(road(facts, id, kind, arguments));
            }
            _ => {}
        }
    }
    merge(facts, roads);
}

/// The `import` of `import()`.
fn keyword(facts: &Facts, call: NodeId) -> Span {
    let start = facts.ast.span(call).start;
    Span::new(start, start + "import".len() as u32)
}

fn merge(facts: &mut Facts, roads: Vec<Import>) {
    if roads.is_empty() {
        return;
    }
    let statements = std::mem::take(&mut facts.imports);
    let mut moved = Vec::with_capacity(statements.len());
    let mut roads = roads.into_iter().peekable();
    for import in statements {
        while let Some(road) = roads.next_if(|road| road.span.start < import.span.start) {
            facts.imports.push(road);
        }
        moved.push(facts.imports.len() as u32);
        facts.imports.push(import);
    }
    facts.imports.extend(roads);
    for export in &mut facts.exports {
        if let ExportSource::From { import, .. } = &mut export.source {
            *import = moved.get(*import as usize).copied().unwrap_or(*import);
        }
    }
}

fn road(facts: &Facts, id: NodeId, kind: ImportKind, arguments: List) -> Option<Import> {
    let argument = *facts.ast.list(arguments).first()?;
    Some(import(facts, id, kind, argument))
}

fn import(facts: &Facts, id: NodeId, kind: ImportKind, argument: NodeId) -> Import {
    // A call that is not finished reads as parentheses with a sequence inside.
    let argument = match facts.ast.kind(facts.ast.unwrapped(argument)) {
        Kind::Sequence { expressions } => facts.ast.list(expressions).first().copied().unwrap_or(argument),
        _ => argument,
    };
    let argument = facts.ast.unwrapped(argument);
    let specifier = facts.string(argument).and_then(|_| literal(&facts.source, facts.ast.span(argument)));
    Import {
        kind,
        pattern: if specifier.is_some() { Vec::new() } else { pattern(facts, argument) },
        specifier,
        specifier_span: facts.ast.span(argument),
        span: facts.ast.span(id),
        type_only: false,
        names: taken(facts, id, kind),
        node: Some(id),
    }
}

/// The literal pieces of a template or concatenation, an unknown part between each two.
fn pattern(facts: &Facts, argument: NodeId) -> Vec<Box<str>> {
    let mut pieces = vec![String::new()];
    collect(facts, argument, &mut pieces);
    if pieces.iter().all(String::is_empty) {
        return Vec::new();
    }
    pieces.into_iter().map(String::into_boxed_str).collect()
}

fn collect(facts: &Facts, id: NodeId, pieces: &mut Vec<String>) {
    let id = facts.ast.unwrapped(id);
    if let Some(text) = facts.string(id) {
        if let Some(last) = pieces.last_mut() {
            last.push_str(text);
        }
        return;
    }
    match facts.ast.kind(id) {
        Kind::Template { parts } => {
            for part in facts.ast.list(parts) {
                collect(facts, *part, pieces);
            }
        }
        Kind::Binary { operator, left, right } if operator.of(&facts.source) == "+" => {
            collect(facts, left, pieces);
            collect(facts, right, pieces);
        }
        // Two unknown parts side by side are one.
        _ if pieces.len() > 1 && pieces.last().is_some_and(String::is_empty) => {}
        _ => pieces.push(String::new()),
    }
}

/// One import a pattern of `import.meta.glob('./a')` or `glob(['./a', '!./b'])`.
fn globs(facts: &Facts, id: NodeId, arguments: List, roads: &mut Vec<Import>) {
    let Some(first) = facts.ast.list(arguments).first() else { return };
    match facts.ast.kind(facts.ast.unwrapped(*first)) {
        Kind::Array { items } => {
            let patterns = facts.ast.list(items).iter();
            roads.extend(patterns.map(|pattern| import(facts, id, ImportKind::Glob, *pattern)));
        }
        _ => roads.push(import(facts, id, ImportKind::Glob, *first)),
    }
}

/// `import.meta.url` as the second argument.
fn based_on_module(facts: &Facts, arguments: List) -> bool {
    let Some(base) = facts.ast.list(arguments).get(1) else { return false };
    match facts.ast.kind(facts.ast.unwrapped(*base)) {
        Kind::Member { object, property, .. } => {
            property.of(&facts.source) == "url" && facts.ast.kind(object) == Kind::ImportMeta
        }
        _ => false,
    }
}

fn is_worker(facts: &Facts, url: NodeId) -> bool {
    let Some(parent) = facts.ast.parent(facts.ast.wrapped(url)) else { return false };
    match facts.ast.kind(parent) {
        Kind::New { callee, .. } => facts.is_global(callee, "Worker") || facts.is_global(callee, "SharedWorker"),
        Kind::Call { callee, .. } => facts.text(callee) == "navigator.serviceWorker.register",
        _ => false,
    }
}

/// A comment within the call that tells the bundler to leave it alone.
fn is_ignored(facts: &Facts, id: NodeId) -> bool {
    let span = facts.ast.span(id);
    let first = facts.comments.partition_point(|comment| comment.start < span.start);
    facts.comments[first..].iter().take_while(|comment| comment.end <= span.end).any(|comment| {
        let text = comment.of(&facts.source);
        text.contains("@vite-ignore") || ["webpackIgnore", "turbopackIgnore"].iter().any(|name| is_set(text, name))
    })
}

/// `name: true` in a magic comment.
fn is_set(comment: &str, name: &str) -> bool {
    let value = comment.split_once(name).and_then(|(_, value)| value.trim_start().strip_prefix(':'));
    value.is_some_and(|value| value.trim_start().starts_with("true"))
}

/// What of the module `import()` or `require()` takes.
fn taken(facts: &Facts, id: NodeId, kind: ImportKind) -> Vec<ImportedName> {
    let ast = &facts.ast;
    if kind == ImportKind::Glob {
        return picked(facts, id).into_iter().collect();
    }
    if !matches!(kind, ImportKind::Dynamic | ImportKind::Require) {
        return Vec::new();
    }
    let whole = |local| vec![ImportedName { imported: Imported::Namespace, local, type_only: false }];
    let mut value = ast.wrapped(id);
    let Some(mut parent) = ast.parent(value) else { return whole(ast.span(id)) };
    if kind == ImportKind::Dynamic {
        if let Kind::Await { .. } = ast.kind(parent) {
            value = ast.wrapped(parent);
            parent = match ast.parent(value) {
                Some(parent) => parent,
                None => return whole(ast.span(id)),
            };
        } else if !matches!(ast.kind(parent), Kind::Expression { .. }) {
            // The promise goes its way.
            return whole(ast.span(id));
        }
    }
    match ast.kind(parent) {
        Kind::Expression { .. } => Vec::new(),
        Kind::Declarator { target, init, .. } if init == Some(value) => match ast.kind(target) {
            Kind::ObjectPattern { properties } => {
                destructured(facts, ast.list(properties)).unwrap_or_else(|| whole(ast.span(id)))
            }
            _ => whole(ast.span(target)),
        },
        Kind::Member { property, .. } => {
            vec![ImportedName { imported: imported(facts, property), local: property, type_only: false }]
        }
        _ => whole(ast.span(id)),
    }
}

/// The one export that `import.meta.glob(…, { import: 'name' })` takes of each.
fn picked(facts: &Facts, id: NodeId) -> Option<ImportedName> {
    let ast = &facts.ast;
    let Kind::Call { arguments, .. } = ast.kind(id) else { return None };
    let Kind::Object { properties } = ast.kind(ast.unwrapped(*ast.list(arguments).get(1)?)) else { return None };
    let named = |property: &&NodeId| facts.static_property_name(**property) == Some("import");
    let Kind::Property { value, .. } = ast.kind(*ast.list(properties).iter().find(named)?) else { return None };
    let name = facts.string(value).filter(|name| *name != "*")?;
    let local = ast.span(value);
    let imported = if name == "default" { Imported::Default } else { Imported::Name(local) };
    Some(ImportedName { imported, local, type_only: false })
}

fn imported(facts: &Facts, name: Span) -> Imported {
    if name.of(&facts.source) == "default" { Imported::Default } else { Imported::Name(name) }
}

/// The names of `{ a, b: c = 1 }`; `None` where the pattern takes what it does not name.
fn destructured(facts: &Facts, properties: &[NodeId]) -> Option<Vec<ImportedName>> {
    let name = |property: &NodeId| match facts.ast.kind(*property) {
        Kind::Property { key, value, computed: false, .. } => {
            let key = super::commonjs::unquoted(facts, key);
            let local = facts.ast.span(value);
            Some(ImportedName { imported: imported(facts, key), local, type_only: false })
        }
        _ => None,
    };
    properties.iter().map(name).collect()
}
