//! The list of the server's variables is in client code, with the rules for each.

use super::engine::{Draft, File, Standing};
use super::{Rule, Severity};
use crate::flow::Place;
use crate::syntax::ast::Kind;

pub(super) static RULE: Rule = Rule {
    name: "env-schema-in-client",
    summary: "The names of the server's variables, and the rules for them, ship to the browser",
    page: include_str!("env_schema_in_client.md"),
    check: Some(check),
};

/// What the packages begin with whose schema this is.
pub(super) const PACKAGES: [&str; 1] = ["@t3-oss/env-"];

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    if !file.may_act_in_client() {
        return;
    }
    let Some(module) = file.module() else { return };
    for call in module.calls() {
        let Kind::Call { arguments, .. } = module.kind(*call) else { continue };
        let Some(options) = module.list(arguments).first() else { continue };
        let place = Place { file: file.id, node: module.unwrapped(*options) };
        let Some(schema) = file.flow.property(place, "server") else { continue };
        let Kind::Object { properties } = module.kind(module.unwrapped(schema.node)) else { continue };
        let is_schema = || {
            let callee = file.flow.callee(Place { file: file.id, node: *call });
            callee.is_some_and(|callee| {
                PACKAGES.iter().any(|head| callee.package.starts_with(head)) && callee.last() == "createEnv"
            })
        };
        if module.list(properties).is_empty() || !is_schema() {
            continue;
        }
        let Standing::Ships { certain } = file.standing(*call) else { continue };
        let Some(Kind::Property { key, .. }) = module.parent(schema.node).map(|property| module.kind(property)) else {
            continue;
        };
        let mut draft = Draft::note(
            module.span(key),
            Severity::Low,
            "Client code imports this schema. No value ships, but the names of the server's variables do, and the rules for them: \
             a list of what there is to steal."
                .to_owned(),
            "Put the server's part into a module of its own, which client code does not import.".to_owned(),
        );
        draft.node = Some(*call);
        out.push(file.shipped(draft, certain));
    }
}
