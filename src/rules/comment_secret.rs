//! A comment holds a credential: nobody runs it, and everybody can read it.

use super::Rule;
use super::engine::{Draft, File, Secret};
use crate::text::{Span, line_before};

pub(super) static RULE: Rule = Rule {
    name: "comment-secret",
    summary: "A comment holds a secret",
    page: include_str!("comment_secret.md"),
    check: Some(check),
};

const NEXT: &str = "Delete it";

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    if let Some(module) = file.module() {
        for comment in &module.facts.comments {
            for detection in file.shared.catalogue.scan_text(module.text(*comment)) {
                let start = comment.start + detection.range.start as u32;
                let span = Span::new(start, comment.start + detection.range.end as u32);
                out.push(file.written_in_comment(span, &Secret::detected(&detection), NEXT));
            }
        }
        let imported = file.shared.imported_in_comments(module);
        out.extend(imported.iter().map(|(span, secret)| file.written_in_comment(*span, secret, NEXT)));
    }
    if file.tree().is_some() {
        let text = file.text();
        let in_comment = file.data().iter().filter(|(span, _)| is_comment(&text, *span));
        out.extend(in_comment.map(|(span, secret)| file.written_in_comment(*span, secret, NEXT)));
    }
}

/// Whether the line begins with the mark of a comment.
fn is_comment(text: &str, span: Span) -> bool {
    let before = line_before(text, span.start as usize).trim_start();
    before.starts_with(['#', ';']) || before.starts_with("// ")
}
