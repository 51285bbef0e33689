//! A comment holds a credential: nobody runs it, and everybody can read it.

use super::Rule;
use super::engine::{Draft, File, Secret};
use crate::project::{FileKind, markup};
use crate::syntax::data::in_comment;
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
    let text = file.text();
    let has_elements = matches!(file.source.kind, FileKind::Html | FileKind::Markup);
    let between_elements = if has_elements { markup::comments(&text) } else { Vec::new() };
    let is_read = file.tree().is_some();
    let in_comment = file.data().iter().filter(|(span, _)| {
        is_read && in_comment(line_before(&text, span.start as usize))
            || between_elements.iter().any(|comment| comment.contains(*span))
    });
    out.extend(in_comment.map(|(span, secret)| file.written_in_comment(*span, secret, NEXT)));
}
