//! What git knows of a file. Nothing of the workspace is run for it: no hook, no monitor, no pager, no alias.

use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use camino::{Utf8Path, Utf8PathBuf};
use rustc_hash::{FxHashMap, FxHashSet};

use super::disk;
use super::git_index::{self, Entry};
use super::ignores::Ignores;

/// The repository around the project, read on first use, and the `.gitignore` lists.
#[derive(Clone, Debug, Default)]
pub struct Git {
    repository: Option<Arc<Repository>>,
    ignores: Ignores,
}

#[derive(Debug)]
pub(super) struct Repository {
    /// Absolute: the work tree.
    pub(super) root: Utf8PathBuf,
    /// Where `index` is.
    pub(super) git_dir: Utf8PathBuf,
    tracked: OnceLock<Option<FxHashSet<Box<str>>>>,
    committed: Mutex<FxHashMap<Utf8PathBuf, Option<Arc<str>>>>,
    /// Whether a word stands in the last commit.
    words: Mutex<FxHashMap<Box<str>, bool>>,
}

impl Git {
    pub(super) fn new(root: &Utf8Path, ignores: Ignores) -> Self {
        Self { repository: repository_around(root).map(Arc::new), ignores }
    }

    /// Forgets what was read: the repository may have moved on.
    pub(super) fn renew(&mut self) {
        if let Some(repository) = &self.repository {
            self.repository = repository_around(&repository.root).map(Arc::new);
        }
    }

    /// Whether there is a repository.
    pub const fn exists(&self) -> bool {
        self.repository.is_some()
    }

    /// The work tree's root; `None` outside of a repository.
    pub fn root(&self) -> Option<&Utf8Path> {
        self.repository.as_deref().map(|repository| &*repository.root)
    }

    pub(super) fn repository(&self) -> Option<&Repository> {
        self.repository.as_deref()
    }

    /// Whether git tracks the file; `None` outside of a repository, or when it cannot be known.
    pub fn tracked(&self, path: &Utf8Path) -> Option<bool> {
        let repository = self.repository.as_deref()?;
        let relative = path.strip_prefix(&repository.root).ok()?;
        let tracked =
            repository.tracked.get_or_init(|| repository.read_index().or_else(|| repository.list())).as_ref()?;
        Some(tracked.contains(relative.as_str()))
    }

    /// Whether git tracks any file in the folder.
    pub fn tracks_below(&self, folder: &Utf8Path) -> bool {
        let tracks = |repository: &Repository| {
            let relative = folder.strip_prefix(&repository.root).ok()?;
            let tracked = repository.tracked.get_or_init(|| repository.read_index().or_else(|| repository.list()));
            Some(tracked.as_ref()?.iter().any(|path| Utf8Path::new(&**path).starts_with(relative)))
        };
        self.repository.as_deref().and_then(tracks) == Some(true)
    }

    /// Whether a `.gitignore` stood in the folder, or below it.
    pub(super) fn had_lists_in(&self, folder: &Utf8Path) -> bool {
        self.ignores.stand_in(folder)
    }

    /// Whether a `.gitignore` (or the repository's own list) leaves the file out. `.gitignore` counts without a repository.
    pub fn ignored(&self, path: &Utf8Path) -> bool {
        self.ignores.ignores(path)
    }

    /// The file's text in the last commit; `None` without a repository, a commit, the file in it, or git itself.
    pub fn committed(&self, path: &Utf8Path) -> Option<Arc<str>> {
        let repository = self.repository.as_deref()?;
        let relative = path.strip_prefix(&repository.root).ok()?;
        let mut committed = repository.committed.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(text) = committed.get(relative) {
            return text.clone();
        }
        let text = repository
            .run(&["cat-file", "blob", &format!("HEAD:{relative}")])
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .map(Arc::from);
        committed.insert(relative.to_owned(), text.clone());
        text
    }

    /// Which of the words stand somewhere in the last commit, whole. They are handed over by a pipe: arguments of a process
    /// can be seen by others.
    pub fn committed_words(&self, words: &[&str]) -> FxHashSet<Box<str>> {
        let Some(repository) = self.repository.as_deref() else { return FxHashSet::default() };
        let mut known = repository.words.lock().unwrap_or_else(PoisonError::into_inner);
        let unknown: Vec<&str> = words
            .iter()
            .copied()
            .filter(|word| !word.is_empty() && !word.contains(['\n', '\r', '\0']) && !known.contains_key(*word))
            .collect();
        if !unknown.is_empty() {
            let arguments = [
                // What a user has set would stand before each word, or look elsewhere.
                "grep",
                "--no-line-number",
                "--no-column",
                "--no-recurse-submodules",
                "-h",
                "-o",
                "-w",
                "-I",
                "--no-color",
                "--fixed-strings",
                "-f",
                "-",
                "HEAD",
                "--",
            ];
            let found = repository.run_with(&arguments, unknown.join("\n").as_bytes()).unwrap_or_default();
            let found: FxHashSet<&[u8]> = found.split(|byte| *byte == b'\n').collect();
            known.extend(unknown.into_iter().map(|word| (word.into(), found.contains(word.as_bytes()))));
        }
        words.iter().filter(|word| known.get(**word) == Some(&true)).map(|word| Box::from(*word)).collect()
    }
}

/// What tells git where a repository is, or what is in it: `git rev-parse --local-env-vars`.
const OF_A_REPOSITORY: [&str; 15] = [
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_CONFIG",
    "GIT_CONFIG_COUNT",
    "GIT_CONFIG_PARAMETERS",
    "GIT_DIR",
    "GIT_GRAFT_FILE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_NO_REPLACE_OBJECTS",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_REPLACE_REF_BASE",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
];

/// The folder that holds `.git`, at or above `folder`.
pub(super) fn top(folder: &Utf8Path) -> Option<&Utf8Path> {
    folder.ancestors().find(|above| above.join(".git").exists())
}

fn repository_around(folder: &Utf8Path) -> Option<Repository> {
    let root = top(folder)?.to_owned();
    let dot_git = root.join(".git");
    let git_dir = if dot_git.is_dir() {
        dot_git
    } else {
        // A work tree or submodule: a file that names the folder.
        let text = disk::read_text(&dot_git).ok()?;
        root.join(text.strip_prefix("gitdir:")?.trim())
    };
    Some(Repository { root, git_dir, tracked: OnceLock::new(), committed: Mutex::default(), words: Mutex::default() })
}

impl Repository {
    fn read_index(&self) -> Option<FxHashSet<Box<str>>> {
        let index = self.git_dir.join("index");
        // Nothing was ever added, or it may not be read: without an index, git tracks nothing.
        let none = || self.git_dir.join("HEAD").exists().then(FxHashSet::default);
        if !index.exists() {
            return none();
        }
        Some(self.entries(&index)?.into_iter().map(|entry| entry.path).collect())
    }

    /// What an index file holds; `None` when it cannot be read.
    pub(super) fn entries(&self, index: &Utf8Path) -> Option<Vec<Entry>> {
        let bytes = std::fs::read(index).ok()?;
        let common = disk::read_text(&self.git_dir.join("commondir")).map(|to| self.git_dir.join(to.trim()));
        let config = common.unwrap_or_else(|_| self.git_dir.clone()).join("config");
        let sha256 =
            disk::read_text(&config).is_ok_and(|text| text.to_ascii_lowercase().contains("objectformat = sha256"));
        git_index::entries(&bytes, if sha256 { 32 } else { 20 })
    }

    /// What git itself lists, for the rare forms of the index that are not read here.
    fn list(&self) -> Option<FxHashSet<Box<str>>> {
        let bytes = self.run(&["ls-files", "-z"])?;
        Some(bytes.split(|byte| *byte == 0).filter_map(|path| std::str::from_utf8(path).ok()).map(Into::into).collect())
    }

    pub(super) fn run(&self, arguments: &[&str]) -> Option<Vec<u8>> {
        self.run_with(arguments, b"")
    }

    /// The objects of those names, as they are, in their order; `None` for what there is not.
    pub(super) fn objects(&self, names: &[&str]) -> Vec<Option<Vec<u8>>> {
        let answer = self.run_with(&["cat-file", "--batch"], names.join("\n").as_bytes()).unwrap_or_default();
        let mut rest = &answer[..];
        let next = |_: &&str| {
            // `OBJECT blob LENGTH\nCONTENT\n`, or `NAME missing\n`
            let end = memchr::memchr(b'\n', rest)?;
            let (head, after) = (&rest[..end], &rest[end + 1..]);
            rest = after;
            let length: usize = std::str::from_utf8(head).ok()?.rsplit(' ').next()?.parse().ok()?;
            let content = after.get(..length)?.to_vec();
            rest = after.get(length + 1..).unwrap_or_default();
            Some(content)
        };
        names.iter().map(next).collect()
    }

    /// Git's output for an input; `None` when it fails, or finds nothing.
    pub(super) fn run_with(&self, arguments: &[&str], input: &[u8]) -> Option<Vec<u8>> {
        let mut git = Command::new("git");
        // A caller's own repository is not this one.
        for name in OF_A_REPOSITORY {
            git.env_remove(name);
        }
        let mut git = git
            .args(["--no-pager", "--no-optional-locks", "--literal-pathspecs"])
            .args(["-c", "core.fsmonitor=false", "-c", "core.hooksPath=", "-c", "protocol.allow=never"])
            .args(arguments)
            .current_dir(&self.root)
            .env("GIT_NO_LAZY_FETCH", "1")
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("LC_ALL", "C")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let stdin = git.stdin.take();
        // Beside the reading: both pipes could be full.
        let output = std::thread::scope(|scope| {
            scope.spawn(|| stdin.map(|mut stdin| stdin.write_all(input)));
            git.wait_with_output().ok()
        })?;
        output.status.success().then_some(output.stdout)
    }
}
