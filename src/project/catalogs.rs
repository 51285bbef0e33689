//! Ranges that a workspace keeps in one place: `"next": "catalog:"` (pnpm, Bun, Yarn).

use camino::Utf8Path;

use super::disk;
use crate::syntax::json::{self, Json};

/// The range behind `catalog:` or `catalog:name`; `None` for a range that is none of these, and where nothing is listed.
pub fn range(root: &Utf8Path, package: &str, range: &str) -> Option<String> {
    let catalog = match range.strip_prefix("catalog:")? {
        "" => "default",
        name => name,
    };
    root.ancestors().find_map(|folder| {
        let read =
            |name: &str| disk::read_small(&folder.join(name)).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        let listed = |name| read(name).and_then(|text| in_yaml(&text, catalog, package));
        listed("pnpm-workspace.yaml")
            .or_else(|| listed(".yarnrc.yml"))
            .or_else(|| in_package(&json::parse(&read("package.json")?).ok()?, catalog, package))
    })
}

/// `catalog:` and `catalogs:` at the top of a YAML file, a line an entry.
fn in_yaml(text: &str, catalog: &str, package: &str) -> Option<String> {
    let (mut section, mut name) = ("", "default");
    for line in text.lines() {
        let entry = line.split(" #").next().unwrap_or_default();
        let trimmed = entry.trim();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        // The name of a package may hold a colon nowhere, its range may.
        let Some((key, value)) = trimmed.split_once(':') else { continue };
        let (key, value) = (unquoted(key), unquoted(value));
        if !entry.starts_with(' ') {
            (section, name) = (key, "default");
        } else if section == "catalogs" && value.is_empty() {
            name = key;
        } else if matches!(section, "catalog" | "catalogs") && name == catalog && key == package {
            return Some(value.to_owned());
        }
    }
    None
}

/// `catalog` and `catalogs` of a `package.json`, by themselves or under `workspaces`.
fn in_package(json: &Json, catalog: &str, package: &str) -> Option<String> {
    [json.get("workspaces"), Some(json)].into_iter().flatten().find_map(|holder| {
        let own = holder.get("catalog").filter(|_| catalog == "default");
        let ranges = own.or_else(|| holder.get("catalogs")?.get(catalog))?;
        ranges.get(package)?.as_str().map(str::to_owned)
    })
}

fn unquoted(text: &str) -> &str {
    text.trim().trim_matches(['\'', '"'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn catalogs_are_read_from_either_file() {
        let yaml = "packages:\n  - 'apps/*'\ncatalog:\n  # the app\n  \"next\": ^15.1.0 # why\n  react: '19'\ncatalogs:\n  old:\n    next: 14.2.3\n";
        assert_eq!(in_yaml(yaml, "default", "next").as_deref(), Some("^15.1.0"));
        assert_eq!(in_yaml(yaml, "old", "next").as_deref(), Some("14.2.3"));
        assert_eq!(in_yaml(yaml, "old", "react"), None);
        assert_eq!(in_yaml(yaml, "default", "vite"), None);
        let json = json::parse(
            r#"{ "workspaces": { "packages": ["a"], "catalog": { "next": "16.0.1" } }, "catalogs": { "old": { "vite": "^5.0.0" } } }"#,
        );
        let found = |catalog, package| json.as_ref().ok().and_then(|json| in_package(json, catalog, package));
        assert_eq!(found("default", "next").as_deref(), Some("16.0.1"));
        assert_eq!(found("old", "vite").as_deref(), Some("^5.0.0"));
    }
}
