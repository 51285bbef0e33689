//! A variable's other name: in code and in every `.env` file.

use std::sync::Arc;

use crate::fixes::{Edit, EditLabel, Refusal};
use crate::graph::Graph;
use crate::project::{App, EnvFile, FileId, FileKind, Project, SourceFile};
use crate::text::Span;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rename {
    pub from: String,
    pub to: String,
}

/// The name without the prefix that makes it public; `None` when it has none, or nothing would be left.
pub(crate) fn private_name(app: &App, name: &str) -> Option<String> {
    let prefix = app
        .config
        .env_prefixes
        .iter()
        .chain(app.framework.public_prefixes.iter().map(|prefix| Box::from(*prefix)).collect::<Vec<_>>().iter())
        .filter(|prefix| !prefix.is_empty() && name.starts_with(&***prefix))
        .map(|prefix| prefix.len())
        .max()?;
    let rest = name.get(prefix..)?.trim_start_matches('_');
    rest.starts_with(|c: char| c.is_ascii_alphabetic()).then(|| rest.to_owned())
}

/// Where code reads the variable.
pub(crate) fn readers(project: &Project, name: &str) -> Vec<(FileId, Span)> {
    let mut found = Vec::new();
    let may_read = |file: &&Arc<SourceFile>| {
        file.kind == FileKind::Script && file.sketch.may_read_env && file.text().contains(name)
    };
    for file in project.sources.iter().filter(may_read) {
        for read in &file.facts().env_reads {
            if let Some(span) = read.name
                && span.of(&file.text()).trim_matches(['\'', '"', '`']) == name
            {
                found.push((file.id, span));
            }
        }
    }
    found.sort_by_key(|(file, span)| (project.relative(*file), span.start));
    found
}

/// The reader in client code that keeps the variable public, if there is one outside of `moved`.
pub(crate) fn client_reader(
    project: &Project,
    graph: &Graph,
    name: &str,
    moved: &dyn Fn(FileId, Span) -> bool,
) -> Option<(FileId, Span)> {
    readers(project, name).into_iter().find(|(file, span)| !moved(*file, *span) && graph.client(*file).is_some())
}

/// All edits of a rename but those inside of `moved`.
pub(crate) fn edits(
    project: &Project,
    app: &App,
    rename: &Rename,
    moved: &dyn Fn(FileId, Span) -> bool,
) -> Result<Vec<Edit>, Refusal> {
    let mut edits = Vec::new();
    for (file, span) in readers(project, &rename.from) {
        if moved(file, span) {
            continue;
        }
        let Some(source) = project.file(file) else { continue };
        let text = source.text();
        let written = span.of(&text).replace(&rename.from, &rename.to);
        edits.push(Edit {
            file,
            span,
            text: renamed(project, file, span, rename, written),
            label: EditLabel::EnvRename,
        });
    }
    edits.extend(declarations(project, app, rename));
    edits.extend(env_files(project, app, rename)?);
    Ok(edits)
}

/// `const { OLD } = process.env` keeps the name that the rest of the file uses.
fn renamed(project: &Project, file: FileId, span: Span, rename: &Rename, plain: String) -> String {
    let Some(source) = project.file(file) else { return plain };
    let facts = source.facts();
    let shorthand = facts.env_reads.iter().any(|read| {
        read.name == Some(span)
            && matches!(
                facts.ast.nodes[read.node.index()].kind,
                crate::syntax::ast::Kind::Property { shorthand: true, .. }
            )
    });
    if shorthand { format!("{}: {}", rename.to, rename.from) } else { plain }
}

/// Where projects declare the environment's type.
const DECLARATIONS: [&str; 10] = [
    "env.d.ts",
    "environment.d.ts",
    "global.d.ts",
    "globals.d.ts",
    "process-env.d.ts",
    "src/env.d.ts",
    "src/environment.d.ts",
    "src/global.d.ts",
    "types/env.d.ts",
    "types/environment.d.ts",
];

/// `interface ProcessEnv { NEXT_PUBLIC_X: string }` in declaration files.
fn declarations(project: &Project, app: &App, rename: &Rename) -> Vec<Edit> {
    let mut edits = Vec::new();
    for name in DECLARATIONS {
        let path = app.root.join(name);
        let Some(text) = project.peek(&path) else { continue };
        for (at, _) in text.match_indices(rename.from.as_str()) {
            let end = at + rename.from.len();
            let part = |c: char| c.is_ascii_alphanumeric() || c == '_';
            if !text[..at].ends_with(part) && !text[end..].starts_with(part) {
                edits.push(Edit {
                    file: project.files.intern(&path),
                    span: Span::new(at as u32, end as u32),
                    text: rename.to.clone(),
                    label: EditLabel::EnvRename,
                });
            }
        }
    }
    edits
}

/// The files that the app's build or a person reads for it.
pub(crate) fn files_of<'p>(project: &'p Project, app: &App) -> Vec<&'p EnvFile> {
    project
        .env_files
        .iter()
        .filter(|file| {
            file.app == Some(app.id)
                || project.files.path(file.file).is_some_and(|path| {
                    path.parent().is_some_and(|folder| folder.starts_with(&app.root) || app.root.starts_with(folder))
                })
        })
        .collect()
}

fn env_files(project: &Project, app: &App, rename: &Rename) -> Result<Vec<Edit>, Refusal> {
    let files = files_of(project, app);
    let value_of = |file: &EnvFile, name: &str| {
        let text = project.file(file.file)?.text();
        file.entry(name, &text).map(|entry| entry.value.of(&text).to_owned())
    };
    let old = files.iter().filter(|file| !file.example).find_map(|file| value_of(file, &rename.from));
    for file in files.iter().filter(|file| !file.example) {
        let Some(existing) = value_of(file, &rename.to) else { continue };
        let here = value_of(file, &rename.from).or_else(|| old.clone());
        if here.is_some_and(|here| here != existing && !existing.is_empty()) {
            return Err(Refusal(format!(
                "`{}` stands in `{}` with another value than `{}`; decide which of them is right.",
                rename.to,
                project.relative(file.file),
                rename.from
            )));
        }
    }
    let mut edits = Vec::new();
    for file in files {
        let Some(source) = project.file(file.file) else { continue };
        let text = source.text();
        let taken = file.entry(&rename.to, &text).is_some();
        for entry in file.entries.iter().filter(|entry| entry.name.of(&text) == rename.from) {
            let mut push = |span: Span, text: String| {
                edits.push(Edit { file: file.file, span, text, label: EditLabel::EnvRename });
            };
            if taken && !entry.commented {
                push(line_of(&text, entry.span), String::new());
                continue;
            }
            push(entry.name, rename.to.clone());
            if file.example && !entry.commented && !entry.value.is_empty() {
                let quotes = u32::from(entry.quote.is_some());
                push(Span::new(entry.value.start - quotes, entry.value.end + quotes), String::new());
            }
        }
    }
    Ok(edits)
}

/// The whole line around a span, its end included.
fn line_of(text: &str, span: Span) -> Span {
    let start = text.get(..span.start as usize).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let rest = text.get(span.end as usize..).unwrap_or_default();
    let end = rest.find('\n').map_or(text.len(), |at| span.end as usize + at + 1);
    Span::new(start as u32, end as u32)
}
