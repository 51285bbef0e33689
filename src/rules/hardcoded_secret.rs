//! A credential is written into the source: whoever can read the repository has it.

use super::Rule;
use super::engine::{Draft, File};
use crate::flow::candidate::is_test_path;

pub(super) static RULE: Rule = Rule {
    name: "hardcoded-secret",
    summary: "A secret is written into the source",
    page: include_str!("hardcoded_secret.md"),
    check: Some(check),
};

const NEXT: &str = "Read it from an environment variable with a private name";

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    if is_test_path(&file.relative) {
        return;
    }
    if let Some(module) = file.module() {
        for judged in file.judged() {
            let mut draft = file.written(module.span(judged.node), &judged.secret, NEXT);
            draft.node = Some(judged.node);
            draft.related = judged.related(file);
            out.push(draft);
        }
    }
    let stays = file.data().iter().filter(|(span, _)| file.ships_data(*span).is_none());
    out.extend(stays.map(|(span, secret)| file.written(*span, secret, NEXT)));
}
