//! A file that says how the project is built cannot be read as it is.

use super::engine::{Draft, File};
use super::{Rule, Severity};
use crate::project::ProblemKind;
use crate::rules::engine::words::sentence;
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    name: "config-problem",
    summary: "A configuration file cannot be read, so defaults are used",
    page: include_str!("config_problem.md"),
    check,
};

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    for problem in file.shared.context.project.problems.iter() {
        if problem.file == file.id && problem.kind == ProblemKind::Broken {
            out.push(Draft::note(
                problem.span.unwrap_or(Span::new(0, 0)),
                Severity::High,
                sentence(&problem.message),
                "Mend the file: until then defaults are used.".to_owned(),
            ));
        }
    }
}
