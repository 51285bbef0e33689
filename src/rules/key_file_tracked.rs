//! A file that lets somebody in is in the repository: a private key, a login for a registry, a service account.

use super::engine::{Draft, File, Secret};
use super::{Rule, Severity};
use crate::flow::candidate::is_test_path;
use crate::project::Purpose;
use crate::project::purpose::is_key_store;
use crate::secrets::{Candidate, Catalogue, Confidence, Name, NameOrigin, Place};
use crate::syntax::json::Json;
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
    let next = "Take the file out of git and have it ignored";
    let mut pairs = Vec::new();
    if let Some(tree) = file.tree() {
        logins(tree, &mut pairs);
    }
    let logins = pairs.into_iter().filter_map(|pair| {
        let secret = password_of(file.shared.catalogue, pair.as_str()?)?;
        Some(file.written(pair.span, &secret, next))
    });
    for mut draft in file.all_written(next).chain(logins) {
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

/// The values that are a name and its password in one: npm's `_auth`, Yarn's `npmAuthIdent`.
/// Source: docs.npmjs.com, *.npmrc*; yarnpkg.com, *Settings*.
fn logins<'t>(tree: &'t Json, out: &mut Vec<&'t Json>) {
    for entry in tree.entries() {
        // `//registry.npmjs.org/:_auth`
        let name = entry.key.rsplit(':').next().unwrap_or_default();
        if matches!(name, "_auth" | "npmAuthIdent") {
            out.push(&entry.value);
        } else {
            logins(&entry.value, out);
        }
    }
}

/// What such a pair proves itself by: it is what a Basic header takes, or would be once encoded.
fn password_of(catalogue: &Catalogue, pair: &str) -> Option<Secret> {
    let password = Name::new("password", NameOrigin::Property);
    let header = format!("Basic {pair}");
    let candidate = match pair.split_once(':') {
        Some((_, value)) => Candidate { value, names: &[password], ..Candidate::default() },
        None => Candidate { value: &header, header: Some("authorization"), ..Candidate::default() },
    };
    catalogue.detect(&Candidate { place: Place::Data, ..candidate }).map(|detection| Secret::detected(&detection))
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
