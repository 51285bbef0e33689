//! Specifiers of workspace packages, resolved as the links of an install lead, whether it was made or not.

use std::sync::{Arc, PoisonError};

use camino::{Utf8Path, Utf8PathBuf};

use super::entries::{self, Entries};
use super::resolve::{Known, Resolver, Scope, Target, is_asset};
use super::root::normal;
use super::{FileId, Resolution, kind};

/// A package that is a folder here.
#[derive(Clone, Debug)]
pub struct Workspace {
    pub folder: Utf8PathBuf,
    pub entries: Entries,
}

impl Resolver {
    /// The folder of a workspace package.
    pub fn workspace_folder(&self, package: &str) -> Option<&Utf8Path> {
        self.workspace.get(package).map(|workspace| &*workspace.folder)
    }

    /// `None`: no such package, or nothing of it can be found.
    pub(super) fn workspace_package(
        &self,
        known: &impl Known,
        scope: &Scope,
        package: &str,
        specifier: &str,
    ) -> Option<Arc<Target>> {
        let workspace = self.workspace.get(package)?;
        if let Some(target) = self.memo.read().unwrap_or_else(PoisonError::into_inner).get(specifier) {
            return target.clone();
        }
        let target = self.in_workspace(known, scope, workspace, package, specifier).map(Arc::new);
        let mut memo = self.memo.write().unwrap_or_else(PoisonError::into_inner);
        memo.insert(specifier.into(), target.clone());
        target
    }

    fn in_workspace(
        &self,
        known: &impl Known,
        scope: &Scope,
        workspace: &Workspace,
        package: &str,
        specifier: &str,
    ) -> Option<Target> {
        let folder = &workspace.folder;
        let rest = specifier.get(package.len()..).unwrap_or_default().trim_matches('/');
        let inside = folder.join("index.js");
        let target = if workspace.entries.are_closed() {
            // A package may name itself, which goes through `exports`.
            self.slow(known, &inside, specifier)
        } else {
            self.path(known, scope, &inside, &normal(&folder.join(rest)), false)
        };
        let files = [&target.client, &target.server].into_iter().filter_map(|resolution| match resolution {
            Resolution::File(id) => Some(*id),
            _ => None,
        });
        let files: Vec<FileId> = files.collect();
        let is_source = !files.is_empty() && !files.iter().any(|id| self.is_built(known, folder, *id));
        if is_source {
            return Some(target);
        }
        let source =
            self.source(known, scope, workspace, rest).map(|found| Target { client: found.clone(), server: found });
        source.or_else(|| (!files.is_empty()).then_some(target))
    }

    /// Whether a build of the package wrote the file.
    fn is_built(&self, known: &impl Known, folder: &Utf8Path, id: FileId) -> bool {
        let Some(path) = self.files.path(id) else { return false };
        let Ok(inside) = path.strip_prefix(folder) else { return false };
        if !entries::is_output(inside.as_str()) {
            return false;
        }
        let first = inside.components().next().map_or("", |part| part.as_str());
        if path.starts_with(&self.root) { !known.is_in_tree(id) } else { kind::is_output_folder(first, true) }
    }

    /// The file that the entry is built from.
    fn source(&self, known: &impl Known, scope: &Scope, workspace: &Workspace, rest: &str) -> Option<Resolution> {
        let find = |inside: &str| self.source_file(known, scope, workspace, inside);
        let subpath = if rest.is_empty() { ".".to_owned() } else { format!("./{rest}") };
        for path in workspace.entries.paths(&subpath) {
            if is_asset(&path) {
                return Some(Resolution::Asset);
            }
            let sources = std::iter::once(path.clone()).chain(entries::sources_of(&path));
            if let Some(id) = sources.into_iter().find_map(|source| find(&source)) {
                return Some(Resolution::File(id));
            }
        }
        let conventional = if rest.is_empty() {
            vec!["src/index".to_owned(), "index".to_owned(), "src/main".to_owned()]
        } else {
            vec![format!("src/{rest}"), rest.to_owned()]
        };
        conventional.iter().find_map(|source| find(source)).map(Resolution::File)
    }

    fn source_file(&self, known: &impl Known, scope: &Scope, workspace: &Workspace, inside: &str) -> Option<FileId> {
        let path = normal(&workspace.folder.join(inside));
        if let Some(id) = self.known_file(known, scope, &path, false) {
            return (!self.is_built(known, &workspace.folder, id)).then_some(id);
        }
        // What stands beside the project was not walked.
        if path.starts_with(&self.root) {
            return None;
        }
        match self.slow(known, &workspace.folder.join("index.js"), path.as_str()).client {
            Resolution::File(id) => (!self.is_built(known, &workspace.folder, id)).then_some(id),
            _ => None,
        }
    }
}
