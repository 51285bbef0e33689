//! `staunch check` beside `rg -c 'process\.env'` on the same tree: `cargo bench --bench check [-- DIR]`.
//!
//! Prints medians and their ratio; asserts nothing, as machines differ. The two run in turn, so that a machine that
//! slows down slows both.

mod support;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const ROUNDS: usize = 11;
const FILES: usize = 4_200;

fn main() -> std::io::Result<()> {
    let generated = tempfile::tempdir()?;
    let folder = match std::env::args().skip(1).find(|argument| !argument.starts_with('-')) {
        Some(folder) => PathBuf::from(folder),
        None => {
            support::write_app(generated.path(), FILES)?;
            generated.path().to_owned()
        }
    };
    let staunch = |folder: &Path| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_staunch"));
        command.args(["check", "--format", "json", "--fail-on", "never"]).current_dir(folder);
        command
    };
    let ripgrep = |folder: &Path| {
        let mut command = Command::new("rg");
        command.args(["-c", r"process\.env", "."]).current_dir(folder);
        command
    };
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..=ROUNDS {
        ours.push(time(staunch(&folder))?);
        match time(ripgrep(&folder)) {
            Ok(duration) => theirs.push(duration),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    let ours = median(&mut ours);
    report(&format!("staunch check   {ours:>8.1?}"));
    if theirs.is_empty() {
        report("rg is not installed: no ratio");
    } else {
        let theirs = median(&mut theirs);
        report(&format!("rg -c           {theirs:>8.1?}"));
        report(&format!("ratio           {:>8.2}", ours.as_secs_f64() / theirs.as_secs_f64()));
    }
    Ok(())
}

fn time(mut command: Command) -> std::io::Result<Duration> {
    let start = Instant::now();
    command.stdout(Stdio::null()).stderr(Stdio::null()).status()?;
    Ok(start.elapsed())
}

/// Of all rounds but the first, which warms the disk's cache.
fn median(durations: &mut Vec<Duration>) -> Duration {
    durations.remove(0);
    durations.sort();
    durations[durations.len() / 2]
}

#[allow(clippy::print_stdout)]
fn report(line: &str) {
    println!("{line}");
}
