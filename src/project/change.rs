//! How a project follows changes. An edit of a source file costs that file; what changes the set of files, or a description
//! among them, works everything else out anew from the sketches.

use std::sync::Arc;

use camino::Utf8Path;
use rustc_hash::FxHashSet;

use super::discover::{Found, discover};
use super::disk;
use super::source::{FileKind, Origin, SourceFile, scan};
use super::{FileChange, FileId, Project, Targets, config, git, host, kind, open, targets};

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
                let origin = origin(project, &path, kind);
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
    // An import may come to lead where no walk was, or have been all that led there.
    if effect.derive || follow_imports(project, &effect.changed) {
        effect.changed.extend(open::derive(project));
    } else if effect.env {
        open::read_env_files(project);
    }
    effect.changed.sort_unstable();
    effect.changed.dedup();
    effect.changed
}

/// Resolves what the files import now. Whether other files are needed than those there are.
fn follow_imports(project: &mut Project, changed: &[FileId]) -> bool {
    let mut others = false;
    for id in changed {
        let after = project.sources.get(*id).and_then(|file| targets::of(file, &project.sources, &project.resolver));
        let before = project.targets.get(*id).cloned();
        let files = |targets: &Option<Arc<Targets>>| -> FxHashSet<FileId> {
            targets.iter().flat_map(|targets| targets.files()).collect()
        };
        let (left, taken) = (files(&before), files(&after));
        others |= taken.iter().any(|file| project.sources.get(*file).is_none())
            || left.difference(&taken).any(|file| project.sources.get(*file).is_some_and(|file| file.is_loaded()));
        Arc::make_mut(&mut project.targets).set(*id, after);
    }
    others
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
        || project.git.had_lists_in(path)
}

/// The kind of a file that a buffer or an event names; a known file keeps what the walk said of it.
pub(super) fn kind_of(project: &Project, path: &Utf8Path) -> Option<FileKind> {
    if let Some(file) = project.by_path(path) {
        return Some(file.kind);
    }
    // As the walk has it.
    let published = folders(project, path).any(|folder| {
        folder.file_name().is_some_and(kind::is_published_folder)
            && folder.parent().is_some_and(|at| describes_one(project, at))
    });
    kind::of(path, published)
}

/// The folders around the path, below the root.
fn folders<'p>(project: &Project, path: &'p Utf8Path) -> impl Iterator<Item = &'p Utf8Path> {
    path.ancestors().skip(1).take_while(|above| *above != project.root)
}

/// Whether a `package.json` stands in the folder.
fn describes_one(project: &Project, folder: &Utf8Path) -> bool {
    project.by_path(&folder.join("package.json")).is_some()
}

fn origin(project: &Project, path: &Utf8Path, kind: FileKind) -> Origin {
    let in_output = || {
        let folder = path.parent()?;
        Some(kind::is_output_folder(folder.file_name()?, describes_one(project, folder.parent()?)))
    };
    if !path.starts_with(&project.root) {
        Origin::Outside
    } else if kind == FileKind::Env && in_output() == Some(true) {
        Origin::Output
    } else if skipped(project, path) || project.git.ignored(path) {
        Origin::Ignored
    } else {
        Origin::Tree
    }
}

fn put(project: &mut Project, file: SourceFile, effect: &mut Effect) {
    let before = project.sources.get(file.id);
    effect.changed.push(file.id);
    // What an import has brought in before its own event came does not describe the project yet.
    let alike = before.is_some_and(|before| before.origin == file.origin && before.kind == file.kind);
    let is_helper = project.apps.iter().any(|app| app.config.is_made_of(file.id))
        || project.config.gitleaks.iter().any(|rules| rules.paths.iter().any(|path| **path == *file.path));
    effect.derive |= !alike || is_helper || describes(&file);
    effect.env |= file.kind == FileKind::Env;
    // Folders are left out, or served, by what stands beside them.
    let name = file.path.file_name();
    effect.walk |= name == Some(".gitignore") || !alike && name == Some("package.json");
    Arc::make_mut(&mut project.sources).insert(Arc::new(file));
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
        || name == host::CONFIGURATION
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
    let origin = origin(project, path, kind);
    let wanted = match origin {
        Origin::Tree => true,
        Origin::Ignored => kind == FileKind::Env && !skipped(project, path),
        Origin::Output => true,
        Origin::Outside => false,
    };
    if !known && !wanted {
        // Ignored or outside: it counts once an import leads there, which resolving anew tells.
        effect.derive |= kind == FileKind::Script || kind == FileKind::Json;
        return;
    }
    if !wanted && kind == FileKind::Env {
        // It counted while an editor held it.
        remove_below(project, path, effect);
        return;
    }
    let id = project.files.intern(path);
    let Some(path) = project.files.path(id) else { return };
    let scan = scan(&path, kind, &project.interests, &mut Vec::new());
    let file = SourceFile::on_disk(id, path, kind, origin, scan);
    let before = project.sources.get(id);
    let healed = before.is_some_and(|before| before.skipped.is_some());
    // Nothing may hold it once no editor does.
    let left = file.is_loaded() && before.is_some_and(|before| before.open);
    effect.derive |= healed || left;
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
    // The lists of git in it go without an event of their own.
    effect.walk |= project.git.had_lists_in(path);
    // Not `file.open`: a file whose buffer has just been closed is still the buffer's.
    let is_gone = |file: &&Arc<SourceFile>| file.path.starts_with(path) && project.overlay.get(&file.path).is_none();
    let gone: Vec<FileId> = project.sources.iter().filter(is_gone).map(|file| file.id).collect();
    for id in gone {
        if let Some(file) = Arc::make_mut(&mut project.sources).remove(id) {
            effect.walk |= file.path.file_name() == Some("package.json");
        }
        effect.changed.push(id);
        effect.derive = true;
    }
}

/// Walks the tree again; files that were there and have not been written since keep what is known of them.
fn walk_again(project: &mut Project, effect: &mut Effect) {
    let top = git::top(&project.root).unwrap_or(&project.root).to_owned();
    let discovery = discover(&project.root, &top, &project.overlay, &project.interests);
    project.git = super::Git::new(&project.root, discovery.ignores);
    let mut seen = FxHashSet::default();
    for found in discovery.files {
        let id = project.files.intern(&found.path);
        seen.insert(id);
        match project.sources.get(id) {
            Some(file) if file.origin == found.origin && file.kind == found.kind && file.is_as_found(&found.scan) => {}
            Some(file) if file.open => {
                let mut file = SourceFile::clone(file);
                (file.origin, file.kind) = (found.origin, found.kind);
                put(project, file, effect);
            }
            _ => open_found(project, found, effect),
        }
    }
    // What only an editor shows of a folder that is left out.
    let hidden = project.sources.iter().filter(|file| file.open && !seen.contains(&file.id));
    for file in hidden.cloned().collect::<Vec<_>>() {
        let origin = origin(project, &file.path, file.kind);
        if origin != file.origin {
            let mut file = SourceFile::clone(&file);
            file.origin = origin;
            put(project, file, effect);
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
