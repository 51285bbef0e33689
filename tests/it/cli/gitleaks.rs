use super::{app, json, staunch, stderr, stdout};

const APP: &str = r#"
//- package.json
{ "dependencies": { "next": "16.0.0", "react": "19.0.0" } }
//- staunch.json
{ "gitleaks": [".gitleaks.toml"] }
//- .gitleaks.toml
[extend]
path = "rules/base.toml"
[[allowlists]]
paths = ['''^vendored/''']
//- rules/base.toml
[[rules]]
id = "acme-pin"
regex = '''(?i)acme[-_]?pin['"]?\s*[:=(]\s*['"]?(\d{4}-\d{4})'''
keywords = ["acme"]
//- app/page.tsx
import { Pin } from '../components/pin';
export default function Page() { return <Pin />; }
//- components/pin.tsx
'use client';
// acme-pin: 1111-2222
export function Pin() { return <p onClick={() => fetch('/x', { body: JSON.stringify({ acmepin: '3333-4444' }) })} />; }
//- scripts/tool.mjs
export const pin = acmepin('5555-6666');
//- deploy/values.yaml
acme:
  acme-pin: 7777-8888
//- vendored/x.js
export const acmepin = '9999-0000';
//- .env
NEXT_PUBLIC_ACME_PIN=1212-3434
"#;

#[test]
fn imported_rules_take_part_in_all_that_is_known_of_a_place() {
    let app = app(APP);
    let report = json(app.path(), &[]);
    let found: Vec<(&str, &str, u64)> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            let line = one["range"]["start"]["line"].as_u64().unwrap();
            (one["rule"].as_str().unwrap(), one["file"].as_str().unwrap(), line)
        })
        .collect();
    assert_eq!(
        found,
        [
            ("needless-public-prefix", ".env", 1),
            ("comment-secret", "components/pin.tsx", 2),
            ("hardcoded-secret-in-client", "components/pin.tsx", 3),
            ("hardcoded-secret", "deploy/values.yaml", 2),
            ("hardcoded-secret", "scripts/tool.mjs", 1),
        ],
        "{report:#}"
    );
    let told = stdout(&staunch(app.path(), &["check"]));
    assert!(told.contains("`acme-pin`") && told.contains("a rule of `.gitleaks.toml`"), "{told}");
    for value in ["1111-2222", "3333-4444", "5555-6666", "7777-8888", "1212-3434"] {
        assert!(!told.contains(value) && !report.to_string().contains(value), "{told}");
    }
}

#[test]
fn a_file_of_rules_that_cannot_be_read_is_named_at_its_place() {
    let app = app("//- package.json\n{}\n//- staunch.json\n{ \"gitleaks\": [\"none.toml\"] }\n");
    let output = staunch(app.path(), &["check"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("staunch.json:1:16: this file of rules cannot be read"), "{}", stderr(&output));
}
