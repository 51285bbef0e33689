//! What a build puts in the place of a name: a variable's value, or a constant of the configuration.
//!
//! Source: builds by Vite 8.3 and 7.3, which replace both before anything of a module is looked at, and by Next 16.4, 15.5 and
//! 14.2, which do so with variables that are set.

use super::dead::{self, Folds, Value};
use super::edges::Module;
use crate::project::{App, FileId, InlinedEnv, Project};
use crate::syntax::ast::{Kind, NodeId};
use crate::syntax::facts::{EnvObject, Facts};

/// What an expression is in every build that takes the file; `None` also where only the host knows.
pub fn configured(project: &Project, file: FileId, module: &Module, node: NodeId) -> Option<Value<'static>> {
    let facts = &*module.facts;
    let object = match module.shape.folds {
        Folds { import_meta: true, .. } => EnvObject::ImportMeta,
        Folds { window: true, .. } => EnvObject::Process,
        _ => return None,
    };
    let mut builders = project.builders(file);
    let first = in_app(project, builders.next()?, facts, node, object)?;
    builders.all(|app| in_app(project, app, facts, node, object).as_ref() == Some(&first)).then_some(first)
}

fn in_app(project: &Project, app: &App, facts: &Facts, node: NodeId, object: EnvObject) -> Option<Value<'static>> {
    let is_vite = object == EnvObject::ImportMeta;
    if facts.ast.kind(node) == Kind::Ident {
        let is_named = |define: &&InlinedEnv| facts.is_global(node, &define.name);
        let mut defines = app.config.global_defines();
        return defines.find(is_named).filter(|_| is_vite).and_then(|define| constant(project, define));
    }
    let read = facts.env_reads.iter().find(|read| read.node == node && read.object == object)?;
    let name = facts.env_name(read)?;
    if let Some(define) = app.config.define_of(object.written(), name) {
        return if is_vite { constant(project, define) } else { None };
    }
    // Next's `env` has texts.
    if let Some(inlined) = app.config.inlined.iter().find(|inlined| *inlined.name == *name) {
        let facts = project.file(inlined.file)?.facts();
        return dead::value_of(&facts, Folds::NONE, &|_| None, facts.ast.covering(inlined.value)?);
    }
    let (env, entry) = project.env_value(app, name).filter(|_| app.is_public_env(name))?;
    // What a file leaves empty is for the host to fill in, as a rule.
    let value = project.expansion(app, env, entry).value;
    (!value.is_empty()).then(|| Value::Text(value.into()))
}

/// A define's value as a production build has it: `JSON.stringify(…)` of what is known, an expression in a text, or what is no
/// text.
fn constant(project: &Project, define: &InlinedEnv) -> Option<Value<'static>> {
    let facts = project.file(define.file)?.facts();
    let node = facts.ast.covering(define.value)?;
    let known = |node| of_build(&facts, node);
    let value = |node| dead::value_of(&facts, Folds::NONE, &known, node);
    if let Kind::Call { callee, arguments, .. } = facts.ast.kind(facts.ast.unwrapped(node)) {
        let argument = facts.ast.list(arguments).first().filter(|_| facts.text(callee) == "JSON.stringify");
        return argument.and_then(|argument| value(*argument));
    }
    match value(node)? {
        Value::Text(expression) => literal(&expression),
        other => Some(other),
    }
}

/// What a configuration is told of the build that it is for.
fn of_build(facts: &Facts, node: NodeId) -> Option<Value<'static>> {
    let text = match facts.text(node) {
        "mode" => "production",
        "command" => "build",
        _ => return None,
    };
    Some(Value::Text(text.into()))
}

fn literal(text: &str) -> Option<Value<'static>> {
    match text {
        "true" => Some(Value::Bool(true)),
        "false" => Some(Value::Bool(false)),
        "null" => Some(Value::Null),
        "undefined" => Some(Value::Undefined),
        _ => match quoted(text) {
            Some(inner) => Some(Value::Text(inner.to_owned().into())),
            None => text.parse().ok().map(Value::Number),
        },
    }
}

/// What stands between quotes that need no escapes.
fn quoted(text: &str) -> Option<&str> {
    let quote = text.chars().next().filter(|quote| matches!(quote, '\'' | '"'))?;
    let inner = text.strip_prefix(quote)?.strip_suffix(quote)?;
    (!inner.contains(quote) && !inner.contains('\\')).then_some(inner)
}
