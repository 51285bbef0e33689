//! The token of a person's session is put into an address that the browser goes to.

use std::borrow::Cow;

use super::engine::{Draft, File, Standing};
use super::{Rule, Severity};
use crate::flow::{Module, Place};
use crate::secrets::SessionName;
use crate::syntax::ast::{Kind, NodeId};

pub(super) static RULE: Rule = Rule {
    name: "token-in-url",
    summary: "A session's token is put into an address that the browser goes to",
    page: include_str!("token_in_url.md"),
    check: Some(check),
};

/// How a parameter that carries a token ends where its value is put in, in lower case.
pub(super) const WORDS: [&str; 6] = ["token=$", "jwt=$", "token='", "jwt='", "token=\"", "jwt=\""];

/// What a file names that puts a query together.
pub(super) const BUILDERS: [&str; 2] = ["URLSearchParams", "searchParams"];

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    if !file.may_act_in_client() {
        return;
    }
    let Some(module) = file.module() else { return };
    for address in (0..module.ast().nodes.len()).map(NodeId::new).filter_map(|node| visited(module, node)) {
        let address = module.unwrapped(address);
        for (parameter, value) in parameters(module, address) {
            let says = file.session_token(module, value).map(|(says, _)| says);
            let is_session = match SessionName::of(&parameter) {
                Some(SessionName::Session) => !file.is_constant(module, value),
                Some(SessionName::Token) => says == Some(SessionName::Session),
                _ => false,
            };
            if !is_session || is_of_another_program(file, address) {
                continue;
            }
            let Standing::Ships { certain } = file.standing(value) else { continue };
            let mut draft = Draft::note(
                module.span(value),
                Severity::Medium,
                format!(
                    "`{parameter}` puts the token of a session into an address that the browser goes to: it stays in the \
                     history and in logs, and goes along to other sites as the referrer.",
                ),
                "Send it in a header or as an `HttpOnly` cookie, or make a token that is good once and soon ends."
                    .to_owned(),
            );
            draft.node = Some(value);
            out.push(file.shipped(draft, certain));
        }
    }
}

/// The address that a node takes the browser to: an argument, a value, an attribute.
fn visited(module: &Module, node: NodeId) -> Option<NodeId> {
    match module.kind(node) {
        Kind::Call { callee, arguments, .. } => {
            let called = module.written(module.unwrapped(callee)).to_ascii_lowercase();
            let goes = match called.rsplit_once('.') {
                Some((_, "open")) => called == "window.open",
                Some((on, "push" | "replace" | "assign")) => {
                    ["router", "history", "location", "navigation"].iter().any(|end| on.ends_with(end))
                }
                _ => matches!(called.as_str(), "navigate" | "redirect" | "open"),
            };
            module.list(arguments).first().copied().filter(|_| goes)
        }
        Kind::Assign { target, value, .. } => {
            let target = module.written(target);
            (target.ends_with("location.href") || target == "location" || target.ends_with(".location"))
                .then_some(value)
        }
        Kind::JsxAttribute { name, value } => value.filter(|_| module.text(name) == "href"),
        _ => None,
    }
}

/// The parameters of an address that is put together, and the expression behind each.
fn parameters(module: &Module, address: NodeId) -> Vec<(Cow<'_, str>, NodeId)> {
    match module.kind(address) {
        Kind::Template { parts } => {
            let (parts, mut found) = (module.list(parts), Vec::new());
            for two in parts.windows(2) {
                found.extend(parameter_before(module, two[0]).map(|parameter| (Cow::Borrowed(parameter), two[1])));
            }
            found.extend(parts.iter().flat_map(|part| built(module, *part)));
            found
        }
        Kind::Binary { operator, left, right } if module.text(operator) == "+" => {
            // `a + '?token=' + b` is `(a + '?token=') + b`.
            let before = match module.kind(left) {
                Kind::Binary { right, .. } => right,
                _ => left,
            };
            let mut found = parameters(module, left);
            found.extend(parameter_before(module, before).map(|parameter| (Cow::Borrowed(parameter), right)));
            found.extend(built(module, right));
            found
        }
        _ => built(module, address),
    }
}

/// The parameters of `new URLSearchParams({ … })`, and those that are put into it, or into an address, by its name:
/// `params.set('jwt', jwt)`, `url.searchParams.append('jwt', jwt)`.
fn built(module: &Module, value: NodeId) -> Vec<(Cow<'_, str>, NodeId)> {
    let value = text_of(module, value);
    let binding = module.resolve(value).filter(|_| module.kind(value) == Kind::Ident);
    let made = binding.and_then(|binding| module.initialiser(binding)).map_or(value, |made| module.unwrapped(made));
    let Kind::New { callee, arguments } = module.kind(made) else { return Vec::new() };
    if !matches!(module.written(callee), "URL" | "URLSearchParams") {
        return Vec::new();
    }
    let mut found = Vec::new();
    if let Some(Kind::Object { properties }) =
        module.list(arguments).first().map(|it| module.kind(module.unwrapped(*it)))
    {
        found.extend(module.list(properties).iter().filter_map(|property| match module.kind(*property) {
            Kind::Property { key, value, computed, .. } => Some((module.key(key, computed)?, value)),
            _ => None,
        }));
    }
    let uses = binding.map_or(&[][..], |binding| module.uses(binding));
    found.extend(uses.iter().filter_map(|used| put(module, *used)));
    found
}

/// What the text of a value is made from: `url` of `url.toString()`, `url.href`, `String(url)`.
fn text_of(module: &Module, value: NodeId) -> NodeId {
    let value = module.unwrapped(value);
    match module.kind(value) {
        Kind::Call { callee, arguments, .. } => {
            let callee = module.unwrapped(callee);
            match (module.kind(callee), module.list(arguments)) {
                (Kind::Member { object, property, .. }, []) if module.text(property) == "toString" => {
                    module.unwrapped(object)
                }
                (_, [of]) if module.written(callee) == "String" => module.unwrapped(*of),
                _ => value,
            }
        }
        Kind::Member { object, property, .. } if module.text(property) == "href" => module.unwrapped(object),
        _ => value,
    }
}

/// The parameter and its value of `params.set('jwt', jwt)`, where `params` is what is used.
fn put(module: &Module, used: NodeId) -> Option<(Cow<'_, str>, NodeId)> {
    let mut member = module.parent(used)?;
    if matches!(module.kind(member), Kind::Member { property, .. } if module.text(property) == "searchParams") {
        member = module.parent(member)?;
    }
    let Kind::Member { property, .. } = module.kind(member) else { return None };
    let Kind::Call { callee, arguments, .. } = module.kind(module.parent(member)?) else { return None };
    let [key, value] = module.list(arguments) else { return None };
    let is_put = callee == member && matches!(module.text(property), "append" | "set");
    is_put.then(|| Some((module.key(*key, true)?, *value))).flatten()
}

/// The parameter whose value follows on a text: that of `/?a=b&token=`.
fn parameter_before(module: &Module, text: NodeId) -> Option<&str> {
    if !matches!(module.kind(text), Kind::TemplateText | Kind::String) {
        return None;
    }
    let written = module.written(text).trim_end_matches(['\'', '"']).strip_suffix('=')?;
    Some(&written[written.rfind(['?', '&', '#'])? + 1..])
}

/// Whether another program is called by a scheme of its own, which is how it is handed a session: `acme://login?token=`.
fn is_of_another_program(file: &File<'_>, address: NodeId) -> bool {
    let start = file.flow.fold_start(Place { file: file.id, node: address });
    let scheme = start.as_ref().and_then(|(start, _)| start.split_once(':')).map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| {
        scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
            && !matches!(scheme, "http" | "https")
    })
}
