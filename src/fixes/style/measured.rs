//! The style of files that no formatter's settings describe: each question is put to the files' own lines.

use super::{LineEnd, Style, TrailingCommas};
use crate::syntax::ast::{Flavour, Kind, NodeId};
use crate::syntax::facts::Facts;

impl Style {
    /// The style of the first file that answers, question by question; Prettier's default where none does.
    pub fn measured(files: &[&Facts]) -> Self {
        Self::measured_over(Self::default(), files)
    }

    /// The style of the first file that answers, question by question; `house` where none does.
    pub fn measured_over(house: Self, files: &[&Facts]) -> Self {
        let mut style = house;
        let ask = |question: fn(&Facts) -> Vote| files.iter().map(|facts| question(facts)).find_map(Vote::answer);
        if let Some((tabs, step)) = files.iter().find_map(|facts| indentation(&facts.source)) {
            style.tabs = tabs;
            style.indent = step;
        }
        // Lines show how long they may be, not that they must not be longer.
        style.width = files.first().map_or(house.width, |facts| width(&facts.source).max(house.width));
        style.single_quotes = ask(single_quotes).unwrap_or(style.single_quotes);
        style.semicolons = ask(semicolons).unwrap_or(style.semicolons);
        style.bracket_spacing = ask(bracket_spacing).unwrap_or(style.bracket_spacing);
        style.arrow_parens = ask(arrow_parens).unwrap_or(style.arrow_parens);
        style.trailing_commas = match (ask(literal_commas), ask(argument_commas)) {
            (Some(false), _) => TrailingCommas::None,
            (_, Some(false)) => TrailingCommas::Es5,
            (_, Some(true)) => TrailingCommas::All,
            (Some(true), None) if house.trailing_commas == TrailingCommas::None => TrailingCommas::Es5,
            _ => house.trailing_commas,
        };
        if let Some(facts) = files.first() {
            let lines = facts.source.matches('\n').count();
            if lines > 0 && facts.source.matches("\r\n").count() * 2 > lines {
                style.line_end = LineEnd::CrLf;
            }
            style.final_newline = facts.source.is_empty() || facts.source.ends_with('\n');
        }
        style
    }
}

#[derive(Clone, Copy, Default)]
struct Vote {
    yes: usize,
    no: usize,
}

impl Vote {
    fn cast(&mut self, yes: bool) {
        *(if yes { &mut self.yes } else { &mut self.no }) += 1;
    }

    fn answer(self) -> Option<bool> {
        (self.yes + self.no > 0).then_some(self.yes >= self.no)
    }
}

/// Whether tabs indent, and the commonest step in columns.
fn indentation(text: &str) -> Option<(bool, u8)> {
    let (mut tabs, mut steps) = (Vote::default(), [0_usize; 9]);
    let mut before = 0_usize;
    for line in text.lines() {
        let body = line.trim_start_matches([' ', '\t']);
        let depth = line.len() - body.len();
        // A comment's ` * ` is no step.
        if body.is_empty() || body.starts_with('*') {
            continue;
        }
        if depth > 0 {
            tabs.cast(line.starts_with('\t'));
        }
        if let Some(count) = depth.checked_sub(before).filter(|step| *step > 1 || line.starts_with('\t'))
            && let Some(slot) = steps.get_mut(count)
        {
            *slot += 1;
        }
        before = depth;
    }
    let tabs = tabs.answer()?;
    let step = steps.iter().enumerate().skip(2).max_by_key(|(step, count)| (**count, std::cmp::Reverse(*step)));
    let step = step.filter(|(_, count)| **count > 0).map_or(2, |(step, _)| step as u8);
    Some((tabs, if tabs { 2 } else { step }))
}

/// 80, or the usual limit that all but a few lines keep.
fn width(text: &str) -> u16 {
    let mut widths: Vec<usize> = text.lines().map(|line| line.chars().count()).filter(|width| *width > 0).collect();
    widths.sort_unstable();
    let index = widths.len() * 95 / 100;
    match widths.get(index.min(widths.len().saturating_sub(1))) {
        Some(101..) => 120,
        Some(81..) => 100,
        _ => 80,
    }
}

fn nodes(facts: &Facts) -> impl Iterator<Item = (&Kind, &str)> {
    facts.ast.nodes.iter().map(|node| (&node.kind, node.span.of(&facts.source)))
}

fn single_quotes(facts: &Facts) -> Vote {
    let mut vote = Vote::default();
    for node in &facts.ast.nodes {
        // JSX attributes have a style of their own, and a string that holds the other quote had no choice.
        let in_jsx =
            node.parent.is_some_and(|parent| matches!(facts.ast.nodes[parent.index()].kind, Kind::JsxAttribute { .. }));
        let text = node.span.of(&facts.source);
        if node.kind == Kind::String && !in_jsx {
            match text.as_bytes() {
                [b'\'', inner @ .., _] if !inner.contains(&b'"') => vote.cast(true),
                [b'"', inner @ .., _] if !inner.contains(&b'\'') => vote.cast(false),
                _ => {}
            }
        }
    }
    for import in &facts.imports {
        vote.cast(import.specifier_span.of(&facts.source).starts_with('\''));
    }
    for directive in &facts.directives {
        vote.cast(directive.span.of(&facts.source).starts_with('\''));
    }
    vote
}

fn semicolons(facts: &Facts) -> Vote {
    let mut vote = Vote::default();
    for (kind, text) in nodes(facts) {
        if matches!(kind, Kind::Expression { .. } | Kind::Variable { .. } | Kind::Return { .. } | Kind::Import) {
            vote.cast(text.ends_with(';'));
        }
    }
    vote
}

fn bracket_spacing(facts: &Facts) -> Vote {
    let mut vote = Vote::default();
    for (kind, text) in nodes(facts) {
        if let (Kind::Object { .. } | Kind::ObjectPattern { .. }, [b'{', next, ..]) = (kind, text.as_bytes())
            && !matches!(next, b'\n' | b'\r' | b'}')
        {
            vote.cast(*next == b' ');
        }
    }
    vote
}

fn arrow_parens(facts: &Facts) -> Vote {
    let mut vote = Vote::default();
    for (kind, text) in nodes(facts) {
        let Kind::Function(function) = kind else { continue };
        if function.flavour != Flavour::Arrow || function.parameters.len != 1 || function.returns.is_some() {
            continue;
        }
        let Some((parameter, _)) = text.split_once("=>") else { continue };
        let parameter = parameter.trim_start_matches("async").trim();
        let name = parameter.trim_start_matches('(').trim_end_matches(')').trim();
        if !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$') {
            vote.cast(parameter.starts_with('('));
        }
    }
    vote
}

/// Whether the last of several lines of items has a comma.
fn trailing(facts: &Facts, last: NodeId, text: &str, start: u32) -> Option<bool> {
    let end = facts.ast.nodes[last.index()].span.end.checked_sub(start)? as usize;
    let tail = text.get(end..)?;
    let tail = tail.trim_end_matches([')', ']', '}']);
    tail.contains('\n').then(|| tail.trim_start().starts_with(','))
}

fn commas(facts: &Facts, wanted: fn(&Kind) -> Option<crate::syntax::ast::List>) -> Vote {
    let mut vote = Vote::default();
    for node in &facts.ast.nodes {
        let Some(list) = wanted(&node.kind) else { continue };
        let Some(last) =
            facts.ast.lists.get((list.start + list.len).saturating_sub(1) as usize).filter(|_| list.len > 0)
        else {
            continue;
        };
        if let Some(yes) = trailing(facts, *last, node.span.of(&facts.source), node.span.start) {
            vote.cast(yes);
        }
    }
    vote
}

fn literal_commas(facts: &Facts) -> Vote {
    commas(facts, |kind| match kind {
        Kind::Object { properties } => Some(*properties),
        Kind::Array { items } => Some(*items),
        _ => None,
    })
}

fn argument_commas(facts: &Facts) -> Vote {
    commas(facts, |kind| match kind {
        Kind::Call { arguments, .. } | Kind::New { arguments, .. } => Some(*arguments),
        _ => None,
    })
}
