//! Requests that an endpoint makes with a secret of its own, to where its caller says.

use super::{Draft, File, Secret, matter};
use crate::flow::{Endpoint, Made, Place, Reached, Request, WantedCalls};
use crate::rules::Exposure;
use crate::secrets::Confidence;
use crate::syntax::ast::{Kind, NodeId};

/// A request that carries a secret.
#[derive(Clone, Debug)]
pub(in crate::rules) struct Forwarded {
    pub endpoint: Endpoint,
    pub reached: Reached,
    pub url: Made,
    /// It goes to a host that is written in the source.
    pub host: Option<String>,
    pub secret: Secret,
}

impl File<'_> {
    /// The requests that the endpoints of the file make with a secret in a header, where they stand in it.
    pub(in crate::rules) fn forwarded(&self) -> Vec<Forwarded> {
        if !matter::may_forward(self.shared, self.source) {
            return Vec::new();
        }
        let wanted = WantedCalls {
            is: &|call| self.flow.request(call.place()).is_some(),
            distance: &|file| (file == self.id).then_some(0),
        };
        let of = |endpoint: &Endpoint| {
            let reached = self.flow.reached(endpoint, &wanted);
            reached.into_iter().filter_map(|reached| self.with_secret_header(endpoint, reached)).collect::<Vec<_>>()
        };
        self.endpoints().iter().flat_map(of).collect()
    }

    /// The requests of a package that the endpoints of the file make with a secret in a header, in whichever module, where an error
    /// comes back as it is.
    pub(in crate::rules) fn failing(&self, package: &str) -> Vec<(Endpoint, Reached, Secret)> {
        let is_its = |call: &Made| self.flow.callee(call.place()).is_some_and(|callee| &*callee.package == package);
        let wanted = WantedCalls {
            is: &|call| is_its(call) && self.flow.request(call.place()).is_some(),
            distance: &|file| self.shared.distance_to_failing(file),
        };
        let of = |endpoint: &Endpoint| {
            let reached = self.flow.reached(endpoint, &wanted).into_iter();
            let failing = reached.filter(|reached| self.flow.throws_through(&reached.call)).filter_map(|reached| {
                let request = self.flow.request(reached.call.place())?;
                let secret = request.headers.iter().find_map(|(_, value)| self.secret_in(*value))?;
                Some((endpoint.clone(), reached, secret))
            });
            failing.collect::<Vec<_>>()
        };
        self.endpoints().iter().flat_map(of).collect()
    }

    /// Whether a route of the file answers at any path below one: by its own path, or by that of the file (`[...path]`, `$`).
    pub(in crate::rules) fn is_catch_all(&self, endpoint: &Endpoint) -> bool {
        let splat = || self.source.path.file_stem().is_some_and(|stem| stem == "$" || stem.ends_with(".$"));
        endpoint.is_catch_all() || self.relative.contains("[...") || splat()
    }

    /// Where something about a call for an endpoint is told: there, or where this file names the handler of another.
    pub(in crate::rules) fn told_at(&self, made: &Made, reached: &Reached) -> NodeId {
        if made.home.id == self.id { made.node } else { reached.by }
    }

    fn with_secret_header(&self, endpoint: &Endpoint, reached: Reached) -> Option<Forwarded> {
        let Request { url, host, headers, .. } = self.flow.request(reached.call.place())?;
        let url = url.filter(|url| url.file == reached.call.home.id)?;
        let secret = headers.iter().find_map(|(_, value)| self.secret_in(*value))?;
        let url = reached.call.beside(url.node);
        Some(Forwarded { endpoint: endpoint.clone(), reached, url, host, secret })
    }

    /// The secret that a value holds.
    pub(in crate::rules) fn secret_in(&self, value: Place) -> Option<Secret> {
        let sources = self.flow.sources(value);
        sources.iter().find_map(|source| self.secret_of(source)).map(|(secret, _)| secret)
    }

    /// What an address begins with, when that is no text.
    pub(in crate::rules) fn beginning(&self, url: &Made) -> Option<Made> {
        let mut at = url.clone();
        for _ in 0..8 {
            let node = at.home.unwrapped(at.node);
            at = match at.home.kind(node) {
                Kind::Template { parts } => at.beside(first_value(&at, at.home.list(parts))?),
                Kind::Binary { left, .. } => at.beside(left),
                Kind::New { arguments, .. } => match at.home.list(arguments) {
                    [only] => at.beside(*only),
                    [_, base] => at.beside(*base),
                    _ => return Some(at),
                },
                Kind::Ident => {
                    let made = at.home.resolve(node).and_then(|binding| at.home.initialiser(binding));
                    let is_made = |node: &NodeId| {
                        let kind = at.home.kind(at.home.unwrapped(*node));
                        matches!(kind, Kind::Template { .. } | Kind::Binary { .. } | Kind::New { .. })
                    };
                    match made.filter(is_made) {
                        Some(made) => at.beside(made),
                        None => return Some(at),
                    }
                }
                Kind::String => return None,
                _ => return Some(at),
            };
        }
        None
    }

    /// A finding about where a secret is sent.
    pub(in crate::rules) fn draft_of(&self, forwarded: &Forwarded, message: String, next: String) -> Draft {
        let node = self.told_at(&forwarded.url, &forwarded.reached);
        let span = self.module().map_or_else(|| forwarded.url.home.span(node), |module| module.span(node));
        let mut draft = Draft::of(&forwarded.secret, span, Exposure::E3);
        draft.node = Some(node);
        draft.confidence = Confidence::Likely;
        draft.message = message;
        draft.next = next;
        draft
    }
}

/// The first value of a template, when nothing but a scheme stands before it.
fn first_value(of: &Made, parts: &[NodeId]) -> Option<NodeId> {
    match parts {
        [text, value, ..] if of.home.kind(*text) == Kind::TemplateText => {
            matches!(&*of.home.string(*text), "https://" | "http://").then_some(*value)
        }
        [value, ..] => Some(*value),
        [] => None,
    }
}
