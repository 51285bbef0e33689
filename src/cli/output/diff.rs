//! A plan as a unified diff, values masked in removed, added and context lines.

use similar::{ChangeTag, TextDiff};

/// One file of a plan. `masked` texts have the lines of the real ones, with values covered.
pub(in crate::cli) struct FileDiff<'a> {
    /// Relative, with `/`.
    pub(in crate::cli) name: &'a str,
    /// `None` for a new file.
    pub(in crate::cli) old: Option<Sides<'a>>,
    pub(in crate::cli) new: Sides<'a>,
}

#[derive(Clone, Copy)]
pub(in crate::cli) struct Sides<'a> {
    pub(in crate::cli) real: &'a str,
    pub(in crate::cli) masked: &'a str,
}

/// Lines around a change.
const CONTEXT: usize = 3;

/// The diff of one file, in git's manner.
pub(in crate::cli) fn render(file: &FileDiff<'_>, color: bool) -> String {
    let old = file.old.unwrap_or(Sides { real: "", masked: "" });
    let old_lines: Vec<&str> = old.masked.split_inclusive('\n').collect();
    let new_lines: Vec<&str> = file.new.masked.split_inclusive('\n').collect();
    let paint = |code: &str, text: String| if color { format!("\x1b[{code}m{text}\x1b[0m") } else { text };
    let mut out = String::new();
    let from = if file.old.is_some() { format!("a/{}", file.name) } else { "/dev/null".to_owned() };
    out.push_str(&paint("1", format!("--- {from}\n+++ b/{}", file.name)));
    out.push('\n');
    // The real texts are compared: a change inside a masked value is a change all the same.
    let diff = TextDiff::configure().newline_terminated(true).diff_lines(old.real, file.new.real);
    for group in diff.grouped_ops(CONTEXT) {
        let (Some(first), Some(last)) = (group.first(), group.last()) else { continue };
        let (old_start, old_end) = (first.old_range().start, last.old_range().end);
        let (new_start, new_end) = (first.new_range().start, last.new_range().end);
        let header = format!("@@ -{} +{} @@", range(old_start, old_end), range(new_start, new_end));
        out.push_str(&paint("36", header));
        out.push('\n');
        for op in &group {
            for change in diff.iter_changes(op) {
                let (sign, code, line) = match change.tag() {
                    ChangeTag::Delete => ('-', "31", change.old_index().and_then(|at| old_lines.get(at))),
                    ChangeTag::Insert => ('+', "32", change.new_index().and_then(|at| new_lines.get(at))),
                    ChangeTag::Equal => (' ', "0", change.new_index().and_then(|at| new_lines.get(at))),
                };
                let line = line.copied().unwrap_or_default();
                let text = format!("{sign}{}", line.trim_end_matches(['\n', '\r']));
                out.push_str(&if sign == ' ' { text } else { paint(code, text) });
                out.push('\n');
                if !line.ends_with('\n') {
                    out.push_str("\\ No newline at end of file\n");
                }
            }
        }
    }
    out
}

/// A hunk's range from 1; an empty one names the line before it.
fn range(start: usize, end: usize) -> String {
    match end - start {
        0 => format!("{start},0"),
        1 => format!("{}", start + 1),
        length => format!("{},{length}", start + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(text: &str) -> Sides<'_> {
        Sides { real: text, masked: text }
    }

    #[test]
    fn a_new_file_comes_from_nowhere() {
        let diff = render(&FileDiff { name: "a.ts", old: None, new: same("x\ny\n") }, false);
        assert_eq!(diff, "--- /dev/null\n+++ b/a.ts\n@@ -0,0 +1,2 @@\n+x\n+y\n");
    }

    #[test]
    fn a_changed_value_shows_as_masked_lines() {
        let old = Sides { real: "A=1\nK=abc\n", masked: "A=1\nK=***\n" };
        let new = Sides { real: "A=1\nL=abc\n", masked: "A=1\nL=***\n" };
        let diff = render(&FileDiff { name: ".env", old: Some(old), new }, false);
        assert_eq!(diff, "--- a/.env\n+++ b/.env\n@@ -1,2 +1,2 @@\n A=1\n-K=***\n+L=***\n");
    }
}
