//! Dockerfiles, as far as they name values: `ENV`, `ARG`, `LABEL`, and what commands and here-documents assign.
//!
//! Source: docs.docker.com/reference/dockerfile.

use super::super::json::{Entry, Json, Value};
use super::{shell, string};
use crate::text::Span;

/// One instruction with its lines.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Instruction {
    /// `COPY`, in whatever case.
    pub keyword: Span,
    /// Everything behind the keyword, continued lines and here-documents included.
    pub arguments: Span,
}

impl Instruction {
    pub fn is(&self, keyword: &str, text: &str) -> bool {
        self.keyword.of(text).eq_ignore_ascii_case(keyword)
    }
}

/// What the instructions name, in order.
pub(super) fn read(text: &str) -> Json {
    let named = |instruction: &Instruction| {
        if assigns(instruction, text) {
            assignments(instruction, text)
        } else {
            shell::assignments(text, instruction.arguments)
        }
    };
    let entries = instructions(text).iter().flat_map(named).collect();
    Json { span: Span::new(0, text.len() as u32), value: Value::Object(entries) }
}

/// The instructions of a file, in order; comments and parser directives are none.
pub fn instructions(text: &str) -> Vec<Instruction> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let line = line(text, at);
        let trimmed = line.trim_start();
        let start = at + line.len() - trimmed.len();
        let word = trimmed.split(char::is_whitespace).next().unwrap_or_default();
        if word.is_empty() || word.starts_with('#') {
            at += line.len();
            continue;
        }
        let mut end = at + line.len();
        let mut last = line;
        while last.trim_end().ends_with('\\') && end < text.len() {
            last = self::line(text, end);
            end += last.len();
            // Comments and empty lines between continued ones are no end.
            while (last.trim_start().starts_with('#') || last.trim().is_empty()) && end < text.len() {
                last = self::line(text, end);
                end += last.len();
            }
        }
        // Others have no here-documents, and `<<` without its end is a shift.
        if ["RUN", "COPY", "ADD"].iter().any(|keyword| word.eq_ignore_ascii_case(keyword)) {
            for mark in here_documents(&text[start..end]) {
                end += end_of_document(&text[end..], mark).unwrap_or(0);
            }
        }
        let after = start + word.len();
        found.push(Instruction {
            keyword: Span::new(start as u32, after as u32),
            arguments: Span::new(after as u32, (after + text[after..end].trim_end().len()) as u32),
        });
        at = end;
    }
    found
}

/// The instructions that end up in the image: those of the last stage, and of the stages that it goes on from. What other
/// stages hold is thrown away, but for what is copied from them.
pub fn of_image(text: &str) -> Vec<Instruction> {
    let all = instructions(text);
    let mut stages: Vec<(&str, Option<&str>, Vec<Instruction>)> = Vec::new();
    for instruction in all {
        if instruction.is("FROM", text) {
            let mut words = instruction.arguments.of(text).split_whitespace().filter(|word| !word.starts_with("--"));
            let base = words.next().unwrap_or_default();
            let name = words.next().filter(|word| word.eq_ignore_ascii_case("as")).and_then(|_| words.next());
            stages.push((base, name, Vec::new()));
        } else if let Some((.., instructions)) = stages.last_mut() {
            instructions.push(instruction);
        }
    }
    let mut found = Vec::new();
    while let Some((base, _, instructions)) = stages.pop() {
        found.splice(..0, instructions);
        let is_base =
            |(_, name, _): &(&str, Option<&str>, _)| name.is_some_and(|name: &str| name.eq_ignore_ascii_case(base));
        let Some(at) = stages.iter().rposition(is_base) else { break };
        stages.truncate(at + 1);
    }
    found
}

/// A line with its end.
fn line(text: &str, from: usize) -> &str {
    text[from..].split_inclusive('\n').next().unwrap_or_default()
}

/// The bytes up to the line that is the mark, with it.
fn end_of_document(text: &str, mark: &str) -> Option<usize> {
    let mut at = 0;
    text.split_inclusive('\n').find_map(|line| {
        at += line.len();
        (line.trim() == mark).then_some(at)
    })
}

/// `<<EOF`, `<<-"EOF"`: what ends the lines that follow, one after the other.
fn here_documents(instruction: &str) -> impl Iterator<Item = &str> {
    instruction.split("<<").skip(1).filter_map(|rest| {
        let rest = rest.trim_start_matches('-').trim_start_matches(['"', '\'']);
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
        Some(&rest[..end]).filter(|mark| mark.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_'))
    })
}

fn assigns(instruction: &Instruction, text: &str) -> bool {
    ["ENV", "ARG", "LABEL"].iter().any(|keyword| instruction.is(keyword, text))
}

/// The names that an instruction sets, with their values: `ENV A=b C="d e"`, `ENV A b`, `ARG A`, `ARG A=b`.
pub fn assignments(instruction: &Instruction, text: &str) -> Vec<Entry> {
    let is = |keyword| instruction.is(keyword, text);
    if !assigns(instruction, text) {
        return Vec::new();
    }
    let words = words(text, instruction.arguments);
    let entry = |key: Span, value: Option<Span>| Entry {
        key: key.of(text).into(),
        key_span: key,
        value: match value {
            Some(span) => string(span.of(text).trim_matches(['"', '\'']), span),
            None => Json { span: Span::new(key.end, key.end), value: Value::Null },
        },
    };
    let is_old_form = is("ENV") && words.first().is_some_and(|first| !first.of(text).contains('='));
    if is_old_form {
        let [key, value, ..] = words[..] else { return Vec::new() };
        return vec![entry(key, Some(Span::new(value.start, instruction.arguments.end)))];
    }
    let split = words.into_iter().map(|word| match word.of(text).find('=') {
        Some(at) => {
            let at = word.start + at as u32;
            entry(Span::new(word.start, at), Some(Span::new(at + 1, word.end)))
        }
        None => entry(word, None),
    });
    split.collect()
}

/// Words between blanks and line continuations; blanks between quotes do not part.
pub fn words(text: &str, within: Span) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start: Option<u32> = None;
    let mut quote = None;
    let mut escaped = false;
    let slice = within.of(text);
    for (at, c) in slice.char_indices() {
        let place = within.start + at as u32;
        if std::mem::take(&mut escaped) {
            continue;
        }
        let continues = c == '\\' && slice[at + 1..].starts_with(['\n', '\r']);
        // `\"` is a part of the word.
        escaped = c == '\\' && !continues;
        let parts = quote.is_none() && (c.is_whitespace() || continues);
        if parts {
            found.extend(start.take().map(|start| Span::new(start, place)));
            continue;
        }
        start.get_or_insert(place);
        match quote {
            Some(open) if open == c => quote = None,
            None if matches!(c, '"' | '\'') => quote = Some(c),
            _ => {}
        }
    }
    found.extend(start.map(|start| Span::new(start, within.end)));
    found
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn instructions_take_their_lines() {
        let text =
            "# syntax=x\nFROM node AS a\nrun echo \\\n  # note\n  b && \\\n  c\nRUN <<EOF\nENV no=1\nEOF\nCOPY . .";
        let found: Vec<_> = instructions(text).iter().map(|it| (it.keyword.of(text), it.arguments.of(text))).collect();
        assert_eq!(
            found,
            [
                ("FROM", " node AS a"),
                ("run", " echo \\\n  # note\n  b && \\\n  c"),
                ("RUN", " <<EOF\nENV no=1\nEOF"),
                ("COPY", " . ."),
            ]
        );
    }

    #[test]
    fn both_forms_of_env_and_args_without_a_value() {
        let text = "ENV A=b C=\"d e\" \\\n  F=g\nENV H i j\nARG K\nARG L=m\n";
        let json = read(text);
        let found: Vec<_> =
            json.entries().iter().map(|entry| (&*entry.key, entry.value.as_str(), entry.value.span.of(text))).collect();
        assert_eq!(
            found,
            [
                ("A", Some("b"), "b"),
                ("C", Some("d e"), "\"d e\""),
                ("F", Some("g"), "g"),
                ("H", Some("i j"), "i j"),
                ("K", None, ""),
                ("L", Some("m"), "m"),
            ]
        );
    }

    #[test]
    fn a_shift_is_no_here_document() {
        let text = "RUN echo $((1<<2))\nENV A=b\nRUN x <<EOF\nENV C=d\nENV E=\"a <<b\"\n";
        let found: Vec<_> = read(text).entries().iter().map(|entry| entry.key.to_string()).collect();
        assert_eq!(found, ["A", "C", "E"]);
    }

    #[test]
    fn commands_and_here_documents_assign() {
        let text =
            "RUN echo $((1<<2)) && A=b npm ci\nCOPY <<C <<D /app/\nE=f\nC\nG=h\nD\nENV I=j\nCMD [\"node\", \"k=l\"]\n";
        let found: Vec<_> = read(text).entries().iter().map(|entry| entry.key.to_string()).collect();
        assert_eq!(found, ["A", "E", "G", "I"]);
    }

    #[test]
    fn an_escaped_quote_is_a_part_of_the_word() {
        let text = "ENV A=\"b \\\" c\" D=e\n";
        let found: Vec<_> = read(text).entries().iter().map(|entry| entry.key.to_string()).collect();
        assert_eq!(found, ["A", "D"]);
    }

    #[test]
    fn the_image_is_made_of_the_last_stage_and_what_it_goes_on_from() {
        let text = "ARG a\nFROM node AS base\nENV b=1\nFROM base AS build\nENV c=1\nFROM --platform=x base\nENV d=1\n";
        let found: Vec<_> = of_image(text).iter().map(|instruction| instruction.arguments.of(text).trim()).collect();
        assert_eq!(found, ["b=1", "d=1"]);
        assert_eq!(of_image("ENV a=1\n"), []);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_survived(text in "(ENV |ARG |RUN |<<EOF|EOF|[A=\"'\\\\#é \n\r]){0,30}") {
            let _ = (read(&text), of_image(&text));
        }
    }
}
