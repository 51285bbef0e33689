//! What client code takes of a JSON file that it imports: webpack and Vite drop members that nobody names.
//!
//! Vite 8 drops whole members of the file, and none when the default export is taken; Vite before 8 members of members too. Seen
//! in builds of the same forms.

use std::borrow::Cow;

use super::File;
use crate::flow::Module;
use crate::project::{Bundler, FileKind, Layer, Resolution};
use crate::syntax::ast::{BindingId, Kind, NodeId};
use crate::syntax::facts::{Import, ImportKind, Imported};
use crate::syntax::json::{self, Json};
use crate::text::Span;

impl File<'_> {
    /// Whether a value of this JSON file ships, and whether it does with every bundler: Turbopack ships the file whole, the others
    /// what client code takes of it. `None` for what does not, and for other kinds of files.
    pub(in crate::rules) fn ships_data(&self, at: Span) -> Option<bool> {
        let reached = self.reached().filter(|reached| reached.ships && self.source.kind == FileKind::Json)?;
        let app = self.app?;
        let (own, rival) = (self.takes_data(at, app.bundler), self.takes_data(at, app.bundler.rival()));
        own.then_some(reached.certain && rival)
    }

    /// Whether the bundler puts the value at the place of this JSON file into client code that ships: it takes the value by its
    /// keys, or with what is around it.
    fn takes_data(&self, at: Span, bundler: Bundler) -> bool {
        if bundler == Bundler::Turbopack {
            return true;
        }
        let Ok(root) = json::parse(&self.text()) else { return true };
        let mut keys = Vec::new();
        path_to(&root, at, &mut keys);
        let graph = self.shared.context.graph;
        graph.client_importers(self.id).iter().any(|hop| {
            let Some(module) = self.flow.module(hop.from) else { return true };
            let leads_here = |import: &Import| {
                let specifier = import.specifier.as_deref().filter(|_| !import.type_only);
                specifier.is_some_and(|specifier| {
                    let to = self.shared.context.project.resolve(hop.from, specifier, Layer::Client);
                    to == Resolution::File(self.id)
                })
            };
            let takes = |mut taken: Vec<String>, is_default: bool| {
                if bundler == Bundler::Rolldown {
                    taken.truncate(usize::from(!is_default));
                }
                taken.iter().zip(&keys).all(|(taken, key)| *taken == **key)
            };
            let is_other = |import: &Import| leads_here(import) && import.kind != ImportKind::Static;
            let name_of = |imported: Imported| match imported {
                Imported::Name(span) => Some(module.text(span).to_owned()).filter(|name| name != "default"),
                Imported::Default | Imported::Namespace => None,
            };
            let is_taken_otherwise = module.facts.imports.iter().filter(|import| is_other(import)).any(|import| {
                let names = || import.names.iter().map(|name| name_of(name.imported));
                import.names.is_empty() || names().any(|name| name.is_none_or(|name| takes(vec![name], false)))
            });
            if is_taken_otherwise {
                return true;
            }
            let ships = |node: &&NodeId| graph.client_at(hop.from, **node).is_some_and(|reached| reached.ships);
            (0..module.ast().bindings.len()).map(BindingId::new).any(|binding| {
                let Some((_, name)) = module.import_of(binding).filter(|(import, _)| leads_here(import)) else {
                    return false;
                };
                let first = name_of(name.imported);
                module.uses(binding).iter().filter(ships).any(|used| {
                    let mut taken: Vec<String> = first.iter().cloned().collect();
                    members(&module, *used, &mut taken);
                    let of_namespace = name.imported == Imported::Namespace;
                    let is_default = of_namespace && taken.first().is_some_and(|name| name == "default");
                    if is_default {
                        taken.remove(0);
                    }
                    takes(taken, is_default || !of_namespace && first.is_none())
                })
            })
        })
    }
}

/// The keys that lead to the value, outermost first, as far as there are objects only.
fn path_to(json: &Json, at: Span, keys: &mut Vec<Box<str>>) {
    if let Some(entry) = json.entries().iter().find(|entry| entry.value.span.contains(at)) {
        keys.push(entry.key.clone());
        path_to(&entry.value, at, keys);
    }
}

/// The members that are taken of an expression by constant names.
fn members(module: &Module, node: NodeId, taken: &mut Vec<String>) {
    let node = module.wrapped(node);
    let Some(parent) = module.parent(node) else { return };
    let key = match module.kind(parent) {
        Kind::Member { object, property, .. } if object == node => Some(module.text(property).to_owned()),
        Kind::Index { object, index, .. } if object == node => module.key(index, true).map(Cow::into_owned),
        _ => None,
    };
    if let Some(key) = key {
        taken.push(key);
        members(module, parent, taken);
    }
}
