//! Findings that were accepted: `--baseline FILE`, `--write-baseline`.
//!
//! The file names findings by their fingerprints, which hold neither a value nor a line; rule and place stand beside them
//! for people who review the file.

use std::collections::BTreeSet;
use std::fs;

use anyhow::Context;
use camino::{Utf8Path, Utf8PathBuf};
use serde::{Deserialize, Serialize};

use super::output::Told;
use super::write;

#[derive(Serialize, Deserialize)]
struct Baseline {
    version: u8,
    findings: Vec<Entry>,
}

#[derive(Serialize, Deserialize)]
struct Entry {
    rule: String,
    file: String,
    fingerprint: String,
}

/// The fingerprints that FILE holds.
pub(super) fn read(path: &Utf8Path) -> anyhow::Result<BTreeSet<String>> {
    Ok(entries(path)?.into_iter().map(|entry| entry.fingerprint).collect())
}

fn entries(path: &Utf8Path) -> anyhow::Result<Vec<Entry>> {
    let unreadable = || format!("cannot read the baseline `{path}`");
    let text = fs::read_to_string(path).with_context(unreadable)?;
    // A parser's own words may quote what it read.
    let baseline: Baseline = serde_json::from_str(&text).map_err(|error| {
        anyhow::anyhow!("{}: it is no baseline (line {}, column {})", unreadable(), error.line(), error.column())
    })?;
    anyhow::ensure!(baseline.version == 1, "{}: it is of version {}, not 1", unreadable(), baseline.version);
    Ok(baseline.findings)
}

/// Writes all findings into FILE, by file, and leaves there what it says of files that were not looked at (`asked` takes
/// their names). How many it holds then.
///
/// # Errors
/// When there is something that is no baseline: it would be lost.
pub(super) fn write(path: &Utf8Path, findings: &[Told<'_>], asked: impl Fn(&str) -> bool) -> anyhow::Result<usize> {
    anyhow::ensure!(!path.is_dir(), "cannot write the baseline `{path}`: it is a folder");
    let mut all = if path.exists() { entries(path)? } else { Vec::new() };
    all.retain(|entry| !asked(&entry.file));
    all.extend(findings.iter().map(|told| Entry {
        rule: told.rule.to_owned(),
        file: told.file.clone(),
        fingerprint: told.fingerprint.clone(),
    }));
    all.sort_by(|one, other| one.file.cmp(&other.file));
    let count = all.len();
    let mut text = serde_json::to_string_pretty(&Baseline { version: 1, findings: all })?;
    text.push('\n');
    let path = Utf8PathBuf::try_from(std::path::absolute(path)?)?;
    let old = fs::read(&path).ok();
    write::write(&[write::Target { path, old, new: text.into_bytes() }])?;
    Ok(count)
}
