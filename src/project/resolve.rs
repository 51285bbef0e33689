//! Where a specifier leads, per layer.
//!
//! Most specifiers name a file of the project or a package that is none of it; both are told from what is known already,
//! without a look at the disk. The rest (`exports`, `imports`, `browser`, links, files that no walk saw) is `oxc_resolver`'s.

use std::sync::{Arc, PoisonError, RwLock};

use camino::{Utf8Path, Utf8PathBuf};
use oxc_resolver::{ResolveError, ResolveOptions, ResolverGeneric};
use rustc_hash::{FxHashMap, FxHashSet};

use super::overlay::View;
use super::packages::{package_name, stem};
use super::root::normal;
use super::tsconfig::TsConfig;
use super::workspace::Workspace;
use super::{FileId, Files, Layer, Resolution, kind};

/// What a specifier leads to, on either side.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Target {
    pub client: Resolution,
    pub server: Resolution,
}

impl Target {
    pub const fn of(&self, layer: Layer) -> &Resolution {
        match layer {
            Layer::Client => &self.client,
            Layer::Server => &self.server,
        }
    }

    /// Whether either layer gets the file by it.
    pub fn leads_to(&self, file: FileId) -> bool {
        [&self.client, &self.server].contains(&&Resolution::File(file))
    }

    fn both(resolution: Resolution) -> Self {
        Self { client: resolution.clone(), server: resolution }
    }
}

/// What holds for all files of a folder, down to the next such folder.
#[derive(Debug, Default)]
pub struct Scope {
    /// The folder: of a `package.json`, `tsconfig.json` or `jsconfig.json`.
    pub folder: Utf8PathBuf,
    /// `paths` and `baseUrl`: the configuration and those it references.
    pub tsconfigs: Arc<[TsConfig]>,
    /// Aliases of the bundler: what a specifier starts with (or is), and the absolute path instead.
    pub aliases: Vec<(Box<str>, Utf8PathBuf)>,
    /// Where `/x` is looked for (Vite).
    pub html_root: Option<Utf8PathBuf>,
    /// Dependencies that are folders of this project or beside it (`workspace:`, `link:`, `file:`).
    pub linked: FxHashSet<Box<str>>,
    pub extensions: &'static [&'static str],
    /// What the package's `browser` field maps: path arithmetic is not enough for these.
    pub browser: FxHashSet<Box<str>>,
    /// What was answered for specifiers that lead to the same from every file here.
    pub(super) memo: RwLock<FxHashMap<Box<str>, Arc<Target>>>,
}

/// Next 16's own order; webpack's differs where two files share a name.
pub const TURBOPACK: &[&str] = &["tsx", "ts", "jsx", "js", "mjs", "json"];
pub const WEBPACK: &[&str] = &["js", "mjs", "tsx", "ts", "jsx", "json"];
pub const VITE: &[&str] = &["mjs", "js", "mts", "ts", "jsx", "tsx", "json"];

const ALL: &[&str] = &["tsx", "ts", "jsx", "js", "mjs", "mts", "cjs", "cts", "json"];

/// Immutable but for its caches; a change of what files there are makes a new one.
#[derive(Debug)]
pub struct Resolver {
    client: ResolverGeneric<View>,
    server: ResolverGeneric<View>,
    pub(super) files: Arc<Files>,
    /// The project's root as given, and without links where that differs.
    pub(super) root: Utf8PathBuf,
    real_root: Utf8PathBuf,
    scopes: FxHashMap<Box<str>, Arc<Scope>>,
    none: Arc<Scope>,
    /// Workspace packages by name.
    pub(super) workspace: FxHashMap<Box<str>, Workspace>,
    /// What was answered for specifiers of workspace packages.
    pub(super) memo: RwLock<FxHashMap<Box<str>, Option<Arc<Target>>>>,
}

/// Which files there are, for path arithmetic.
pub trait Known {
    fn exists(&self, id: FileId) -> bool;

    /// Whether it stands in the tree, and neither in a build's output nor where git ignores it.
    fn is_in_tree(&self, id: FileId) -> bool;
}

impl Resolver {
    pub fn new(
        view: View,
        files: Arc<Files>,
        root: Utf8PathBuf,
        real_root: Utf8PathBuf,
        workspace: FxHashMap<Box<str>, Workspace>,
    ) -> Self {
        let client = ResolverGeneric::new_with_file_system(view, options(Layer::Client));
        let server = client.clone_with_options(options(Layer::Server));
        let none = Arc::new(Scope { folder: root.clone(), extensions: ALL, ..Scope::default() });
        Self {
            client,
            server,
            files,
            root,
            real_root,
            scopes: FxHashMap::default(),
            none,
            workspace,
            memo: RwLock::default(),
        }
    }

    pub fn set_scopes(&mut self, scopes: impl IntoIterator<Item = Scope>) {
        self.scopes = scopes.into_iter().map(|scope| (scope.folder.as_str().into(), Arc::new(scope))).collect();
    }

    pub fn scope_of(&self, path: &Utf8Path) -> &Arc<Scope> {
        above(path).find_map(|above| self.scopes.get(above)).unwrap_or(&self.none)
    }

    /// Where `specifier` leads in the file of that path.
    pub fn resolve(&self, known: &impl Known, from: &Utf8Path, scope: &Scope, specifier: &str) -> Arc<Target> {
        let (specifier, query) = split_query(specifier);
        // webpack's inline loaders: the last part is the module.
        let specifier = specifier.rsplit('!').next().unwrap_or(specifier);
        if specifier.is_empty() || specifier.contains("://") || specifier.starts_with("data:") {
            return Arc::new(Target::both(Resolution::Missing));
        }
        if matches!(query, Some("url")) {
            return Arc::new(Target::both(Resolution::Asset));
        }
        let folder = from.parent().unwrap_or(from);
        if specifier.starts_with("./") || specifier.starts_with("../") || specifier == "." || specifier == ".." {
            let path = normal(&folder.join(specifier));
            return Arc::new(self.path(known, scope, from, &path, specifier.ends_with('/')));
        }
        if let Some(rest) = specifier.strip_prefix('/') {
            return Arc::new(match &scope.html_root {
                Some(root) => self.path(known, scope, from, &normal(&root.join(rest)), false),
                None => Target::both(Resolution::Missing),
            });
        }
        if let Some(target) = scope.memo.read().unwrap_or_else(PoisonError::into_inner).get(specifier) {
            return Arc::clone(target);
        }
        let target = self.bare(known, scope, from, specifier);
        let mut memo = scope.memo.write().unwrap_or_else(PoisonError::into_inner);
        memo.insert(specifier.into(), Arc::clone(&target));
        target
    }

    fn bare(&self, known: &impl Known, scope: &Scope, from: &Utf8Path, specifier: &str) -> Arc<Target> {
        let found = |target: &Target| target.client != Resolution::Missing || target.server != Resolution::Missing;
        for (find, to) in &scope.aliases {
            let rest = match specifier.strip_prefix(&**find) {
                Some(rest) if rest.is_empty() || rest.starts_with('/') || find.ends_with('/') => rest,
                _ => continue,
            };
            let target = self.path(known, scope, from, &normal(&to.join(rest.trim_start_matches('/'))), false);
            if found(&target) {
                return Arc::new(target);
            }
        }
        for config in &*scope.tsconfigs {
            for path in config.mapped(specifier) {
                let target = self.path(known, scope, from, &self.as_given(&path), false);
                if found(&target) {
                    return Arc::new(target);
                }
            }
            // Of what a `baseUrl` might mean, only what is known is tried: most are packages.
            let below = config.below_base_url(specifier).map(|path| self.as_given(&path));
            if let Some(path) = below.filter(|path| self.known_file(known, scope, path, false).is_some()) {
                return Arc::new(self.path(known, scope, from, &path, false));
            }
        }
        if let Some(builtin) = specifier.strip_prefix("node:") {
            return Arc::new(Target::both(Resolution::Builtin(builtin.into())));
        }
        let package = package_name(specifier);
        if let Some(target) = self.workspace_package(known, scope, package, specifier) {
            return target;
        }
        if specifier.starts_with('#') || scope.linked.contains(package) || scope.browser.contains(specifier) {
            let target = self.slow(known, from, specifier);
            if found(&target) || specifier.starts_with('#') {
                return Arc::new(target);
            }
        }
        Arc::new(Target::both(if is_builtin(package) {
            Resolution::Builtin(specifier.into())
        } else if is_package_name(package) {
            Resolution::Package(package.into())
        } else {
            Resolution::Missing
        }))
    }

    /// An absolute path as an import may spell it: without extension, or a folder.
    pub(super) fn path(
        &self,
        known: &impl Known,
        scope: &Scope,
        from: &Utf8Path,
        path: &Utf8Path,
        folder: bool,
    ) -> Target {
        if let Some(id) = self.known_file(known, scope, path, folder)
            && (scope.browser.is_empty() || !self.is_mapped(scope, id))
        {
            return Target::both(Resolution::File(id));
        }
        let name = path.file_name().unwrap_or_default();
        if !folder && is_asset(name) {
            return Target::both(Resolution::Asset);
        }
        self.slow(known, from, path.as_str())
    }

    pub(super) fn known_file(
        &self,
        known: &impl Known,
        scope: &Scope,
        path: &Utf8Path,
        folder: bool,
    ) -> Option<FileId> {
        let get = |path: &Utf8Path| self.files.get(path).filter(|id| known.exists(*id));
        if let Some(id) = get(path).filter(|_| !folder) {
            return Some(id);
        }
        let mut text = String::with_capacity(path.as_str().len() + 12);
        let mut with = |base: &str, extension: &str| {
            text.clear();
            text.push_str(base);
            text.push_str(extension);
            get(Utf8Path::new(&text))
        };
        let extensions = || scope.extensions.iter().copied();
        for extension in extensions().filter(|_| !folder) {
            if let Some(id) = with(path.as_str(), dotted(extension)) {
                return Some(id);
            }
        }
        // TypeScript's way to name `x.ts` by what it becomes.
        if let Some((stem, extension)) = path.as_str().rsplit_once('.').filter(|_| !folder) {
            let sources: &[&str] = match extension {
                "js" => &[".ts", ".tsx"],
                "jsx" => &[".tsx"],
                "mjs" => &[".mts"],
                "cjs" => &[".cts"],
                _ => &[],
            };
            if let Some(id) = sources.iter().find_map(|source| with(stem, source)) {
                return Some(id);
            }
        }
        // A folder with a description of its own may have any entry.
        if with(path.as_str(), "/package.json").is_some() {
            return None;
        }
        extensions().find_map(|extension| with(path.as_str(), index(extension)))
    }

    fn is_mapped(&self, scope: &Scope, id: FileId) -> bool {
        self.files.path(id).is_some_and(|path| scope.browser.contains(stem(&path)))
    }

    /// By the resolver proper.
    pub(super) fn slow(&self, known: &impl Known, from: &Utf8Path, specifier: &str) -> Target {
        let folder = from.parent().unwrap_or(from);
        let run = |resolver: &ResolverGeneric<View>| match resolver.resolve(folder.as_std_path(), specifier) {
            Ok(found) => self.landed(known, found.path()),
            Err(ResolveError::Builtin { resolved, .. }) => Resolution::Builtin(resolved.into()),
            // `browser: { "x": false }`.
            Err(ResolveError::Ignored(_)) => Resolution::Asset,
            Err(_) => Resolution::Missing,
        };
        Target { client: run(&self.client), server: run(&self.server) }
    }

    fn landed(&self, known: &impl Known, path: &std::path::Path) -> Resolution {
        let Some(path) = Utf8Path::from_path(path) else { return Resolution::Missing };
        if let Some((_, inside)) = path.as_str().rsplit_once("/node_modules/") {
            return Resolution::Package(package_name(inside).into());
        }
        let path = self.as_given(path);
        let id = self.files.intern(&path);
        let name = path.file_name().unwrap_or_default();
        if known.exists(id) || kind::is_script(name) || name.ends_with(".json") {
            Resolution::File(id)
        } else {
            Resolution::Asset
        }
    }

    /// A real path in the spelling of the project's root.
    fn as_given(&self, path: &Utf8Path) -> Utf8PathBuf {
        match path.strip_prefix(&self.real_root) {
            Ok(rest) if self.real_root != self.root => self.root.join(rest),
            _ => path.to_owned(),
        }
    }
}

fn options(layer: Layer) -> ResolveOptions {
    let strings = |list: &[&str]| list.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>();
    let client = layer == Layer::Client;
    ResolveOptions {
        condition_names: strings(if client {
            &["browser", "import", "module", "production", "require"]
        } else {
            &["react-server", "node", "import", "module", "production", "require"]
        }),
        main_fields: strings(if client { &["browser", "module", "main"] } else { &["module", "main"] }),
        alias_fields: if client { vec![vec!["browser".to_owned()]] } else { Vec::new() },
        extensions: ALL.iter().map(|e| format!(".{e}")).collect(),
        extension_alias: vec![
            (".js".to_owned(), strings(&[".js", ".ts", ".tsx"])),
            (".mjs".to_owned(), strings(&[".mjs", ".mts"])),
            (".cjs".to_owned(), strings(&[".cjs", ".cts"])),
        ],
        builtin_modules: true,
        node_path: false,
        ..ResolveOptions::default()
    }
}

/// The folders around a path, innermost first.
pub fn above(path: &Utf8Path) -> impl Iterator<Item = &str> {
    fn up<'p>(path: &&'p str) -> Option<&'p str> {
        path.rfind('/').map(|slash| &path[..slash])
    }
    std::iter::successors(up(&path.as_str()), up)
}

/// `./x?raw` → `./x`, `raw`.
fn split_query(specifier: &str) -> (&str, Option<&str>) {
    // `#x` is a package import, and a `?` at the start is no query.
    match specifier.get(1..).and_then(|rest| rest.find('?')) {
        Some(at) => (&specifier[..=at], specifier.get(at + 2..)),
        None => (specifier, None),
    }
}

fn dotted(extension: &'static str) -> &'static str {
    match extension {
        "tsx" => ".tsx",
        "ts" => ".ts",
        "jsx" => ".jsx",
        "js" => ".js",
        "mjs" => ".mjs",
        "mts" => ".mts",
        "cjs" => ".cjs",
        "cts" => ".cts",
        _ => ".json",
    }
}

fn index(extension: &'static str) -> &'static str {
    match extension {
        "tsx" => "/index.tsx",
        "ts" => "/index.ts",
        "jsx" => "/index.jsx",
        "js" => "/index.js",
        "mjs" => "/index.mjs",
        "mts" => "/index.mts",
        "cjs" => "/index.cjs",
        "cts" => "/index.cts",
        _ => "/index.json",
    }
}

/// A file that is no module of ours: an image, a font, a style sheet, a document.
pub(super) fn is_asset(name: &str) -> bool {
    let Some((_, extension)) = name.rsplit_once('.') else { return false };
    matches!(
        extension,
        "css"
            | "scss"
            | "sass"
            | "less"
            | "styl"
            | "pcss"
            | "svg"
            | "png"
            | "jpg"
            | "jpeg"
            | "gif"
            | "webp"
            | "avif"
            | "ico"
            | "woff"
            | "woff2"
            | "ttf"
            | "otf"
            | "eot"
            | "mp3"
            | "mp4"
            | "webm"
            | "wav"
            | "ogg"
            | "pdf"
            | "md"
            | "mdx"
            | "txt"
            | "wasm"
            | "glsl"
            | "html"
            | "graphql"
            | "gql"
            | "yaml"
            | "yml"
            | "toml"
            | "csv"
            | "glb"
    )
}

fn is_builtin(package: &str) -> bool {
    // https://nodejs.org/api/modules.html#built-in-modules (those that need no `node:`).
    matches!(
        package,
        "assert"
            | "async_hooks"
            | "buffer"
            | "child_process"
            | "cluster"
            | "console"
            | "constants"
            | "crypto"
            | "dgram"
            | "diagnostics_channel"
            | "dns"
            | "domain"
            | "events"
            | "fs"
            | "http"
            | "http2"
            | "https"
            | "inspector"
            | "module"
            | "net"
            | "os"
            | "path"
            | "perf_hooks"
            | "process"
            | "punycode"
            | "querystring"
            | "readline"
            | "repl"
            | "stream"
            | "string_decoder"
            | "sys"
            | "timers"
            | "tls"
            | "trace_events"
            | "tty"
            | "url"
            | "util"
            | "v8"
            | "vm"
            | "wasi"
            | "worker_threads"
            | "zlib"
    )
}

/// Whether it can be a package at all: `@/x`, `~/x` and the like are broken aliases.
fn is_package_name(name: &str) -> bool {
    let bare = name.strip_prefix('@').map_or(Some(name), |rest| rest.split_once('/').map(|(scope, _)| scope));
    bare.is_some_and(|bare| bare.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_are_no_part_of_the_path() {
        assert_eq!(split_query("./a?raw"), ("./a", Some("raw")));
        assert_eq!(split_query("./a"), ("./a", None));
        assert_eq!(split_query(""), ("", None));
    }

    #[test]
    fn broken_aliases_are_no_packages() {
        for name in ["react", "@a/b", "_x", "1password"] {
            assert!(is_package_name(name), "{name}");
        }
        for name in ["@", "@/lib", "~", "~/lib", "$lib", "#x"] {
            assert!(!is_package_name(package_name(name)), "{name}");
        }
    }
}
