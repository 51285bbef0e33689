//! What the client has been shown, so that it is shown changes only, and nothing stays behind.

use std::collections::HashMap;

use camino::{Utf8Path, Utf8PathBuf};
use tower_lsp::ls_types::{Diagnostic, PublishDiagnosticsParams, Uri};

use super::client::Outbox;

#[derive(Default)]
pub(super) struct Published {
    files: HashMap<Utf8PathBuf, Shown>,
}

struct Shown {
    uri: Uri,
    /// Not empty.
    diagnostics: Vec<Diagnostic>,
}

impl Published {
    /// Tells the client what is new. With `answer` it is told in any case.
    pub(super) fn show(
        &mut self,
        outbox: &Outbox,
        path: &Utf8Path,
        uri: Uri,
        version: Option<i32>,
        diagnostics: Vec<Diagnostic>,
        answer: bool,
    ) {
        let before = self.files.remove(path);
        if let Some(before) = &before
            && before.uri != uri
        {
            // It is shown under another spelling from now on.
            outbox.publish(PublishDiagnosticsParams::new(before.uri.clone(), Vec::new(), None));
        }
        let same = match &before {
            Some(before) => before.uri == uri && before.diagnostics == diagnostics,
            None => diagnostics.is_empty(),
        };
        if answer || !same {
            outbox.publish(PublishDiagnosticsParams::new(uri.clone(), diagnostics.clone(), version));
        }
        if !diagnostics.is_empty() {
            self.files.insert(path.to_owned(), Shown { uri, diagnostics });
        }
    }
}
