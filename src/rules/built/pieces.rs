//! What a built file is made of, each piece in a syntax of its own: scripts in pages, data in scripts, rows of a payload, sources
//! in a map.

use std::borrow::Cow;

use camino::{Utf8Path, Utf8PathBuf};
use serde::Deserialize;

use super::origin;
use crate::project::html;

/// A longer script is searched for shapes and known values alone: a tree of it would take too much room.
const LONGEST: usize = 4 * 1024 * 1024;

/// A text to be read by its syntax, which its name tells.
pub(super) struct Piece {
    pub path: Utf8PathBuf,
    pub text: String,
    /// It is the file itself, so that places are the same.
    pub whole: bool,
    /// The module of the source that it is.
    pub module: Option<String>,
}

impl Piece {
    fn whole(name: &str, text: &str) -> Self {
        Self { path: name.into(), text: text.to_owned(), whole: true, module: None }
    }

    fn data(number: usize, text: &str) -> Self {
        Self { path: format!("/data/{number}.json").into(), text: text.to_owned(), whole: false, module: None }
    }
}

/// The pieces of a file.
pub(super) fn of(path: &Utf8Path, text: &str) -> Vec<Piece> {
    match path.extension().unwrap_or_default() {
        "map" => sources(text),
        _ if text.len() > LONGEST => Vec::new(),
        "js" | "mjs" | "cjs" => vec![Piece::whole("/built.js", text)],
        "html" | "htm" => page(text),
        "json" | "webmanifest" => vec![Piece::whole("/built.json", text)],
        "rsc" | "txt" | "body" => rows(text).enumerate().map(|(number, row)| Piece::data(number, row)).collect(),
        _ => Vec::new(),
    }
}

/// A page, and the data in it: what a script of another type holds (`__NEXT_DATA__`), what Next's scripts push.
fn page(text: &str) -> Vec<Piece> {
    let mut pieces = vec![Piece::whole("/built.html", text)];
    let mut payload = String::new();
    for script in html::scripts(text) {
        let code = script.code.of(text).trim();
        if code.starts_with(['{', '[']) {
            pieces.push(Piece::data(pieces.len(), code));
        } else if let Some(pushed) = pushed(code) {
            payload.push_str(&pushed);
        }
    }
    let before = pieces.len();
    pieces.extend(rows(&payload).enumerate().map(|(number, row)| Piece::data(before + number, row)));
    pieces
}

/// The text in `self.__next_f.push([1,"…"])`.
fn pushed(code: &str) -> Option<String> {
    let call = code.strip_prefix("self.__next_f.push(")?;
    let (_, text): (u32, String) = serde_json::from_str(call.trim_end_matches(';').strip_suffix(')')?).ok()?;
    Some(text)
}

/// The values of a payload's rows: `5:["$","$L6",null,{…}]`, `2:I[…]`.
fn rows(payload: &str) -> impl Iterator<Item = &str> {
    payload.lines().filter_map(|line| {
        let (id, _) = line.split_once(':')?;
        let is_row = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_hexdigit());
        line.get(line.find(['[', '{'])?..).filter(|_| is_row)
    })
}

/// Of a source map, what tells of sources; their text is not copied where it holds no escape.
#[derive(Deserialize)]
struct Map<'m> {
    #[serde(borrow, default)]
    sources: Vec<Option<Cow<'m, str>>>,
    #[serde(borrow, default, rename = "sourcesContent")]
    contents: Vec<Option<Cow<'m, str>>>,
    #[serde(borrow, default)]
    sections: Vec<Section<'m>>,
}

#[derive(Deserialize)]
struct Section<'m> {
    #[serde(borrow)]
    map: Map<'m>,
}

/// The project's own modules in a map.
fn sources(text: &str) -> Vec<Piece> {
    let Ok(map) = serde_json::from_str::<Map<'_>>(text) else { return Vec::new() };
    let mut pieces = Vec::new();
    let mut maps = vec![map];
    while let Some(map) = maps.pop() {
        for (source, content) in map.sources.iter().zip(&map.contents) {
            let (Some(source), Some(content)) = (source, content) else { continue };
            let module = origin::module(source);
            if content.len() > LONGEST || module.split('/').any(|part| part == "node_modules") {
                continue;
            }
            // Only the extension counts: a name may say "test" of what is built in.
            let extension = Utf8Path::new(&module).extension().unwrap_or("js");
            pieces.push(Piece {
                path: format!("/sources/{}.{extension}", pieces.len()).into(),
                text: content.to_string(),
                whole: false,
                module: Some(module),
            });
        }
        maps.extend(map.sections.into_iter().map(|section| section.map));
    }
    pieces
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_page_holds_data_and_payloads() {
        let text = r#"<html><script id="__NEXT_DATA__" type="application/json">{"props":{}}</script>
<script>self.__next_f.push([0])</script><script>self.__next_f.push([1,"5:{\"a\":"])</script>
<script>self.__next_f.push([1,"\"b\"}\n6:I[1]\n"])</script></html>"#;
        let texts: Vec<String> = of("x.html".into(), text).into_iter().skip(1).map(|piece| piece.text).collect();
        assert_eq!(texts, [r#"{"props":{}}"#, r#"{"a":"b"}"#, "[1]"]);
    }

    #[test]
    fn a_map_holds_modules_in_sections_too() {
        let map = r#"{"version":3,"sections":[{"offset":{"line":0,"column":0},"map":{"version":3,"sources":["turbopack:///[project]/lib/a.ts","turbopack:///[project]/node_modules/b/b.js",null],"sourcesContent":["a\n","b",null],"mappings":""}}]}"#;
        let pieces = of("x.js.map".into(), map);
        let [only] = &pieces[..] else { panic!("{}", pieces.len()) };
        assert_eq!((only.module.as_deref(), only.text.as_str()), (Some("lib/a.ts"), "a\n"));
    }
}
