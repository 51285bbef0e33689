//! Short sources and what they must say.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod env;
mod generate;
mod incremental;
mod modules;
mod queries;
mod scopes;
mod superset;
mod tree;

use super::facts::Facts;
use super::parse;

fn tsx(source: &str) -> Facts {
    parse(source.into(), "a.tsx")
}
