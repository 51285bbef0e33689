//! What makes a file matter before anything of it is parsed.

use std::collections::BTreeSet;

use super::catalogue::Kind;
use super::names;
use super::schema::Mode;

/// Byte strings of which one stands in every file that a detection could come from.
///
/// The law: whatever [`detect`](super::Catalogue::detect) reports for a value, a name, a package, a header or a host that
/// stand in a file as written, the file holds one of [`exact`](Self::exact), or one of [`folded`](Self::folded) in whatever
/// case, or a [long token](holds_long_token). Values that are put together at run time are covered where a piece is a long
/// token, or where one of the means is named (`atob(`, `fromCharCode`, `.reverse()`, `.join("")`, `" + "`).
pub struct Interests {
    /// As written: heads of tokens, packages, means of folding.
    pub exact: Vec<&'static str>,
    /// In lower case, to be found in any: words of secret names in every style, headers and hosts.
    pub folded: Vec<String>,
}

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

/// Heads as short as these stand in every other file; values with them are long tokens anyway.
const SHORTEST_HEAD: usize = 4;

impl Interests {
    pub(super) fn new(kinds: &[Kind]) -> Self {
        let mut exact: BTreeSet<&'static str> = FOLDING.into();
        let mut folded = BTreeSet::new();
        for kind in kinds.iter().filter(|kind| kind.credential.mode != Mode::Known) {
            let credential = kind.credential;
            exact.extend(
                credential.literals.iter().map(String::as_str).filter(|literal| literal.len() >= SHORTEST_HEAD),
            );
            exact.extend(credential.sinks.iter().map(|sink| sink.package.as_str()));
            exact.extend(kind.provider.packages.iter().map(String::as_str));
            folded.extend(credential.headers.iter().cloned());
            for host in &credential.hosts {
                // `*.supabase.co` by what is fixed of it.
                folded.extend(host.split('*').max_by_key(|part| part.len()).map(str::to_ascii_lowercase));
            }
            for name in &credential.env {
                let parts = names::split(name);
                spellings(&parts.iter().map(String::as_str).collect::<Vec<_>>(), &mut folded);
            }
            folded.extend(credential.parameters.iter().map(|name| format!("{}=", name.to_ascii_lowercase())));
        }
        names::secret_phrases().for_each(|phrase| spellings(phrase, &mut folded));
        // `://user:password@host`.
        exact.insert("://");
        Self { exact: exact.into_iter().collect(), folded: reduced(&folded) }
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

/// Without those that hold another: `auth_token` says no more than `token`.
fn reduced(words: &BTreeSet<String>) -> Vec<String> {
    let holds_other = |word: &String| words.iter().any(|other| other != word && word.contains(other.as_str()));
    words.iter().filter(|word| !holds_other(word)).cloned().collect()
}

/// Whether a text holds a run of 24 or more letters, digits, `_` and `-` with at least a letter and a digit among them: what
/// values without a head of their own are (a Discord token, 32 hex digits), and hardly anything else in a program.
pub fn holds_long_token(text: &[u8]) -> bool {
    text.split(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')))
        .any(|run| run.len() >= 24 && run.iter().any(u8::is_ascii_digit) && run.iter().any(u8::is_ascii_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_tokens() {
        assert!(holds_long_token(b"x = 'f3a9c1d27e5b40688d1f0e9b7a6c5d43'"));
        assert!(!holds_long_token(b"x = 'f3a9c1d27e5b4068'"));
        assert!(!holds_long_token(b"averylongidentifierwithoutanynumber"));
        assert!(!holds_long_token(b"1234567890123456789012345678901234567890"));
    }
}
