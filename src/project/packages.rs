//! `package.json` files, and which folder a workspace package's name stands for.

use camino::{Utf8Path, Utf8PathBuf};
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use rustc_hash::{FxHashMap, FxHashSet};

use super::disk;
use super::entries::Entries;
use super::files::FileId;
use super::workspace::Workspace;
use crate::syntax::json::{self, Json, JsonError, Value};

/// What staunch reads of a `package.json`.
#[derive(Clone, PartialEq, Debug)]
pub struct Package {
    pub file: FileId,
    /// The folder it stands in, absolute.
    pub root: Utf8PathBuf,
    pub name: Option<Box<str>>,
    /// All dependency groups.
    pub dependencies: FxHashMap<Box<str>, Box<str>>,
    /// `scripts.build`.
    pub build: Option<Box<str>>,
    /// `workspaces`, as written.
    pub workspaces: Vec<Box<str>>,
    pub side_effects: SideEffects,
    /// What its `browser` field maps: absolute paths without extension, and names of packages.
    pub browser: FxHashSet<Box<str>>,
    pub entries: Entries,
    /// Its build puts `'use client'` on top of what it writes.
    pub built_as_client: bool,
}

/// `sideEffects`: whether a module whose exports are unused may be dropped with its effects.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum SideEffects {
    /// Not said, or `true`.
    #[default]
    Kept,
    /// `false`.
    Dropped,
    /// Kept only in files that match one of these, relative to the package.
    KeptIn(Vec<Box<str>>),
}

impl Package {
    pub fn read(file: FileId, root: &Utf8Path, text: &str) -> Result<Self, JsonError> {
        let json = json::parse(text)?;
        if !matches!(json.value, Value::Object(_)) {
            return Err(JsonError { span: json.span, message: "expected an object" });
        }
        let mut dependencies = FxHashMap::default();
        for group in ["peerDependencies", "optionalDependencies", "devDependencies", "dependencies"] {
            for entry in json.get(group).map(Json::entries).unwrap_or_default() {
                if let Some(range) = entry.value.as_str() {
                    dependencies.insert(entry.key.clone(), range.into());
                }
            }
        }
        let workspaces =
            json.get("workspaces").map(|w| w.get("packages").unwrap_or(w)).map(Json::items).unwrap_or_default();
        let side_effects = match json.get("sideEffects").map(|json| &json.value) {
            Some(Value::Bool(false)) => SideEffects::Dropped,
            Some(Value::Array(items)) => SideEffects::KeptIn(strings(items)),
            Some(Value::String(one)) => SideEffects::KeptIn(vec![one.clone()]),
            _ => SideEffects::Kept,
        };
        Ok(Self {
            file,
            root: root.to_owned(),
            name: json.get("name").and_then(Json::as_str).map(Into::into),
            dependencies,
            build: json.get("scripts").and_then(|scripts| scripts.get("build")).and_then(Json::as_str).map(Into::into),
            workspaces: strings(workspaces),
            side_effects,
            browser: json
                .get("browser")
                .map(Json::entries)
                .unwrap_or_default()
                .iter()
                .map(|entry| match entry.key.strip_prefix("./") {
                    Some(path) => stem(&root.join(path)).into(),
                    None => entry.key.clone(),
                })
                .collect(),
            entries: Entries::read(&json),
            built_as_client: false,
        })
    }

    /// Whether bundlers may drop this file of the package with its effects when nothing uses its exports.
    pub fn drops_effects(&self, path: &Utf8Path) -> bool {
        match &self.side_effects {
            SideEffects::Kept => false,
            SideEffects::Dropped => true,
            SideEffects::KeptIn(globs) => {
                let Ok(relative) = path.strip_prefix(&self.root) else { return false };
                !globs.iter().any(|glob| {
                    let glob = glob.trim_start_matches("./");
                    // As webpack has it: a pattern without a slash counts in every folder.
                    let anywhere = if glob.contains('/') { glob.to_owned() } else { format!("**/{glob}") };
                    GlobBuilder::new(&anywhere)
                        .literal_separator(true)
                        .build()
                        .is_ok_and(|g| g.compile_matcher().is_match(relative))
                })
            }
        }
    }
}

/// A path without its extension.
pub fn stem(path: &Utf8Path) -> &str {
    let text = path.as_str();
    let name = text.rfind('/').map_or(0, |slash| slash + 1);
    text[name..].rfind('.').map_or(text, |dot| &text[..name + dot])
}

fn strings(items: &[Json]) -> Vec<Box<str>> {
    items.iter().filter_map(Json::as_str).map(Into::into).collect()
}

/// The package part of a bare specifier: `lodash/fp` → `lodash`, `@a/b/c` → `@a/b`.
pub fn package_name(specifier: &str) -> &str {
    let slashes = usize::from(specifier.starts_with('@'));
    specifier.match_indices('/').nth(slashes).map_or(specifier, |(at, _)| &specifier[..at])
}

/// The packages of the workspace around `folder` that stand outside of it, by name.
pub fn workspace_around(folder: &Utf8Path) -> FxHashMap<Box<str>, Workspace> {
    let around = folder.ancestors().skip(1).find_map(|above| {
        let globs = workspace_globs(above);
        (!globs.is_empty()).then(|| expand(above, &globs))
    });
    let outside = around.into_iter().flatten().filter(|package| !package.starts_with(folder));
    outside.filter_map(described).collect()
}

/// `workspaces` of a `package.json`, `packages` of a `pnpm-workspace.yaml`.
fn workspace_globs(folder: &Utf8Path) -> Vec<Box<str>> {
    if let Some(text) = disk::read_small(&folder.join("pnpm-workspace.yaml")) {
        return pnpm_globs(&String::from_utf8_lossy(&text));
    }
    let Some(text) = disk::read_small(&folder.join("package.json")) else { return Vec::new() };
    let Ok(json) = json::parse(&String::from_utf8_lossy(&text)) else { return Vec::new() };
    let workspaces = json.get("workspaces").map(|w| w.get("packages").unwrap_or(w));
    strings(workspaces.map(Json::items).unwrap_or_default())
}

/// The list under `packages:`; the file holds little else, and no other YAML is read here.
fn pnpm_globs(text: &str) -> Vec<Box<str>> {
    let mut globs = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        let line = line.split(" #").next().unwrap_or_default().trim_end();
        if let Some(inline) = line.strip_prefix("packages:") {
            inside = true;
            let inline = inline.trim().trim_start_matches('[').trim_end_matches(']');
            globs.extend(inline.split(',').map(unquoted).filter(|glob| !glob.is_empty()).map(Into::into));
        } else if inside && let Some(item) = line.trim_start().strip_prefix("- ") {
            globs.push(unquoted(item).into());
        } else if !line.is_empty() && !line.starts_with([' ', '#', '-']) {
            inside = false;
        }
    }
    globs
}

fn unquoted(text: &str) -> &str {
    text.trim().trim_matches(['"', '\''])
}

/// Which folders are members of a workspace, by its globs.
pub struct Members {
    root: Utf8PathBuf,
    in_it: GlobSet,
    left_out: GlobSet,
}

impl Members {
    /// Of the workspace whose root is the folder; without one nothing is a member.
    pub fn of(root: &Utf8Path) -> Self {
        Self::new(root, &workspace_globs(root))
    }

    fn new(root: &Utf8Path, globs: &[Box<str>]) -> Self {
        let set = |negative: bool| {
            let mut set = GlobSetBuilder::new();
            for glob in globs.iter().filter(|glob| glob.starts_with('!') == negative) {
                let glob = glob.trim_start_matches('!').trim_start_matches("./").trim_end_matches('/');
                if let Ok(glob) = GlobBuilder::new(glob).literal_separator(true).build() {
                    set.add(glob);
                }
            }
            set.build().unwrap_or_else(|_| GlobSet::empty())
        };
        Self { root: root.to_owned(), in_it: set(false), left_out: set(true) }
    }

    pub fn contain(&self, folder: &Utf8Path) -> bool {
        let relative = folder.strip_prefix(&self.root);
        relative.is_ok_and(|relative| self.in_it.is_match(relative) && !self.left_out.is_match(relative))
    }
}

/// The member folders; at most four levels below the root.
fn expand(root: &Utf8Path, globs: &[Box<str>]) -> Vec<Utf8PathBuf> {
    let members = Members::new(root, globs);
    let mut found = Vec::new();
    let mut folders = vec![(root.to_owned(), 0)];
    while let Some((folder, depth)) = folders.pop() {
        for entry in folder.read_dir_utf8().into_iter().flatten().flatten() {
            if !entry.file_type().is_ok_and(|t| t.is_dir()) || super::kind::is_skipped_folder(entry.file_name(), false)
            {
                continue;
            }
            let path = folder.join(entry.file_name());
            if members.contain(&path) {
                found.push(path.clone());
            }
            if depth < 3 {
                folders.push((path, depth + 1));
            }
        }
    }
    found.sort();
    found
}

fn described(folder: Utf8PathBuf) -> Option<(Box<str>, Workspace)> {
    let text = disk::read_small(&folder.join("package.json"))?;
    let json = json::parse(&String::from_utf8_lossy(&text)).ok()?;
    let name = json.get("name").and_then(Json::as_str)?.into();
    Some((name, Workspace { folder, entries: Entries::read(&json) }))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use super::*;

    #[test]
    fn package_names_of_specifiers() {
        for (specifier, name) in [("react", "react"), ("lodash/fp", "lodash"), ("@a/b/c/d", "@a/b"), ("@a/b", "@a/b")] {
            assert_eq!(package_name(specifier), name);
        }
    }

    #[test]
    fn pnpm_lists() {
        assert_eq!(
            *pnpm_globs("packages:\n  - 'apps/*'\n  - \"!**/x\" # no\ncatalog:\n  - z\n"),
            ["apps/*".into(), "!**/x".into()]
        );
        assert_eq!(*pnpm_globs("packages: [a, 'b/*']\n"), ["a".into(), "b/*".into()]);
    }

    #[test]
    fn side_effects_by_glob() {
        let text = r#"{ "sideEffects": ["*.css", "./src/polyfill.js"], "devDependencies": { "vite": "^8" }, "workspaces": { "packages": ["a"] } }"#;
        let package = Package::read(FileId(0), "/p".into(), text).unwrap();
        assert!(!package.drops_effects("/p/src/polyfill.js".into()));
        assert!(!package.drops_effects("/p/x/a.css".into()));
        assert!(package.drops_effects("/p/src/other.js".into()));
        assert_eq!(package.dependencies.get("vite").map(|r| &**r), Some("^8"));
        assert_eq!(*package.workspaces, ["a".into()]);
    }
}
