//! A hand that types nonsense: the server follows, and says in the end what a fresh check says.

use serde_json::{Value, json};

use super::check::{listed, shown};
use crate::support::app::{App, SMS};
use crate::support::client::Client;
use crate::support::random::Random;

/// What is typed and pasted.
const PIECES: [&str; 24] = [
    "{",
    "}",
    "(",
    ")",
    "[",
    "'",
    "\"",
    "`${",
    "`",
    "/*",
    "*/",
    "//",
    "\n",
    "\r",
    "\r\n",
    "🔐",
    "e\u{301}",
    "<div>",
    "import { a } from './sms'\n",
    "export * from './sms'\n",
    "'use client'\n",
    "process.env.NEXT_PUBLIC_TWILIO_AUTH_TOKEN",
    "export const token = ",
    "",
];

/// A place of the protocol (line, UTF-16 units), as the protocol reads it: lines beyond the end are the end, columns beyond
/// the line's end are its end, half a surrogate pair is the pair's start.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let mut starts = vec![0];
    for (at, byte) in text.bytes().enumerate() {
        if byte == b'\n' || byte == b'\r' && text.as_bytes().get(at + 1) != Some(&b'\n') {
            starts.push(at + 1);
        }
    }
    let Some(start) = starts.get(line) else { return text.len() };
    let mut units = 0;
    for (at, letter) in text[*start..].char_indices() {
        units += letter.len_utf16();
        if units > column || matches!(letter, '\n' | '\r') {
            return start + at;
        }
    }
    text.len()
}

/// One random change, applied to the mirror as well.
fn change(text: &mut String, random: &mut Random) -> Value {
    if random.below(40) == 0 || text.len() > 20_000 {
        text.replace_range(.., SMS);
        return json!({ "text": SMS });
    }
    let lines = text.lines().count() + 2;
    let mut place = || (random.below(lines), random.below(50) * (1 + 20 * (random.below(9) / 8)));
    let (start, near) = (place(), place());
    // Mostly a place; else a range of a line, at times of many.
    let end = match random.below(10) {
        0..6 => start,
        6..9 => (start.0, start.1 + near.1 % 12),
        _ => near.max(start),
    };
    let mut piece = PIECES[random.below(PIECES.len())].to_owned();
    if random.below(60) == 0 {
        piece = piece.repeat(300);
    }
    let (from, to) = (offset(text, start.0, start.1), offset(text, end.0, end.1));
    text.replace_range(from..to, &piece);
    let place = |(line, character): (usize, usize)| json!({ "line": line, "character": character });
    json!({ "range": { "start": place(start), "end": place(end) }, "text": piece })
}

#[test]
fn after_any_typing_the_server_says_what_a_fresh_check_says() {
    for seed in 0..6 {
        let mut random = Random::new(seed);
        let app = App::leaking();
        let mut client = Client::on(&app);
        let uri = app.uri("lib/sms.ts");
        client.shown(&uri, 1);
        let mut text = SMS.to_owned();
        client.open(&uri, 0, &text);
        for version in 1..=150 {
            let changes: Vec<Value> = (0..=random.below(3)).map(|_| change(&mut text, &mut random)).collect();
            client.change(&uri, version, &json!(changes));
            let place = json!({ "line": random.below(12), "character": random.below(60) });
            let document = json!({ "uri": uri });
            match random.below(12) {
                0 => {
                    client.request("textDocument/hover", &json!({ "textDocument": document, "position": place }));
                }
                1 => {
                    let range = json!({ "start": place, "end": place });
                    let context = json!({ "diagnostics": [] });
                    let asked = json!({ "textDocument": document, "range": range, "context": context });
                    let actions = client.request("textDocument/codeAction", &asked);
                    let mut offered = actions.as_array().into_iter().flatten();
                    if let Some(action) = offered.find(|action| action["disabled"].is_null()) {
                        // What is listed cheaply may be refused with a reason.
                        let id = client.ask("codeAction/resolve", action);
                        let error = client.answer(id)["error"]["code"].clone();
                        assert!(error.is_null() || error == -32803, "{error}");
                    }
                }
                2 => {
                    app.write("lib/sms.ts", "");
                    app.remove("lib/sms.ts");
                    client.watched(&[(&uri, 3)]);
                }
                3 => {
                    app.write("lib/sms.ts", "export {}\n");
                    client.watched(&[(&uri, 1)]);
                }
                _ => {}
            }
        }
        client.answered(&uri, 150);
        // The disk gets what the editor holds.
        app.write("lib/sms.ts", &text);
        client.watched(&[(&uri, 2)]);
        assert_eq!(shown(&app, &mut client), listed(&app), "seed {seed}: {text}");
        client.close(&uri);
        client.ignore_the_rest();
    }
}
