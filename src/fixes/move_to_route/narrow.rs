//! What a route sends of the provider's answer: what the caller reads of it, nothing else.

use std::fmt::Write;

use super::read::{Case, Is, Read};
use super::shape::property_name;

/// How an answer is taken apart.
pub(super) struct Narrowing<'a> {
    /// The operation's name, for words that are not passed on.
    pub slug: &'a str,
    pub typescript: bool,
    /// The answer is JSON of which no type says what is in it.
    pub untyped: bool,
    /// It is a response's JSON, whose type says already what is read of it.
    pub raw: bool,
    /// Its type is `any`, which says nothing of the parameters of callbacks.
    pub any: bool,
}

/// Members that hold a provider's own words about what went wrong.
pub(super) fn is_about_errors(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    lower.starts_with("error") || matches!(lower.as_str(), "message" | "detail" | "details" | "description" | "reason")
}

/// What is read of a JSON text, as a type: nothing else is known of it.
pub(super) fn json_type(read: &Read) -> String {
    if let Some(items) = read.items.as_ref().filter(|_| !read.whole) {
        let item = json_type(items);
        return format!("{item}[]");
    }
    if read.whole || read.members.is_empty() {
        return "unknown".to_owned();
    }
    let members: Vec<String> = read
        .members
        .iter()
        .map(|(name, inner)| {
            let mark = if inner.is_nested() { "?" } else { "" };
            format!("{}{mark}: {}", property_name(name), json_type(inner))
        })
        .collect();
    format!("{{ {} }}", members.join("; "))
}

/// The body of a failed answer: the caller finds its words where it looks for them, but they are ours.
pub(super) fn failure(read: Option<&Read>, slug: &str) -> String {
    match read.and_then(|read| words(read, slug, false)) {
        Some(body) if body.starts_with("{ error:") => body,
        Some(body) => format!("{{ error: 'upstream', {}", body.trim_start_matches("{ ")),
        None => "{ error: 'upstream' }".to_owned(),
    }
}

fn words(read: &Read, slug: &str, inside: bool) -> Option<String> {
    if let Some(items) = &read.items {
        return Some(format!("[{}]", words(items, slug, inside)?));
    }
    if read.members.is_empty() {
        return (inside && (read.whole || !read.tested)).then(|| format!("'{slug} failed'"));
    }
    let members: Vec<String> = read
        .members
        .iter()
        .filter_map(|(name, inner)| {
            let words = words(inner, slug, is_about_errors(name))?;
            Some(format!("{}: {words}", property_name(name)))
        })
        .collect();
    (!members.is_empty()).then(|| format!("{{ {} }}", members.join(", ")))
}

impl Narrowing<'_> {
    /// The statements that end an operation whose result is `value`.
    pub(super) fn returning(&self, read: &Read, value: &str) -> String {
        match self.pair(read, value) {
            Some((failed, worked)) => {
                format!("if ({value}.error) return {failed};\nreturn {worked};\n")
            }
            None => format!("return {};\n", self.narrowed(read, value)),
        }
    }

    /// `{ data, error }`, of which TypeScript knows that one is there when the other is not.
    fn pair(&self, read: &Read, value: &str) -> Option<(String, String)> {
        let error = read.member("error").filter(|_| self.typescript && read.members.len() > 1)?;
        let relies = read.members.iter().any(|(name, inner)| name != "error" && inner.is_nested() && !inner.tested);
        if !relies || read.items.is_some() || read.whole {
            return None;
        }
        let error = self.error(error, &format!("{value}.error"));
        let part = |failed: bool| {
            let members: Vec<String> = read
                .members
                .iter()
                .map(|(name, inner)| match (name.as_str(), failed) {
                    ("error", true) => format!("error: {error}"),
                    ("error", false) => "error: null".to_owned(),
                    (_, true) if inner.is_nested() => format!("{}: null", property_name(name)),
                    _ => format!("{}: {}", property_name(name), self.member(name, inner, value)),
                })
                .collect();
            format!("{{ {} }}", members.join(", "))
        };
        Some((part(true), part(false)))
    }

    /// The expression that makes the result from `value`.
    pub(super) fn narrowed(&self, read: &Read, value: &str) -> String {
        if read.whole {
            return value.to_owned();
        }
        if !read.places.is_empty() {
            let places: Vec<String> = read
                .places
                .iter()
                .enumerate()
                .map(|(index, place)| match place {
                    Read { whole: false, tested: false, .. } if place.is_empty() => "null".to_owned(),
                    _ => self.part(place, format!("{value}[{index}]")),
                })
                .collect();
            return format!("[{}]", places.join(", "));
        }
        if let Some(items) = &read.items {
            if items.whole || items.is_empty() {
                return value.to_owned();
            }
            let value = self.cast(read, value);
            let of = if self.any { ": any" } else { "" };
            return format!("{value}.map((item{of}) => {})", arrow_body(&self.narrowed(items, "item")));
        }
        let value = &self.cast(read, value);
        // Of what has no type every member can be read.
        let counts = |case: &&Case| self.typescript && (matches!(case.is, Is::Text(_)) || !self.untyped);
        let mut conditions: Vec<(&str, &Is)> = Vec::new();
        for case in read.cases.iter().filter(counts) {
            if !conditions.contains(&(&case.on, &case.is)) {
                conditions.push((&case.on, &case.is));
            }
        }
        let decides = |name: &str| conditions.iter().any(|(on, _)| *on == name);
        let of = |condition: Option<(&str, &Is)>| {
            let members: Vec<String> = read
                .members
                .iter()
                .filter(|(name, _)| {
                    let mut cases = read.cases.iter().filter(counts).filter(|case| case.member == *name).peekable();
                    cases.peek().is_none() || cases.any(|case| condition == Some((&case.on, &case.is)))
                })
                .map(|(name, inner)| {
                    // The caller tells the cases apart by it, and TypeScript by its very type.
                    let sent = if decides(name) && !inner.is_nested() {
                        access(value, name)
                    } else {
                        self.member(name, inner, value)
                    };
                    format!("{}: {sent}", property_name(name))
                })
                .collect();
            if members.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", members.join(", ")) }
        };
        let mut out = String::new();
        for (on, is) in &conditions {
            let on_value = access(value, on);
            let test = match is {
                Is::Text(text) => format!("{on_value} === '{text}'"),
                Is::Present => on_value,
                Is::Missing => format!("!{on_value}"),
            };
            let _ = write!(out, "{test} ? {} : ", of(Some((on, is))));
        }
        out.push_str(&of(None));
        out
    }

    /// A value that the caller, too, tells TypeScript more about than its type says.
    fn cast(&self, read: &Read, value: &str) -> String {
        if !read.cast || !self.typescript || self.raw {
            return value.to_owned();
        }
        let members: Vec<String> = read
            .members
            .iter()
            .map(|(name, inner)| format!("{}?: {}", property_name(name), json_type(inner)))
            .collect();
        if read.items.is_some() {
            return format!("({value} as unknown[])");
        }
        format!("({value} as {{ {} }})", members.join("; "))
    }

    /// One member of `value`, as it is sent.
    fn member(&self, name: &str, read: &Read, value: &str) -> String {
        let access = access(value, name);
        if name == "error" && (read.member("message").is_some() || (read.tested && !read.whole && !read.is_nested())) {
            return if read.member("message").is_some() || read.compared {
                format!("{access} && {}", self.error(read, &access))
            } else {
                format!("Boolean({access})")
            };
        }
        self.part(read, access)
    }

    /// A part of the answer that `access` stands for, as it is sent.
    fn part(&self, read: &Read, access: String) -> String {
        if read.whole || (!read.is_nested() && !read.tested) {
            return access;
        }
        if !read.is_nested() {
            // `null` and `undefined` stay what they are.
            return if read.compared { format!("{access} && true") } else { format!("Boolean({access})") };
        }
        let part = self.narrowed(read, &access);
        if part == access {
            return access;
        }
        // What may be missing stays missing; what to do then is the caller's business.
        if !self.untyped && !read.tested {
            return part;
        }
        match part.strip_prefix(&format!("{access}.map(")) {
            Some(rest) => format!("{access}?.map({rest}"),
            None if part.contains(" ? ") => format!("{access} && ({part})"),
            None => format!("{access} && {part}"),
        }
    }

    /// The provider's own words about an error stay on the server.
    fn error(&self, read: &Read, access: &str) -> String {
        if read.whole && read.members.is_empty() {
            return access.to_owned();
        }
        let words = format!("'{} failed'", self.slug);
        let members: Vec<String> = read
            .members
            .iter()
            .map(|(name, inner)| match name.as_str() {
                "message" => format!("message: {words}"),
                _ => format!("{}: {}", property_name(name), self.member(name, inner, access)),
            })
            .collect();
        if members.is_empty() { format!("{{ message: {words} }}") } else { format!("{{ {} }}", members.join(", ")) }
    }
}

/// An object literal as an arrow's body needs parentheses.
fn arrow_body(text: &str) -> String {
    if text.starts_with('{') { format!("({text})") } else { text.to_owned() }
}

fn access(value: &str, name: &str) -> String {
    let plain = property_name(name);
    if plain == name { format!("{value}.{name}") } else { format!("{value}[{plain}]") }
}
