//! What other frameworks send of what functions of the server give back, by the rows of their table.

use std::sync::Arc;

use super::super::Flow;
use super::super::module::Module;
use super::returned::taken_exports;
use super::{Crossing, Road};
use crate::graph::server_calls;
use crate::project::framework::{Sender, Sent, fits};
use crate::project::markup;
use crate::syntax::ast::{Kind, NodeId};

impl Flow<'_> {
    /// What the template of an `.astro` file prints, and gives to the components that run in the browser: their props are
    /// written into the page (docs.astro.build, *Islands*).
    pub(super) fn of_template(&self, module: &Arc<Module>, out: &mut Vec<Crossing>) {
        let Some(file) = self.project.file(module.id).filter(|file| markup::is_split(file.path.as_str())) else {
            return;
        };
        for shown in markup::shown(&file.text()) {
            let Some(value) = module.ast().covering(shown.expression) else { continue };
            let (road, taker) = shown.island.map_or((Road::Markup, "the page"), |island| (Road::Prop, island));
            out.push(Crossing::new(road, value, taker));
        }
    }

    pub(super) fn of_framework(&self, module: &Arc<Module>, out: &mut Vec<Crossing>) {
        let Some(app) = self.project.builders(module.id).next() else { return };
        let path = self.project.file(module.id).and_then(|file| file.path.strip_prefix(&app.root).ok());
        let Some(path) = path.filter(|_| !app.framework.sends.is_empty()) else { return };
        for row in app.framework.sends.iter().filter(|row| fits(row.files, path.as_str())) {
            let road = match row.sent {
                Sent::Data => Road::PageData,
                Sent::Result => Road::ActionResult,
                Sent::Body => Road::Body,
            };
            let exported = |wanted| taken_exports(module).filter(move |(name, _)| *name == wanted);
            match row.function {
                Sender::Export(name) => {
                    let stem = path.file_stem().unwrap_or(name);
                    let taker = if name == "default" { stem } else { name };
                    for (_, value) in exported(name) {
                        self.results(module, name, value, |value, made| {
                            out.push(Crossing::new(road, value, taker).made_by(made));
                        });
                    }
                }
                Sender::Members(name) => {
                    for (_, value) in exported(name) {
                        members(module, value, |key, function| {
                            self.results(module, key, function, |value, made| {
                                out.push(Crossing::new(road, value, key).made_by(made));
                            });
                        });
                    }
                }
                Sender::Call(call) => {
                    for node in module.calls() {
                        for function in server_calls::taken(&module.facts, *node, &[call]) {
                            self.results(module, call.maker, function, |value, made| {
                                let taker = call.property.unwrap_or(call.maker);
                                out.push(Crossing::new(road, value, taker).made_by(made));
                            });
                        }
                    }
                }
            }
        }
    }
}

impl Flow<'_> {
    /// What Auth.js answers everybody who asks for his session (authjs.dev, *Callbacks*).
    pub(super) fn of_session(&self, module: &Arc<Module>, node: NodeId, out: &mut Vec<Crossing>) {
        let Kind::Property { key, value, computed, .. } = module.kind(node) else { return };
        if module.key(key, computed).as_deref() != Some("callbacks") || !imports_auth(module) {
            return;
        }
        members(module, value, |name, function| {
            if name == "session" {
                self.results(module, name, function, |value, made| {
                    out.push(Crossing::new(Road::Body, value, "session").made_by(made));
                });
            }
        });
    }
}

fn imports_auth(module: &Module) -> bool {
    let mut specifiers = module.facts.imports.iter().filter_map(|import| import.specifier.as_deref());
    specifiers.any(|specifier| {
        specifier == "next-auth" || specifier.starts_with("next-auth/") || specifier.starts_with("@auth/")
    })
}

/// The members of an object, by name.
fn members(module: &Module, object: NodeId, mut each: impl FnMut(&str, NodeId)) {
    let Kind::Object { properties } = module.kind(module.unwrapped(object)) else { return };
    for property in module.list(properties) {
        if let Kind::Property { key, value, computed, .. } = module.kind(*property)
            && let Some(key) = module.key(key, computed)
        {
            each(&key, value);
        }
    }
}
