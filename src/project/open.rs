//! From a folder to a project, and from files that changed to what follows from them.

use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use rustc_hash::{FxHashMap, FxHashSet};

use super::apps::{self, Tree};
use super::config::{self, Config, Problem, ProblemKind};
use super::discover::{Found, discover};
use super::disk::{self, Skip};
use super::env::EnvFile;
use super::overlay::{Overlay, View};
use super::packages::{self, Package};
use super::resolve::Resolver;
use super::source::{FileKind, Origin, SourceFile, Sources, scan};
use super::targets::Table;
use super::workspace::Workspace;
use super::{FileId, Files, Git, Options, Project, banner, git, kind, rule_files, scopes};
use crate::syntax::{Interests, json};

/// Reads the project below `root`.
pub fn open(root: Utf8PathBuf, options: &Options) -> Project {
    let files = options.files.clone().unwrap_or_default();
    let top = git::top(&root).unwrap_or(&root).to_owned();
    let discovery = discover(&root, &top, &Overlay::default(), &options.interests);
    let mut sources = Sources::default();
    for found in discovery.files {
        insert(&mut sources, &files, found);
    }
    let git = Git::new(&root, discovery.ignores);
    let mut project = underived(root, files, sources, git, &options.interests);
    project.settings.clone_from(&options.settings);
    derive(&mut project);
    project
}

/// A project of texts alone, with no disk behind it: what its files import is not followed. Paths are absolute.
pub fn of_texts(texts: Vec<(Utf8PathBuf, String)>, interests: &Arc<Interests>) -> Project {
    let files = Arc::<Files>::default();
    let mut sources = Sources::default();
    for (path, text) in texts {
        let id = files.intern(&path);
        let kind = kind::of(&path, true);
        if let Some((path, kind)) = files.path(id).zip(kind) {
            let file = SourceFile::buffer(id, path, kind, Origin::Tree, text.into(), None, interests);
            sources.insert(Arc::new(file));
        }
    }
    underived(Utf8PathBuf::from("/"), files, sources, Git::default(), interests)
}

/// A project of which nothing but the files is known.
fn underived(root: Utf8PathBuf, files: Arc<Files>, sources: Sources, git: Git, interests: &Arc<Interests>) -> Project {
    Project {
        git,
        resolver: Arc::new(resolver(&root, &files, &Overlay::default(), FxHashMap::default())),
        root,
        files,
        sources: Arc::new(sources),
        apps: Arc::default(),
        packages: Arc::default(),
        env_files: Arc::default(),
        config: Arc::default(),
        settings: None,
        problems: Arc::default(),
        overlay: Arc::default(),
        targets: Arc::default(),
        interests: Arc::clone(interests),
    }
}

pub fn insert(sources: &mut Sources, files: &Files, found: Found) {
    let id = files.intern(&found.path);
    if let Some(path) = files.path(id) {
        sources.insert(Arc::new(SourceFile::on_disk(id, path, found.kind, found.origin, found.scan)));
    }
}

fn resolver(
    root: &Utf8Path,
    files: &Arc<Files>,
    overlay: &Overlay,
    workspace: FxHashMap<Box<str>, Workspace>,
) -> Resolver {
    let real = disk::canonical(root).unwrap_or_else(|_| root.to_owned());
    Resolver::new(View::new(overlay), Arc::clone(files), root.to_owned(), real, workspace)
}

/// Files that only an import brought in, and that wait to be asked for again.
type Aside = FxHashMap<FileId, Arc<SourceFile>>;

/// Works out everything that depends on which files there are and on descriptions among them. Gives the files that no import
/// leads to any more.
pub fn derive(project: &mut Project) -> Vec<FileId> {
    let mut problems = Vec::new();
    let mut aside = set_aside(project);
    read_config(project, &mut problems);
    project.targets = Arc::default();
    // Imports may lead to files that no walk saw, and these to more.
    loop {
        let mut broken = problems.clone();
        read_packages(project, &mut broken);
        let tree = Tree::new(&project.root, &project.files, &project.sources);
        let apps = apps::detect(&project.root, &project.packages, &tree, &project.config.public_prefixes);
        project.apps = Arc::new(apps);
        let mut resolver = resolver(&project.root, &project.files, &project.overlay, workspace(project));
        let folders = described_folders(project, &mut broken);
        resolver.set_scopes(scopes::scopes(
            &project.root,
            &folders,
            &project.packages,
            &project.apps,
            &project.files,
            &project.sources,
            &resolver,
        ));
        project.resolver = Arc::new(resolver);
        let described = load_imported(project, &mut aside);
        if !described {
            problems = broken;
            break;
        }
    }
    read_env_files(project);
    note_skipped(project, &mut problems);
    sort_problems(project, &mut problems);
    project.problems = Arc::new(problems);
    aside.into_keys().collect()
}

/// Takes out what is there by an import alone, with what describes it: whether one still leads there is seen by following all.
fn set_aside(project: &mut Project) -> Aside {
    let loaded: Aside = project
        .sources
        .iter()
        .filter(|file| file.is_loaded() && !file.open)
        .map(|file| (file.id, Arc::clone(file)))
        .collect();
    if !loaded.is_empty() {
        let sources = Arc::make_mut(&mut project.sources);
        for id in loaded.keys() {
            sources.remove(*id);
        }
    }
    loaded
}

/// Resolves what is unresolved and loads what that leads to, until nothing new turns up. `true`: a description came along, so
/// that resolving must begin anew.
fn load_imported(project: &mut Project, aside: &mut Aside) -> bool {
    let mut todo: Vec<Arc<SourceFile>> = project.sources.iter().cloned().collect();
    let mut table = Table::default();
    loop {
        table.fill(&todo, &project.sources, &project.resolver);
        let mut wanted: Vec<_> = todo
            .iter()
            .filter_map(|file| table.get(file.id))
            .flat_map(|targets| targets.files())
            .filter(|id| project.sources.get(*id).is_none())
            .collect();
        wanted.sort_unstable();
        wanted.dedup();
        todo.clear();
        let mut described = false;
        let wanted: Vec<_> = wanted.iter().filter_map(|id| project.files.path(*id)).collect();
        for path in wanted {
            todo.extend(load(project, &path, aside));
            let root = project.root.clone();
            let outside = |above: &&Utf8Path| !above.starts_with(&root) && !root.starts_with(above);
            for above in path.ancestors().skip(1).take_while(outside) {
                for name in ["package.json", "tsconfig.json", "jsconfig.json"] {
                    let path = above.join(name);
                    if project.by_path(&path).is_none() && disk::is_regular(&path) {
                        described |= load(project, &path, aside).is_some();
                    }
                }
            }
        }
        if described {
            return true;
        }
        if todo.is_empty() {
            project.targets = Arc::new(table);
            return false;
        }
    }
}

/// Loads one file from the overlay or the disk, whatever walks think of it.
fn load(project: &mut Project, path: &Utf8Path, aside: &mut Aside) -> Option<Arc<SourceFile>> {
    let kind = kind::of(path, false)?;
    let origin = if path.starts_with(&project.root) { Origin::Ignored } else { Origin::Outside };
    let id = project.files.intern(path);
    if let Some(known) = aside.remove(&id) {
        Arc::make_mut(&mut project.sources).insert(Arc::clone(&known));
        return Some(known);
    }
    let path = project.files.path(id)?;
    let file = if let Some(text) = project.overlay.get(&path) {
        SourceFile::buffer(id, path, kind, origin, Arc::clone(text), None, &project.interests)
    } else {
        if !disk::is_regular(&path) {
            return None;
        }
        let scan = scan(&path, kind, &project.interests, &mut Vec::new());
        SourceFile::on_disk(id, path, kind, origin, scan)
    };
    let file = Arc::new(file);
    Arc::make_mut(&mut project.sources).insert(Arc::clone(&file));
    Some(file)
}

fn read_config(project: &mut Project, problems: &mut Vec<Problem>) {
    let file = project.by_path(&project.root.join(config::FILE));
    let config = file.map(|file| match file.skipped {
        None => Config::read(file.id, &file.text(), problems),
        Some(_) => Config { file: Some(file.id), ..Config::default() },
    });
    let mut config = config.unwrap_or_default();
    if let Some(settings) = &project.settings {
        config.complete(Config::of_settings(settings));
    }
    let read = |path: &Utf8Path| match project.by_path(path) {
        Some(file) => file.skipped.map_or_else(|| Ok(file.text()), Err),
        None => disk::read_text(path).map(Arc::from),
    };
    rule_files::load(&mut config, &project.root, &read, problems);
    project.config = Arc::new(config);
}

fn read_packages(project: &mut Project, problems: &mut Vec<Problem>) {
    let mut packages = Vec::new();
    for file in project.sources.iter().filter(|file| file.path.file_name() == Some("package.json")) {
        let Some(root) = file.path.parent() else { continue };
        match Package::read(file.id, root, &file.text()) {
            Ok(mut package) => {
                package.built_as_client = banner::makes_client(&package, &project.files, &project.sources);
                packages.push(package);
            }
            Err(error) if file.skipped.is_none() => problems.push(broken(file, &error)),
            Err(_) => {}
        }
    }
    packages.sort_by(|a, b| a.root.as_str().cmp(b.root.as_str()));
    project.packages = Arc::new(packages);
}

fn broken(file: &SourceFile, error: &json::JsonError) -> Problem {
    Problem { file: file.id, span: Some(error.span), kind: ProblemKind::Broken, message: error.to_string() }
}

/// Names of packages that are folders here, or beside the project in its workspace.
fn workspace(project: &Project) -> FxHashMap<Box<str>, Workspace> {
    let mut names = packages::workspace_around(&project.root);
    // A template's or a fixture's package may bear the name of a member, which is the one that is linked.
    let members = packages::Members::of(&project.root);
    let (last, first): (Vec<_>, Vec<_>) = project.packages.iter().partition(|package| members.contain(&package.root));
    for package in first.into_iter().chain(last) {
        if let Some(name) = &package.name {
            let workspace = Workspace { folder: package.root.clone(), entries: package.entries.clone() };
            names.insert(name.clone(), workspace);
        }
    }
    names
}

fn described_folders(project: &Project, problems: &mut Vec<Problem>) -> FxHashSet<Utf8PathBuf> {
    let mut folders: FxHashSet<Utf8PathBuf> = FxHashSet::from_iter([project.root.clone()]);
    folders.extend(project.packages.iter().map(|package| package.root.clone()));
    for file in project.sources.iter().filter(|file| file.kind == FileKind::Json) {
        let Some(name) = file.path.file_name() else { continue };
        let configuration = name == "jsconfig.json" || name.starts_with("tsconfig") && name.ends_with(".json");
        if !configuration {
            continue;
        }
        if matches!(name, "tsconfig.json" | "jsconfig.json") {
            folders.extend(file.path.parent().map(Utf8Path::to_owned));
        }
        let text = file.text();
        // An empty one is legal.
        if file.skipped.is_none()
            && !text.trim().is_empty()
            && let Err(error) = json::parse(&text)
        {
            problems.push(broken(file, &error));
        }
    }
    folders
}

pub fn read_env_files(project: &mut Project) {
    let mut env_files: Vec<EnvFile> = project
        .sources
        .iter()
        .filter(|file| file.kind == FileKind::Env && file.skipped.is_none())
        .map(|file| EnvFile::new(file.id, &file.path, &file.text(), &project.apps))
        .collect();
    env_files.sort_by_cached_key(|env| project.files.path(env.file));
    project.env_files = Arc::new(env_files);
}

fn note_skipped(project: &Project, problems: &mut Vec<Problem>) {
    for file in project.sources.iter() {
        let message = match file.skipped {
            Some(Skip::TooLarge) => "not analysed: larger than 4 MiB",
            Some(Skip::NotUtf8) => "not analysed: not valid UTF-8",
            Some(Skip::Unreadable) => "not analysed: it cannot be read",
            Some(Skip::NotRegular) | None => continue,
        };
        if file.kind != FileKind::Text {
            let message = message.to_owned();
            problems.push(Problem { file: file.id, span: None, kind: ProblemKind::Skipped, message });
        }
    }
}

fn sort_problems(project: &Project, problems: &mut Vec<Problem>) {
    problems.sort_by_cached_key(|problem| (project.files.path(problem.file), problem.span));
    problems.dedup();
}
