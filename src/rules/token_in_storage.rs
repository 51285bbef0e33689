//! The token of a person's session is kept where every script of the page can read it.

use std::borrow::Cow;

use super::engine::{Draft, File, Standing};
use super::{Rule, Severity};
use crate::flow::{Module, Place};
use crate::secrets::SessionName;
use crate::syntax::ast::{Kind, NodeId};

pub(super) static RULE: Rule = Rule {
    name: "token-in-storage",
    summary: "A session's token is kept in storage that every script can read",
    page: include_str!("token_in_storage.md"),
    check: Some(check),
};

/// What a file names that keeps something in the browser.
pub(super) const WORDS: [&str; 2] = ["localStorage", "sessionStorage"];

/// Something that is kept: where, under which key, and what.
struct Kept {
    storage: &'static str,
    key: NodeId,
    value: NodeId,
}

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    if !file.may_act_in_client() {
        return;
    }
    let Some(module) = file.module() else { return };
    let set = module.calls().iter().filter_map(|call| set_item(file, module, *call));
    for kept in set.chain(assigned(module)) {
        if !is_session_token(file, module, &kept) {
            continue;
        }
        let Standing::Ships { certain } = file.standing(kept.key) else { continue };
        let mut draft = Draft::note(
            module.span(kept.key),
            Severity::Medium,
            format!(
                "This keeps the token of a session in `{}`: every script of the page can read it there, one that got in by a \
                 package or an injection too, and send it away. It is a person's session, not a secret of the app.",
                kept.storage
            ),
            "Keep the session in a cookie that the server sets as `HttpOnly`.".to_owned(),
        );
        draft.node = Some(kept.key);
        out.push(file.shipped(draft, certain));
    }
}

/// `localStorage.setItem(key, value)`.
fn set_item(file: &File<'_>, module: &Module, call: NodeId) -> Option<Kept> {
    let Kind::Call { callee, arguments, .. } = module.kind(call) else { return None };
    let Kind::Member { property, .. } = module.kind(module.unwrapped(callee)) else { return None };
    let [key, value] = module.list(arguments) else { return None };
    if module.text(property) != "setItem" {
        return None;
    }
    let called = file.flow.global_callee(Place { file: file.id, node: call })?;
    let storage = storage(called.strip_suffix(".setItem")?)?;
    Some(Kept { storage, key: *key, value: *value })
}

/// `localStorage.token = value`.
fn assigned(module: &Module) -> impl Iterator<Item = Kept> + '_ {
    let nodes = (0..module.ast().nodes.len()).map(NodeId::new);
    nodes.filter_map(|node| {
        let Kind::Assign { target, value, .. } = module.kind(node) else { return None };
        let (Kind::Member { object, .. } | Kind::Index { object, .. }) = module.kind(target) else { return None };
        let root = match module.kind(object) {
            Kind::Member { object: root, .. } => root,
            _ => object,
        };
        let storage = storage(module.written(object)).filter(|_| module.resolve(root).is_none())?;
        Some(Kept { storage, key: target, value })
    })
}

fn storage(written: &str) -> Option<&'static str> {
    let plain = written.strip_prefix("window.").or_else(|| written.strip_prefix("globalThis.")).unwrap_or(written);
    WORDS.into_iter().find(|storage| *storage == plain)
}

/// By the key and by what the value is called: both say *token*, or one of them says whose.
fn is_session_token(file: &File<'_>, module: &Module, kept: &Kept) -> bool {
    let key = match module.kind(kept.key) {
        Kind::Member { property, .. } => Some(module.text(property).to_owned()),
        Kind::Index { index, .. } => module.key(index, true).map(Cow::into_owned),
        _ => file.flow.fold(Place { file: file.id, node: kept.key }).map(|key| key.value),
    };
    let key = key.and_then(|key| SessionName::of(&key));
    let value = file.session_token(module, kept.value).map(|(says, _)| says);
    match (key, value) {
        (Some(SessionName::Session), _) => !file.is_constant(module, kept.value),
        (_, Some(SessionName::Session)) | (Some(_), Some(SessionName::Token)) => true,
        _ => false,
    }
}
