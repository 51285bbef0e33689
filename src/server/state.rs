//! What the loop owns.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use camino::{Utf8Path, Utf8PathBuf};
use serde_json::Value;
use tokio::runtime::Handle;
use tower_lsp::jsonrpc;
use tower_lsp::ls_types::{Diagnostic, Uri};

use super::capabilities::Abilities;
use super::client::{Outbox, ProgressGuard};
use super::convert;
use super::diagnostics::View;
use super::event::{Answer, Checked, Event};
use super::guarded;
use super::pages::PageWriter;
use super::publish::Published;
use super::requests::Reader;
use super::workspace::{Followed, Workspace};
use crate::analysis::{Change, Hint, Snapshot};
use crate::text::Document;

/// How long the typing must have paused before the whole project is checked. The file at hand never waits.
const PAUSE: Duration = Duration::from_millis(80);
/// And before a large text with errors is parsed as a whole, which holds up the next keystroke for as long.
const REST: Duration = Duration::from_millis(400);

pub(super) struct State {
    pub(super) outbox: Outbox,
    pub(super) view: View,
    pub(super) workspace: Workspace,
    pub(super) documents: HashMap<Utf8PathBuf, Document>,
    /// Whether the user wants hints.
    pub(super) hints: bool,
    published: Published,
    /// Where the pages are that the client has been asked to show.
    pub(super) pages: PageWriter,
    /// Shown until the first check of the whole workspace has ended.
    pub(super) progress: Option<ProgressGuard>,
    events: Sender<(Instant, Event)>,
    runtime: Handle,
}

impl State {
    pub(super) fn new(outbox: Outbox, pages: PageWriter, events: Sender<(Instant, Event)>, runtime: Handle) -> Self {
        Self {
            outbox,
            view: View { abilities: Arc::default(), addresses: Arc::default() },
            workspace: Workspace::default(),
            documents: HashMap::new(),
            hints: true,
            published: Published::default(),
            pages,
            progress: None,
            events,
            runtime,
        }
    }

    pub(super) fn abilities(&self) -> &Abilities {
        &self.view.abilities
    }

    /// From now on the client is spoken to about the file under this spelling.
    pub(super) fn address(&mut self, path: &Utf8Path, uri: &Uri) {
        if self.view.addresses.get(path) != Some(uri) {
            Arc::make_mut(&mut self.view.addresses).insert(path.to_owned(), uri.clone());
        }
    }

    /// Tells every project what has changed on disk, as far as it matters there.
    pub(super) fn saw(&mut self, paths: &[Utf8PathBuf]) {
        for followed in self.workspace.iter_mut() {
            let snapshot = followed.snapshot();
            let concerns = |path: &&Utf8PathBuf| followed.root().starts_with(path) || snapshot.project().concerns(path);
            let theirs = paths.iter().filter(concerns).cloned().collect();
            drop(snapshot);
            followed.saw(theirs);
        }
    }

    /// Tells every project that has to do with a file or folder what has happened to it. False when one has lost it to a
    /// panic.
    pub(super) fn apply(&mut self, change: &Change) -> bool {
        let (Change::Open { path, .. }
        | Change::Edit { path, .. }
        | Change::Settle { path }
        | Change::Close { path }
        | Change::Disk { path }) = change;
        self.workspace
            .knowing(path)
            .map(|followed| followed.apply(vec![change.clone()]))
            .fold(true, |all, one| all & one)
    }

    /// Finds the project of a document that has just been opened, unless it is known.
    pub(super) fn follow(&mut self, path: &Utf8Path) {
        if self.workspace.of(path).is_none()
            && let Some(followed) = self.workspace.add_file(path)
        {
            open_all(followed, &self.documents);
        }
    }

    /// Follows a folder of the workspace, with the documents that are open in it.
    pub(super) fn follow_folder(&mut self, folder: Utf8PathBuf) {
        if let Some(followed) = self.workspace.add_folder(folder) {
            open_all(followed, &self.documents);
        }
    }

    pub(super) fn leave_folder(&mut self, folder: &Utf8Path) {
        let documents = &self.documents;
        let is_used = |root: &Utf8Path| documents.keys().any(|path| path.starts_with(root));
        let dropped = self.workspace.remove_folder(folder, is_used);
        self.clear(dropped);
        // Another folder's project may go on without this one's files.
        for followed in self.workspace.iter_mut() {
            followed.unchecked = Some(Instant::now());
        }
    }

    /// Leaves projects that nothing holds any more.
    pub(super) fn drop_unused(&mut self) {
        let documents = &self.documents;
        let dropped = self.workspace.drop_unused(|root| documents.keys().any(|path| path.starts_with(root)));
        self.clear(dropped);
    }

    /// Takes back what is shown of projects that are followed no more.
    fn clear(&mut self, dropped: Vec<Followed>) {
        for path in dropped.into_iter().flat_map(|followed| followed.found.into_keys()) {
            self.show(&path, false);
        }
    }

    /// Checks one file at once and tells the client in any case.
    pub(super) fn answer(&mut self, path: &Utf8Path) {
        let open = self.documents.contains_key(path);
        for followed in self.workspace.knowing(path) {
            let snapshot = followed.snapshot();
            let view = &self.view;
            let visible = open || followed.shows(path);
            let of_file = || snapshot.file(path).map(|file| view.of_file(&snapshot, file)).unwrap_or_default();
            // What a panic has cost is shown as it was.
            let Some(diagnostics) = guarded(of_file) else { continue };
            if visible && !diagnostics.is_empty() {
                followed.found.insert(path.to_owned(), diagnostics);
            } else {
                followed.found.remove(path);
            }
        }
        self.show(path, true);
    }

    /// Looks at the disk once the typing pauses.
    pub(super) fn look_later(&mut self, path: &Utf8Path) {
        for followed in self.workspace.knowing(path) {
            followed.look = true;
            followed.unchecked = Some(Instant::now());
        }
    }

    pub(super) fn look_now(&mut self, path: &Utf8Path) {
        for followed in self.workspace.knowing(path) {
            followed.look_at_disk();
        }
    }

    /// Tells the client what all projects together say of a file, in any case when it waits for an answer.
    fn show(&mut self, path: &Utf8Path, answer: bool) {
        let Some(uri) = self.view.uri(path) else { return };
        let mut diagnostics: Vec<Diagnostic> = Vec::new();
        for diagnostic in self.workspace.iter().filter_map(|followed| followed.found.get(path)).flatten() {
            // Two projects that share a file find the same in it.
            if !diagnostics.iter().any(|other| (&other.code, other.range) == (&diagnostic.code, diagnostic.range)) {
                diagnostics.push(diagnostic.clone());
            }
        }
        let version = self.documents.get(path).map(Document::version);
        self.published.show(&self.outbox, path, uri, version, diagnostics, answer);
    }

    /// Runs a request on the state of this moment, beside the loop. A closed answer was cancelled.
    pub(super) fn read<T: Send + 'static>(
        &self,
        reader: Reader,
        answer: Answer<T>,
        work: impl FnOnce(&Reader) -> jsonrpc::Result<T> + Send + 'static,
    ) {
        self.runtime.spawn_blocking(move || {
            if !answer.is_closed() {
                let _ = answer.send(work(&reader));
            }
        });
    }

    /// The state of this moment as a request on that file sees it; `None` when the file is not followed.
    pub(super) fn reader(&self, uri: &Uri) -> Option<Reader> {
        let path = convert::path(uri)?;
        let snapshot = self.workspace.of(&path)?.snapshot();
        let file = snapshot.file(&path)?;
        let versions = self.documents.iter().map(|(path, document)| (path.clone(), document.version())).collect();
        Some(Reader { view: self.view.clone(), snapshot, file, versions, outbox: self.outbox.clone() })
    }

    /// Takes the editor's settings over.
    pub(super) fn configure(&mut self, settings: &Value) {
        let hints = settings.get("hints").and_then(Value::as_bool).unwrap_or(true);
        if std::mem::replace(&mut self.hints, hints) != hints {
            self.refresh_hints();
        }
        if self.workspace.configure(settings) {
            for followed in self.workspace.iter_mut() {
                open_all(followed, &self.documents);
            }
        }
    }

    /// Has the client ask for its hints again.
    fn refresh_hints(&self) {
        if self.abilities().refresh_hints {
            self.outbox.request(async move |client| {
                // A client that refuses shows what it has.
                let _ = client.inlay_hint_refresh().await;
            });
        }
    }

    pub(super) fn events(&self) -> Sender<(Instant, Event)> {
        self.events.clone()
    }

    // ---- the check of the whole

    /// How long the loop may wait for an event; `None`: nothing else is to be done.
    pub(super) fn patience(&self) -> Option<Duration> {
        let idle = self.workspace.iter().filter(|followed| !followed.checking);
        let check = idle.filter_map(|followed| followed.unchecked).map(|since| PAUSE.saturating_sub(since.elapsed()));
        let doubt = self.workspace.iter().filter_map(|followed| followed.unsettled);
        check.chain(doubt.map(|since| REST.saturating_sub(since.elapsed()))).min()
    }

    /// Does what the pause is for: settles what the typing has left in doubt, and starts the checks that are due.
    pub(super) fn pause(&mut self) {
        for followed in self.workspace.iter_mut() {
            if followed.unsettled.is_some_and(|since| since.elapsed() >= REST) {
                followed.settle();
            }
        }
        let (view, events, runtime) = (&self.view, &self.events, &self.runtime);
        let open: Vec<Utf8PathBuf> = if self.hints && view.abilities.refresh_hints {
            self.documents.keys().cloned().collect()
        } else {
            Vec::new()
        };
        for followed in self.workspace.iter_mut() {
            let due = followed.unchecked.is_some_and(|since| since.elapsed() >= PAUSE) && !followed.checking;
            if !due {
                continue;
            }
            let look = std::mem::take(&mut followed.look);
            followed.unchecked = None;
            followed.checking = true;
            let (snapshot, view, events) = (followed.snapshot(), view.clone(), events.clone());
            let (root, generation) = (followed.root().to_owned(), followed.generation);
            let open = open.clone();
            runtime.spawn_blocking(move || {
                let unseen = if look { guarded(|| snapshot.project().unseen()) } else { None }.unwrap_or_default();
                // What is about to be another state is not worth a check.
                let diagnostics = if unseen.is_empty() { guarded(|| view.of_all(&snapshot)) } else { None };
                let hints = if diagnostics.is_some() { hints(&snapshot, open) } else { HashMap::new() };
                // Freed before the loop hears of it, and changes the state.
                drop(snapshot);
                let checked = Checked { root, generation, unseen, diagnostics, hints };
                let _ = events.send((Instant::now(), Event::Checked(checked)));
            });
        }
    }

    /// Shows what a check has found, unless the state has moved on.
    pub(super) fn checked(&mut self, checked: Checked) {
        let Checked { root, generation, unseen, diagnostics, hints } = checked;
        let Some(followed) = self.workspace.by_root(&root) else { return };
        followed.checking = false;
        let stale = followed.generation != generation || !unseen.is_empty();
        followed.saw(unseen);
        if stale {
            return;
        }
        self.progress = None;
        let Some(mut found) = diagnostics else { return };
        // What was asked for before the first check may have changed since.
        let before = std::mem::replace(&mut followed.hints, hints);
        let others = followed.hints.iter().any(|(path, hint)| before.get(path) != Some(hint));
        found.retain(|path, list| !list.is_empty() && (self.documents.contains_key(path) || followed.shows(path)));
        let mut paths: Vec<_> = followed.found.keys().chain(found.keys()).cloned().collect();
        followed.found = found;
        paths.sort();
        paths.dedup();
        for path in paths {
            self.show(&path, false);
        }
        if others {
            self.refresh_hints();
        }
    }
}

fn hints(snapshot: &Snapshot, open: Vec<Utf8PathBuf>) -> HashMap<Utf8PathBuf, Option<Hint>> {
    let hint = |path: Utf8PathBuf| {
        let file = snapshot.file(&path)?;
        let hint = guarded(|| snapshot.hint(file)).flatten();
        Some((path, hint))
    };
    open.into_iter().filter_map(hint).collect()
}

/// A project that is read from the disk does not know what is open.
fn open_all(followed: &mut Followed, documents: &HashMap<Utf8PathBuf, Document>) {
    let inside = documents.iter().filter(|(path, _)| path.starts_with(followed.root()));
    let opened = inside
        .map(|(path, document)| Change::Open { path: path.clone(), text: document.text(), parsed: None })
        .collect();
    followed.apply(opened);
}
