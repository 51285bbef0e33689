//! The text of a route, before it is laid out in the house style.
//!
//! The order never changes: method, origin, guard, limit, body, operation, narrowed result, general error. Nothing of the
//! request but its headers is read before the guard.

use std::fmt::Write;

use super::capture::{Field, Role};
use super::errors::ErrorUse;
use super::guard::{Guard, answer};
use super::narrow::{self, Narrowing};
use super::read::Read;
use super::shape::{Member, Shape};
use super::slice::Slice;
use super::stream;
use super::target::{Router, Site, Target};
use super::validate;
use super::visitors::{self, Audience};
use crate::fixes::imports::Imports;
use crate::fixes::names;

/// All that one route is made of.
pub(super) struct Route<'a> {
    pub site: &'a Site<'a>,
    pub target: &'a Target,
    pub slice: &'a Slice,
    /// Declarations of types that the slice mentions.
    pub types: Vec<String>,
    pub guard: &'a Guard,
    /// The statement that refuses more than so many calls.
    pub limit: Option<String>,
    pub audience: Audience,
    pub result: &'a Read,
    /// The call is a raw request: the caller gets a `Response`.
    pub raw: bool,
    /// The result comes in pieces.
    pub stream: bool,
    pub errors: ErrorUse,
    pub imports: Imports,
    /// `Response` or `NextResponse`.
    pub reply: &'a str,
    /// What the caller binds the result to.
    pub result_name: Option<String>,
    pub names: &'a Names,
}

/// The names that a move generates, free in the route and in the caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Names {
    /// The function in the caller and in the route.
    pub function: String,
    /// In the route, where the slice may use the same name.
    pub operation: String,
    pub request: String,
    pub response: String,
}

impl Route<'_> {
    pub(super) fn text(&self) -> String {
        let typescript = self.site.typescript;
        let fields = &self.slice.fields;
        let free = |wanted: &str| {
            names::free(wanted, |name| {
                self.slice.names.contains(name) || self.guard.names.iter().any(|known| known == name)
            })
        };
        let parse = free("parse");
        let mut out = self.imports.text();
        out.push('\n');
        for declaration in &self.types {
            out.push_str(declaration);
            out.push_str("\n\n");
        }
        for statement in &self.slice.top {
            out.push_str(statement);
            out.push('\n');
        }
        out.push('\n');
        if typescript && !fields.is_empty() {
            let _ = writeln!(out, "export type {} = {};", self.names.request, request_type(fields));
        }
        if typescript && self.has_response_type() {
            let operation = &self.names.operation;
            let given = format!("ReturnType<typeof {operation}>");
            let given = if self.stream { given } else { format!("Awaited<{given}>") };
            let _ = writeln!(out, "export type {} = {given};", self.names.response);
        }
        out.push('\n');
        if !fields.is_empty() {
            out.push_str(&validate::parse(fields, &self.names.request, self.site, &parse));
            out.push('\n');
        }
        // An import of the caller's that is called so does the same.
        if self.slice.escapes && !self.slice.names.contains("escapeHtml") {
            out.push_str(&self.escape_html());
            out.push('\n');
        }
        if self.errors.status || self.errors.response {
            out.push_str(&self.status_of());
            out.push('\n');
        }
        out.push_str(&self.operation());
        out.push('\n');
        match self.site.router {
            Router::App => self.app_handler(&mut out, &parse, &free),
            Router::Pages => self.pages_handler(&mut out, &parse, &free),
        }
        out
    }

    fn has_response_type(&self) -> bool {
        !self.raw
    }

    /// The call and what is sent of its result.
    fn operation(&self) -> String {
        let fields = &self.slice.fields;
        let free = |wanted: &str| {
            names::free(wanted, |name| self.slice.names.contains(name) || fields.iter().any(|field| field.name == name))
        };
        let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
        let parameters = if fields.is_empty() {
            String::new()
        } else if self.site.typescript {
            format!("{{ {} }}: {}", names.join(", "), self.names.request)
        } else {
            format!("{{ {} }}", names.join(", "))
        };
        let mut body = self.slice.inside.concat_lines();
        let call = &self.slice.call;
        if self.stream {
            let stream = free(self.result_name.as_deref().unwrap_or("stream"));
            let piece = free("chunk");
            body.push_str(&stream::pieces(&self.narrowing(), self.result, call, &stream, &piece));
        } else if self.raw {
            let response = free("upstream");
            let _ = writeln!(body, "const {response} = await {call};");
            self.raw_result(&mut body, &response, &free);
        } else if self.result.is_empty() {
            let _ = writeln!(body, "await {call};\nreturn {{ ok: true }};");
        } else {
            let result = free(self.result_name.as_deref().unwrap_or("result"));
            let _ = writeln!(body, "const {result} = await {call};");
            body.push_str(&self.narrowing().returning(self.result, &result));
        }
        let star = if self.stream { "*" } else { "" };
        format!("async function{star} {}({parameters}) {{\n{body}}}\n", self.names.operation)
    }

    fn narrowing(&self) -> Narrowing<'_> {
        let typescript = self.site.typescript;
        let any = typescript && !self.raw && self.slice.request.is_some() && !self.slice.typed;
        Narrowing { slug: &self.target.slug, typescript, untyped: self.raw || any || !typescript, raw: self.raw, any }
    }

    /// The provider's response as ours: its status where that is looked at, of its body what is read.
    fn raw_result(&self, body: &mut String, upstream: &str, free: &dyn Fn(&str) -> String) {
        let status_read = self.result.member("status").is_some() || self.result.member("statusText").is_some();
        let failed_status =
            if status_read { format!("{upstream}.status >= 400 ? {upstream}.status : 502") } else { "502".to_owned() };
        let status = if status_read { format!("{upstream}.status") } else { "200".to_owned() };
        let json = self.result.member("json()");
        let failure = narrow::failure(json, &self.target.slug);
        let reply = self.reply;
        let pages = self.site.router == Router::Pages;
        let answer = |value: &str, status: &str| match (pages, status) {
            (true, _) => format!("return {{ status: {status}, body: {value} }};\n"),
            (false, "200") => format!("return {reply}.json({value});\n"),
            (false, _) => format!("return {reply}.json({value}, {{ status: {status} }});\n"),
        };
        let _ = write!(body, "if (!{upstream}.ok) {}", answer(&failure, &failed_status));
        if self.binary() {
            let kind = format!("{upstream}.headers.get('content-type') ?? 'application/octet-stream'");
            let _ = if pages {
                writeln!(
                    body,
                    "return {{ status: {status}, body: Buffer.from(await {upstream}.arrayBuffer()), type: {kind} }};"
                )
            } else {
                writeln!(
                    body,
                    "return new Response(await {upstream}.arrayBuffer(), {{ headers: {{ 'content-type': {kind} }} }});"
                )
            };
        } else if self.result.member("text()").is_some() {
            let text = format!("await {upstream}.text()");
            let plain = format!("return new Response({text});\n");
            body.push_str(&if pages { answer(&text, &status) } else { plain });
        } else if let Some(read) = json.filter(|read| !read.is_empty()) {
            let data = free("data");
            let of = if self.site.typescript && !read.whole {
                format!(": {}", narrow::json_type(read))
            } else {
                String::new()
            };
            let _ = writeln!(body, "const {data}{of} = await {upstream}.json();");
            body.push_str(&answer(&self.narrowing().narrowed(read, &data), &status));
        } else if status_read && json.is_none() {
            // Some statuses allow no body.
            let empty = format!("return new {reply}(null, {{ status: {status} }});\n");
            body.push_str(&if pages { answer("''", &status) } else { empty });
        } else {
            body.push_str(&answer("{ ok: true }", &status));
        }
    }

    /// Whether the caller takes the response's body as bytes.
    fn binary(&self) -> bool {
        ["blob()", "arrayBuffer()"].iter().any(|name| self.result.member(name).is_some())
    }

    fn status_of(&self) -> String {
        let (input, output) = if self.site.typescript { (": unknown", ": number") } else { ("", "") };
        let cast = if self.site.typescript { " as { status?: unknown; response?: { status?: unknown } }" } else { "" };
        let object = if self.site.typescript { "(error ?? {})" } else { "error ?? {}" };
        format!(
            "/** The status that the provider answered with, as far as it says that something is wrong. */\nfunction \
             statusOf(error{input}){output} {{\nconst {{ status, response }} = {object}{cast};\nconst known = Number(response?.status ?? \
             status);\nreturn known >= 400 && known < 600 ? known : 502;\n}}\n"
        )
    }

    fn escape_html(&self) -> String {
        let (input, output) = if self.site.typescript { (": unknown", ": string") } else { ("", "") };
        format!(
            "/** A value as text of HTML: no caller writes tags into what is sent in our name. */\nfunction \
             escapeHtml(value{input}){output} {{\nreturn String(value).replace(/[&<>\"']/g, (c) => \
             `&#${{c.charCodeAt(0)}};`);\n}}\n"
        )
    }

    fn failure_status(&self, error: &str) -> String {
        if self.errors.status || self.errors.response { format!("statusOf({error})") } else { "502".to_owned() }
    }

    fn failure_body(&self, error: &str) -> String {
        if !self.errors.code {
            return "{ error: 'upstream' }".to_owned();
        }
        let cast = if self.site.typescript { format!("({error} as {{ code?: unknown }})") } else { error.to_owned() };
        format!("{{ error: 'upstream', code: {cast}?.code }}")
    }

    fn log(&self, error: &str) -> String {
        format!("console.error('{} failed', {error} instanceof Error ? {error}.name : 'unknown');", self.target.slug)
    }

    /// The condition under which a body is refused.
    fn wrong(&self, input: &str, request: &str) -> String {
        let back = self.slice.fields.iter().filter(|field| field.role == Role::Site);
        back.fold(format!("!{input}"), |condition, field| {
            format!("{condition} || !onThisSite({request}, {input}.{})", field.name)
        })
    }

    /// What a visitor's body is held against, once it is read.
    fn bounds(&self, input: &str) -> String {
        match self.audience {
            Audience::Callers => String::new(),
            Audience::Visitors => {
                visitors::after_body(self.site.router, &self.target.slug, self.reply, &self.slice.fields, input)
            }
        }
    }

    fn app_handler(&self, out: &mut String, parse: &str, free: &dyn Fn(&str) -> String) {
        let reply = self.reply;
        let of = if self.site.typescript { ": Request" } else { "" };
        let bad = answer(Router::App, reply, "bad-request", 400);
        let (error, input) = (free("error"), free("input"));
        let _ = writeln!(out, "export async function POST(request{of}) {{");
        let _ = writeln!(out, "if (!sameOrigin(request)) {}", answer(Router::App, reply, "forbidden", 403));
        out.push_str(&self.guard.code);
        if let Some(limit) = &self.limit {
            out.push_str(limit);
        }
        out.push('\n');
        let argument = if self.slice.fields.is_empty() {
            let _ = writeln!(out, "if (!(await readJson(request))) {bad}");
            ""
        } else {
            let wrong = self.wrong(&input, "request");
            let _ = writeln!(out, "const {input} = {parse}(await readJson(request));\nif ({wrong}) {bad}");
            out.push_str(&self.bounds(&input));
            input.as_str()
        };
        let operation = &self.names.operation;
        let call = format!("await {operation}({argument})");
        let success = match (self.stream, self.raw) {
            (true, _) => format!("return await jsonLines({operation}({argument}));"),
            (false, true) => format!("return {call};"),
            (false, false) => format!("return {reply}.json({call});"),
        };
        let _ = writeln!(
            out,
            "\ntry {{\n{success}\n}} catch ({error}) {{\n{}\nreturn {reply}.json({}, {{ status: {} }});\n}}\n}}",
            self.log(&error),
            self.failure_body(&error),
            self.failure_status(&error)
        );
    }

    fn pages_handler(&self, out: &mut String, parse: &str, free: &dyn Fn(&str) -> String) {
        let of = if self.site.typescript { ("req: NextApiRequest", "res: NextApiResponse") } else { ("req", "res") };
        let bad = answer(Router::Pages, "", "bad-request", 400);
        let (error, input) = (free("error"), free("input"));
        // Next reads the body before the handler runs, and answers 400 to one that it cannot read, whoever sent it.
        let settings = "{ api: { bodyParser: false } };\n";
        let _ = if self.slice.names.contains("config") {
            writeln!(out, "const {0} = {settings}export {{ {0} as config }};\n", free("routeConfig"))
        } else {
            writeln!(out, "// The body is read once the guard has let the caller in.\nexport const config = {settings}")
        };
        let _ = writeln!(out, "export default async function handler({}, {}) {{", of.0, of.1);
        let _ = writeln!(out, "if (req.method !== 'POST') {}", answer(Router::Pages, "", "method-not-allowed", 405));
        let _ = writeln!(out, "if (!sameOrigin(req)) {}", answer(Router::Pages, "", "forbidden", 403));
        out.push_str(&self.guard.code);
        if let Some(limit) = &self.limit {
            out.push_str(limit);
        }
        out.push('\n');
        let argument = if self.slice.fields.is_empty() {
            let _ = writeln!(out, "if (!(await readJson(req))) {bad}");
            ""
        } else {
            let wrong = self.wrong(&input, "req");
            let _ = writeln!(out, "const {input} = {parse}(await readJson(req));\nif ({wrong}) {bad}");
            out.push_str(&self.bounds(&input));
            input.as_str()
        };
        let operation = &self.names.operation;
        let success = if self.raw {
            let json = self.result.member("json()").is_some() || self.result.member("status").is_none();
            let send = if json && self.result.member("text()").is_none() && !self.binary() { "json" } else { "send" };
            let (kind, set) =
                if self.binary() { (", type", "if (type) res.setHeader('content-type', type);\n") } else { ("", "") };
            format!(
                "const {{ status, body{kind} }} = await {operation}({argument});\n{set}return \
                 res.status(status).{send}(body);"
            )
        } else {
            format!("return res.status(200).json(await {operation}({argument}));")
        };
        let _ = writeln!(
            out,
            "\ntry {{\n{success}\n}} catch ({error}) {{\n{}\nreturn res.status({}).json({});\n}}\n}}",
            self.log(&error),
            self.failure_status(&error),
            self.failure_body(&error)
        );
    }
}

trait Lines {
    fn concat_lines(&self) -> String;
}

impl Lines for Vec<String> {
    fn concat_lines(&self) -> String {
        self.iter().flat_map(|line| [line.as_str(), "\n"]).collect()
    }
}

/// The request's type.
fn request_type(fields: &[Field]) -> String {
    let members = fields
        .iter()
        .map(|field| {
            let optional = field.shape.may_be_undefined();
            let shape = match &field.shape {
                Shape::Union(parts) if optional => {
                    Shape::union(parts.iter().filter(|part| **part != Shape::Undefined).cloned().collect())
                }
                other => other.clone(),
            };
            Member { name: field.name.clone(), optional, shape }
        })
        .collect();
    Shape::Object(members).type_text()
}
