//! A copy of an `.env` file is in git: what ignores `.env` does not ignore `.env.bak`.

use super::Rule;
use super::engine::{Draft, File};

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
    let next = format!("Delete {}, which nothing reads", env.name);
    let secrets = file.env_secrets(env);
    out.extend(secrets.iter().map(|(entry, secret)| {
        file.written_in_env(
            entry,
            secret,
            "git tracks this copy, so the value is in the repository and its history",
            &next,
        )
    }));
}
