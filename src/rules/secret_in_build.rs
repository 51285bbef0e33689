//! What a build has left for visitors holds a secret: told by [`built`](super::built).

use super::Rule;

pub(super) static RULE: Rule = Rule {
    name: "secret-in-build",
    summary: "What a build has left for visitors holds a secret",
    page: include_str!("secret_in_build.md"),
    check: None,
};
