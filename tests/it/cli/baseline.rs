use super::{SIGN_UP, TOKEN, app, json, staunch, stderr, stdout};

#[test]
fn what_was_accepted_is_silent_and_what_is_new_is_not() {
    let app = app(SIGN_UP);
    let found = json(app.path(), &[])["summary"]["findings"].as_u64().unwrap();
    assert!(found > 0);
    let written = staunch(app.path(), &["check", "--baseline", "accepted.json", "--write-baseline"]);
    assert_eq!((written.status.code(), stdout(&written)), (Some(0), String::new()));
    let text = std::fs::read_to_string(app.path().join("accepted.json")).unwrap();
    assert!(!text.contains(&TOKEN[..12]));
    let again = json(app.path(), &["--baseline", "accepted.json"]);
    assert_eq!(again["summary"]["findings"], 0);
    assert_eq!(staunch(app.path(), &["check", "--baseline", "accepted.json"]).status.code(), Some(0));

    // Lines move, and another leak comes along.
    let sms = app.path().join("lib/sms.ts");
    let code = std::fs::read_to_string(&sms).unwrap();
    std::fs::write(&sms, format!("// a line\n\n{code}\nconsole.log(process.env.NEXT_PUBLIC_STRIPE_SECRET_KEY)\n"))
        .unwrap();
    let later = json(app.path(), &["--baseline", "accepted.json"]);
    let names: Vec<_> = later["findings"].as_array().unwrap().iter().map(|one| one["provider"].clone()).collect();
    assert_eq!(names, ["stripe"]);
}

#[test]
fn the_file_is_the_same_each_time() {
    let app = app(SIGN_UP);
    let write = || {
        staunch(app.path(), &["check", "--baseline", "accepted.json", "--write-baseline"]);
        std::fs::read(app.path().join("accepted.json")).unwrap()
    };
    assert_eq!(write(), write());
}

#[test]
fn what_was_not_looked_at_stays_accepted() {
    let app = app(SIGN_UP);
    let write = |more: &[&str]| {
        let args = [&["check", "--baseline", "accepted.json", "--write-baseline"], more].concat();
        assert_eq!(staunch(app.path(), &args).status.code(), Some(0));
        std::fs::read(app.path().join("accepted.json")).unwrap()
    };
    let whole = write(&["."]);
    // A folder in which nothing is found.
    std::fs::create_dir(app.path().join("docs")).unwrap();
    assert_eq!(write(&["docs"]), whole);
    assert_eq!(write(&["lib"]), whole);
}

#[test]
fn what_is_no_baseline_is_not_written_over() {
    let app = app(SIGN_UP);
    let before = std::fs::read(app.path().join("package.json")).unwrap();
    for (name, said) in [("package.json", "no baseline"), ("lib", "a folder")] {
        let output = staunch(app.path(), &["check", "--baseline", name, "--write-baseline"]);
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains(said), "{}", stderr(&output));
    }
    assert_eq!(std::fs::read(app.path().join("package.json")).unwrap(), before);
}

#[test]
fn what_is_no_baseline_is_named() {
    let app = app(SIGN_UP);
    let secret = format!("{{\"version\": \"{TOKEN}\"}}");
    for (text, said) in
        [(&*secret, "it is no baseline"), ("{\"version\":2,\"findings\":[]}", "version 2"), ("", "no baseline")]
    {
        std::fs::write(app.path().join("accepted.json"), text).unwrap();
        let output = staunch(app.path(), &["check", "--baseline", "accepted.json"]);
        assert_eq!(output.status.code(), Some(2));
        let complaint = stderr(&output);
        assert!(complaint.contains("accepted.json") && complaint.contains(said), "{complaint}");
        assert!(!complaint.contains(&TOKEN[..12]), "{complaint}");
    }
    for args in [&["check", "--write-baseline"][..], &["check", "--baseline", "no/such.json"]] {
        assert_eq!(staunch(app.path(), args).status.code(), Some(2));
    }
    let nowhere = staunch(app.path(), &["check", "--baseline", "package.json/x", "--write-baseline"]);
    assert_eq!(nowhere.status.code(), Some(2));
    assert!(stderr(&nowhere).contains("package.json/x"), "{}", stderr(&nowhere));
}
