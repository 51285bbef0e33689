//! `staunch explain`: a rule's page or a provider's recovery steps.

use std::fmt::Write;

use anyhow::{Context, bail};

use super::args::Explain;
use super::{Exit, terminal};
use crate::analysis::catalogue_around;
use crate::rules;
use crate::secrets::Catalogue;

pub(super) fn run(args: &Explain) -> anyhow::Result<Exit> {
    let catalogue = catalogue_around(&[".".into()]).context("cannot read the project")?;
    let page = match args.name.as_deref() {
        None => list(catalogue),
        Some(name) => match (rules::rule(name), catalogue.provider(&name.to_ascii_lowercase())) {
            (Some(rule), _) => rule.page.to_owned(),
            (None, Some(provider)) => provider.recovery_page(),
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
