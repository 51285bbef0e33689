//! One state, and every question about it.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use camino::Utf8Path;

use super::hint::{self, Hint};
use super::{hover, mask, way};
use crate::fixes::{self, Offer, Plan, Refusal};
use crate::flow::Memo;
use crate::graph::Graph;
use crate::project::disk::{self, Skip};
use crate::project::{Commit, FileId, Problem, Project, Purpose, built, is_env};
use crate::rules::built::Known;
use crate::rules::{self, BuiltFinding, Finding, Fingerprint};
use crate::secrets::{Catalogue, Power};
use crate::syntax::data::Grammar;
use crate::text::{Encoding, LineIndex, Position, Span};

/// Immutable; clones share what has been worked out.
#[derive(Clone, Debug)]
pub struct Snapshot {
    state: Arc<State>,
}

#[derive(Debug)]
struct State {
    project: Arc<Project>,
    graph: Graph,
    memo: Arc<Memo>,
    catalogue: &'static Catalogue,
    findings: OnceLock<Arc<[Arc<Finding>]>>,
    /// The values of all findings, for covering them.
    values: OnceLock<mask::Known>,
    /// Texts with every value covered, of files that were shown: a report quotes each as often as it has findings.
    masked: Mutex<HashMap<FileId, Arc<str>>>,
}

impl Snapshot {
    pub(super) fn new(project: Arc<Project>, graph: Graph, memo: Arc<Memo>, catalogue: &'static Catalogue) -> Self {
        Self {
            state: Arc::new(State {
                project,
                graph,
                memo,
                catalogue,
                findings: OnceLock::new(),
                values: OnceLock::new(),
                masked: Mutex::default(),
            }),
        }
    }

    pub fn project(&self) -> &Project {
        &self.state.project
    }

    pub fn graph(&self) -> &Graph {
        &self.state.graph
    }

    /// The shipped catalogue, with the project's own providers beside it.
    pub fn catalogue(&self) -> &'static Catalogue {
        self.state.catalogue
    }

    // ---- findings

    /// All findings, by file name and place. Worked out on first use, on all cores.
    pub fn findings(&self) -> &Arc<[Arc<Finding>]> {
        self.state.findings.get_or_init(|| {
            let mut findings: Vec<(String, Arc<Finding>)> = rules::check(&self.context())
                .into_iter()
                .map(|finding| (self.relative(finding.file), Arc::new(finding)))
                .collect();
            findings
                .sort_by(|(a, x), (b, y)| (a, x.span, x.rule, x.fingerprint).cmp(&(b, y.span, y.rule, y.fingerprint)));
            findings.into_iter().map(|(_, finding)| finding).collect()
        })
    }

    /// The findings of one file, without looking at the others' own.
    pub fn findings_of(&self, file: FileId) -> Vec<Arc<Finding>> {
        match self.state.findings.get() {
            Some(all) => all.iter().filter(|finding| finding.file == file).cloned().collect(),
            None => rules::check_file(&self.context(), file).into_iter().map(Arc::new).collect(),
        }
    }

    /// The finding of that name.
    pub fn finding(&self, fingerprint: Fingerprint) -> Option<Arc<Finding>> {
        self.findings().iter().find(|finding| finding.fingerprint == fingerprint).cloned()
    }

    /// What can be done about a finding, and what cannot and why; best first.
    pub fn offers(&self, finding: &Finding) -> Vec<Offer> {
        fixes::offers(&self.context(), finding)
    }

    /// An action's edits. `reason` is what a suppression says.
    pub fn plan(&self, finding: &Finding, action: &str, reason: Option<&str>) -> Result<Plan, Refusal> {
        fixes::plan(&self.context(), finding, action, reason)
    }

    fn context(&self) -> rules::Context<'_> {
        let State { project, graph, memo, catalogue, .. } = &*self.state;
        rules::Context { project, graph, memo, catalogue }
    }

    /// Since which commit the finding's file holds the value, or the variable that it is read from. `None`: none does, or it is
    /// about no value.
    pub fn since(&self, finding: &Finding) -> Option<Commit> {
        if finding.power == Power::K0 {
            return None;
        }
        let (path, text) = self.path(finding.file).zip(self.text(finding.file))?;
        let words: Vec<String> = match &finding.subject.variable {
            Some(name) => vec![name.to_string()],
            None => mask::values(finding.span.of(&text), syntax_of(&path)),
        };
        let words: Vec<&str> = words.iter().map(String::as_str).filter(|word| word.len() >= 4).collect();
        self.project().git.first_with(&path, &words)
    }

    /// What a build has left in a folder that is a credential, by file and place; and what could not be read, in words.
    pub fn built(&self, folder: &Utf8Path) -> (Vec<BuiltFinding>, Vec<String>) {
        let skipped = Mutex::new(BTreeSet::new());
        let read = |path: &Utf8Path| {
            let note = |why: &str| {
                skipped.lock().unwrap_or_else(PoisonError::into_inner).insert(format!("{path}: not looked at: {why}"));
                None
            };
            match built::text(path) {
                Ok(text) => Some(text),
                Err(Skip::TooLarge) => note("larger than 64 MiB"),
                Err(Skip::Unreadable) if disk::exists(path) => note("it cannot be read"),
                Err(_) => None,
            }
        };
        let known = Known::of(&self.context());
        let mut findings = rules::built::check(&self.context(), &known, &built::files(folder), &read);
        // What is published as it is stands among the sources, and is told there.
        findings.retain(|finding| !self.tells(&finding.path, finding.start));
        let skipped = skipped.into_inner().unwrap_or_else(PoisonError::into_inner);
        (findings, skipped.into_iter().collect())
    }

    /// Whether a finding of a source file is in that line.
    fn tells(&self, path: &Utf8Path, place: Position) -> bool {
        let Some(file) = self.file(path) else { return false };
        let text = self.text(file).unwrap_or_default();
        let lines = LineIndex::new(&text);
        let mut findings = self.findings().iter().filter(|finding| finding.file == file);
        findings.any(|finding| lines.position(finding.span.start, Encoding::Utf16).line == place.line)
    }

    // ---- explanations

    /// Why the module is in the browser, or what keeps it out; some lines of plain text.
    pub fn why(&self, file: FileId) -> String {
        way::why(self, file)
    }

    /// What a person who points at the place should know, as Markdown, and the place it is about.
    pub fn hover(&self, file: FileId, offset: u32) -> Option<(Span, String)> {
        hover::hover(self, file, offset)
    }

    /// What is to be read beside a module that ships; `None` for one that does not.
    pub fn hint(&self, file: FileId) -> Option<Hint> {
        hint::hint(self, file)
    }

    // ---- files

    /// The file of an absolute path.
    pub fn file(&self, path: &Utf8Path) -> Option<FileId> {
        self.project().by_path(path).map(|file| file.id)
    }

    pub fn path(&self, file: FileId) -> Option<Arc<Utf8Path>> {
        self.project().files.path(file)
    }

    pub fn text(&self, file: FileId) -> Option<Arc<str>> {
        self.project().text(file)
    }

    /// The name relative to the project's root, with `/` on every system.
    pub fn relative(&self, file: FileId) -> String {
        self.project().relative(file)
    }

    /// `file:line:column`, as terminals and editors link it; the file alone without a place.
    pub fn place(&self, file: FileId, span: Option<Span>) -> String {
        let name = self.relative(file);
        let Some((text, span)) = self.text(file).zip(span) else { return name };
        let position = LineIndex::new(&text).position(span.start, Encoding::Utf16);
        format!("{name}:{}:{}", position.line + 1, position.column + 1)
    }

    /// What could not be read as it is, by file.
    pub fn problems(&self) -> &[Problem] {
        &self.project().problems
    }

    /// Whether reach is as exact as the bundler in every app of the project.
    pub fn exact(&self) -> bool {
        self.project().apps.iter().all(|app| app.framework.exact || app.framework.package.is_empty())
    }

    // ---- discretion

    /// The file's text with every value covered, byte for byte.
    pub fn masked(&self, file: FileId) -> Arc<str> {
        let mut masked = self.state.masked.lock().unwrap_or_else(PoisonError::into_inner);
        let text = masked.entry(file).or_insert_with(|| match self.project().file(file) {
            Some(source) => self.mask(&source.path, &source.text()).into(),
            None => Arc::default(),
        });
        Arc::clone(text)
    }

    /// Covers what may be a secret in a text that stands, or will stand, at `path`.
    pub fn mask(&self, path: &Utf8Path, text: &str) -> String {
        mask::mask(self.catalogue(), text, syntax_of(path), self.known_values())
    }

    /// The values of all findings, so that they are covered wherever a fix puts them.
    fn known_values(&self) -> &mask::Known {
        self.state.values.get_or_init(|| {
            let mut values = Vec::new();
            // What is about no credential holds none.
            for finding in self.findings().iter().filter(|finding| finding.power != Power::K0) {
                if let Some((path, text)) = self.path(finding.file).zip(self.text(finding.file)) {
                    values.extend(mask::values(finding.span.of(&text), syntax_of(&path)));
                }
            }
            mask::Known::new(values)
        })
    }
}

/// How values stand in a file of that path.
fn syntax_of(path: &Utf8Path) -> mask::Syntax {
    let name = path.file_name().unwrap_or_default();
    match Grammar::of(name) {
        _ if is_env(name) => mask::Syntax::Env,
        Grammar::Json => mask::Syntax::Other,
        // Code has no purpose of that kind; notes and scripts of a shell do.
        Grammar::None if Purpose::of(path).is_none() => mask::Syntax::Other,
        _ => mask::Syntax::Data,
    }
}
