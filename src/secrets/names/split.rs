//! A name's parts: `twilioAuthToken`, `TWILIO_AUTH_TOKEN`, `twilio-authtoken` are all *twilio auth token*.

/// Words that are written together as often as not.
const GLUED: &[(&str, &[&str])] = &[
    ("accesskey", &["access", "key"]),
    ("accesstoken", &["access", "token"]),
    ("accountsid", &["account", "sid"]),
    ("adminkey", &["admin", "key"]),
    ("anonkey", &["anon", "key"]),
    ("apikey", &["api", "key"]),
    ("apisecret", &["api", "secret"]),
    ("apitoken", &["api", "token"]),
    ("appid", &["app", "id"]),
    ("appkey", &["app", "key"]),
    ("appsecret", &["app", "secret"]),
    ("authkey", &["auth", "key"]),
    ("authtoken", &["auth", "token"]),
    ("bearertoken", &["bearer", "token"]),
    ("bottoken", &["bot", "token"]),
    ("clientid", &["client", "id"]),
    ("clientkey", &["client", "key"]),
    ("clientsecret", &["client", "secret"]),
    ("dbpassword", &["db", "password"]),
    ("encryptionkey", &["encryption", "key"]),
    ("jwtsecret", &["jwt", "secret"]),
    ("masterkey", &["master", "key"]),
    ("privatekey", &["private", "key"]),
    ("projectid", &["project", "id"]),
    ("publickey", &["public", "key"]),
    ("searchkey", &["search", "key"]),
    ("secretkey", &["secret", "key"]),
    ("servicekey", &["service", "key"]),
    ("servicerole", &["service", "role"]),
    ("signingkey", &["signing", "key"]),
    ("signingsecret", &["signing", "secret"]),
    ("sitekey", &["site", "key"]),
    ("webhooksecret", &["webhook", "secret"]),
    ("writekey", &["write", "key"]),
];

/// The parts of a name, in lower case: camel, Pascal, snake, kebab and dotted.
pub fn split(name: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let bytes = name.as_bytes();
    let mut start = 0;
    for at in 0..=bytes.len() {
        let cut = at == bytes.len() || !bytes[at].is_ascii_alphanumeric();
        if cut || (at > start && boundary(bytes, at)) {
            if at > start {
                push(&mut parts, name, start..at);
            }
            start = if cut { at + 1 } else { at };
        }
    }
    parts
}

/// Between `h` and `T` of `authToken`, between `P` and `K` of `HTTPKey`.
fn boundary(bytes: &[u8], at: usize) -> bool {
    let (before, here) = (bytes[at - 1], bytes[at]);
    if !here.is_ascii_uppercase() {
        return false;
    }
    !before.is_ascii_uppercase() || bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase)
}

fn push(parts: &mut Vec<String>, name: &str, range: std::ops::Range<usize>) {
    // A cut is at an ASCII byte or at an end, so that the slice is on character boundaries.
    let Some(part) = name.get(range) else { return };
    let part = part.to_ascii_lowercase();
    // `apiKey2`: the number is not part of the word, unless the word is one of `s3`, `e2b`, `auth0`, `sha256`, `msg91`.
    let word = match part.trim_end_matches(|c: char| c.is_ascii_digit()) {
        "" => part.as_str(),
        trimmed if matches!(trimmed, "key" | "token" | "secret" | "password" | "id" | "sid" | "pass") => trimmed,
        trimmed if GLUED.binary_search_by_key(&trimmed, |entry| entry.0).is_ok() => trimmed,
        _ => part.as_str(),
    };
    match GLUED.binary_search_by_key(&word, |entry| entry.0) {
        Ok(found) => parts.extend(GLUED[found].1.iter().map(ToString::to_string)),
        Err(_) => parts.push(word.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glued_words_are_sorted() {
        assert!(GLUED.is_sorted_by_key(|entry| entry.0));
    }

    #[test]
    fn splits_every_style() {
        for name in [
            "twilioAuthToken",
            "TWILIO_AUTH_TOKEN",
            "twilio-auth-token",
            "TwilioAUTHToken",
            "twilio.authToken",
            "twilio_authtoken2",
        ] {
            assert_eq!(split(name), ["twilio", "auth", "token"], "{name}");
        }
        assert_eq!(split("MONKEY"), ["monkey"]);
        assert_eq!(split("s3SecretKey"), ["s3", "secret", "key"]);
        assert_eq!(split("apiKey2"), ["api", "key"]);
        assert_eq!(split("x-api-key"), ["x", "api", "key"]);
        assert_eq!(split("clientSecretEU"), ["client", "secret", "eu"]);
        assert_eq!(split("__SECRET__"), ["secret"]);
        assert_eq!(split(""), Vec::<String>::new());
        assert_eq!(split("größe-schlüssel"), ["gr", "e", "schl", "ssel"]);
        assert_eq!(split("OAuth0ClientSecret"), ["o", "auth0", "client", "secret"]);
    }
}
