//! What to do when a credential has leaked.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::LazyLock;

use super::schema::{Playbook, Provider, Step};

static SHIPPED: &str = include_str!(concat!(env!("OUT_DIR"), "/playbooks.json"));

/// Apart from the catalogue: only hover, `explain` and the editors' recovery pages read them.
static PLAYBOOKS: LazyLock<BTreeMap<String, Playbook>> =
    LazyLock::new(|| serde_json::from_str(SHIPPED).unwrap_or_default());

/// The frame every playbook fills in, for providers that have none of their own.
static COMMON: LazyLock<Playbook> = LazyLock::new(|| {
    let step = |text: &str| Step { text: text.to_owned(), verified: false };
    Playbook {
        revoke: vec![step(
            "Revoke the value in the provider's console: a short outage is cheaper than abuse. Only with no sign of abuse and little \
             power, rotate first and revoke after the deploy.",
        )],
        rotate: vec![
            step("Close the leak first, or the new value leaks with the next build."),
            step(
                "Put a new credential into a server-side variable only, redeploy every environment (old deployments, previews and \
                 caches keep the old bundle), confirm, then delete the old one.",
            ),
        ],
        scan: vec![
            step(
                "Read the usage and audit logs from the first deploy that shipped the value to now: countries, addresses, volumes, new users and keys.",
            ),
            step(
                "Look for other secrets that left in the same deploy, and write down the timeline: billing disputes need it.",
            ),
        ],
        zero_downtime: None,
        blast: String::new(),
        scope_advice: "The least that does the job, with a spending cap and an alert.".to_owned(),
        links: Vec::new(),
        verified_on: "2026-11".to_owned(),
    }
});

impl Provider {
    /// What to do when a credential of this provider has leaked; the common frame where it has no playbook of its own.
    pub fn playbook(&self) -> &Playbook {
        let own = self.own_playbook.as_ref().or_else(|| PLAYBOOKS.get(&self.id));
        own.unwrap_or(&COMMON)
    }

    /// Whether the playbook is this provider's own.
    pub fn has_own_playbook(&self) -> bool {
        self.own_playbook.is_some() || PLAYBOOKS.contains_key(&self.id)
    }

    /// A page of Markdown: what it issues, then revoke, rotate, scan.
    pub fn recovery_page(&self) -> String {
        let mut out = format!("# {}\n\n", self.name);
        for credential in &self.credentials {
            let _ = writeln!(out, "- {} (`{}`, {:?})", credential.title, credential.id, credential.power);
        }
        for public in &self.public {
            let tell = if public.tell.is_empty() { String::new() } else { format!(": {}", public.tell) };
            let _ = writeln!(out, "- {}, public by design and never reported{tell}", public.title);
        }
        if self.credentials.is_empty() {
            return out;
        }
        let playbook = self.playbook();
        for (title, steps) in [("Revoke", &playbook.revoke), ("Rotate", &playbook.rotate), ("Scan", &playbook.scan)] {
            let _ = write!(out, "\n## {title}\n\n");
            for (number, step) in steps.iter().enumerate() {
                // The common frame names nothing of anybody's console.
                let mark = if step.verified || !self.has_own_playbook() {
                    ""
                } else {
                    " (not verified: labels may have moved)"
                };
                let _ = writeln!(out, "{}. {}{mark}", number + 1, step.text);
            }
        }
        let overlap = match playbook.zero_downtime {
            Some(true) => "Two valid credentials can overlap: no downtime when done in this order.",
            Some(false) => "The old credential dies when the new one is made: plan a short outage.",
            None => "",
        };
        for (title, text) in [
            ("Downtime", overlap),
            ("What somebody can do with it", &playbook.blast),
            ("Use next", &playbook.scope_advice),
        ] {
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
        if self.has_own_playbook() {
            let _ = write!(out, "\nChecked {}.\n", playbook.verified_on);
        }
        out
    }
}

impl Playbook {
    /// All steps in the order to take them: revoke, rotate, scan.
    pub fn steps(&self) -> impl Iterator<Item = &Step> {
        self.revoke.iter().chain(&self.rotate).chain(&self.scan)
    }

    /// The first step of each part, for a hover: what makes the value worthless, what replaces it, where to look.
    pub fn first_three_steps(&self) -> impl Iterator<Item = &Step> {
        [&self.revoke, &self.rotate, &self.scan].into_iter().filter_map(|part| part.first())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::Catalogue;
    use super::*;

    #[test]
    fn every_provider_has_three_first_steps() {
        for provider in Catalogue::builtin().providers() {
            let playbook = provider.playbook();
            assert_eq!(playbook.first_three_steps().count(), 3, "{}", provider.id);
            assert!(playbook.verified_on.len() == 7, "{}", provider.id);
            assert!(playbook.links.iter().all(|link| link.starts_with("https://")), "{}", provider.id);
        }
    }

    #[test]
    fn the_seed_is_first_class() {
        let twilio = Catalogue::builtin().provider("twilio").unwrap();
        assert!(twilio.has_own_playbook());
        let first: Vec<_> = twilio.playbook().first_three_steps().collect();
        assert!(first[0].text.contains("promote it") && first[0].verified);
        assert!(first[1].text.contains("generate a new secondary token"));
        assert!(!Catalogue::builtin().provider("kaleyra").unwrap().has_own_playbook());
    }

    #[test]
    fn every_playbook_belongs_to_a_provider() {
        for id in PLAYBOOKS.keys() {
            assert!(Catalogue::builtin().provider(id).is_some(), "{id}");
        }
        assert!(PLAYBOOKS.len() >= 28);
    }
}
