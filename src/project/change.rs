//! How a project follows changes. An edit of a source file costs that file; what changes the set of files, or a description
//! among them, works everything else out anew from the sketches.

use std::sync::Arc;

use camino::Utf8Path;
use rustc_hash::FxHashSet;

use super::discover::{Found, discover};
use super::disk;
use super::source::{FileKind, Origin, SourceFile, scan};
use super::{FileChange, FileId, Project, config, git, kind, open, targets};

/// What has to follow.
#[derive(Default)]
struct Effect {
    changed: Vec<FileId>,
    /// Files came or went, or what describes the project changed.
    derive: bool,
    env: bool,
    /// What is left out may be other files now.
    walk: bool,
}

pub fn apply(project: &mut Project, changes: &[FileChange]) -> Vec<FileId> {
    let mut effect = Effect::default();
    for change in changes {
        match change {
            FileChange::Buffer { path, text, facts } => {
                let Some(kind) = kind_of(project, path) else { continue };
                Arc::make_mut(&mut project.overlay).open(path, Arc::clone(text));
                let id = project.files.intern(path);
                let Some(path) = project.files.path(id) else { continue };
                let origin = project.sources.get(id).map_or_else(|| origin(project, &path), |file| file.origin);
                let facts = facts.clone();
                let file = SourceFile::buffer(id, path, kind, origin, Arc::clone(text), facts, &project.interests);
                put(project, file, &mut effect);
            }
            FileChange::Closed { path } => {
                if Arc::make_mut(&mut project.overlay).close(path) {
                    look(project, path, &mut effect);
                }
            }
            FileChange::Disk { path } => {
                if project.overlay.get(path).is_none() {
                    look(project, path, &mut effect);
                }
                project.git.renew();
            }
        }
    }
    if effect.walk {
        walk_again(project, &mut effect);
    }
    if effect.derive {
        open::derive(project);
    } else {
        for id in &effect.changed {
            let targets =
                project.sources.get(*id).and_then(|file| targets::of(file, &project.sources, &project.resolver));
            Arc::make_mut(&mut project.targets).set(*id, targets);
        }
        // A new import may lead where no walk was.
        let unknown = effect.changed.iter().filter_map(|id| project.targets.get(*id)).flat_map(|t| t.files());
        if unknown.into_iter().any(|id| project.sources.get(id).is_none()) {
            open::derive(project);
        } else if effect.env {
            open::read_env_files(project);
        }
    }
    effect.changed.sort_unstable();
    effect.changed.dedup();
    effect.changed
}

/// See [`Project::concerns`].
pub fn concerns(project: &Project, path: &Utf8Path) -> bool {
    let known = || project.sources.iter().any(|file| file.path.starts_with(path));
    if project.by_path(path).is_some() {
        return true;
    }
    if path.ends_with(".git/index") || path.ends_with(".git/HEAD") {
        // What is tracked and committed counts for `.env*`.
        return true;
    }
    if !path.starts_with(&project.root) || skipped(project, path) {
        return known();
    }
    let name = path.file_name().unwrap_or_default();
    name == ".gitignore"
        || kind_of(project, path).is_some()
        || disk::is_folder(path) && !project.git.ignored(path)
        || known()
}

/// The kind of a file that a buffer or an event names; a known file keeps what the walk said of it.
fn kind_of(project: &Project, path: &Utf8Path) -> Option<FileKind> {
    if let Some(file) = project.by_path(path) {
        return Some(file.kind);
    }
    let published = project.apps.iter().any(|app| path.starts_with(&app.public_dir));
    kind::of(path.file_name()?, published)
}

fn origin(project: &Project, path: &Utf8Path) -> Origin {
    if !path.starts_with(&project.root) {
        Origin::Outside
    } else if project.git.ignored(path) {
        Origin::Ignored
    } else {
        Origin::Tree
    }
}

fn put(project: &mut Project, file: SourceFile, effect: &mut Effect) {
    let known = project.sources.get(file.id).is_some();
    effect.changed.push(file.id);
    effect.derive |= !known || describes(&file);
    effect.env |= file.kind == FileKind::Env;
    effect.walk |= file.path.file_name() == Some(".gitignore");
    Arc::make_mut(&mut project.sources).insert(file);
}

/// Whether other files are read differently when this one changes.
fn describes(file: &SourceFile) -> bool {
    let Some(name) = file.path.file_name() else { return false };
    name == config::FILE
        || name == "package.json"
        || name == "jsconfig.json"
        || name.starts_with("tsconfig") && name.ends_with(".json")
        || name.contains(".config.")
        || name == "pnpm-workspace.yaml"
        || file.skipped.is_some()
}

/// Looks at the disk: a file, a folder, or nothing there any more.
fn look(project: &mut Project, path: &Utf8Path, effect: &mut Effect) {
    if path.file_name() == Some(".gitignore") {
        effect.walk = true;
        return;
    }
    if disk::is_folder(path) {
        // One event may name a folder that came with everything in it.
        effect.walk |= path.starts_with(&project.root) && !skipped(project, path);
        return;
    }
    let Some(kind) = kind_of(project, path) else {
        remove_below(project, path, effect);
        return;
    };
    let known = project.by_path(path).is_some();
    if !disk::is_regular(path) {
        remove_below(project, path, effect);
        return;
    }
    let origin = origin(project, path);
    let wanted = origin == Origin::Tree && !skipped(project, path)
        || kind == FileKind::Env && origin == Origin::Ignored && !skipped(project, path);
    if !known && !wanted {
        // Ignored or outside: it counts once an import leads there, which resolving anew tells.
        effect.derive |= kind == FileKind::Script || kind == FileKind::Json;
        return;
    }
    let id = project.files.intern(path);
    let Some(path) = project.files.path(id) else { return };
    let origin = project.sources.get(id).map_or(origin, |file| file.origin);
    let scan = scan(&path, kind, &project.interests, &mut Vec::new());
    let file = SourceFile::on_disk(id, path, kind, origin, scan);
    let healed = project.sources.get(id).is_some_and(|before| before.skipped.is_some());
    effect.derive |= healed;
    put(project, file, effect);
}

/// Whether a folder between the root and the path is never walked.
fn skipped(project: &Project, path: &Utf8Path) -> bool {
    path.ancestors().take_while(|above| *above != project.root).any(|above| {
        let package = above.parent().is_some_and(|parent| project.by_path(&parent.join("package.json")).is_some());
        above != path && above.file_name().is_some_and(|name| kind::is_skipped_folder(name, package))
            || above == path
                && disk::is_folder(path)
                && above.file_name().is_some_and(|name| kind::is_skipped_folder(name, package))
    })
}

/// A file, or a folder with all in it, is gone; what editors hold open stays.
fn remove_below(project: &mut Project, path: &Utf8Path, effect: &mut Effect) {
    // Not `file.open`: a file whose buffer has just been closed is still the buffer's.
    let is_gone = |file: &&Arc<SourceFile>| file.path.starts_with(path) && project.overlay.get(&file.path).is_none();
    let gone: Vec<FileId> = project.sources.iter().filter(is_gone).map(|file| file.id).collect();
    for id in gone {
        Arc::make_mut(&mut project.sources).remove(id);
        effect.changed.push(id);
        effect.derive = true;
    }
}

/// Walks the tree again; files that were there keep what is known of them if their event did not come.
fn walk_again(project: &mut Project, effect: &mut Effect) {
    let top = git::top(&project.root).unwrap_or(&project.root).to_owned();
    let discovery = discover(&project.root, &top, &project.interests);
    project.git = super::Git::new(&project.root, discovery.ignores);
    let mut seen = FxHashSet::default();
    for found in discovery.files {
        let id = project.files.intern(&found.path);
        seen.insert(id);
        let same = |file: &Arc<SourceFile>| file.open || file.origin == found.origin && file.kind == found.kind;
        if !project.sources.get(id).is_some_and(same) {
            open_found(project, found, effect);
        }
    }
    let gone: Vec<FileId> = project
        .sources
        .iter()
        .filter(|file| file.origin != Origin::Outside && !file.open && !seen.contains(&file.id))
        .map(|file| file.id)
        .collect();
    for id in gone {
        Arc::make_mut(&mut project.sources).remove(id);
        effect.changed.push(id);
    }
    effect.derive = true;
}

fn open_found(project: &mut Project, found: Found, effect: &mut Effect) {
    effect.changed.push(project.files.intern(&found.path));
    open::insert(Arc::make_mut(&mut project.sources), &project.files, found);
}
