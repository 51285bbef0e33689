//! A webhook's handler takes anybody's word for what has happened.

use std::sync::Arc;

use super::engine::{Draft, File};
use super::{Rule, Severity};
use crate::flow::{Endpoint, EndpointKind, Made, Module, Place};
use crate::secrets::{Confidence, Provider};
use crate::syntax::ast::{Kind, NodeId};

pub(super) static RULE: Rule = Rule {
    name: "webhook-unverified",
    summary: "A webhook's handler believes whoever calls it",
    page: include_str!("webhook_unverified.md"),
    check: Some(check),
};

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    if !file.may_take_events() {
        return;
    }
    let Some(module) = file.module() else { return };
    for endpoint in file.endpoints() {
        let takes_events =
            matches!(&*endpoint.name, "POST" | "ALL" | "default" | "handler") && endpoint.kind == EndpointKind::Route;
        let Some(provider) = file.webhook_of(endpoint).filter(|_| takes_events) else { continue };
        if file.flow.makes_check(endpoint) {
            continue;
        }
        let Some(home) = file.flow.module(endpoint.function.file) else { continue };
        let Some(read) = body_read(file, &home, endpoint) else { continue };
        if leaves_it_to_others(file, &home, endpoint, provider) {
            continue;
        }
        let told = endpoint.named.unwrap_or(read);
        let mut draft = Draft::note(
            module.span(told),
            Severity::High,
            format!(
                "This takes what it is sent for an event of {}, and nothing says that it comes from there: whoever knows the \
                 address can report payments, users or messages that never were.",
                provider.name
            ),
            format!(
                "Verify the signature that {} sends along, over the raw body, before anything is done.",
                provider.name
            ),
        );
        draft.node = Some(told);
        draft.provider = Some(provider.id.as_str());
        draft.confidence = Confidence::Likely;
        out.push(draft);
    }
}

impl File<'_> {
    /// The provider whose events an endpoint takes, by the path of its file and its own: `webhooks/stripe`.
    fn webhook_of(&self, endpoint: &Endpoint) -> Option<&'static Provider> {
        let path = endpoint.path.as_deref().unwrap_or_default();
        let catalogue = self.shared.catalogue;
        let parts = || self.relative.split(SEPARATORS).chain(path.split(SEPARATORS));
        let takes_events = parts().any(|part| matches!(part, "webhook" | "webhooks" | "hooks"));
        // A segment that the caller must know may be the secret.
        if !takes_events || self.relative.contains('[') || path.contains([':', '{']) {
            return None;
        }
        parts().filter_map(|part| catalogue.provider(part)).find(|provider| SIGNING.contains(&provider.id.as_str()))
    }
}

/// Between the parts of a path.
const SEPARATORS: [char; 4] = ['/', '.', '-', '_'];

/// Providers that sign their events, by their documentation.
const SIGNING: [&str; 33] = [
    "adyen",
    "braintree",
    "calcom",
    "clerk",
    "contentful",
    "github",
    "gitlab",
    "hubspot",
    "intercom",
    "lemonsqueezy",
    "linear",
    "livekit",
    "loops",
    "mailgun",
    "mux",
    "onesignal",
    "paddle",
    "paypal",
    "paystack",
    "plaid",
    "polar",
    "pusher",
    "razorpay",
    "replicate",
    "resend",
    "sanity",
    "shopify",
    "slack",
    "square",
    "stripe",
    "twilio",
    "typeform",
    "zoom",
];

/// Functions of h3 that read of a request, and give it to nobody.
const READING: [&str; 14] = [
    "assertMethod",
    "getHeader",
    "getHeaders",
    "getMethod",
    "getQuery",
    "getRequestHeader",
    "getRequestHeaders",
    "getRouterParam",
    "readBody",
    "readFormData",
    "readRawBody",
    "readValidatedBody",
    "setResponseStatus",
    "useRuntimeConfig",
];

/// Where the handler reads the body, when it does something by what is in it.
fn body_read(file: &File<'_>, module: &Arc<Module>, endpoint: &Endpoint) -> Option<NodeId> {
    let within = module.span(endpoint.function.node);
    let inside = |node: &NodeId| within.contains(module.span(*node));
    let is_read = |node: &NodeId| match module.kind(*node) {
        Kind::Call { callee, .. } => {
            let written = module.written(callee);
            [".json", ".text", ".formData"].iter().any(|read| written.ends_with(read))
                || written.starts_with("read") && READING.contains(&written)
        }
        Kind::Member { property, .. } => module.text(property) == "body",
        _ => false,
    };
    let given = |node: NodeId| {
        let value = Made { home: Arc::clone(module), node, frame: None };
        file.flow.is_given(endpoint, &value)
    };
    let read = module.ast().ids().filter(inside).find(|node| is_read(node) && given(*node))?;
    let acts = |call: &NodeId| match module.kind(*call) {
        Kind::Call { callee, arguments, .. } => {
            let written = module.written(callee);
            let only_tells = ["console.", "logger.", "log.", "Response", "JSON.", "res.", "String", "Number"];
            !only_tells.iter().any(|head| written.starts_with(head))
                && !READING.contains(&written)
                && !is_read(call)
                && module.list(arguments).iter().any(|argument| given(*argument))
        }
        _ => false,
    };
    module.calls().iter().copied().filter(inside).any(|call| acts(&call)).then_some(read)
}

/// Whether something that nobody can look into gets the request, or the event is asked of the provider again.
fn leaves_it_to_others(file: &File<'_>, module: &Arc<Module>, endpoint: &Endpoint, provider: &Provider) -> bool {
    let Kind::Function(function) = module.kind(endpoint.function.node) else { return true };
    let request = module.list(function.parameters).first().and_then(|first| module.plain_binding(*first));
    let within = module.span(endpoint.function.node);
    module.calls().iter().copied().filter(|call| within.contains(module.span(*call))).any(|call| {
        let Kind::Call { callee, arguments, .. } = module.kind(call) else { return false };
        let hands_on = module.list(arguments).iter().any(|argument| {
            let argument = module.unwrapped(*argument);
            let is_headers = module.written(argument).ends_with(".headers");
            is_headers
                || request.is_some() && module.kind(argument) == Kind::Ident && module.resolve(argument) == request
        });
        let asks_again = || {
            let place = Place { file: module.id, node: call };
            let of_package = file.flow.callee(place).is_some_and(|callee| {
                let owner = file.shared.catalogue.server_sdk(&callee.package);
                owner.is_some_and(|owner| owner.id == provider.id)
                    && matches!(callee.last(), "retrieve" | "get" | "fetch")
            });
            let host = || file.flow.request(place).and_then(|request| request.host);
            of_package
                || host().is_some_and(|host| {
                    file.shared.catalogue.provider_of_host(&host).is_some_and(|other| other.id == provider.id)
                })
        };
        hands_on && !READING.contains(&module.written(callee)) || asks_again()
    })
}
