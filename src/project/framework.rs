//! What a framework means for secrets: one row each.

/// One framework: how it is recognised, what it makes public, how its server routes look.
#[derive(PartialEq, Eq, Debug)]
pub struct Framework {
    /// Stable, printed by `staunch graph`: `next-app`, `next-pages`, `vite` …
    pub id: &'static str,
    pub name: &'static str,
    /// The dependency that gives it away.
    pub package: &'static str,
    /// A variable whose name starts with one of these is put into client code. Case-sensitive.
    pub public_prefixes: &'static [&'static str],
    /// Those among them that `import.meta.env` does not have: code imports these, or gets them with the page.
    pub handed_prefixes: &'static [&'static str],
    /// Whether client code takes variables from `process.env`.
    pub process_env: bool,
    /// Whether client code takes variables from `import.meta.env`.
    pub import_meta_env: bool,
    /// Where a call can be moved to.
    pub routes: RouteStyle,
    /// Whether `'use client'` and `'use server'` mean something.
    pub server_components: bool,
    /// Whether client components are rendered on the server first, so that private variables reach the HTML.
    pub renders_on_server: bool,
    /// The folder that is served as it is, relative to the app's root.
    pub public_dir: &'static str,
    /// Whether reach is as exact as the bundler; otherwise findings are *likely*.
    pub exact: bool,
    /// The order of `.env` files.
    pub env_files: EnvFiles,
    /// The configuration files without extension, in the order they are read.
    pub configs: &'static [&'static str],
    /// The member of the configuration that is about the browser, where others are about other programs.
    pub browser_config: Option<&'static str>,
    /// Where `index.html` is, from the app's root, if the configuration says nothing else.
    pub page_root: &'static str,
    /// The script that a build starts from, without extension, if the configuration says nothing else.
    pub entry: Option<&'static str>,
    /// What its routers and entries start, the first that fits; the rest must be imported. Next has more than patterns can say.
    pub starts: &'static [(Pattern, Start)],
    /// The module that lists the routes, without extension; it beats the folders.
    pub route_list: Option<&'static str>,
    /// The first major version in which a folder of routes holds no others.
    pub nested_before: Option<u32>,
    /// Modules that a browser's build refuses, or puts stubs in the place of.
    pub server_files: &'static [Pattern],
    /// The exports of a page that the browser does not get, nor what only they use.
    pub stripped: &'static [&'static str],
    /// The functions whose argument the browser does not get, nor what only it uses.
    pub server_calls: &'static [ServerCall],
    /// The functions that the framework calls for a browser, and what it sends of their results.
    pub sends: &'static [Sends],
    /// What specifiers begin with, and the folder instead; where two have the same name, the first that leads anywhere.
    pub aliases: &'static [(&'static str, &'static str)],
    /// Modules that stand for the environment, and what they give.
    pub env_modules: &'static [(&'static str, EnvModule)],
    /// Pages in which `%NAME%` is replaced, and what stands before the name; Vite's are what it starts from.
    pub pages: &'static [(Pattern, &'static str)],
    /// The objects of the configuration that every browser gets, as paths: `runtimeConfig.public`.
    pub handed_out: &'static [&'static str],
}

/// A path from the app's root: `*` stands for anything in one name, `**` for any folders.
pub type Pattern = &'static str;

/// Where the framework runs a file that nothing needs to import.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Start {
    /// In the browser.
    Browser,
    /// On the server, for the first page, and in the browser.
    Both,
    Server,
    /// Nowhere, though another pattern fits: tests beside routes.
    Nowhere,
}

/// What a module gives that stands for the environment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EnvModule {
    /// Public variables, written into client code.
    Public,
    /// Public variables as the server has them: where client code takes one, every page holds all of them.
    Served,
    Private,
}

/// `maker(…).method(argument)`; without a method `maker(…)({ property: argument })`, or `maker(argument)`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ServerCall {
    pub maker: &'static str,
    pub method: Option<&'static str>,
    /// Of the options: only this one is taken out.
    pub property: Option<&'static str>,
}

/// Functions of the server that a browser gets something from.
#[derive(PartialEq, Eq, Debug)]
pub struct Sends {
    /// Where it stands.
    pub files: Pattern,
    pub function: Sender,
    pub sent: Sent,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sender {
    /// What the module exports under one of the names: the function itself, or a package's call around it.
    Exports(&'static [&'static str]),
    /// The functions in an object that the module exports under that name.
    Members(&'static str),
    /// `maker(…).method(function)`; without a method `maker(function)`, or of its options the property.
    Call(ServerCall),
}

/// As what it is sent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sent {
    /// With the page, and to the router when it goes there.
    Data,
    /// To whoever calls it.
    Result,
    /// As the body of an answer.
    Body,
    /// Under `body` and `headers` of what they give back.
    Lambda,
    /// Not by itself: they make the answer.
    Answer,
}

/// What a module exports for the methods of requests.
pub const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

pub(super) const fn sends(files: Pattern, function: Sender, sent: Sent) -> Sends {
    Sends { files, function, sent }
}

const fn call(maker: &'static str, method: Option<&'static str>, property: Option<&'static str>) -> Sender {
    Sender::Call(ServerCall { maker, method, property })
}

/// What a server route of the framework looks like.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RouteStyle {
    /// `app/api/x/route.ts` exporting `POST`.
    NextApp,
    /// `pages/api/x.ts` with a default handler.
    NextPages,
    /// The framework has server routes, but staunch does not write them.
    Foreign,
    /// A browser-only app: the server is somewhere else.
    None,
}

/// Which `.env` file beats which in a production build.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EnvFiles {
    /// `.env.production.local`, `.env.local`, `.env.production`, `.env`.
    LocalFirst,
    /// `.env.production.local`, `.env.production`, `.env.local`, `.env`.
    ModeFirst,
}

macro_rules! row {
    ($id:literal, $name:literal, $package:literal, $prefixes:expr, { $($field:ident: $value:expr),* $(,)? }) => {
        Framework {
            id: $id,
            name: $name,
            package: $package,
            public_prefixes: &$prefixes,
            $($field: $value,)*
            ..DEFAULT
        }
    };
}

const DEFAULT: Framework = Framework {
    id: "",
    name: "",
    package: "",
    public_prefixes: &[],
    handed_prefixes: &[],
    process_env: false,
    import_meta_env: false,
    routes: RouteStyle::Foreign,
    server_components: false,
    renders_on_server: true,
    public_dir: "public",
    exact: false,
    env_files: EnvFiles::ModeFirst,
    configs: &["vite.config"],
    browser_config: None,
    page_root: "",
    entry: None,
    starts: &[],
    route_list: None,
    nested_before: None,
    server_files: &[],
    stripped: &[],
    server_calls: &[],
    sends: &[],
    aliases: &[],
    env_modules: &[],
    pages: &[],
    handed_out: &[],
};

/// Not `getInitialProps`.
const NEXT_PAGE_DATA: [&str; 3] = ["getServerSideProps", "getStaticProps", "getStaticPaths"];

pub static NEXT_APP: Framework = row!("next-app", "Next.js (app router)", "next", ["NEXT_PUBLIC_"], {
    process_env: true, routes: RouteStyle::NextApp, server_components: true, exact: true, env_files: EnvFiles::LocalFirst,
    configs: &["next.config"], stripped: &NEXT_PAGE_DATA,
});
pub static NEXT_PAGES: Framework = row!("next-pages", "Next.js (pages router)", "next", ["NEXT_PUBLIC_"], {
    process_env: true, routes: RouteStyle::NextPages, exact: true, env_files: EnvFiles::LocalFirst,
    configs: &["next.config"], stripped: &NEXT_PAGE_DATA,
});
pub static VITE: Framework = row!("vite", "Vite", "vite", ["VITE_"], {
    import_meta_env: true, routes: RouteStyle::None, renders_on_server: false, exact: true,
});

/// Of React Router's route modules; `clientLoader`, `clientAction` and `clientMiddleware` stay.
/// Source: reactrouter.com, *Route Module*, and a build by 7.6: of a route with all of them only `clientLoader`, `handle` and the
/// component were in `build/client`, and neither a constant that only `loader` read nor the module it was made by.
const ROUTE_DATA: [&str; 4] = ["loader", "action", "middleware", "headers"];

/// Source: reactrouter.com, *Data Loading*, *Actions*: both are serialised whole.
const ROUTE_RESULTS: [Sends; 2] = [
    sends("app/**", Sender::Exports(&["loader"]), Sent::Data),
    sends("app/**", Sender::Exports(&["action"]), Sent::Result),
];

/// Source: reactrouter.com, *.server modules*.
const SERVER_NAMES: [Pattern; 2] = ["**/*.server.*", "**/.server/**"];

/// Source: reactrouter.com, *File Route Conventions*: a folder is a route by its `route` module, and holds others beside it.
/// `remix-flat-routes` has folders of routes as well, whose names end in `+`.
/// `react-router-auto-routes` keeps helpers in those that begin with it.
const ROUTE_FILES: [(Pattern, Start); 13] = [
    ("app/routes/**/+*/**", Start::Nowhere),
    ("app/**/*.test.*", Start::Nowhere),
    ("app/**/*.spec.*", Start::Nowhere),
    ("app/**/*.server.*", Start::Nowhere),
    ("app/entry.server.*", Start::Server),
    ("app/entry.client.*", Start::Browser),
    ("app/root.*", Start::Both),
    ("app/routes/*.*", Start::Both),
    ("app/routes/*/route.*", Start::Both),
    ("app/routes/*/index.*", Start::Both),
    ("app/routes/**/*+/*.*", Start::Both),
    ("app/routes/**/*+/*/route.*", Start::Both),
    ("app/routes/**/*+/*/index.*", Start::Both),
];

/// What bundles by webpack's rules, of a configuration that makes pages. It has no variables but those that a plugin defines.
pub static WEBPACK: Framework = row!("webpack", "webpack", "webpack", [], {
    routes: RouteStyle::None, renders_on_server: false, configs: &WEBPACK_CONFIGS, entry: Some("src/index"),
});
pub static RSPACK: Framework = row!("rspack", "Rspack", "@rspack/core", [], {
    routes: RouteStyle::None, renders_on_server: false, configs: &["rspack.config"], entry: Some("src/index"),
});

/// The base before what is made of it.
const WEBPACK_CONFIGS: [&str; 5] =
    ["webpack.common", "webpack.config", "webpack.prod", "webpack.config.prod", "config/webpack.config"];

/// Frameworks that are told by a package, most telling first: most of them bring Vite along.
pub static OTHERS: [Framework; 11] = [
    row!("react-router", "React Router", "@react-router/dev", ["VITE_"], {
        import_meta_env: true, starts: &ROUTE_FILES, server_files: &SERVER_NAMES, stripped: &ROUTE_DATA, sends: &ROUTE_RESULTS,
        route_list: Some("app/routes"),
    }),
    row!("remix", "Remix", "@remix-run/dev", ["VITE_"], {
        import_meta_env: true, starts: &ROUTE_FILES, server_files: &SERVER_NAMES, stripped: &ROUTE_DATA, sends: &ROUTE_RESULTS,
        nested_before: Some(2),
    }),
    // tanstack.com/start, *Server Functions*, *Execution Model*, *Import Protection*.
    row!("tanstack-start", "TanStack Start", "@tanstack/react-start", ["VITE_"], {
        import_meta_env: true,
        starts: &[
            ("src/**/*.test.*", Start::Nowhere),
            ("src/routes/**", Start::Both),
            ("src/router.*", Start::Both),
            ("src/start.*", Start::Both),
            ("src/client.*", Start::Browser),
            ("src/server.*", Start::Server),
            ("app/routes/**", Start::Both),
            ("app/router.*", Start::Both),
            ("app/client.*", Start::Browser),
            ("app/ssr.*", Start::Server),
        ],
        server_files: &["**/*.server.*"],
        server_calls: &[
            ServerCall { maker: "createServerFn", method: Some("handler"), property: None },
            ServerCall { maker: "createServerFn", method: Some("inputValidator"), property: None },
            ServerCall { maker: "createServerFn", method: Some("validator"), property: None },
            ServerCall { maker: "createMiddleware", method: Some("server"), property: None },
            ServerCall { maker: "createIsomorphicFn", method: Some("server"), property: None },
            ServerCall { maker: "createServerOnlyFn", method: None, property: None },
            ServerCall { maker: "serverOnly", method: None, property: None },
            ServerCall { maker: "createFileRoute", method: None, property: Some("server") },
            ServerCall { maker: "createServerFileRoute", method: Some("methods"), property: None },
        ],
        sends: &[
            sends("**", call("createServerFn", Some("handler"), None), Sent::Result),
            sends("**", call("createFileRoute", None, Some("loader")), Sent::Data),
            sends("**", call("createFileRoute", None, Some("beforeLoad")), Sent::Data),
        ],
    }),
    // Seen in a build by SvelteKit 2: both kinds of hooks, both scripts and `load` ship, an import that is never named does not;
    // `import.meta.env` has `VITE_` names only. svelte.dev/docs/kit, *Routing*, *Hooks*, *Server-only modules*, *Remote functions*, `$env/*`.
    row!("sveltekit", "SvelteKit", "@sveltejs/kit", ["PUBLIC_", "VITE_"], {
        import_meta_env: true,
        public_dir: "static",
        handed_prefixes: &["PUBLIC_"],
        configs: &["svelte.config", "vite.config"],
        starts: &[
            ("src/routes/**/+server.*", Start::Server),
            ("src/routes/**/+*.server.*", Start::Server),
            ("src/routes/**/+page*.*", Start::Both),
            ("src/routes/**/+layout*.*", Start::Both),
            ("src/routes/**/+error*.*", Start::Both),
            ("src/hooks.server.*", Start::Server),
            ("src/instrumentation.server.*", Start::Server),
            ("src/hooks.client.*", Start::Browser),
            ("src/service-worker.*", Start::Browser),
            ("src/hooks.*", Start::Both),
        ],
        server_files: &["**/*.server.*", "src/lib/server/**", "**/*.remote.*"],
        sends: &[
            sends("**/+server.*", Sender::Exports(&METHODS), Sent::Answer),
            sends("**/+server.*", Sender::Exports(&["fallback"]), Sent::Answer),
            sends("**/+*.server.*", Sender::Exports(&["load"]), Sent::Data),
            sends("**/+page.server.*", Sender::Members("actions"), Sent::Result),
            sends("**/*.remote.*", call("query", None, None), Sent::Result),
            sends("**/*.remote.*", call("form", None, None), Sent::Result),
            sends("**/*.remote.*", call("command", None, None), Sent::Result),
            sends("**/*.remote.*", call("prerender", None, None), Sent::Result),
        ],
        aliases: &[("$lib", "src/lib")],
        env_modules: &[
            ("$env/static/public", EnvModule::Public),
            ("$env/dynamic/public", EnvModule::Served),
            ("$env/static/private", EnvModule::Private),
            ("$env/dynamic/private", EnvModule::Private),
        ],
        pages: &[("src/app.html", "sveltekit.env.")],
    }),
    // Seen in a build by Astro 5: scripts, `client:load` and `client:only` components ship with what they import; front matter, a
    // component without a directive, and a name without the prefix do not. docs.astro.build, *Project structure*, *Endpoints*, *Actions*, *Environment variables*. Every component counts as used.
    row!("astro", "Astro", "astro", ["PUBLIC_"], {
        import_meta_env: true,
        configs: &["astro.config"],
        starts: &[
            ("src/**/*.astro", Start::Both),
            ("src/pages/**", Start::Server),
            ("src/middleware.*", Start::Server),
            ("src/middleware/index.*", Start::Server),
            ("src/actions/**", Start::Server),
            ("src/content/config.*", Start::Server),
            ("src/content.config.*", Start::Server),
            ("src/live.config.*", Start::Server),
        ],
        server_files: &["src/actions/**"],
        sends: &[
            sends("src/pages/**", Sender::Exports(&METHODS), Sent::Answer),
            sends("src/pages/**", Sender::Exports(&["ALL"]), Sent::Answer),
            sends("src/actions/**", call("defineAction", None, Some("handler")), Sent::Result),
        ],
        env_modules: &[("astro:env/client", EnvModule::Public), ("astro:env/server", EnvModule::Private)],
    }),
    // nuxt.com/docs, *Directory Structure*, *Runtime Config*. What is imported by itself counts as used.
    row!("nuxt", "Nuxt", "nuxt", ["NUXT_PUBLIC_", "VITE_"], {
        import_meta_env: true,
        handed_prefixes: &["NUXT_PUBLIC_"],
        configs: &["nuxt.config"],
        starts: &[
            ("**/*.test.*", Start::Nowhere),
            ("**/*.spec.*", Start::Nowhere),
            ("**/*.stories.*", Start::Nowhere),
            ("server/**", Start::Server),
            ("**/*.server.vue", Start::Server),
            ("**/plugins/**/*.server.*", Start::Server),
            ("**/plugins/**/*.client.*", Start::Browser),
            ("**/*.client.vue", Start::Browser),
            ("pages/**", Start::Both),
            ("components/**/*.vue", Start::Both),
            ("layouts/**", Start::Both),
            ("composables/*", Start::Both),
            ("composables/*/index.*", Start::Both),
            ("utils/*", Start::Both),
            ("utils/*/index.*", Start::Both),
            ("middleware/*", Start::Both),
            ("plugins/*", Start::Both),
            ("plugins/*/index.*", Start::Both),
            ("app.vue", Start::Both),
            ("error.vue", Start::Both),
            ("app.config.*", Start::Both),
            ("app/pages/**", Start::Both),
            ("app/components/**/*.vue", Start::Both),
            ("app/layouts/**", Start::Both),
            ("app/composables/*", Start::Both),
            ("app/composables/*/index.*", Start::Both),
            ("app/utils/*", Start::Both),
            ("app/utils/*/index.*", Start::Both),
            ("app/middleware/*", Start::Both),
            ("app/plugins/*", Start::Both),
            ("app/plugins/*/index.*", Start::Both),
            ("app/app.vue", Start::Both),
            ("app/error.vue", Start::Both),
            ("app/app.config.*", Start::Both),
        ],
        server_files: &["server/**"],
        sends: &[
            sends("server/api/**", Sender::Exports(&["default"]), Sent::Body),
            sends("server/routes/**", Sender::Exports(&["default"]), Sent::Body),
            sends("server/middleware/**", Sender::Exports(&["default"]), Sent::Body),
        ],
        aliases: &[("~~", "."), ("@@", "."), ("#shared", "shared"), ("~", "app"), ("@", "app"), ("~", "."), ("@", ".")],
        handed_out: &["runtimeConfig.public"],
    }),
    // docs.expo.dev, *Environment variables*, *API routes*, *app.json*. What is not the app's own configuration never ships.
    row!("expo", "Expo", "expo", ["EXPO_PUBLIC_"], {
        process_env: true, routes: RouteStyle::None, renders_on_server: false, env_files: EnvFiles::LocalFirst,
        configs: &["app.config"],
        starts: &[
            ("**/*.test.*", Start::Nowhere),
            ("**/*+api.*", Start::Server),
            ("app/**/+html.*", Start::Server),
            ("app/+middleware.*", Start::Server),
            ("src/app/**/+html.*", Start::Server),
            ("src/app/+middleware.*", Start::Server),
            ("app/**", Start::Browser),
            ("src/app/**", Start::Browser),
            ("App.*", Start::Browser),
            ("index.*", Start::Browser),
            ("src/App.*", Start::Browser),
        ],
        sends: &[sends("**/*+api.*", Sender::Exports(&METHODS), Sent::Answer)],
        handed_out: &["extra", "expo.extra"],
    }),
    // gatsbyjs.com/docs, *Gatsby Project Structure*, *Environment Variables*; what goes: its `webpack-remove-exports-loader`.
    row!("gatsby", "Gatsby", "gatsby", ["GATSBY_"], {
        process_env: true,
        public_dir: "static",
        configs: &[],
        starts: &[
            ("**/*.test.*", Start::Nowhere),
            ("gatsby-browser.*", Start::Browser),
            ("gatsby-node.*", Start::Server),
            ("gatsby-config.*", Start::Server),
            ("gatsby-ssr.*", Start::Server),
            ("src/api/**", Start::Server),
            ("src/pages/**", Start::Both),
            ("src/templates/**", Start::Both),
        ],
        stripped: &["getServerData", "config"],
        sends: &[
            sends("src/api/**", Sender::Exports(&["default"]), Sent::Answer),
            sends("src/**", Sender::Exports(&["getServerData"]), Sent::Data),
        ],
    }),
    // electron-vite.org, *Env Variables and Modes*, and its source: a renderer has its own prefix and Vite's, and its page stands
    // in `src/renderer`. What the main process is made of gets into no browser.
    row!("electron-vite", "electron-vite", "electron-vite", ["RENDERER_VITE_", "VITE_"], {
        import_meta_env: true, routes: RouteStyle::None, renders_on_server: false, exact: true,
        configs: &["electron.vite.config"], browser_config: Some("renderer"), page_root: "src/renderer",
    }),
    // cli.vuejs.org, *Modes and Environment Variables*, *Configuration Reference*.
    row!("vue-cli", "Vue CLI", "@vue/cli-service", ["VUE_APP_"], {
        process_env: true, routes: RouteStyle::None, renders_on_server: false, env_files: EnvFiles::LocalFirst,
        configs: &["vue.config"], entry: Some("src/main"),
    }),
    // create-react-app.dev, *Folder Structure*: the one entry there is. Two tools change its webpack configuration.
    row!("create-react-app", "Create React App", "react-scripts", ["REACT_APP_"], {
        process_env: true, routes: RouteStyle::None, renders_on_server: false, env_files: EnvFiles::LocalFirst,
        configs: &["craco.config", "config-overrides"],
        starts: &[("src/index.*", Start::Browser), ("src/service-worker.*", Start::Browser)],
        pages: &[("public/index.html", "")],
    }),
];

/// Whether a module of some framework by that name stands for the environment.
pub fn is_env_module(specifier: &str) -> bool {
    env_modules().any(|module| module == specifier)
}

/// The modules of all frameworks that stand for the environment.
pub fn env_modules() -> impl Iterator<Item = &'static str> {
    OTHERS.iter().flat_map(|framework| framework.env_modules.iter().map(|(module, _)| *module))
}

/// Every framework that is known.
pub fn all() -> impl Iterator<Item = &'static Framework> {
    [&NEXT_APP, &NEXT_PAGES, &VITE, &WEBPACK, &RSPACK].into_iter().chain(&OTHERS)
}

/// A package with neither: nothing of it is taken for client code.
pub static NONE: Framework =
    row!("none", "no framework", "", [], { routes: RouteStyle::None, renders_on_server: false });

/// What the framework makes of the path from the app's root.
pub fn start(framework: &Framework, path: &str) -> Option<Start> {
    framework.starts.iter().find(|(pattern, _)| fits(pattern, path)).map(|(_, start)| *start)
}

/// Whether the path from the app's root fits the pattern.
pub fn fits(pattern: Pattern, path: &str) -> bool {
    let (first, rest) = pattern.split_once('/').map_or((pattern, None), |(first, rest)| (first, Some(rest)));
    match (first, rest) {
        ("**", None) => true,
        ("**", Some(rest)) => fits(rest, path) || path.split_once('/').is_some_and(|(_, below)| fits(pattern, below)),
        (first, None) => !path.contains('/') && fits_name(first, path),
        (first, Some(rest)) => {
            path.split_once('/').is_some_and(|(folder, below)| fits_name(first, folder) && fits(rest, below))
        }
    }
}

fn fits_name(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((start, rest)) => name.strip_prefix(start).is_some_and(|name| {
            name.char_indices().map(|(at, _)| at).chain([name.len()]).any(|at| fits_name(rest, &name[at..]))
        }),
    }
}

impl EnvFiles {
    /// The files that a production build reads, strongest first.
    pub const fn in_order(self) -> [&'static str; 4] {
        match self {
            Self::LocalFirst => [".env.production.local", ".env.local", ".env.production", ".env"],
            Self::ModeFirst => [".env.production.local", ".env.production", ".env.local", ".env"],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn patterns() {
        for (pattern, path) in [
            ("app/root.*", "app/root.tsx"),
            ("app/routes/*/route.*", "app/routes/a.$b/route.tsx"),
            ("src/pages/**", "src/pages/a/b.ts"),
            ("**/*.server.*", "db.server.ts"),
            ("**/*.server.*", "app/db.server.test.ts"),
            ("**/.server/**", "app/.server/a/db.ts"),
            ("src/routes/**/+page.*", "src/routes/+page.svelte"),
            ("src/routes/**/+page.*", "src/routes/(a)/[b]/+page.ts"),
        ] {
            assert!(fits(pattern, path), "{pattern} {path}");
        }
        for (pattern, path) in [
            ("app/routes/*.*", "app/routes/a/helper.ts"),
            ("src/pages/**", "src/pagesx/a.ts"),
            ("**/*.server.*", "app/server.ts"),
            ("server/**", "app/server/a.ts"),
            ("src/routes/**/+page.*", "src/routes/+pages.ts"),
        ] {
            assert!(!fits(pattern, path), "{pattern} {path}");
        }
    }
}
