//! A token is read without a look at its signature.

use std::sync::Arc;

use super::engine::{Draft, File};
use super::{Rule, Severity};
use crate::flow::{Made, Module, Place, What};
use crate::secrets::{Confidence, parts_of_name};
use crate::syntax::ast::{Kind, NodeId};

pub(super) static RULE: Rule = Rule {
    name: "jwt-not-verified",
    summary: "Server code believes a token whose signature it has not checked",
    page: include_str!("jwt_not_verified.md"),
    check: Some(check),
};

/// The functions that read a token and check nothing.
const DECODERS: [(&str, &[&str]); 4] = [
    ("jsonwebtoken", &["decode"]),
    ("jose", &["decodeJwt"]),
    ("jwt-decode", &["default", "jwtDecode", "jwt_decode"]),
    ("jwt-simple", &["decode"]),
];

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    if !file.may_decode_tokens() {
        return;
    }
    let Some(module) = file.module() else { return };
    let calls = || module.calls().iter().copied();
    let verifies = |call: NodeId| match module.kind(call) {
        Kind::Call { callee, .. } => {
            let callee = module.unwrapped(callee);
            let name = match module.kind(callee) {
                Kind::Member { property, .. } => module.text(property),
                _ => module.written(callee),
            };
            // `isVerifiedEmail` asks for something else.
            parts_of_name(name).iter().any(|part| matches!(part.as_str(), "verify" | "verifies" | "verifier"))
        }
        _ => false,
    };
    if calls().any(verifies) {
        return;
    }
    for call in calls() {
        let Kind::Call { callee, arguments, .. } = module.kind(call) else { continue };
        let Some(token) = module.list(arguments).first().filter(|_| decodes(file, call)) else { continue };
        if !comes_with_request(file, module, *token) || reads_only_times(module, call) {
            continue;
        }
        let mut draft = Draft::note(
            module.span(callee),
            Severity::Medium,
            "This reads the caller's token and checks no signature: whoever writes one themselves is whomever it says."
                .to_owned(),
            "Verify it with the issuer's key before anything in it is believed.".to_owned(),
        );
        draft.node = Some(call);
        draft.confidence = Confidence::Likely;
        out.push(draft);
    }
}

fn decodes(file: &File<'_>, call: NodeId) -> bool {
    let Some(callee) = file.flow.callee(Place { file: file.id, node: call }) else { return false };
    DECODERS.iter().any(|(package, functions)| *package == &*callee.package && functions.contains(&callee.last()))
}

/// Whether the token is the caller's: of the request that an endpoint gets, or of `cookies()` and `headers()`.
fn comes_with_request(file: &File<'_>, module: &Arc<Module>, token: NodeId) -> bool {
    let value = Made { home: Arc::clone(module), node: token, frame: None };
    let given = file.endpoints().iter().any(|endpoint| file.flow.is_given(endpoint, &value));
    let is_ambient = |place: Place| {
        let callee = file.flow.callee(place);
        callee.is_some_and(|callee| &*callee.package == "next/headers")
    };
    given
        || file.flow.origins(Place { file: file.id, node: token }).iter().any(|origin| match origin.what {
            What::Result(place) => is_ambient(place),
            _ => false,
        })
}

/// Whether only the times are read, by which a token is renewed.
fn reads_only_times(module: &Module, call: NodeId) -> bool {
    let is_time = |name: &str| matches!(name, "exp" | "iat" | "nbf");
    let outer = module.wrapped(call);
    let Some(parent) = module.parent(outer) else { return true };
    match module.kind(parent) {
        Kind::Member { property, .. } => is_time(module.text(property)),
        Kind::Declarator { target, .. } => match module.kind(target) {
            Kind::ObjectPattern { properties } => module.list(properties).iter().all(|property| {
                matches!(module.kind(*property), Kind::Property { key, computed, .. }
                    if module.key(key, computed).is_some_and(|key| is_time(&key)))
            }),
            Kind::Binding(binding) => module.uses(binding).iter().all(|used| {
                match module.parent(module.wrapped(*used)).map(|parent| module.kind(parent)) {
                    Some(Kind::Member { property, .. }) => is_time(module.text(property)),
                    Some(Kind::Unary { .. } | Kind::If { .. } | Kind::Logical { .. }) => true,
                    _ => false,
                }
            }),
            _ => false,
        },
        _ => false,
    }
}
