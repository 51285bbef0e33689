//! What is called as if it made a check, by the words of its names.

use super::super::module::Module;
use crate::secrets::parts_of_name;
use crate::syntax::ast::{Kind, NodeId};

/// Words that ask who calls, whether they may, or whether the call is what it says, wherever they stand.
const ASKING: [&str; 43] = [
    "allow",
    "allowed",
    "apikey",
    "auth",
    "authed",
    "authenticate",
    "authenticated",
    "authenticator",
    "authorisation",
    "authorise",
    "authorised",
    "authorization",
    "authorize",
    "authorized",
    "bearer",
    "cron",
    "csrf",
    "guard",
    "hmac",
    "jwt",
    "login",
    "membership",
    "nonce",
    "oauth",
    "otp",
    "password",
    "permission",
    "permissions",
    "permit",
    "privilege",
    "privileged",
    "protect",
    "protected",
    "secret",
    "session",
    "sessions",
    "signature",
    "signed",
    "svix",
    "unmarshal",
    "verify",
    "verified",
    "viewer",
];

/// Who calls, or what they show for it: no question by itself (`formatUserPrompt`, `encodeToken`).
const SUBJECTS: [&str; 11] =
    ["access", "account", "admin", "member", "owner", "role", "roles", "token", "user", "users", "webhooks"];

/// What makes a question of it.
const VERBS: [&str; 29] = [
    "assert", "by", "can", "check", "current", "enforce", "ensure", "fetch", "find", "from", "get", "has", "is",
    "load", "lookup", "must", "need", "needs", "only", "query", "read", "require", "required", "resolve", "retrieve",
    "select", "use", "validate", "with",
];

/// What may follow the one who is asked for: `getUserId`, `getUserOrThrow`; not `getUserLocale`.
const FOLLOWERS: [&str; 24] = [
    "and",
    "by",
    "context",
    "credits",
    "data",
    "details",
    "email",
    "for",
    "from",
    "id",
    "ids",
    "in",
    "info",
    "of",
    "only",
    "or",
    "plan",
    "profile",
    "record",
    "required",
    "server",
    "subscription",
    "via",
    "with",
];

/// Words of functions that count calls, or keep machines out.
const LIMITING: [&str; 16] = [
    "arcjet",
    "botid",
    "captcha",
    "credits",
    "hcaptcha",
    "honeypot",
    "limit",
    "limiter",
    "limits",
    "quota",
    "ratelimit",
    "ratelimiter",
    "recaptcha",
    "throttle",
    "turnstile",
    "usage",
];

/// The names on the way to what is called, arguments left out, each in its words: `client.schema(…).action` has three.
pub(super) struct CheckName(Vec<Vec<String>>);

impl CheckName {
    pub(super) fn of_callee(module: &Module, callee: NodeId) -> Self {
        let mut names = Vec::new();
        let mut at = module.unwrapped(callee);
        loop {
            at = match module.kind(at) {
                Kind::Member { object, property, .. } => {
                    names.push(parts_of_name(module.text(property)));
                    module.unwrapped(object)
                }
                Kind::Call { callee, .. } => module.unwrapped(callee),
                Kind::Ident => {
                    names.push(parts_of_name(module.written(at)));
                    return Self(names);
                }
                _ => return Self(names),
            };
        }
    }

    /// Of a statement that only passes names on.
    pub(super) fn of_text(text: &str) -> Self {
        Self(vec![parts_of_name(text)])
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.0.iter().flatten().map(String::as_str)
    }

    pub(super) fn is_check(&self) -> bool {
        self.limits() || self.asks()
    }

    /// Whether it says that calls are counted, or that machines are kept out.
    pub(super) fn limits(&self) -> bool {
        self.has_any(&LIMITING) || self.has_pair("bot", "id") || self.has_pair("rate", "limit")
    }

    /// Whether it asks who calls, or whether the call was made by who holds a secret.
    pub(super) fn asks(&self) -> bool {
        let verifies = |what| ["validate", "construct", "unwrap"].iter().any(|verb| self.has_pair(verb, what));
        self.has_any(&ASKING)
            || self.has_pair("api", "key")
            || self.has_pair("timing", "safe")
            || ["request", "event", "webhook"].iter().any(|what| verifies(what))
            || self.has_any(&VERBS) && self.0.iter().any(|name| is_about_subject(name))
            || matches!(&*self.0, [only] if matches!(&**only, [word] if SUBJECTS.contains(&word.as_str())))
    }

    /// Whether it is a question that gives an answer, and refuses nobody by itself: `getSession`, `auth`; not `requireUser`,
    /// `getUserOrThrow`, `auth.protect`.
    pub(super) fn is_question(&self) -> bool {
        const GETTING: [&str; 7] = ["current", "fetch", "find", "get", "load", "lookup", "read"];
        const WHOLE: [&str; 5] = ["auth", "me", "session", "user", "viewer"];
        const REFUSING: [&str; 12] = [
            "assert",
            "assure",
            "authorized",
            "ensure",
            "enforce",
            "guard",
            "must",
            "or",
            "protect",
            "require",
            "required",
            "throw",
        ];
        let [last, ..] = &*self.0 else { return false };
        let gets = last.first().is_some_and(|first| GETTING.contains(&first.as_str()));
        let is_whole = matches!(&**last, [only] if WHOLE.contains(&only.as_str()));
        (gets || is_whole) && !self.has_any(&REFUSING) && !self.limits()
    }

    /// Whether it ends a request by another address or none.
    pub(super) fn turns_away(&self) -> bool {
        self.has_any(&["redirect", "forbidden", "unauthorized"]) || self.has_pair("not", "found")
    }

    fn has_any(&self, words: &[&str]) -> bool {
        self.words().any(|word| words.contains(&word))
    }

    fn has_pair(&self, one: &str, two: &str) -> bool {
        self.0.iter().any(|name| name.windows(2).any(|pair| pair[0] == one && pair[1] == two))
    }
}

/// Whether what a name is about is who calls: the last of its words, or one that only words like `id` and `by` follow.
fn is_about_subject(name: &[String]) -> bool {
    let subject = name.iter().rposition(|word| SUBJECTS.contains(&word.as_str()));
    subject.is_some_and(|at| {
        name.get(at + 1).is_none_or(|next| FOLLOWERS.contains(&next.as_str()) || VERBS.contains(&next.as_str()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_check(written: &str) -> bool {
        CheckName(written.split('.').rev().map(parts_of_name).collect()).is_check()
    }

    #[test]
    fn guards_are_known_by_their_names() {
        for name in [
            "auth",
            "auth.protect",
            "getServerSession",
            "currentUser",
            "requireUser",
            "getUser",
            "supabase.auth.getUser",
            "getUserOrThrow",
            "getUserIdFromRequest",
            "user",
            "getAuthUser",
            "withUser",
            "adminOnly",
            "requireAdmin",
            "isAdmin",
            "checkAccess",
            "hasPermission",
            "assertRole",
            "verifyToken",
            "getToken",
            "tokenFromHeader",
            "lucia.validateSession",
            "validateRequest",
            "db.user.findUnique",
            "prisma.account.findFirst",
            "ensureLogin",
            "getKindeServerSession.getUser",
            "ratelimit.limit",
            "checkBotId",
            "stripe.webhooks.constructEvent",
            "assertMember",
        ] {
            assert!(is_check(name), "{name}");
        }
    }

    #[test]
    fn what_is_done_with_users_and_tokens_is_no_guard() {
        for name in [
            "formatUserPrompt",
            "getUserLocale",
            "getUserAgent",
            "userCount",
            "encodeToken",
            "countTokens",
            "getTokenCount",
            "buildUserMessage",
            "createUserMessage",
            "getAccountName",
            "renderRoleBadge",
            "tokenizer.encode",
            "messages.create",
        ] {
            assert!(!is_check(name), "{name}");
        }
    }
}
