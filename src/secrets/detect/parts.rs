//! What of a value may be the secret: the whole, or a part that a general form sets apart.

use std::borrow::Cow;
use std::ops::Range;

use super::base64;

/// A part of a value, and what its form says about it.
pub(super) struct Part<'a> {
    /// The text to judge; not always a slice of the value, as the inside of a Basic header is decoded.
    pub(super) text: Cow<'a, str>,
    /// Where it stands in the value, in bytes; for decoded text, where its encoding stands.
    pub(super) range: Range<usize>,
    pub(super) role: Role<'a>,
    /// The host of the URL it is a part of.
    pub(super) host: Option<&'a str>,
}

/// What the form says.
#[derive(Clone)]
pub(super) enum Role<'a> {
    /// All of the value.
    Whole,
    /// What follows the scheme of an authorization: `Bearer …`.
    Token,
    /// What stands behind `user:`; with the user.
    Password(Cow<'a, str>),
    /// A parameter of a query or form, with its name.
    Parameter(&'a str),
}

/// Schemes of authorization that are words of their own, so that what follows is a token even outside of a header.
const SCHEMES: &[&str] = &[
    "AccessKey",
    "ApiKey",
    "Api-Key",
    "App",
    "Basic",
    "Bearer",
    "Bot",
    "Key",
    "Klaviyo-API-Key",
    "SSWS",
    "ShippoToken",
    "Splunk",
    "Token",
    "token",
];

/// All parts, the whole first. `in_header` says that the value is an authorization, whatever its scheme.
pub(super) fn parts(value: &str, in_header: bool) -> Vec<Part<'_>> {
    let trimmed = value.trim();
    let start = value.len() - value.trim_start().len();
    let mut parts =
        vec![Part { text: trimmed.into(), range: start..start + trimmed.len(), role: Role::Whole, host: None }];
    if let Some((scheme, token)) = authorization(trimmed, in_header) {
        let at = start + trimmed.len() - token.len();
        if scheme.eq_ignore_ascii_case("basic") && basic(token, at, &mut parts) {
            return parts;
        }
        parts.push(Part { text: token.into(), range: at..at + token.len(), role: Role::Token, host: None });
    } else if trimmed.contains(char::is_whitespace) {
        variables(trimmed, start, &mut parts);
    } else if trimmed.contains("://") {
        url(trimmed, start, &mut parts);
    } else {
        form(trimmed, start, None, &mut parts);
        user_and_password(trimmed, start, &mut parts);
    }
    parts
}

/// `Bearer x`, `key=x`: the scheme and the rest.
fn authorization(value: &str, in_header: bool) -> Option<(&str, &str)> {
    if in_header && let Some(token) = value.strip_prefix("key=") {
        return Some(("key", token));
    }
    let (scheme, token) = value.split_once(' ')?;
    let token = token.trim_start();
    let is_scheme = if in_header {
        scheme.len() <= 24 && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    } else {
        SCHEMES.contains(&scheme)
    };
    (is_scheme && token.len() >= 6 && !token.contains(char::is_whitespace)).then_some((scheme, token))
}

/// The user and password that a Basic header encodes; `false` if it is another's idea of a Basic header.
fn basic(token: &str, at: usize, parts: &mut Vec<Part<'_>>) -> bool {
    // `key:` and `key:X`: the user is the secret.
    let secret_last = |(user, password): (usize, usize)| password >= 4 || user < 4;
    // Folded without encoding: `"Basic " + btoa("user:password")` as its input.
    if let Some((user, password)) = token.split_once(':') {
        let (text, other, from) = if secret_last((user.len(), password.len())) {
            (password, user, at + user.len() + 1)
        } else {
            (user, password, at)
        };
        let role = Role::Password(other.to_owned().into());
        parts.push(Part { text: text.to_owned().into(), range: from..from + text.len(), role, host: None });
        return true;
    }
    let decoded = base64::decode(token).and_then(|bytes| String::from_utf8(bytes).ok());
    let Some((user, password)) = decoded.as_deref().and_then(|text| text.split_once(':')) else { return false };
    let (text, other) = if secret_last((user.len(), password.len())) { (password, user) } else { (user, password) };
    let role = Role::Password(other.to_owned().into());
    parts.push(Part { text: text.to_owned().into(), range: at..at + token.len(), role, host: None });
    true
}

/// `NAME=value` before or in a command.
fn variables<'a>(text: &'a str, start: usize, parts: &mut Vec<Part<'a>>) {
    for word in text.split_whitespace() {
        let Some((name, value)) = word.split_once('=') else { continue };
        let value = value.trim_matches(['"', '\'', ';']);
        let is_name = name.len() >= 3
            && name.starts_with(|first: char| first.is_ascii_uppercase())
            && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
        if is_name && value.len() >= 6 {
            let at = start + (value.as_ptr() as usize - text.as_ptr() as usize);
            let range = at..at + value.len();
            parts.push(Part { text: value.into(), range, role: Role::Parameter(name), host: None });
        }
    }
}

/// `user:password`, the input of `btoa`.
fn user_and_password<'a>(value: &'a str, start: usize, parts: &mut Vec<Part<'a>>) {
    let Some((user, password)) = value.split_once(':') else { return };
    if user.is_empty() || value.len() > 512 || value.contains(['/', '{', '"', ';', '(']) && !user.contains("/token") {
        return;
    }
    // `key:` and `key:X`: the user is the secret.
    if password.len() < 4 {
        parts.push(Part {
            text: user.into(),
            range: start..start + user.len(),
            role: Role::Password(password.into()),
            host: None,
        });
    } else {
        let at = start + user.len() + 1;
        parts.push(Part {
            text: password.into(),
            range: at..at + password.len(),
            role: Role::Password(user.into()),
            host: None,
        });
    }
}

/// User information and parameters of a URL.
fn url<'a>(value: &'a str, start: usize, parts: &mut Vec<Part<'a>>) {
    let Some(after) = value.find("://").map(|at| at + 3) else { return };
    let authority_end = value[after..].find(['/', '?', '#']).map_or(value.len(), |at| after + at);
    let authority = &value[after..authority_end];
    let (userinfo, host) = authority.rsplit_once('@').map_or((None, authority), |(user, host)| (Some(user), host));
    let host = host.split(':').next().unwrap_or(host);
    if let Some((user, password)) = userinfo.and_then(|userinfo| userinfo.split_once(':')) {
        let at = start + after + user.len() + 1;
        let role = Role::Password(user.into());
        parts.push(Part { text: password.into(), range: at..at + password.len(), role, host: Some(host) });
    }
    for mark in ['?', '#'] {
        if let Some(at) = value[authority_end..].find(mark) {
            let query = authority_end + at + 1;
            let end = value[query..].find('#').map_or(value.len(), |end| query + end);
            form(&value[query..end], start + query, Some(host), parts);
        }
    }
}

/// `a=b&c=d`.
fn form<'a>(text: &'a str, start: usize, host: Option<&'a str>, parts: &mut Vec<Part<'a>>) {
    if !text.contains('=') {
        return;
    }
    let mut at = start;
    for pair in text.split('&') {
        if let Some((name, value)) = pair.split_once('=') {
            let is_name = !name.is_empty()
                && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'));
            if is_name && value.len() >= 6 {
                let from = at + name.len() + 1;
                parts.push(Part {
                    text: value.into(),
                    range: from..from + value.len(),
                    role: Role::Parameter(name),
                    host,
                });
            }
        }
        at += pair.len() + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(value: &str, in_header: bool) -> Vec<(String, String)> {
        let parts = parts(value, in_header);
        parts
            .iter()
            .map(|part| {
                let role = match &part.role {
                    Role::Whole => "whole".to_owned(),
                    Role::Token => "token".to_owned(),
                    Role::Password(user) => format!("password of {user}"),
                    Role::Parameter(name) => format!("parameter {name}"),
                };
                (format!("{role} at {:?}", part.host), format!("{} {}", part.text, &value[part.range.clone()]))
            })
            .skip(1)
            .collect()
    }

    #[test]
    fn takes_forms_apart() {
        let one = |value, in_header| shown(value, in_header).into_iter().next();
        let pair = |role: &str, text: &str| Some((role.to_owned(), text.to_owned()));
        assert_eq!(one("Bearer abcdefgh", false), pair("token at None", "abcdefgh abcdefgh"));
        assert_eq!(one("Custom abcdefgh", true), pair("token at None", "abcdefgh abcdefgh"));
        assert_eq!(one("Custom abcdefgh", false), None);
        assert_eq!(one(" key=abcdefgh", true), pair("token at None", "abcdefgh abcdefgh"));
        assert_eq!(one("Basic dXNlcjpwYXNz", true), pair("password of user at None", "pass dXNlcjpwYXNz"));
        assert_eq!(one("Basic user:pass", true), pair("password of user at None", "pass pass"));
        assert_eq!(
            shown("NODE_ENV=test API_KEY='abcdef' npm start -- --a=bcdefgh", false),
            [("parameter API_KEY at None".to_owned(), "abcdef abcdef".to_owned())]
        );
        assert_eq!(one("user:pass", false), pair("password of user at None", "pass pass"));
        assert_eq!(
            one("sixteenletters00:X", false),
            pair("password of X at None", "sixteenletters00 sixteenletters00")
        );
        assert_eq!(one("https://u:pw12@h.io:8080/x", false), pair("password of u at Some(\"h.io\")", "pw12 pw12"));
        assert_eq!(
            shown("https://h.io/a?x=123456&key=abcdef#y", false),
            [
                ("parameter x at Some(\"h.io\")".to_owned(), "123456 123456".to_owned()),
                ("parameter key at Some(\"h.io\")".to_owned(), "abcdef abcdef".to_owned()),
            ]
        );
        assert_eq!(one("secret=abcdef&response=1", false), pair("parameter secret at None", "abcdef abcdef"));
        for value in ["", "://", "a://@?=&", "ä:ö=ü&", "Basic ====", "Bearer "] {
            parts(value, true);
        }
    }
}
