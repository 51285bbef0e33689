//! `next.config.*` and `vite.config.*`, read without running them.
//!
//! What is written plainly is read: objects, through constants, wrappers (`withX(config)`, `defineConfig`), spreads and
//! functions that return one. What is computed keeps its default.

use camino::{Utf8Path, Utf8PathBuf};

use super::app::{App, AppConfig, ENVIRONMENTS, InlinedEnv};
use super::root::normal;
use crate::syntax::ast::{Kind, NodeId};
use crate::syntax::facts::{ExportName, ExportSource, Facts};
use crate::text::Span;

/// Fills the app's configuration from the facts of its configuration file.
pub fn read(app: &mut App, facts: &Facts) {
    let reader = Reader { facts };
    let properties = reader.exported();
    let root = app.root.clone();
    let next = app.is_next();
    // Other folders are said relative to Vite's `root`, wherever it stands.
    if !next && let Some(folder) = properties.iter().rfind(|p| p.name == "root").and_then(|p| reader.path(p.value)) {
        app.config.html_root = normal(&root.join(folder));
        app.config.env_dir.clone_from(&app.config.html_root);
        app.public_dir = app.config.html_root.join(app.framework.public_dir);
    }
    for property in &properties {
        if next {
            reader.next(&mut app.config, property);
        } else if property.name == "publicDir" {
            if let Some(folder) = reader.path(property.value) {
                app.public_dir = normal(&app.config.html_root.join(folder));
            }
        } else {
            reader.vite(&mut app.config, &root, property);
            reader.around_vite(&mut app.config, &root, property);
        }
    }
    for path in app.framework.handed_out {
        app.config.handed_out.extend(reader.below(&properties, path));
    }
    if next {
        app.config.defines.extend(reader.plugins());
    }
}

/// Whether a Vite configuration builds no app: a library, or nothing at all (it only sets tests up). `has_page`: an
/// `index.html` stands beside it.
pub fn is_for_library(facts: &Facts, has_page: bool) -> bool {
    let reader = Reader { facts };
    let properties = reader.exported();
    let builds = properties.iter().filter(|property| property.name == "build");
    let mut inner = builds.flat_map(|build| reader.properties(build.value));
    let is_library = inner.any(|inner| inner.name == "lib" || inner.name == "ssr" && !has_page);
    let has = |name: &str| properties.iter().any(|property| property.name == name);
    is_library || !has_page && has("test") && !has("build") && !has("root")
}

struct Reader<'a> {
    facts: &'a Facts,
}

struct Property<'a> {
    name: &'a str,
    key: Span,
    value: NodeId,
}

/// Configurations nest wrappers, but not without end.
const MAX_DEPTH: u32 = 12;

impl<'a> Reader<'a> {
    /// The properties of what the file exports.
    fn exported(&self) -> Vec<Property<'a>> {
        let facts = self.facts;
        let mut properties = Vec::new();
        for export in &facts.exports {
            let node = match (export.name, export.source) {
                (ExportName::Default, ExportSource::Expression(node)) | (_, ExportSource::CommonJs(node)) => Some(node),
                (ExportName::Default, ExportSource::Local(_)) => {
                    facts.exported_binding(export).and_then(|binding| self.value_of(binding))
                }
                _ => None,
            };
            if let Some(node) = node {
                self.object(node, &mut properties, 0);
            }
        }
        properties
    }

    fn next(&self, config: &mut AppConfig, property: &Property) {
        let value = property.value;
        match property.name {
            "basePath" => config.base_path = self.string(value).unwrap_or_default().trim_end_matches('/').to_owned(),
            "trailingSlash" => config.trailing_slash = self.bool(value),
            "output" => config.output_export = self.string(value) == Some("export"),
            "productionBrowserSourceMaps" => config.source_maps = self.bool(value),
            "pageExtensions" => {
                let extensions = self.strings(value);
                if !extensions.is_empty() {
                    config.page_extensions = extensions.iter().map(|e| e.trim_start_matches('.').into()).collect();
                }
            }
            "transpilePackages" => {
                config.transpile_packages = self.strings(value).into_iter().map(Into::into).collect();
            }
            "env" => config.inlined = self.entries(value),
            "compiler" => {
                for inner in self.properties(value).iter().filter(|inner| inner.name == "define") {
                    config.defines.extend(self.defines(inner.value));
                }
            }
            _ => {}
        }
    }

    fn vite(&self, config: &mut AppConfig, root: &Utf8Path, property: &Property) {
        let value = property.value;
        match property.name {
            "base" => config.base_path = self.string(value).unwrap_or_default().trim_end_matches('/').to_owned(),
            "envPrefix" => {
                let prefixes: Vec<Box<str>> =
                    self.strings(value).into_iter().filter(|p| !p.is_empty()).map(Into::into).collect();
                if !prefixes.is_empty() {
                    config.env_prefixes = prefixes;
                }
            }
            "envDir" => {
                if let Some(folder) = self.path(value) {
                    config.env_dir = normal(&config.html_root.join(folder));
                }
            }
            "define" => config.defines = self.defines(value),
            "build" => {
                for inner in &self.properties(value) {
                    match inner.name {
                        "sourcemap" => config.source_maps = self.bool(inner.value),
                        "rollupOptions" | "rolldownOptions" => self.inputs(config, root, inner.value),
                        _ => {}
                    }
                }
            }
            "resolve" => {
                for inner in self.properties(value).iter().filter(|inner| inner.name == "alias") {
                    self.aliases(config, root, inner.value);
                }
            }
            _ => {}
        }
    }

    /// What frameworks that bring Vite along say around its options: the `vite` of Astro and Nuxt, `kit`, and of Astro
    /// the schema of variables.
    fn around_vite(&self, config: &mut AppConfig, root: &Utf8Path, property: &Property) {
        let inner = || self.properties(property.value);
        match property.name {
            "vite" => inner().iter().for_each(|inner| self.vite(config, root, inner)),
            "alias" => self.aliases(config, root, property.value),
            "kit" => {
                for inner in &inner() {
                    match inner.name {
                        "alias" => self.aliases(config, root, inner.value),
                        "env" => {
                            let prefixes = self.properties(inner.value);
                            let public = prefixes.iter().find(|prefix| prefix.name == "publicPrefix");
                            if let Some(prefix) = public.and_then(|prefix| self.string(prefix.value)) {
                                config.env_prefixes.retain(|known| **known != *"PUBLIC_");
                                config.env_prefixes.extend((!prefix.is_empty()).then(|| prefix.into()));
                            }
                        }
                        _ => {}
                    }
                }
            }
            "env" => {
                let schema = inner().into_iter().filter(|inner| inner.name == "schema");
                for entry in schema.flat_map(|schema| self.entries(schema.value)) {
                    if self.is_for_client(entry.value) {
                        config.inlined.push(entry);
                    }
                }
            }
            _ => {}
        }
    }

    /// `envField.string({ context: 'client', access: 'public' })`.
    fn is_for_client(&self, field: Span) -> bool {
        let field = self.facts.ast.covering(field);
        field.is_some_and(|field| {
            let options = self.properties(field);
            options.iter().any(|option| option.name == "context" && self.string(option.value) == Some("client"))
        })
    }

    /// The entries below a path of names (`runtimeConfig.public`), those of inner objects too.
    fn below(&self, properties: &[Property<'a>], path: &str) -> Vec<InlinedEnv> {
        let (first, rest) = path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)));
        let named = properties.iter().filter(|property| property.name == first);
        let inner = named.flat_map(|property| self.properties(property.value)).collect::<Vec<_>>();
        match rest {
            Some(rest) => self.below(&inner, rest),
            None => self.leaves(&inner, 0),
        }
    }

    fn leaves(&self, properties: &[Property<'a>], depth: u32) -> Vec<InlinedEnv> {
        let mut leaves = Vec::new();
        for property in properties.iter().filter(|_| depth < MAX_DEPTH) {
            let value = self.follow(property.value, 0);
            if matches!(self.facts.ast.kind(value), Kind::Object { .. }) {
                leaves.extend(self.leaves(&self.properties(value), depth + 1));
            } else {
                leaves.push(self.entry(property));
            }
        }
        leaves
    }

    /// `input` as a path, a list or an object of paths; they are relative to the folder the build runs in, or to `root`.
    fn inputs(&self, config: &mut AppConfig, root: &Utf8Path, options: NodeId) {
        for option in self.properties(options).iter().filter(|option| option.name == "input") {
            let value = self.follow(option.value, 0);
            let values: Vec<NodeId> = match self.facts.ast.kind(value) {
                Kind::Array { items } => self.facts.ast.list(items).to_vec(),
                Kind::Object { .. } => self.properties(value).iter().map(|property| property.value).collect(),
                _ => vec![value],
            };
            for path in values.into_iter().filter_map(|value| self.path(value)) {
                config.inputs.extend([normal(&root.join(path)), normal(&config.html_root.join(path))]);
            }
        }
    }

    /// `{ '@': path }` and `[{ find: '@', replacement: path }]`; regular expressions that only anchor a prefix, too.
    fn aliases(&self, config: &mut AppConfig, root: &Utf8Path, value: NodeId) {
        let mut add = |find: &str, to: Option<&str>| {
            if let Some(to) = to {
                let to = Utf8PathBuf::from(to);
                config.aliases.push((find.into(), normal(&root.join(to))));
            }
        };
        let value = self.follow(value, 0);
        let ast = &self.facts.ast;
        if let Kind::Array { items } = ast.kind(value) {
            for item in ast.list(items) {
                let properties = self.properties(*item);
                let named = |name: &str| properties.iter().find(|p| p.name == name).map(|p| self.follow(p.value, 0));
                let (Some(find), Some(to)) = (named("find"), named("replacement")) else { continue };
                let text = match ast.kind(find) {
                    Kind::Regex => prefix_of_regex(self.facts.text(find)),
                    _ => self.string(find).map(str::to_owned),
                };
                if let Some(text) = text {
                    add(&text, self.path(to));
                }
            }
        }
        for property in self.properties(value) {
            add(property.name, self.path(property.value));
        }
    }

    /// The object's properties, those of spread objects in their place.
    fn properties(&self, value: NodeId) -> Vec<Property<'a>> {
        let mut properties = Vec::new();
        self.object(value, &mut properties, 0);
        properties
    }

    /// Adds the properties of every object that the expression can be.
    fn object(&self, value: NodeId, out: &mut Vec<Property<'a>>, depth: u32) {
        if depth > MAX_DEPTH {
            return;
        }
        let ast = &self.facts.ast;
        let value = self.follow(value, 0);
        match ast.kind(value) {
            Kind::Object { properties } => {
                for property in ast.list(properties) {
                    match ast.kind(*property) {
                        Kind::Spread { argument } => self.object(argument, out, depth + 1),
                        Kind::Property { key, value, .. } => {
                            if let Some(name) = self.facts.static_property_name(*property) {
                                out.push(Property { name, key: ast.span(key), value });
                            }
                        }
                        _ => {}
                    }
                }
            }
            Kind::Function(function) => match function.body.map(|body| (body, ast.kind(body))) {
                Some((body, Kind::Block { .. })) => {
                    let returns = ast.descendants(body).filter_map(|id| match ast.kind(id) {
                        Kind::Return { argument } => {
                            let own = ast.enclosing_function(id).is_some_and(|(outer, _)| outer == value);
                            argument.filter(|_| own)
                        }
                        _ => None,
                    });
                    for argument in returns {
                        self.object(argument, out, depth + 1);
                    }
                }
                Some((body, _)) => self.object(body, out, depth + 1),
                None => {}
            },
            // `withX(options)(config)`, `withX(config)`, `defineConfig(config)`, `Object.assign({}, a)`.
            Kind::Call { arguments, .. } => {
                for argument in ast.list(arguments) {
                    self.object(*argument, out, depth + 1);
                }
            }
            Kind::Await { argument } => self.object(argument, out, depth + 1),
            Kind::Conditional { consequent, alternate, .. } => {
                self.object(consequent, out, depth + 1);
                self.object(alternate, out, depth + 1);
            }
            Kind::Logical { left, right, .. } => {
                self.object(left, out, depth + 1);
                self.object(right, out, depth + 1);
            }
            _ => {}
        }
    }

    /// Through wrappers and constants.
    fn follow(&self, value: NodeId, depth: u32) -> NodeId {
        let value = self.facts.ast.unwrapped(value);
        if depth < MAX_DEPTH
            && self.facts.ast.kind(value) == Kind::Ident
            && let Some(init) = self.facts.resolve(value).and_then(|binding| self.value_of(binding))
        {
            return self.follow(init, depth + 1);
        }
        value
    }

    /// What a name is declared with.
    fn value_of(&self, binding: crate::syntax::ast::BindingId) -> Option<NodeId> {
        let ast = &self.facts.ast;
        let declaration = ast.binding(binding)?.declaration;
        match ast.kind(declaration) {
            Kind::Declarator { target, init, .. } => init.filter(|_| matches!(ast.kind(target), Kind::Binding(_))),
            Kind::Function(_) => Some(declaration),
            _ => None,
        }
    }

    fn entries(&self, value: NodeId) -> Vec<InlinedEnv> {
        self.properties(value).iter().map(|property| self.entry(property)).collect()
    }

    fn entry(&self, property: &Property<'a>) -> InlinedEnv {
        InlinedEnv { name: property.name.into(), key: property.key, value: self.facts.ast.span(property.value) }
    }

    /// The entries; those of an object (`'process.env': { A: … }`) under their whole names too.
    fn defines(&self, value: NodeId) -> Vec<InlinedEnv> {
        let mut entries = self.entries(value);
        for property in self.properties(value).iter().filter(|property| ENVIRONMENTS.contains(&property.name)) {
            let inner = self.entries(property.value).into_iter();
            entries.extend(
                inner.map(|entry| InlinedEnv { name: format!("{}.{}", property.name, entry.name).into(), ..entry }),
            );
        }
        entries
    }

    /// What `new DefinePlugin({ … })` is given, wherever the configuration makes one for webpack.
    fn plugins(&self) -> Vec<InlinedEnv> {
        let ast = &self.facts.ast;
        let nodes = (0..ast.nodes.len()).map(NodeId::new);
        let plugins = nodes.filter_map(|node| match ast.kind(node) {
            Kind::New { callee, arguments } if self.facts.text(callee).ends_with("DefinePlugin") => {
                ast.list(arguments).first().copied()
            }
            _ => None,
        });
        plugins.flat_map(|options| self.defines(options)).collect()
    }

    fn string(&self, value: NodeId) -> Option<&'a str> {
        self.facts.string(self.follow(value, 0))
    }

    fn strings(&self, value: NodeId) -> Vec<&'a str> {
        let value = self.follow(value, 0);
        match self.facts.ast.kind(value) {
            Kind::Array { items } => self.facts.ast.list(items).iter().filter_map(|item| self.string(*item)).collect(),
            _ => self.string(value).into_iter().collect(),
        }
    }

    fn bool(&self, value: NodeId) -> bool {
        self.facts.ast.kind(self.follow(value, 0)) == Kind::Bool(true)
    }

    /// A path as configurations write it: a string, or the last one in `path.resolve(__dirname, './src')`,
    /// `fileURLToPath(new URL('./src', import.meta.url))`.
    fn path(&self, value: NodeId) -> Option<&'a str> {
        let value = self.follow(value, 0);
        if let Some(text) = self.facts.string(value) {
            return Some(text.trim_start_matches('/')).filter(|_| text.starts_with(['.', '/']) || !text.is_empty());
        }
        if !matches!(self.facts.ast.kind(value), Kind::Call { .. } | Kind::New { .. } | Kind::Member { .. }) {
            return None;
        }
        let strings: Vec<&str> = self
            .facts
            .ast
            .descendants(value)
            .filter_map(|id| self.facts.string(id))
            .filter(|s| !s.is_empty())
            .collect();
        strings.last().copied()
    }
}

/// `/^@\//` → `@/`; anything that is more than an anchored prefix: nothing.
fn prefix_of_regex(regex: &str) -> Option<String> {
    let body = regex.strip_prefix("/^")?;
    let body = &body[..body.rfind('/')?];
    let body = body.trim_end_matches('$').replace("\\/", "/");
    (!body.contains(['(', '[', '*', '+', '?', '|', '\\', '.'])).then_some(body)
}
