//! What other frameworks send of what functions of the server give back, by the rows of their table.

use std::sync::Arc;

use super::super::Flow;
use super::super::module::Module;
use super::returned::taken_exports;
use super::{Crossing, Road};
use crate::graph::server_calls;
use crate::project::framework::{Sender, Sends, Sent};
use crate::project::{FileId, markup};
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

    /// What frameworks and hosts send of what they call.
    pub(super) fn of_framework(&self, module: &Arc<Module>, out: &mut Vec<Crossing>) {
        let Some(file) = self.project.file(module.id) else { return };
        for row in self.rows_of(module.id) {
            let mut add = |name: &str, function: NodeId, taker: &str| {
                self.results(module, name, function, |value, made| {
                    let crossing = |road| Crossing::new(road, value, taker).made_by(made.clone());
                    match row.sent {
                        Sent::Data => out.push(crossing(Road::PageData)),
                        Sent::Result => out.push(crossing(Road::ActionResult)),
                        Sent::Body => out.push(crossing(Road::Body)),
                        Sent::Lambda => {
                            out.push(crossing(Road::Body).taking(&["body"]));
                            out.push(crossing(Road::Header).taking(&["headers"]));
                        }
                        Sent::Answer => {}
                    }
                });
            };
            match row.function {
                _ if row.sent == Sent::Answer => {}
                Sender::Exports(names) => {
                    let stem = file.path.file_stem().unwrap_or_default();
                    for (name, value) in taken_exports(module).filter(|(name, _)| names.contains(name)) {
                        add(name, value, if name == "default" { stem } else { name });
                    }
                }
                Sender::Members(name) => {
                    for (_, value) in taken_exports(module).filter(|(exported, _)| *exported == name) {
                        members(module, value, |key, function| add(key, function, key));
                    }
                }
                Sender::Call(call) => {
                    for node in module.calls() {
                        for function in server_calls::taken(&module.facts, *node, &[call]) {
                            add(call.maker, module.value_of(function), call.property.unwrap_or(call.maker));
                        }
                    }
                }
            }
        }
    }

    /// What of a file is called for a browser.
    pub(in super::super) fn rows_of(&self, file: FileId) -> Vec<&'static Sends> {
        let Some(path) = self.project.files.path(file) else { return Vec::new() };
        let builder = self.project.builders(file).next();
        // A function of a host may stand beside a framework's app in a package that nothing builds.
        let home = self.project.app_of(file).filter(|home| builder.is_none_or(|builder| builder.id != home.id));
        builder.into_iter().chain(home).flat_map(|app| app.sends_of(&path)).collect()
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
pub(in super::super) fn members(module: &Module, object: NodeId, mut each: impl FnMut(&str, NodeId)) {
    let Kind::Object { properties } = module.kind(module.unwrapped(object)) else { return };
    for property in module.list(properties) {
        if let Kind::Property { key, value, computed, .. } = module.kind(*property)
            && let Some(key) = module.key(key, computed)
        {
            each(&key, value);
        }
    }
}
