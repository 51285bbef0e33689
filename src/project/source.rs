//! One file of the project, and all of them.

use std::sync::{Arc, OnceLock};

use camino::Utf8Path;

use super::disk::{self, Skip, Stamp};
use super::files::FileId;
use super::resolve::Known;
use super::{html, markup};
use crate::syntax;
use crate::syntax::facts::Facts;
use crate::syntax::{Interests, Sketch};

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

/// How a file came to be known.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Origin {
    /// It stands in the tree.
    Tree,
    /// It stands in the tree, but git ignores it: a `.env*`, or generated code that an import names.
    Ignored,
    /// A `.env*` in a build's output.
    Output,
    /// Outside of the project's root; an import names it.
    Outside,
}

/// One file as one snapshot sees it: on disk, or in an open buffer. Immutable; shared by `Arc`.
#[derive(Clone, Debug)]
pub struct SourceFile {
    pub id: FileId,
    /// Absolute.
    pub path: Arc<Utf8Path>,
    pub kind: FileKind,
    pub origin: Origin,
    /// An editor holds it open: the text is the editor's.
    pub open: bool,
    /// It was left out for this reason, and has no text.
    pub skipped: Option<Skip>,
    /// Of the file when it was read; `None` for what is open, was left out, or is not read.
    pub(super) stamp: Option<Stamp>,
    /// What one pass over the bytes says: a superset of what the facts say.
    pub sketch: Sketch,
    text: OnceLock<Arc<str>>,
    facts: OnceLock<Arc<Facts>>,
}

impl SourceFile {
    /// A file on disk, whose text is read when it is asked for.
    pub(super) fn on_disk(
        id: FileId,
        path: Arc<Utf8Path>,
        kind: FileKind,
        origin: Origin,
        scan: Result<Scan, Skip>,
    ) -> Self {
        let (scan, skipped) = match scan {
            Ok(scan) => (scan, None),
            Err(skip) => (Scan::default(), Some(skip)),
        };
        let Scan { stamp, sketch } = scan;
        let (text, facts) = (OnceLock::new(), OnceLock::new());
        Self { id, path, kind, origin, open: false, skipped, stamp, sketch, text, facts }
    }

    /// An open buffer.
    pub(super) fn buffer(
        id: FileId,
        path: Arc<Utf8Path>,
        kind: FileKind,
        origin: Origin,
        text: Arc<str>,
        facts: Option<Arc<Facts>>,
        interests: &Interests,
    ) -> Self {
        let skipped = disk::is_too_large(&text).then_some(Skip::TooLarge);
        let text = if skipped.is_some() { Arc::from("") } else { text };
        let sketch = Sketch::scan(&text, interests);
        Self {
            id,
            path,
            kind,
            origin,
            open: true,
            skipped,
            stamp: None,
            sketch,
            text: text.into(),
            facts: facts.filter(|_| skipped.is_none()).map_or_else(OnceLock::new, Into::into),
        }
    }

    /// Whether a look at the disk shows what is known already.
    pub(super) fn is_as_found(&self, scan: &Result<Scan, Skip>) -> bool {
        self.open || self.stamp == scan.as_ref().ok().and_then(|scan| scan.stamp)
    }

    /// Whether no walk would find it: it counts while it is open, or an import leads there.
    pub(super) fn is_loaded(&self) -> bool {
        self.origin == Origin::Outside || self.origin == Origin::Ignored && self.kind != FileKind::Env
    }

    /// The text without a byte order mark, read on first use; empty when the file is gone by then.
    pub fn text(&self) -> Arc<str> {
        Arc::clone(self.text.get_or_init(|| {
            let text = if self.skipped.is_some() { None } else { disk::read_text(&self.path).ok() };
            text.map_or_else(|| Arc::from(""), Arc::from)
        }))
    }

    /// What the file says, parsed on first use and kept. HTML and markup: what their scripts say, in their places (the rest is
    /// blank in [`Facts::source`]). Any other file: no tree, the text only.
    pub fn facts(&self) -> Arc<Facts> {
        Arc::clone(self.facts.get_or_init(|| Arc::new(self.parse())))
    }

    /// As [`facts`](Self::facts), but not kept for a file nobody else has asked for: memory for a look at many files.
    pub fn glance(&self) -> Arc<Facts> {
        match self.facts.get() {
            Some(facts) => Arc::clone(facts),
            None if self.open => self.facts(),
            None => Arc::new(self.parse()),
        }
    }

    fn parse(&self) -> Facts {
        tracing::trace!(file = %self.path, "parsed");
        // A text that only one reader wants is not kept either.
        let text = match self.text.get() {
            Some(text) => Arc::clone(text),
            None if self.skipped.is_none() => disk::read_text(&self.path).map_or_else(|_| Arc::from(""), Arc::from),
            None => Arc::from(""),
        };
        let script = match self.kind {
            FileKind::Script => return syntax::parse(text, self.path.as_str()),
            FileKind::Html => html::scripts_only(&text).into(),
            FileKind::Markup => {
                let path = self.path.as_str();
                let mut facts = syntax::parse(markup::code(&text, path).into(), markup::grammar_of(path));
                // The template may use what the scripts only import.
                facts.typescript = false;
                return facts;
            }
            _ => return Facts::of_text(text),
        };
        // Scripts in pages may be TypeScript; what is none parses the same.
        syntax::parse(script, "scripts.ts")
    }
}

/// What reading a file once gave.
#[derive(Debug, Default)]
pub struct Scan {
    stamp: Option<Stamp>,
    sketch: Sketch,
}

/// Reads and sketches a file; `buffer` is room to use.
pub fn scan(path: &Utf8Path, kind: FileKind, interests: &Interests, buffer: &mut Vec<u8>) -> Result<Scan, Skip> {
    if kind == FileKind::Css {
        return Ok(Scan::default());
    }
    let stamp = Some(disk::read_into(path, buffer)?);
    let text = std::str::from_utf8(buffer).map_err(|_| Skip::NotUtf8)?;
    Ok(Scan { stamp, sketch: Sketch::scan(text, interests) })
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

    pub(super) fn insert(&mut self, file: Arc<SourceFile>) {
        let at = file.id.index();
        if self.by_id.len() <= at {
            self.by_id.resize(at + 1, None);
        }
        self.by_id[at] = Some(file);
    }

    pub(super) fn remove(&mut self, id: FileId) -> Option<Arc<SourceFile>> {
        self.by_id.get_mut(id.index())?.take()
    }
}

impl Known for Sources {
    fn exists(&self, id: FileId) -> bool {
        self.get(id).is_some()
    }

    fn is_in_tree(&self, id: FileId) -> bool {
        self.get(id).is_some_and(|file| file.origin == Origin::Tree)
    }
}
