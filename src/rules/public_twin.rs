//! A public variable has the value of a private one that is a secret.

use super::engine::{Draft, File, Secret, words};
use super::{Exposure, Related, Rule};
use crate::project::{App, EnvEntry, EnvFile, FileId};
use crate::secrets::{Confidence, Power, parts_of_name};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    name: "public-twin",
    summary: "A public variable has the value of a private secret",
    page: include_str!("public_twin.md"),
    check: Some(check),
};

/// Values that two variables have by chance.
const SHORT: usize = 12;

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    let (Some(env), Some(app)) = (file.env_file().filter(|env| !env.example), file.env_app()) else { return };
    let text = file.text();
    let prefixes: Vec<&str> = app.config.env_prefixes.iter().map(|prefix| &**prefix).collect();
    for entry in env.entries.iter().filter(|entry| !entry.commented && !entry.expands) {
        let (name, value) = (entry.name.of(&text), entry.value.of(&text));
        if value.len() < SHORT || !app.is_public_env(name) || file.shared.catalogue.is_public_value(value) {
            continue;
        }
        // What its own name or value says is told by itself.
        if file.shared.entry_secret(env, entry, &prefixes).is_some() {
            continue;
        }
        let Some((place, twin, secret)) = private_twin(file, app, value) else { continue };
        let taken = file.shared.taken(app, name);
        let mut draft = Draft::of(&secret, entry.name, if taken.is_empty() { Exposure::E1 } else { Exposure::E4 });
        draft.variable = Some(Box::from(name));
        let truth = if taken.is_empty() {
            "It does not ship today, as no client code reads it; with this name the first read would."
        } else {
            "It ships to the browser: client code reads it."
        };
        draft.message = format!(
            "`{name}` has the value of `{twin}`, which {}: {}. {truth}",
            words::is_kind(&secret),
            words::power(&secret)
        );
        draft.next = if taken.is_empty() {
            "Delete it: server code reads the private one.".to_owned()
        } else {
            format!("Read the private one on the server and delete this one, then {}.", words::revoke(&secret))
        };
        let set = Related { file: place.0, span: place.1, message: format!("`{twin}` is set here") };
        let read = |(file, span): &(FileId, Span)| Related {
            file: *file,
            span: *span,
            message: "client code reads it here".to_owned(),
        };
        draft.related = std::iter::once(set).chain(taken.first().map(read)).collect();
        out.push(draft);
    }
}

/// A private variable of the app with that value, where it is surely a secret.
fn private_twin(file: &File<'_>, app: &App, value: &str) -> Option<((FileId, Span), String, Secret)> {
    let project = file.shared.context.project;
    project.env_files.iter().filter(|env| env.app == Some(app.id) && !env.example).find_map(|env| {
        let text = project.file(env.file)?.text();
        let same = |entry: &&EnvEntry| !entry.commented && entry.value.of(&text) == value;
        env.entries.iter().filter(same).find_map(|entry| {
            let name = entry.name.of(&text);
            let secret = sure(file, env, entry).filter(|_| !app.is_public_env(name))?;
            Some(((env.file, entry.name), name.to_owned(), secret))
        })
    })
}

fn sure(file: &File<'_>, env: &EnvFile, entry: &EnvEntry) -> Option<Secret> {
    let (secret, by_value) = file.shared.entry_secret(env, entry, &[])?;
    // A key may be public that nothing more is said of; that one is for servers is said of none that is.
    let least = if is_for_servers(entry.name.of(&file.shared.context.project.file(env.file)?.text())) {
        Confidence::Guess
    } else {
        Confidence::Likely
    };
    let is_sure = by_value && secret.confidence >= least || secret.confidence == Confidence::Proven;
    (is_sure && secret.power >= Power::K2).then_some(secret)
}

/// `INTERNAL_API_TOKEN`.
fn is_for_servers(name: &str) -> bool {
    parts_of_name(name).iter().any(|part| matches!(part.as_str(), "backend" | "internal" | "private" | "server"))
}
