//! Answers to requests: bodies, headers, cookies, redirects, and what is bound to server functions.

use std::sync::Arc;

use super::super::Flow;
use super::super::module::Module;
use super::super::origin::What;
use super::{Crossing, Road, says};
use crate::syntax::ast::{BindingKind, FunctionDirective, Kind, NodeId};
use crate::syntax::facts::DirectiveKind;

/// Functions of frameworks that make an answer: the packages', its name, and which argument goes out as what.
///
/// Source: svelte.dev/docs/kit, `@sveltejs/kit`; reactrouter.com, `redirect`; h3.dev, *Response*.
const ANSWERS: [(&str, &str, Road, usize); 10] = [
    ("@sveltejs/kit", "json", Road::Body, 0),
    ("@sveltejs/kit", "text", Road::Body, 0),
    ("@sveltejs/kit", "error", Road::Body, 1),
    ("@sveltejs/kit", "redirect", Road::Redirect, 1),
    ("react-router", "redirect", Road::Redirect, 0),
    ("@remix-run/", "redirect", Road::Redirect, 0),
    ("@tanstack/", "json", Road::Body, 0),
    ("h3", "sendRedirect", Road::Redirect, 1),
    ("h3", "setCookie", Road::Cookie, 2),
    ("h3", "setHeader", Road::Header, 2),
];

impl Flow<'_> {
    pub(super) fn of_answer(
        &self,
        module: &Arc<Module>,
        node: NodeId,
        may: &dyn Fn(NodeId) -> bool,
        out: &mut Vec<Crossing>,
    ) {
        let (Kind::New { arguments, .. } | Kind::Call { arguments, .. }) = module.kind(node) else { return };
        if !module.list(arguments).iter().any(|argument| may(*argument)) {
            return;
        }
        match module.kind(node) {
            Kind::New { callee, arguments } if is_response(module, callee) => {
                let taker = format!("new {}", module.spelled(callee));
                let arguments = module.list(arguments);
                // What an image is drawn of is no text in it.
                let body = arguments.first().filter(|_| module.written(callee) != IMAGE);
                out.extend(body.map(|body| Crossing::new(Road::Body, *body, &taker)));
                out.extend(headers_of(arguments.get(1), &taker));
            }
            Kind::Call { callee, arguments, .. } => {
                let callee = module.unwrapped(callee);
                let arguments = module.list(arguments);
                match module.kind(callee) {
                    Kind::Member { object, property, .. } => {
                        let method = module.text(property);
                        if is_response(module, object) {
                            of_response(module, callee, method, arguments, out);
                        } else {
                            self.of_method(module, node, object, method, arguments, out);
                        }
                    }
                    Kind::Ident if !arguments.is_empty() => self.of_navigation(module, node, arguments, out),
                    _ => {}
                }
            }
            _ => {}
        }
    }

    /// `redirect(…)` of `next/navigation`.
    fn of_navigation(&self, module: &Arc<Module>, call: NodeId, arguments: &[NodeId], out: &mut Vec<Crossing>) {
        let Kind::Call { callee, .. } = module.kind(call) else { return };
        let imported = module.resolve(module.unwrapped(callee)).and_then(|binding| module.import_of(binding));
        let written = module.written(callee);
        let specifier = match imported {
            Some((import, _)) => import.specifier.as_deref(),
            // Nuxt imports them by itself.
            None => Some("h3").filter(|_| module.resolve(module.unwrapped(callee)).is_none()),
        };
        let Some(specifier) = specifier else { return };
        if specifier != "next/navigation" {
            let known =
                ANSWERS.iter().find(|(package, function, ..)| specifier.starts_with(package) && written == *function);
            if let Some((.., road, index)) = known {
                out.extend(arguments.get(*index).map(|value| Crossing::new(*road, *value, written)));
            }
            return;
        }
        if written.to_ascii_lowercase().contains("redirect") {
            out.extend(arguments.first().map(|to| Crossing::new(Road::Redirect, *to, written)));
        }
    }

    fn of_method(
        &self,
        module: &Arc<Module>,
        call: NodeId,
        object: NodeId,
        method: &str,
        arguments: &[NodeId],
        out: &mut Vec<Crossing>,
    ) {
        let at = |index: usize| arguments.get(index).copied();
        let taker = match module.kind(call) {
            Kind::Call { callee, .. } => module.spelled(callee),
            _ => String::new(),
        };
        let taker = taker.as_str();
        match method {
            "bind" if self.is_server_function(module, object) => {
                let bound = arguments.iter().skip(1);
                out.extend(bound.map(|value| Crossing::new(Road::BoundArgument, *value, &module.spelled(object))));
            }
            "set" | "append" if self.is_cookie_store(module, call, object) => {
                // `set(name, value)`, `set({ name, value })`.
                let crossing = |value| Crossing::new(Road::Cookie, value, taker);
                out.extend(at(1).map(crossing).or_else(|| at(0).map(|cookie| crossing(cookie).taking(&["value"]))));
            }
            "set" | "append" if self.are_response_headers(module, object) => {
                out.extend(at(1).map(|value| Crossing::new(Road::Header, value, taker)));
            }
            "write" if self.is_stream_writer(module, object) => {
                out.extend(at(0).map(|chunk| Crossing::new(Road::Body, chunk, taker).perhaps(false)));
            }
            "enqueue" if is_stream_controller(module, object) => {
                out.extend(at(0).map(|chunk| Crossing::new(Road::Body, chunk, taker)));
            }
            "json" | "text" | "html" | "body" | "header" | "redirect" if self.is_hono_context(module, object) => {
                let (road, value) = match method {
                    "header" => (Road::Header, at(1)),
                    "redirect" => (Road::Redirect, at(0)),
                    _ => (Road::Body, at(0)),
                };
                out.extend(value.map(|value| Crossing::new(road, value, taker)));
            }
            "json" | "jsonp" | "send" | "end" | "write" | "setHeader" | "appendHeader" | "header" | "set"
            | "writeHead" | "redirect" | "cookie"
                if is_outgoing(module, object) =>
            {
                let (road, value) = match method {
                    "setHeader" | "appendHeader" | "header" | "set" => (Road::Header, at(1).or_else(|| at(0))),
                    "writeHead" => (Road::Header, arguments.last().copied()),
                    "redirect" => (Road::Redirect, arguments.last().copied()),
                    "cookie" => (Road::Cookie, at(1)),
                    _ => (Road::Body, at(0)),
                };
                let certain = self.graph.server(module.id);
                out.extend(value.map(|value| Crossing::new(road, value, taker).perhaps(certain)));
            }
            _ => {}
        }
    }

    /// The context of a handler that a Hono app is given: `app.get('/', (c) => c.json(…))` (hono.dev, *Context*).
    fn is_hono_context(&self, module: &Arc<Module>, object: NodeId) -> bool {
        let handler = || {
            let binding = module.resolve(module.unwrapped(object)).map(|binding| module.binding(binding))?;
            let function = module.parent(binding.declaration).filter(|_| binding.kind == BindingKind::Parameter)?;
            let call = module.parent(module.wrapped(function))?;
            matches!(module.kind(call), Kind::Call { .. }).then_some(call)
        };
        let callee = handler().and_then(|call| self.callee_in(module, call, None));
        callee.is_some_and(|callee| &*callee.package == "hono" || callee.package.starts_with("hono/"))
    }

    /// `stream.writable.getWriter()`: most likely of the stream that is answered with.
    fn is_stream_writer(&self, module: &Arc<Module>, object: NodeId) -> bool {
        self.origins_in(module, object, None).iter().any(|origin| match origin.what {
            What::Result(place) => self.module(place.file).is_some_and(|home| match home.kind(place.node) {
                Kind::Call { callee, .. } => home.written(callee).ends_with(".getWriter"),
                _ => false,
            }),
            _ => false,
        })
    }

    /// `cookies()` of `next/headers`, `response.cookies`.
    fn is_cookie_store(&self, module: &Arc<Module>, call: NodeId, object: NodeId) -> bool {
        if let Kind::Member { object: owner, property, .. } = module.kind(module.unwrapped(object))
            && module.text(property) == "cookies"
        {
            return self.is_made_response(module, owner);
        }
        self.callee_in(module, call, None).is_some_and(|callee| {
            &*callee.package == "next/headers" && callee.path.first().is_some_and(|name| &**name == "cookies")
        })
    }

    fn are_response_headers(&self, module: &Arc<Module>, object: NodeId) -> bool {
        match module.kind(module.unwrapped(object)) {
            Kind::Member { object: owner, property, .. } if module.text(property) == "headers" => {
                self.is_made_response(module, owner)
            }
            _ => false,
        }
    }

    /// Whether a value was made by `new Response`, `NextResponse.next()` and the like.
    fn is_made_response(&self, module: &Arc<Module>, node: NodeId) -> bool {
        self.origins_in(module, node, None).iter().any(|origin| match &origin.what {
            What::Result(place) => self.module(place.file).is_some_and(|home| match home.kind(place.node) {
                Kind::New { callee, .. } => is_response(&home, callee),
                Kind::Call { callee, .. } => match home.kind(home.unwrapped(callee)) {
                    Kind::Member { object, .. } => is_response(&home, object),
                    _ => false,
                },
                _ => false,
            }),
            _ => false,
        })
    }

    pub(super) fn is_server_function(&self, module: &Arc<Module>, node: NodeId) -> bool {
        self.origins_in(module, node, None).iter().any(|origin| match &origin.what {
            What::Expression(place) => self.module(place.file).is_some_and(|home| match home.kind(place.node) {
                Kind::Function(function) => {
                    function.directive == Some(FunctionDirective::UseServer) || says(&home, DirectiveKind::UseServer)
                }
                _ => false,
            }),
            _ => false,
        })
    }
}

/// `Response.json(…)`, `NextResponse.redirect(…)`.
fn of_response(module: &Module, callee: NodeId, method: &str, arguments: &[NodeId], out: &mut Vec<Crossing>) {
    let taker = &module.spelled(callee);
    let first = arguments.first();
    match method {
        "json" => {
            out.extend(first.map(|body| Crossing::new(Road::Body, *body, taker)));
            out.extend(headers_of(arguments.get(1), taker));
        }
        "redirect" => out.extend(first.map(|to| Crossing::new(Road::Redirect, *to, taker))),
        "rewrite" => out.extend(first.map(|to| Crossing::new(Road::Rewrite, *to, taker))),
        // Its `request.headers` go inwards.
        "next" => out.extend(headers_of(first, taker)),
        _ => {}
    }
}

fn headers_of(init: Option<&NodeId>, taker: &str) -> Option<Crossing> {
    init.map(|init| Crossing::new(Road::Header, *init, taker).taking(&["headers"]))
}

const IMAGE: &str = "ImageResponse";

/// The platform's `Response`, or Next's.
fn is_response(module: &Module, node: NodeId) -> bool {
    let node = module.unwrapped(node);
    match module.written(node) {
        "Response" => module.kind(node) == Kind::Ident && module.resolve(node).is_none(),
        "NextResponse" | IMAGE => {
            let imported = module.resolve(node).and_then(|binding| module.import_of(binding));
            imported.is_some_and(|(import, _)| matches!(import.specifier.as_deref(), Some("next/server" | "next/og")))
        }
        _ => false,
    }
}

/// Node's response object, by the parameter that it is everywhere: `res.status(200).json(…)`.
fn is_outgoing(module: &Module, mut node: NodeId) -> bool {
    loop {
        node = match module.kind(module.unwrapped(node)) {
            Kind::Call { callee, .. } => callee,
            Kind::Member { object, property, .. } if matches!(module.text(property), "res" | "response") => {
                return module.kind(module.unwrapped(object)) == Kind::Ident;
            }
            Kind::Member { object, .. } => object,
            Kind::Ident => break,
            _ => return false,
        };
    }
    let node = module.unwrapped(node);
    matches!(module.written(node), "res" | "response" | "reply")
        && module.resolve(node).is_some_and(|binding| module.binding(binding).kind == BindingKind::Parameter)
}

/// The parameter of `start` and `pull` in `new ReadableStream({ … })`.
fn is_stream_controller(module: &Module, node: NodeId) -> bool {
    let is_parameter = module.resolve(node).is_some_and(|name| module.binding(name).kind == BindingKind::Parameter);
    let mut at = node;
    while let Some(outer) = module.parent(at).filter(|_| is_parameter) {
        if let Kind::New { callee, .. } = module.kind(outer) {
            return matches!(module.written(callee), "ReadableStream" | "TransformStream");
        }
        at = outer;
    }
    false
}
