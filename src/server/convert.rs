//! Between LSP's words and the core's.

use camino::{Utf8Component, Utf8PathBuf};
use tower_lsp::ls_types::{DiagnosticSeverity, Position, Range, Uri};

use crate::rules::Severity;
use crate::text::{self, Encoding, LineIndex, PositionRange, Span};

/// The absolute path behind a `file:` URI of this machine; `None` for any other.
pub(super) fn path(uri: &Uri) -> Option<Utf8PathBuf> {
    if !uri.scheme().as_str().eq_ignore_ascii_case("file") {
        return None;
    }
    let path = Utf8PathBuf::from_path_buf(uri.to_file_path()?.into_owned()).ok()?;
    path.is_absolute().then(|| normal(&path))
}

/// Without `.`, `..` and a slash at the end, so that one file has one name.
fn normal(path: &Utf8PathBuf) -> Utf8PathBuf {
    let mut normal = Utf8PathBuf::new();
    for component in path.components() {
        match component {
            Utf8Component::CurDir => {}
            Utf8Component::ParentDir => {
                normal.pop();
            }
            _ => normal.push(component),
        }
    }
    normal
}

pub(super) fn position(position: Position) -> text::Position {
    text::Position::new(position.line, position.character)
}

pub(super) fn position_range(range: Range) -> PositionRange {
    PositionRange { start: position(range.start), end: position(range.end) }
}

pub(super) fn range(lines: &LineIndex<'_>, span: Span, encoding: Encoding) -> Range {
    let place = |offset| {
        let text::Position { line, column } = lines.position(offset, encoding);
        Position::new(line, column)
    };
    Range::new(place(span.start), place(span.end))
}

pub(super) fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Critical | Severity::High => DiagnosticSeverity::ERROR,
        Severity::Medium => DiagnosticSeverity::WARNING,
        Severity::Low => DiagnosticSeverity::INFORMATION,
        Severity::Hint => DiagnosticSeverity::HINT,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::str::FromStr;

    #[test]
    fn spellings_of_one_file_are_one_path() {
        for uri in [
            "file:///a/b%20c/d.ts",
            "FILE:///a/%62%20c/d.ts",
            "file:///a/x/../b%20c/./d.ts",
            "file://localhost/a/b%20c/d.ts",
        ] {
            assert_eq!(path(&Uri::from_str(uri).unwrap()).unwrap(), "/a/b c/d.ts", "{uri}");
        }
        assert_eq!(path(&Uri::from_str("file:///a/b/").unwrap()).unwrap(), "/a/b");
    }

    #[test]
    fn other_schemes_have_no_path() {
        for uri in ["untitled:Untitled-1", "git:/a/b.ts?ref", "vscode-notebook-cell:/a.ipynb#x", "file:relative"] {
            assert_eq!(path(&Uri::from_str(uri).unwrap()), None, "{uri}");
        }
    }
}
