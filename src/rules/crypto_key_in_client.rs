//! Client code signs or encrypts with a key that ships with it.

use super::engine::{Draft, File, Secret, Standing, words};
use super::{Exposure, Rule};
use crate::flow::{Callee, Place};
use crate::syntax::ast::{Kind, NodeId};

pub(super) static RULE: Rule = Rule {
    name: "crypto-key-in-client",
    summary: "Client code signs or encrypts with a key that ships with it",
    page: include_str!("crypto_key_in_client.md"),
    check: Some(check),
};

/// Words one of which a file holds that signs or encrypts.
pub(super) const WORDS: [&str; 8] =
    ["crypto-js", "'jose'", "\"jose\"", "jsonwebtoken", "jsrsasign", "hono/jwt", ".subtle", "secretbox"];

/// The kinds of key, by what they are used for.
const SIGNING: &str = "jwt-secret";
const ENCRYPTION: &str = "encryption-key";

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    if !file.may_act_in_client() {
        return;
    }
    let Some(module) = file.module() else { return };
    for call in module.calls() {
        let (Kind::Call { arguments, .. } | Kind::New { arguments, .. }) = module.kind(*call) else { continue };
        let Some((kind, key)) = key_taken(file, *call, module.list(arguments)) else { continue };
        let place = Place { file: file.id, node: key };
        if !file.is_quietly_bundled(place) {
            continue;
        }
        let Some(credential) = file.shared.catalogue.credential(kind) else { continue };
        let Standing::Ships { certain } = file.standing(*call) else { continue };
        let secret = Secret::taken(credential, String::new());
        let mut draft = Draft::of(&secret, module.span(key), Exposure::E4);
        draft.node = Some(key);
        let done = if kind == SIGNING {
            "whoever opens the page can sign what they like in the app's name"
        } else {
            "whoever opens the page can read and make what is encrypted with it"
        };
        draft.message = format!("This is used as {}, and it ships to the browser: {done}.", words::kind(&secret));
        draft.next = if kind == SIGNING {
            "Sign on the server, for callers it knows, then take another key.".to_owned()
        } else {
            "Encrypt on the server, or with a key that each person makes, then take another key.".to_owned()
        };
        out.push(file.shipped(draft, certain));
    }
}

/// What kind of key a call takes, and where.
fn key_taken(file: &File<'_>, call: NodeId, arguments: &[NodeId]) -> Option<(&'static str, NodeId)> {
    let place = Place { file: file.id, node: call };
    let (kind, index) = match file.flow.callee(place) {
        Some(callee) => of_package(&callee)?,
        None => of_browser(file, place, arguments)?,
    };
    Some((kind, *arguments.get(index)?))
}

fn of_package(callee: &Callee) -> Option<(&'static str, usize)> {
    let path: Vec<&str> = callee.path.iter().map(|name| &**name).filter(|name| *name != "default").collect();
    match (&*callee.package, path.as_slice()) {
        ("jose", ["SignJWT" | "CompactSign" | "FlattenedSign", .., "sign"]) => Some((SIGNING, 0)),
        ("jose", ["EncryptJWT" | "CompactEncrypt" | "FlattenedEncrypt", .., "encrypt"]) => Some((ENCRYPTION, 0)),
        // Who checks with the bytes of a text signs with them as well. The others' `verify` takes public keys.
        ("jose", ["jwtVerify" | "compactVerify"]) | ("jsonwebtoken" | "hono/jwt", ["sign"]) => Some((SIGNING, 1)),
        ("jsrsasign", [.., "JWS", "sign"]) => Some((SIGNING, 3)),
        ("crypto-js", ["AES" | "DES" | "TripleDES" | "RC4" | "Rabbit" | "Blowfish", "encrypt" | "decrypt"])
        | ("crypto-js/aes", ["encrypt" | "decrypt"]) => Some((ENCRYPTION, 1)),
        ("crypto-js", [hmac]) if hmac.starts_with("Hmac") => Some((SIGNING, 1)),
        (package, []) if package.starts_with("crypto-js/hmac-") => Some((SIGNING, 1)),
        ("tweetnacl", ["secretbox"]) => Some((ENCRYPTION, 2)),
        _ => None,
    }
}

/// `crypto.subtle.importKey('raw', key, { name: 'HMAC', … }, …)`.
fn of_browser(file: &File<'_>, call: Place, arguments: &[NodeId]) -> Option<(&'static str, usize)> {
    let [format, _, algorithm, ..] = arguments else { return None };
    let text = |node: NodeId| file.flow.fold(Place { file: file.id, node }).map(|text| text.value);
    let called = file.flow.global_callee(call)?;
    if !called.ends_with("crypto.subtle.importKey") || text(*format)? != "raw" {
        return None;
    }
    let name =
        file.flow.property(Place { file: file.id, node: *algorithm }, "name").map_or(*algorithm, |name| name.node);
    match text(name)?.to_ascii_uppercase().as_str() {
        "HMAC" => Some((SIGNING, 1)),
        "AES-GCM" | "AES-CBC" | "AES-CTR" | "AES-KW" => Some((ENCRYPTION, 1)),
        _ => None,
    }
}
