//! Everything known of providers, and the questions it answers.

use std::ops::Range;
use std::sync::LazyLock;

pub use super::schema::{Credential, Mode, Playbook, Provider, Public, SinkSpec, Step};
use super::{Candidate, Confidence, Power};

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
    /// What gives it away, for the message: *its shape*, *the second argument of `twilio()`*, *beside an account SID*.
    pub evidence: String,
}

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

/// All that is known of providers.
pub struct Catalogue {
    providers: Vec<&'static Provider>,
}

static BUILTIN: LazyLock<Catalogue> = LazyLock::new(|| Catalogue { providers: Vec::new() });

impl Catalogue {
    /// The catalogue that staunch ships with. Read on first use.
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// Judges one value in its place: the largest credential in it, if any.
    pub fn detect(&self, _candidate: &Candidate<'_>) -> Option<Detection> {
        None
    }

    /// Finds credentials in raw text by their shape: comments, prose, files without a syntax. Ranges are of `text`.
    pub fn scan_text(&self, _text: &str) -> Vec<Detection> {
        Vec::new()
    }

    /// Judges a name by its whole parts, after one of `public_prefixes` (`NEXT_PUBLIC_`, `VITE_`) is taken off: such a
    /// prefix is no evidence of publicness.
    pub fn classify_name(&self, _name: &str, _public_prefixes: &[&str]) -> NameVerdict {
        NameVerdict::Unknown
    }

    /// All providers, by id.
    pub fn providers(&self) -> &[&'static Provider] {
        &self.providers
    }

    /// The provider of that id.
    pub fn provider(&self, id: &str) -> Option<&'static Provider> {
        self.providers.iter().find(|provider| provider.id == id).copied()
    }

    /// The parameters of a package's functions that take a secret, with the kind.
    pub fn credential_sinks(&self, _package: &str) -> Vec<(&'static Credential, &'static SinkSpec)> {
        Vec::new()
    }

    /// The provider whose secret this package needs to work at all. Browser packages of the same provider
    /// (`@stripe/stripe-js`) are none.
    pub fn server_sdk(&self, _package: &str) -> Option<&'static Provider> {
        None
    }

    /// Whether the package is one that a provider made for the browser.
    pub fn is_browser_sdk(&self, _package: &str) -> bool {
        false
    }

    /// The provider whose API answers at this host.
    pub fn provider_of_host(&self, _host: &str) -> Option<&'static Provider> {
        None
    }

    /// Byte strings one of which stands in every text that [`detect`](Self::detect) could report on.
    pub fn interests(&self) -> &[&'static str] {
        &[]
    }
}

/// Whether a value is no value: `changeme`, `<your key>`, `xxxxxxxx`, a documented sample.
pub fn is_placeholder(value: &str) -> bool {
    value.is_empty()
}
