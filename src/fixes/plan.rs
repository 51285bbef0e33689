//! What an action does: plain edits, or a sentence that says why not.

use camino::Utf8PathBuf;

use crate::project::FileId;
use crate::text::Span;

/// An action as a menu shows it; listing is cheap, the [`Plan`] is built when it is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Stable, shown in `codeAction.data.action` and taken by `staunch fix --action`.
    pub id: &'static str,
    /// One line that makes sense in a menu.
    pub title: String,
    pub kind: OfferKind,
    pub preferred: bool,
    /// Whether the plan creates files (some editors cannot).
    pub creates: bool,
    /// Why it cannot be done, in one plain sentence.
    pub disabled: Option<String>,
}

/// LSP's code action kinds, by meaning.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OfferKind {
    QuickFix,
    RefactorMove,
    RefactorRewrite,
    RefactorExtract,
}

/// Files to create and edits to make, in the order in which a failure in the middle leaves working code: new files,
/// the caller, the environment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    pub creates: Vec<NewFile>,
    pub edits: Vec<Edit>,
    /// What remains for a person to do, told once.
    pub notes: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// Absolute; free on disk and in the buffers when the plan was built.
    pub path: Utf8PathBuf,
    pub text: String,
}

/// Replaces `span` (bytes of the file's text) by `text`. Edits of one file do not overlap and are sorted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    pub file: FileId,
    pub span: Span,
    pub text: String,
    pub label: EditLabel,
}

/// What an edit is for: editors that can, group and confirm by it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EditLabel {
    /// The caller of a moved call.
    Caller,
    /// The variable's rename in code and `.env*`.
    EnvRename,
    /// Ignore files, suppressions and the like.
    Other,
}

/// Why an action cannot be done right: one plain sentence, with the line that stands in the way.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refusal(pub String);

impl Plan {
    /// The edits of each file, in the plan's order of files.
    pub fn edits_by_file(&self) -> Vec<(FileId, Vec<&Edit>)> {
        let mut files: Vec<(FileId, Vec<&Edit>)> = Vec::new();
        for edit in &self.edits {
            match files.iter_mut().find(|(file, _)| *file == edit.file) {
                Some((_, edits)) => edits.push(edit),
                None => files.push((edit.file, vec![edit])),
            }
        }
        files
    }
}

/// The text after the edits of one file.
pub fn apply(text: &str, edits: &[&Edit]) -> String {
    let mut edits = edits.to_vec();
    edits.sort_by_key(|edit| edit.span);
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for edit in edits {
        out.push_str(Span::new(from, edit.span.start).of(text));
        out.push_str(&edit.text);
        from = edit.span.end;
    }
    out.push_str(Span::new(from, text.len() as u32).of(text));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_leave_the_rest_as_it_is() {
        let edit = |start, end, text: &str| Edit {
            file: FileId(0),
            span: Span::new(start, end),
            text: text.to_owned(),
            label: EditLabel::Other,
        };
        assert_eq!(apply("0123456", &[&edit(4, 5, "x"), &edit(1, 1, "y"), &edit(5, 6, "")]), "0y123x6");
    }
}
