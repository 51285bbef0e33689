//! The style at a place of the project: configured at or above it, else measured in the files around.

use camino::{Utf8Path, Utf8PathBuf};

use super::move_to_route::major_version;
use super::printer;
use super::style::{Style, StyleFile};
use crate::project::{App, Project};
use crate::syntax;
use crate::syntax::facts::Facts;

/// Names of files that say how code is laid out.
const SETTINGS: [&str; 17] = [
    ".prettierrc",
    ".prettierrc.json",
    ".prettierrc.json5",
    ".prettierrc.yaml",
    ".prettierrc.yml",
    ".prettierrc.toml",
    ".prettierrc.js",
    ".prettierrc.mjs",
    ".prettierrc.cjs",
    ".prettierrc.ts",
    "prettier.config.js",
    "prettier.config.mjs",
    "prettier.config.cjs",
    "prettier.config.ts",
    "package.json",
    "biome.json",
    "biome.jsonc",
];

/// The style of a new file at `path`; `neighbours` are measured where nothing is configured.
pub(crate) fn of_new_file(project: &Project, app: &App, path: &Utf8Path, neighbours: &[&Facts]) -> Style {
    let measured = Style::measured(neighbours);
    let mut found: Vec<(Utf8PathBuf, std::sync::Arc<str>)> = Vec::new();
    let top = if app.root.starts_with(&project.root) { project.root.as_path() } else { app.root.as_path() };
    for folder in path.ancestors().skip(1).take_while(|folder| folder.starts_with(top)) {
        for name in SETTINGS.iter().chain(&[".editorconfig"]) {
            let settings = folder.join(name);
            if let Some(text) = project.peek(&settings) {
                found.push((settings, text));
            }
        }
    }
    let files: Vec<StyleFile<'_>> = found.iter().map(|(path, text)| StyleFile { path, text }).collect();
    let prettier = app.dependencies.get("prettier").and_then(|range| major_version(range));
    Style::configured(path, &files, measured, prettier).unwrap_or(measured)
}

/// A whole file in that style.
pub(crate) fn print_file(text: String, path: &Utf8Path, style: &Style) -> String {
    let facts = syntax::parse(text.into(), path.as_str());
    style.finish(printer::print(&facts, style))
}

/// Statements in that style, to be put into a file at a depth: `indent` stands before each line but the first, and
/// `column` is where the first one begins.
pub(crate) fn print_snippet(text: &str, path: &Utf8Path, style: &Style, indent: &str, column: usize) -> String {
    let width = usize::from(style.width).saturating_sub(column).max(20);
    let narrow = Style { width: u16::try_from(width).unwrap_or(style.width), ..*style };
    let facts = syntax::parse(text.into(), path.as_str());
    let printed = printer::print(&facts, &narrow);
    let mut out = String::new();
    for (index, line) in printed.trim_end().lines().enumerate() {
        if index > 0 {
            out.push('\n');
            if !line.is_empty() {
                out.push_str(indent);
            }
        }
        out.push_str(line);
    }
    style.line_ends(out)
}
