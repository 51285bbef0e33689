//! Which packages are apps, and of which framework.

use camino::{Utf8Path, Utf8PathBuf};
use rustc_hash::FxHashMap;

use super::app::{App, AppConfig, AppId};
use super::bundler::Bundler;
use super::framework::{self, Framework};
use super::packages::Package;
use super::root::normal;
use super::source::{FileKind, SourceFile, Sources};
use super::written::Written;
use super::{Files, app_config, catalogs, disk, host};
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

    /// The script that a path without its extension means, or the folder's index; a path that is there, as it is.
    fn entry(&self, path: &Utf8Path) -> Option<Utf8PathBuf> {
        let ends = ["", "/index"].into_iter().flat_map(|middle| {
            ["tsx", "ts", "jsx", "js", "mjs"].into_iter().map(move |end| format!("{path}{middle}.{end}").into())
        });
        std::iter::once(path.to_owned()).chain(ends).find(|path| self.has(path))
    }

    /// The folders of configurations that only an app has, by path.
    fn configured(&self) -> Vec<&'a Utf8Path> {
        let is_app = |path: &Utf8Path| {
            let name = path.file_name().unwrap_or_default();
            let beside = |name: &str| path.parent().is_some_and(|folder| self.has(&folder.join(name)));
            name.starts_with("next.config.") || name.starts_with("vite.config.") && beside("index.html")
        };
        let scripts = self.sources.iter().filter(|file| file.kind == FileKind::Script);
        let mut folders: Vec<_> =
            scripts.map(|file| &*file.path).filter(|path| is_app(path)).filter_map(Utf8Path::parent).collect();
        folders.sort_unstable();
        folders.dedup();
        folders
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

/// An app a package, sorted by root. A root without a `package.json` counts as one, and so does a folder with a framework's
/// configuration: some monorepos have one description for all their apps.
pub fn detect(root: &Utf8Path, packages: &[Package], tree: &Tree, public_prefixes: &[Box<str>]) -> Vec<App> {
    let mut apps: Vec<App> =
        packages.iter().map(|package| app(&package.root, Some(package), Some(package), tree)).collect();
    for folder in tree.configured().into_iter().chain([root]) {
        if !apps.iter().any(|app| app.root == folder) {
            let around = packages.iter().filter(|package| folder.starts_with(&package.root));
            let nearest = around.max_by_key(|package| package.root.as_str().len());
            apps.push(app(folder, None, nearest, tree));
        }
    }
    apps.sort_by(|a, b| a.root.as_str().cmp(b.root.as_str()));
    for (at, app) in apps.iter_mut().enumerate() {
        app.id = AppId(at as u32);
        app.config.env_prefixes.extend(public_prefixes.iter().cloned());
    }
    for (app, builders) in builders(&apps).into_iter().enumerate() {
        apps[app].builders = builders;
    }
    apps
}

/// By app: whose builds take its files.
fn builders(apps: &[App]) -> Vec<Vec<AppId>> {
    let is_built = |app: &&App| !app.framework.package.is_empty();
    let plain: FxHashMap<&str, usize> = apps
        .iter()
        .enumerate()
        .filter(|(_, app)| app.framework.package.is_empty())
        .map(|(at, app)| (&*app.name, at))
        .collect();
    let mut builders: Vec<Vec<AppId>> = vec![Vec::new(); apps.len()];
    for app in apps.iter().filter(is_built) {
        let mut todo = vec![app.id.0 as usize];
        while let Some(at) = todo.pop() {
            if !builders[at].contains(&app.id) {
                builders[at].push(app.id);
                todo.extend(apps[at].dependencies.keys().filter_map(|name| plain.get(&**name)));
            }
        }
    }
    // Nobody says that he depends on it, but files may be imported by their path.
    let all: Vec<AppId> = apps.iter().filter(is_built).map(|app| app.id).collect();
    for builders in builders.iter_mut().filter(|builders| builders.is_empty()) {
        builders.clone_from(&all);
    }
    builders
}

/// `own`: the package that stands in the folder; `package`: the one that describes it.
fn app(root: &Utf8Path, own: Option<&Package>, package: Option<&Package>, tree: &Tree) -> App {
    let empty = FxHashMap::default();
    let dependencies = package.map_or(&empty, |package| &package.dependencies);
    // A top-level folder wins, and the one under `src` is then ignored whole.
    let route_folder = |name: &str| tree.folder(root.join(name)).or_else(|| tree.folder(root.join("src").join(name)));
    let (app_dir, pages_dir) = (route_folder("app"), route_folder("pages"));
    let mut framework = framework_of(root, own.is_some(), dependencies, tree, app_dir.as_deref(), pages_dir.as_deref());
    let read = |stem: &str| tree.config(root, stem).and_then(|path| tree.sources.get(tree.files.get(&path)?));
    let configs: Vec<_> = framework.configs.iter().filter_map(|stem| read(stem)).collect();
    let has_page = tree.has(&root.join("index.html"));
    if framework == &framework::VITE
        && configs.iter().any(|file| app_config::is_for_library(&written(file, tree), has_page))
    {
        framework = &framework::NONE;
    }
    let makes_pages = || configs.iter().any(|file| app_config::makes_pages(&written(file, tree)));
    if [&framework::WEBPACK, &framework::RSPACK].contains(&framework) && !makes_pages() {
        framework = &framework::NONE;
    }
    let next = framework.package == "next";
    let (app_dir, pages_dir) = if next { (app_dir, pages_dir) } else { (None, None) };
    let version = version(root, framework, dependencies);
    let script = own.and_then(|package| package.build.as_deref()).unwrap_or_default();
    let src = tree.folders.contains(&*root.join("src"));
    let mut app = App {
        id: AppId(0),
        root: root.to_owned(),
        name: own.and_then(|package| package.name.as_deref()).or(root.file_name()).unwrap_or_default().to_owned(),
        framework,
        version,
        bundler: bundler(framework, version, script, dependencies),
        src: if next { app_dir.iter().chain(&pages_dir).any(|dir| dir.starts_with(root.join("src"))) } else { src },
        app_dir,
        pages_dir,
        public_dir: normal(&root.join(framework.page_root).join(framework.public_dir)),
        typescript: tree.has(&root.join("tsconfig.json")),
        config: AppConfig {
            env_dir: root.to_owned(),
            html_root: normal(&root.join(framework.page_root)),
            page_extensions: if next { ["tsx", "ts", "jsx", "js"].map(Into::into).to_vec() } else { Vec::new() },
            env_prefixes: framework.public_prefixes.iter().map(|prefix| Box::from(*prefix)).collect(),
            ..AppConfig::default()
        },
        builders: Vec::new(),
        hosted: host::of_app(root, framework, &|package| dependencies.contains_key(package), tree),
        dependencies: dependencies.clone(),
    };
    for file in configs.into_iter().filter(|_| !framework.package.is_empty()) {
        app.config.helpers.extend(app.config.file.replace(file.id));
        let written = written(file, tree);
        app_config::read(&mut app, &written);
        // Such an app does not build with Turbopack unless it is told to.
        if next && !script.contains("--turbo") && app_config::is_for_webpack(&written) {
            app.bundler = Bundler::Webpack;
        }
    }
    if let Some(entry) = framework.entry.filter(|_| app.config.inputs.is_empty()) {
        app.config.inputs.push(root.join(entry));
    }
    // webpack takes paths without what they end in.
    for input in &mut app.config.inputs {
        *input = tree.entry(input).unwrap_or_else(|| input.clone());
    }
    // What the configuration says itself is stronger.
    let aliases = framework.aliases.iter().map(|(find, folder)| ((*find).into(), normal(&root.join(folder))));
    app.config.aliases.extend(aliases);
    app
}

/// The configuration with the modules beside it.
fn written(file: &SourceFile, tree: &Tree) -> Written {
    let script = |path: Utf8PathBuf| {
        let file = tree.sources.get(tree.files.get(&path)?).filter(|file| file.kind == FileKind::Script)?;
        Some((file.id, path, file.facts()))
    };
    Written::new(file.id, &file.path, file.facts(), |path| {
        let (folder, name) = (path.parent()?, path.file_name()?);
        let ends = [".ts", ".js", ".mjs", ".mts", ".cjs", ".cts", "/index.ts", "/index.js"];
        // `./x.js` may mean `x.ts`.
        let stem = path.file_stem()?;
        script(path.to_owned())
            .or_else(|| ends.iter().find_map(|end| script(folder.join(format!("{name}{end}")))))
            .or_else(|| ends.iter().find_map(|end| script(folder.join(format!("{stem}{end}")))))
    })
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
    let configured =
        |row: &&Framework| depends(row.package) && row.configs.iter().any(|stem| tree.config(root, stem).is_some());
    if let Some(row) = [&framework::WEBPACK, &framework::RSPACK].into_iter().find(configured) {
        return row;
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
    // A workspace's packages are put beside it, or above.
    let installed = root.ancestors().find_map(|folder| {
        let text = disk::read_small(&folder.join("node_modules").join(framework.package).join("package.json"))?;
        let json = json::parse(&String::from_utf8_lossy(&text)).ok()?;
        json.get("version").and_then(Json::as_str).and_then(first_version)
    });
    installed.or_else(|| {
        let range = dependencies.get(framework.package)?;
        first_version(&catalogs::range(root, framework.package, range).unwrap_or_else(|| range.to_string()))
    })
}

/// Who builds the app when `script` is run. An unknown version is a new one.
fn bundler(
    framework: &Framework,
    version: Option<(u32, u32)>,
    script: &str,
    dependencies: &FxHashMap<Box<str>, Box<str>>,
) -> Bundler {
    let range = dependencies.get("vite");
    let is_rolldown = range.is_some_and(|range| range.contains("rolldown"));
    match framework.package {
        "next" if script.contains("--turbo") => Bundler::Turbopack,
        "next" if script.contains("--webpack") => Bundler::Webpack,
        "next" => match version {
            Some((..16, _)) => Bundler::Webpack,
            _ => Bundler::Turbopack,
        },
        "webpack" | "@rspack/core" => Bundler::Webpack,
        _ if framework.process_env => Bundler::Webpack,
        package => {
            let vite = if package == "vite" { version } else { range.and_then(|range| first_version(range)) };
            match vite {
                Some((..8, _)) if !is_rolldown => Bundler::Rollup,
                _ => Bundler::Rolldown,
            }
        }
    }
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
