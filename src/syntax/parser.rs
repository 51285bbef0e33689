//! Text → tree → facts.
//!
//! An edit re-parses and re-lowers what it touches. tree-sitter's incremental tree is the fresh one wherever the code has no
//! errors (8,600 random edits: never another), but while there are errors it may recover in another way (4 of 100 broken
//! states). So small files with errors are parsed afresh, and large ones when asked to by [`Parsed::settled`].

use std::borrow::Cow;
use std::cell::RefCell;
use std::sync::Arc;

use camino::Utf8Path;
use tree_sitter::{InputEdit, Parser, Point, Tree};

use super::facts::{Facts, Grammar};
use super::incremental::{self, Change};
use super::language::Language;
use super::lower;
pub use crate::text::ByteEdit as Edit;
use crate::text::Span;

/// Up to this size (in bytes) a text with errors is parsed afresh at every edit: about 5 ms.
const SMALL: usize = 32 * 1024;

/// The facts of a text, whose name (a path will do) says which language it is in. Never fails: what cannot be read is an error
/// node among the rest.
pub fn parse(source: Arc<str>, path: &str) -> Facts {
    let language = Language::of(path);
    match tree(&source, language.grammar, None) {
        Some(tree) => facts(source, language, &tree),
        None => Facts::of_text(source),
    }
}

/// An open buffer's tree and facts, kept for the next edit.
#[derive(Clone, Debug)]
pub struct Parsed {
    language: Language,
    tree: Tree,
    facts: Arc<Facts>,
    settled: bool,
}

impl Parsed {
    /// `None` when the file is no script by its extension.
    pub fn new(path: &Utf8Path, source: &Arc<str>) -> Option<Self> {
        if !Language::is_script(path.as_str()) {
            return None;
        }
        Self::fresh(Language::of(path.as_str()), source)
    }

    fn fresh(language: Language, source: &Arc<str>) -> Option<Self> {
        let tree = tree(source, language.grammar, None)?;
        let facts = Arc::new(facts(Arc::clone(source), language, &tree));
        Some(Self { language, tree, facts, settled: true })
    }

    /// After edits, each given in the text that those before it left; `source` is the text after all of them.
    #[must_use]
    pub fn reparse(self, source: &Arc<str>, edits: &[Edit]) -> Self {
        let again = self.incremental(source, edits).filter(|again| again.settled || source.len() > SMALL);
        again.or_else(|| Self::fresh(self.language, source)).unwrap_or(self)
    }

    /// Whether the facts are those of a fresh parse. Not while a large text has errors.
    pub fn is_settled(&self) -> bool {
        self.settled
    }

    /// With the facts of a fresh parse.
    #[must_use]
    pub fn settled(self) -> Self {
        if self.settled {
            return self;
        }
        Self::fresh(self.language, &self.facts.source).unwrap_or(self)
    }

    pub fn facts(&self) -> &Arc<Facts> {
        &self.facts
    }

    /// The facts that lowering the whole of this very tree gives.
    #[cfg(test)]
    pub(super) fn relowered(&self) -> Facts {
        facts(Arc::clone(&self.facts.source), self.language, &self.tree)
    }

    /// `None` when the edits do not lead from one text to the other.
    pub(super) fn incremental(&self, source: &Arc<str>, edits: &[Edit]) -> Option<Self> {
        let (language, before) = (self.language, &self.facts);
        let edit = envelope(&before.source, source, edits)?;
        let mut old = self.tree.clone();
        old.edit(&edit);
        let tree = tree(source, language.grammar, Some(&old))?;
        let change = change(&old, &tree, &edit)?;
        let lowered = incremental::lower(before, &tree, source, change)
            .unwrap_or_else(|| lower::lower(&tree, source, language.grammar));
        let facts = Arc::new(Facts::new(Arc::clone(source), language, lowered, lower::errors(&tree)));
        let settled = !tree.root_node().has_error();
        Some(Self { language, tree, facts, settled })
    }
}

fn facts(source: Arc<str>, language: Language, tree: &Tree) -> Facts {
    let lowered = lower::lower(tree, &source, language.grammar);
    Facts::new(source, language, lowered, lower::errors(tree))
}

/// `None` only if the library refuses its own grammar.
fn tree(source: &str, grammar: Grammar, old: Option<&Tree>) -> Option<Tree> {
    thread_local! {
        // A parser keeps its stacks between texts; making one anew costs more than parsing a small file.
        static PARSERS: RefCell<[Option<Parser>; 2]> = const { RefCell::new([None, None]) };
    }
    PARSERS.with_borrow_mut(|parsers| {
        let parser = &mut parsers[usize::from(grammar == Grammar::Tsx)];
        if parser.is_none() {
            let mut new = Parser::new();
            new.set_language(&grammar.language()).ok()?;
            *parser = Some(new);
        }
        // A carriage return alone ends a line, which the grammar does not know.
        let mut text = Cow::Borrowed(source.as_bytes());
        for at in memchr::memchr_iter(b'\r', source.as_bytes()) {
            if source.as_bytes().get(at + 1) != Some(&b'\n') {
                text.to_mut()[at] = b'\n';
            }
        }
        parser.as_mut()?.parse(&*text, old)
    })
}

/// What the edit changed of the text and of the tree. The tree's own ranges may leave out a changed name.
fn change(old: &Tree, new: &Tree, edit: &InputEdit) -> Option<Change> {
    let (mut start, mut end) = (edit.start_byte, edit.new_end_byte);
    for range in old.changed_ranges(new) {
        start = start.min(range.start_byte);
        end = end.max(range.end_byte);
    }
    let old_end = (end + edit.old_end_byte).checked_sub(edit.new_end_byte)?;
    let start = start as u32;
    Some(Change { old: Span::new(start, old_end as u32), new: Span::new(start, end as u32) })
}

/// All edits as one, with the points that tree-sitter wants. `None` when the edits do not lead from one text to the other.
fn envelope(old: &str, new: &str, edits: &[Edit]) -> Option<InputEdit> {
    let (first, rest) = edits.split_first()?;
    let mut whole = *first;
    for edit in rest {
        // `start` and `new_end` are places of the text so far, `old_end` one of the first text.
        let beyond = edit.old_end.saturating_sub(whole.new_end);
        whole.old_end += beyond;
        whole.new_end = (whole.new_end.max(edit.old_end) + edit.new_end).checked_sub(edit.old_end)?;
        whole.start = whole.start.min(edit.start);
    }
    let fits = whole.start <= whole.old_end && whole.start <= whole.new_end;
    let tail = old.len().checked_sub(whole.old_end as usize)?;
    if !fits || new.len().checked_sub(whole.new_end as usize)? != tail {
        return None;
    }
    Some(InputEdit {
        start_byte: whole.start as usize,
        old_end_byte: whole.old_end as usize,
        new_end_byte: whole.new_end as usize,
        start_position: point(old, whole.start),
        old_end_position: point(old, whole.old_end),
        new_end_position: point(new, whole.new_end),
    })
}

/// Rows count `\n`, columns are bytes.
fn point(text: &str, offset: u32) -> Point {
    let before = text.as_bytes().get(..offset as usize).unwrap_or_default();
    let line = memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
    Point { row: memchr::memchr_iter(b'\n', before).count(), column: before.len() - line }
}
