//! Credentials told by their place: the call, the header, the parameter, the neighbour, the provider's own name.

use super::super::candidate::{Candidate, Name, NameOrigin, Sink};
use super::super::catalogue::{Catalogue, Kind};
use super::super::names::{self, NameVerdict};
use super::super::schema::{GENERAL_HEADERS, Mode, SinkSpec};
use super::super::{Confidence, Power};
use super::parts::{Part, Role};
use super::{Class, Evidence, Found, placeholder, public, random, rank, shape};

/// Whether the value of a header is an authorization with a scheme.
pub(super) fn is_authorization(header: &str) -> bool {
    header.eq_ignore_ascii_case("authorization") || header.eq_ignore_ascii_case("proxy-authorization")
}

/// What a place is worth when the value has the shape, and when it only looks random.
#[derive(Clone, Copy)]
struct Worth {
    shaped: Confidence,
    random: Option<Confidence>,
    /// The place leaves no doubt, even where nobody confirmed the shape.
    sure: bool,
    /// Any value of some length will do, if the kind has no shape.
    any: bool,
}

/// A parameter, header or form field of the provider's own.
const PLACE: Worth = Worth { shaped: Confidence::Proven, random: Some(Confidence::Likely), sure: true, any: true };
/// A neighbour that goes with it.
const PAIR: Worth = Worth { shaped: Confidence::Proven, random: None, sure: true, any: false };
/// A name of the provider's own.
const NAME: Worth = Worth { shaped: Confidence::Proven, random: Some(Confidence::Likely), sure: false, any: false };
/// A name that is the provider's only because of what the file imports or calls.
const TAIL: Worth = Worth { shaped: Confidence::Proven, random: None, sure: false, any: false };

struct Judge<'a, 'c> {
    catalogue: &'a Catalogue,
    candidate: &'a Candidate<'c>,
    part: &'a Part<'a>,
    found: &'a mut Vec<Found>,
}

/// Judges one part of a value.
pub(super) fn judge(catalogue: &Catalogue, candidate: &Candidate<'_>, part: &Part<'_>, found: &mut Vec<Found>) {
    if part.text.len() < 6 {
        return;
    }
    let mut judge = Judge { catalogue, candidate, part, found };
    judge.sinks();
    judge.headers();
    if !random::may_be_value(&part.text) {
        return;
    }
    judge.parameters();
    // A name that says `id` or `hash` outweighs a neighbour or another name, not a parameter that takes nothing but secrets.
    let names = judge.names();
    if names.iter().find_map(|name| decided(catalogue, &name.parts)) == Some(false) {
        return;
    }
    judge.pairs();
    judge.hosts(&names);
    judge.own_names(&names);
}

/// A name with its parts; for a property also with the one around it: `plivo.authToken`.
pub(super) struct Called {
    pub(super) parts: Vec<String>,
    pub(super) shown: String,
}

/// Whether the name says secret (`true`), public (`false`), or nothing.
fn decided(catalogue: &Catalogue, parts: &[String]) -> Option<bool> {
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    match names::classify_parts(catalogue, &parts) {
        NameVerdict::Secret(_) => Some(true),
        NameVerdict::Public => Some(false),
        NameVerdict::Unknown => None,
    }
}

/// What the part is called, nearest first, each alone after it was tried with the property around it.
pub(super) fn called(candidate: &Candidate<'_>, part: &Part<'_>) -> Vec<Called> {
    let own = |text: &str| Called { parts: names::split(text), shown: text.to_owned() };
    if let Role::Parameter(name) = part.role {
        return vec![own(name)];
    }
    let mut all = Vec::new();
    for (at, name) in candidate.names.iter().enumerate().take(5) {
        if name.origin == NameOrigin::Compared && candidate.names.len() == 1 {
            all.push(own(name.text));
            continue;
        }
        let text = names::without_prefix(name.text, &names::PUBLIC_PREFIXES);
        let inner = Called { parts: names::split(text), shown: name.text.to_owned() };
        if let Some(Name { text: outer, .. }) = candidate.names.get(at + 1)
            && matches!(name.origin, NameOrigin::Property | NameOrigin::Key | NameOrigin::Attribute)
        {
            let mut parts = names::split(outer);
            parts.extend(inner.parts.iter().cloned());
            all.push(Called { parts, shown: name.text.to_owned() });
        }
        all.push(inner);
    }
    all
}

/// Whether the provider is named, imported, called or asked in the same place.
pub(super) fn is_at_home(catalogue: &Catalogue, candidate: &Candidate<'_>, parts: &[Part<'_>], kind: &Kind) -> bool {
    let id = kind.provider.id.as_str();
    let in_scope = in_scope(catalogue, candidate, kind);
    let host = candidate.host.into_iter().chain(parts.iter().filter_map(|part| part.host)).any(|host| kind.is_at(host));
    let named = |name: &Name<'_>| {
        let text = names::without_prefix(name.text, &names::PUBLIC_PREFIXES);
        let parts = names::split(text);
        parts.iter().any(|part| catalogue.provider_of_word(part).is_some_and(|provider| provider.id == id))
            || catalogue.named(&names::joined(text)).is_some_and(|named| {
                named.kinds.iter().any(|&other| catalogue.kind(other).credential.id == kind.credential.id)
            })
    };
    in_scope || host || candidate.names.iter().any(named)
}

/// Whether the file imports the provider's package, or the sink is one's.
fn in_scope(catalogue: &Catalogue, candidate: &Candidate<'_>, kind: &Kind) -> bool {
    let provider = kind.provider.id.as_str();
    let is_its = |package: &str| {
        catalogue.server_sdk(package).is_some_and(|owner| owner.id == provider)
            || catalogue
                .sinks_of(package)
                .iter()
                .any(|&(number, _)| catalogue.kind(number).credential.id == kind.credential.id)
    };
    candidate.packages.iter().any(|package| is_its(package)) || candidate.sink.is_some_and(|sink| is_its(sink.package))
}

impl Judge<'_, '_> {
    fn sinks(&mut self) {
        let Some(sink) = self.candidate.sink else { return };
        if matches!(self.part.role, Role::Parameter(_) | Role::Password(_)) {
            return;
        }
        let catalogue = self.catalogue;
        for &(number, spec) in catalogue.sinks_of(sink.package) {
            if spec.takes(&sink) {
                self.judge(number, PLACE, || Evidence::Sink {
                    package: sink.package.to_owned(),
                    callee: sink.callee.to_owned(),
                    argument: sink.argument,
                    property: sink.path.join("."),
                });
            }
        }
    }

    fn headers(&mut self) {
        let Some(header) = self.candidate.header else { return };
        let name = header.to_ascii_lowercase();
        let catalogue = self.catalogue;
        let general = GENERAL_HEADERS.contains(&name.as_str());
        for &number in catalogue.index().headers.get(name.as_str()).map_or(&[][..], Vec::as_slice) {
            let at_host = self.candidate.host.is_some_and(|host| catalogue.kind(number).is_at(host));
            if !general || at_host {
                self.judge(number, PLACE, || Evidence::Header(header.to_owned()));
            }
        }
    }

    fn parameters(&mut self) {
        let Role::Parameter(name) = self.part.role else { return };
        let catalogue = self.catalogue;
        for &number in catalogue.index().parameters.get(name).map_or(&[][..], Vec::as_slice) {
            let host = self.part.host.or(self.candidate.host);
            if host.is_some_and(|host| catalogue.kind(number).is_at(host)) {
                self.judge(number, PLACE, || Evidence::Parameter(name.to_owned()));
            }
        }
    }

    fn pairs(&mut self) {
        let user = match &self.part.role {
            Role::Password(user) => Some(&**user),
            Role::Parameter(_) => return,
            Role::Whole | Role::Token => None,
        };
        if self.part.text.len() < 16 || user.is_none() && self.candidate.neighbours.is_empty() {
            return;
        }
        let catalogue = self.catalogue;
        for &number in &catalogue.index().paired {
            let kind = catalogue.kind(number);
            if kind.matches(&self.part.text).is_none() {
                continue;
            }
            let others = self.candidate.neighbours.iter().map(|neighbour| neighbour.value).chain(user);
            let mut near = others.filter(|text| !text.is_empty() && text.len() <= 256);
            if let Some(title) = near.find_map(|text| kind.pair(text)) {
                self.judge(number, PAIR, || Evidence::Pair(title));
            }
        }
    }

    /// A host of the provider's, and a place or name that says secret.
    fn hosts(&mut self, names: &[Called]) {
        let Some(host) = self.part.host.or(self.candidate.host) else { return };
        let catalogue = self.catalogue;
        let secret = matches!(self.part.role, Role::Password(_))
            || self.candidate.header.is_some_and(is_authorization) && matches!(self.part.role, Role::Token)
            || names.iter().find_map(|name| decided(catalogue, &name.parts)) == Some(true);
        if !secret {
            return;
        }
        for (number, kind) in catalogue.kinds().iter().enumerate() {
            if kind.credential.mode != Mode::Known && kind.has_shape() && kind.is_at(host) {
                self.judge(number, PAIR, || Evidence::Host(host.to_owned()));
            }
        }
    }

    fn names(&self) -> Vec<Called> {
        called(self.candidate, self.part)
    }

    fn own_names(&mut self, names: &[Called]) {
        let catalogue = self.catalogue;
        for name in names.iter().filter(|name| name.parts.len() <= 12) {
            let parts: Vec<&str> = name.parts.iter().map(String::as_str).collect();
            let core = names::without_suffixes(&parts);
            for start in 0..core.len() {
                let Some(entry) = catalogue.named(&core[start..].join("_")) else { continue };
                let before = self.found.len();
                for &number in &entry.kinds {
                    self.judge(number, NAME, || Evidence::Name(name.shown.clone()));
                }
                // The longest says most: `BULKSMS_TOKEN_SECRET` is no `TOKEN_SECRET`.
                if self.found.len() > before {
                    break;
                }
            }
            for &number in catalogue.index().tails.get(core.join("_").as_str()).map_or(&[][..], Vec::as_slice) {
                if in_scope(catalogue, self.candidate, catalogue.kind(number)) {
                    self.judge(number, TAIL, || Evidence::Name(name.shown.clone()));
                }
            }
        }
    }

    /// Takes the part for this kind if its value allows.
    fn judge(&mut self, number: usize, worth: Worth, evidence: impl FnOnce() -> Evidence) {
        let kind = self.catalogue.kind(number);
        if kind.credential.mode == Mode::Known {
            return;
        }
        let text = &*self.part.text;
        let Some((class, confidence, power)) = self.weigh(kind, text, worth) else { return };
        if public::is_public(self.catalogue, text) || random::is_reference(text) {
            return;
        }
        let range = self.part.range.clone();
        let rank = rank(kind, class, true, confidence, power, range.len());
        self.found.push(Found { kind: number, power, confidence, range, evidence: evidence(), rank });
    }

    fn weigh(&self, kind: &Kind, text: &str, worth: Worth) -> Option<(Class, Confidence, Power)> {
        if let Some(secret) = kind.matches(text) {
            let power = shape::accept(self.catalogue, kind, text, secret)?;
            let sure = kind.credential.verified || worth.sure;
            return Some((
                Class::Shaped,
                if sure { worth.shaped } else { worth.shaped.min(Confidence::Likely) },
                power,
            ));
        }
        if shape::is_placeholder(kind, text) || public::is_undecided(self.catalogue, text) || is_reference_to_name(text)
        {
            return None;
        }
        // A place that takes this secret and nothing else, and a kind that has no shape: `jwt.sign(payload, HERE)`.
        if worth.any && !kind.has_shape() && !is_sentence(text) {
            let random = random::looks_random(text);
            return Some((
                Class::Placed,
                if random { Confidence::Proven } else { Confidence::Likely },
                kind.credential.power,
            ));
        }
        // Kinds told by their shape have no other: a stranger under their name is another's.
        if kind.credential.mode == Mode::Shape && kind.credential.verified {
            return None;
        }
        let confidence = worth.random?;
        let class = if kind.has_shape() { Class::Stranger } else { Class::Placed };
        random::looks_random(text).then_some((class, confidence, kind.credential.power))
    }
}

impl SinkSpec {
    /// Whether this is the parameter that the sink names, its package aside.
    pub fn takes(&self, sink: &Sink<'_>) -> bool {
        let path = self.property.split('.').filter(|key| !key.is_empty());
        sink.argument == self.argument && path.eq(sink.path.iter().copied()) && self.is_call_of(sink.callee)
    }

    /// Whether the function has this parameter; see [`Sink::callee`] for its spelling.
    pub fn is_call_of(&self, callee: &str) -> bool {
        self.call.iter().any(|known| match known.strip_prefix('*') {
            Some(end) => callee.ends_with(end),
            None => member(known) == member(callee),
        })
    }
}

/// `default.setApiKey` and `setApiKey` are the same function, by different imports.
fn member(callee: &str) -> &str {
    callee.strip_prefix("default.").unwrap_or(callee)
}

/// `TWILIO_AUTH_TOKEN`: the name of a variable where its value should be.
pub(super) fn is_reference_to_name(text: &str) -> bool {
    text.contains('_') && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_')
}

/// What no password is: prose, a URL, what everybody uses for a local database.
fn is_sentence(text: &str) -> bool {
    text.split_whitespace().count() > 2
        || text.contains("://")
        || text.len() < 6
        || placeholder::is_stock_password(text)
}
