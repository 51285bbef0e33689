//! What the caller of an endpoint has chosen: the body, the query, the path, the arguments of a server function.

use super::super::Flow;
use super::super::key::Key;
use super::super::origin::{Made, What};
use super::{Endpoint, Handed};
use crate::secrets::parts_of_name;
use crate::syntax::ast::{BindingKind, Kind, NodeId};

/// Calls and parts within one another.
const DEPTH: usize = 8;

/// Methods that give back what they are handed, checked or in another form.
const HANDING_ON: [&str; 16] = [
    "parse",
    "safeParse",
    "parseAsync",
    "safeParseAsync",
    "validate",
    "validateSync",
    "validateAsync",
    "cast",
    "stringify",
    "encode",
    "from",
    "concat",
    "join",
    "fromEntries",
    "values",
    "decode",
];

/// What the server puts beside what was sent: variables, who is signed in, what middleware has kept (expressjs.com, *Request*;
/// hono.dev, *Context*; svelte.dev, *Hooks*: `locals`; reactrouter.com, `context`; trpc.io, *Context*; h3.dev, *Event*).
const OWN: [&str; 16] = [
    "app",
    "auth",
    "context",
    "ctx",
    "env",
    "executionCtx",
    "get",
    "locals",
    "next",
    "platform",
    "server",
    "session",
    "state",
    "user",
    "userId",
    "var",
];
/// What of a further parameter the caller chose: the parts of the path.
const PATH: [&str; 2] = ["params", "searchParams"];

impl Handed {
    /// Whether what is taken of a parameter is the caller's.
    fn is_callers(self, index: usize, path: &[Key]) -> bool {
        let first = match path.first() {
            Some(Key::Name(name)) => Some(&**name),
            _ => None,
        };
        match self {
            Self::Arguments => true,
            Self::Request if index == 0 => first.is_none_or(|name| !OWN.contains(&name)),
            Self::Request => first.is_some_and(|name| PATH.contains(&name)),
        }
    }
}

impl Flow<'_> {
    /// Whether a value is, or holds, something that whoever calls the endpoint has chosen. What is looked up by it is not.
    pub fn is_given(&self, endpoint: &Endpoint, value: &Made) -> bool {
        self.holds_given(endpoint, value, DEPTH)
    }

    fn holds_given(&self, endpoint: &Endpoint, value: &Made, depth: usize) -> bool {
        let Some(depth) = depth.checked_sub(1) else { return false };
        let Made { home, node, frame } = value;
        let any = |made: &Made, nodes: &[NodeId]| {
            nodes.iter().any(|node| self.holds_given(endpoint, &made.beside(*node), depth))
        };
        self.origins_in(home, *node, frame.clone()).iter().any(|origin| {
            let at = |place: super::super::Place| {
                self.module(place.file).map(|home| Made { home, node: place.node, frame: origin.frame.clone() })
            };
            match &origin.what {
                What::Parameter { function, index } => {
                    let is_its = *function == endpoint.function || endpoint.around.contains(function);
                    is_its && endpoint.handed.is_callers(*index, &origin.path)
                }
                What::Result(place) => at(*place).is_some_and(|call| self.gives_given(&call, &any)),
                What::Expression(place) => at(*place).is_some_and(|made| {
                    let module = &made.home;
                    match module.kind(made.node) {
                        Kind::Template { parts: nodes } | Kind::Array { items: nodes } => {
                            any(&made, module.list(nodes))
                        }
                        Kind::Object { properties } => {
                            let values =
                                module.list(properties).iter().filter_map(|property| match module.kind(*property) {
                                    Kind::Property { value, .. } | Kind::Spread { argument: value } => Some(value),
                                    _ => None,
                                });
                            any(&made, &values.collect::<Vec<_>>())
                        }
                        Kind::Spread { argument } => any(&made, &[argument]),
                        Kind::Binary { operator, left, right } if module.text(operator) == "+" => {
                            any(&made, &[left, right])
                        }
                        _ => false,
                    }
                }),
                _ => false,
            }
        })
    }

    /// Whether a call that is not looked into gives back what the caller chose: `req.json()`, `form.get('to')`,
    /// `schema.parse(body)`, `normalize(to)`.
    fn gives_given(&self, call: &Made, any: &dyn Fn(&Made, &[NodeId]) -> bool) -> bool {
        let Some((callee, arguments)) = call.called() else { return false };
        let module = &call.home;
        match module.kind(callee) {
            _ if matches!(module.kind(call.node), Kind::New { .. }) => any(call, arguments),
            // `c.get('user')` (hono.dev, *Context*), and not `request.cookies.get('session')`.
            Kind::Member { object, property, .. }
                if module.text(property) == "get"
                    && module.kind(object) == Kind::Ident
                    && matches!(arguments, [key] if OWN.contains(&&*module.string(module.unwrapped(*key)))) =>
            {
                false
            }
            Kind::Member { object, property, .. } => {
                any(call, &[object]) || HANDING_ON.contains(&module.text(property)) && any(call, arguments)
            }
            // A function of a package by itself, or of the platform: it asks nobody. What is configured is the server's own.
            Kind::Ident => {
                let name = parts_of_name(module.written(callee));
                if name.iter().any(|word| matches!(word.as_str(), "config" | "env" | "bindings")) {
                    return false;
                }
                let binding = module.resolve(callee).map(|name| module.binding(name).kind);
                matches!(binding, None | Some(BindingKind::Import)) && any(call, arguments)
            }
            _ => false,
        }
    }
}
