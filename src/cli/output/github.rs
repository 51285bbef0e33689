//! `--format github`: a workflow command a finding, which GitHub shows at the line.
//!
//! <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>

use std::fmt::Write;

use super::{Report, Told};
use crate::rules::Severity;

/// A line a finding and nothing else.
pub(super) fn render(report: &Report<'_>) -> String {
    report.findings.iter().fold(String::new(), |mut out, told| {
        let _ = writeln!(out, "{}", command(told));
        out
    })
}

fn command(told: &Told<'_>) -> String {
    let level = match told.severity {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::Hint => "notice",
    };
    // A column counts only where line and end line are the same.
    let columns = if told.start.line == told.end.line {
        format!(",col={},endColumn={}", told.start.column, told.end.column)
    } else {
        String::new()
    };
    format!(
        "::{level} file={},line={},endLine={}{columns},title={}::{}",
        property(&told.in_repository),
        told.start.line,
        told.end.line,
        property(&format!("staunch: {}", told.rule)),
        data(&told.words()),
    )
}

/// What ends a command, escaped as GitHub's own toolkit does.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property may not hold what separates properties either.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_command_is_escaped() {
        assert_eq!(property("a,b:c%d\n"), "a%2Cb%3Ac%25d%0A");
        assert_eq!(data("50 %: a, b\r\n"), "50 %25: a, b%0D%0A");
    }
}
