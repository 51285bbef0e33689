use super::{SIGN_UP, TOKEN, app, json, staunch, stdout};

/// The finding's file has a name that neither a URI nor a workflow command takes as it is.
fn awkward() -> tempfile::TempDir {
    let app = app(SIGN_UP);
    let name = "lib/sms, 100% né.ts";
    std::fs::rename(app.path().join("lib/sms.ts"), app.path().join(name)).unwrap();
    let verify = app.path().join("components/verify.tsx");
    let text = std::fs::read_to_string(&verify).unwrap();
    assert!(text.contains("lib/sms'"));
    std::fs::write(&verify, text.replace("lib/sms'", "lib/sms, 100% né'")).unwrap();
    app
}

#[test]
fn sarif_names_rules_places_and_chains() {
    let app = awkward();
    let findings = json(app.path(), &[])["findings"].clone();
    let output = staunch(app.path(), &["check", "--format", "sarif"]);
    assert_eq!(output.status.code(), Some(1));
    let log: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let driver = &run["tool"]["driver"];
    assert_eq!(driver["name"], "staunch");
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), findings.as_array().unwrap().len());
    for (result, finding) in results.iter().zip(findings.as_array().unwrap()) {
        let rule = &driver["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(rule["shortDescription"]["text"].is_string() && rule["helpUri"].is_string());
        assert_eq!(result["ruleId"], finding["rule"]);
        assert_eq!(result["partialFingerprints"]["staunch/v1"], finding["fingerprint"]);
        let region = &result["locations"][0]["physicalLocation"]["region"];
        assert_eq!(region["startLine"], finding["range"]["start"]["line"]);
        assert_eq!(region["endColumn"], finding["range"]["end"]["column"]);
    }
    let leak = results.iter().find(|result| result["ruleId"] == "public-env-secret").unwrap();
    assert_eq!(leak["level"], "error");
    let uri = &leak["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(uri, "lib/sms%2C%20100%25%20n%C3%A9.ts");
    let steps = leak["codeFlows"][0]["threadFlows"][0]["locations"].as_array().unwrap();
    assert_eq!(steps[0]["location"]["physicalLocation"]["artifactLocation"]["uri"], "app/page.tsx");
    assert!(!stdout(&output).contains(&TOKEN[..12]));
}

#[test]
fn github_gets_a_command_a_finding_and_nothing_else() {
    let app = awkward();
    let findings = json(app.path(), &[])["findings"].as_array().unwrap().len();
    let output = stdout(&staunch(app.path(), &["check", "--format", "github"]));
    assert_eq!(output.lines().count(), findings);
    let leak = output.lines().find(|line| line.contains("public-env-secret")).unwrap();
    assert!(leak.starts_with("::error file=lib/sms%2C 100%25 né.ts,line="), "{leak}");
    assert!(output.lines().all(|line| line.starts_with("::")));
}

#[test]
fn names_are_those_of_the_repository_where_code_is_hosted() {
    let app = app(SIGN_UP);
    let web = app.path().join("apps/web");
    std::fs::create_dir_all(&web).unwrap();
    for name in ["package.json", "tsconfig.json", "app", "components", "lib", ".env.local"] {
        std::fs::rename(app.path().join(name), web.join(name)).unwrap();
    }
    std::fs::create_dir(app.path().join(".git")).unwrap();
    std::fs::write(app.path().join(".git/HEAD"), "ref: refs/heads/main\n").unwrap();
    for here in [app.path(), &web] {
        let path = web.to_str().unwrap();
        let github = stdout(&staunch(here, &["check", "--format", "github", path]));
        assert!(github.contains("file=apps/web/lib/sms.ts,"), "{github}");
        let sarif = stdout(&staunch(here, &["check", "--format", "sarif", path]));
        assert!(sarif.contains("\"apps/web/lib/sms.ts\""), "{sarif}");
    }
}

#[test]
fn nothing_found_is_said_in_each_format() {
    let empty = app("//- package.json\n{}\n");
    assert_eq!(stdout(&staunch(empty.path(), &["check", "--format", "github"])), "");
    let sarif: serde_json::Value =
        serde_json::from_slice(&staunch(empty.path(), &["check", "--format", "sarif"]).stdout).unwrap();
    assert_eq!(sarif["runs"][0]["results"], serde_json::json!([]));
}
