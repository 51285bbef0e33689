//! The server publishes exactly what `check` lists, at the same places.

use std::process::Command;

use serde_json::{Value, json};

use crate::support::app::{App, SMS};
use crate::support::client::{Client, capable};

/// What `check` says of the folder, as the server is to say it.
pub(super) fn listed(app: &App) -> Vec<Value> {
    let check = ["check", "--format", "json", "--fail-on", "never", "."];
    let output = Command::new(env!("CARGO_BIN_EXE_staunch")).args(check).current_dir(app.root()).output().unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let place = |place: &Value| {
        let from_0 = |name: &str| place[name].as_u64().unwrap() - 1;
        json!({ "line": from_0("line"), "character": from_0("column") })
    };
    let findings = report["findings"].as_array().unwrap().iter();
    let listed = findings.map(|finding| {
        let severity = match finding["severity"].as_str().unwrap() {
            "critical" | "high" => 1,
            "medium" => 2,
            "low" => 3,
            _ => 4,
        };
        let hops: Vec<_> =
            finding["chain"].as_array().unwrap().iter().map(|hop| app.uri(hop["file"].as_str().unwrap())).collect();
        json!({
            "uri": app.uri(finding["file"].as_str().unwrap()),
            "range": { "start": place(&finding["range"]["start"]), "end": place(&finding["range"]["end"]) },
            "severity": severity, "code": finding["rule"], "message": finding["message"],
            "fingerprint": finding["fingerprint"], "way": hops,
        })
    });
    sorted(listed.collect())
}

/// What an editor shows once all has been checked.
pub(super) fn shown(app: &App, client: &mut Client) -> Vec<Value> {
    // A check shows its files in order: with the last, all are shown.
    let last = app.uri("zz.ts");
    app.write("zz.ts", &format!("export const key = 'sk_{}_51H8aQ2eZvKYlo2CqW7xN4rTbM9uJ0pLdS6fGkVc'\n", "live"));
    client.watched(&[(&last, 1)]);
    client.shown(&last, 1);
    app.remove("zz.ts");
    client.watched(&[(&last, 3)]);
    client.shown(&last, 0);
    let mut shown = Vec::new();
    for (uri, diagnostics) in client.latest() {
        for diagnostic in diagnostics.as_array().unwrap() {
            assert_eq!(diagnostic["source"], "staunch");
            let page = format!("https://staunch.dev/rules/{}", diagnostic["code"].as_str().unwrap());
            assert_eq!(diagnostic["codeDescription"]["href"], page);
            let related = diagnostic["relatedInformation"].as_array().cloned().unwrap_or_default();
            let hops = related.iter().filter(|place| place["message"].as_str().unwrap().contains(" imports "));
            let hops: Vec<_> = hops.map(|place| place["location"]["uri"].clone()).collect();
            shown.push(json!({
                "uri": uri, "range": diagnostic["range"], "severity": diagnostic["severity"], "code": diagnostic["code"],
                "message": diagnostic["message"], "fingerprint": diagnostic["data"]["fingerprint"], "way": hops,
            }));
        }
    }
    sorted(shown)
}

fn sorted(mut values: Vec<Value>) -> Vec<Value> {
    values.sort_by_key(Value::to_string);
    values
}

/// Leaks of many kinds, and files that cannot be read as they are.
fn varied() -> App {
    let hex = "9f8e3a7c41d05b62e7f1a94c8d3b6025";
    let app = App::leaking();
    app.write(
        ".env",
        &format!("NEXT_PUBLIC_TWILIO_AUTH_TOKEN={hex}\n# staunch-ignore-next-line public-env-secret\nA=1\n"),
    );
    app.write("public/config.json", &format!("{{ \"é🔐\": 1, \"twilio\": {{ \"authToken\": \"{hex}\" }} }}\n"));
    app.write("app/other/page.tsx", "'use client'\r\nimport { send } from '@/lib/sms'\rexport default () => <b onClick={send}>{process.env.DATABASE_URL}</b>\r\n");
    app.write("lib/mail.ts", "\u{feff}/* é🔐 */ export const key = process.env.NEXT_PUBLIC_SENDGRID_API_KEY!\n");
    app.write(
        "app/mail/page.tsx",
        "'use client'\nimport { key } from '../../lib/mail'\nexport default () => <b>{key}\n",
    );
    app.write("tsconfig.json", "{ \"compilerOptions\": { \"paths\": { \"@/*\": [\"./*\"] } } }\n");
    app.write("staunch.json", "{ \"rules\": { \"literal-fallback\": \"loud\" } }\n");
    app
}

#[test]
fn the_server_shows_what_check_lists() {
    let app = varied();
    let listed = listed(&app);
    let has = |rule: &str| listed.iter().any(|finding| finding["code"] == rule);
    assert!(listed.len() > 5 && has("config-problem") && has("published-secret"), "{listed:#?}");
    let mut client = Client::on(&app);
    assert_eq!(shown(&app, &mut client), listed);
    // Opening all of it changes nothing.
    let mut files: Vec<&str> = listed.iter().map(|finding| finding["uri"].as_str().unwrap()).collect();
    files.dedup();
    for uri in files {
        let name = uri.strip_prefix(&app.uri("")).unwrap();
        let text = app.read(name);
        client.open(uri, 1, text.strip_prefix('\u{feff}').unwrap_or(&text));
        client.answered(uri, 1);
    }
    assert_eq!(shown(&app, &mut client), listed);
    client.ignore_the_rest();
}

#[test]
fn what_has_happened_on_the_way_leaves_no_trace() {
    let app = varied();
    let mut client = Client::start(&app.root(), &capable());
    let sms = app.uri("lib/sms.ts");
    client.open(&sms, 1, "export const send = 1\n");
    client.answered(&sms, 1);
    for (name, text) in [
        ("tsconfig.json", "{ \"compilerOptions\": {"),
        ("package.json", "{ \"dependencies\": [] }"),
        ("staunch.json", "{}"),
        ("next.config.mjs", "export default { env: { K: process.env.OPENAI_API_KEY } }\n"),
        ("app/page.tsx", "'use client'\nexport default () => <b>{process.env.OPENAI_API_KEY"),
        (".gitignore", "lib\n"),
    ] {
        let before = app.path(name).exists().then(|| app.read(name));
        app.write(name, text);
        let uri = app.uri(name);
        client.watched(&[(&uri, 2)]);
        client.open(&uri, 1, "{");
        client.answered(&uri, 1);
        client.close(&uri);
        match before {
            Some(before) => app.write(name, &before),
            None => app.remove(name),
        }
        client.watched(&[(&uri, 2)]);
    }
    client.replace(&sms, 2, SMS);
    client.answered(&sms, 2);
    assert_eq!(shown(&app, &mut client), listed(&app));
    client.ignore_the_rest();
}
