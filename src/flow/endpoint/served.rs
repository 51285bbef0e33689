//! Handlers that a program gives to a server of its own, wherever in the program: `router.post('/ask', members, ask)`.
//!
//! Source: expressjs.com, *Routing*; fastify.dev, *Routes*; hono.dev, *Routing*; the README of `@koa/router`; h3.dev, *Router*.

use std::sync::Arc;

use super::super::module::Module;
use super::super::origin::What;
use super::super::{Flow, Place};
use super::handler::listed;
use super::mounted::Mounts;
use super::procedures::PROCEDURE;
use super::{Endpoint, EndpointKind, Handed};
use crate::syntax::ast::{Kind, NodeId};

/// Packages whose apps and routers are given handlers by `app.post(path, …)`.
const SERVERS: [&str; 13] = [
    "@hono/zod-openapi",
    "@koa/router",
    "express",
    "express-promise-router",
    "fastify",
    "h3",
    "hono",
    "itty-router",
    "koa",
    "koa-router",
    "nitropack",
    "polka",
    "restify",
];

/// What stands in a file that gives handlers to a server that it gets from elsewhere, or starts one by a call.
pub const SERVING: [&str; 20] = [
    PROCEDURE,
    "createServerFn",
    ".post('/",
    ".post(\"/",
    ".post(`/",
    ".get('/",
    ".get(\"/",
    ".put('/",
    ".put(\"/",
    ".all('/",
    ".use('/",
    ".use(\"/",
    ".route(",
    "Deno.serve",
    "Bun.serve",
    "createServer(",
    "onRequest(",
    "onCall(",
    "async fetch(",
    "fetch: async",
];

/// Methods that give a handler for requests with a method.
const VERBS: [&str; 7] = ["all", "delete", "get", "patch", "post", "put", "query"];

/// Whether a package is one of servers.
pub fn is_server(specifier: &str) -> bool {
    SERVERS.contains(&specifier) || specifier.starts_with("hono/")
}

/// An app or a router, by what makes it in the program.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Server {
    /// It is made there: `express()`, `new Hono()`.
    Made(Place),
    /// A function gets it, as that parameter: a plugin, `module.exports = (app) => { … }`.
    Given(Place, usize),
}

/// A handler that is given to a server.
#[derive(Clone, Debug)]
pub(super) struct Given {
    pub server: Server,
    pub method: Box<str>,
    /// Where it is known.
    pub path: Option<Box<str>>,
    /// What is called before it.
    pub between: Vec<Place>,
    pub handler: NodeId,
}

impl Flow<'_> {
    /// The handlers of a server that the program starts: of one that nobody starts as far as can be seen, nobody knows what
    /// stands before it.
    pub(super) fn served(&self, module: &Arc<Module>) -> Vec<Endpoint> {
        let mounts = Mounts::new(self);
        let mut found = Vec::new();
        for given in self.given_handlers(module) {
            let Some(open) = mounts.is_open(given.server, given.path.as_deref()) else { continue };
            let Some(handler) = self.handler(module, given.handler) else { continue };
            let kind = EndpointKind::Route;
            let mut endpoint = self.endpoint(module, kind, &given.method, (handler, given.handler), Handed::Request);
            endpoint.guarded |= !open || given.between.iter().any(|before| self.is_checked_by(*before));
            endpoint.path = given.path;
            found.push(endpoint);
        }
        found
    }

    /// The handlers that a module gives to servers.
    pub(super) fn given_handlers(&self, module: &Arc<Module>) -> Vec<Given> {
        module.calls().iter().filter_map(|call| self.given_by(module, *call)).collect()
    }

    fn given_by(&self, module: &Arc<Module>, call: NodeId) -> Option<Given> {
        let (receiver, method, arguments) = method_of(module, call)?;
        let text = |node: NodeId| path_of(module, node);
        let (method, path, between, handler) = match (method, arguments) {
            // `fastify.route({ method, url, preHandler, handler })`.
            ("route", [options]) if matches!(module.kind(module.unwrapped(*options)), Kind::Object { .. }) => {
                let of = |name| self.property(Place { file: module.id, node: module.unwrapped(*options) }, name);
                let named = of("method").map_or("ALL".into(), |name| module.string(module.unwrapped(name.node)));
                let path = of("url").or_else(|| of("path")).and_then(|path| text(path.node));
                (named.into_owned(), path, self.hooks_of(module, *options), of("handler")?.node)
            }
            // `app.on('POST', '/ask', ask)`.
            ("on", [name, path, between @ .., handler]) if is_text(module, *name) && is_text(module, *path) => {
                let between = between.iter().flat_map(|it| listed(module, *it)).collect();
                (module.string(module.unwrapped(*name)).into_owned(), text(*path), between, *handler)
            }
            (name, [path, between @ .., handler]) if VERBS.contains(&name) && is_text(module, *path) => {
                let mut before: Vec<Place> = between.iter().flat_map(|it| listed(module, *it)).collect();
                before.extend(between.iter().flat_map(|options| self.hooks_of(module, *options)));
                (name.to_ascii_uppercase(), text(*path), before, *handler)
            }
            // `router.route('/ask').post(members, ask)`.
            (name, [between @ .., handler]) if VERBS.contains(&name) => {
                let path = routed_path(module, receiver)?;
                let between = between.iter().flat_map(|it| listed(module, *it)).collect();
                (name.to_ascii_uppercase(), text(path), between, *handler)
            }
            _ => return None,
        };
        // The last of a list is the handler; options may have it as well.
        let mut between = between;
        let mut all = listed(module, handler);
        let last = all.pop()?;
        let handler = match self.property(last, "handler") {
            Some(handler) => {
                between.extend(self.hooks_of(module, last.node));
                handler.node
            }
            None => last.node,
        };
        between.extend(all);
        let server = self.server(module, receiver)?;
        // Of paths behind a base nobody knows which of the middleware's they are like.
        let is_based = || {
            self.callee_in(module, receiver, None).is_some_and(|it| it.path.iter().any(|name| &**name == "basePath"))
        };
        let path = path.filter(|_| !is_based());
        Some(Given { server, method: method.into(), path, between, handler })
    }

    /// The app or router that an expression is.
    pub(super) fn server(&self, module: &Arc<Module>, node: NodeId) -> Option<Server> {
        let root = module.root_of(node);
        // Most of what has a `get` or a `use` is another thing.
        let may_be = matches!(module.kind(root), Kind::Ident | Kind::This | Kind::Call { .. } | Kind::New { .. });
        if !may_be {
            return None;
        }
        if let Some(callee) = self.callee_in(module, node, None) {
            return is_server(&callee.package).then_some(Server::Made(callee.construction?));
        }
        self.origins_in(module, node, None).iter().find_map(|origin| match origin.what {
            _ if !origin.path.is_empty() => None,
            What::Parameter { function, index } => Some(Server::Given(function, index)),
            // `app.use(posts.routes())`: what a function of the project gives back.
            What::Result(place) => {
                let callee = self.callee(place).filter(|callee| is_server(&callee.package))?;
                Some(Server::Made(callee.construction.unwrap_or(place)))
            }
            _ => None,
        })
    }

    /// Whether paths of an app stand behind a base (hono.dev, *Base path*): nobody knows which of the middleware's they are like.
    pub(super) fn is_based(&self, module: &Arc<Module>, app: NodeId) -> bool {
        self.callee_in(module, app, None).is_some_and(|callee| callee.path.iter().any(|name| &**name == "basePath"))
    }

    /// What the options of a route, or of a context of Fastify, call before the handler.
    pub(super) fn hooks_of(&self, module: &Module, options: NodeId) -> Vec<Place> {
        let place = Place { file: module.id, node: module.unwrapped(options) };
        let hooks = HOOKS.iter().filter_map(|hook| self.property(place, hook));
        hooks.flat_map(|hook| listed(module, hook.node)).collect()
    }

    /// The functions of a module whose results are sent as they are: handlers of some servers, procedures. With the name that each
    /// goes by, and what stands for it here.
    pub(in super::super) fn sent_by_servers(&self, module: &Arc<Module>) -> Vec<(Box<str>, NodeId, Place)> {
        let sends = |server| match server {
            Server::Made(place) => {
                self.callee(place).is_some_and(|callee| matches!(&*callee.package, "fastify" | "h3"))
            }
            Server::Given(function, _) => self.is_plugin(function),
        };
        let given = self.given_handlers(module).into_iter().filter(|given| sends(given.server));
        let handlers = given.filter_map(|given| {
            let handler = self.handler(module, given.handler)?;
            Some((given.method, given.handler, handler.function))
        });
        let procedures = self.procedure_handlers(module).into_iter();
        handlers.chain(procedures.map(|(name, chain, handler)| (Box::from(name), chain, handler.function))).collect()
    }
}

/// Fastify's hooks before the handler (fastify.dev, *Hooks*), and its own name for what is between.
pub(super) const HOOKS: [&str; 6] =
    ["onRequest", "preParsing", "preValidation", "preHandler", "beforeHandler", "middleware"];

/// `app.post(…)`: what has the method, its name, and what it is given.
pub(super) fn method_of(module: &Module, call: NodeId) -> Option<(NodeId, &str, &[NodeId])> {
    let Kind::Call { callee, arguments, .. } = module.kind(call) else { return None };
    match module.kind(module.unwrapped(callee)) {
        Kind::Member { object, property, .. } => Some((object, module.text(property), module.list(arguments))),
        _ => None,
    }
}

/// The path in `router.route('/ask').get(all).post(ask)`.
fn routed_path(module: &Module, mut chain: NodeId) -> Option<NodeId> {
    while let Some((receiver, name, arguments)) = method_of(module, module.unwrapped(chain)) {
        match arguments {
            [path] if name == "route" && is_text(module, *path) => return Some(*path),
            _ => chain = receiver,
        }
    }
    None
}

pub(super) fn is_text(module: &Module, node: NodeId) -> bool {
    matches!(module.kind(module.unwrapped(node)), Kind::String | Kind::Template { .. } | Kind::Regex)
}

/// A path that is written out.
pub(super) fn path_of(module: &Module, node: NodeId) -> Option<Box<str>> {
    let node = module.unwrapped(node);
    match module.kind(node) {
        Kind::String => Some(Box::from(&*module.string(node))),
        Kind::Template { parts } => match module.list(parts) {
            [] => Some(Box::from("")),
            [part] if module.kind(*part) == Kind::TemplateText => Some(Box::from(&*module.string(*part))),
            _ => None,
        },
        _ => None,
    }
}
