//! The function that lets only a body of the right shape through.

use std::fmt::Write;

use super::capture::{Field, Role};
use super::shape::{Shape, property_name};
use super::target::Site;
use crate::fixes::names;

/// Longest texts, in UTF-16 units: names and ids, and prose.
const SHORT: usize = 1_000;
const LONG: usize = 20_000;
const ITEMS: usize = 200;

/// Source of `parse` and the predicates it needs. `request` is the type's name.
pub(super) fn parse(fields: &[Field], request: &str, site: &Site<'_>, name: &str) -> String {
    let typescript = site.typescript;
    let mut helpers = String::new();
    let mut body = String::new();
    let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
    let given = names::free(if names.contains(&"body") { "json" } else { "body" }, |name| names.contains(&name));
    let _ = writeln!(body, "const {{ {} }} = {given};", names.join(", "));
    let mut result = Vec::new();
    for field in fields {
        let wrong = wrong(&field.name, &field.shape, field.role, &mut helpers, typescript);
        let _ = writeln!(body, "if ({wrong}) return null;");
        result.push(picked(&field.name, &field.shape));
    }
    let (input, output) = if typescript {
        (": Record<string, unknown> | null", format!(": {request} | null"))
    } else {
        ("", String::new())
    };
    let told = if typescript && !site.strict_nulls { format!(" as {request}") } else { String::new() };
    format!(
        "{helpers}function {name}({given}{input}){output} {{\nif (!{given}) return null;\n{body}return {{ {} }}{told};\n}}\n",
        result.join(", ")
    )
}

/// How a checked field goes into the result: objects are put together anew, so that nothing else gets through.
fn picked(name: &str, shape: &Shape) -> String {
    if !shape.has_object() {
        return name.to_owned();
    }
    format!("{name}: {}", rebuilt(name, shape, false))
}

fn rebuilt(value: &str, shape: &Shape, maybe_missing: bool) -> String {
    match shape {
        Shape::Object(members) => {
            let parts: Vec<String> = members
                .iter()
                .map(|member| {
                    let access = access(value, &member.name);
                    let inner = if member.shape.has_object() {
                        rebuilt(&access, &member.shape, member.optional)
                    } else {
                        access
                    };
                    format!("{}: {inner}", property_name(&member.name))
                })
                .collect();
            let object = format!("{{ {} }}", parts.join(", "));
            if maybe_missing { format!("{value} && {object}") } else { object }
        }
        Shape::Array(item) if item.has_object() => {
            let mark = if maybe_missing { "?" } else { "" };
            match &**item {
                Shape::Object(members)
                    if members
                        .iter()
                        .all(|member| !member.shape.has_object() && property_name(&member.name) == member.name) =>
                {
                    let names: Vec<&str> = members.iter().map(|member| member.name.as_str()).collect();
                    let names = names.join(", ");
                    format!("{value}{mark}.map(({{ {names} }}) => ({{ {names} }}))")
                }
                _ => format!("{value}{mark}.map((item) => ({}))", rebuilt("item", item, false)),
            }
        }
        Shape::Union(_) => {
            let present = shape.present();
            if matches!(present, Shape::Union(_)) { value.to_owned() } else { rebuilt(value, &present, true) }
        }
        _ => value.to_owned(),
    }
}

fn access(value: &str, name: &str) -> String {
    let written = property_name(name);
    if written == name { format!("{value}.{name}") } else { format!("{value}[{written}]") }
}

/// The condition under which `value` is not of the shape.
fn wrong(value: &str, shape: &Shape, role: Role, helpers: &mut String, typescript: bool) -> String {
    match shape {
        Shape::String => {
            let limit = if role == Role::Text { LONG } else { SHORT };
            match role {
                Role::Phone => format!("typeof {value} !== 'string' || !/^\\+[1-9]\\d{{6,14}}$/.test({value})"),
                Role::Email => {
                    format!(
                        "typeof {value} !== 'string' || {value}.length > 320 || !/^[^\\s@,;<>]+@[^\\s@,;<>]+$/.test({value})"
                    )
                }
                Role::Word => {
                    format!("typeof {value} !== 'string' || !/^[\\p{{L}}\\p{{N}} '-]{{1,40}}$/u.test({value})")
                }
                // A dot segment would lead to another resource.
                Role::Path => {
                    format!("typeof {value} !== 'string' || {value}.length > 200 || ['', '.', '..'].includes({value})")
                }
                _ => format!("typeof {value} !== 'string' || {value}.length > {}", separated(limit)),
            }
        }
        Shape::Number => format!("typeof {value} !== 'number' || !Number.isFinite({value})"),
        Shape::Boolean => format!("typeof {value} !== 'boolean'"),
        Shape::Null => format!("{value} !== null"),
        Shape::Undefined => format!("{value} !== undefined"),
        Shape::Literal(text) => format!("{value} !== '{}'", text.replace('\'', "\\'")),
        Shape::NumberLiteral(text) => format!("{value} !== {text}"),
        Shape::Date => format!("typeof {value} !== 'string' || Number.isNaN(Date.parse({value}))"),
        Shape::Primitive => {
            let inner = format!("!['string', 'number', 'boolean'].includes(typeof {value})");
            match role {
                Role::Phone | Role::Email | Role::Path => wrong(value, &Shape::String, role, helpers, typescript),
                Role::Text => format!("{inner} || String({value}).length > {}", separated(LONG)),
                _ => format!("{inner} || String({value}).length > {}", separated(SHORT)),
            }
        }
        Shape::Array(item) => {
            let predicate = predicate(value, item, helpers, typescript);
            format!("!Array.isArray({value}) || {value}.length > {ITEMS} || !{value}.every({predicate})")
        }
        Shape::Object(_) => {
            let predicate = predicate(value, shape, helpers, typescript);
            format!("!{predicate}({value})")
        }
        Shape::Union(parts) => union(value, parts, role, helpers, typescript),
        Shape::Unsendable(_) | Shape::Unknown => "true".to_owned(),
    }
}

fn union(value: &str, parts: &[Shape], role: Role, helpers: &mut String, typescript: bool) -> String {
    let literals: Option<Vec<String>> = parts
        .iter()
        .map(|part| match part {
            Shape::Literal(text) => Some(format!("'{}'", text.replace('\'', "\\'"))),
            Shape::NumberLiteral(text) => Some(text.clone()),
            _ => None,
        })
        .collect();
    if literals.is_some() {
        // One comparison each: TypeScript then knows what is left.
        return parts.iter().map(|part| wrong(value, part, role, helpers, typescript)).collect::<Vec<_>>().join(" && ");
    }
    let mut conditions: Vec<String> = Vec::new();
    for part in parts.iter().filter(|part| matches!(part, Shape::Null | Shape::Undefined)) {
        conditions.push(wrong(value, part, role, helpers, typescript));
    }
    for part in parts.iter().filter(|part| !matches!(part, Shape::Null | Shape::Undefined)) {
        let condition = wrong(value, part, role, helpers, typescript);
        let condition = if condition.contains(" || ") { format!("({condition})") } else { condition };
        conditions.push(condition);
    }
    conditions.join(" && ")
}

/// A predicate for an item or an object: the name of a generated function, or an arrow.
fn predicate(value: &str, shape: &Shape, helpers: &mut String, typescript: bool) -> String {
    match shape {
        Shape::Object(members) => {
            let base = value.rsplit(['.', '!', '?']).next().unwrap_or(value);
            let singular = base.strip_suffix('s').filter(|rest| !rest.is_empty()).unwrap_or(base);
            let name = names::free(&format!("is{}", names::pascal(singular)), |name| {
                helpers.contains(&format!("function {name}("))
            });
            let taken = |name: &str| members.iter().any(|member| names::camel_or(&member.name) == name);
            let given = names::free(if taken("value") { "entry" } else { "value" }, taken);
            let (input, output) = if typescript {
                (": unknown", format!(": {given} is {}", shape.type_text()))
            } else {
                ("", String::new())
            };
            let mut inner = String::new();
            let names: Vec<String> = members.iter().map(|member| destructured(&member.name)).collect();
            let cast = if typescript { " as Record<string, unknown>" } else { "" };
            let _ = writeln!(inner, "if (typeof {given} !== 'object' || {given} === null) return false;");
            let _ = writeln!(inner, "const {{ {} }} = {given}{cast};", names.join(", "));
            // What these need stands above them.
            let mut above = String::new();
            let checks: Vec<String> = members
                .iter()
                .map(|member| {
                    let shape = if member.optional { member.shape.clone().optional() } else { member.shape.clone() };
                    let role = if matches!(member.name.as_str(), "content" | "text" | "body" | "message") {
                        Role::Text
                    } else {
                        Role::Plain
                    };
                    let condition = wrong(&names::camel_or(&member.name), &shape, role, &mut above, typescript);
                    format!("if ({condition}) return false;\n")
                })
                .collect();
            helpers.push_str(&above);
            let _ = writeln!(
                helpers,
                "function {name}({given}{input}){output} {{\n{inner}{}return true;\n}}\n",
                checks.concat()
            );
            name
        }
        _ => {
            let condition = wrong("item", shape, Role::Plain, helpers, typescript);
            if typescript {
                format!("((item): item is {} => !({condition}))", shape.type_text())
            } else {
                format!("((item) => !({condition}))")
            }
        }
    }
}

fn destructured(name: &str) -> String {
    let local = names::camel_or(name);
    if local == name { name.to_owned() } else { format!("{}: {local}", property_name(name)) }
}

/// `20000` as `20_000`.
fn separated(number: usize) -> String {
    let text = number.to_string();
    if text.len() < 5 {
        return text;
    }
    let (head, tail) = text.split_at(text.len() - 3);
    format!("{head}_{tail}")
}
