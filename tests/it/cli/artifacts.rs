use std::path::Path;

use super::{SIGN_UP, TOKEN, app, staunch, stderr, stdout};

const OTHER: &str = "c41d9e02b7f35a688e0d1f2a3b4c5d6e";

/// The sign-up app, built: what the tests below put into `.next`.
fn built(files: &[(&str, &str)]) -> tempfile::TempDir {
    let app = app(SIGN_UP);
    let all = [("build-manifest.json", "{}"), ("BUILD_ID", "x")].iter().chain(files);
    for (name, text) in all {
        let path = app.path().join(".next").join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text.replace("{TOKEN}", TOKEN).replace("{OTHER}", OTHER)).unwrap();
    }
    app
}

/// `file:line:column rule` of what is in the build alone.
fn found(folder: &Path) -> Vec<String> {
    let output = staunch(folder, &["check", "--artifacts", ".next", "--format", "json"]);
    let report: serde_json::Value =
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", stderr(&output)));
    assert!(!stdout(&output).contains(&TOKEN[..12]) && !stdout(&output).contains(&OTHER[..12]));
    let findings = report["findings"].as_array().unwrap().iter();
    let of_build = findings.filter(|finding| finding["rule"].as_str().unwrap().ends_with("-build"));
    of_build
        .map(|finding| {
            let start = &finding["range"]["start"];
            let (file, rule) = (finding["file"].as_str().unwrap(), finding["rule"].as_str().unwrap());
            format!("{file}:{}:{} {rule}", start["line"], start["column"])
        })
        .collect()
}

#[test]
fn what_ships_and_what_stays_are_told_apart() {
    let app = built(&[
        ("static/chunks/a.js", "var é='𝒳',a=\"{TOKEN}\";"),
        ("server/chunks/b.js", "var a=\"{TOKEN}\""),
        ("server/app/index.html", "<p>{TOKEN}</p>"),
        ("server/app/index.rsc", "5:[\"$\",\"p\",null,{\"children\":\"{TOKEN}\"}]\n"),
        ("server/pages/shop.json", "{\"pageProps\":{\"twilioAuthToken\":\"{OTHER}\"}}"),
        ("cache/old.js", "var a=\"{TOKEN}\""),
        ("server/prerender-manifest.json", "{\"preview\":{\"previewModeSigningKey\":\"{OTHER}{OTHER}\"}}"),
    ]);
    assert_eq!(
        found(app.path()),
        [
            ".next/server/app/index.html:1:4 secret-in-build",
            ".next/server/chunks/b.js:1:8 secret-in-server-build",
            ".next/server/pages/shop.json:1:34 secret-in-build",
            ".next/static/chunks/a.js:1:15 secret-in-build",
        ]
    );
}

#[test]
fn a_map_names_the_module() {
    let map = r#"{"version":3,"sources":["turbopack:///[project]/lib/sms.ts"],"sourcesContent":["const a = 1\n"],"names":[],"mappings":"AAAA"}"#;
    let app = built(&[
        ("static/chunks/a.js", "var a=\"{TOKEN}\";\n//# sourceMappingURL=a.js.map\n"),
        ("static/chunks/a.js.map", map),
    ]);
    let human = stdout(&staunch(app.path(), &["check", "--artifacts", ".next"]));
    assert!(human.contains("It comes from `lib/sms.ts`."), "{human}");
    assert!(human.contains(".next/static/chunks/a.js:1:8"), "{human}");
    // The same in GitHub's form, and in a baseline.
    let github = stdout(&staunch(app.path(), &["check", "--artifacts", ".next", "--format", "github"]));
    assert!(github.contains("::error file=.next/static/chunks/a.js,line=1,"), "{github}");
    staunch(app.path(), &["check", "--artifacts", ".next", "--baseline", "b.json", "--write-baseline"]);
    let later = staunch(app.path(), &["check", "--artifacts", ".next", "--baseline", "b.json"]);
    assert_eq!(later.status.code(), Some(0), "{}", stdout(&later));
}

#[test]
fn a_folder_that_is_not_there_is_exit_2() {
    let app = app(SIGN_UP);
    for folder in ["no/such/folder", "package.json"] {
        let output = staunch(app.path(), &["check", "--artifacts", folder]);
        assert_eq!((output.status.code(), stdout(&output)), (Some(2), String::new()));
        assert!(stderr(&output).contains(folder), "{}", stderr(&output));
    }
}

#[test]
fn what_cannot_be_read_costs_nothing_else() {
    let app =
        built(&[("static/chunks/a.js", "var a=\"{TOKEN}\""), ("static/b.json", "{\"a\":"), ("static/c.js.map", "{")]);
    std::fs::write(app.path().join(".next/static/d.js"), [0xff, 0xfe, 0x00]).unwrap();
    assert_eq!(found(app.path()), [".next/static/chunks/a.js:1:8 secret-in-build"]);
}

#[test]
fn the_teams_settings_hold_for_builds_too() {
    let app = built(&[
        ("static/a.js", "var a=\"{TOKEN}\""),
        ("static/b.js", "var a=\"{TOKEN}\""),
        ("server/c.js", "var a=\"{TOKEN}\""),
    ]);
    let settings = r#"{ "rules": { "secret-in-build": "low", "secret-in-server-build": "off" }, "ignore": [".next/static/b.js"] }"#;
    std::fs::write(app.path().join("staunch.json"), settings).unwrap();
    assert_eq!(found(app.path()), [".next/static/a.js:1:8 secret-in-build"]);
    let report = stdout(&staunch(app.path(), &["check", "--artifacts", ".next", "--format", "json", "app"]));
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    assert_eq!(report["summary"]["low"], 1, "{report}");
}
