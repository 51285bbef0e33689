//! What can be verified offline. A check that is not known never rejects.

use super::super::Power;
use super::super::schema::{Check, Credential};
use super::base64;
use super::placeholder;

/// What a value of the right shape can do, or `None` if it is not a credential after all.
pub(super) fn verify(credential: &Credential, value: &str) -> Option<Power> {
    let mut power = credential.power;
    for check in &credential.checks {
        power = power.min(run(*check, value)?);
    }
    Some(power)
}

fn run(check: Check, value: &str) -> Option<Power> {
    let full = Power::K3;
    let holds = match check {
        Check::Crc32Base62 => has_crc32(value),
        Check::SupabaseServiceJwt => return (jwt_claim(value, "role")? == "service_role").then_some(full),
        Check::DiscordSnowflake => is_snowflake(value),
        Check::Base64Tok => base64::decode(value).is_some_and(|decoded| decoded.starts_with(b"tok:")),
        Check::Pem => return judge_pem(value),
        Check::UriPassword => return judge_uri(value),
        Check::MixedCase => {
            let has = |test: fn(&u8) -> bool| value.bytes().any(|byte| test(&byte));
            has(u8::is_ascii_lowercase) && has(u8::is_ascii_uppercase) && has(u8::is_ascii_digit)
        }
        Check::Mnemonic => {
            let words: Vec<&str> = value.split(' ').collect();
            words.iter().collect::<std::collections::BTreeSet<_>>().len() * 4 >= words.len() * 3
        }
        Check::LetterAndDigit => {
            value.bytes().any(|byte| byte.is_ascii_alphabetic()) && value.bytes().any(|byte| byte.is_ascii_digit())
        }
    };
    holds.then_some(full)
}

/// The last 6 of 36 characters are the CRC32 of the 30 before them in base 62 (digits, capitals, small letters), padded
/// with `0`. A typo or a made-up token does not pass.
fn has_crc32(value: &str) -> bool {
    let Some((_, body)) = value.rsplit_once('_') else { return false };
    let Some((random, sum)) = body.split_at_checked(30) else { return false };
    base62(crc32(random.as_bytes())) == sum
}

/// CRC-32 of IEEE 802.3.
pub(in crate::secrets) fn crc32(bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for &byte in bytes {
        sum ^= u32::from(byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 { sum >> 1 ^ 0xEDB8_8320 } else { sum >> 1 };
        }
    }
    !sum
}

pub(in crate::secrets) fn base62(mut number: u32) -> String {
    const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    let mut text = ['0'; 6];
    for place in text.iter_mut().rev() {
        *place = char::from(DIGITS[(number % 62) as usize]);
        number /= 62;
    }
    text.iter().collect()
}

/// A claim of a JWT that is a text, whoever issued it.
pub(super) fn jwt_claim(value: &str, claim: &str) -> Option<String> {
    let payload = base64::decode(value.split('.').nth(1)?)?;
    let payload: serde_json::Value = serde_json::from_slice(&payload).ok()?;
    Some(payload.get(claim)?.as_str()?.to_owned())
}

fn is_snowflake(value: &str) -> bool {
    let first = value.split('.').next().and_then(base64::decode);
    first.is_some_and(|id| (17..=20).contains(&id.len()) && id.iter().all(u8::is_ascii_digit))
}

/// A key block needs a body: a bare head is what code compares with. An encrypted one needs its passphrase too.
fn judge_pem(value: &str) -> Option<Power> {
    let (_, rest) = value.split_once("PRIVATE KEY-----")?;
    let body = rest.split("-----END").next().unwrap_or(rest);
    let body: String =
        body.replace("\\n", "\n").replace("\\r", "").lines().filter(|line| !line.contains(": ")).collect();
    let base64 = body.bytes().filter(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=')).count();
    let other = body.bytes().filter(|byte| !byte.is_ascii_whitespace()).count() - base64;
    if base64 < 64 || other > 4 || placeholder::is_placeholder(body.trim()) {
        return None;
    }
    let encrypted = value.contains("ENCRYPTED");
    Some(if encrypted { Power::K1 } else { Power::K3 })
}

/// A password that is one, for a host that is not this machine.
fn judge_uri(value: &str) -> Option<Power> {
    let (_, rest) = value.split_once("://")?;
    let (userinfo, rest) = rest.split_once('@')?;
    let (_, password) = userinfo.split_once(':')?;
    let host = rest.split(['/', ':', '?', ',']).next().unwrap_or(rest);
    if placeholder::is_stock_password(password) || is_local(host) {
        return None;
    }
    // A single label is a neighbour in a compose file: `db`, `redis`.
    Some(if host.contains('.') { Power::K3 } else { Power::K1 })
}

/// Whether the host is this machine, or one of those that documentation reserves.
pub(super) fn is_local(host: &str) -> bool {
    host.contains(['<', '{', '$', '%', '*'])
        || matches!(
            host,
            "localhost"
                | "127.0.0.1"
                | "0.0.0.0"
                | "[::1]"
                | "host.docker.internal"
                | "host"
                | "HOST"
                | "hostname"
                | "server"
                | "HOST:PORT"
        )
        || [".local", ".localhost", ".test", ".example", ".invalid", "example.com", "example.org", "example.net"]
            .iter()
            .any(|end| host.ends_with(end))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn crc32_is_the_standard_one() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
        assert_eq!(base62(0), "000000");
        assert_eq!(base62(61), "00000z");
        assert_eq!(base62(62), "000010");
    }

    #[test]
    fn uris_of_this_machine_and_of_documentation_are_none() {
        for uri in [
            "postgres://app:Zq8fT0yXkW2m@localhost/x",
            "postgres://app:password@db.acme.io/x",
            "postgres://app:<password>@db.acme.io/x",
            "postgres://app:Zq8fT0yXkW2m@db.example.com/x",
        ] {
            assert_eq!(judge_uri(uri), None, "{uri}");
        }
        assert_eq!(judge_uri("postgres://app:Zq8fT0yXkW2m@db/x"), Some(Power::K1));
        assert_eq!(judge_uri("postgres://app:Zq8fT0yXkW2m@db.acme.io:5432/x"), Some(Power::K3));
    }

    #[test]
    fn a_key_block_needs_a_body() {
        let body = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEA".repeat(2).replace("ggSj", "Zq8f");
        assert_eq!(judge_pem(&["-----BEGIN ", "PRIVATE KEY-----"].concat()), None);
        assert_eq!(judge_pem(&["-----BEGIN ", "PRIVATE KEY-----\\n", &body[..70], "x9"].concat()), Some(Power::K3));
        assert_eq!(
            judge_pem(&["-----BEGIN ENCRYPTED ", "PRIVATE KEY-----\n", &body[..70], "x9"].concat()),
            Some(Power::K1)
        );
    }
}
