//! The checks that code makes before it does something for a caller, by their names and by how they refuse.

use std::sync::Arc;

use super::super::Flow;
use super::super::module::Module;
use super::super::origin::What;
use super::Endpoint;
use crate::secrets::parts_of_name;
use crate::syntax::ast::{Kind, NodeId};
use crate::text::Span;

/// Functions within functions that are looked into for a check.
const DEPTH: usize = 3;

/// Words of functions that ask who calls, whether they may, or whether the call is what it says.
const ASKING: [&str; 55] = [
    "access",
    "account",
    "admin",
    "allow",
    "allowed",
    "apikey",
    "auth",
    "authed",
    "authenticate",
    "authenticated",
    "authenticator",
    "authorisation",
    "authorise",
    "authorised",
    "authorization",
    "authorize",
    "authorized",
    "bearer",
    "cron",
    "csrf",
    "guard",
    "hmac",
    "jwt",
    "login",
    "member",
    "membership",
    "nonce",
    "oauth",
    "otp",
    "owner",
    "password",
    "permission",
    "permissions",
    "permit",
    "privilege",
    "privileged",
    "protect",
    "protected",
    "role",
    "roles",
    "secret",
    "session",
    "sessions",
    "signature",
    "signed",
    "svix",
    "timing",
    "token",
    "unmarshal",
    "user",
    "users",
    "verify",
    "verified",
    "viewer",
    "webhooks",
];

/// Words of functions that count calls, or keep machines out.
const LIMITING: [&str; 16] = [
    "arcjet",
    "botid",
    "captcha",
    "credits",
    "hcaptcha",
    "honeypot",
    "limit",
    "limiter",
    "limits",
    "quota",
    "ratelimit",
    "ratelimiter",
    "recaptcha",
    "throttle",
    "turnstile",
    "usage",
];

/// How an answer says that it knows no such caller. 403 alone is not enough: an origin check answers with it too.
pub const REFUSED: [&str; 4] = ["401", "nauthorized", "UNAUTHORIZED", "nauthenticated"];
/// How an answer says that there were too many.
pub const LIMITED: [&str; 2] = ["429", "TOO_MANY_REQUESTS"];

/// What a check looks at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Check {
    /// Who calls, or that the call was made by who holds a secret.
    Caller,
    /// How often, or whether a machine does.
    Rate,
}

impl Flow<'_> {
    /// The checks that a function makes, by where they stand in it, and whether there is one in what is called there.
    pub(super) fn checks_in(&self, module: &Arc<Module>, function: NodeId) -> Vec<(u32, Check)> {
        self.checks_within(module, module.span(function), DEPTH)
    }

    fn checks_within(&self, module: &Arc<Module>, within: Span, depth: usize) -> Vec<(u32, Check)> {
        let nodes = module.ast().ids().filter(|node| within.contains(module.span(*node)));
        let found = nodes.filter_map(|node| Some((module.span(node).start, self.check_at(module, node, depth)?)));
        found.collect()
    }

    fn check_at(&self, module: &Arc<Module>, node: NodeId, depth: usize) -> Option<Check> {
        match module.kind(node) {
            Kind::Call { callee, arguments, .. } => {
                let only_number = matches!(module.list(arguments), [only] if module.kind(*only) == Kind::Number);
                // `.limit(10)` of a query counts rows.
                named(&names_of(module, callee)).filter(|check| *check != Check::Rate || !only_number).or_else(|| {
                    let depth = depth.checked_sub(1)?;
                    self.called_function(module, callee).and_then(|(home, function)| {
                        self.checks_within(&home, home.span(function), depth).first().map(|(_, check)| *check)
                    })
                })
            }
            Kind::Binary { operator, left, right }
                if matches!(module.text(operator), "===" | "!==" | "==" | "!=")
                    && [left, right].iter().any(|side| names_secret(module.written(*side))) =>
            {
                Some(Check::Caller)
            }
            Kind::Number if is_status(module, node) => match module.written(node) {
                "401" | "403" => Some(Check::Caller),
                "429" => Some(Check::Rate),
                _ => None,
            },
            Kind::String | Kind::TemplateText => {
                let text = module.string(node);
                ["nauthorized", "nauthenticated", "orbidden"]
                    .iter()
                    .any(|word| text.contains(word))
                    .then_some(Check::Caller)
            }
            _ => None,
        }
    }

    /// Whether an endpoint makes a check anywhere, before or after what it does.
    pub fn makes_check(&self, endpoint: &Endpoint) -> bool {
        let module = self.module(endpoint.function.file);
        module.is_some_and(|module| {
            let around = endpoint.wrappers.iter().any(|wrapper| self.check_of_wrapper(&module, *wrapper).is_some());
            around || !self.checks_in(&module, endpoint.function.node).is_empty()
        })
    }

    /// The check that a wrapper makes by its name, or in what it is made of; one that nobody can look into may make any.
    pub(super) fn check_of_wrapper(&self, module: &Arc<Module>, callee: NodeId) -> Option<Check> {
        /// Those that only look on, or adapt the framework's form.
        const ONLOOKERS: [&str; 24] = [
            "axiom",
            "body",
            "compress",
            "compression",
            "cookie",
            "cors",
            "error",
            "errors",
            "etag",
            "event",
            "favicon",
            "helmet",
            "json",
            "log",
            "logger",
            "logging",
            "morgan",
            "parser",
            "sentry",
            "span",
            "static",
            "trace",
            "traced",
            "urlencoded",
        ];
        let names = names_of(module, callee);
        if let Some(check) = named(&names) {
            return Some(check);
        }
        if let Some((home, function)) = self.called_function(module, callee) {
            return self.checks_within(&home, home.span(function), DEPTH).first().map(|(_, check)| *check);
        }
        let looks_on = names.iter().any(|name| ONLOOKERS.contains(&name.as_str()));
        (!looks_on && !names.is_empty()).then_some(Check::Caller)
    }

    /// The function of the project that a callee is.
    pub(super) fn called_function(&self, module: &Arc<Module>, callee: NodeId) -> Option<(Arc<Module>, NodeId)> {
        self.origins_in(module, callee, None).iter().find_map(|origin| {
            let What::Expression(place) = origin.what else { return None };
            let home = self.module(place.file).filter(|_| origin.path.is_empty())?;
            matches!(home.kind(place.node), Kind::Function(_)).then_some((home, place.node))
        })
    }
}

/// The words of all names on the way to what is called, arguments left out: `client.schema(…).action` has four.
fn names_of(module: &Module, callee: NodeId) -> Vec<String> {
    let mut names = Vec::new();
    let mut at = module.unwrapped(callee);
    loop {
        at = match module.kind(at) {
            Kind::Member { object, property, .. } => {
                names.extend(parts_of_name(module.text(property)));
                module.unwrapped(object)
            }
            Kind::Call { callee, .. } => module.unwrapped(callee),
            Kind::Ident => {
                names.extend(parts_of_name(module.written(at)));
                return names;
            }
            _ => return names,
        };
    }
}

/// Whether a text names a check.
pub(super) fn is_check(text: &str) -> bool {
    named(&parts_of_name(text)).is_some()
}

fn named(names: &[String]) -> Option<Check> {
    let has = |words: &[&str]| names.iter().any(|name| words.contains(&name.as_str()));
    let has_pair = |one: &str, two: &str| names.windows(2).any(|pair| pair[0] == one && pair[1] == two);
    if has(&LIMITING) || has_pair("bot", "id") || has_pair("rate", "limit") {
        return Some(Check::Rate);
    }
    let verifies = |what| has_pair("validate", what) || has_pair("construct", what) || has_pair("unwrap", what);
    let asks =
        has(&ASKING) || has_pair("api", "key") || ["request", "event", "webhook"].iter().any(|what| verifies(what));
    asks.then_some(Check::Caller)
}

/// Whether a side of a comparison is about something that only some know.
fn names_secret(written: &str) -> bool {
    const WORDS: [&str; 7] = ["secret", "token", "password", "signature", "authorization", "bearer", "digest"];
    let parts = parts_of_name(written);
    let has = |word: &str| parts.iter().any(|part| part == word);
    WORDS.iter().any(|word| has(word)) || has("key") && (has("env") || has("api"))
}

/// `{ status: 401 }`, `res.status(401)`, `new HTTPException(401)`; not `response.status === 401`.
fn is_status(module: &Module, number: NodeId) -> bool {
    module.parent(number).is_some_and(|parent| !matches!(module.kind(parent), Kind::Binary { .. } | Kind::Case { .. }))
}

/// Whether a helper, by its name, asks who calls. An origin, a signature or a schedule's secret says nothing of a person, and
/// staunch's own stub is looked at where it is.
pub fn is_about_callers(name: &str) -> bool {
    let name = name.to_ascii_lowercase().replace(['_', '-', '.'], "");
    let others = [
        "origin",
        "csrf",
        "cors",
        "method",
        "limit",
        "captcha",
        "turnstile",
        "webhook",
        "signature",
        "cron",
        "apikey",
        "flag",
        "maintenance",
        "readjson",
        "validate",
        "parse",
        "requirecaller",
    ];
    !others.iter().any(|other| name.contains(other))
}
