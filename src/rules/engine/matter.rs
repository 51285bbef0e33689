//! Whether a file can matter to any rule, by what one pass over its bytes said: what does not is never parsed.

use std::sync::{Arc, LazyLock};

use memchr::memmem;

use super::super::guard_unconfigured::GUARD;
use super::super::{
    admin_api_in_client, browser_flag, cookie_readable, crypto_key_in_client, database_in_client, env_schema_in_client,
    key_fetched_by_client, oauth_secret_in_client, password_check_in_client, secret_logged, secret_to_tracker,
    token_in_message, token_in_storage, token_in_url,
};
use super::suppression::MARK;
use super::{Shared, defaults, is_data};
use crate::flow::{ENVIRONMENT_CALLS, ENVIRONMENT_READERS, endpoint, reads_environment};
use crate::graph::RootKind;
use crate::project::{App, FileKind, Layer, Purpose, RouteStyle, SourceFile, framework};
use crate::secrets::{self, package_named};
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
/// What client code does that a rule has something to say about, whatever its values look like.
const ACT: u8 = 11;
/// Means of keeping and passing on.
const KEEPER: u8 = 12;
/// Means of asking for what is kept elsewhere.
const ASKER: u8 = 13;
/// What an app proves itself by, and what a person does: of consequence where variables are read.
const GIVER: u8 = 14;
const GATE: u8 = 15;
/// What gives rows of a database.
pub(super) const ROW: u8 = 16;
/// A host at which requests cost money.
const PAID: u8 = 17;
/// What sets cookies, or says who may read them.
const COOKIE: u8 = 18;
/// A header that lets other sites call with cookies.
const CROSS: u8 = 19;
/// What gives handlers to a server, or starts one.
const SERVING: u8 = 20;
/// A function that gives variables, of the runtime or the framework.
const RUNTIME: u8 = 21;

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
            .chain(words(&token_in_storage::WORDS, KEEPER, false))
            .chain(words(&token_in_message::WORDS, KEEPER, false))
            .chain(words(&token_in_url::WORDS, ACT, true))
            .chain(words(&token_in_url::BUILDERS, KEEPER, false))
            .chain(words(&admin_api_in_client::WORDS, ACT, false))
            .chain(words(&browser_flag::FLAGS, ACT, false))
            .chain(words(&crypto_key_in_client::WORDS, ACT, false))
            .chain(words(&env_schema_in_client::PACKAGES, ACT, false))
            .chain(words(&key_fetched_by_client::WORDS, ASKER, false))
            .chain(words(&oauth_secret_in_client::WORDS, GIVER, false))
            .chain(words(&password_check_in_client::WORDS, GATE, true))
            .chain(words(&[".findUnique", ".findFirst", ".findMany", ".from(", ".returning("], ROW, false))
            .chain(words(&ENVIRONMENT_READERS, ENVIRONMENT, false))
            .chain(words(shipped.paid_hosts, PAID, false))
            .chain(words(&cookie_readable::WORDS, COOKIE, false))
            .chain(words(&["access-control-allow-credentials"], CROSS, true))
            .chain(words(&endpoint::SERVING, SERVING, false))
            .chain(words(&ENVIRONMENT_CALLS, RUNTIME, false))
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
            Look { class: ACT, where_found: Classes::of(KEEPER), holds: names_token },
            Look { class: ACT, where_found: Classes::of(ASKER), holds: names_key },
            Look { class: ACT, where_found: Classes::of(GIVER), holds: |text| text.contains(".env") },
            Look { class: ACT, where_found: Classes::of(GATE), holds: |text| holds_any(text, &["==", "!="]) },
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
                || may_act_in_client(shared, source)
                || shared.may_send_rows(source)
                || is_configuration(shared, source)
                || shared.may_send(source)
                || may_want_guard(shared, source)
                || may_spend(shared, source)
                || may_forward(shared, source)
                || may_pass_on(source)
                || may_answer_with_error(shared, source)
                || may_take_events(shared, source)
                || may_set_cookies(source)
                || may_allow_origins(source)
                || may_query(shared, source)
                || may_decode_tokens(shared, source)
                || may_hand_on(shared, source)
                || may_be_left_out(shared, source)
                || may_give_default(source)
        }
        _ => {
            !is_data(source.kind)
                || may_hold_secret(shared, source)
                || is_configuration(shared, source)
                || source.sketch.classes.contains(OURS)
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
        || shared.catalogue.may_find_imported(|| source.text())
}

/// Whether the names of a file of data count; in prose every word would.
fn names_values(source: &SourceFile) -> bool {
    source.kind != FileKind::Text || Grammar::of(source.path.file_name().unwrap_or_default()) != Grammar::None
}

/// Whether a rule looks at the file for what it does, whatever values it holds. There are few of each.
fn may_matter_by_purpose(source: &SourceFile) -> bool {
    match Purpose::of(&source.path) {
        Some(Purpose::Key | Purpose::Request | Purpose::Schema | Purpose::AccessRules) => true,
        Some(purpose) => purpose.sets_variables(),
        None => false,
    }
}

/// Whether a text of the file may be a credential, or be made into one.
pub(super) fn holds_value(shared: &Shared<'_>, source: &SourceFile) -> bool {
    shared.catalogue.has_own_providers() || source.sketch.classes.intersects(Classes::of(VALUE) | Classes::of(NAMED))
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
    shared.catalogue.has_own_providers()
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
    source.sketch.may_read_env || is_given_env(source)
}

/// Whether a module or a function of its framework, its runtime or a library gives it variables by name.
pub(super) fn is_given_env(source: &SourceFile) -> bool {
    let gives = |specifier: &str| framework::is_env_module(specifier) || reads_environment(specifier);
    source.sketch.classes.contains(RUNTIME)
        || source.sketch.classes.contains(ENVIRONMENT)
            && source.sketch.specifiers.iter().any(|specifier| gives(specifier))
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
    let is_server_sdk =
        |specifier: &str| shared.catalogue.server_sdk(specifier).is_some() || database_in_client::is_driver(specifier);
    source.sketch.specifiers.iter().any(|specifier| is_server_sdk(specifier))
        && shared.context.graph.may_reach(source.id, Layer::Client)
        && (source.kind != FileKind::Script || may_call_import(&source.text(), is_server_sdk))
}

/// Whether the file may be client code that does what a rule has something to say about.
pub(super) fn may_act_in_client(shared: &Shared<'_>, source: &SourceFile) -> bool {
    source.sketch.classes.contains(ACT) && shared.context.graph.may_reach(source.id, Layer::Client)
}

/// Whether a text names a token of a session.
fn names_token(text: &str) -> bool {
    holds_any(text, &["oken", "TOKEN", "jwt", "Jwt", "JWT"])
}

/// Whether a text names a column or a parameter that may be a provider's key.
fn names_key(text: &str) -> bool {
    holds_any(text, &["_key", "Key", "_secret", "Secret", "_token", "Token"])
}

fn holds_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| memmem::find(text.as_bytes(), word.as_bytes()).is_some())
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

/// Whether the file may make a call that costs money.
pub(super) fn may_pay(source: &SourceFile) -> bool {
    let costs = |specifier: &str| secrets::Interests::shipped().costs_money(specifier);
    source.kind == FileKind::Script
        && (source.sketch.classes.contains(PAID) || source.sketch.specifiers.iter().any(|specifier| costs(specifier)))
}

/// Whether it may have functions that anybody may call over the network.
fn may_be_called(shared: &Shared<'_>, source: &SourceFile) -> bool {
    let kind = shared.context.graph.root(source.id);
    source.kind == FileKind::Script
        && (source.sketch.may_use_server
            || source.sketch.classes.contains(SERVING)
            || gives_handlers(source)
            || matches!(kind, Some(RootKind::RouteHandler | RootKind::ApiRoute))
            || source.path.as_str().contains(".remote.")
            || kind == Some(RootKind::Page)
                && shared.context.project.builders(source.id).any(|app| !app.framework.sends.is_empty()))
}

/// Whether such a function may make a call that costs money.
pub(super) fn may_spend(shared: &Shared<'_>, source: &SourceFile) -> bool {
    may_be_called(shared, source) && shared.leads_to_paid(source.id)
}

/// Whether such a function may make a request with a secret.
pub(super) fn may_forward(shared: &Shared<'_>, source: &SourceFile) -> bool {
    let text = || source.text();
    source.sketch.classes.contains(WORD)
        && may_be_called(shared, source)
        && memmem::find(text().as_bytes(), b"eaders").is_some()
        && may_read_env(source)
        && shared.may_name_secret(source, &text(), &|_, _, _| true)
}

/// Whether it may make a request with a secret in a header whose error holds it: axios has the request in there.
pub(super) fn may_fail(shared: &Shared<'_>, source: &SourceFile) -> bool {
    source.kind == FileKind::Script
        && source.sketch.specifiers.iter().any(|specifier| package_named(specifier) == "axios")
        && source.sketch.classes.contains(WORD)
        && may_read_env(source)
        && {
            let text = source.text();
            memmem::find(text.as_bytes(), b"eaders").is_some() && shared.may_name_secret(source, &text, &|_, _, _| true)
        }
}

/// Whether a function that anybody may call may answer with the error of one.
pub(super) fn may_answer_with_error(shared: &Shared<'_>, source: &SourceFile) -> bool {
    shared.leads_to_failing(source.id)
        && may_be_called(shared, source)
        && memmem::find(source.text().as_bytes(), b"catch").is_some()
}

/// Whether it may make a handler that passes requests on.
fn may_pass_on(source: &SourceFile) -> bool {
    source.kind == FileKind::Script
        && source.sketch.specifiers.iter().any(|specifier| endpoint::passes_on(package_named(specifier)))
}

/// Whether such a function may take a webhook's events, by its path.
pub(super) fn may_take_events(shared: &Shared<'_>, source: &SourceFile) -> bool {
    let is_routed = || memmem::find(source.text().as_bytes(), b"hook").is_some();
    source.kind == FileKind::Script
        && (source.sketch.classes.contains(SERVING) && gives_handlers(source) && is_routed()
            || source.path.as_str().contains("hook") && may_be_called(shared, source))
}

/// Whether it imports a server, or what handlers are given to one with.
fn gives_handlers(source: &SourceFile) -> bool {
    let specifiers = source.sketch.specifiers.iter().chain(&source.sketch.types);
    specifiers.into_iter().any(|specifier| endpoint::is_server(package_named(specifier)))
}

/// Whether it may say of a cookie that scripts may read it.
pub(super) fn may_set_cookies(source: &SourceFile) -> bool {
    source.kind == FileKind::Script && source.sketch.classes.contains(COOKIE)
}

/// Whether it may let other sites call with cookies.
pub(super) fn may_allow_origins(source: &SourceFile) -> bool {
    let answers = |specifier: &str| matches!(specifier, "@fastify/cors" | "@koa/cors" | "cors" | "hono/cors");
    source.kind == FileKind::Script
        && (source.sketch.classes.contains(CROSS)
            || source.sketch.specifiers.iter().any(|specifier| answers(specifier)))
}

/// Whether it may put a secret into the query of an address.
pub(super) fn may_query(shared: &Shared<'_>, source: &SourceFile) -> bool {
    let puts = || {
        let text = source.text();
        memmem::find(text.as_bytes(), b"=${").is_some() && shared.may_name_secret(source, &text, &|_, _, _| true)
    };
    let classes = source.sketch.classes;
    source.kind == FileKind::Script && classes.contains(WORD) && may_read_env(source) && puts()
}

/// Whether a function that anybody may call, or that stands before those, may read a token.
pub(super) fn may_decode_tokens(shared: &Shared<'_>, source: &SourceFile) -> bool {
    let reads = |specifier: &str| matches!(specifier, "jose" | "jsonwebtoken" | "jwt-decode" | "jwt-simple");
    let by_library = source.sketch.specifiers.iter().any(|specifier| reads(specifier));
    let is_asked =
        || may_be_called(shared, source) || shared.context.graph.root(source.id) == Some(RootKind::Middleware);
    let text = || source.text();
    source.kind == FileKind::Script
        && (is_asked() || (by_library || source.sketch.classes.contains(CODEC)) && holds_any(&text(), &["next("]))
        && holds_any(&text(), &["ecode", "atob(", "base64", "Jwt", "JWT", "oken"])
}

/// Whether it may write a secret into a log, or send it to a tracker.
pub(super) fn may_hand_on(shared: &Shared<'_>, source: &SourceFile) -> bool {
    let tracks = || source.sketch.specifiers.iter().any(|specifier| secret_to_tracker::is_tracker(specifier));
    let takes = |text: &str| tracks() || secret_logged::may_log(text);
    let reads = || {
        let text = source.text();
        takes(&text) && shared.may_name_secret(source, &text, &|_, _, _| true)
    };
    source.kind == FileKind::Script && may_read_env(source) && reads()
}

/// Whether it may say what stands in for a variable in words of a library.
pub(super) fn may_give_default(source: &SourceFile) -> bool {
    source.kind == FileKind::Script
        && source.sketch.classes.contains(WORD)
        && source.sketch.specifiers.iter().any(|specifier| defaults::LIBRARIES.contains(&&**specifier))
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
