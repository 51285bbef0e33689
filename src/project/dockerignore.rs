//! What a `.dockerignore` leaves out of a build's context.
//!
//! Source: docs.docker.com/build/concepts/context, *.dockerignore files*: patterns are relative to the context, `**` stands for
//! folders, the last line that matches counts, `!` takes back.

use globset::GlobBuilder;

/// Whether the file, by its path within the context, is left out.
pub fn leaves_out(list: &str, path: &str) -> bool {
    let mut out = false;
    for line in list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (back, pattern) = line.strip_prefix('!').map_or((false, line), |rest| (true, rest.trim_start()));
        let pattern = pattern.trim_start_matches("./").trim_matches('/');
        let glob = GlobBuilder::new(pattern).literal_separator(true).backslash_escape(true).build();
        let Ok(glob) = glob.map(|glob| glob.compile_matcher()) else { continue };
        // A folder takes along what is in it.
        let ends = path.match_indices('/').map(|(at, _)| at).chain(std::iter::once(path.len()));
        if ends.map(|end| &path[..end]).any(|part| glob.is_match(part)) {
            out = !back;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_that_matches_counts() {
        for (list, path, expected) in [
            (".env*\n", ".env.local", true),
            (".env\n", ".env.local", false),
            (".env\n", "apps/web/.env", false),
            ("**/.env*\n", "apps/web/.env", true),
            ("**/.env*\n", ".env", true),
            ("apps\n", "apps/web/.env", true),
            ("*\n!package.json\n", ".env", true),
            (".env*\n!.env.production\n", ".env.production", false),
            ("# .env\n/.env\n", ".env", true),
            ("./.env", ".env", true),
        ] {
            assert_eq!(leaves_out(list, path), expected, "{list} {path}");
        }
    }
}
