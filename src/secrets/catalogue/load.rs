//! From the JSON that `build.rs` made to providers that live as long as the process.

use super::super::schema::Provider;

static PROVIDERS: &str = include_str!(concat!(env!("OUT_DIR"), "/providers.json"));

pub(super) fn builtin() -> Vec<&'static Provider> {
    // The build script wrote it from the same types: it cannot fail, and an empty catalogue would fail every test.
    adopt(serde_json::from_str(PROVIDERS).unwrap_or_default())
}

/// Gives the providers the life of the process, and their credentials their names.
pub(super) fn adopt(mut providers: Vec<Provider>) -> Vec<&'static Provider> {
    for provider in &mut providers {
        for credential in &mut provider.credentials {
            credential.provider.clone_from(&provider.id);
            credential.provider_name.clone_from(&provider.name);
        }
    }
    Box::leak(providers.into_boxed_slice()).iter().collect()
}
