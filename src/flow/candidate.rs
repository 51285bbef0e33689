//! Literals in the words of the `secrets` room: each constant text once, with what its place says about it.

use std::sync::Arc;

use super::constant::{is_imported, may_be_text};
use super::fold::Folded;
use super::module::Module;
use super::name::Surroundings;
use super::{Flow, Place};
use crate::project::FileId;
use crate::secrets::{self, Candidate, Name, NameOrigin, Neighbour, Sink};
use crate::syntax::ast::{Kind, NodeId};

/// Shorter texts are no credentials.
const SHORTEST: usize = 6;
/// Other strings of a scope that are looked at.
const NEIGHBOURS: usize = 48;

/// A constant text and its place.
#[derive(Clone, Debug)]
pub struct Literal {
    /// The largest expression that folds to it.
    pub place: Place,
    pub folded: Folded,
    names: Vec<(Box<str>, NameOrigin)>,
    sink: Option<OwnedSink>,
    header: Option<Box<str>>,
    host: Option<Box<str>>,
    neighbours: Arc<[(Box<str>, Box<str>)]>,
    packages: Arc<[Box<str>]>,
    kind: secrets::Place,
}

#[derive(Clone, Debug)]
struct OwnedSink {
    package: Box<str>,
    callee: String,
    argument: usize,
    path: Vec<Box<str>>,
}

impl Literal {
    /// Lends the literal as a [`Candidate`].
    pub fn with<T>(&self, judge: impl FnOnce(&Candidate<'_>) -> T) -> T {
        let names: Vec<Name<'_>> = self.names.iter().map(|(text, origin)| Name::new(text, *origin)).collect();
        let neighbours: Vec<Neighbour<'_>> =
            self.neighbours.iter().map(|(name, value)| Neighbour { name, value }).collect();
        let packages: Vec<&str> = self.packages.iter().map(|package| &**package).collect();
        let path: Vec<&str> = self.sink.iter().flat_map(|sink| sink.path.iter().map(|key| &**key)).collect();
        let sink = self.sink.as_ref().map(|sink| Sink {
            package: &sink.package,
            callee: &sink.callee,
            argument: sink.argument,
            path: &path,
        });
        judge(&Candidate {
            value: &self.folded.value,
            names: &names,
            sink,
            header: self.header.as_deref(),
            host: self.host.as_deref(),
            neighbours: &neighbours,
            packages: &packages,
            place: self.kind,
        })
    }

    /// What the value is called, nearest first.
    pub fn names(&self) -> impl Iterator<Item = (&str, NameOrigin)> {
        self.names.iter().map(|(name, origin)| (&**name, *origin))
    }
}

impl Flow<'_> {
    /// Every constant text of a file that could be a credential, largest expressions only, in order. A name or member
    /// that is handed to a package's function, or sent as a header, is judged there with the literal behind it.
    ///
    /// `worth` says which texts are worth looking at their places, those that something is compared with aside.
    pub fn candidates(&self, file: FileId, worth: &dyn Fn(&str) -> bool) -> Vec<Literal> {
        let Some(module) = self.module(file) else { return Vec::new() };
        let kind = self.kind_of_text(file);
        let packages: Arc<[Box<str>]> = module
            .facts
            .imports
            .iter()
            .filter(|import| !import.type_only)
            .filter_map(|import| import.specifier.clone())
            .filter(|specifier| !specifier.starts_with('.'))
            .collect();
        let mut strings = ScopeStrings::default();
        let mut out = Vec::new();
        let mut covered = 0;
        for node in (0..module.ast().nodes.len()).map(NodeId::new) {
            let span = module.span(node);
            if span.start < covered {
                continue;
            }
            let place = Place { file, node };
            let own = match module.kind(node) {
                Kind::String | Kind::Template { .. } => true,
                Kind::Binary { operator, .. } => module.text(operator) == "+",
                Kind::Call { callee, .. } => is_text_function(&module, callee),
                Kind::Ident | Kind::Member { .. } => false,
                Kind::JsxText => {
                    // Text between tags is prose, unless it is a single word.
                    let text = module.written(node).trim();
                    if text.len() >= 16 && !text.contains(char::is_whitespace) && worth(text) {
                        let folded =
                            Folded { value: text.to_owned(), parts: vec![(0..text.len(), place)], made: Some(place) };
                        let found = Surroundings::default();
                        out.push(self.literal(&module, place, folded, found, &packages, kind, &mut strings));
                    }
                    continue;
                }
                // Of a template with unknown parts: a token may stand whole between them.
                Kind::TemplateText => {
                    let value = module.facts.string(node).unwrap_or_default();
                    if is_worth_a_look(value) && !value.contains(char::is_whitespace) && worth(value) {
                        let parts = vec![(0..value.len(), place)];
                        let folded = Folded { value: value.to_owned(), parts, made: Some(place) };
                        let found = Surroundings::default();
                        out.push(self.literal(&module, place, folded, found, &packages, kind, &mut strings));
                    }
                    continue;
                }
                _ => continue,
            };
            if own {
                if is_syntax(&module, node) || !may_be_text(&module, node) {
                    continue;
                }
                let Some(folded) = self.fold(place) else { continue };
                covered = span.end;
                if !is_worth_a_look(&folded.value) || !worth(&folded.value) && !is_compared(&module, node) {
                    continue;
                }
                let mut found = self.surroundings(&module, node);
                self.name_by_parameter(&module, &mut found);
                out.push(self.literal(&module, place, folded, found, &packages, kind, &mut strings));
            } else if let Some(literal) = self.handed_on(&module, place, worth, &packages, kind, &mut strings) {
                covered = span.end;
                out.push(literal);
            }
        }
        out
    }

    /// A name or member that leads to a literal and is handed to a package's function or sent with a request.
    fn handed_on(
        &self,
        module: &Arc<Module>,
        place: Place,
        worth: &dyn Fn(&str) -> bool,
        packages: &Arc<[Box<str>]>,
        kind: secrets::Place,
        strings: &mut ScopeStrings,
    ) -> Option<Literal> {
        let parent = module.parent(module.wrapped(place.node))?;
        let stands_alone = match module.kind(parent) {
            Kind::Call { callee, .. } | Kind::New { callee, .. } => callee != module.wrapped(place.node),
            Kind::Property { value, .. } => {
                value == module.wrapped(place.node)
                    && matches!(module.parent(parent).map(|owner| module.kind(owner)), Some(Kind::Object { .. }))
            }
            Kind::Assign { value, target, .. } => {
                value == module.wrapped(place.node)
                    && matches!(module.kind(target), Kind::Member { .. } | Kind::Index { .. })
            }
            _ => false,
        };
        if !stands_alone || !may_be_text(module, place.node) {
            return None;
        }
        let mut found = self.surroundings(module, place.node);
        let is_taken = || found.header.is_some() || self.taker(module, &found, packages).is_some();
        let fold = || self.fold(place).filter(|folded| is_worth_a_look(&folded.value) && worth(&folded.value));
        // What may lead into another module last.
        let folded = if is_imported(module, place.node) {
            is_taken().then(fold).flatten()?
        } else {
            fold().filter(|_| is_taken())?
        };
        self.name_by_parameter(module, &mut found);
        let literal = self.literal(module, place, folded, found, packages, kind, strings);
        (literal.sink.is_some() || literal.header.is_some()).then_some(literal)
    }

    #[allow(clippy::too_many_arguments)]
    fn literal(
        &self,
        module: &Arc<Module>,
        place: Place,
        folded: Folded,
        mut found: Surroundings,
        packages: &Arc<[Box<str>]>,
        kind: secrets::Place,
        strings: &mut ScopeStrings,
    ) -> Literal {
        let mut host = None;
        if let Some((call, ..)) = &found.argument {
            host = self.request(Place { file: place.file, node: *call }).and_then(|request| request.host);
        }
        let sink = self.taker(module, &found, packages);
        if host.is_none()
            && let Some(bound) = found.bound
        {
            host = self.host_of_users(module, bound);
        }
        if host.is_none()
            && let Some(target) = found.assigned
        {
            host = self.host_of_client(Place { file: place.file, node: target });
        }
        let neighbours = self.neighbours(module, place.node, &found, strings);
        if let (Some(bound), [(_, NameOrigin::Binding)]) = (found.bound, &*found.names) {
            self.name_by_users(module, bound, &mut found);
        }
        Literal {
            place,
            folded,
            names: found.names,
            sink,
            header: found.header,
            host: host.map(Box::from),
            neighbours,
            packages: Arc::clone(packages),
            kind,
        }
    }

    /// The package's function that a value is handed to, or set on what it made.
    fn taker(&self, module: &Module, found: &Surroundings, packages: &[Box<str>]) -> Option<OwnedSink> {
        let sink = |node: NodeId, argument: usize, path: &[Box<str>]| {
            let callee = self.callee(Place { file: module.id, node })?;
            Some(OwnedSink { callee: callee.dotted(), package: callee.package, argument, path: path.to_vec() })
        };
        match (&found.argument, found.assigned) {
            (Some((call, argument, path)), _) if !packages.is_empty() => sink(*call, *argument, path),
            (None, Some(target)) => sink(target, 0, &[]),
            _ => None,
        }
    }

    /// The host of a request that takes what is bound here: `const headers = {…}; fetch(url, { headers })`.
    fn host_of_users(&self, module: &Arc<Module>, bound: NodeId) -> Option<String> {
        let binding = module.plain_binding(bound)?;
        module.uses(binding).iter().take(8).find_map(|used| {
            let (call, ..) = self.surroundings(module, *used).argument?;
            self.request(Place { file: module.id, node: call })?.host
        })
    }

    /// The host that a client asks whose member is set: `api.defaults.headers.common.Authorization = …`.
    fn host_of_client(&self, member: Place) -> Option<String> {
        self.request(self.callee(member)?.construction?)?.host
    }

    /// Adds what the value is called where the name it is bound to stands for it: `{ authToken: key }`. Not where it is a part
    /// of another text.
    fn name_by_users(&self, module: &Arc<Module>, bound: NodeId, found: &mut Surroundings) {
        let Some(binding) = module.plain_binding(bound) else { return };
        for used in module.uses(binding).iter().take(8) {
            let parent = module.parent(module.wrapped(*used)).map(|parent| module.kind(parent));
            let is_part =
                matches!(parent, Some(Kind::Template { .. } | Kind::Binary { .. } | Kind::TaggedTemplate { .. }));
            if !is_part {
                found.names.extend(self.surroundings(module, *used).names);
            }
        }
    }

    /// Other strings of the same call and object, then of the scope.
    fn neighbours(
        &self,
        module: &Arc<Module>,
        node: NodeId,
        found: &Surroundings,
        strings: &mut ScopeStrings,
    ) -> Arc<[(Box<str>, Box<str>)]> {
        let mut out: Vec<(Box<str>, Box<str>)> = Vec::new();
        let mut add = |name: &str, value: NodeId| {
            if out.len() < NEIGHBOURS && module.span(value) != module.span(node) {
                let text = self.fold(Place { file: module.id, node: value }).map_or(String::new(), |text| text.value);
                if !text.is_empty() || !name.is_empty() {
                    out.push((Box::from(name), Box::from(text)));
                }
            }
        };
        for around in &found.around {
            let list = match module.kind(*around) {
                Kind::Object { properties } => properties,
                Kind::Call { arguments, .. } | Kind::New { arguments, .. } => arguments,
                Kind::Array { items } if items.len <= 8 => items,
                _ => continue,
            };
            for item in module.list(list) {
                match module.kind(*item) {
                    Kind::Property { key, value, computed, .. } => {
                        if let Some(name) = module.key(key, computed) {
                            add(&name, value);
                        }
                    }
                    Kind::Spread { .. } | Kind::Function(_) | Kind::Object { .. } => {}
                    _ => add("", *item),
                }
            }
        }
        let scope = strings.of(module);
        out.extend(
            scope
                .iter()
                .filter(|(at, ..)| *at != node)
                .take(NEIGHBOURS.saturating_sub(out.len()))
                .map(|(_, name, value)| (name.clone(), value.clone())),
        );
        out.into()
    }

    fn kind_of_text(&self, file: FileId) -> secrets::Place {
        if is_test_path(&self.project.relative(file)) { secrets::Place::Test } else { secrets::Place::Code }
    }
}

/// The named strings of a file: `const accountSid = '…'`; gathered once.
#[derive(Default)]
struct ScopeStrings {
    found: Option<Vec<(NodeId, Box<str>, Box<str>)>>,
}

impl ScopeStrings {
    fn of(&mut self, module: &Module) -> &[(NodeId, Box<str>, Box<str>)] {
        self.found.get_or_insert_with(|| {
            (0..module.ast().nodes.len())
                .map(NodeId::new)
                .filter_map(|node| {
                    let Kind::Declarator { target, init: Some(init), .. } = module.kind(node) else { return None };
                    let init = module.unwrapped(init);
                    let binding = module.plain_binding(target)?;
                    let value = module.string(init);
                    (module.kind(init) == Kind::String && value.len() <= 256).then(|| {
                        let name = module.text(module.binding(binding).name);
                        (init, Box::from(name), Box::from(&*value))
                    })
                })
                .take(NEIGHBOURS)
                .collect()
        })
    }
}

/// Functions whose result folds.
fn is_text_function(module: &Module, callee: NodeId) -> bool {
    let name = match module.kind(module.unwrapped(callee)) {
        Kind::Ident => module.written(module.unwrapped(callee)),
        Kind::Member { property, .. } => module.text(property),
        _ => return false,
    };
    matches!(
        name,
        "atob"
            | "btoa"
            | "join"
            | "from"
            | "toString"
            | "fromCharCode"
            | "fromCodePoint"
            | "concat"
            | "encode"
            | "replace"
            | "trim"
    )
}

/// `password === '…'`.
fn is_compared(module: &Module, node: NodeId) -> bool {
    module.parent(module.wrapped(node)).is_some_and(|parent| match module.kind(parent) {
        Kind::Binary { operator, .. } => matches!(module.text(operator), "===" | "==" | "!==" | "!="),
        _ => false,
    })
}

/// A string that the language asks for: a key, a directive, a specifier, a class list.
fn is_syntax(module: &Module, node: NodeId) -> bool {
    let Some(parent) = module.parent(node) else { return false };
    match module.kind(parent) {
        Kind::Property { key, value, .. } => key == node && value != node,
        Kind::Expression { .. } | Kind::ImportCall { .. } | Kind::Import => true,
        Kind::Export { declaration } => declaration != Some(node),
        Kind::Call { .. } => module.import_call(parent).is_some(),
        Kind::Index { index, .. } => index == node,
        Kind::JsxAttribute { name, .. } => {
            matches!(
                module.text(name),
                "className"
                    | "class"
                    | "d"
                    | "style"
                    | "id"
                    | "key"
                    | "href"
                    | "src"
                    | "alt"
                    | "viewBox"
                    | "points"
                    | "transform"
            ) && !module.written(node).contains("://")
        }
        _ => false,
    }
}

/// Leaves out what cannot be a credential wherever it stands: short texts, and words in lower case. A dozen of those may
/// be a seed phrase, four of four letters an app password.
fn is_worth_a_look(value: &str) -> bool {
    let marked = |byte: u8| !byte.is_ascii_lowercase() && byte != b' ' && byte != b'.' && byte != b'/';
    let words = || value.split(' ').count();
    value.len() >= SHORTEST && (value.bytes().any(marked) || words() >= 12 || value.len() == 19 && words() == 4)
}

/// Whether a path says that its file is a test, a story, a fixture, a mock or a seed.
pub fn is_test_path(relative: &str) -> bool {
    let mut parts = relative.split('/').rev();
    let file = parts.next().unwrap_or_default();
    let by_name = file.split('.').skip(1).any(|part| {
        matches!(
            part,
            "test"
                | "tests"
                | "spec"
                | "stories"
                | "story"
                | "e2e"
                | "cy"
                | "mock"
                | "mocks"
                | "fixture"
                | "fixtures"
                | "bench"
        )
    });
    let stem = file.split('.').next().unwrap_or_default();
    let of_runner = || matches!(stem, "cypress" | "jest" | "playwright" | "vitest") && file.contains(".config.");
    by_name
        || matches!(stem, "seed" | "seeds")
        || stem.starts_with("seed-")
        || of_runner()
        || parts.any(|part| {
            matches!(
                part.trim_matches('_'),
                "test"
                    | "tests"
                    | "testing"
                    | "spec"
                    | "specs"
                    | "stories"
                    | "fixtures"
                    | "fixture"
                    | "mocks"
                    | "mock"
                    | "e2e"
                    | "cypress"
                    | "playwright"
                    | "seed"
                    | "seeder"
                    | "seeders"
                    | "seeds"
                    | "snapshots"
                    | "storybook"
                    | "benchmarks"
            )
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_tests_by_their_path() {
        for path in [
            "lib/a.test.ts",
            "__tests__/a.ts",
            "src/a.stories.tsx",
            "e2e/login.ts",
            "prisma/seed.ts",
            "tests/x/a.ts",
            "scripts/seeder/a.ts",
            "scripts/seed-postgres.ts",
            "playwright.config.mjs",
        ] {
            assert!(is_test_path(path), "{path}");
        }
        for path in [
            "lib/contest.ts",
            "app/test-drive/page.tsx",
            "lib/latest.ts",
            "lib/testimonials/index.ts",
            "lib/seeding.ts",
            "vite.config.ts",
        ] {
            assert!(!is_test_path(path), "{path}");
        }
    }
}
