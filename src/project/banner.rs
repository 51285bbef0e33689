//! Packages that are built with `'use client'` on top of their bundle, whatever their sources say.

use camino::Utf8Path;

use super::source::Sources;
use super::{Files, Package, entries};
use crate::syntax::ast::{Kind, NodeId};
use crate::syntax::facts::Facts;

/// Configurations of the builders that write one file of many.
const BUILDERS: [&str; 8] = [
    "tsup.config",
    "tsdown.config",
    "rollup.config",
    "rolldown.config",
    "vite.config",
    "build.config",
    "bunup.config",
    "rslib.config",
];

/// Whether the package's entry is a build's output that begins with `'use client'`.
pub fn makes_client(package: &Package, files: &Files, sources: &Sources) -> bool {
    if !package.entries.paths(".").iter().any(|path| entries::is_output(path)) {
        return false;
    }
    let config = |path: &Utf8Path| sources.get(files.get(path)?);
    BUILDERS
        .iter()
        .flat_map(|stem| ["ts", "js", "mjs", "mts", "cjs"].map(|extension| format!("{stem}.{extension}")))
        .filter_map(|name| config(&package.root.join(name)))
        .any(|file| file.text().contains("use client") && says_client(&file.facts()))
}

/// Whether a banner is set: `banner: { js: '"use client"' }`, `options.banner = …`, `banner(() => "'use client'")`.
fn says_client(facts: &Facts) -> bool {
    let ast = &facts.ast;
    let is_banner = |id: NodeId| match ast.kind(id) {
        Kind::Property { .. } => {
            facts.static_property_name(id).is_some_and(|name| name.to_ascii_lowercase().contains("banner"))
        }
        Kind::Assign { target, .. } => facts.text(target).ends_with("banner"),
        Kind::Call { callee, .. } => facts.text(callee).to_ascii_lowercase().contains("banner"),
        _ => false,
    };
    let literals = (0..ast.nodes.len()).map(NodeId::new).filter(|id| {
        let text = match ast.kind(*id) {
            Kind::String => facts.string(*id).unwrap_or_default(),
            Kind::Template { .. } => facts.text(*id),
            _ => return false,
        };
        text.trim_matches(|c: char| c.is_whitespace() || "'\"`;".contains(c)) == "use client"
    });
    literals.into_iter().any(|id| ast.ancestors(id).any(is_banner))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn banners_are_told_from_talk_about_them() {
        let says = |source: &str| says_client(&crate::syntax::parse(source.into(), "tsup.config.ts"));
        for source in [
            "export default { banner: { js: '\"use client\";' } }",
            "export default defineConfig(() => ({ esbuildOptions(options) { options.banner = { js: \"'use client'\" } } }))",
            "export default { plugins: [banner2(() => `\"use client\";\n`)] }",
        ] {
            assert!(says(source), "{source}");
        }
        for source in [
            "export default { plugins: [strip({ text: '\"use client\"' })] } // banner",
            "export default { banner: { js: '/* mine, no \"use client\" */' } }",
        ] {
            assert!(!says(source), "{source}");
        }
    }
}
