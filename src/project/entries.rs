//! What a package gives to others: the paths behind `exports`, `main` and the like, and the sources that a build makes them from.
//!
//! A package of the workspace is often published as it is built (`exports` names `dist/`), and its build is absent before the
//! first one, or a bundle that nobody edits after it. What people write, and what ships, is its source.

use crate::syntax::json::{Json, Value};

/// The fields of a `package.json` that name its entries.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Entries {
    exports: Option<Json>,
    /// `source`, `module`, `main`, `types`: in the order of trust.
    mains: Vec<Box<str>>,
}

impl Entries {
    pub fn read(json: &Json) -> Self {
        let text = |field: &str| json.get(field).and_then(Json::as_str).map(Into::into);
        Self {
            exports: json.get("exports").cloned(),
            mains: ["source", "module", "main", "types", "typings"].into_iter().filter_map(text).collect(),
        }
    }

    /// `exports` decides what other packages can import.
    pub const fn are_closed(&self) -> bool {
        self.exports.is_some()
    }

    /// The paths that a subpath (`.`, `./button`) stands for under any condition, without `./`.
    pub fn paths(&self, subpath: &str) -> Vec<String> {
        let mut paths = Vec::new();
        if let Some(exports) = &self.exports {
            let has_subpaths = exports.entries().first().is_some_and(|entry| entry.key.starts_with('.'));
            if !has_subpaths {
                if subpath == "." {
                    leaves(exports, "", &mut paths);
                }
            } else if let Some(exact) = exports.get(subpath) {
                leaves(exact, "", &mut paths);
            } else {
                let best = exports
                    .entries()
                    .iter()
                    .filter_map(|entry| {
                        let (start, end) = entry.key.split_once('*')?;
                        Some((entry, start, subpath.strip_prefix(start)?.strip_suffix(end)?))
                    })
                    .max_by_key(|(_, start, _)| start.len());
                if let Some((entry, _, rest)) = best {
                    leaves(&entry.value, rest, &mut paths);
                }
            }
        }
        if subpath == "." {
            paths.extend(self.mains.iter().map(|main| plain(main).to_owned()));
        }
        paths
    }
}

/// Every path in a tree of conditions, that of `types` last.
fn leaves(json: &Json, star: &str, out: &mut Vec<String>) {
    match &json.value {
        Value::String(path) => out.push(plain(path).replace('*', star)),
        Value::Array(items) => items.iter().for_each(|item| leaves(item, star, out)),
        Value::Object(entries) => {
            let (types, code): (Vec<_>, Vec<_>) = entries.iter().partition(|entry| &*entry.key == "types");
            code.into_iter().chain(types).for_each(|entry| leaves(&entry.value, star, out));
        }
        _ => {}
    }
}

fn plain(path: &str) -> &str {
    path.trim_start_matches("./")
}

/// Folders that builds write to, beside `package.json`.
const OUTPUT: [&str; 9] = ["dist", "build", "lib", "out", "output", "esm", "cjs", "es", "umd"];
/// Folders within: one a format.
const FORMATS: [&str; 10] = ["esm", "cjs", "es", "umd", "mjs", "js", "module", "commonjs", "types", "browser"];

/// Whether the path within a package is one that a build writes.
pub fn is_output(path: &str) -> bool {
    path.split_once('/').is_some_and(|(first, _)| OUTPUT.contains(&first))
}

/// What the built file may be made from, without extensions: `dist/esm/button.d.ts` → `src/button`, `button`.
pub fn sources_of(path: &str) -> Vec<String> {
    let path = plain(path);
    let mut inner = vec![path];
    if let Some((first, rest)) = path.split_once('/')
        && OUTPUT.contains(&first)
    {
        inner = vec![rest];
        if let Some((format, rest)) = rest.split_once('/')
            && FORMATS.contains(&format)
        {
            inner.push(rest);
        }
    }
    let mut sources = Vec::new();
    for path in inner {
        let name = path.rfind('/').map_or(0, |slash| slash + 1);
        // `index.umd.cjs`, `index.d.ts`; but also `user.schema.js`.
        let ends = [path.rfind('.').filter(|dot| *dot > name), path[name..].find('.').map(|dot| name + dot)];
        for end in ends.into_iter().flatten() {
            for folder in ["src/", "", "source/"] {
                let source = format!("{folder}{}", &path[..end]);
                if !sources.contains(&source) {
                    sources.push(source);
                }
            }
        }
    }
    sources
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use super::*;
    use crate::syntax::json;

    fn paths(package: &str, subpath: &str) -> Vec<String> {
        Entries::read(&json::parse(package).unwrap()).paths(subpath)
    }

    #[test]
    fn every_condition_counts_and_types_last() {
        let package = r#"{ "main": "./dist/index.cjs", "exports": {
            ".": { "types": "./src/index.ts", "import": { "node": "./dist/node.js", "default": "./dist/index.js" } },
            "./*": "./dist/*.js", "./icons/*": ["./dist/icons/*.js"], "./none": null } }"#;
        assert_eq!(paths(package, "."), ["dist/node.js", "dist/index.js", "src/index.ts", "dist/index.cjs"]);
        assert_eq!(paths(package, "./a/b"), ["dist/a/b.js"]);
        assert_eq!(paths(package, "./icons/x"), ["dist/icons/x.js"]);
        assert!(paths(package, "./none").is_empty());
        assert_eq!(paths(r#"{ "exports": { "import": "./a.js" } }"#, "."), ["a.js"]);
        assert!(paths(r#"{ "exports": "./a.js" }"#, "./b").is_empty());
    }

    #[test]
    fn sources_of_what_is_built() {
        let first = |path: &str| sources_of(path).remove(0);
        assert_eq!(first("dist/icons/index.mjs"), "src/icons/index");
        assert!(sources_of("dist/index.umd.cjs").contains(&"src/index".to_owned()));
        assert!(sources_of("./dist/src/prisma.js").contains(&"src/prisma".to_owned()));
        assert!(sources_of("dist/esm/button.d.ts").contains(&"src/button".to_owned()));
        assert_eq!(first("lib/user.schema.js"), "src/user.schema");
        assert!(is_output("dist/x.js") && !is_output("src/dist/x.js") && !is_output("index.js"));
    }
}
