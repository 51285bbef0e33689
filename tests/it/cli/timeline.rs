use std::path::Path;

use super::staged::git;
use super::{TOKEN, app, json, staunch, stdout};

/// Commits everything as of that day.
fn commit(folder: &Path, day: &str) {
    let date = format!("{day}T12:00:00+00:00");
    git(folder, &["add", "--all"]);
    let output = std::process::Command::new("git")
        .args(["-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--quiet", "--message", day])
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_AUTHOR_DATE", &date)
        .env("GIT_COMMITTER_DATE", &date)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_value_is_there_since_the_commit_that_brought_it() {
    let app = app(
        "//- package.json\n{ \"dependencies\": { \"vite\": \"8.0.0\" } }\n//- index.html\n<script type=\"module\" src=\"/src/main.ts\"></script>\n//- src/old.ts\nexport const a = 1;\n//- src/main.ts\nimport './old';\n",
    );
    git(app.path(), &["init", "--quiet"]);
    commit(app.path(), "2026-01-01");
    let leak = format!("import twilio from 'twilio';\nexport const client = twilio('AC{TOKEN}', '{TOKEN}');\n");
    std::fs::write(app.path().join("src/old.ts"), format!("{leak}console.log(client);\n")).unwrap();
    commit(app.path(), "2026-02-02");
    // Renamed, and changed elsewhere: neither is a beginning.
    std::fs::rename(app.path().join("src/old.ts"), app.path().join("src/sms.ts")).unwrap();
    std::fs::write(app.path().join("src/main.ts"), "import './sms';\n").unwrap();
    commit(app.path(), "2026-03-03");
    std::fs::write(app.path().join("src/sms.ts"), format!("// a line\n{leak}console.log(client);\n")).unwrap();
    commit(app.path(), "2026-04-04");
    // Not committed yet.
    std::fs::write(
        app.path().join("src/sms.ts"),
        format!("// a line\n{leak}console.log(client, import.meta.env.VITE_STRIPE_SECRET_KEY);\n"),
    )
    .unwrap();

    let report = json(app.path(), &["--timeline"]);
    let since: Vec<_> =
        report["findings"].as_array().unwrap().iter().map(|one| (&one["provider"], &one["since"])).collect();
    assert_eq!(since.len(), 2, "{report}");
    for (provider, since) in since {
        match provider.as_str().unwrap() {
            "twilio" => assert_eq!(since["date"].as_str().unwrap().split('T').next(), Some("2026-02-02")),
            _ => assert!(since.is_null(), "{since}"),
        }
    }
    let human = stdout(&staunch(app.path(), &["check", "--timeline"]));
    assert!(human.contains("in this file since 2026-02-02 (commit "), "{human}");
    assert!(json(app.path(), &[])["findings"][0]["since"].is_null());
}

#[test]
fn what_a_user_or_a_hook_has_set_for_git_changes_nothing() {
    let app = app(
        "//- package.json\n{ \"dependencies\": { \"vite\": \"8.0.0\" } }\n//- index.html\n<script type=\"module\" src=\"/src/main.ts\"></script>\n",
    );
    std::fs::create_dir(app.path().join("src")).unwrap();
    let leak = format!("import twilio from 'twilio';\nexport const client = twilio('AC{TOKEN}', '{TOKEN}');\n");
    std::fs::write(app.path().join("src/a \"b\".ts"), &leak).unwrap();
    std::fs::write(app.path().join("src/main.ts"), "import './a \"b\"';\n").unwrap();
    git(app.path(), &["init", "--quiet"]);
    commit(app.path(), "2026-01-01");
    let (settings, other) = (app.path().join("settings"), tempfile::tempdir().unwrap());
    std::fs::write(&settings, "[log]\n\tshowRoot = false\n[grep]\n\tlineNumber = true\n\tcolumn = true\n").unwrap();
    git(other.path(), &["init", "--quiet"]);
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_staunch"))
        .args(["check", "--timeline", "--format", "json"])
        .current_dir(app.path())
        .env("GIT_CONFIG_GLOBAL", &settings)
        .env("GIT_DIR", other.path().join(".git"))
        .output()
        .unwrap();
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let one = &report["findings"][0];
    assert_eq!(one["since"]["date"].as_str().map(|date| &date[..10]), Some("2026-01-01"), "{report}");
}
