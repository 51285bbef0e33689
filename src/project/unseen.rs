//! What changed on disk while nobody was told: some editors report only what they write themselves.

use camino::Utf8PathBuf;
use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::discover::list;
use super::disk::Stamp;
use super::source::{FileKind, Origin, SourceFile};
use super::{Project, git};

pub fn unseen(project: &Project) -> Vec<Utf8PathBuf> {
    let files: Vec<&SourceFile> = project.sources.iter().map(|file| &**file).filter(|file| !file.open).collect();
    let written = |file: &&&SourceFile| match file.stamp {
        Some(stamp) => Stamp::now(&file.path) != Some(stamp),
        // Left out, or not read: only whether it is there is known.
        None => Stamp::now(&file.path).is_none(),
    };
    let mut unseen: Vec<Utf8PathBuf> = files.par_iter().filter(written).map(|file| file.path.to_path_buf()).collect();

    let top = git::top(&project.root).unwrap_or(&project.root);
    let listed = list(&project.root, top, &project.overlay);
    let mut ignores_changed = false;
    for found in &listed {
        if project.by_path(&found.path).is_none() {
            ignores_changed |= found.kind != FileKind::Env && project.git.ignored(&found.path);
            unseen.push(found.path.clone());
        }
    }
    let listed: FxHashSet<_> = listed.iter().map(|found| &*found.path).collect();
    ignores_changed |= files
        .iter()
        .any(|file| file.origin == Origin::Tree && !listed.contains(&*file.path) && Stamp::now(&file.path).is_some());
    if ignores_changed {
        unseen.push(project.root.join(".gitignore"));
    }
    unseen.sort();
    unseen.dedup();
    unseen
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::fs;

    use super::*;
    use crate::project::FileChange;
    use crate::project::fixture::Fixture;

    fn look(fixture: &mut Fixture) -> Vec<String> {
        let unseen = unseen(&fixture.project);
        let names = unseen.iter().map(|path| fixture.project.relative_path(path)).collect();
        let changes: Vec<_> = unseen.into_iter().map(|path| FileChange::Disk { path }).collect();
        fixture.project.apply(&changes);
        names
    }

    #[test]
    fn files_that_came_changed_and_went_are_seen_once() {
        let mut fixture =
            Fixture::new("//- package.json\n{}\n//- a.ts\n1\n//- b/c.ts\n2\n//- .env\nA=1\n//- open.ts\n3\n");
        let open = FileChange::Buffer { path: fixture.path("open.ts"), text: "4".into(), facts: None };
        fixture.project.apply(&[open]);
        assert!(look(&mut fixture).is_empty());
        fixture.write("a.ts", "longer");
        fixture.write("new/d.ts", "5");
        fixture.write("open.ts", "longer, too");
        fixture.write(".env", "A=1\nB=2\n");
        fs::remove_file(fixture.path("b/c.ts")).unwrap();
        assert_eq!(look(&mut fixture), [".env", "a.ts", "b/c.ts", "new/d.ts"]);
        assert!(look(&mut fixture).is_empty());
        let text = fixture.project.by_path(&fixture.path("a.ts")).unwrap().text();
        assert_eq!(&*text, "longer");
    }

    #[test]
    fn a_gitignore_that_changed_is_seen_by_what_it_does() {
        let mut fixture = Fixture::new("//- package.json\n{}\n//- .gitignore\nold.ts\n//- old.ts\n1\n//- new.ts\n2\n");
        fixture.write(".gitignore", "new.ts\n");
        assert_eq!(look(&mut fixture), [".gitignore", "old.ts"]);
        assert!(fixture.project.by_path(&fixture.path("old.ts")).is_some());
        assert!(fixture.project.by_path(&fixture.path("new.ts")).is_none());
        assert!(look(&mut fixture).is_empty());
    }
}
