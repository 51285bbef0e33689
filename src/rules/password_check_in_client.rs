//! Client code holds the password that it compares with.

use super::engine::compared::lets_nobody_in;
use super::engine::{COMPARED, Draft, File, Secret, Standing};
use super::{Exposure, Rule};
use crate::flow::{Module, Place, Source};
use crate::syntax::ast::{Kind, NodeId};

pub(super) static RULE: Rule = Rule {
    name: "password-check-in-client",
    summary: "Client code checks a password that ships with it",
    page: include_str!("password_check_in_client.md"),
    check: Some(check),
};

/// Words of what opens a gate, one of which a file holds that asks for it.
pub(super) const WORDS: [&str; 6] = ["passw", "passcode", "passphrase", "accessCode", "access_code", "adminCode"];

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    let Some(module) = file.module() else { return };
    let is_compared = |secret: &Secret| secret.credential.is_some_and(|credential| credential.id == COMPARED);
    for judged in file.judged().iter().filter(|judged| is_compared(&judged.secret)) {
        tell(file, module, judged.node, &judged.secret, out);
    }
    let Some(credential) = file.shared.catalogue.credential(COMPARED).filter(|_| file.may_act_in_client()) else {
        return;
    };
    for node in (0..module.ast().nodes.len()).map(NodeId::new) {
        let Kind::Binary { operator, left, right } = module.kind(node) else { continue };
        if !matches!(module.text(operator), "===" | "==" | "!==" | "!=") {
            continue;
        }
        for (typed, known) in [(left, right), (right, left)] {
            let place = Place { file: file.id, node: known };
            let is_one = || {
                opens(module, typed) && file.holds_variable(place) || opens(module, known) && is_written(file, place)
            };
            if is_typed(file, typed) && is_one() && file.is_quietly_bundled(place) && !lets_nobody_in(module, known) {
                tell(file, module, known, &Secret::taken(credential, String::new()), out);
            }
        }
    }
}

fn tell(file: &File<'_>, module: &Module, known: NodeId, secret: &Secret, out: &mut Vec<Draft>) {
    let Standing::Ships { certain } = file.standing(known) else { return };
    let mut draft = Draft::of(secret, module.span(known), Exposure::E4);
    draft.node = Some(known);
    draft.message =
        "This is what client code compares a password with: it ships to the browser, where everybody can read it, and \
                     the check with it, which everybody can leave out."
            .to_owned();
    draft.next =
        "Check the password on the server, give out there what it protects, and take another password.".to_owned();
    out.push(file.shipped(draft, certain));
}

/// Whether an expression is called what opens a gate: `password`, `form.accessCode`, `input.passcode`.
fn opens(module: &Module, node: NodeId) -> bool {
    let node = module.unwrapped(node);
    let name = match module.kind(node) {
        Kind::Ident => module.written(node),
        Kind::Member { property, .. } => module.text(property),
        _ => return false,
    };
    let name: String = name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    ["password", "passwd", "passphrase", "passcode", "accesscode", "admincode"].iter().any(|word| name.ends_with(word))
}

/// Whether code holds it as a text, or as one of several: `USERS.find((user) => user.password === password)`.
fn is_written(file: &File<'_>, known: Place) -> bool {
    let sources = file.flow.sources(known);
    let text = |place: Place| file.flow.fold(place).map(|text| text.value);
    !sources.is_empty()
        && sources.iter().all(|source| match source {
            Source::Literal { place } => text(*place).is_some_and(|text| looks_chosen(&text)),
            _ => false,
        })
}

/// Whether somebody took the text for a password: a word, and the path of a text, are names of fields.
fn looks_chosen(text: &str) -> bool {
    let is_mark = |c: char| c.is_ascii_digit() || "!@#$%^&*?".contains(c);
    text.len() >= 4 && text.contains(is_mark) && !text.contains(char::is_whitespace)
}

/// Whether some of the value comes from outside of the code.
fn is_typed(file: &File<'_>, node: NodeId) -> bool {
    let sources = file.flow.sources(Place { file: file.id, node });
    sources.iter().any(|source| matches!(source, Source::Parameter { .. } | Source::Unknown | Source::Result { .. }))
}
