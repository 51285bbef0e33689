//! A build step, or the start of a container, puts the environment into what is served.

use super::engine::pattern::{Pattern, group};
use super::engine::{Draft, File};
use super::{Rule, Severity};
use crate::project::{App, Purpose};

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

/// `printenv > /usr/share/nginx/html/env.json`: all of the environment, not what a list or `grep` lets through.
static WRITTEN: Pattern = Pattern::new(
    r#"(?mx) (?:^|[\s;&|"]) (printenv|env|export\s+-p|jq\s+-n\s+'?(?:env|\$ENV)'?) \s* (?:\|\s*(?:sort|jq[^|>\n]*)\s*)? >>?
    \s* [^\s;&|]*? (dist|build|out|public|static|www|html|htdocs) /"#,
);

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    if !file.purpose().is_some_and(Purpose::sets_variables) {
        return;
    }
    let text = file.text();
    for (pattern, what) in [(&COPIED, "the file"), (&WRITTEN, "all variables")] {
        for found in pattern.find(&text) {
            let (Some(place), Some(folder)) = (group(&found, 1), group(&found, 2).or_else(|| group(&found, 3))) else {
                continue;
            };
            let folder = folder.of(&text);
            // A server needs its `.env` beside itself.
            if matches!(folder, "dist" | "build" | "out") && !file.home().is_some_and(App::is_static) {
                continue;
            }
            let message = format!(
                "This puts {what} into `{folder}`, which is served: whoever asks for it has every secret in it, public name or not."
            );
            let next = "Hand over single variables that may be known, by name.";
            out.push(Draft::note(place, Severity::High, message, next.to_owned()));
        }
    }
}
