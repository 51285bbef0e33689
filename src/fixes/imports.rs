//! Imports of generated files: how a file is named from another one, and one statement a module.

use std::fmt::Write;

use camino::{Utf8Path, Utf8PathBuf};

use crate::flow::Module;
use crate::project::{Layer, Project, Resolution};
use crate::syntax::facts::ImportKind;
use crate::syntax::json::{self, Json};

/// Aliases like `@/` that the project's imports use, and the folders that they stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Alias {
    /// `@/` and its folder; with `@/lib/*` alone in `tsconfig.json`, `@/lib/` and its own.
    folders: Vec<(String, Utf8PathBuf)>,
}

impl Alias {
    /// Learned from the imports of `modules`: what is written there works there.
    pub(crate) fn learned<'m>(
        project: &Project,
        root: &Utf8Path,
        modules: impl IntoIterator<Item = &'m Module>,
    ) -> Option<Self> {
        let (prefix, folder) = modules.into_iter().find_map(|module| {
            module.facts.imports.iter().filter(|import| import.kind == ImportKind::Static).find_map(|import| {
                let specifier = import.specifier.as_deref()?;
                let prefix = ["@/", "~/", "#/", "src/"].into_iter().find(|prefix| specifier.starts_with(prefix))?;
                let Resolution::File(file) = project.resolve(module.id, specifier, Layer::Client) else { return None };
                let path = project.files.path(file)?;
                let tail = &specifier[prefix.len()..];
                let stem = without_extension(&path);
                let folder = [stem, stem.trim_end_matches("/index"), path.as_str()]
                    .into_iter()
                    .find_map(|stem| stem.strip_suffix(tail))?;
                let folder = Utf8PathBuf::from(folder.trim_end_matches('/'));
                folder.starts_with(root).then(|| (prefix.to_owned(), folder))
            })
        })?;
        // One import says nothing of other folders where each has a pattern of its own.
        let mut patterns = patterns(project, root);
        patterns.retain(|(pattern, _)| pattern.starts_with(&prefix));
        Some(Self { folders: if patterns.is_empty() { vec![(prefix, folder)] } else { patterns } })
    }

    /// As `paths` of the app's `tsconfig.json` or `jsconfig.json` have it, where they say it themselves.
    pub(crate) fn configured(project: &Project, root: &Utf8Path) -> Option<Self> {
        let mut patterns = patterns(project, root);
        let first = patterns.first()?.0.get(..2)?.to_owned();
        patterns.retain(|(pattern, _)| pattern.starts_with(&first));
        Some(Self { folders: patterns })
    }

    fn specifier(&self, target: &Utf8Path) -> Option<String> {
        let of_folder = |(prefix, folder): &(String, Utf8PathBuf)| {
            let rest = target.strip_prefix(folder).ok()?;
            Some(format!("{prefix}{}", without_extension(rest)))
        };
        let named = self.folders.iter().filter_map(of_folder);
        named.min_by_key(String::len)
    }
}

/// The patterns for folders that begin like an alias, in their order.
fn patterns(project: &Project, root: &Utf8Path) -> Vec<(String, Utf8PathBuf)> {
    let of_file = |name: &&str| {
        let config = json::parse(&project.peek(&root.join(name))?).ok()?;
        let options = config.get("compilerOptions")?;
        let base = options.get("baseUrl").and_then(Json::as_str).unwrap_or(".");
        let found = options.get("paths")?.entries().iter().filter_map(|entry| {
            let prefix = entry.key.strip_suffix('*').filter(|prefix| {
                ["@/", "~/", "#/"].iter().any(|start| prefix.starts_with(start)) && prefix.ends_with('/')
            })?;
            let target = entry.value.items().first()?.as_str()?.strip_suffix('*')?;
            let mut folder = root.to_owned();
            for part in base.split('/').chain(target.split('/')).filter(|part| !matches!(*part, "" | ".")) {
                if part == ".." {
                    folder.pop();
                } else {
                    folder.push(part);
                }
            }
            Some((prefix.to_owned(), folder))
        });
        Some(found.collect::<Vec<_>>()).filter(|found| !found.is_empty())
    };
    ["tsconfig.json", "jsconfig.json"].iter().find_map(of_file).unwrap_or_default()
}

/// How `from` (a file's path) names `target`.
pub(crate) fn specifier(alias: Option<&Alias>, from: &Utf8Path, target: &Utf8Path) -> String {
    let folder = from.parent().unwrap_or(Utf8Path::new(""));
    // Neighbours are named as neighbours.
    let near = target.parent() == Some(folder);
    if let Some(specifier) = alias.filter(|_| !near).and_then(|alias| alias.specifier(target)) {
        return specifier;
    }
    let mut up = String::new();
    let mut base = folder;
    while !target.starts_with(base) {
        up.push_str("../");
        base = base.parent().unwrap_or(Utf8Path::new(""));
    }
    let rest = target.strip_prefix(base).unwrap_or(target);
    let rest = without_extension(rest);
    let rest = rest.strip_suffix("/index").unwrap_or(rest);
    if up.is_empty() { format!("./{rest}") } else { format!("{up}{rest}") }
}

fn without_extension(path: &Utf8Path) -> &str {
    let text = path.as_str();
    // A route handler or a `.server` module keeps what is part of its name.
    match path.extension() {
        Some(extension @ ("ts" | "tsx" | "js" | "jsx" | "mts" | "mjs")) => &text[..text.len() - extension.len() - 1],
        _ => text,
    }
}

/// The import statements of a generated file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Imports {
    lines: Vec<Line>,
}

#[derive(Clone, Debug)]
struct Line {
    specifier: String,
    default: Option<String>,
    namespace: Option<String>,
    names: Vec<String>,
    types: Vec<String>,
}

impl Imports {
    fn line(&mut self, specifier: &str) -> &mut Line {
        let index = match self.lines.iter().position(|line| line.specifier == specifier) {
            Some(index) => index,
            None => {
                self.lines.push(Line {
                    specifier: specifier.to_owned(),
                    default: None,
                    namespace: None,
                    names: Vec::new(),
                    types: Vec::new(),
                });
                self.lines.len() - 1
            }
        };
        &mut self.lines[index]
    }

    pub(crate) fn default_name(&mut self, specifier: &str, name: &str) {
        self.line(specifier).default = Some(name.to_owned());
    }

    pub(crate) fn namespace(&mut self, specifier: &str, name: &str) {
        self.line(specifier).namespace = Some(name.to_owned());
    }

    /// `name` or `name as other`.
    pub(crate) fn name(&mut self, specifier: &str, name: &str) {
        let names = &mut self.line(specifier).names;
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }

    pub(crate) fn type_name(&mut self, specifier: &str, name: &str) {
        let types = &mut self.line(specifier).types;
        if !types.iter().any(|known| known == name) {
            types.push(name.to_owned());
        }
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        for line in &other.lines {
            let own = self.line(&line.specifier);
            own.default = own.default.take().or_else(|| line.default.clone());
            own.namespace = own.namespace.take().or_else(|| line.namespace.clone());
            for name in &line.names {
                self.name(&line.specifier, name);
            }
            for name in &line.types {
                self.type_name(&line.specifier, name);
            }
        }
    }

    /// Packages first, then the project's own, each by name.
    pub(crate) fn text(&self) -> String {
        let own = |line: &Line| line.specifier.starts_with(['.', '~', '#']) || line.specifier.starts_with("@/");
        let mut lines: Vec<&Line> = self.lines.iter().collect();
        lines.sort_by(|a, b| (own(a), &a.specifier).cmp(&(own(b), &b.specifier)));
        let mut out = String::new();
        for line in lines {
            line.write(&mut out);
        }
        out
    }
}

impl Line {
    fn write(&self, out: &mut String) {
        let from = &self.specifier;
        let mut names = self.names.clone();
        names.sort_by_key(|name| name.to_lowercase());
        let mut types = self.types.clone();
        types.sort_by_key(|name| name.to_lowercase());
        if let Some(namespace) = &self.namespace {
            let _ = writeln!(out, "import * as {namespace} from '{from}';");
        }
        match (&self.default, names.is_empty()) {
            (Some(default), true) => {
                let _ = writeln!(out, "import {default} from '{from}';");
            }
            (Some(default), false) => {
                let _ = writeln!(out, "import {default}, {{ {} }} from '{from}';", names.join(", "));
            }
            (None, false) => {
                let _ = writeln!(out, "import {{ {} }} from '{from}';", names.join(", "));
            }
            (None, true) if self.namespace.is_none() && types.is_empty() => {
                let _ = writeln!(out, "import '{from}';");
            }
            (None, true) => {}
        }
        if !types.is_empty() {
            let _ = writeln!(out, "import type {{ {} }} from '{from}';", types.join(", "));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_a_file_from_another() {
        let alias = Alias { folders: vec![("@/".to_owned(), "/a/src".into())] };
        let name =
            |alias: Option<&Alias>, from: &str, to: &str| specifier(alias, Utf8Path::new(from), Utf8Path::new(to));
        assert_eq!(name(Some(&alias), "/a/src/app/api/x/route.ts", "/a/src/lib/guard.ts"), "@/lib/guard");
        assert_eq!(name(None, "/a/src/app/api/x/route.ts", "/a/src/lib/guard.ts"), "../../../lib/guard");
        assert_eq!(name(Some(&alias), "/a/src/lib/a.ts", "/a/src/lib/b.ts"), "./b");
        assert_eq!(name(Some(&alias), "/a/src/app/x.ts", "/a/config/b.json"), "../../config/b.json");
        assert_eq!(name(None, "/a/app/x.ts", "/a/lib/index.ts"), "../lib");
        // Where each folder has a pattern of its own, others have none.
        let alias = Alias { folders: vec![("@/lib/".to_owned(), "/a/lib".into())] };
        assert_eq!(name(Some(&alias), "/a/app/x.ts", "/a/lib/b.ts"), "@/lib/b");
        assert_eq!(name(Some(&alias), "/a/app/x.ts", "/a/ui/b.ts"), "../ui/b");
    }

    #[test]
    fn one_statement_a_module() {
        let mut imports = Imports::default();
        imports.name("@/lib/guard", "sameOrigin");
        imports.default_name("twilio", "twilio");
        imports.name("@/lib/guard", "readJson");
        imports.type_name("next", "NextApiRequest");
        assert_eq!(
            imports.text(),
            "import type { NextApiRequest } from 'next';\nimport twilio from 'twilio';\nimport { readJson, sameOrigin } from \
             '@/lib/guard';\n"
        );
    }
}
