//! Values for tests, made from templates: no live-shaped literal stands in the repository, where a host's scanner would
//! stop the push.
//!
//! `{hex:32}`, `{[A-Z2-7]:16}`: so many characters of a class. `{base64:…}`, `{base64url:…}`, `{jwt:ALG:{…}}`: encoded text,
//! itself a template. `{pem:TITLE}`: a key block. `{crc32:30}`: random characters with GitHub's checksum. `{snowflake64:18}`:
//! a Discord id, encoded. `{}`: nothing, to break up a documented sample. Braces without a colon stand for themselves.

#![allow(clippy::expect_used, clippy::panic, reason = "only tests use it")]

use super::detect::testing::{base62, crc32};

/// A small generator: the same seed gives the same values everywhere.
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0xD1B5_4A32_D192_ED03)
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub(super) fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }
}

const LOWER: &str = "abcdefghijklmnopqrstuvwxyz";
const UPPER: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const DIGITS: &str = "0123456789";

/// The characters of a named class, or of one in brackets.
fn class(name: &str) -> Vec<u8> {
    let text = match name {
        "hex" => "0123456789abcdef".to_owned(),
        "HEX" => "0123456789ABCDEF".to_owned(),
        "digit" => DIGITS.to_owned(),
        "lower" => LOWER.to_owned(),
        "upper" => UPPER.to_owned(),
        "alpha" => [LOWER, UPPER].concat(),
        "alnum" => [LOWER, UPPER, DIGITS].concat(),
        "lalnum" => [LOWER, DIGITS].concat(),
        "ualnum" => [UPPER, DIGITS].concat(),
        "word" => [LOWER, UPPER, DIGITS, "_"].concat(),
        "url" => [LOWER, UPPER, DIGITS, "_-"].concat(),
        "b64" => [LOWER, UPPER, DIGITS, "+/"].concat(),
        "b32" => [LOWER, "234567"].concat(),
        "B32" => [UPPER, "234567"].concat(),
        "b58" => [LOWER, UPPER, DIGITS].concat().replace(['0', 'O', 'I', 'l'], ""),
        other => bracketed(other.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).expect("a class")),
    };
    text.into_bytes()
}

fn bracketed(inner: &str) -> String {
    let bytes = inner.as_bytes();
    let mut text = String::new();
    let mut at = 0;
    while at < bytes.len() {
        if bytes.get(at + 1) == Some(&b'-') && at + 2 < bytes.len() {
            text.extend((bytes[at]..=bytes[at + 2]).map(char::from));
            at += 3;
        } else {
            text.push(char::from(bytes[at]));
            at += 1;
        }
    }
    text
}

/// Fills a template in.
pub(super) fn expand(template: &str, random: &mut Random) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        let inside = &rest[open + 1..];
        // A brace of JSON.
        if inside.starts_with('"') {
            out.push('{');
            rest = inside;
            continue;
        }
        let end = closing(inside);
        out.push_str(&form(&inside[..end], random));
        rest = &inside[end + 1..];
    }
    out.push_str(rest);
    out
}

fn closing(inside: &str) -> usize {
    let mut depth = 1;
    for (at, byte) in inside.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    panic!("unbalanced template: {inside}");
}

fn form(text: &str, random: &mut Random) -> String {
    if text.is_empty() {
        return String::new();
    }
    // Braces of a counter-example itself: `{32}` of a pattern, `${password}`.
    let Some((name, rest)) = text.split_once(':') else { return format!("{{{text}}}") };
    match name {
        "base64" => base64(expand(rest, random).as_bytes(), true),
        "base64url" => base64url(&expand(rest, random)),
        "jwt" => {
            let (algorithm, payload) = rest.split_once(':').expect("an algorithm");
            let signature = if algorithm == "HS256" { 43 } else { 86 };
            let head = base64url(&format!("{{\"alg\":\"{algorithm}\",\"typ\":\"JWT\"}}"));
            let payload = base64url(&expand(payload, random));
            format!("{head}.{payload}.{}", characters("url", signature, random))
        }
        "pem" => {
            let body: Vec<String> = (0..6).map(|_| characters("b64", 64, random)).collect();
            format!("-----BEGIN {rest}-----\n{}\n-----END {rest}-----\n", body.join("\n"))
        }
        "crc32" => {
            let body = characters("alnum", rest.parse().expect("a length"), random);
            let sum = base62(crc32(body.as_bytes()));
            body + &sum
        }
        "snowflake64" => base64(characters("[1-9]", rest.parse().expect("a length"), random).as_bytes(), false),
        class => characters(class, rest.parse().expect("a length"), random),
    }
}

fn characters(name: &str, count: usize, random: &mut Random) -> String {
    let class = class(name);
    (0..count).map(|_| char::from(class[random.below(class.len())])).collect()
}

pub(super) fn base64url(text: &str) -> String {
    base64(text.as_bytes(), false).replace('+', "-").replace('/', "_")
}

pub(super) fn base64(bytes: &[u8], padded: bool) -> String {
    let alphabet: Vec<u8> = [UPPER, LOWER, DIGITS, "+/"].concat().into_bytes();
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let number =
            chunk.iter().fold(0_usize, |number, &byte| number << 8 | usize::from(byte)) << (8 * (3 - chunk.len()));
        for place in 0..=chunk.len() {
            out.push(char::from(alphabet[number >> (18 - 6 * place) & 63]));
        }
    }
    while padded && !out.len().is_multiple_of(4) {
        out.push('=');
    }
    out
}

#[test]
fn templates_expand() {
    let mut random = Random::new(1);
    assert_eq!(expand("a{}b", &mut random), "ab");
    assert_eq!(expand("{hex:32}", &mut random).len(), 32);
    assert_eq!(expand("{[A-C]:5}", &mut random).trim_matches(['A', 'B', 'C']), "");
    assert_eq!(expand("{base64:user:pass}", &mut random), "dXNlcjpwYXNz");
    assert!(
        expand("{jwt:HS256:{\"role\":\"{hex:2}\"}}", &mut random)
            .starts_with("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJyb2xlIjoi")
    );
    assert_eq!(expand("{alnum:8}", &mut Random::new(7)), expand("{alnum:8}", &mut Random::new(7)));
}
