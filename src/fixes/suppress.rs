//! `suppress`: a comment above the line that says why the finding is none.

use super::{Action, Edit, EditLabel, Offer, OfferKind, Plan, Refusal};
use crate::project::{FileKind, SourceFile, markup};
use crate::rules::{Context, Finding};
use crate::syntax::ast::Kind;
use crate::syntax::facts::Facts;
use crate::text::{Span, line_before};

pub(super) static ACTION: Action =
    Action { id: "suppress", summary: "Say in a comment why a finding is none", offer, plan };

fn offer(context: &Context<'_>, finding: &Finding) -> Option<Offer> {
    if matches!(finding.rule, "suppression-without-reason" | "suppression-unused" | "config-problem") {
        return None;
    }
    let source = context.project.file(finding.file)?;
    let disabled = place(source, finding.span).err().map(|refusal| refusal.0);
    Some(Offer {
        id: ACTION.id,
        title: format!("Suppress {} on this line, with a reason", finding.rule),
        kind: OfferKind::QuickFix,
        preferred: false,
        creates: false,
        disabled,
    })
}

fn plan(context: &Context<'_>, finding: &Finding, reason: Option<&str>) -> Result<Plan, Refusal> {
    let source = context.project.file(finding.file).ok_or_else(|| Refusal("The file is gone.".to_owned()))?;
    let (at, indent, form) = place(source, finding.span)?;
    let reason = reason.unwrap_or_default().replace(['\r', '\n'], " ");
    let body = format!("staunch-ignore-next-line {}: {}", finding.rule, reason.trim());
    let comment = match form {
        Form::Line(mark) => format!("{mark} {body}"),
        Form::Jsx => format!("{{/* {} */}}", body.replace("*/", "* /")),
        Form::Html => format!("<!-- {} -->", body.replace("--", "- -")),
    };
    let newline = if source.text().contains("\r\n") { "\r\n" } else { "\n" };
    let edit = Edit {
        file: finding.file,
        span: Span::new(at, at),
        text: format!("{indent}{comment}{newline}"),
        label: EditLabel::Other,
    };
    Ok(Plan { creates: Vec::new(), edits: vec![edit], notes: Vec::new() })
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Form {
    Line(&'static str),
    Jsx,
    Html,
}

/// Where the comment goes: the start of the finding's line, its indentation, and the form of a comment there.
fn place(source: &SourceFile, span: Span) -> Result<(u32, String, Form), Refusal> {
    let text = source.text();
    let start = span.start as usize - line_before(&text, span.start as usize).len();
    let line = text.get(start..).unwrap_or_default();
    let indent: String = line.chars().take_while(|c| matches!(c, ' ' | '\t')).collect();
    let at = start as u32;
    let form = match source.kind {
        FileKind::Script => {
            let facts = source.facts();
            script_form(&facts, at + indent.len() as u32)?
        }
        FileKind::Markup if markup::is_script(&text, at) => {
            let facts = source.facts();
            script_form(&facts, at + indent.len() as u32)?
        }
        FileKind::Json => {
            return Err(Refusal("JSON has no comments; use `overrides` in staunch.json.".to_owned()));
        }
        FileKind::Html | FileKind::Markup => Form::Html,
        FileKind::Css => return Err(Refusal("There is no comment of one line in CSS.".to_owned())),
        FileKind::Env => Form::Line("#"),
        FileKind::Text => match source.path.extension() {
            Some("yml" | "yaml" | "toml" | "conf" | "ini" | "properties" | "sh") => Form::Line("#"),
            Some("html" | "htm" | "xml" | "svg" | "md" | "mdx") => Form::Html,
            _ if source
                .path
                .file_name()
                .is_some_and(|name| name.starts_with("Dockerfile") || name.starts_with('.')) =>
            {
                Form::Line("#")
            }
            _ => {
                return Err(Refusal(
                    "No form of comment is known for this file; use `overrides` in staunch.json.".to_owned(),
                ));
            }
        },
    };
    Ok((at, indent, form))
}

/// The form of a comment before the token at `at`.
fn script_form(facts: &Facts, at: u32) -> Result<Form, Refusal> {
    let ast = &facts.ast;
    // The innermost node that began before the line.
    let around = ast
        .nodes
        .iter()
        .filter(|node| node.span.start < at && at < node.span.end)
        .min_by_key(|node| (node.span.len(), std::cmp::Reverse(node.span.start)));
    match around.map(|node| node.kind) {
        Some(Kind::TemplateText | Kind::Template { .. } | Kind::String) => {
            Err(Refusal("The line is inside of a text; put it into a constant of its own first.".to_owned()))
        }
        Some(Kind::JsxText) => Ok(Form::Jsx),
        Some(Kind::JsxElement { children, .. }) => {
            let children =
                ast.lists.get(children.start as usize..(children.start + children.len) as usize).unwrap_or_default();
            let inside = children.iter().any(|child| {
                let span = ast.nodes[child.index()].span;
                span.start <= at && at < span.end
            });
            Ok(if inside { Form::Jsx } else { Form::Line("//") })
        }
        _ => Ok(Form::Line("//")),
    }
}
