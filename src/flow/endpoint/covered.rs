//! Whether the app's middleware, which runs before a route, may make a check for it.

use std::sync::Arc;

use camino::Utf8Path;

use super::super::Flow;
use super::super::module::Module;
use super::check_name::CheckName;
use crate::project::{App, FileId};
use crate::syntax::ast::{Kind, NodeId};

impl Flow<'_> {
    /// Whether a middleware that checks callers may run before the route or function of the file.
    pub fn may_be_covered(&self, file: FileId) -> bool {
        let mut apps = self.project.builders(file).filter(|app| !stems(app).is_empty());
        let Some(app) = apps.next() else { return false };
        let Some(middleware) = self.middleware(app) else { return false };
        let statements = &middleware.ast().body;
        let checks = statements.iter().any(|statement| {
            // `export { auth as middleware } from './auth'`.
            let passes = matches!(middleware.kind(*statement), Kind::Export { declaration: None });
            passes && CheckName::of_text(middleware.written(*statement)).is_check()
                || self.checks(&middleware, *statement)
        });
        // A server function answers at the address of whichever page uses it.
        let address = self.project.files.path(file).and_then(|path| address(app, &path));
        checks && address.is_none_or(|address| self.may_match(&middleware, &address))
    }

    fn middleware(&self, app: &App) -> Option<Arc<Module>> {
        let mut paths = stems(app)
            .iter()
            .flat_map(|stem| ["ts", "js", "mts", "mjs"].map(|extension| app.root.join(format!("{stem}.{extension}"))));
        paths.find_map(|path| self.module(self.project.by_path(&path)?.id))
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

/// Where a framework takes the middleware from: nextjs.org, *Proxy*; svelte.dev, *Hooks*; docs.astro.build, *Middleware*.
fn stems(app: &App) -> &'static [&'static str] {
    match app.framework.package {
        "next" => &["middleware", "proxy", "src/middleware", "src/proxy"],
        "@sveltejs/kit" => &["src/hooks.server"],
        "astro" => &["src/middleware", "src/middleware/index"],
        _ => &[],
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
