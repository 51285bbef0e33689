//! Scenarios: a project in one text, an action, and the project afterwards.
//!
//! Each `##` section of a page is one project: its fenced blocks are its files, named behind the language (`tsx
//! app/page.tsx`). `Then ACTION` (with `on RULE` where several findings have it) is what is done; the blocks behind it
//! are what has become of the files, all of those that are not the same. `Also new:` names files whose text another scenario shows, and
//! `Refused:` is the sentence when it cannot be done. `package.json`, `tsconfig.json` and `.gitignore` are there unless given.
//!
//! `UPDATE_SCENARIOS=1 cargo test` writes what comes out into the pages: read the diff.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use super::{ACTIONS, Plan, Refusal, offers, plan};
use crate::flow::Memo;
use crate::graph::Graph;
use crate::project::{Options, Project};
use crate::rules::{Context, Finding, Severity, check};
use crate::secrets::Catalogue;

const PACKAGE: &str = r#"{
  "name": "shop",
  "dependencies": { "next": "16.0.0", "react": "19.0.0", "react-dom": "19.0.0", "twilio": "5.0.0" }
}
"#;
const TSCONFIG: &str = r#"{ "compilerOptions": { "strict": true, "paths": { "@/*": ["./*"] } } }
"#;
const GITIGNORE: &str = ".env*\n!.env.example\nnode_modules\n";

#[derive(Default)]
struct Scenario {
    title: String,
    /// The text before the action's line, as written.
    head: String,
    files: BTreeMap<String, String>,
    action: String,
    rule: Option<String>,
    after: String,
}

fn scenarios(page: &str) -> (String, Vec<Scenario>) {
    let mut found: Vec<Scenario> = Vec::new();
    let mut intro = String::new();
    let mut block: Option<(String, String)> = None;
    for line in page.lines() {
        if let Some((path, text)) = &mut block {
            if line == "```" {
                let scenario = found.last_mut().unwrap();
                if scenario.action.is_empty() {
                    scenario.files.insert(path.clone(), text.clone());
                }
                block = None;
            } else {
                writeln!(text, "{line}").unwrap();
            }
        } else if let Some(info) = line.strip_prefix("```").filter(|_| !found.is_empty()) {
            let path = info.split_whitespace().nth(1).unwrap_or_else(|| panic!("a block without a name: {line}"));
            block = Some((path.to_owned(), String::new()));
        } else if let Some(title) = line.strip_prefix("## ") {
            found.push(Scenario { title: title.to_owned(), ..Scenario::default() });
            continue;
        } else if let Some(action) = line.strip_prefix("Then ") {
            let scenario = found.last_mut().unwrap();
            let (action, rule) =
                action.split_once(" on ").map_or((action, None), |(action, rule)| (action, Some(rule)));
            action.trim_end_matches(':').clone_into(&mut scenario.action);
            scenario.rule = rule.map(|rule| rule.trim_end_matches(':').to_owned());
            writeln!(scenario.head, "{line}").unwrap();
            continue;
        }
        match found.last_mut() {
            Some(scenario) if scenario.action.is_empty() => writeln!(scenario.head, "{line}").unwrap(),
            Some(scenario) => writeln!(scenario.after, "{line}").unwrap(),
            None => writeln!(intro, "{line}").unwrap(),
        }
    }
    (intro, found)
}

/// A project on disk, and what is asked of it.
struct World {
    _folder: tempfile::TempDir,
    root: Utf8PathBuf,
}

impl World {
    fn new(files: &BTreeMap<String, String>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = Utf8PathBuf::from_path_buf(folder.path().canonicalize().unwrap()).unwrap();
        let world = Self { _folder: folder, root };
        let javascript = files.keys().any(|path| path.ends_with(".jsx") || path.ends_with(".js"))
            && !files.keys().any(|path| path.ends_with(".tsx") || path.ends_with(".ts"));
        let defaults = [("package.json", PACKAGE), ("tsconfig.json", TSCONFIG), (".gitignore", GITIGNORE)];
        for (path, text) in defaults {
            let fits = !javascript || path != "tsconfig.json";
            if fits && !files.contains_key(path) {
                world.write(path, text);
            }
        }
        for (path, text) in files {
            world.write(path, text);
        }
        world
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, filled(text)).unwrap();
    }

    fn ask<T>(&self, question: impl FnOnce(&Context<'_>, &[Finding]) -> T) -> T {
        let project = Arc::new(
            Project::open(
                std::slice::from_ref(&self.root),
                &Options { interests: crate::rules::interests(), ..Options::default() },
            )
            .unwrap(),
        );
        let graph = Graph::new(Arc::clone(&project));
        let memo = Memo::default();
        let catalogue = Catalogue::with_own(project.config.providers.iter().map(|(value, _)| value), []);
        assert!(catalogue.faults().providers.is_empty(), "{:?}", catalogue.faults());
        let context = Context { project: &project, graph: &graph, memo: &memo, catalogue };
        let findings = check(&context);
        question(&context, &findings)
    }

    /// Applies a plan to the files; gives what is new or another, by name.
    fn apply(&self, plan: &Plan, context: &Context<'_>) -> BTreeMap<String, String> {
        let mut changed = BTreeMap::new();
        for file in &plan.creates {
            assert!(!file.path.exists(), "{} is there already", file.path);
            changed.insert(self.relative(&file.path), file.text.clone());
        }
        for (file, text) in super::check::texts(context.project, &plan.edits) {
            changed.insert(context.project.relative(file), text);
        }
        for (path, text) in &changed {
            let path = self.root.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        changed
    }

    fn relative(&self, path: &Utf8Path) -> String {
        path.strip_prefix(&self.root).unwrap_or(path).to_string()
    }
}

/// Values that must not stand in a committed file are put together here: `{hex:32}`.
fn filled(text: &str) -> String {
    let mut out = text.to_owned();
    while let Some(start) = out.find("{hex:") {
        let end = start + out[start..].find('}').unwrap();
        let count: usize = out[start + 5..end].parse().unwrap();
        let value: String = "c4e1f09a7b3d58260fe92b6d1a73c58e".chars().cycle().take(count).collect();
        out.replace_range(start..=end, &value);
    }
    out.replace("{sk}", concat!("sk_", "live_", "9LkR2mTzVbXcPd7WnYe3Hq5s"))
}

fn unfilled(text: &str) -> String {
    let hex: String = "c4e1f09a7b3d58260fe92b6d1a73c58e".chars().cycle().take(32).collect();
    text.replace(&hex, "{hex:32}").replace(concat!("sk_", "live_", "9LkR2mTzVbXcPd7WnYe3Hq5s"), "{sk}")
}

fn wanted<'f>(scenario: &Scenario, context: &Context<'_>, findings: &'f [Finding]) -> &'f Finding {
    let list =
        || findings.iter().map(|f| format!("{} {}", f.rule, context.project.relative(f.file))).collect::<Vec<_>>();
    findings
        .iter()
        .filter(|finding| scenario.rule.as_deref().is_none_or(|rule| rule == finding.rule))
        .find(|finding| offers(context, finding).iter().any(|offer| offer.id == scenario.action))
        .unwrap_or_else(|| panic!("{}: nothing has {}: {:?}", scenario.title, scenario.action, list()))
}

/// Does what the scenario says; gives the text of what came out.
fn run(scenario: &Scenario) -> String {
    let world = World::new(&scenario.files);
    let reason = (scenario.action == "suppress").then_some("because it is a test");
    let before = world.ask(|context, findings| {
        let finding = wanted(scenario, context, findings);
        let offer = offers(context, finding).into_iter().find(|offer| offer.id == scenario.action).unwrap();
        match plan(context, finding, &scenario.action, reason) {
            Ok(plan) => {
                assert_eq!(offer.disabled, None, "{}", scenario.title);
                let severity = finding.severity;
                let place = (finding.rule, context.project.relative(finding.file), finding.subject.variable.clone());
                let severities = counts(findings);
                Ok((world.apply(&plan, context), severity, place, severities))
            }
            Err(Refusal(reason)) => {
                assert_eq!(offer.disabled.as_deref(), Some(reason.as_str()), "{}", scenario.title);
                Err(reason)
            }
        }
    });
    let (changed, severity, place, severities) = match before {
        Ok(done) => done,
        Err(reason) => return format!("\nRefused: {reason}\n"),
    };
    world.ask(|context, findings| {
        let title = &scenario.title;
        for (path, text) in &changed {
            if crate::syntax::json::parse(text).is_ok()
                || !path.ends_with("ts") && !path.ends_with("tsx") && !path.ends_with("js")
            {
                continue;
            }
            let facts = crate::syntax::parse(text.as_str().into(), path);
            assert!(facts.errors.is_empty(), "{title}: {path} does not parse:\n{text}");
        }
        let again = findings.iter().find(|finding| {
            finding.rule == place.0
                && context.project.relative(finding.file) == place.1
                && finding.subject.variable == place.2
        });
        // `server-only` hinders the next leak, and ignoring does not untrack.
        let stays = scenario.action == "add-server-only" || place.0 == "env-tracked";
        assert!(again.is_none() || stays, "{title}: still found: {again:?}");
        for (of, count) in counts(findings) {
            let known = severities.get(&of).copied().unwrap_or_default();
            let burnt = of.1 == "burnt-value" || of.1 == "guard-unconfigured";
            assert!(count <= known || of.0 < severity.min(Severity::Medium) || burnt, "{title}: new {of:?}");
        }
        let offered = findings
            .iter()
            .filter(|finding| finding.subject.variable == place.2 && context.project.relative(finding.file) == place.1)
            .flat_map(|finding| offers(context, finding))
            .find(|offer| offer.id == scenario.action && offer.disabled.is_none() && scenario.action != "suppress");
        assert!(offered.is_none(), "{title}: offered again: {offered:?}");
    });
    print_changed(scenario, &changed)
}

fn counts(findings: &[Finding]) -> BTreeMap<(Severity, &'static str), usize> {
    let mut counts = BTreeMap::new();
    for finding in findings {
        *counts.entry((finding.severity, finding.rule)).or_default() += 1;
    }
    counts
}

/// Files whose text one scenario shows for all.
const SHARED: [&str; 4] = ["route-guard.ts", "route-guard.js", "rate-limit.ts", "rate-limit.js"];

fn print_changed(scenario: &Scenario, changed: &BTreeMap<String, String>) -> String {
    let mut out = String::new();
    let shown = scenario.after.contains("lib/route-guard.");
    let shown = shown && scenario.after.contains("export function sameOrigin");
    let mut also = Vec::new();
    let before = &scenario.files;
    for (path, text) in changed {
        if !shown && !before.contains_key(path) && SHARED.iter().any(|name| path.ends_with(name)) {
            also.push(format!("`{path}`"));
            continue;
        }
        let language = Utf8Path::new(path).extension().unwrap_or("sh");
        let end = if text.ends_with('\n') { "" } else { "\n" };
        write!(out, "\n```{language} {path}\n{}{end}```\n", unfilled(text)).unwrap();
    }
    if !also.is_empty() {
        write!(out, "\nAlso new: {}.\n", also.join(", ")).unwrap();
    }
    out
}

fn run_page(name: &str, page: &str) {
    let (intro, scenarios) = scenarios(page);
    let only = std::env::var("SCENARIO").ok();
    let update = std::env::var("UPDATE_SCENARIOS").is_ok();
    let mut out = intro;
    let mut failures = Vec::new();
    for scenario in &scenarios {
        let skipped = only.as_ref().is_some_and(|only| !scenario.title.contains(only.as_str()));
        let result = if skipped { scenario.after.clone() } else { run(scenario) };
        if result.trim() != scenario.after.trim() && !update {
            failures.push(format!("## {}\nexpected:\n{}\ncame out:\n{result}", scenario.title, scenario.after));
        }
        write!(out, "## {}\n{}\n{}\n\n", scenario.title, scenario.head.trim_end_matches('\n'), result.trim_end())
            .unwrap();
    }
    if update {
        let path = format!("{}/src/fixes/tests/{name}.md", env!("CARGO_MANIFEST_DIR"));
        fs::write(path, out.trim_end().to_owned() + "\n").unwrap();
    }
    assert!(failures.is_empty(), "{} of {} differ:\n{}", failures.len(), scenarios.len(), failures.join("\n\n"));
}

macro_rules! pages {
    ($($name:ident),* $(,)?) => {
        $(#[test]
        fn $name() {
            run_page(stringify!($name), include_str!(concat!(stringify!($name), ".md")));
        })*
    };
}

pages!(
    app_router,
    call_sites,
    captures,
    guards,
    helpers,
    other_actions,
    pages_router,
    places,
    refusals,
    results,
    visitors
);

#[test]
fn ids_are_in_kebab_case_and_unique() {
    let mut ids: Vec<&str> = ACTIONS.iter().map(|action| action.id).collect();
    assert!(ids.iter().all(|id| id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')));
    assert!(ACTIONS.iter().all(|action| !action.summary.is_empty()));
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), ACTIONS.len());
}
