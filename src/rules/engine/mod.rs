//! Asks the rules, file by file, and settles what is the same for all of them.

mod built;
mod bundled;
pub(super) mod compared;
mod data;
pub(super) mod defaults;
mod define;
mod endpoints;
mod env_modules;
mod file;
mod fingerprint;
mod folded;
mod forwarded;
mod handed;
mod imported;
mod inlined;
mod lookup;
mod matter;
pub(super) mod page;
pub(super) mod pattern;
mod relay;
mod row_rules;
mod rows;
mod secret;
mod senders;
mod sent;
mod session;
pub(super) mod stores;
mod suppression;
mod tables;
mod taken_data;
mod variable;
mod whole;
pub(super) mod words;
mod written;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, OnceLock};

use camino::Utf8PathBuf;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::{Context, Exposure, Finding, RULES, Related, Rule, Severity, Subject};
use crate::graph::Chain;
use crate::project::{AppId, Config, FileId, FileKind, Level};
use crate::secrets::{Catalogue, Confidence, Power};
use crate::syntax::ast::NodeId;
use crate::syntax::facts::EnvObject;
use crate::text::Span;

pub(super) use built::{Held, held, judge_all};
pub(super) use file::{File, Read, Standing};
pub(super) use fingerprint::of as fingerprint_of;
pub(super) use matter::interests;
pub(super) use secret::{COMPARED, Secret};
pub(super) use suppression::Scope;
pub(super) use variable::Variable;

/// Files that one core takes at once: most are nothing, and a few that stand side by side are dear.
const FEW: usize = 4;

/// What a rule says of one place, before levels and suppressions.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub span: Span,
    pub node: Option<NodeId>,
    pub variable: Option<Box<str>>,
    pub power: Power,
    pub exposure: Exposure,
    pub confidence: Confidence,
    /// A rule about no credential's value has its own; the others are read from the table.
    pub severity: Option<Severity>,
    pub provider: Option<&'static str>,
    pub credential: Option<&'static str>,
    pub message: String,
    pub next: String,
    pub chain: Option<Chain>,
    pub related: Vec<Related>,
}

impl Draft {
    /// About a credential.
    pub(super) fn of(secret: &Secret, span: Span, exposure: Exposure) -> Self {
        Self {
            span,
            node: None,
            variable: None,
            power: secret.power,
            exposure,
            confidence: secret.confidence,
            severity: None,
            provider: secret.provider,
            credential: secret.credential.map(|credential| credential.id.as_str()),
            message: String::new(),
            next: String::new(),
            chain: None,
            related: Vec::new(),
        }
    }

    /// About no credential: K0, E0, and a severity of its own.
    pub(super) fn note(span: Span, severity: Severity, message: String, next: String) -> Self {
        Self {
            span,
            node: None,
            variable: None,
            power: Power::K0,
            exposure: Exposure::E0,
            confidence: Confidence::Proven,
            severity: Some(severity),
            provider: None,
            credential: None,
            message,
            next,
            chain: None,
            related: Vec::new(),
        }
    }
}

/// What the files of one check share.
pub(super) struct Shared<'a> {
    pub context: Context<'a>,
    pub catalogue: &'static Catalogue,
    judged: Mutex<FxHashMap<FileId, Arc<[secret::Judged]>>>,
    variables: Mutex<FxHashMap<(AppId, Box<str>), Option<Arc<Variable>>>>,
    taken: Mutex<FxHashMap<(AppId, Box<str>), Arc<[(FileId, Span)]>>>,
    globals: Mutex<FxHashMap<AppId, Arc<[Box<str>]>>>,
    whole: Mutex<FxHashMap<(AppId, EnvObject), Arc<[whole::WholeUse]>>>,
    tables: tables::Tables,
    row_rules: OnceLock<FxHashMap<Utf8PathBuf, row_rules::Rows>>,
    /// Whether an import of the file may lead to a secret, and to a literal that may be one.
    behind: senders::Behind,
    behind_literals: senders::Behind,
    /// The files near one that makes a call that costs money, and how far.
    near_paid: OnceLock<FxHashMap<FileId, usize>>,
    /// The same of a request whose error holds a secret.
    near_failing: OnceLock<FxHashMap<FileId, usize>>,
    /// The same of one that asks for rows with secret columns.
    near_rows: OnceLock<FxHashMap<FileId, usize>>,
    /// Who may send a secret, in a check of all files.
    senders: Option<senders::Senders>,
}

impl<'a> Shared<'a> {
    fn new(context: Context<'a>) -> Self {
        let catalogue = context.catalogue;
        Self {
            context,
            catalogue,
            judged: Mutex::default(),
            variables: Mutex::default(),
            taken: Mutex::default(),
            globals: Mutex::default(),
            whole: Mutex::default(),
            tables: tables::Tables::default(),
            row_rules: OnceLock::new(),
            behind: senders::Behind::default(),
            behind_literals: senders::Behind::default(),
            near_paid: OnceLock::new(),
            near_failing: OnceLock::new(),
            near_rows: OnceLock::new(),
            senders: None,
        }
    }
}

pub(super) fn check(context: &Context<'_>) -> Vec<Finding> {
    let mut shared = Shared::new(*context);
    // Beforehand: files that waited for it within the loop would keep a core each.
    shared.senders = Some(shared.find_senders());
    let mut files: Vec<(String, FileId)> =
        context.project.sources.iter().map(|file| (context.project.relative(file.id), file.id)).collect();
    files.sort_unstable();
    files.par_iter().with_max_len(FEW).flat_map_iter(|(relative, file)| one_file(&shared, *file, relative)).collect()
}

pub(super) fn check_file(context: &Context<'_>, file: FileId) -> Vec<Finding> {
    let shared = Shared::new(*context);
    one_file(&shared, file, &context.project.relative(file))
}

fn one_file(shared: &Shared<'_>, id: FileId, relative: &str) -> Vec<Finding> {
    let context = &shared.context;
    if context.project.config.ignores(relative) {
        return Vec::new();
    }
    let Some(source) = context.project.file(id) else { return Vec::new() };
    if !matter::may_matter(shared, source) {
        return Vec::new();
    }
    let file = File::new(shared, source, relative);
    for rule in RULES {
        claim(&file, rule, run(rule, &file, relative));
    }
    settle(&file)
}

/// One finding a leak: a place goes to the first rule that claims it.
fn claim(file: &File<'_>, rule: &'static Rule, mut drafts: Vec<Draft>) {
    drafts.sort_by(|a, b| (a.span, &a.variable).cmp(&(b.span, &b.variable)));
    let mut kept = file.drafts.borrow_mut();
    for draft in drafts {
        let claimed = kept.iter().any(|(other, earlier)| {
            let same_leak = other.name == rule.name && earlier.variable != draft.variable;
            !same_leak && !draft.span.is_empty() && overlap(earlier.span, draft.span)
        });
        if !claimed {
            kept.push((rule, draft));
        }
    }
}

/// A rule's drafts; none when it panics, which is logged without anything of the source.
fn run(rule: &Rule, file: &File<'_>, relative: &str) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let Some(check) = rule.check else { return drafts };
    if catch_unwind(AssertUnwindSafe(|| check(file, &mut drafts))).is_err() {
        tracing::error!(rule = rule.name, file = relative, "a rule panicked; its findings in this file are lost");
        drafts.clear();
    }
    drafts
}

/// Suppressions, levels and fingerprints.
fn settle(file: &File<'_>) -> Vec<Finding> {
    let mut drafts = file.drafts.take();
    // Those of one place stay in the order of the rules.
    drafts.sort_by_key(|(_, draft)| draft.span);
    let config = &file.shared.context.project.config;
    let suppressions = file.suppressions();
    let mut namer = fingerprint::Namer::default();
    let mut findings = Vec::new();
    for (rule, draft) in drafts {
        let fingerprint = namer.name(file, rule.name, &draft);
        let line = file.line(draft.span.start);
        if suppressions.iter().any(|suppression| suppression.covers(rule.name, line)) {
            continue;
        }
        let own = || draft.severity.or_else(|| Severity::of(draft.power, draft.exposure, draft.confidence));
        let Some(severity) = severity(config, rule.name, &file.relative, own) else { continue };
        findings.push(Finding {
            rule: rule.name,
            file: file.id,
            span: draft.span,
            severity,
            power: draft.power,
            exposure: draft.exposure,
            confidence: draft.confidence,
            provider: draft.provider,
            credential: draft.credential,
            message: draft.message,
            next: draft.next,
            chain: draft.chain,
            related: draft.related,
            subject: Subject { node: draft.node, variable: draft.variable },
            fingerprint,
        });
    }
    findings
}

/// What the team has set for the rule in a file, or else its `own`; `None`: it is not told.
pub(super) fn severity(
    config: &Config,
    rule: &str,
    relative: &str,
    own: impl FnOnce() -> Option<Severity>,
) -> Option<Severity> {
    config.level(rule, relative).map_or_else(own, level_severity)
}

const fn level_severity(level: Level) -> Option<Severity> {
    match level {
        Level::Off => None,
        Level::Hint => Some(Severity::Hint),
        Level::Low => Some(Severity::Low),
        Level::Medium => Some(Severity::Medium),
        Level::High => Some(Severity::High),
        Level::Critical => Some(Severity::Critical),
    }
}

fn overlap(a: Span, b: Span) -> bool {
    a.start < b.end && b.start < a.end
}

/// Whether the file is one of those whose text is read as data: JSON, YAML, what is published.
fn is_data(kind: FileKind) -> bool {
    !matches!(kind, FileKind::Script | FileKind::Env)
}
