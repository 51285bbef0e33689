//! A credential is written into the source: whoever can read the repository has it.

use super::engine::{Draft, File, words};
use super::{Exposure, Rule};
use crate::flow::candidate::is_test_path;
use crate::secrets::{Confidence, Power};

pub(super) static RULE: Rule = Rule {
    name: "hardcoded-secret",
    summary: "A secret is written into the source",
    page: include_str!("hardcoded_secret.md"),
    check,
};

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    let ignored = file.shared.context.project.git.ignored(&file.source.path);
    let exposure = if ignored { Exposure::E0 } else { Exposure::E2 };
    let truth = if ignored {
        "It does not ship and git ignores this file, but it stands here in plain text."
    } else {
        "It does not ship, but it is exposed to everybody who can read the repository."
    };
    if let Some(module) = file.module() {
        for judged in file.judged() {
            // Tests make values up, and hand them to whatever takes a secret: only a shape of its own says more.
            let shaped = judged.secret.evidence.contains("shape");
            if is_test_path(&file.relative) && (!shaped || judged.secret.power < Power::K2) {
                continue;
            }
            let mut draft = Draft::of(&judged.secret, module.span(judged.node), exposure);
            draft.node = Some(judged.node);
            draft.message = message("This", &judged.secret, truth);
            draft.next = next(&judged.secret);
            draft.related = judged.related(file);
            out.push(lowered(file, draft));
        }
    }
    for (span, secret) in file.data() {
        if file.ships_data(*span).is_none() {
            let mut draft = Draft::of(secret, *span, exposure);
            draft.message = message("This", secret, truth);
            draft.next = next(secret);
            out.push(lowered(file, draft));
        }
    }
}

fn message(what: &str, secret: &super::engine::Secret, truth: &str) -> String {
    format!("{what} {}{}: {}. {truth}", words::is_kind(secret), words::evidence(secret), words::power(secret))
}

fn next(secret: &super::engine::Secret) -> String {
    format!("Read it from an environment variable with a private name, then {}.", words::revoke(secret))
}

/// What tests and stories hold is more often made up.
fn lowered(file: &File<'_>, mut draft: Draft) -> Draft {
    if is_test_path(&file.relative) {
        draft.confidence = draft.confidence.min(Confidence::Likely);
    }
    draft
}
