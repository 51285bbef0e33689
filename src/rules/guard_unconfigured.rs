//! The guard of the moved calls refuses everybody until somebody says who may call.

use super::engine::{Draft, File};
use super::{Related, Rule, Severity};
use crate::project::Layer;
use crate::syntax::ast::{Kind, NodeId};

pub(super) static RULE: Rule = Rule {
    name: "guard-unconfigured",
    summary: "The guard of generated routes refuses everybody",
    page: include_str!("guard_unconfigured.md"),
    check: Some(check),
};

/// What the guard is called that a moved call brings along.
pub(super) const GUARD: &str = "requireCaller";

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    let Some(module) = file.module().filter(|module| module.facts.source.contains(GUARD)) else { return };
    for function in module.ast().ids() {
        let Kind::Function(parts) = module.kind(function) else { continue };
        if parts.name.is_none_or(|name| module.text(module.binding(name).name) != GUARD) {
            continue;
        }
        let [only] = module.returned(function) else { continue };
        if module.kind(module.unwrapped(*only)) != Kind::Null {
            continue;
        }
        let place: NodeId = module.parent(*only).unwrap_or(*only);
        let mut hops = file.shared.context.graph.importers(file.id, Layer::Server);
        hops.dedup_by_key(|hop| hop.from);
        let mut draft = Draft::note(
            module.span(place),
            Severity::Low,
            format!("`{GUARD}` refuses everybody: every route that asks it answers 401 until it returns a caller."),
            "Return the signed-in user here, or null for everybody else.".to_owned(),
        );
        draft.node = Some(place);
        draft.related = hops
            .into_iter()
            .map(|hop| Related { file: hop.from, span: hop.span, message: "this route is closed".to_owned() })
            .collect();
        out.push(draft);
    }
}
