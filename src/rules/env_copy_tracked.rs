//! A copy of an `.env` file is in git: what ignores `.env` does not ignore `.env.bak`.

use super::engine::{Draft, File, words};
use super::{Exposure, Rule};

pub(super) static RULE: Rule = Rule {
    name: "env-copy-tracked",
    summary: "A copy of a .env file that git tracks holds a secret",
    page: include_str!("env_copy_tracked.md"),
    check: Some(check),
};

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    let Some(env) = file.env_file().filter(|env| env.copy) else { return };
    if file.shared.context.project.git.tracked(&file.source.path) != Some(true) {
        return;
    }
    let text = file.text();
    for (entry, secret) in file.env_secrets(env) {
        let name = entry.name.of(&text);
        let mut draft = Draft::of(&secret, entry.name, Exposure::E2);
        draft.variable = Some(Box::from(name));
        draft.message = format!(
            "`{name}` {}{}: {}. It is exposed: git tracks this copy, so the value is in the repository and its history.",
            words::is_kind(&secret),
            words::evidence(&secret),
            words::power(&secret),
        );
        draft.next = format!("Delete {}, which nothing reads, then {}.", env.name, words::revoke(&secret));
        out.push(draft);
    }
}
