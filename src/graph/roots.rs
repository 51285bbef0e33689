//! Where code starts, by the frameworks' file conventions.
//!
//! Source: `research/boundary-facts.md` 2, seen in builds of Next 14 to 16; other frameworks by their documentation.

use camino::{Utf8Path, Utf8PathBuf};
use rustc_hash::{FxHashMap, FxHashSet};

use super::RootKind;
use crate::project::framework::{self, Start};
use crate::project::{App, AppId, FileKind, Project, normal};
use crate::syntax::ast::NodeId;

/// Files of the app router that take part in a page.
const PAGE_PARTS: &[&str] =
    &["layout", "template", "loading", "not-found", "error", "forbidden", "unauthorized", "global-error"];
/// Files of the app router that answer without a page.
const METADATA: &[&str] =
    &["sitemap", "robots", "manifest", "icon", "apple-icon", "opengraph-image", "twitter-image", "favicon"];

/// The folders of a project that hold a page, which decide what belongs to one.
pub struct Routes {
    page_folders: FxHashSet<Box<str>>,
    /// Where the pages themselves stand.
    pages: Vec<Utf8PathBuf>,
    /// What React Router's `app/routes.ts` names, by app; nothing where it is computed.
    listed: FxHashMap<AppId, FxHashSet<Utf8PathBuf>>,
    /// The apps that have an `src/instrumentation-client`.
    with_client_in_src: FxHashSet<AppId>,
}

impl Routes {
    pub fn new(project: &Project) -> Self {
        let mut page_folders = FxHashSet::default();
        let mut pages = Vec::new();
        for file in project.sources.iter().filter(|file| file.kind == FileKind::Script) {
            let Some(app) = project.app_of(file.id) else { continue };
            if routed(app, &file.path).is_some_and(|stem| stem == "page") {
                pages.extend(file.path.parent().map(Utf8Path::to_owned));
                for folder in file.path.ancestors().skip(1).take_while(|folder| app.contains(folder)) {
                    if !page_folders.insert(Box::from(folder.as_str())) {
                        break;
                    }
                }
            }
        }
        let listed = project.apps.iter().filter_map(|app| Some((app.id, listed(project, app)?))).collect();
        let in_src = |app: &&App| {
            let names = ["ts", "tsx", "js", "jsx"].map(|extension| format!("src/instrumentation-client.{extension}"));
            app.is_next() && names.iter().any(|name| project.by_path(&app.root.join(name)).is_some())
        };
        let with_client_in_src = project.apps.iter().filter(in_src).map(|app| app.id).collect();
        Self { page_folders, pages, listed, with_client_in_src }
    }

    /// What the file is to a host beside the framework; so are files alone that nothing imports: a module that the app takes is part
    /// of the app.
    pub fn hosted(app: &App, kind: FileKind, path: &Utf8Path) -> Option<RootKind> {
        let runs = kind == FileKind::Script && app.hosted.iter().any(|hosted| hosted.runs(path));
        runs.then_some(RootKind::ApiRoute)
    }

    /// What the file is to its framework; `None` for one that must be imported.
    pub fn kind(&self, app: &App, kind: FileKind, path: &Utf8Path) -> Option<RootKind> {
        if app.is_next() {
            return (kind == FileKind::Script).then(|| self.next(app, path)).flatten();
        }
        if app.framework.starts.is_empty() {
            let inputs = &app.config.inputs;
            let page = (!app.framework.package.is_empty() && inputs.is_empty())
                .then(|| app.config.html_root.join("index.html"));
            return inputs.iter().chain(&page).any(|input| path == input).then_some(RootKind::Entry);
        }
        if !matches!(kind, FileKind::Script | FileKind::Markup) {
            return None;
        }
        let in_folder = path.starts_with(app.root.join("app/routes"));
        match self.listed.get(&app.id) {
            Some(listed) if listed.contains(path) => return Some(RootKind::Page),
            Some(listed) if !listed.is_empty() && in_folder => return None,
            _ => {}
        }
        let rest = path.strip_prefix(&app.root).ok()?.as_str();
        let start = framework::start(app.framework, rest);
        // A list that some other package computes, and version 1, have folders within folders.
        let nested = self.listed.contains_key(&app.id)
            || app.framework.nested_before.is_some_and(|major| app.is_before(major, 0));
        match start {
            Some(Start::Browser) => Some(RootKind::Entry),
            Some(Start::Both) => Some(RootKind::Page),
            Some(Start::Server) => Some(RootKind::ApiRoute),
            Some(Start::Nowhere) => None,
            None => (nested && in_folder).then_some(RootKind::Page),
        }
    }

    fn next(&self, app: &App, path: &Utf8Path) -> Option<RootKind> {
        if let Some(stem) = routed(app, path) {
            let below_a_page = || path.parent().is_some_and(|folder| self.page_folders.contains(folder.as_str()));
            return match stem {
                "page" => Some(RootKind::AppRoute),
                "route" => Some(RootKind::RouteHandler),
                "default" => self.fills_in(path).then_some(RootKind::AppRoute),
                part if PAGE_PARTS.contains(&part) => below_a_page().then_some(RootKind::AppRoute),
                part if METADATA.contains(&part.trim_end_matches(|c: char| c.is_ascii_digit())) => {
                    Some(RootKind::RouteHandler)
                }
                _ => None,
            };
        }
        if let Some(rest) = app.pages_dir.as_ref().and_then(|folder| path.strip_prefix(folder).ok()) {
            let stem = page_stem(app, path)?;
            let api = rest.as_str().starts_with("api/")
                || page_stem(app, rest).is_some_and(|stem| stem == "api" && rest.components().count() == 1);
            return Some(match (api, stem) {
                (true, _) => RootKind::ApiRoute,
                (_, "_document") => RootKind::Document,
                (_, "_middleware" | "middleware") => RootKind::Middleware,
                _ => RootKind::Page,
            });
        }
        let folder = path.parent()?;
        let conventional = folder == app.root || folder == app.root.join("src");
        let stem = path.file_stem()?;
        match stem {
            "middleware" | "proxy" if conventional => Some(RootKind::Middleware),
            "instrumentation" if conventional => Some(RootKind::Instrumentation),
            // The one in `src` wins.
            "instrumentation-client" if folder == app.root && self.with_client_in_src.contains(&app.id) => None,
            "instrumentation-client" if conventional && !app.is_before(15, 3) => Some(RootKind::InstrumentationClient),
            _ => None,
        }
    }
}

impl Routes {
    /// Whether a `default` stands in for its slot anywhere: at a route that the slot has no page for.
    fn fills_in(&self, path: &Utf8Path) -> bool {
        let Some(folder) = path.parent() else { return false };
        let is_slot = |folder: &&Utf8Path| folder.file_name().is_some_and(|name| name.starts_with('@'));
        // `children` is a slot without a folder: what stands in no other.
        let slot = folder.ancestors().find(is_slot);
        let segment = slot.and_then(Utf8Path::parent).unwrap_or(folder);
        let below = route(folder.strip_prefix(slot.unwrap_or(segment)).unwrap_or(folder));
        let in_slot = |page: &Utf8Path| match slot {
            Some(slot) => page.starts_with(slot),
            None => page.strip_prefix(segment).is_ok_and(|rest| !rest.as_str().starts_with('@')),
        };
        let pages = || self.pages.iter().filter(|page| page.starts_with(segment));
        let routes = pages().map(|page| (in_slot(page), route(page.strip_prefix(segment).unwrap_or(page))));
        let (own, others): (Vec<_>, Vec<_>) = routes.partition(|(in_slot, _)| *in_slot);
        let takes = |route: &[&str]| own.iter().any(|(_, own)| matches(own, route));
        others.iter().any(|(_, route)| route.starts_with(&below) && !takes(route))
    }
}

/// Where routes are listed (React Router).
pub fn is_route_list(app: &App, path: &Utf8Path) -> bool {
    let stem = path.strip_prefix(&app.root).ok().and_then(|rest| rest.as_str().rsplit_once('.')).map(|(stem, _)| stem);
    stem.is_some() && stem == app.framework.route_list
}

/// The files that `route('about', './about.tsx')` and the like name; `None` where folders say what is a route.
fn listed(project: &Project, app: &App) -> Option<FxHashSet<Utf8PathBuf>> {
    let lists = project.sources.iter().filter(|file| file.kind == FileKind::Script && is_route_list(app, &file.path));
    let list = lists.min_by(|a, b| a.path.cmp(&b.path))?;
    let facts = list.facts();
    if facts.imports.iter().any(|import| import.specifier.as_deref() == Some("@react-router/fs-routes")) {
        return None;
    }
    let strings = (0..facts.ast.nodes.len()).filter_map(|index| facts.string(NodeId::new(index)));
    let files = strings.map(|text| normal(&app.root.join("app").join(text)));
    Some(files.filter(|path| project.by_path(path).is_some()).collect())
}

/// The parts of a route, without groups and slots.
fn route(folder: &Utf8Path) -> Vec<&str> {
    let is_group = |part: &str| part.starts_with('(') && part.ends_with(')') || part.starts_with('@');
    folder.components().map(|part| part.as_str()).filter(|part| !is_group(part)).collect()
}

/// Whether a page of one slot is also the one for another's route: the same parts, or a catch-all for the rest.
fn matches(page: &[&str], route: &[&str]) -> bool {
    match page.split_last() {
        Some((last, start)) if last.starts_with("[...") || last.starts_with("[[...") => route.starts_with(start),
        _ => page == route,
    }
}

/// The stem of a file that the app router looks at: under `app`, in no private folder, with a page's extension.
fn routed<'p>(app: &App, path: &'p Utf8Path) -> Option<&'p str> {
    if !app.is_next() {
        return None;
    }
    let rest = path.strip_prefix(app.app_dir.as_ref()?).ok()?;
    let private = rest.parent().is_some_and(|folder| folder.components().any(|part| part.as_str().starts_with('_')));
    if private { None } else { page_stem(app, path) }
}

/// `page` of `page.tsx`, or of `page.page.tsx` where `pageExtensions` says so.
fn page_stem<'p>(app: &App, path: &'p Utf8Path) -> Option<&'p str> {
    let name = path.file_name()?;
    if name.ends_with(".d.ts") {
        return None;
    }
    let extensions = app.config.page_extensions.iter().map(|extension| &**extension);
    let extensions =
        extensions.chain(["tsx", "ts", "jsx", "js"].into_iter().filter(|_| app.config.page_extensions.is_empty()));
    extensions
        .filter_map(|extension| name.strip_suffix(extension)?.strip_suffix('.'))
        .max_by_key(|stem| std::cmp::Reverse(stem.len()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use std::sync::Arc;

    use super::super::Graph;
    use crate::project::fixture::Fixture;

    const APP: &str = "\
//- package.json
{ \"devDependencies\": { \"@react-router/dev\": \"7.9.4\", \"vite\": \"7.1.0\" } }
//- app/routes/home.tsx
import { db } from '../lib/db';
import { shared } from '../lib/shared';
export async function loader() { return [db(), shared()]; }
export default function Home() { return <b onClick={() => shared()} />; }
//- app/pages/about.tsx
export default function About() { return <b />; }
//- app/lib/db.ts
export const db = () => fetch('db');
//- app/lib/shared.ts
export const shared = () => fetch('shared');
";

    fn client(files: &str) -> Vec<String> {
        let fixture = Fixture::new(files);
        let project = Arc::new(fixture.project.clone());
        let modules = Graph::new(Arc::clone(&project)).modules();
        modules.iter().filter(|module| module.client).map(|module| project.relative(module.file)).collect()
    }

    #[test]
    fn react_router_takes_loaders_out_of_routes() {
        assert_eq!(client(APP), ["app/lib/shared.ts", "app/routes/home.tsx"]);
    }

    #[test]
    fn react_router_lists_routes() {
        let list = "//- app/routes.ts\nimport { route } from '@react-router/dev/routes';\nexport default [route('a', './pages/about.tsx')];\n";
        assert_eq!(client(&format!("{APP}{list}")), ["app/pages/about.tsx"]);
        let folders =
            "//- app/routes.ts\nimport { flatRoutes } from '@react-router/fs-routes';\nexport default flatRoutes();\n";
        assert_eq!(client(&format!("{APP}{folders}")), ["app/lib/shared.ts", "app/routes/home.tsx"]);
    }
}
