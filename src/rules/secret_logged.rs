//! A secret is written into the log.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::Rule;
use super::engine::{Draft, File};
use crate::flow::{Module, Place};
use crate::syntax::ast::{Kind, NodeId};

pub(super) static RULE: Rule = Rule {
    name: "secret-logged",
    summary: "Server code writes a secret into the log",
    page: include_str!("secret_logged.md"),
    check: Some(check),
};

const METHODS: [&str; 12] =
    ["critical", "debug", "dir", "error", "fatal", "info", "log", "table", "trace", "verbose", "warn", "warning"];
const LOGGERS: [&str; 6] = ["console", "log", "logger", "pino", "winston", "consola"];

/// Whether a text may call a logger.
pub(super) fn may_log(text: &str) -> bool {
    static CALLS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
        let calls = LOGGERS.iter().map(|logger| format!("{logger}."));
        AhoCorasick::builder().ascii_case_insensitive(true).build(calls).ok()
    });
    CALLS.as_ref().is_none_or(|calls| calls.is_match(text))
}

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    file.tell_handed(
        &|call| file.module().is_some_and(|module| writes(file, module, call)),
        "writes it into the log, where it outlives its rotation: whoever reads the log, or the service that keeps it, has it",
        "Log whether it is set, not what it is; revoke it if the log has left the machine.",
        out,
    );
}

/// `console.log(…)`, `this.logger.info(…)`; not a logger that is told what to leave out.
fn writes(file: &File<'_>, module: &Module, call: NodeId) -> bool {
    let Kind::Call { callee, .. } = module.kind(call) else { return false };
    let Kind::Member { object, property, .. } = module.kind(module.unwrapped(callee)) else { return false };
    let object = module.unwrapped(object);
    let owner = match module.kind(object) {
        Kind::Member { property, .. } => module.text(property),
        _ => module.written(object),
    };
    METHODS.contains(&module.text(property))
        && LOGGERS.contains(&owner.to_ascii_lowercase().as_str())
        && !redacts(file, call)
}

fn redacts(file: &File<'_>, call: NodeId) -> bool {
    let made = file.flow.callee(Place { file: file.id, node: call }).and_then(|callee| callee.construction);
    made.is_some_and(|made| {
        let home = file.flow.module(made.file);
        home.is_some_and(|home| home.written(made.node).to_ascii_lowercase().contains("redact"))
    })
}
