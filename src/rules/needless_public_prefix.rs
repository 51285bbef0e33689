//! A secret has a public name although no client code takes it: the next read would ship it.

use super::engine::{Draft, File, Standing, words};
use super::{Exposure, Rule};
use crate::flow::{Place, Use};
use crate::project::App;
use crate::syntax::ast::Kind;

pub(super) static RULE: Rule = Rule {
    name: "needless-public-prefix",
    summary: "A secret has a public name, though no client code reads it yet",
    page: include_str!("needless_public_prefix.md"),
    check: Some(check),
};

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    match file.env_file() {
        Some(_) => entries(file, out),
        None => reads(file, out),
    }
}

/// Entries of `.env` files.
fn entries(file: &File<'_>, out: &mut Vec<Draft>) {
    let (Some(env), Some(app)) = (file.env_file(), file.env_app()) else { return };
    let text = file.text();
    let prefixes: Vec<&str> = app.config.env_prefixes.iter().map(|prefix| &**prefix).collect();
    for entry in env.entries.iter().filter(|entry| !entry.commented) {
        let name = entry.name.of(&text);
        if !app.is_public_env(name) {
            continue;
        }
        // What a template names is told in the file that has the value.
        if env.example && declared(file, app, name) {
            continue;
        }
        let Some((secret, _)) = file.shared.secret_taken(app, env, entry, &prefixes) else { continue };
        if !file.shared.taken(app, name).is_empty() || file.shared.is_taken_with_whole(app, name) {
            continue;
        }
        let served = file.shared.is_served(app, name);
        let mut draft = Draft::of(&secret, entry.name, if served { Exposure::E3 } else { Exposure::E1 });
        draft.variable = Some(Box::from(name));
        let truth = if served {
            "No client code reads it, but the server writes all variables with a public name into its pages, since client code \
             reads some."
        } else {
            "It does not ship today, as no client code reads it; with this name the first read would."
        };
        draft.message = format!("`{name}` {}: {}. {truth}", words::is_kind(&secret), words::power(&secret));
        draft.next = "Give it a name without the public prefix.".to_owned();
        out.push(draft);
    }
}

/// Reads in server code of a variable that no `.env` file declares.
fn reads(file: &File<'_>, out: &mut Vec<Draft>) {
    let Some(app) = file.app else { return };
    for read in file.reads().iter().filter(|read| read.public) {
        // What the configuration lists is told there.
        if app.config.inlined.iter().any(|entry| *entry.name == *read.name) {
            continue;
        }
        let Some(variable) = file.shared.variable(app, &read.name) else { continue };
        if variable.entry.is_some() || declared(file, app, &read.name) || !file.shared.taken(app, &read.name).is_empty()
        {
            continue;
        }
        if crate::flow::candidate::is_test_path(&file.relative) || file.standing_of(read) != Standing::Server {
            continue;
        }
        let printed =
            file.flow.uses(Place { file: file.id, node: read.node }).iter().any(|used| is_printed(file, used));
        let rendered = printed && app.framework.renders_on_server;
        let mut draft = Draft::of(&variable.secret, read.span, if rendered { Exposure::E3 } else { Exposure::E1 });
        draft.node = Some(read.node);
        draft.variable = Some(read.name.clone());
        let truth = if rendered {
            "It is in no bundle, but the server renders it into the page."
        } else {
            "It does not ship today, as only server code reads it; with this name the first read in client code would."
        };
        draft.message = format!(
            "`{}` {}: {}. {truth}",
            read.name,
            words::is_kind(&variable.secret),
            words::power(&variable.secret)
        );
        draft.next = "Give it a name without the public prefix.".to_owned();
        out.push(draft);
    }
}

/// Whether an `.env` file of the app names it, templates aside.
fn declared(file: &File<'_>, app: &App, name: &str) -> bool {
    let project = file.shared.context.project;
    project.env_files.iter().filter(|env| env.app == Some(app.id) && !env.example).any(|env| {
        project.file(env.file).is_some_and(|source| {
            let text = source.text();
            env.entries.iter().any(|entry| !entry.commented && entry.name.of(&text) == name)
        })
    })
}

/// Whether a value is printed: text, or an attribute of an element that is no component.
pub(super) fn is_printed(file: &File<'_>, used: &Use) -> bool {
    match used {
        Use::Rendered { .. } => true,
        Use::Attribute { element, .. } => {
            file.flow.module(element.file).is_some_and(|module| match module.kind(element.node) {
                Kind::JsxElement { name: Some(name), .. } => module.kind(name) == Kind::JsxIntrinsic,
                _ => false,
            })
        }
        _ => false,
    }
}
