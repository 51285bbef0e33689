//! Specifiers that name a package by where it is kept: Deno's, and those of modules in the browser.
//!
//! Source: docs.deno.com, *Modules and dependencies*, `npm:` and `jsr:` specifiers; esm.sh; deno.land/x.

/// What stands before the name of a package.
const HEADS: [&str; 9] = [
    "npm:",
    "jsr:",
    "https://esm.sh/",
    "https://deno.land/x/",
    "https://cdn.skypack.dev/",
    "https://cdn.jsdelivr.net/npm/",
    "https://unpkg.com/",
    "https://esm.run/",
    "https://ga.jspm.io/npm:",
];

/// The package of a specifier that says where it is kept, by the name that it has in a `package.json`: `openai` of
/// `npm:openai@4` and of `https://esm.sh/openai@4.20.1?target=deno`. Any other is left as it is.
pub fn package_named(specifier: &str) -> &str {
    let Some(rest) = HEADS.iter().find_map(|head| specifier.strip_prefix(head)) else { return specifier };
    let rest = rest.trim_start_matches('/');
    // The `@` of a scope is no version's.
    let skip = usize::from(rest.starts_with('@'));
    let end = rest[skip..].find(['@', '?', '#']).map_or(rest.len(), |at| at + skip);
    let name = rest[..end].trim_end_matches('/');
    if name.is_empty() { specifier } else { name }
}

#[cfg(test)]
mod tests {
    use super::package_named;

    #[test]
    fn packages_are_known_wherever_they_are_kept() {
        for (specifier, package) in [
            ("npm:openai@4", "openai"),
            ("npm:@anthropic-ai/sdk@0.39.0", "@anthropic-ai/sdk"),
            ("npm:/resend@2.0.0", "resend"),
            ("jsr:@supabase/supabase-js@2", "@supabase/supabase-js"),
            ("https://esm.sh/openai@4.20.1?target=deno", "openai"),
            ("https://esm.sh/@supabase/supabase-js@2", "@supabase/supabase-js"),
            ("https://deno.land/x/openai@v4.24.0/mod.ts", "openai"),
            ("https://deno.land/std@0.168.0/http/server.ts", "https://deno.land/std@0.168.0/http/server.ts"),
            ("openai", "openai"),
            ("@scope/name/part", "@scope/name/part"),
            ("npm:", "npm:"),
        ] {
            assert_eq!(package_named(specifier), package, "{specifier}");
        }
    }
}
