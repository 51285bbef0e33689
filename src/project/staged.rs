//! What the next commit would hold: the index, where it differs from the disk and from the last commit.
//!
//! Neither a filter nor a hook of the repository's is run: texts are taken from the objects as they are.

use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use rustc_hash::FxHashSet;

use super::disk::{MAX_BYTES, Stamp};
use super::git::{Git, Repository};
use super::git_index::Entry;

/// The index of a repository.
#[derive(Clone, Debug, Default)]
pub struct Staged {
    /// The files that the commit would add or change.
    pub changed: FxHashSet<Utf8PathBuf>,
    /// The files whose text in the index may be another one than on disk, with it.
    pub texts: Vec<(Utf8PathBuf, Arc<str>)>,
}

/// Why there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StagedError {
    #[error("there is no git repository here")]
    NoRepository,
    #[error("git's index cannot be read (a split index is not supported: `git update-index --no-split-index`)")]
    Unreadable,
}

impl Git {
    /// What is staged, of the files that `is_wanted`. `index`: the file that stands in for the repository's own, which git names
    /// to hooks in `GIT_INDEX_FILE`; relative to the work tree.
    pub fn staged(
        &self,
        index: Option<&Utf8Path>,
        is_wanted: impl Fn(&Utf8Path) -> bool,
    ) -> Result<Staged, StagedError> {
        let repository = self.repository().ok_or(StagedError::NoRepository)?;
        let index = index.map_or_else(|| repository.git_dir.join("index"), |index| repository.root.join(index));
        if !index.exists() {
            return Ok(Staged::default());
        }
        let written = Stamp::now(&index).and_then(|stamp| stamp.modified);
        let mut entries = repository.entries(&index).ok_or(StagedError::Unreadable)?;
        entries.retain(|entry| entry.is_plain && is_wanted(&repository.root.join(&*entry.path)));
        let changed = repository.changed(&entries);
        let differ: Vec<&Entry> = entries
            .iter()
            .filter(|entry| {
                let now = Stamp::now(&repository.root.join(&*entry.path));
                let same = now
                    .is_some_and(|now| now.length == u64::from(entry.length) && now.modified == Some(entry.modified));
                // What was written in the moment of the index may have been written again in it.
                let racy = written.is_none_or(|written| written <= entry.modified);
                !same || racy
            })
            .collect();
        let texts = repository.texts(&differ);
        Ok(Staged { changed, texts })
    }
}

impl Repository {
    /// The entries that the last commit does not hold like this.
    fn changed(&self, entries: &[Entry]) -> FxHashSet<Utf8PathBuf> {
        let all = |is: &dyn Fn(&str) -> bool| {
            entries.iter().filter(|entry| is(&entry.path)).map(|entry| self.root.join(&*entry.path)).collect()
        };
        let Some(tree) = self.run(&["ls-tree", "-r", "-z", "--full-tree", "HEAD"]) else { return all(&|_| true) };
        // `100644 blob OBJECT<tab>PATH`
        let committed: FxHashSet<(&str, &str)> = tree
            .split(|byte| *byte == 0)
            .filter_map(|line| std::str::from_utf8(line).ok()?.split_once('\t'))
            .filter_map(|(about, path)| Some((path, about.rsplit(' ').next()?)))
            .collect();
        let objects: FxHashSet<&str> = entries
            .iter()
            .filter(|entry| !committed.contains(&(&*entry.path, &*entry.object)))
            .map(|entry| &*entry.path)
            .collect();
        all(&|path| objects.contains(path))
    }

    /// The texts of entries, as far as they are text and not longer than a file may be.
    fn texts(&self, entries: &[&Entry]) -> Vec<(Utf8PathBuf, Arc<str>)> {
        let names: Vec<&str> = entries.iter().map(|entry| &*entry.object).collect();
        let text = |bytes: Vec<u8>| {
            let text = String::from_utf8(bytes).ok().filter(|text| text.len() as u64 <= MAX_BYTES)?;
            Some(Arc::from(text.strip_prefix('\u{feff}').unwrap_or(&text)))
        };
        let found = entries.iter().zip(self.objects(&names));
        found.filter_map(|(entry, bytes)| Some((self.root.join(&*entry.path), text(bytes?)?))).collect()
    }
}
