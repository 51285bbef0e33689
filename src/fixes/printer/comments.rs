//! Lists of things with comments between them.

use super::doc::{Doc, concat, text};
use super::{NodeId, Printer, Span};

/// The comments around one item of a list.
pub(super) struct Around {
    pub before: Doc,
    /// A comment on the item's own line.
    pub after: Doc,
    /// An empty line stands before it (and its comments).
    pub blank: bool,
    /// Where the text belonging to the item ends.
    pub end: u32,
}

impl Printer<'_> {
    /// The comments between `from` and the item at `span`, and those after it on its line. `next` is where the next item, or
    /// the list's end, begins.
    pub(super) fn around(&self, from: u32, span: Span, next: u32) -> Around {
        let mut before = Vec::new();
        let mut first = span.start;
        let comments: Vec<Span> = self.comments_in(from, span.start).collect();
        for (index, comment) in comments.iter().enumerate() {
            first = first.min(comment.start);
            before.push(text(self.source(*comment).trim_end().to_owned()));
            let gap = self.between(comment.end, comments.get(index + 1).map_or(span.start, |next| next.start));
            let line = self.source(*comment).starts_with("//") || gap.contains('\n');
            before.push(match (line, has_blank_line(gap)) {
                (_, true) => Doc::Blank,
                (true, false) => Doc::Hardline,
                (false, false) => text(" "),
            });
        }
        let mut end = span.end;
        let mut after = Vec::new();
        for comment in self.comments_in(span.end, next) {
            if self.between(end, comment.start).contains('\n') {
                break;
            }
            after.push(Doc::Suffix(format!(" {}", self.source(comment).trim_end())));
            after.push(Doc::BreakParent);
            end = comment.end;
        }
        Around { before: concat(before), after: concat(after), blank: has_blank_line(self.between(from, first)), end }
    }

    /// The comments within two offsets.
    pub(super) fn comments_in(&self, from: u32, to: u32) -> impl Iterator<Item = Span> + use<'_> {
        let first = self.facts.comments.partition_point(|comment| comment.start < from);
        self.facts.comments[first..].iter().copied().take_while(move |comment| comment.end <= to)
    }

    /// Whether a comment stands in `span` outside of `children`: a place the printer has no line for.
    pub(super) fn has_stray_comment(&self, span: Span, children: &[NodeId]) -> bool {
        self.comments_in(span.start, span.end)
            .any(|comment| !children.iter().any(|child| self.span(*child).contains(comment)))
    }
}

pub(super) fn has_blank_line(gap: &str) -> bool {
    let mut ends = 0;
    for byte in gap.bytes() {
        match byte {
            b'\n' => ends += 1,
            b' ' | b'\t' | b'\r' => {}
            _ => ends = 0,
        }
        if ends > 1 {
            return true;
        }
    }
    false
}
