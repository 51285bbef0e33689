//! From the providers' files to the lists. Only `build.rs` runs it.

use std::collections::BTreeSet;

use super::super::names;
use super::super::schema::{Credential, GENERAL_HEADERS, Mode, Provider};

/// Means by which a value is hidden in pieces. A text that is reversed is joined again.
const FOLDING: [&str; 10] = [
    "fromCharCode",
    "fromCodePoint",
    ".join('')",
    ".join(\"\")",
    "'.concat('",
    "\".concat(\"",
    "\\x",
    "\\u00",
    "' + '",
    "\" + \"",
];

/// Heads as short as these stand in every other file, while values with them hold a long token. The exceptions are of
/// letters only, or broken by other characters.
const SHORTEST_HEAD: usize = 5;
const SHORT_HEADS: [&str; 2] = ["Q~", "hf_"];

/// All lists, in order; none but the heads holds an entry that another one of the same list is part of, or stands for by its `*`.
pub(crate) struct Collected {
    pub(crate) values: BTreeSet<String>,
    /// Too short to be looked for; these may be part of one another.
    pub(crate) heads: BTreeSet<String>,
    pub(crate) places: BTreeSet<String>,
    pub(crate) hosts: BTreeSet<String>,
    pub(crate) carriers: BTreeSet<String>,
    pub(crate) words: BTreeSet<String>,
    pub(crate) packages: BTreeSet<String>,
    /// Of functions that cost money, and the hosts of such addresses.
    pub(crate) paid_packages: BTreeSet<String>,
    pub(crate) paid_hosts: BTreeSet<String>,
}

/// Gathers what the providers' files and the words of names make interesting.
pub(crate) fn collect<'a>(providers: impl IntoIterator<Item = &'a Provider>) -> Collected {
    let mut collected = Collected {
        values: FOLDING.iter().map(ToString::to_string).collect(),
        heads: BTreeSet::new(),
        places: BTreeSet::new(),
        hosts: BTreeSet::new(),
        carriers: BTreeSet::new(),
        words: BTreeSet::from(["authorization".to_owned()]),
        packages: BTreeSet::new(),
        paid_packages: BTreeSet::new(),
        paid_hosts: BTreeSet::new(),
    };
    names::secret_phrases().for_each(|phrase| spellings(phrase, &mut collected.words));
    for provider in providers {
        for credential in provider.credentials.iter().filter(|credential| credential.mode != Mode::Known) {
            collected.add(credential);
        }
        for spend in &provider.spends {
            collected.paid_packages.extend(spend.packages.iter().cloned());
            let hosts = spend.addresses.iter().filter_map(|address| address.split('/').next());
            collected.paid_hosts.extend(hosts.map(str::to_owned));
        }
    }
    let Collected { values, places, hosts, carriers, words, .. } = &mut collected;
    [values, places, hosts, carriers, words].into_iter().for_each(without_redundant);
    let families: Vec<String> =
        collected.packages.iter().filter_map(|name| name.strip_suffix('*')).map(str::to_owned).collect();
    let is_alone = |name: &String| name.ends_with('*') || !families.iter().any(|head| name.starts_with(head));
    collected.packages.retain(is_alone);
    collected
}

impl Collected {
    fn add(&mut self, credential: &Credential) {
        let is_head = |literal: &&String| literal.len() >= SHORTEST_HEAD || SHORT_HEADS.contains(&literal.as_str());
        let (long, short): (Vec<_>, Vec<_>) = credential.literals.iter().partition(is_head);
        self.values.extend(long.into_iter().cloned());
        if credential.mode == Mode::Shape {
            self.heads.extend(short.into_iter().cloned());
        }
        // A value that its shape gives away matters where it stands, not where it is used.
        if !(credential.mode == Mode::Shape && credential.verified) {
            self.packages.extend(credential.sinks.iter().map(|sink| sink.package.clone()));
        }
        // What is found by its head needs no place; a shape without one may be that of a word.
        let by_head = credential.literals.iter().any(|literal| is_head(&literal));
        let general = |header: &&String| GENERAL_HEADERS.contains(&header.as_str());
        let own = credential.headers.iter().filter(|header| !general(header)).cloned();
        let hosts = credential.hosts.iter().filter_map(|host| {
            // `*.supabase.co` by what is fixed of it.
            host.split('*').max_by_key(|part| part.len()).map(str::to_ascii_lowercase)
        });
        if by_head {
            self.words.extend(own.chain(hosts));
        } else {
            self.places.extend(own);
            self.hosts.extend(hosts);
            self.carriers.extend(credential.headers.iter().filter(general).cloned());
            // In a URL, or at the start of a form: `key=` alone is an attribute of every list.
            let places = |name: &String| {
                let name = name.to_ascii_lowercase();
                ['?', '&', '\'', '"', '`'].map(|before| format!("{before}{name}="))
            };
            self.carriers.extend(credential.parameters.iter().flat_map(places));
        }
        for name in &credential.env {
            let parts = names::split(name);
            let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
            // What ends in a phrase is found by it.
            if !names::ends_in_secret(&parts) {
                spellings(&parts, &mut self.words);
            }
        }
    }
}

/// What holds another entry is found by that one.
fn without_redundant(texts: &mut BTreeSet<String>) {
    let all = texts.clone();
    texts.retain(|text| !all.iter().any(|other| other.len() < text.len() && text.contains(other.as_str())));
}

/// A phrase in every style, in lower case: `apikey`, `api_key`, `api-key`, `api.key`.
fn spellings(parts: &[&str], into: &mut BTreeSet<String>) {
    if let [word] = parts {
        into.insert((*word).to_owned());
        return;
    }
    into.extend(["", "_", "-", "."].map(|separator| parts.join(separator)));
}
