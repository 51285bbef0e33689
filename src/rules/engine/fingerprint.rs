//! A finding's name: rule, file, kind, and the place in the program's structure. Neither the value nor the line.

use rustc_hash::FxHashMap;

use super::{Draft, File};
use crate::flow::Module;
use crate::rules::Fingerprint;
use crate::syntax::ast::{Kind, NodeId};

/// Numbers the leaks of one kind at one place of the structure.
#[derive(Default)]
pub(super) struct Namer {
    seen: FxHashMap<u64, u64>,
}

impl Namer {
    /// To be asked in the order of the file.
    pub(super) fn name(&mut self, file: &File<'_>, rule: &str, draft: &Draft) -> Fingerprint {
        let mut hash = Hash::default();
        hash.text(rule);
        hash.text(&file.relative);
        hash.text(draft.credential.unwrap_or_default());
        hash.text(draft.variable.as_deref().unwrap_or_default());
        if let (Some(node), Some(module)) = (draft.node, file.module()) {
            for name in structure(module, node) {
                hash.text(name);
            }
        }
        let ordinal = self.seen.entry(hash.0).or_default();
        *ordinal += 1;
        hash.number(*ordinal);
        Fingerprint(hash.0)
    }
}

/// Of what stands in no source file: by what it is and the name of its place. `seen`: how often each was named before.
pub(in crate::rules) fn of(parts: &[&str], seen: &mut FxHashMap<u64, u64>) -> Fingerprint {
    let mut hash = Hash::default();
    for part in parts {
        hash.text(part);
    }
    let ordinal = seen.entry(hash.0).or_default();
    *ordinal += 1;
    hash.number(*ordinal);
    Fingerprint(hash.0)
}

/// The names of the declarations around a node, innermost first.
fn structure(module: &Module, node: NodeId) -> Vec<&str> {
    let mut names = Vec::new();
    let mut at = node;
    while let Some(parent) = module.parent(at) {
        match module.kind(parent) {
            Kind::Declarator { target, .. } => {
                names.extend(module.plain_binding(target).map(|binding| module.text(module.binding(binding).name)));
            }
            Kind::Function(function) => {
                names.extend(function.name.map(|name| module.text(module.binding(name).name)));
            }
            Kind::Class(class) => names.extend(class.name.map(|name| module.text(module.binding(name).name))),
            // A key is part of the structure only when it is a plain name: a string may hold anything.
            Kind::Property { key, computed: false, .. } if module.kind(key) == Kind::Name => {
                names.push(module.written(key));
            }
            _ => {}
        }
        at = parent;
    }
    names
}

/// FNV-1a: the same on every system and in every release, which std's hasher does not promise.
struct Hash(u64);

impl Default for Hash {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hash {
    fn byte(&mut self, byte: u8) {
        self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }

    fn text(&mut self, text: &str) {
        text.bytes().for_each(|byte| self.byte(byte));
        self.byte(0);
    }

    fn number(&mut self, number: u64) {
        number.to_le_bytes().into_iter().for_each(|byte| self.byte(byte));
    }
}
