//! What is taken of a value: names, indices, and sets of them.

use std::sync::Arc;

use super::Flow;
use super::module::Module;
use super::origin::{Frame, Origin, What};
use crate::syntax::ast::NodeId;

/// More are not told apart.
const MOST: usize = 32;

/// One step of an access path.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Key {
    /// A property's name, an array's index in decimal, an export's name.
    Name(Box<str>),
    /// One that is chosen at run time.
    Unknown,
    /// Each in turn, as in a loop.
    Each,
    /// Each of these: what `pick` leaves.
    Among(Arc<[Box<str>]>),
    /// Any but these: what `...rest` leaves of a pattern.
    Others(Arc<[Box<str>]>),
}

impl Key {
    pub fn named(name: &str) -> Self {
        Self::Name(Box::from(name))
    }

    pub(super) fn index(index: usize) -> Self {
        Self::named(&index.to_string())
    }

    /// Whether it may mean a property of that name; one without a name that is known may be any.
    pub(super) fn may_be(&self, name: Option<&str>) -> bool {
        match (self, name) {
            (Self::Name(key), Some(name)) => **key == *name,
            (Self::Among(keys), Some(name)) => has(keys, name),
            (Self::Others(but), Some(name)) => !has(but, name),
            _ => true,
        }
    }

    /// What the key takes of a value that has only those members of another: of the other. `None`: nothing.
    pub(super) fn within(&self, names: &[Box<str>]) -> Option<Self> {
        let left = names.iter().filter(|name| self.may_be(Some(name)));
        match self {
            Self::Name(name) => has(names, name).then(|| self.clone()),
            _ => Some(Self::Among(left.cloned().collect())),
        }
    }

    /// What the key takes of a value that has all members of another but those: of the other. `None`: nothing.
    pub(super) fn without(&self, names: &[Box<str>]) -> Option<Self> {
        match self {
            Self::Name(name) => (!has(names, name)).then(|| self.clone()),
            Self::Among(keys) => Some(Self::Among(keys.iter().filter(|key| !has(names, key)).cloned().collect())),
            Self::Others(but) => Some(Self::Others(but.iter().chain(names).cloned().collect())),
            Self::Unknown | Self::Each => Some(Self::Others(names.into())),
        }
    }
}

fn has(names: &[Box<str>], name: &str) -> bool {
    names.iter().any(|known| **known == *name)
}

impl Flow<'_> {
    /// What the key of `object[index]` is, when it is one.
    pub(super) fn key(&self, module: &Arc<Module>, index: NodeId, frame: Option<&Arc<Frame>>) -> Key {
        self.text(module, index, frame).map_or(Key::Unknown, |text| Key::named(&text.value))
    }

    /// What the key of `object[index]` may be: each of several texts, or the one thing that is known of it.
    pub(super) fn keys(&self, module: &Arc<Module>, index: NodeId, frame: Option<&Arc<Frame>>) -> Vec<Key> {
        match self.key(module, index, frame) {
            Key::Unknown => {}
            key => return vec![key],
        }
        let origins = self.origins_in(module, index, frame.cloned());
        match self.names(&origins) {
            Some(names) if !names.is_empty() => names.into_iter().map(Key::Name).collect(),
            _ if !origins.is_empty() && origins.iter().all(|origin| self.is_each_key(origin)) => vec![Key::Each],
            _ => vec![Key::Unknown],
        }
    }

    /// The texts that a value may be, if all are constant.
    pub(super) fn names(&self, origins: &[Origin]) -> Option<Vec<Box<str>>> {
        if origins.len() > MOST {
            return None;
        }
        let text = |origin: &Origin| match origin.what {
            What::Expression(place) if origin.path.is_empty() && !origin.chosen => {
                let home = self.module(place.file)?;
                Some(Box::from(self.text(&home, place.node, origin.frame.as_ref())?.value))
            }
            _ => None,
        };
        origins.iter().map(text).collect()
    }

    /// `Object.keys(it).map((key) => …)`, `Object.entries(it).map(([key]) => …)`.
    fn is_each_key(&self, origin: &Origin) -> bool {
        let What::Result(place) = origin.what else { return false };
        let callee = || self.global_callee(place);
        match origin.path.as_slice() {
            [Key::Each] => matches!(callee().as_deref(), Some("Object.keys" | "Reflect.ownKeys")),
            [Key::Each, Key::Name(first)] => &**first == "0" && callee().as_deref() == Some("Object.entries"),
            _ => false,
        }
    }
}
