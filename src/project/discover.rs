//! The first look at a tree: which files there are, and a sketch of each. Cold speed is decided here.

use std::cell::RefCell;
use std::fs::{self, DirEntry};
use std::sync::{Arc, Mutex, PoisonError};

use camino::{Utf8Path, Utf8PathBuf};
use rustc_hash::FxHashMap;

use super::disk::{self, Skip};
use super::ignores::{Ignores, Lists};
use super::kind;
use super::overlay::Overlay;
use super::source::{FileKind, Origin, Scan, scan};
use crate::syntax::Interests;

/// A file that was found, and what one pass over its bytes said.
#[derive(Debug)]
pub struct Found {
    pub path: Utf8PathBuf,
    pub kind: FileKind,
    pub origin: Origin,
    pub scan: Result<Scan, Skip>,
}

#[derive(Debug, Default)]
pub struct Discovery {
    /// Sorted by path.
    pub files: Vec<Found>,
    pub ignores: Ignores,
}

/// Walks the tree below `root` on all cores. `top` is the repository's root (or `root`): lists above `root` count.
pub fn discover(root: &Utf8Path, top: &Utf8Path, overlay: &Overlay, interests: &Interests) -> Discovery {
    walk(root, top, overlay, Some(interests))
}

/// Which files a [`discover`] would find, none of them read.
pub fn list(root: &Utf8Path, top: &Utf8Path, overlay: &Overlay) -> Vec<Found> {
    walk(root, top, overlay, None).files
}

/// `interests`: what sketches look for; `None`: no file is read.
fn walk(root: &Utf8Path, top: &Utf8Path, overlay: &Overlay, interests: Option<&Interests>) -> Discovery {
    let base = Lists::above(top, root);
    let walk = Walk { interests, overlay, found: Mutex::default(), folders: Mutex::default() };
    rayon::scope(|scope| walk.folder(scope, root.to_owned(), &base, false));
    let mut files = walk.found.into_inner().unwrap_or_else(PoisonError::into_inner);
    files.sort_unstable_by(|a, b| a.path.as_str().cmp(b.path.as_str()));
    let folders = walk.folders.into_inner().unwrap_or_else(PoisonError::into_inner);
    Discovery { files, ignores: Ignores::new(top.to_owned(), base, folders) }
}

/// So many files of one folder are one task: neither a folder of thousands nor one of three should cost balance.
const BATCH: usize = 32;

struct Walk<'a> {
    interests: Option<&'a Interests>,
    /// A description may not be saved yet.
    overlay: &'a Overlay,
    found: Mutex<Vec<Found>>,
    folders: Mutex<FxHashMap<Utf8PathBuf, Arc<Lists>>>,
}

struct Todo {
    path: Utf8PathBuf,
    kind: FileKind,
    origin: Origin,
}

impl Walk<'_> {
    fn folder<'s>(&'s self, scope: &rayon::Scope<'s>, folder: Utf8PathBuf, above: &Arc<Lists>, published: bool) {
        let Ok(entries) = fs::read_dir(&folder) else { return };
        let entries: Vec<(DirEntry, String)> = entries
            .flatten()
            .filter_map(|entry| entry.file_name().into_string().ok().map(|name| (entry, name)))
            .collect();
        // What a build left under a name of its own (`distDir`).
        let is_named = |name: &str| entries.iter().any(|(_, entry)| entry == name);
        if is_named("build-manifest.json") && (is_named("BUILD_ID") || is_named("routes-manifest.json")) {
            return;
        }
        let package = entries.iter().any(|(_, name)| name == "package.json")
            || self.overlay.get(&folder.join("package.json")).is_some();
        let has_list = entries.iter().any(|(_, name)| name == ".gitignore");
        let lists = above.enter(&folder, has_list);
        if !Arc::ptr_eq(&lists, above) {
            self.folders.lock().unwrap_or_else(PoisonError::into_inner).insert(folder.clone(), Arc::clone(&lists));
        }
        let mut todo = Vec::new();
        for (entry, name) in entries {
            let Ok(file_type) = entry.file_type() else { continue };
            let path = folder.join(&name);
            if file_type.is_dir() {
                if kind::is_output_folder(&name, package) {
                    served_env_files(&path, &mut todo);
                } else if !kind::is_skipped_folder(&name, package) && !lists.ignores(&path, true) {
                    let lists = Arc::clone(&lists);
                    let published = published || package && kind::is_published_folder(&name);
                    scope.spawn(move |scope| self.folder(scope, path, &lists, published));
                }
                continue;
            }
            let Some(kind) = kind::of(&path, published) else { continue };
            let env = kind == FileKind::Env;
            // A link names a file that stands elsewhere; only `.env*` are read through one, as they are shared so.
            let regular = file_type.is_file() || env && file_type.is_symlink() && disk::is_regular(&path);
            if !regular {
                continue;
            }
            let ignored = lists.ignores(&path, false);
            if !ignored || env {
                todo.push(Todo { path, kind, origin: if ignored { Origin::Ignored } else { Origin::Tree } });
            }
        }
        while todo.len() > BATCH {
            let rest = todo.split_off(todo.len() - BATCH);
            scope.spawn(move |_| self.read(rest));
        }
        self.read(todo);
    }

    fn read(&self, files: Vec<Todo>) {
        thread_local! {
            static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
        }
        if files.is_empty() {
            return;
        }
        let found: Vec<Found> = BUFFER.with_borrow_mut(|buffer| {
            files
                .into_iter()
                .map(|Todo { path, kind, origin }| {
                    let scan = match self.interests {
                        Some(interests) => scan(&path, kind, interests, buffer),
                        None => Ok(Scan::default()),
                    };
                    Found { path, kind, origin, scan }
                })
                .collect()
        });
        self.found.lock().unwrap_or_else(PoisonError::into_inner).extend(found);
    }
}

/// A build's output is no source, but a `.env` in it is served with the rest.
fn served_env_files(folder: &Utf8Path, todo: &mut Vec<Todo>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let Ok(name) = entry.file_name().into_string() else { continue };
        if kind::is_env(&name) && entry.file_type().is_ok_and(|t| t.is_file()) {
            todo.push(Todo { path: folder.join(name), kind: FileKind::Env, origin: Origin::Output });
        }
    }
}
