//! A compose file or a manifest of Kubernetes holds a credential.

use super::Rule;
use super::engine::{Draft, File};
use crate::project::Purpose;
use crate::syntax::json::{Json, Value};

pub(super) static RULE: Rule = Rule {
    name: "compose-secret",
    summary: "A compose file or a Kubernetes manifest holds a secret",
    page: include_str!("compose_secret.md"),
    check: Some(check),
};

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    if file.purpose() == Some(Purpose::Compose) || file.tree().is_some_and(is_manifest) {
        out.extend(file.all_written("Have the container read it from the environment or a secret"));
    }
}

/// Whether Kubernetes reads it, one document or several.
fn is_manifest(tree: &Json) -> bool {
    let has = |document: &Json| document.get("apiVersion").is_some() && document.get("kind").is_some();
    matches!(&tree.value, Value::Array(documents) if documents.iter().any(has)) || has(tree)
}
