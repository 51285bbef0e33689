//! Functions that anybody may call over the network: the handlers of routes, and server functions.
//!
//! Who renders the button decides nothing: an address is known to everybody, and so is the id of a server function.
//!
//! They are told by their files ([`conventional`]), by the app that is given them ([`served`], with what stands before them by
//! [`mounted`]), by the call that starts a server with them ([`listening`]), or by what they are made with ([`procedures`]).

mod answer;
mod caller;
mod check_name;
mod checks;
mod conventional;
mod covered;
mod fields;
mod given;
mod handler;
mod listening;
mod mounted;
mod procedures;
mod proxied;
mod reached;
mod restricted;
mod screened;
mod served;
mod whole;

use super::module::Module;
use super::{Flow, Place};
use crate::project::FileId;
use crate::syntax::ast::NodeId;
use handler::Handler;

pub use checks::{LIMITED, REFUSED, is_about_callers};
pub use fields::Field;
pub use proxied::{Proxied, passes_on};
pub use reached::{Reached, WantedCalls};
pub use served::{SERVING, is_server};
pub use whole::{Whole, unserialised};

/// Who calls it, and how.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EndpointKind {
    /// By its address.
    Route,
    /// As a server function, or as a page's action: what sends its form calls it.
    Action,
}

/// What a framework hands to the function.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Handed {
    /// What its caller chose, whichever parameter that is.
    Arguments,
    /// A request first, with what the server puts beside it.
    Request,
}

/// One such function.
#[derive(Clone, Debug)]
pub struct Endpoint {
    pub kind: EndpointKind,
    /// `POST`, `default`, the function's name.
    pub name: Box<str>,
    /// The path, where it is given with one: `/webhooks/stripe`. What stands before it where it is mounted is left out.
    pub path: Option<Box<str>>,
    pub function: Place,
    /// What names it in the file that is asked, where the function stands in another.
    pub named: Option<NodeId>,
    /// A check is made before it is called.
    pub guarded: bool,
    handed: Handed,
    /// The functions that wrappers make of it, which get the request in its place.
    around: Vec<Place>,
}

impl Endpoint {
    fn new(kind: EndpointKind, name: &str, function: Place, handed: Handed) -> Self {
        let (path, named, around) = (None, None, Vec::new());
        Self { kind, name: Box::from(name), path, function, named, guarded: false, handed, around }
    }

    /// A function that stands before others' routes, and is handed their requests.
    pub fn middleware(function: Place) -> Self {
        Self::new(EndpointKind::Route, "middleware", function, Handed::Request)
    }

    /// What a message calls it.
    pub fn called(&self) -> String {
        match (self.kind, &*self.name, self.path.as_deref()) {
            (EndpointKind::Route, name, Some(path)) => format!("`{name} {path}`"),
            (EndpointKind::Route, "default" | "handler", _) => "this handler".to_owned(),
            (EndpointKind::Route, name, _) => format!("`{name}`"),
            (EndpointKind::Action, name, _) => format!("the server function `{name}`"),
        }
    }

    /// Whether it answers at any path below one, by its own path.
    pub fn is_catch_all(&self) -> bool {
        self.path.as_deref().is_some_and(|path| path.ends_with('*') || path.contains("*splat") || path.contains("(.*)"))
    }
}

impl Flow<'_> {
    /// The endpoints that a file has.
    pub fn endpoints(&self, file: FileId) -> Vec<Endpoint> {
        let Some(module) = self.module(file) else { return Vec::new() };
        let mut found = self.conventional(&module);
        found.extend(self.served(&module));
        found.extend(self.listening(&module));
        found.extend(self.procedures(&module));
        found
    }

    /// The endpoint that a handler is; `named`: what stands for it in the module that is asked.
    fn endpoint(
        &self,
        module: &Module,
        kind: EndpointKind,
        name: &str,
        (handler, named): (Handler, NodeId),
        handed: Handed,
    ) -> Endpoint {
        let guarded = handler.wrappers.iter().any(|wrapper| self.is_checked_by(*wrapper));
        let named = Some(named).filter(|_| handler.function.file != module.id);
        let around = handler.wrappers.iter().flat_map(|wrapper| self.made_by(*wrapper)).collect();
        Endpoint { named, guarded, around, ..Endpoint::new(kind, name, handler.function, handed) }
    }

    /// The functions that a wrapper gives back.
    fn made_by(&self, wrapper: Place) -> Vec<Place> {
        let called = self.module(wrapper.file).and_then(|module| self.called_function(&module, wrapper.node));
        called.map_or(Vec::new(), |(home, function)| {
            let returned = home.returned(function).iter().filter_map(|value| home.named_function(*value));
            returned.map(|node| Place { file: home.id, node }).collect()
        })
    }
}
