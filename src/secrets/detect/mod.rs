//! Whether a value in its place is a credential.
//!
//! In this order, as the order is what keeps it quiet: placeholder, public by design, shape, what can be verified offline,
//! then sink, header, parameter, pair and name; last and never above *likely* the name alone.

mod base64;
mod check;
mod context;
mod generic;
mod parts;
mod placeholder;
mod public;
mod random;
mod shape;

use std::ops::Range;

pub(super) use self::generic::{COMPARED, may_be_compared};
pub use self::placeholder::is_placeholder;
pub(super) use self::random::may_be_value;
use super::candidate::{Candidate, Place};
use super::catalogue::{Catalogue, Kind};
use super::schema::Credential;
use super::{Confidence, Power};

/// A value that is a credential.
#[derive(Clone, Debug)]
pub struct Detection {
    /// Which kind.
    pub credential: &'static Credential,
    /// What it can do; may be less than the kind's where the value says so.
    pub power: Power,
    /// How sure it is.
    pub confidence: Confidence,
    /// The secret part, in bytes of the candidate's value: without `Bearer `, without the host of a URL.
    pub range: Range<usize>,
    /// How many bytes at the start of the range are the same for everybody, for
    /// [`Redacted::with_public_prefix`](super::Redacted::with_public_prefix).
    pub public_prefix: usize,
    /// It is told by its shape, wherever it stands.
    pub shaped: bool,
    /// What gives it away, for the message: *its shape*, *the second argument of `twilio()`*, *beside an Account SID*.
    pub evidence: String,
}

/// Longer strings are data: an inlined image, a bundle. They are searched for shapes, not judged as a value.
const LONGEST_VALUE: usize = 16 * 1024;

/// A detection on the way to be one.
struct Found {
    kind: usize,
    power: Power,
    confidence: Confidence,
    range: Range<usize>,
    evidence: Evidence,
    rank: Rank,
}

/// Which of several detections in one value is the one to report; the greatest.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    class: Class,
    /// The provider is named, imported, called or asked in the same place.
    at_home: bool,
    priority: i8,
    confidence: Confidence,
    power: Power,
    length: usize,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    /// A name, and no provider.
    Generic,
    /// A place or a name of a provider's, around a value that has not its shape.
    Stranger,
    /// The same for a secret that has no shape.
    Placed,
    /// The value has the shape.
    Shaped,
}

/// What gives a value away.
enum Evidence {
    Shape,
    Sink { package: String, callee: String, argument: usize, property: String },
    Header(String),
    Host(String),
    Parameter(String),
    Pair(&'static str),
    Name(String),
    Url,
    Authorization,
}

impl std::fmt::Display for Evidence {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        const ORDINALS: [&str; 6] = ["first", "second", "third", "fourth", "fifth", "sixth"];
        match self {
            Self::Shape => f.write_str("its shape"),
            Self::Sink { package, callee, property, .. } if !property.is_empty() => {
                write!(f, "`{property}` of {}", called(package, callee))
            }
            Self::Sink { package, callee, argument, .. } => {
                let ordinal = ORDINALS.get(*argument).copied().unwrap_or("last");
                write!(f, "the {ordinal} argument of {}", called(package, callee))
            }
            Self::Header(name) => write!(f, "the `{name}` header"),
            Self::Host(host) => write!(f, "sent to {host}"),
            Self::Parameter(name) => write!(f, "the parameter `{name}`"),
            Self::Pair(title) => write!(f, "beside {title}"),
            Self::Name(name) if is_plain(name) => write!(f, "the name `{name}`"),
            Self::Name(_) => f.write_str("its name"),
            Self::Url => f.write_str("the password in a URL"),
            Self::Authorization => f.write_str("an authorization header"),
        }
    }
}

/// Whether it is a name, and not a text that stands where names do: that may hold anything, a value too.
fn is_plain(name: &str) -> bool {
    name.len() <= 64 && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.$:/@".contains(&byte))
}

/// `Twilio()`, or by its package where it is the default export: `twilio()`.
fn called(package: &str, callee: &str) -> String {
    let name = if callee == "default" { package } else { callee.strip_prefix("default.").unwrap_or(callee) };
    format!("`{name}()`")
}

/// See [`Catalogue::is_public_value`].
pub(super) fn is_public_value(catalogue: &Catalogue, value: &str) -> bool {
    public::is_public(catalogue, value)
}

/// See [`Catalogue::detect`].
pub(super) fn detect(catalogue: &Catalogue, candidate: &Candidate<'_>) -> Option<Detection> {
    let value = candidate.value;
    if value.len() < 6 {
        return None;
    }
    if value.len() > LONGEST_VALUE || matches!(candidate.place, Place::Comment | Place::Text) {
        let found = shape::search(catalogue, value).into_iter().max_by(|a, b| a.rank.cmp(&b.rank))?;
        return Some(report(catalogue, value, found, candidate.place));
    }
    let in_header = candidate.header.is_some_and(context::is_authorization);
    let parts = parts::parts(value, in_header);
    let mut found = Vec::new();
    shape::judge(catalogue, candidate, &parts, &mut found);
    // `vault:…`, `encrypted:…`: whatever stands behind it is none, however it is called.
    let reference = random::is_reference(value.trim());
    if !reference {
        for part in &parts {
            context::judge(catalogue, candidate, part, &mut found);
        }
    }
    if found.is_empty() && !reference {
        for part in &parts {
            generic::judge(catalogue, candidate, part, &mut found);
        }
    }
    // Asked last, as hardly any value comes this far: a DSN has user information, and is for everybody.
    if !found.is_empty() && public::is_public(catalogue, value.trim()) {
        return None;
    }
    // Of equals the first: what its shape gives away needs no name.
    let best = found.into_iter().reduce(|best, other| if other.rank > best.rank { other } else { best })?;
    Some(report(catalogue, value, best, candidate.place))
}

/// See [`Catalogue::scan_text`].
pub(super) fn scan_text(catalogue: &Catalogue, text: &str) -> Vec<Detection> {
    let mut found = shape::search(catalogue, text);
    found.sort_by(|a, b| b.rank.cmp(&a.rank));
    let mut kept: Vec<Found> = Vec::new();
    for one in found {
        if kept.iter().all(|other| one.range.end <= other.range.start || other.range.end <= one.range.start) {
            kept.push(one);
        }
    }
    kept.sort_by_key(|one| one.range.start);
    kept.into_iter().map(|one| report(catalogue, text, one, Place::Text)).collect()
}

fn report(catalogue: &Catalogue, value: &str, found: Found, place: Place) -> Detection {
    let credential = catalogue.kind(found.kind).credential;
    // What is commented out does not run, and may be a sample.
    let confidence = match (place, found.confidence) {
        (Place::Comment, Confidence::Proven) => Confidence::Likely,
        (Place::Comment, _) => Confidence::Guess,
        (_, confidence) => confidence,
    };
    let text = value.get(found.range.clone()).unwrap_or_default();
    let prefixes = credential.literals.iter().filter(|literal| text.starts_with(literal.as_str()));
    let public_prefix = prefixes.map(String::len).max().unwrap_or(0);
    Detection {
        credential,
        power: found.power,
        confidence,
        public_prefix,
        shaped: matches!(found.evidence, Evidence::Shape),
        evidence: found.evidence.to_string(),
        range: found.range,
    }
}

fn rank(kind: &Kind, class: Class, at_home: bool, confidence: Confidence, power: Power, length: usize) -> Rank {
    Rank { class, at_home, priority: kind.credential.priority, confidence, power, length }
}

/// For the samples of tests.
#[cfg(test)]
pub(super) mod testing {
    pub(in crate::secrets) use super::catalogue_tests::providers;
    pub(in crate::secrets) use super::check::{base62, crc32};
}

#[cfg(test)]
mod catalogue_tests;
#[cfg(test)]
mod tests;
