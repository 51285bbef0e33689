//! What `.gitignore` files leave out. They count without a repository too; a user's own global list does not, since it
//! protects nobody else.

use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use rustc_hash::FxHashMap;

/// The lists that count in one folder: its own and those above it.
#[derive(Debug, Default)]
pub struct Lists {
    parent: Option<Arc<Self>>,
    own: Vec<Gitignore>,
}

impl Lists {
    /// The lists of the folders from `top` down to above `folder`, and the repository's own at `top`.
    pub fn above(top: &Utf8Path, folder: &Utf8Path) -> Arc<Self> {
        let mut lists =
            Arc::new(Self { parent: None, own: list(top, &top.join(".git/info/exclude")).into_iter().collect() });
        let mut between: Vec<&Utf8Path> =
            folder.ancestors().skip(1).take_while(|above| above.starts_with(top)).collect();
        between.reverse();
        for above in between {
            lists = lists.enter(above, true);
        }
        lists
    }

    /// The lists that count below `folder`; `has_list`: it holds a `.gitignore`.
    pub fn enter(self: &Arc<Self>, folder: &Utf8Path, has_list: bool) -> Arc<Self> {
        if has_list && let Some(own) = list(folder, &folder.join(".gitignore")) {
            return Arc::new(Self { parent: Some(Arc::clone(self)), own: vec![own] });
        }
        Arc::clone(self)
    }

    /// Whether the entry itself is left out; the folders above it are the caller's.
    pub fn ignores(&self, path: &Utf8Path, is_folder: bool) -> bool {
        let mut lists = Some(self);
        while let Some(at) = lists {
            for own in &at.own {
                match own.matched(path, is_folder) {
                    Match::Ignore(_) => return true,
                    Match::Whitelist(_) => return false,
                    Match::None => {}
                }
            }
            lists = at.parent.as_deref();
        }
        false
    }
}

fn list(root: &Utf8Path, file: &Utf8Path) -> Option<Gitignore> {
    let text = super::disk::read_small(file)?;
    let mut builder = GitignoreBuilder::new(root);
    for line in String::from_utf8_lossy(&text).lines() {
        // A broken glob leaves nothing out; git does the same.
        let _ = builder.add_line(None, line);
    }
    let list = builder.build().ok()?;
    (!list.is_empty()).then_some(list)
}

/// All lists of a project, for questions about any path.
#[derive(Clone, Debug, Default)]
pub struct Ignores {
    /// The repository's root, or the project's.
    pub top: Utf8PathBuf,
    base: Arc<Lists>,
    /// The lists that count in a folder, where it has its own.
    folders: Arc<FxHashMap<Utf8PathBuf, Arc<Lists>>>,
}

impl Ignores {
    pub fn new(top: Utf8PathBuf, base: Arc<Lists>, folders: FxHashMap<Utf8PathBuf, Arc<Lists>>) -> Self {
        Self { top, base, folders: Arc::new(folders) }
    }

    /// Whether a list stands in the folder, or below it.
    pub fn stand_in(&self, folder: &Utf8Path) -> bool {
        self.folders.keys().any(|listed| listed.starts_with(folder))
    }

    /// Whether the file, or a folder around it, is left out.
    pub fn ignores(&self, path: &Utf8Path) -> bool {
        let mut is_folder = false;
        for entry in path.ancestors().take_while(|entry| *entry != self.top && entry.starts_with(&self.top)) {
            let lists = entry.ancestors().skip(1).find_map(|above| self.folders.get(above)).unwrap_or(&self.base);
            if lists.ignores(entry, is_folder) {
                return true;
            }
            is_folder = true;
        }
        false
    }
}
