//! Where every specifier of every file leads: worked out once, on all cores, and kept while no file comes or goes.

use std::sync::Arc;

use rayon::prelude::*;

use super::files::FileId;
use super::resolve::{Resolver, Target};
use super::source::{FileKind, SourceFile, Sources};
use super::{Resolution, html};

/// One file's specifiers in the order of their first appearance.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Targets {
    list: Box<[(Box<str>, Target)]>,
}

impl Targets {
    pub fn get(&self, specifier: &str) -> Option<&Target> {
        self.list.iter().find(|(known, _)| **known == *specifier).map(|(_, target)| target)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &Target)> {
        self.list.iter().map(|(specifier, target)| (&**specifier, target))
    }

    /// Every file that one of the specifiers leads to.
    pub fn files(&self) -> impl Iterator<Item = FileId> + '_ {
        self.list.iter().flat_map(|(_, target)| [&target.client, &target.server]).filter_map(|resolution| {
            match resolution {
                Resolution::File(id) => Some(*id),
                _ => None,
            }
        })
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
        let resolved: Vec<_> =
            files.par_iter().with_min_len(16).map(|file| (file.id, of(file, sources, resolver))).collect();
        for (id, targets) in resolved {
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
    let mut list: Vec<(Box<str>, Target)> = Vec::new();
    let mut add = |specifier: &str| {
        if !list.iter().any(|(known, _)| **known == *specifier) {
            list.push((specifier.into(), resolver.resolve(sources, &file.path, scope, specifier)));
        }
    };
    if file.kind == FileKind::Html {
        let text = file.text();
        for script in html::scripts(&text) {
            script.src.map(|src| src.of(&text)).into_iter().for_each(&mut add);
        }
    }
    for import in &file.glance().imports {
        import.specifier.as_deref().into_iter().for_each(&mut add);
    }
    Some(Arc::new(Targets { list: list.into() }))
}
