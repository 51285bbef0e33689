//! Where the project is, for the paths a user gave.

use camino::{Utf8Path, Utf8PathBuf};

use super::{OpenError, disk};

/// The project's root: the folder of the nearest `package.json` at or above the path, the path's own folder without one; for
/// paths of several projects their nearest common folder.
pub fn of(paths: &[Utf8PathBuf]) -> Result<Utf8PathBuf, OpenError> {
    let mut root: Option<Utf8PathBuf> = None;
    for path in paths {
        let one = of_one(&absolute(path)?)?;
        root = Some(match root {
            None => one,
            Some(root) => common(&root, &one),
        });
    }
    match root {
        Some(root) => Ok(root),
        None => of_one(&absolute(Utf8Path::new("."))?),
    }
}

fn of_one(path: &Utf8Path) -> Result<Utf8PathBuf, OpenError> {
    let metadata = std::fs::metadata(path).map_err(|source| {
        let path = path.to_owned();
        if source.kind() == std::io::ErrorKind::NotFound {
            OpenError::Missing { path }
        } else {
            OpenError::Unreadable { path, source }
        }
    })?;
    let folder = if metadata.is_dir() { path } else { path.parent().unwrap_or(path) };
    let nearest = folder.ancestors().find(|above| disk::is_regular(&above.join("package.json")));
    Ok(nearest.unwrap_or(folder).to_owned())
}

/// The path from `/`, without `.` and `..` and without a look at links: an editor's spelling stays.
pub fn absolute(path: &Utf8Path) -> Result<Utf8PathBuf, OpenError> {
    let absolute =
        camino::absolute_utf8(path).map_err(|source| OpenError::Unreadable { path: path.to_owned(), source })?;
    Ok(normal(&absolute))
}

/// Takes `.` and `..` away.
pub fn normal(path: &Utf8Path) -> Utf8PathBuf {
    let mut out = Utf8PathBuf::with_capacity(path.as_str().len());
    for part in path.components() {
        match part {
            camino::Utf8Component::CurDir => {}
            camino::Utf8Component::ParentDir => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}

fn common(a: &Utf8Path, b: &Utf8Path) -> Utf8PathBuf {
    a.ancestors().find(|above| b.starts_with(above)).unwrap_or(a).to_owned()
}

/// Whether a path of the project is the folder or below it. For the paths that a walk made, which are written alike: asked
/// of every file, `Utf8Path::starts_with` takes its time over the parts.
pub fn is_below(folder: &Utf8Path, path: &Utf8Path) -> bool {
    inside(folder, path).is_some()
}

/// What follows the folder in a path that is written as it is.
fn inside<'p>(folder: &Utf8Path, path: &'p Utf8Path) -> Option<&'p str> {
    let rest = path.as_str().strip_prefix(folder.as_str())?;
    match rest.chars().next() {
        None => Some(rest),
        Some(separator) => std::path::is_separator(separator).then(|| &rest[1..]),
    }
}

/// `path` as seen from `base`, with `/`; may begin with `../`.
pub fn relative(base: &Utf8Path, path: &Utf8Path) -> String {
    if let Some(inside) = inside(base, path) {
        return forward(inside);
    }
    if let Ok(inside) = path.strip_prefix(base) {
        return forward(inside.as_str());
    }
    let shared = common(base, path);
    let up = base.strip_prefix(&shared).map_or(0, |rest| rest.components().count());
    let down = path.strip_prefix(&shared).unwrap_or(path);
    format!("{}{}", "../".repeat(up), forward(down.as_str()))
}

fn forward(path: &str) -> String {
    if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use super::*;

    #[test]
    fn names_from_the_root() {
        assert_eq!(relative("/a/b".into(), "/a/b/c/d.ts".into()), "c/d.ts");
        assert_eq!(relative("/a/b/c".into(), "/a/x/d.ts".into()), "../../x/d.ts");
    }

    #[test]
    fn the_nearest_package_decides() {
        let folder = tempfile::tempdir().unwrap();
        let base = Utf8PathBuf::from_path_buf(folder.path().canonicalize().unwrap()).unwrap();
        for app in ["apps/web", "apps/docs"] {
            std::fs::create_dir_all(base.join(app).join("src")).unwrap();
            std::fs::write(base.join(app).join("package.json"), "{}").unwrap();
        }
        assert_eq!(of(&[base.join("apps/web/src")]).unwrap(), base.join("apps/web"));
        assert_eq!(of(&[base.join("apps/web/package.json")]).unwrap(), base.join("apps/web"));
        assert_eq!(of(&[base.join("apps/web"), base.join("apps/docs/src")]).unwrap(), base.join("apps"));
        assert_eq!(of(&[base.join("apps")]).unwrap(), base.join("apps"));
        assert!(matches!(of(&[base.join("nowhere")]), Err(OpenError::Missing { .. })));
    }
}
