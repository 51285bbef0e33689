//! Names of the token by which a server knows a person's session.

use super::split;

/// What such a token is called before `token`.
const SAYS_SESSION: [&str; 11] =
    ["access", "auth", "bearer", "id", "jwt", "login", "oauth", "refresh", "session", "sso", "user"];

/// Tokens of other kinds: made for the browser, or good for one thing only.
const OTHERS: [&str; 23] = [
    "anon",
    "anonymous",
    "captcha",
    "cart",
    "csrf",
    "device",
    "expo",
    "fcm",
    "guest",
    "invitation",
    "invite",
    "magic",
    "mapbox",
    "notification",
    "preview",
    "public",
    "push",
    "recaptcha",
    "reset",
    "share",
    "turnstile",
    "verification",
    "xsrf",
];

/// How much a name says of a session's token.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum SessionName {
    /// A part of it is a word of sessions: `acme.auth`.
    Near,
    /// `token`, and no more.
    Token,
    /// `accessToken`, `jwt`.
    Session,
}

impl SessionName {
    /// `None` for a name that says nothing of the kind, or that means another token.
    pub fn of(name: &str) -> Option<Self> {
        let parts = split(name);
        if parts.iter().any(|part| OTHERS.contains(&part.as_str())) {
            return None;
        }
        let says = |part: &String| SAYS_SESSION.contains(&part.as_str());
        match parts.as_slice() {
            [.., last] if last == "jwt" => Some(Self::Session),
            [only] if only == "token" => Some(Self::Token),
            [.., kind, last] if last == "token" && says(kind) => Some(Self::Session),
            [.., last] if says(last) => Some(Self::Near),
            _ => None,
        }
    }

    /// Whether a name means a token, but of another kind: `captchaToken`, `selectedToken`.
    pub fn is_of_another_token(name: &str) -> bool {
        split(name).last().is_some_and(|last| last == "token") && Self::of(name).is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::SessionName::{self, Near, Session, Token};

    #[test]
    fn a_session_is_told_by_whole_parts() {
        for (name, says) in [
            ("access_token", Some(Session)),
            ("data.refreshToken", Some(Session)),
            ("getIdToken", Some(Session)),
            ("acme:jwt", Some(Session)),
            ("token", Some(Token)),
            ("umami.auth", Some(Near)),
            ("csrf_token", None),
            ("pushAccessToken", None),
            ("selectedToken", None),
            ("token_address", None),
            ("tokens", None),
            ("accessTokenExpiry", None),
            ("theme", None),
        ] {
            assert_eq!(SessionName::of(name), says, "{name}");
        }
    }
}
