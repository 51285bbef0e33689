//! Client code gives the secret of an OAuth app, or of a Basic login, that ships with it.

use super::engine::{Draft, File, Secret, Standing};
use super::{Exposure, Rule};
use crate::flow::{Module, Place};
use crate::secrets::Power;
use crate::syntax::ast::{Kind, NodeId};

pub(super) static RULE: Rule = Rule {
    name: "oauth-secret-in-client",
    summary: "Client code signs an app in, with a secret that ships with it",
    page: include_str!("oauth_secret_in_client.md"),
    check: Some(check),
};

/// Words one of which a file holds that signs an app in.
pub(super) const WORDS: [&str; 2] = ["client_secret", "btoa("];

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    if !file.may_act_in_client() {
        return;
    }
    let Some(module) = file.module() else { return };
    for node in (0..module.ast().nodes.len()).map(NodeId::new) {
        let Some((secret, given)) = client_secret(module, node).or_else(|| basic(module, node)) else { continue };
        // A literal that is one looks like one, and is told for that.
        let place = Place { file: file.id, node: secret };
        if !file.holds_variable(place) || !file.is_quietly_bundled(place) {
            continue;
        }
        let Standing::Ships { certain } = file.standing(secret) else { continue };
        let mut draft = Draft::of(&Secret::unnamed(Power::K2), module.span(secret), Exposure::E4);
        draft.node = Some(secret);
        draft.message = format!(
            "This is given as {given}, and it ships to the browser: whoever opens the page can act as this app."
        );
        draft.next = "Make this call on the server, then take another secret; a browser proves itself by PKCE instead."
            .to_owned();
        out.push(file.shipped(draft, certain));
    }
}

/// `{ client_secret: … }`, `params.append('client_secret', …)`.
fn client_secret(module: &Module, node: NodeId) -> Option<(NodeId, &'static str)> {
    const NAME: &str = "client_secret";
    let value = match module.kind(node) {
        Kind::Property { key, value, computed, .. } if module.key(key, computed).as_deref() == Some(NAME) => value,
        Kind::Call { callee, arguments, .. } => match (module.kind(module.unwrapped(callee)), module.list(arguments)) {
            (Kind::Member { property, .. }, [name, value])
                if matches!(module.text(property), "append" | "set")
                    && module.key(*name, true).as_deref() == Some(NAME) =>
            {
                *value
            }
            _ => return None,
        },
        _ => return None,
    };
    Some((value, "the client secret of an OAuth app"))
}

/// `'Basic ' + btoa(user + ':' + password)`.
fn basic(module: &Module, node: NodeId) -> Option<(NodeId, &'static str)> {
    let Kind::Call { callee, arguments, .. } = module.kind(node) else { return None };
    let [login] = module.list(arguments) else { return None };
    if module.written(callee) != "btoa" {
        return None;
    }
    let whole = module.parent(module.wrapped(node))?;
    let joined = match module.kind(whole) {
        Kind::Template { parts } => module.list(parts).first().copied()?,
        Kind::Binary { left, .. } => left,
        _ => return None,
    };
    let is_basic = module.written(joined).trim_matches(['\'', '"']).trim_end().ends_with("Basic");
    is_basic.then_some((*login, "the password of a Basic login"))
}
