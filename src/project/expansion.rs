//! What a build makes of a value that takes others: `pre-$SECRET`, `${NAME:-default}`.
//!
//! The grammar is dotenv-expand's, whose two generations Next and Vite use. What the process's own environment holds is not
//! known: a name that no file sets stays empty.

use super::Project;
use super::app::App;
use super::env::{EnvEntry, EnvFile};
use super::files::FileId;
use super::framework::EnvFiles;

/// Values that take one another in a circle end here.
const MAX_DEPTH: u32 = 8;
const MAX_TAKEN: usize = 64;

/// A value with those of other variables put in.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Expansion {
    pub value: String,
    /// The variables whose values are in it, or would be if they were set.
    pub taken: Vec<Taken>,
}

/// A variable in another's value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Taken {
    pub name: Box<str>,
    /// The file that the value comes from; none where none has been read that sets it.
    pub from: Option<FileId>,
}

/// `$NAME`, `${NAME}`, `${NAME:-word}`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Reference<'v> {
    start: usize,
    end: usize,
    name: &'v str,
    word: Option<(Operator, &'v str)>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Operator {
    /// `-`, `:-`: the word where the variable is not set.
    Default,
    /// `+`, `:+`: the word where it is.
    Alternative,
}

/// What a value takes from other variables; `\$` takes nothing.
pub(super) fn references(value: &str) -> impl Iterator<Item = Reference<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(found) = memchr::memchr(b'$', value.as_bytes().get(at..)?) {
            let start = at + found;
            at = start + 1;
            if start > 0 && value.as_bytes()[start - 1] == b'\\' {
                continue;
            }
            if let Some(reference) = read(value, start) {
                at = reference.end;
                return Some(reference);
            }
        }
        None
    })
}

fn read(value: &str, start: usize) -> Option<Reference<'_>> {
    let braced = value[start + 1..].starts_with('{');
    let from = start + 1 + usize::from(braced);
    let rest = &value[from..];
    let length = rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
    if length == 0 || rest.as_bytes()[0].is_ascii_digit() {
        return None;
    }
    let name = &rest[..length];
    if !braced {
        return Some(Reference { start, end: from + length, name, word: None });
    }
    let close = closing(value, from + length)?;
    let inner = &value[from + length..close];
    let operators = [
        (":-", Operator::Default),
        ("-", Operator::Default),
        (":+", Operator::Alternative),
        ("+", Operator::Alternative),
    ];
    let word = operators.iter().find_map(|(sign, operator)| Some((*operator, inner.strip_prefix(sign)?)));
    (inner.is_empty() || word.is_some()).then_some(Reference { start, end: close + 1, name, word })
}

/// The brace that closes the one before `from`, over those in between.
fn closing(value: &str, from: usize) -> Option<usize> {
    let mut depth = 0;
    value.bytes().enumerate().skip(from).find_map(|(at, byte)| match byte {
        b'{' => {
            depth += 1;
            None
        }
        b'}' if depth == 0 => Some(at),
        b'}' => {
            depth -= 1;
            None
        }
        _ => None,
    })
}

impl Project {
    /// The entry's value as a production build of the app takes it.
    pub fn expansion(&self, app: &App, file: &EnvFile, entry: &EnvEntry) -> Expansion {
        let mut expansion = Expansion::default();
        if let Some(source) = self.sources.get(file.file) {
            expansion.value = self.expanded(app, file, entry.value.of(&source.text()), &mut expansion.taken, 0);
        }
        expansion
    }

    fn expanded(&self, app: &App, file: &EnvFile, value: &str, taken: &mut Vec<Taken>, depth: u32) -> String {
        let mut out = String::with_capacity(value.len());
        let mut at = 0;
        for reference in references(value) {
            if depth == MAX_DEPTH || taken.len() == MAX_TAKEN {
                break;
            }
            out.push_str(&value[at..reference.start]);
            at = reference.end;
            let word = |taken: &mut Vec<_>| {
                let word = reference.word.map_or("", |(_, word)| word);
                self.expanded(app, file, word, taken, depth + 1)
            };
            let set = self.set_for(app, file, &reference);
            if let Some((Operator::Alternative, _)) = reference.word {
                if set.is_some() {
                    out.push_str(&word(taken));
                }
                continue;
            }
            let Set { text, file: from, is_later } = set.unwrap_or_default();
            // The one generation prefers the default to what the file itself sets.
            let is_passed_over = is_later && reference.word.is_some_and(|(_, word)| !word.is_empty());
            if !is_passed_over {
                taken.push(Taken { name: reference.name.into(), from: from.map(|file| file.file) });
            }
            match from.filter(|_| !is_passed_over) {
                Some(from) => out.push_str(&self.expanded(app, from, &text, taken, depth + 1)),
                None => out.push_str(&word(taken)),
            }
        }
        out.push_str(&value[at..]);
        out.replace("\\$", "$")
    }

    /// What a name stands for in a value of the file.
    fn set_for(&self, app: &App, file: &EnvFile, reference: &Reference<'_>) -> Option<Set<'_>> {
        let alone = app.framework.env_files == EnvFiles::LocalFirst;
        let read = self.env_files.iter().filter(|other| other.app == Some(app.id) && other.read_by_build());
        // Next reads file by file, the strongest first: a weaker one has not been seen yet.
        let seen = read.filter(|other| !alone || other.rank <= file.rank);
        let set = seen.filter_map(|other| {
            let text = self.sources.get(other.file)?.text();
            let value = other.entry(reference.name, &text)?.value.of(&text);
            (!value.is_empty()).then(|| Set {
                text: value.to_owned(),
                file: Some(other),
                is_later: alone && other.rank == file.rank,
            })
        });
        set.min_by_key(|set| set.file.and_then(|file| file.rank))
    }
}

/// A variable's value as it is written, and in which file.
#[derive(Default)]
struct Set<'p> {
    text: String,
    file: Option<&'p EnvFile>,
    /// It is in no environment yet when its own file is expanded.
    is_later: bool,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use super::*;
    use crate::project::fixture::Fixture;

    #[test]
    fn what_a_value_refers_to() {
        let names: Vec<_> =
            references("a-$B-${C}-${D:-x}-\\$E-$1-$-${F+}-${G-${H}}-${I J}-${").map(|it| it.name).collect();
        assert_eq!(names, ["B", "C", "D", "F", "G"]);
    }

    /// The value of `X`, and the names it takes.
    fn expanded(package: &str, files: &str) -> (String, String) {
        let config = format!("//- package.json\n{{}}\n//- {package}.config.js\nexport default {{}};\n");
        let f = Fixture::new(&format!("{config}{files}"));
        let app = &f.project.apps[0];
        let (file, entry) = f.project.env_value(app, "X").unwrap();
        let expansion = f.project.expansion(app, file, entry);
        let names: Vec<_> = expansion.taken.iter().map(|taken| &*taken.name).collect();
        (expansion.value, names.join(" "))
    }

    #[test]
    fn files_are_one_to_vite_and_come_one_by_one_to_next() {
        let files = "//- .env\nX=a-$WEAK-${STRONG}\nWEAK=w$DEEP\nDEEP=d\n//- .env.production\nSTRONG=s\nY=$WEAK\n";
        assert_eq!(expanded("vite", files), ("a-wd-s".into(), "WEAK DEEP STRONG".into()));
        assert_eq!(expanded("next", files), ("a-wd-s".into(), "WEAK DEEP STRONG".into()));
        let upwards = "//- .env\nWEAK=w\n//- .env.production\nX=$WEAK-${WEAK:-none}\n";
        assert_eq!(expanded("vite", upwards), ("w-w".into(), "WEAK WEAK".into()));
        assert_eq!(expanded("next", upwards), ("-none".into(), "WEAK WEAK".into()));
    }

    #[test]
    fn a_default_stands_in() {
        let files = "//- .env\nX=${A:-d}-${B-$A}-${A:+yes}-${B+no}-\\$A\nA=a\n";
        assert_eq!(expanded("vite", files), ("a-a-yes--$A".into(), "A B A".into()));
        assert_eq!(expanded("next", files), ("d-a-yes--$A".into(), "B A".into()));
    }

    #[test]
    fn circles_end() {
        let circle = format!("//- .env\nX={0}\nY={0}\n", "$X$Y".repeat(500));
        let (_, taken) = expanded("vite", &circle);
        assert_eq!(taken.split(' ').count(), MAX_TAKEN);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_survived(value in "(\\$|\\{|\\}|:-|:\\+|\\\\|[A-Z]|é|-){0,30}") {
            for reference in references(&value) {
                proptest::prop_assert!(value.get(reference.start..reference.end).is_some());
            }
        }
    }
}
