//! Regular expressions of rules, for files whose grammar says nothing: scripts, workflows, templates.

use std::sync::OnceLock;

use regex::{Captures, Regex};

use crate::syntax::data::in_comment;
use crate::text::{Span, line_before};

/// Compiled when it is first asked for.
pub(in crate::rules) struct Pattern {
    source: &'static str,
    regex: OnceLock<Option<Regex>>,
}

impl Pattern {
    pub(in crate::rules) const fn new(source: &'static str) -> Self {
        Self { source, regex: OnceLock::new() }
    }

    /// All matches, but those behind the mark of a comment on their line.
    pub(in crate::rules) fn find<'t>(&self, text: &'t str) -> impl Iterator<Item = Captures<'t>> {
        let regex = self.regex.get_or_init(|| Regex::new(self.source).ok());
        let all = regex.iter().flat_map(move |regex| regex.captures_iter(text));
        // The line is that of the first character to be seen.
        let start = |whole: regex::Match<'_>| whole.end() - whole.as_str().trim_start().len();
        all.filter(move |found| found.get(0).is_some_and(|whole| !in_comment(line_before(text, start(whole)))))
    }
}

/// The place of a group that took part.
pub(in crate::rules) fn group(found: &Captures<'_>, group: usize) -> Option<Span> {
    found.get(group).map(|part| Span::new(part.start() as u32, part.end() as u32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_do_not_count() {
        let pattern = Pattern::new("a(b)?");
        let found: Vec<_> = pattern.find("ab\n# a\n // a\nx # a\n a").map(|found| group(&found, 1)).collect();
        assert_eq!(found, [Some(Span::new(1, 2)), None]);
    }
}
