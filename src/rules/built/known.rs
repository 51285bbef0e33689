//! The values that the source is known to hold: by a name or a place that a build does not keep.

use aho_corasick::AhoCorasick;

use super::Found;
use crate::rules::Context;
use crate::rules::engine::{self, Held};
use crate::secrets::Confidence;

/// A shorter value may stand in a bundle by chance.
const SHORTEST: usize = 10;

/// Secrets to look for; their values are in the matcher alone, and never printed.
#[derive(Default)]
pub struct Known {
    entries: Vec<Held>,
    /// Over all ways in which the values are written; with the number of the entry for each.
    values: Option<AhoCorasick>,
    of_entry: Vec<usize>,
}

impl std::fmt::Debug for Known {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Known({})", self.entries.len())
    }
}

impl Known {
    /// Those of a project.
    pub fn of(context: &Context<'_>) -> Self {
        let mut known = Self::default();
        let mut written = Vec::new();
        for mut held in engine::held(context).into_iter().filter(|held| held.value.len() >= SHORTEST) {
            if held.variable.is_some() {
                held.secret.confidence = Confidence::Proven;
            }
            let value = std::mem::take(&mut held.value);
            let escaped = serde_json::to_string(&value).unwrap_or_default().trim_matches('"').to_owned();
            let number = known.entries.len();
            for form in [Some(&value), Some(&escaped).filter(|escaped| **escaped != value)].into_iter().flatten() {
                written.push(form.clone());
                known.of_entry.push(number);
            }
            known.entries.push(held);
        }
        known.values = AhoCorasick::new(&written).ok().filter(|_| !written.is_empty());
        known
    }

    /// Where the values stand in a text, as words of their own.
    pub(super) fn find(&self, text: &str) -> Vec<Found> {
        let bytes = text.as_bytes();
        let joins = |at: Option<&u8>| at.is_some_and(u8::is_ascii_alphanumeric);
        let Some(values) = &self.values else { return Vec::new() };
        values
            .find_overlapping_iter(text)
            .filter(|found| {
                let before = found.start().checked_sub(1).and_then(|at| bytes.get(at));
                // An escape ends in a letter: `\n`.
                let escape = found.start().checked_sub(2).is_some_and(|at| bytes[at] == b'\\');
                (escape || !joins(before)) && !joins(bytes.get(found.end()))
            })
            .map(|found| {
                let Held { variable, module, secret, .. } = &self.entries[self.of_entry[found.pattern().as_usize()]];
                Found {
                    range: found.range(),
                    secret: secret.clone(),
                    variable: variable.clone(),
                    module: module.clone(),
                }
            })
            .collect()
    }
}
