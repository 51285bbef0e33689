//! The house style of generated code: read from the project's formatter settings, else measured in its files.

mod configured;
mod measured;

pub use configured::StyleFile;

/// The options that change how a generated file looks; the names and defaults are Prettier's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    pub tabs: bool,
    /// Columns of one step.
    pub indent: u8,
    pub width: u16,
    pub single_quotes: bool,
    pub semicolons: bool,
    pub trailing_commas: TrailingCommas,
    pub bracket_spacing: bool,
    /// `(x) => x` rather than `x => x`.
    pub arrow_parens: bool,
    pub quote_props: QuoteProps,
    /// An object stays broken that was broken after its brace.
    pub keep_broken_objects: bool,
    pub line_end: LineEnd,
    pub final_newline: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrailingCommas {
    None,
    /// Where ES5 knows them: objects and arrays.
    Es5,
    /// Arguments and parameters too.
    All,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuoteProps {
    AsNeeded,
    Consistent,
    Preserve,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineEnd {
    Lf,
    CrLf,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            tabs: false,
            indent: 2,
            width: 80,
            single_quotes: false,
            semicolons: true,
            trailing_commas: TrailingCommas::All,
            bracket_spacing: true,
            arrow_parens: true,
            quote_props: QuoteProps::AsNeeded,
            keep_broken_objects: true,
            line_end: LineEnd::Lf,
            final_newline: true,
        }
    }
}

impl Style {
    /// One step of indentation.
    pub fn unit(&self) -> String {
        if self.tabs { "\t".to_owned() } else { " ".repeat(usize::from(self.indent)) }
    }

    pub(crate) const fn quote(&self) -> char {
        if self.single_quotes { '\'' } else { '"' }
    }

    /// A whole file's text with this style's line ends; `text` has `\n` and ends with one.
    pub(crate) fn finish(&self, mut text: String) -> String {
        if !self.final_newline {
            text.truncate(text.trim_end_matches('\n').len());
        }
        self.line_ends(text)
    }

    /// `text` (with `\n`) with this style's line ends.
    pub(crate) fn line_ends(&self, text: String) -> String {
        match self.line_end {
            LineEnd::Lf => text,
            LineEnd::CrLf => text.replace('\n', "\r\n"),
        }
    }
}
