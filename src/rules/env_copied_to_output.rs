//! A build step, or the start of a container, puts the environment into what is served.

use super::engine::pattern::{Pattern, group};
use super::engine::{Draft, File};
use super::{Rule, Severity};
use crate::project::{App, Purpose};
use crate::syntax::data::shell;
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    name: "env-copied-to-output",
    summary: "A step copies the environment into a folder that is served",
    page: include_str!("env_copied_to_output.md"),
    check: Some(check),
};

/// `cp .env dist/`, `COPY .env /usr/share/nginx/html/`: the file, and the folder.
static COPIED: Pattern = Pattern::new(
    r#"(?mx) \b (?i:cp|copy|mv|cpy|copyfiles|rsync) (?: [\ \t] [^&|;\n"]*? )? [\ \t/] (\.env(?:\.(?:local|production|prod|development|dev|staging))*)
    [\ \t] [^&|;\n"]*? \b (?: (dist|build|out|public|static) (?:/|\s|"|$) | (www|html|htdocs) (?:/[\w.-]*)? (?:\s|"|$) )"#,
);

/// A command that gives the whole environment, to a file or another command.
static GIVEN: Pattern = Pattern::new(
    r#"(?mx) (?:^|[\s;&|"(]) (printenv|env|export\s+-p|compgen\s+-e|jq\s+-n\s+'?(?:env|\$ENV)'?) \s* (?:\||>|\))"#,
);
/// What a loop's lines stand between.
static LOOP: Pattern = Pattern::new(r"\b(?:while|for)\b[^\n]*(?:\n[ \t]*)?\bdo\b(?s:.)*?\bdone\b[^\n]*");
/// What lets some of it through alone.
static FILTER: Pattern = Pattern::new(r"\b(?:e?grep|awk|jq\s+[^\n|]*select|case|if|test)\b|\[\[|\[ |\bsed\s+-n\b");
/// Only the names.
static NAMES: Pattern = Pattern::new(r"\|\s*cut\b|%%=");
/// The file that something is written to.
static TARGET: Pattern = Pattern::new(r#"(?:>>?|\btee\s+(?:-a\s+)?)\s*["']?([^\s;&|"'<>()]+)"#);
/// A folder on the way to it that is served.
static SERVED: Pattern = Pattern::new(r"(?:^|/)(dist|build|out|public|static|www|html|htdocs)/");

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    if !file.purpose().is_some_and(Purpose::sets_variables) {
        return;
    }
    let text = file.text();
    for found in COPIED.find(&text) {
        if let (Some(place), Some(folder)) = (group(&found, 1), group(&found, 2).or_else(|| group(&found, 3))) {
            out.extend(told(file, place, folder.of(&text), "the file"));
        }
    }
    for place in GIVEN.find(&text).filter_map(|found| group(&found, 1)) {
        let taken = taken_by(&text, place);
        let is_loop = LOOP.find(taken).next().is_some();
        if FILTER.find(taken).next().is_some() || !is_loop && NAMES.find(taken).next().is_some() {
            continue;
        }
        let target = TARGET.find(taken).find_map(|found| group(&found, 1)).map(|target| target.of(taken));
        let Some(target) = target.and_then(|target| path(&text, target)) else { continue };
        if let Some(folder) = SERVED.find(&target).find_map(|found| group(&found, 1)) {
            out.extend(told(file, place, folder.of(&target), "all variables"));
        }
    }
}

fn told(file: &File<'_>, place: Span, folder: &str, what: &str) -> Option<Draft> {
    // A server needs its `.env` beside itself.
    if matches!(folder, "dist" | "build" | "out") && !file.home().is_some_and(App::is_static) {
        return None;
    }
    let message = format!(
        "This puts {what} into `{folder}`, which is served: whoever asks for it has every secret in it, public name or not."
    );
    let next = "Hand over single variables that may be known, by name.";
    Some(Draft::note(place, Severity::High, message, next.to_owned()))
}

/// The command with those that take what it gives, and the lines of the loop that goes over it.
fn taken_by(text: &str, place: Span) -> &str {
    let start = text[..place.start as usize].rfind('\n').map_or(0, |at| at + 1);
    let rest = &text[start..];
    let mut end = 0;
    for line in rest.split_inclusive('\n') {
        end += line.len();
        if !line.trim_end().ends_with(['|', '\\']) {
            break;
        }
    }
    let lines = &rest[..end];
    let is_loop = |found: &Span| (found.start as usize) < lines.len();
    let loops = LOOP.find(rest).find_map(|found| group(&found, 0)).filter(is_loop);
    loops.map_or(lines, |found| &rest[..(found.end as usize).max(end)])
}

/// A path with the variables in it that the script sets; `None` where one is set elsewhere.
fn path(text: &str, written: &str) -> Option<String> {
    if !written.contains('$') {
        return Some(written.to_owned());
    }
    let set = shell::assignments(text, Span::new(0, text.len() as u32));
    let mut path = written.to_owned();
    for entry in &set {
        let Some(value) = entry.value.as_str() else { continue };
        path = path.replace(&format!("${{{}}}", entry.key), value);
        if let Some(rest) =
            path.strip_prefix(&format!("${}", entry.key)).filter(|rest| rest.is_empty() || rest.starts_with('/'))
        {
            path = format!("{value}{rest}");
        }
    }
    Some(path).filter(|path| !path.contains('$'))
}
