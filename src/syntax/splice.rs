//! Puts a part that was lowered anew between what stands before and behind it.

use super::ast::{Ast, Kind, List, NodeId};
use super::facts::{Export, ExportName, ExportSource, Facts, Import, Imported, ImportedName};
use super::incremental::{Part, items, list_of};
use super::lower::{Lowered, function_directive, lower_part};
use super::shift::{Moved, Shift};
use crate::text::Span;

/// Everything as lowering the whole tree would give it; `None` if the part turned out otherwise than it looked.
pub(super) fn splice(before: &Facts, source: &str, part: &Part<'_>) -> Option<Lowered> {
    let old = &before.ast;
    let end = *old.marks.get(part.end)?;
    let gap = part.old_gap;
    let statements = Statements::of(before);

    let kept = statements.prefix(gap);
    let (imports_kept, exports_kept) = (kept.imports.len(), kept.exports.len());
    let prefix = Lowered {
        ast: prefix(old, part)?,
        imports: kept.imports,
        exports: kept.exports,
        comments: before.comments[..first_from(&before.comments, gap.start)].to_vec(),
        type_names: before.type_names[..first_from(&before.type_names, gap.start)].to_vec(),
    };
    let (mut out, new_items) = lower_part(part, source, before.grammar, prefix);
    if new_items.len() != part.count {
        return None;
    }

    let bindings_end = old.bindings.partition_point(|binding| binding.name.start < gap.end);
    let moved_lists = Moved::new(end.lists as usize, out.ast.lists.len());
    let shift = Shift {
        nodes: Moved::new(end.nodes as usize, out.ast.nodes.len()),
        scopes: Moved::new(end.scopes as usize, out.ast.scopes.len()),
        bindings: Moved::new(bindings_end, out.ast.bindings.len()),
        lists: moved_lists,
        own: list_of(old, part.block).map(|list| {
            let len = (part.kept_before + part.count + part.kept_behind) as u32;
            let start = moved_lists.apply(list.start);
            (list, if len == 0 { List::default() } else { List { start, len } })
        }),
        text: Moved { from: part.change.old.end + 1, by: part.change.new.end.wrapping_sub(part.change.old.end) },
    };

    let ast = &mut out.ast;
    ast.nodes.extend(old.nodes.get(end.nodes as usize..)?.iter().map(|node| shift.node(*node)));
    ast.scopes.extend(old.scopes.get(end.scopes as usize..)?.iter().map(|scope| shift.scope(*scope)));
    ast.bindings.extend(old.bindings[bindings_end..].iter().map(|binding| shift.binding(*binding)));
    ast.marks.extend(old.marks[part.end..].iter().map(|mark| shift.mark(*mark)));
    let cooked_end = old.cooked.partition_point(|(id, _)| id.index() < end.nodes as usize);
    ast.cooked.extend(old.cooked[cooked_end..].iter().map(|(id, text)| (shift.node_id(*id), text.clone())));
    lists(old, ast, part, &shift, &new_items)?;
    around(old, ast, part, &shift, source);

    let moved = |span: &Span| shift.span(*span);
    out.comments.extend(before.comments[first_from(&before.comments, gap.end)..].iter().map(moved));
    out.type_names.extend(before.type_names[first_from(&before.type_names, gap.end)..].iter().map(moved));
    // Of statements around the part; those before it stay where they are.
    for export in &mut out.exports[..exports_kept] {
        *export = move_export(*export, &shift, Moved { from: 0, by: 0 });
    }
    statements.suffix(gap, &shift, imports_kept, &mut out);
    Some(out)
}

/// The arenas up to the part.
fn prefix(old: &Ast, part: &Part<'_>) -> Option<Ast> {
    let begin = old.marks.get(part.begin)?;
    let bindings = old.bindings.partition_point(|binding| binding.name.start < part.old_gap.start);
    let cooked = old.cooked.partition_point(|(id, _)| id.index() < begin.nodes as usize);
    Some(Ast {
        nodes: with_room(&old.nodes, begin.nodes as usize)?,
        lists: with_room(&old.lists, begin.lists as usize)?,
        body: Vec::with_capacity(old.body.len() + part.count),
        scopes: with_room(&old.scopes, begin.scopes as usize)?,
        bindings: with_room(&old.bindings, bindings)?,
        cooked: with_room(&old.cooked, cooked)?,
        marks: with_room(&old.marks, part.begin)?,
        broken: false,
    })
}

/// The first `len` of all, with room for the rest.
fn with_room<T: Clone>(all: &[T], len: usize) -> Option<Vec<T>> {
    let mut kept = Vec::with_capacity(all.len() + 64);
    kept.extend_from_slice(all.get(..len)?);
    Some(kept)
}

/// The lists behind the part, the one that holds its statements among them.
fn lists(old: &Ast, ast: &mut Ast, part: &Part<'_>, shift: &Shift, new_items: &[NodeId]) -> Option<()> {
    let old_items = items(old, part.block);
    let moved = |id: &NodeId| shift.node_id(*id);
    let own = old_items[..part.kept_before]
        .iter()
        .copied()
        .chain(new_items.iter().copied())
        .chain(old_items[old_items.len() - part.kept_behind..].iter().map(moved));
    let first = old.marks.get(part.end)?.lists as usize;
    if let Some(list) = list_of(old, part.block) {
        let start = list.start as usize;
        ast.lists.extend(old.lists.get(first..start)?.iter().map(moved));
        ast.lists.extend(own);
        ast.lists.extend(old.lists.get(start + list.len as usize..)?.iter().map(moved));
        ast.body.extend(old.body.iter().map(moved));
    } else {
        ast.lists.extend(old.lists.get(first..)?.iter().map(moved));
        ast.body.extend(own);
    }
    Some(())
}

/// The nodes around the part, which stand before it, but end and have children behind it.
fn around(old: &Ast, ast: &mut Ast, part: &Part<'_>, shift: &Shift, source: &str) {
    let Some(block) = part.block else { return };
    for id in std::iter::once(block).chain(old.ancestors(block)) {
        if let Some(node) = ast.nodes.get_mut(id.index()) {
            *node = shift.node(old.node(id));
        }
    }
    let Some(function) = ast.parent(block) else { return };
    let directive = function_directive(ast, block, source);
    if let Some(Kind::Function(function)) = ast.nodes.get_mut(function.index()).map(|node| &mut node.kind) {
        function.directive = directive;
    }
}

fn first_from(spans: &[Span], place: u32) -> usize {
    spans.partition_point(|span| span.start < place)
}

/// What import and export statements gave: the tables without what is found in the tree.
struct Statements<'f> {
    facts: &'f Facts,
    /// For each import its index among those of statements.
    index: Vec<u32>,
}

#[derive(Default)]
struct Kept {
    imports: Vec<Import>,
    exports: Vec<Export>,
}

impl<'f> Statements<'f> {
    fn of(facts: &'f Facts) -> Self {
        let mut count = 0;
        let index = facts.imports.iter().map(|import| {
            let index = count;
            count += u32::from(import.node.is_none());
            index
        });
        Self { index: index.collect(), facts }
    }

    fn imports(&self) -> impl Iterator<Item = &'f Import> {
        self.facts.imports.iter().filter(|import| import.node.is_none())
    }

    /// With imports numbered among those of statements.
    fn exports(&self) -> impl Iterator<Item = Export> {
        let ast = &self.facts.ast;
        let is_assigned = |export: &&Export| match export.source {
            ExportSource::CommonJs(id) => {
                ast.parent(id).is_some_and(|parent| matches!(ast.kind(parent), Kind::Assign { .. }))
            }
            _ => false,
        };
        self.facts.exports.iter().filter(move |export| !is_assigned(export)).map(|export| {
            let mut export = *export;
            if let ExportSource::From { import, .. } = &mut export.source {
                *import = self.index.get(*import as usize).copied().unwrap_or_default();
            }
            export
        })
    }

    fn prefix(&self, gap: Span) -> Kept {
        Kept {
            imports: self.imports().take_while(|import| import.span.start < gap.start).cloned().collect(),
            exports: self.exports().take_while(|export| export.span.start < gap.start).collect(),
        }
    }

    fn suffix(&self, gap: Span, shift: &Shift, imports_before: usize, out: &mut Lowered) {
        let behind = |import: &&Import| import.span.start >= gap.end;
        let dropped = self.imports().skip(imports_before).take_while(|import| !behind(import)).count();
        let moved = Moved::new(imports_before + dropped, out.imports.len());
        let exports = self.exports().filter(|export| export.span.start >= gap.end);
        out.exports.extend(exports.map(|export| move_export(export, shift, moved)));
        out.imports.extend(self.imports().filter(behind).map(|import| move_import(import, shift)));
    }
}

fn move_imported(imported: Imported, shift: &Shift) -> Imported {
    match imported {
        Imported::Name(name) => Imported::Name(shift.span(name)),
        Imported::Default | Imported::Namespace => imported,
    }
}

fn move_import(import: &Import, shift: &Shift) -> Import {
    let name = |name: &ImportedName| ImportedName {
        imported: move_imported(name.imported, shift),
        local: shift.span(name.local),
        type_only: name.type_only,
    };
    Import {
        specifier_span: shift.span(import.specifier_span),
        span: shift.span(import.span),
        names: import.names.iter().map(name).collect(),
        ..import.clone()
    }
}

fn move_export(export: Export, shift: &Shift, imports: Moved) -> Export {
    Export {
        name: match export.name {
            ExportName::Name(name) => ExportName::Name(shift.span(name)),
            ExportName::Default | ExportName::All => export.name,
        },
        source: match export.source {
            ExportSource::Local(name) => ExportSource::Local(shift.span(name)),
            ExportSource::Expression(id) => ExportSource::Expression(shift.node_id(id)),
            ExportSource::CommonJs(id) => ExportSource::CommonJs(shift.node_id(id)),
            ExportSource::From { import, imported } => {
                ExportSource::From { import: imports.apply(import), imported: move_imported(imported, shift) }
            }
        },
        type_only: export.type_only,
        span: shift.span(export.span),
    }
}
