//! `staunch-ignore-next-line RULE: reason`, in the comment of whatever language.

use crate::text::Span;

/// What every suppression holds.
pub(super) const MARK: &str = "staunch-ignore-next-line";

/// One such comment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::rules) struct Suppression {
    /// From the mark to the end of the reason.
    pub span: Span,
    /// The rules it names; several are separated by commas.
    pub rules: Vec<String>,
    pub reason: bool,
    /// The line that it covers, from 0.
    line: u32,
}

impl Suppression {
    /// Whether it silences the rule on that line. Without a reason it silences nothing.
    pub(super) fn covers(&self, rule: &str, line: u32) -> bool {
        self.reason && self.line == line && self.rules.iter().any(|named| named == rule)
    }
}

/// The comments of `text` that suppress something; `comments` are the places of comments, or `None` where every line
/// with a comment's mark (`#`, `<!--`, `//`) counts. `line` tells the line of an offset.
pub(super) fn suppressions(text: &str, comments: Option<&[Span]>, line: impl Fn(u32) -> u32) -> Vec<Suppression> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices(MARK) {
        let start = at as u32;
        let end = match comments {
            Some(comments) => match comments.iter().find(|comment| comment.start <= start && start < comment.end) {
                Some(comment) => comment.end,
                None => continue,
            },
            None => match line_comment(text, at) {
                Some(end) => end as u32,
                None => continue,
            },
        };
        let Some(rest) = text.get(at + MARK.len()..end as usize) else { continue };
        let first_line = rest.lines().next().unwrap_or_default();
        let body = ["*/", "-->"].iter().find_map(|close| rest.trim_end().strip_suffix(close)).unwrap_or(rest);
        let (rules, reason) = match body.split_once(':') {
            Some((rules, reason)) => (rules, reason.trim()),
            None => (body, ""),
        };
        let rules = rules
            .split([',', ' ', '\t', '\n', '\r'])
            .map(str::trim)
            .filter(|rule| !rule.is_empty())
            .map(str::to_owned)
            .collect();
        let shown = MARK.len() + first_line.trim_end().trim_end_matches("*/").trim_end_matches("-->").trim_end().len();
        found.push(Suppression {
            span: Span::new(start, start + shown as u32),
            rules,
            reason: reason.chars().filter(|char| char.is_alphanumeric()).count() >= 3,
            line: line(end.saturating_sub(1)) + 1,
        });
    }
    found
}

/// The end of the line comment that the offset stands in.
fn line_comment(text: &str, at: usize) -> Option<usize> {
    let start = text[..at].rfind(['\n', '\r']).map_or(0, |newline| newline + 1);
    let lead = text[start..at].trim_end();
    let marked = lead.ends_with('#') || lead.ends_with("//") || lead.ends_with("<!--") || lead.ends_with("/*");
    let end = text[at..].find(['\n', '\r']).map_or(text.len(), |newline| at + newline);
    marked.then_some(end)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn of(text: &str, comments: Option<&[Span]>) -> Vec<Suppression> {
        suppressions(text, comments, |offset| text[..offset as usize].matches('\n').count() as u32)
    }

    #[test]
    fn reads_every_comment_form() {
        let reason = "the key is rotated daily";
        for text in [
            format!("# {MARK} env-tracked: {reason}\nA=1\n"),
            format!("<!-- {MARK} env-tracked: {reason} -->\nA=1\n"),
            format!("// {MARK} env-tracked : {reason}\nA=1\n"),
        ] {
            let [found] = &of(&text, None)[..] else { panic!("{text}") };
            assert!(found.covers("env-tracked", 1), "{text}");
            assert!(!found.covers("env-tracked", 2) && !found.covers("other", 1), "{text}");
        }
        let block = format!("{{/* {MARK} a, b: {reason} */}}\nx");
        let [found] = &of(&block, Some(&[Span::new(1, block.find("*/").unwrap() as u32 + 2)]))[..] else { panic!() };
        assert!(found.covers("a", 1) && found.covers("b", 1));
    }

    #[test]
    fn a_comment_without_reason_covers_nothing() {
        for text in [
            format!("# {MARK} env-tracked\nA=1"),
            format!("# {MARK} env-tracked:   \nA=1"),
            format!("# {MARK} a: .\nA"),
        ] {
            let [found] = &of(&text, None)[..] else { panic!("{text}") };
            assert!(!found.reason && !found.covers("env-tracked", 1), "{text}");
        }
    }

    #[test]
    fn text_that_is_no_comment_is_none() {
        assert!(of(&format!("const s = '{MARK} x: because';\n"), Some(&[])).is_empty());
        assert!(of(&format!("A={MARK} x: because\n"), None).is_empty());
    }
}
