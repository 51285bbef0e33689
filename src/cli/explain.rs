//! `staunch explain`: a rule's page or a provider's recovery steps.

use std::fmt::Write;

use anyhow::{Context, bail};

use super::args::Explain;
use super::{Exit, terminal};
use crate::analysis::catalogue_around;
use crate::rules;
use crate::secrets::{Catalogue, Provider};

pub(super) fn run(args: &Explain) -> anyhow::Result<Exit> {
    let catalogue = catalogue_around(&[".".into()]).context("cannot read the project")?;
    let page = match args.name.as_deref() {
        None => list(catalogue),
        Some(name) => match (rules::rule(name), catalogue.provider(name)) {
            (Some(rule), _) => rule.page.to_owned(),
            (None, Some(provider)) => recovery(provider),
            (None, None) => bail!("`{name}` is neither a rule nor a provider; `staunch explain` lists both"),
        },
    };
    terminal::print(&page)?;
    Ok(Exit::Fine)
}

fn list(catalogue: &Catalogue) -> String {
    let mut out = String::new();
    for rule in rules::RULES {
        let _ = writeln!(out, "{:<28} {}", rule.name, rule.summary);
    }
    // Kinds that belong to nobody have no name to ask for: their findings name no provider.
    for provider in catalogue.providers().iter().filter(|provider| provider.id != "generic") {
        let what = match provider.credentials.len() {
            0 => "nothing but public values".to_owned(),
            1 => "1 kind of credential, recovery steps".to_owned(),
            kinds => format!("{kinds} kinds of credential, recovery steps"),
        };
        let _ = writeln!(out, "{:<28} {}: {what}", provider.id, provider.name);
    }
    out
}

/// The provider's page as Markdown: what it issues, then revoke, rotate, scan.
fn recovery(provider: &Provider) -> String {
    let mut out = format!("# {}\n\n", provider.name);
    for credential in &provider.credentials {
        let _ = writeln!(out, "- {} (`{}`, {:?})", credential.title, credential.id, credential.power);
    }
    for public in &provider.public {
        let tell = if public.tell.is_empty() { String::new() } else { format!(": {}", public.tell) };
        let _ = writeln!(out, "- {}, public by design and never reported{tell}", public.title);
    }
    if provider.credentials.is_empty() {
        return out;
    }
    let playbook = provider.playbook();
    for (title, steps) in [("Revoke", &playbook.revoke), ("Rotate", &playbook.rotate), ("Scan", &playbook.scan)] {
        let _ = write!(out, "\n## {title}\n\n");
        for (number, step) in steps.iter().enumerate() {
            let mark = if step.verified { "" } else { " (not verified: labels may have moved)" };
            let _ = writeln!(out, "{}. {}{mark}", number + 1, step.text);
        }
    }
    let overlap = match playbook.zero_downtime {
        Some(true) => "Two valid credentials can overlap: no downtime when done in this order.",
        Some(false) => "The old credential dies when the new one is made: plan a short outage.",
        None => "",
    };
    for (title, text) in
        [("Downtime", overlap), ("What somebody can do with it", &playbook.blast), ("Use next", &playbook.scope_advice)]
    {
        if !text.is_empty() {
            let _ = write!(out, "\n## {title}\n\n{text}\n");
        }
    }
    if !playbook.links.is_empty() {
        out.push_str("\n## Links\n\n");
        for link in &playbook.links {
            let _ = writeln!(out, "- <{link}>");
        }
    }
    let _ = write!(out, "\nChecked {}.\n", playbook.verified_on);
    out
}
