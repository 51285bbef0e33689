//! Runs the examples of the rules' pages.
//!
//! Under `## Leaks` and `## Fine`, each `###` section is one project: its fenced blocks are its files, named behind the
//! language (`tsx app/page.tsx`). A comment (or bare line) `^^^ rule-name` marks a finding in the line above, and its
//! severity where that follows; what is not marked must not be found. `{hex:32}` and the like stand for random values, `tracked` behind the name has git
//! track the file; a second block of that name is what the file was changed to.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::process::Command;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use super::built::{Known, check as check_built};
use super::{Context, Finding, RULES, check, check_file};
use crate::flow::Memo;
use crate::graph::Graph;
use crate::project::{Options, Project, built};
use crate::secrets::Catalogue;
use crate::text::{Encoding, LineIndex, Span};

/// One project of a page.
#[derive(Default)]
struct Case {
    title: String,
    leaks: bool,
    files: Vec<CaseFile>,
}

struct CaseFile {
    path: String,
    text: String,
    tracked: bool,
    marks: Vec<Mark>,
}

struct Mark {
    span: Span,
    rule: String,
    severity: Option<String>,
}

#[test]
fn every_page_keeps_its_word() {
    let mut failures = Vec::new();
    for rule in RULES {
        let cases = cases(rule.page);
        for kind in [true, false] {
            if !cases.iter().any(|case| case.leaks == kind) {
                failures.push(format!("{}: no {} example", rule.name, if kind { "leaks" } else { "fine" }));
            }
        }
        for case in &cases {
            failures.extend(run(case).into_iter().map(|failure| format!("{}: {}: {failure}", rule.name, case.title)));
            if case.leaks && !case.files.iter().flat_map(|file| &file.marks).any(|mark| mark.rule == rule.name) {
                failures.push(format!("{}: {}: marks no {}", rule.name, case.title, rule.name));
            }
        }
    }
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
}

/// What belongs to no page by itself: the forms that one thing has in many frameworks.
fn keeps_its_word(page: &str) {
    let failures: Vec<String> = cases(page)
        .iter()
        .flat_map(|case| run(case).into_iter().map(|failure| format!("{}: {failure}", case.title)))
        .collect();
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn functions_of_hosts() {
    keeps_its_word(include_str!("cases/hosts.md"));
}

#[test]
fn servers_of_ones_own() {
    keeps_its_word(include_str!("cases/servers.md"));
}

#[test]
fn endpoints_of_frameworks() {
    keeps_its_word(include_str!("cases/frameworks.md"));
}

#[test]
fn checks_of_callers() {
    keeps_its_word(include_str!("cases/checks.md"));
}

#[test]
fn pages_begin_with_their_names() {
    for rule in RULES {
        assert!(rule.page.starts_with(&format!("# {}\n", rule.name)), "{}", rule.name);
        for heading in ["## Why ", "## Leaks", "## Fine", "## How to fix it"] {
            assert!(rule.page.contains(heading), "{}: {heading}", rule.name);
        }
    }
}

fn run(case: &Case) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let root = Utf8PathBuf::from_path_buf(folder.path().canonicalize().unwrap()).unwrap();
    let write = |file: &CaseFile| {
        let path = root.join(&file.path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, &file.text).unwrap();
    };
    case.files.iter().filter(|file| file.tracked).for_each(write);
    let tracked: Vec<&str> = case.files.iter().filter(|file| file.tracked).map(|file| file.path.as_str()).collect();
    if !tracked.is_empty() && !track(&root, &tracked) {
        return Vec::new();
    }
    case.files.iter().filter(|file| !file.tracked).for_each(write);
    let project = Arc::new(
        Project::open(&[root], &Options { interests: crate::rules::interests(), ..Options::default() }).unwrap(),
    );
    let graph = Graph::new(Arc::clone(&project));
    let memo = Memo::default();
    let context = Context { project: &project, graph: &graph, memo: &memo, catalogue: Catalogue::builtin() };
    let findings = check(&context);
    let mut failures = compare(&project, case, &findings);
    failures.extend(compare_built(&context, case));
    for file in project.sources.iter() {
        let alone: Vec<_> = check_file(&context, file.id).iter().map(|finding| finding.fingerprint).collect();
        let all: Vec<_> =
            findings.iter().filter(|finding| finding.file == file.id).map(|finding| finding.fingerprint).collect();
        if alone != all {
            failures.push(format!("{}: alone it has other findings", project.relative(file.id)));
        }
    }
    failures
}

/// Where builds leave their output.
const BUILT: [&str; 3] = [".next", "dist", "out"];

/// The same for what `--artifacts` finds in the case's builds; each mark stands for the value's first bytes.
fn compare_built(context: &Context<'_>, case: &Case) -> Vec<String> {
    let root = &context.project.root;
    let known = Known::of(context);
    let files: Vec<_> = BUILT.iter().flat_map(|name| built::files(&root.join(name))).collect();
    let found = check_built(context, &known, &files, &|path| built::text(path).ok());
    let mut told: Vec<(String, &str)> = Vec::new();
    for finding in &found {
        let name = finding.path.strip_prefix(root).unwrap();
        if !is_built(name.as_str()) {
            continue;
        }
        told.push((format!("{name}:{}:{}", finding.start.line + 1, finding.start.column + 1), finding.rule));
    }
    let mut marked: Vec<(String, &str)> = Vec::new();
    for file in case.files.iter().filter(|file| is_built(&file.path)) {
        for mark in &file.marks {
            let start = LineIndex::new(&file.text).position(mark.span.start, Encoding::Utf16);
            marked.push((format!("{}:{}:{}", file.path, start.line + 1, start.column + 1), &mark.rule));
        }
    }
    told.sort();
    marked.sort();
    if told == marked { Vec::new() } else { vec![format!("marked {marked:?}, but told {told:?}")] }
}

/// A `.env` file in a build's output is read with the sources.
fn is_built(path: &str) -> bool {
    !path.ends_with(".env")
        && BUILT.iter().any(|name| path.strip_prefix(name).is_some_and(|rest| rest.starts_with('/')))
}

fn compare(project: &Project, case: &Case, findings: &[Finding]) -> Vec<String> {
    let mut failures = Vec::new();
    let place = |text: &str, offset: u32| {
        let before = &text[..offset as usize];
        format!(
            "{}:{}",
            before.matches('\n').count() + 1,
            offset as usize - before.rfind('\n').map_or(0, |at| at + 1) + 1
        )
    };
    let mut expected: Vec<(&CaseFile, &Mark)> =
        case.files.iter().flat_map(|file| file.marks.iter().map(move |mark| (file, mark))).collect();
    expected.retain(|(file, _)| !is_built(&file.path));
    for finding in findings {
        let relative = project.relative(finding.file);
        let known = expected
            .iter()
            .position(|(file, mark)| file.path == relative && mark.rule == finding.rule && mark.span == finding.span);
        match known {
            Some(index) => {
                let (_, mark) = expected.swap_remove(index);
                let told = finding.severity.word();
                if let Some(severity) = mark.severity.as_deref().filter(|severity| *severity != told) {
                    failures.push(format!("{relative}: {} is told as {told}, marked as {severity}", finding.rule));
                }
            }
            None => {
                let text = project.file(finding.file).unwrap().text();
                failures.push(format!(
                    "{relative}:{}-{} {}, not marked: {}",
                    place(&text, finding.span.start),
                    place(&text, finding.span.end),
                    finding.rule,
                    finding.message
                ));
            }
        }
        for sentence in [&finding.message, &finding.next] {
            if !sentence.ends_with('.') || sentence.contains("  ") || sentence.contains("..") {
                failures.push(format!("not a sentence: {sentence}"));
            }
        }
    }
    for (file, mark) in expected {
        failures.push(format!("{}:{} {}: not found", file.path, place(&file.text, mark.span.start), mark.rule));
    }
    failures
}

fn track(root: &Utf8Path, paths: &[&str]) -> bool {
    let git = |arguments: &[&str]| {
        Command::new("git")
            .args(arguments)
            .current_dir(root)
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .output()
            .is_ok_and(|output| output.status.success())
    };
    git(&["init", "--quiet"])
        && git(&[&["add", "--force", "--"], paths].concat())
        && git(&["-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--quiet", "--message", "a"])
}

fn cases(page: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut leaks = None;
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if let Some(heading) = line.strip_prefix("## ") {
            leaks = match heading {
                "Leaks" => Some(true),
                "Fine" => Some(false),
                _ => None,
            };
        } else if let (Some(title), Some(leaks)) = (line.strip_prefix("### "), leaks) {
            cases.push(Case { title: title.to_owned(), leaks, files: Vec::new() });
        } else if let (Some(info), Some(_)) = (line.strip_prefix("```").filter(|info| !info.is_empty()), leaks) {
            let mut words = info.split(' ').skip(1);
            let path = words.next().expect("a file's name behind the language").to_owned();
            let tracked = words.next() == Some("tracked");
            let body: Vec<&str> = lines.by_ref().take_while(|line| !line.starts_with("```")).collect();
            let (text, marks) = read(&body);
            cases.last_mut().expect("a title").files.push(CaseFile { path, text, tracked, marks });
        }
    }
    for case in &mut cases {
        let mut add = |path: &str, text: &str| {
            if !case.files.iter().any(|file| file.path == path) {
                case.files.push(CaseFile {
                    path: path.to_owned(),
                    text: text.to_owned(),
                    tracked: false,
                    marks: Vec::new(),
                });
            }
        };
        add(
            "package.json",
            r#"{ "name": "app", "dependencies": { "next": "16.0.0", "react": "19.2.0", "react-dom": "19.2.0" } }"#,
        );
        add("app/layout.tsx", "export default ({ children }) => <html><body>{children}</body></html>;\n");
        add(".gitignore", "node_modules\n.env*\n");
    }
    cases
}

/// Takes the marks out and fills the values in.
fn read(body: &[&str]) -> (String, Vec<Mark>) {
    let mut text = String::new();
    let mut marks = Vec::new();
    let mut above: (usize, &str) = (0, "");
    let mut seed = 7_u64;
    for line in body {
        let comment = line.trim_start();
        let lead = ["//", "#", "{/*", "<!--"].iter().find_map(|lead| comment.strip_prefix(lead));
        let marked = Some(lead.map_or(comment, str::trim_start));
        if let Some(mark) = marked.filter(|mark| mark.starts_with('^')) {
            let start = line.find('^').unwrap();
            let length = mark.bytes().take_while(|byte| *byte == b'^').count();
            let said = mark[length..].trim().trim_end_matches("*/}").trim_end_matches("-->").trim();
            let (rule, severity) = said.split_once(' ').map_or((said, None), |(rule, word)| (rule, Some(word)));
            let width = |end: usize| {
                let mut seed = 7;
                fill(&above.1[..end.min(above.1.len())], &mut seed).len() as u32
            };
            let span = Span::new(above.0 as u32 + width(start), above.0 as u32 + width(start + length));
            marks.push(Mark { span, rule: rule.to_owned(), severity: severity.map(str::to_owned) });
            continue;
        }
        above = (text.len(), line);
        text.push_str(&fill(line, &mut seed));
        text.push('\n');
    }
    (text, marks)
}

/// `{hex:32}`: so many random characters of a class.
fn fill(line: &str, seed: &mut u64) -> String {
    let classes = [
        ("{hex:", "0123456789abcdef"),
        ("{b58:", "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"),
        ("{alnum:", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"),
    ];
    let mut out = String::new();
    let mut rest = line;
    'next: while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        rest = &rest[open..];
        for (head, letters) in classes {
            if let Some((count, tail)) = rest.strip_prefix(head).and_then(|tail| tail.split_once('}')) {
                for _ in 0..count.parse().unwrap() {
                    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    out.push(char::from(letters.as_bytes()[(*seed >> 33) as usize % letters.len()]));
                }
                rest = tail;
                continue 'next;
            }
        }
        out.push('{');
        rest = &rest[1..];
    }
    out.push_str(rest);
    out
}
