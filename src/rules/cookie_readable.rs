//! A session's cookie is made so that scripts can read it.

use super::engine::{Draft, File};
use super::{Rule, Severity};
use crate::flow::{Module, Place, What};
use crate::project::App;
use crate::secrets::{SessionName, parts_of_name};
use crate::syntax::ast::{Kind, NodeId};

pub(super) static RULE: Rule = Rule {
    name: "cookie-readable",
    summary: "A cookie that signs users in can be read by scripts",
    page: include_str!("cookie_readable.md"),
    check: Some(check),
};

/// What the cookie is called that stands for a user.
const TOKENS: [&str; 8] = ["auth", "bearer", "credential", "jwt", "session", "sid", "token", "tokens"];
/// What scripts are meant to read.
const MEANT: [&str; 8] = ["csrf", "xsrf", "hint", "flag", "exists", "expiry", "expires", "public"];

/// What a file holds that sets cookies.
pub(super) const WORDS: [&str; 6] =
    ["httpOnly", ".cookie(", "setCookie(", "setSignedCookie(", "cookies()", "cookies.set("];

/// Packages whose cookie is the session, whatever it is called.
const SESSIONS: [&str; 5] = ["@fastify/session", "cookie-session", "express-session", "iron-session", "koa-session"];

/// What options say of scripts.
enum Readable {
    /// `httpOnly: false`, as a property of an object literal.
    Said(Place),
    /// Nothing, and all of the options is known.
    Unsaid,
    /// They may not read it, or nobody knows.
    No,
}

/// A call that sets one cookie.
struct Set {
    name: NodeId,
    value: NodeId,
    options: Option<NodeId>,
    /// Scripts may read it where the options say nothing.
    open: bool,
}

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    if !file.may_set_cookies() {
        return;
    }
    let Some(module) = file.module() else { return };
    said_in_place(file, module, out);
    for call in module.calls() {
        let Some(set) = set(file, module, *call) else { continue };
        let Some(name) = file.flow.fold(Place { file: file.id, node: set.name }).map(|name| name.value) else {
            continue;
        };
        let options = set.options.map(|node| Place { file: file.id, node });
        let place = match options.map_or(Readable::Unsaid, |options| readable(file, options, DEPTH)) {
            Readable::Said(place) if signs_in(&name) && place.file == file.id => place.node,
            Readable::Said(_) if signs_in(&name) => set.name,
            // Names that only have such a word in them are of other things, as a rule.
            Readable::Unsaid if set.open && is_of_session(&name) && !file.is_constant(module, set.value) => set.name,
            _ => continue,
        };
        out.push(told(module, place, &name));
    }
}

/// Spreads within one another.
const DEPTH: u32 = 4;

fn readable(file: &File<'_>, options: Place, depth: u32) -> Readable {
    let objects = file.flow.objects(options);
    let ([object], Some(depth)) = (&objects[..], depth.checked_sub(1)) else { return Readable::No };
    let Some(module) = file.flow.module(object.file) else { return Readable::No };
    let Kind::Object { properties } = module.kind(object.node) else { return Readable::No };
    for property in module.list(properties).iter().rev() {
        match module.kind(*property) {
            Kind::Property { key, value, computed, .. } if module.key(key, computed).as_deref() == Some("httpOnly") => {
                let is_off = module.kind(module.unwrapped(value)) == Kind::Bool(false);
                return if is_off {
                    Readable::Said(Place { file: object.file, node: *property })
                } else {
                    Readable::No
                };
            }
            Kind::Property { key, computed, .. } if module.key(key, computed).is_some() => {}
            Kind::Spread { argument } => match readable(file, Place { file: object.file, node: argument }, depth) {
                Readable::Unsaid => {}
                said => return said,
            },
            _ => return Readable::No,
        }
    }
    Readable::Unsaid
}

/// `res.cookie(name, value, options)` and the like. `SvelteKit`'s and Koa's are closed where nothing is said.
fn set(file: &File<'_>, module: &Module, call: NodeId) -> Option<Set> {
    let Kind::Call { callee, arguments, .. } = module.kind(call) else { return None };
    let callee = module.unwrapped(callee);
    let arguments = module.list(arguments);
    let package = || file.flow.callee(Place { file: file.id, node: call }).map(|callee| callee.package);
    let is_store = |object: NodeId| {
        file.flow.origins(Place { file: file.id, node: object }).into_iter().any(|origin| {
            let What::Result(made) = origin.what else { return false };
            let callee = file.flow.callee(made).filter(|_| origin.path.is_empty());
            callee.is_some_and(|callee| &*callee.package == "next/headers" && callee.last() == "cookies")
        })
    };
    let of = |at: usize, options: usize, open: bool| {
        let (name, value) = (*arguments.get(at)?, *arguments.get(at + 1)?);
        Some(Set { name, value, options: arguments.get(options).copied(), open })
    };
    match module.kind(callee) {
        Kind::Member { object, property, .. } => {
            let on = module.written(object);
            match module.text(property) {
                "cookie" if matches!(on, "res" | "response" | "this.res" | "ctx.res" | "context.res") => of(0, 2, true),
                "setCookie" if matches!(on, "reply" | "res" | "response") => of(0, 2, true),
                "set" if on.ends_with("cookies") || is_store(object) => of(0, 2, file.app.is_some_and(App::is_next)),
                _ => None,
            }
        }
        Kind::Ident => {
            let package = package();
            match (module.written(callee), package.as_deref()) {
                ("setCookie", Some("hono/cookie" | "h3") | None)
                    if module.resolve(callee).is_none() || package.is_some() =>
                {
                    of(1, 3, true)
                }
                ("setSignedCookie", Some("hono/cookie")) => of(1, 4, true),
                (_, Some("cookie")) if module.written(callee).contains("serialize") => of(0, 2, true),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Whether a name means the session itself: `session`, `sid`, `access_token`, `session-id`.
fn is_of_session(name: &str) -> bool {
    let parts = parts_of_name(name);
    let core = parts.iter().rev().find(|part| !matches!(part.as_str(), "id" | "cookie"));
    let is_session = core.is_some_and(|last| matches!(last.as_str(), "jwt" | "session" | "sessionid" | "sid"));
    is_session || SessionName::of(name).is_some_and(|says| says >= SessionName::Token)
}

fn told(module: &Module, place: NodeId, name: &str) -> Draft {
    let mut draft = Draft::note(
        module.span(place),
        Severity::Medium,
        format!(
            "Scripts can read the cookie `{name}`: one that somebody smuggles into a page takes every visitor's session along."
        ),
        "Set `httpOnly: true`; the browser sends the cookie all the same.".to_owned(),
    );
    draft.node = Some(place);
    draft
}

/// `httpOnly: false` in what is given to a call, or set up for a library.
fn said_in_place(file: &File<'_>, module: &Module, out: &mut Vec<Draft>) {
    for option in module.ast().ids() {
        let Kind::Property { key, value, computed, .. } = module.kind(option) else { continue };
        let is_off = module.kind(module.unwrapped(value)) == Kind::Bool(false);
        if !is_off || module.key(key, computed).as_deref() != Some("httpOnly") {
            continue;
        }
        if let Some(name) = name_of(file, module, option).filter(|name| signs_in(name)) {
            out.push(told(module, option, &name));
        }
    }
}

/// The name of the cookie that an option is of: `set('session', value, { … })`, `set({ name: 'session', … })`,
/// `{ name: 'session', options: { … } }`.
fn name_of(file: &File<'_>, module: &Module, option: NodeId) -> Option<String> {
    let said = |node: NodeId| {
        let node = module.unwrapped(node);
        match module.kind(node) {
            Kind::String => Some(module.string(node).into_owned()),
            Kind::Ident => Some(module.written(node).to_owned()),
            Kind::Member { property, .. } => Some(module.text(property).to_owned()),
            // `` `${prefix}_session` ``: by what is written in it.
            Kind::Template { parts } => {
                let texts = module.list(parts).iter().filter(|part| module.kind(**part) == Kind::TemplateText);
                Some(texts.map(|text| module.string(*text)).collect())
            }
            _ => None,
        }
    };
    for outer in std::iter::successors(module.parent(option), |at| module.parent(*at)).take(6) {
        match module.kind(outer) {
            Kind::Object { properties } => {
                let name = module.list(properties).iter().find_map(|property| match module.kind(*property) {
                    Kind::Property { key, value, computed, .. }
                        if module.key(key, computed).as_deref() == Some("name") =>
                    {
                        said(value)
                    }
                    _ => None,
                });
                if name.is_some() {
                    return name;
                }
            }
            Kind::Call { callee, arguments, .. } => {
                let package = file.flow.callee(Place { file: file.id, node: outer }).map(|callee| callee.package);
                if package.is_some_and(|package| SESSIONS.contains(&&*package)) {
                    return Some("session".to_owned());
                }
                let sets = module.written(callee).to_ascii_lowercase();
                // What takes a cookie away sets nothing.
                let takes = ["clear", "delete", "remove", "destroy"].iter().any(|word| sets.contains(word));
                let is_cookie = !takes && ["cookie", "set", "serialize"].iter().any(|word| sets.contains(word));
                let name = module.list(arguments).iter().take(2).find_map(|argument| said(*argument));
                return name.filter(|_| is_cookie);
            }
            Kind::Function(_) => return None,
            _ => {}
        }
    }
    None
}

fn signs_in(name: &str) -> bool {
    let parts = parts_of_name(name);
    let has = |words: &[&str]| parts.iter().any(|part| words.contains(&part.as_str()));
    has(&TOKENS) && !has(&MEANT)
}
