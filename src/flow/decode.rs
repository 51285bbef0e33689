//! The encodings behind which programs hide text.

/// Base64, either alphabet, padded or not. `None` for anything else, and for what is not UTF-8 inside.
pub(super) fn base64(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let mut held = 0_u32;
    let mut bits = 0;
    for byte in text.trim_end_matches('=').bytes() {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'\n' | b'\r' | b' ' => continue,
            _ => return None,
        };
        held = held << 6 | u32::from(digit);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits & 0xff) as u8);
        }
    }
    String::from_utf8(bytes).ok()
}

/// Hexadecimal pairs.
pub(super) fn hex(text: &str) -> Option<String> {
    let digits: Option<Vec<u32>> = text.chars().map(|digit| digit.to_digit(16)).collect();
    let digits = digits.filter(|digits| digits.len() % 2 == 0)?;
    let bytes = digits.chunks_exact(2).map(|pair| (pair[0] << 4 | pair[1]) as u8).collect();
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decodes_what_programs_write() {
        assert_eq!(base64("aGVsbG8gdMO2bg==").as_deref(), Some("hello tön"));
        assert_eq!(base64("aGVsbG8").as_deref(), Some("hello"));
        assert_eq!(base64("_-8"), None, "not UTF-8");
        assert_eq!(base64("a b$"), None);
        assert_eq!(hex("68656c6c6f").as_deref(), Some("hello"));
        assert_eq!(hex("686"), None);
        assert_eq!(hex("zz"), None);
    }
}
