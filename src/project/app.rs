//! One app of the project: its root, its framework and what its configuration says.

use camino::{Utf8Path, Utf8PathBuf};
use rustc_hash::FxHashMap;

use super::bundler::{Bundler, Bundlers};
use super::files::FileId;
use super::framework::Framework;
use super::host::Hosted;
use crate::text::Span;

/// An app's number in one [`Project`](super::Project); not stable across snapshots.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct AppId(pub u32);

/// A package that is built for the browser (or a plain package, with [`NONE`](super::framework::NONE)).
#[derive(Clone, PartialEq, Debug)]
pub struct App {
    pub id: AppId,
    /// Absolute: the folder of its `package.json`.
    pub root: Utf8PathBuf,
    /// `name` of its `package.json`, else the folder's.
    pub name: String,
    pub framework: &'static Framework,
    /// Major and minor of the framework's range, where it names one.
    pub version: Option<(u32, u32)>,
    /// Who builds it for production, by its version and its build script.
    pub bundler: Bundler,
    /// Absolute; `app` or `src/app` (Next).
    pub app_dir: Option<Utf8PathBuf>,
    /// Absolute; `pages` or `src/pages` (Next).
    pub pages_dir: Option<Utf8PathBuf>,
    /// Whether sources live under `src/`.
    pub src: bool,
    /// Absolute: served as it is. It need not exist.
    pub public_dir: Utf8PathBuf,
    /// It has a `tsconfig.json`.
    pub typescript: bool,
    pub config: AppConfig,
    /// The apps whose builds take its files: itself, or for a package without a framework those that depend on it.
    pub builders: Vec<AppId>,
    /// The folders whose files a host runs as functions.
    pub hosted: Vec<Hosted>,
    /// All dependency groups of `package.json`: name to range.
    pub dependencies: FxHashMap<Box<str>, Box<str>>,
}

impl App {
    pub fn contains(&self, path: &Utf8Path) -> bool {
        path.starts_with(&self.root)
    }

    /// Whether the framework is surely older than that.
    pub fn is_before(&self, major: u32, minor: u32) -> bool {
        self.version.is_some_and(|version| version < (major, minor))
    }

    pub fn depends_on(&self, package: &str) -> bool {
        self.dependencies.contains_key(package)
    }

    pub fn is_next(&self) -> bool {
        self.framework.package == "next"
    }

    /// Whether its build writes files for a host that runs nothing.
    pub fn is_static(&self) -> bool {
        !self.framework.package.is_empty() && (!self.framework.renders_on_server || self.config.output_export)
    }

    /// Whether a build puts a variable of this name into client code wherever it is read there.
    pub fn is_public_env(&self, name: &str) -> bool {
        self.config.env_prefixes.iter().any(|prefix| name.starts_with(&**prefix))
            || self.config.inlined.iter().any(|entry| *entry.name == *name)
    }
}

/// The environment as a define may replace it, whole or by name.
pub(super) const ENVIRONMENTS: [&str; 2] = ["process.env", "import.meta.env"];

/// The name in a define whose name is made for each variable: `` [`process.env.${name}`] ``.
pub(super) const EVERY: &str = "*";

/// What the framework's configuration says, read without running it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct AppConfig {
    /// `next.config.*`, `vite.config.*` and the like; `None` when there is none.
    pub file: Option<FileId>,
    /// The modules beside it that it is made from.
    pub helpers: Vec<FileId>,
    /// `basePath`, without a slash at the end; empty by default.
    pub base_path: String,
    pub trailing_slash: bool,
    /// `output: 'export'`: no server, so no routes.
    pub output_export: bool,
    /// `productionBrowserSourceMaps`.
    pub source_maps: bool,
    /// Without the first dot; Next's default is `tsx ts jsx js`.
    pub page_extensions: Vec<Box<str>>,
    /// Variables that are inlined whatever their prefix: Next's `env`.
    pub inlined: Vec<InlinedEnv>,
    /// Constants replaced in client code: `define`, `compiler.define`; the whole key (`process.env.X`, `__KEY__`).
    pub defines: Vec<InlinedEnv>,
    /// What every browser gets with the page, whether code asks for it or not: Nuxt's `runtimeConfig.public`, Expo's `extra`.
    pub handed_out: Vec<InlinedEnv>,
    pub transpile_packages: Vec<Box<str>>,
    /// The public prefixes: the framework's, or those of Vite's `envPrefix`, and the user's own `publicPrefixes`.
    pub env_prefixes: Vec<Box<str>>,
    /// Absolute: where `.env` files are read (Vite's `envDir`).
    pub env_dir: Utf8PathBuf,
    /// Absolute: Vite's `root`, where `index.html` is.
    pub html_root: Utf8PathBuf,
    /// Absolute: what a build starts from instead of `index.html` (Vite's `rollupOptions.input`, webpack's `entry`); empty:
    /// `index.html` alone.
    pub inputs: Vec<Utf8PathBuf>,
    /// Aliases of the bundler (Vite's `resolve.alias`): what a specifier starts with, and the absolute path instead.
    pub aliases: Vec<(Box<str>, Utf8PathBuf)>,
}

impl AppConfig {
    /// The define that replaces `process.env.NAME` (`object`: `process.env`): its own, else that of the whole object.
    pub fn define_of(&self, object: &str, name: &str) -> Option<&InlinedEnv> {
        let member = |name: &str| self.defines.iter().find(|define| define.is_below(object, name));
        // Bundlers define `NODE_ENV` themselves.
        let whole = || self.defines.iter().find(|define| *define.name == *object).filter(|_| name != "NODE_ENV");
        member(name).or_else(|| member(EVERY)).or_else(whole)
    }

    /// Whether the file is the configuration, or a module that it is made from.
    pub fn is_made_of(&self, file: FileId) -> bool {
        self.file == Some(file) || self.helpers.contains(&file)
    }

    /// The define that replaces `process.env` as a whole.
    pub fn whole_define(&self) -> Option<&InlinedEnv> {
        self.defines.iter().find(|define| &*define.name == "process.env")
    }

    /// Whether a define of its own replaces `process.env.NAME` (`object`: `process.env`).
    pub fn defines_below(&self, object: &str, name: &str) -> bool {
        self.defines.iter().any(|define| define.is_below(object, name))
    }

    /// The defines of global names, which code uses without an environment: `__KEY__`.
    pub fn global_defines(&self) -> impl Iterator<Item = &InlinedEnv> {
        self.defines.iter().filter(|define| !ENVIRONMENTS.iter().any(|object| define.name.starts_with(object)))
    }
}

/// A name that the build replaces by a value, and where the configuration says so.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InlinedEnv {
    pub name: Box<str>,
    /// The configuration, or a module beside it.
    pub file: FileId,
    /// The key's place there.
    pub key: Span,
    /// The value's expression there.
    pub value: Span,
    /// The call that gives the object it is of, where the value may depend on its arguments.
    pub made_by: Option<(FileId, Span)>,
    /// Whose builds do so.
    pub by: Bundlers,
    /// A plugin finds the value: nothing in the configuration says it.
    pub found: bool,
}

impl InlinedEnv {
    /// Whether it is `process.env.NAME` (`object`: `process.env`).
    fn is_below(&self, object: &str, name: &str) -> bool {
        self.name.strip_prefix(object).and_then(|rest| rest.strip_prefix('.')) == Some(name)
    }

    /// Whether it stands for a name for each variable of an environment.
    pub fn is_every(&self) -> bool {
        self.variable() == EVERY
    }

    /// The variable's name, or the global one: `X` of `process.env.X`.
    pub fn variable(&self) -> &str {
        let of = |object| self.name.strip_prefix(object).and_then(|rest| rest.strip_prefix('.'));
        ENVIRONMENTS.into_iter().find_map(of).unwrap_or(&self.name)
    }
}
