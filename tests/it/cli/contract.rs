use std::io::Read;
use std::process::Stdio;

use super::{SIGN_UP, app, command, staunch, stderr, stdout};

#[test]
fn what_cannot_be_done_is_exit_2_with_its_name() {
    let app = app(SIGN_UP);
    for (args, name) in [
        (&[][..], "Usage"),
        (&["frobnicate"], "frobnicate"),
        (&["check", "no/such/path"], "no/such/path"),
        (&["check", "--frobnicate"], "--frobnicate"),
        (&["explain", "no-such-rule"], "no-such-rule"),
        (&["fix", "--action", "no-such-action"], "no-such-action"),
        (&["fix", "--rule", "no-such-rule"], "no-such-rule"),
        (&["fix", "--at", "lib/sms.ts"], "lib/sms.ts"),
        (&["why", "no/such/file.ts"], "no/such/file.ts"),
    ] {
        let output = staunch(app.path(), args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(stderr(&output).contains(name), "{args:?}: {}", stderr(&output));
        assert_eq!(stdout(&output), "", "{args:?}");
    }
}

#[test]
fn help_and_version_are_exit_0() {
    let here = tempfile::tempdir().unwrap();
    for args in [&["--help"][..], &["--version"], &["check", "--help"], &["explain"], &["completions", "bash"]] {
        let output = staunch(here.path(), args);
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        assert!(!output.stdout.is_empty());
    }
}

#[test]
fn explain_lists_names_first_and_shows_pages() {
    let here = tempfile::tempdir().unwrap();
    let list = stdout(&staunch(here.path(), &["explain"]));
    let names: Vec<_> = list.lines().map(|line| line.split_whitespace().next().unwrap()).collect();
    for name in ["public-env-secret", "twilio", "stripe"] {
        assert!(names.contains(&name), "{name}");
        let page = stdout(&staunch(here.path(), &["explain", name]));
        assert!(page.starts_with("# "), "{page}");
    }
    let twilio = stdout(&staunch(here.path(), &["explain", "twilio"]));
    assert!(twilio.contains("Promote") || twilio.contains("promote"), "{twilio}");
}

#[test]
fn explain_knows_the_providers_of_the_project_around() {
    let app = app(SIGN_UP);
    let own = r#"{ "providers": [{ "id": "acme", "name": "Acme", "public": [{ "title": "client id" }] }] }"#;
    std::fs::write(app.path().join("staunch.json"), own).unwrap();
    for from in [app.path().to_owned(), app.path().join("lib")] {
        let list = stdout(&staunch(&from, &["explain"]));
        assert!(list.lines().any(|line| line.starts_with("acme ")), "{list}");
        assert!(stdout(&staunch(&from, &["explain", "acme"])).starts_with("# Acme\n"));
    }
}

#[test]
fn a_closed_pipe_is_no_panic() {
    let app = app(SIGN_UP);
    let mut child = command(app.path(), &["graph"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let mut complaint = String::new();
    child.stderr.take().unwrap().read_to_string(&mut complaint).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_eq!(complaint, "");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_exit_2() {
    let app = app(SIGN_UP);
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = command(app.path(), &["check", "--format", "json"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn why_names_the_way_and_what_stops_it() {
    let app = app(SIGN_UP);
    let way = stdout(&staunch(app.path(), &["why", "lib/sms.ts"]));
    assert!(way.contains("ships to the browser") && way.contains("app/page.tsx:1:24"), "{way}");
    let stopped = staunch(app.path(), &["why", "app/layout.tsx"]);
    assert_eq!(stopped.status.code(), Some(0));
    assert!(stdout(&stopped).contains("does not reach the browser"));
    assert!(way.contains("Cutting the import at components/verify.tsx"), "{way}");
    assert!(way.contains("What goes to the browser here:") && way.contains("NEXT_PUBLIC_TWILIO_AUTH_TOKEN"), "{way}");
}

#[test]
fn why_tells_the_values_that_the_server_sends() {
    let app = app(r#"
//- package.json
{ "dependencies": { "next": "16.0.0", "react": "19.0.0" } }
//- app/layout.tsx
export default ({ children }) => <html><body>{children}</body></html>;
//- app/page.tsx
import { Panel } from '../components/panel';
export default function Page() { return <Panel />; }
//- components/panel.tsx
import { Chat } from './chat';
import { config } from '../lib/config';
export function Panel() { return <Chat token={config.token} />; }
//- components/chat.tsx
'use client';
export function Chat({ token }) { return <p>{token.length}</p>; }
//- lib/config.ts
export const config = { token: process.env.TWILIO_AUTH_TOKEN };
"#);
    let why = |file: &str| stdout(&staunch(app.path(), &["why", file]));
    let panel = why("components/panel.tsx");
    assert!(panel.contains("It runs on the server: app/page.tsx → components/panel.tsx."), "{panel}");
    assert!(panel.contains("What goes to the browser here:\n    components/panel.tsx:3:"), "{panel}");
    let config = why("lib/config.ts");
    assert!(config.contains("What goes to the browser elsewhere:\n    lib/config.ts:1:"), "{config}");
    assert!(config.contains("components/panel.tsx:3:"), "{config}");

    let report = staunch(app.path(), &["check", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&report.stdout).unwrap();
    let finding = &report["findings"][0];
    assert_eq!(finding["rule"], "secret-in-props");
    let hops: Vec<_> = finding["chain"].as_array().unwrap().iter().map(|hop| hop["file"].as_str().unwrap()).collect();
    assert_eq!(hops, ["app/page.tsx"]);
}

#[test]
fn the_graph_holds_every_source_module() {
    let app = app(SIGN_UP);
    let graph: serde_json::Value = serde_json::from_slice(&staunch(app.path(), &["graph"]).stdout).unwrap();
    let client = |file: &str| {
        graph["modules"].as_array().unwrap().iter().find(|module| module["file"] == file).unwrap()["client"].as_bool()
    };
    assert_eq!(client("app/page.tsx"), Some(false));
    assert_eq!(client("app/layout.tsx"), Some(false));
    assert_eq!(client("components/verify.tsx"), Some(true));
    assert_eq!(client("lib/sms.ts"), Some(true));
    assert_eq!(graph["exact"], true);
}

#[test]
fn a_framework_that_is_known_by_its_conventions_is_not_exact() {
    let app = app("\
//- package.json
{ \"devDependencies\": { \"@sveltejs/kit\": \"2\" } }
//- src/routes/+page.svelte
<script>
  // staunch-ignore-next-line public-env-secret: a key for tests
  const first = import.meta.env.VITE_OPENAI_API_SECRET;
</script>
<!-- staunch-ignore-next-line public-env-secret: a key for tests -->
<p>{first}{import.meta.env.VITE_OPENAI_API_SECRET}</p>
<b>größe: {import.meta.env.VITE_OPENAI_API_SECRET}</b>
");
    let graph: serde_json::Value = serde_json::from_slice(&staunch(app.path(), &["graph"]).stdout).unwrap();
    assert_eq!(graph["exact"], false);
    let output = staunch(app.path(), &["check", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let findings: Vec<_> = report["findings"].as_array().unwrap().iter().collect();
    assert_eq!(findings.len(), 1, "{report}");
    assert_eq!(findings[0]["confidence"], "likely");
    assert!(findings[0]["message"].as_str().unwrap().contains("likely, not proven"));
}

#[test]
fn the_schema_of_the_configuration_knows_what_the_reader_knows() {
    let schema: serde_json::Value = serde_json::from_str(include_str!("../../../schemas/staunch.schema.json")).unwrap();
    let keys: Vec<_> = schema["properties"].as_object().unwrap().keys().cloned().collect();
    for key in keys {
        let value = match key.as_str() {
            "rules" => "{}",
            "$schema" => "\"x\"",
            _ => "[]",
        };
        let app = app(&format!("{SIGN_UP}\n//- staunch.json\n{{ \"{key}\": {value} }}\n"));
        let output = staunch(app.path(), &["check", "app"]);
        assert_eq!((output.status.code(), stderr(&output)), (Some(0), String::new()), "{key}");
    }
}
