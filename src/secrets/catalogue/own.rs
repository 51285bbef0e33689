//! A project's own providers, as `staunch.json` lists them.

use super::super::schema::Provider;
use super::kind;

/// Those that can be used, and by number what is wrong with the others.
pub(super) fn read<'v>(
    values: impl IntoIterator<Item = &'v serde_json::Value>,
) -> (Vec<Provider>, Vec<(usize, String)>) {
    let (mut providers, mut faults) = (Vec::new(), Vec::new());
    for (number, value) in values.into_iter().enumerate() {
        match provider(value) {
            Ok(provider) => providers.push(provider),
            Err(fault) => faults.push((number, fault)),
        }
    }
    (providers, faults)
}

fn provider(value: &serde_json::Value) -> Result<Provider, String> {
    // Serde's words quote the value that does not fit: only those about keys are passed on.
    let provider: Provider = serde_json::from_value(value.clone()).map_err(|error| {
        let words = error.to_string();
        let about_keys = ["unknown field", "missing field"].iter().any(|head| words.starts_with(head));
        if about_keys { words } else { "a value is not of the type that it should be".to_owned() }
    })?;
    if provider.id.is_empty() {
        return Err(format!("{}: `id` is missing", provider.name));
    }
    for credential in &provider.credentials {
        kind::usable(credential).map_err(|why| format!("{}, {}: {why}", provider.id, credential.id))?;
    }
    Ok(provider)
}
