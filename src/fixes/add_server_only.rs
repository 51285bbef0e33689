//! `add-server-only`: `import 'server-only'` makes the next import by client code a build error.

use super::{Action, Edit, EditLabel, Offer, OfferKind, Plan, Refusal, style::Style};
use crate::project::{FileKind, RouteStyle};
use crate::rules::{Context, Finding};
use crate::syntax::facts::{DirectiveKind, ImportKind};
use crate::text::Span;

pub(super) static ACTION: Action =
    Action { id: "add-server-only", summary: "Keep a module out of client code for good", offer, plan };

fn offer(context: &Context<'_>, finding: &Finding) -> Option<Offer> {
    let project = context.project;
    let source = project.file(finding.file).filter(|source| source.kind == FileKind::Script)?;
    let concerned = matches!(
        finding.rule,
        "server-only-missing" | "server-module-in-client" | "needless-public-prefix" | "hardcoded-secret"
    );
    let app = project.app_of(finding.file)?;
    let next = matches!(app.framework.routes, RouteStyle::NextApp | RouteStyle::NextPages);
    let route = app.app_dir.iter().chain(&app.pages_dir).any(|folder| source.path.starts_with(folder));
    let facts = source.facts();
    let config = source.path.parent() == Some(app.root.as_path());
    let marked = facts.imports.iter().any(|import| import.specifier.as_deref() == Some("server-only"))
        || facts
            .directives
            .iter()
            .any(|directive| matches!(directive.kind, DirectiveKind::UseClient | DirectiveKind::UseServer));
    if !concerned || !next || route || config || marked {
        return None;
    }
    let chain = context.graph.client(finding.file).and_then(|_| context.graph.chain(finding.file));
    let disabled = match chain {
        Some(chain) => {
            let mut way = vec![project.relative(chain.root)];
            way.extend(chain.hops.iter().map(|hop| project.relative(hop.to)));
            Some(format!("Client code imports it: {}.", way.join(" → ")))
        }
        None if app.app_dir.is_none() => {
            Some("The pages router does not know `server-only`: it would stop the build.".to_owned())
        }
        None => None,
    };
    Some(Offer {
        id: ACTION.id,
        title: "Add `import 'server-only'`".to_owned(),
        kind: OfferKind::QuickFix,
        preferred: false,
        creates: false,
        disabled,
    })
}

fn plan(context: &Context<'_>, finding: &Finding, _: Option<&str>) -> Result<Plan, Refusal> {
    let source = context.project.file(finding.file).ok_or_else(|| Refusal("The file is gone.".to_owned()))?;
    let facts = source.facts();
    let style = Style::measured(&[&facts]);
    let quote = style.quote();
    let statement = format!("import {quote}server-only{quote}{}", if style.semicolons { ";" } else { "" });
    let first_import =
        facts.imports.iter().filter(|import| import.kind == ImportKind::Static).map(|import| import.span.start).min();
    let first_statement = facts.ast.body.first().map(|node| facts.ast.nodes[node.index()].span.start);
    let after_directives = facts.directives.iter().map(|directive| directive.span.end).max();
    let (at, text) = match (first_import, after_directives) {
        (Some(at), _) => (at, format!("{statement}\n")),
        (None, Some(end)) => (end, format!("\n\n{statement}")),
        (None, None) => (first_statement.unwrap_or(0), format!("{statement}\n\n")),
    };
    let edit =
        Edit { file: finding.file, span: Span::new(at, at), text: style.line_ends(text), label: EditLabel::Other };
    Ok(Plan { creates: Vec::new(), edits: vec![edit], notes: Vec::new() })
}
