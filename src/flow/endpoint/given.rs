//! What the caller of an endpoint has chosen: the body, the query, the path, the arguments of a server function.

use super::super::Flow;
use super::super::origin::{Made, What};
use super::Endpoint;
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
                What::Parameter { function, .. } => *function == endpoint.function,
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
            Kind::Member { object, property, .. } => {
                any(call, &[object]) || HANDING_ON.contains(&module.text(property)) && any(call, arguments)
            }
            // A function of a package by itself, or of the platform: it asks nobody.
            Kind::Ident => {
                let binding = module.resolve(callee).map(|name| module.binding(name).kind);
                matches!(binding, None | Some(BindingKind::Import)) && any(call, arguments)
            }
            _ => false,
        }
    }
}
