//! Whether a file can matter to any rule, by what one pass over its bytes said: what does not is never parsed.

use std::sync::{Arc, LazyLock};

use memchr::memmem;

use super::super::guard_unconfigured::GUARD;
use super::suppression::MARK;
use super::{Shared, is_data};
use crate::flow::{ENVIRONMENT_READERS, reads_environment};
use crate::project::purpose::is_key_store;
use crate::project::{App, FileKind, Layer, Purpose, RouteStyle, SourceFile, framework};
use crate::secrets;
use crate::syntax::data::Grammar;
use crate::syntax::{Classes, Interest, Interests, Look, may_call_import};

/// A value with a shape of its own, a means of putting one together.
const VALUE: u8 = 0;
/// A place that takes any value.
const PLACE: u8 = 1;
/// A name of a secret, or a place for one.
const WORD: u8 = 2;
/// A value that such a word makes a secret, or an encoded one.
const NAMED: u8 = 3;
/// What names of public variables begin with.
const PUBLIC: u8 = 4;
/// A word of ours.
const OURS: u8 = 5;
/// A host that takes any value, by what is a [`CARRIER`].
const HOST: u8 = 6;
const CARRIER: u8 = 7;
/// What may stand in for a variable that is not set.
const FALLBACK: u8 = 8;
/// A means of reading an encoded value.
const CODEC: u8 = 9;
/// A module that gives variables by name.
const ENVIRONMENT: u8 = 10;

/// What sketches are asked to look for.
pub(in crate::rules) fn interests() -> Arc<Interests> {
    static ALL: LazyLock<Arc<Interests>> = LazyLock::new(|| {
        let shipped = secrets::Interests::shipped();
        let words = |literals: &'static [&'static str], class, ignore_case| {
            literals.iter().map(move |literal| Interest { literal, class, ignore_case })
        };
        let all = words(shipped.values, VALUE, false)
            .chain(words(shipped.places, PLACE, true))
            .chain(words(shipped.hosts, HOST, true))
            .chain(words(shipped.carriers, CARRIER, true))
            .chain(words(shipped.codecs, CODEC, false))
            .chain(words(shipped.words, WORD, true))
            .chain(words(&[GUARD, MARK], OURS, false))
            .chain(words(&ENVIRONMENT_READERS, ENVIRONMENT, false))
            .chain(framework::env_modules().map(|literal| Interest { literal, class: ENVIRONMENT, ignore_case: false }))
            .chain(framework::all().flat_map(|framework| words(framework.public_prefixes, PUBLIC, false)));
        let looks = vec![
            Look {
                class: VALUE,
                where_found: Classes::of(WORD) | Classes::of(CODEC),
                holds: |text| secrets::holds_value(text.as_bytes()),
            },
            Look { class: VALUE, where_found: Classes::NONE, holds: |text| secrets::holds_bare_value(text.as_bytes()) },
            Look {
                class: NAMED,
                where_found: Classes::of(WORD) | Classes::of(CODEC),
                holds: |text| secrets::holds_named_value(text.as_bytes()),
            },
            Look { class: FALLBACK, where_found: Classes::of(WORD), holds: falls_back },
        ];
        Arc::new(Interests::new(all, looks))
    });
    Arc::clone(&ALL)
}

/// Whether any rule could say something of the file.
pub(super) fn may_matter(shared: &Shared<'_>, source: &SourceFile) -> bool {
    match source.kind {
        FileKind::Script | FileKind::Html | FileKind::Markup => {
            may_hold_secret(shared, source)
                || may_leak_variable(shared, source)
                || source.kind == FileKind::Html && may_name_public(shared, source)
                || shared.may_use_define(source)
                || source.sketch.classes.contains(OURS)
                || may_use_sdk_in_client(shared, source)
                || is_configuration(shared, source)
                || shared.may_send(source)
                || may_want_guard(shared, source)
                || may_be_left_out(shared, source)
        }
        _ => {
            !is_data(source.kind)
                || may_hold_secret(shared, source)
                || is_configuration(shared, source)
                || may_matter_by_purpose(source)
        }
    }
}

/// Whether the file may hold a credential's value, or hand one of another file to where it is needed.
pub(super) fn may_hold_secret(shared: &Shared<'_>, source: &SourceFile) -> bool {
    let classes = source.sketch.classes;
    // In data values stand without quotes.
    takes_any_value(shared, source)
        || holds_value(shared, source)
        || classes.contains(CODEC) && imports_value(shared, source)
        || is_data(source.kind) && classes.contains(WORD) && names_values(source)
}

/// Whether the names of a file of data count; in prose every word would.
fn names_values(source: &SourceFile) -> bool {
    source.kind != FileKind::Text || Grammar::of(source.path.file_name().unwrap_or_default()) != Grammar::None
}

/// Whether a rule looks at the file for what it does, whatever values it holds. There are few of each.
fn may_matter_by_purpose(source: &SourceFile) -> bool {
    match Purpose::of(&source.path) {
        Some(Purpose::Key) => source.path.file_name().is_some_and(is_key_store),
        Some(Purpose::Schema | Purpose::AccessRules) => true,
        Some(purpose) => purpose.sets_variables(),
        None => false,
    }
}

/// Whether a text of the file may be a credential, or be made into one.
pub(super) fn holds_value(shared: &Shared<'_>, source: &SourceFile) -> bool {
    shared.has_own_providers() || source.sketch.classes.intersects(Classes::of(VALUE) | Classes::of(NAMED))
}

fn imports_value(shared: &Shared<'_>, source: &SourceFile) -> bool {
    let project = shared.context.project;
    project.targets(source.id).is_some_and(|targets| {
        targets.files().any(|file| project.file(file).is_some_and(|file| holds_value(shared, file)))
    })
}

/// Whether any text of the file may be a credential, however it looks.
pub(super) fn takes_any_value(shared: &Shared<'_>, source: &SourceFile) -> bool {
    let classes = source.sketch.classes;
    let takes_any = |specifier: &str| secrets::Interests::shipped().takes_any_value(specifier);
    // A project's own providers are not among the words that were looked for.
    shared.has_own_providers()
        || classes.contains(PLACE)
        || classes.contains(HOST) && classes.contains(CARRIER)
        || source.sketch.specifiers.iter().any(|specifier| takes_any(specifier))
            && (source.kind != FileKind::Script || may_call_import(&source.text(), takes_any))
}

/// Whether a text may be a credential where not any is.
pub(super) fn may_be_secret(text: &str) -> bool {
    secrets::may_be_named_value(text) || interests().find(text).contains(VALUE)
}

/// Whether the file may read the environment.
pub(super) fn may_read_env(source: &SourceFile) -> bool {
    source.sketch.may_read_env || takes_env_by_import(source)
}

/// Whether a module of its framework, or a library, gives it variables by name.
pub(super) fn takes_env_by_import(source: &SourceFile) -> bool {
    let gives = |specifier: &str| framework::is_env_module(specifier) || reads_environment(specifier);
    source.sketch.classes.contains(ENVIRONMENT) && source.sketch.specifiers.iter().any(|specifier| gives(specifier))
}

/// Whether the file may read a variable that a rule has something to say about.
fn may_leak_variable(shared: &Shared<'_>, source: &SourceFile) -> bool {
    let classes = source.sketch.classes;
    // Server code may read its own secrets: only what stands in for one is told there.
    let by_name = || {
        classes.contains(WORD)
            && (classes.contains(FALLBACK) || shared.context.graph.may_reach(source.id, Layer::Client))
    };
    may_read_env(source)
        && (classes.contains(PUBLIC) || by_name() || shared.context.project.builders(source.id).any(publishes_more))
        && (source.kind != FileKind::Script || {
            let text = source.text();
            shared.may_name_secret(source, &text, &|_, _, _| true)
        })
}

/// Whether the file may name a public variable.
pub(super) fn may_name_public(shared: &Shared<'_>, source: &SourceFile) -> bool {
    source.sketch.classes.contains(PUBLIC) || shared.context.project.builders(source.id).any(publishes_more)
}

/// Whether a read of the environment may have something to fall back to: `env.X ?? …`, `{ X = … } = process.env`.
fn falls_back(text: &str) -> bool {
    /// From the one to the other, a long name and type assertions in between.
    const NEAR: usize = 200;
    let bytes = text.as_bytes();
    let names_env = |from: usize, to: usize| {
        bytes.get(from..to.min(bytes.len())).is_some_and(|near| memmem::find(near, b"env").is_some())
    };
    let behind = |operator: &[u8]| memmem::find_iter(bytes, operator).any(|at| names_env(at.saturating_sub(NEAR), at));
    // `{ X = … } = process.env`, `{ X = … }: Env = env`.
    let taken_apart = || {
        memchr::memchr_iter(b'}', bytes).any(|at| {
            let after = bytes[at + 1..].iter().position(|byte| !byte.is_ascii_whitespace());
            let next = after.map(|after| at + 1 + after);
            next.is_some_and(|next| matches!(bytes[next], b'=' | b':') && names_env(next, next + NEAR))
        })
    };
    behind(b"??") || behind(b"||") || taken_apart()
}

/// Whether code of the app may take variables whose names say nothing: by the configuration, or all at once.
fn publishes_more(app: &App) -> bool {
    let own_prefix = |prefix: &str| !app.framework.public_prefixes.contains(&prefix);
    app.framework.import_meta_env
        || !app.config.inlined.is_empty()
        || !app.config.defines.is_empty()
        || app.config.env_prefixes.iter().any(|prefix| own_prefix(prefix))
}

/// Whether the file may set up a library for servers, and be client code.
pub(super) fn may_use_sdk_in_client(shared: &Shared<'_>, source: &SourceFile) -> bool {
    let is_server_sdk = |specifier: &str| shared.catalogue.server_sdk(specifier).is_some();
    source.sketch.specifiers.iter().any(|specifier| is_server_sdk(specifier))
        && shared.context.graph.may_reach(source.id, Layer::Client)
        && (source.kind != FileKind::Script || may_call_import(&source.text(), is_server_sdk))
}

/// Whether it may hold server secrets beside client code.
fn may_want_guard(shared: &Shared<'_>, source: &SourceFile) -> bool {
    let Some(app) = shared.context.project.builders(source.id).next() else { return false };
    source.sketch.may_read_env
        && source.sketch.classes.contains(WORD)
        && app.framework.routes == RouteStyle::NextApp
        && app.pages_dir.is_none()
        && shared.context.graph.root(source.id).is_none()
        && shared.context.project.targets(source.id).is_none_or(|targets| targets.get("server-only").is_none())
        && shared.reads_secret_at_top(source, app)
        && shared.context.graph.may_be_beside_client(source.id)
}

/// Whether it may be a route of an app that is exported as files.
fn may_be_left_out(shared: &Shared<'_>, source: &SourceFile) -> bool {
    source.path.file_stem() == Some("route")
        && shared.context.project.app_of(source.id).is_some_and(|app| app.config.output_export)
}

/// What an app is configured by, and what was said of it.
fn is_configuration(shared: &Shared<'_>, source: &SourceFile) -> bool {
    let project = shared.context.project;
    project.problems.iter().any(|problem| problem.file == source.id)
        || project.apps.iter().any(|app| app.config.is_made_of(source.id))
}
