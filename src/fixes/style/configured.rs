//! Formatter settings: Prettier's, Biome's and `.editorconfig`.

use camino::Utf8Path;
use globset::{GlobBuilder, GlobMatcher};

use super::{LineEnd, QuoteProps, Style, TrailingCommas};
use crate::syntax::json::{self, Entry, Json, Value};
use crate::text::Span;

/// A settings file as it was found.
#[derive(Clone, Debug)]
pub struct StyleFile<'a> {
    pub path: &'a Utf8Path,
    pub text: &'a str,
}

impl Style {
    /// The style that `files` ask for at `path`, over `base` where they say nothing; `None` when no formatter is configured and
    /// `.editorconfig` does not match either.
    ///
    /// `files` are those at and above `path`, nearest first. Prettier's nearest file counts alone, over `.editorconfig`;
    /// without it Biome's; without that `.editorconfig` over `base`.
    pub fn configured(
        path: &Utf8Path,
        files: &[StyleFile<'_>],
        base: Self,
        prettier_major: Option<u32>,
    ) -> Option<Self> {
        let editor = editor_config(path, files);
        let named =
            |file: &&StyleFile<'_>, names: &[&str]| file.path.file_name().is_some_and(|name| names.contains(&name));
        for file in files {
            let Some(options) = prettier_options(file) else { continue };
            let mut style = Self::default();
            if prettier_major.is_some_and(|major| major < 3) {
                style.trailing_commas = TrailingCommas::Es5;
            }
            editor.apply(&mut style);
            style.apply_prettier(&options);
            let folder = file.path.parent().unwrap_or(Utf8Path::new(""));
            for entry in options.get("overrides").map(Json::items).unwrap_or_default() {
                if matches_any(entry.get("files"), folder, path)
                    && !matches_any(entry.get("excludeFiles"), folder, path)
                    && let Some(options) = entry.get("options")
                {
                    style.apply_prettier(options);
                }
            }
            return Some(style);
        }
        if let Some(biome) = files.iter().find(|file| named(file, &["biome.json", "biome.jsonc"])) {
            let options = json::parse(biome.text).ok()?;
            let mut style = Self { tabs: true, ..Self::default() };
            if options.get("formatter").and_then(|options| options.get("useEditorconfig")?.as_bool()) == Some(true) {
                editor.apply(&mut style);
            }
            style.apply_biome(&options);
            return Some(style);
        }
        if editor.is_empty() {
            return None;
        }
        let mut style = base;
        editor.apply(&mut style);
        Some(style)
    }

    fn apply_prettier(&mut self, options: &Json) {
        let flag = |key: &str| options.get(key).and_then(Json::as_bool);
        let number = |key: &str| options.get(key).and_then(whole);
        let word = |key: &str| options.get(key).and_then(Json::as_str);
        set(&mut self.tabs, flag("useTabs"));
        set(&mut self.indent, number("tabWidth").and_then(small));
        set(&mut self.width, number("printWidth"));
        set(&mut self.single_quotes, flag("singleQuote"));
        set(&mut self.semicolons, flag("semi"));
        set(&mut self.bracket_spacing, flag("bracketSpacing"));
        set(&mut self.trailing_commas, word("trailingComma").and_then(commas));
        set(&mut self.arrow_parens, word("arrowParens").map(|word| word != "avoid"));
        set(&mut self.quote_props, word("quoteProps").and_then(quote_props));
        set(&mut self.keep_broken_objects, word("objectWrap").map(|word| word != "collapse"));
        set(&mut self.line_end, word("endOfLine").and_then(line_end));
    }

    fn apply_biome(&mut self, options: &Json) {
        // The language's own section counts over the general one.
        let own = options.get("javascript").and_then(|options| options.get("formatter"));
        for section in options.get("formatter").into_iter().chain(own) {
            let flag = |key: &str| section.get(key).and_then(Json::as_bool);
            let number = |key: &str| section.get(key).and_then(whole);
            let word = |key: &str| section.get(key).and_then(Json::as_str);
            set(&mut self.tabs, word("indentStyle").map(|word| word == "tab"));
            set(&mut self.indent, number("indentWidth").or(number("indentSize")).and_then(small));
            set(&mut self.width, number("lineWidth"));
            set(&mut self.line_end, word("lineEnding").and_then(line_end));
            set(&mut self.single_quotes, word("quoteStyle").map(|word| word == "single"));
            set(&mut self.semicolons, word("semicolons").map(|word| word != "asNeeded"));
            set(&mut self.trailing_commas, word("trailingCommas").or(word("trailingComma")).and_then(commas));
            set(&mut self.arrow_parens, word("arrowParentheses").map(|word| word != "asNeeded"));
            set(&mut self.quote_props, word("quoteProperties").and_then(quote_props));
            set(&mut self.bracket_spacing, flag("bracketSpacing"));
        }
    }
}

fn set<T>(slot: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *slot = value;
    }
}

fn whole(number: &Json) -> Option<u16> {
    match number.value {
        // A style's numbers are small: anything else is no width.
        #[allow(clippy::cast_sign_loss)]
        Value::Number(number) if (0.0..=1000.0).contains(&number) => Some(number as u16),
        _ => None,
    }
}

fn small(number: u16) -> Option<u8> {
    u8::try_from(number).ok().filter(|number| (1..=16).contains(number))
}

fn commas(word: &str) -> Option<TrailingCommas> {
    match word {
        "all" => Some(TrailingCommas::All),
        "es5" => Some(TrailingCommas::Es5),
        "none" => Some(TrailingCommas::None),
        _ => None,
    }
}

fn quote_props(word: &str) -> Option<QuoteProps> {
    match word {
        "as-needed" | "asNeeded" => Some(QuoteProps::AsNeeded),
        "consistent" => Some(QuoteProps::Consistent),
        "preserve" => Some(QuoteProps::Preserve),
        _ => None,
    }
}

fn line_end(word: &str) -> Option<LineEnd> {
    match word {
        "lf" => Some(LineEnd::Lf),
        "crlf" => Some(LineEnd::CrLf),
        _ => None,
    }
}

/// Prettier's options in `file`: `.prettierrc` in JSON or YAML, a `prettier` key, or the plain entries of a config module.
fn prettier_options(file: &StyleFile<'_>) -> Option<Json> {
    let name = file.path.file_name()?;
    match name {
        "package.json" => {
            let package = json::parse(file.text).ok()?;
            let options = package.get("prettier")?;
            match options.value {
                Value::Object(_) => Some(options.clone()),
                // The name of a shared configuration: Prettier is at work, its options are not known here.
                Value::String(_) => Some(object(Vec::new())),
                _ => None,
            }
        }
        ".prettierrc" | ".prettierrc.json" | ".prettierrc.json5" | ".prettierrc.yaml" | ".prettierrc.yml" => {
            let parsed = json::parse(file.text).ok().filter(|parsed| matches!(parsed.value, Value::Object(_)));
            Some(parsed.unwrap_or_else(|| flat_entries(file.text)))
        }
        ".prettierrc.toml" => Some(flat_entries(&file.text.replace('=', ":"))),
        _ if name.starts_with(".prettierrc.") || name.starts_with("prettier.config.") => Some(flat_entries(file.text)),
        _ => None,
    }
}

fn object(entries: Vec<Entry>) -> Json {
    Json { span: Span::default(), value: Value::Object(entries) }
}

/// The `key: value` lines of a YAML file, or of an object literal in a config module, outside of nested parts.
fn flat_entries(text: &str) -> Json {
    let mut entries: Vec<Entry> = Vec::new();
    let mut depth = 0_i32;
    let mut base = None;
    for line in text.lines() {
        let indent = line.len() - line.trim_start().len();
        let line = line.trim();
        let outer = depth <= 1;
        depth += line.chars().map(|c| i32::from("{[".contains(c)) - i32::from("}]".contains(c))).sum::<i32>();
        let Some((key, value)) = line.trim_end_matches([',', ';']).split_once(':') else { continue };
        let key = key.trim().trim_matches(['\'', '"']);
        let value = value.split(" //").next().unwrap_or_default().split(" #").next().unwrap_or_default();
        let value = value.trim().trim_end_matches(',').trim_matches(['\'', '"']);
        let name = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !outer || value.is_empty() || !name || *base.get_or_insert(indent) != indent {
            continue;
        }
        let value = match value {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            _ => value.parse().map_or_else(|_| Value::String(value.into()), Value::Number),
        };
        let value = Json { span: Span::default(), value };
        entries.push(Entry { key: key.into(), key_span: Span::default(), value });
    }
    object(entries)
}

fn matches_any(globs: Option<&Json>, folder: &Utf8Path, path: &Utf8Path) -> bool {
    let one = |glob: &str| {
        let relative = path.strip_prefix(folder).unwrap_or(path);
        let subject = if glob.contains('/') { relative.as_str() } else { path.file_name().unwrap_or_default() };
        matcher(glob.trim_start_matches("./")).is_some_and(|matcher| matcher.is_match(subject))
    };
    let Some(globs) = globs else { return false };
    globs.as_str().is_some_and(one) || globs.items().iter().filter_map(Json::as_str).any(one)
}

fn matcher(glob: &str) -> Option<GlobMatcher> {
    GlobBuilder::new(glob).literal_separator(true).build().ok().map(|glob| glob.compile_matcher())
}

/// What `.editorconfig` says of a file.
#[derive(Clone, Copy, Default)]
struct EditorConfig {
    tabs: Option<bool>,
    indent: Option<u8>,
    width: Option<u16>,
    line_end: Option<LineEnd>,
    final_newline: Option<bool>,
}

impl EditorConfig {
    fn is_empty(&self) -> bool {
        self.tabs.is_none() && self.indent.is_none() && self.width.is_none() && self.line_end.is_none()
    }

    fn apply(&self, style: &mut Style) {
        set(&mut style.tabs, self.tabs);
        set(&mut style.indent, self.indent);
        set(&mut style.width, self.width);
        set(&mut style.line_end, self.line_end);
        set(&mut style.final_newline, self.final_newline);
    }
}

fn editor_config(path: &Utf8Path, files: &[StyleFile<'_>]) -> EditorConfig {
    let mut found = EditorConfig::default();
    for file in files.iter().filter(|file| file.path.file_name() == Some(".editorconfig")) {
        let folder = file.path.parent().unwrap_or(Utf8Path::new(""));
        let mut root = false;
        let mut matched = false;
        // Within one file the last match counts, over several files the nearest.
        let mut here = EditorConfig::default();
        for line in file.text.lines().map(str::trim) {
            if line.starts_with(['#', ';']) {
                continue;
            }
            if let Some(glob) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                let relative = path.strip_prefix(folder).unwrap_or(path);
                let glob = glob.trim_start_matches('/');
                let subject = if glob.contains('/') { relative.as_str() } else { path.file_name().unwrap_or_default() };
                matched = matcher(glob).is_some_and(|matcher| matcher.is_match(subject));
                continue;
            }
            let Some((key, value)) = line.split_once('=') else { continue };
            let (key, value) = (key.trim().to_ascii_lowercase(), value.trim().to_ascii_lowercase());
            root |= key == "root" && value == "true";
            if !matched {
                continue;
            }
            match key.as_str() {
                "indent_style" => here.tabs = Some(value == "tab"),
                "indent_size" | "tab_width" => here.indent = value.parse().ok().and_then(small).or(here.indent),
                "max_line_length" => here.width = value.parse().ok().or(here.width),
                "end_of_line" => here.line_end = line_end(&value).or(here.line_end),
                "insert_final_newline" => here.final_newline = Some(value != "false"),
                _ => {}
            }
        }
        found.tabs = found.tabs.or(here.tabs);
        found.indent = found.indent.or(here.indent);
        found.width = found.width.or(here.width);
        found.line_end = found.line_end.or(here.line_end);
        found.final_newline = found.final_newline.or(here.final_newline);
        if root {
            break;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn configured(path: &str, files: &[(&str, &str)]) -> Option<Style> {
        let files: Vec<_> = files.iter().map(|(path, text)| StyleFile { path: Utf8Path::new(path), text }).collect();
        Style::configured(Utf8Path::new(path), &files, Style::default(), None)
    }

    #[test]
    fn prettier_in_json_yaml_and_a_module() {
        let json = r#"{ "singleQuote": true, "semi": false, "printWidth": 100, "trailingComma": "es5" }"#;
        let yaml = "# house style\nsingleQuote: true\nsemi: false\nprintWidth: 100 # wide\ntrailingComma: es5\n";
        let module = "/** @type {import('prettier').Config} */\nexport default {\n  singleQuote: true,\n  semi: false,\n  \
                      printWidth: 100,\n  trailingComma: 'es5',\n  plugins: ['x'],\n};\n";
        let expected = Style {
            single_quotes: true,
            semicolons: false,
            width: 100,
            trailing_commas: TrailingCommas::Es5,
            ..Style::default()
        };
        for (name, text) in [("/a/.prettierrc", json), ("/a/.prettierrc", yaml), ("/a/prettier.config.mjs", module)] {
            assert_eq!(configured("/a/app/route.ts", &[(name, text)]).unwrap(), expected, "{name}");
        }
        let package = format!(r#"{{ "name": "x", "prettier": {json} }}"#);
        assert_eq!(configured("/a/app/route.ts", &[("/a/package.json", &package)]).unwrap(), expected);
    }

    #[test]
    fn the_nearest_prettier_file_counts_alone() {
        let files = [("/a/web/.prettierrc", "semi: false"), ("/a/.prettierrc", "singleQuote: true")];
        let style = configured("/a/web/x.ts", &files).unwrap();
        assert!(!style.semicolons && !style.single_quotes);
    }

    #[test]
    fn overrides_are_for_matching_files() {
        let text = r#"{ "overrides": [{ "files": "*.ts", "options": { "tabWidth": 4 } }, { "files": ["legacy/**"], "options": { "semi": false } }] }"#;
        let style = configured("/a/app/x.ts", &[("/a/.prettierrc", text)]).unwrap();
        assert_eq!((style.indent, style.semicolons), (4, true));
    }

    #[test]
    fn editorconfig_is_under_prettier_and_stands_alone() {
        let editor = "root = true\n[*]\nindent_style = space\nindent_size = 2\n[*.{ts,tsx}]\nindent_style = tab\nmax_line_length = 110\n";
        let style = configured("/a/x.ts", &[("/a/.editorconfig", editor)]).unwrap();
        assert_eq!((style.tabs, style.width), (true, 110));
        let style =
            configured("/a/x.ts", &[("/a/.prettierrc", "useTabs: false"), ("/a/.editorconfig", editor)]).unwrap();
        assert_eq!((style.tabs, style.width), (false, 110));
        assert_eq!(configured("/a/x.rs", &[("/a/.editorconfig", "[*.py]\nindent_size = 8\n")]), None);
    }

    #[test]
    fn biome_uses_tabs_unless_told() {
        let text = r#"{ // ours
            "formatter": { "lineWidth": 100 }, "javascript": { "formatter": { "quoteStyle": "single", "semicolons": "asNeeded" } } }"#;
        let style = configured("/a/x.ts", &[("/a/biome.json", text)]).unwrap();
        assert_eq!((style.tabs, style.width, style.single_quotes, style.semicolons), (true, 100, true, false));
    }
}
