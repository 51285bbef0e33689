//! What the editor's hover says of a leak.

use std::fmt::Write;

use super::Snapshot;
use crate::project::FileId;
use crate::rules::Exposure;
use crate::text::Span;

/// What a person who points at a leak should know: what it is, why it ships, the first steps once it is out, and why an
/// action is not to be had.
pub(super) fn hover(snapshot: &Snapshot, file: FileId, offset: u32) -> Option<(Span, String)> {
    let findings = snapshot.findings_of(file);
    let finding =
        findings.iter().filter(|finding| finding.span.touches(offset)).max_by_key(|finding| finding.severity)?;
    let mut out = format!("**{}** `{}`\n\n{}\n", finding.severity.word(), finding.rule, finding.message);
    if let Some(chain) = &finding.chain {
        let what =
            if finding.exposure == Exposure::E3 { "How the server gets here" } else { "How it gets into the browser" };
        let _ = write!(out, "\n{what}:\n\n");
        for hop in chain.via.iter().chain(&chain.hops) {
            let _ = writeln!(out, "1. `{}` imports `{}`", snapshot.place(hop.from, Some(hop.span)), hop.specifier);
        }
        let _ = writeln!(out, "1. `{}`", snapshot.relative(finding.file));
    }
    if !finding.related.is_empty() {
        out.push_str("\nSee also:\n\n");
        for other in &finding.related {
            let _ = writeln!(out, "1. `{}` {}", snapshot.place(other.file, Some(other.span)), other.message);
        }
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
