//! Which packages are apps, and of which framework.

use camino::{Utf8Path, Utf8PathBuf};
use rustc_hash::FxHashMap;

use super::app::{App, AppConfig, AppId};
use super::framework::{self, Framework};
use super::packages::Package;
use super::source::{FileKind, Sources};
use super::{Files, app_config, disk};
use crate::syntax::json::{self, Json};

/// What the tree looks like to the question "is this an app?".
pub struct Tree<'a> {
    pub files: &'a Files,
    pub sources: &'a Sources,
    /// Every script's and page's folder, and the folders above.
    folders: rustc_hash::FxHashSet<&'a Utf8Path>,
}

impl<'a> Tree<'a> {
    pub fn new(root: &Utf8Path, files: &'a Files, sources: &'a Sources) -> Self {
        let mut folders = rustc_hash::FxHashSet::default();
        for file in
            sources.iter().filter(|file| matches!(file.kind, FileKind::Script | FileKind::Html | FileKind::Markup))
        {
            for above in file.path.ancestors().skip(1) {
                if !folders.insert(above) || above == root {
                    break;
                }
            }
        }
        Self { files, sources, folders }
    }

    pub fn folder(&self, path: Utf8PathBuf) -> Option<Utf8PathBuf> {
        self.folders.contains(&*path).then_some(path)
    }

    /// The first of `root`/`stem`.`extension` that is there.
    pub fn config(&self, root: &Utf8Path, stem: &str) -> Option<Utf8PathBuf> {
        ["js", "mjs", "ts", "mts", "cjs", "cts"]
            .iter()
            .map(|extension| root.join(format!("{stem}.{extension}")))
            .find(|path| self.has(path))
    }

    pub fn has(&self, path: &Utf8Path) -> bool {
        self.files.get(path).is_some_and(|id| self.sources.get(id).is_some())
    }

    fn any_below(&self, folder: &Utf8Path, stems: &[&str]) -> bool {
        self.sources.iter().any(|file| {
            file.kind == FileKind::Script
                && file.path.starts_with(folder)
                && file.path.file_stem().is_some_and(|s| stems.contains(&s))
        })
    }
}

/// An app a package, sorted by root. A root without a `package.json` counts as one.
pub fn detect(root: &Utf8Path, packages: &[Package], tree: &Tree, public_prefixes: &[Box<str>]) -> Vec<App> {
    let mut apps: Vec<App> = packages.iter().map(|package| app(&package.root, Some(package), tree)).collect();
    if !packages.iter().any(|package| package.root == root) {
        apps.push(app(root, None, tree));
    }
    apps.sort_by(|a, b| a.root.as_str().cmp(b.root.as_str()));
    for (at, app) in apps.iter_mut().enumerate() {
        app.id = AppId(at as u32);
        app.config.env_prefixes.extend(public_prefixes.iter().cloned());
    }
    apps
}

fn app(root: &Utf8Path, package: Option<&Package>, tree: &Tree) -> App {
    let empty = FxHashMap::default();
    let dependencies = package.map_or(&empty, |package| &package.dependencies);
    // A top-level folder wins, and the one under `src` is then ignored whole.
    let route_folder = |name: &str| tree.folder(root.join(name)).or_else(|| tree.folder(root.join("src").join(name)));
    let (app_dir, pages_dir) = (route_folder("app"), route_folder("pages"));
    let framework = framework_of(root, package.is_some(), dependencies, tree, app_dir.as_deref(), pages_dir.as_deref());
    let next = framework.package == "next";
    let (app_dir, pages_dir) = if next { (app_dir, pages_dir) } else { (None, None) };
    let src = tree.folders.contains(&*root.join("src"));
    let mut app = App {
        id: AppId(0),
        root: root.to_owned(),
        name: package.and_then(|package| package.name.as_deref()).or(root.file_name()).unwrap_or_default().to_owned(),
        framework,
        version: version(root, framework, dependencies),
        src: if next { app_dir.iter().chain(&pages_dir).any(|dir| dir.starts_with(root.join("src"))) } else { src },
        app_dir,
        pages_dir,
        public_dir: root.join(framework.public_dir),
        typescript: tree.has(&root.join("tsconfig.json")),
        config: AppConfig {
            env_dir: root.to_owned(),
            html_root: root.to_owned(),
            page_extensions: if next { ["tsx", "ts", "jsx", "js"].map(Into::into).to_vec() } else { Vec::new() },
            env_prefixes: framework.public_prefixes.iter().map(|prefix| Box::from(*prefix)).collect(),
            ..AppConfig::default()
        },
        dependencies: dependencies.clone(),
    };
    let file = if next { tree.config(root, "next.config") } else { tree.config(root, "vite.config") };
    if let Some(file) = file.and_then(|path| tree.sources.get(tree.files.get(&path)?)) {
        app.config.file = Some(file.id);
        app_config::read(&mut app, &file.facts());
    }
    app
}

fn framework_of(
    root: &Utf8Path,
    is_package: bool,
    dependencies: &FxHashMap<Box<str>, Box<str>>,
    tree: &Tree,
    app_dir: Option<&Utf8Path>,
    pages_dir: Option<&Utf8Path>,
) -> &'static Framework {
    let depends = |package: &str| dependencies.contains_key(package);
    let next = if app_dir.is_some() { &framework::NEXT_APP } else { &framework::NEXT_PAGES };
    let routes = app_dir.is_some() || pages_dir.is_some();
    if tree.config(root, "next.config").is_some() || depends("next") && routes {
        return next;
    }
    if let Some(other) = framework::OTHERS.iter().find(|row| depends(row.package)) {
        return other;
    }
    if tree.config(root, "vite.config").is_some() || depends("vite") && tree.has(&root.join("index.html")) {
        return &framework::VITE;
    }
    // A folder without a description is told by its files.
    let routed = |dir: Option<&Utf8Path>, stems: &[&str]| dir.is_some_and(|dir| tree.any_below(dir, stems));
    if !is_package && (routed(app_dir, &["page", "layout"]) || routed(pages_dir, &["_app", "_document"])) {
        return next;
    }
    &framework::NONE
}

/// The version that is installed, else what the range names.
fn version(root: &Utf8Path, framework: &Framework, dependencies: &FxHashMap<Box<str>, Box<str>>) -> Option<(u32, u32)> {
    if framework.package.is_empty() {
        return None;
    }
    let installed = disk::read_small(&root.join("node_modules").join(framework.package).join("package.json"))
        .and_then(|text| json::parse(&String::from_utf8_lossy(&text)).ok())
        .and_then(|json| json.get("version").and_then(Json::as_str).and_then(first_version));
    installed.or_else(|| first_version(dependencies.get(framework.package)?))
}

/// `^15.1.0-canary` → 15.1; `latest`, `catalog:` → nothing.
fn first_version(range: &str) -> Option<(u32, u32)> {
    let digits = range.trim_start_matches(|c: char| !c.is_ascii_digit());
    let mut parts = digits.split(|c: char| !c.is_ascii_digit()).map(str::parse);
    let major = parts.next()?.ok()?;
    Some((major, parts.next().and_then(Result::ok).unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_ranges() {
        for (range, version) in [
            ("^15.1.0", Some((15, 1))),
            ("16", Some((16, 0))),
            ("latest", None),
            (">=14.2 <15", Some((14, 2))),
            ("catalog:", None),
        ] {
            assert_eq!(first_version(range), version, "{range}");
        }
    }
}
