//! Which package's function a call reaches, and where its client was made.

use std::sync::Arc;

use super::key::Key;
use super::module::Module;
use super::origin::{Frame, What};
use super::{Flow, Place};
use crate::syntax::ast::{Kind, NodeId};

/// A function of a package.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Callee {
    /// The specifier as imported: `twilio`, `mysql2/promise`, `node:crypto`.
    pub package: Box<str>,
    /// From the module's exports to what is called, calls on the way left out: `default`, `messages`, `create`.
    pub path: Vec<Box<str>>,
    /// The call or `new` that made the object the function belongs to; the first one of several.
    pub construction: Option<Place>,
}

impl Callee {
    /// [`path`](Self::path) with dots, as [`Sink::callee`](crate::secrets::Sink::callee) wants it.
    pub fn dotted(&self) -> String {
        if self.path.is_empty() { "default".to_owned() } else { self.path.join(".") }
    }

    pub fn last(&self) -> &str {
        self.path.last().map_or("default", |name| name)
    }
}

impl Flow<'_> {
    /// The package's function that a call, a `new` or a tagged template calls; also of a bare callee expression.
    pub fn callee(&self, place: Place) -> Option<Callee> {
        let _step = self.meter.step()?;
        let module = self.module(place.file)?;
        self.callee_in(&module, place.node, None)
    }

    pub(super) fn callee_in(&self, module: &Arc<Module>, node: NodeId, frame: Option<&Arc<Frame>>) -> Option<Callee> {
        let _step = self.meter.step()?;
        let node = module.unwrapped(node);
        let callee = match module.kind(node) {
            Kind::Call { callee, .. } | Kind::New { callee, .. } => callee,
            Kind::TaggedTemplate { tag, .. } => tag,
            _ => node,
        };
        for origin in self.origins_in(module, callee, frame.cloned()).iter() {
            let names = || -> Option<Vec<Box<str>>> {
                origin
                    .path
                    .iter()
                    .map(|key| match key {
                        Key::Name(name) => Some(name.clone()),
                        _ => None,
                    })
                    .collect()
            };
            match &origin.what {
                What::Package { specifier } => {
                    let Some(path) = names() else { continue };
                    return Some(Callee { package: specifier.clone(), path, construction: None });
                }
                What::Result(made) => {
                    let (Some(home), Some(path)) = (self.module(made.file), names()) else { continue };
                    let Some(mut inner) = self.callee_in(&home, made.node, origin.frame.as_ref()) else {
                        continue;
                    };
                    inner.path.extend(path);
                    inner.construction = inner.construction.or(Some(*made));
                    return Some(inner);
                }
                // `class Mailer extends Resend`: what is inherited is the package's.
                What::Expression(class) => {
                    let Some(home) = self.module(class.file) else { continue };
                    let Kind::Class(parts) = home.kind(class.node) else { continue };
                    let Some(base) = parts.extends else { continue };
                    let (Some(inner), Some(path)) = (self.callee_in(&home, base, None), names()) else {
                        continue;
                    };
                    return Some(Callee { path: inner.path.into_iter().chain(path).collect(), ..inner });
                }
                _ => {}
            }
        }
        None
    }

    /// The name of the global function that is called (`fetch`, `window.fetch`, `btoa`), with its members: `JSON.parse`.
    pub fn global_callee(&self, place: Place) -> Option<String> {
        let _step = self.meter.step()?;
        let module = self.module(place.file)?;
        let node = module.unwrapped(place.node);
        let (Kind::Call { callee, .. } | Kind::New { callee, .. }) = module.kind(node) else { return None };
        self.origins_in(&module, callee, None).iter().find_map(|origin| match &origin.what {
            What::Global(name) => {
                let mut dotted = String::from(&**name);
                for key in &origin.path {
                    let Key::Name(key) = key else { return None };
                    dotted.push('.');
                    dotted.push_str(key);
                }
                Some(dotted)
            }
            _ => None,
        })
    }
}
