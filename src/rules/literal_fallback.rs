//! `process.env.JWT_SECRET ?? 'dev-secret'`: without the variable, a key that everybody knows is in force.

use super::engine::defaults::{self, Fallback};
use super::engine::{Draft, File, Secret};
use super::weak_signing_secret::OWN;
use super::{Exposure, Rule};
use crate::flow::Module;
use crate::flow::candidate::is_test_path;
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
    if is_test_path(&file.relative) {
        return;
    }
    let reads = file.reads().iter().filter(|read| !read.public);
    let beside = reads.filter_map(|read| defaults::constant(file, &read.name, defaults::beside(module, read.node)?));
    let defaults = defaults::of(file, module).into_iter().filter(|fallback| !app.is_public_env(&fallback.name));
    for Fallback { name, node: literal, value } in beside.chain(defaults) {
        let Some(variable) = file.shared.variable(app, &name) else { continue };
        let mut secret = variable.secret.clone();
        if !is_own_choice(&secret, &name)
            || !could_be_used(&value)
            || only_in_development(module, literal)
            || is_demanded(module, &name)
        {
            continue;
        }
        secret = secret.at_most(Confidence::Likely);
        let mut draft = Draft::of(&secret, module.span(literal), Exposure::E2);
        draft.node = Some(literal);
        draft.message = format!(
            "Where `{name}` is not set, this value is used in its place, and it is exposed to everybody who can read the code. A \
             server that is started without the variable runs, and trusts whoever knows it."
        );
        draft.next = format!("Stop with an error when `{name}` is missing.");
        draft.variable = Some(name);
        out.push(draft);
    }
}

/// Whether the secret is one that the app chooses itself, so that any value works: not a provider's key, with which a
/// made-up value only fails.
fn is_own_choice(secret: &Secret, name: &str) -> bool {
    let own = secret.credential.is_some_and(|credential| OWN.contains(&credential.provider.as_str()));
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

/// `if (isProduction && !process.env.X) throw …`: without the variable nothing runs where it matters. A schema may look at
/// all variables together.
fn is_demanded(module: &Module, name: &str) -> bool {
    module.ast().ids().any(|node| match module.kind(node) {
        Kind::If { test, consequent, .. } => {
            module.written(test).contains(name) && module.thrown_in(consequent).next().is_some()
        }
        Kind::Call { callee, arguments, .. } => {
            let is_check =
                || ["refine", "superRefine", "check"].iter().any(|end| module.written(callee).ends_with(end));
            module.list(arguments).iter().any(|it| module.written(*it).contains(name)) && is_check()
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
        let is_about_stage = |test: NodeId| {
            let test = module.written(test).to_ascii_lowercase();
            ["node_env", "prod", "dev"].iter().any(|word| test.contains(word))
        };
        if test.is_some_and(|test| test != at && is_about_stage(test)) {
            return true;
        }
        at = parent;
    }
    false
}
