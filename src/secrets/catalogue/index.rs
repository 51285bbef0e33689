//! What leads from a value or a place to the few kinds worth trying.

use aho_corasick::{AhoCorasick, MatchKind};
use rustc_hash::FxHashMap;

use super::super::Power;
use super::super::names;
use super::super::schema::{Mode, Provider, SinkSpec};
use super::{Kind, PublicKind};

/// A kind, or a public kind, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::secrets) enum Target {
    Secret(usize),
    Public(usize),
}

/// What the files say of a name.
#[derive(Default)]
pub(in crate::secrets) struct Named {
    pub(in crate::secrets) public: bool,
    pub(in crate::secrets) kinds: Vec<usize>,
}

pub(in crate::secrets) struct Index {
    /// All literals of all shapes, and by the pattern's number the kinds that have it.
    literals: Option<AhoCorasick>,
    targets: Vec<Vec<Target>>,
    /// Kinds told by their shape that have no literal: tried on long words.
    pub(in crate::secrets) headless: Vec<usize>,
    /// Public kinds that have a shape but no literal.
    pub(in crate::secrets) public_headless: Vec<usize>,
    /// Kinds that are proven by what stands beside them.
    pub(in crate::secrets) paired: Vec<usize>,
    /// Variables' names in parts joined by `_`, without a public prefix.
    pub(in crate::secrets) names: FxHashMap<String, Named>,
    /// The same without the provider's words, for a file that imports the provider's package: `auth_token`.
    pub(in crate::secrets) tails: FxHashMap<String, Vec<usize>>,
    pub(in crate::secrets) words: FxHashMap<&'static str, &'static Provider>,
    pub(in crate::secrets) sinks: FxHashMap<&'static str, Vec<(usize, &'static SinkSpec)>>,
    /// By the head of the package, for `@aws-sdk/client-*`.
    pub(in crate::secrets) sink_families: Vec<(&'static str, Vec<(usize, &'static SinkSpec)>)>,
    pub(in crate::secrets) headers: FxHashMap<&'static str, Vec<usize>>,
    pub(in crate::secrets) parameters: FxHashMap<&'static str, Vec<usize>>,
    pub(in crate::secrets) server_packages: FxHashMap<&'static str, &'static Provider>,
    pub(in crate::secrets) server_families: Vec<(&'static str, &'static Provider)>,
    pub(in crate::secrets) browser_packages: FxHashMap<&'static str, &'static Provider>,
}

impl Index {
    pub(super) fn new(providers: &[&'static Provider], kinds: &[Kind], publics: &[PublicKind]) -> Self {
        let (literals, targets) = automaton(kinds, publics);
        let mut index = Self {
            literals,
            targets,
            headless: Vec::new(),
            public_headless: Vec::new(),
            paired: Vec::new(),
            names: FxHashMap::default(),
            tails: FxHashMap::default(),
            words: FxHashMap::default(),
            sinks: FxHashMap::default(),
            sink_families: Vec::new(),
            headers: FxHashMap::default(),
            parameters: FxHashMap::default(),
            server_packages: FxHashMap::default(),
            server_families: Vec::new(),
            browser_packages: FxHashMap::default(),
        };
        for &provider in providers {
            index.add_provider(provider);
        }
        for (number, kind) in kinds.iter().enumerate() {
            index.add_kind(number, kind);
        }
        for (number, kind) in publics.iter().enumerate() {
            if kind.public.shape.is_some() && kind.public.literals.is_empty() {
                index.public_headless.push(number);
            }
            for name in &kind.public.names {
                index.names.entry(names::joined(name)).or_default().public = true;
            }
        }
        index
    }

    fn add_provider(&mut self, provider: &'static Provider) {
        if !provider.common_word {
            self.words.insert(&provider.id, provider);
        }
        for word in &provider.words {
            self.words.entry(word).or_insert(provider);
        }
        for package in &provider.packages {
            match package.strip_suffix('*') {
                Some(head) => self.server_families.push((head, provider)),
                None => drop(self.server_packages.insert(package, provider)),
            }
        }
        for package in &provider.browser_packages {
            self.browser_packages.insert(package, provider);
        }
    }

    fn add_kind(&mut self, number: usize, kind: &Kind) {
        let credential = kind.credential;
        for name in &credential.env {
            let parts = names::split(name);
            let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
            let named = self.names.entry(names::without_suffixes(&parts).join("_")).or_default();
            named.kinds.push(number);
            named.public |= credential.mode == Mode::Known && credential.power == Power::K0;
            let is_own = |part: &str| part == kind.provider.id || kind.provider.words.iter().any(|word| word == part);
            let tail: Vec<&str> = parts.into_iter().filter(|part| !is_own(part)).collect();
            if credential.mode != Mode::Known && !tail.is_empty() {
                let kinds = self.tails.entry(names::without_suffixes(&tail).join("_")).or_default();
                if !kinds.contains(&number) {
                    kinds.push(number);
                }
            }
        }
        if credential.mode == Mode::Known {
            return;
        }
        if credential.mode == Mode::Shape && credential.literals.is_empty() {
            self.headless.push(number);
        }
        if kind.has_pairs() {
            self.paired.push(number);
        }
        for sink in &credential.sinks {
            match sink.package.strip_suffix('*') {
                None => self.sinks.entry(sink.package.as_str()).or_default().push((number, sink)),
                Some(head) => match self.sink_families.iter_mut().find(|family| family.0 == head) {
                    Some((_, sinks)) => sinks.push((number, sink)),
                    None => self.sink_families.push((head, vec![(number, sink)])),
                },
            }
        }
        for header in &credential.headers {
            self.headers.entry(header.as_str()).or_default().push(number);
        }
        for parameter in &credential.parameters {
            self.parameters.entry(parameter.as_str()).or_default().push(number);
        }
    }

    /// The kinds a literal of which stands in the text, each once.
    pub(in crate::secrets) fn hits(&self, text: &str) -> Vec<Target> {
        let mut seen: Vec<Target> = Vec::new();
        let Some(literals) = &self.literals else { return seen };
        for hit in literals.find_overlapping_iter(text) {
            for &target in &self.targets[hit.pattern().as_usize()] {
                if !seen.contains(&target) {
                    seen.push(target);
                }
            }
        }
        seen
    }
}

fn automaton(kinds: &[Kind], publics: &[PublicKind]) -> (Option<AhoCorasick>, Vec<Vec<Target>>) {
    let mut numbers: FxHashMap<&str, usize> = FxHashMap::default();
    let mut patterns: Vec<&str> = Vec::new();
    let mut targets: Vec<Vec<Target>> = Vec::new();
    let mut add = |literal: &'static str, target| {
        let number = *numbers.entry(literal).or_insert_with(|| {
            patterns.push(literal);
            targets.push(Vec::new());
            patterns.len() - 1
        });
        targets[number].push(target);
    };
    for (number, kind) in kinds.iter().enumerate() {
        // Those that are only known have no other use for literals than to be told from unknown values.
        if kind.credential.mode != Mode::Context {
            kind.credential.literals.iter().for_each(|literal| add(literal, Target::Secret(number)));
        }
    }
    for (number, kind) in publics.iter().enumerate() {
        kind.public.literals.iter().for_each(|literal| add(literal, Target::Public(number)));
    }
    let literals = AhoCorasick::builder().match_kind(MatchKind::Standard).build(&patterns).ok();
    (literals, targets)
}
