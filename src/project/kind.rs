//! What a file is, by its path alone.

use camino::Utf8Path;

use super::purpose::Purpose;
use super::source::FileKind;

const SCRIPT: [&str; 8] = ["js", "jsx", "ts", "tsx", "mjs", "cjs", "mts", "cts"];

/// Folders that hold no source: dependencies, version control, what builds write.
const SKIPPED: [&str; 27] = [
    ".angular",
    ".astro",
    ".cache",
    ".docusaurus",
    ".expo",
    ".git",
    ".gradle",
    ".hg",
    ".idea",
    ".netlify",
    ".next",
    ".nuxt",
    ".nx",
    ".open-next",
    ".output",
    ".parcel-cache",
    ".pnpm-store",
    ".react-router",
    ".svelte-kit",
    ".svn",
    ".turbo",
    ".vercel",
    ".vinxi",
    ".wrangler",
    ".yarn",
    "bower_components",
    "node_modules",
];

/// Folders that are output beside a `package.json`, and may be source anywhere else.
const OUTPUT: [&str; 5] = ["build", "coverage", "dist", "out", "storybook-static"];

const TEXT: [&str; 23] = [
    "bat",
    "cmd",
    "conf",
    "ejs",
    "gradle",
    "handlebars",
    "hbs",
    "ini",
    "json5",
    "jsonc",
    "mk",
    "mustache",
    "plist",
    "prisma",
    "properties",
    "ps1",
    "pug",
    "tf",
    "tfvars",
    "toml",
    "webmanifest",
    "yaml",
    "yml",
];
/// Files of the same sort that are told by their whole names.
const NAMED: [&str; 7] = ["Caddyfile", "GNUmakefile", "Jenkinsfile", "Makefile", "Procfile", "justfile", "makefile"];

/// Under a published folder everything that is not plainly binary is read.
const BINARY: [&str; 42] = [
    "png", "jpg", "jpeg", "gif", "webp", "avif", "ico", "icns", "bmp", "tif", "tiff", "heic", "svg", "woff", "woff2",
    "ttf", "otf", "eot", "mp3", "mp4", "m4a", "m4v", "mov", "webm", "ogg", "wav", "flac", "pdf", "zip", "gz", "br",
    "tgz", "7z", "wasm", "bin", "exe", "dll", "glb", "gltf", "psd", "sketch", "riv",
];

/// Written by package managers: hashes and addresses of archives.
const LOCKFILES: [&str; 5] = ["deno.lock", "npm-shrinkwrap.json", "package-lock.json", "pnpm-lock.yaml", "yarn.lock"];

/// `None`: of no interest. `published`: it stands in a folder that is served as it is.
pub fn of(path: &Utf8Path, published: bool) -> Option<FileKind> {
    let name = path.file_name()?;
    if is_env(name) {
        return Some(FileKind::Env);
    }
    if LOCKFILES.contains(&name) {
        return None;
    }
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    match extension {
        _ if SCRIPT.contains(&extension) => {
            let declaration = stem.ends_with(".d") && extension.ends_with('s') && extension.contains('t');
            (!declaration).then_some(FileKind::Script)
        }
        "json" => Some(FileKind::Json),
        "html" | "htm" => Some(FileKind::Html),
        "css" | "scss" | "sass" | "less" | "styl" | "pcss" => Some(FileKind::Css),
        "vue" | "svelte" | "astro" => Some(FileKind::Markup),
        _ if TEXT.contains(&extension) || NAMED.contains(&name) || name.ends_with(".dockerignore") => {
            Some(FileKind::Text)
        }
        _ if Purpose::of(path).is_some() => Some(FileKind::Text),
        _ if published && !is_binary(extension) => Some(FileKind::Text),
        _ => None,
    }
}

/// `.env`, `.env.local`, `.envrc`; also `prod.env`, `env.example`, and Wrangler's `.dev.vars`
/// (<https://developers.cloudflare.com/workers/configuration/secrets/>).
pub fn is_env(name: &str) -> bool {
    if name.strip_prefix(".dev.vars").is_some_and(|rest| rest.is_empty() || rest.starts_with('.')) {
        return true;
    }
    if let Some(rest) = name.strip_prefix(".env") {
        let source =
            rest.rsplit_once('.').is_some_and(|(_, extension)| SCRIPT.contains(&extension) || extension == "d");
        return (rest.is_empty() || rest == "rc" || rest.starts_with(['.', '-', '_', ' ', '~'])) && !source;
    }
    name.len() > 4 && name.ends_with(".env") || is_example(name) || is_env_copy(name) && !is_script(name)
}

/// A copy of a `.env` file, by an editor or by hand: `.env.bak`, `.env.production~`, `.env copy`, `env.txt`. Lists that
/// ignore `.env` often miss them.
pub fn is_env_copy(name: &str) -> bool {
    const MARKS: [&str; 11] = ["bak", "backup", "bck", "bkp", "copy", "old", "orig", "save", "swp", "tmp", "txt"];
    const STAGES: [&str; 7] = ["dev", "development", "local", "prod", "production", "staging", "test"];
    let mut parts = name.split(['.', '-', '_', ' ', '~']).filter(|part| !part.is_empty());
    let is_mark = |part: &str| MARKS.contains(&part);
    if name.starts_with(".env") || name.contains(".env.") {
        return !is_example(name) && (name.ends_with('~') || parts.any(is_mark));
    }
    // `env.txt`, `env.production.bak`; not `env-setup.txt`.
    let mut rest = parts.clone().skip(1);
    parts.next() == Some("env") && rest.clone().any(is_mark) && rest.all(|part| is_mark(part) || STAGES.contains(&part))
}

/// A template of a `.env` file, meant to be committed: `.env.example`, `.env.local.sample`, `env.template`.
pub fn is_example(name: &str) -> bool {
    let mut parts = name.trim_start_matches('.').split(['.', '-', '_']);
    let env = name.starts_with(".env") || name.starts_with("env.") || name.ends_with(".env");
    env && parts.any(|part| {
        matches!(part, "example" | "examples" | "sample" | "template" | "dist" | "defaults" | "tpl" | "schema" | "demo")
    })
}

/// Whether files of that extension hold no text.
pub fn is_binary(extension: &str) -> bool {
    BINARY.contains(&extension)
}

/// Whether a folder of that name is left out; `package`: a `package.json` stands beside it.
pub fn is_skipped_folder(name: &str, package: bool) -> bool {
    SKIPPED.contains(&name) || is_output_folder(name, package)
}

pub fn is_output_folder(name: &str, package: bool) -> bool {
    package && OUTPUT.contains(&name)
}

/// Whether a folder of that name beside a `package.json` is served as it is.
pub fn is_published_folder(name: &str) -> bool {
    matches!(name, "public" | "static")
}

/// Whether bundlers read it as a module; what else a specifier names is an asset.
pub fn is_script(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, extension)| SCRIPT.contains(&extension))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_what_a_file_is() {
        for (name, kind) in [
            ("a.tsx", Some(FileKind::Script)),
            ("a.d.ts", None),
            ("a.d.mts", None),
            ("d.ts", Some(FileKind::Script)),
            ("add.js", Some(FileKind::Script)),
            ("package-lock.json", None),
            ("pnpm-lock.yaml", None),
            ("x.d.js", Some(FileKind::Script)),
            (".env", Some(FileKind::Env)),
            (".env.production.local", Some(FileKind::Env)),
            (".envrc", Some(FileKind::Env)),
            (".environment", None),
            (".env.ts", Some(FileKind::Script)),
            ("prod.env", Some(FileKind::Env)),
            ("env.example", Some(FileKind::Env)),
            ("env.ts", Some(FileKind::Script)),
            ("logo.svg", None),
            ("README.md", Some(FileKind::Text)),
            ("docs/guide.md", None),
            ("prompts/mail.md", Some(FileKind::Text)),
            (".npmrc", Some(FileKind::Text)),
            (".env~", Some(FileKind::Env)),
            (".env copy", Some(FileKind::Env)),
            ("env.bak", Some(FileKind::Env)),
            ("Dockerfile", Some(FileKind::Text)),
            ("schema.prisma", Some(FileKind::Text)),
        ] {
            assert_eq!(of(Utf8Path::new(name), false), kind, "{name}");
        }
        assert_eq!(of(Utf8Path::new("robots.txt"), true), Some(FileKind::Text));
        assert_eq!(of(Utf8Path::new("logo.png"), true), None);
    }

    #[test]
    fn examples_are_told_by_a_part_of_the_name() {
        for name in [".env.example", ".env.local.example", "env.template", "example.env", ".env-sample"] {
            assert!(is_example(name), "{name}");
        }
        for name in [".env", ".env.local", ".env.production", "prod.env"] {
            assert!(!is_example(name), "{name}");
        }
    }
}
