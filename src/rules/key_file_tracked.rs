//! A file that lets somebody in is in the repository: a private key, a login for a registry, a service account.

use super::engine::{Draft, File};
use super::{Rule, Severity};
use crate::flow::candidate::is_test_path;
use crate::project::Purpose;
use crate::project::purpose::is_key_store;
use crate::secrets::Confidence;
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    name: "key-file-tracked",
    summary: "A private key or a login file is in the repository",
    page: include_str!("key_file_tracked.md"),
    check: Some(check),
};

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    if file.purpose() != Some(Purpose::Key) {
        return;
    }
    let rehearsal = is_for_rehearsal(&file.relative);
    for (span, secret) in file.data() {
        let mut draft = file.written(*span, secret, "Take the file out of git and have it ignored");
        if rehearsal {
            draft.confidence = draft.confidence.min(Confidence::Likely);
        }
        out.push(draft);
    }
    let tracked = file.shared.context.project.git.tracked(&file.source.path) == Some(true);
    if tracked && is_key_store(file.name()) && !rehearsal {
        let text = file.text();
        let span = file.first_line(Span::new(0, text.len() as u32));
        let message = "This is a key store, and git tracks it: everybody who can read the repository can try its password at \
                       leisure, and sign or log in with its keys.";
        let next = "Take it out of git and have it ignored, then make the keys in it worthless.";
        out.push(Draft::note(span, Severity::Medium, message.to_owned(), next.to_owned()));
    }
}

/// Whether its name says that nothing depends on it: keys of tests and of this machine.
fn is_for_rehearsal(relative: &str) -> bool {
    is_test_path(relative)
        || relative.to_ascii_lowercase().split(['/', '.', '-', '_']).any(|part| {
            matches!(
                part,
                "debug"
                    | "demo"
                    | "dev"
                    | "development"
                    | "dummy"
                    | "example"
                    | "examples"
                    | "fake"
                    | "local"
                    | "localhost"
                    | "sample"
                    | "samples"
                    | "snakeoil"
            )
        })
}
