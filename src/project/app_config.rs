//! `next.config.*`, `vite.config.*` and the like, read without running them.
//!
//! How values are read is in `written`; here stands what they mean.

use camino::Utf8Path;

use super::app::{App, AppConfig, ENVIRONMENTS, EVERY, InlinedEnv};
use super::bundler::{Bundler, Bundlers};
use super::root::normal;
use super::written::{Property, Value, Written};
use crate::syntax::ast::Kind;

/// Fills the app's configuration from what its configuration file says.
pub fn read(app: &mut App, written: &Written) {
    let mut properties = written.exported();
    if let Some(part) = app.framework.browser_config {
        properties = properties.iter().filter(|it| it.name == part).flat_map(|it| it.value.properties()).collect();
    }
    app.config.helpers.extend(written.helpers());
    let root = app.root.clone();
    let next = app.is_next();
    // Other folders are said relative to Vite's `root`, wherever it stands.
    if !next && let Some(folder) = properties.iter().rfind(|p| p.name == "root").and_then(|p| p.value.path()) {
        app.config.html_root = normal(&root.join(folder));
        if app.framework.browser_config.is_none() {
            app.config.env_dir.clone_from(&app.config.html_root);
        }
        app.public_dir = app.config.html_root.join(app.framework.public_dir);
    }
    for property in &properties {
        if next {
            next_option(&mut app.config, property);
        } else if property.name == "publicDir" {
            if let Some(folder) = property.value.path() {
                app.public_dir = normal(&app.config.html_root.join(folder));
            }
        } else {
            vite_option(&mut app.config, &root, property);
            around_vite(&mut app.config, &root, property);
            webpack_option(&mut app.config, &root, property);
        }
    }
    for path in app.framework.handed_out {
        app.config.handed_out.extend(below(&properties, path));
    }
    if next || !app.framework.import_meta_env {
        let by = if next { Bundler::Webpack.alone() } else { Bundlers::ALL };
        app.config.defines.extend(plugins(written).into_iter().map(|define| InlinedEnv { by, ..define }));
    }
}

/// Whether a configuration of webpack makes pages, or serves them: others make servers and libraries.
pub fn makes_pages(written: &Written) -> bool {
    let properties = written.exported();
    let is_for_node = properties.iter().any(|it| it.name == "target" && it.value.string() == Some("node"));
    let makes = |value: Value<'_>| {
        let Kind::New { callee, .. } = value.kind() else { return false };
        let plugin = value.at(callee).span().of(&value.facts().source).to_ascii_lowercase();
        plugin.contains("html") && plugin.ends_with("plugin")
    };
    !is_for_node && (properties.iter().any(|it| it.name == "devServer") || written.expressions().any(makes))
}

/// Whether a Next configuration sets webpack up, and nothing of Turbopack.
pub fn is_for_webpack(written: &Written) -> bool {
    let properties = written.exported();
    let has = |name: &str| properties.iter().any(|property| property.name == name);
    has("webpack") && !has("turbopack")
}

/// Whether a Vite configuration builds no app: a library, or nothing at all (it only sets tests up). `has_page`: an
/// `index.html` stands beside it.
pub fn is_for_library(written: &Written, has_page: bool) -> bool {
    let properties = written.exported();
    let builds = properties.iter().filter(|property| property.name == "build");
    let mut inner = builds.flat_map(|build| build.value.properties());
    let is_library = inner.any(|inner| inner.name == "lib" || inner.name == "ssr" && !has_page);
    let has = |name: &str| properties.iter().any(|property| property.name == name);
    is_library || !has_page && has("test") && !has("build") && !has("root")
}

/// Objects nest, but not without end.
const MAX_DEPTH: u32 = 12;

fn next_option(config: &mut AppConfig, property: &Property<'_>) {
    let value = property.value;
    match property.name {
        "basePath" => config.base_path = value.string().unwrap_or_default().trim_end_matches('/').to_owned(),
        "trailingSlash" => config.trailing_slash = value.bool(),
        "output" => config.output_export = value.string() == Some("export"),
        "productionBrowserSourceMaps" => config.source_maps = value.bool(),
        "pageExtensions" => {
            let extensions = value.strings();
            if !extensions.is_empty() {
                config.page_extensions = extensions.iter().map(|e| e.trim_start_matches('.').into()).collect();
            }
        }
        "transpilePackages" => {
            config.transpile_packages = value.strings().into_iter().map(Into::into).collect();
        }
        "env" => {
            config.inlined = entries(value);
            config.defines.extend(filled(value));
        }
        "compiler" => {
            for inner in value.properties().iter().filter(|inner| inner.name == "define") {
                config.defines.extend(defines(inner.value));
            }
        }
        _ => {}
    }
}

fn vite_option(config: &mut AppConfig, root: &Utf8Path, property: &Property<'_>) {
    let value = property.value;
    match property.name {
        "base" => config.base_path = value.string().unwrap_or_default().trim_end_matches('/').to_owned(),
        "envPrefix" => {
            let prefixes: Vec<Box<str>> =
                value.strings().into_iter().filter(|p| !p.is_empty()).map(Into::into).collect();
            if !prefixes.is_empty() {
                config.env_prefixes = prefixes;
            }
        }
        "envDir" => {
            if let Some(folder) = value.path() {
                config.env_dir = normal(&config.html_root.join(folder));
            }
        }
        // Of several objects the last one's name wins, which is looked for first.
        "define" => drop(config.defines.splice(..0, defines(value))),
        "build" => {
            for inner in &value.properties() {
                match inner.name {
                    "sourcemap" => config.source_maps = inner.value.bool(),
                    "rollupOptions" | "rolldownOptions" => inputs(config, root, inner.value),
                    _ => {}
                }
            }
        }
        "resolve" => {
            for inner in value.properties().iter().filter(|inner| inner.name == "alias") {
                aliases(config, root, inner.value);
            }
        }
        _ => {}
    }
}

/// What webpack and Rspack say in words of their own, and craco and older versions of Rspack around them.
fn webpack_option(config: &mut AppConfig, root: &Utf8Path, property: &Property<'_>) {
    match property.name {
        "entry" => {
            let paths = entry_paths(property.value, 0);
            config.inputs.extend(paths.iter().map(|path| normal(&root.join(path))));
        }
        "webpack" | "builtins" => {
            for inner in &property.value.properties() {
                match inner.name {
                    "define" => config.defines.extend(defines(inner.value)),
                    "alias" => aliases(config, root, inner.value),
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

/// `'./src/index.js'`, a list of such, an object of names and such, or of `{ import: … }`.
fn entry_paths(value: Value<'_>, depth: u32) -> Vec<String> {
    let value = value.follow();
    match value.kind() {
        _ if depth > MAX_DEPTH => Vec::new(),
        Kind::Array { items } => value.list(items).flat_map(|item| entry_paths(item, depth + 1)).collect(),
        Kind::Object { .. } => {
            value.properties().iter().flat_map(|inner| entry_paths(inner.value, depth + 1)).collect()
        }
        _ => value.path().into_iter().collect(),
    }
}

/// What frameworks that bring Vite along say around its options: the `vite` of Astro and Nuxt, `kit`, and of Astro
/// the schema of variables.
fn around_vite(config: &mut AppConfig, root: &Utf8Path, property: &Property<'_>) {
    let inner = || property.value.properties();
    match property.name {
        "vite" => inner().iter().for_each(|inner| vite_option(config, root, inner)),
        "alias" => aliases(config, root, property.value),
        "kit" => {
            for inner in &inner() {
                match inner.name {
                    "alias" => aliases(config, root, inner.value),
                    "env" => {
                        let prefixes = inner.value.properties();
                        let public = prefixes.iter().find(|prefix| prefix.name == "publicPrefix");
                        if let Some(prefix) = public.and_then(|prefix| prefix.value.string()) {
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
            for schema in schema {
                let fields = schema.value.properties();
                let public = fields.iter().filter(|field| is_for_client(field.value));
                config.inlined.extend(public.map(entry));
            }
        }
        _ => {}
    }
}

/// `envField.string({ context: 'client', access: 'public' })`.
fn is_for_client(field: Value<'_>) -> bool {
    field.properties().iter().any(|option| option.name == "context" && option.value.string() == Some("client"))
}

/// The entries below a path of names (`runtimeConfig.public`), those of inner objects too.
fn below(properties: &[Property<'_>], path: &str) -> Vec<InlinedEnv> {
    let (first, rest) = path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)));
    let named = properties.iter().filter(|property| property.name == first).map(|property| property.value);
    match rest {
        Some(rest) => named.flat_map(|object| below(&object.properties(), rest)).collect(),
        None => named.flat_map(|object| leaves(object, 0)).collect(),
    }
}

fn leaves(object: Value<'_>, depth: u32) -> Vec<InlinedEnv> {
    let mut found = Vec::new();
    for property in object.properties().iter().filter(|_| depth < MAX_DEPTH) {
        let value = property.value.follow();
        if matches!(value.kind(), Kind::Object { .. }) {
            found.extend(leaves(value, depth + 1));
        } else {
            found.push(entry(property));
        }
    }
    found
}

/// `input` as a path, a list or an object of paths; they are relative to the folder the build runs in, or to `root`.
fn inputs(config: &mut AppConfig, root: &Utf8Path, options: Value<'_>) {
    for option in options.properties().iter().filter(|option| option.name == "input") {
        let value = option.value.follow();
        let values: Vec<Value<'_>> = match value.kind() {
            Kind::Array { items } => value.list(items).collect(),
            Kind::Object { .. } => value.properties().iter().map(|property| property.value).collect(),
            _ => vec![value],
        };
        for path in values.into_iter().filter_map(Value::path) {
            config.inputs.extend([normal(&root.join(&path)), normal(&config.html_root.join(&path))]);
        }
    }
}

/// `{ '@': path }` and `[{ find: '@', replacement: path }]`; regular expressions that only anchor a prefix, too.
fn aliases(config: &mut AppConfig, root: &Utf8Path, value: Value<'_>) {
    let mut add = |find: &str, to: Option<String>| {
        config.aliases.extend(to.map(|to| (find.into(), normal(&root.join(to)))));
    };
    let value = value.follow();
    if let Kind::Array { items } = value.kind() {
        for item in value.list(items) {
            let properties = item.properties();
            let named = |name: &str| properties.iter().find(|p| p.name == name).map(|p| p.value.follow());
            let (Some(find), Some(to)) = (named("find"), named("replacement")) else { continue };
            let text = match find.kind() {
                Kind::Regex => prefix_of_regex(find.span().of(&find.facts().source)),
                _ => find.string().map(str::to_owned),
            };
            if let Some(text) = text {
                add(&text, to.path());
            }
        }
    }
    for property in value.properties() {
        add(property.name, property.value.path());
    }
}

fn entries(value: Value<'_>) -> Vec<InlinedEnv> {
    value.properties().iter().map(entry).collect()
}

fn entry(property: &Property<'_>) -> InlinedEnv {
    let value = property.value;
    InlinedEnv {
        name: property.name.into(),
        file: value.file(),
        key: property.key,
        value: value.span(),
        made_by: property.made_by.map(|call| (call.file(), call.span())),
        by: Bundlers::ALL,
        found: false,
    }
}

/// The entries; those of an object (`'process.env': { A: … }`) under their whole names too.
fn defines(value: Value<'_>) -> Vec<InlinedEnv> {
    let mut found = entries(value);
    for property in value.properties().iter().filter(|property| ENVIRONMENTS.contains(&property.name)) {
        let inner = entries(property.value).into_iter();
        found.extend(
            inner.map(|entry| InlinedEnv { name: format!("{}.{}", property.name, entry.name).into(), ..entry }),
        );
    }
    found.extend(made(value));
    found
}

/// Names that are made for each variable there is: `` [`process.env.${name}`] ``, whatever goes over them.
fn made(value: Value<'_>) -> Option<InlinedEnv> {
    let (key, object) = made_name(value.follow(), 0)?;
    let (name, file, all) = (format!("{object}.{EVERY}").into(), value.file(), value.span());
    // The key's place is in the configuration itself.
    let key = if key.file() == file { key.span() } else { all };
    Some(InlinedEnv { name, file, key, value: all, made_by: None, by: Bundlers::ALL, found: false })
}

/// The expression that makes such names, within a value or what it is made from.
fn made_name(value: Value<'_>, depth: u32) -> Option<(Value<'_>, &'static str)> {
    /// Names that lead to one another.
    const DEEPEST: u32 = 3;
    let object = |inner: Value<'_>| {
        let first = match inner.kind() {
            Kind::Template { parts } => inner.list(parts).next()?,
            Kind::Binary { left, .. } => inner.at(left),
            _ => return None,
        };
        let begin = first.facts().string(first.node)?.strip_suffix('.')?;
        ENVIRONMENTS.into_iter().find(|object| *object == begin)
    };
    value.descendants().find_map(|inner| Some((inner, object(inner)?))).or_else(|| {
        let names = value.descendants().filter(|inner| depth < DEEPEST && inner.kind() == Kind::Ident);
        names
            .map(|name| (name, name.follow()))
            .filter(|(name, led)| led.node != name.node)
            .find_map(|(_, led)| made_name(led, depth + 1))
    })
}

/// Whatever else an object of variables is filled with: in a loop, by a call, from another object.
fn filled(value: Value<'_>) -> Option<InlinedEnv> {
    let is_plain = matches!(value.kind(), Kind::Object { properties }
        if value.list(properties).all(|property| value.facts().static_property_name(property.node).is_some()));
    let (name, file, all) = (format!("process.env.{EVERY}").into(), value.file(), value.span());
    let every = InlinedEnv { name, file, key: all, value: all, made_by: None, by: Bundlers::ALL, found: false };
    (!is_plain).then_some(every)
}

/// What webpack's plugins are given that define names, wherever the configuration makes one.
fn plugins(written: &Written) -> Vec<InlinedEnv> {
    let mut found = Vec::new();
    for value in written.expressions() {
        let Kind::New { callee, arguments } = value.kind() else { continue };
        let callee = value.at(callee);
        let plugin = callee.span().of(&callee.facts().source);
        if plugin.ends_with("DefinePlugin") {
            found.extend(value.list(arguments).next().into_iter().flat_map(defines));
        } else if plugin.ends_with("EnvironmentPlugin") {
            value.list(arguments).for_each(|argument| found.extend(variables(argument)));
        } else if plugin.to_ascii_lowercase().trim_end_matches("plugin").ends_with("dotenv") {
            // What it finds in `.env`, it puts wherever code reads it (npmjs.com, *dotenv-webpack*).
            found.push(given(callee, EVERY));
        }
    }
    found
}

/// `new EnvironmentPlugin('A')`, `new EnvironmentPlugin(['A'])`, `new EnvironmentPlugin({ A: 'default' })`.
fn variables(names: Value<'_>) -> Vec<InlinedEnv> {
    let value = names.follow();
    match value.kind() {
        Kind::Array { items } => value.list(items).flat_map(variables).collect(),
        Kind::Object { .. } => {
            let under = |it: &Property<'_>| InlinedEnv { key: it.key, ..given(it.value, it.name) };
            value.properties().iter().map(under).collect()
        }
        _ => value.string().map(|name| given(value, name)).into_iter().collect(),
    }
}

/// A variable that a plugin finds a value for.
fn given(at: Value<'_>, name: &str) -> InlinedEnv {
    InlinedEnv {
        name: format!("process.env.{name}").into(),
        file: at.file(),
        key: at.span(),
        value: at.span(),
        made_by: None,
        by: Bundlers::ALL,
        found: true,
    }
}

/// `/^@\//` → `@/`; anything that is more than an anchored prefix: nothing.
fn prefix_of_regex(regex: &str) -> Option<String> {
    let body = regex.strip_prefix("/^")?;
    let body = &body[..body.rfind('/')?];
    let body = body.trim_end_matches('$').replace("\\/", "/");
    (!body.contains(['(', '[', '*', '+', '?', '|', '\\', '.'])).then_some(body)
}
