//! The build configuration hands a secret to client code under whatever name (`env` in next.config, `define`), or in a
//! rewrite.

use super::engine::{Draft, File, words};
use super::{Exposure, Related, Rule};
use crate::flow::Road;
use crate::project::App;
use crate::secrets::Confidence;
use crate::syntax::facts::EnvObject;

pub(super) static RULE: Rule = Rule {
    name: "config-env-secret",
    summary: "The build configuration hands a secret to client code",
    page: include_str!("config_env_secret.md"),
    check: Some(check),
};

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    for app in file.shared.context.project.apps.iter().filter(|app| app.config.is_made_of(file.id)) {
        listed(file, app, out);
        filled(file, app, out);
        whole_environment(file, app, out);
        handed_out(file, app, out);
    }
    file.tell_sent(
        &[Road::Manifest],
        |_| "rewrites within the app are in a script that every page loads, for its router".to_owned(),
        "Let a route call the other side, and add the secret there",
        out,
    );
}

/// What is listed, and read by no client code.
fn listed(file: &File<'_>, app: &App, out: &mut Vec<Draft>) {
    let entries = app.config.inlined.iter().chain(&app.config.defines);
    for entry in entries.filter(|entry| entry.file == file.id) {
        let name = entry.variable();
        let Some(variable) = file.shared.variable(app, name) else { continue };
        let secret = &variable.secret;
        // Where client code reads it, it is told there.
        if !file.shared.taken(app, name).is_empty() || file.shared.is_taken_with_whole(app, name) {
            continue;
        }
        let mut draft = Draft::of(secret, entry.key, Exposure::E1);
        draft.variable = Some(Box::from(name));
        draft.message = format!(
            "`{}` {}: {}. It does not ship today, as no client code reads it; being listed here, the first read would ship it.",
            name,
            words::is_kind(secret),
            words::power(secret),
        );
        draft.next = "Delete the entry: server code reads the environment without it.".to_owned();
        if !app.framework.exact {
            draft.confidence = draft.confidence.min(Confidence::Likely);
        }
        out.push(draft);
    }
}

/// What is in an object that the configuration fills with whatever there is, and read by no client code.
fn filled(file: &File<'_>, app: &App, out: &mut Vec<Draft>) {
    for entry in app.config.defines.iter().filter(|entry| entry.file == file.id && entry.is_every() && !entry.found) {
        let is_listed = |name: &str| app.config.inlined.iter().any(|listed| *listed.name == *name);
        for (name, variable) in file.shared.secrets_of_whole(app, entry) {
            if is_listed(&name) || app.is_public_env(&name) || !file.shared.taken(app, &name).is_empty() {
                continue;
            }
            let mut draft = Draft::of(&variable.secret, file.first_line(entry.key), Exposure::E1);
            draft.message = format!(
                "`{name}` {}: {}. It does not ship today, as no client code reads it; being among what is handed over here, the \
                 first read would ship it.",
                words::is_kind(&variable.secret),
                words::power(&variable.secret),
            );
            draft.next = "Name the variables that may be known, one by one.".to_owned();
            draft.variable = Some(name);
            out.push(draft);
        }
    }
}

/// What the framework puts into every page or app, whoever reads it.
fn handed_out(file: &File<'_>, app: &App, out: &mut Vec<Draft>) {
    for entry in app.config.handed_out.iter().filter(|entry| entry.file == file.id) {
        let Some(variable) = file.shared.secret_of_entry(app, entry) else { continue };
        let secret = &variable.secret;
        // A server writes it into its pages; without one it is a part of the app.
        let (exposure, how) = if app.framework.renders_on_server {
            (Exposure::E3, "It is in no bundle, but every page holds it")
        } else {
            (Exposure::E4, "It ships to the browser")
        };
        let mut draft = Draft::of(secret, entry.key, exposure);
        draft.message = format!(
            "`{}` {}: {}. {how}: {} hands out everything in `{}`, whether code reads it or not.",
            entry.name,
            words::is_kind(secret),
            words::power(secret),
            app.framework.name,
            app.framework.handed_out.first().unwrap_or(&"this object"),
        );
        draft.next = format!("Keep it where only the server reads it; then {}.", words::revoke(secret));
        draft.confidence = draft.confidence.min(Confidence::Likely);
        draft.related = variable
            .entry
            .map(|(file, span)| Related { file, span, message: "It is set here".to_owned() })
            .into_iter()
            .collect();
        out.push(draft);
    }
}

/// `define: { 'process.env': … }` whatever client code reads of it, the whole object may be in the bundle.
fn whole_environment(file: &File<'_>, app: &App, out: &mut Vec<Draft>) {
    let Some(define) = app.config.whole_define().filter(|define| define.file == file.id) else { return };
    let users = file.shared.whole_users(app, EnvObject::Process);
    let Some(used) = users.iter().find(|used| used.certain).or(users.first()) else { return };
    for (name, variable) in file.shared.secrets_of_whole(app, define) {
        // What client code reads by name is told there.
        if !file.shared.taken(app, &name).is_empty() {
            continue;
        }
        let secret = &variable.secret;
        let mut draft = Draft::of(secret, define.key, Exposure::E4);
        draft.message = format!(
            "`{name}` {}: {}. It ships to the browser: client code reads something of `process.env`, which is replaced by this \
             object as a whole.",
            words::is_kind(secret),
            words::power(secret),
        );
        draft.next =
            format!("Define single variables by name, those that may be known; then {}.", words::revoke(secret));
        draft.chain = file.shared.context.graph.chain(used.file);
        if !used.certain {
            draft.confidence = draft.confidence.min(Confidence::Likely);
        }
        draft.related = variable
            .entry
            .map(|(file, span)| Related { file, span, message: format!("`{name}` is set here") })
            .into_iter()
            .collect();
        draft.variable = Some(name);
        out.push(if used.certain { draft } else { words::differs(draft, app) });
    }
}
