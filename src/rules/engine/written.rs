//! Credentials that stand in files of one purpose.

use super::{Draft, File, Secret, words};
use crate::flow::candidate::is_test_path;
use crate::rules::Exposure;
use crate::secrets::Confidence;
use crate::text::Span;

impl File<'_> {
    /// How far what is written here has got, and the sentence that says so.
    pub(in crate::rules) fn spread(&self) -> (Exposure, &'static str) {
        let git = &self.shared.context.project.git;
        if git.ignored(&self.source.path) {
            (Exposure::E0, "Git ignores this file, but it stands here in plain text.")
        } else if git.tracked(&self.source.path) == Some(false) {
            (
                Exposure::E1,
                "Nothing is exposed yet, but git does not ignore this file: the next `git add` takes it along.",
            )
        } else {
            (Exposure::E2, "It is exposed to everybody who can read the repository.")
        }
    }

    /// Tells a credential of the text; `next` is what to do before it is revoked.
    pub(in crate::rules) fn written(&self, span: Span, secret: &Secret, why: &str, next: &str) -> Draft {
        let (exposure, spread) = self.spread();
        let mut draft = Draft::of(secret, self.first_line(span), exposure);
        draft.message = format!(
            "This {}{}: {}. {why}{spread}",
            words::is_kind(secret),
            words::evidence(secret),
            words::power(secret)
        );
        draft.next = format!("{next}, then {}.", words::revoke(secret));
        if is_test_path(&self.relative) {
            draft.confidence = draft.confidence.min(Confidence::Likely);
        }
        draft
    }

    /// A key block spans lines; its first one tells it.
    pub(in crate::rules) fn first_line(&self, span: Span) -> Span {
        let text = self.text();
        let length = span.of(&text).find(['\n', '\r']).map_or(span.end, |at| span.start + at as u32);
        Span::new(span.start, length)
    }
}
