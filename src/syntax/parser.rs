//! Text → tree → facts.

use std::cell::RefCell;
use std::sync::Arc;

use camino::Utf8Path;
use tree_sitter::{InputEdit, Parser, Point, Tree};

use super::facts::{Facts, Grammar};
use super::language::Language;
use super::lower;
pub use crate::text::ByteEdit as Edit;

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
}

impl Parsed {
    /// `None` when the file is no script by its extension.
    pub fn new(path: &Utf8Path, source: &Arc<str>) -> Option<Self> {
        if !Language::is_script(path.as_str()) {
            return None;
        }
        let language = Language::of(path.as_str());
        let tree = tree(source, language.grammar, None)?;
        let facts = Arc::new(facts(Arc::clone(source), language, &tree));
        Some(Self { language, tree, facts })
    }

    /// After edits, each given in the text that those before it left; `source` is the text after all of them.
    #[must_use]
    pub fn reparse(self, source: &Arc<str>, edits: &[Edit]) -> Self {
        let Self { language, tree: mut old, facts: before } = self;
        let edit = envelope(&before.source, source, edits);
        if let Some(edit) = &edit {
            old.edit(edit);
        }
        let Some(tree) = tree(source, language.grammar, edit.is_some().then_some(&old)) else {
            return Self { language, tree: old, facts: before };
        };
        let facts = Arc::new(facts(Arc::clone(source), language, &tree));
        Self { language, tree, facts }
    }

    pub fn facts(&self) -> &Arc<Facts> {
        &self.facts
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
        parser.as_mut()?.parse(source, old)
    })
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
