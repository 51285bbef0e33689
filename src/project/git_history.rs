//! Since when a word stands in a file, by git's history alone.

use camino::Utf8Path;

use super::git::{Git, Repository};

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
        let names: Vec<String> = versions.iter().map(|(commit, name)| format!("{}:{name}", commit.id)).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let texts = repository.objects(&names);
        let holds = |text: &[u8]| words.iter().any(|word| memchr::memmem::find(text, word.as_bytes()).is_some());
        let first = texts.iter().position(|text| text.as_deref().is_some_and(holds))?;
        versions.into_iter().nth(first).map(|(commit, _)| commit)
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
            "core.quotePath=false",
            "log",
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
        for line in String::from_utf8_lossy(&answer).lines() {
            if let Some((id, date)) = line.strip_prefix('>').and_then(|line| line.split_once(' ')) {
                commit = Some(Commit { id: id.to_owned(), date: date.to_owned() });
            } else if let Some(commit) = commit.take_if(|_| !line.is_empty()) {
                versions.push((commit, line.to_owned()));
            }
        }
        versions
    }
}
