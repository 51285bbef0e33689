use std::fs;
use std::path::Path;

use super::{SIGN_UP, app, json, staunch, stderr, stdout};

const MOVE: &[&str] = &["fix", "--action", "move-to-route", "--at", "lib/sms.ts:3:70"];

fn tree(folder: &Path) -> Vec<(String, Vec<u8>)> {
    fn walk(root: &Path, folder: &Path, files: &mut Vec<(String, Vec<u8>)>) {
        for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                walk(root, &entry, files);
            } else {
                files.push((entry.strip_prefix(root).unwrap().to_str().unwrap().to_owned(), fs::read(&entry).unwrap()));
            }
        }
    }
    let mut files = Vec::new();
    walk(folder, folder, &mut files);
    files.sort();
    files
}

#[test]
fn without_write_nothing_changes_and_the_diff_says_what_would() {
    let app = app(SIGN_UP);
    let before = tree(app.path());
    let output = staunch(app.path(), MOVE);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let diff = stdout(&output);
    assert!(diff.contains("--- /dev/null\n+++ b/app/api/"), "{diff}");
    assert!(diff.contains("--- a/lib/sms.ts\n+++ b/lib/sms.ts"), "{diff}");
    assert_eq!(tree(app.path()), before);
}

#[test]
fn the_move_takes_the_leak_away_and_the_same_again_changes_nothing() {
    let app = app(SIGN_UP);
    let output = staunch(app.path(), &[MOVE, &["--write"]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let route =
        tree(app.path()).into_iter().find(|(name, _)| name.starts_with("app/api/") && name.ends_with("route.ts"));
    assert!(route.is_some(), "{}", stdout(&output));
    assert!(!fs::read_to_string(app.path().join("lib/sms.ts")).unwrap().contains("NEXT_PUBLIC_TWILIO_AUTH_TOKEN"));
    let env = fs::read_to_string(app.path().join(".env.local")).unwrap();
    assert!(env.contains("\nTWILIO_AUTH_TOKEN=") && !env.contains("NEXT_PUBLIC_TWILIO_AUTH_TOKEN"));
    let report = json(app.path(), &[]);
    let severe: Vec<_> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| ["critical", "high"].contains(&finding["severity"].as_str().unwrap()))
        .collect();
    assert!(severe.is_empty(), "{severe:#?}");
    let after = tree(app.path());
    let again = staunch(app.path(), &[MOVE, &["--write"]].concat());
    assert_eq!(again.status.code(), Some(0), "{}", stderr(&again));
    assert_eq!(tree(app.path()), after);
}

#[test]
fn an_action_is_done_where_it_is_offered_and_the_other_findings_do_not_matter() {
    let published = "//- public/config.json\n{ \"accountSid\": \"{SID}\", \"authToken\": \"{TOKEN}\" }\n";
    let app = app(&format!("{SIGN_UP}{published}"));
    let others = json(app.path(), &[])["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| finding["actions"].as_array().unwrap().iter().all(|action| action["id"] != "move-to-route"))
        .count();
    assert!(others > 0);
    let output = staunch(app.path(), &["fix", "--action", "move-to-route", "--write"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(stderr(&output), "");
    assert!(app.path().join("app/api").is_dir(), "{}", stdout(&output));
    let again = staunch(app.path(), &["fix", "--action", "move-to-route", "--write"]);
    assert_eq!((again.status.code(), stderr(&again)), (Some(0), String::new()));
}

#[test]
fn of_two_leaks_of_one_kind_both_move() {
    let call = "await fetch('https://api.twilio.com/2010-04-01/Accounts.json', { headers: { Authorization: `Bearer ${process.env.NEXT_PUBLIC_TWILIO_AUTH_TOKEN}` } });";
    let app = app(&format!(
        "{SIGN_UP}//- app/page.tsx\n'use client';\nexport default function Page() {{\n  return <a onClick={{async () => {{\n    {call}\n    {call}\n  }}}}>Go</a>;\n}}\n"
    ));
    let output = staunch(app.path(), &["fix", "--action", "move-to-route", "--write", "app"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let page = fs::read_to_string(app.path().join("app/page.tsx")).unwrap();
    assert!(!page.contains("NEXT_PUBLIC"), "{page}");
}

#[test]
fn a_byte_order_mark_and_line_ends_stay() {
    let app = app(SIGN_UP);
    let path = app.path().join("lib/sms.ts");
    let text = format!("\u{feff}{}", fs::read_to_string(&path).unwrap().replace('\n', "\r\n"));
    fs::write(&path, text).unwrap();
    let output = staunch(app.path(), &[MOVE, &["--write"]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.starts_with('\u{feff}'));
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
}

#[test]
fn one_file_that_cannot_be_written_changes_nothing() {
    let app = app(SIGN_UP);
    let locked = app.path().join(".env.local");
    let mut permissions = fs::metadata(&locked).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&locked, permissions).unwrap();
    let before = tree(app.path());
    let output = staunch(app.path(), &[MOVE, &["--write"]].concat());
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains(".env.local"), "{}", stderr(&output));
    assert_eq!(tree(app.path()), before);
}

#[test]
fn a_refusal_is_exit_1_with_its_reason() {
    let app = app(&SIGN_UP
        .replace("//- tsconfig.json", "//- next.config.js\nmodule.exports = { output: 'export' };\n//- tsconfig.json"));
    let output = staunch(app.path(), MOVE);
    assert_eq!(output.status.code(), Some(1), "{}", stdout(&output));
    assert!(stderr(&output).contains("without a server"), "{}", stderr(&output));
}

#[test]
fn suppress_writes_the_reason() {
    let app = app(SIGN_UP);
    let args = ["fix", "--action", "suppress", "--at", "lib/sms.ts:3:70", "--reason", "a demo account", "--write"];
    let output = staunch(app.path(), &args);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = fs::read_to_string(app.path().join("lib/sms.ts")).unwrap();
    assert!(text.contains("// staunch-ignore-next-line public-env-secret: a demo account\nconst client"), "{text}");
    assert_eq!(json(app.path(), &["lib"])["findings"].as_array().unwrap().len(), 0);
}
