//! Schemas that leave out what they do not name: `z.object({ id: … }).parse(user)` gives `id` alone.

use std::sync::Arc;

use super::Flow;
use super::module::Module;
use super::origin::{Frame, What};
use crate::syntax::ast::{Kind, NodeId};

/// Schemas that are made of one another.
const DEPTH: usize = 8;

/// Packages whose objects are made and changed by these methods.
fn is_schema_package(specifier: &str) -> bool {
    specifier.split('/').next() == Some("zod")
}

impl Flow<'_> {
    /// The members that are left of what a schema reads, where that is known.
    pub(super) fn schema_members(
        &self,
        module: &Arc<Module>,
        schema: NodeId,
        frame: Option<&Arc<Frame>>,
    ) -> Option<Vec<Box<str>>> {
        self.members_of_schema(module, schema, frame, DEPTH)
    }

    fn members_of_schema(
        &self,
        module: &Arc<Module>,
        schema: NodeId,
        frame: Option<&Arc<Frame>>,
        depth: usize,
    ) -> Option<Vec<Box<str>>> {
        let depth = depth.checked_sub(1)?;
        let origins = self.origins_in(module, schema, frame.cloned());
        let [origin] = &*origins else { return None };
        let What::Result(made) = origin.what else { return None };
        let home = self.module(made.file).filter(|_| origin.path.is_empty())?;
        let frame = origin.frame.as_ref();
        let Kind::Call { callee, arguments, .. } = home.kind(made.node) else { return None };
        let Kind::Member { object, property, .. } = home.kind(home.unwrapped(callee)) else { return None };
        let first = home.list(arguments).first().copied();
        let named = || match home.kind(home.unwrapped(first?)) {
            Kind::Object { properties } => {
                let members = home.list(properties);
                let names = home.named_in(members);
                (names.len() == members.len()).then_some(names)
            }
            _ => None,
        };
        let base = || self.members_of_schema(&home, object, frame, depth);
        match home.text(property) {
            "object" | "strictObject" if self.is_of_schema_package(&home, object, frame) => named(),
            "pick" => {
                let (mut names, kept) = (base()?, named()?);
                names.retain(|name| kept.contains(name));
                Some(names)
            }
            "omit" => {
                let (mut names, gone) = (base()?, named()?);
                names.retain(|name| !gone.contains(name));
                Some(names)
            }
            "extend" | "safeExtend" => {
                let mut names = base()?;
                names.extend(named()?);
                Some(names)
            }
            "merge" => {
                let mut names = base()?;
                names.extend(self.members_of_schema(&home, first?, frame, depth)?);
                Some(names)
            }
            "partial" | "deepPartial" | "required" | "strict" | "strip" | "describe" | "optional" | "nullable"
            | "nullish" | "readonly" | "refine" | "superRefine" | "brand" | "meta" => base(),
            _ => None,
        }
    }

    fn is_of_schema_package(&self, module: &Arc<Module>, node: NodeId, frame: Option<&Arc<Frame>>) -> bool {
        let origins = self.origins_in(module, node, frame.cloned());
        origins.iter().any(|origin| match &origin.what {
            What::Package { specifier } => is_schema_package(specifier),
            _ => false,
        })
    }
}
