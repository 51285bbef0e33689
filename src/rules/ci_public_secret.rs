//! A pipeline, an image or a host gives a secret to a variable that the build puts into client code.

use super::engine::pattern::{Pattern, group};
use super::engine::{Draft, File, Secret, words};
use super::{Exposure, Related, Rule};
use crate::project::{App, Purpose};
use crate::secrets::{Confidence, NameVerdict, Power};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    name: "ci-public-secret",
    summary: "A pipeline or host hands a secret to a public variable",
    page: include_str!("ci_public_secret.md"),
    check: Some(check),
};

/// `NAME: ${{ secrets.X }}`, `NAME=$X`, `"NAME": "@x"`, in whatever file.
static MAPPING: Pattern = Pattern::new(
    r#"(?x) \b ([A-Z][A-Z0-9_]+) ["']? [\ \t]* [:=] [\ \t]* ["']?
    (?: \$\{\{ \s* secrets\.(\w+) \s* \}\} | \$\{ (\w+) \} | \$ ([A-Z]\w*) | @ ([a-z][\w-]*) )"#,
);

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    if !file.purpose().is_some_and(Purpose::sets_variables) {
        return;
    }
    let text = file.text();
    for found in MAPPING.find(&text) {
        let (Some(name), Some(from)) = (group(&found, 1), (2..=5).find_map(|from| group(&found, from))) else {
            continue;
        };
        let apps = file.shared.context.project.apps.iter();
        let Some(app) = apps.filter(|app| app.is_public_env(name.of(&text))).max_by_key(|app| is_nearer(file, app))
        else {
            continue;
        };
        out.extend(mapped(file, app, name, name.of(&text), from.of(&text)));
    }
}

/// Of several apps that take the name, the one that the file stands in.
fn is_nearer(file: &File<'_>, app: &App) -> bool {
    file.home().is_some_and(|own| own.id == app.id)
}

fn mapped(file: &File<'_>, app: &App, span: Span, name: &str, from: &str) -> Option<Draft> {
    let prefixes: Vec<&str> = app.config.env_prefixes.iter().map(|prefix| &**prefix).collect();
    let classify = |name: &str| file.shared.catalogue.classify_name(name, &prefixes);
    let says = |verdict: NameVerdict| match verdict {
        NameVerdict::Secret(secret) if secret.power >= Power::K2 && secret.confidence == Confidence::Proven => {
            Some(Secret::named(&secret))
        }
        _ => None,
    };
    let taken = file.shared.taken(app, name);
    let by_name = file.shared.variable(app, name);
    // What its own name or its value in `.env` says is told where client code reads it, or where it is set.
    if by_name.as_ref().is_some_and(|variable| !taken.is_empty() || variable.entry.is_some()) {
        return None;
    }
    let own = says(classify(name));
    let mut secret = own.clone().or_else(|| says(classify(from)))?;
    if own.is_none() && classify(name) == NameVerdict::Public {
        secret = secret.at_most(Confidence::Likely);
    }
    let mut draft = Draft::of(&secret, span, if taken.is_empty() { Exposure::E1 } else { Exposure::E4 });
    draft.variable = Some(name.into());
    let what = if own.is_some() { format!("`{name}`") } else { format!("`{name}` gets the value of `{from}`, which") };
    let truth = if taken.is_empty() {
        "It does not ship today, as no client code reads it; with this name the first read would."
    } else {
        "It ships to the browser: a build puts the value wherever client code reads it."
    };
    draft.message = format!("{what} {}: {}. {truth}", words::is_kind(&secret), words::power(&secret));
    draft.next = "Give the build no secret under a public name: read it on the server, under a private one.".to_owned();
    let related =
        |(file, span): &(_, _)| Related { file: *file, span: *span, message: "client code reads it here".to_owned() };
    draft.related = taken.first().map(related).into_iter().collect();
    Some(draft)
}
