//! A file that says how the project is built cannot be read as it is.

use super::engine::{Draft, File};
use super::{Rule, Severity};
use crate::project::ProblemKind;
use crate::rules::engine::words::sentence;
use crate::secrets::Catalogue;
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    name: "config-problem",
    summary: "A configuration file cannot be read, so defaults are used",
    page: include_str!("config_problem.md"),
    check: Some(check),
};

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    own_providers(file, out);
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

/// Providers in `staunch.json` that cannot be used.
fn own_providers(file: &File<'_>, out: &mut Vec<Draft>) {
    let config = &file.shared.context.project.config;
    if config.file != Some(file.id) || config.providers.is_empty() {
        return;
    }
    let (_, faults) = Catalogue::with_own(config.providers.iter().map(|(value, _)| value));
    for (number, fault) in faults {
        let Some((_, span)) = config.providers.get(number) else { continue };
        out.push(Draft::note(
            *span,
            Severity::High,
            format!("This provider cannot be used: {fault}."),
            "Mend it: until then it is left out.".to_owned(),
        ));
    }
}
