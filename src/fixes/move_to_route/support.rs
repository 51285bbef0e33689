//! The helper files that routes share: created once, reused by later moves.

use camino::{Utf8Path, Utf8PathBuf};

use super::stream;
use super::target::{Router, Site};
use crate::flow::{Flow, Module};
use crate::project::Project;
use crate::syntax::ast::Kind;
use crate::syntax::facts::ExportName;

/// A helper file, and what has to be written for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Helper {
    /// It is there, with everything in it.
    Ready(Utf8PathBuf),
    New(Utf8PathBuf, String),
    /// It is there, and gets what it lacks at its end.
    Longer(Utf8PathBuf, String),
}

impl Helper {
    pub(super) fn path(&self) -> &Utf8Path {
        match self {
            Self::Ready(path) | Self::New(path, _) | Self::Longer(path, _) => path,
        }
    }
}

/// `lib/route-guard`: where requests come from, their JSON, with `stub` who may call, and with `leads_back` whether an address in
/// it is the app's.
pub(super) fn route_guard(flow: &Flow<'_>, project: &Project, site: &Site<'_>, stub: bool, leads_back: bool) -> Helper {
    let mut parts: Vec<(&str, String)> = Vec::new();
    if stub {
        parts.push(("requireCaller", require_caller(site)));
    }
    parts.push(("sameOrigin", same_origin(site)));
    parts.push(("readJson", read_json(site)));
    if leads_back {
        parts.push(("onThisSite", on_this_site(site)));
    }
    helper(flow, project, site, "route-guard", "sameOrigin", &head(site), &parts)
}

/// Whether `requireCaller` has been filled in.
pub(super) fn has_own_guard(flow: &Flow<'_>, project: &Project, site: &Site<'_>) -> bool {
    let (Helper::Ready(path) | Helper::Longer(path, _)) = route_guard(flow, project, site, true, false) else {
        return false;
    };
    let module = project.by_path(&path).and_then(|file| flow.module(file.id));
    module.is_some_and(|module| {
        module.ast().ids().any(|function| match module.kind(function) {
            Kind::Function(parts) => {
                parts.name.is_some_and(|name| module.text(module.binding(name).name) == "requireCaller")
                    && module.returned(function).iter().any(|value| module.kind(module.unwrapped(*value)) != Kind::Null)
            }
            _ => false,
        })
    })
}

/// `lib/rate-limit`: so many calls in so much time.
pub(super) fn rate_limit(flow: &Flow<'_>, project: &Project, site: &Site<'_>, address: bool) -> Helper {
    let mut parts: Vec<(&str, String)> = vec![("rateLimit", limiter(site))];
    if address {
        parts.push(("callerAddress", caller_address(site)));
    }
    let head = if address && site.router == Router::Pages { type_import(site) } else { String::new() };
    helper(flow, project, site, "rate-limit", "rateLimit", &head, &parts)
}

/// `lib/visitors`: the countries that visitors may have messages sent to.
pub(super) fn countries(flow: &Flow<'_>, project: &Project, site: &Site<'_>) -> Helper {
    let parts = [("COUNTRIES", served_countries(site)), ("isServed", is_served(site))];
    helper(flow, project, site, "visitors", "isServed", "", &parts)
}

/// Whether some have been named.
pub(super) fn has_countries(flow: &Flow<'_>, project: &Project, site: &Site<'_>) -> bool {
    let Helper::Ready(path) = countries(flow, project, site) else { return false };
    let module = project.by_path(&path).and_then(|file| flow.module(file.id));
    module.is_some_and(|module| {
        module.ast().nodes.iter().any(|node| match node.kind {
            Kind::Declarator { target, init: Some(init), .. } if module.written(target) == "COUNTRIES" => {
                !matches!(module.kind(module.unwrapped(init)), Kind::Array { items } if module.list(items).is_empty())
            }
            _ => false,
        })
    })
}

/// `lib/json-lines`: results in pieces.
pub(super) fn json_lines(flow: &Flow<'_>, project: &Project, site: &Site<'_>) -> Helper {
    helper(flow, project, site, "json-lines", "jsonLines", "", &[("jsonLines", stream::json_lines(site))])
}

/// The file at `lib/NAME` when it is one of ours, else the next free name.
fn helper(
    flow: &Flow<'_>,
    project: &Project,
    site: &Site<'_>,
    name: &str,
    mark: &str,
    head: &str,
    parts: &[(&str, String)],
) -> Helper {
    for number in 1..10 {
        let stem = if number == 1 { name.to_owned() } else { format!("{name}-{number}") };
        let extension = if site.typescript { "ts" } else { "js" };
        let path = site.lib.join(format!("{stem}.{extension}"));
        let Some(file) = project.by_path(&path) else {
            if !project.is_free(&path) {
                continue;
            }
            let body: Vec<&str> = parts.iter().map(|(_, text)| text.as_str()).collect();
            return Helper::New(path, format!("{head}{}", body.join("\n")));
        };
        let Some(module) = flow.module(file.id) else { continue };
        let pages = file.text().contains("NextApiRequest") || file.text().contains("req.headers");
        if !exports(&module, mark) || pages != (site.router == Router::Pages && name == "route-guard") {
            continue;
        }
        let missing: Vec<&str> =
            parts.iter().filter(|(name, _)| !exports(&module, name)).map(|(_, text)| text.as_str()).collect();
        return if missing.is_empty() { Helper::Ready(path) } else { Helper::Longer(path, missing.join("\n")) };
    }
    Helper::New(site.lib.join(format!("{name}-helper.ts")), String::new())
}

fn exports(module: &Module, name: &str) -> bool {
    module.facts.exports.iter().any(|export| matches!(export.name, ExportName::Name(span) if module.text(span) == name))
}

fn type_import(site: &Site<'_>) -> String {
    if site.typescript { "import type { NextApiRequest } from 'next';\n\n".to_owned() } else { String::new() }
}

fn head(site: &Site<'_>) -> String {
    match site.router {
        Router::App => "import 'server-only';\n\n".to_owned(),
        Router::Pages => type_import(site),
    }
}

/// The text with or without its types.
fn typed(site: &Site<'_>, text: &'static str) -> &'static str {
    if site.typescript { text } else { "" }
}

fn parameter(site: &Site<'_>) -> (&'static str, &'static str) {
    match site.router {
        Router::App => ("request", typed(site, ": Request")),
        Router::Pages => ("request", typed(site, ": NextApiRequest")),
    }
}

fn require_caller(site: &Site<'_>) -> String {
    let (name, of) = parameter(site);
    let caller = typed(site, "export type Caller = { id: string };\n\n");
    let returns = typed(site, ": Promise<Caller | null>");
    // The parameter is for whoever fills it in; TypeScript may be told to mind until then.
    let name = if site.strict_parameters { "_request" } else { name };
    format!(
        "{caller}/**\n * Decide who may call the routes that use server secrets.\n * Until this returns a caller, every such \
         route answers 401.\n */\nexport async function requireCaller({name}{of}){returns} {{\nreturn null;\n}}\n"
    )
}

fn same_origin(site: &Site<'_>) -> String {
    let (name, of) = parameter(site);
    let returns = typed(site, ": boolean");
    let doc = "/**\n * Whether the request comes from a page of this site. It keeps other sites from\n * using a visitor's session; \
               a script outside of a browser can say what it likes.\n */\n";
    let headers = match site.router {
        Router::App => format!(
            "const site = {name}.headers.get('sec-fetch-site');\nconst origin = {name}.headers.get('origin');\nconst host = \
             {name}.headers.get('x-forwarded-host') ?? {name}.headers.get('host');\n"
        ),
        Router::Pages => format!(
            "const {{ 'sec-fetch-site': site, origin }} = {name}.headers;\nconst host = {name}.headers['x-forwarded-host'] ?? \
             {name}.headers.host;\n"
        ),
    };
    format!(
        "{doc}export function sameOrigin({name}{of}){returns} {{\n{headers}if (site) return site === 'same-origin';\nif (!origin || \
         !host) return false;\ntry {{\nreturn new URL(origin).host === host;\n}} catch {{\nreturn false;\n}}\n}}\n"
    )
}

fn on_this_site(site: &Site<'_>) -> String {
    let (name, of) = parameter(site);
    let (address, returns) = (typed(site, ": string | null | undefined"), typed(site, ": boolean"));
    let host = match site.router {
        Router::App => format!("{name}.headers.get('x-forwarded-host') ?? {name}.headers.get('host')"),
        Router::Pages => format!("{name}.headers['x-forwarded-host'] ?? {name}.headers.host"),
    };
    format!(
        "/** Whether an address leads to this site: a caller must not send its visitors elsewhere. */\nexport function \
         onThisSite({name}{of}, address{address}){returns} {{\nif (address == null) return true;\ntry {{\nconst {{ protocol, host }} \
         = new URL(address);\nreturn /^https?:$/.test(protocol) && host === ({host});\n}} catch {{\nreturn \
         false;\n}}\n}}\n"
    )
}

fn read_json(site: &Site<'_>) -> String {
    let (name, of) = parameter(site);
    let doc = "/** The JSON object that was sent, or null when it is none, or too large. */\n";
    match site.router {
        Router::App => {
            let returns = typed(site, ": Promise<Record<string, unknown> | null>");
            format!(
                "{doc}export async function readJson({name}{of}, limit = 100_000){returns} {{\nif \
                 (!{name}.headers.get('content-type')?.startsWith('application/json')) return null;\nif \
                 (Number({name}.headers.get('content-length') ?? 0) > limit) return null;\nconst text = await \
                 {name}.text();\nif (text.length > limit) return null;\ntry {{\nconst body{} = JSON.parse(text);\nif (typeof body \
                 !== 'object' || body === null || Array.isArray(body)) return null;\nreturn body{};\n}} catch {{\nreturn \
                 null;\n}}\n}}\n",
                typed(site, ": unknown"),
                typed(site, " as Record<string, unknown>")
            )
        }
        Router::Pages => {
            let returns = typed(site, ": Promise<Record<string, unknown> | null>");
            format!(
                "{doc}export async function readJson({name}{of}, limit = 100_000){returns} {{\nif \
                 (!{name}.headers['content-type']?.startsWith('application/json')) return null;\n{name}.setEncoding('utf8');\nlet \
                 text = '';\nfor await (const chunk of {name}) if (text.length <= limit) text += chunk;\nif (text.length > limit) \
                 return null;\ntry {{\nconst body{} = JSON.parse(text);\nif (typeof body !== 'object' || body === null || \
                 Array.isArray(body)) return null;\nreturn body{};\n}} catch {{\nreturn null;\n}}\n}}\n",
                typed(site, ": unknown"),
                typed(site, " as Record<string, unknown>")
            )
        }
    }
}

fn served_countries(site: &Site<'_>) -> String {
    let of = typed(site, ": readonly string[]");
    format!(
        "/**\n * How the telephone numbers begin that visitors may have messages sent to: '+49'.\n * Fraudsters earn with messages \
         to numbers abroad, so name no more countries than\n * your visitors come from. Without any nobody is \
         answered.\n */\nexport const COUNTRIES{of} = [];\n"
    )
}

fn is_served(site: &Site<'_>) -> String {
    let (of, returns) = (typed(site, ": string"), typed(site, ": boolean"));
    format!(
        "/** Whether a number is of one of these countries. */\nexport function isServed(phone{of}){returns} {{\nreturn \
         COUNTRIES.some((start) => phone.startsWith(start));\n}}\n"
    )
}

fn limiter(site: &Site<'_>) -> String {
    let map = typed(site, "<string, { count: number; ends: number }>");
    let parameters =
        if site.typescript { "key: string, limit: number, milliseconds: number" } else { "key, limit, milliseconds" };
    let returns = typed(site, ": boolean");
    format!(
        "// Counted in this process alone: with several instances, count in a store that\n// they share.\nconst windows = new \
         Map{map}();\n\n/** Whether `key` may go on: at most `limit` times within `milliseconds`. */\nexport function \
         rateLimit({parameters}){returns} {{\nconst now = Date.now();\nif (windows.size >= 10_000) {{\nwindows.forEach(({{ ends }}, name) => \
         {{\nif (ends <= now) windows.delete(name);\n}});\n}}\nconst window = \
         windows.get(key);\nif (!window && windows.size >= 10_000) return false;\nif (!window || window.ends <= now) {{\nwindows.set(key, {{ count: 1, ends: now + milliseconds \
         }});\nreturn true;\n}}\nwindow.count += 1;\nreturn window.count <= limit;\n}}\n"
    )
}

fn caller_address(site: &Site<'_>) -> String {
    let (name, of) = parameter(site);
    let returns = typed(site, ": string");
    let doc = "/** The caller's address as the proxy in front says it. */\n";
    let body = match site.router {
        Router::App => format!("return {name}.headers.get('x-forwarded-for')?.split(',')[0]?.trim() ?? 'unknown';"),
        Router::Pages => format!(
            "const forwarded = String({name}.headers['x-forwarded-for'] ?? '').split(',')[0]?.trim();\nreturn forwarded || \
             ({name}.socket.remoteAddress ?? 'unknown');"
        ),
    };
    format!("{doc}export function callerAddress({name}{of}){returns} {{\n{body}\n}}\n")
}
