//! `staunch why`: the chains that put a file into the browser, or what keeps it out.

use std::fmt::Write;

use super::args::Why;
use super::open::{absolute, open};
use super::{Exit, terminal};

pub(super) fn run(args: &Why) -> anyhow::Result<Exit> {
    let opened = open(&args.files)?;
    let mut out = String::new();
    for file in &args.files {
        let path = absolute(file)?;
        let Some(id) = opened.snapshot.file(&path) else {
            let _ = writeln!(out, "{file}: not a source file of this project (ignored by git, or not read by staunch)");
            continue;
        };
        out.push_str(&opened.snapshot.why(id));
    }
    terminal::print(&out)?;
    Ok(Exit::Fine)
}
