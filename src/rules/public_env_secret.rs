//! A secret that a build writes into client code, because its variable has a public name.

use super::engine::{Draft, File, Read, Secret, Standing, Variable, words};
use super::{Exposure, Related, Rule};
use crate::flow::{Callee, Key, Place, Source, Use};
use crate::project::InlinedEnv;
use crate::secrets::NameVerdict;
use crate::syntax::facts::{EnvForm, EnvObject};

pub(super) static RULE: Rule = Rule {
    name: "public-env-secret",
    summary: "A secret has a public name, and client code reads it",
    page: include_str!("public_env_secret.md"),
    check,
};

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    let Some(app) = file.app else { return };
    for read in file.reads().iter().filter(|read| read.public) {
        let variable = file.shared.variable(app, &read.name);
        if variable.is_none() && is_public(file, read) {
            continue;
        }
        let Standing::Ships { certain } = file.standing_of(read) else { continue };
        let secret = match &variable {
            Some(variable) => variable.secret.clone(),
            None => match taken_as(file, read) {
                Some(secret) => secret,
                None => continue,
            },
        };
        let by_value = variable.as_ref().is_some_and(|variable| variable.by_value);
        let mut draft =
            if file.is_inlined(read) { shipped(file, read, &secret, by_value) } else { undefined(read, &secret) };
        draft.node = Some(read.node);
        draft.variable = Some(read.name.clone());
        draft.related = origin(file, read, variable.as_deref());
        out.push(file.shipped(draft, certain));
    }
    whole_environment(file, out);
}

fn shipped(file: &File<'_>, read: &Read, secret: &Secret, by_value: bool) -> Draft {
    let mut draft = Draft::of(secret, read.span, Exposure::E4);
    let why = if configured(file, &read.name).is_some() {
        "the build configuration puts its value into client code"
    } else {
        "its name makes the build put the value into client code"
    };
    let truth = if by_value { "It ships to the browser" } else { "It ships to the browser wherever it is set" };
    draft.message = format!(
        "`{}` {}{}: {}. {truth}: {why}.",
        read.name,
        words::is_kind(secret),
        words::evidence(secret),
        words::power(secret),
    );
    draft.next = format!("Move the call behind a server route, then {}.", words::revoke(secret));
    draft
}

fn undefined(read: &Read, secret: &Secret) -> Draft {
    let mut draft = Draft::of(secret, read.span, Exposure::E1);
    draft.message = format!(
        "`{}` {}. Written like this it does not ship: a build only replaces the plain form, so it is `undefined` in the \
         browser; read plainly, it would ship.",
        read.name,
        words::is_kind(secret),
    );
    draft.next = "Give the variable a private name and use it on the server only.".to_owned();
    draft
}

/// Where the value comes from: the entry in `.env`, or the key in the configuration.
fn origin(file: &File<'_>, read: &Read, variable: Option<&Variable>) -> Vec<Related> {
    let mut related = Vec::new();
    if let Some((entry, span)) = variable.and_then(|variable| variable.entry) {
        related.push(Related { file: entry, span, message: format!("`{}` is set here", read.name) });
    }
    if let Some(app) = file.app
        && let Some(config) = app.config.file
        && let Some(key) = configured(file, &read.name)
    {
        let message = format!("`{}` is given to client code here", read.name);
        related.push(Related { file: config, span: key.key, message });
    }
    related
}

/// The configuration's entry for a name.
fn configured<'a>(file: &File<'a>, name: &str) -> Option<&'a InlinedEnv> {
    let config = &file.app?.config;
    config.inlined.iter().chain(&config.defines).find(|entry| entry.variable() == name)
}

/// Whether the variable's name or value says that it is public by design.
fn is_public(file: &File<'_>, read: &Read) -> bool {
    file.app.is_some_and(|app| {
        let prefixes: Vec<&str> = app.config.env_prefixes.iter().map(|prefix| &**prefix).collect();
        file.shared.catalogue.classify_name(&read.name, &prefixes) == NameVerdict::Public
            || file.is_public_value(app, &read.name)
    })
}

/// A variable that says nothing by itself, but goes where only a secret works.
fn taken_as(file: &File<'_>, read: &Read) -> Option<Secret> {
    let catalogue = file.shared.catalogue;
    file.flow.uses(Place { file: file.id, node: read.node }).into_iter().find_map(|used| {
        let Use::Argument { call, index, path } = used else { return None };
        let Callee { package, .. } = file.flow.callee(call)?;
        catalogue.server_sdk(&package)?;
        let callee = file.flow.callee(call)?.dotted();
        let path: Option<Vec<&str>> = path
            .iter()
            .map(|key| match key {
                Key::Name(name) => Some(&**name),
                _ => None,
            })
            .collect();
        let credential = file.shared.sink(&package, &callee, index, &path?.join("."))?;
        Some(Secret::taken(credential, format!("what `{package}` takes there")))
    })
}

/// `import.meta.env` as a whole: Vite 8 writes every public variable of the project into the bundle.
fn whole_environment(file: &File<'_>, out: &mut Vec<Draft>) {
    let (Some(module), Some(app)) = (file.module(), file.app) else { return };
    let fills_in_all = app.framework.id == "vite" && app.version.is_none_or(|(major, _)| major >= 8);
    if !fills_in_all {
        return;
    }
    for read in module.facts.env_reads.iter().filter(|read| read.object == EnvObject::ImportMeta) {
        if !matches!(read.form, EnvForm::Whole | EnvForm::Computed) {
            continue;
        }
        let Standing::Ships { certain } = file.standing(read.node) else { continue };
        if named_only(file, read.node) {
            continue;
        }
        for (name, variable) in file.shared.public_secrets(app) {
            let mut draft = Draft::of(&variable.secret, read.span, Exposure::E4);
            draft.node = Some(read.node);
            draft.message = format!(
                "`{name}` {}: {}. It ships to the browser: `import.meta.env` as a whole is replaced by an object of every \
                 public variable.",
                words::is_kind(&variable.secret),
                words::power(&variable.secret),
            );
            draft.next = format!(
                "Read single variables by name, give `{name}` a private one, and {}.",
                words::revoke(&variable.secret)
            );
            draft.related = variable
                .entry
                .map(|(file, span)| Related { file, span, message: format!("`{name}` is set here") })
                .into_iter()
                .collect();
            draft.variable = Some(name);
            out.push(file.shipped(draft, certain));
        }
    }
}

/// Whether the object is only asked for names that are not secret ones: those reads are told by themselves.
fn named_only(file: &File<'_>, node: crate::syntax::ast::NodeId) -> bool {
    let sources = file.flow.sources(Place { file: file.id, node });
    sources.iter().all(|source| matches!(source, Source::Env { name: Some(_), .. }))
}
