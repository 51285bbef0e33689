//! A test, a story, a fixture or a seed holds what looks like a real credential.

use super::Rule;
use super::engine::{Draft, File};
use crate::flow::candidate::is_test_path;

pub(super) static RULE: Rule = Rule {
    name: "test-secret",
    summary: "A test, story or fixture holds a secret",
    page: include_str!("test_secret.md"),
    check: Some(check),
};

const NEXT: &str = "Put a value in its place that is plainly made up";

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    if !is_test_path(&file.relative) {
        return;
    }
    if let Some(module) = file.module() {
        for judged in file.judged().iter().filter(|judged| judged.secret.is_told_in_tests()) {
            let mut draft = file.written(module.span(judged.node), &judged.secret, NEXT);
            draft.node = Some(judged.node);
            draft.related = judged.related(file);
            out.push(draft);
        }
    }
    let stays = file.data().iter().filter(|(span, _)| file.ships_data(*span).is_none());
    out.extend(stays.map(|(span, secret)| file.written(*span, secret, NEXT)));
}
