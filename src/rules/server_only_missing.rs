//! A module that holds server secrets is one import away from client code, and nothing would stop that import.

use super::engine::{Draft, File, words};
use super::{Related, Rule, Severity};
use crate::flow::candidate::is_test_path;
use crate::project::{FileKind, Layer, RouteStyle};
use crate::secrets::{Confidence, Power};

pub(super) static RULE: Rule = Rule {
    name: "server-only-missing",
    summary: "A module with server secrets is one import away from client code",
    page: include_str!("server_only_missing.md"),
    check: Some(check),
};

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    if !may_concern(file) {
        return;
    }
    let (Some(module), Some(app)) = (file.module(), file.app) else { return };
    let graph = file.shared.context.graph;
    if module.facts.exports.iter().all(|export| export.type_only) {
        return;
    }
    // What reads public variables as well is made for both sides.
    let at_the_top = || file.reads().iter().filter(|read| module.enclosing_function(read.node).is_none());
    if at_the_top().any(|read| read.public) {
        return;
    }
    let secrets = at_the_top().filter(|read| !file.is_presence_test(read.node)).filter_map(|read| {
        let variable = file.shared.variable(app, &read.name)?;
        let counts = variable.secret.power >= Power::K2 && variable.secret.confidence >= Confidence::Likely;
        counts.then_some((read, variable))
    });
    let worst = secrets.max_by_key(|(read, variable)| (variable.secret.power, std::cmp::Reverse(read.span)));
    let Some((read, variable)) = worst else { return };
    // Last, as ways are dear: each parses what it leads over.
    if !may_run_here_only(file) || file.reached().is_some() {
        return;
    }
    let Some((own, client)) = graph.beside_client(file.id) else { return };
    let project = file.shared.context.project;
    let mut draft = Draft::note(
        read.span,
        Severity::Hint,
        format!(
            "`{}` {}, and nothing keeps this module on the server: {} imports it beside client code ({}), and an import over \
             there would put it into the bundle without a word.",
            read.name,
            words::is_kind(&variable.secret),
            project.relative(own.from),
            project.relative(client.to),
        ),
        "Add `import 'server-only'`, which makes such an import a build error.".to_owned(),
    );
    draft.node = Some(read.node);
    draft.variable = Some(read.name.clone());
    draft.related = vec![
        Related { file: own.from, span: own.span, message: "this module is imported here".to_owned() },
        Related { file: client.from, span: client.span, message: "client code is imported here".to_owned() },
    ];
    out.push(draft);
}

/// By its bytes and its place: most modules are none of it.
fn may_concern(file: &File<'_>) -> bool {
    let (source, context) = (file.source, &file.shared.context);
    let sketch = &source.sketch;
    source.kind == FileKind::Script
        && sketch.may_read_env
        && !sketch.may_use_client
        && !sketch.may_use_server
        && !is_test_path(&file.relative)
        // The pages router does not know the word, and stops the build at it.
        && file.app.is_some_and(|app| app.framework.routes == RouteStyle::NextApp && app.pages_dir.is_none())
        && context.graph.root(source.id).is_none()
        && context.project.targets(source.id).is_none_or(|targets| targets.get("server-only").is_none())
        && context.graph.may_be_beside_client(source.id)
}

/// Whether nobody but the app's server runs it, as far as the sketches tell: in a script, a configuration or a test
/// `server-only` is an error.
fn may_run_here_only(file: &File<'_>) -> bool {
    let graph = file.shared.context.graph;
    graph.may_import(file.id).iter().all(|importer| graph.may_reach(*importer, Layer::Server))
}
