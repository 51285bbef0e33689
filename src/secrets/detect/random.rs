//! Whether a text looks like something a machine made up. Never enough for a report by itself: it only lets a value through
//! that a name or a place already calls a secret.
//!
//! Shannon entropy is no help here: 32 hex digits have at most 4 bits a character, English of 20 letters reaches 3.7.
//! What tells them apart is which letters follow each other, and how often letters and digits alternate.

/// For each first letter, the second ones, as bits: 230 of the 676 pairs, which make up 92 % of the pairs of English
/// technical prose, and 34 % of those of random letters.
const COMMON: [u32; 26] = [
    0x13e_bd4e, 0x016_4911, 0x01a_4d95, 0x016_4919, 0x1ef_f97f, 0x010_4931, 0x012_6191, 0x002_4111, 0x22e_f87f,
    0x000_0010, 0x004_0110, 0x11c_4919, 0x014_d111, 0x01c_657d, 0x07e_fc4f, 0x01e_c911, 0x010_0000, 0x13e_7d1d,
    0x11c_c995, 0x11e_4995, 0x00e_b917, 0x000_0111, 0x002_4111, 0x008_8000, 0x000_a000, 0x000_0010,
];

/// Shorter texts are neither random nor of any shape that needs a name.
const SHORTEST: usize = 12;

/// Whether a name could make the text a secret at all: what the tests for shape and randomness ask in any case, at a glance.
pub(in crate::secrets) fn may_be_value(text: &str) -> bool {
    if text.len() < SHORTEST {
        return false;
    }
    match text.bytes().filter(u8::is_ascii_whitespace).count() {
        0 => is_mixture(text.as_bytes()),
        // Twelve words make a seed phrase, four an app password, and a key block has blanks in its head.
        blanks => blanks == 3 || blanks >= 11 || text.starts_with("-----BEGIN"),
    }
}

/// Whether the text looks random: no words, no path, no date, but a mixture.
pub(super) fn looks_random(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= SHORTEST && bytes.iter().all(u8::is_ascii_graphic) && is_mixture(bytes) && !is_something_else(text)
}

/// Whether letters and digits alternate, or letters follow each other, as in no word.
fn is_mixture(bytes: &[u8]) -> bool {
    let (mut common, mut rare, mut turns) = (0_usize, 0_usize, 0_usize);
    for pair in bytes.windows(2) {
        match (pair[0].is_ascii_alphabetic(), pair[1].is_ascii_alphabetic()) {
            (true, true) if is_common(pair[0], pair[1]) => common += 1,
            // A capital after a small letter begins a new word: `authToken`.
            (true, true) if pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase() => {}
            (true, true) => rare += 1,
            (true, false) if pair[1].is_ascii_digit() => turns += 1,
            (false, true) if pair[0].is_ascii_digit() => turns += 1,
            _ => {}
        }
    }
    if turns == 0 {
        return mixed_letters(bytes);
    }
    turns >= 3 && (turns + rare) * 3 > common || rare >= 4 && rare * 2 > common || turns >= 2 && mixed_letters(bytes)
}

/// Hardly any digits: random if the pairs are rare and the case changes as no words' does, the more of it the less there is.
fn mixed_letters(bytes: &[u8]) -> bool {
    const FEW: usize = 20;
    let letters = bytes.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    let pairs = bytes.windows(2).filter(|pair| pair.iter().all(u8::is_ascii_alphabetic));
    let (mut common, mut rare, mut flips) = (0_usize, 0_usize, 0_usize);
    for pair in pairs {
        if is_common(pair[0], pair[1]) {
            common += 1;
        } else {
            rare += 1;
        }
        flips += usize::from(pair[0].is_ascii_lowercase() != pair[1].is_ascii_lowercase());
    }
    let steady = if letters < FEW { 3 } else { 4 };
    letters >= SHORTEST && rare > common && flips * steady > common + rare
}

fn is_common(first: u8, second: u8) -> bool {
    let (first, second) = (first.to_ascii_lowercase() - b'a', second.to_ascii_lowercase() - b'a');
    COMMON[usize::from(first)] >> second & 1 == 1
}

/// Texts with a form of their own.
fn is_something_else(text: &str) -> bool {
    let bytes = text.as_bytes();
    is_reference(text)
        || text.contains("://")
        || matches!(bytes[0], b'.' | b'#' | b'@' | b'^' | b'~' | b'<' | b'%' | b'{' | b'(' | b'[' | b'*')
        || is_pattern(text)
        || is_date(bytes)
        || is_path(text)
        || is_address(text)
        || is_identifier_list(text)
}

/// An encrypted value, or the name of one in a store.
pub(super) fn is_reference(text: &str) -> bool {
    const HEADS: [&str; 22] = [
        "encrypted:",
        "ENC[",
        "ENC(",
        "vault:",
        "op://",
        "arn:",
        "ssm:",
        "aws-ssm:",
        "secretsmanager:",
        "projects/",
        "kms:",
        "gcp:",
        "env:",
        "secret:",
        "secret://",
        "sops:",
        "doppler:",
        "bws:",
        "infisical:",
        "keychain:",
        "@Microsoft.KeyVault(",
        "age1",
    ];
    HEADS.iter().any(|head| text.starts_with(head))
        || ["sha1-", "sha256-", "sha384-", "sha512-", "sha256:", "md5-", "data:", "blob:", "urn:", "mailto:", "tel:"]
            .iter()
            .any(|head| text.starts_with(head))
}

/// A regular expression, a glob, a template.
fn is_pattern(text: &str) -> bool {
    [
        "[a-z", "[A-Z", "[0-9", "[^", "\\d", "\\w", "\\s", "(?", ".*", ".+", "]+", "]*", "{{", "}}", "${", "<%", "=>",
        "();", "/**",
    ]
    .iter()
    .any(|mark| text.contains(mark))
        || text.ends_with('$') && text.starts_with('^')
}

/// `2024-05-14T12:30:00.000Z`, `2024/05/14`.
fn is_date(bytes: &[u8]) -> bool {
    bytes.len() >= 8
        && bytes[..4].iter().all(u8::is_ascii_digit)
        && matches!(bytes[4], b'-' | b'/')
        && bytes[5..7].iter().all(u8::is_ascii_digit)
        && matches!(bytes[7], b'-' | b'/')
}

/// `assets/img/logo2.png`: slashes between words. Base64 has slashes between noise.
fn is_path(text: &str) -> bool {
    // `avatars/7db9.jpg` names a file, whatever the name is made of.
    let names_file = text.rsplit_once('/').and_then(|(_, name)| name.rsplit_once('.')).is_some_and(|(_, extension)| {
        (2..=4).contains(&extension.len()) && extension.bytes().all(|byte| byte.is_ascii_lowercase())
    });
    if names_file {
        return true;
    }
    text.matches('/').count() >= 2
        && text.split('/').filter(|piece| is_word(piece)).count() * 2 >= text.split('/').count()
}

/// `ops+1@acme.io`.
fn is_address(text: &str) -> bool {
    text.split_once('@').is_some_and(|(_, host)| host.contains('.') && !host.contains('@') && host.len() < 64)
}

/// `auth.errors.token_missing2`, `reset-password-form-2`: most pieces are words.
fn is_identifier_list(text: &str) -> bool {
    let mut pieces = 0_usize;
    let mut words = 0_usize;
    for piece in text.split(['.', '-', '_', ':', '/', ',']).filter(|piece| !piece.is_empty()) {
        pieces += 1;
        words += usize::from(is_word(piece) || piece.len() <= 2);
    }
    pieces >= 2 && words * 3 >= pieces * 2
}

/// Letters with common pairs, perhaps with a number behind, perhaps in camel case.
fn is_word(piece: &str) -> bool {
    let letters = piece.trim_end_matches(|c: char| c.is_ascii_digit());
    if letters.is_empty() || piece.len() - letters.len() > 4 || !letters.bytes().all(|byte| byte.is_ascii_alphabetic())
    {
        return false;
    }
    // Pairs across a change from small to capital are left out: they join two words.
    let pairs =
        letters.as_bytes().windows(2).filter(|pair| !(pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase()));
    let (common, all) =
        pairs.fold((0, 0), |(common, all), pair| (common + usize::from(is_common(pair[0], pair[1])), all + 1));
    all == 0 || common * 5 >= all * 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_not_random() {
        for text in [
            "auth.errors.token_missing",
            "color.primary.500",
            "reset-password-form-2",
            "my-super-secret-key-1",
            "getServerSideProps2",
            "2024-05-14T12:30:00.000Z",
            "assets/images/logo2.png",
            "application/json;v=2",
            "^sk_[a-z0-9]{32}$",
            "encrypted:BHx8s2kd93kdk2k3k4k5",
            "op://vault/acme/api_key42",
            "arn:aws:iam::123456789012:role/x1y2z3",
            "ops+alerts1@acme-staging2.io",
            "sha512-aB3dE6gH9jK2mN5pQ8rS",
            "correcthorsebatterystaple",
            "NEXT_PUBLIC_SITE_URL_2",
            "short1",
            "token-aus-dem-größten-2",
            "com.example.app2.MainActivity",
            "v1.2.3-beta.4.build.5",
        ] {
            assert!(!looks_random(text), "{text}");
        }
    }

    #[test]
    fn letters_of_both_cases_are_random() {
        for text in ["aXYHHXoXKtxQOgVG", "UcPrG3FyYfRNTEpK"] {
            assert!(looks_random(text), "{text}");
        }
        for text in ["getServerSideProps", "isHTMLElement", "XMLHttpRequest", "useKeyDownEvent", "onIOSDeviceReady"] {
            assert!(!looks_random(text), "{text}");
        }
    }
}
