//! The way into the browser, in words: `staunch why` and the editor's hover.

use std::fmt::Write;

use super::Snapshot;
use crate::graph::{Chain, Hop, Obstacle, RootKind};
use crate::project::FileId;
use crate::text::Span;

/// Some lines of plain text, ending in a newline.
pub(super) fn why(snapshot: &Snapshot, file: FileId) -> String {
    let name = snapshot.relative(file);
    let mut out = String::new();
    if let Some(reached) = snapshot.graph().client(file) {
        let _ = match (reached.ships, reached.certain) {
            (true, true) => writeln!(out, "{name} ships to the browser"),
            (true, false) => writeln!(out, "{name} ships to the browser with some bundlers or builds"),
            (false, false) => {
                writeln!(
                    out,
                    "{name} is reached from the browser's code; whether any of it ships depends on the bundler"
                )
            }
            (false, true) => writeln!(
                out,
                "{name} is reached from the browser's code, but nothing of it ships: the bundler drops it as pure and unused"
            ),
        };
        if let Some(chain) = snapshot.graph().chain(file) {
            steps(snapshot, &chain, file, &mut out);
        }
    } else {
        let _ = writeln!(out, "{name} does not reach the browser");
        obstacle(snapshot, snapshot.graph().obstacle(file), &mut out);
    }
    if snapshot.graph().server(file) {
        out.push_str("  It runs on the server too.\n");
    }
    out
}

fn steps(snapshot: &Snapshot, chain: &Chain, file: FileId, out: &mut String) {
    let kind = match chain.root_kind {
        RootKind::ClientBoundary => "says 'use client'",
        RootKind::Page => "a page: pages are client code",
        RootKind::Entry => "a script of the page",
        RootKind::InstrumentationClient => "runs in the browser by its name",
        _ => "an entry",
    };
    for Hop { from, span, specifier, .. } in chain.via.iter().chain(&chain.hops) {
        let mark = if *from == chain.root { format!("  ({kind})") } else { String::new() };
        let _ = writeln!(out, "  {} imports '{specifier}'{mark}", snapshot.place(*from, Some(*span)));
    }
    let mark = if file == chain.root { format!("  ({kind})") } else { String::new() };
    let _ = writeln!(out, "  {}{mark}", snapshot.relative(file));
    if let Some(first) = chain.hops.first() {
        let _ = writeln!(
            out,
            "  Cutting the import at {} would take this way out of the browser.",
            snapshot.place(first.from, Some(first.span))
        );
    }
}

fn obstacle(snapshot: &Snapshot, obstacle: Obstacle, out: &mut String) {
    let _ = match obstacle {
        Obstacle::None | Obstacle::Shaken => Ok(()),
        Obstacle::NotImported => writeln!(out, "  Nothing imports it."),
        Obstacle::NoClientImporter { importers } => {
            let names: Vec<_> = importers.iter().map(|importer| snapshot.relative(*importer)).collect();
            writeln!(out, "  Its importers run on the server only: {}.", names.join(", "))
        }
        Obstacle::ServerFunctions { module } => writeln!(
            out,
            "  Client code reaches it only through {}, which says 'use server': the browser gets references, no code.",
            snapshot.relative(module)
        ),
        Obstacle::TypesOnly { hop } => writeln!(
            out,
            "  Client code imports only types of it, at {}: such an import is erased.",
            snapshot.place(hop.from, Some(hop.span))
        ),
        Obstacle::Stripped { hop } => writeln!(
            out,
            "  Only what the page strips for the browser uses it, at {}.",
            snapshot.place(hop.from, Some(hop.span))
        ),
    };
}

/// What a person who points at a leak should know: what it is, why it ships, the first steps once it is out, and why an
/// action is not to be had.
pub(super) fn hover(snapshot: &Snapshot, file: FileId, offset: u32) -> Option<(Span, String)> {
    let findings = snapshot.findings_of(file);
    let finding =
        findings.iter().filter(|finding| finding.span.touches(offset)).max_by_key(|finding| finding.severity)?;
    let mut out = format!("**{}** `{}`\n\n{}\n", finding.severity.word(), finding.rule, finding.message);
    if let Some(chain) = &finding.chain {
        out.push_str("\nHow it gets into the browser:\n\n");
        for hop in chain.via.iter().chain(&chain.hops) {
            let _ = writeln!(out, "1. `{}` imports `{}`", snapshot.place(hop.from, Some(hop.span)), hop.specifier);
        }
        let _ = writeln!(out, "1. `{}`", snapshot.relative(finding.file));
    }
    let catalogue = snapshot.catalogue();
    if let Some(provider) = finding.provider.and_then(|id| catalogue.provider(id)) {
        let _ = write!(out, "\nIf it is out already ({}):\n\n", provider.name);
        for step in provider.playbook().first_three_steps() {
            let _ = writeln!(out, "1. {}", step.text);
        }
        let _ = write!(out, "\nThe whole list: `staunch explain {}`\n", provider.id);
    }
    for offer in snapshot.offers(finding) {
        if let Some(reason) = offer.disabled {
            let _ = write!(out, "\n*{}*: {reason}\n", offer.title);
        }
    }
    Some((finding.span, out))
}
