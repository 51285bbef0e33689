//! Client code calls what works with an administrator's key alone.

use super::engine::{Draft, File, Secret, Standing, words};
use super::{Exposure, Rule};
use crate::flow::{Place, Source};
use crate::secrets::Confidence;
use crate::syntax::ast::{Kind, NodeId};

pub(super) static RULE: Rule = Rule {
    name: "admin-api-in-client",
    summary: "Client code calls a method that needs an administrator's key",
    page: include_str!("admin_api_in_client.md"),
    check: Some(check),
};

/// Methods of a library that serves both sides.
struct Administration {
    /// What the packages begin with.
    packages: &'static str,
    /// The members that lead to the methods.
    below: &'static [&'static str],
    methods: &'static [&'static str],
    /// The kind of key, in the catalogue.
    credential: &'static str,
}

/// Sources: the references of supabase-js (*Auth Admin*), algoliasearch (*ACL*) and Meilisearch (*keys*).
const ADMINISTRATIONS: [Administration; 3] = [
    Administration {
        packages: "@supabase/",
        below: &["auth", "admin"],
        methods: &[
            "createUser",
            "deleteUser",
            "generateLink",
            "getUserById",
            "inviteUserByEmail",
            "listUsers",
            "signOut",
            "updateUserById",
        ],
        credential: "supabase-service-jwt",
    },
    Administration {
        packages: "algoliasearch",
        below: &[],
        methods: &[
            "clearObjects",
            "deleteBy",
            "deleteIndex",
            "deleteObject",
            "deleteObjects",
            "partialUpdateObject",
            "partialUpdateObjects",
            "replaceAllObjects",
            "saveObject",
            "saveObjects",
            "saveRules",
            "saveSynonyms",
            "setSettings",
        ],
        credential: "algolia-admin",
    },
    Administration {
        packages: "meilisearch",
        below: &[],
        methods: &[
            "addDocuments",
            "createIndex",
            "createKey",
            "deleteAllDocuments",
            "deleteDocument",
            "deleteDocuments",
            "deleteIndex",
            "getKeys",
            "updateDocuments",
            "updateSettings",
        ],
        credential: "meilisearch-master",
    },
];

/// Words one of which a file holds that calls such a method.
pub(super) const WORDS: [&str; 19] = [
    ".admin.",
    "clearObjects",
    "createIndex",
    "deleteBy",
    "deleteIndex",
    "deleteObject",
    "getKeys(",
    "setSettings",
    "updateSettings",
    "partialUpdateObject",
    "replaceAllObjects",
    "saveObject",
    "saveRules",
    "saveSynonyms",
    "addDocuments",
    "deleteAllDocuments",
    "deleteDocument",
    "updateDocuments",
    "createKey(",
];

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    if !file.may_act_in_client() {
        return;
    }
    let Some(module) = file.module() else { return };
    for call in module.calls() {
        let Kind::Call { callee, .. } = module.kind(*call) else { continue };
        let Kind::Member { property, .. } = module.kind(module.unwrapped(callee)) else { continue };
        let Some(administration) = administration(file, *call, module.text(property)) else { continue };
        let Some(credential) = file.shared.catalogue.credential(administration.credential) else { continue };
        let Standing::Ships { certain } = file.standing(*call) else { continue };
        let secret = Secret::taken(credential, String::new());
        let mut draft = Draft::of(&secret, property, Exposure::E1);
        draft.confidence = Confidence::Proven;
        draft.node = Some(*call);
        draft.message = format!(
            "`{}` works with {} alone, and this is client code: with the public key it fails, and with the one that it wants, {}.",
            module.text(property),
            words::kind(&secret),
            words::power(&secret),
        );
        draft.next = "Call it on the server, behind a route that asks who may do this.".to_owned();
        out.push(file.shipped(draft, certain));
    }
}

fn administration(file: &File<'_>, call: NodeId, method: &str) -> Option<&'static Administration> {
    let named = |it: &&Administration| it.methods.contains(&method);
    ADMINISTRATIONS.iter().find(named)?;
    let place = Place { file: file.id, node: call };
    let callee = file.flow.callee(place)?;
    let path: Vec<&str> = callee.path.iter().map(|name| &**name).collect();
    let (_, before) = path.split_last()?;
    let found = ADMINISTRATIONS
        .iter()
        .filter(named)
        .find(|it| callee.package.starts_with(it.packages) && before.ends_with(it.below))?;
    let by_person = callee.construction.is_some_and(|made| is_given(file, made));
    (!by_person).then_some(found)
}

/// Whether a person brings the key that the client is made with, its last argument.
fn is_given(file: &File<'_>, made: Place) -> bool {
    let Some(home) = file.flow.module(made.file) else { return false };
    let (Kind::Call { arguments, .. } | Kind::New { arguments, .. }) = home.kind(made.node) else { return false };
    let Some(last) = home.list(arguments).last() else { return false };
    let sources = file.flow.sources(Place { file: made.file, node: *last });
    sources.iter().any(|source| matches!(source, Source::Parameter { .. } | Source::Unknown | Source::Result { .. }))
}

#[cfg(test)]
mod tests {
    use super::{ADMINISTRATIONS, WORDS};

    #[test]
    fn a_file_that_calls_such_a_method_is_looked_at() {
        for administration in &ADMINISTRATIONS {
            let below = administration.below.iter().fold(String::new(), |path, part| path + "." + part);
            for method in administration.methods {
                let call = format!("client{below}.{method}(");
                assert!(WORDS.iter().any(|word| call.contains(word)), "{call}");
            }
        }
    }
}
