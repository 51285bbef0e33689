//! An `.env` file with secrets is in git.

use super::Rule;
use super::engine::{Draft, File};

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
    let next = format!("Take {} out of git and have it ignored", env.name);
    let secrets = file.env_secrets(env);
    out.extend(secrets.iter().map(|(entry, secret)| {
        file.written_in_env(
            entry,
            secret,
            "git tracks this file, so the value is in the repository and its history",
            &next,
        )
    }));
}
