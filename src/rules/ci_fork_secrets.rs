//! A workflow of GitHub runs what a stranger sent, with the secrets of the repository.

use super::engine::{Draft, File};
use super::{Rule, Severity};
use crate::project::Purpose;
use crate::syntax::json::{Entry, Json};

pub(super) static RULE: Rule = Rule {
    name: "ci-fork-secrets",
    summary: "A workflow runs code from forks with the repository's secrets",
    page: include_str!("ci_fork_secrets.md"),
    check: Some(check),
};

/// What names the code of a pull request.
const HEADS: [&str; 4] =
    ["github.event.pull_request.head.", "github.head_ref", "github.event.workflow_run.head_", "refs/pull/"];

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    let Some(tree) = file.tree().filter(|_| file.purpose() == Some(Purpose::Workflow)) else { return };
    let event = "pull_request_target";
    if !tree.get("on").is_some_and(|on| is_on(on, event) && !waits_for_label(on, event)) {
        return;
    }
    let text = file.text();
    for Entry { value: job, .. } in tree.get("jobs").map_or(&[][..], Json::entries) {
        let steps = job.get("steps").map_or(&[][..], Json::items);
        let Some(at) = steps.iter().position(takes_head) else { continue };
        let runs = steps[at + 1..].iter().any(|step| {
            step.get("run").is_some()
                || step.get("uses").and_then(Json::as_str).is_some_and(|action| action.starts_with("./"))
        });
        if !runs || is_guarded(job) || steps[..=at].iter().any(is_guarded) {
            continue;
        }
        let Some(place) = steps[at].get("with").and_then(|with| with.get("ref")) else { continue };
        let secrets = |json: &Json| json.span.of(&text).contains("secrets.");
        let named = secrets(job) || tree.get("env").is_some_and(secrets);
        let (severity, what) = if named {
            (Severity::High, "the secrets that the job names, and a token that may write to the repository")
        } else {
            (Severity::Medium, "a token that may write to the repository")
        };
        let message = format!(
            "`pull_request_target` gives the job {what}, and this checks out what the pull request brings: whoever opens one has \
             its scripts run with them."
        );
        let next = "Build with `pull_request`, and do what needs secrets in a workflow that runs no code of the fork.";
        out.push(Draft::note(place.span, severity, message, next.to_owned()));
    }
}

/// Whether an event is among those of a workflow: alone, in a list, or with settings.
fn is_on(on: &Json, event: &str) -> bool {
    on.as_str() == Some(event)
        || on.items().iter().any(|item| item.as_str() == Some(event))
        || on.entries().iter().any(|entry| *entry.key == *event)
}

/// Whether somebody who may label runs it, and nobody else.
fn waits_for_label(on: &Json, event: &str) -> bool {
    let types = on.get(event).and_then(|event| event.get("types")).map_or(&[][..], Json::items);
    !types.is_empty() && types.iter().all(|kind| kind.as_str() == Some("labeled"))
}

fn takes_head(step: &Json) -> bool {
    let uses = step.get("uses").and_then(Json::as_str).unwrap_or_default();
    let taken = step.get("with").and_then(|with| with.get("ref")).and_then(Json::as_str).unwrap_or_default();
    uses.starts_with("actions/checkout") && HEADS.iter().any(|head| taken.contains(head))
}

/// Whether somebody decides before it runs: a label, the author's role, an environment with reviewers.
fn is_guarded(part: &Json) -> bool {
    let condition = part.get("if").and_then(Json::as_str).unwrap_or_default();
    let guards = ["label", "author_association", "head.repo", "github.actor", "user.login", "repository_owner"];
    part.get("environment").is_some() || guards.iter().any(|guard| condition.contains(guard))
}
