//! `staunch fix`: an action's edits as a diff, or made.
//!
//! Actions are taken one after the other on the analysis' own overlay, each planned on the text the one before left, so
//! that two findings in one file do not work against each other. The disk is touched once, at the end.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use anyhow::bail;
use camino::Utf8PathBuf;

use super::args::{At, Fix};
use super::open::{Opened, absolute, open};
use super::output::diff::{self, FileDiff, Sides};
use super::output::place;
use super::write::{self, Target};
use super::{Exit, terminal};
use crate::analysis::Change;
use crate::fixes::{self, Plan};
use crate::rules::{self, Finding, Fingerprint};
use crate::text::LineIndex;

pub(super) fn run(args: &Fix, color: bool) -> anyhow::Result<Exit> {
    if let Some(rule) = &args.rule
        && rules::rule(rule).is_none()
    {
        bail!("`{rule}` is no rule; `staunch explain` lists them");
    }
    let action = args.action.as_deref().map(known_action).transpose()?;
    let paths = match &args.at {
        Some(at) if args.paths.is_empty() => std::slice::from_ref(&at.file),
        _ => &args.paths[..],
    };
    let mut opened = open(paths)?;
    opened.complain();
    let mut work = Work::default();
    let selected = selection(args, &opened)?;
    if let Some(at) = args.at.as_ref().filter(|_| selected.is_empty()) {
        terminal::complain(&format!("nothing is found at `{}:{}`; `staunch check` lists the places", at.file, at.line));
    }
    let mut take = |fingerprint| work.take(&mut opened, fingerprint, action, args.reason.as_deref());
    let mut missed = selected.iter().filter(|fingerprint| !take(**fingerprint)).count();
    // Of two leaks of one kind at one place, the second has the first's name once that is gone.
    for fingerprint in selected {
        while missed > 0 && take(fingerprint) {
            missed -= 1;
        }
    }
    for refusal in &work.refusals {
        terminal::complain(refusal);
    }
    if args.write {
        write::write(&work.targets()?)?;
    }
    terminal::print(&work.show(&opened, args.write, color))?;
    Ok(if work.refusals.is_empty() { Exit::Fine } else { Exit::Findings })
}

/// The registry's own spelling of an action's id.
fn known_action(id: &str) -> anyhow::Result<&'static str> {
    let known = fixes::ACTIONS.iter().map(|action| action.id);
    match known.clone().find(|known| *known == id) {
        Some(known) => Ok(known),
        None => bail!("`{id}` is no action; there are {}", known.collect::<Vec<_>>().join(", ")),
    }
}

/// The findings that are asked for, by name, as places move with the first edit.
fn selection(args: &Fix, opened: &Opened) -> anyhow::Result<Vec<Fingerprint>> {
    let at = match &args.at {
        Some(at) => Some((opened.snapshot.file(&absolute(&at.file)?), at)),
        None => None,
    };
    let asked = |finding: &Finding| {
        opened.holds(finding.file)
            && args.rule.as_ref().is_none_or(|rule| finding.rule == rule)
            && at.as_ref().is_none_or(|(file, at)| *file == Some(finding.file) && stands(opened, finding, at))
    };
    let findings = opened.snapshot.findings();
    Ok(findings.iter().filter(|finding| asked(finding)).map(|finding| finding.fingerprint).collect())
}

fn stands(opened: &Opened, finding: &Finding, at: &At) -> bool {
    let text = opened.snapshot.text(finding.file).unwrap_or_default();
    let lines = LineIndex::new(&text);
    let (start, end) = (place(&lines, finding.span.start), place(&lines, finding.span.end));
    let below = (start.line, start.column) <= (at.line, at.column.unwrap_or(u32::MAX));
    let above = (at.line, at.column.unwrap_or(0)) <= (end.line, end.column);
    below && above
}

/// What the actions have changed so far.
#[derive(Default)]
struct Work {
    /// By path: the text before the first edit (`None`: a new file) and now.
    files: BTreeMap<Utf8PathBuf, (Option<Arc<str>>, Arc<str>)>,
    notes: Vec<String>,
    refusals: Vec<String>,
}

impl Work {
    /// Takes the action on a finding; false when there is no such finding any more.
    fn take(
        &mut self,
        opened: &mut Opened,
        fingerprint: Fingerprint,
        action: Option<&'static str>,
        reason: Option<&str>,
    ) -> bool {
        // An earlier action may have cured this finding too.
        let snapshot = opened.analysis.snapshot();
        let Some(finding) = snapshot.finding(fingerprint) else { return false };
        let at = snapshot.place(finding.file, Some(finding.span));
        let offers = snapshot.offers(&finding);
        let offer = match action {
            Some(id) => offers.iter().find(|offer| offer.id == id),
            None => offers.iter().find(|offer| offer.preferred),
        };
        // What does not list the action is none of its business.
        let Some(offer) = offer else { return true };
        let plan = match &offer.disabled {
            Some(reason) => Err(reason.clone()),
            None => snapshot.plan(&finding, offer.id, reason).map_err(|refusal| refusal.to_string()),
        };
        match plan {
            Ok(plan) => self.apply(opened, &plan),
            Err(reason) => {
                let refusal = format!("{at}: {reason}");
                if !self.refusals.contains(&refusal) {
                    self.refusals.push(refusal);
                }
            }
        }
        true
    }

    fn apply(&mut self, opened: &mut Opened, plan: &Plan) {
        let snapshot = opened.analysis.snapshot();
        let mut changes = Vec::new();
        for new in &plan.creates {
            let text: Arc<str> = new.text.as_str().into();
            self.files.entry(new.path.clone()).or_insert((None, Arc::clone(&text))).1 = Arc::clone(&text);
            changes.push(Change::Open { path: new.path.clone(), text, parsed: None });
        }
        for (file, edits) in plan.edits_by_file() {
            let (Some(path), Some(old)) = (snapshot.path(file), snapshot.text(file)) else { continue };
            let text: Arc<str> = fixes::apply(&old, &edits).into();
            self.files.entry(path.to_path_buf()).or_insert((Some(old), Arc::clone(&text))).1 = Arc::clone(&text);
            changes.push(Change::Open { path: path.to_path_buf(), text, parsed: None });
        }
        opened.analysis.apply(changes);
        opened.snapshot = opened.analysis.snapshot();
        for note in &plan.notes {
            if !self.notes.contains(note) {
                self.notes.push(note.clone());
            }
        }
    }

    /// What to write: the disk's own bytes around the text (a byte order mark) are kept.
    fn targets(&self) -> anyhow::Result<Vec<Target>> {
        const MARK: &[u8] = b"\xEF\xBB\xBF";
        let mut targets = Vec::with_capacity(self.files.len());
        for (path, (old, new)) in &self.files {
            let old = match old {
                Some(text) => {
                    let bytes = std::fs::read(path)?;
                    if bytes.strip_prefix(MARK).unwrap_or(&bytes) != text.as_bytes() {
                        bail!("`{path}` has changed in the meantime, or is not UTF-8; nothing was written");
                    }
                    Some(bytes)
                }
                None => None,
            };
            let mark = old.as_ref().is_some_and(|bytes| bytes.starts_with(MARK));
            let new = if mark { [MARK, new.as_bytes()].concat() } else { new.as_bytes().to_vec() };
            targets.push(Target { path: path.clone(), old, new });
        }
        Ok(targets)
    }

    /// The diff when nothing was written, else the names of what was; then what remains for a person.
    fn show(&self, opened: &Opened, written: bool, color: bool) -> String {
        let mut out = String::new();
        if self.files.is_empty() && self.refusals.is_empty() {
            out.push_str("staunch: nothing to do\n");
        }
        for (path, (old, new)) in &self.files {
            let name = opened.snapshot.project().relative_path(path);
            if written {
                let verb = if old.is_some() { "changed" } else { "created" };
                let _ = writeln!(out, "{verb} {name}");
                continue;
            }
            let masked_old = old.as_ref().map(|text| opened.snapshot.mask(path, text));
            let masked_new = opened.snapshot.mask(path, new);
            let sides = old.as_ref().zip(masked_old.as_ref()).map(|(real, masked)| Sides { real, masked });
            out.push_str(&diff::render(
                &FileDiff { name: &name, old: sides, new: Sides { real: new, masked: &masked_new } },
                color,
            ));
        }
        for note in &self.notes {
            let _ = writeln!(out, "note: {note}");
        }
        if !written && !self.files.is_empty() {
            out.push_str("note: nothing is written yet; --write makes these edits\n");
        }
        out
    }
}
