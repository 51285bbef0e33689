//! The caller of an endpoint says what a call costs, or who it is from.

use super::engine::{Draft, File};
use super::{Rule, Severity};
use crate::secrets::{Confidence, Spending};

pub(super) static RULE: Rule = Rule {
    name: "client-chosen-cost",
    summary: "The caller of a route chooses the model, the length or the sender of what you pay for",
    page: include_str!("client_chosen_cost.md"),
    check: Some(check),
};

/// Fields that say how much a model's answer costs.
const COSTS: [&str; 7] =
    ["maxcompletiontokens", "maxoutputtokens", "maxtokens", "maxtokenstosample", "model", "modelid", "n"];
/// Fields that say in whose name something is sent.
const SENDERS: [&str; 4] = ["from", "fromemail", "sender", "source"];

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    for paid in file.paid() {
        let (names, harm): (&[&str], _) = match paid.spend.on {
            Spending::Model => (&COSTS, "each call costs what the caller likes"),
            Spending::Mail | Spending::Message => (&SENDERS, "they write in the name of whomever they like"),
        };
        if paid.is_paid_by_caller(file) {
            continue;
        }
        for field in paid.chosen(file, names) {
            let value = &field.value;
            if !field.is_named || value.home.id != file.id || file.flow.may_be_screened(value) {
                continue;
            }
            let written = value.home.spelled(value.node);
            let who = paid.endpoint.called();
            let mut draft = Draft::note(
                value.home.span(value.node),
                Severity::Medium,
                format!("The caller of {who} chooses `{written}` of what {} is asked for: {harm}.", paid.provider.name),
                "Write it into the source, or let the caller choose from a list of what is meant.".to_owned(),
            );
            draft.node = Some(value.node);
            draft.provider = Some(paid.provider.id.as_str());
            draft.confidence = Confidence::Likely;
            out.push(draft);
        }
    }
}
