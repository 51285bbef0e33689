//! After an edit: the statements it touched are lowered anew, the rest is moved.
//!
//! The smallest list of statements around the edit is found (a function's body, a block, else the module). In it the
//! statements before and behind the edit keep their nodes; only places and ids behind it move.

use tree_sitter::{Node, Tree};

use super::ast::{Ast, Kind, List, NodeId, ScopeId, ScopeKind};
use super::facts::Facts;
use super::language::{Symbol, Vocabulary};
use super::lower::Lowered;
use super::splice::splice;
use crate::text::Span;

/// The bytes whose tree may be another one now: `old` in the text before, `new` in the text after. Both begin at one place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Change {
    pub old: Span,
    pub new: Span,
}

impl Change {
    /// Where a place behind the change was before.
    fn before(self, place: u32) -> Option<u32> {
        place.checked_sub(self.new.end)?.checked_add(self.old.end)
    }
}

/// Deeper lists are not looked for: near the depth guard a part would be lowered otherwise than as part of the whole.
const DEEPEST: usize = 100;

/// What lowering the whole tree would give; `None` when the edit has to be answered by that.
pub(super) fn lower(before: &Facts, tree: &Tree, source: &str, change: Change) -> Option<Lowered> {
    if before.ast.broken || tree.root_node().is_error() {
        return None;
    }
    let vocabulary = before.grammar.vocabulary();
    let around = blocks_around(tree, vocabulary, change.new);
    let block = around.into_iter().rev().find_map(|node| Part::of_block(before, vocabulary, node, change));
    let part = match block {
        Some(part) => part,
        None => Part::new(before, vocabulary, tree.root_node(), change, None)?,
    };
    splice(before, source, &part)
}

/// The blocks that hold the place within their braces, outermost first.
fn blocks_around<'t>(tree: &'t Tree, vocabulary: &Vocabulary, place: Span) -> Vec<Node<'t>> {
    let mut blocks = Vec::new();
    let mut cursor = tree.walk();
    while cursor.goto_first_child_for_byte(place.start as usize).is_some() {
        let node = cursor.node();
        if place.start as usize <= node.start_byte() || node.end_byte() <= place.end as usize {
            break;
        }
        if vocabulary.symbol(node.kind_id()) == Symbol::StatementBlock {
            blocks.push(node);
        }
    }
    blocks
}

/// A run of statements within one list, before and after the edit.
pub(super) struct Part<'t> {
    pub change: Change,
    /// The list's node in the new tree.
    pub node: Node<'t>,
    /// The block whose list it is; `None` for the module.
    pub block: Option<NodeId>,
    pub scope: ScopeId,
    pub hoist: ScopeId,
    pub depth: usize,
    /// Statements of the list before and behind the part.
    pub kept_before: usize,
    pub kept_behind: usize,
    /// From the end of the statement before to the start of the one behind, in the old text and in the new one.
    pub old_gap: Span,
    pub new_gap: Span,
    /// Where the part begins and ends in the arenas: indexes of marks.
    pub begin: usize,
    pub end: usize,
    /// How many statements lowering it must give.
    pub count: usize,
}

impl<'t> Part<'t> {
    fn of_block(before: &Facts, vocabulary: &Vocabulary, node: Node<'t>, change: Change) -> Option<Self> {
        let ast = &before.ast;
        let place = Span::new(node.start_byte() as u32, change.before(node.end_byte() as u32)?);
        let first = ast.nodes.partition_point(|node| node.span.start < place.start);
        let block = (first..ast.nodes.len())
            .map(NodeId::new)
            .take_while(|id| ast.span(*id).start == place.start)
            .find(|id| ast.span(*id) == place && matches!(ast.kind(*id), Kind::Block { .. }))?;
        Self::new(before, vocabulary, node, change, Some(block))
    }

    fn new(
        before: &Facts,
        vocabulary: &Vocabulary,
        node: Node<'t>,
        change: Change,
        block: Option<NodeId>,
    ) -> Option<Self> {
        let ast = &before.ast;
        let old = items(ast, block);
        let new = statements(vocabulary, node)?;
        let kept_before = old
            .iter()
            .zip(&new)
            .take_while(|(old, new)| new.end < change.new.start && ast.span(**old) == **new)
            .count();
        let rest = old.len().min(new.len()) - kept_before;
        let same_behind = |(old, new): &(&NodeId, &Span)| {
            let was = change.before(new.start).zip(change.before(new.end));
            let span = ast.span(**old);
            new.start > change.new.end && was == Some((span.start, span.end))
        };
        let kept_behind = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(same_behind).count();

        let (first, behind) = (old.get(kept_before).copied(), old.get(old.len() - kept_behind).copied());
        let edges = match block {
            Some(block) => ast.span(block),
            None => Span::new(0, before.source.len() as u32),
        };
        let gap_start = kept_before.checked_sub(1).map_or(edges.start, |last| ast.span(old[last]).end);
        let gap_end = behind.map_or(edges.end, |id| ast.span(id).start);
        let scope = match block {
            Some(_) => ast.node(*old.first()?).scope,
            None => ScopeId::MODULE,
        };
        let mark_of = |item: Option<NodeId>| match (item, block) {
            (Some(item), _) => start_mark(ast, item),
            (None, Some(_)) => ast.marks.iter().rposition(|mark| mark.owner == block),
            (None, None) => ast.marks.len().checked_sub(1),
        };
        Some(Self {
            change,
            node,
            block,
            scope,
            hoist: hoist(ast, scope),
            depth: depth(ast, block)?,
            kept_before,
            kept_behind,
            old_gap: Span::new(gap_start, gap_end),
            new_gap: Span::new(gap_start, gap_end - change.old.end + change.new.end),
            begin: mark_of(first)?,
            end: mark_of(behind)?,
            count: new.len() - kept_before - kept_behind,
        })
    }
}

/// The statements of a block, or of the module.
pub(super) fn items(ast: &Ast, block: Option<NodeId>) -> &[NodeId] {
    match block.map(|block| ast.kind(block)) {
        Some(Kind::Block { body }) => ast.list(body),
        Some(_) => &[],
        None => &ast.body,
    }
}

fn start_mark(ast: &Ast, item: NodeId) -> Option<usize> {
    let after = ast.marks.partition_point(|mark| mark.nodes as usize <= item.index());
    ast.marks[..after].iter().rposition(|mark| mark.owner.is_none() && mark.nodes as usize == item.index())
}

/// The list of a block; `None` for the module.
pub(super) fn list_of(ast: &Ast, block: Option<NodeId>) -> Option<List> {
    match ast.kind(block?) {
        Kind::Block { body } => Some(body),
        _ => None,
    }
}

/// The places of the statements below a node; `None` where something else is among them, which has no one node in the tree.
fn statements(vocabulary: &Vocabulary, list: Node<'_>) -> Option<Vec<Span>> {
    let mut cursor = list.walk();
    let mut found = Vec::new();
    let mut more = cursor.goto_first_child();
    while more {
        let node = cursor.node();
        let symbol = vocabulary.symbol(node.kind_id());
        if symbol.is_statement() || symbol == Symbol::Error {
            found.push(Span::new(node.start_byte() as u32, node.end_byte() as u32));
        } else if !node.is_extra() && symbol != Symbol::HashBang && !matches!(node.kind(), "{" | "}") {
            return None;
        }
        more = cursor.goto_next_sibling();
    }
    Some(found)
}

/// The scope that `var` lands in.
fn hoist(ast: &Ast, mut id: ScopeId) -> ScopeId {
    while let Some(scope) = ast.scopes.get(id.index()) {
        let Some(parent) = scope.parent else { break };
        let of_class = |node: NodeId| ast.parent(node).is_some_and(|parent| matches!(ast.kind(parent), Kind::Class(_)));
        let static_block = scope.kind == ScopeKind::Block && scope.node.is_some_and(of_class);
        if static_block || matches!(scope.kind, ScopeKind::Function | ScopeKind::Namespace) {
            break;
        }
        id = parent;
    }
    id
}

/// Ancestors of the list's statements; `None` where they are too many, or broken code is among them.
fn depth(ast: &Ast, block: Option<NodeId>) -> Option<usize> {
    let Some(block) = block else { return Some(0) };
    let mut depth = 1;
    for id in ast.ancestors(block) {
        depth += 1;
        if depth > DEEPEST || matches!(ast.kind(id), Kind::Error { .. }) {
            return None;
        }
    }
    Some(depth)
}
