//! All that a snapshot says, in lines that name no id and no folder.

use std::fmt::Write;

use staunch::analysis::Snapshot;
use staunch::graph::Hop;
use staunch::rules::Finding;

/// Findings, roots, modules with their chains, and why each is where it is.
pub fn all(snapshot: &Snapshot) -> Vec<String> {
    let mut lines = findings(snapshot);
    let graph = snapshot.graph();
    for root in graph.roots() {
        lines.push(format!("root {} {}", snapshot.relative(root.file), root.kind.name()));
    }
    for module in graph.modules() {
        let chain =
            module.chain.map(|chain| (chain.root_kind.name(), hops(snapshot, &chain.via), hops(snapshot, &chain.hops)));
        let name = snapshot.relative(module.file);
        lines.push(format!(
            "module {name} client {} server {} certain {} {chain:?}",
            module.client, module.server, module.certain
        ));
        lines.push(snapshot.why(module.file));
    }
    for problem in snapshot.problems() {
        lines.push(format!("problem {} {:?} {}", snapshot.relative(problem.file), problem.span, problem.message));
    }
    lines.push(format!("exact {}", snapshot.exact()));
    lines
}

pub fn findings(snapshot: &Snapshot) -> Vec<String> {
    let mut lines: Vec<String> = snapshot.findings().iter().map(|finding| told(snapshot, finding)).collect();
    lines.sort();
    lines
}

/// The findings file by file, each asked for by itself.
pub fn findings_one_by_one(snapshot: &Snapshot) -> Vec<String> {
    let mut files: Vec<_> =
        snapshot.project().sources.iter().map(|file| (snapshot.relative(file.id), file.id)).collect();
    files.sort();
    let findings = files.iter().flat_map(|(_, file)| snapshot.findings_of(*file));
    let mut lines: Vec<String> = findings.map(|finding| told(snapshot, &finding)).collect();
    lines.sort();
    lines
}

/// What can be done about each finding, and what would be written.
pub fn actions(snapshot: &Snapshot) -> Vec<String> {
    let mut lines = Vec::new();
    for finding in snapshot.findings().iter() {
        for offer in snapshot.offers(finding) {
            lines.push(format!("{} {} {} {:?}", finding.fingerprint, offer.id, offer.title, offer.disabled));
            if offer.disabled.is_some() {
                continue;
            }
            match snapshot.plan(finding, offer.id, None) {
                Err(refusal) => lines.push(refusal.to_string()),
                Ok(plan) => {
                    let new =
                        plan.creates.iter().map(|file| (snapshot.project().relative_path(&file.path), &file.text));
                    lines.extend(new.map(|new| format!("{new:?}")));
                    let edits = plan.edits.iter().map(|edit| (snapshot.relative(edit.file), edit.span, &edit.text));
                    lines.extend(edits.map(|edit| format!("{edit:?}")));
                    lines.extend(plan.notes);
                }
            }
        }
    }
    lines
}

fn told(snapshot: &Snapshot, finding: &Finding) -> String {
    let Finding { rule, file, span, severity, power, exposure, confidence, provider, credential, .. } = finding;
    let mut line = format!(
        "{} {rule} {span:?} {severity:?} {power:?} {exposure:?} {confidence:?} {provider:?} {credential:?} {} | {} {} {:?}",
        snapshot.relative(*file),
        finding.message,
        finding.next,
        finding.fingerprint,
        finding.subject.variable,
    );
    if let Some(chain) = &finding.chain {
        let _ = write!(
            line,
            " {} {:?} {:?}",
            chain.root_kind.name(),
            hops(snapshot, &chain.via),
            hops(snapshot, &chain.hops)
        );
    }
    for related in &finding.related {
        let _ = write!(line, " see {} {:?} {}", snapshot.relative(related.file), related.span, related.message);
    }
    line
}

fn hops(snapshot: &Snapshot, hops: &[Hop]) -> Vec<String> {
    hops.iter().map(|hop| format!("{} {:?} {}", snapshot.relative(hop.from), hop.span, hop.specifier)).collect()
}
