//! Credentials told by their shape.

use std::ops::Range;

use super::super::candidate::Candidate;
use super::super::catalogue::{Catalogue, Kind, Target};
use super::super::schema::{Check, Mode};
use super::super::{Confidence, Power};
use super::parts::Part;
use super::{Class, Evidence, Found, check, context, placeholder, public, rank};

/// Kinds without a literal are tried on words of at least this many bytes: the shortest of them has 50.
const HEADLESS: usize = 50;

/// Judges a value and its parts.
pub(super) fn judge(catalogue: &Catalogue, candidate: &Candidate<'_>, parts: &[Part<'_>], found: &mut Vec<Found>) {
    let mut kinds = shaped(catalogue, candidate.value);
    for part in parts.iter().filter(|part| part.range.len() != part.text.len()) {
        kinds.extend(shaped(catalogue, &part.text));
    }
    if candidate.value.contains(char::is_whitespace) {
        headless(catalogue, candidate.value, found);
    } else if parts.iter().any(|part| part.text.len() >= HEADLESS) {
        kinds.extend(&catalogue.index().headless);
    }
    for number in kinds {
        let kind = catalogue.kind(number);
        let at_home = context::is_at_home(catalogue, candidate, parts, kind);
        let before = found.len();
        for part in parts {
            if let Some(secret) = kind.matches(&part.text)
                && let Some(power) = accept(catalogue, kind, &part.text, secret.clone())
            {
                // The range of decoded text is that of its encoding.
                let exact = part.range.len() == part.text.len();
                let range = if exact {
                    part.range.start + secret.start..part.range.start + secret.end
                } else {
                    part.range.clone()
                };
                found.push(make(number, kind, power, range, at_home));
            }
        }
        // Within a command or a sentence a weak head has blanks and quotes around it.
        let within_text = !kind.credential.whole || candidate.value.contains(char::is_whitespace);
        if found.len() == before && within_text && !kind.credential.literals.is_empty() {
            within(catalogue, number, candidate.value, at_home, found);
        }
    }
}

/// The kinds told by their shape a literal of which stands in the text.
fn shaped(catalogue: &Catalogue, text: &str) -> Vec<usize> {
    let secrets = catalogue.index().hits(text).into_iter().filter_map(|hit| match hit {
        Target::Secret(number) => Some(number),
        Target::Public(_) => None,
    });
    secrets.filter(|&number| catalogue.kind(number).credential.mode == Mode::Shape).collect()
}

/// Whether a text has the shape of a kind with a checksum that does not add up: made up, or a typing error.
pub(super) fn is_miscounted(catalogue: &Catalogue, text: &str) -> bool {
    shaped(catalogue, text).into_iter().map(|number| catalogue.kind(number)).any(|kind| {
        kind.credential.checks.iter().any(|check| check.is_checksum())
            && kind.matches(text).is_some_and(|secret| check::verify(kind.credential, &text[secret]).is_none())
    })
}

/// Finds shapes anywhere in a text.
pub(super) fn search(catalogue: &Catalogue, text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    for number in shaped(catalogue, text) {
        within(catalogue, number, text, false, &mut found);
    }
    headless(catalogue, text, &mut found);
    found
}

/// Finds, among the words of a text, shapes without a literal.
fn headless(catalogue: &Catalogue, text: &str, found: &mut Vec<Found>) {
    for word in words(text) {
        for &number in &catalogue.index().headless {
            let kind = catalogue.kind(number);
            if let Some(secret) = kind.matches(&text[word.clone()])
                && let Some(power) = accept(catalogue, kind, &text[word.clone()], secret.clone())
            {
                found.push(make(number, kind, power, word.start + secret.start..word.start + secret.end, false));
            }
        }
    }
}

/// Searches a text for one kind.
fn within(catalogue: &Catalogue, number: usize, text: &str, at_home: bool, found: &mut Vec<Found>) {
    let kind = catalogue.kind(number);
    let mut from = 0;
    while let Some((full, secret)) = kind.find(text, from) {
        from = full.end.max(from + 1);
        if !is_delimited(kind, text.as_bytes(), &full) {
            continue;
        }
        let Some(matched) = text.get(full.clone()) else { continue };
        let inner = secret.start - full.start..secret.end - full.start;
        if let Some(power) = accept(catalogue, kind, matched, inner) {
            found.push(make(number, kind, power, secret, at_home));
        }
    }
}

/// Whether a match ends where a token ends. A kind that counts as a whole only needs blanks or quotes around it.
fn is_delimited(kind: &Kind, text: &[u8], at: &Range<usize>) -> bool {
    let before = at.start.checked_sub(1).map(|place| text[place]);
    let after = text.get(at.end).copied();
    if kind.credential.whole {
        let edge = |byte: Option<u8>| {
            byte.is_none_or(|byte| byte.is_ascii_whitespace() || b"\"'`=:,;()<>[]{}".contains(&byte))
        };
        return edge(before) && edge(after);
    }
    let base64 = kind.credential.shape.as_deref().is_some_and(|shape| shape.contains("+/"));
    let goes_on = |byte: u8| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-') || base64 && matches!(byte, b'+' | b'/' | b'=')
    };
    !before.is_some_and(goes_on) && !after.is_some_and(goes_on)
}

/// What a match can do, or `None`: a placeholder, a public value, a check that fails.
pub(super) fn accept(catalogue: &Catalogue, kind: &Kind, text: &str, secret: Range<usize>) -> Option<Power> {
    let value = text.get(secret)?;
    if !kind.credential.checks.iter().any(|&check| Check::tells_placeholders(check)) && is_placeholder(kind, value) {
        return None;
    }
    if kind.credential.priority <= 0 && public::is_public(catalogue, text) {
        return None;
    }
    check::verify(kind.credential, value)
}

/// Whether the part that is not the same for everybody stands for a value.
pub(super) fn is_placeholder(kind: &Kind, value: &str) -> bool {
    let fixed = kind.credential.literals.iter().chain(&kind.credential.fixed);
    let mut variable = value.to_owned();
    // The longest first: `sk-proj-` before `sk-`.
    let mut fixed: Vec<&String> = fixed.collect();
    fixed.sort_by_key(|text| std::cmp::Reverse(text.len()));
    for text in fixed {
        if let Some(at) = variable.find(text.as_str()) {
            variable.replace_range(at..at + text.len(), "");
        }
    }
    placeholder::is_placeholder(&variable)
}

fn make(number: usize, kind: &Kind, power: Power, range: Range<usize>, at_home: bool) -> Found {
    // What nobody confirmed is not proven by its shape alone.
    let confidence = if kind.credential.verified || at_home { Confidence::Proven } else { Confidence::Likely };
    let rank = rank(kind, Class::Shaped, at_home, confidence, power, range.len());
    Found { kind: number, power, confidence, range, evidence: Evidence::Shape, rank }
}

/// Long words of a text, by place.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let is_edge = |c: char| c.is_ascii_whitespace() || "\"'`=,;()<>[]{}\\".contains(c);
    let base = text.as_ptr() as usize;
    text.split(is_edge).filter(|word| word.len() >= HEADLESS && word.len() <= 512).map(move |word| {
        let start = word.as_ptr() as usize - base;
        start..start + word.len()
    })
}
