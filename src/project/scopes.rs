//! What holds for the files of a folder when a specifier is resolved: aliases, linked packages, the order of extensions.

use std::sync::{Arc, RwLock};

use camino::{Utf8Path, Utf8PathBuf};
use rustc_hash::{FxHashMap, FxHashSet};

use super::app::App;
use super::packages::Package;
use super::resolve::{Resolver, Scope, TURBOPACK, VITE, WEBPACK};
use super::source::Sources;
use super::tsconfig::{self, TsConfig};
use super::{Files, disk};

/// One scope for each folder that describes itself. `folders`: those of a `package.json`, `tsconfig.json`, `jsconfig.json`.
pub fn scopes(
    root: &Utf8Path,
    folders: &FxHashSet<Utf8PathBuf>,
    packages: &[Package],
    apps: &[App],
    files: &Files,
    sources: &Sources,
    resolver: &Resolver,
) -> Vec<Scope> {
    let mut loaded: FxHashMap<Utf8PathBuf, Arc<[TsConfig]>> = FxHashMap::default();
    let there = |path: &Utf8Path| match files.get(path) {
        Some(id) if sources.get(id).is_some() => true,
        // What stands above the project was not walked.
        _ => !path.starts_with(root) && disk::is_regular(path),
    };
    let configurations = Configurations { files, sources, resolver };
    folders
        .iter()
        .map(|folder| {
            let configuration = folder
                .ancestors()
                .flat_map(|above| [above.join("tsconfig.json"), above.join("jsconfig.json")])
                .find(|path| there(path));
            let tsconfigs = configuration.map(|path| {
                loaded.entry(path).or_insert_with_key(|path| tsconfig::read(path, &configurations).into()).clone()
            });
            let innermost = |root: &Utf8Path| folder.starts_with(root);
            let package = packages.iter().filter(|p| innermost(&p.root)).max_by_key(|p| p.root.as_str().len());
            let app = apps.iter().filter(|a| innermost(&a.root)).max_by_key(|a| a.root.as_str().len());
            let linked = |range: &str| ["workspace:", "link:", "file:", "portal:"].iter().any(|p| range.starts_with(p));
            Scope {
                folder: folder.clone(),
                tsconfigs: tsconfigs.unwrap_or_default(),
                aliases: app.map(|app| app.config.aliases.clone()).unwrap_or_default(),
                html_root: app.filter(|app| !app.is_next()).map(|app| app.config.html_root.clone()),
                linked: package
                    .map(|p| p.dependencies.iter().filter(|(_, r)| linked(r)).map(|(name, _)| name.clone()).collect())
                    .unwrap_or_default(),
                extensions: app.map_or(TURBOPACK, extensions),
                browser: package.map(|package| package.browser.clone()).unwrap_or_default(),
                memo: RwLock::default(),
            }
        })
        .collect()
}

fn extensions(app: &App) -> &'static [&'static str] {
    match (app.framework.package, app.version) {
        ("next", Some((..16, _))) => WEBPACK,
        ("next", _) => TURBOPACK,
        _ if app.framework.import_meta_env => VITE,
        _ => TURBOPACK,
    }
}

struct Configurations<'a> {
    files: &'a Files,
    sources: &'a Sources,
    resolver: &'a Resolver,
}

impl tsconfig::Source for Configurations<'_> {
    fn text(&self, path: &Utf8Path) -> Option<String> {
        match self.files.get(path).and_then(|id| self.sources.get(id)) {
            Some(file) => Some(file.text().to_string()),
            None => disk::read_text(path).ok(),
        }
    }

    fn package(&self, from: &Utf8Path, name: &str) -> Option<Utf8PathBuf> {
        let installed = || from.ancestors().map(|above| above.join("node_modules").join(name));
        match self.resolver.workspace_folder(name) {
            Some(folder) => Some(folder.to_owned()),
            None => installed().find(|folder| disk::is_folder(folder)),
        }
    }
}
