//! What the caller of an endpoint sent, handed on with whatever is in it: `create({ ...body, user })`, `create(req.body)`.

use super::super::key::Key;
use super::super::origin::{Made, What};
use super::super::{Flow, Place};
use super::Endpoint;
use crate::syntax::ast::{Kind, NodeId};

/// Objects that are put into one another.
const DEPTH: usize = 6;
/// Methods and functions that read a request's body, or a text that was one.
const READING: [&str; 7] = ["fromEntries", "json", "parse", "readBody", "readValidatedBody", "text", "valid"];

/// All that was sent, as a part of what a call is handed.
#[derive(Clone, Debug)]
pub struct Whole {
    pub value: Made,
    /// The members that are not the caller's: written behind it, or taken out before.
    pub but: Vec<Box<str>>,
}

impl Flow<'_> {
    /// What the endpoint's caller sent and a value has the members of.
    pub fn taken_whole(&self, endpoint: &Endpoint, value: &Made) -> Vec<Whole> {
        let mut found = Vec::new();
        self.find_whole(endpoint, value, &[], DEPTH, &mut found);
        found
    }

    fn find_whole(&self, endpoint: &Endpoint, value: &Made, but: &[Box<str>], depth: usize, out: &mut Vec<Whole>) {
        let Some(depth) = depth.checked_sub(1) else { return };
        let mut known = Vec::new();
        for origin in self.origins_in(&value.home, value.node, value.frame.clone()).iter() {
            let made = |place: Place| {
                self.module(place.file).map(|home| Made { home, node: place.node, frame: origin.frame.clone() })
            };
            let is_sent = match &origin.what {
                What::Parameter { .. } => self.is_given(endpoint, value),
                What::Result(place) => made(*place).is_some_and(|call| reads(&call) && self.is_given(endpoint, &call)),
                What::Expression(place) => {
                    if let Some(object) = made(*place).filter(|_| origin.path.is_empty()) {
                        self.spread_whole(endpoint, &object, but, depth, out);
                    }
                    false
                }
                _ => false,
            };
            let Some(rest) = left_out(&origin.path).filter(|_| is_sent) else { continue };
            let but: Vec<Box<str>> = but.iter().cloned().chain(rest).collect();
            if !known.contains(&but) {
                out.push(Whole { value: value.clone(), but: but.clone() });
                known.push(but);
            }
        }
    }

    /// What is spread into an object, or turned into a text by `JSON.stringify`.
    fn spread_whole(&self, endpoint: &Endpoint, made: &Made, but: &[Box<str>], depth: usize, out: &mut Vec<Whole>) {
        let module = &made.home;
        let Kind::Object { properties } = module.kind(made.node) else { return };
        let members = module.list(properties);
        for (at, member) in members.iter().enumerate() {
            let Kind::Spread { argument } = module.kind(*member) else { continue };
            let behind = module.named_in(&members[at + 1..]);
            let but: Vec<Box<str>> = but.iter().cloned().chain(behind).collect();
            self.find_whole(endpoint, &made.beside(argument), &but, depth, out);
        }
    }
}

/// Whether a call reads what was sent.
fn reads(call: &Made) -> bool {
    let Some((callee, _)) = call.called() else { return false };
    let module = &call.home;
    match module.kind(callee) {
        Kind::Member { property, .. } => READING.contains(&module.text(property)),
        _ => READING.contains(&module.written(callee)),
    }
}

/// The members that a path leaves out of what it takes whole; `None` where it takes only some.
fn left_out(path: &[Key]) -> Option<Vec<Box<str>>> {
    match path.last() {
        None | Some(Key::Name(_)) => Some(Vec::new()),
        Some(Key::Others(names)) => Some(names.to_vec()),
        _ => None,
    }
}

/// What is turned into a text, where it is: `it` of `JSON.stringify(it)`.
pub fn unserialised(made: &Made) -> Made {
    let node = made.home.unwrapped(made.node);
    let inner: Option<NodeId> = match made.home.kind(node) {
        Kind::Call { callee, arguments, .. } if made.home.written(callee) == "JSON.stringify" => {
            made.home.list(arguments).first().copied()
        }
        _ => None,
    };
    inner.map_or_else(|| made.clone(), |inner| made.beside(inner))
}
