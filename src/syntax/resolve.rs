//! Which name means which binding.

use std::hash::Hasher;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHasher};

use super::ast::{Ast, BindingId, BindingKind, Kind, NodeId, ScopeId};

/// What is worked out of a tree when first asked for; equal and empty as far as comparing and cloning go.
pub(super) struct Lazy<T>(OnceLock<T>);

impl<T> Lazy<T> {
    pub(super) const fn new() -> Self {
        Self(OnceLock::new())
    }

    pub(super) fn get(&self, init: impl FnOnce() -> T) -> &T {
        self.0.get_or_init(init)
    }
}

impl<T> Clone for Lazy<T> {
    fn clone(&self) -> Self {
        Self(OnceLock::new())
    }
}

impl<T> PartialEq for Lazy<T> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<T> Eq for Lazy<T> {}

impl<T> std::fmt::Debug for Lazy<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Lazy")
    }
}

/// Bindings by scope and name.
pub(super) struct Names {
    first: FxHashMap<(ScopeId, u64), BindingId>,
    /// The next binding of the same scope and name's hash.
    next: Vec<Option<BindingId>>,
}

fn hash(name: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(name.as_bytes());
    hasher.finish()
}

impl Names {
    pub(super) fn new(ast: &Ast, source: &str) -> Self {
        let mut first = FxHashMap::with_capacity_and_hasher(ast.bindings.len(), rustc_hash::FxBuildHasher);
        let mut next = vec![None; ast.bindings.len()];
        for (index, binding) in ast.bindings.iter().enumerate().rev() {
            let id = BindingId::new(index);
            let later = first.insert((binding.scope, hash(binding.name.of(source))), id);
            next[index] = later;
        }
        Self { first, next }
    }

    /// The bindings of a name in one scope, in the order of the source.
    pub(super) fn in_scope<'a>(
        &'a self,
        ast: &'a Ast,
        source: &'a str,
        scope: ScopeId,
        name: &'a str,
    ) -> impl Iterator<Item = BindingId> + 'a {
        self.candidates(scope, hash(name)).filter(move |id| ast.bindings[id.index()].name.of(source) == name)
    }

    fn candidates(&self, scope: ScopeId, hash: u64) -> impl Iterator<Item = BindingId> + '_ {
        let first = self.first.get(&(scope, hash)).copied();
        std::iter::successors(first, |id| self.next.get(id.index()).copied().flatten())
    }

    /// What a value of this name means where `scope` is the innermost: types are no values.
    pub(super) fn value(&self, ast: &Ast, source: &str, scope: ScopeId, name: &str) -> Option<BindingId> {
        let hash = hash(name);
        let mut scope = Some(scope);
        while let Some(id) = scope {
            let found = self.candidates(id, hash).find(|id| {
                let binding = &ast.bindings[id.index()];
                binding.kind != BindingKind::Type && binding.name.of(source) == name
            });
            if found.is_some() {
                return found;
            }
            scope = ast.scopes.get(id.index()).and_then(|scope| scope.parent);
        }
        None
    }
}

/// Every binding's references.
pub(super) struct References {
    /// Sorted by binding, then node.
    references: Vec<(BindingId, NodeId)>,
}

impl References {
    pub(super) fn new(ast: &Ast, source: &str, names: &Names) -> Self {
        let mut references = Vec::new();
        for (index, node) in ast.nodes.iter().enumerate() {
            if node.kind == Kind::Ident {
                let binding = names.value(ast, source, node.scope, node.span.of(source));
                references.extend(binding.map(|binding| (binding, NodeId::new(index))));
            }
        }
        references.sort_unstable();
        Self { references }
    }

    pub(super) fn of(&self, binding: BindingId) -> &[(BindingId, NodeId)] {
        let start = self.references.partition_point(|(id, _)| *id < binding);
        let end = self.references.partition_point(|(id, _)| *id <= binding);
        &self.references[start..end]
    }
}
