//! Files without a program in them: what names and values they have by these, the rest by shapes.

use super::secret::Secret;
use crate::flow::candidate::is_test_path;
use crate::project::Purpose;
use crate::secrets::schema::Check;
use crate::secrets::{Candidate, Catalogue, Detection, Name, NameOrigin, Neighbour, Place, Power};
use crate::syntax::data::Grammar;
use crate::syntax::json::{Json, Value};
use crate::text::Span;

/// Entries before and after one that may be its pair. A table of thousands has none.
const NEAR: usize = 32;
/// Longer texts are data of other kinds.
const LONGEST: usize = 4 * 1024 * 1024;

/// The credentials of a text, at their places. `tree`: its names and values, when it has some.
pub(super) fn secrets(
    catalogue: &Catalogue,
    text: &str,
    tree: Option<&Json>,
    grammar: Grammar,
    relative: &str,
    purpose: Option<Purpose>,
) -> Vec<(Span, Secret)> {
    if text.len() > LONGEST {
        return Vec::new();
    }
    let Some(tree) = tree else { return shapes(catalogue, text).collect() };
    let made_up = is_test_path(relative) || purpose.is_some_and(Purpose::makes_values_up);
    let place = if made_up { Place::Test } else { Place::Data };
    let runs_tests = matches!(purpose, Some(Purpose::Workflow | Purpose::Pipeline));
    let mut judge = Judge { catalogue, text, grammar, place, runs_tests, values: Vec::new(), found: Vec::new() };
    judge.strings(tree, &mut Vec::new(), &[]);
    let Judge { mut values, mut found, .. } = judge;
    if grammar != Grammar::Json {
        // They stand apart, so that only the last that begins before an end can overlap.
        values.sort_unstable_by_key(|value| value.start);
        let before = |end: u32| values.partition_point(|value| value.start < end);
        // Comments, keys, and the lines of longer texts.
        let between = |span: Span| before(span.end).checked_sub(1).is_none_or(|last| values[last].end <= span.start);
        found.extend(shapes(catalogue, text).filter(|(span, _)| between(*span)));
        found.sort_by_key(|(span, _)| *span);
    }
    found
}

fn shapes(catalogue: &Catalogue, text: &str) -> impl Iterator<Item = (Span, Secret)> {
    catalogue.scan_text(text).into_iter().filter(opens_something).map(|detection| {
        let span = Span::new(detection.range.start as u32, detection.range.end as u32);
        (span, Secret::detected(&detection))
    })
}

/// The address of a neighbour (`postgres://app:app@db`) lets nobody in who is not in the same network.
fn opens_something(detection: &Detection) -> bool {
    let of_neighbour = detection.power == Power::K1 && detection.credential.checks.contains(&Check::UriPassword);
    detection.power != Power::K0 && !of_neighbour
}

struct Judge<'c, 't> {
    catalogue: &'c Catalogue,
    text: &'t str,
    grammar: Grammar,
    place: Place,
    /// It says what tests and builds are run with.
    runs_tests: bool,
    /// The values that were judged as such.
    values: Vec<Span>,
    found: Vec<(Span, Secret)>,
}

impl Judge<'_, '_> {
    /// Judges each string with its keys, nearest first, and the strings beside it.
    fn strings<'t>(&mut self, json: &'t Json, keys: &mut Vec<&'t str>, neighbours: &[Neighbour<'t>]) {
        match &json.value {
            // A script, or a file within the file: it is read line by line.
            Value::String(_) if json.span.of(self.text).contains('\n') => {}
            Value::String(value) => {
                self.values.push(json.span);
                self.string(json.span, value, keys, neighbours);
            }
            Value::Array(items) => {
                for item in items {
                    // `environment: [NAME=value]`
                    let assigned = item.as_str().and_then(assignment);
                    keys.extend(assigned.map(|(name, _)| name));
                    match assigned {
                        Some((_, value)) => {
                            self.values.push(item.span);
                            self.string(self.behind_sign(item.span), value, keys, neighbours);
                            keys.pop();
                        }
                        None => self.strings(item, keys, neighbours),
                    }
                }
            }
            Value::Object(entries) => {
                let beside: Vec<Neighbour<'_>> = entries
                    .iter()
                    .map(|entry| Neighbour { name: &entry.key, value: entry.value.as_str().unwrap_or_default() })
                    .collect();
                let called = name_beside_value(json);
                for (at, entry) in entries.iter().enumerate() {
                    if entry.key.starts_with("encrypted") {
                        continue;
                    }
                    keys.push(called.filter(|_| entry.key.eq_ignore_ascii_case("value")).unwrap_or(&entry.key));
                    let near = at.saturating_sub(NEAR)..(at + NEAR).min(beside.len());
                    self.strings(&entry.value, keys, &beside[near]);
                    keys.pop();
                }
            }
            _ => {}
        }
    }

    /// The value of an assignment as it is written, without the quote that ends the item.
    fn behind_sign(&self, item: Span) -> Span {
        let written = item.of(self.text);
        let start = written.find('=').map_or(item.start, |at| item.start + at as u32 + 1);
        let quoted = written.starts_with(['"', '\'']) && written.len() > 1;
        Span::new(start, (item.end - u32::from(quoted)).max(start))
    }

    fn string(&mut self, span: Span, value: &str, keys: &[&str], neighbours: &[Neighbour<'_>]) {
        let names: Vec<Name<'_>> = keys.iter().rev().map(|key| Name::new(key, NameOrigin::Property)).collect();
        let in_headers = self.grammar == Grammar::Http || keys.len() > 1 && keys[keys.len() - 2] == "headers";
        let header = keys.last().copied().filter(|_| in_headers);
        let candidate =
            Candidate { value, names: &names, neighbours, header, place: self.place, ..Candidate::default() };
        let Some(detection) = self.catalogue.detect(&candidate) else { return };
        let mut secret = Secret::detected(&detection);
        if self.runs_tests {
            secret = secret.of_test_run();
        }
        let made_up = self.place == Place::Test && !secret.is_told_in_tests();
        if opens_something(&detection) && !made_up {
            self.found.push((span, secret));
        }
    }
}

/// `{ name: NAME, value: … }`, as manifests and collections have it.
pub(in crate::rules) fn name_beside_value(json: &Json) -> Option<&str> {
    let is = |key: &str, names: &[&str]| names.iter().any(|name| key.eq_ignore_ascii_case(name));
    let entries = json.entries();
    entries.iter().find(|entry| is(&entry.key, &["value"]))?;
    entries.iter().find(|entry| is(&entry.key, &["name", "key"])).and_then(|entry| entry.value.as_str())
}

/// `NAME=value`, as lists of variables have it.
pub(in crate::rules) fn assignment(item: &str) -> Option<(&str, &str)> {
    let (name, value) = item.split_once('=')?;
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    (is_name && name.bytes().any(|byte| byte.is_ascii_uppercase())).then_some((name, value))
}
