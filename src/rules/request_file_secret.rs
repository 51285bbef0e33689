//! A request that was written down, or an API's description, holds a credential.

use super::Rule;
use super::engine::{Draft, File};
use crate::project::Purpose;

pub(super) static RULE: Rule = Rule {
    name: "request-file-secret",
    summary: "A request that was written down holds a secret",
    page: include_str!("request_file_secret.md"),
    check: Some(check),
};

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    if matches!(file.purpose(), Some(Purpose::Request | Purpose::Api)) {
        out.extend(file.all_written("Put a variable in its place"));
    }
}
