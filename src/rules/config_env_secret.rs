//! The build configuration hands a secret to client code under whatever name (`env` in next.config).

use super::engine::{Draft, File, words};
use super::{Exposure, Rule};

pub(super) static RULE: Rule = Rule {
    name: "config-env-secret",
    summary: "The build configuration hands a secret to client code",
    page: include_str!("config_env_secret.md"),
    check,
};

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    let Some(app) = file.app.filter(|app| app.config.file == Some(file.id)) else { return };
    for entry in &app.config.inlined {
        let Some(secret) = file
            .shared
            .inlined_secret(app, entry)
            .or_else(|| Some(file.shared.variable(app, &entry.name)?.secret.clone()))
        else {
            continue;
        };
        // Where client code reads it, it is told there.
        if !file.shared.taken(app, &entry.name).is_empty() {
            continue;
        }
        let mut draft = Draft::of(&secret, entry.key, Exposure::E1);
        draft.variable = Some(entry.name.clone());
        draft.message = format!(
            "`{}` {}: {}. It does not ship today, as no client code reads it; being listed here, the first read would ship it.",
            entry.name,
            words::is_kind(&secret),
            words::power(&secret),
        );
        draft.next = "Delete the entry: server code reads the environment without it.".to_owned();
        out.push(draft);
    }
}
