//! Files without a program in them: JSON by its strings and their keys, other text by its settings and by shapes.

use std::ops::Range;

use super::secret::Secret;
use crate::flow::candidate::is_test_path;
use crate::project::FileKind;
use crate::secrets::{Candidate, Catalogue, Name, NameOrigin, Neighbour, Place, Power};
use crate::syntax::json::{self, Json, Value};
use crate::syntax::settings::settings;
use crate::text::Span;

/// Settings before and after one that may go with it.
const NEIGHBOURS: usize = 12;

/// Longer texts are data of other kinds.
const LONGEST: usize = 4 * 1024 * 1024;

/// The credentials of a text, at their places.
pub(super) fn secrets(catalogue: &Catalogue, text: &str, kind: FileKind, relative: &str) -> Vec<(Span, Secret)> {
    if text.len() > LONGEST {
        return Vec::new();
    }
    let place = if is_test_path(relative) { Place::Test } else { Place::Data };
    if kind == FileKind::Json
        && let Ok(root) = json::parse(text)
    {
        let mut found = Vec::new();
        strings(catalogue, place, &root, &mut Vec::new(), &[], &mut found);
        return found;
    }
    let shaped = catalogue.scan_text(text).into_iter().filter(|detection| detection.power != Power::K0);
    let mut found: Vec<(Span, Secret)> =
        shaped.map(|detection| (span(0, &detection.range), Secret::detected(&detection))).collect();
    if kind == FileKind::Text {
        named(catalogue, place, text, &mut found);
        found.sort_by_key(|(span, _)| span.start);
    }
    found
}

fn span(start: usize, range: &Range<usize>) -> Span {
    Span::new((start + range.start) as u32, (start + range.end) as u32)
}

/// Judges each setting with its keys and the settings beside it, where nothing is found yet.
fn named(catalogue: &Catalogue, place: Place, text: &str, found: &mut Vec<(Span, Secret)>) {
    let settings = settings(text);
    let all: Vec<Neighbour<'_>> =
        settings.iter().map(|setting| Neighbour { name: setting.keys[0], value: setting.value }).collect();
    for (at, setting) in settings.iter().enumerate() {
        let names: Vec<Name<'_>> = setting.keys.iter().map(|key| Name::new(key, NameOrigin::Property)).collect();
        let neighbours = &all[at.saturating_sub(NEIGHBOURS)..all.len().min(at + NEIGHBOURS)];
        let candidate = Candidate { value: setting.value, names: &names, neighbours, place, ..Candidate::default() };
        let Some(detection) = catalogue.detect(&candidate).filter(|detection| detection.power != Power::K0) else {
            continue;
        };
        let span = span(setting.start, &detection.range);
        if found.iter().all(|(other, _)| span.end <= other.start || other.end <= span.start) {
            found.push((span, Secret::detected(&detection)));
        }
    }
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
