//! A token is read without a look at its signature.

use super::engine::{Draft, File};
use super::{Rule, Severity};
use crate::flow::{Endpoint, Key, Made, Module, Place, What};
use crate::graph::RootKind;
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

/// Methods that give a text in another form.
const REWRITTEN: [&str; 5] = ["concat", "padEnd", "replace", "replaceAll", "trim"];
/// What is done with the text of a decoded part before anything is read of it.
const UNPACKED: [&str; 4] = ["join", "map", "split", "toString"];

/// A call by which a token is read: where the token stands, and the expression that has what it says.
struct Decoded {
    token: Place,
    read: NodeId,
}

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    if !file.may_decode_tokens() {
        return;
    }
    let Some(module) = file.module() else { return };
    if module.calls().iter().any(|call| verifies(module, *call)) {
        return;
    }
    let callers = callers(file, module);
    for call in module.calls() {
        let Kind::Call { callee, .. } = module.kind(*call) else { continue };
        let Some(decoded) = decoded(file, module, *call).or_else(|| by_function(file, module, *call)) else { continue };
        if !comes_with_request(file, &callers, decoded.token) || reads_only_times(module, decoded.read) {
            continue;
        }
        let mut draft = Draft::note(
            module.span(callee),
            Severity::Medium,
            "This reads the caller's token and checks no signature: whoever writes one themselves is whomever it says."
                .to_owned(),
            "Verify it with the issuer's key before anything in it is believed.".to_owned(),
        );
        draft.node = Some(*call);
        draft.confidence = Confidence::Likely;
        out.push(draft);
    }
}

/// Whether a call checks a signature, or has the issuer do so.
fn verifies(module: &Module, call: NodeId) -> bool {
    let Kind::Call { callee, .. } = module.kind(call) else { return false };
    let callee = module.unwrapped(callee);
    let name = match module.kind(callee) {
        Kind::Member { property, .. } => module.text(property),
        _ => module.written(callee),
    };
    // `isVerifiedEmail` asks for something else.
    let is_check = |part: &String| matches!(part.as_str(), "introspect" | "verify" | "verifies" | "verifier");
    matches!(name, "getClaims" | "getUser") || parts_of_name(name).iter().any(is_check)
}

/// Who is handed the caller's request: the endpoints, the middleware that stands before others.
fn callers(file: &File<'_>, module: &Module) -> Vec<Endpoint> {
    let is_middleware = file.shared.context.graph.root(file.id) == Some(RootKind::Middleware);
    let before = module.ast().ids().filter(|node| {
        let Kind::Function(function) = module.kind(*node) else { return false };
        let parameters = module.list(function.parameters);
        let last = parameters.last().map(|last| module.written(*last));
        // `(req, res, next) =>`, `(c, next) =>`; without types, or with them.
        let goes_on = || last.is_some_and(|last| last.split(':').next().is_some_and(|name| name.trim() == "next"));
        // A browser's router has such guards too.
        let is_before = || parameters.len() > 1 && goes_on() && file.reached().is_none();
        is_middleware && !parameters.is_empty() || is_before()
    });
    let before = before.map(|node| Endpoint::middleware(Place { file: file.id, node }));
    file.endpoints().iter().cloned().chain(before).collect()
}

/// What a library's function reads, or what is taken apart by hand: `JSON.parse(atob(token.split('.')[1]))`.
fn decoded(file: &File<'_>, module: &Module, call: NodeId) -> Option<Decoded> {
    let Kind::Call { callee, arguments, .. } = module.kind(call) else { return None };
    let place = |node: NodeId| Place { file: module.id, node };
    let first = *module.list(arguments).first()?;
    if let Some(callee) = file.flow.callee(place(call)) {
        let is_decoder =
            |(package, functions): &(&str, &[&str])| *package == &*callee.package && functions.contains(&callee.last());
        if DECODERS.iter().any(is_decoder) {
            return Some(Decoded { token: place(first), read: call });
        }
    }
    let decodes = match module.written(callee) {
        "atob" | "window.atob" | "globalThis.atob" => true,
        "Buffer.from" => {
            let code = module.list(arguments).get(1).and_then(|code| file.flow.fold(place(*code)));
            code.is_some_and(|code| code.value.starts_with("base64"))
        }
        _ => false,
    };
    let token = payload_of(file, place(first), DEPTH).filter(|_| decodes)?;
    Some(Decoded { token, read: unpacked(module, call) })
}

/// Texts within one another.
const DEPTH: u32 = 6;

/// The token that a text is the middle part of.
fn payload_of(file: &File<'_>, text: Place, depth: u32) -> Option<Place> {
    let depth = depth.checked_sub(1)?;
    file.flow.origins(text).into_iter().find_map(|origin| {
        let (What::Result(place) | What::Expression(place)) = origin.what else { return None };
        let module = file.flow.module(place.file)?;
        let at = |node: NodeId| Place { file: place.file, node };
        match module.kind(place.node) {
            Kind::Call { callee, arguments, .. } => {
                let Kind::Member { object, property, .. } = module.kind(module.unwrapped(callee)) else { return None };
                match (module.text(property), origin.path.as_slice()) {
                    ("split", [Key::Name(part)]) if &**part == "1" => {
                        let by = file.flow.fold(at(*module.list(arguments).first()?))?;
                        (by.value == ".").then(|| at(object))
                    }
                    (method, []) if REWRITTEN.contains(&method) => payload_of(file, at(object), depth),
                    _ => None,
                }
            }
            Kind::Binary { left, .. } => payload_of(file, at(left), depth),
            _ => None,
        }
    })
}

/// The expression that has what the token says, from the one that has its text.
fn unpacked(module: &Module, text: NodeId) -> NodeId {
    let mut read = module.wrapped(text);
    while let Some(parent) = module.parent(read) {
        let next = match module.kind(parent) {
            Kind::Member { property, .. } if UNPACKED.contains(&module.text(property)) => module.parent(parent),
            Kind::Call { callee, .. }
                if callee != read && matches!(module.written(callee), "JSON.parse" | "decodeURIComponent") =>
            {
                Some(parent)
            }
            _ => None,
        };
        match next {
            Some(next) => read = module.wrapped(next),
            None => break,
        }
    }
    read
}

/// What a function of the project reads that is handed the token, and that checks nothing itself.
fn by_function(file: &File<'_>, module: &Module, call: NodeId) -> Option<Decoded> {
    let Kind::Call { callee, arguments, .. } = module.kind(call) else { return None };
    let place = |node: NodeId| Place { file: module.id, node };
    file.flow.origins(place(callee)).into_iter().find_map(|origin| {
        let What::Expression(function) = origin.what else { return None };
        let home = file.flow.module(function.file)?;
        let within = home.span(function.node);
        let inner: Vec<NodeId> =
            home.calls().iter().copied().filter(|inner| within.contains(home.span(*inner))).collect();
        if !matches!(home.kind(function.node), Kind::Function(_)) || inner.iter().any(|it| verifies(&home, *it)) {
            return None;
        }
        inner.into_iter().find_map(|inner| {
            let token = decoded(file, &home, inner)?.token;
            let index = file.flow.origins(token).into_iter().find_map(|origin| match origin.what {
                What::Parameter { function: of, index } if of == function => Some(index),
                _ => None,
            })?;
            Some(Decoded { token: place(*module.list(arguments).get(index)?), read: call })
        })
    })
}

/// Whether the token is the caller's: of the request that an endpoint gets, or of `cookies()` and `headers()`.
fn comes_with_request(file: &File<'_>, callers: &[Endpoint], token: Place) -> bool {
    let Some(home) = file.flow.module(token.file) else { return false };
    let value = Made { home, node: token.node, frame: None };
    let given = callers.iter().any(|endpoint| file.flow.is_given(endpoint, &value));
    let is_ambient = |place: Place| {
        let callee = file.flow.callee(place);
        callee.is_some_and(|callee| &*callee.package == "next/headers")
    };
    given
        || file.flow.origins(token).iter().any(|origin| match origin.what {
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
