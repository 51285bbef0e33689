//! What a build writes is in git, with every value that it put in.

use super::engine::{Draft, File};
use super::{Rule, Severity};
use crate::project::Purpose;

pub(super) static RULE: Rule = Rule {
    name: "build-output-tracked",
    summary: "Git tracks what a build writes, with the values in it",
    page: include_str!("build_output_tracked.md"),
    check: Some(check),
};

/// Folders that only builds of frameworks write to.
const OWN: [&str; 6] = [".next", ".nuxt", ".output", ".svelte-kit", ".astro", ".open-next"];
/// Folders of builds, where an app is built for a host.
const SHARED: [&str; 3] = ["build", "dist", "out"];

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    if file.purpose() != Some(Purpose::Package) {
        return;
    }
    let project = file.shared.context.project;
    let root = file.source.path.parent();
    let Some(app) = project.apps.iter().find(|app| Some(&*app.root) == root) else { return };
    let build = file
        .tree()
        .and_then(|tree| tree.get("scripts"))
        .and_then(|scripts| scripts.entries().iter().find(|entry| &*entry.key == "build"));
    let Some(build) = build.filter(|_| !app.framework.package.is_empty()) else { return };
    let mut folders = OWN.iter().chain(SHARED.iter().filter(|_| app.is_static()));
    if let Some(folder) = folders.find(|folder| project.git.tracks_below(&app.root.join(folder))) {
        let message = format!(
            "Git tracks `{folder}`, which the build writes: it holds every value that was put in, and pages that were rendered \
             with the environment of whoever built them."
        );
        let next = format!("Run `git rm -r --cached {folder}` and add `{folder}` to .gitignore.");
        out.push(Draft::note(build.key_span, Severity::Medium, message, next));
    }
}
