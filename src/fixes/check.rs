//! A plan is looked at once more before anybody sees it.

use std::collections::BTreeMap;

use crate::fixes::{Edit, Plan, Refusal};
use crate::project::{FileId, FileKind, Project};
use crate::syntax;

/// Sorts the edits, and refuses a plan that would not leave what it promises: no overlapping edits, no new syntax error.
pub(crate) fn checked(project: &Project, mut plan: Plan) -> Result<Plan, Refusal> {
    plan.edits.sort_by_key(|edit| (project.relative(edit.file), edit.span.start, edit.span.end));
    plan.edits.dedup();
    for pair in plan.edits.windows(2) {
        if let [first, second] = pair
            && first.file == second.file
            && second.span.start < first.span.end
        {
            return Err(unexpected());
        }
    }
    for file in &plan.creates {
        if file.path.extension().is_some_and(|extension| matches!(extension, "ts" | "tsx" | "js" | "jsx")) {
            let facts = syntax::parse(file.text.as_str().into(), file.path.as_str());
            if !facts.errors.is_empty() {
                return Err(unexpected());
            }
        }
    }
    for (file, text) in texts(project, &plan.edits) {
        let Some(source) = project.file(file).filter(|source| source.kind == FileKind::Script) else { continue };
        let after = syntax::parse(text.into(), source.path.as_str());
        if after.errors.len() > source.facts().errors.len() {
            return Err(unexpected());
        }
    }
    Ok(plan)
}

fn unexpected() -> Refusal {
    Refusal("The code around the call is of a form that this action does not handle yet.".to_owned())
}

/// The files' texts after the edits.
pub(crate) fn texts(project: &Project, edits: &[Edit]) -> BTreeMap<FileId, String> {
    let mut by_file: BTreeMap<FileId, Vec<&Edit>> = BTreeMap::new();
    for edit in edits {
        by_file.entry(edit.file).or_default().push(edit);
    }
    by_file
        .into_iter()
        .filter_map(|(file, mut edits)| {
            let text = project.text(file)?;
            edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
            let mut out = String::with_capacity(text.len());
            let mut at = 0;
            for edit in edits {
                out.push_str(text.get(at..edit.span.start as usize)?);
                out.push_str(&edit.text);
                at = edit.span.end as usize;
            }
            out.push_str(text.get(at..)?);
            Some((file, out))
        })
        .collect()
}
