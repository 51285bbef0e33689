//! A document of alternatives, and the layout that fits the width.
//!
//! The algebra and its algorithm are Prettier's (P. Wadler, "A prettier printer"): a group is printed on one line when it
//! fits, else each of its own lines breaks. Following it step by step is what makes generated files survive
//! `prettier --check`.

use std::borrow::Cow;

/// Printed text with its possible line breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Doc {
    Text(Cow<'static, str>),
    /// Text that may hold line ends, which are kept as they are (template literals).
    Raw(String),
    Concat(Vec<Doc>),
    Indent(Box<Doc>),
    Group {
        content: Box<Doc>,
        broken: bool,
        /// Names the group for [`Doc::IndentIfBroken`].
        id: Option<u32>,
    },
    /// The first alternative that fits; the last one when none does.
    Conditional(Vec<Doc>),
    IfBreak {
        broken: Box<Doc>,
        flat: Box<Doc>,
    },
    /// Indents when the group of that id was broken.
    IndentIfBroken {
        content: Box<Doc>,
        id: u32,
    },
    /// A space, or a line end.
    Line,
    /// Nothing, or a line end.
    Softline,
    Hardline,
    /// An empty line.
    Blank,
    /// A comment at the end of the line.
    Suffix(String),
    /// Breaks the groups around it.
    BreakParent,
}

pub(super) fn text(text: impl Into<Cow<'static, str>>) -> Doc {
    Doc::Text(text.into())
}

pub(super) fn concat(parts: Vec<Doc>) -> Doc {
    Doc::Concat(parts)
}

pub(super) fn indent(content: Doc) -> Doc {
    Doc::Indent(Box::new(content))
}

pub(super) fn group(content: Doc) -> Doc {
    let broken = content.will_break();
    Doc::Group { content: Box::new(content), broken, id: None }
}

pub(super) fn broken_group(content: Doc) -> Doc {
    Doc::Group { content: Box::new(content), broken: true, id: None }
}

pub(super) fn if_break(broken: Doc, flat: Doc) -> Doc {
    Doc::IfBreak { broken: Box::new(broken), flat: Box::new(flat) }
}

pub(super) fn nothing() -> Doc {
    Doc::Concat(Vec::new())
}

/// `docs` with `separator` between them.
pub(super) fn join(separator: &Doc, docs: Vec<Doc>) -> Doc {
    let mut parts = Vec::with_capacity(docs.len() * 2);
    for (index, doc) in docs.into_iter().enumerate() {
        if index > 0 {
            parts.push(separator.clone());
        }
        parts.push(doc);
    }
    Doc::Concat(parts)
}

impl Doc {
    /// Whether a line end is certain within.
    pub(super) fn will_break(&self) -> bool {
        match self {
            Self::Hardline | Self::Blank | Self::BreakParent => true,
            Self::Concat(parts) => parts.iter().any(Self::will_break),
            Self::Indent(content) | Self::IndentIfBroken { content, .. } => content.will_break(),
            Self::Group { content, broken, .. } => *broken || content.will_break(),
            Self::Conditional(states) => states.first().is_some_and(Self::will_break),
            Self::IfBreak { .. } | Self::Text(_) | Self::Raw(_) | Self::Line | Self::Softline | Self::Suffix(_) => {
                false
            }
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        matches!(self, Self::Concat(parts) if parts.is_empty())
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Flat,
    Break,
}

/// How a document is laid out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout {
    pub width: usize,
    /// Columns of one step.
    pub indent: usize,
    pub tabs: bool,
}

struct Printer<'d> {
    layout: Layout,
    out: String,
    column: usize,
    /// Comments that wait for the line's end.
    suffixes: Vec<&'d str>,
    broken: Vec<u32>,
}

type Command<'d> = (usize, Mode, &'d Doc);

/// Lays `doc` out with `\n` line ends, without spaces at line ends.
pub(super) fn layout(doc: &Doc, layout: Layout) -> String {
    let mut printer = Printer { layout, out: String::new(), column: 0, suffixes: Vec::new(), broken: Vec::new() };
    printer.run(doc);
    printer.out
}

/// `doc` on one line, whatever the width.
pub(super) fn flat(doc: &Doc) -> String {
    layout(doc, Layout { width: usize::MAX / 2, indent: 2, tabs: false })
}

impl<'d> Printer<'d> {
    fn run(&mut self, doc: &'d Doc) {
        let mut commands: Vec<Command<'d>> = vec![(0, Mode::Break, doc)];
        while let Some((depth, mode, doc)) = commands.pop() {
            match doc {
                Doc::Text(text) => self.write(text),
                Doc::Raw(text) => self.write(text),
                Doc::Concat(parts) => commands.extend(parts.iter().rev().map(|part| (depth, mode, part))),
                Doc::Indent(content) => commands.push((depth + 1, mode, content)),
                Doc::IndentIfBroken { content, id } => {
                    let deeper = usize::from(self.broken.contains(id));
                    commands.push((depth + deeper, mode, content));
                }
                Doc::Group { content, broken, id } => {
                    let fits = !broken && (mode == Mode::Flat || self.fits((depth, Mode::Flat, content), &commands));
                    if let (false, Some(id)) = (fits, id) {
                        self.broken.push(*id);
                    }
                    commands.push((depth, if fits { Mode::Flat } else { Mode::Break }, content));
                }
                Doc::Conditional(states) => self.choose(depth, mode, states, &mut commands),
                Doc::IfBreak { broken, flat } => {
                    commands.push((depth, mode, if mode == Mode::Break { broken } else { flat }));
                }
                Doc::Line if mode == Mode::Flat => self.write(" "),
                Doc::Softline if mode == Mode::Flat => {}
                Doc::Line | Doc::Softline | Doc::Hardline => self.line_end(depth),
                Doc::Blank => {
                    self.line_end(0);
                    self.line_end(depth);
                }
                Doc::Suffix(comment) => self.suffixes.push(comment),
                Doc::BreakParent => {}
            }
        }
        self.flush();
    }

    /// A state may hold groups that break whatever happens; around them it is printed flat.
    fn choose(&mut self, depth: usize, mode: Mode, states: &'d [Doc], commands: &mut Vec<Command<'d>>) {
        let Some(last) = states.last() else { return };
        let fitting = match mode {
            Mode::Flat => states.first(),
            Mode::Break => states.iter().find(|state| self.fits((depth, Mode::Flat, state), commands)),
        };
        commands.push(match fitting {
            Some(state) => (depth, Mode::Flat, state),
            None => (depth, Mode::Break, last),
        });
    }

    /// Whether `next`, and what follows it up to the next possible line end, fits in what is left of the line.
    fn fits(&self, next: Command<'d>, rest: &[Command<'d>]) -> bool {
        let Some(mut left) = self.layout.width.checked_sub(self.column) else { return false };
        let mut rest = rest.iter().rev();
        let mut commands = vec![next];
        loop {
            let Some((depth, mode, doc)) = commands.pop() else {
                match rest.next() {
                    Some(command) => {
                        commands.push(*command);
                        continue;
                    }
                    None => return true,
                }
            };
            match doc {
                Doc::Text(text) => match left.checked_sub(columns(text)) {
                    Some(less) => left = less,
                    None => return false,
                },
                Doc::Raw(text) => {
                    let first = text.split('\n').next().unwrap_or_default();
                    let Some(less) = left.checked_sub(columns(first)) else { return false };
                    if first.len() < text.len() {
                        return true;
                    }
                    left = less;
                }
                Doc::Concat(parts) => commands.extend(parts.iter().rev().map(|part| (depth, mode, part))),
                Doc::Indent(content) | Doc::IndentIfBroken { content, .. } => commands.push((depth, mode, content)),
                Doc::Group { content, broken, .. } => {
                    commands.push((depth, if *broken { Mode::Break } else { mode }, content));
                }
                Doc::Conditional(states) => {
                    let state = if mode == Mode::Break { states.last() } else { states.first() };
                    commands.extend(state.map(|state| (depth, mode, state)));
                }
                Doc::IfBreak { broken, flat } => {
                    commands.push((depth, mode, if mode == Mode::Break { broken } else { flat }));
                }
                Doc::Line | Doc::Softline if mode == Mode::Break => return true,
                Doc::Line => match left.checked_sub(1) {
                    Some(less) => left = less,
                    None => return false,
                },
                Doc::Hardline | Doc::Blank => return true,
                Doc::Softline | Doc::Suffix(_) | Doc::BreakParent => {}
            }
        }
    }

    fn write(&mut self, text: &str) {
        self.out.push_str(text);
        match text.rfind('\n') {
            Some(at) => self.column = columns(&text[at + 1..]),
            None => self.column += columns(text),
        }
    }

    fn line_end(&mut self, depth: usize) {
        self.flush();
        let kept = self.out.trim_end_matches([' ', '\t']).len();
        self.out.truncate(kept);
        self.out.push('\n');
        let (unit, count) = if self.layout.tabs { ("\t", depth) } else { (" ", depth * self.layout.indent) };
        self.out.extend(std::iter::repeat_n(unit, count));
        self.column = depth * self.layout.indent;
    }

    fn flush(&mut self) {
        for comment in std::mem::take(&mut self.suffixes) {
            self.out.push_str(comment);
        }
    }
}

/// How wide a text is: East Asian wide characters and emoji take two columns, as Prettier counts them.
pub(super) fn columns(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    text.chars().map(|c| usize::from(!is_combining(c)) + usize::from(is_wide(c))).sum()
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}')
}

fn is_wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' | '\u{1f300}'..='\u{1faff}')
}
