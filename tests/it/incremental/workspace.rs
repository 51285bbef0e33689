//! A small workspace that is edited at random: on disk, in open buffers, and in a second folder that holds what counts, for
//! whoever looks at it for the first time.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use camino::{Utf8Path, Utf8PathBuf};
use staunch::analysis::Change;
use staunch::syntax::Edit;
use tempfile::TempDir;

use super::module::{Files, Module, SPELLINGS};
use super::settings::{self, Setting};
use crate::support::random::Random;

/// Where modules stand, and where they may be moved to.
const NEXT: &[&[&str]] = &[
    &["app/page.tsx", "app/(shop)/page.tsx"],
    &["app/layout.tsx"],
    &["app/panel.tsx", "app/_panel.tsx"],
    &["app/actions.ts", "app/deep/actions.ts"],
    &["app/api/route.ts", "app/api/more/route.ts"],
    &["app/about/page.tsx", "app/about/loading.tsx"],
    &["pages/old.tsx", "pages/older/index.tsx"],
    &["pages/_app.tsx"],
    &["pages/api/old.ts", "pages/old.page.tsx"],
    &["middleware.ts", "proxy.ts", "instrumentation-client.ts"],
];
const VITE: &[&[&str]] = &[
    &["src/main.tsx", "src/other.tsx"],
    &["src/app.tsx", "src/app/index.tsx"],
    &["src/worker.ts"],
    &["server/index.ts"],
];
const BOTH: &[&[&str]] = &[
    &["components/panel.tsx", "components/pane.jsx"],
    &["components/index.ts", "components/index.js"],
    &["components/provider.tsx"],
    &["lib/token.ts", "lib/deep/token.ts", "lib/token.js"],
    &["lib/config.ts", "lib/config/index.ts"],
    &["lib/index.ts"],
    &["lib/deep/one.ts", "lib/one.ts"],
    &["lib/deep/two.ts", "lib/deep/index.ts"],
    &["packages/ui/index.tsx"],
    &["packages/ui/more.ts"],
    &["generated/made.ts"],
];
const FOLDERS: &[&str] = &["lib/deep", "components", "app/api", "generated", "pages", "packages/ui", "lib", "src"];

struct Slot {
    paths: &'static [&'static str],
    /// Which of them it bears.
    at: usize,
    /// The forms of a setting, and which it is in.
    forms: Option<(&'static [&'static str], usize)>,
    module: Module,
}

pub struct Workspace {
    disk: TempDir,
    fresh: TempDir,
    slots: Vec<Slot>,
    on_disk: BTreeMap<String, String>,
    buffers: BTreeMap<String, String>,
    /// What stands in the second folder.
    mirrored: BTreeMap<String, String>,
    /// What has been told, for a failure.
    pub log: Vec<String>,
}

impl Workspace {
    pub fn new(random: &mut Random) -> Self {
        let (settings, own) = if random.below(3) == 0 { (settings::VITE, VITE) } else { (settings::NEXT, NEXT) };
        let modules = own.iter().chain(BOTH);
        let mut slots: Vec<Slot> =
            modules.map(|paths| Slot { paths, at: 0, forms: None, module: Module::default() }).collect();
        let as_slot = |setting: &'static Setting| Slot {
            paths: std::slice::from_ref(&setting.path),
            at: 0,
            forms: Some((setting.forms, 0)),
            module: Module::default(),
        };
        slots.extend(settings::SHARED.iter().chain(settings).map(as_slot));
        let files = files(&slots);
        for slot in slots.iter_mut().filter(|slot| slot.forms.is_none()) {
            slot.module = Module::new(random, files);
        }
        let mut workspace = Self {
            disk: tempfile::tempdir().unwrap(),
            fresh: tempfile::tempdir().unwrap(),
            slots,
            on_disk: BTreeMap::new(),
            buffers: BTreeMap::new(),
            mirrored: BTreeMap::new(),
            log: Vec::new(),
        };
        for slot in 0..files.all {
            // Not all are there at first.
            if slot < 6 || !random.one_in(4) {
                workspace.save(slot);
            }
        }
        workspace
    }

    pub fn root(&self) -> Utf8PathBuf {
        folder(&self.disk)
    }

    /// The folder with what counts, brought up to date.
    pub fn mirror(&mut self) -> Utf8PathBuf {
        let root = folder(&self.fresh);
        let mut counts = self.on_disk.clone();
        counts.extend(self.buffers.clone());
        for path in self.mirrored.keys().filter(|path| !counts.contains_key(*path)) {
            remove(&root, path);
        }
        for (path, text) in counts.iter().filter(|(path, text)| self.mirrored.get(*path) != Some(text)) {
            write(&root, path, text);
        }
        self.mirrored = counts;
        root
    }

    /// Every text that counts, for a failure.
    pub fn texts(&self) -> String {
        self.mirrored.iter().flat_map(|(path, text)| ["//- ", path, "\n", text]).collect()
    }

    /// Something happens; what an editor would tell of it.
    pub fn step(&mut self, random: &mut Random) -> Vec<Change> {
        let slot = random.below(self.slots.len());
        match random.below(40) {
            0..=17 => {
                self.turn(slot, random);
                self.put(slot, random)
            }
            18..=20 => self.rename(slot, random),
            21 => self.delete(slot),
            22 => {
                // Deleted and there again in one go.
                let mut changes = self.delete(slot);
                self.turn(slot, random);
                changes.extend(self.put(slot, random));
                changes
            }
            23 => {
                let folder = *random.pick(FOLDERS);
                self.delete_folder(folder)
            }
            24 | 25 => self.bring_back(random),
            26..=29 => self.open(slot, random),
            30..=33 => self.close(random),
            34 => self.save_buffer(random),
            35 => {
                // On disk, whatever the editor holds.
                self.turn(slot, random);
                self.save(slot)
            }
            36 => vec![self.told_of_disk(&self.path(slot))],
            37 => {
                // An import is written anew after what it names has moved.
                self.put(slot, random)
            }
            _ => {
                let settings: Vec<usize> = (0..self.slots.len()).filter(|at| self.slots[*at].forms.is_some()).collect();
                let slot = *random.pick(&settings);
                self.turn(slot, random);
                self.put(slot, random)
            }
        }
    }

    fn path(&self, slot: usize) -> String {
        let Slot { paths, at, .. } = &self.slots[slot];
        paths[*at].to_owned()
    }

    fn turn(&mut self, slot: usize, random: &mut Random) {
        let files = files(&self.slots);
        let slot = &mut self.slots[slot];
        match &mut slot.forms {
            Some((forms, form)) => *form = random.below(forms.len()),
            None => slot.module.turn(random, files),
        }
    }

    fn text(&self, slot: usize) -> Option<String> {
        let path = self.path(slot);
        let Slot { forms, module, .. } = &self.slots[slot];
        match forms {
            Some((forms, form)) => Some(forms[*form].to_owned()).filter(|text| !text.is_empty()),
            None => {
                let spell = |to: usize, spelling: usize| spelled(&path, &self.path(to), spelling);
                Some(module.text(path.ends_with('x'), &spell))
            }
        }
    }

    /// The file as its knobs are, in its buffer if it has one.
    fn put(&mut self, slot: usize, random: &mut Random) -> Vec<Change> {
        let path = self.path(slot);
        let Some(before) = self.buffers.get(&path).cloned() else { return self.save(slot) };
        let text = self.text(slot).unwrap_or_default();
        self.buffers.insert(path.clone(), text.clone());
        let edits = vec![difference(&before, &text)];
        let text = text.into();
        let path = self.root().join(path);
        self.log.push(format!("edit {path}"));
        if random.one_in(6) {
            return vec![Change::Open { path, text, parsed: None }];
        }
        vec![Change::Edit { path, text, edits }]
    }

    /// The file on disk as its knobs are.
    fn save(&mut self, slot: usize) -> Vec<Change> {
        let path = self.path(slot);
        match self.text(slot) {
            Some(text) => self.write(&path, text),
            None => self.erase(&path),
        }
    }

    fn write(&mut self, path: &str, text: String) -> Vec<Change> {
        self.log.push(format!("write {path}"));
        write(&self.root(), path, &text);
        self.on_disk.insert(path.to_owned(), text);
        vec![self.told_of_disk(path)]
    }

    fn erase(&mut self, path: &str) -> Vec<Change> {
        if self.on_disk.remove(path).is_none() {
            return Vec::new();
        }
        self.log.push(format!("remove {path}"));
        remove(&self.root(), path);
        vec![self.told_of_disk(path)]
    }

    fn told_of_disk(&self, path: &str) -> Change {
        Change::Disk { path: self.root().join(path) }
    }

    fn delete(&mut self, slot: usize) -> Vec<Change> {
        let path = self.path(slot);
        self.log.push(format!("delete {path}"));
        self.erase(&path)
    }

    fn delete_folder(&mut self, folder: &str) -> Vec<Change> {
        self.log.push(format!("delete {folder}"));
        let below = format!("{folder}/");
        self.on_disk.retain(|path, _| !path.starts_with(&below));
        if fs::remove_dir_all(self.root().join(folder)).is_err() {
            return Vec::new();
        }
        vec![self.told_of_disk(folder)]
    }

    /// What has been deleted, by an event each or by that of the folder.
    fn bring_back(&mut self, random: &mut Random) -> Vec<Change> {
        let folder = *random.pick(FOLDERS);
        let below = format!("{folder}/");
        self.log.push(format!("bring back {folder}"));
        let gone = |slot: &usize| {
            let path = self.path(*slot);
            path.starts_with(&below) && !self.on_disk.contains_key(&path)
        };
        let gone: Vec<usize> = (0..self.slots.len()).filter(gone).collect();
        let mut changes: Vec<Change> = gone.into_iter().flat_map(|slot| self.save(slot)).collect();
        if !changes.is_empty() && random.one_in(2) {
            changes = vec![self.told_of_disk(folder)];
        }
        changes
    }

    fn rename(&mut self, slot: usize, random: &mut Random) -> Vec<Change> {
        let old = self.path(slot);
        let others = self.slots[slot].paths.len();
        self.slots[slot].at = random.below(others);
        let new = self.path(slot);
        self.log.push(format!("rename {old} {new}"));
        if new == old {
            return Vec::new();
        }
        let mut changes = self.erase(&old);
        if let Some(text) = self.buffers.remove(&old) {
            changes.push(Change::Close { path: self.root().join(&old) });
            if !self.buffers.contains_key(&new) {
                self.buffers.insert(new.clone(), text.clone());
                changes.push(Change::Open { path: self.root().join(&new), text: text.into(), parsed: None });
            }
        }
        changes.extend(self.save(slot));
        if random.one_in(2) {
            // An editor brings imports up to date along with it.
            for other in 0..self.slots.len() {
                if self.slots[other].forms.is_none() && self.on_disk.contains_key(&self.path(other)) {
                    changes.extend(self.put(other, random));
                }
            }
        }
        if random.one_in(2) {
            // A watcher tells in any order, an editor in its own.
            let (mut disk, editor): (Vec<_>, Vec<_>) =
                changes.into_iter().partition(|change| matches!(change, Change::Disk { .. }));
            disk.reverse();
            changes = disk.into_iter().chain(editor).collect();
        }
        changes
    }

    fn open(&mut self, slot: usize, random: &mut Random) -> Vec<Change> {
        let path = self.path(slot);
        // The lists of git count as they are on disk.
        if self.buffers.contains_key(&path) || path.ends_with(".gitignore") {
            return Vec::new();
        }
        if random.one_in(2) {
            self.turn(slot, random);
        }
        let on_disk = self.on_disk.get(&path).cloned();
        let text = match on_disk {
            Some(text) if random.one_in(2) => text,
            _ => self.text(slot).unwrap_or_default(),
        };
        self.log.push(format!("open {path}"));
        self.buffers.insert(path.clone(), text.clone());
        vec![Change::Open { path: self.root().join(path), text: text.into(), parsed: None }]
    }

    fn close(&mut self, random: &mut Random) -> Vec<Change> {
        let Some(path) = self.any_buffer(random) else { return Vec::new() };
        self.log.push(format!("close {path}"));
        self.buffers.remove(&path);
        vec![Change::Close { path: self.root().join(path) }]
    }

    fn save_buffer(&mut self, random: &mut Random) -> Vec<Change> {
        let Some(path) = self.any_buffer(random) else { return Vec::new() };
        self.log.push(format!("save {path}"));
        let text = self.buffers[&path].clone();
        self.write(&path, text)
    }

    fn any_buffer(&self, random: &mut Random) -> Option<String> {
        let open: Vec<&String> = self.buffers.keys().collect();
        (!open.is_empty()).then(|| (*random.pick(&open)).clone())
    }

    /// What editors hold.
    pub fn open_texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.buffers.iter().map(|(path, text)| (&**path, &**text))
    }
}

fn files(slots: &[Slot]) -> Files {
    Files { modules: slots.iter().filter(|slot| slot.forms.is_none()).count(), all: slots.len() }
}

/// How `from` names `to` in an import.
fn spelled(from: &str, to: &str, spelling: usize) -> String {
    let bare = to.rsplit_once('.').map_or(to, |(bare, _)| bare);
    let module = if to.ends_with(".json") { to } else { bare.strip_suffix("/index").unwrap_or(bare) };
    let up = "../".repeat(from.matches('/').count());
    let relative = |path: &str| if up.is_empty() { format!("./{path}") } else { format!("{up}{path}") };
    match spelling {
        0 => format!("@/{module}"),
        1 => format!("@/{}", to.strip_prefix("lib/").unwrap_or(module)),
        2 => relative(to),
        3 if to.starts_with("packages/ui/more") => "@acme/ui/more".to_owned(),
        3 if to.starts_with("packages/ui/") => "@acme/ui".to_owned(),
        _ => {
            debug_assert!(spelling < SPELLINGS);
            relative(module)
        }
    }
}

/// Where two texts differ, as one edit.
fn difference(before: &str, after: &str) -> Edit {
    let start = before.bytes().zip(after.bytes()).take_while(|(a, b)| a == b).count();
    let rest = before.len().min(after.len()) - start;
    let end = before.bytes().rev().zip(after.bytes().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let at = |offset: usize| u32::try_from(offset).unwrap();
    Edit { start: at(start), old_end: at(before.len() - end), new_end: at(after.len() - end) }
}

fn folder(folder: &TempDir) -> Utf8PathBuf {
    Utf8PathBuf::from_path_buf(folder.path().canonicalize().unwrap()).unwrap()
}

fn write(root: &Utf8Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// The file, and the folders that it leaves empty.
fn remove(root: &Utf8Path, path: &str) {
    fs::remove_file(root.join(path)).unwrap();
    for above in Path::new(path).ancestors().skip(1).filter(|above| above.parent().is_some()) {
        if fs::remove_dir(root.as_std_path().join(above)).is_err() {
            break;
        }
    }
}
