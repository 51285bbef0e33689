//! Notes for people or assistants hold a credential.

use super::Rule;
use super::engine::{Draft, File};
use crate::project::Purpose;

pub(super) static RULE: Rule = Rule {
    name: "notes-secret",
    summary: "Notes, prompts or instructions hold a secret",
    page: include_str!("notes_secret.md"),
    check: Some(check),
};

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    if matches!(file.purpose(), Some(Purpose::Note)) {
        out.extend(file.all_written("Take it out of the text"));
    }
}
