//! Values that stand for a value.

use super::super::names;
use super::base64;

/// Whether a value is no value: `changeme`, `<your key>`, `xxxxxxxx`, a documented sample.
///
/// Of a value with a known prefix hand over the part behind it: `AAAA` is the head of real keys of two providers.
pub fn is_placeholder(value: &str) -> bool {
    let value = value.trim();
    value.len() < 3
        || has_marker(value)
        || is_documented(value)
        || is_monotonous(value.as_bytes())
        || counts_up(value.as_bytes())
        || has_placeholder_word(value)
        || encodes_words(value)
}

/// `Y2hhbmdlbWU=`: base64 of a word that people write where a value goes, as manifests of Kubernetes hold it.
fn encodes_words(value: &str) -> bool {
    const LONGEST: usize = 64;
    let may_be =
        value.len() >= 8 && value.len() <= LONGEST && value.len().is_multiple_of(4) && !value.contains(['-', '_']);
    let decoded = may_be.then(|| base64::decode(value)).flatten().and_then(|bytes| String::from_utf8(bytes).ok());
    decoded.is_some_and(|text| {
        text.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ')
            && (has_marker(&text) || has_placeholder_word(&text))
    })
}

/// Brackets, dots and stars that nobody's key holds.
fn has_marker(value: &str) -> bool {
    const MARKERS: [&str; 12] = ["...", "…", "***", "•••", "${", "{{", "}}", "<%", "%s", "__", "[[", "$("];
    let bracketed = |open: char, close: char| value.starts_with(open) && value.ends_with(close);
    // Two underscores in a row do occur in base64url.
    MARKERS.iter().any(|marker| *marker != "__" && value.contains(marker))
        || value.starts_with("__") && value.ends_with("__")
        || value.find('<').is_some_and(|open| value[open..].contains('>'))
        || bracketed('[', ']')
        || bracketed('{', '}')
        || bracketed('%', '%')
        || bracketed('$', '$')
        || is_shell_variable(value)
}

/// `$DB_PASSWORD`.
fn is_shell_variable(value: &str) -> bool {
    let Some(name) = value.strip_prefix('$') else { return false };
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
}

/// The samples that vendors' documentation prints. Only their beginnings: a scanner must not fire on this file.
fn is_documented(value: &str) -> bool {
    const SAMPLES: [&str; 22] = [
        "4eC39HqLyjWD",
        "BQokikJOvBiI",
        "MfKQ9r8GKYqr",
        "C2FVsBQIhrsc",
        "17653672481-19874698323",
        "MTk4NjIyNDgzNDcxOTI1MjQ4",
        "6LeIxAcTAAAAAGG-",
        "myth like bonus scare",
        "26PHem9AhJZv",
        "wJalrXUtnFEMI",
        "IOSFODNN7EXAMPLE",
        "I44QH8DHBEXAMPLE",
        "T00000000/B00000000",
        "eyJzdWIiOiIxMjM0NTY3ODkwIi",
        "ac0974bec39a17e36ba4",
        "59c6995e998f97a5a004",
        "5de4111afa1a4b94908f",
        "Eby8vdM02xNOcqFlqUwJ",
        "test test test test test",
        "sig_7kYjw48mhY7k",
        "sig_5ZB6DVzB1wjE",
        "eyJVc2VySUQiOiJkZWZhdWx0VXNlciIs",
    ];
    SAMPLES.iter().any(|sample| value.contains(sample))
}

/// One character, a few, or one block over and over; or long runs of what people fill gaps with.
fn is_monotonous(bytes: &[u8]) -> bool {
    let mut seen = [false; 256];
    let distinct = bytes.iter().filter(|&&byte| !std::mem::replace(&mut seen[usize::from(byte)], true)).count();
    if distinct <= 2 || bytes.len() >= 12 && distinct <= 4 {
        return true;
    }
    let period = |period: usize| bytes.len() >= 2 * period && bytes[period..].iter().zip(bytes).all(|(a, b)| a == b);
    if (2..=16).any(period) {
        return true;
    }
    let (mut run, mut longest) = (1, 1);
    for pair in bytes.windows(2) {
        run = if pair[0].eq_ignore_ascii_case(&pair[1]) { run + 1 } else { 1 };
        // Zeros are `AAAA` in base64: binary forms of keys hold many.
        longest = longest.max(match pair[1].to_ascii_lowercase() {
            b'x' | b'*' | b'.' | b'-' | b'_' => run * 2,
            b'a' => run / 2,
            _ => run,
        });
    }
    longest >= 8
}

/// `0123456789`, `abcdefgh`, `ABCdefGHI`: more than a third of the value goes up one by one.
fn counts_up(bytes: &[u8]) -> bool {
    let (mut run, mut total) = (1, 0);
    for at in 1..=bytes.len() {
        let next = at < bytes.len() && {
            let (before, here) = (bytes[at - 1].to_ascii_lowercase(), bytes[at].to_ascii_lowercase());
            here == before.wrapping_add(1) || (before, here) == (b'9', b'0')
        };
        if next {
            run += 1;
        } else {
            total += if run >= 5 { run } else { 0 };
            run = 1;
        }
    }
    total >= 5 && total * 3 >= bytes.len()
}

/// Words people write where a value goes.
fn has_placeholder_word(value: &str) -> bool {
    const ANYWHERE: [&str; 13] = [
        "changeme",
        "change_me",
        "change-me",
        "example",
        "placeholder",
        "replaceme",
        "replace_",
        "replace-",
        "redacted",
        "insert_",
        "insert-",
        "dummykey",
        "lorem",
    ];
    const PARTS: [&str; 27] = [
        "asdf",
        "bar",
        "change",
        "demo",
        "dummy",
        "enter",
        "fake",
        "fixme",
        "foo",
        "foobar",
        "goes",
        "here",
        "hidden",
        "insert",
        "masked",
        "mock",
        "none",
        "null",
        "paste",
        "replace",
        "sample",
        "todo",
        "undefined",
        "unset",
        "xxx",
        "your",
        "yours",
    ];
    let lower = value.to_ascii_lowercase();
    if ANYWHERE.iter().any(|word| lower.contains(word)) || lower.starts_with("your") || lower.starts_with("my-secret") {
        return true;
    }
    // A word is a part between separators, not three letters of a random run.
    let separated = value.split(['_', '-', '.', ' ', ':', '/', '<', '>']);
    separated
        .filter(|part| part.len() <= 24)
        .flat_map(names::split)
        .any(|part| part.len() >= 3 && PARTS.binary_search(&part.as_str()).is_ok())
}

/// Whether the password of a URL is one that everybody uses for a local database.
pub(super) fn is_stock_password(password: &str) -> bool {
    const STOCK: [&str; 25] = [
        "1234",
        "12345",
        "123456",
        "admin",
        "db_password",
        "dbpassword",
        "docker",
        "example",
        "guest",
        "local",
        "localhost",
        "mypass",
        "mypassword",
        "mysecretpassword",
        "mysql",
        "pass",
        "passwd",
        "password",
        "postgres",
        "pw",
        "pwd",
        "redis",
        "root",
        "secret",
        "test",
    ];
    STOCK.binary_search(&password.to_ascii_lowercase().as_str()).is_ok() || is_placeholder(password)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_placeholders() {
        for value in [
            "",
            "x",
            "changeme",
            "CHANGE_ME",
            "your-api-key",
            "YOUR_API_KEY_HERE",
            "yourapikey",
            "<your key>",
            "${TOKEN}",
            "{{ token }}",
            "xxxxxxxxxxxxxxxx",
            "00000000000000000000000000000000",
            "0123456789abcdef0123456789abcdef",
            "abcdefghijklmnop",
            "ABCdefGHIjklMNOpqrsTUVwxyz",
            "1234567890",
            "abc...xyz",
            "abc…",
            "********",
            "••••••••",
            "%API_KEY%",
            "[REDACTED]",
            "insert-key-here",
            "a1a1a1a1a1a1",
            "sk-test-placeholder",
            "__API_KEY__",
            "my_dummy_key",
            "fakeKey123",
            "Xxxx-xxxx-xxxx",
            "todo",
            "$DB_PASSWORD",
            "Y2hhbmdlbWU=",
            "UkVQTEFDRV9NRQ==",
        ] {
            assert!(is_placeholder(value), "{value}");
        }
    }

    #[test]
    fn leaves_values_alone() {
        for value in [
            "hunter2-hunter3",
            "correct-horse-42",
            "Zq8fT0yXkW2mB7",
            "f3a9c1d27e5b40688d1f0e9b7a6c5d43",
            "aGVyZQ_foobarbaz9Qx",
            "d3b07384d113edec49eaa6238ad5ff00",
            "S3cr3t!Pass",
        ] {
            assert!(!is_placeholder(value), "{value}");
        }
    }
}
