//! The answer after any edits is that of a fresh look: findings, graph, chains, explanations, actions.

mod answers;
mod module;
mod settings;
mod workspace;

use staunch::analysis::{Analysis, Change};
use workspace::Workspace;

use crate::support::random::Random;

/// Edits of one workspace, in batches of at most so many, compared after each batch.
fn walk(seed: u64, batches: usize, most: usize) {
    let mut random = Random::new(seed);
    let mut workspace = Workspace::new(&mut random);
    let mut analysis = Analysis::open(&[workspace.root()]).unwrap();
    for batch in 0..batches {
        let mut changes = Vec::new();
        for _ in 0..=random.below(most) {
            changes.extend(workspace.step(&mut random));
        }
        if random.one_in(2) {
            for change in changes {
                analysis.apply(vec![change]);
                ask(&analysis, &mut random);
            }
        } else {
            analysis.apply(changes);
        }
        ask(&analysis, &mut random);
        // Half-written code may be read in more ways than one until the hand rests.
        analysis.apply(
            workspace.open_texts().map(|(path, _)| Change::Settle { path: workspace.root().join(path) }).collect(),
        );
        let fresh = afresh(&mut workspace);
        let doing = |what: &str| {
            let log = &workspace.log[workspace.log.len().saturating_sub(30)..];
            format!("{what}: seed {seed}, batch {batch}\n{log:#?}\n{}", workspace.texts())
        };
        if random.one_in(3) {
            let one_by_one = answers::findings_one_by_one(&analysis.snapshot());
            same(&one_by_one, &answers::findings(&fresh.snapshot()), || doing("file by file"));
        }
        let (now, fresh) = (analysis.snapshot(), fresh.snapshot());
        same(&answers::all(&now), &answers::all(&fresh), || doing("all"));
        if random.one_in(4) {
            same(&answers::actions(&now), &answers::actions(&fresh), || doing("actions"));
        }
    }
}

/// What counts, seen for the first time. A file that git ignores counts while it is open, which the second folder cannot say.
fn afresh(workspace: &mut Workspace) -> Analysis {
    let root = workspace.mirror();
    let mut fresh = Analysis::open(std::slice::from_ref(&root)).unwrap();
    let unseen = workspace.open_texts().map(|(path, text)| (root.join(path), text));
    let unseen = unseen.filter(|(path, _)| fresh.snapshot().file(path).is_none());
    let opened = unseen.map(|(path, text)| Change::Open { path, text: text.into(), parsed: None }).collect();
    fresh.apply(opened);
    fresh
}

/// Something is asked in between, so that there is something to keep.
fn ask(analysis: &Analysis, random: &mut Random) {
    let snapshot = analysis.snapshot();
    let mut files: Vec<_> =
        snapshot.project().sources.iter().map(|file| (snapshot.relative(file.id), file.id)).collect();
    files.sort();
    let Some((_, file)) = (!files.is_empty()).then(|| random.pick(&files)) else { return };
    match random.below(7) {
        0 => drop(snapshot.findings_of(*file)),
        1 => drop(snapshot.why(*file)),
        2 => drop(snapshot.graph().modules()),
        3 => drop(snapshot.hover(*file, 300)),
        4 => {
            for finding in snapshot.findings_of(*file) {
                drop(snapshot.offers(&finding));
            }
        }
        5 => drop(answers::all(&snapshot)),
        _ => {}
    }
}

fn same(now: &[String], fresh: &[String], doing: impl Fn() -> String) {
    let only = |these: &[String], those: &[String]| -> Vec<String> {
        these.iter().filter(|line| !those.contains(line)).cloned().collect()
    };
    assert!(now == fresh, "{}\nafter the edits: {:#?}\nafresh: {:#?}", doing(), only(now, fresh), only(fresh, now));
}

#[test]
fn edits_one_at_a_time_add_up_to_a_fresh_look() {
    for seed in 0..8 {
        walk(seed, 30, 1);
    }
}

#[test]
fn edits_in_batches_add_up_to_a_fresh_look() {
    for seed in 100..104 {
        walk(seed, 20, 6);
    }
}

/// As many walks as `STAUNCH_WALKS` says, from `STAUNCH_SEED` on: for whoever changes what is kept.
#[test]
#[ignore = "runs for as long as one wants"]
fn many_edits_add_up_to_a_fresh_look() {
    let number = |name: &str, default: u64| std::env::var(name).map_or(default, |text| text.parse().unwrap());
    let first = number("STAUNCH_SEED", 1000);
    for seed in first..first + number("STAUNCH_WALKS", 100) {
        walk(seed, 60, if seed % 2 == 0 { 1 } else { 6 });
    }
}
