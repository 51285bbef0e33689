//! `loadEnv(mode, folder, prefixes)` of Vite, which electron-vite has too: the variables of the `.env` files and of the process whose names begin so.

use std::sync::Arc;

use super::key::Key;
use super::module::Module;
use super::origin::{Origin, What};
use super::{Flow, Place};
use crate::syntax::ast::{Kind, NodeId};

/// What the third argument is when it is left out.
const DEFAULT_PREFIX: &str = "VITE_";

/// Whether one of the functions is Vite's.
pub(super) fn is_called(functions: &[Origin]) -> bool {
    functions.iter().any(|function| {
        let is_vite =
            matches!(&function.what, What::Package { specifier } if matches!(&**specifier, "vite" | "electron-vite"));
        is_vite && matches!(function.path.as_slice(), [.., Key::Name(name)] if &**name == "loadEnv")
    })
}

impl Flow<'_> {
    /// Whether the environment at that place may hold the variable: what `loadEnv` gives has not all.
    pub fn holds_variable(&self, environment: Place, name: &str) -> bool {
        self.module(environment.file).is_none_or(|module| {
            let is_call = matches!(module.kind(environment.node), Kind::Call { callee, .. } if module.written(callee).ends_with("loadEnv"));
            !is_call || may_hold(self, &module, environment.node, Some(name))
        })
    }
}

/// Whether what the call gives may hold the variable; without a name, whether it may hold private ones.
pub(super) fn may_hold(flow: &Flow<'_>, module: &Arc<Module>, call: NodeId, name: Option<&str>) -> bool {
    let Kind::Call { arguments, .. } = module.kind(call) else { return false };
    let Some(prefixes) = module.list(arguments).get(2).map(|prefixes| module.unwrapped(*prefixes)) else {
        return name.is_some_and(|name| name.starts_with(DEFAULT_PREFIX));
    };
    let begins = |prefix: NodeId| match flow.fold(Place { file: module.id, node: prefix }) {
        Some(prefix) => name.map_or(!prefix.value.starts_with(DEFAULT_PREFIX), |name| name.starts_with(&prefix.value)),
        None => true,
    };
    match module.kind(prefixes) {
        Kind::Array { items } => module.list(items).iter().any(|prefix| begins(*prefix)),
        _ => begins(prefixes),
    }
}
