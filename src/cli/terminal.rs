//! Where output goes: stdout for the answer, stderr for everything about the answer.

use std::io::{ErrorKind, IsTerminal, Write, stderr, stdout};

use anyhow::Context;

use super::args::Color;

/// Whether stdout gets ANSI colours. `auto` is no colour when piped, with a non-empty `NO_COLOR`, or for `TERM=dumb`.
pub(super) fn color(when: Color) -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    match when {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => {
            stdout().is_terminal() && !set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
        }
    }
}

/// Writes to stdout. A reader that has gone (`| head`) is no error; a full disk is.
pub(super) fn print(text: &str) -> anyhow::Result<()> {
    let mut out = stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error).context("cannot write the output"),
        _ => Ok(()),
    }
}

/// Writes a line to stderr; when that fails there is nobody left to tell.
pub(super) fn complain(message: &str) {
    let _ = writeln!(stderr().lock(), "staunch: {message}");
}
