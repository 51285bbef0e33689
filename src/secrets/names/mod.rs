//! What a name says: by its whole parts, never by a substring (`MONKEY` holds no key).

mod session;
mod split;
mod words;

use super::catalogue::Catalogue;
use super::schema::{Credential, Mode, Provider};
use super::{Confidence, Power};

pub use session::SessionName;
pub use split::split;
pub(super) use words::{is_public_kind, without_suffixes};

/// What a name says about the value that it stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NameVerdict {
    /// It is called a secret.
    Secret(SecretName),
    /// It is called something public: an id, an address, a publishable key.
    Public,
    /// It says neither.
    Unknown,
}

/// A name that means a secret.
#[derive(Clone, Copy, Debug)]
pub struct SecretName {
    /// The kind, when the name is one of a provider's own.
    pub credential: Option<&'static Credential>,
    /// The provider, when a part of the name is one's word: `ACME_TWILIO_TOKEN`.
    pub provider: Option<&'static Provider>,
    /// What such a credential can do; K2 where only the name speaks.
    pub power: Power,
    /// How sure the name makes it.
    pub confidence: Confidence,
}

impl PartialEq for SecretName {
    fn eq(&self, other: &Self) -> bool {
        self.credential.map(|kind| &kind.id) == other.credential.map(|kind| &kind.id)
            && self.provider.map(|provider| &provider.id) == other.provider.map(|provider| &provider.id)
            && (self.power, self.confidence) == (other.power, other.confidence)
    }
}

/// Prefixes by which frameworks hand a variable to the browser. They are no evidence of publicness.
pub(super) const PUBLIC_PREFIXES: [&str; 9] = [
    "NEXT_PUBLIC_",
    "NUXT_PUBLIC_",
    "EXPO_PUBLIC_",
    "REACT_APP_",
    "STORYBOOK_",
    "GATSBY_",
    "NG_APP_",
    "VITE_",
    "PUBLIC_",
];

/// The name without the longest of the prefixes it begins with.
pub(super) fn without_prefix<'a>(name: &'a str, prefixes: &[&str]) -> &'a str {
    let rests = prefixes.iter().filter(|prefix| !prefix.is_empty()).filter_map(|prefix| name.strip_prefix(prefix));
    rests.filter(|rest| !rest.is_empty()).min_by_key(|rest| rest.len()).unwrap_or(name)
}

/// A name as the catalogue's tables have it: its parts, without the suffixes that do not matter, joined by `_`.
pub(super) fn joined(name: &str) -> String {
    let parts = split(name);
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    without_suffixes(&parts).join("_")
}

/// Judges a name whose public prefix is already off.
pub(super) fn classify(catalogue: &Catalogue, name: &str) -> NameVerdict {
    let parts = split(name);
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    classify_parts(catalogue, &parts)
}

/// As [`classify`], of parts already split.
pub(super) fn classify_parts(catalogue: &Catalogue, parts: &[&str]) -> NameVerdict {
    // Names of more parts are sentences: an i18n key, a test's title.
    if parts.is_empty() || parts.len() > 12 {
        return NameVerdict::Unknown;
    }
    if parts.iter().any(|part| words::is_sealed(part)) {
        return NameVerdict::Public;
    }
    let test = parts.iter().any(|part| words::is_test(part));
    let core = without_suffixes(parts);
    if let Some(verdict) = own_name(catalogue, core, test) {
        return verdict;
    }
    if words::is_public(core) {
        return NameVerdict::Public;
    }
    let provider = core.iter().find_map(|part| catalogue.provider_of_word(part));
    if let Some((power, weight)) = words::secret(core) {
        let confidence = match weight {
            words::Weight::Strong => Confidence::Proven,
            words::Weight::Weak if provider.is_some() => Confidence::Likely,
            words::Weight::Weak => Confidence::Guess,
        };
        if weight == words::Weight::Weak && provider.is_some_and(issues_public_keys) {
            return NameVerdict::Unknown;
        }
        let power = provider.map_or(power, |provider| power.max(least_power(provider)));
        return secret(None, provider, power, confidence, test);
    }
    // `ANTHROPIC_KEY`: no secret word, but a provider that issues nothing public.
    if let (Some(provider), Some(last)) = (provider, core.last())
        && core.len() <= 4
        && matches!(*last, "key" | "token")
        && !issues_public_keys(provider)
    {
        return secret(None, Some(provider), least_power(provider), Confidence::Likely, test);
    }
    NameVerdict::Unknown
}

/// A name that a provider's file lists, as the end of this one: `MY_TWILIO_AUTH_TOKEN`.
fn own_name(catalogue: &Catalogue, core: &[&str], test: bool) -> Option<NameVerdict> {
    for start in 0..core.len() {
        let Some(entry) = catalogue.named(&core[start..].join("_")) else { continue };
        if entry.public {
            return Some(NameVerdict::Public);
        }
        let kinds: Vec<&'static Credential> = entry.kinds.iter().map(|&kind| catalogue.kind(kind).credential).collect();
        let reported: Vec<_> = kinds.iter().copied().filter(|kind| kind.mode != Mode::Known).collect();
        let Some(first) = reported.first() else {
            let public = kinds.iter().all(|kind| kind.power == Power::K0);
            return Some(if public { NameVerdict::Public } else { NameVerdict::Unknown });
        };
        let power =
            reported.iter().map(|kind| kind.power).filter(|&power| power > Power::K1).min().unwrap_or(first.power);
        let one_provider = reported.iter().all(|kind| kind.provider == first.provider);
        let provider = if one_provider { catalogue.provider(&first.provider) } else { None };
        let credential = one_provider.then_some(*first);
        return Some(secret(credential, provider, power, Confidence::Proven, test));
    }
    None
}

fn secret(
    credential: Option<&'static Credential>,
    provider: Option<&'static Provider>,
    power: Power,
    confidence: Confidence,
    test: bool,
) -> NameVerdict {
    let power = if test { power.min(Power::K1) } else { power };
    NameVerdict::Secret(SecretName { credential, provider, power, confidence })
}

/// Whether a key of the provider may as well be public: `ALGOLIA_API_TOKEN`, and all of those that are only known.
pub(super) fn issues_public_keys(provider: &'static Provider) -> bool {
    let is_key = |name: &String| name.ends_with("KEY") || name.ends_with("TOKEN");
    provider.public.iter().flat_map(|public| &public.names).any(is_key)
        || provider.credentials.iter().all(|kind| kind.mode == Mode::Known)
}

/// What any secret of the provider can do, at the least.
fn least_power(provider: &Provider) -> Power {
    provider.credentials.iter().map(|kind| kind.power).filter(|&power| power >= Power::K2).min().unwrap_or(Power::K2)
}

#[cfg(test)]
mod tests;
