//! The way into the browser, in words: `staunch why`.

use std::fmt::Write;

use super::Snapshot;
use crate::graph::{Chain, Hop, Obstacle, RootKind};
use crate::project::FileId;
use crate::rules::{Exposure, Finding};

/// Some lines of plain text, ending in a newline.
pub(super) fn why(snapshot: &Snapshot, file: FileId) -> String {
    let mut out = ways(snapshot, file);
    values(snapshot, file, &mut out);
    out
}

/// Without the values, which take a check of the whole project.
pub(super) fn ways(snapshot: &Snapshot, file: FileId) -> String {
    let name = snapshot.relative(file);
    let mut out = String::new();
    if let Some(reached) = snapshot.graph().client(file) {
        let bundlers = snapshot.graph().bundlers(file).map(|(own, rival)| (own.name(), rival.name()));
        let _ = match (reached.ships, reached.certain) {
            (true, true) => writeln!(out, "{name} ships to the browser"),
            (true, false) => match bundlers {
                Some((own, rival)) => {
                    writeln!(out, "{name} ships to the browser when {own} builds it, not with {rival}")
                }
                None => writeln!(out, "{name} ships to the browser with some bundlers or builds"),
            },
            (false, false) => match bundlers {
                Some((own, rival)) => writeln!(
                    out,
                    "{name} is reached from the browser's code; {own} leaves nothing of it, {rival} would ship it"
                ),
                None => writeln!(
                    out,
                    "{name} is reached from the browser's code; whether any of it ships depends on the bundler"
                ),
            },
            (false, true) => {
                let reason = match snapshot.graph().dropped_load(file) {
                    Some(hop) => format!(
                        "with the constants, the configuration and the .env files as they are, a production build leaves the import at {} out",
                        snapshot.place(hop.from, Some(hop.span))
                    ),
                    None if snapshot.graph().drops_effects(file) => {
                        "the bundler drops it as unused, and with it what it does: \
                        its package.json says `sideEffects: false` of it"
                            .to_owned()
                    }
                    None => "the bundler drops it as pure and unused".to_owned(),
                };
                writeln!(out, "{name} is reached from the browser's code, but nothing of it ships: {reason}")
            }
        };
        if let Some(chain) = snapshot.graph().chain(file) {
            steps(snapshot, &chain, file, &mut out);
            if reached.ships || !reached.certain {
                cut(snapshot, &chain, file, &mut out);
            }
        }
    } else {
        let _ = writeln!(out, "{name} does not reach the browser");
        obstacle(snapshot, file, &mut out);
    }
    if snapshot.graph().server(file) {
        let too = if snapshot.graph().client(file).is_some() { " too" } else { "" };
        let _ = match snapshot.graph().server_chain(file).filter(|chain| !chain.hops.is_empty()) {
            Some(chain) => writeln!(out, "  It runs on the server{too}: {}.", names(snapshot, &chain, file)),
            None => writeln!(out, "  It runs on the server{too}."),
        };
    }
    out
}

/// The modules of a chain, root first.
pub(super) fn names(snapshot: &Snapshot, chain: &Chain, file: FileId) -> String {
    let hops = chain.via.iter().chain(&chain.hops).map(|hop| snapshot.relative(hop.from));
    hops.chain([snapshot.relative(file)]).collect::<Vec<_>>().join(" → ")
}

/// The secrets that go to the browser from the file, or are taken from it on their way.
fn values(snapshot: &Snapshot, file: FileId, out: &mut String) {
    let findings = snapshot.findings();
    let goes = |finding: &&Finding| matches!(finding.exposure, Exposure::E3 | Exposure::E4);
    let own = findings.iter().map(|finding| &**finding).filter(|finding| finding.file == file);
    let mut titled = false;
    for finding in own.filter(goes) {
        if !std::mem::replace(&mut titled, true) {
            out.push_str("  What goes to the browser here:\n");
        }
        let _ = writeln!(out, "    {} {}", snapshot.place(file, Some(finding.span)), finding.message);
    }
    let mut titled = false;
    for finding in findings.iter().map(|finding| &**finding).filter(goes).filter(|finding| finding.file != file) {
        for other in finding.related.iter().filter(|other| other.file == file) {
            if !std::mem::replace(&mut titled, true) {
                out.push_str("  What goes to the browser elsewhere:\n");
            }
            let (from, to) = (snapshot.place(file, Some(other.span)), snapshot.place(finding.file, Some(finding.span)));
            let _ = writeln!(out, "    {from} {}; {to} ({})", other.message, finding.rule);
        }
    }
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
}

/// Where the way is best cut.
fn cut(snapshot: &Snapshot, chain: &Chain, file: FileId, out: &mut String) {
    if chain.hops.is_empty() {
        return;
    }
    if let Some(cut) = snapshot.graph().cut(file) {
        let place = snapshot.place(cut.from, Some(cut.span));
        let _ = writeln!(out, "  Cutting the import at {place} would keep it out of the browser.");
    } else {
        out.push_str("  No single import is to blame. In client code it is imported at:\n");
        for hop in snapshot.graph().client_importers(file) {
            let _ = writeln!(out, "    {}", snapshot.place(hop.from, Some(hop.span)));
        }
    }
}

/// What a file of the server is to its framework.
const fn entry(kind: RootKind) -> Option<&'static str> {
    match kind {
        RootKind::AppRoute => Some("It is part of a route, and says no 'use client'"),
        RootKind::RouteHandler => Some("It answers requests, as its name says"),
        RootKind::ApiRoute => Some("It is an API route"),
        RootKind::Document => Some("It is the document around all pages, which only the server renders"),
        RootKind::Middleware => Some("It runs before every request, as its name says"),
        RootKind::Instrumentation => Some("It runs when the server starts, as its name says"),
        RootKind::ServerFunctions => {
            Some("It says 'use server': the browser gets references to its functions, no code")
        }
        RootKind::ClientBoundary | RootKind::Page | RootKind::Entry | RootKind::InstrumentationClient => None,
    }
}

fn obstacle(snapshot: &Snapshot, file: FileId, out: &mut String) {
    let root = snapshot.graph().root(file).and_then(entry);
    let _ = match snapshot.graph().obstacle(file) {
        Obstacle::None | Obstacle::Shaken => Ok(()),
        Obstacle::NotImported => writeln!(out, "  {}.", root.unwrap_or("Nothing imports it")),
        Obstacle::ServerFunctions { module } if module == file => {
            writeln!(out, "  It says 'use server': the browser gets references to its functions, no code.")
        }
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
        Obstacle::NeverRun { hop } => writeln!(
            out,
            "  Only a branch that the production build drops imports it, at {}.",
            snapshot.place(hop.from, Some(hop.span))
        ),
        Obstacle::AddressOnly { hop } => writeln!(
            out,
            "  Client code only asks for its address, at {}: it is no module there, but may be published as it is.",
            snapshot.place(hop.from, Some(hop.span))
        ),
        Obstacle::Replaced { hop } => writeln!(
            out,
            "  Client code gets another file for that import, at {}: its package has one for the browser.",
            snapshot.place(hop.from, Some(hop.span))
        ),
        Obstacle::Stripped { hop } => writeln!(
            out,
            "  Only what the page strips for the browser uses it, at {}.",
            snapshot.place(hop.from, Some(hop.span))
        ),
    };
}
