//! `process.env.JWT_SECRET ?? 'dev-secret'`: without the variable, a key that everybody knows is in force.

use super::engine::{Draft, File, Secret};
use super::{Exposure, Rule};
use crate::flow::candidate::is_test_path;
use crate::flow::{Module, Place, Source};
use crate::secrets::Confidence;
use crate::syntax::ast::{Kind, NodeId};

pub(super) static RULE: Rule = Rule {
    name: "literal-fallback",
    summary: "A secret falls back to a value that everybody with the code knows",
    page: include_str!("literal_fallback.md"),
    check: Some(check),
};

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    let (Some(module), Some(app)) = (file.module(), file.app) else { return };
    if is_test_path(&file.relative) || module.facts.env_reads.is_empty() {
        return;
    }
    for read in file.reads().iter().filter(|read| !read.public) {
        let Some((literal, value)) = fallback(file, module, read.node) else { continue };
        let Some(variable) = file.shared.variable(app, &read.name) else { continue };
        let mut secret = variable.secret.clone();
        if !is_own_choice(&secret, &read.name)
            || !could_be_used(&value)
            || only_in_development(module, literal)
            || is_demanded(module, &read.name)
        {
            continue;
        }
        secret = secret.at_most(Confidence::Likely);
        let mut draft = Draft::of(&secret, module.span(literal), Exposure::E2);
        draft.node = Some(literal);
        draft.variable = Some(read.name.clone());
        draft.message = format!(
            "Where `{}` is not set, this value is used in its place, and it is exposed to everybody who can read the code. A \
             server that is started without the variable runs, and trusts whoever knows it.",
            read.name
        );
        draft.next = format!("Stop with an error when `{}` is missing.", read.name);
        out.push(draft);
    }
}

/// The constant text on the other side of `??` or `||`, or the default of a destructuring.
fn fallback(file: &File<'_>, module: &Module, read: NodeId) -> Option<(NodeId, String)> {
    let node = module.wrapped(read);
    let other = match (module.kind(read), module.parent(node).map(|parent| module.kind(parent))) {
        (Kind::Property { value, .. }, _) => match module.kind(value) {
            Kind::DefaultPattern { default, .. } => default,
            _ => return None,
        },
        (_, Some(Kind::Logical { operator, left, right })) if left == node && module.text(operator) != "&&" => right,
        _ => return None,
    };
    let place = Place { file: file.id, node: other };
    let sources = file.flow.sources(place);
    let [Source::Literal { .. }] = sources.as_slice() else { return None };
    Some((other, file.flow.fold(place)?.value))
}

/// Whether the secret is one that the app chooses itself, so that any value works: not a provider's key, with which a
/// made-up value only fails.
fn is_own_choice(secret: &Secret, name: &str) -> bool {
    let own = secret.credential.is_some_and(|credential| credential.provider == "own");
    let nobodys = secret.provider.is_none() && secret.credential.is_none();
    own || nobodys
        && name.split('_').any(|part| {
            matches!(
                part,
                "SECRET"
                    | "PASSWORD"
                    | "PASS"
                    | "PASSPHRASE"
                    | "JWT"
                    | "SESSION"
                    | "SIGNING"
                    | "ENCRYPTION"
                    | "COOKIE"
                    | "SALT"
            )
        })
}

/// An empty value or an address of this machine protects nothing.
fn could_be_used(value: &str) -> bool {
    value.len() >= 3 && !value.contains("://") && !matches!(value, "undefined" | "null" | "none" | "false" | "true")
}

/// `if (isProduction && !process.env.X) throw …`: without the variable nothing runs where it matters.
fn is_demanded(module: &Module, name: &str) -> bool {
    module.ast().ids().any(|node| match module.kind(node) {
        Kind::If { test, consequent, .. } => {
            module.written(test).contains(name) && module.thrown_in(consequent).next().is_some()
        }
        _ => false,
    })
}

/// `NODE_ENV === 'development' ? … : …` around it.
fn only_in_development(module: &Module, literal: NodeId) -> bool {
    let mut at = literal;
    while let Some(parent) = module.parent(at) {
        let test = match module.kind(parent) {
            Kind::Conditional { test, .. } | Kind::If { test, .. } => Some(test),
            Kind::Function(_) => return false,
            _ => None,
        };
        if test.is_some_and(|test| test != at && module.written(test).contains("NODE_ENV")) {
            return true;
        }
        at = parent;
    }
    false
}
