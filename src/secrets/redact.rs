//! The only carrier of a secret value.

use std::fmt;

use serde::{Serialize, Serializer};

/// A secret that cannot be printed.
///
/// `Debug`, `Display` and `Serialize` all give the [description](Self::description): what a person may be told about the
/// value, as *`sk_live_` and 24 more characters* or *32 hex characters*. It never holds a part of the random half.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Redacted {
    value: Box<str>,
    description: Box<str>,
}

impl Redacted {
    /// Carries a value of which nothing is known: its description is alphabet and length.
    pub fn new(value: impl Into<Box<str>>) -> Self {
        let value = value.into();
        let description = format!("‹{}›", measure(&value)).into();
        Self { value, description }
    }

    /// Carries a value whose first `public` bytes are the same for everybody (`sk_live_`, `SG.`), and so may be shown.
    ///
    /// A count that is no character boundary, or leaves fewer than 8 bytes hidden, shows nothing.
    pub fn with_public_prefix(value: impl Into<Box<str>>, public: usize) -> Self {
        let value = value.into();
        let description = match value.split_at_checked(public) {
            Some((prefix, rest)) if !prefix.is_empty() && rest.len() >= 8 => {
                format!("‹{prefix}… and {} more characters›", rest.chars().count()).into()
            }
            _ => return Self::new(value),
        };
        Self { value, description }
    }

    /// What may be shown: alphabet and length, or the provider's fixed prefix and the length.
    pub fn description(&self) -> &str {
        &self.description
    }

    /// The value itself, for one purpose: a fix moves it into an ignored `.env` file.
    ///
    /// Never for a message, a log, a fingerprint, or any other file.
    pub fn reveal_for_ignored_env_file(&self) -> &str {
        &self.value
    }
}

fn measure(value: &str) -> String {
    let length = value.chars().count();
    let all = |test: fn(&u8) -> bool| !value.is_empty() && value.bytes().all(|byte| test(&byte));
    let kind = if all(u8::is_ascii_digit) {
        "digits"
    } else if all(u8::is_ascii_hexdigit) {
        "hex characters"
    } else {
        "characters"
    };
    format!("{length} {kind}")
}

impl fmt::Debug for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.description)
    }
}

impl fmt::Display for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.description)
    }
}

impl Serialize for Redacted {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.description)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn says_alphabet_and_length_only() {
        let hex = Redacted::new("0af1".repeat(8));
        assert_eq!(format!("{hex:?}"), "‹32 hex characters›");
        assert_eq!(format!("{hex}"), "‹32 hex characters›");
        assert_eq!(serde_json::to_string(&hex).unwrap(), "\"‹32 hex characters›\"");
        assert_eq!(Redacted::new("12345678").description(), "‹8 digits›");
        assert_eq!(Redacted::new("pässwörd").description(), "‹8 characters›");
        assert_eq!(Redacted::new("").description(), "‹0 characters›");
    }

    #[test]
    fn shows_a_public_prefix_but_never_most_of_a_value() {
        assert_eq!(Redacted::with_public_prefix("SG.abcdefgh1", 3).description(), "‹SG.… and 9 more characters›");
        assert_eq!(Redacted::with_public_prefix("SG.abcd", 3).description(), "‹7 characters›");
        assert_eq!(Redacted::with_public_prefix("äbcdefghijk", 1).description(), "‹11 characters›");
        assert_eq!(Redacted::with_public_prefix("xyz", 99).description(), "‹3 characters›");
    }

    #[test]
    fn no_way_of_printing_shows_the_value() {
        #[derive(Debug, Serialize)]
        struct Carrier {
            secret: Option<Redacted>,
        }
        let value = format!("hunter{}", 2 + 3);
        let carrier = Carrier { secret: Some(Redacted::new(value.as_str())) };
        for printed in [format!("{carrier:?}"), format!("{carrier:#?}"), serde_json::to_string(&carrier).unwrap()] {
            assert!(!printed.contains("hunter"), "{printed}");
        }
        assert_eq!(carrier.secret.unwrap().reveal_for_ignored_env_file(), value);
    }
}
