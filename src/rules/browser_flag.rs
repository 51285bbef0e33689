//! A library that refuses to run in browsers, since its key would be there, is told to run all the same.

use super::engine::{Draft, File, Standing};
use super::{Rule, Severity};
use crate::flow::{Module, Place, Source};
use crate::syntax::ast::{Kind, NodeId};

pub(super) static RULE: Rule = Rule {
    name: "browser-flag",
    summary: "A library's own guard against browsers is switched off",
    page: include_str!("browser_flag.md"),
    check: Some(check),
};

/// Options and headers that switch it off.
pub(super) const FLAGS: [&str; 4] = [
    "dangerouslyAllowBrowser",
    "dangerouslyAllowAPIKeyInBrowser",
    "anthropic-dangerous-direct-browser-access",
    "dangerously-allow-browser",
];

/// What options call the address that is asked in the provider's place.
const ADDRESSES: [&str; 3] = ["baseURL", "baseUrl", "basePath"];

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    if !file.may_act_in_client() {
        return;
    }
    let Some(module) = file.module() else { return };
    for node in (0..module.ast().nodes.len()).map(NodeId::new) {
        let Some(flag) = flag(file, module, node) else { continue };
        if is_for_person(file, module, node) {
            continue;
        }
        let (truth, certain) = match file.standing(node) {
            Standing::Ships { certain } => ("This ships to the browser", certain),
            Standing::Reached => ("Client code imports this module, though no build ships this line today", true),
            Standing::Server => continue,
        };
        let Kind::Property { key, .. } = module.kind(node) else { continue };
        let mut draft = Draft::note(
            module.span(key),
            Severity::Low,
            format!(
                "`{flag}` switches off what would have stopped a key from getting into the browser. {truth}, so nothing is left \
                 that would."
            ),
            "Call the provider on the server, and delete this.".to_owned(),
        );
        draft.node = Some(node);
        out.push(file.shipped(draft, certain));
    }
}

/// The flag that a property is, when it is set.
fn flag(file: &File<'_>, module: &Module, property: NodeId) -> Option<&'static str> {
    let Kind::Property { key, value, computed, .. } = module.kind(property) else { return None };
    let written = module.key(key, computed)?;
    let flag = FLAGS.into_iter().find(|flag| *flag == written)?;
    let is_set = match module.kind(module.unwrapped(value)) {
        Kind::Bool(set) => set,
        _ => file.flow.fold(Place { file: file.id, node: value })?.value == "true",
    };
    is_set.then_some(flag)
}

/// Whether the options that the flag is among have a key that somebody brings, or an address of the app's own.
fn is_for_person(file: &File<'_>, module: &Module, property: NodeId) -> bool {
    let Some(options) = module.parent(property) else { return true };
    let Kind::Object { properties } = module.kind(options) else { return true };
    module.list(properties).iter().any(|property| match module.kind(*property) {
        Kind::Property { key, value, computed, .. } => module.key(key, computed).is_some_and(|key| {
            let is_key = key.to_ascii_lowercase().replace(['-', '_'], "").ends_with("apikey");
            ADDRESSES.contains(&&*key) || is_key && is_brought(file, value)
        }),
        // Nobody knows what is in there.
        Kind::Spread { .. } => true,
        _ => false,
    })
}

fn is_brought(file: &File<'_>, value: NodeId) -> bool {
    let sources = file.flow.sources(Place { file: file.id, node: value });
    sources.iter().any(|source| !matches!(source, Source::Env { .. } | Source::Literal { .. }))
}
