//! Which files may send a secret to the browser: those that hold one, and those that import it from them.

use std::sync::OnceLock;

use memchr::memmem;
use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::{File, Shared, matter};
use crate::project::{FileId, FileKind, Layer, SourceFile};
use crate::syntax::facts::ExportSource;

/// The files to look at, of a check of the whole project.
pub(super) type Senders = OnceLock<FxHashSet<FileId>>;

impl Shared<'_> {
    /// Whether the file may send a value to the browser that is in no bundle.
    pub(super) fn may_send(&self, source: &SourceFile) -> bool {
        if source.kind != FileKind::Script {
            return false;
        }
        // One file is looked at as it is: to know all that hold a secret takes as long as to look at it.
        self.senders.as_ref().is_none_or(|senders| senders.get_or_init(|| self.find_senders()).contains(&source.id))
    }

    fn find_senders(&self) -> FxHashSet<FileId> {
        let project = self.context.project;
        let sources: Vec<&SourceFile> = project.sources.iter().map(AsRef::as_ref).collect();
        let mut next: Vec<FileId> =
            sources.par_iter().filter(|source| self.may_take_secret(source)).map(|source| source.id).collect();
        let mut senders = FxHashSet::default();
        while !next.is_empty() {
            senders.extend(next.iter().copied());
            let importers: FxHashSet<FileId> = next
                .par_iter()
                .filter(|file| self.gives_away(**file, &senders))
                .flat_map_iter(|file| {
                    let graph = self.context.graph;
                    let hops = [Layer::Client, Layer::Server].map(|layer| graph.importers(*file, layer));
                    hops.into_iter().flatten().map(|hop| hop.from)
                })
                .collect();
            next = importers.into_iter().filter(|file| !senders.contains(file)).collect();
        }
        senders
    }

    /// Whether the file itself takes a secret from somewhere.
    fn may_take_secret(&self, source: &SourceFile) -> bool {
        source.kind == FileKind::Script && (matter::may_hold_secret(self, source) || self.may_read_secret(source))
    }

    /// Whether it reads a variable that holds one, as far as the names in its text tell.
    fn may_read_secret(&self, source: &SourceFile) -> bool {
        if !matter::may_read_env(source) {
            return false;
        }
        let Some(app) = self.context.project.builders(source.id).next() else { return false };
        let text = source.text();
        let bytes = text.as_bytes();
        memmem::find_iter(bytes, b"env").any(|at| {
            let after = &text[at + 3..];
            let Some(rest) = after.strip_prefix("?.").or_else(|| after.strip_prefix('.')) else {
                // `process.env` as a whole, in brackets, taken apart; not a longer word.
                let goes_on = after.bytes().next().is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
                let is_word = at > 0 && (bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] == b'_');
                return !goes_on && !is_word;
            };
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '$').unwrap_or(rest.len());
            self.variable(app, &rest[..end]).is_some()
        })
    }

    fn gives_away(&self, id: FileId, senders: &FxHashSet<FileId>) -> bool {
        let Some(source) = self.context.project.file(id) else { return false };
        let file = File::new(self, source, "");
        let Some(module) = file.module() else { return false };
        let passes_on = module.facts.exports.iter().any(|export| match export.source {
            ExportSource::From { import, .. } if !export.type_only => {
                let specifier =
                    module.facts.imports.get(import as usize).and_then(|import| import.specifier.as_deref());
                specifier.is_some_and(|specifier| {
                    let from = self.context.project.resolve(id, specifier, Layer::Server);
                    matches!(from, crate::project::Resolution::File(from) if senders.contains(&from))
                })
            }
            _ => false,
        });
        passes_on || file.flow.gives_away(id, &|source| file.secret_of(source).is_some())
    }
}
