//! What Vite's builds kept of something unused that calls into another module, held against what is said of it.
//!
//! Each line of `seen.tsv` was two modules: one that is called, by live code too, and one with the call, imported through a
//! barrel by client code that uses nothing of it; built with Vite `8`.3 and `7`.3. The columns: who kept it, what is called, a
//! module `./deep` that this imports, and who calls.

#![allow(clippy::format_push_string, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::Arc;

use super::super::Graph;
use crate::project::fixture::Fixture;

const SEEN: &str = include_str!("seen.tsv");

/// The lines of which the build by that edition of Vite is said to keep the caller's code.
fn kept(edition: &str) -> Vec<bool> {
    let mut files = format!(
        "//- package.json\n{{ \"dependencies\": {{ \"vite\": \"{edition}\", \"react\": \"19.0.0\" }} }}\n\
         //- index.html\n<script type=\"module\" src=\"/main.js\"></script>\n"
    );
    let (mut barrel, mut live) = (String::from("export const used = 'used';\n"), String::new());
    for (number, line) in SEEN.lines().enumerate() {
        let columns: Vec<&str> = line.split('\t').collect();
        let [_, called, deep, caller] = columns[..] else { panic!("four columns: {line}") };
        for (name, text) in [("lib", called), ("deep", deep), ("unused", caller), ("live", caller)] {
            files += &format!("//- c{number}/{name}.js\n{text}\n");
        }
        barrel += &format!("export {{ x as x{number} }} from './c{number}/unused';\n");
        live += &format!("import {{ x as y{number} }} from './c{number}/live'; window.y{number} = y{number};\n");
    }
    files += &format!(
        "//- barrel.js\n{barrel}//- main.js\nimport {{ used }} from './barrel'; document.title = used;\n{live}"
    );
    let fixture = Fixture::new(&files);
    let graph = Graph::new(Arc::new(fixture.project.clone()));
    let file = |number| fixture.project.by_path(&fixture.path(&format!("c{number}/unused.js"))).unwrap().id;
    let numbers = 0..SEEN.lines().count();
    numbers.map(|number| graph.client(file(number)).is_some_and(|reached| reached.ships)).collect()
}

#[test]
fn what_is_kept_of_calls_is_what_builds_kept() {
    let (eight, seven) = (kept("^8.0.0"), kept("^7.0.0"));
    let said = |number: usize| match (eight[number], seven[number]) {
        (true, true) => "87",
        (true, false) => "8",
        (false, true) => "7",
        (false, false) => "-",
    };
    let lines = SEEN.lines().enumerate().map(|(number, line)| (said(number), line));
    let wrong: Vec<_> = lines.filter(|(said, line)| line.split('\t').next() != Some(said)).collect();
    assert!(wrong.is_empty(), "said, seen: {wrong:#?}");
}
