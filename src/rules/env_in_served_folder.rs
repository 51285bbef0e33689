//! An `.env` file stands where everything is served.

use super::Rule;
use super::engine::{Draft, File};
use crate::project::{App, Origin};

pub(super) static RULE: Rule = Rule {
    name: "env-in-served-folder",
    summary: "A .env file with secrets stands in a folder that is served",
    page: include_str!("env_in_served_folder.md"),
    check: Some(check),
};

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    let Some(env) = file.env_file() else { return };
    if !file.is_published() && !is_in_static_output(file) {
        return;
    }
    let spread = format!(
        "everything in this folder is served to everybody as it is, and {} is what scanners ask for first",
        env.name
    );
    let next = format!("Take {} out of the folder", env.name);
    let secrets = file.env_secrets(env);
    out.extend(secrets.iter().map(|(entry, secret)| file.written_in_env(entry, secret, &spread, &next)));
}

/// Whether it is in what a build writes for a host that only serves files; a server keeps its `.env` beside itself.
fn is_in_static_output(file: &File<'_>) -> bool {
    file.source.origin == Origin::Output && file.env_app().is_some_and(App::is_static)
}
