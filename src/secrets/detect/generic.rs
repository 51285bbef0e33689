//! The last rule, and the narrow one: a value that looks random under a name that says secret. Never above *likely*.

use super::super::candidate::{Candidate, NameOrigin, Place};
use super::super::catalogue::Catalogue;
use super::super::names::{self, NameVerdict};
use super::super::{Confidence, Power};
use super::context::{self, is_authorization};
use super::parts::{Part, Role};
use super::{Class, Evidence, Found, check, placeholder, public, random, rank, shape};

/// Judges one part of a value for which no provider is known.
pub(super) fn judge(catalogue: &Catalogue, candidate: &Candidate<'_>, part: &Part<'_>, found: &mut Vec<Found>) {
    let text = &*part.text;
    if text.len() < 6 {
        return;
    }
    let verdict = match &part.role {
        Role::Password(user) => password(candidate, part, user),
        Role::Token | Role::Whole => token(candidate, text),
        Role::Parameter(_) => None,
    };
    let verdict = verdict.or_else(|| named(catalogue, candidate, part));
    let Some((id, power, confidence, evidence)) = verdict else { return };
    if placeholder::is_placeholder(text)
        || context::is_reference_to_name(text)
        || public::is_public(catalogue, text)
        || shape::is_miscounted(catalogue, text)
    {
        return;
    }
    let Some(number) = catalogue.kinds().iter().position(|kind| kind.credential.id == id) else { return };
    let rank = rank(catalogue.kind(number), Class::Generic, false, confidence, power, part.range.len());
    found.push(Found { kind: number, power, confidence, range: part.range.clone(), evidence, rank });
}

type Verdict = (&'static str, Power, Confidence, Evidence);

/// A password in a URL, or in a Basic header.
fn password(candidate: &Candidate<'_>, part: &Part<'_>, user: &str) -> Option<Verdict> {
    let text = &*part.text;
    if user.is_empty()
        || placeholder::is_stock_password(text)
        || placeholder::is_stock_password(user) && !random::looks_random(text)
    {
        return None;
    }
    if let Some(host) = part.host {
        // A single label is a neighbour in the same network, which asks nobody else in.
        let is_neighbour = !host.split(':').next().unwrap_or(host).contains('.');
        let fits = !check::is_local(host) && !is_neighbour && !text.contains(char::is_whitespace);
        return fits.then_some(("url-password", Power::K2, Confidence::Likely, Evidence::Url));
    }
    let header = candidate.header.is_some_and(is_authorization);
    let fits =
        header && (random::looks_random(text) || text.len() >= 8 && text.bytes().any(|byte| byte.is_ascii_digit()));
    fits.then_some(("basic-password", Power::K2, Confidence::Likely, Evidence::Authorization))
}

/// `Authorization: Bearer …` with a literal, or without a scheme.
fn token(candidate: &Candidate<'_>, text: &str) -> Option<Verdict> {
    let fits = candidate.header.is_some_and(is_authorization)
        && candidate.place != Place::Test
        && text.len() >= 16
        && random::looks_random(text);
    fits.then_some(("bearer-token", Power::K2, Confidence::Likely, Evidence::Authorization))
}

/// A name that says secret.
fn named(catalogue: &Catalogue, candidate: &Candidate<'_>, part: &Part<'_>) -> Option<Verdict> {
    if candidate.place == Place::Test {
        return None;
    }
    if let Some(verdict) = compared(candidate, &part.text) {
        return Some(verdict);
    }
    if !random::may_be_value(&part.text) {
        return None;
    }
    let header = candidate.header.filter(|header| !is_authorization(header));
    let header = header.map(|header| context::Called { parts: names::split(header), shown: header.to_owned() });
    let names = header.into_iter().chain(context::called(candidate, part));
    let mut weak_is_public = public::is_public_company(catalogue, candidate);
    for name in names {
        let parts: Vec<&str> = name.parts.iter().map(String::as_str).collect();
        let provider = parts.iter().find_map(|part| catalogue.provider_of_word(part));
        weak_is_public |= provider.is_some_and(names::issues_public_keys) || is_beside_its_secret(candidate, &parts);
        match names::classify_parts(catalogue, &parts) {
            NameVerdict::Public => return None,
            NameVerdict::Unknown => {}
            NameVerdict::Secret(secret) => {
                if secret.confidence < Confidence::Proven
                    && (weak_is_public || public::is_undecided(catalogue, &part.text))
                {
                    return None;
                }
                let confidence = secret.confidence.min(Confidence::Likely);
                let fits = random::looks_random(&part.text);
                return fits.then_some(("generic-secret", secret.power, confidence, Evidence::Name(name.shown)));
            }
        }
    }
    None
}

/// `apiKey` beside `apiSecret`: the one names the account, the other proves it.
fn is_beside_its_secret(candidate: &Candidate<'_>, parts: &[&str]) -> bool {
    let is_end = |part: &str| matches!(part, "key" | "secret");
    let stem = |parts: &[&str]| parts.len() - parts.iter().rev().take_while(|part| is_end(part)).count();
    parts.last() == Some(&"key")
        && !parts.contains(&"secret")
        && candidate.neighbours.iter().any(|neighbour| {
            let other = names::split(neighbour.name);
            let other: Vec<&str> = other.iter().map(String::as_str).collect();
            other[stem(&other)..].contains(&"secret") && other[..stem(&other)] == parts[..stem(parts)]
        })
}

/// `password === "…"`: whoever reads the bundle is in.
fn compared(candidate: &Candidate<'_>, text: &str) -> Option<Verdict> {
    let name = candidate.names.first().filter(|name| name.origin == NameOrigin::Compared)?;
    let parts = names::split(name.text);
    let says = parts.last().is_some_and(|last| COMPARED.contains(&last.as_str()));
    (says && may_be_compared(text) && !public::is_public_name(text))
        .then(|| ("admin-password", Power::K2, Confidence::Likely, Evidence::Name(name.text.to_owned())))
}

/// What a name ends in that is compared with a password.
pub(in crate::secrets) const COMPARED: [&str; 5] = ["password", "passwd", "passphrase", "passcode", "secret"];

/// Whether a text may be a password that code compares with: no word and no sentence.
pub(in crate::secrets) fn may_be_compared(text: &str) -> bool {
    let is_mark = |byte: u8| byte.is_ascii_punctuation() && byte != b'-' && byte != b'_';
    !text.contains(char::is_whitespace) && text.bytes().any(|byte| byte.is_ascii_digit() || is_mark(byte))
}
