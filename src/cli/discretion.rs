//! No value of any kind in anything that is printed.
#![allow(clippy::unwrap_used)]

use std::fmt::Write;
use std::fs;
use std::sync::Arc;

use camino::Utf8PathBuf;

use super::args::Format;
use super::output::diff::{FileDiff, Sides};
use super::output::{Report, Told, diff};
use crate::analysis::{Analysis, Snapshot};
use crate::rules::Finding;
use crate::{fixes, secrets};

/// What a person could make use of: the longest run of letters and digits that is not the same for everybody.
fn telling(value: &str) -> Option<&str> {
    let runs = value.split(|c: char| !c.is_ascii_alphanumeric());
    let run = runs.filter(|run| run.bytes().any(|byte| byte.is_ascii_digit())).max_by_key(|run| run.len())?;
    run.get(run.len().checked_sub(12)?..)
}

/// An app that leaks every kind on every road, one file a value.
fn app(root: &Utf8PathBuf, samples: &[(String, String, String)]) {
    let put = |name: String, text: &str| {
        let path = root.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    put("package.json".into(), r#"{ "name": "app", "dependencies": { "next": "16.0.0", "react": "19.0.0" } }"#);
    let (mut page, mut env, mut data) = (String::new(), String::new(), Vec::new());
    let (mut list, mut image, mut requests) = (String::from("list:\n"), String::from("FROM node\n"), String::new());
    for (number, (kind, name, value)) in samples.iter().enumerate() {
        let _ = writeln!(
            page,
            "import {{ Use{number} }} from '../components/use{number}';\nexport const p{number} = Use{number};"
        );
        let literal = serde_json::to_string(value).unwrap();
        let client = format!(
            "'use client';\nconst {name} = {literal};\nexport function Use{number}() {{\n  const other = process.env.NEXT_PUBLIC_{name}_{number};\n  \
             fetch('https://api.example.com/{kind}', {{ headers: {{ 'x-api-key': {name}, authorization: `Bearer ${{other}}` }} }});\n  return null;\n}}\n"
        );
        put(format!("components/use{number}.tsx"), &client);
        put(
            format!("lib/server{number}.ts"),
            &format!("// {value}\nexport const {name} = process.env.{name} ?? {literal};\n"),
        );
        if !value.contains('\n') {
            let _ = writeln!(list, "  - {name}={value}\n  - {name}: {value}\n  - \"{name}={value}\"");
            let _ = writeln!(image, "ENV {name}={value}");
            let _ = writeln!(requests, "Authorization: Bearer {value}\n{name}: {value}");
            let _ = writeln!(env, "NEXT_PUBLIC_{name}_{number}=\"{value}\"\n{name}={value}");
        }
        data.push(format!("  {{ \"{name}\": {literal} }}"));
    }
    put("app/page.tsx".into(), &format!("{page}export default function Page() {{ return null }}\n"));
    put(".env.local".into(), &env);
    put("docker-compose.yml".into(), &list);
    put("Dockerfile".into(), &image);
    put("api/requests.http".into(), &requests);
    put("README.md".into(), &requests);
    put(".npmrc".into(), &env);
    put("public/config.json".into(), &format!("[\n{}\n]\n", data.join(",\n")));
}

/// Everything that a person or a program gets to see.
fn said(snapshot: &Snapshot) -> Vec<(String, String)> {
    let findings = snapshot.findings();
    let told = |findings: &[Arc<Finding>]| Report { findings: Told::all(snapshot, findings), accepted: 0 };
    let all = told(findings);
    let mut said: Vec<(String, String)> = [Format::Json, Format::Sarif, Format::Github]
        .into_iter()
        .map(|format| (format!("{format:?}"), all.render(format, false).unwrap()))
        .collect();
    for finding in findings.iter() {
        let one = told(std::slice::from_ref(finding));
        said.push((format!("human, {}", finding.rule), one.render(Format::Human, true).unwrap()));
        said.push(("debug".to_owned(), format!("{finding:?}")));
        if let Some((_, hover)) = snapshot.hover(finding.file, finding.span.start) {
            said.push((format!("hover, {}", finding.rule), hover));
        }
        for offer in snapshot.offers(finding).iter().filter(|offer| offer.disabled.is_none()) {
            let Ok(plan) = snapshot.plan(finding, offer.id, Some("tried")) else { continue };
            let created = plan.creates.iter().map(|new| (new.path.clone(), None, new.text.clone()));
            let edited = plan.edits_by_file().into_iter().map(|(file, edits)| {
                let old = snapshot.text(file).unwrap();
                let new = fixes::apply(&old, &edits);
                (snapshot.path(file).unwrap().to_path_buf(), Some(old), new)
            });
            for (path, old, new) in created.chain(edited) {
                let masked_old = old.as_ref().map(|old| snapshot.mask(&path, old));
                let masked_new = snapshot.mask(&path, &new);
                let sides = old.as_deref().zip(masked_old.as_deref()).map(|(real, masked)| Sides { real, masked });
                let file = FileDiff { name: "x", old: sides, new: Sides { real: &new, masked: &masked_new } };
                said.push((format!("{} of {}", offer.id, finding.rule), diff::render(&file, false)));
            }
        }
    }
    said
}

#[test]
fn no_value_of_any_kind_is_printed() {
    let samples = secrets::samples();
    let mut told = Vec::new();
    for some in samples.chunks(40) {
        let folder = tempfile::tempdir().unwrap();
        let root = Utf8PathBuf::from_path_buf(folder.path().canonicalize().unwrap()).unwrap();
        app(&root, some);
        let snapshot = Analysis::open(&[root]).unwrap().snapshot();
        assert!(snapshot.findings().len() > some.len(), "{}", snapshot.findings().len());
        for (by, text) in said(&snapshot) {
            for (kind, _, value) in some {
                if telling(value).is_some_and(|part| text.contains(part)) {
                    told.push(format!("{kind}: {by}"));
                }
            }
        }
    }
    assert!(told.is_empty(), "{} times: {:#?}", told.len(), &told[..told.len().min(40)]);
}
