//! Client code asks a database or a remote configuration for a provider's key.

use super::engine::{Draft, File, Secret, Standing, words};
use super::{Exposure, Rule};
use crate::flow::Place;
use crate::secrets::{Confidence, NameVerdict};
use crate::syntax::ast::{Kind, NodeId};

pub(super) static RULE: Rule = Rule {
    name: "key-fetched-by-client",
    summary: "Client code asks a database or a remote configuration for a provider's key",
    page: include_str!("key_fetched_by_client.md"),
    check: Some(check),
};

/// Words one of which a file holds that asks so.
pub(super) const WORDS: [&str; 3] = [".select(", "remote-config", "remoteConfig"];

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    if !file.may_act_in_client() {
        return;
    }
    let Some(module) = file.module() else { return };
    for call in module.calls() {
        let Kind::Call { arguments, .. } = module.kind(*call) else { continue };
        let Some((asked, holder)) = asked(file, *call, module.list(arguments)) else { continue };
        let Some(names) = file.flow.fold(Place { file: file.id, node: asked }) else { continue };
        let named = names.value.split(',').map(column).find_map(|name| Some((name, provider_key(file, name)?)));
        let Some((name, secret)) = named else { continue };
        let Standing::Ships { certain } = file.standing(*call) else { continue };
        let mut draft = Draft::of(&secret.clone().at_most(Confidence::Likely), module.span(asked), Exposure::E3);
        draft.node = Some(asked);
        draft.message = format!(
            "`{name}` {}, and client code asks {holder} for it: {}. It is in no bundle, but it is sent to every browser that may \
             ask.",
            words::is_kind(&secret),
            words::power(&secret),
        );
        draft.next = format!("Read it on the server only and make the call there, then {}.", words::revoke(&secret));
        out.push(file.shipped(draft, certain));
    }
}

/// The argument that says what is asked for, and who is asked.
fn asked(file: &File<'_>, call: NodeId, arguments: &[NodeId]) -> Option<(NodeId, &'static str)> {
    let callee = file.flow.callee(Place { file: file.id, node: call })?;
    match (&*callee.package, callee.last()) {
        (package, "select")
            if package.starts_with("@supabase/") && callee.path.iter().any(|name| &**name == "from") =>
        {
            Some((*arguments.first()?, "the database"))
        }
        ("firebase/remote-config", "getString" | "getValue") => Some((*arguments.get(1)?, "the remote configuration")),
        _ => None,
    }
}

/// A column's own name: of `key:openai_key::text` it is `openai_key`.
fn column(selected: &str) -> &str {
    let selected = selected.trim().split("::").next().unwrap_or_default();
    selected.rsplit(':').next().unwrap_or_default().trim()
}

/// A name that means one provider's key. A key of the app's own is as often the user's.
fn provider_key(file: &File<'_>, name: &str) -> Option<Secret> {
    match file.shared.catalogue.classify_name(name, &[]) {
        NameVerdict::Secret(named) => Some(Secret::named(&named)).filter(|secret| secret.provider.is_some()),
        _ => None,
    }
}
