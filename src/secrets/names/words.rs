//! The words: which parts mean a secret, which mean something public, and which say nothing.

use super::super::Power;

/// What a secret word is worth by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    /// Nobody calls anything public so.
    Strong,
    /// Publishable keys are called so too.
    Weak,
}

/// Region, stage, encoding, number: they may follow a name without changing what it means.
const SUFFIXES: &[&str] = &[
    "ap",
    "au",
    "b64",
    "backup",
    "base64",
    "br",
    "ca",
    "current",
    "de",
    "default",
    "dev",
    "development",
    "encoded",
    "eu",
    "fr",
    "global",
    "hex",
    "in",
    "jp",
    "json",
    "key1",
    "key2",
    "legacy",
    "live",
    "local",
    "main",
    "new",
    "old",
    "pem",
    "plain",
    "plaintext",
    "primary",
    "prod",
    "production",
    "raw",
    "sandbox",
    "secondary",
    "stage",
    "staging",
    "string",
    "test",
    "testing",
    "uk",
    "us",
    "v1",
    "v2",
    "value",
];

/// What the last part says the value is, when it is not the secret itself.
const PUBLIC_LAST: &[&str] = &[
    "account",
    "action",
    "address",
    "addresses",
    "algorithm",
    "amount",
    "area",
    "arn",
    "attribute",
    "audience",
    "balance",
    "bucket",
    "button",
    "card",
    "channel",
    "checksum",
    "class",
    "code",
    "column",
    "component",
    "config",
    "configuration",
    "context",
    "cookie",
    "count",
    "date",
    "days",
    "decimals",
    "description",
    "details",
    "dialog",
    "digest",
    "dir",
    "directory",
    "disabled",
    "doc",
    "docs",
    "domain",
    "email",
    "enabled",
    "endpoint",
    "entropy",
    "env",
    "error",
    "errors",
    "etag",
    "event",
    "example",
    "expiration",
    "expires",
    "expiry",
    "factory",
    "field",
    "fields",
    "file",
    "filename",
    "fingerprint",
    "flag",
    "flow",
    "folder",
    "form",
    "format",
    "generator",
    "group",
    "guard",
    "handler",
    "hash",
    "header",
    "headers",
    "help",
    "helper",
    "hint",
    "hook",
    "host",
    "hostname",
    "hours",
    "icon",
    "id",
    "ids",
    "image",
    "index",
    "info",
    "input",
    "instructions",
    "integrity",
    "interval",
    "issuer",
    "kind",
    "label",
    "layout",
    "length",
    "level",
    "limit",
    "link",
    "list",
    "lists",
    "location",
    "login",
    "manager",
    "max",
    "message",
    "messages",
    "method",
    "min",
    "minutes",
    "modal",
    "mode",
    "model",
    "ms",
    "name",
    "names",
    "option",
    "options",
    "page",
    "param",
    "parameter",
    "params",
    "path",
    "pattern",
    "permission",
    "placeholder",
    "policy",
    "prefix",
    "price",
    "project",
    "prompt",
    "props",
    "provider",
    "query",
    "reference",
    "regex",
    "regexp",
    "region",
    "request",
    "required",
    "reset",
    "response",
    "role",
    "route",
    "router",
    "rule",
    "rules",
    "salt",
    "schema",
    "scheme",
    "scope",
    "scopes",
    "screen",
    "seconds",
    "sha",
    "sid",
];
const PUBLIC_LAST_MORE: &[&str] = &[
    "size",
    "slug",
    "source",
    "state",
    "status",
    "store",
    "strategy",
    "strength",
    "style",
    "suffix",
    "supply",
    "symbol",
    "table",
    "tag",
    "template",
    "text",
    "time",
    "timeout",
    "timestamp",
    "title",
    "tooltip",
    "topic",
    "transform",
    "ttl",
    "type",
    "types",
    "uri",
    "url",
    "urls",
    "usage",
    "user",
    "userid",
    "username",
    "uuid",
    "validation",
    "validator",
    "var",
    "variable",
    "variant",
    "verifier",
    "version",
    "view",
    "visibility",
    "visible",
    "warning",
    "width",
    "window",
    "wrapper",
    "xpath",
    "year",
    "zone",
    "zones",
];

/// Parts that say that only its owner can read the value, whatever it is called besides.
const SEALED: &[&str] = &["ciphertext", "encrypted", "hashed", "sealed"];

/// Parts that mean something public wherever they stand.
const PUBLIC_PARTS: &[&str] = &[
    "anon",
    "anonymous",
    "csrf",
    "docsearch",
    "dsn",
    "public",
    "publishable",
    "referrer",
    "storefront",
    "tokenization",
    "tokenizer",
    "xsrf",
];

/// The same for two or three parts in a row.
const PUBLIC_PHRASES: &[&[&str]] = &[
    &["account", "sid"],
    &["app", "id"],
    &["app", "key"],
    &["browser", "key"],
    &["client", "id"],
    &["client", "key"],
    &["client", "token"],
    &["maps", "api", "key"],
    &["maps", "key"],
    &["measurement", "id"],
    &["project", "id"],
    &["project", "key"],
    &["project", "token"],
    &["search", "api", "key"],
    &["search", "key"],
    &["search", "only"],
    &["site", "key"],
    &["widget", "key"],
    &["widget", "token"],
    &["write", "key"],
];

/// Parts beside *password* or *token* that make it a label, a verb or a page of something.
const DISMISSERS: &[&str] = &[
    "1",
    "allow",
    "can",
    "cancel",
    "cancellation",
    "change",
    "color",
    "confirm",
    "confirmation",
    "continuation",
    "css",
    "current",
    "cursor",
    "demo",
    "design",
    "disable",
    "enable",
    "example",
    "forgot",
    "forgotten",
    "has",
    "hide",
    "id",
    "incorrect",
    "insufficient",
    "invalid",
    "is",
    "lexer",
    "max",
    "min",
    "missing",
    "need",
    "needs",
    "next",
    "no",
    "one",
    "page",
    "pagination",
    "parse",
    "placeholder",
    "previous",
    "repeat",
    "require",
    "required",
    "requires",
    "reset",
    "should",
    "show",
    "syntax",
    "theme",
    "toggle",
    "update",
    "weak",
    "without",
    "wrong",
];

/// What ends a secret's name, the longest first.
const SECRET_PHRASES: &[(&[&str], Power, Weight)] = &[
    (&["secret", "access", "key"], Power::K3, Weight::Strong),
    (&["service", "role", "key"], Power::K3, Weight::Strong),
    (&["service", "role", "secret"], Power::K3, Weight::Strong),
    (&["secret", "key", "base"], Power::K3, Weight::Strong),
    (&["personal", "access", "token"], Power::K2, Weight::Strong),
    (&["service", "role"], Power::K3, Weight::Strong),
    (&["service", "key"], Power::K3, Weight::Weak),
    (&["private", "key"], Power::K3, Weight::Strong),
    (&["private", "token"], Power::K2, Weight::Strong),
    (&["auth", "token"], Power::K2, Weight::Strong),
    (&["bot", "token"], Power::K2, Weight::Strong),
    (&["admin", "key"], Power::K3, Weight::Strong),
    (&["admin", "api", "key"], Power::K3, Weight::Strong),
    (&["admin", "token"], Power::K3, Weight::Strong),
    (&["root", "key"], Power::K3, Weight::Strong),
    (&["root", "token"], Power::K3, Weight::Strong),
    (&["master", "key"], Power::K3, Weight::Strong),
    (&["signing", "key"], Power::K2, Weight::Strong),
    (&["encryption", "key"], Power::K3, Weight::Strong),
    (&["deploy", "key"], Power::K2, Weight::Strong),
    (&["deploy", "token"], Power::K2, Weight::Strong),
    (&["management", "token"], Power::K2, Weight::Strong),
    (&["secret", "key"], Power::K2, Weight::Strong),
    (&["secret", "token"], Power::K2, Weight::Strong),
    (&["seed", "phrase"], Power::K3, Weight::Strong),
    (&["mnemonic", "phrase"], Power::K3, Weight::Strong),
    (&["mnemonic"], Power::K3, Weight::Strong),
    (&["secret"], Power::K2, Weight::Strong),
    (&["secrets"], Power::K2, Weight::Strong),
    (&["password"], Power::K2, Weight::Strong),
    (&["passwd"], Power::K2, Weight::Strong),
    (&["passphrase"], Power::K2, Weight::Strong),
    (&["pwd"], Power::K2, Weight::Weak),
    (&["admin", "pass"], Power::K2, Weight::Strong),
    (&["db", "pass"], Power::K3, Weight::Strong),
    (&["email", "pass"], Power::K2, Weight::Strong),
    (&["ftp", "pass"], Power::K2, Weight::Strong),
    (&["mail", "pass"], Power::K2, Weight::Strong),
    (&["mysql", "pass"], Power::K3, Weight::Strong),
    (&["redis", "pass"], Power::K3, Weight::Strong),
    (&["root", "pass"], Power::K3, Weight::Strong),
    (&["smtp", "pass"], Power::K2, Weight::Strong),
    (&["credential"], Power::K2, Weight::Weak),
    (&["credentials"], Power::K2, Weight::Weak),
    (&["access", "token"], Power::K2, Weight::Weak),
    (&["access", "key"], Power::K2, Weight::Weak),
    (&["api", "token"], Power::K2, Weight::Weak),
    (&["bearer", "token"], Power::K2, Weight::Weak),
    (&["auth", "key"], Power::K2, Weight::Weak),
    (&["api", "key"], Power::K2, Weight::Weak),
];

/// The name without what stands at its end and does not matter: `STRIPE_SECRET_KEY_EU`, `apiKey_2`.
pub(in crate::secrets) fn without_suffixes<'a, 'b>(parts: &'a [&'b str]) -> &'a [&'b str] {
    let mut core = parts;
    while let [rest @ .., last] = core
        && !rest.is_empty()
        && (SUFFIXES.binary_search(last).is_ok() || last.bytes().all(|byte| byte.is_ascii_digit()))
    {
        core = rest;
    }
    core
}

/// Whether the part says that the credential is one of a test mode.
pub(super) fn is_test(part: &str) -> bool {
    matches!(part, "test" | "testing" | "sandbox")
}

/// Whether the last part says that the value is not the secret itself but its length, its header, its page.
pub(in crate::secrets) fn is_public_kind(last: &str) -> bool {
    PUBLIC_LAST.binary_search(&last).is_ok() || PUBLIC_LAST_MORE.binary_search(&last).is_ok()
}

/// Whether the part says that the value is encrypted or hashed.
pub(super) fn is_sealed(part: &str) -> bool {
    SEALED.contains(&part)
}

/// Whether the name says that the value is public.
pub(super) fn is_public(core: &[&str]) -> bool {
    core.last().is_some_and(|last| is_public_kind(last))
        || core.iter().any(|part| PUBLIC_PARTS.binary_search(part).is_ok())
        || PUBLIC_PHRASES.iter().any(|phrase| core.windows(phrase.len()).any(|window| window == *phrase))
}

/// Whether the name ends in what means a secret, what it can do and what the words are worth.
pub(super) fn secret(core: &[&str]) -> Option<(Power, Weight)> {
    let (phrase, power, weight) = SECRET_PHRASES.iter().find(|(phrase, ..)| core.ends_with(phrase))?;
    let rest = &core[..core.len() - phrase.len()];
    let speech =
        phrase.last().is_some_and(|last| matches!(*last, "password" | "passwd" | "pwd" | "token" | "credentials"));
    if speech && rest.iter().any(|part| DISMISSERS.binary_search(part).is_ok()) {
        return None;
    }
    if rest.first().is_some_and(|first| matches!(*first, "is" | "has" | "no" | "with" | "without" | "enable" | "use")) {
        return None;
    }
    Some((*power, *weight))
}

/// Whether the name ends in what means a secret, whatever else it says.
#[allow(dead_code, reason = "asked by `build.rs`")]
pub(in crate::secrets) fn ends_in_secret(parts: &[&str]) -> bool {
    SECRET_PHRASES.iter().any(|(phrase, ..)| parts.ends_with(phrase))
}

/// The word sequences one of which ends every name that is a secret for its words alone.
#[allow(dead_code, reason = "asked by `build.rs`")]
pub(in crate::secrets) fn secret_phrases() -> impl Iterator<Item = &'static [&'static str]> {
    SECRET_PHRASES.iter().map(|(phrase, ..)| *phrase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        assert!(SUFFIXES.is_sorted());
        assert!(PUBLIC_LAST.is_sorted());
        assert!(PUBLIC_LAST_MORE.is_sorted());
        assert!(PUBLIC_PARTS.is_sorted());
        assert!(DISMISSERS.is_sorted());
    }
}
