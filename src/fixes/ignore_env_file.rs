//! `ignore-env-file`: a line in `.gitignore`, so that the next `git add` leaves the file out.

use camino::Utf8PathBuf;

use super::{Action, Offer, OfferKind, Plan, Refusal, env_files};
use crate::rules::{Context, Finding};

pub(super) static ACTION: Action =
    Action { id: "ignore-env-file", summary: "Have git ignore a .env file", offer, plan };

fn offer(context: &Context<'_>, finding: &Finding) -> Option<Offer> {
    if !matches!(finding.rule, "env-not-ignored" | "env-tracked" | "env-copy-tracked") {
        return None;
    }
    let path = context.project.files.path(finding.file)?;
    // Ignored, but still tracked: only git can forget it.
    if context.project.git.ignored(&path) {
        return None;
    }
    let name = path.file_name()?;
    let ignore = ignore_file(context, finding)?;
    Some(Offer {
        id: ACTION.id,
        title: format!("Add `{name}` to {}", context.project.relative_path(&ignore)),
        kind: OfferKind::QuickFix,
        preferred: true,
        creates: context.project.is_free(&ignore),
        disabled: None,
    })
}

/// The nearest `.gitignore` above the file, else a new one at the project's root.
fn ignore_file(context: &Context<'_>, finding: &Finding) -> Option<Utf8PathBuf> {
    let path = context.project.files.path(finding.file)?;
    let root = &context.project.root;
    let above = path.ancestors().skip(1).take_while(|folder| folder.starts_with(root));
    let existing = above.map(|folder| folder.join(".gitignore")).find(|ignore| !context.project.is_free(ignore));
    Some(existing.unwrap_or_else(|| root.join(".gitignore")))
}

fn plan(context: &Context<'_>, finding: &Finding, _: Option<&str>) -> Result<Plan, Refusal> {
    let gone = || Refusal("The file is gone.".to_owned());
    let path = context.project.files.path(finding.file).ok_or_else(gone)?;
    let ignore = ignore_file(context, finding).ok_or_else(gone)?;
    let mut lines = vec![".env*".to_owned()];
    // Templates are meant to be committed.
    let mut templates: Vec<String> = context
        .project
        .env_files
        .iter()
        .filter(|file| file.example)
        .filter_map(|file| context.project.files.path(file.file))
        .filter(|template| ignore.parent().is_some_and(|top| template.starts_with(top)))
        .filter_map(|template| template.file_name().map(|name| format!("!{name}")))
        .collect();
    templates.sort();
    templates.dedup();
    lines.extend(templates);
    let name = path.file_name().unwrap_or(".env");
    if !name.starts_with(".env") {
        // `production.env`
        name.clone_into(&mut lines[0]);
    }
    let mut plan = Plan::default();
    env_files::append(context.project, &ignore, &lines.join("\n"), &mut plan);
    if matches!(finding.rule, "env-tracked" | "env-copy-tracked") {
        plan.notes.push(format!(
            "git still tracks the file: run `git rm --cached {}`; its history keeps the value.",
            context.project.relative_path(&path)
        ));
    }
    Ok(plan)
}
