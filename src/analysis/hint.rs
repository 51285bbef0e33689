//! A word beside the code of a module that ships: by which way the browser gets it.

use camino::Utf8Path;

use super::{Snapshot, way};
use crate::graph::{Chain, Reached, RootKind};
use crate::project::FileId;
use crate::text::Span;

/// At the end of a line of the module.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hint {
    /// Bytes from the text's start.
    pub at: u32,
    /// What is to be read, in order; a place leads to the import.
    pub parts: Vec<(String, Option<(FileId, Span)>)>,
    /// More of it, as `staunch why` says it, in plain text.
    pub tooltip: String,
}

/// More modules than that are left out in the middle.
const NAMED: usize = 3;

/// `None` for what does not ship.
pub(super) fn hint(snapshot: &Snapshot, file: FileId) -> Option<Hint> {
    let reached = snapshot.graph().client(file).filter(|reached| reached.ships)?;
    let chain = snapshot.graph().chain(file)?;
    let at = place(snapshot, file)?;
    let parts = parts(snapshot, &chain, reached);
    Some(Hint { at, parts, tooltip: way::ways(snapshot, file) })
}

fn parts(snapshot: &Snapshot, chain: &Chain, reached: Reached) -> Vec<(String, Option<(FileId, Span)>)> {
    let perhaps = if reached.certain { "" } else { "perhaps " };
    let hops: Vec<_> = chain.via.iter().chain(&chain.hops).collect();
    let mut parts = vec![(format!("{perhaps}in the browser"), None)];
    if hops.is_empty() {
        parts[0].0.push_str(match chain.root_kind {
            RootKind::Page => " as a page",
            _ => " as an entry",
        });
        return parts;
    }
    parts[0].0.push_str(" via ");
    let left_out = hops.len().saturating_sub(NAMED);
    for (index, hop) in hops.iter().enumerate() {
        // The first and the last are the ones to act upon.
        if left_out > 0 && (1..=left_out).contains(&index) {
            if index == 1 {
                parts.push((format!(" → … {left_out} more"), None));
            }
            continue;
        }
        if index > 0 {
            parts.push((" → ".to_owned(), None));
        }
        parts.push((short(&snapshot.relative(hop.from)), Some((hop.from, hop.span))));
    }
    parts
}

/// A file's name, with its folder's where many files are called so: VS Code shows 43 characters of a hint.
fn short(relative: &str) -> String {
    let path = Utf8Path::new(relative);
    let Some(name) = path.file_name() else { return relative.to_owned() };
    let stem = name.split('.').next().unwrap_or(name);
    let common = ["page", "layout", "index", "route", "template"].contains(&stem) || stem.starts_with('+');
    match path.parent().and_then(Utf8Path::file_name).filter(|_| common) {
        Some(folder) => format!("{folder}/{name}"),
        None => name.to_owned(),
    }
}

/// The end of the line on which the module's directive, or else its first import or statement, ends.
fn place(snapshot: &Snapshot, file: FileId) -> Option<u32> {
    let source = snapshot.project().file(file)?;
    let facts = source.facts();
    let first = facts.ast.body.first().map(|node| facts.ast.span(*node));
    let directive = facts.directives.first().map(|directive| directive.span);
    let import = facts.imports.iter().map(|import| import.span).min_by_key(|span| span.start);
    let after = match (directive, import, first) {
        (Some(directive), ..) => directive.end,
        (None, Some(import), Some(first)) if import.start == first.start => import.end,
        (None, _, Some(first)) => first.start,
        (None, ..) => return None,
    };
    let text = source.text();
    let rest = &text.as_bytes()[after as usize..];
    let line = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len());
    Some(after + line as u32)
}
