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
    /// In `.next/server`: of what is rendered beforehand, a visitor gets the outcome.
    NextServer,
    /// Nothing is served.
    Server,
}

impl Ground {
    /// That of a folder, by what stands in it and where it stands.
    fn around(folder: &Utf8Path) -> Self {
        let above = folder.parent().map_or(Self::Served, |parent| {
            if is_next(parent) {
                Self::Next.below(parent, folder.file_name().unwrap_or_default())
            } else {
                Self::Served.below(parent, folder.file_name().unwrap_or_default())
            }
        });
        above.entering(folder)
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
            // A standalone build may hold what is served as well.
            (Self::Server, "public" | "client") => Self::Served,
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
            Self::Server | Self::Next => Some(Audience::Server),
            Self::NextServer if is_rendered || matches!(extension, "body" | "meta") => Some(Audience::Visitor),
            Self::NextServer => Some(if extension == "json" { Audience::Visitor } else { Audience::Server }),
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
            && let Some(audience) = ground.in_folder(folder).audience(&name)
        {
            found.push(BuiltFile { path, audience });
        }
    }
}

impl Ground {
    /// Next's own manifests stand beside the routes: only what is below `app` and `pages` is rendered.
    fn in_folder(self, folder: &Utf8Path) -> Self {
        let of_routes = || folder.components().any(|part| matches!(part.as_str(), "app" | "pages"));
        if self == Self::NextServer && !of_routes() { Self::Server } else { self }
    }
}
