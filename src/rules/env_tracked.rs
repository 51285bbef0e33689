//! An `.env` file with secrets is in git.

use super::engine::{Draft, File, words};
use super::{Exposure, Rule};

pub(super) static RULE: Rule = Rule {
    name: "env-tracked",
    summary: "A .env file that git tracks holds a secret",
    page: include_str!("env_tracked.md"),
    check: Some(check),
};

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    let Some(env) = file.env_file().filter(|env| !env.example) else { return };
    if file.shared.context.project.git.tracked(&file.source.path) != Some(true) {
        return;
    }
    let text = file.text();
    for (entry, secret) in file.env_secrets(env) {
        let name = entry.name.of(&text);
        let mut draft = Draft::of(&secret, entry.name, Exposure::E2);
        draft.variable = Some(Box::from(name));
        draft.message = format!(
            "`{name}` {}{}: {}. It is exposed: git tracks this file, so the value is in the repository and its history.",
            words::is_kind(&secret),
            words::evidence(&secret),
            words::power(&secret),
        );
        draft.next = format!("Take {} out of git and have it ignored, then {}.", env.name, words::revoke(&secret));
        out.push(draft);
    }
}
