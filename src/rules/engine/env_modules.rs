//! Variables that code imports: `import { PUBLIC_X } from '$env/static/public'`.
//!
//! Source: svelte.dev/docs/kit, `$env/static/public` and `$env/dynamic/public`; docs.astro.build, *Type safe environment variables*.
//! A build refuses the private ones in client code, so only the public ones are reads.

use super::Read;
use crate::flow::Module;
use crate::project::framework::EnvModule;
use crate::project::{App, Bundlers};
use crate::syntax::ast::{Kind, NodeId};
use crate::syntax::facts::{Import, ImportKind, Imported};

/// The reads of public variables in the module.
pub(super) fn reads(app: &App, module: &Module) -> Vec<Read> {
    let known = app.framework.env_modules;
    if known.is_empty() {
        return Vec::new();
    }
    let facts = &module.facts;
    let imports = facts.imports.iter().filter(|import| import.kind == ImportKind::Static && !import.type_only);
    let given = |import: &Import| {
        let specifier = import.specifier.as_deref()?;
        known
            .iter()
            .find(|(module, given)| *module == specifier && *given != EnvModule::Private)
            .map(|(_, given)| *given)
    };
    let names = imports.filter_map(|import| Some((import, given(import)?)));
    let names = names.flat_map(|(import, given)| import.names.iter().map(move |name| (name, given)));
    let mut reads = Vec::new();
    for (name, given) in names.filter(|(name, _)| !name.type_only) {
        let served = given == EnvModule::Served;
        let Some(binding) = facts.binding_at(name.local) else { continue };
        let imported = match name.imported {
            Imported::Name(name) => Some(module.text(name)).filter(|name| *name != "env"),
            Imported::Default | Imported::Namespace => None,
        };
        reads.extend(facts.references(binding).filter_map(|node| match imported {
            Some(name) => Some(read(module, node, name, served)),
            // `env.PUBLIC_X`.
            None => {
                let outer = module.wrapped(node);
                let member = module.parent(outer)?;
                match module.kind(member) {
                    Kind::Member { object, property, .. } if object == outer => {
                        Some(read(module, member, module.text(property), served))
                    }
                    _ => None,
                }
            }
        }));
    }
    reads
}

fn read(module: &Module, node: NodeId, name: &str, served: bool) -> Read {
    Read { name: name.into(), span: module.span(node), node, public: true, inlined: Bundlers::ALL, served }
}
