//! The caller's side: a function with the operation's name that asks the route.

use std::fmt::Write;

use super::capture::{Field, Role};
use super::errors::ErrorUse;
use super::route::Names;
use super::stream;
use super::target::Target;

pub(super) struct Facade<'a> {
    pub target: &'a Target,
    pub names: &'a Names,
    pub fields: &'a [Field],
    /// The caller gets a `Response`.
    pub raw: bool,
    /// It gives the result in pieces.
    pub stream: bool,
    pub errors: ErrorUse,
    pub signal: bool,
    pub typescript: bool,
    /// Where the route's types are imported from; `None` in JavaScript.
    pub route: Option<String>,
}

impl Facade<'_> {
    /// The function's source.
    pub(super) fn text(&self) -> String {
        let name = &self.names.function;
        let typed = |text: String| if self.typescript { text } else { String::new() };
        let mut parameters = Vec::new();
        if !self.fields.is_empty() {
            parameters.push(format!("input{}", typed(format!(": {}", self.names.request))));
        }
        if self.signal {
            parameters.push(format!("signal{}", typed("?: AbortSignal".to_owned())));
        }
        let given = if self.raw { "Response" } else { &self.names.response };
        let returns = typed(if self.stream { format!(": {given}") } else { format!(": Promise<{given}>") });
        let body = if self.fields.is_empty() { "'{}'" } else { "JSON.stringify(input)" };
        let signal = if self.signal { ", signal" } else { "" };
        let request = format!(
            "fetch('{}', {{ method: 'POST', headers: {{ 'content-type': 'application/json' }}, body: {body}{signal} }})",
            self.target.url
        );
        let star = if self.stream { "*" } else { "" };
        let mut out = format!("async function{star} {name}({}){returns} {{\n", parameters.join(", "));
        if self.stream {
            let _ = writeln!(out, "const response = await {request};");
            let _ = writeln!(out, "if (!response.ok || !response.body) {}\n", self.throw());
            out.push_str(stream::LINES);
        } else if self.raw {
            let _ = writeln!(out, "return {request};");
        } else {
            let _ = writeln!(out, "const response = await {request};");
            let _ = writeln!(out, "if (!response.ok) {}", self.throw());
            let _ = writeln!(out, "return response.json();");
        }
        out.push_str("}\n");
        out
    }

    fn throw(&self) -> String {
        let message = format!("new Error(`{} failed: ${{response.status}}`)", self.target.slug);
        let ErrorUse { status, code, response, axios } = self.errors;
        if !(status || code || response) {
            return format!("throw {message};");
        }
        let mut extra = Vec::new();
        if status {
            extra.push("status: response.status");
        }
        if axios {
            extra.push("isAxiosError: true");
        }
        if response {
            extra.push("response: { status: response.status, data: {} }");
        }
        if code {
            return format!(
                "{{\nconst {{ code }} = await response.json().catch(() => ({{}}));\nthrow Object.assign({message}, {{ {} }});\n}}",
                std::iter::once("code").chain(extra).collect::<Vec<_>>().join(", ")
            );
        }
        format!("throw Object.assign({message}, {{ {} }});", extra.join(", "))
    }

    /// The type import that the function needs.
    pub(super) fn import(&self) -> Option<String> {
        let route = self.route.as_ref()?;
        let mut types = Vec::new();
        if !self.fields.is_empty() {
            types.push(self.names.request.as_str());
        }
        if !self.raw {
            types.push(self.names.response.as_str());
        }
        (!types.is_empty()).then(|| format!("import type {{ {} }} from '{route}';", types.join(", ")))
    }

    /// The call that stands where the SDK's stood.
    pub(super) fn call(&self, signal: Option<&str>) -> String {
        let mut arguments = Vec::new();
        if !self.fields.is_empty() {
            let parts: Vec<String> = self
                .fields
                .iter()
                .map(|field| {
                    let expression = match field.role {
                        Role::Date => format!("{}.toISOString()", field.expression),
                        _ => field.expression.clone(),
                    };
                    if expression == field.name { expression } else { format!("{}: {expression}", field.name) }
                })
                .collect();
            arguments.push(format!("{{ {} }}", parts.join(", ")));
        }
        arguments.extend(signal.map(str::to_owned));
        format!("{}({})", self.names.function, arguments.join(", "))
    }
}
