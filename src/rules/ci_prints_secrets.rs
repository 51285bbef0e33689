//! A workflow of GitHub prints a secret in a form that is not hidden, or hands all of them to one step.

use super::engine::pattern::{Pattern, group};
use super::engine::{Draft, File};
use super::{Rule, Severity};
use crate::project::Purpose;
use crate::syntax::json::Json;
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    name: "ci-prints-secrets",
    summary: "A workflow prints a secret, or hands all of them to a step",
    page: include_str!("ci_prints_secrets.md"),
    check: Some(check),
};

/// A line that prints: what, and what that goes through on the way to the log.
static PRINTED: Pattern = Pattern::new(
    r"(?mx) ^ [\ \t]* (?:-[\ \t]+)? (?:run:[\ \t]*)? (?:echo|printf) \b ([^\n|>`]*)
    ((?: \| [\ \t]* (?:base64|rev|xxd|od|hexdump|fold|tr|sed|cut|awk) \b
    (?:'[^'\n]*'|[^\n|>&'])* )*) [\ \t]* $",
);
/// A line that prints every variable there is.
static DUMPED: Pattern = Pattern::new(
    r#"(?mx) ^ [\ \t]* (?:-[\ \t]+)? (?:run:[\ \t]*)?
    (env | printenv | export[\ \t]+-p | node[\ \t]+(?:-e|--eval)[\ \t]+["']console\.log\((?:JSON\.stringify\()?process\.env\)+;?["'])
    (?: [\ \t]* \| [\ \t]* (?:sort|cat) )?
    ((?: [\ \t]* \| [\ \t]* (?:base64|rev|xxd|od|hexdump|fold|tr|sed) \b
    (?:'[^'\n]*'|[^\n|>&'])* )*) [\ \t]* $"#,
);
/// What is printed: a secret, or a variable by its name.
static PART: Pattern = Pattern::new(r"\$\{\{\s*secrets\.\w+\s*\}\}|\$\{(\w+)\}|\$(\w+)");
static ALL: Pattern = Pattern::new(r"(?i)\btoJSON\(\s*secrets\s*\)");

const DECODES: [&str; 3] = ["-d", "-D", "--decode"];

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    if file.purpose() != Some(Purpose::Workflow) {
        return;
    }
    let text = file.text();
    let handed = |at: Span| {
        let mut names = Vec::new();
        if let Some(tree) = file.tree() {
            variables(tree, at, &mut names);
        }
        names
    };
    for found in PRINTED.find(&text) {
        let (Some(printed), Some(through)) = (group(&found, 1), group(&found, 2)) else { continue };
        // `::add-mask::` is a command that has GitHub hide what follows; a line that goes on is handed to a program there.
        if printed.of(&text).contains("::add-mask::") || printed.of(&text).trim_end().ends_with('\\') {
            continue;
        }
        let names = handed(printed);
        if let Some(secret) = secret_in(&text, printed, &names) {
            let what = "This prints a secret";
            out.extend(told(&text, secret, through, what));
        }
    }
    for found in DUMPED.find(&text) {
        let (Some(command), Some(through)) = (group(&found, 1), group(&found, 2)) else { continue };
        if !handed(command).is_empty() {
            let what = "This prints all variables, secrets among them";
            out.extend(told(&text, command, through, what));
        }
    }
    for span in ALL.find(&text).filter_map(|found| group(&found, 0)) {
        let message = "This hands all secrets of the repository to one step, those too that it has no use for: whatever runs \
                       there, and whatever it writes, has them.";
        let next = "Name the secrets that the step needs, one by one.";
        out.push(Draft::note(span, Severity::Medium, message.to_owned(), next.to_owned()));
    }
}

/// What is said of something printed by what it goes through; of what is decoded, which may be anything, nothing.
fn told(text: &str, place: Span, through: Span, what: &str) -> Option<Draft> {
    if through.of(text).split_whitespace().any(|word| DECODES.contains(&word)) {
        return None;
    }
    let (severity, message) = if through.is_empty() {
        let hidden =
            "GitHub hides it in the log only where it stands to the letter, not a part of it, nor a single line.";
        (Severity::Low, format!("{what}: {hidden}"))
    } else {
        let shown = "GitHub hides it in logs only where it stands to the letter, so whoever can read the log has it.";
        (Severity::High, format!("{what} in another form: {shown}"))
    };
    let next = "Hand the secret to the step that needs it by `env`, and print nothing of it.";
    Some(Draft::note(place, severity, message, next.to_owned()))
}

/// The first secret in what a line prints, or variable that holds one.
fn secret_in(text: &str, printed: Span, names: &[&str]) -> Option<Span> {
    let line = printed.of(text);
    PART.find(line).find_map(|found| {
        let whole = group(&found, 0)?;
        let before = &line[..whole.start as usize];
        let name = group(&found, 1).or_else(|| group(&found, 2)).map(|name| name.of(line));
        // What a command gives is printed, not what it takes; a shell puts nothing between single quotes.
        let is_quoted = name.is_some() && before.matches('\'').count() % 2 == 1;
        let is_secret = name.is_none_or(|name| names.contains(&name));
        (is_secret && !is_quoted && !before.contains(['(', '#']))
            .then(|| Span::new(whole.start + printed.start, whole.end + printed.start))
    })
}

/// The variables by which what stands there is handed secrets: those of its step, its job and the workflow.
fn variables<'t>(tree: &'t Json, at: Span, names: &mut Vec<&'t str>) {
    let handed = tree.get("env").map_or(&[][..], Json::entries).iter();
    let holds_secret = |value: &Json| value.as_str().is_some_and(|value| value.contains("secrets."));
    names.extend(handed.filter(|entry| holds_secret(&entry.value)).map(|entry| &*entry.key));
    let inner = tree.entries().iter().map(|entry| &entry.value).chain(tree.items());
    if let Some(inner) = inner.into_iter().find(|inner| inner.span.contains(at)) {
        variables(inner, at, names);
    }
}
