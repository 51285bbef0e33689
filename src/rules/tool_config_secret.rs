//! The configuration of an editor or an assistant holds a credential: such files are shared with the team.

use super::Rule;
use super::engine::{Draft, File};
use crate::project::Purpose;

pub(super) static RULE: Rule = Rule {
    name: "tool-config-secret",
    summary: "The configuration of an editor or assistant holds a secret",
    page: include_str!("tool_config_secret.md"),
    check: Some(check),
};

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    if matches!(file.purpose(), Some(Purpose::Tool)) {
        out.extend(file.all_written("Have the tool read it from the environment"));
    }
}
