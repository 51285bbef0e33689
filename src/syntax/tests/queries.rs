//! The tree as tree-sitter's own queries read it, held against the facts: a second opinion on the lowering, which is written by
//! hand because compiling queries takes a tenth of what a cold check may.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use tree_sitter::{Parser, Query, QueryCursor, StreamingIterator};

use super::super::ast::Kind;
use super::super::facts::{DirectiveKind, Facts, Grammar};
use super::super::language::Language;
use super::super::parse;
use crate::text::Span;

const IMPORTS: &str = include_str!("../../../queries/imports.scm");
const ENV: &str = include_str!("../../../queries/env.scm");
const DIRECTIVES: &str = include_str!("../../../queries/directives.scm");
const JSX: &str = include_str!("../../../queries/jsx.scm");

/// The scripts that stand in this repository.
fn scripts() -> Vec<PathBuf> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            if path.is_dir() {
                // What tests build stands in folders of a dot (`.work`, `.next-webpack`): it is nobody's writing.
                if !name.starts_with('.') && !matches!(name.as_str(), "node_modules" | "target" | "dist") {
                    walk(&path, found);
                }
            } else if Language::is_script(&name) {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    for folder in ["examples", "tests", "editors"] {
        walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut found);
    }
    found
}

/// Compiled once a grammar, which takes longer than all the rest.
struct Queries {
    imports: Query,
    env: Query,
    directives: Query,
    elements: Option<Query>,
}

impl Queries {
    fn of(grammar: Grammar) -> &'static Self {
        static COMPILED: [OnceLock<Queries>; 2] = [const { OnceLock::new() }; 2];
        COMPILED[usize::from(grammar == Grammar::Tsx)].get_or_init(|| {
            let compile = |text| Query::new(&grammar.language(), text).unwrap();
            let elements = (grammar == Grammar::Tsx).then(|| compile(JSX));
            Self { imports: compile(IMPORTS), env: compile(ENV), directives: compile(DIRECTIVES), elements }
        })
    }
}

/// The places of a capture.
fn captured(facts: &Facts, query: &Query, capture: &str) -> BTreeSet<Span> {
    let grammar = facts.grammar.language();
    let mut parser = Parser::new();
    parser.set_language(&grammar).unwrap();
    let tree = parser.parse(&*facts.source, None).unwrap();
    let wanted = query.capture_index_for_name(capture).unwrap();
    let mut cursor = QueryCursor::new();
    let mut matches = cursor.matches(query, tree.root_node(), facts.source.as_bytes());
    let mut places = BTreeSet::new();
    while let Some(found) = matches.next() {
        let captures = found.captures().iter().filter(|one| one.index == wanted && !is_in_type(one.node));
        places.extend(captures.map(|one| Span::new(one.node.start_byte() as u32, one.node.end_byte() as u32)));
    }
    places
}

/// `typeof import('x')`: what queries cannot leave out.
fn is_in_type(node: tree_sitter::Node<'_>) -> bool {
    let types = ["type_annotation", "type_query", "type_alias_declaration", "type_arguments", "interface_declaration"];
    std::iter::successors(node.parent(), tree_sitter::Node::parent).any(|outer| types.contains(&outer.kind()))
}

fn compare(path: &Path) -> [usize; 4] {
    let source = std::fs::read_to_string(path).unwrap();
    let name = path.to_str().unwrap();
    let facts = parse(source.into(), name);
    let queries = Queries::of(facts.grammar);
    let texts =
        |places: &BTreeSet<Span>| places.iter().map(|span| span.of(&facts.source).to_owned()).collect::<Vec<_>>();
    if !facts.errors.is_empty() {
        return [0; 4];
    }

    let imports = captured(&facts, &queries.imports, "specifier");
    let known: BTreeSet<Span> = facts.imports.iter().map(|import| import.specifier_span).collect();
    assert!(imports.is_subset(&known), "{name}: {:?}", texts(&imports.difference(&known).copied().collect()));

    // A `process` of the module's own: what a query cannot know.
    let shadowed = facts.ast.bindings.iter().any(|binding| binding.name.of(&facts.source) == "process");
    let env = captured(&facts, &queries.env, "name");
    let read: BTreeSet<Span> = facts.env_reads.iter().filter_map(|read| read.name).collect();
    assert!(shadowed || env.is_subset(&read), "{name}: {:?}", texts(&env.difference(&read).copied().collect()));

    let directives = captured(&facts, &queries.directives, "directive");
    let of_layer = |kind| matches!(kind, DirectiveKind::UseClient | DirectiveKind::UseServer);
    let known: BTreeSet<Span> = facts.directives.iter().filter(|one| of_layer(one.kind)).map(|one| one.span).collect();
    // Queries see what is written, not what it says.
    let known: BTreeSet<Span> = known.into_iter().filter(|span| !span.of(&facts.source).contains('\\')).collect();
    assert!(known.is_subset(&directives), "{name}: {:?}", texts(&known));

    let mut elements = BTreeSet::new();
    if let Some(query) = &queries.elements {
        elements = captured(&facts, query, "element");
        let known = facts.ast.ids().filter(|id| matches!(facts.ast.kind(*id), Kind::JsxElement { .. }));
        let known: BTreeSet<Span> = known.map(|id| facts.ast.span(id)).collect();
        assert!(elements.is_subset(&known), "{name}: {:?}", texts(&elements.difference(&known).copied().collect()));
    }
    [imports.len(), env.len(), directives.len(), elements.len()]
}

#[test]
fn facts_hold_what_queries_find() {
    let mut all = [0; 4];
    for path in scripts() {
        for (sum, count) in all.iter_mut().zip(compare(&path)) {
            *sum += count;
        }
    }
    // Imports, reads, directives, elements: enough of each to mean something.
    assert!(all.iter().zip([300, 80, 40, 150]).all(|(sum, least)| *sum > least), "{all:?}");
}
