//! The roads out of the server: where code hands a value to a browser that no bundle holds.
//!
//! Source of the facts: `research/boundary-facts.md` 8 to 10, and `tests/oracle`, where started apps are asked.

mod arrival;
mod component;
mod giving;
mod markup;
mod response;
mod returned;
mod trace;

use std::sync::Arc;

use super::key::Key;
use super::module::Module;
use super::{Flow, Place};
use crate::project::FileId;
use crate::syntax::ast::NodeId;
use crate::syntax::facts::DirectiveKind;

pub use arrival::{Arrival, Wanted};
pub use giving::Gift;
pub use returned::PUBLIC_RUNTIME;

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
}

/// One place where a value is handed over.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Crossing {
    pub road: Road,
    pub value: NodeId,
    /// What is taken of the value, outermost first: of `{ props, revalidate }` only `props` goes on the road.
    pub path: Vec<Key>,
    /// Who takes it, as it is written: `Chat`, `getServerSideProps`, `Response.json`.
    pub taker: Box<str>,
    /// The taker is known to be what it looks like.
    pub certain: bool,
}

impl Crossing {
    fn new(road: Road, value: NodeId, taker: &str) -> Self {
        Self { road, value, path: Vec::new(), taker: Box::from(taker), certain: true }
    }

    fn taking(mut self, path: &[&str]) -> Self {
        self.path = path.iter().map(|key| Key::named(key)).collect();
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
        let mut out = Vec::new();
        let renders = self.graph.server(module.id);
        for node in module.ast().ids() {
            if renders {
                self.of_markup(module, node, may, &mut out);
            }
            self.of_answer(module, node, may, &mut out);
            self.of_function(module, node, &mut out);
        }
        self.of_exports(module, &mut out);
        out.retain(|crossing| may(crossing.value));
        out
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
