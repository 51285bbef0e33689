//! `STAUNCH_LOG=LEVEL[,FILE]`: what staunch does, without a word of what it reads.

use std::fs::OpenOptions;
use std::io::{Write, stderr};

use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// Starts the log that the environment asks for. Only staunch's own lines: libraries log whole messages, with the text
/// of documents in them.
pub(super) fn start() {
    let Ok(setting) = std::env::var("STAUNCH_LOG") else { return };
    let (level, file) = match setting.split_once(',') {
        Some((level, file)) => (level, Some(file)),
        None => (setting.as_str(), None),
    };
    let Ok(level) = level.trim().parse::<LevelFilter>() else {
        let _ = writeln!(
            stderr().lock(),
            "staunch: STAUNCH_LOG: the level is one of error, warn, info, debug, trace; no log is written"
        );
        return;
    };
    let own = Targets::new().with_target("staunch", level);
    let layer = tracing_subscriber::fmt::layer().with_ansi(false);
    match file.map(|file| (file, OpenOptions::new().create(true).append(true).open(file))) {
        None => tracing_subscriber::registry().with(own).with(layer.with_writer(stderr)).init(),
        Some((_, Ok(file))) => {
            tracing_subscriber::registry().with(own).with(layer.with_writer(std::sync::Mutex::new(file))).init();
        }
        Some((name, Err(error))) => {
            let _ = writeln!(stderr().lock(), "staunch: STAUNCH_LOG: cannot write to `{name}`: {error}");
        }
    }
}

/// A panic names its place and no more: its message may quote a document, or a value.
pub(super) fn hush_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let _ = writeln!(stderr().lock(), "staunch: internal error at {place}");
    }));
}
