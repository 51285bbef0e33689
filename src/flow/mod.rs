//! **flow**: where a value comes from and where it goes, by access path, within and across modules.
//!
//! Promises: pure; what cannot be known is *unknown*, never guessed.
//! Never: decides that something is a leak.
//!
//! Everything starts from one walk ([`walk`]): from an expression and an access path back to its [`Origin`]s.
//! [`fold`] asks it for a constant text, [`source`] for what a value may hold, [`callee`] for the package's function
//! behind a call. [`candidate`] puts literals and their places into the words of the `secrets` room; [`sink`] goes the
//! other way, from a value to the calls that need it.

mod branch;
mod call;
pub mod callee;
pub mod candidate;
mod class;
mod constant;
mod context;
mod decode;
pub mod endpoint;
mod entries;
mod environment;
mod export;
pub mod fields;
mod fold;
mod given_back;
mod gone;
mod handed;
mod imported;
mod importers;
mod kept;
mod key;
mod library;
mod load_env;
mod meter;
pub mod module;
mod name;
pub mod origin;
mod parameter;
mod put;
pub mod request;
pub mod road;
mod schema;
mod screened;
pub mod sink;
pub mod source;
mod spelled;
#[cfg(test)]
mod tests;
mod thrown;
mod walk;
mod wrapper;

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::{Arc, PoisonError, RwLock};

use rustc_hash::FxHashMap;

use crate::graph::Graph;
use crate::project::{FileId, FileKind, Layer, Project, Resolution};
use crate::syntax::ast::NodeId;

pub use callee::Callee;
pub use candidate::Literal;
pub use endpoint::{Endpoint, EndpointKind, Field, Reached, WantedCalls, Whole};
pub use environment::{ENVIRONMENT_CALLS, ENVIRONMENT_READERS, reads_environment};
pub use fold::Folded;
pub use key::Key;
use meter::Meter;
pub use module::Module;
pub use origin::{Frame, Made, Origin, What};
pub use request::Request;
use road::Traced;
pub use road::{Arrival, Gift, PUBLIC_RUNTIME, Road, Wanted};
pub use sink::Use;
pub use source::Source;
pub use walk::unquoted;

/// A node of a file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Place {
    pub file: FileId,
    pub node: NodeId,
}

/// What has been looked at.
#[derive(Debug, Default)]
pub struct Memo {
    /// By the facts they were made from. Outlive a snapshot: what has not changed is not walked again.
    modules: Arc<RwLock<FxHashMap<FileId, Arc<Module>>>>,
    /// Of one snapshot: by module and name, where the export is written.
    exports: RwLock<FxHashMap<FileId, FxHashMap<Box<str>, Option<export::Written>>>>,
}

impl Memo {
    /// That of the next snapshot.
    #[must_use]
    pub fn next(&self) -> Self {
        Self { modules: Arc::clone(&self.modules), exports: RwLock::default() }
    }
}

/// The questions. Cheap to make: one for each check of a file; it remembers what it has answered.
pub struct Flow<'a> {
    project: &'a Project,
    graph: &'a Graph,
    memo: &'a Memo,
    meter: Meter,
    known: RefCell<FxHashMap<Place, Rc<[Origin]>>>,
    /// Which files an import is followed into, when not into all.
    within: Option<&'a dyn Fn(FileId) -> bool>,
    /// What the question is about, when it is about secrets alone.
    traced: Option<Traced<'a>>,
    /// Whether calls are looked into.
    enters_calls: bool,
}

impl<'a> Flow<'a> {
    pub fn new(project: &'a Project, graph: &'a Graph, memo: &'a Memo) -> Self {
        let (meter, known) = (Meter::default(), RefCell::default());
        Self { project, graph, memo, meter, known, within: None, traced: None, enters_calls: true }
    }

    /// One that follows imports into the files alone that `enters` names; what others give is unknown.
    #[must_use]
    pub fn within(&self, enters: &'a dyn Fn(FileId) -> bool) -> Self {
        Self { within: Some(enters), ..Self::new(self.project, self.graph, self.memo) }
    }

    /// One that asks for certain values alone.
    fn tracing(&self, traced: Traced<'a>) -> Self {
        Self { traced: Some(traced), ..Self::new(self.project, self.graph, self.memo) }
    }

    /// One that ends at calls: what they give is the call itself.
    fn uncalled(&self) -> Self {
        Self { enters_calls: false, ..Self::new(self.project, self.graph, self.memo) }
    }

    fn enters(&self, file: FileId) -> bool {
        self.within.is_none_or(|enters| enters(file))
    }

    pub const fn graph(&self) -> &'a Graph {
        self.graph
    }

    /// A script of the project, or the scripts of a page; `None` for another kind of file, and for one that is gone.
    pub fn module(&self, file: FileId) -> Option<Arc<Module>> {
        let source = self.project.file(file)?;
        if !matches!(source.kind, FileKind::Script | FileKind::Markup | FileKind::Html) {
            return None;
        }
        let facts = source.facts();
        let known = self.memo.modules.read().unwrap_or_else(PoisonError::into_inner).get(&file).cloned();
        if let Some(module) = known
            && Arc::ptr_eq(&module.facts, &facts)
        {
            return Some(module);
        }
        let module = Arc::new(Module::new(file, facts));
        self.memo.modules.write().unwrap_or_else(PoisonError::into_inner).insert(file, Arc::clone(&module));
        Some(module)
    }

    fn resolve(&self, from: FileId, specifier: &str) -> Resolution {
        let server = self.project.resolve(from, specifier, Layer::Server);
        // Few packages give the browser another file: only for those it matters whether it gets this one.
        let client = self.project.resolve(from, specifier, Layer::Client);
        if client == server || self.graph.client(from).is_none() { server } else { client }
    }

    /// What the value of an expression may come from.
    pub fn origins(&self, place: Place) -> Vec<Origin> {
        match self.module(place.file) {
            Some(module) => self.origins_in(&module, place.node, None).to_vec(),
            None => Vec::new(),
        }
    }

    fn origins_in(&self, module: &Arc<Module>, node: NodeId, frame: Option<Arc<Frame>>) -> Rc<[Origin]> {
        let place = frame.is_none().then_some(Place { file: module.id, node });
        if let Some(known) = place.and_then(|place| self.known.borrow().get(&place).cloned()) {
            return known;
        }
        let (origins, whole): (Rc<[Origin]>, bool) = self.meter.part(|| {
            let mut walk = walk::Walk::new(self);
            walk.expression(module, node, walk::State { frame, ..walk::State::default() });
            walk.finish().into()
        });
        // What was cut short is not the answer to the same question elsewhere.
        if let Some(place) = place.filter(|_| whole) {
            self.known.borrow_mut().insert(place, Rc::clone(&origins));
        }
        origins
    }

    /// What may come out of an expression when `path` is taken of it, outermost key first.
    fn origins_of(&self, module: &Arc<Module>, node: NodeId, path: &[Key], frame: Option<&Arc<Frame>>) -> Vec<Origin> {
        let mut walk = walk::Walk::new(self);
        let path = path.iter().rev().cloned().collect();
        walk.expression(module, node, walk::State { path, frame: frame.cloned(), ..walk::State::default() });
        walk.finish()
    }
}
