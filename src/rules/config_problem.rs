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
    check: Some(check),
};

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    own_kinds(file, out);
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

/// Providers and imported rules that cannot be used.
fn own_kinds(file: &File<'_>, out: &mut Vec<Draft>) {
    let config = &file.shared.context.project.config;
    if config.file != Some(file.id) {
        return;
    }
    let faults = file.shared.catalogue.faults();
    for (number, fault) in &faults.providers {
        let Some((_, Some(span))) = config.providers.get(*number) else { continue };
        let message = format!("This provider cannot be used: {fault}.");
        out.push(Draft::note(*span, Severity::High, message, "Mend it: until then it is left out.".to_owned()));
    }
    for (number, fault) in &faults.gitleaks {
        let Some(span) = config.gitleaks.get(*number).and_then(|rules| rules.span) else { continue };
        let message = format!("Not all of this file can be used: {fault}.");
        let next = "Mend the file, or keep gitleaks for this rule.".to_owned();
        out.push(Draft::note(span, Severity::Medium, message, next));
    }
}
