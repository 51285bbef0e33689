//! Where every specifier of every file leads: worked out once, on all cores, and kept while no file comes or goes.

use std::sync::Arc;

use camino::Utf8Path;
use rayon::prelude::*;

use super::files::FileId;
use super::resolve::{Resolver, Target};
use super::root::normal;
use super::source::{FileKind, SourceFile, Sources};
use super::{Resolution, html};
use crate::syntax::facts::{Import, ImportKind};

/// What one file may import, by its sketch.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Targets {
    /// Its specifiers in the order of their first appearance.
    list: Box<[(Box<str>, Arc<Target>)]>,
    /// What its patterns and globs take.
    matched: Box<[FileId]>,
}

impl Targets {
    pub fn get(&self, specifier: &str) -> Option<&Target> {
        self.list.iter().find(|(known, _)| **known == *specifier).map(|(_, target)| &**target)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &Target)> {
        self.list.iter().map(|(specifier, target)| (&**specifier, &**target))
    }

    /// Whether a pattern or a glob takes the file.
    pub fn is_matched(&self, file: FileId) -> bool {
        self.matched.binary_search(&file).is_ok()
    }

    /// Every file that it may import.
    pub fn files(&self) -> impl Iterator<Item = FileId> + '_ {
        let named = self.list.iter().flat_map(|(_, target)| [&target.client, &target.server]);
        let named = named.filter_map(|resolution| match resolution {
            Resolution::File(id) => Some(*id),
            _ => None,
        });
        named.chain(self.matched.iter().copied())
    }
}

/// All files' targets.
#[derive(Clone, Debug, Default)]
pub struct Table {
    by_file: Vec<Option<Arc<Targets>>>,
}

impl Table {
    pub fn get(&self, file: FileId) -> Option<&Arc<Targets>> {
        self.by_file.get(file.index())?.as_ref()
    }

    pub fn set(&mut self, file: FileId, targets: Option<Arc<Targets>>) {
        if self.by_file.len() <= file.index() {
            self.by_file.resize(file.index() + 1, None);
        }
        self.by_file[file.index()] = targets;
    }

    /// Works out the targets of these files.
    pub fn fill(&mut self, files: &[Arc<SourceFile>], sources: &Sources, resolver: &Resolver) {
        let found: Vec<_> =
            files.par_iter().with_min_len(16).map(|file| (file.id, of(file, sources, resolver))).collect();
        for (id, targets) in found {
            self.set(id, targets);
        }
    }
}

/// The file's specifiers resolved; `None` for a file that imports nothing by its kind.
pub fn of(file: &SourceFile, sources: &Sources, resolver: &Resolver) -> Option<Arc<Targets>> {
    if !matches!(file.kind, FileKind::Script | FileKind::Html | FileKind::Markup) {
        return None;
    }
    let scope = resolver.scope_of(&file.path);
    let mut list: Vec<(Box<str>, Arc<Target>)> = Vec::with_capacity(file.sketch.specifiers.len());
    let resolve = |specifier: &str| resolver.resolve(sources, &file.path, scope, specifier);
    if file.kind == FileKind::Html {
        let text = file.text();
        for src in html::scripts(&text).into_iter().filter_map(|script| script.src) {
            let specifier = src.of(&text);
            list.push((specifier.into(), resolve(specifier)));
        }
    }
    list.extend(file.sketch.specifiers.iter().map(|specifier| (specifier.clone(), resolve(specifier))));
    let mut matched = Vec::new();
    if file.sketch.unknown_specifiers {
        // Which files a pattern takes only the facts tell; few files have one.
        for import in &file.glance().imports {
            matched.extend(matching(sources, &file.path, import));
        }
        matched.sort_unstable();
        matched.dedup();
    }
    Some(Arc::new(Targets { list: list.into(), matched: matched.into() }))
}

/// The files that an import without a literal specifier takes, by path: a glob, `require.context('./x')`, or the literal pieces
/// around unknown parts (`./lang/`, `.js`).
pub fn matching(sources: &Sources, from: &Utf8Path, import: &Import) -> Vec<FileId> {
    let folder = from.parent().unwrap_or(from);
    let glob = import.specifier.as_deref().filter(|_| import.kind == ImportKind::Glob);
    let fits: Box<dyn Fn(&Utf8Path) -> bool> = if let Some(glob) = glob {
        let Some(fits) = glob_matcher(folder, glob) else { return Vec::new() };
        fits
    } else {
        let Some(first) = import.pattern.first().filter(|piece| piece.starts_with("./") || piece.starts_with("../"))
        else {
            return Vec::new();
        };
        let (fixed, begin) = first.rsplit_once('/').unwrap_or((first, ""));
        let start = format!("{}/{begin}", normal(&folder.join(fixed)));
        let end = import.pattern.last().filter(|_| import.pattern.len() > 1).cloned().unwrap_or_default();
        Box::new(move |path| {
            path.as_str().strip_prefix(&*start).is_some_and(|rest| {
                // Without an extension in the pattern, the bundler tries its own.
                rest.ends_with(&*end)
                    || !end.contains('.') && Utf8Path::new(rest).with_extension("").as_str().ends_with(&*end)
            })
        })
    };
    let mut files: Vec<_> = sources
        .iter()
        .filter(|file| matches!(file.kind, FileKind::Script | FileKind::Json | FileKind::Markup))
        .filter(|file| *file.path != *from && fits(&file.path))
        .collect();
    files.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    files.into_iter().map(|file| file.id).collect()
}

fn glob_matcher(folder: &Utf8Path, glob: &str) -> Option<Box<dyn Fn(&Utf8Path) -> bool>> {
    // `**/x` is good for any folder; a package's name leads out of the app.
    if !glob.starts_with(['.', '/', '*']) {
        return None;
    }
    let pattern = normal(&folder.join(glob));
    // `require.context('./x')` names a folder and takes all below it.
    if !glob.contains(['*', '{', '?']) {
        return Some(Box::new(move |path| path.starts_with(&pattern)));
    }
    let matcher = globset::GlobBuilder::new(pattern.as_str()).literal_separator(true).build().ok()?.compile_matcher();
    Some(Box::new(move |path| matcher.is_match(path)))
}
