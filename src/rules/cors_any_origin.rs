//! Every site may call with the visitor's cookies, and read the answer.

use std::sync::Arc;

use super::engine::{Draft, File};
use super::{Rule, Severity};
use crate::flow::{Key, Made, Module, Place, What};
use crate::syntax::ast::{Kind, NodeId};

pub(super) static RULE: Rule = Rule {
    name: "cors-any-origin",
    summary: "Any site may call with the visitor's cookies and read the answer",
    page: include_str!("cors_any_origin.md"),
    check: Some(check),
};

const ORIGIN: &str = "access-control-allow-origin";
const CREDENTIALS: &str = "access-control-allow-credentials";
/// Packages that answer for an app, by what they are set up with.
const PACKAGES: [&str; 4] = ["@fastify/cors", "@koa/cors", "cors", "hono/cors"];

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    if !file.may_allow_origins() {
        return;
    }
    let Some(module) = file.module() else { return };
    let headers: Vec<Header> = module.ast().ids().filter_map(|node| header(module, node)).collect();
    let allowed = headers.iter().filter(|header| header.name == ORIGIN && is_callers(file, module, header.value));
    let with_cookies = |origin: &&Header| {
        headers.iter().any(|other| {
            let is_true = matches!(module.written(other.value).trim_matches(['\'', '"', '`']), "true");
            other.name == CREDENTIALS && is_true && other.function == origin.function
        })
    };
    let set_up = module.calls().iter().filter_map(|call| reflected(file, module, *call));
    for value in allowed.filter(with_cookies).map(|header| header.value).chain(set_up) {
        let mut draft = Draft::note(
            module.span(value),
            Severity::High,
            "Whichever site asks is allowed, cookies included: a page that a signed-in user visits can call this as that user, \
             and read the answer."
                .to_owned(),
            "Hold the origin against a list of your own, and answer without the header to the others.".to_owned(),
        );
        draft.node = Some(value);
        out.push(draft);
    }
}

/// A header that an answer is given.
struct Header {
    name: String,
    value: NodeId,
    function: Option<NodeId>,
}

/// `{ 'Access-Control-Allow-Origin': value }`, `headers.set('Access-Control-Allow-Origin', value)`.
fn header(module: &Module, node: NodeId) -> Option<Header> {
    let (name, value) = match module.kind(node) {
        Kind::Property { key, value, computed, .. } => (module.key(key, computed)?, value),
        Kind::Call { arguments, .. } => match module.list(arguments) {
            [name, value] if module.kind(module.unwrapped(*name)) == Kind::String => {
                (module.string(module.unwrapped(*name)), *value)
            }
            _ => return None,
        },
        _ => return None,
    };
    let name = name.to_ascii_lowercase();
    let function = module.enclosing_function(node);
    matches!(name.as_str(), ORIGIN | CREDENTIALS).then_some(Header { name, value, function })
}

/// Whether an origin is the one that the request says, and nothing looks at it.
fn is_callers(file: &File<'_>, module: &Arc<Module>, value: NodeId) -> bool {
    let is_said = |place: Place| {
        let Some(home) = file.flow.module(place.file) else { return false };
        let written = home.written(place.node).to_ascii_lowercase();
        written.contains("headers") && (written.contains("('origin')") || written.contains("(\"origin\")"))
            || written.ends_with("headers.origin")
    };
    let mut said = is_said(Place { file: file.id, node: module.unwrapped(value) });
    for origin in file.flow.origins(Place { file: file.id, node: value }) {
        match origin.what {
            What::Result(place) => said |= is_said(place),
            What::Parameter { .. } => {
                let ends = origin.path.iter().rev().take(2).collect::<Vec<_>>();
                said |= matches!(ends.as_slice(), [Key::Name(name), Key::Name(of)]
                    if &**name == "origin" && &**of == "headers");
            }
            _ => {}
        }
    }
    said && !file.flow.may_be_screened(&Made { home: Arc::clone(module), node: value, frame: None })
}

/// The `origin` of a package that gives each site back its own: `cors({ origin: true, credentials: true })`.
fn reflected(file: &File<'_>, module: &Module, call: NodeId) -> Option<NodeId> {
    let place = |node: NodeId| Place { file: file.id, node };
    let Kind::Call { arguments, .. } = module.kind(call) else { return None };
    let options = module.list(arguments).iter().map(|options| place(module.unwrapped(*options)));
    let (origin, credentials) = options.into_iter().find_map(|options| {
        Some((file.flow.property(options, "origin")?, file.flow.property(options, "credentials")?))
    })?;
    let callee = file.flow.callee(place(call))?;
    let named = |package: &str| PACKAGES.contains(&package);
    // `app.register(cors, { … })`.
    let registers = || {
        let first = module.list(arguments).first();
        first.and_then(|plugin| file.flow.callee(place(*plugin))).is_some_and(|plugin| named(&plugin.package))
    };
    if !named(&callee.package) && !registers() || module.kind(credentials.node) != Kind::Bool(true) {
        return None;
    }
    let gives_back = match module.kind(module.unwrapped(origin.node)) {
        Kind::Bool(true) => true,
        // `(origin) => origin`.
        Kind::Function(function) => {
            let first = module.list(function.parameters).first().and_then(|first| module.plain_binding(*first));
            let returned = module.returned(module.unwrapped(origin.node));
            let is_first = |value: &NodeId| module.kind(*value) == Kind::Ident && module.resolve(*value) == first;
            first.is_some() && !returned.is_empty() && returned.iter().all(is_first)
        }
        _ => false,
    };
    gives_back.then_some(origin.node)
}
