//! Which statement a module's export comes from, behind any number of `export *`.

use std::sync::{Arc, PoisonError};

use super::Flow;
use super::module::Module;
use super::walk::unquoted;
use crate::project::{FileId, Resolution, SourceFile};
use crate::syntax::facts::{ExportName, ExportSource};

/// Where an export is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Written {
    pub file: FileId,
    /// Of the module's exports; `None` where `module.exports` as a whole gives it.
    pub index: Option<usize>,
}

impl Flow<'_> {
    /// What a module exports under a name: worked out once for a state of the project, as barrels are asked again and again.
    pub(super) fn export(&self, module: &Arc<Module>, name: &str) -> Option<Written> {
        let known = self.memo.exports.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.get(&module.id).and_then(|names| names.get(name)) {
            return *known;
        }
        drop(known);
        let found = self.find(module, name, &mut Vec::new());
        if self.within.is_some() {
            return found;
        }
        let mut known = self.memo.exports.write().unwrap_or_else(PoisonError::into_inner);
        known.entry(module.id).or_default().insert(name.into(), found);
        found
    }

    fn find(&self, module: &Arc<Module>, name: &str, seen: &mut Vec<FileId>) -> Option<Written> {
        let named = |export: ExportName| match export {
            ExportName::Default => name == "default",
            ExportName::Name(span) => unquoted(module.text(span)) == name,
            ExportName::All => false,
        };
        let exports = &module.facts.exports;
        let own = exports.iter().position(|export| !export.type_only && named(export.name));
        if own.is_some() || module.commonjs_default().is_some() {
            return Some(Written { file: module.id, index: own });
        }
        if name == "default" {
            return None;
        }
        seen.push(module.id);
        exports.iter().filter(|export| !export.type_only && matches!(export.name, ExportName::All)).find_map(|export| {
            let ExportSource::From { import, .. } = export.source else { return None };
            let specifier = module.facts.imports.get(import as usize)?.specifier.as_deref()?;
            let Resolution::File(file) = self.resolve(module.id, specifier) else { return None };
            let is_worth = |source: &&Arc<SourceFile>| !seen.contains(&file) && may_export(source, name);
            let source = self.project.file(file).filter(is_worth).filter(|_| self.enters(file))?;
            self.find(&self.module(source.id)?, name, seen)
        })
    }
}

/// Whether a file's text allows for such an export, its own or another's passed on: most modules behind a barrel need no
/// parsing for the one name that is wanted.
fn may_export(source: &SourceFile, name: &str) -> bool {
    let text = source.text();
    let passes_on = |at: usize| {
        let next = text[at + "export".len()..].trim_start().chars().next();
        next.is_none_or(|next| !next.is_ascii_alphabetic() && next != '{')
    };
    // A name may be written with escapes.
    text.contains(name) || text.contains("\\u") || text.match_indices("export").any(|(at, _)| passes_on(at))
}
