//! What servers and procedures answer of what their handlers give back.

use std::sync::Arc;

use super::super::Flow;
use super::super::module::Module;
use super::super::origin::Made;
use super::returned::each_result;
use super::{Crossing, Road};

impl Flow<'_> {
    /// What handlers give back that a server sends as the body (fastify.dev, *Routes*; trpc.io, *Define Procedures*).
    pub(super) fn of_servers(&self, module: &Arc<Module>, out: &mut Vec<Crossing>) {
        for (name, named, function) in self.sent_by_servers(module) {
            if function.file == module.id {
                each_result(module, function.node, |value| out.push(Crossing::new(Road::Body, value, &name)));
            } else if let Some(home) = self.module(function.file) {
                each_result(&home, function.node, |node| {
                    let made = Made { home: Arc::clone(&home), node, frame: None };
                    out.push(Crossing::new(Road::Body, named, &name).made_by(Some(made)));
                });
            }
        }
    }
}
