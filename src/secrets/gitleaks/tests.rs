#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use super::{Imported, RuleFile};

const RULES: &str = r#"
title = "ours"
minVersion = "v8.25.0"
[extend]
useDefault = true

[[rules]]
id = "acme-token"
description = "Detected an Acme token"
regex = '''acme\.connect\("([a-z0-9]{8})"\)'''
keywords = ["ACME"]
tags = ["ours"]

[[rules]]
id = "acme-pair"
regex = '''pair=([a-z]+):([A-Za-z0-9]{12})'''
secretGroup = 2
entropy = 3
keywords = ["pair"]
path = '''\.conf$'''
[[rules.allowlists]]
condition = "AND"
paths = ['''^old/''']
stopwords = ["Staging"]

[[rules]]
id = "generic-thing"
regex = '''thing: (\w{6,})'''
keywords = ["thing"]
[rules.allowlist]
regexTarget = "line"
regexes = ['''# public''']

[[rules]]
id = "thing-id"
regex = '''(?i)TH[0-9]{6}'''
keywords = ["th"]

[[allowlists]]
targetRules = ["thing-id"]
regexes = ['''^TH000''']

[allowlist]
paths = ['''(^|/)vendored/''']
"#;

fn imported(texts: &[&str]) -> (Imported, Vec<String>) {
    let texts: Vec<Arc<str>> = texts.iter().map(|text| Arc::from(*text)).collect();
    let (imported, faults) = Imported::new([RuleFile { name: "rules.toml", texts: &texts }]);
    (imported, faults.into_iter().map(|(_, fault)| fault).collect())
}

fn found<'t>(imported: &Imported, path: &str, text: &'t str) -> Vec<(&'static str, &'t str)> {
    let all = imported.scan(path, text);
    all.iter().map(|one| (one.credential.id.as_str(), &text[one.range.clone()])).collect()
}

#[test]
fn rules_find_what_they_find_in_gitleaks() {
    let (rules, faults) = imported(&[RULES]);
    assert!(faults.is_empty(), "{faults:?}");
    let in_file = |path, text| found(&rules, path, text);
    // The first group is the secret, keywords ignore case.
    assert_eq!(in_file("a.ts", "Acme; acme.connect(\"abcd1234\")"), [("acme-token", "abcd1234")]);
    // The group that is named; what is not random enough is none; the path counts.
    let pair = "pair=one:aB3dE6gH9jK2\npair=two:aaaaaaaaaaab";
    assert_eq!(in_file("a.conf", pair), [("acme-pair", "aB3dE6gH9jK2")]);
    assert_eq!(in_file("a.ts", pair), []);
    // Both conditions of a list, a list for a line, one for a rule, one for all.
    let staging = "pair=one:StagingdE6gH";
    assert_eq!(in_file("new/a.conf", staging).len(), 1);
    assert_eq!(in_file("old/a.conf", staging).len(), 0);
    assert_eq!(in_file("a.yml", "thing: abcdef\nthing: ghijkl # public"), [("generic-thing", "abcdef")]);
    assert_eq!(in_file("a.yml", "TH123456 TH000456"), [("thing-id", "TH123456")]);
    assert_eq!(in_file("lib/vendored/a.yml", "TH123456"), []);
    assert_eq!(in_file("a.yml", "TH123456 # gitleaks:allow\nTH654321"), [("thing-id", "TH654321")]);
    // Of two at one place the one that is not generic.
    assert_eq!(in_file("a.yml", "thing: TH123456"), [("thing-id", "TH123456")]);
    assert!(rules.may_find("…Thing…") && !rules.may_find("nought"));
}

#[test]
fn a_file_is_built_upon_the_one_it_extends() {
    let top = r#"
        [extend]
        path = "base.toml"
        disabledRules = ["thing-id"]
        [[rules]]
        id = "generic-thing"
        regex = '''stuff: (\w{6,})'''
        keywords = ["stuff"]
    "#;
    let (rules, faults) = imported(&[RULES, top]);
    assert!(faults.is_empty(), "{faults:?}");
    let text = "stuff: abcdef # public\nstuff: ghijkl\nthing: mnopqr TH123456";
    assert_eq!(found(&rules, "a.yml", text), [("generic-thing", "ghijkl")]);
}

#[test]
fn what_cannot_be_used_is_named_and_the_rest_counts() {
    let text = r#"
        [[rules]]
        id = "files"
        path = '''\.p12$'''
        [[rules]]
        id = "looks-back"
        regex = '''(?<=x)hidden'''
        [[rules]]
        id = "both"
        regex = '''ab'''
        [[rules.required]]
        id = "files"
        [[rules]]
        id = "helper"
        regex = '''cd'''
        skipReport = true
        [[rules]]
        id = "good"
        regex = '''EF\d+'''
    "#;
    let (rules, faults) = imported(&[text]);
    assert_eq!(
        faults,
        [
            "the rule `files` has no `regex`: it names files, and is left out",
            "the rule `looks-back` has a `regex` that cannot be read, and is left out",
            "the rule `both` needs what other rules find (`required`), and is left out",
        ]
    );
    // Without a keyword it is tried on every text.
    assert_eq!(found(&rules, "a", "abcd EF12"), [("good", "EF12")]);
    let (rules, faults) = imported(&["title = 'x'\n\n[[rules]]\nid = 1"]);
    assert_eq!(faults, ["it is no configuration of gitleaks, line 4"]);
    assert!(rules.is_empty());
}
