//! The token of a person's session is kept where every script of the page can read it.

use std::borrow::Cow;

use super::engine::stores::{self, STORAGES};
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
pub(super) const WORDS: [&str; 8] = [
    "localStorage",
    "sessionStorage",
    "LocalStorage(",
    "SessionStorage(",
    "atomWithStorage(",
    "useStorage(",
    "persist(",
    "persist:",
];

/// Functions of libraries that keep what they hold under their first argument.
const KEEPERS: [(&str, &str); 7] = [
    ("atomWithStorage", "localStorage"),
    ("useLocalStorage", "localStorage"),
    ("useLocalStorageState", "localStorage"),
    ("usePersistentState", "localStorage"),
    ("useSessionStorage", "sessionStorage"),
    ("useSessionStorageState", "sessionStorage"),
    ("useStorage", "localStorage"),
];

/// Something that is kept: where, under which key, and what.
struct Kept {
    storage: &'static str,
    key: NodeId,
    value: NodeId,
}

/// What is told: where, and of which storage.
type Told = (NodeId, &'static str);

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    if !file.may_act_in_client() {
        return;
    }
    let Some(module) = file.module() else { return };
    let set = module.calls().iter().filter_map(|call| set_item(file, module, *call)).chain(assigned(module));
    let set = set.filter(|kept| is_session_token(file, module, kept)).map(|kept| (kept.key, kept.storage));
    let by_library = module.calls().iter().filter_map(|call| kept_under(file, module, *call));
    let of_store = module.calls().iter().flat_map(|call| stores::kept(file, module, *call));
    for (place, storage) in set.chain(by_library).chain(of_store) {
        let Standing::Ships { certain } = file.standing(place) else { continue };
        let mut draft = Draft::note(
            module.span(place),
            Severity::Medium,
            format!(
                "This keeps the token of a session in `{storage}`: every script of the page can read it there, one that got in by a \
                 package or an injection too, and send it away. It is a person's session, not a secret of the app."
            ),
            "Keep the session in a cookie that the server sets as `HttpOnly`.".to_owned(),
        );
        draft.node = Some(place);
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

/// `useLocalStorage('access_token', null)`, `atomWithStorage('jwt', '')`.
fn kept_under(file: &File<'_>, module: &Module, call: NodeId) -> Option<Told> {
    let Kind::Call { arguments, .. } = module.kind(call) else { return None };
    let place = Place { file: file.id, node: call };
    let callee = file.flow.callee(place)?;
    let (_, storage) = KEEPERS.iter().find(|(keeper, _)| *keeper == callee.last())?;
    let key = *module.list(arguments).first()?;
    let says = SessionName::of(&file.flow.fold(Place { node: key, ..place })?.value);
    (says == Some(SessionName::Session)).then_some((key, *storage))
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
    STORAGES.into_iter().find(|storage| *storage == plain)
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
