//! What a build knows of a value.

use std::borrow::Cow;

use super::super::beyond::is_set;
use super::sight::Sight;
use super::{DEPTH, Folds};
use crate::syntax::ast::{BindingKind, Kind, NodeId, VariableKind};
use crate::syntax::facts::{EnvObject, Facts};

/// A primitive value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Value<'a> {
    Bool(bool),
    Number(i64),
    Text(Cow<'a, str>),
    Null,
    Undefined,
}

impl Value<'_> {
    fn is_true(&self) -> bool {
        match self {
            Self::Bool(value) => *value,
            Self::Number(value) => *value != 0,
            Self::Text(text) => !text.is_empty(),
            Self::Null | Self::Undefined => false,
        }
    }

    pub(super) fn into_owned(self) -> Value<'static> {
        match self {
            Self::Bool(value) => Value::Bool(value),
            Self::Number(value) => Value::Number(value),
            Self::Text(text) => Value::Text(Cow::Owned(text.into_owned())),
            Self::Null => Value::Null,
            Self::Undefined => Value::Undefined,
        }
    }

    const fn type_of(&self) -> &'static str {
        match self {
            Self::Bool(_) => "boolean",
            Self::Number(_) => "number",
            Self::Text(_) => "string",
            Self::Null => "object",
            Self::Undefined => "undefined",
        }
    }

    /// As it stands in a longer text.
    fn to_text(&self) -> Cow<'_, str> {
        match self {
            Self::Bool(value) => Cow::Owned(value.to_string()),
            Self::Number(value) => Cow::Owned(value.to_string()),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Null => Cow::Borrowed("null"),
            Self::Undefined => Cow::Borrowed("undefined"),
        }
    }

    const fn is_nothing(&self) -> bool {
        matches!(self, Self::Null | Self::Undefined)
    }
}

/// What a name that is imported, or a member of an imported namespace, is known to be.
pub type Imported<'i> = &'i dyn Fn(NodeId) -> Option<Value<'static>>;

pub(super) struct Folder<'a> {
    pub facts: &'a Facts,
    pub folds: Folds,
    pub sight: Sight,
    pub imported: Imported<'a>,
}

impl<'a> Folder<'a> {
    pub(super) fn test(&self, node: NodeId) -> Option<bool> {
        self.truth(node, DEPTH)
    }

    /// Whether a condition holds: `unknown() && false` never does, whatever its value is.
    fn truth(&self, node: NodeId, depth: usize) -> Option<bool> {
        let depth = depth.checked_sub(1)?;
        let facts = self.facts;
        let node = facts.ast.unwrapped(node);
        let of_parts = match facts.ast.kind(node) {
            Kind::Logical { operator, left, right } => {
                let parts = (self.truth(left, depth), self.truth(right, depth));
                match (operator.of(&facts.source), parts) {
                    ("&&", (Some(false), _) | (_, Some(false))) => Some(false),
                    ("||", (Some(true), _) | (_, Some(true))) => Some(true),
                    _ => None,
                }
            }
            Kind::Unary { operator, argument } if operator.of(&facts.source) == "!" => {
                self.truth(argument, depth).map(|truth| !truth)
            }
            _ => None,
        };
        of_parts.or_else(|| self.value(node, depth).map(|value| value.is_true()))
    }

    pub(super) fn value(&self, node: NodeId, depth: usize) -> Option<Value<'a>> {
        let depth = depth.checked_sub(1)?;
        let facts = self.facts;
        let node = facts.ast.unwrapped(node);
        match facts.ast.kind(node) {
            Kind::Bool(value) => Some(Value::Bool(value)),
            Kind::Number => facts.text(node).parse().ok().map(Value::Number),
            Kind::String => facts.string(node).map(|text| Value::Text(text.into())),
            Kind::Null => Some(Value::Null),
            Kind::Template { parts } => self.template(facts.ast.list(parts), depth),
            Kind::Unary { operator, argument } => self.unary(operator.of(&facts.source), argument, depth),
            Kind::Binary { operator, left, right } => {
                let (left, right) = (self.value(left, depth)?, self.value(right, depth)?);
                self.binary(operator.of(&facts.source), &left, &right)
            }
            Kind::Logical { operator, left, right } => {
                let left = self.value(left, depth);
                match (operator.of(&facts.source), left.as_ref().map(Value::is_true)) {
                    ("&&", Some(false)) | ("||", Some(true)) => left,
                    ("&&", Some(true)) | ("||", Some(false)) => self.value(right, depth),
                    _ => None,
                }
            }
            Kind::Conditional { test, consequent, alternate } if self.sight.names => {
                self.value(if self.truth(test, depth)? { consequent } else { alternate }, depth)
            }
            Kind::Call { .. } => (self.imported)(node),
            Kind::Ident if facts.is_global(node, "undefined") => self.sight.undefined.then_some(Value::Undefined),
            Kind::Ident if self.sight.names => self.constant(node, depth).or_else(|| (self.imported)(node)),
            Kind::Member { object, property, .. } => {
                let property = property.of(&facts.source);
                let known = self.member(node, object, property).or_else(|| (self.imported)(node));
                known.or_else(|| self.length(object, property, depth))
            }
            _ => None,
        }
    }

    fn template(&self, parts: &[NodeId], depth: usize) -> Option<Value<'a>> {
        let facts = self.facts;
        let is_text = |part: &NodeId| facts.ast.kind(*part) == Kind::TemplateText;
        if !self.sight.templates && !parts.iter().all(is_text) {
            return None;
        }
        let mut whole = String::new();
        for part in parts {
            if is_text(part) {
                whole.push_str(facts.string(*part)?);
            } else {
                whole.push_str(&self.value(*part, depth)?.to_text());
            }
        }
        Some(Value::Text(whole.into()))
    }

    fn unary(&self, operator: &str, argument: NodeId, depth: usize) -> Option<Value<'a>> {
        let facts = self.facts;
        match operator {
            "!" => self.value(argument, depth).map(|value| Value::Bool(!value.is_true())),
            "-" => match self.value(argument, depth)? {
                Value::Number(number) => number.checked_neg().map(Value::Number),
                _ => None,
            },
            "typeof" if self.folds.window && facts.is_global(facts.ast.unwrapped(argument), "window") => {
                Some(Value::Text("object".into()))
            }
            "typeof" if self.sight.types => {
                self.value(argument, depth).map(|value| Value::Text(value.type_of().into()))
            }
            "void" if self.sight.voids => self.value(argument, depth).map(|_| Value::Undefined),
            _ => None,
        }
    }

    fn binary(&self, operator: &str, left: &Value<'_>, right: &Value<'_>) -> Option<Value<'a>> {
        let is_like = std::mem::discriminant(left) == std::mem::discriminant(right);
        let loosely = || match (left.is_nothing(), right.is_nothing()) {
            (true, true) => Some(true),
            (false, false) if is_like => Some(left == right),
            // `1 == '1'`.
            (false, false) => None,
            _ => Some(false),
        };
        match (operator, left, right) {
            ("===", ..) => Some(Value::Bool(left == right)),
            ("!==", ..) => Some(Value::Bool(left != right)),
            ("==", ..) => loosely().map(Value::Bool),
            ("!=", ..) => loosely().map(|same| Value::Bool(!same)),
            ("+", Value::Number(left), Value::Number(right)) => left.checked_add(*right).map(Value::Number),
            ("-", Value::Number(left), Value::Number(right)) => left.checked_sub(*right).map(Value::Number),
            ("*", Value::Number(left), Value::Number(right)) => left.checked_mul(*right).map(Value::Number),
            ("+", Value::Text(_), _) | ("+", _, Value::Text(_)) => {
                Some(Value::Text(Cow::Owned([left.to_text(), right.to_text()].concat())))
            }
            ("<", Value::Number(left), Value::Number(right)) if self.sight.orders => Some(Value::Bool(left < right)),
            (">", Value::Number(left), Value::Number(right)) if self.sight.orders => Some(Value::Bool(left > right)),
            ("<=", Value::Number(left), Value::Number(right)) if self.sight.orders => Some(Value::Bool(left <= right)),
            (">=", Value::Number(left), Value::Number(right)) if self.sight.orders => Some(Value::Bool(left >= right)),
            _ => None,
        }
    }

    fn length(&self, object: NodeId, property: &str, depth: usize) -> Option<Value<'a>> {
        if property != "length" || !self.sight.lengths {
            return None;
        }
        match self.value(object, depth)? {
            Value::Text(text) => i64::try_from(text.encode_utf16().count()).ok().map(Value::Number),
            _ => None,
        }
    }

    /// A `const` of this module whose value is known; with Vite any variable that nothing is assigned to.
    fn constant(&self, node: NodeId, depth: usize) -> Option<Value<'a>> {
        let id = self.facts.resolve(node)?;
        let binding = self.facts.ast.binding(id)?;
        let is_constant = match binding.kind {
            BindingKind::Variable(VariableKind::Const) => true,
            BindingKind::Variable(_) => self.folds.import_meta && !is_set(self.facts, id),
            _ => false,
        };
        if !is_constant {
            return None;
        }
        match self.facts.ast.kind(binding.declaration) {
            Kind::Declarator { target, init: Some(init), .. }
                if matches!(self.facts.ast.kind(target), Kind::Binding(_)) =>
            {
                self.value(init, depth)
            }
            _ => None,
        }
    }

    fn member(&self, node: NodeId, object: NodeId, property: &str) -> Option<Value<'a>> {
        let facts = self.facts;
        if self.folds.window && property == "browser" && facts.is_global(facts.ast.unwrapped(object), "process") {
            return Some(Value::Bool(true));
        }
        // A build takes it out of each module.
        if self.folds.import_meta && property == "hot" && facts.ast.kind(object) == Kind::ImportMeta {
            return Some(Value::Undefined);
        }
        let read = facts.env_reads.iter().find(|read| read.node == node)?;
        match (read.object, facts.env_name(read)?) {
            (EnvObject::Process, "NODE_ENV") => Some(Value::Text("production".into())),
            (EnvObject::Process, "NEXT_RUNTIME") if self.folds.window => Some(Value::Text("".into())),
            (EnvObject::ImportMeta, name) if self.folds.import_meta => match name {
                "PROD" => Some(Value::Bool(true)),
                "DEV" | "SSR" => Some(Value::Bool(false)),
                "MODE" => Some(Value::Text("production".into())),
                _ => None,
            },
            _ => None,
        }
    }
}
