//! The roads out of the server: where code hands a value to a browser that no bundle holds.
//!
//! Source of the facts: `research/boundary-facts.md` 8 to 10, and `tests/oracle`, where started apps are asked.

mod arrival;
mod component;
mod entered;
mod foreign;
mod form;
mod giving;
mod markup;
mod response;
mod returned;
mod served;
mod trace;

use std::sync::Arc;

use super::key::Key;
use super::module::Module;
use super::origin::Made;
use super::{Flow, Place};
use crate::project::FileId;
use crate::syntax::ast::{Kind, NodeId};
use crate::syntax::facts::DirectiveKind;

pub use arrival::{Arrival, Wanted};
pub(super) use foreign::members;
pub use giving::Gift;
pub use returned::PUBLIC_RUNTIME;
pub(super) use returned::taken_exports;
pub(super) use trace::Traced;

/// How a value gets to the browser.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Road {
    /// A prop of a client component: serialised whole into the RSC payload.
    Prop,
    /// Printed by the server: text or an attribute in the HTML.
    Markup,
    /// `metadata`, `generateMetadata`: in the document's head.
    Metadata,
    /// `generateStaticParams`: in addresses, and in the payload of their pages.
    StaticParams,
    /// What a page's data function gives back: in `__NEXT_DATA__` and the data route.
    PageData,
    /// What a server function answers its caller.
    ActionResult,
    /// Bound to a server function: sent along unencrypted.
    BoundArgument,
    /// The body of an answer.
    Body,
    /// A header of an answer.
    Header,
    Cookie,
    /// The address of a redirect.
    Redirect,
    /// The address that a proxy rewrites to: in a header of the answer, and in the page's payload.
    Rewrite,
    /// Printed by a client component when the server renders it for the first time.
    FirstRender,
    /// What a form's state begins with: in a hidden field, for who sends the form before the scripts are there.
    FormState,
    /// The digest of an error: all of it that an error boundary gets.
    Digest,
    /// A rewrite within the app, of the configuration: in a script that every page loads.
    Manifest,
}

/// One place where a value is handed over.
#[derive(Clone, Debug)]
pub(super) struct Crossing {
    pub road: Road,
    pub value: NodeId,
    /// What is taken of the value, outermost first: of `{ props, revalidate }` only `props` goes on the road.
    pub path: Vec<Key>,
    /// Who takes it, as it is written: `Chat`, `getServerSideProps`, `Response.json`.
    pub taker: Box<str>,
    /// The taker is known to be what it looks like.
    pub certain: bool,
    /// What the value is made by, when `value` is only where this module takes it from: a wrapped function, a re-export.
    pub made: Option<Made>,
}

impl Crossing {
    fn new(road: Road, value: NodeId, taker: &str) -> Self {
        Self { road, value, path: Vec::new(), taker: Box::from(taker), certain: true, made: None }
    }

    fn taking(mut self, path: &[&str]) -> Self {
        self.path = path.iter().map(|key| Key::named(key)).collect();
        self
    }

    fn made_by(mut self, made: Option<Made>) -> Self {
        self.made = made;
        self
    }

    const fn perhaps(mut self, certain: bool) -> Self {
        self.certain = certain;
        self
    }
}

impl Flow<'_> {
    /// The places where the module hands a value to a browser, of the values that `may` be of interest.
    pub(super) fn crossings(&self, module: &Arc<Module>, may: &dyn Fn(NodeId) -> bool) -> Vec<Crossing> {
        let (mut sent, mut forms, mut elements) = (Vec::new(), Vec::new(), Vec::new());
        for node in module.ast().ids() {
            self.of_answer(module, node, may, &mut sent);
            self.of_function(module, node, &mut sent);
            self.of_session(module, node, &mut sent);
            self.of_form(module, node, may, &mut forms);
            let renders = match module.kind(node) {
                Kind::JsxElement { .. } => true,
                Kind::Call { callee, .. } => markup::may_render(module, callee),
                _ => false,
            };
            if renders && may(node) {
                elements.push(node);
            }
        }
        self.of_exports(module, &mut sent);
        self.of_framework(module, &mut sent);
        self.of_servers(module, &mut sent);
        self.of_template(module, &mut sent);
        sent.retain(|crossing| may(crossing.value));
        // What renders it is dear to know: asked for only where there is anything to tell.
        if sent.is_empty() && forms.is_empty() && elements.is_empty() {
            return sent;
        }
        let renders = self.rendered_as(module);
        if renders == Some(Road::FirstRender) {
            sent = forms;
        }
        if let Some(road) = renders {
            for node in elements {
                self.of_markup(module, node, road, may, &mut sent);
            }
        }
        sent.retain(|crossing| may(crossing.value));
        sent
    }

    /// The road that what a module prints is on: server code prints for the browser, client code when it is rendered for
    /// the first time. `None` where nothing renders it.
    fn rendered_as(&self, module: &Module) -> Option<Road> {
        if self.graph.server(module.id) {
            return Some(Road::Markup);
        }
        let mut apps = self.project.builders(module.id);
        let is_rendered = apps.any(|app| app.framework.renders_on_server && app.framework.process_env);
        (is_rendered && self.graph.client(module.id).is_some()).then_some(Road::FirstRender)
    }

    fn is_client_file(&self, file: FileId) -> bool {
        self.module(file).is_some_and(|module| says(&module, DirectiveKind::UseClient))
    }

    fn place(module: &Module, node: NodeId) -> Place {
        Place { file: module.id, node }
    }
}

fn says(module: &Module, kind: DirectiveKind) -> bool {
    module.facts.directives.iter().any(|directive| directive.kind == kind)
}
