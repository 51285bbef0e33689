//! The commands that the README gives to hooks and to CI, run as it writes them.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use super::staged::git;
use super::{SIGN_UP, TOKEN, app, stderr, stdout};

fn readme() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap()
}

/// The block of that language that holds the words.
fn block(language: &str, words: &str) -> String {
    let (readme, fence) = (readme(), format!("```{language}\n"));
    let mut blocks = readme.split(&fence).skip(1).map(|rest| rest.split("```").next().unwrap());
    blocks.find(|block| block.contains(words)).unwrap_or_else(|| panic!("no {language} block about {words}")).to_owned()
}

/// A command for which `staunch` is on the `PATH`.
fn with_staunch(program: &str, folder: &Path) -> Command {
    let binary = Path::new(env!("CARGO_BIN_EXE_staunch")).parent().unwrap();
    let mut paths = vec![binary.to_owned()];
    paths.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap()));
    let mut command = Command::new(program);
    command.current_dir(folder).env("PATH", std::env::join_paths(paths).unwrap());
    command
}

#[cfg(unix)]
#[test]
fn the_hook_stops_a_commit_that_would_add_a_leak() {
    use std::os::unix::fs::PermissionsExt;

    let app = app("//- package.json\n{}\n//- lib/sms.ts\nexport const a = 1;\n");
    let folder = app.path();
    git(folder, &["init", "--quiet"]);
    let hook = folder.join(".git/hooks/pre-commit");
    fs::create_dir_all(hook.parent().unwrap()).unwrap();
    fs::write(&hook, block("sh", "check --staged")).unwrap();
    fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).unwrap();
    let commit = || -> Output {
        git(folder, &["add", "."]);
        let mut command = with_staunch("git", folder);
        command.args(["-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--quiet", "--message", "a"]);
        command.output().unwrap()
    };
    assert!(commit().status.success());
    let leak = format!("import twilio from 'twilio';\nexport const client = twilio('AC{TOKEN}', '{TOKEN}');\n");
    fs::write(folder.join("lib/sms.ts"), leak).unwrap();
    let refused = commit();
    assert!(!refused.status.success() && stderr(&refused).contains("lib/sms.ts:2"), "{refused:?}");
    fs::write(folder.join("lib/sms.ts"), "export const a = 2;\n").unwrap();
    assert!(commit().status.success());
}

#[test]
fn the_steps_of_the_workflow_write_a_report_and_fail_on_a_leak() {
    let app = app(SIGN_UP);
    let workflow = block("yaml", "upload-sarif");
    let steps: Vec<&str> = workflow.lines().filter_map(|line| line.trim().strip_prefix("- run: ")).collect();
    let ends: Vec<Output> = steps
        .iter()
        // As GitHub's runners do.
        .map(|step| with_staunch("sh", app.path()).args(["-e", "-c", step]).output().unwrap())
        .collect();
    let [report, annotations] = &*ends else { panic!("{steps:?}") };
    assert!(report.status.success(), "{report:?}");
    let name = workflow.split("sarif_file: ").nth(1).unwrap().split(' ').next().unwrap();
    let sarif: serde_json::Value = serde_json::from_slice(&fs::read(app.path().join(name)).unwrap()).unwrap();
    assert!(!sarif["runs"][0]["results"].as_array().unwrap().is_empty());
    assert_eq!(annotations.status.code(), Some(1));
    assert!(stdout(annotations).starts_with("::error file=lib/sms.ts,"), "{}", stdout(annotations));
}
