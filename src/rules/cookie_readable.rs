//! A session's cookie is made so that scripts can read it.

use super::engine::{Draft, File};
use super::{Rule, Severity};
use crate::flow::Module;
use crate::secrets::parts_of_name;
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

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    if !file.may_set_cookies() {
        return;
    }
    let Some(module) = file.module() else { return };
    for option in module.ast().ids() {
        let Kind::Property { key, value, computed, .. } = module.kind(option) else { continue };
        let is_off = module.kind(module.unwrapped(value)) == Kind::Bool(false);
        if !is_off || module.key(key, computed).as_deref() != Some("httpOnly") {
            continue;
        }
        let Some(name) = name_of(module, option).filter(|name| signs_in(name)) else { continue };
        let mut draft = Draft::note(
            module.span(option),
            Severity::Medium,
            format!(
                "Scripts can read the cookie `{name}`: one that somebody smuggles into a page takes every visitor's session \
                 along."
            ),
            "Set `httpOnly: true`; the browser sends the cookie all the same.".to_owned(),
        );
        draft.node = Some(option);
        out.push(draft);
    }
}

/// The name of the cookie that an option is of: `set('session', value, { … })`, `set({ name: 'session', … })`,
/// `{ name: 'session', options: { … } }`.
fn name_of(module: &Module, option: NodeId) -> Option<String> {
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
