//! What a page or a component says between its scripts: texts that ship as they are, and names between percent signs, which a
//! build replaces by values: `%VITE_X%`.
//!
//! Source: builds by Vite 8 and 7, comments included; create-react-app.dev, *Adding Custom Environment Variables*;
//! svelte.dev/docs/kit, *Project structure*.

use super::File;
use crate::project::{FileKind, framework, html, markup};
use crate::text::Span;

/// A public variable that the page is made with.
pub(in crate::rules) struct Named {
    pub name: Box<str>,
    pub span: Span,
    /// In a script that is bundled.
    pub in_module: bool,
}

/// How a text between elements gets to the browser.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::rules) enum Printed {
    /// It is a part of the page that a build starts from, or of a component's code; `certain` when every bundler does so.
    Ships { certain: bool },
    /// The server prints it into its pages.
    Html,
}

/// How what stands in this place gets to the browser, if it is no code of a page or a component; `None`: it does not.
///
/// Builds leave comments in pages, and drop those of components; Astro prints its own (docs.astro.build, *Astro syntax*).
pub(in crate::rules) fn printed(file: &File<'_>, at: Span) -> Option<Printed> {
    let text = file.text();
    let comment = || markup::comments(&text).into_iter().find(|comment| comment.contains(at));
    let is_printed = |way| (!markup::is_script(&text, at.start)).then_some(way);
    match file.source.kind {
        FileKind::Html => before(file).and_then(|_| is_printed(Printed::Ships { certain: true })),
        FileKind::Markup if markup::is_split(file.name()) => {
            let stays = comment().is_none_or(|comment| markup::is_of_page(&text, comment));
            is_printed(Printed::Html).filter(|_| stays && file.shared.context.graph.root(file.id).is_some())
        }
        FileKind::Markup if comment().is_some() => None,
        FileKind::Markup => {
            let reached = file.reached().filter(|reached| reached.ships)?;
            is_printed(Printed::Ships { certain: reached.certain })
        }
        _ => None,
    }
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
