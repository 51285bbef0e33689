//! A route of an app that is exported as files: there will be no server to answer it.

use super::engine::{Draft, File};
use super::{Related, Rule, Severity};
use crate::project::App;
use crate::syntax::facts::ExportName;
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    name: "static-export-route",
    summary: "A route that a static export leaves out",
    page: include_str!("static_export_route.md"),
    check: Some(check),
};

/// What a file cannot answer.
const METHODS: [&str; 4] = ["DELETE", "PATCH", "POST", "PUT"];

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    let Some(app) = file.app.filter(|app| is_left_out(app, file)) else { return };
    let Some(module) = file.module() else { return };
    let method = module.facts.exports.iter().filter(|export| !export.type_only).find_map(|export| match export.name {
        ExportName::Name(span) if METHODS.contains(&module.text(span)) => Some((span, module.text(span))),
        _ => None,
    });
    let Some((span, method)) = method else { return };
    let message = format!(
        "`output: 'export'` builds files and no server: `{method}` of this route will not be there, and the key it keeps tempts \
         people back into client code."
    );
    let next = "Drop `output: 'export'` and run a server, or put the route where one runs: a function of the host.";
    let mut draft = Draft::note(span, Severity::Medium, message, next.to_owned());
    let configured = app.config.file.map(|file| Related {
        file,
        span: Span::new(0, 0),
        message: "the export is configured here".to_owned(),
    });
    draft.related = configured.into_iter().collect();
    out.push(draft);
}

/// Whether it is a route of an app without a server.
fn is_left_out(app: &App, file: &File<'_>) -> bool {
    let folder = app.app_dir.as_ref().filter(|_| app.config.output_export);
    folder.is_some_and(|folder| file.source.path.starts_with(folder)) && file.source.path.file_stem() == Some("route")
}
