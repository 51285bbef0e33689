//! What is read of a call's result.

use super::shape::Shape;

/// A step into a result.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Member(String),
    /// Each item of an array.
    Items,
    /// One item of an array, by its place: a tuple's differ.
    Nth(usize),
    /// Out of what a hook of a query library gives: `data` of `useQuery`.
    Hook,
    /// Out of a list with one result for each call.
    Each,
}

impl Step {
    /// Something around results, or a list of the provider's: no part that has a name.
    pub(super) fn is_nameless(&self) -> bool {
        !matches!(self, Self::Member(_))
    }

    /// The way into the items of what is at `path`.
    pub(super) fn items(path: &[Self]) -> Vec<Self> {
        match path.split_last() {
            Some((Self::Each, rest)) => rest.to_vec(),
            _ => path.iter().cloned().chain([Self::Items]).collect(),
        }
    }

    pub(super) fn is_error(&self) -> bool {
        matches!(self, Self::Member(name) if name.to_ascii_lowercase().ends_with("error"))
    }
}

/// What is read of a value, as a tree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Read {
    /// All of it.
    pub whole: bool,
    /// It is asked whether it is there.
    pub tested: bool,
    /// It is compared with `null` or `undefined`: which of them it is matters.
    pub compared: bool,
    /// TypeScript is told what it is, here: the provider's own type says less.
    pub cast: bool,
    /// In the order in which they are read first.
    pub members: Vec<(String, Read)>,
    pub items: Option<Box<Read>>,
    /// Of a list whose items are told apart by their places; what is not read of it is empty.
    pub places: Vec<Read>,
    /// Members that are read only where another member has a certain value.
    pub cases: Vec<Case>,
}

/// `block.type === 'text' && block.text`: `text` is read where `type` is `text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Case {
    pub member: String,
    pub on: String,
    pub is: Is,
}

/// What the other member then is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Is {
    Text(String),
    /// It is truthy, or it is not: `if (customer.deleted) continue;`.
    Present,
    Missing,
}

impl Read {
    pub(super) fn is_empty(&self) -> bool {
        !self.whole && self.members.is_empty() && self.items.is_none() && self.places.is_empty()
    }

    /// Only parts of it are read.
    pub(super) fn is_nested(&self) -> bool {
        !self.whole && (!self.members.is_empty() || self.items.is_some() || !self.places.is_empty())
    }

    pub(super) fn member(&self, name: &str) -> Option<&Self> {
        self.members.iter().find(|(known, _)| known == name).map(|(_, read)| read)
    }

    /// All that a declared type has.
    pub(super) fn fill(&mut self, shape: &Shape) {
        match shape {
            Shape::Object(members) => {
                for member in members {
                    let inner = self.at(&[Step::Member(member.name.clone())]);
                    inner.tested |= member.optional;
                    inner.fill(&member.shape);
                }
            }
            Shape::Array(item) if item.has_object() => self.at(&[Step::Items]).fill(item),
            Shape::Union(_) if matches!(shape.present(), Shape::Object(_) | Shape::Array(_)) => {
                self.tested = true;
                self.fill(&shape.present());
            }
            _ => self.whole = true,
        }
    }

    /// Takes in what is read elsewhere of the same value.
    pub(super) fn join(&mut self, other: Self) {
        self.whole |= other.whole;
        self.tested |= other.tested;
        self.compared |= other.compared;
        self.cast |= other.cast;
        for (name, inner) in other.members {
            self.at(&[Step::Member(name)]).join(inner);
        }
        if let Some(items) = other.items {
            self.at(&[Step::Items]).join(*items);
        }
    }

    pub(super) fn at(&mut self, path: &[Step]) -> &mut Self {
        match path {
            [] => self,
            [Step::Hook | Step::Each, rest @ ..] => self.at(rest),
            [Step::Nth(place), rest @ ..] => {
                if self.places.len() <= *place {
                    self.places.resize_with(place + 1, Self::default);
                }
                self.places[*place].at(rest)
            }
            [Step::Items, rest @ ..] => self.items.get_or_insert_default().at(rest),
            [Step::Member(name), rest @ ..] => {
                let index = match self.members.iter().position(|(known, _)| known == name) {
                    Some(index) => index,
                    None => {
                        self.members.push((name.clone(), Self::default()));
                        self.members.len() - 1
                    }
                };
                self.members[index].1.at(rest)
            }
        }
    }
}
