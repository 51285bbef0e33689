use std::path::Path;
use std::process::Command;

use super::{TOKEN, app, command, staunch, stderr, stdout};

pub(super) fn git(folder: &Path, args: &[&str]) {
    let output = Command::new("git")
        .args(["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "init.defaultBranch=main"])
        .args(args)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .output()
        .unwrap();
    assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
}

const CLEAN: &str = "import twilio from 'twilio';\nexport const client = twilio(process.env.SID, process.env.TOKEN);\n";

fn leak() -> String {
    format!("import twilio from 'twilio';\nexport const client = twilio('AC{TOKEN}', '{TOKEN}');\n")
}

/// A committed project without a leak.
fn repository() -> tempfile::TempDir {
    let app =
        app(&format!("//- package.json\n{{ \"name\": \"a\" }}\n//- lib/sms.ts\n{CLEAN}//- lib/old.ts\n{}", leak()));
    git(app.path(), &["init", "--quiet"]);
    git(app.path(), &["add", "."]);
    git(app.path(), &["commit", "--quiet", "--message", "a"]);
    app
}

fn places(folder: &Path) -> Vec<String> {
    let output = staunch(folder, &["check", "--staged", "--format", "json"]);
    let report: serde_json::Value =
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", stderr(&output)));
    let of = |finding: &serde_json::Value| {
        format!("{}:{}", finding["file"].as_str().unwrap(), finding["range"]["start"]["line"])
    };
    report["findings"].as_array().unwrap().iter().map(of).collect()
}

#[test]
fn only_what_the_commit_would_add_counts_and_as_it_is_in_the_index() {
    let app = repository();
    let sms = app.path().join("lib/sms.ts");
    assert_eq!(places(app.path()), [""; 0], "what is committed already is not told again");
    // On disk alone.
    std::fs::write(&sms, leak()).unwrap();
    assert_eq!(places(app.path()), [""; 0]);
    git(app.path(), &["add", "lib/sms.ts"]);
    assert_eq!(places(app.path()), ["lib/sms.ts:2"]);
    // In the index alone, two lines above where it is on disk; then gone from the disk.
    std::fs::write(&sms, format!("\n\n{}", leak())).unwrap();
    assert_eq!(places(app.path()), ["lib/sms.ts:2"]);
    std::fs::write(&sms, CLEAN).unwrap();
    assert_eq!(places(app.path()), ["lib/sms.ts:2"]);
    std::fs::remove_file(&sms).unwrap();
    assert_eq!(places(app.path()), ["lib/sms.ts:2"]);
    git(app.path(), &["add", "--all"]);
    assert_eq!(places(app.path()), [""; 0], "a file that the commit takes away");
}

#[test]
fn a_hook_of_a_partial_commit_has_an_index_of_its_own() {
    let app = repository();
    std::fs::write(app.path().join("lib/sms.ts"), leak()).unwrap();
    std::fs::copy(app.path().join(".git/index"), app.path().join(".git/partial")).unwrap();
    let add = |index: &str| {
        let mut git = Command::new("git");
        git.args(["add", "lib/sms.ts"]).current_dir(app.path()).env("GIT_INDEX_FILE", index);
        assert!(git.status().unwrap().success());
    };
    add(".git/partial");
    let check = |index: Option<&str>| {
        let mut command = command(app.path(), &["check", "--staged"]);
        index.map(|index| command.env("GIT_INDEX_FILE", index));
        command.output().unwrap().status.code()
    };
    assert_eq!(check(Some(".git/partial")), Some(1));
    assert_eq!(check(None), Some(0));
}

#[test]
fn the_first_commit_holds_everything() {
    let app = app(&format!("//- package.json\n{{}}\n//- a.ts\n{}//- b.ts\n{}", leak(), leak()));
    git(app.path(), &["init", "--quiet"]);
    assert_eq!(places(app.path()), [""; 0]);
    git(app.path(), &["add", "a.ts"]);
    assert_eq!(places(app.path()), ["a.ts:2"]);
}

#[test]
fn an_env_file_is_told_before_it_is_committed() {
    let app = repository();
    std::fs::write(app.path().join(".env"), format!("TWILIO_AUTH_TOKEN={TOKEN}\n")).unwrap();
    assert_eq!(places(app.path()), [""; 0]);
    git(app.path(), &["add", ".env"]);
    assert_eq!(places(app.path()), [".env:1"]);
}

#[test]
fn without_a_repository_there_is_nothing_staged() {
    let app = app("//- package.json\n{}\n");
    let output = staunch(app.path(), &["check", "--staged"]);
    assert_eq!((output.status.code(), stdout(&output)), (Some(2), String::new()));
    assert!(stderr(&output).contains("no git repository"), "{}", stderr(&output));
}

#[cfg(unix)]
#[test]
fn nothing_that_the_repository_names_is_run() {
    let app = repository();
    let marker = app.path().join("ran");
    let run = format!("sh -c 'echo ran >> {}; cat'", marker.display());
    for (key, value) in [
        ("filter.evil.clean", run.as_str()),
        ("filter.evil.smudge", &run),
        ("diff.evil.textconv", &run),
        ("diff.external", &run),
        ("core.fsmonitor", &run),
        ("core.pager", &run),
        ("core.hooksPath", ".git/hooks"),
    ] {
        git(app.path(), &["-c", "core.fsmonitor=false", "config", key, value]);
    }
    std::fs::write(app.path().join("lib/sms.ts"), leak()).unwrap();
    git(app.path(), &["-c", "core.fsmonitor=false", "add", "lib/sms.ts"]);
    std::fs::write(app.path().join(".gitattributes"), "* filter=evil diff=evil\n").unwrap();
    let before = std::fs::read(&marker).ok();
    // Written in the same moment as the index: git itself would compare contents, by way of the filter.
    std::fs::write(app.path().join("lib/sms.ts"), CLEAN).unwrap();
    assert_eq!(places(app.path()), ["lib/sms.ts:2"]);
    assert_eq!(std::fs::read(&marker).ok(), before);
}

#[cfg(unix)]
#[test]
fn the_readmes_hook_refuses_a_commit_with_a_leak() {
    use std::os::unix::fs::PermissionsExt;

    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let script = readme.split("```sh\n").find(|block| block.starts_with("#!/bin/sh")).unwrap();
    let app = repository();
    let hook = app.path().join(".git/hooks/pre-commit");
    std::fs::create_dir_all(hook.parent().unwrap()).unwrap();
    std::fs::write(&hook, script.split("```").next().unwrap()).unwrap();
    std::fs::set_permissions(&hook, std::fs::Permissions::from_mode(0o755)).unwrap();
    let bin = Path::new(env!("CARGO_BIN_EXE_staunch")).parent().unwrap();
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap());
    let commit = |arguments: &[&str]| {
        let mut git = Command::new("git");
        git.args(["-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--quiet", "--message", "b"]);
        git.args(arguments).current_dir(app.path()).env("PATH", &path).env("GIT_CONFIG_GLOBAL", "/dev/null");
        git.output().unwrap().status.success()
    };
    let sms = app.path().join("lib/sms.ts");
    std::fs::write(&sms, leak()).unwrap();
    git(app.path(), &["add", "."]);
    assert!(!commit(&[]));
    std::fs::write(&sms, format!("// a line\n{CLEAN}")).unwrap();
    git(app.path(), &["add", "."]);
    assert!(commit(&[]));
    // A commit of some files alone, by an index of its own.
    std::fs::write(&sms, leak()).unwrap();
    assert!(!commit(&["lib/sms.ts"]));
}
