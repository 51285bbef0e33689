//! Variables that code imports: `import { PUBLIC_X } from '$env/static/public'`.
//!
//! Source: svelte.dev/docs/kit, `$env/static/public` and `$env/dynamic/public`; docs.astro.build, *Type safe environment variables*.
//! A build refuses the private ones in client code, so only the public ones are reads.

use super::Read;
use crate::flow::Module;
use crate::project::{App, Bundlers};
use crate::syntax::ast::{Kind, NodeId};
use crate::syntax::facts::{ImportKind, Imported};

/// The reads of public variables in the module.
pub(super) fn reads(app: &App, module: &Module) -> Vec<Read> {
    let known = app.framework.env_modules;
    if known.is_empty() {
        return Vec::new();
    }
    let facts = &module.facts;
    let is_public = |specifier: &str| known.contains(&(specifier, true));
    let imports = facts.imports.iter().filter(|import| {
        import.kind == ImportKind::Static && !import.type_only && import.specifier.as_deref().is_some_and(is_public)
    });
    let names = imports.flat_map(|import| &import.names).filter(|name| !name.type_only);
    let mut reads = Vec::new();
    for name in names {
        let Some(binding) = facts.binding_at(name.local) else { continue };
        let imported = match name.imported {
            Imported::Name(name) => Some(module.text(name)).filter(|name| *name != "env"),
            Imported::Default | Imported::Namespace => None,
        };
        reads.extend(facts.references(binding).filter_map(|node| match imported {
            Some(name) => Some(read(module, node, name)),
            // `env.PUBLIC_X`.
            None => {
                let outer = module.wrapped(node);
                let member = module.parent(outer)?;
                match module.kind(member) {
                    Kind::Member { object, property, .. } if object == outer => {
                        Some(read(module, member, module.text(property)))
                    }
                    _ => None,
                }
            }
        }));
    }
    reads
}

fn read(module: &Module, node: NodeId, name: &str) -> Read {
    Read { name: name.into(), span: module.span(node), node, public: true, inlined: Bundlers::ALL }
}
