//! The layout holds: rooms use only rooms below them, and files have one subject.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A room, and all it may use.
const ROOMS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("secrets", &["text"]),
    ("syntax", &["text"]),
    ("project", &["text", "syntax"]),
    ("graph", &["text", "syntax", "project"]),
    ("flow", &["text", "syntax", "project", "graph", "secrets"]),
    ("rules", &["text", "syntax", "project", "graph", "flow", "secrets"]),
    ("fixes", &["text", "syntax", "project", "graph", "flow", "secrets", "rules"]),
    ("analysis", &["text", "syntax", "project", "graph", "flow", "secrets", "rules", "fixes"]),
    ("server", &["text", "syntax", "project", "graph", "flow", "secrets", "rules", "fixes", "analysis"]),
    ("cli", &["text", "syntax", "project", "graph", "flow", "secrets", "rules", "fixes", "analysis"]),
];

const LONGEST: usize = 600;

fn sources() -> Vec<PathBuf> {
    fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                walk(&entry, files);
            } else if entry.extension().is_some_and(|extension| extension == "rs") {
                files.push(entry);
            }
        }
    }
    let mut files = Vec::new();
    walk(&root().join("src"), &mut files);
    assert!(files.len() > 20);
    files
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The rooms that a file names by `crate::room`, also in a list of `use crate::{…}`.
fn used_rooms(source: &str) -> Vec<String> {
    let mut rooms = Vec::new();
    for (at, _) in source.match_indices("crate::") {
        let rest = &source[at + "crate::".len()..];
        if let Some(list) = rest.strip_prefix('{') {
            let mut depth = 0;
            let mut name = String::new();
            for character in list.chars() {
                match character {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => rooms.push(std::mem::take(&mut name)),
                    _ if depth == 0 => name.push(character),
                    _ => {}
                }
            }
            rooms.push(name);
        } else {
            rooms.push(rest.to_owned());
        }
    }
    let first = |path: String| path.trim().split(|c: char| !c.is_alphanumeric() && c != '_').next().map(str::to_owned);
    rooms.into_iter().filter_map(first).collect()
}

#[test]
fn a_list_of_uses_is_read_whole() {
    assert_eq!(used_rooms("use crate::{text::{Span, Encoding}, rules};\ncrate::flow::x()"), ["text", "rules", "flow"]);
}

#[test]
fn rooms_use_only_rooms_below() {
    let rooms: BTreeMap<&str, &[&str]> = ROOMS.iter().copied().collect();
    let mut wrong = Vec::new();
    for file in sources() {
        let relative = file.strip_prefix(root().join("src")).unwrap().to_owned();
        let Some(room) = relative.iter().next().and_then(|room| room.to_str()) else { continue };
        let Some(allowed) = rooms.get(room) else { continue };
        for used in used_rooms(&fs::read_to_string(&file).unwrap()) {
            if used != room && rooms.contains_key(used.as_str()) && !allowed.contains(&used.as_str()) {
                wrong.push(format!("{} uses {used}", relative.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_room_is_known() {
    for entry in fs::read_dir(root().join("src")).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            let room = entry.file_name().unwrap().to_str().unwrap().to_owned();
            assert!(ROOMS.iter().any(|(known, _)| *known == room), "{room} is not in the list of rooms");
            assert!(entry.join("mod.rs").exists(), "{room} says in its mod.rs what it promises");
        }
    }
}

#[test]
fn files_have_one_subject() {
    let long: Vec<_> = sources()
        .into_iter()
        .map(|file| (fs::read_to_string(&file).unwrap().lines().count(), file))
        .filter(|(lines, _)| *lines > LONGEST)
        .collect();
    assert!(long.is_empty(), "more than {LONGEST} lines: {long:#?}");
}
