//! `--format human`: rustc's manner. Source lines are shown with their values masked.

use std::borrow::Cow;
use std::fmt::Write;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::Report;
use super::told::Told;
use crate::rules::{Exposure, Severity};
use crate::secrets::{Confidence, Power};
use crate::text::{LineIndex, Span};

/// The report as text, with ANSI colours if `color`, ending in a summary line.
pub(super) fn render(report: &Report<'_>, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() }.decor_style(DecorStyle::Ascii);
    let mut out = String::new();
    for told in &report.findings {
        out.push_str(&one(told, &renderer));
        out.push_str("\n\n");
    }
    out.push_str(&summary(report));
    out
}

fn one(told: &Told<'_>, renderer: &Renderer) -> String {
    let level = match told.severity {
        Severity::Critical => Level::ERROR.with_name("critical"),
        Severity::High => Level::ERROR.with_name("high"),
        Severity::Medium => Level::WARNING.with_name("medium"),
        Severity::Low => Level::INFO.with_name("low"),
        Severity::Hint => Level::NOTE.with_name("hint"),
    };
    let (title, rest) = headline(&told.message);
    let title = level.primary_title(title).id(told.rule);
    let mut group = match told.excerpt() {
        Some((masked, span)) => {
            let window = Window::around(&masked, span);
            title.element(
                Snippet::source(window.text)
                    .line_start(window.first_line)
                    .path(told.shown.clone())
                    .annotation(AnnotationKind::Primary.span(window.span.range())),
            )
        }
        None => {
            let (line, column) = (told.start.line as usize, told.start.column as usize);
            title.element(Origin::path(told.shown.clone()).line(line).char_column(column))
        }
    };
    if !rest.is_empty() {
        group = group.element(Level::NOTE.no_name().message(rest));
    }
    if let Some(way) = way(told) {
        group = group.element(Level::NOTE.with_name("way").message(way));
    }
    group = group.element(Level::NOTE.with_name("risk").message(risk(told)));
    if let Some(since) = told.since() {
        group = group.element(Level::NOTE.with_name("since").message(since));
    }
    if !told.next.is_empty() {
        group = group.element(Level::HELP.with_name("next").message(told.next.clone()));
    }
    if let Some(fix) = fix(told) {
        group = group.element(Level::HELP.with_name("fix").message(fix));
    }
    renderer.render(&[group] as &[Group<'_>])
}

/// What it is, and what follows: what that means, and where it goes.
fn headline(message: &str) -> (String, String) {
    if let Some((what, rest)) = message.split_once(": whoever ") {
        return (what.to_owned(), format!("Whoever {rest}"));
    }
    match message.split_once(". ") {
        Some((first, rest)) => (first.to_owned(), rest.to_owned()),
        None => (message.trim_end_matches('.').to_owned(), String::new()),
    }
}

/// `app/page.tsx:3 → components/verify.tsx:5 → lib/sms.ts`: each file with the line of its import.
fn way(told: &Told<'_>) -> Option<String> {
    let mut way = String::new();
    for step in told.chain.as_ref()? {
        let _ = write!(way, "{}:{} → ", step.file, step.at.line);
    }
    way.push_str(&told.file);
    Some(way)
}

fn risk(told: &Told<'_>) -> String {
    let power = match told.power {
        Power::K0 => "no credential of its own",
        Power::K1 => "K1, restricted or test",
        Power::K2 => "K2, spends money or reads and writes data",
        Power::K3 => "K3, account root or bypasses the access rules",
    };
    let exposure = match told.exposure {
        Exposure::E0 => "E0, hygiene",
        Exposure::E1 => "E1, one edit away from a leak",
        Exposure::E2 => "E2, in a published file or in git",
        Exposure::E3 => "E3, in what the server sends",
        Exposure::E4 => "E4, in the client bundle",
    };
    let confidence = match told.confidence {
        Confidence::Guess => "guess",
        Confidence::Likely => "likely",
        Confidence::Proven => "proven",
    };
    format!("power {power}; exposure {exposure}; {confidence}")
}

/// The command that makes the preferred edit.
fn fix(told: &Told<'_>) -> Option<String> {
    let offers = told.offers();
    let offer = offers
        .iter()
        .find(|offer| offer.preferred && offer.disabled.is_none())
        .or_else(|| offers.iter().find(|offer| offer.disabled.is_none() && offer.id != "suppress"))?;
    let at = format!("{}:{}:{}", told.shown, told.start.line, told.start.column);
    // A path holds no NUL, the one thing that no shell can be given.
    let at = shlex::try_quote(&at).unwrap_or(Cow::Borrowed(&at));
    Some(format!("{}\nstaunch fix --action {} --at {at} --write", offer.title, offer.id))
}

fn summary(report: &Report<'_>) -> String {
    let count = |severity| report.findings.iter().filter(|told| told.severity == severity).count();
    let accepted = match report.accepted {
        0 => String::new(),
        accepted => format!("; {accepted} more in the baseline"),
    };
    if report.findings.is_empty() {
        return format!("staunch: nothing found{accepted}\n");
    }
    let words = [Severity::Critical, Severity::High, Severity::Medium, Severity::Low, Severity::Hint]
        .into_iter()
        .filter(|severity| count(*severity) > 0)
        .map(|severity| format!("{} {}", count(severity), severity.word()))
        .collect::<Vec<_>>()
        .join(", ");
    let total = report.findings.len();
    let noun = if total == 1 { "finding" } else { "findings" };
    format!("staunch: {total} {noun} ({words}){accepted}\n")
}

/// The lines of a text that a span touches, at most a screen of them, cut to a readable width.
struct Window {
    text: String,
    /// From 1.
    first_line: usize,
    span: Span,
}

impl Window {
    /// Minified files have lines of megabytes: what is shown of a line.
    const WIDTH: u32 = 160;
    const LINES: u32 = 12;

    fn around(text: &str, span: Span) -> Self {
        let lines = LineIndex::new(text);
        let first = lines.line_of(span.start);
        let last = lines.line_of(span.end.max(span.start)).min(first + Self::LINES);
        let shown = lines.line(first).cover(lines.line(last));
        let floor = |offset: u32| text.floor_char_boundary(offset as usize) as u32;
        let start = shown.start.max(floor(span.start.saturating_sub(Self::WIDTH)));
        let end = shown.end.min(floor(span.end.saturating_add(Self::WIDTH).min(start + 8 * Self::WIDTH))).max(start);
        let clip = |offset: u32| offset.clamp(start, end) - start;
        Self {
            text: Span::new(start, end).of(text).to_owned(),
            first_line: first as usize + 1,
            span: Span::new(clip(span.start), clip(span.end)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_holds_the_lines_of_the_span() {
        let text = "one\ntwo three\nfour\n";
        let window = Window::around(text, Span::new(8, 13));
        assert_eq!((window.text.as_str(), window.first_line, window.span), ("two three", 2, Span::new(4, 9)));
    }

    #[test]
    fn a_window_into_a_minified_line_is_short() {
        let text = "é".repeat(100_000);
        let window = Window::around(&text, Span::new(100_000, 100_010));
        assert!(window.text.len() < 2_000);
        assert_eq!(window.span.len(), 10);
    }

    #[test]
    fn the_headline_is_the_first_sentence() {
        assert_eq!(headline("It ships. Do this."), ("It ships".to_owned(), "Do this.".to_owned()));
        assert_eq!(headline("It ships."), ("It ships".to_owned(), String::new()));
    }
}
