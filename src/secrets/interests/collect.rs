//! From the providers' files to the lists. `build.rs` runs it too.

use std::collections::BTreeSet;

use super::super::names;
use super::super::schema::{Credential, Mode, Provider};

/// Means by which a value is hidden in pieces or in an encoding.
const FOLDING: [&str; 16] = [
    "atob(",
    "btoa(",
    "fromCharCode",
    "fromCodePoint",
    "'base64'",
    "\"base64\"",
    "'hex'",
    "\"hex\"",
    ".reverse()",
    ".join('')",
    ".join(\"\")",
    "decodeURI",
    "\\x",
    "\\u00",
    "' + '",
    "\" + \"",
];

/// Heads as short as these stand in every other file, while values with them hold a long token. The exceptions are of
/// letters only, or broken by other characters.
const SHORTEST_HEAD: usize = 5;
const SHORT_HEADS: [&str; 4] = ["Q~", "hf_", "SG.", "sl."];

/// Both lists, in order.
pub(crate) struct Collected {
    pub(crate) exact: BTreeSet<String>,
    pub(crate) folded: BTreeSet<String>,
}

/// Gathers what the providers' files and the words of names make interesting.
pub(crate) fn collect<'a>(providers: impl IntoIterator<Item = &'a Provider>) -> Collected {
    let exact = FOLDING.iter().map(ToString::to_string).collect();
    let mut collected = Collected { exact, folded: BTreeSet::new() };
    names::secret_phrases().for_each(|phrase| spellings(phrase, &mut collected.folded));
    for provider in providers {
        provider.packages.iter().for_each(|package| collected.add_package(package));
        for credential in provider.credentials.iter().filter(|credential| credential.mode != Mode::Known) {
            collected.add_credential(credential);
        }
    }
    collected
}

impl Collected {
    fn add_credential(&mut self, credential: &Credential) {
        let is_head = |literal: &&String| literal.len() >= SHORTEST_HEAD || SHORT_HEADS.contains(&literal.as_str());
        self.exact.extend(credential.literals.iter().filter(is_head).cloned());
        credential.sinks.iter().for_each(|sink| self.add_package(&sink.package));
        self.folded.extend(credential.headers.iter().filter(|header| header.as_str() != "authorization").cloned());
        for host in &credential.hosts {
            // `*.supabase.co` by what is fixed of it.
            self.folded.extend(host.split('*').max_by_key(|part| part.len()).map(str::to_ascii_lowercase));
        }
        for name in &credential.env {
            let parts = names::split(name);
            let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
            // What ends in a phrase is found by it.
            if !names::ends_in_secret(&parts) {
                spellings(&parts, &mut self.folded);
            }
        }
    }

    /// A specifier with its quotes, or the beginning of one with a subpath.
    fn add_package(&mut self, package: &str) {
        if let Some(head) = package.strip_suffix('*') {
            self.exact.insert(head.to_owned());
            return;
        }
        for quote in ['\'', '"'] {
            self.exact.insert(format!("{quote}{package}{quote}"));
            self.exact.insert(format!("{quote}{package}/"));
            self.exact.insert(format!("{quote}node:{package}{quote}"));
        }
    }
}

/// A phrase in every style, in lower case: `apikey`, `api_key`, `api-key`, `api.key`.
fn spellings(parts: &[&str], into: &mut BTreeSet<String>) {
    if let [word] = parts {
        into.insert((*word).to_owned());
        return;
    }
    into.extend(["", "_", "-", "."].map(|separator| parts.join(separator)));
}
