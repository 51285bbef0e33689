//! The server's part of a build holds a secret: told by [`built`](super::built).

use super::Rule;

pub(super) static RULE: Rule = Rule {
    name: "secret-in-server-build",
    summary: "The server's part of a build holds a secret",
    page: include_str!("secret_in_server_build.md"),
    check: None,
};
