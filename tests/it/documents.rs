//! What is written about staunch agrees with it.

use std::fs;
use std::path::Path;

use serde_json::Value;
use staunch::rules::RULES;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn keys(object: &Value) -> Vec<&str> {
    object.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn the_readme_lists_every_rule_in_order() {
    let readme = read("README.md");
    let table = readme.split("\n## Rules\n").nth(1).unwrap().split("\n## ").next().unwrap();
    let listed: Vec<&str> = table.lines().filter(|line| line.starts_with("| `")).collect();
    let rules: Vec<String> = RULES.iter().map(|rule| format!("| `{}` | {} |", rule.name, rule.summary)).collect();
    assert_eq!(listed, rules);
}

#[test]
fn the_readmes_configuration_names_what_there_is() {
    let readme = read("README.md");
    let example = readme.split("```jsonc\n").nth(1).unwrap().split("```").next().unwrap();
    let names: Vec<&str> = example.split('"').skip(1).step_by(2).filter(|name| name.contains('-')).collect();
    assert!(!names.is_empty());
    for name in names {
        assert!(RULES.iter().any(|rule| rule.name == name), "the example names no rule with `{name}`");
    }
}

#[test]
fn links_between_documents_lead_somewhere() {
    let documents = [
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "editors/helix/README.md",
        "editors/neovim/README.md",
        "editors/vscode/README.md",
        "tests/editors/README.md",
    ];
    let mut followed = 0;
    for document in documents {
        let folder = root().join(document).parent().unwrap().to_owned();
        for link in read(document).split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if !link.contains("://") {
                followed += 1;
                assert!(folder.join(link).exists(), "{document}: `{link}` is not there");
            }
        }
    }
    assert!(followed > 5);
}

#[test]
fn vs_code_has_every_key_of_staunch_json_as_a_setting() {
    let schema: Value = serde_json::from_str(&read("schemas/staunch.schema.json")).unwrap();
    let manifest: Value = serde_json::from_str(&read("editors/vscode/package.json")).unwrap();
    let settings = keys(&manifest["contributes"]["configuration"]["properties"]);
    for key in keys(&schema["properties"]).into_iter().filter(|key| *key != "$schema") {
        assert!(settings.contains(&format!("staunch.{key}").as_str()), "no setting `staunch.{key}`");
    }
}
