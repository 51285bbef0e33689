//! Credentials that are written down, and how far that has got them.

use super::{Draft, File, Secret, words};
use crate::flow::candidate::is_test_path;
use crate::project::{EnvEntry, Purpose};
use crate::rules::Exposure;
use crate::secrets::Confidence;
use crate::text::Span;

impl File<'_> {
    /// How far what is written here has got, and the sentence that says so.
    fn spread(&self) -> (Exposure, &'static str) {
        let git = &self.shared.context.project.git;
        if git.ignored(&self.source.path) {
            return (Exposure::E0, "It does not ship and git ignores this file, but it stands here in plain text.");
        }
        // What belongs to a machine is made where it is used; other files are written to be committed.
        if self.purpose() == Some(Purpose::Key) && git.tracked(&self.source.path) == Some(false) {
            return (
                Exposure::E1,
                "Nothing is exposed yet, but git does not ignore this file: the next `git add` takes it along.",
            );
        }
        (Exposure::E2, "It does not ship, but it is exposed to everybody who can read the repository.")
    }

    /// Tells a credential of the text; `next` is what to do before it is revoked.
    pub(in crate::rules) fn written(&self, span: Span, secret: &Secret, next: &str) -> Draft {
        self.told_as_written("This", span, secret, next)
    }

    /// The same of all credentials that a file of data holds.
    pub(in crate::rules) fn all_written(&self, next: &str) -> impl Iterator<Item = Draft> {
        self.data().iter().map(move |(span, secret)| self.written(*span, secret, next))
    }

    /// The same of a comment, which does not run and may be a sample.
    pub(in crate::rules) fn written_in_comment(&self, span: Span, secret: &Secret, next: &str) -> Draft {
        self.told_as_written("This comment holds what", span, &secret.clone().at_most(Confidence::Likely), next)
    }

    /// Tells an entry of an `.env` file; `spread` is how its value is exposed, `next` what to do before it is revoked.
    pub(in crate::rules) fn written_in_env(
        &self,
        entry: &EnvEntry,
        secret: &Secret,
        spread: &str,
        next: &str,
    ) -> Draft {
        let text = self.text();
        let name = entry.name.of(&text);
        let secret = if is_test_path(&self.relative) { &secret.clone().of_test_run() } else { secret };
        let mut draft = Draft::of(secret, entry.name, Exposure::E2);
        draft.variable = Some(Box::from(name));
        draft.message = format!(
            "`{name}` {}{}: {}. It is exposed: {spread}.",
            words::is_kind(secret),
            words::evidence(secret),
            words::power(secret),
        );
        draft.next = format!("{next}, then {}.", words::revoke(secret));
        draft
    }

    fn told_as_written(&self, what: &str, span: Span, secret: &Secret, next: &str) -> Draft {
        let (exposure, spread) = self.spread();
        let mut draft = Draft::of(secret, self.first_line(span), exposure);
        draft.message =
            format!("{what} {}{}: {}. {spread}", words::is_kind(secret), words::evidence(secret), words::power(secret));
        draft.next = format!("{next}, then {}.", words::revoke(secret));
        // What tests and stories hold is more often made up.
        if is_test_path(&self.relative) {
            draft.confidence = draft.confidence.min(Confidence::Likely);
        }
        draft
    }

    /// A key block spans lines; its first one tells it.
    pub(in crate::rules) fn first_line(&self, span: Span) -> Span {
        let text = self.text();
        let end = span.of(&text).find(['\n', '\r']).map_or(span.end, |at| span.start + at as u32);
        Span::new(span.start, end)
    }
}
