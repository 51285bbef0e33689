//! Writing a set of files: all of them, or none.

use std::fs;
use std::io::Write;

use anyhow::{Context, bail};
use camino::{Utf8Path, Utf8PathBuf};
use tempfile::NamedTempFile;

/// One file's content as it will stand on disk, byte order mark included.
pub(super) struct Target {
    /// Absolute.
    pub(super) path: Utf8PathBuf,
    /// What stands there now; `None` for a file that must not exist yet.
    pub(super) old: Option<Vec<u8>>,
    pub(super) new: Vec<u8>,
}

/// Writes every target, or leaves the disk as it was and names the one that cannot be written.
///
/// All texts lie complete in temporary files beside their targets before the first one is moved into place, so that a
/// full disk or a missing permission shows while nothing has changed yet.
pub(super) fn write(targets: &[Target]) -> anyhow::Result<()> {
    let mut folders = Folders::default();
    let mut staged = Vec::with_capacity(targets.len());
    for target in targets {
        let file = stage(target, &mut folders).with_context(|| format!("cannot write `{}`", target.path))?;
        staged.push((target, file));
    }
    let mut done: Vec<&Target> = Vec::with_capacity(targets.len());
    for (target, file) in staged {
        let moved = match target.old {
            Some(_) => file.persist(&target.path),
            None => file.persist_noclobber(&target.path),
        };
        if let Err(error) = moved {
            for target in done.into_iter().rev() {
                put_back(target)?;
            }
            return Err(error.error).with_context(|| format!("cannot write `{}`", target.path));
        }
        done.push(target);
    }
    folders.keep();
    Ok(())
}

fn stage(target: &Target, folders: &mut Folders) -> anyhow::Result<NamedTempFile> {
    let folder = target.path.parent().context("it has no folder")?;
    folders.create(folder)?;
    let mut file = NamedTempFile::with_prefix_in(".staunch-", folder)?;
    file.write_all(&target.new)?;
    match &target.old {
        Some(old) => {
            let permissions = fs::metadata(&target.path)?.permissions();
            if permissions.readonly() {
                bail!("it is read-only");
            }
            if fs::read(&target.path)? != *old {
                bail!("it has changed in the meantime");
            }
            file.as_file().set_permissions(permissions)?;
        }
        None if target.path.exists() => bail!("it exists already"),
        None => set_new_file_mode(file.as_file())?,
    }
    file.as_file().sync_all()?;
    Ok(file)
}

/// A temporary file is its owner's alone; a new source file is as readable as its folder.
#[cfg(unix)]
fn set_new_file_mode(file: &fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn set_new_file_mode(_file: &fs::File) -> std::io::Result<()> {
    Ok(())
}

fn put_back(target: &Target) -> anyhow::Result<()> {
    match &target.old {
        Some(old) => fs::write(&target.path, old),
        None => fs::remove_file(&target.path),
    }
    .with_context(|| format!("cannot put `{}` back", target.path))
}

/// The folders made on the way; gone again unless kept.
#[derive(Default)]
struct Folders {
    made: Vec<Utf8PathBuf>,
}

impl Folders {
    fn create(&mut self, folder: &Utf8Path) -> std::io::Result<()> {
        let missing: Vec<_> =
            folder.ancestors().take_while(|folder| !folder.exists()).map(Utf8Path::to_owned).collect();
        for folder in missing.into_iter().rev() {
            fs::create_dir(&folder)?;
            self.made.push(folder);
        }
        Ok(())
    }

    fn keep(mut self) {
        self.made.clear();
    }
}

impl Drop for Folders {
    fn drop(&mut self) {
        for folder in self.made.iter().rev() {
            // Not empty: somebody else's file is in it by now, and stays.
            let _ = fs::remove_dir(folder);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn folder() -> (tempfile::TempDir, Utf8PathBuf) {
        let dir = tempfile::tempdir().unwrap();
        let path = Utf8PathBuf::from_path_buf(dir.path().to_owned()).unwrap();
        (dir, path)
    }

    fn target(path: Utf8PathBuf, old: Option<&str>, new: &str) -> Target {
        Target { path, old: old.map(|old| old.as_bytes().to_vec()), new: new.as_bytes().to_vec() }
    }

    #[test]
    fn writes_all() {
        let (_dir, root) = folder();
        fs::write(root.join("a"), "1").unwrap();
        write(&[target(root.join("a"), Some("1"), "2"), target(root.join("x/y/b"), None, "3")]).unwrap();
        assert_eq!(fs::read_to_string(root.join("a")).unwrap(), "2");
        assert_eq!(fs::read_to_string(root.join("x/y/b")).unwrap(), "3");
    }

    #[test]
    fn one_that_cannot_be_written_leaves_all_as_they_were() {
        let (_dir, root) = folder();
        fs::write(root.join("a"), "1").unwrap();
        fs::write(root.join("taken"), "mine").unwrap();
        for bad in [target(root.join("taken"), None, "3"), target(root.join("a/b"), None, "3")] {
            let name = bad.path.to_string();
            let error = write(&[target(root.join("a"), Some("1"), "2"), target(root.join("n/b"), None, "3"), bad]);
            assert!(error.unwrap_err().to_string().contains(&name));
            assert_eq!(fs::read_to_string(root.join("a")).unwrap(), "1");
            assert_eq!(fs::read_to_string(root.join("taken")).unwrap(), "mine");
            assert!(!root.join("n").exists());
            assert_eq!(fs::read_dir(&root).unwrap().count(), 2);
        }
    }

    #[test]
    fn a_file_changed_meanwhile_or_read_only_is_refused() {
        let (_dir, root) = folder();
        fs::write(root.join("a"), "other").unwrap();
        assert!(write(&[target(root.join("a"), Some("1"), "2")]).is_err());
        let mut permissions = fs::metadata(root.join("a")).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(root.join("a"), permissions).unwrap();
        assert!(write(&[target(root.join("a"), Some("other"), "2")]).is_err());
        assert_eq!(fs::read_to_string(root.join("a")).unwrap(), "other");
    }

    #[cfg(unix)]
    #[test]
    fn modes_are_kept() {
        use std::os::unix::fs::PermissionsExt;
        let (_dir, root) = folder();
        fs::write(root.join("a"), "1").unwrap();
        fs::set_permissions(root.join("a"), fs::Permissions::from_mode(0o750)).unwrap();
        write(&[target(root.join("a"), Some("1"), "2")]).unwrap();
        assert_eq!(fs::metadata(root.join("a")).unwrap().permissions().mode() & 0o777, 0o750);
    }
}
