//! tree-sitter's tree → [`Ast`], and the tables that only the concrete tree can tell.
//!
//! One walk with one cursor visits every node once, in the order of the source; node kinds are matched as [`Symbol`]s.
//! Recursion is bounded: below [`MAX_DEPTH`] ancestors a subtree becomes an `Error` that holds its names and literals.

mod classes;
mod errors;
mod expressions;
mod functions;
mod jsx;
mod modules;
mod patterns;
mod statements;
mod strings;
mod types;

use tree_sitter::{Tree, TreeCursor};

use super::ast::{
    Ast, Binding, BindingId, BindingKind, Kind, List, MAX_DEPTH, Mark, Node, NodeId, Scope, ScopeId, ScopeKind,
};
use super::facts::{Export, Grammar, Import};
use super::incremental::Part;
use super::language::{Field, Symbol, Vocabulary};
use crate::text::Span;

pub(super) use errors::errors;
pub(super) use functions::{function_directive, is_use_cache};
pub(super) use strings::cook;

/// What the walk finds. `imports` are those of statements; roads in expressions are found in the [`Ast`].
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Lowered {
    pub ast: Ast,
    pub imports: Vec<Import>,
    pub exports: Vec<Export>,
    pub comments: Vec<Span>,
    pub type_names: Vec<Span>,
}

impl Lowered {
    /// Of an empty text.
    pub(super) fn empty() -> Self {
        let mut lowered = Self::default();
        lowered.ast.scopes.push(Scope { parent: None, kind: ScopeKind::Module, node: None });
        lowered
    }
}

/// Lowers a whole tree of `source`.
pub(super) fn lower(tree: &Tree, source: &str, grammar: Grammar) -> Lowered {
    let mut lowerer = Lowerer::new(tree, source, grammar);
    lowerer.out.ast.broken = lowerer.symbol() == Symbol::Error;
    lowerer.children_and_errors(Lowerer::top_level);
    lowerer.mark(None);
    lowerer.out
}

/// Lowers the statements of a part behind what is in `out`, which is what comes before them. Answers their nodes.
pub(super) fn lower_part(part: &Part<'_>, source: &str, grammar: Grammar, out: Lowered) -> (Lowered, Vec<NodeId>) {
    let mut lowerer = Lowerer {
        cursor: part.node.walk(),
        vocabulary: grammar.vocabulary(),
        source,
        out,
        parent: part.block,
        scope: part.scope,
        hoist: part.hoist,
        depth: part.depth,
        pending: Vec::new(),
        awaited: None,
    };
    lowerer.children_and_errors_in(part.new_gap, |this, symbol| {
        if symbol.is_statement() || symbol == Symbol::Error {
            this.item(symbol);
        }
    });
    (lowerer.out, lowerer.pending)
}

struct Lowerer<'t> {
    cursor: TreeCursor<'t>,
    vocabulary: &'static Vocabulary,
    source: &'t str,
    out: Lowered,
    parent: Option<NodeId>,
    scope: ScopeId,
    /// Where `var` lands.
    hoist: ScopeId,
    /// Ancestors of the node about to be made.
    depth: usize,
    /// Children of unfinished lists.
    pending: Vec<NodeId>,
    /// Where a misread `await` begins, and the expression that it waits for.
    awaited: Option<(u32, u32)>,
}

/// Room for the few nodes that a guarded step makes before it comes to the next guard.
const GUARD: usize = MAX_DEPTH - 8;

impl<'t> Lowerer<'t> {
    fn new(tree: &'t Tree, source: &'t str, grammar: Grammar) -> Self {
        Self {
            cursor: tree.walk(),
            vocabulary: grammar.vocabulary(),
            source,
            out: Lowered::empty(),
            parent: None,
            scope: ScopeId::MODULE,
            hoist: ScopeId::MODULE,
            depth: 0,
            pending: Vec::new(),
            awaited: None,
        }
    }

    fn top_level(&mut self, symbol: Symbol) {
        let mark = self.pending.len();
        self.item(symbol);
        self.out.ast.body.extend(self.pending.drain(mark..));
    }

    // ---- the cursor

    fn symbol(&self) -> Symbol {
        self.vocabulary.symbol(self.cursor.node().kind_id())
    }

    fn field(&self) -> Field {
        self.vocabulary.field(self.cursor.field_id())
    }

    fn span(&self) -> Span {
        let node = self.cursor.node();
        Span::new(node.start_byte() as u32, node.end_byte() as u32)
    }

    fn text(&self, span: Span) -> &'t str {
        self.source.get(span.range()).unwrap_or_default()
    }

    /// Visits the children; comments are recorded, errors lowered (they become nodes below the current one).
    fn children(&mut self, mut visit: impl FnMut(&mut Self, Symbol)) {
        self.children_and_errors(|this, symbol| {
            if symbol == Symbol::Error {
                this.error();
            } else {
                visit(this, symbol);
            }
        });
    }

    /// Like [`Self::children`], for places that have a list to put errors into.
    fn children_and_errors(&mut self, visit: impl FnMut(&mut Self, Symbol)) {
        self.children_and_errors_in(Span::new(0, u32::MAX), visit);
    }

    fn children_and_errors_in(&mut self, place: Span, mut visit: impl FnMut(&mut Self, Symbol)) {
        if !self.cursor.goto_first_child() {
            return;
        }
        loop {
            let span = self.span();
            match self.symbol() {
                _ if !place.contains(span) => {}
                Symbol::Comment | Symbol::HtmlComment => self.out.comments.push(span),
                Symbol::HashBang => {}
                symbol => visit(self, symbol),
            }
            if !self.cursor.goto_next_sibling() {
                break;
            }
        }
        self.cursor.goto_parent();
    }

    /// Whether a child stands in the field: for nodes whose shape must be known before the first child is lowered.
    fn has_field(&mut self, field: Field) -> bool {
        let mut found = false;
        if self.cursor.goto_first_child() {
            loop {
                found |= self.field() == field;
                if found || !self.cursor.goto_next_sibling() {
                    break;
                }
            }
            self.cursor.goto_parent();
        }
        found
    }

    // ---- the arenas

    /// Makes the node below the cursor; `build` lowers its children.
    fn node(&mut self, build: impl FnOnce(&mut Self, NodeId) -> Kind) -> NodeId {
        let mut span = self.span();
        if let Some((_, start)) = self.awaited.filter(|(keyword, _)| *keyword == span.start) {
            span.start = start;
        }
        self.node_at(span, build)
    }

    fn node_at(&mut self, span: Span, build: impl FnOnce(&mut Self, NodeId) -> Kind) -> NodeId {
        let id = self.leaf_at(span, Kind::Hole);
        let parent = self.parent.replace(id);
        self.depth += 1;
        let kind = build(self, id);
        self.depth -= 1;
        self.parent = parent;
        self.set(id, kind);
        id
    }

    fn set(&mut self, id: NodeId, kind: Kind) {
        if let Some(node) = self.out.ast.nodes.get_mut(id.index()) {
            node.kind = kind;
        }
    }

    fn leaf(&mut self, kind: Kind) -> NodeId {
        let span = self.span();
        self.leaf_at(span, kind)
    }

    fn leaf_at(&mut self, span: Span, kind: Kind) -> NodeId {
        let id = NodeId::new(self.out.ast.nodes.len());
        self.out.ast.nodes.push(Node { kind, span, parent: self.parent, scope: self.scope });
        id
    }

    /// The child, or a hole at the end of the current node where the parser found none.
    fn or_hole(&mut self, child: Option<NodeId>) -> NodeId {
        child.unwrap_or_else(|| {
            let end = self.span().end;
            self.leaf_at(Span::new(end, end), Kind::Hole)
        })
    }

    /// Takes what was put into `pending` since `mark`.
    fn list(&mut self, mark: usize) -> List {
        let start = self.out.ast.lists.len() as u32;
        self.out.ast.lists.extend(self.pending.drain(mark..));
        let len = self.out.ast.lists.len() as u32 - start;
        if len == 0 { List::default() } else { List { start, len } }
    }

    /// Lowers children to a list: `visit` answers the child's node where it has one.
    fn list_of(&mut self, mut visit: impl FnMut(&mut Self, Symbol) -> Option<NodeId>) -> List {
        let mark = self.pending.len();
        self.children_and_errors(|this, symbol| {
            let child = if symbol == Symbol::Error { Some(this.error()) } else { visit(this, symbol) };
            this.pending.extend(child);
        });
        self.list(mark)
    }

    fn mark(&mut self, owner: Option<NodeId>) {
        let ast = &mut self.out.ast;
        let (nodes, lists, scopes) = (ast.nodes.len() as u32, ast.lists.len() as u32, ast.scopes.len() as u32);
        ast.marks.push(Mark { owner, nodes, lists, scopes });
    }

    /// A statement of a block or of the module, into `pending`.
    fn item(&mut self, symbol: Symbol) {
        self.mark(None);
        self.salvage(symbol);
    }

    // ---- scopes

    /// Opens a scope and returns the one around it, to be put back.
    fn open(&mut self, kind: ScopeKind, node: NodeId) -> ScopeId {
        let id = ScopeId::new(self.out.ast.scopes.len());
        self.out.ast.scopes.push(Scope { parent: Some(self.scope), kind, node: Some(node) });
        std::mem::replace(&mut self.scope, id)
    }

    fn declare(&mut self, name: Span, kind: BindingKind, declaration: NodeId) -> BindingId {
        let scope = match kind {
            BindingKind::Variable(super::ast::VariableKind::Var) => self.hoist,
            _ => self.scope,
        };
        let id = BindingId::new(self.out.ast.bindings.len());
        self.out.ast.bindings.push(Binding { name, kind, scope, declaration, pattern: None });
        id
    }
}
