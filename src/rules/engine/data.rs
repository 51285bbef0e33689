//! Files without a program in them: JSON by its strings and their keys, other text by shapes.

use super::secret::Secret;
use crate::flow::candidate::is_test_path;
use crate::project::FileKind;
use crate::secrets::{Candidate, Catalogue, Name, NameOrigin, Neighbour, Place, Power};
use crate::syntax::json::{self, Json, Value};
use crate::text::Span;

/// Longer texts are data of other kinds.
const LONGEST: usize = 4 * 1024 * 1024;

/// The credentials of a text, at their places.
pub(super) fn secrets(catalogue: &Catalogue, text: &str, kind: FileKind, relative: &str) -> Vec<(Span, Secret)> {
    if text.len() > LONGEST {
        return Vec::new();
    }
    if kind == FileKind::Json
        && let Ok(root) = json::parse(text)
    {
        let place = if is_test_path(relative) { Place::Test } else { Place::Data };
        let mut found = Vec::new();
        strings(catalogue, place, &root, &mut Vec::new(), &[], &mut found);
        return found;
    }
    catalogue
        .scan_text(text)
        .into_iter()
        .filter(|detection| detection.power != Power::K0)
        .map(|detection| {
            let span = Span::new(detection.range.start as u32, detection.range.end as u32);
            (span, Secret::detected(&detection))
        })
        .collect()
}

/// Judges each string with its keys, nearest first, and the strings beside it.
fn strings<'t>(
    catalogue: &Catalogue,
    place: Place,
    json: &'t Json,
    keys: &mut Vec<&'t str>,
    neighbours: &[Neighbour<'t>],
    found: &mut Vec<(Span, Secret)>,
) {
    match &json.value {
        Value::String(value) => {
            let names: Vec<Name<'_>> = keys.iter().rev().map(|key| Name::new(key, NameOrigin::Property)).collect();
            let candidate = Candidate { value, names: &names, neighbours, place, ..Candidate::default() };
            if let Some(detection) = catalogue.detect(&candidate).filter(|detection| detection.power != Power::K0) {
                found.push((json.span, Secret::detected(&detection)));
            }
        }
        Value::Array(items) => {
            for item in items {
                strings(catalogue, place, item, keys, neighbours, found);
            }
        }
        Value::Object(entries) => {
            let beside: Vec<Neighbour<'_>> = entries
                .iter()
                .map(|entry| Neighbour { name: &entry.key, value: entry.value.as_str().unwrap_or_default() })
                .collect();
            for entry in entries {
                keys.push(&entry.key);
                strings(catalogue, place, &entry.value, keys, &beside, found);
                keys.pop();
            }
        }
        _ => {}
    }
}
