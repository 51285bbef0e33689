//! A host's configuration, or a script of `package.json`, holds a credential.

use super::Rule;
use super::engine::{Draft, File};
use crate::project::Purpose;

pub(super) static RULE: Rule = Rule {
    name: "hosting-config-secret",
    summary: "The configuration of a host holds a secret",
    page: include_str!("hosting_config_secret.md"),
    check: Some(check),
};

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    if matches!(file.purpose(), Some(Purpose::Hosting | Purpose::Package)) {
        out.extend(file.all_written("Set it as a secret at the host"));
    }
}
