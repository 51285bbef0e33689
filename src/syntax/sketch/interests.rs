//! Words a caller wants to know of.

use std::cell::Cell;
use std::ops::{BitOr, BitOrAssign};

use super::words::Words;

/// A set of up to 64 classes of interest, numbered by the caller.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Debug)]
pub struct Classes(u64);

impl Classes {
    pub const NONE: Self = Self(0);

    /// The set of one class; of none when the number is 64 or more.
    pub const fn of(class: u8) -> Self {
        match 1_u64.checked_shl(class as u32) {
            Some(bit) => Self(bit),
            None => Self(0),
        }
    }

    pub const fn contains(self, class: u8) -> bool {
        self.0 & Self::of(class).0 != 0
    }

    pub const fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl BitOr for Classes {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for Classes {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// A word and the class it stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Interest<'a> {
    pub literal: &'a str,
    /// Below 64.
    pub class: u8,
    /// Whether upper and lower case (of ASCII letters) are one.
    pub ignore_case: bool,
}

/// A class that a text has when a function says so.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Below 64.
    pub class: u8,
    /// It is only asked of texts with one of these classes; [`NONE`](Classes::NONE): of all.
    pub where_found: Classes,
    pub holds: fn(&str) -> bool,
}

/// All words of all callers, ready for one pass over a text.
#[derive(Clone, Debug)]
pub struct Interests {
    words: Words,
    /// By word.
    meanings: Vec<Meaning>,
    looks: Vec<Look>,
}

impl Default for Interests {
    fn default() -> Self {
        Self::new([], Vec::new())
    }
}

#[derive(Clone, Debug)]
struct Meaning {
    class: u8,
    /// What it must be to the letter.
    exact: Option<Box<str>>,
}

impl Interests {
    /// Words that are empty, or of classes that do not exist, are left out.
    pub fn new<'a>(interests: impl IntoIterator<Item = Interest<'a>>, looks: Vec<Look>) -> Self {
        let valid: Vec<Interest<'a>> =
            interests.into_iter().filter(|interest| !interest.literal.is_empty() && interest.class < 64).collect();
        let words = Words::new(valid.iter().map(|interest| interest.literal));
        let meaning = |interest: &Interest<'_>| Meaning {
            class: interest.class,
            exact: (!interest.ignore_case).then(|| interest.literal.into()),
        };
        Self { words, meanings: valid.iter().map(meaning).collect(), looks }
    }

    /// The classes of a text.
    pub fn find(&self, text: &str) -> Classes {
        let mut found = self.find_words(text);
        for look in &self.looks {
            let asked = look.where_found.is_empty() || look.where_found.intersects(found);
            if asked && !found.contains(look.class) && (look.holds)(text) {
                found |= Classes::of(look.class);
            }
        }
        found
    }

    fn find_words(&self, text: &str) -> Classes {
        let found = Cell::new(Classes::NONE);
        let wanted = |word: usize| !found.get().contains(self.meanings[word].class);
        self.words.find(text, wanted, |word, stands| {
            let meaning = &self.meanings[word];
            if meaning.exact.as_ref().is_none_or(|exact| stands == &**exact) {
                found.set(found.get() | Classes::of(meaning.class));
            }
        });
        found.get()
    }
}

#[cfg(test)]
mod tests {
    use super::super::Sketch;
    use super::{Classes, Interest, Interests, Look};

    #[test]
    fn every_class_is_found_also_in_words_that_overlap() {
        let interest = |literal, class, ignore_case| Interest { literal, class, ignore_case };
        let interests = Interests::new(
            [
                interest("secret_key", 0, true),
                interest("cret", 1, false),
                interest("token", 2, true),
                interest("never", 63, false),
                interest("", 4, false),
            ],
            vec![
                Look { class: 5, where_found: Classes::of(0), holds: |text| text.contains("==") },
                Look { class: 6, where_found: Classes::NONE, holds: |text| text.contains("==") },
            ],
        );
        let found = |source: &str| Sketch::scan(source, &interests).classes;
        assert_eq!(found("const SECRET_KEY = 1"), Classes::of(0));
        assert_eq!(found("secret_keyToken"), Classes::of(0) | Classes::of(1) | Classes::of(2));
        assert_eq!(found("'\\x74oken'"), Classes::of(2));
        assert_eq!(found("'to\\ken'"), Classes::of(2));
        assert_eq!(found("nothing"), Classes::NONE);
        assert_eq!(found("secret_key == x"), Classes::of(0) | Classes::of(1) | Classes::of(5) | Classes::of(6));
        assert_eq!(found("token == x"), Classes::of(2) | Classes::of(6));
        assert!(found("never").contains(63) && !found("never").contains(62));
    }
}
