//! A plan as a workspace edit.

use std::collections::HashMap;

use camino::Utf8PathBuf;
use tower_lsp::ls_types::{
    AnnotatedTextEdit, ChangeAnnotation, CreateFile, CreateFileOptions, DocumentChangeOperation, DocumentChanges,
    OneOf, OptionalVersionedTextDocumentIdentifier, Position, Range, ResourceOp, TextDocumentEdit, TextEdit, Uri,
    WorkspaceEdit,
};

use super::convert;
use super::diagnostics::View;
use crate::analysis::Snapshot;
use crate::fixes::{Edit, EditLabel, Plan};
use crate::project::FileId;
use crate::text::LineIndex;

/// A file that is there, its version when it is open, and its edits.
type Edited = (Uri, Option<i32>, Vec<(TextEdit, Annotation)>);

/// Versions of open documents, by path.
pub(super) type Versions = HashMap<Utf8PathBuf, i32>;

/// The plan in the form this client takes, in an order that leaves working code should it stop halfway: new files, their
/// text, then the edits as planned. `None` when a file cannot be named.
pub(super) fn workspace_edit(
    view: &View,
    snapshot: &Snapshot,
    versions: &Versions,
    plan: &Plan,
) -> Option<WorkspaceEdit> {
    let mut edited: Vec<Edited> = Vec::new();
    for (file, edits) in by_file(&plan.edits) {
        let path = snapshot.path(file)?;
        let text = snapshot.text(file)?;
        let lines = LineIndex::new(&text);
        let edits = edits.into_iter().map(|edit| {
            let range = convert::range(&lines, edit.span, view.abilities.encoding);
            (TextEdit::new(range, edit.text.clone()), Annotation::of(edit.label))
        });
        edited.push((view.uri(&path)?, versions.get(&*path).copied(), edits.collect()));
    }
    if !view.abilities.document_changes {
        let changes =
            edited.into_iter().map(|(uri, _, edits)| (uri, edits.into_iter().map(|(edit, _)| edit).collect()));
        return Some(WorkspaceEdit { changes: Some(changes.collect()), ..WorkspaceEdit::default() });
    }

    let annotated = view.abilities.annotations;
    let mut used = Vec::new();
    let mut operations = Vec::new();
    // All files first: VS Code's one undo takes no file back when texts come between them.
    for new in &plan.creates {
        operations.push(create(view.uri(&new.path)?, annotated));
    }
    for new in &plan.creates {
        // One line beyond its end, or Neovim leaves an empty line behind.
        let everything = Range::new(Position::new(0, 0), Position::new(1, 0));
        let text = (TextEdit::new(everything, new.text.clone()), Annotation::NewFile);
        operations.push(document(view.uri(&new.path)?, None, vec![text], annotated));
        used.push(Annotation::NewFile);
    }
    for (uri, version, edits) in edited {
        used.extend(edits.iter().map(|(_, annotation)| *annotation));
        operations.push(document(uri, version, edits, annotated));
    }
    Some(WorkspaceEdit {
        document_changes: Some(DocumentChanges::Operations(operations)),
        change_annotations: annotated
            .then(|| used.into_iter().map(|annotation| (annotation.id().to_owned(), annotation.shown())).collect()),
        changes: None,
    })
}

/// The files in the order of their first edit.
fn by_file(edits: &[Edit]) -> Vec<(FileId, Vec<&Edit>)> {
    let mut files: Vec<(FileId, Vec<&Edit>)> = Vec::new();
    for edit in edits {
        match files.iter_mut().find(|(file, _)| *file == edit.file) {
            Some((_, edits)) => edits.push(edit),
            None => files.push((edit.file, vec![edit])),
        }
    }
    files
}

fn create(uri: Uri, annotated: bool) -> DocumentChangeOperation {
    DocumentChangeOperation::Op(ResourceOp::Create(CreateFile {
        uri,
        // A client that replaces what is there all the same is kept from it by the plan: its path is free.
        options: Some(CreateFileOptions { overwrite: Some(false), ignore_if_exists: Some(false) }),
        annotation_id: annotated.then(|| Annotation::NewFile.id().to_owned()),
    }))
}

fn document(
    uri: Uri,
    version: Option<i32>,
    edits: Vec<(TextEdit, Annotation)>,
    annotated: bool,
) -> DocumentChangeOperation {
    let edits = edits.into_iter().map(|(text_edit, annotation)| {
        if annotated {
            OneOf::Right(AnnotatedTextEdit { text_edit, annotation_id: annotation.id().to_owned() })
        } else {
            OneOf::Left(text_edit)
        }
    });
    DocumentChangeOperation::Edit(TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier { uri, version },
        edits: edits.collect(),
    })
}

/// What editors that preview an edit group it by.
#[derive(Clone, Copy)]
enum Annotation {
    NewFile,
    Caller,
    EnvRename,
    Other,
}

impl Annotation {
    const fn of(label: EditLabel) -> Self {
        match label {
            EditLabel::Caller => Self::Caller,
            EditLabel::EnvRename => Self::EnvRename,
            EditLabel::Other => Self::Other,
        }
    }

    const fn id(self) -> &'static str {
        match self {
            Self::NewFile => "route",
            Self::Caller => "caller",
            Self::EnvRename => "env-rename",
            Self::Other => "other",
        }
    }

    /// Nothing asks for confirmation: the edits stand or fall together, and a move is one keystroke.
    fn shown(self) -> ChangeAnnotation {
        let label = match self {
            Self::NewFile => "New files on the server",
            Self::Caller => "Call the server instead",
            Self::EnvRename => "Rename the variable",
            Self::Other => "Edit",
        };
        ChangeAnnotation { label: label.to_owned(), needs_confirmation: Some(false), description: None }
    }
}
