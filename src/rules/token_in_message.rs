//! The token of a person's session is posted to whichever page is there.

use super::engine::{Draft, File, Standing};
use super::{Rule, Severity};
use crate::flow::{Module, Place};
use crate::secrets::SessionName;
use crate::syntax::ast::{Kind, NodeId};

pub(super) static RULE: Rule = Rule {
    name: "token-in-message",
    summary: "A session's token is posted to any window, whatever its origin",
    page: include_str!("token_in_message.md"),
    check: Some(check),
};

/// What a file names that posts messages.
pub(super) const WORDS: [&str; 1] = ["postMessage"];

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    if !file.may_act_in_client() {
        return;
    }
    let Some(module) = file.module() else { return };
    for call in module.calls() {
        let Some((message, origin)) = posted(module, *call) else { continue };
        let is_any = file.flow.fold(Place { file: file.id, node: origin }).is_some_and(|origin| origin.value == "*");
        // A bare `token` as often came in the page's own address, from the one who embeds it.
        let session = file.session_token(module, message).filter(|(says, _)| is_any && *says == SessionName::Session);
        let Some((_, token)) = session else { continue };
        let Standing::Ships { certain } = file.standing(*call) else { continue };
        let mut draft = Draft::note(
            module.span(origin),
            Severity::Medium,
            format!(
                "`{}` looks like the token of a session, and this posts it to a window of any origin: whoever embeds or opens \
                 this page is sent it.",
                module.spelled(token)
            ),
            "Name the origin that may get it in the place of `'*'`.".to_owned(),
        );
        draft.node = Some(*call);
        out.push(file.shipped(draft, certain));
    }
}

/// `window.postMessage(message, origin)`, `postMessage(message, { targetOrigin: origin })`: what is posted, and to whom.
fn posted(module: &Module, call: NodeId) -> Option<(NodeId, NodeId)> {
    let Kind::Call { callee, arguments, .. } = module.kind(call) else { return None };
    let name = match module.kind(module.unwrapped(callee)) {
        Kind::Member { property, .. } => module.text(property),
        _ => module.written(callee),
    };
    let [message, to, ..] = module.list(arguments) else { return None };
    if name != "postMessage" {
        return None;
    }
    let Kind::Object { properties } = module.kind(module.unwrapped(*to)) else { return Some((*message, *to)) };
    let origin = module.list(properties).iter().find_map(|property| match module.kind(*property) {
        Kind::Property { key, value, computed, .. } => {
            (module.key(key, computed).as_deref() == Some("targetOrigin")).then_some(value)
        }
        _ => None,
    })?;
    Some((*message, origin))
}
