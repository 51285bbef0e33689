//! A credential is written into code that ships.

use super::engine::page::{self, Printed};
use super::engine::{Draft, File, Standing, words};
use super::{Exposure, Rule};

pub(super) static RULE: Rule = Rule {
    name: "hardcoded-secret-in-client",
    summary: "A secret is written into client code",
    page: include_str!("hardcoded_secret_in_client.md"),
    check: Some(check),
};

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    imported_data(file, out);
    printed_text(file, out);
    let Some(module) = file.module() else { return };
    for judged in file.judged() {
        let Standing::Ships { certain } = file.standing(judged.node) else { continue };
        let mut draft = Draft::of(&judged.secret, module.span(judged.node), Exposure::E4);
        draft.node = Some(judged.node);
        draft.message = format!(
            "This {}{}: {}. It ships to the browser, in the code itself.",
            words::is_kind(&judged.secret),
            words::evidence(&judged.secret),
            words::power(&judged.secret),
        );
        draft.next = format!("Move the call behind a server route, then {}.", words::revoke(&judged.secret));
        draft.related = judged.related(file);
        out.push(file.shipped(draft, certain));
    }
}

/// A text between the elements of a page or a component.
fn printed_text(file: &File<'_>, out: &mut Vec<Draft>) {
    for (span, secret) in file.data() {
        let Some(printed) = page::printed(file, *span) else { continue };
        let (exposure, way) = match printed {
            Printed::Ships { .. } => (Exposure::E4, "It ships to the browser, in the markup itself"),
            Printed::Html => (Exposure::E3, "It is exposed: the server prints it into the HTML of its pages"),
        };
        let mut draft = Draft::of(secret, *span, exposure);
        draft.message =
            format!("This {}{}: {}. {way}.", words::is_kind(secret), words::evidence(secret), words::power(secret));
        draft.next = format!("Take the value out of the file, then {}.", words::revoke(secret));
        out.push(match printed {
            Printed::Ships { certain } => file.shipped(draft, certain),
            Printed::Html => draft,
        });
    }
}

/// A JSON file that client code imports.
fn imported_data(file: &File<'_>, out: &mut Vec<Draft>) {
    for (span, secret) in file.data() {
        let Some(certain) = file.ships_data(*span) else { continue };
        let mut draft = Draft::of(secret, *span, Exposure::E4);
        draft.message = format!(
            "This {}{}: {}. It ships to the browser: client code imports this file.",
            words::is_kind(secret),
            words::evidence(secret),
            words::power(secret)
        );
        draft.next = format!("Take the value out of the file, then {}.", words::revoke(secret));
        out.push(file.shipped(draft, certain));
    }
}
