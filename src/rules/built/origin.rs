//! Which module of the source a place in a built script comes from, when a map tells.

use camino::{Utf8Path, Utf8PathBuf};
use oxc_sourcemap::SourceMap;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::text::Position;

/// The map of one script.
pub(super) struct Origins {
    /// By where it begins; one for the whole script, or one a section.
    maps: Vec<(Position, SourceMap<'static>)>,
}

#[derive(Deserialize)]
struct Index<'m> {
    #[serde(borrow, default)]
    sections: Vec<Section<'m>>,
}

#[derive(Deserialize)]
struct Section<'m> {
    offset: Offset,
    #[serde(borrow)]
    map: &'m RawValue,
}

#[derive(Deserialize)]
struct Offset {
    line: u32,
    column: u32,
}

impl Origins {
    /// What the map of a script says.
    pub(super) fn of(path: &Utf8Path, text: &str, read: &dyn Fn(&Utf8Path) -> Option<String>) -> Option<Self> {
        let map = read(&map_of(path, text)?)?;
        let index: Index<'_> = serde_json::from_str(&map).ok()?;
        let read = |json: &str| SourceMap::from_json_string(json).ok().map(SourceMap::into_owned);
        let maps = if index.sections.is_empty() {
            vec![(Position { line: 0, column: 0 }, read(&map)?)]
        } else {
            let at = |offset: &Offset| Position { line: offset.line, column: offset.column };
            index.sections.iter().filter_map(|section| Some((at(&section.offset), read(section.map.get())?))).collect()
        };
        Some(Self { maps })
    }

    /// The module behind a place.
    pub(super) fn module(&self, place: Position) -> Option<String> {
        let before = |start: &Position| (start.line, start.column) <= (place.line, place.column);
        let (start, map) = self.maps.iter().rev().find(|(start, _)| before(start))?;
        let line = place.line - start.line;
        let column = if line == 0 { place.column - start.column } else { place.column };
        let table = map.generate_lookup_table();
        let token = map.lookup_source_view_token(&table, line, column)?;
        token.get_source().map(module)
    }
}

/// Where the map of a script is: as its last line names it, or beside it.
pub(super) fn map_of(path: &Utf8Path, text: &str) -> Option<Utf8PathBuf> {
    if !matches!(path.extension(), Some("js" | "mjs" | "cjs")) {
        return None;
    }
    let named = text.rfind("//# sourceMappingURL=").map(|at| text[at..].split('=').nth(1).unwrap_or_default().trim());
    let beside = format!("{}.map", path.file_name()?);
    let name = named.filter(|name| !name.is_empty() && !name.contains([':', '/', '\\'])).unwrap_or(&beside);
    Some(path.parent()?.join(name))
}

/// A source's name as the project has it: without the bundler's scheme and the way up from the output.
pub(super) fn module(source: &str) -> String {
    // `turbopack:///[project]/lib/a.ts`, `webpack://_N_E/./lib/a.ts`
    let path = source.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or(source, |(_, path)| path);
    let path = path.strip_prefix("[project]/").unwrap_or(path);
    let parts = path.split('/').skip_while(|part| matches!(*part, "." | ".." | ""));
    parts.collect::<Vec<_>>().join("/").split('?').next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_are_named_as_in_the_project() {
        for (source, name) in [
            ("turbopack:///[project]/lib/sms.ts", "lib/sms.ts"),
            ("webpack://_N_E/./components/a.tsx", "components/a.tsx"),
            ("webpack:///./src/a.ts?1a2b", "src/a.ts"),
            ("../../src/main.tsx", "src/main.tsx"),
            ("src/main.tsx", "src/main.tsx"),
        ] {
            assert_eq!(module(source), name, "{source}");
        }
    }
}
