//! What a build has left in a folder: which of its files visitors get, and which stay on the server.
//!
//! Nothing is kept: a file is read when it is asked for. Only regular files are opened, and links are not followed.

use std::fs;

use camino::{Utf8Path, Utf8PathBuf};

use super::disk::{self, Skip};
use super::kind;

/// A longer file of a build is not looked at; maps of large apps come near it.
pub const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// Who gets a file of a build.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Audience {
    /// Every visitor's browser runs it, or its developer tools read it: scripts and their maps.
    Browser,
    /// It is what a visitor asks for: HTML, payloads of server components, data of pages.
    Visitor,
    /// It is served as it is, like what stands under `public/`.
    Public,
    /// It stays on the server, and is in every image that is made of the build.
    Server,
}

/// A file of a build.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BuiltFile {
    /// Absolute.
    pub path: Utf8PathBuf,
    pub audience: Audience,
}

/// The files of a build below `folder` that may hold text, by path.
pub fn files(folder: &Utf8Path) -> Vec<BuiltFile> {
    let mut found = Vec::new();
    walk(folder, Ground::around(folder), &mut found);
    found.sort_by(|a, b| a.path.as_str().cmp(b.path.as_str()));
    found
}

/// The text of a file of a build.
pub fn text(path: &Utf8Path) -> Result<String, Skip> {
    disk::read_text_up_to(path, MAX_BYTES)
}

/// What the folders above say of a file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ground {
    /// Everything is served.
    Served,
    /// In `.next`, beside what is served.
    Next,
    /// In `.next/server`, where Next's own manifests stand.
    NextServer,
    /// Below `app` and `pages` there: of what is rendered beforehand, a visitor gets the outcome.
    NextApp,
    NextPages,
    /// Nothing is served.
    Server,
}

impl Ground {
    /// That of a folder, by what stands in it and where it stands.
    fn around(folder: &Utf8Path) -> Self {
        let of_next = folder.ancestors().position(is_next);
        let levels = of_next.unwrap_or(1);
        let mut above: Vec<&Utf8Path> = folder.ancestors().take(levels + 1).collect();
        above.reverse();
        let start = if of_next.is_some() { Self::Next } else { Self::Served };
        above.windows(2).fold(start, |ground, pair| {
            let [parent, inner] = pair else { return ground };
            ground.below(parent, inner.file_name().unwrap_or_default()).entering(inner)
        })
    }

    fn entering(self, folder: &Utf8Path) -> Self {
        if is_next(folder) { Self::Next } else { self }
    }

    /// That of the folder `name` in `parent`, which has this one.
    fn below(self, parent: &Utf8Path, name: &str) -> Self {
        match (self, name) {
            (Self::Next, "static") => Self::Served,
            (Self::Next, "server") => Self::NextServer,
            (Self::Next, _) => Self::Server,
            (Self::NextServer, "app") => Self::NextApp,
            (Self::NextServer, "pages") => Self::NextPages,
            (Self::NextServer, _) => Self::Server,
            // A standalone build serves what was copied beside its server; other folders of that name are code.
            (Self::Server, "public") if parent.join("server.js").is_file() => Self::Served,
            (Self::Served, "server" | "functions" | "ssr") => {
                // Remix and Astro: `client`; Nitro: `public`; Vercel: `static`.
                let has_other = ["client", "public", "static"].iter().any(|name| parent.join(name).is_dir());
                if has_other { Self::Server } else { self }
            }
            _ => self,
        }
    }

    fn audience(self, name: &str) -> Option<Audience> {
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        let is_script = kind::is_script(name) || extension == "map";
        let is_rendered = matches!(extension, "html" | "htm" | "rsc" | "txt");
        let of_build = matches!(name, "trace" | "trace-build") || name.ends_with(".nft.json");
        match self {
            _ if of_build || kind::is_binary(extension) => None,
            Self::Server | Self::Next | Self::NextServer => Some(Audience::Server),
            Self::NextApp | Self::NextPages if is_rendered || matches!(extension, "body" | "meta") => {
                Some(Audience::Visitor)
            }
            // What pages are rendered from is sent too; below `app` it is part of them, and such a file is a manifest.
            Self::NextPages if extension == "json" && !name.ends_with("-manifest.json") => Some(Audience::Visitor),
            Self::NextApp | Self::NextPages => Some(Audience::Server),
            Self::Served if is_script => Some(Audience::Browser),
            Self::Served if is_rendered => Some(Audience::Visitor),
            Self::Served => Some(Audience::Public),
        }
    }
}

/// Whether Next has written the folder, under whatever name.
fn is_next(folder: &Utf8Path) -> bool {
    folder.join("build-manifest.json").is_file()
        && (folder.join("BUILD_ID").is_file() || folder.join("routes-manifest.json").is_file())
}

fn walk(folder: &Utf8Path, ground: Ground, found: &mut Vec<BuiltFile>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let (Ok(name), Ok(file_type)) = (entry.file_name().into_string(), entry.file_type()) else { continue };
        let path = folder.join(&name);
        if file_type.is_dir() {
            // What a build keeps for the next one, and what a server takes from others.
            let kept = matches!(name.as_str(), "node_modules" | ".git")
                || ground == Ground::Next && matches!(name.as_str(), "cache" | "dev" | "types" | "diagnostics");
            if !kept {
                walk(&path, ground.below(folder, &name).entering(&path), found);
            }
        } else if file_type.is_file()
            && let Some(audience) = ground.audience(&name)
        {
            found.push(BuiltFile { path, audience });
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// Below a folder called `app`, as containers have it.
    fn build(names: &[&str]) -> (tempfile::TempDir, Utf8PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let root = Utf8PathBuf::from_path_buf(folder.path().join("app")).unwrap();
        for name in names {
            let path = root.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        (folder, root)
    }

    fn audiences(folder: &Utf8Path) -> Vec<(String, Audience)> {
        let name = |file: &BuiltFile| file.path.strip_prefix(folder).unwrap().to_string();
        files(folder).iter().map(|file| (name(file), file.audience)).collect()
    }

    const NEXT: [&str; 10] = [
        ".next/BUILD_ID",
        ".next/build-manifest.json",
        ".next/server/server-reference-manifest.json",
        ".next/server/app/index.html",
        ".next/server/app/page.js",
        ".next/server/app/page/middleware-manifest.json",
        ".next/server/pages/index.json",
        ".next/server/chunks/1.js",
        ".next/standalone/packages/db/client/index.js",
        ".next/static/a.js",
    ];

    #[test]
    fn each_folder_of_a_next_build_has_its_audience() {
        let (_folder, root) = build(&NEXT);
        let found = audiences(&root.join(".next"));
        let of = |name: &str| found.iter().find(|(known, _)| known == name).map(|(_, audience)| *audience);
        assert_eq!(of("server/server-reference-manifest.json"), Some(Audience::Server));
        assert_eq!(of("server/app/index.html"), Some(Audience::Visitor));
        assert_eq!(of("server/app/page.js"), Some(Audience::Server));
        assert_eq!(of("server/app/page/middleware-manifest.json"), Some(Audience::Server));
        assert_eq!(of("server/pages/index.json"), Some(Audience::Visitor));
        assert_eq!(of("server/chunks/1.js"), Some(Audience::Server));
        assert_eq!(of("standalone/packages/db/client/index.js"), Some(Audience::Server));
        assert_eq!(of("static/a.js"), Some(Audience::Browser));
    }

    #[test]
    fn a_part_of_a_build_is_judged_by_where_it_stands() {
        let (_folder, root) = build(&NEXT);
        assert_eq!(audiences(&root.join(".next/server/chunks")), [("1.js".to_owned(), Audience::Server)]);
        assert_eq!(audiences(&root.join(".next/server/app"))[0], ("index.html".to_owned(), Audience::Visitor));
        assert_eq!(audiences(&root.join(".next/static")), [("a.js".to_owned(), Audience::Browser)]);
    }

    #[test]
    fn what_a_standalone_server_serves_stands_beside_it() {
        let (_folder, root) = build(&[
            ".next/BUILD_ID",
            ".next/build-manifest.json",
            ".next/standalone/apps/web/server.js",
            ".next/standalone/apps/web/public/a.json",
            ".next/standalone/packages/x/public/b.json",
        ]);
        let found = audiences(&root.join(".next/standalone"));
        let of = |end: &str| found.iter().find(|(name, _)| name.ends_with(end)).map(|(_, audience)| *audience);
        assert_eq!(of("a.json"), Some(Audience::Public));
        assert_eq!(of("b.json"), Some(Audience::Server));
    }
}
