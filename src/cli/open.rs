//! From the paths of a command line to a snapshot of their project.

use std::mem::ManuallyDrop;

use anyhow::{Context, bail};
use camino::{Utf8Path, Utf8PathBuf};
use rustc_hash::FxHashSet;

use super::terminal;
use crate::analysis::{Analysis, Change, Snapshot};
use crate::project::{FileId, ProblemKind};

pub(super) struct Opened {
    pub(super) analysis: Analysis,
    pub(super) snapshot: Snapshot,
    /// Absolute paths that were asked for.
    paths: Vec<Utf8PathBuf>,
    /// The only files that count.
    only: Option<FxHashSet<Utf8PathBuf>>,
}

/// Opens the project of `paths`; of the current folder when there are none.
///
/// It is never dropped: the process ends with the command, and to take some thousand syntax trees apart takes its time.
pub(super) fn open(paths: &[Utf8PathBuf]) -> anyhow::Result<ManuallyDrop<Opened>> {
    let here = [Utf8PathBuf::from(".")];
    let paths = if paths.is_empty() { &here } else { paths };
    let paths = paths.iter().map(|path| absolute(path)).collect::<anyhow::Result<Vec<_>>>()?;
    let analysis = Analysis::open(&paths).context("cannot read the project")?;
    let snapshot = analysis.snapshot();
    Ok(ManuallyDrop::new(Opened { analysis, snapshot, paths, only: None }))
}

/// The path with symlinks resolved, so that it compares with the project's own.
pub(super) fn absolute(path: &Utf8Path) -> anyhow::Result<Utf8PathBuf> {
    match path.canonicalize_utf8() {
        Ok(path) => Ok(path),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => bail!("`{path}`: no such file or folder"),
        Err(error) => bail!("`{path}`: {error}"),
    }
}

impl Opened {
    /// Whether the file lies under one of the paths that were asked for. What the project imports from beside its root belongs
    /// to the whole of it.
    pub(super) fn holds(&self, file: FileId) -> bool {
        self.snapshot.path(file).is_some_and(|path| self.asks_for(&path))
    }

    /// The same of a path, be there a file or not.
    pub(super) fn asks_for(&self, path: &Utf8Path) -> bool {
        let root = &self.snapshot.project().root;
        let outside = !path.starts_with(root);
        let counts = self.only.as_ref().is_none_or(|only| only.contains(path));
        counts && self.paths.iter().any(|asked| path.starts_with(asked) || outside && root.starts_with(asked))
    }

    /// Takes git's index for the disk, and only the files that the next commit would add or change.
    pub(super) fn stage(&mut self) -> anyhow::Result<()> {
        // Git's own name for the index of a partial commit, given to hooks.
        let index = std::env::var("GIT_INDEX_FILE").ok().map(Utf8PathBuf::from);
        let project = self.snapshot.project();
        let staged = project.git.staged(index.as_deref(), |path| project.would_read(path))?;
        let changes = staged.texts.into_iter().map(|(path, text)| Change::Open { path, text, parsed: None });
        self.analysis.apply(changes.collect());
        self.snapshot = self.analysis.snapshot();
        self.only = Some(staged.changed);
        Ok(())
    }

    /// Names on stderr what could not be read as it is; true when defaults were used for a broken configuration.
    pub(super) fn complain(&self) -> bool {
        let mut broken = false;
        for problem in self.snapshot.problems() {
            broken |= problem.kind == ProblemKind::Broken;
            terminal::complain(&format!("{}: {}", self.snapshot.place(problem.file, problem.span), problem.message));
        }
        broken
    }
}
