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
    process_env: false,
    import_meta_env: false,
    routes: RouteStyle::Foreign,
    server_components: false,
    renders_on_server: true,
    public_dir: "public",
    exact: false,
    env_files: EnvFiles::ModeFirst,
};

pub static NEXT_APP: Framework = row!("next-app", "Next.js (app router)", "next", ["NEXT_PUBLIC_"], {
    process_env: true, routes: RouteStyle::NextApp, server_components: true, exact: true, env_files: EnvFiles::LocalFirst,
});
pub static NEXT_PAGES: Framework = row!("next-pages", "Next.js (pages router)", "next", ["NEXT_PUBLIC_"], {
    process_env: true, routes: RouteStyle::NextPages, exact: true, env_files: EnvFiles::LocalFirst,
});
pub static VITE: Framework = row!("vite", "Vite", "vite", ["VITE_"], {
    import_meta_env: true, routes: RouteStyle::None, renders_on_server: false, exact: true,
});

/// Frameworks that are told by a package, most telling first: most of them bring Vite along.
pub static OTHERS: [Framework; 9] = [
    row!("react-router", "React Router", "@react-router/dev", ["VITE_"], { import_meta_env: true }),
    row!("remix", "Remix", "@remix-run/dev", ["VITE_"], { import_meta_env: true }),
    row!("tanstack-start", "TanStack Start", "@tanstack/react-start", ["VITE_"], { import_meta_env: true }),
    row!("sveltekit", "SvelteKit", "@sveltejs/kit", ["PUBLIC_"], { import_meta_env: true, public_dir: "static" }),
    row!("astro", "Astro", "astro", ["PUBLIC_"], { import_meta_env: true }),
    row!("nuxt", "Nuxt", "nuxt", ["NUXT_PUBLIC_"], { import_meta_env: true }),
    row!("expo", "Expo", "expo", ["EXPO_PUBLIC_"], {
        process_env: true, routes: RouteStyle::None, renders_on_server: false, env_files: EnvFiles::LocalFirst,
    }),
    row!("gatsby", "Gatsby", "gatsby", ["GATSBY_"], { process_env: true, public_dir: "static" }),
    row!("create-react-app", "Create React App", "react-scripts", ["REACT_APP_"], {
        process_env: true, routes: RouteStyle::None, renders_on_server: false, env_files: EnvFiles::LocalFirst,
    }),
];

/// Every framework that is known.
pub fn all() -> impl Iterator<Item = &'static Framework> {
    [&NEXT_APP, &NEXT_PAGES, &VITE].into_iter().chain(&OTHERS)
}

/// A package with neither: nothing of it is taken for client code.
pub static NONE: Framework =
    row!("none", "no framework", "", [], { routes: RouteStyle::None, renders_on_server: false });

impl EnvFiles {
    /// The files that a production build reads, strongest first.
    pub const fn in_order(self) -> [&'static str; 4] {
        match self {
            Self::LocalFirst => [".env.production.local", ".env.local", ".env.production", ".env"],
            Self::ModeFirst => [".env.production.local", ".env.production", ".env.local", ".env"],
        }
    }
}
