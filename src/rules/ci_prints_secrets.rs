//! A workflow of GitHub prints a secret in a form that is not hidden, or hands all of them to one step.

use super::engine::pattern::{Pattern, group};
use super::engine::{Draft, File};
use super::{Rule, Severity};
use crate::project::Purpose;

pub(super) static RULE: Rule = Rule {
    name: "ci-prints-secrets",
    summary: "A workflow prints a secret, or hands all of them to a step",
    page: include_str!("ci_prints_secrets.md"),
    check: Some(check),
};

/// What a line prints, and what it goes through on the way to the log.
static PRINTED: Pattern = Pattern::new(
    r"(?mx) ^ [\ \t]* (?:-[\ \t]+)? (?:run:[\ \t]*)? (?:echo|printf) \b
    [^\n|>`(\#]* (\$\{\{ \s* secrets\.\w+ \s* \}\}) [^\n|>`]*
    ((?: \| [\ \t]* (?:base64|rev|xxd|od|hexdump|fold|tr|sed|cut|awk) \b [^\n|>&]* )*) [\ \t]* $",
);
static ALL: Pattern = Pattern::new(r"(?i)\btoJSON\(\s*secrets\s*\)");

const DECODES: [&str; 3] = ["-d", "-D", "--decode"];

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    if file.purpose() != Some(Purpose::Workflow) {
        return;
    }
    let text = file.text();
    for found in PRINTED.find(&text) {
        let (Some(secret), Some(through)) = (group(&found, 1), group(&found, 2)) else { continue };
        // `::add-mask::` is a command that has GitHub hide what follows.
        if found.get(0).is_some_and(|line| line.as_str().contains("::add-mask::")) {
            continue;
        }
        // What is decoded may be anything.
        if through.of(&text).split_whitespace().any(|word| DECODES.contains(&word)) {
            continue;
        }
        let (severity, message) = if through.is_empty() {
            let hidden = "This prints a secret: GitHub hides it in the log only where it stands to the letter, not a part of it, \
                          nor a single line.";
            (Severity::Low, hidden)
        } else {
            let shown = "This prints a secret in another form: GitHub hides it in logs only where it stands to the letter, so \
                         whoever can read the log has it.";
            (Severity::High, shown)
        };
        let next = "Hand the secret to the step that needs it by `env`, and print nothing of it.";
        out.push(Draft::note(secret, severity, message.to_owned(), next.to_owned()));
    }
    for span in ALL.find(&text).filter_map(|found| group(&found, 0)) {
        let message = "This hands all secrets of the repository to one step, those too that it has no use for: whatever runs \
                       there, and whatever it writes, has them.";
        let next = "Name the secrets that the step needs, one by one.";
        out.push(Draft::note(span, Severity::Medium, message.to_owned(), next.to_owned()));
    }
}
