//! A secret that a build writes into client code, because its variable has a public name.

use super::engine::{Draft, File, Read, Secret, Standing, Variable, page, words};
use super::{Exposure, Related, Rule};
use crate::flow::{Callee, Key, Place, Use};
use crate::project::{App, FileId, InlinedEnv};
use crate::secrets::{Confidence, NameVerdict};
use crate::syntax::facts::EnvObject;
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    name: "public-env-secret",
    summary: "A secret has a public name, and client code reads it",
    page: include_str!("public_env_secret.md"),
    check: Some(check),
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
        let draft = file.shipped(draft, certain);
        out.push(if file.do_bundlers_agree(read) { draft } else { words::differs(draft, app) });
    }
    whole_environment(file, app, out);
    in_page(file, app, out);
}

/// `%VITE_X%` in a page.
fn in_page(file: &File<'_>, app: &App, out: &mut Vec<Draft>) {
    for named in page::names(file) {
        let Some(variable) = file.shared.variable(app, &named.name) else { continue };
        let secret = &variable.secret;
        let exposure = if named.in_module { Exposure::E4 } else { Exposure::E3 };
        let mut draft = Draft::of(secret, named.span, exposure);
        draft.message = format!(
            "`{}` {}{}: {}. It goes to the browser with this page: a build writes the value in the place of the name.",
            named.name,
            words::is_kind(secret),
            words::evidence(secret),
            words::power(secret),
        );
        draft.next = format!("Use it on the server only, then {}.", words::revoke(secret));
        draft.related = set_at(&named.name, variable.entry);
        draft.variable = Some(named.name);
        if !app.framework.exact {
            draft.confidence = draft.confidence.min(Confidence::Likely);
        }
        out.push(draft);
    }
}

/// The entry in `.env`.
fn set_at(name: &str, entry: Option<(FileId, Span)>) -> Vec<Related> {
    let related = |(file, span)| Related { file, span, message: format!("`{name}` is set here") };
    entry.map(related).into_iter().collect()
}

fn shipped(file: &File<'_>, read: &Read, secret: &Secret, by_value: bool) -> Draft {
    let mut draft = Draft::of(secret, read.span, if read.served { Exposure::E3 } else { Exposure::E4 });
    let why = if read.served {
        "the server writes all variables with a public name into its pages"
    } else if configured(file, &read.name).is_some() {
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
    let mut related = set_at(&read.name, variable.and_then(|variable| variable.entry));
    let given = configured(file, &read.name).map(|key| {
        let message = format!("`{}` is given to client code here", read.name);
        Related { file: key.file, span: key.key, message }
    });
    related.extend(given);
    related
}

/// The configuration's entry for a name, or for all.
fn configured<'a>(file: &File<'a>, name: &str) -> Option<&'a InlinedEnv> {
    let app = file.app?;
    let config = &app.config;
    let named = || config.inlined.iter().chain(&config.defines).find(|entry| entry.variable() == name);
    let all = || config.define_of("process.env", name).filter(|_| !app.is_public_env(name));
    named().or_else(all)
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

/// `import.meta.env` as a whole: a build writes an object of all public variables of the project into the bundle.
fn whole_environment(file: &File<'_>, app: &App, out: &mut Vec<Draft>) {
    for used in file.whole_uses(EnvObject::ImportMeta) {
        for (name, variable) in file.shared.secrets_of_meta(app) {
            // What client code reads by name is told there.
            if !file.shared.taken(app, &name).is_empty() {
                continue;
            }
            let mut draft = Draft::of(&variable.secret, used.span, Exposure::E4);
            draft.message = format!(
                "`{name}` {}: {}. It ships to the browser: `import.meta.env` is replaced here by an object of every public \
                 variable.",
                words::is_kind(&variable.secret),
                words::power(&variable.secret),
            );
            draft.next = format!(
                "Read single variables by name, give `{name}` a private one, and {}.",
                words::revoke(&variable.secret)
            );
            draft.related = set_at(&name, variable.entry);
            draft.variable = Some(name);
            let draft = file.shipped(draft, used.certain);
            out.push(if used.certain { draft } else { words::differs(draft, app) });
        }
    }
}
