//! **secrets**: the catalogue of credentials, and whether a value or a name is one.
//!
//! Promises: knows no JavaScript; entropy alone never reports; a value leaves only as [`Redacted`](redact::Redacted).
//! Never: reads a file, prints a value.
//!
//! ```text
//! Candidate ─► parts ─► placeholder? ─► public by design? ─► shape, check ─► sink, header, pair, name ─► Detection
//! (flow)       Bearer …, user:pass, ?key=…                                                    (rules: power × exposure)
//! ```
//!
//! What is known of a provider is data: `providers/NAME.toml`, turned into one JSON by `build.rs`.

mod candidate;
mod catalogue;
mod detect;
mod gitleaks;
mod interests;
mod names;
mod playbook;
mod power;
pub mod redact;
mod registries;
pub mod schema;

pub use candidate::{Candidate, Name, NameOrigin, Neighbour, Place, Sink};
pub use catalogue::{Catalogue, Faults};
pub use detect::{Detection, is_placeholder};
pub use gitleaks::RuleFile;
pub use interests::{Interests, holds_bare_value, holds_named_value, holds_value, may_be_named_value};
pub use names::{NameVerdict, SecretName, SessionName, split as parts_of_name};
pub use power::{Confidence, Power};
pub use redact::Redacted;
pub use registries::package_named;
pub use schema::{Credential, Playbook, Provider, Spend, Spending};

#[cfg(test)]
mod sample;

/// Values of every kind, for the tests of other rooms: the kind, a name for it, the value.
#[cfg(test)]
pub(crate) fn samples() -> Vec<(String, String, String)> {
    let of = |credential: &Credential| {
        let name = credential.env.first().cloned().unwrap_or_else(|| "SECRET_KEY".to_owned());
        let samples = credential.samples.iter().enumerate();
        let values = samples.map(|(seed, sample)| sample::expand(sample, &mut sample::Random::new(seed as u64)));
        values.map(|value| (credential.id.clone(), name.clone(), value)).collect::<Vec<_>>()
    };
    detect::testing::providers().iter().flat_map(|provider| provider.credentials.iter().flat_map(of)).collect()
}
