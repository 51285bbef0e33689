//! What stands before the handlers of an app or a router: what it uses itself, and what is used where it is mounted, up to
//! the app that is started.
//!
//! Source: expressjs.com, *Using middleware*; fastify.dev, *Encapsulation*, *Hooks*; hono.dev, *Middleware*; the README of Koa.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::super::candidate::is_test_path;
use super::super::module::{Module, exported_as};
use super::super::{Flow, Place};
use super::handler::listed;
use super::proxied::passes_on;
use super::served::{Server, is_text, method_of, path_of};
use crate::graph::RootKind;
use crate::project::FileId;
use crate::syntax::ast::{Kind, NodeId};

/// Routers that are mounted on one another.
const DEPTH: usize = 6;
/// Imports between what makes a router and what mounts it.
const FAR: usize = 2;
/// Modules that are looked at for one router.
const MOST: usize = 40;

/// Methods that put something before handlers.
const USES: [&str; 4] = ["addHook", "onBeforeHandle", "register", "use"];
/// Methods that mount a router or a plugin.
const MOUNTS: [&str; 4] = ["mount", "register", "route", "use"];
/// Methods that start an app, or have it answer.
const STARTS: [&str; 4] = ["fetch", "fire", "listen", "serve"];
/// Functions that start the app that they are given, or make a host's function of it.
const STARTERS: [&str; 16] = [
    "awsLambdaFastify",
    "createAdaptorServer",
    "createServer",
    "fromNodeMiddleware",
    "getRequestListener",
    "handle",
    "onRequest",
    "serve",
    "serverless",
    "serverlessExpress",
    "serverlessHttp",
    "toFetchResponse",
    "toNodeHandler",
    "toNodeListener",
    "toWebHandler",
    "toWebRequest",
];
/// Hooks of Fastify that run before a handler.
const BEFORE: [&str; 4] = ["onRequest", "preParsing", "preValidation", "preHandler"];
/// Plugins that only add methods for handlers and hooks to use (their READMEs: "decorates").
const DECORATING: [&str; 8] = [
    "@fastify/auth",
    "@fastify/cookie",
    "@fastify/jwt",
    "@fastify/oauth2",
    "@fastify/passport",
    "@fastify/secure-session",
    "@fastify/session",
    "fastify-jwt",
];

/// Where a server stands.
#[derive(Debug, Default)]
struct Standing {
    starts: bool,
    mounted: Vec<Mount>,
    used: Vec<Used>,
}

/// It is mounted on another.
#[derive(Debug)]
struct Mount {
    on: Server,
    /// `None` where it is not known.
    path: Option<Box<str>>,
    between: Vec<Place>,
}

/// Something is called before its handlers.
#[derive(Debug)]
struct Used {
    /// `None` for all, or where it is not known.
    path: Option<Box<str>>,
    what: Place,
}

/// The answers for one file.
pub(super) struct Mounts<'f> {
    flow: &'f Flow<'f>,
    standings: RefCell<FxHashMap<Server, Rc<Standing>>>,
    checks: RefCell<FxHashMap<Place, bool>>,
}

impl<'f> Mounts<'f> {
    pub(super) fn new(flow: &'f Flow<'f>) -> Self {
        Self { flow, standings: RefCell::default(), checks: RefCell::default() }
    }

    /// Whether a request may come to a handler of the server without a check on the way; `None` where none is seen to come.
    pub(super) fn is_open(&self, server: Server, path: Option<&str>) -> Option<bool> {
        self.way(server, path, DEPTH)
    }

    fn way(&self, server: Server, path: Option<&str>, depth: usize) -> Option<bool> {
        let depth = depth.checked_sub(1)?;
        let standing = self.standing(server);
        let mut open = standing.starts.then_some(true);
        for mount in &standing.mounted {
            let whole = mount.path.as_deref().zip(path).map(|(before, path)| joined(before, path));
            if let Some(outer) = self.way(mount.on, whole.as_deref(), depth) {
                let here = outer && !mount.between.iter().any(|it| self.is_check(*it));
                open = Some(open.unwrap_or(false) || here);
            }
        }
        let is_checked =
            || standing.used.iter().any(|used| covers(used.path.as_deref(), path) && self.is_check(used.what));
        open.map(|open| open && !is_checked())
    }

    fn is_check(&self, what: Place) -> bool {
        if let Some(known) = self.checks.borrow().get(&what) {
            return *known;
        }
        let checks = self.flow.is_checked_by(what);
        self.checks.borrow_mut().insert(what, checks);
        checks
    }

    /// The packages of the apps that a server stands on in the end.
    pub(super) fn packages(&self, server: Server) -> Vec<Box<str>> {
        let mut found = Vec::new();
        let mut next = vec![server];
        for _ in 0..DEPTH {
            let mounted = next
                .iter()
                .flat_map(|server| self.standing(*server).mounted.iter().map(|mount| mount.on).collect::<Vec<_>>());
            let outer = mounted.collect();
            for server in std::mem::replace(&mut next, outer) {
                if let Server::Made(place) = server
                    && let Some(callee) = self.flow.callee(place)
                {
                    found.push(callee.package);
                }
            }
        }
        found
    }

    fn standing(&self, server: Server) -> Rc<Standing> {
        if let Some(known) = self.standings.borrow().get(&server) {
            return Rc::clone(known);
        }
        let mut standing = Standing::default();
        for module in self.flow.modules_around(server) {
            let here = Here { flow: self.flow, module: &module, server };
            for call in module.calls() {
                here.look_at(*call, &mut standing);
            }
            standing.starts |= here.is_exported_to_host();
        }
        let standing = Rc::new(standing);
        self.standings.borrow_mut().insert(server, Rc::clone(&standing));
        standing
    }
}

impl Flow<'_> {
    /// The module that makes a server, and those that may get it from there.
    fn modules_around(&self, server: Server) -> Vec<Arc<Module>> {
        let home = match server {
            Server::Made(place) | Server::Given(place, _) => place.file,
        };
        let mut files = vec![home];
        let mut last = vec![home];
        for _ in 0..FAR {
            let mut next: Vec<FileId> = last.iter().flat_map(|file| self.graph.may_import(*file)).copied().collect();
            next.retain(|file| !files.contains(file) && !is_test_path(&self.project.relative(*file)));
            // Ids are given in no order.
            next.sort_by_cached_key(|file| self.project.files.path(*file));
            next.dedup();
            files.extend(&next);
            last = next;
        }
        files.into_iter().take(MOST).filter_map(|file| self.module(file)).collect()
    }
}

/// One module, asked for what it does with a server.
struct Here<'h> {
    flow: &'h Flow<'h>,
    module: &'h Arc<Module>,
    server: Server,
}

impl Here<'_> {
    fn look_at(&self, call: NodeId, standing: &mut Standing) {
        let module = self.module;
        match method_of(module, call) {
            Some((receiver, name, arguments)) => {
                if STARTS.contains(&name) && self.is_it(receiver) {
                    standing.starts |= !self.flow.is_for_this_machine(module, arguments);
                } else if (USES.contains(&name) || name == "all") && self.is_it(receiver) {
                    standing.used.extend(self.used(name, arguments));
                } else if MOUNTS.contains(&name)
                    && let Some(at) = arguments.iter().position(|argument| self.is_mounted(name, *argument))
                    && let Some(on) = self.flow.server(module, receiver)
                {
                    let mount = self.mount(on, &arguments[..at], &arguments[at + 1..]);
                    let path = mount.path.filter(|_| !self.flow.is_based(module, receiver));
                    standing.mounted.push(Mount { path, ..mount });
                } else if STARTERS.contains(&name) {
                    standing.starts |= self.starts_with(arguments);
                }
            }
            None => self.look_at_function(call, standing),
        }
    }

    /// `serve(app)`, `http.createServer(app)`, `setup(app)`.
    fn look_at_function(&self, call: NodeId, standing: &mut Standing) {
        let module = self.module;
        let Kind::Call { callee, arguments, .. } = module.kind(call) else { return };
        let arguments = module.list(arguments);
        if STARTERS.contains(&module.written(callee)) {
            standing.starts |= self.starts_with(arguments);
            return;
        }
        let called = || self.flow.called_function(module, callee);
        match self.server {
            // `routes(app)`.
            Server::Given(function, index) => {
                if let Some(argument) = arguments.get(index)
                    && called().is_some_and(|(home, node)| Place { file: home.id, node } == function)
                    && let Some(on) = self.flow.server(module, *argument)
                {
                    standing.mounted.push(Mount { on, path: Some("".into()), between: Vec::new() });
                }
            }
            // What gets the app may put something before all handlers, unless it gives some itself.
            Server::Made(_) => {
                if arguments.iter().any(|argument| self.is_it(*argument))
                    && called().is_some_and(|(home, function)| !self.flow.gives_handlers(&home, function))
                {
                    standing.used.push(Used { path: None, what: Place { file: module.id, node: callee } });
                }
            }
        }
    }

    fn starts_with(&self, arguments: &[NodeId]) -> bool {
        arguments.iter().any(|argument| self.is_given(*argument))
            && !self.flow.is_for_this_machine(self.module, arguments)
            && !self.flow.listens_locally(self.module)
    }

    fn is_it(&self, node: NodeId) -> bool {
        self.flow.server(self.module, node) == Some(self.server)
    }

    /// Whether an argument is the server, or what of it answers: `app.fetch`, `{ fetch: app.fetch, port }`.
    fn is_given(&self, argument: NodeId) -> bool {
        let argument = self.module.unwrapped(argument);
        match self.module.kind(argument) {
            Kind::Object { properties } => self.module.list(properties).iter().any(|property| {
                let value = self.module.value_of(*property);
                value != *property && !matches!(self.module.kind(value), Kind::Object { .. }) && self.is_given(value)
            }),
            Kind::Member { .. } | Kind::Ident | Kind::Call { .. } | Kind::New { .. } => self.is_it(argument),
            _ => false,
        }
    }

    /// Whether a method that mounts gets the server, or the function that is given one.
    fn is_mounted(&self, method: &str, argument: NodeId) -> bool {
        match self.server {
            Server::Made(_) => self.is_given(argument),
            Server::Given(function, 0) => {
                method == "register"
                    && self.flow.handler(self.module, argument).is_some_and(|handler| handler.function == function)
            }
            Server::Given(..) => false,
        }
    }

    fn mount(&self, on: Server, before: &[NodeId], after: &[NodeId]) -> Mount {
        let module = self.module;
        let (texts, between): (Vec<NodeId>, Vec<NodeId>) = before.iter().partition(|node| is_text(module, **node));
        let prefix = || {
            let options = Place { file: module.id, node: module.unwrapped(*after.first()?) };
            self.flow.property(options, "prefix")
        };
        let path = match texts.first() {
            Some(path) => path_of(module, *path),
            None => prefix().map_or(Some("".into()), |prefix| path_of(module, prefix.node)),
        };
        Mount { on, path, between: between.into_iter().flat_map(|node| listed(module, node)).collect() }
    }

    /// What a call puts before the handlers.
    fn used(&self, method: &str, arguments: &[NodeId]) -> Vec<Used> {
        let module = self.module;
        let (path, rest) = match arguments {
            [hook, rest @ ..] if method == "addHook" => {
                if !BEFORE.contains(&&*module.string(module.unwrapped(*hook))) {
                    return Vec::new();
                }
                (None, rest)
            }
            [path, rest @ ..] if is_text(module, *path) => (path_of(module, *path), rest),
            all => (None, all),
        };
        let each = rest.iter().flat_map(|node| listed(module, *node)).filter(|what| self.is_before(method, *what));
        each.map(|what| Used { path: path.clone(), what }).collect()
    }

    /// Whether what is used runs before handlers that are not its own.
    fn is_before(&self, method: &str, what: Place) -> bool {
        let answers = || self.flow.callee(what).is_some_and(|callee| passes_on(&callee.package));
        if matches!(self.flow.server(self.module, what.node), Some(Server::Made(_))) || answers() {
            return false;
        }
        if method != "register" {
            return true;
        }
        let decorates = || {
            let callee = self.flow.callee(what);
            callee.is_some_and(|callee| DECORATING.contains(&&*callee.package))
        };
        let routes = || {
            let plugin = self.flow.handler(self.module, what.node).map(|handler| handler.function);
            let home = plugin.and_then(|plugin| Some((self.flow.module(plugin.file)?, plugin.node)));
            home.is_some_and(|(home, function)| self.flow.gives_handlers(&home, function))
        };
        !decorates() && !routes()
    }

    /// `export default app`, `export default { fetch: app.fetch }`, of a module that a host starts with (developers.cloudflare.com/workers,
    /// *Fetch handler*; bun.sh, *HTTP server*; vercel.com, *Express*): nobody imports it, or it is one of its functions.
    fn is_exported_to_host(&self) -> bool {
        let module = self.module;
        let flow = self.flow;
        let is_function = flow.graph.root(module.id) == Some(RootKind::ApiRoute);
        let is_import = |file: &FileId| !is_test_path(&flow.project.relative(*file));
        let is_free = || !flow.graph.may_import(module.id).iter().any(is_import);
        // An app of Express is started by whoever has it.
        let answers_itself = || match self.server {
            Server::Made(place) => flow.callee(place).is_some_and(|callee| {
                matches!(&*callee.package, "hono" | "itty-router" | "h3" | "@hono/zod-openapi")
                    || callee.package.starts_with("hono/")
            }),
            Server::Given(..) => false,
        };
        let mut exported = exported_as(module);
        let whole = module.commonjs_default().map(|value| ("default", value));
        exported.by_ref().chain(whole).any(|(name, value)| {
            name == "default" && self.is_given(value) && (is_function || is_free() && answers_itself())
        })
    }
}

impl Flow<'_> {
    /// Whether only programs of the same machine can call what is started so: `listen(3000, 'localhost')`, `serve({ hostname:
    /// '127.0.0.1' })`.
    pub(super) fn is_for_this_machine(&self, module: &Module, arguments: &[NodeId]) -> bool {
        let is_local = |node: NodeId| {
            let node = module.unwrapped(node);
            matches!(module.kind(node), Kind::String)
                && matches!(&*module.string(node), "127.0.0.1" | "::1" | "localhost")
        };
        arguments.iter().any(|argument| {
            let options = Place { file: module.id, node: module.unwrapped(*argument) };
            let hosts = ["host", "hostname"].iter().filter_map(|name| self.property(options, name));
            is_local(*argument) || hosts.into_iter().any(|host| is_local(host.node))
        })
    }

    /// Whether a server of the module listens to its own machine alone.
    pub(super) fn listens_locally(&self, module: &Module) -> bool {
        let mut listening = module.calls().iter().filter_map(|call| method_of(module, *call));
        listening.any(|(_, name, arguments)| name == "listen" && self.is_for_this_machine(module, arguments))
    }

    /// Whether a function gives handlers to a server that it gets.
    fn gives_handlers(&self, home: &Arc<Module>, function: NodeId) -> bool {
        let within = home.span(function);
        self.given_handlers(home).iter().any(|given| {
            matches!(given.server, Server::Given(place, _) if place.node == function)
                && within.contains(home.span(given.handler))
        })
    }

    /// Whether a function is registered with Fastify, which sends what handlers give back.
    pub(super) fn is_plugin(&self, function: Place) -> bool {
        let packages = Mounts::new(self).packages(Server::Given(function, 0));
        packages.iter().any(|package| &**package == "fastify")
    }
}

/// A path below another.
fn joined(before: &str, path: &str) -> String {
    format!("{}/{}", before.trim_end_matches('/'), path.trim_start_matches('/'))
}

/// Whether what is used at a path may run for a request to another; without one it does.
fn covers(used: Option<&str>, path: Option<&str>) -> bool {
    let (Some(used), Some(path)) = (used, path) else { return true };
    // What is fixed of it, in whole parts, and whether anything follows.
    let fixed = |path: &str| match path.find(['*', ':', '{', '(', '?', '+']) {
        Some(end) => (path[..path[..end].rfind('/').unwrap_or(0)].trim_matches('/').to_owned(), true),
        None => (path.trim_matches('/').to_owned(), false),
    };
    let ((used, _), (path, is_open_ended)) = (fixed(used), fixed(path));
    let is_below = |path: &str, above: &str| {
        above.is_empty() || path.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    is_below(&path, &used) || is_open_ended && is_below(&used, &path)
}

#[cfg(test)]
mod tests {
    use super::covers;

    #[test]
    fn middleware_covers_what_is_below_its_path() {
        for (used, path, expected) in [
            (None, Some("/ask"), true),
            (Some("/api"), None, true),
            (Some("/"), Some("/ask"), true),
            (Some("*"), Some("/ask"), true),
            (Some("/api"), Some("/api/ask"), true),
            (Some("/api/*"), Some("/api/ask"), true),
            (Some("/api"), Some("/apis"), false),
            (Some("/admin"), Some("/api/ask"), false),
            (Some("/users/:id"), Some("/users/:id/ask"), true),
            (Some("/v:version"), Some("/v1/ask"), true),
            (Some("/api/admin"), Some("/api/:part"), true),
            (Some("/admin"), Some("/"), false),
        ] {
            assert_eq!(covers(used, path), expected, "{used:?} {path:?}");
        }
    }
}
