//! `staunch check`.

use std::collections::BTreeSet;

use camino::{Utf8Path, Utf8PathBuf};

use super::args::Check;
use super::open::{absolute, open};
use super::output::{Report, Told};
use super::{Exit, baseline, terminal};

pub(super) fn run(args: &Check, color: bool) -> anyhow::Result<Exit> {
    let accepted = match &args.baseline {
        Some(path) if !args.write_baseline => baseline::read(path)?,
        _ => BTreeSet::new(),
    };
    let folders = args.artifacts.iter().map(|folder| built_folder(folder)).collect::<anyhow::Result<Vec<_>>>()?;
    let mut opened = open(&args.paths)?;
    if args.staged {
        opened.stage()?;
    }
    let findings = opened.snapshot.findings().iter().filter(|finding| opened.holds(finding.file));
    let findings: Vec<_> = findings.cloned().collect();
    let mut report = Report { findings: Told::all(&opened.snapshot, &findings), accepted: 0 };
    for folder in &folders {
        let (findings, skipped) = opened.snapshot.built(folder);
        report.findings.extend(findings.into_iter().map(|finding| Told::built(&opened.snapshot, finding)));
        for note in &skipped {
            terminal::complain(note);
        }
    }
    if let Some(path) = args.baseline.as_deref().filter(|_| args.write_baseline) {
        let root = opened.snapshot.project().root.clone();
        let count = baseline::write(path, &report.findings, |file| opened.asks_for(&root.join(file)))?;
        let noun = if count == 1 { "finding" } else { "findings" };
        terminal::complain(&format!("`{path}` holds {count} {noun} now"));
        let broken = opened.complain();
        return Ok(if broken { Exit::Findings } else { Exit::Fine });
    }
    let all = report.findings.len();
    report.findings.retain(|told| !accepted.contains(&told.fingerprint));
    report.accepted = all - report.findings.len();
    if args.timeline {
        report.findings.iter_mut().for_each(Told::look_back);
    }
    terminal::print(&report.render(args.format, color)?)?;
    let broken = opened.complain();
    let fails = report.findings.iter().any(|told| args.fail_on.fails(told.severity));
    Ok(if fails || broken { Exit::Findings } else { Exit::Fine })
}

fn built_folder(folder: &Utf8Path) -> anyhow::Result<Utf8PathBuf> {
    let path = absolute(folder)?;
    anyhow::ensure!(path.is_dir(), "`{folder}`: it is no folder");
    Ok(path)
}
