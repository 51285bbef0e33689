//! Where the route goes: router, file, URL.

use camino::{Utf8Path, Utf8PathBuf};

use crate::fixes::Refusal;
use crate::fixes::names;
use crate::flow::Module;
use crate::graph::{Graph, RootKind};
use crate::project::{App, FileKind, Project, RouteStyle};
use crate::syntax::json;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Router {
    App,
    Pages,
}

/// A place for one route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    pub path: Utf8PathBuf,
    /// As the browser asks for it, base path included.
    pub url: String,
    /// The last part of its path: `send-sms`.
    pub slug: String,
}

/// What all routes of one move have in common.
#[derive(Clone, Debug)]
pub(super) struct Site<'a> {
    pub app: &'a App,
    pub router: Router,
    /// `ts` or `js`, as the project's `pageExtensions` have it.
    pub extension: String,
    pub typescript: bool,
    /// Where routes go, relative to the router's folder: `api`, `api/v1`.
    base: String,
    folder: Utf8PathBuf,
    /// Where helpers go.
    pub lib: Utf8PathBuf,
    /// TypeScript rejects parameters that nothing reads.
    pub strict_parameters: bool,
    /// TypeScript minds `null` and `undefined`: without that a test against them says nothing of a value's type.
    pub strict_nulls: bool,
}

/// The app's router for a call in `module`.
pub(super) fn site<'a>(project: &Project, graph: &Graph, app: &'a App, module: &Module) -> Result<Site<'a>, Refusal> {
    match app.framework.routes {
        RouteStyle::None => {
            return Err(Refusal(
                "This app is built without a server, so a route would never run; put the call into a function of your host or a \
                 backend, or use the provider's browser-safe product."
                    .to_owned(),
            ));
        }
        RouteStyle::Foreign => {
            return Err(Refusal(format!("Routes for {} are not written yet.", app.framework.name)));
        }
        RouteStyle::NextApp | RouteStyle::NextPages => {}
    }
    if app.config.output_export {
        return Err(Refusal(
            "This app is built without a server (`output: 'export'`), so a route would never run.".to_owned(),
        ));
    }
    let routes = routes(project, app);
    let router = match (&app.app_dir, &app.pages_dir) {
        (Some(_), None) => Router::App,
        (None, Some(_)) => Router::Pages,
        (Some(_), Some(_)) => {
            let page = graph.chain(module.id).is_some_and(|chain| chain.root_kind == RootKind::Page);
            let has_pages_api = routes.iter().any(|(router, _)| *router == Router::Pages);
            let has_app_api = routes.iter().any(|(router, _)| *router == Router::App);
            if page && (has_pages_api || !has_app_api) { Router::Pages } else { Router::App }
        }
        (None, None) => return Err(Refusal("No server framework was found in this package.".to_owned())),
    };
    let folder = match router {
        Router::App => app.app_dir.clone(),
        Router::Pages => app.pages_dir.clone(),
    }
    .unwrap_or_else(|| app.root.clone());
    let typescript = app.typescript;
    let wanted = if typescript { "ts" } else { "js" };
    let extensions = &app.config.page_extensions;
    let extension = extensions
        .iter()
        .find(|extension| ***extension == *wanted)
        .or_else(|| extensions.iter().find(|extension| extension.ends_with(wanted)))
        .map_or(wanted, |extension| &**extension)
        .to_owned();
    let lib = if app.src { app.root.join("src/lib") } else { app.root.join("lib") };
    let tsconfig = app.root.join("tsconfig.json");
    let config = project.peek(&tsconfig).and_then(|text| json::parse(&text).ok());
    let option = |name: &str| config.as_ref()?.get("compilerOptions")?.get(name)?.as_bool();
    let strict_parameters = option("noUnusedParameters").unwrap_or(false);
    let strict_nulls = option("strictNullChecks").or_else(|| option("strict")).unwrap_or(true);
    Ok(Site {
        strict_parameters,
        strict_nulls,
        app,
        router,
        extension,
        typescript,
        base: base(&routes, router),
        folder,
        lib,
    })
}

/// The app's routes, relative to their router's folder, without the file's own name.
fn routes(project: &Project, app: &App) -> Vec<(Router, String)> {
    let mut found = Vec::new();
    for file in project.sources.iter().filter(|file| file.kind == FileKind::Script) {
        if let Some(rest) = app.app_dir.as_ref().and_then(|folder| file.path.strip_prefix(folder).ok())
            && file.path.file_stem() == Some("route")
        {
            found.push((Router::App, rest.parent().map(|parent| parent.as_str().to_owned()).unwrap_or_default()));
        }
        if let Some(rest) = app.pages_dir.as_ref().and_then(|folder| file.path.strip_prefix(folder).ok())
            && rest.starts_with("api")
        {
            found.push((Router::Pages, rest.with_extension("").into_string()));
        }
    }
    found.sort();
    found
}

impl PartialOrd for Router {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Router {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (*self as u8).cmp(&(*other as u8))
    }
}

/// The folder that routes share, when two or more do: `api/v1`, `(api)/api`.
fn base(routes: &[(Router, String)], router: Router) -> String {
    let own: Vec<Vec<&str>> =
        routes.iter().filter(|(of, _)| *of == router).map(|(_, path)| path.split('/').collect()).collect();
    let own: Vec<Vec<&str>> = own.into_iter().filter(|path| path.contains(&"api") && !path.contains(&"auth")).collect();
    let prefix = |path: &[&str]| {
        let api = path.iter().position(|part| *part == "api").unwrap_or_default();
        let versioned = path.get(api + 1).is_some_and(|part| {
            part.strip_prefix('v')
                .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()))
        });
        let end = if versioned { api + 2 } else { api + 1 };
        (path.len() > end).then(|| path[..end].join("/"))
    };
    match own.first().and_then(|path| prefix(path)) {
        Some(first) if own.len() > 1 && own.iter().all(|path| prefix(path).as_deref() == Some(first.as_str())) => first,
        _ => "api".to_owned(),
    }
}

impl Site<'_> {
    /// A free place for an operation. `fallback` (a function's name) is tried before numbers; `planned` are paths of this
    /// very plan.
    pub(super) fn target(
        &self,
        project: &Project,
        operation: &str,
        fallback: Option<&str>,
        planned: &[Utf8PathBuf],
    ) -> Result<Target, Refusal> {
        let mut wanted = vec![operation.to_owned()];
        wanted.extend(fallback.filter(|fallback| *fallback != operation).map(str::to_owned));
        wanted.extend((2..10).map(|number| format!("{operation}-{number}")));
        for slug in wanted {
            let slug = names::kebab(&slug);
            let target = self.at(&slug);
            if self.is_free(project, &slug, planned) {
                return Ok(target);
            }
        }
        Err(Refusal(format!(
            "`{}` and its like are taken; name the function around the call after what it does.",
            project.relative_path(&self.at(operation).path)
        )))
    }

    fn at(&self, slug: &str) -> Target {
        let base = &self.base;
        let path = match self.router {
            Router::App => self.folder.join(base).join(slug).join(format!("route.{}", self.extension)),
            Router::Pages => self.folder.join(base).join(format!("{slug}.{}", self.extension)),
        };
        // Route groups are no part of the address.
        let address: Vec<&str> = base.split('/').filter(|part| !part.starts_with('(')).collect();
        let config = &self.app.config;
        let slash = if config.trailing_slash { "/" } else { "" };
        let url = format!("{}/{}/{slug}{slash}", config.base_path, address.join("/"));
        Target { path, url, slug: slug.to_owned() }
    }

    /// Neither router has something at that address.
    fn is_free(&self, project: &Project, slug: &str, planned: &[Utf8PathBuf]) -> bool {
        let free = |path: &Utf8Path| project.is_free(path) && !planned.iter().any(|planned| planned == path);
        let extensions = ["ts", "tsx", "js", "jsx", "mjs"];
        let app = self.app.app_dir.iter().all(|folder| {
            let folder = folder.join(&self.base).join(slug);
            extensions.iter().all(|extension| free(&folder.join(format!("route.{extension}"))))
                && extensions.iter().all(|extension| project.is_free(&folder.join(format!("page.{extension}"))))
        });
        let pages = self.app.pages_dir.iter().all(|folder| {
            let folder = folder.join(&self.base);
            extensions.iter().all(|extension| free(&folder.join(format!("{slug}.{extension}"))))
                && extensions
                    .iter()
                    .all(|extension| project.is_free(&folder.join(slug).join(format!("index.{extension}"))))
        });
        app && pages && free(&self.at(slug).path)
    }
}
