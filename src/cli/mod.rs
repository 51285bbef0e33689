//! **cli**: `check`, `fix`, `why`, `graph`, `explain`; one file an output format.
//!
//! Promises: output in machine formats is byte-identical between runs; no value is printed.
//! Never: decides anything about a leak.

mod args;
mod baseline;
mod check;
#[cfg(test)]
mod discretion;
mod explain;
mod fix;
mod graph;
mod log;
mod open;
mod output;
mod terminal;
mod why;
mod write;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use args::{Cli, Command};

/// How a command ended.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Exit {
    /// Done, and nothing at or above what the user fails on.
    Fine = 0,
    Findings = 1,
    /// Could not do the work.
    Failed = 2,
}

/// The program: parses the arguments, runs the command, says on stderr what went wrong.
///
/// The language server is the caller's, as this room does not know it.
pub fn main(lsp: impl FnOnce() -> ExitCode) -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        // Help and version are errors to clap, with exit code 0. A closed pipe is no reason to panic.
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(Exit::Failed as u8));
        }
    };
    let color = terminal::color(cli.color);
    log::hush_panics();
    log::start();
    let result = match &cli.command {
        Command::Check(args) => check::run(args, color),
        Command::Fix(args) => fix::run(args, color),
        Command::Why(args) => why::run(args),
        Command::Graph(args) => graph::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Lsp(_) => return lsp(),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Cli::command(), "staunch", &mut script);
            terminal::print(&String::from_utf8_lossy(&script)).map(|()| Exit::Fine)
        }
    };
    match result {
        Ok(exit) => ExitCode::from(exit as u8),
        Err(error) => {
            terminal::complain(&format!("{error:#}"));
            ExitCode::from(Exit::Failed as u8)
        }
    }
}
