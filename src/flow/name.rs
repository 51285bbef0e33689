//! What a value is called and handed to, from the place it stands in.

use super::module::Module;
use super::origin::What;
use super::{Flow, Place};
use crate::secrets::NameOrigin;
use crate::syntax::ast::{Kind, NodeId};

/// Outer names that are looked at: `plivo.authToken` has two.
const NAMES: usize = 8;

/// A value's surroundings.
#[derive(Clone, Debug, Default)]
pub(super) struct Surroundings {
    /// Nearest first.
    pub names: Vec<(Box<str>, NameOrigin)>,
    /// The call that takes it, which argument, and the property path inside of that, outermost first.
    pub argument: Option<(NodeId, usize, Vec<Box<str>>)>,
    /// The member that it is assigned to.
    pub assigned: Option<NodeId>,
    /// The header it is the value of.
    pub header: Option<Box<str>>,
    /// The object literals, arrays and calls around it, innermost first.
    pub around: Vec<NodeId>,
    /// The name that the outermost expression is bound to.
    pub bound: Option<NodeId>,
    /// The function, by what it is called, that takes it as it is.
    function: Option<NodeId>,
}

impl Surroundings {
    fn name(&mut self, text: &str, origin: NameOrigin) {
        if self.names.len() < NAMES && !text.is_empty() {
            self.names.push((Box::from(text), origin));
        }
    }
}

impl Flow<'_> {
    /// Looks outwards from an expression, and no further than its module.
    pub(super) fn surroundings(&self, module: &Module, node: NodeId) -> Surroundings {
        let mut found = Surroundings::default();
        let mut path: Vec<Box<str>> = Vec::new();
        let mut at = node;
        while let Some(parent) = module.parent(at) {
            match module.kind(parent) {
                Kind::Paren { .. }
                | Kind::TypeCast { .. }
                | Kind::NonNull { .. }
                | Kind::Await { .. }
                | Kind::JsxContainer { .. }
                | Kind::Template { .. }
                | Kind::TaggedTemplate { .. }
                | Kind::Spread { .. } => {}
                Kind::Property { key, value, computed, .. } if value == at => {
                    let owner = module.parent(parent);
                    let key = module.key(key, computed);
                    match owner.map(|owner| module.kind(owner)) {
                        Some(Kind::Object { .. }) => {
                            if let Some(key) = key {
                                found.name(&key, NameOrigin::Property);
                                path.push(Box::from(&*key));
                            }
                            found.around.extend(owner);
                            at = owner.unwrap_or(parent);
                            continue;
                        }
                        Some(Kind::Class(_) | Kind::Enum { .. }) => {
                            if let Some(key) = key {
                                found.name(&key, NameOrigin::Binding);
                            }
                        }
                        _ => {}
                    }
                    break;
                }
                Kind::Array { items } => {
                    if let [key, value] = module.list(items)
                        && *value == at
                        && let Some(key) = self.constant(module, *key)
                    {
                        found.name(&key, NameOrigin::Key);
                    } else {
                        found.around.push(parent);
                    }
                }
                Kind::Declarator { target, init, .. } if init == Some(at) => {
                    self.declared(module, target, &mut found);
                    break;
                }
                Kind::Assign { target, value, .. } if value == at => {
                    found.assigned = Some(target);
                    Self::members(module, target, &mut found);
                    break;
                }
                Kind::DefaultPattern { target, default } if default == at => {
                    if let Some(binding) = module.plain_binding(target) {
                        found.name(module.text(module.binding(binding).name), NameOrigin::Default);
                    }
                    if let Some(property) = module.parent(parent)
                        && let Kind::Property { key, computed, .. } = module.kind(property)
                        && let Some(key) = module.key(key, computed)
                    {
                        found.name(&key, NameOrigin::Default);
                    }
                    break;
                }
                Kind::JsxAttribute { name, .. } => {
                    found.name(module.text(name), NameOrigin::Attribute);
                    break;
                }
                Kind::Logical { left, right, .. } => {
                    self.other(module, if left == at { right } else { left }, NameOrigin::Alternative, &mut found);
                }
                Kind::Conditional { test, consequent, alternate } if test != at => {
                    let other = if consequent == at { alternate } else { consequent };
                    self.other(module, other, NameOrigin::Alternative, &mut found);
                }
                Kind::Binary { operator, left, right } => match module.text(operator) {
                    "===" | "==" | "!==" | "!=" => {
                        self.other(module, if left == at { right } else { left }, NameOrigin::Compared, &mut found);
                        break;
                    }
                    "+" => {}
                    _ => break,
                },
                Kind::Return { .. } => {
                    if let Some(function) = module.enclosing_function(at) {
                        self.function_name(module, function, &mut found);
                    }
                    break;
                }
                Kind::Function(function) => {
                    if function.body == Some(at) {
                        self.function_name(module, parent, &mut found);
                    }
                    break;
                }
                Kind::Call { callee, arguments, .. } | Kind::New { callee, arguments } if callee != at => {
                    let index = module.list(arguments).iter().position(|argument| *argument == at).unwrap_or_default();
                    found.around.push(parent);
                    if !self.handed_to(module, parent, callee, index, path.clone(), &mut found) {
                        break;
                    }
                }
                _ => break,
            }
            at = parent;
        }
        found.header = found.header.take().or_else(|| header_of(&found.names));
        found
    }

    /// `const NAME = …`, `const [NAME, setName] = useState(…)`.
    fn declared(&self, module: &Module, target: NodeId, found: &mut Surroundings) {
        let target = match module.kind(target) {
            Kind::ArrayPattern { items } => module.list(items).first().copied().unwrap_or(target),
            _ => target,
        };
        if let Some(binding) = module.plain_binding(target) {
            found.name(module.text(module.binding(binding).name), NameOrigin::Binding);
            found.bound = Some(target);
        }
    }

    /// The names of `a.b.c`, nearest first.
    fn members(module: &Module, mut target: NodeId, found: &mut Surroundings) {
        loop {
            match module.kind(target) {
                Kind::Member { object, property, .. } => {
                    found.name(module.text(property), NameOrigin::Property);
                    target = module.unwrapped(object);
                }
                Kind::Index { object, index, .. } => {
                    if let Some(key) = module.key(index, true) {
                        found.name(&key, NameOrigin::Property);
                    }
                    target = module.unwrapped(object);
                }
                Kind::Ident => {
                    return found.name(module.written(target), NameOrigin::Binding);
                }
                _ => return,
            }
        }
    }

    /// A name for the value on the other side: a variable of the environment, a binding, a member.
    fn other(&self, module: &Module, node: NodeId, origin: NameOrigin, found: &mut Surroundings) {
        let node = module.unwrapped(node);
        if let Some(read) = module.env_read(node) {
            if let Some(name) = read.name {
                found.name(module.text(name).trim_matches(['\'', '"', '`']), origin);
            }
            return;
        }
        match module.kind(node) {
            Kind::Ident => found.name(module.written(node), origin),
            Kind::Member { property, .. } => found.name(module.text(property), origin),
            Kind::Index { index, .. } => {
                if let Some(key) = module.key(index, true) {
                    found.name(&key, origin);
                }
            }
            Kind::Logical { left, right, .. } => {
                self.other(module, left, origin, found);
                self.other(module, right, origin, found);
            }
            Kind::Call { callee, arguments, .. } => {
                // `headers.get('x-api-key') === '…'`
                match module.list(arguments) {
                    [key] if let Some(key) = self.constant(module, *key) => found.name(&key, origin),
                    _ => self.other(module, callee, origin, found),
                }
            }
            _ => {}
        }
    }

    /// What a function is called: by itself, or by what it is bound to.
    fn function_name(&self, module: &Module, function: NodeId, found: &mut Surroundings) {
        let Kind::Function(parts) = module.kind(function) else { return };
        if let Some(name) = parts.name {
            return found.name(module.text(module.binding(name).name), NameOrigin::Function);
        }
        let outer = module.wrapped(function);
        match module.parent(outer).map(|parent| module.kind(parent)) {
            Some(Kind::Declarator { target, .. }) => {
                if let Some(binding) = module.plain_binding(target) {
                    found.name(module.text(module.binding(binding).name), NameOrigin::Function);
                }
            }
            Some(Kind::Property { key, computed, .. }) => {
                if let Some(key) = module.key(key, computed) {
                    found.name(&key, NameOrigin::Function);
                }
            }
            _ => {}
        }
    }

    /// An argument: what the call says of it. Whether the call's result is still the value, so that its name counts.
    fn handed_to(
        &self,
        module: &Module,
        call: NodeId,
        callee: NodeId,
        index: usize,
        mut path: Vec<Box<str>>,
        found: &mut Surroundings,
    ) -> bool {
        path.reverse();
        let inner = module.unwrapped(callee);
        let (name, receiver) = match module.kind(inner) {
            Kind::Ident => (module.written(inner), ""),
            Kind::Member { object, property, .. } => (module.text(property), module.written(object)),
            _ => ("", ""),
        };
        let (Kind::Call { arguments, .. } | Kind::New { arguments, .. }) = module.kind(call) else { return false };
        let arguments = module.list(arguments);
        if path.is_empty() && index == 1 && is_setter(name) {
            if let Some(key) = arguments.first().and_then(|key| self.constant(module, *key)) {
                found.name(&key, NameOrigin::Key);
                if name.to_ascii_lowercase().contains("header") || receiver.to_ascii_lowercase().contains("headers") {
                    found.header = Some(Box::from(key));
                }
            }
            found.argument = Some((call, index, path));
            return false;
        }
        match name {
            "useState" | "useRef" | "useMemo" | "freeze" | "String" | "trim" | "default" | "memo" | "as" => {
                return true;
            }
            "stringify" if receiver == "JSON" && path.is_empty() => return true,
            "Headers" if found.header.is_none() => {
                found.header = found.names.first().map(|(name, _)| name.clone());
                return true;
            }
            // `new TextEncoder().encode(…)`: the same in bytes.
            "encode" if path.is_empty() && receiver.starts_with("new TextEncoder") => return true,
            _ => {}
        }
        if let Some(name) = set_by(name).filter(|_| path.is_empty() && arguments.len() == 1) {
            found.name(name, NameOrigin::Property);
        }
        found.function = path.is_empty().then_some(inner);
        found.argument = Some((call, index, path));
        false
    }

    /// Adds what a project's function calls it, which may stand in another module.
    pub(super) fn name_by_parameter(&self, module: &Module, found: &mut Surroundings) {
        let (Some(function), Some((_, index, _))) = (found.function, &found.argument) else { return };
        let index = *index;
        for origin in self.origins(Place { file: module.id, node: function }) {
            if let What::Expression(function) = origin.what
                && origin.path.is_empty()
                && let Some(home) = self.module(function.file)
                && let Kind::Function(parts) = home.kind(function.node)
                && let Some(parameter) = home.list(parts.parameters).get(index)
                && let Some(binding) = home.plain_binding(*parameter)
            {
                found.name(home.text(home.binding(binding).name), NameOrigin::Binding);
            }
        }
    }

    fn constant(&self, module: &Module, node: NodeId) -> Option<String> {
        match module.kind(module.unwrapped(node)) {
            Kind::String => Some(module.string(module.unwrapped(node)).into_owned()),
            Kind::Ident | Kind::Member { .. } | Kind::Template { .. } => {
                self.fold(Place { file: module.id, node }).map(|text| text.value)
            }
            _ => None,
        }
    }
}

/// What a function with one argument sets by its name: `setApiKey`, `withToken`.
fn set_by(function: &str) -> Option<&str> {
    let name = ["set", "with", "use"].iter().find_map(|verb| function.strip_prefix(verb))?;
    name.starts_with(|first: char| first.is_ascii_uppercase()).then_some(name)
}

/// Methods that put their second argument under their first.
fn is_setter(name: &str) -> bool {
    matches!(
        name,
        "set"
            | "append"
            | "setItem"
            | "setHeader"
            | "setRequestHeader"
            | "header"
            | "setex"
            | "put"
            | "define"
            | "defineProperty"
    )
}

/// The header, when the nearest name is a property of something that is called headers.
fn header_of(names: &[(Box<str>, NameOrigin)]) -> Option<Box<str>> {
    let [(header, NameOrigin::Property | NameOrigin::Key), outer @ ..] = names else { return None };
    for (name, _) in outer {
        let name = name.to_ascii_lowercase();
        if name.ends_with("headers") {
            return Some(header.clone());
        }
        // `axios.defaults.headers.common.Authorization`
        if !matches!(&*name, "common" | "get" | "post" | "put" | "patch" | "delete") {
            return None;
        }
    }
    None
}
