use super::{SIGN_UP, TOKEN, app, command, json, staunch, stderr, stdout};

#[test]
fn the_seed_is_found_with_its_chain() {
    let app = app(SIGN_UP);
    let report = json(app.path(), &[]);
    let findings = report["findings"].as_array().unwrap();
    let finding = findings.iter().find(|finding| finding["rule"] == "public-env-secret").unwrap();
    assert_eq!(finding["file"], "lib/sms.ts");
    assert_eq!(finding["severity"], "critical");
    assert_eq!((&finding["power"], &finding["exposure"]), (&"K3".into(), &"E4".into()));
    assert_eq!(finding["provider"], "twilio");
    assert_eq!(finding["range"]["start"], serde_json::json!({ "line": 3, "column": 68 }));
    assert_eq!(finding["range"]["end"], serde_json::json!({ "line": 3, "column": 110 }));
    let chain: Vec<_> = finding["chain"].as_array().unwrap().iter().map(|hop| hop["file"].as_str().unwrap()).collect();
    assert_eq!(chain, ["app/page.tsx", "components/verify.tsx"]);
    let actions: Vec<_> =
        finding["actions"].as_array().unwrap().iter().map(|action| action["id"].as_str().unwrap()).collect();
    assert!(actions.contains(&"move-to-route"), "{actions:?}");
    assert_eq!(findings.iter().filter(|finding| finding["file"] == "lib/sms.ts").count(), 1, "{findings:#?}");
}

#[test]
fn people_get_the_way_the_risk_and_the_next_step() {
    let app = app(SIGN_UP);
    let output = staunch(app.path(), &["check"]);
    assert_eq!(output.status.code(), Some(1));
    let text = stdout(&output);
    for part in [
        "public-env-secret",
        "lib/sms.ts:3:68",
        "app/page.tsx",
        "components/verify.tsx",
        "K3",
        "E4",
        "next",
        "staunch fix",
    ] {
        assert!(text.contains(part), "{part} is missing in\n{text}");
    }
    assert!(!text.contains('\x1b'), "no ANSI when piped");
    assert!(stdout(&staunch(app.path(), &["check", "--color", "always"])).contains('\x1b'));
}

#[test]
fn no_output_shows_a_value() {
    let app = app(&format!(
        "{SIGN_UP}\n//- lib/old.ts\nimport twilio from 'twilio';\nexport const c = twilio('{{SID}}', '{{TOKEN}}');\n//- public/config.json\n{{ \"twilio\": {{ \"authToken\": \"{{TOKEN}}\" }} }}\n"
    ));
    let folder = app.path();
    let mut outputs = vec![
        staunch(folder, &["check"]),
        staunch(folder, &["check", "--format", "json"]),
        staunch(folder, &["check", "--color", "always"]),
        staunch(folder, &["graph"]),
        staunch(folder, &["why", "lib/sms.ts"]),
        staunch(folder, &["fix"]),
        command(folder, &["check"]).env("STAUNCH_LOG", "trace").output().unwrap(),
    ];
    for action in ["move-to-route", "extract-to-env", "suppress", "rename-public-env"] {
        outputs.push(staunch(folder, &["fix", "--action", action, "--reason", "a test"]));
    }
    for output in outputs {
        for text in [stdout(&output), stderr(&output)] {
            for part in TOKEN.as_bytes().windows(12) {
                assert!(!text.contains(std::str::from_utf8(part).unwrap()), "{text}");
            }
        }
    }
}

#[test]
fn the_level_that_fails_is_the_users() {
    let app = app(SIGN_UP);
    assert_eq!(staunch(app.path(), &["check", "--fail-on", "critical"]).status.code(), Some(1));
    assert_eq!(staunch(app.path(), &["check", "--fail-on", "never"]).status.code(), Some(0));
}

#[test]
fn a_check_of_a_subfolder_has_the_whole_projects_graph() {
    let app = app(SIGN_UP);
    let report = json(app.path(), &["lib"]);
    assert_eq!(report["findings"][0]["file"], "lib/sms.ts");
    assert_eq!(json(app.path(), &["app"])["findings"].as_array().unwrap().len(), 0);
}

#[test]
fn a_leak_in_a_workspace_package_is_that_of_the_app_that_builds_it() {
    let moved = SIGN_UP
        .replace("//- lib/sms.ts", "//- packages/sms/src/index.ts")
        .replace("'../lib/sms'", "'@acme/sms'")
        .replace("\"twilio\": \"5.0.0\"", "\"@acme/sms\": \"workspace:*\"");
    let files = moved.replace("//- ", "//- apps/web/").replace("apps/web/packages", "packages");
    let app = app(&format!(
        "//- package.json\n{{ \"workspaces\": [\"apps/*\", \"packages/*\"] }}\n{files}\n\
         //- packages/sms/package.json\n{{ \"name\": \"@acme/sms\", \"exports\": \"./dist/index.js\", \"dependencies\": {{ \"twilio\": \"5\" }} }}\n"
    ));
    let leak = |folder: &str| {
        let report = json(&app.path().join(folder), &["."]);
        let findings = report["findings"].as_array().unwrap();
        let found = findings.iter().find(|finding| finding["rule"] == "public-env-secret").cloned().unwrap();
        (found["file"].to_string(), found["severity"].to_string(), found["confidence"].to_string())
    };
    let proven = |file: &str| (format!("{file:?}"), "\"critical\"".to_owned(), "\"proven\"".to_owned());
    assert_eq!(leak("."), proven("packages/sms/src/index.ts"));
    assert_eq!(leak("apps/web"), proven("../../packages/sms/src/index.ts"));
}

#[test]
fn a_broken_configuration_is_named_and_the_rest_is_checked() {
    let app =
        app(&format!("{SIGN_UP}\n//- staunch.json\n{{ \"rules\": {{ \"public-env-secret\": 3 }}, \"ignroe\": [] }}\n"));
    let output = staunch(app.path(), &["check", "--fail-on", "never"]);
    assert_eq!(output.status.code(), Some(1));
    let text = stderr(&output);
    assert!(text.contains("staunch.json:1:") && text.contains("ignroe"), "{text}");
    assert!(stdout(&output).contains("public-env-secret"));
}

#[test]
fn severities_and_globs_are_the_teams() {
    let with = |config: &str| {
        let app = app(&format!("{SIGN_UP}\n//- staunch.json\n{config}\n"));
        json(app.path(), &["lib"])["findings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|f| f["severity"].to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(with("{}"), ["\"critical\""]);
    assert_eq!(with(r#"{ "rules": { "public-env-secret": "low" } }"#), ["\"low\""]);
    assert_eq!(with(r#"{ "rules": { "public-env-secret": "off" } }"#), [""; 0]);
    assert_eq!(with(r#"{ "ignore": ["lib/**"] }"#), [""; 0]);
    let overrides =
        r#"{ "overrides": [{ "files": ["lib/**"], "rules": { "public-env-secret": "hint" } }] } // a comment"#;
    assert_eq!(with(overrides), ["\"hint\""]);
}

#[test]
fn a_suppression_with_a_reason_counts_and_one_without_is_a_finding() {
    let with = |comment: &str| {
        let app = app(&SIGN_UP.replace("const client", &format!("{comment}\nconst client")));
        let report = json(app.path(), &["lib"]);
        report["findings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|f| f["rule"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(with("// staunch-ignore-next-line public-env-secret: a demo account"), [""; 0]);
    let other = with("// staunch-ignore-next-line hardcoded-secret: a demo account");
    assert_eq!(other, ["suppression-unused", "public-env-secret"]);
    assert_eq!(with("// staunch-ignore-next-line hardcoded-secret, public-env-secret: a demo account").len(), 1);
    let without = with("// staunch-ignore-next-line public-env-secret");
    assert_eq!(without.len(), 2, "{without:?}");
}

#[test]
fn the_same_twice() {
    let app = app(SIGN_UP);
    for args in [&["check", "--format", "json"][..], &["graph"], &["graph", "--format", "dot"]] {
        assert_eq!(staunch(app.path(), args).stdout, staunch(app.path(), args).stdout);
    }
}
