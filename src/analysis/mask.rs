//! Covering values in text that is about to be shown: source lines under a finding, diffs.
//!
//! It errs on the side of covering: a covered harmless string costs a reader nothing, a shown secret cannot be unshown.
//! Every covered byte becomes one `*`, so that offsets and lines stay.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use regex::Regex;

use crate::secrets::Catalogue;

/// What is read as a value in a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Syntax {
    /// `NAME=value` lines: everything after the sign, in comments too.
    Env,
    /// YAML, TOML, Dockerfiles, prose: words without quotes too.
    Data,
    /// Programs, JSON, markup: string literals and shapes.
    Other,
}

/// A string literal's content on one line, by kind of quote.
static QUOTED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#""((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`"#).ok());

/// A word of data, as long as a value.
static WORD: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r#"([^\s"'`=:,;()<>\[\]{}]{12,})"#).ok());

/// `NAME=value`, at the start of a line or behind a comment sign; a quoted value may span lines.
static ASSIGNED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r#"(?m)^[ \t]*(?:#[ \t]*)?(?:export[ \t]+)?[\w.-]+[ \t]*[=:][ \t]*("(?:[^"\\]|\\.)*"|'[^']*'|`[^`]*`|[^\r\n]*)"#)
        .ok()
});

/// Values that are known, to be looked for in one pass however many they are.
#[derive(Debug, Default)]
pub struct Known(Option<AhoCorasick>);

impl Known {
    /// Shorter ones than four bytes are parts of anything, and left out.
    pub fn new(mut values: Vec<String>) -> Self {
        values.retain(|value| value.len() >= 4);
        values.sort();
        values.dedup();
        // It fails beyond some 2^31 bytes of values, which no source file holds.
        Self(AhoCorasick::new(values).ok())
    }

    fn occurrences<'s>(&'s self, text: &'s str) -> impl Iterator<Item = Range<usize>> + 's {
        self.0.iter().flat_map(move |values| values.find_overlapping_iter(text)).map(|found| found.range())
    }
}

/// Covers what may be a secret, and every occurrence of `known` values.
pub fn mask(catalogue: &Catalogue, text: &str, syntax: Syntax, known: &Known) -> String {
    let mut covered: Vec<Range<usize>> = Vec::new();
    match syntax {
        Syntax::Env => covered.extend(captures(&ASSIGNED, text)),
        Syntax::Data => covered.extend(captures(&WORD, text).filter(|range| looks_random(&text[range.clone()]))),
        Syntax::Other => {
            covered.extend(captures(&QUOTED, text).filter(|range| looks_random(&text[range.clone()])));
            // What a comment holds has no quotes; most of what is long there is a name.
            covered.extend(captures(&WORD, text).filter(|range| is_no_name(&text[range.clone()])));
        }
    }
    covered.extend(catalogue.scan_text(text).into_iter().map(|detection| detection.range));
    covered.extend(known.occurrences(text));
    let mut bytes = text.as_bytes().to_vec();
    for range in covered {
        for byte in bytes.get_mut(range).unwrap_or_default() {
            if !matches!(byte, b'\n' | b'\r') {
                *byte = b'*';
            }
        }
    }
    // Ranges end at character boundaries, so this is the very text but for the stars.
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The values in the text below a finding: what stands in quotes, or the text itself when it is nothing but a value. In data,
/// that is whatever is no name of a variable.
pub fn values(text: &str, syntax: Syntax) -> Vec<String> {
    let quoted: Vec<String> = captures(&QUOTED, text).map(|range| text[range].to_owned()).collect();
    let is_name = || text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
    let bare = match syntax {
        Syntax::Data => !is_name(),
        Syntax::Env | Syntax::Other => {
            !text.contains(['.', '(', ' ', '=']) && text.bytes().any(|byte| byte.is_ascii_digit())
        }
    };
    if quoted.is_empty() && bare { vec![text.to_owned()] } else { quoted }
}

fn captures<'t>(
    regex: &'static LazyLock<Option<Regex>>,
    text: &'t str,
) -> impl Iterator<Item = Range<usize>> + use<'t> {
    regex
        .iter()
        .flat_map(move |regex| regex.captures_iter(text))
        .filter_map(|captures| captures.iter().skip(1).flatten().next().map(|group| group.range()))
}

/// Twelve characters or more without a blank, letters and digits or many turns among them, and no path or package name.
fn looks_random(value: &str) -> bool {
    let holds = |is: fn(&u8) -> bool| value.as_bytes().iter().any(is);
    let mixed = holds(u8::is_ascii_digit) && holds(u8::is_ascii_alphabetic);
    value.len() >= 12
        && !value.contains(char::is_whitespace)
        && (mixed || turns(value) * 3 >= value.len())
        && !value.starts_with(['.', '@', '/', '#'])
}

/// Whether a word of a program is hardly a name: digits stand all over it.
fn is_no_name(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    looks_random(word) && digits >= 2 && turns(word) >= 6
}

/// How often small letters, capitals, digits and others follow each other.
fn turns(value: &str) -> usize {
    let class = |byte: &u8| match byte {
        b'a'..=b'z' => 0,
        b'A'..=b'Z' => 1,
        b'0'..=b'9' => 2,
        _ => 3,
    };
    value.as_bytes().windows(2).filter(|pair| class(&pair[0]) != class(&pair[1])).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_and_lines_stay() {
        let text = "const a = '0123456789abcdefé';\nconst b = './x/y1/z2345678';\n";
        let masked = mask(Catalogue::builtin(), text, Syntax::Other, &Known::default());
        assert_eq!(masked, "const a = '******************';\nconst b = './x/y1/z2345678';\n");
        assert_eq!(masked.len(), text.len());
    }

    #[test]
    fn what_a_comment_holds_is_covered_and_names_are_not() {
        let text = "// was 0a1b2c3d4e5f6789\ngetServerSideProps(sha256OfFile);\n";
        let masked = mask(Catalogue::builtin(), text, Syntax::Other, &Known::default());
        assert_eq!(masked, "// was ****************\ngetServerSideProps(sha256OfFile);\n");
    }

    #[test]
    fn env_values_are_covered_in_comments_and_over_lines_too() {
        let text = "# KEY=abc\nexport A=\"x\ny\"\nB=\n";
        assert_eq!(
            mask(Catalogue::builtin(), text, Syntax::Env, &Known::default()),
            "# KEY=***\nexport A=**\n**\nB=\n"
        );
    }

    #[test]
    fn words_of_data_are_covered_without_quotes() {
        let text = "- TOKEN=0123456789abcdef # on 2\nimage: node\n";
        assert_eq!(
            mask(Catalogue::builtin(), text, Syntax::Data, &Known::default()),
            "- TOKEN=**************** # on 2\nimage: node\n"
        );
        assert_eq!(values("a b c", Syntax::Data), ["a b c"]);
        assert!(values("API_KEY", Syntax::Data).is_empty());
    }

    #[test]
    fn known_values_are_covered_wherever_they_stand() {
        assert_eq!(
            mask(Catalogue::builtin(), "say(hunter two)", Syntax::Other, &Known::new(vec!["hunter two".to_owned()])),
            "say(**********)"
        );
    }
}
