//! What `this` has in a class, as far as its annotations tell: `props` and `state` of React's components, and fields.

use std::sync::Arc;

use super::shape::Shape;
use super::types::Types;
use crate::flow::Module;
use crate::syntax::ast::{Kind, NodeId};
use crate::text::Span;

impl Types<'_> {
    /// The shape of `this.NAME` in the class around `this`.
    pub(super) fn of_this(&self, module: &Arc<Module>, this: NodeId, name: &str, depth: u8) -> Shape {
        let Some(class) = module.enclosing_class(this) else { return Shape::Unknown };
        let field = self.field(module, class, name, depth);
        if !field.is_unknown() {
            return field;
        }
        let argument = match name {
            "props" => 0,
            "state" => 1,
            _ => return Shape::Unknown,
        };
        let Kind::Class(parts) = module.kind(class) else { return Shape::Unknown };
        let given = parts.extends.and_then(|parent| component_arguments(module, class, parent));
        given.and_then(|given| given.get(argument).map(|text| self.written(module, text))).unwrap_or(Shape::Unknown)
    }

    fn field(&self, module: &Arc<Module>, class: NodeId, name: &str, depth: u8) -> Shape {
        let Kind::Class(parts) = module.kind(class) else { return Shape::Unknown };
        for member in module.list(parts.members) {
            let Kind::Property { key, value, computed, .. } = module.kind(*member) else { continue };
            if module.key(key, computed).as_deref() != Some(name) {
                continue;
            }
            // `name: Type = value`
            let between = module.text(Span::new(module.span(key).end, module.span(*member).end));
            let annotation = between.trim_start_matches(['?', '!']).trim_start().strip_prefix(':');
            let annotation = annotation.map(|rest| rest.split([';', '=']).next().unwrap_or_default().trim());
            return match annotation {
                Some(annotation) => self.written(module, annotation),
                None => self.infer(module, value, depth + 1),
            };
        }
        Shape::Unknown
    }
}

/// `P` and `S` of `extends React.Component<P, S>`.
fn component_arguments(module: &Module, class: NodeId, parent: NodeId) -> Option<Vec<String>> {
    let name = module.written(parent).rsplit('.').next().unwrap_or_default();
    if !matches!(name.split('<').next(), Some("Component" | "PureComponent")) {
        return None;
    }
    let rest = module.text(Span::new(module.span(parent).start, module.span(class).end));
    let (head, inner) = rest.split_once('<')?;
    if head.contains('{') {
        return None;
    }
    let (mut depth, mut start, mut given) = (1_i32, 0, Vec::new());
    for (at, c) in inner.char_indices() {
        match c {
            '<' | '{' | '[' | '(' => depth += 1,
            '>' | '}' | ']' | ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 || depth == 1 && c == ',' {
            given.push(inner[start..at].trim().to_owned());
            start = at + 1;
        }
        if depth == 0 {
            return Some(given);
        }
    }
    None
}
