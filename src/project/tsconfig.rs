//! `paths` and `baseUrl` of `tsconfig.json` and `jsconfig.json`.
//!
//! Read here and not by the resolver's library, for which an `extends` that leads nowhere makes the whole file an error: before
//! an install that is the rule, and the file's own `paths` hold all the same.

use camino::{Utf8Path, Utf8PathBuf};

use super::root::normal;
use crate::syntax::json::{self, Json};

/// What one configuration, with those it extends, says about specifiers.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct TsConfig {
    /// Absolute.
    base_url: Option<Utf8PathBuf>,
    /// In the order of the source; `None`: not said, so that what is extended counts.
    paths: Option<Vec<Mapping>>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
struct Mapping {
    /// What a specifier starts with, and what it ends with; `None`: the start is the whole.
    start: Box<str>,
    end: Option<Box<str>>,
    /// Absolute, with at most one `*`.
    targets: Vec<Utf8PathBuf>,
}

/// How configurations are found and read.
pub trait Source {
    fn text(&self, path: &Utf8Path) -> Option<String>;
    /// Where the name of a package stands, seen from a folder.
    fn package(&self, from: &Utf8Path, name: &str) -> Option<Utf8PathBuf>;
}

/// `extends` chains are short; this ends a circle.
const DEPTH: usize = 16;

/// The configuration at `path` and those it references (one level, as editors and plugins have it): those that map anything.
pub fn read(path: &Utf8Path, source: &impl Source) -> Vec<TsConfig> {
    let Some(json) = source.text(path).and_then(|text| json::parse(&text).ok()) else { return Vec::new() };
    let mut all = vec![one(path, &json, path, source, DEPTH)];
    for reference in json.get("references").map(Json::items).unwrap_or_default() {
        let Some(to) = reference.get("path").and_then(Json::as_str) else { continue };
        let to = normal(&folder(path).join(to));
        for to in [to.join("tsconfig.json"), to] {
            if to != path
                && let Some(json) = source.text(&to).and_then(|text| json::parse(&text).ok())
            {
                all.push(one(&to, &json, &to, source, DEPTH));
                break;
            }
        }
    }
    all.retain(|config| config.base_url.is_some() || config.paths.is_some());
    all
}

/// `main`: the configuration that is being read, for `${configDir}`.
fn one(path: &Utf8Path, json: &Json, main: &Utf8Path, source: &impl Source, depth: usize) -> TsConfig {
    let absolute = |from: &Utf8Path, text: &str| match text.strip_prefix("${configDir}") {
        Some(rest) => normal(&folder(main).join(rest.trim_start_matches('/'))),
        None => normal(&from.join(text)),
    };
    let options = json.get("compilerOptions");
    let option = |name: &str| options.and_then(|options| options.get(name));
    let base_url = option("baseUrl").and_then(Json::as_str).map(|text| absolute(folder(path), text));
    let below = base_url.clone().unwrap_or_else(|| folder(path).to_owned());
    let paths = option("paths").map(|paths| {
        let mapping = |entry: &json::Entry| {
            let (start, end) = entry.key.split_once('*').map_or((&*entry.key, None), |(s, e)| (s, Some(e)));
            let targets = entry.value.items().iter().filter_map(Json::as_str);
            Mapping {
                start: start.into(),
                end: end.map(Into::into),
                targets: targets.map(|target| absolute(&below, target)).collect(),
            }
        };
        paths.entries().iter().map(mapping).collect()
    });
    let mut config = TsConfig { base_url, paths };
    let Some(depth) = depth.checked_sub(1) else { return config };
    let extends = json.get("extends").map_or(&[][..], |extends| match extends.as_str() {
        Some(_) => std::slice::from_ref(extends),
        None => extends.items(),
    });
    // Later ones count more.
    for specifier in extends.iter().rev().filter_map(Json::as_str) {
        if config.base_url.is_some() && config.paths.is_some() {
            break;
        }
        let found = extended(path, specifier, source);
        if let Some((path, json)) = found {
            let base = one(&path, &json, main, source, depth);
            config.base_url = config.base_url.or(base.base_url);
            config.paths = config.paths.or(base.paths);
        }
    }
    config
}

/// The configuration that `specifier` names in `extends`.
fn extended(from: &Utf8Path, specifier: &str, source: &impl Source) -> Option<(Utf8PathBuf, Json)> {
    let path = if specifier.starts_with(['.', '/']) {
        folder(from).join(specifier)
    } else {
        let name = super::packages::package_name(specifier);
        let inside = specifier.get(name.len()..).unwrap_or_default().trim_start_matches('/');
        source.package(folder(from), name)?.join(inside)
    };
    let path = normal(&path);
    let candidates = [path.clone(), Utf8PathBuf::from(format!("{path}.json")), path.join("tsconfig.json")];
    candidates.into_iter().find_map(|path| {
        let json = json::parse(&source.text(&path)?).ok()?;
        Some((path, json))
    })
}

fn folder(path: &Utf8Path) -> &Utf8Path {
    path.parent().unwrap_or(path)
}

impl TsConfig {
    /// Where `paths` sends the specifier, the first choice first; nothing when no key takes it.
    pub fn mapped(&self, specifier: &str) -> Vec<Utf8PathBuf> {
        let mappings = self.paths.as_deref().unwrap_or_default();
        if let Some(exact) = mappings.iter().find(|mapping| mapping.end.is_none() && *mapping.start == *specifier) {
            return exact.targets.clone();
        }
        let best = mappings
            .iter()
            .filter_map(|mapping| {
                let rest = specifier.strip_prefix(&*mapping.start)?.strip_suffix(&**mapping.end.as_ref()?)?;
                Some((mapping, rest))
            })
            .rev()
            .max_by_key(|(mapping, _)| mapping.start.len());
        let Some((mapping, rest)) = best else { return Vec::new() };
        mapping.targets.iter().map(|target| normal(Utf8Path::new(&target.as_str().replacen('*', rest, 1)))).collect()
    }

    /// What the specifier is below `baseUrl`.
    pub fn below_base_url(&self, specifier: &str) -> Option<Utf8PathBuf> {
        self.base_url.as_ref().map(|base| normal(&base.join(specifier)))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use super::*;

    struct Files(&'static [(&'static str, &'static str)]);

    impl Source for Files {
        fn text(&self, path: &Utf8Path) -> Option<String> {
            self.0.iter().find(|(name, _)| *name == path).map(|(_, text)| (*text).to_owned())
        }

        fn package(&self, _: &Utf8Path, name: &str) -> Option<Utf8PathBuf> {
            (name == "@acme/config").then(|| "/w/config".into())
        }
    }

    fn mapped(files: &'static [(&'static str, &'static str)], specifier: &str) -> Vec<String> {
        let configs = read("/w/app/tsconfig.json".into(), &Files(files));
        configs.iter().flat_map(|config| config.mapped(specifier)).map(Utf8PathBuf::into_string).collect()
    }

    #[test]
    fn what_cannot_be_extended_leaves_the_own_paths() {
        let files = &[(
            "/w/app/tsconfig.json",
            r#"{ "extends": "@nowhere/base", "compilerOptions": { "baseUrl": "src", "paths": { "@/*": ["./*"], }, } }"#,
        )];
        assert_eq!(mapped(files, "@/a/b"), ["/w/app/src/a/b"]);
    }

    #[test]
    fn a_package_is_extended_and_its_paths_are_relative_to_it() {
        let files = &[
            ("/w/app/tsconfig.json", r#"{ "extends": ["./none.json", "@acme/config/next"] }"#),
            ("/w/config/next.json", r#"{ "extends": "./base", "compilerOptions": { "baseUrl": ".." } }"#),
            (
                "/w/config/base.json",
                r#"{ "compilerOptions": { "paths": { "~/*": ["${configDir}/src/*"], "x/*": ["./x/*"] } } }"#,
            ),
        ];
        assert_eq!(mapped(files, "~/a"), ["/w/app/src/a"]);
        assert_eq!(mapped(files, "x/a"), ["/w/config/x/a"]);
        let config = &read("/w/app/tsconfig.json".into(), &Files(files))[0];
        assert_eq!(config.below_base_url("lib/a").unwrap(), "/w/lib/a");
    }

    #[test]
    fn the_exact_key_wins_then_the_longest_start() {
        let files = &[(
            "/w/app/tsconfig.json",
            r#"{ "compilerOptions": { "paths": { "@/*": ["./a/*"], "@/ui/*": ["./u/*", "./v/*"], "@/ui/x": ["./x"], "*/end": ["./e/*"] } } }"#,
        )];
        assert_eq!(mapped(files, "@/ui/x"), ["/w/app/x"]);
        assert_eq!(mapped(files, "@/ui/y"), ["/w/app/u/y", "/w/app/v/y"]);
        assert_eq!(mapped(files, "@/y"), ["/w/app/a/y"]);
        assert_eq!(mapped(files, "far/end"), ["/w/app/e/far"]);
        assert!(mapped(files, "react").is_empty());
    }

    #[test]
    fn a_circle_ends_and_references_count() {
        let files = &[
            ("/w/app/tsconfig.json", r#"{ "extends": "./tsconfig.json", "references": [{ "path": "./lib" }] }"#),
            ("/w/app/lib/tsconfig.json", r#"{ "compilerOptions": { "paths": { "l": ["./l.ts"] } } }"#),
        ];
        assert_eq!(mapped(files, "l"), ["/w/app/lib/l.ts"]);
    }
}
