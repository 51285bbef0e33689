//! A value that was committed, or shipped under a public name, stays burnt after the code is mended.

use super::engine::{Draft, File, words};
use super::{Exposure, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "burnt-value",
    summary: "A value that was committed or shipped is still in use",
    page: include_str!("burnt_value.md"),
    check: Some(check),
};

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    let (Some(env), Some(app)) = (file.env_file().filter(|env| !env.example), file.env_app()) else { return };
    let git = &file.shared.context.project.git;
    if !git.exists() || git.tracked(&file.source.path) == Some(true) {
        return;
    }
    let text = file.text();
    let mut secrets = file.env_secrets(env);
    secrets.retain(|(entry, _)| !entry.commented && !app.is_public_env(entry.name.of(&text)));
    if secrets.is_empty() {
        return;
    }
    for ((entry, secret), how) in secrets.iter().zip(file.burnt(app, &secrets)) {
        let Some(how) = how else { continue };
        let name = entry.name.of(&text);
        let mut draft = Draft::of(secret, entry.name, Exposure::E2);
        draft.severity = Some(Severity::Low);
        draft.variable = Some(Box::from(name));
        draft.message = format!(
            "Rotate `{name}`: it {}, and {how}. Taking it out of the code does not take it back.",
            words::is_kind(secret),
        );
        draft.next = words::sentence(&words::revoke(secret));
        out.push(draft);
    }
}
