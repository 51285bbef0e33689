//! A template of an `.env` file, which is meant to be committed, holds a real value.

use super::engine::{Draft, File, words};
use super::{Exposure, Rule};
use crate::secrets::Confidence;

pub(super) static RULE: Rule = Rule {
    name: "example-env-secret",
    summary: "A template such as .env.example holds a real secret",
    page: include_str!("example_env_secret.md"),
    check: Some(check),
};

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    let Some(env) = file.env_file().filter(|env| env.example) else { return };
    if file.shared.context.project.git.ignored(&file.source.path) {
        return;
    }
    let text = file.text();
    for (entry, secret) in file.env_secrets(env) {
        // Templates are full of values that only look real to a name: the value itself has to say so.
        if secret.evidence.is_empty() || secret.confidence == Confidence::Guess {
            continue;
        }
        let name = entry.name.of(&text);
        let mut draft = Draft::of(&secret, entry.name, Exposure::E2);
        draft.variable = Some(Box::from(name));
        draft.message = format!(
            "The value of `{name}` {}{}: {}. It is exposed: templates like {} are committed for everybody to copy.",
            words::is_kind(&secret),
            words::evidence(&secret),
            words::power(&secret),
            env.name,
        );
        draft.next = format!("Leave the value empty here, then {}.", words::revoke(&secret));
        out.push(draft);
    }
}
