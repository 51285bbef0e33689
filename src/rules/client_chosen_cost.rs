//! The caller of an endpoint says what a call costs, or who it is from.

use super::engine::{Draft, File};
use super::{Rule, Severity};
use crate::flow::Made;
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

/// Those that cost the most, or say the most: where they are written behind what was sent, the rest is worth little.
const MODELS: [&str; 2] = ["model", "modelid"];

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    let Some(module) = file.module() else { return };
    for paid in file.paid() {
        let (names, main, harm): (&[&str], &[&str], _) = match paid.spend.on {
            Spending::Model => (&COSTS, &MODELS, "each call costs what the caller likes"),
            Spending::Mail | Spending::Message => (&SENDERS, &SENDERS, "they write in the name of whomever they like"),
        };
        if paid.is_paid_by_caller(file) {
            continue;
        }
        let (who, provider) = (paid.endpoint.called(), &paid.provider.name);
        let mut told: Vec<(Made, String)> = Vec::new();
        for field in paid.chosen(file, names).into_iter().filter(|field| field.is_named) {
            let written = field.value.home.spelled(field.value.node);
            let message = format!("The caller of {who} chooses `{written}` of what {provider} is asked for: {harm}.");
            told.push((field.value, message));
        }
        // That any path is passed on says more.
        let is_proxy = file.is_catch_all(&paid.endpoint) && paid.is_steered(file);
        for whole in paid.whole(file).into_iter().filter(|_| !is_proxy) {
            let is_main = |name: &str| main.contains(&name.to_ascii_lowercase().replace(['_', '-'], "").as_str());
            if whole.but.iter().any(|name| is_main(name)) {
                continue;
            }
            let written = whole.value.home.spelled(whole.value.node);
            let message = format!(
                "The caller of {who} chooses all that `{written}` says of what {provider} is asked for: {harm}."
            );
            told.push((whole.value, message));
        }
        for (value, message) in told {
            if file.flow.may_be_screened(&value) {
                continue;
            }
            let node = file.told_at(&value, &paid.reached);
            let mut draft = Draft::note(
                module.span(node),
                Severity::Medium,
                message,
                "Write it into the source, or let the caller choose from a list of what is meant.".to_owned(),
            );
            draft.node = Some(node);
            draft.provider = Some(paid.provider.id.as_str());
            draft.confidence = Confidence::Likely;
            out.push(draft);
        }
    }
}
