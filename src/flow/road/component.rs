//! What a JSX tag means on the server.

use std::sync::Arc;

use super::super::module::Module;
use super::super::origin::{Frame, What};
use super::super::{Flow, Place};
use super::Road;
use crate::project::Resolution;
use crate::syntax::ast::{Kind, NodeId};

#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Component {
    /// `div`.
    Host,
    /// Behind `'use client'`: its props are serialised.
    Client,
    /// A function of the project that runs where the tag stands.
    Own(Place),
    Package(Box<str>),
    Unknown,
}

impl Flow<'_> {
    pub(super) fn component(&self, module: &Arc<Module>, name: NodeId, frame: Option<&Arc<Frame>>) -> Component {
        // `createElement('p', …)` has the tag as a text.
        if matches!(module.kind(name), Kind::JsxIntrinsic | Kind::String) {
            return Component::Host;
        }
        // Client code calls another's function, and hands over nothing.
        let is_server = self.rendered_as(module) == Some(Road::Markup);
        if is_server && self.is_imported_from_client(module, name) {
            return Component::Client;
        }
        let mut found = Component::Unknown;
        for origin in self.origins_in(module, name, frame.cloned()).iter() {
            match &origin.what {
                What::Expression(place) | What::Result(place) if is_server && self.is_client_file(place.file) => {
                    return Component::Client;
                }
                What::Expression(place) => {
                    let is_function =
                        self.module(place.file).is_some_and(|home| matches!(home.kind(place.node), Kind::Function(_)));
                    if is_function && origin.path.is_empty() {
                        found = Component::Own(*place);
                    }
                }
                What::Package { specifier } => found = Component::Package(specifier.clone()),
                // `withKey(Chat)`, `<Slot as={Chat} />`.
                What::Parameter { function, index } => {
                    let Some(_step) = self.meter.step() else { continue };
                    for (caller, given) in self.handed(*function, *index, &origin.path) {
                        match self.component(&caller, given, None) {
                            Component::Client => return Component::Client,
                            Component::Unknown => {}
                            other => found = other,
                        }
                    }
                }
                _ => {}
            }
        }
        found
    }

    /// Whether the file that the name is imported from says `'use client'`, wherever it has the component from.
    fn is_imported_from_client(&self, module: &Arc<Module>, name: NodeId) -> bool {
        let mut root = name;
        while let Kind::Member { object, .. } = module.kind(root) {
            root = object;
        }
        module
            .resolve(root)
            .and_then(|binding| module.import_of(binding))
            .and_then(|(import, _)| import.specifier.as_deref())
            .is_some_and(|specifier| match self.resolve(module.id, specifier) {
                Resolution::File(file) => self.is_client_file(file),
                _ => false,
            })
    }
}
