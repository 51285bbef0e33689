//! Whether the app's middleware, which runs before a route, may make a check for it.

use std::sync::Arc;

use camino::Utf8Path;

use super::super::Flow;
use super::super::module::{Module, exported_as};
use super::check_name::CheckName;
use super::handler::listed;
use crate::project::framework::{Pattern, fits};
use crate::project::{App, FileId, FileKind};
use crate::syntax::ast::{Kind, NodeId};

/// Where a framework or a host takes middleware from, and how.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Middleware {
    /// The first of the files that is there; all that it says counts.
    First(&'static [&'static str]),
    /// Every file that fits, for files that fit the other pattern.
    Each(Pattern, Pattern),
    /// What pages that fit export under one of the names.
    Exported(Pattern, &'static [&'static str]),
}

/// Source: nextjs.org, *Proxy*; svelte.dev, *Hooks*; docs.astro.build, *Middleware*; nuxt.com, *server/middleware*; reactrouter.com,
/// *Middleware*; developers.cloudflare.com/pages, *Middleware*.
fn middleware_of(app: &App) -> Vec<Middleware> {
    let is_nitro = || app.depends_on("nitropack") || app.depends_on("nitro");
    let own = match app.framework.package {
        "next" => Middleware::First(&["middleware", "proxy", "src/middleware", "src/proxy"]),
        "@sveltejs/kit" => Middleware::First(&["src/hooks.server"]),
        "astro" => Middleware::First(&["src/middleware", "src/middleware/index"]),
        "nuxt" => Middleware::Each("server/middleware/**", "server/**"),
        "@react-router/dev" => Middleware::Exported("app/**", &ROUTE_MIDDLEWARE),
        _ if is_nitro() => Middleware::Each("**/middleware/**", "**/routes/**"),
        _ => PAGES_MIDDLEWARE,
    };
    vec![own, PAGES_MIDDLEWARE]
}

/// Modules of Nuxt that count the calls of all routes (nuxt-security.vercel.app, *Rate limiter*; the README of `nuxt-api-shield`).
const LIMITING: [&str; 2] = ["nuxt-api-shield", "nuxt-security"];

const PAGES_MIDDLEWARE: Middleware = Middleware::Each("functions/**/_middleware.*", "functions/**");

/// The names by which a route of React Router exports what runs before its functions.
pub(super) const ROUTE_MIDDLEWARE: [&str; 2] = ["middleware", "unstable_middleware"];

impl Flow<'_> {
    /// Whether a middleware that checks callers may run before the route or function of the file.
    pub fn may_be_covered(&self, file: FileId) -> bool {
        let Some(app) = self.project.builders(file).next().or_else(|| self.project.app_of(file)) else { return false };
        if app.framework.package == "nuxt" && LIMITING.iter().any(|package| app.depends_on(package)) {
            return true;
        }
        middleware_of(app).into_iter().any(|middleware| match middleware {
            Middleware::First(stems) => self.first_of(app, stems).is_some_and(|module| {
                // A server function answers at the address of whichever page uses it.
                let address = self.project.files.path(file).and_then(|path| address(app, &path));
                let runs = address.is_none_or(|address| self.may_match(&module, &address));
                runs && module.ast().body.iter().any(|statement| self.statement_checks(&module, *statement))
            }),
            Middleware::Each(pattern, covered) => {
                let path = self.project.files.path(file);
                let rest = path.as_deref().and_then(|path| path.strip_prefix(&app.root).ok());
                rest.is_some_and(|rest| fits(covered, rest.as_str()))
                    && self.fitting(app, pattern).filter_map(|other| self.module(other)).any(|module| {
                        module.id != file && module.ast().body.iter().any(|it| self.statement_checks(&module, *it))
                    })
            }
            Middleware::Exported(pattern, names) => self.fitting(app, pattern).any(|other| {
                let says = |text: &str| names.iter().any(|name| text.contains(name));
                let is_one = self.project.file(other).is_some_and(|source| says(&source.text()));
                let module = self.module(other).filter(|_| is_one && other != file);
                module.is_some_and(|module| self.exports_check(&module, names))
            }),
        })
    }

    fn statement_checks(&self, module: &Arc<Module>, statement: NodeId) -> bool {
        // `export { auth as middleware } from './auth'`.
        let passes = matches!(module.kind(statement), Kind::Export { declaration: None });
        passes && CheckName::of_text(module.written(statement)).is_check() || self.checks(module, statement)
    }

    /// Whether what a module exports under one of the names makes a check.
    pub(super) fn exports_check(&self, module: &Arc<Module>, names: &[&str]) -> bool {
        exported_as(module)
            .filter(|(name, _)| names.contains(name))
            .any(|(_, value)| listed(module, value).into_iter().any(|it| self.is_checked_by(it)))
    }

    fn first_of(&self, app: &App, stems: &[&str]) -> Option<Arc<Module>> {
        let mut paths = stems
            .iter()
            .flat_map(|stem| ["ts", "js", "mts", "mjs"].map(|extension| app.root.join(format!("{stem}.{extension}"))));
        paths.find_map(|path| self.module(self.project.by_path(&path)?.id))
    }

    fn fitting<'f>(&'f self, app: &'f App, pattern: Pattern) -> impl Iterator<Item = FileId> + 'f {
        let is_one = move |path: &Utf8Path| path.strip_prefix(&app.root).is_ok_and(|rest| fits(pattern, rest.as_str()));
        let sources = self.project.sources.iter().filter(|source| source.kind == FileKind::Script);
        sources.filter(move |source| is_one(&source.path)).map(|source| source.id)
    }

    /// Whether one of the `matcher`s of its `config` may be of the address; without one it runs before everything.
    fn may_match(&self, middleware: &Arc<Module>, address: &str) -> bool {
        let is_matcher = |node: &NodeId| match middleware.kind(*node) {
            Kind::Property { key, computed, .. } => middleware.key(key, computed).as_deref() == Some("matcher"),
            _ => false,
        };
        let Some(matcher) = middleware.ast().ids().find(is_matcher) else { return true };
        let within = middleware.span(matcher);
        let mut patterns = middleware
            .ast()
            .ids()
            .filter(|node| within.contains(middleware.span(*node)))
            .filter(|node| matches!(middleware.kind(*node), Kind::String | Kind::TemplateText))
            .map(|node| middleware.string(node))
            .filter(|text| text.starts_with('/'))
            .peekable();
        patterns.peek().is_none() || patterns.any(|pattern| may_be_of(&pattern, address))
    }
}

/// Whether a pattern (nextjs.org, *Matcher*) may be of an address: by what is fixed at its start, and by what `(?!…)` leaves out.
fn may_be_of(pattern: &str, address: &str) -> bool {
    if let Some((head, rest)) = pattern.split_once("(?!") {
        let head = head.trim_end_matches('(');
        let Some(tail) = address.strip_prefix(head) else { return false };
        let left_out = rest.split(')').next().unwrap_or_default();
        let plain = |part: &str| part.trim_end_matches(".*").trim_matches('/').to_owned();
        let is_plain = |part: &String| {
            !part.is_empty()
                && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'/'))
        };
        return !left_out.split('|').map(plain).filter(is_plain).any(|part| tail.starts_with(&part));
    }
    let fixed = pattern.find([':', '(', '*']).map_or(pattern, |at| &pattern[..at]);
    if fixed.len() == pattern.len() { address == pattern } else { address.starts_with(fixed.trim_end_matches('/')) }
}

/// The address of a route's file.
fn address(app: &App, path: &Utf8Path) -> Option<String> {
    let (folder, is_routed) = match (&app.app_dir, &app.pages_dir) {
        (Some(folder), _) if path.starts_with(folder) => (path.strip_prefix(folder).ok()?.parent()?.to_owned(), true),
        (_, Some(folder)) if path.starts_with(folder) => (path.strip_prefix(folder).ok()?.with_extension(""), false),
        _ => return None,
    };
    let parts = folder.components().map(|part| part.as_str());
    let shown = parts.filter(|part| !(is_routed && part.starts_with(['(', '@'])) && *part != "index");
    Some(shown.fold(String::new(), |address, part| address + "/" + part))
}

#[cfg(test)]
mod tests {
    use super::may_be_of;

    #[test]
    fn matchers_say_where_middleware_runs() {
        for (pattern, address, expected) in [
            ("/api/:path*", "/api/send", true),
            ("/api/:path*", "/send", false),
            ("/dashboard/:path*", "/api/send", false),
            ("/api/send", "/api/send", true),
            ("/((?!api|_next/static|favicon.ico).*)", "/api/send", false),
            ("/((?!_next/static|favicon.ico).*)", "/api/send", true),
            ("/((?!.*\\..*|_next).*)", "/api/send", true),
            ("/(api|trpc)(.*)", "/api/send", true),
            ("/", "/api/send", false),
        ] {
            assert_eq!(may_be_of(pattern, address), expected, "{pattern} {address}");
        }
    }
}
