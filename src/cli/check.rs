//! `staunch check`.

use super::args::{Check, Format};
use super::open::open;
use super::output::{Report, human, json};
use super::{Exit, terminal};

pub(super) fn run(args: &Check, color: bool) -> anyhow::Result<Exit> {
    let opened = open(&args.paths)?;
    let findings: Vec<_> =
        opened.snapshot.findings().iter().filter(|finding| opened.holds(finding.file)).cloned().collect();
    let report = Report { snapshot: &opened.snapshot, findings: &findings };
    terminal::print(&match args.format {
        Format::Human => human::render(&report, color),
        Format::Json => json::render(&report)?,
    })?;
    let broken = opened.complain();
    let fails = findings.iter().any(|finding| args.fail_on.fails(finding.severity));
    Ok(if fails || broken { Exit::Findings } else { Exit::Fine })
}
