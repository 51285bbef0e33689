//! One file of the project, and all of them.

use std::sync::{Arc, OnceLock};

use camino::{Utf8Path, Utf8PathBuf};

use super::files::FileId;
use crate::syntax::facts::Facts;
use crate::syntax::parse;

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum FileKind {
    /// JavaScript and TypeScript.
    Script,
    Json,
    Html,
    Css,
    /// `.env*`.
    Env,
    /// `.vue`, `.svelte`, `.astro`: scripts in markup.
    Markup,
    /// Another text that may hold a value: YAML, TOML, Dockerfiles, what is under `public/` …
    Text,
}

/// One file as one snapshot sees it: on disk, or in an open buffer. Immutable; shared by `Arc`.
#[derive(Debug)]
pub struct SourceFile {
    pub id: FileId,
    /// Absolute.
    pub path: Arc<Utf8Path>,
    pub kind: FileKind,
    /// An editor holds it open: the text is the editor's.
    pub open: bool,
    text: OnceLock<Arc<str>>,
    facts: OnceLock<Arc<Facts>>,
}

impl SourceFile {
    /// The text without a byte order mark, read on first use; empty when the file is gone by then.
    pub fn text(&self) -> Arc<str> {
        Arc::clone(self.text.get_or_init(|| Arc::from("")))
    }

    /// What the file says, parsed on first use. For a file that is no script: no tree, the text only.
    pub fn facts(&self) -> Arc<Facts> {
        Arc::clone(self.facts.get_or_init(|| {
            Arc::new(match self.kind {
                FileKind::Script => parse(self.text(), self.path.as_str()),
                _ => Facts::of_text(self.text()),
            })
        }))
    }
}

/// The files of one snapshot.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    by_id: Vec<Option<Arc<SourceFile>>>,
}

impl Sources {
    pub fn get(&self, id: FileId) -> Option<&Arc<SourceFile>> {
        self.by_id.get(id.index())?.as_ref()
    }

    /// In no particular order.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<SourceFile>> {
        self.by_id.iter().flatten()
    }

    pub fn by_path(&self, path: &Utf8PathBuf) -> Option<&Arc<SourceFile>> {
        self.iter().find(|file| *file.path == **path)
    }
}
