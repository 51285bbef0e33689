//! What a value or a name was found to be, and the literals of a file that are credentials.

use super::compared::lets_nobody_in;
use crate::flow::{Literal, Module, Place};
use crate::secrets::{Candidate, Catalogue, Confidence, Credential, Detection, NameVerdict, Power, SecretName};
use crate::syntax::ast::NodeId;

/// The kind, in the catalogue, of a text that code compares with a password.
pub(in crate::rules) const COMPARED: &str = "admin-password";

/// A credential, known by value, name or place.
#[derive(Clone, Debug)]
pub(in crate::rules) struct Secret {
    pub power: Power,
    pub confidence: Confidence,
    /// A provider's id.
    pub provider: Option<&'static str>,
    pub provider_name: Option<&'static str>,
    pub credential: Option<&'static Credential>,
    /// It is told by its shape, wherever it stands.
    pub shaped: bool,
    /// What gives it away; empty where the name does.
    pub evidence: String,
}

impl Secret {
    pub(in crate::rules) fn detected(detection: &Detection) -> Self {
        let credential = detection.credential;
        Self {
            power: detection.power,
            confidence: detection.confidence,
            provider: Some(credential.provider.as_str()).filter(|id| !is_generic(id)),
            provider_name: Some(credential.provider_name.as_str()).filter(|_| !is_generic(&credential.provider)),
            credential: Some(credential),
            shaped: detection.shaped,
            evidence: detection.evidence.clone(),
        }
    }

    /// By what a name says.
    pub(in crate::rules) fn named(name: &SecretName) -> Self {
        let by_credential =
            name.credential.map(|credential| (credential.provider.as_str(), credential.provider_name.as_str()));
        let provider = by_credential
            .or_else(|| name.provider.map(|provider| (provider.id.as_str(), provider.name.as_str())))
            .filter(|(id, _)| !is_generic(id));
        Self {
            power: name.power,
            confidence: name.confidence,
            provider: provider.map(|(id, _)| id),
            provider_name: provider.map(|(_, name)| name),
            credential: name.credential,
            shaped: false,
            evidence: String::new(),
        }
    }

    /// One of which only the use tells that it is one.
    pub(in crate::rules) const fn unnamed(power: Power) -> Self {
        Self {
            power,
            confidence: Confidence::Proven,
            provider: None,
            provider_name: None,
            credential: None,
            shaped: false,
            evidence: String::new(),
        }
    }

    /// The kind that a parameter takes.
    pub(in crate::rules) fn taken(credential: &'static Credential, evidence: String) -> Self {
        Self {
            power: credential.power,
            confidence: Confidence::Likely,
            provider: Some(credential.provider.as_str()).filter(|id| !is_generic(id)),
            provider_name: Some(credential.provider_name.as_str()).filter(|_| !is_generic(&credential.provider)),
            credential: Some(credential),
            shaped: false,
            evidence,
        }
    }

    /// Whether it may be a real one in a test: tests make values up, and hand them to whatever takes a secret.
    pub(in crate::rules) fn is_told_in_tests(&self) -> bool {
        self.shaped && self.power >= Power::K2
    }

    /// As one that a run of tests is given: what nothing but a common name tells is made up for it.
    pub(in crate::rules) fn of_test_run(mut self) -> Self {
        if !self.shaped && self.provider.is_none() {
            self.power = self.power.min(Power::K1);
        }
        self
    }

    /// No surer than *likely*.
    pub(in crate::rules) fn at_most(mut self, confidence: Confidence) -> Self {
        self.confidence = self.confidence.min(confidence);
        self
    }
}

/// The catalogue's file of kinds that belong to nobody.
fn is_generic(provider: &str) -> bool {
    matches!(provider, "generic" | "own")
}

/// A literal that is a credential.
#[derive(Clone, Debug)]
pub(in crate::rules) struct Judged {
    /// Where to point: the literal that holds the value, or the expression that puts it together.
    pub node: NodeId,
    pub secret: Secret,
    /// A literal in another module that the value comes from.
    pub elsewhere: Option<Place>,
}

/// Judges the literals of a file, in all their readings: at a declaration, as an argument.
pub(super) fn judge(catalogue: &Catalogue, module: &Module, literals: &[Literal]) -> Vec<Judged> {
    let judged = literals.iter().filter_map(|literal| {
        let detection = literal.with(|candidate| catalogue.detect(candidate))?;
        let is_compared = detection.credential.id == COMPARED;
        if detection.power == Power::K0 || is_compared && lets_nobody_in(module, literal.place.node) {
            return None;
        }
        let (node, elsewhere) = place_of(module, literal, &literal.folded.literals(&detection.range));
        Some(Judged { node, secret: Secret::detected(&detection), elsewhere })
    });
    judged.collect()
}

/// Of several readings of one literal the surest.
pub(super) fn surest<'j>(readings: impl IntoIterator<Item = &'j Judged>) -> Vec<Judged> {
    let mut found: Vec<Judged> = Vec::new();
    for judged in readings {
        match found.iter_mut().find(|known| known.node == judged.node) {
            Some(known) => {
                if (judged.secret.confidence, judged.secret.power) > (known.secret.confidence, known.secret.power) {
                    *known = judged.clone();
                }
            }
            None => found.push(judged.clone()),
        }
    }
    found
}

/// Where to point, and the literal in another module that the value comes from.
fn place_of(module: &Module, literal: &Literal, parts: &[Place]) -> (NodeId, Option<Place>) {
    let here = |place: &Place| place.file == module.id;
    match parts {
        [only] if here(only) => return (only.node, None),
        [only] => return (literal.place.node, Some(*only)),
        _ => {}
    }
    // Put together: the one literal in the expression that is no name's, else the expression; behind a name, what the name
    // is bound to.
    let Some(made) = literal.folded.made.filter(here) else { return (literal.place.node, literal.folded.made) };
    let span = module.span(made.node);
    let mut inside = parts.iter().filter(|part| here(part) && span.contains(module.span(part.node)));
    match (inside.next(), inside.next()) {
        (Some(only), None) => (only.node, None),
        _ => (made.node, None),
    }
}

/// What a name and, when it is known, a value say of a variable.
pub(super) fn of_variable(
    catalogue: &Catalogue,
    name: &str,
    prefixes: &[&str],
    value: Option<&Candidate<'_>>,
) -> Option<(Secret, bool)> {
    if let Some(candidate) = value {
        if let Some(detection) = catalogue.detect(candidate) {
            return (detection.power != Power::K0).then(|| (Secret::detected(&detection), true));
        }
        if catalogue.is_public_value(candidate.value) {
            return None;
        }
    }
    match catalogue.classify_name(name, prefixes) {
        NameVerdict::Secret(secret) if secret.power != Power::K0 => Some((Secret::named(&secret), false)),
        _ => None,
    }
}
