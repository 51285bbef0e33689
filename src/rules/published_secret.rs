//! A file that is served as it is holds a credential.

use super::engine::{Draft, File, words};
use super::{Exposure, Rule};

pub(super) static RULE: Rule = Rule {
    name: "published-secret",
    summary: "A file that is published as it is holds a secret",
    page: include_str!("published_secret.md"),
    check: Some(check),
};

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    if !file.is_published() {
        return;
    }
    let mut found: Vec<_> = file.data().iter().map(|(span, secret)| (*span, None, secret.clone())).collect();
    if let Some(module) = file.module() {
        found.extend(
            file.judged().iter().map(|judged| (module.span(judged.node), Some(judged.node), judged.secret.clone())),
        );
    }
    for (span, node, secret) in found {
        let mut draft = Draft::of(&secret, span, Exposure::E2);
        draft.node = node;
        draft.message = format!(
            "This {}{}: {}. It is exposed: everything in this folder is served to everybody as it is.",
            words::is_kind(&secret),
            words::evidence(&secret),
            words::power(&secret),
        );
        draft.next = format!("Take it out of the folder, then {}.", words::revoke(&secret));
        out.push(draft);
    }
}
