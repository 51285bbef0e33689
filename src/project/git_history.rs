//! Since when a word stands in a file, by git's history alone.

use camino::Utf8Path;

use super::git::{Git, Repository};

/// Versions of a file that are read before the next are asked for.
const AT_ONCE: usize = 16;

/// A commit, as people look it up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Commit {
    /// The whole name, in hex.
    pub id: String,
    /// When it was made, as ISO 8601 has it (`2026-03-01T09:30:00+01:00`).
    pub date: String,
}

impl Git {
    /// The first commit in which the file, under whatever name it had then, holds one of the words. `None`: no commit does, or
    /// there is no history to ask. The words are looked for here: git is not told them.
    pub fn first_with(&self, path: &Utf8Path, words: &[&str]) -> Option<Commit> {
        let repository = self.repository()?;
        let relative = path.strip_prefix(&repository.root).ok()?;
        let mut versions = repository.versions(relative);
        // Oldest first.
        versions.reverse();
        let holds = |text: &[u8]| words.iter().any(|word| memchr::memmem::find(text, word.as_bytes()).is_some());
        // Not all versions of a file are held at once.
        versions.chunks(AT_ONCE).find_map(|versions| {
            let names: Vec<String> = versions.iter().map(|(commit, name)| format!("{}:{name}", commit.id)).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let first = repository.objects(&names).iter().position(|text| text.as_deref().is_some_and(holds))?;
            versions.get(first).map(|(commit, _)| commit.clone())
        })
    }
}

impl Repository {
    /// The commits that changed a file, newest first, each with the name that the file had after it.
    fn versions(&self, relative: &Utf8Path) -> Vec<(Commit, String)> {
        let arguments = [
            // A signature would be checked by a program that the configuration names.
            "-c",
            "log.showSignature=false",
            "-c",
            "log.showRoot=true",
            "log",
            // Names as they are, whatever is in them.
            "-z",
            "--follow",
            "--diff-filter=AMRT",
            "--no-ext-diff",
            "--no-textconv",
            "--name-only",
            "--format=>%H %cI",
            "HEAD",
            "--",
            relative.as_str(),
        ];
        let answer = self.run(&arguments).unwrap_or_default();
        let mut versions = Vec::new();
        let mut commit = None;
        // `>ID DATE`, NUL, line end, name, NUL.
        for record in String::from_utf8_lossy(&answer).split('\0') {
            if let Some(commit) = commit.take() {
                versions.push((commit, record.trim_start_matches('\n').to_owned()));
            } else if let Some((id, date)) = record.strip_prefix('>').and_then(|record| record.split_once(' ')) {
                commit = Some(Commit { id: id.to_owned(), date: date.to_owned() });
            }
        }
        versions
    }
}
