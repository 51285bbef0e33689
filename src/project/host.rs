//! Hosts that run the files of a folder as functions, whatever the app beside them is made with.

use camino::{Utf8Path, Utf8PathBuf};

use super::apps::Tree;
use super::framework::{Framework, METHODS, Pattern, Sender, Sends, Sent, fits, sends};
use super::{App, RouteStyle};
use crate::syntax::data::Grammar;
use crate::syntax::json::Json;

/// One host's way of finding functions.
#[derive(PartialEq, Eq, Debug)]
pub struct Host {
    /// The folder that it looks into, from the app's root, where no configuration names another.
    folder: &'static str,
    /// The files within that it runs.
    files: &'static [Pattern],
    /// Files that fit and are none: helpers.
    others: &'static [Pattern],
    /// Where the folder's name says nothing by itself, how the app is known to be there.
    needs: Needs,
    /// What of them it calls.
    pub sends: &'static [Sends],
}

/// What tells that a host runs a folder.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Needs {
    Nothing,
    /// The app has no server of its own, or says that it is on Vercel.
    Vercel,
    /// The app is deployed with Cloudflare's tool.
    Cloudflare,
    /// The app is built with Nitro, by itself.
    Nitro,
}

/// A folder of an app whose files a host runs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hosted {
    pub host: &'static Host,
    /// Absolute.
    pub folder: Utf8PathBuf,
}

const fn answers(exports: &'static [&'static str]) -> Sends {
    sends("**", Sender::Exports(exports), Sent::Answer)
}

const NETLIFY_FUNCTIONS: &str = "netlify/functions";
/// Where Netlify is told of another one.
pub const CONFIGURATION: &str = "netlify.toml";

static HOSTS: [Host; 7] = [
    // docs.netlify.com, *Functions: get started* (`default`), *Lambda-compatible functions* (`handler`): a file, or a folder with an
    // `index` or a file of its name.
    Host {
        folder: NETLIFY_FUNCTIONS,
        files: &["*.*", "*/*.*"],
        others: &[],
        needs: Needs::Nothing,
        sends: &[answers(&["default"]), sends("**", Sender::Exports(&["handler"]), Sent::Lambda)],
    },
    // docs.netlify.com, *Edge Functions*.
    Host {
        folder: "netlify/edge-functions",
        files: &["*.*", "*/*.*"],
        others: &[],
        needs: Needs::Nothing,
        sends: &[answers(&["default"])],
    },
    // vercel.com/docs, *Functions API reference*, and of the folder: what begins with `_` or `.` is none.
    Host {
        folder: "api",
        files: &["**"],
        others: &["**/_*", "**/.*", "**/_*/**", "**/*.d.ts", "**/*.test.*", "**/*.spec.*"],
        needs: Needs::Vercel,
        sends: &[answers(&["default"]), answers(&METHODS)],
    },
    // supabase.com/docs, *Edge Functions*: what an `index` hands to `Deno.serve`.
    Host { folder: "supabase/functions", files: &["*/index.*"], others: &["_*/**"], needs: Needs::Nothing, sends: &[] },
    // developers.cloudflare.com/pages, *Functions: API reference*.
    Host {
        folder: "functions",
        files: &["**"],
        others: &["**/_middleware.*"],
        needs: Needs::Cloudflare,
        sends: &[answers(&[
            "onRequest",
            "onRequestGet",
            "onRequestPost",
            "onRequestPut",
            "onRequestPatch",
            "onRequestDelete",
        ])],
    },
    // nitro.build, *Routing*: by itself it is a host as well.
    Host {
        folder: "server",
        files: &["api/**", "routes/**"],
        others: &["**/*.test.*", "**/*.spec.*"],
        needs: Needs::Nitro,
        sends: &NITRO_ROUTES,
    },
    Host {
        folder: "routes",
        files: &["**"],
        others: &["**/*.test.*", "**/*.spec.*"],
        needs: Needs::Nitro,
        sends: &NITRO_ROUTES,
    },
];

const NITRO_ROUTES: [Sends; 1] = [sends("**", Sender::Exports(&["default"]), Sent::Body)];

/// The hosts that run something of an app with that root.
pub(super) fn of_app(
    root: &Utf8Path,
    framework: &Framework,
    depends: &dyn Fn(&str) -> bool,
    tree: &Tree<'_>,
) -> Vec<Hosted> {
    let has = |names: &[&str]| names.iter().any(|name| tree.has(&root.join(name)));
    let is_used = |host: &&Host| match host.needs {
        Needs::Nothing => true,
        Needs::Vercel => {
            !framework.package.is_empty() && framework.routes == RouteStyle::None
                || has(&["vercel.json"])
                || depends("@vercel/node")
        }
        Needs::Nitro => framework.package.is_empty() && (depends("nitropack") || depends("nitro")),
        Needs::Cloudflare => has(&["wrangler.toml", "wrangler.json", "wrangler.jsonc"]) || depends("wrangler"),
    };
    let configured = netlify_functions(root, tree);
    let folder = |host: &Host| match &configured {
        Some(folder) if host.folder == NETLIFY_FUNCTIONS => root.join(folder),
        _ => root.join(host.folder),
    };
    HOSTS.iter().filter(is_used).map(|host| Hosted { host, folder: folder(host) }).collect()
}

/// What `netlify.toml` names for the folder of functions (docs.netlify.com, *File-based configuration*).
fn netlify_functions(root: &Utf8Path, tree: &Tree<'_>) -> Option<String> {
    let file = tree.sources.get(tree.files.get(&root.join(CONFIGURATION))?)?;
    let read = Grammar::Toml.read(&file.text())?;
    let at = |table: &str, key: &str| read.get(table)?.get(key).and_then(Json::as_str);
    let folder = at("functions", "directory").or_else(|| at("build", "functions"))?;
    Some(folder.trim_start_matches("./").trim_matches('/').to_owned())
}

impl App {
    /// What is called of a file for a browser: by the framework, and by the host that runs it.
    pub fn sends_of(&self, path: &Utf8Path) -> impl Iterator<Item = &'static Sends> {
        let rest = path.strip_prefix(&self.root).ok().map(|rest| rest.as_str().to_owned());
        let own =
            self.framework.sends.iter().filter(move |row| rest.as_deref().is_some_and(|rest| fits(row.files, rest)));
        let hosted: Vec<_> = self.hosted.iter().filter(|hosted| hosted.runs(path)).collect();
        own.chain(hosted.into_iter().flat_map(|hosted| hosted.host.sends))
    }
}

impl Hosted {
    /// Whether the host runs the file.
    pub fn runs(&self, path: &Utf8Path) -> bool {
        self.below(path).is_some_and(|rest| {
            let any = |patterns: &[Pattern]| patterns.iter().any(|pattern| fits(pattern, rest));
            any(self.host.files) && !any(self.host.others)
        })
    }

    fn below<'p>(&self, path: &'p Utf8Path) -> Option<&'p str> {
        path.strip_prefix(&self.folder).ok().map(Utf8Path::as_str)
    }
}
