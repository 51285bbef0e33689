//! Lines in `.env` files.

use camino::Utf8Path;

use crate::fixes::{Edit, EditLabel, NewFile, Plan, Refusal, env_rename};
use crate::project::{App, Project};
use crate::text::Span;

/// Puts `NAME=value` into the app's `.env.local` (which git must ignore), and `NAME=` into its templates.
pub(crate) fn add(project: &Project, app: &App, name: &str, value: &str, plan: &mut Plan) -> Result<(), Refusal> {
    let folder = &app.config.env_dir;
    let folder = if folder.as_str().is_empty() { &app.root } else { folder };
    let path = folder.join(".env.local");
    if !project.git.ignored(&path) {
        return Err(Refusal(
            "git does not ignore `.env.local` here, so the value would be committed again; ignore it first.".to_owned(),
        ));
    }
    let line = format!("{name}={}", quoted(value)?);
    let known = env_rename::files_of(project, app)
        .into_iter()
        .filter(|file| !file.example && file.read_by_build())
        .find_map(|file| {
            let text = project.file(file.file)?.text();
            file.entry(name, &text).map(|entry| (project.relative(file.file), entry.value.of(&text).to_owned()))
        });
    match known {
        Some((_, existing)) if existing == value => {}
        Some((file, existing)) if !existing.is_empty() => {
            return Err(Refusal(format!(
                "`{name}` stands in `{file}` with another value; decide which of them is right."
            )));
        }
        _ => append(project, &path, &line, plan),
    }
    for file in env_rename::files_of(project, app).into_iter().filter(|file| file.example) {
        let Some(source) = project.file(file.file) else { continue };
        if file.entry(name, &source.text()).is_none() {
            append(project, &source.path, &format!("{name}="), plan);
        }
    }
    Ok(())
}

/// Adds lines at a file's end; creates the file when it is not there.
pub(crate) fn append(project: &Project, path: &Utf8Path, lines: &str, plan: &mut Plan) {
    if let Some(new) = plan.creates.iter_mut().find(|file| file.path == path) {
        new.text.push_str(lines);
        new.text.push('\n');
        return;
    }
    let Some(text) = project.peek(path) else {
        plan.creates.push(NewFile { path: path.to_owned(), text: format!("{lines}\n") });
        return;
    };
    let file = project.files.intern(path);
    let end = text.len() as u32;
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let lead = if text.is_empty() || text.ends_with('\n') { "" } else { newline };
    let added = format!("{lead}{}{newline}", lines.replace('\n', newline));
    // Several lines for one place make one edit.
    let last = plan.edits.iter_mut().find(|edit| edit.file == file && edit.span == Span::new(end, end));
    match last {
        Some(edit) => {
            edit.text.push_str(&lines.replace('\n', newline));
            edit.text.push_str(newline);
        }
        None => {
            plan.edits.push(Edit { file, span: Span::new(end, end), text: added, label: EditLabel::Other });
        }
    }
}

/// A value as a `.env` file writes it.
fn quoted(value: &str) -> Result<String, Refusal> {
    let plain = value.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '#' | '"' | '\'' | '`' | '$' | '\\'));
    if plain {
        return Ok(value.to_owned());
    }
    if !value.contains(['\'', '\n']) {
        return Ok(format!("'{value}'"));
    }
    if !value.contains(['"', '$', '\\']) {
        return Ok(format!("\"{}\"", value.replace('\n', "\\n")));
    }
    Err(Refusal("The value cannot be written into a `.env` file as it is.".to_owned()))
}
