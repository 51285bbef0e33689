//! Bad input, on disk and in buffers: nothing hangs, and the rest keeps its findings.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::app::{App, SMS, uri};
use crate::support::client::Client;

/// Two seconds on a machine of its own; the tests share theirs.
const LIMIT: Duration = Duration::from_secs(8);

/// Texts that no hand writes.
fn monsters() -> Vec<(&'static str, String)> {
    let deep = |open: &str, close: &str| format!("{}{}", open.repeat(20_000), close.repeat(20_000));
    vec![
        ("lib/line.ts", format!("export const list = [{}]\n", "1234567,".repeat(1_250_000))),
        ("lib/minified.js", "function f(a,b){var c=a+b;return c?g(c):process.env.NEXT_PUBLIC_A}".repeat(160_000)),
        ("public/line.json", format!("{{\"a\":\"{}\"}}", "x".repeat(10_000_000))),
        ("lib/comment.ts", format!("/* {}", "x\n".repeat(2_500_000))),
        ("lib/lines.ts", "\n".repeat(1_000_000)),
        ("lib/brackets.ts", deep("[", "]")),
        ("lib/calls.ts", deep("f(", "")),
        ("lib/blocks.ts", deep("{", "")),
        ("lib/templates.ts", deep("`${", "}`")),
        ("lib/elements.tsx", deep("<a>", "</a>")),
        ("lib/functions.ts", format!("{}1\n", "() => ".repeat(20_000))),
        ("lib/sum.ts", format!("const a = {}'b'\n", "'a' + ".repeat(20_000))),
        ("lib/members.ts", format!("const a = x{}\n", ".y".repeat(20_000))),
        ("lib/choices.ts", format!("{}c\n", "a ? b : ".repeat(20_000))),
        ("public/brackets.json", deep("[", "]")),
        ("tsconfig.json", deep("[", "")),
        ("lib/nothing.ts", "\0".repeat(100_000)),
        (".env.local", "X='unclosed\n".repeat(10_000)),
    ]
}

/// The leak in `lib/sms.ts` is found and can be looked at, soon.
fn is_well(client: &mut Client, app: &App) {
    let (since, sms) = (Instant::now(), app.uri("lib/sms.ts"));
    client.open(&sms, 1, SMS);
    assert_eq!(client.answered(&sms, 1).len(), 1);
    let hover = json!({ "textDocument": { "uri": sms }, "position": { "line": 2, "character": 40 } });
    assert!(client.request("textDocument/hover", &hover).is_object());
    client.close(&sms);
    assert!(since.elapsed() < LIMIT, "{:?}", since.elapsed());
}

#[test]
fn monsters_in_buffers_are_survived() {
    let app = App::leaking();
    let mut client = Client::on(&app);
    client.shown(&app.uri("lib/sms.ts"), 1);
    for (name, text) in monsters() {
        let uri = app.uri(name);
        let since = Instant::now();
        client.open(&uri, 1, &text);
        client.answered(&uri, 1);
        let start = json!({ "line": 0, "character": 0 });
        client.change(&uri, 2, &json!([{ "range": { "start": start, "end": start }, "text": " " }]));
        client.answered(&uri, 2);
        let hover = json!({ "textDocument": { "uri": uri }, "position": { "line": 0, "character": 5 } });
        client.request("textDocument/hover", &hover);
        assert!(since.elapsed() < LIMIT, "{name}: {:?}", since.elapsed());
        is_well(&mut client, &app);
        client.close(&uri);
    }
    client.ignore_the_rest();
}

#[test]
fn monsters_on_disk_are_survived() {
    let app = App::leaking();
    for (name, text) in monsters() {
        app.write(name, &text);
    }
    let mut client = Client::on(&app);
    is_well(&mut client, &app);
    assert!(client.shut_down());
}

#[test]
fn what_is_no_text_is_left_out() {
    let app = App::leaking();
    for (name, bytes) in [
        ("lib/latin.ts", &b"export const a = '\xe9'\n"[..]),
        ("lib/utf16.ts", b"\xff\xfea\0=\x001\0"),
        (".env", b"A=\xff\n"),
        ("package-lock.json", b"\xff"),
    ] {
        std::fs::write(app.path(name), bytes).unwrap();
    }
    let mut client = Client::on(&app);
    client.shown(&app.uri("lib/sms.ts"), 1);
    is_well(&mut client, &app);
    client.ignore_the_rest();
}

#[test]
#[cfg(unix)]
fn links_that_lead_in_circles_and_pipes_are_left_alone() {
    use std::os::unix::fs::symlink;
    use std::process::Command;

    let app = App::leaking();
    symlink(app.root(), app.path("lib/loop")).unwrap();
    symlink(app.path("lib/b"), app.path("lib/a")).unwrap();
    symlink(app.path("lib/a"), app.path("lib/b")).unwrap();
    symlink(app.path("lib/self.ts"), app.path("lib/self.ts")).unwrap();
    symlink(app.path("nowhere.ts"), app.path("lib/dangling.ts")).unwrap();
    let pipes = [app.path(".env.local"), app.path("lib/pipe.ts"), app.path("staunch.json")];
    assert!(Command::new("mkfifo").args(&pipes).status().unwrap().success());
    let mut client = Client::on(&app);
    client.shown(&app.uri("lib/sms.ts"), 1);
    for pipe in &pipes {
        let uri = uri(pipe);
        client.watched(&[(&uri, 2)]);
        client.open(&uri, 1, "{}\n");
        client.answered(&uri, 1);
        client.close(&uri);
        is_well(&mut client, &app);
    }
    client.ignore_the_rest();
}

#[test]
fn a_broken_configuration_is_told_at_its_place_until_it_is_healed() {
    for (name, broken, healed, line) in [
        ("tsconfig.json", "{\n  \"compilerOptions\": {", "{}", 1),
        ("package.json", "{\n  \"name\": \"app\",\n  \"dependencies\": ", "", 2),
        ("staunch.json", "{\n\n  \"rules\": { \"public-env-secret\": \"loud\" } }", "{}", 2),
        ("staunch.json", "{\n  \"nope\": 1 }", "{}", 1),
    ] {
        let app = App::leaking();
        let healed = if healed.is_empty() { app.read(name) } else { healed.to_owned() };
        let mut client = Client::on(&app);
        let (config, sms) = (app.uri(name), app.uri("lib/sms.ts"));
        client.shown(&sms, 1);
        // In a buffer, then on disk.
        client.open(&config, 1, &healed);
        assert!(client.answered(&config, 1).is_empty(), "{name}");
        client.replace(&config, 2, broken);
        let [told] = &client.answered(&config, 2)[..] else { panic!("{name}: not told once") };
        assert_eq!(
            (&told["code"], &told["range"]["start"]["line"]),
            (&json!("config-problem"), &json!(line)),
            "{name}"
        );
        is_well(&mut client, &app);
        client.replace(&config, 3, &healed);
        assert!(client.answered(&config, 3).is_empty(), "{name}");
        client.close(&config);
        app.write(name, broken);
        client.watched(&[(&config, 2)]);
        client.shown(&config, 1);
        is_well(&mut client, &app);
        app.write(name, &healed);
        client.watched(&[(&config, 2)]);
        client.shown(&config, 0);
        client.ignore_the_rest();
    }
}

#[test]
fn odd_configurations_are_survived() {
    let app = App::leaking();
    let mut client = Client::on(&app);
    for (name, texts) in [
        (
            "tsconfig.json",
            &[r#"{"extends":"./tsconfig.json"}"#, r#"{"extends":7}"#, r#"{"compilerOptions":{"paths":{"@/*":"x"}}}"#][..],
        ),
        (
            "package.json",
            &["[]", r#"{"workspaces":["**","["]}"#, r#"{"exports":{"."}"#, r#"{"dependencies":{"next":7}}"#],
        ),
        (
            "staunch.json",
            &[
                "null",
                r#"{"ignore":["["]}"#,
                r#"{"publicPrefixes":[""]}"#,
                r#"{"providers":[7]}"#,
                r#"{"gitleaks":[7,"","..","/dev/zero","staunch.json"]}"#,
            ],
        ),
        ("pnpm-workspace.yaml", &["packages: [", "a: &a [*a]"]),
        ("next.config.mjs", &["export default {", "\0"]),
    ] {
        let before = app.path(name).exists().then(|| app.read(name));
        for text in texts {
            app.write(name, text);
            client.watched(&[(&app.uri(name), 2)]);
            let since = Instant::now();
            let sms = app.uri("lib/sms.ts");
            client.open(&sms, 1, SMS);
            client.answered(&sms, 1);
            client.close(&sms);
            assert!(since.elapsed() < LIMIT, "{text}");
        }
        match before {
            Some(before) => app.write(name, &before),
            None => app.remove(name),
        }
        client.watched(&[(&app.uri(name), 2)]);
        is_well(&mut client, &app);
    }
    client.ignore_the_rest();
}

#[test]
fn modules_that_import_each_other_and_themselves_are_survived() {
    let app = App::leaking();
    app.write("lib/a.ts", "export * from './a'\nexport * from './b'\nexport { send } from './sms'\n");
    app.write("lib/b.ts", "import './b'\nexport * from './a'\nexport { default } from './b'\n");
    app.write("components/verify.tsx", &app.read("components/verify.tsx").replace("../lib/sms", "../lib/b"));
    let mut client = Client::on(&app);
    let leak = client.shown(&app.uri("lib/sms.ts"), 1).swap_remove(0);
    assert_eq!(leak["severity"], Value::from(1), "{leak:#}");
    is_well(&mut client, &app);
    client.ignore_the_rest();
}
