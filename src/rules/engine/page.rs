//! Names between percent signs in a page, which a build replaces by values: `%VITE_X%`.
//!
//! Source: builds by Vite 8 and 7, comments included; create-react-app.dev, *Adding Custom Environment Variables*;
//! svelte.dev/docs/kit, *Project structure*.

use super::File;
use crate::project::{FileKind, framework, html};
use crate::text::Span;

/// A public variable that the page is made with.
pub(in crate::rules) struct Named {
    pub name: Box<str>,
    pub span: Span,
    /// In a script that is bundled.
    pub in_module: bool,
}

/// The public names that a build of the file's app replaces in it.
pub(in crate::rules) fn names(file: &File<'_>) -> Vec<Named> {
    let (FileKind::Html, Some(app)) = (file.source.kind, file.app) else { return Vec::new() };
    let Some(before) = before(file) else { return Vec::new() };
    let text = file.text();
    let modules: Vec<Span> = html::scripts(&text).into_iter().filter(|it| it.module).map(|it| it.code).collect();
    let mut names = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find('%').map(|found| at + found + 1) {
        let end = text[open..].find(|c: char| c == '%' || c.is_whitespace()).map(|found| open + found);
        let Some(end) = end.filter(|end| text[*end..].starts_with('%')) else {
            at = open;
            continue;
        };
        let span = Span::new(open as u32, end as u32);
        let name = text[open..end].strip_prefix(before).filter(|name| app.is_public_env(name));
        let in_module = modules.iter().any(|code| code.contains(span));
        names.extend(name.map(|name| Named { name: name.into(), span, in_module }));
        at = end + usize::from(name.is_some());
    }
    names
}

/// What stands before a name in this page; `None` where nothing is replaced.
fn before(file: &File<'_>) -> Option<&'static str> {
    let app = file.app?;
    if app.framework.starts.is_empty() {
        return file.shared.context.graph.root(file.id).map(|_| "");
    }
    let rest = file.source.path.strip_prefix(&app.root).ok()?;
    let pages = app.framework.pages.iter();
    pages.filter(|(pattern, _)| framework::fits(pattern, rest.as_str())).map(|(_, before)| *before).next()
}
