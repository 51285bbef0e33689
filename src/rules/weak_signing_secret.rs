//! What sessions and tokens are signed with is a word that anybody guesses.

use super::engine::{Draft, File, Secret};
use super::{Exposure, Rule};
use crate::flow::Place;
use crate::flow::candidate::is_test_path;
use crate::syntax::ast::{Kind, NodeId};

pub(super) static RULE: Rule = Rule {
    name: "weak-signing-secret",
    summary: "Tokens or sessions are signed with a word that anybody guesses",
    page: include_str!("weak_signing_secret.md"),
    check: Some(check),
};

/// Providers of the catalogue whose secrets an app makes up itself.
pub(super) const OWN: [&str; 3] = ["authjs", "better-auth", "own"];

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    if is_test_path(&file.relative) || !file.may_take_any_value() {
        return;
    }
    let Some(module) = file.module() else { return };
    for call in module.calls() {
        let (Kind::Call { arguments, .. } | Kind::New { arguments, .. }) = module.kind(*call) else { continue };
        let place = |node: NodeId| Place { file: file.id, node };
        let Some(callee) = file.flow.callee(place(*call)) else { continue };
        let dotted = callee.dotted();
        for (credential, sink) in file.shared.catalogue.credential_sinks(&callee.package) {
            if !OWN.contains(&credential.provider.as_str()) || !sink.is_call_of(&dotted) {
                continue;
            }
            let Some(argument) = module.list(arguments).get(sink.argument) else { continue };
            let value = match sink.property.as_str() {
                "" => Some(place(*argument)),
                property => file.flow.property(place(module.unwrapped(*argument)), property),
            };
            let Some(folded) = value.and_then(|value| Some((value, file.flow.fold(value)?))) else { continue };
            let (value, folded) = folded;
            // What is a credential by its own looks is told where it is written.
            let told =
                |part: &Place| part.file != file.id || file.judged().iter().any(|judged| judged.node == part.node);
            let is_told = folded.literals(&(0..folded.value.len())).iter().any(told);
            if value.file != file.id || folded.value.contains("BEGIN") || is_told {
                continue;
            }
            let mut draft = Draft::of(&Secret::taken(credential, String::new()), module.span(value.node), Exposure::E2);
            draft.node = Some(value.node);
            draft.message =
                "This is what tokens or sessions are signed with, and it is exposed to everybody who can read the \
                             code or guess a word: they sign in as whomever they like."
                    .to_owned();
            draft.next = "Make a random secret of 32 bytes or more, keep it in the server's environment, and stop with an error \
                          where it is missing."
                .to_owned();
            out.push(draft);
            break;
        }
    }
}
