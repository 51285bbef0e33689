//! Who may call the route: the app's own check, that of its session library, or nobody until somebody decides.

use camino::Utf8Path;

use super::house;
use super::support;
use super::target::{Router, Site};
use crate::fixes::imports::{Alias, Imports, specifier};
use crate::flow::{Flow, Module};
use crate::project::{FileKind, Project};
use crate::syntax::ast::Kind;
use crate::syntax::facts::ExportName;

/// The check at the head of a route.
#[derive(Clone, Debug)]
pub(super) struct Guard {
    /// Statements; they answer 401 or 403 themselves. The request is `request`, in the pages router `req` and `res`.
    pub code: String,
    pub imports: Imports,
    /// An expression that tells callers apart, once the check has passed.
    pub caller: Option<String>,
    /// For the action's title: `signed-in users, Auth.js`.
    pub title: String,
    /// `requireCaller` of `lib/route-guard` decides.
    pub stub: bool,
    /// Nobody gets through yet.
    pub closed: bool,
    /// Names that the code declares.
    pub names: Vec<String>,
}

/// How a refusal is written in the router.
pub(super) fn answer(router: Router, reply: &str, error: &str, status: u16) -> String {
    match router {
        Router::App => format!("return {reply}.json({{ error: '{error}' }}, {{ status: {status} }});"),
        Router::Pages => format!("return res.status({status}).json({{ error: '{error}' }});"),
    }
}

/// The guard for a route at `route`.
pub(super) fn find(
    flow: &Flow<'_>,
    project: &Project,
    site: &Site<'_>,
    alias: Option<&Alias>,
    route: &Utf8Path,
    reply: &str,
) -> Guard {
    let unauthorized = answer(site.router, reply, "unauthorized", 401);
    let from = |target: &Utf8Path| specifier(alias, route, target);
    let library = library(flow, project, site, &from, &unauthorized);
    if let Some(house) = house::guard(flow, project, site, alias, route) {
        // The same check, but the library's row knows what tells callers apart.
        return match library {
            Some(library) if house::plain(&library.code) == house::plain(&house.code) => library,
            _ => house,
        };
    }
    library.unwrap_or_else(|| {
        let closed = !support::has_own_guard(flow, project, site);
        Guard {
            code: format!(
                "const caller = await requireCaller({});\nif (!caller) {unauthorized}\n",
                request(site.router)
            ),
            imports: Imports::default(),
            caller: Some("caller.id".to_owned()),
            title: if closed { "closed until you add a guard" } else { "callers that `requireCaller` lets through" }
                .to_owned(),
            stub: true,
            closed,
            names: vec!["caller".to_owned()],
        }
    })
}

pub(super) const fn request(router: Router) -> &'static str {
    match router {
        Router::App => "request",
        Router::Pages => "req",
    }
}

fn library(
    flow: &Flow<'_>,
    project: &Project,
    site: &Site<'_>,
    from: &dyn Fn(&Utf8Path) -> String,
    unauthorized: &str,
) -> Option<Guard> {
    let app = site.app;
    let pages = site.router == Router::Pages;
    let major = |package: &str| major_version(app.dependencies.get(package)?);
    let mut imports = Imports::default();
    let guard = |code: String, imports: Imports, caller: &str, name: &str, declared: &str| {
        Some(Guard {
            code,
            imports,
            caller: Some(caller.to_owned()),
            title: format!("signed-in users, {name}"),
            stub: false,
            closed: false,
            names: vec![declared.to_owned()],
        })
    };
    if app.depends_on("next-auth") {
        // `export const { auth } = NextAuth(…)`
        if let Some(path) = exporter(flow, project, app.root.as_path(), "auth", &|module| calls(module, "NextAuth")) {
            imports.name(&from(&path), "auth");
            let arguments = if pages { "req, res" } else { "" };
            let code = format!("const session = await auth({arguments});\nif (!session?.user) {unauthorized}\n");
            return guard(code, imports, "session.user.email", "Auth.js", "session");
        }
        let options = exporter(flow, project, app.root.as_path(), "authOptions", &|_| true);
        if let Some(path) = options {
            imports.name("next-auth/next", "getServerSession");
            imports.name(&from(&path), "authOptions");
            let arguments = if pages { "req, res, authOptions" } else { "authOptions" };
            let code =
                format!("const session = await getServerSession({arguments});\nif (!session?.user) {unauthorized}\n");
            return guard(code, imports, "session.user.email", "NextAuth", "session");
        }
    }
    // Clerk's functions throw where its middleware does not run.
    let clerk = app.depends_on("@clerk/nextjs")
        && scripts(project, app.root.as_path()).any(|path| {
            matches!(path.file_stem(), Some("middleware" | "proxy"))
                && project
                    .peek(&path)
                    .is_some_and(|text| text.contains("clerkMiddleware") || text.contains("authMiddleware"))
        });
    if clerk {
        let code = if pages {
            imports.name("@clerk/nextjs/server", "getAuth");
            format!("const {{ userId }} = getAuth(req);\nif (!userId) {unauthorized}\n")
        } else {
            imports.name(
                if major("@clerk/nextjs").unwrap_or(6) < 5 { "@clerk/nextjs" } else { "@clerk/nextjs/server" },
                "auth",
            );
            // From version 6 on, `auth()` is a promise.
            let wait = if major("@clerk/nextjs").unwrap_or(6) >= 6 { "await " } else { "" };
            format!("const {{ userId }} = {wait}auth();\nif (!userId) {unauthorized}\n")
        };
        return guard(code, imports, "userId", "Clerk", "userId");
    }
    if app.depends_on("@supabase/ssr") && !pages {
        let factory = server_factory(flow, project, app.root.as_path());
        if let Some((path, name, asynchronous)) = factory {
            imports
                .name(&from(&path), &if name == "supabase" { format!("{name} as serverClient") } else { name.clone() });
            let wait = if asynchronous { "await " } else { "" };
            let code = format!(
                "const supabase = {wait}{name}();\nconst {{ data: {{ user }} }} = await supabase.auth.getUser();\nif (!user) \
                 {unauthorized}\n"
            );
            let mut guard = guard(code, imports, "user.id", "Supabase", "user")?;
            guard.names.push("supabase".to_owned());
            return Some(guard);
        }
    }
    if app.depends_on("better-auth")
        && let Some(path) = exporter(flow, project, app.root.as_path(), "auth", &|module| calls(module, "betterAuth"))
    {
        imports.name(&from(&path), "auth");
        let headers = if pages {
            imports.name("better-auth/node", "fromNodeHeaders");
            "fromNodeHeaders(req.headers)"
        } else {
            "request.headers"
        };
        let code = format!(
            "const session = await auth.api.getSession({{ headers: {headers} }});\nif (!session) {unauthorized}\n"
        );
        return guard(code, imports, "session.user.id", "Better Auth", "session");
    }
    None
}

/// The scripts under a folder, by path.
pub(super) fn scripts(project: &Project, root: &Utf8Path) -> impl Iterator<Item = camino::Utf8PathBuf> {
    let mut paths: Vec<camino::Utf8PathBuf> = project
        .sources
        .iter()
        .filter(|file| file.kind == FileKind::Script && file.path.starts_with(root))
        .map(|file| file.path.to_path_buf())
        .collect();
    paths.sort();
    paths.into_iter()
}

/// The file that exports `name` and of which `wanted` holds.
fn exporter(
    flow: &Flow<'_>,
    project: &Project,
    root: &Utf8Path,
    name: &str,
    wanted: &dyn Fn(&Module) -> bool,
) -> Option<camino::Utf8PathBuf> {
    scripts(project, root).find(|path| {
        project
            .by_path(path)
            .filter(|file| file.text().contains(name))
            .and_then(|file| flow.module(file.id))
            .is_some_and(|module| {
                let exports = module.facts.exports.iter().any(|export| {
                    !export.type_only && matches!(export.name, ExportName::Name(span) if module.text(span) == name)
                });
                exports && wanted(&module)
            })
    })
}

fn calls(module: &Module, function: &str) -> bool {
    module.calls().iter().any(|call| match module.kind(*call) {
        Kind::Call { callee, .. } => module.written(callee) == function,
        _ => false,
    })
}

/// The function that makes a Supabase client for the server: it reads cookies, takes nothing, and is exported.
fn server_factory(flow: &Flow<'_>, project: &Project, root: &Utf8Path) -> Option<(camino::Utf8PathBuf, String, bool)> {
    scripts(project, root).find_map(|path| {
        let file = project.by_path(&path)?;
        let text = file.text();
        if !text.contains("createServerClient") || !text.contains("next/headers") {
            return None;
        }
        let module = flow.module(file.id)?;
        module.facts.exports.iter().find_map(|export| {
            let ExportName::Name(span) = export.name else { return None };
            let name = module.text(span);
            let binding = module.lookup(crate::syntax::ast::ScopeId::MODULE, name)?;
            let declaration = module.binding(binding).declaration;
            let function = match module.kind(declaration) {
                Kind::Function(function) => function,
                Kind::Declarator { init: Some(init), .. } => match module.kind(init) {
                    Kind::Function(function) => function,
                    _ => return None,
                },
                _ => return None,
            };
            (function.parameters.len == 0).then(|| (path.clone(), name.to_owned(), function.is_async))
        })
    })
}

/// The major version that a range begins with: `^5.1.0`, `6`, `>=4`.
pub(crate) fn major_version(range: &str) -> Option<u32> {
    let digits: String = range.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}
