//! `staunch-ignore-next-line RULE: reason` and `staunch-ignore-file RULE: reason`, in the comment of whatever language.

use crate::syntax::data::{COMMENT_MARKS, is_comment};
use crate::text::Span;

/// What every suppression begins with.
pub(super) const MARK: &str = "staunch-ignore-";

const FORMS: [(&str, Form); 2] = [("staunch-ignore-next-line", Form::NextLine), ("staunch-ignore-file", Form::File)];

#[derive(Clone, Copy)]
enum Form {
    NextLine,
    File,
}

/// What a suppression speaks of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::rules) enum Scope {
    /// One line, from 0.
    Line(u32),
    File,
    /// It is meant for the file, but stands behind what the file begins with.
    Misplaced,
}

/// One such comment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::rules) struct Suppression {
    /// From the mark to the end of the reason.
    pub span: Span,
    /// The rules it names, and where; several are separated by commas.
    pub rules: Vec<(Span, Box<str>)>,
    pub reason: bool,
    pub scope: Scope,
}

impl Suppression {
    /// Whether it silences the rule on that line. Without a reason it silences nothing.
    pub(super) fn covers(&self, rule: &str, line: u32) -> bool {
        let reaches = match self.scope {
            Scope::Line(covered) => covered == line,
            Scope::File => true,
            Scope::Misplaced => false,
        };
        self.reason && reaches && self.rules.iter().any(|(_, named)| **named == *rule)
    }
}

/// Where comments may stand in a text.
#[derive(Clone, Copy, Debug)]
pub(super) enum Comments<'a> {
    /// These are all; the first statement starts at `code`.
    Known { all: &'a [Span], code: u32 },
    /// Every line that begins with a comment's mark (`#`, `<!--`, `//`).
    Lines,
}

impl Comments<'_> {
    /// The end of the comment that the offset stands in.
    fn end_of(self, text: &str, at: usize) -> Option<usize> {
        match self {
            Self::Known { all, .. } => {
                let around = all.iter().find(|comment| comment.start as usize <= at && at < comment.end as usize);
                around.map(|comment| comment.end as usize)
            }
            Self::Lines => line_comment(text, at),
        }
    }

    /// Whether nothing but comments stands before the offset.
    fn begin(self, text: &str, at: usize) -> bool {
        match self {
            Self::Known { code, .. } => at < code as usize,
            Self::Lines => text[..at].lines().map(str::trim).all(|line| line.is_empty() || is_comment(line)),
        }
    }
}

/// The comments of `text` that suppress something. `line` tells the line of an offset.
pub(super) fn suppressions(text: &str, comments: Comments<'_>, line: impl Fn(u32) -> u32) -> Vec<Suppression> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices(MARK) {
        let Some((mark, form)) = FORMS.iter().find(|(mark, _)| text[at..].starts_with(mark)) else { continue };
        let Some(end) = comments.end_of(text, at) else { continue };
        let Some(rest) = text.get(at + mark.len()..end) else { continue };
        let first_line = rest.lines().next().unwrap_or_default();
        let body = ["*/", "-->"].iter().find_map(|close| rest.trim_end().strip_suffix(close)).unwrap_or(rest);
        let (rules, reason) = match body.split_once(':') {
            Some((rules, reason)) => (rules, reason.trim()),
            None => (body, ""),
        };
        let rules = named(rules, at + mark.len());
        let shown = mark.len() + first_line.trim_end().trim_end_matches("*/").trim_end_matches("-->").trim_end().len();
        found.push(Suppression {
            span: Span::new(at as u32, (at + shown) as u32),
            rules,
            reason: reason.chars().filter(|char| char.is_alphanumeric()).count() >= 3,
            scope: match form {
                Form::NextLine => Scope::Line(line(end.saturating_sub(1) as u32) + 1),
                Form::File if comments.begin(text, at) => Scope::File,
                Form::File => Scope::Misplaced,
            },
        });
    }
    found
}

/// The words of a list that starts at `from`, and where they stand.
fn named(list: &str, from: usize) -> Vec<(Span, Box<str>)> {
    let words = list.split([',', ' ', '\t', '\n', '\r']).filter(|word| !word.is_empty());
    words
        .map(|word| {
            let start = from + (word.as_ptr() as usize - list.as_ptr() as usize);
            (Span::new(start as u32, (start + word.len()) as u32), word.into())
        })
        .collect()
}

/// The end of the line comment that the offset stands in.
fn line_comment(text: &str, at: usize) -> Option<usize> {
    let start = text[..at].rfind(['\n', '\r']).map_or(0, |newline| newline + 1);
    let lead = text[start..at].trim_end();
    let marked = COMMENT_MARKS.iter().any(|mark| lead.ends_with(mark));
    let end = text[at..].find(['\n', '\r']).map_or(text.len(), |newline| at + newline);
    marked.then_some(end)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const NEXT_LINE: &str = FORMS[0].0;
    const FILE: &str = FORMS[1].0;

    fn of(text: &str, comments: Comments<'_>) -> Vec<Suppression> {
        suppressions(text, comments, |offset| text[..offset as usize].matches('\n').count() as u32)
    }

    #[test]
    fn reads_every_comment_form() {
        let reason = "the key is rotated daily";
        for text in [
            format!("# {NEXT_LINE} env-tracked: {reason}\nA=1\n"),
            format!("<!-- {NEXT_LINE} env-tracked: {reason} -->\nA=1\n"),
            format!("// {NEXT_LINE} env-tracked : {reason}\nA=1\n"),
        ] {
            let [found] = &of(&text, Comments::Lines)[..] else { panic!("{text}") };
            assert!(found.covers("env-tracked", 1), "{text}");
            assert!(!found.covers("env-tracked", 2) && !found.covers("other", 1), "{text}");
        }
        let block = format!("{{/* {NEXT_LINE} a, b: {reason} */}}\nx");
        let comment = Span::new(1, block.find("*/").unwrap() as u32 + 2);
        let [found] = &of(&block, Comments::Known { all: &[comment], code: 0 })[..] else { panic!() };
        assert!(found.covers("a", 1) && found.covers("b", 1));
    }

    #[test]
    fn a_comment_without_reason_covers_nothing() {
        for text in [
            format!("# {NEXT_LINE} env-tracked\nA=1"),
            format!("# {NEXT_LINE} env-tracked:   \nA=1"),
            format!("# {NEXT_LINE} a: .\nA"),
        ] {
            let [found] = &of(&text, Comments::Lines)[..] else { panic!("{text}") };
            assert!(!found.reason && !found.covers("env-tracked", 1), "{text}");
        }
    }

    #[test]
    fn text_that_is_no_comment_is_none() {
        assert!(
            of(&format!("const s = '{NEXT_LINE} x: because';\n"), Comments::Known { all: &[], code: 0 }).is_empty()
        );
        assert!(of(&format!("A={NEXT_LINE} x: because\n"), Comments::Lines).is_empty());
    }

    #[test]
    fn a_file_is_covered_from_its_beginning_only() {
        let scope = |text: &str, comments| of(text, comments)[0].scope;
        let comment = format!("# {FILE} env-tracked: a demo\n");
        assert_eq!(scope(&format!("# Settings\n\n{comment}A=1\n"), Comments::Lines), Scope::File);
        assert_eq!(scope(&format!("A=1\n{comment}"), Comments::Lines), Scope::Misplaced);
        let script = format!("// {FILE} a: a demo\nf();\n// {FILE} a: a demo\n");
        let second = script.rfind("//").unwrap() as u32;
        let all = [Span::new(0, second - 6), Span::new(second, script.len() as u32 - 1)];
        let found = of(&script, Comments::Known { all: &all, code: second - 5 });
        assert_eq!([found[0].scope, found[1].scope], [Scope::File, Scope::Misplaced]);
        assert!(found[0].covers("a", 0) && found[0].covers("a", 9) && !found[0].covers("b", 0));
    }
}
