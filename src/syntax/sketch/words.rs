//! Where words of a list stand in a text.
//!
//! Every byte of a project goes through here. An automaton takes them one after the other, each waiting for the state before it;
//! here every second place is asked by itself whether a word could stand around it, by the four bytes there.

use aho_corasick::{AhoCorasick, Input, MatchKind};
use rustc_hash::FxHashMap;

/// Words in whatever case (of ASCII letters), ready for one pass over a text.
#[derive(Clone, Debug)]
pub(super) struct Words {
    all: Vec<Box<str>>,
    /// A bit for each hash: some word has such a gram.
    grams: Box<[u64; HASHES / 64]>,
    /// By the hash of their grams.
    places: FxHashMap<u16, Vec<Place>>,
    /// Words that are too short to have a gram at every second place.
    short: Vec<usize>,
    /// The same in all their spellings; `None`: there are none.
    spellings: Option<AhoCorasick>,
}

/// A word, and where in it the gram stands.
#[derive(Clone, Copy, Debug)]
struct Place {
    word: usize,
    offset: usize,
}

/// In bytes.
const GRAM: usize = 4;
/// Places in a text are asked in such steps, so that words have a gram for each remainder.
const STEP: usize = 2;
const HASHES: usize = 1 << 16;

impl Words {
    pub(super) fn new<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let words: Vec<Box<str>> = words.into_iter().map(Into::into).collect();
        let mut shared = vec![0_u32; HASHES];
        for (_, hash) in words.iter().flat_map(|word| grams(word)) {
            shared[usize::from(hash)] += 1;
        }
        let mut grams_of = Box::new([0; HASHES / 64]);
        let mut places: FxHashMap<u16, Vec<Place>> = FxHashMap::default();
        let (long, short): (Vec<usize>, Vec<usize>) =
            (0..words.len()).partition(|word| words[*word].len() >= GRAM + STEP - 1);
        for word in long {
            for remainder in 0..STEP {
                let its = grams(&words[word]).filter(|(offset, _)| offset % STEP == remainder);
                // The one that the fewest words have.
                if let Some((offset, hash)) = its.min_by_key(|(_, hash)| shared[usize::from(*hash)]) {
                    grams_of[usize::from(hash >> 6)] |= 1 << (hash & 63);
                    places.entry(hash).or_default().push(Place { word, offset });
                }
            }
        }
        let spelt: Vec<String> = short.iter().flat_map(|word| spellings(&words[*word])).collect();
        // Without regard to case the library could not look for several places at once. It fails for nothing as short as this.
        let build = || AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(&spelt).ok();
        let spellings = if spelt.is_empty() { None } else { build() };
        Self { all: words, grams: grams_of, places, short, spellings }
    }

    /// Calls back with words (by their number in the list) as they stand there. `wanted`: whether the word is still looked for.
    pub(super) fn find(&self, text: &str, wanted: impl Fn(usize) -> bool, mut hit: impl FnMut(usize, &str)) {
        let mut ask = |word: usize, start: usize| {
            let stands = text.get(start..start + self.all[word].len());
            if let Some(stands) = stands.filter(|stands| stands.eq_ignore_ascii_case(&self.all[word])) {
                hit(word, stands);
            }
        };
        let bytes = text.as_bytes();
        let mut from = 0;
        while let Some((at, hash)) = self.next_gram(bytes, from) {
            for place in self.places.get(&hash).into_iter().flatten().filter(|place| wanted(place.word)) {
                if let Some(start) = at.checked_sub(place.offset) {
                    ask(place.word, start);
                }
            }
            from = at + STEP;
        }
        let mut from = 0;
        while self.short.iter().any(|word| wanted(*word))
            && let Some(found) = self.spellings.as_ref().and_then(|all| all.find(Input::new(text).range(from..)))
        {
            self.short.iter().filter(|word| wanted(**word)).for_each(|word| ask(*word, found.start()));
            from = found.start() + 1;
        }
    }

    /// The first place from there on, in steps, whose gram a word may have.
    #[inline(never)]
    fn next_gram(&self, bytes: &[u8], from: usize) -> Option<(usize, u16)> {
        let grams = &*self.grams;
        let mut at = from;
        while let Some(gram) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
            let hash = hash(*gram);
            if grams[usize::from(hash >> 6)] >> (hash & 63) & 1 != 0 {
                return Some((at, hash));
            }
            at += STEP;
        }
        None
    }
}

/// A word's grams: offset and hash.
fn grams(word: &str) -> impl Iterator<Item = (usize, u16)> + '_ {
    word.as_bytes().windows(GRAM).enumerate().map(|(at, gram)| (at, hash([gram[0], gram[1], gram[2], gram[3]])))
}

/// The same in upper and lower case (of some other characters, too).
fn hash(gram: [u8; GRAM]) -> u16 {
    let folded = u32::from_le_bytes(gram) | 0x2020_2020;
    (folded.wrapping_mul(0x9E37_79B1) >> 16) as u16
}

/// A short word with each of its letters in upper and lower case.
fn spellings(word: &str) -> Vec<String> {
    word.chars().fold(vec![String::new()], |heads, letter| {
        let cases = [letter.to_ascii_lowercase(), letter.to_ascii_uppercase()];
        let cases = if letter.is_ascii_alphabetic() { &cases[..] } else { &cases[..1] };
        heads.iter().flat_map(|head| cases.iter().map(move |letter| format!("{head}{letter}"))).collect()
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::collections::BTreeSet;

    use aho_corasick::AhoCorasick;
    use proptest::prelude::*;

    use super::Words;

    fn found(words: &[&str], text: &str) -> BTreeSet<(usize, String)> {
        let mut found = BTreeSet::new();
        Words::new(words.iter().copied()).find(
            text,
            |_| true,
            |word, stands| {
                found.insert((word, stands.to_owned()));
            },
        );
        found
    }

    #[test]
    fn words_stand_anywhere_and_in_any_case() {
        let words = ["secret", "cret", "sec", "q~", "\\x"];
        let all = |text: &str| found(&words, text).into_iter().map(|(word, _)| word).collect::<Vec<_>>();
        assert_eq!(all("mySECRET"), [0, 1, 2]);
        assert_eq!(all("ünsec"), [2]);
        assert_eq!(all("Q~ \\X"), [3, 4]);
        assert!(all("").is_empty() && all("se").is_empty() && all("~").is_empty());
        assert_eq!(found(&words, "aQ~").first().unwrap().1, "Q~");
    }

    #[test]
    fn what_is_no_longer_wanted_is_not_told() {
        let mut hits = 0;
        Words::new(["token", "to"]).find("token to", |_| false, |_, _| hits += 1);
        assert_eq!(hits, 0);
    }

    proptest! {
        #[test]
        fn what_an_automaton_finds_is_found(
            words in proptest::collection::vec("[a-cA-C_~é]{1,6}", 1..8),
            text in "[a-cA-C_~é]{0,60}",
        ) {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let automaton = AhoCorasick::builder().ascii_case_insensitive(true).build(&words).unwrap();
            let expected: BTreeSet<usize> = automaton.find_overlapping_iter(&text).map(|hit| hit.pattern().as_usize()).collect();
            let words: BTreeSet<usize> = found(&words, &text).into_iter().map(|(word, _)| word).collect();
            prop_assert_eq!(words, expected);
        }
    }
}
