//! What the caller reads of the call's result: only that is sent back.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::line;
use super::role::exported_names;
use crate::fixes::Refusal;
use crate::flow::{Flow, Module};
use crate::graph::Graph;
use crate::project::{FileId, Layer};
use crate::syntax::ast::{BindingId, Kind, NodeId, ScopeId};
use crate::syntax::facts::Imported;

/// A step into a result.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Member(String),
    /// Each item of an array.
    Items,
}

/// What is read of a value, as a tree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Read {
    /// All of it.
    pub whole: bool,
    /// It is asked whether it is there.
    pub tested: bool,
    /// In the order in which they are read first.
    pub members: Vec<(String, Read)>,
    pub items: Option<Box<Read>>,
}

impl Read {
    pub(super) fn is_empty(&self) -> bool {
        !self.whole && self.members.is_empty() && self.items.is_none()
    }

    pub(super) fn member(&self, name: &str) -> Option<&Self> {
        self.members.iter().find(|(known, _)| known == name).map(|(_, read)| read)
    }

    fn at(&mut self, path: &[Step]) -> &mut Self {
        match path {
            [] => self,
            [Step::Items, rest @ ..] => self.items.get_or_insert_default().at(rest),
            [Step::Member(name), rest @ ..] => {
                let index = match self.members.iter().position(|(known, _)| known == name) {
                    Some(index) => index,
                    None => {
                        self.members.push((name.clone(), Self::default()));
                        self.members.len() - 1
                    }
                };
                self.members[index].1.at(rest)
            }
        }
    }
}

struct Reader<'a> {
    flow: &'a Flow<'a>,
    graph: &'a Graph,
    read: Read,
    seen: BTreeSet<(FileId, NodeId, Vec<Step>)>,
    /// The result is a `Response`, whose body is read by `json()` and `text()`.
    response: bool,
}

type Outcome = Result<(), Refusal>;

/// What the program reads of the result of `call`; `response` says that it is a raw request.
pub(super) fn read(
    flow: &Flow<'_>,
    graph: &Graph,
    module: &Arc<Module>,
    call: NodeId,
    response: bool,
) -> Result<Read, Refusal> {
    let mut reader = Reader { flow, graph, read: Read::default(), seen: BTreeSet::new(), response };
    reader.value(module, call, Vec::new())?;
    Ok(reader.read)
}

impl Reader<'_> {
    /// Follows a value that is the result, or the part of it at `path`.
    fn value(&mut self, module: &Arc<Module>, node: NodeId, path: Vec<Step>) -> Outcome {
        if self.seen.len() > 2_000 || !self.seen.insert((module.id, node, path.clone())) {
            return Ok(());
        }
        let Some(parent) = module.parent(node) else { return Ok(()) };
        match module.kind(parent) {
            // TypeScript was told that it is there: for the route it may not be.
            Kind::NonNull { .. } => {
                if !path.is_empty() {
                    self.read.at(&path).tested = true;
                }
                self.value(module, parent, path)
            }
            Kind::Await { .. } | Kind::Paren { .. } | Kind::TypeCast { .. } => self.value(module, parent, path),
            Kind::Member { object, property, optional } if object == node => {
                self.member(module, parent, module.text(property).to_owned(), optional, path)
            }
            Kind::Index { object, index, .. } if object == node => match module.kind(index) {
                Kind::String => {
                    let name = module.string(index).into_owned();
                    self.deeper(module, parent, Step::Member(name), path)
                }
                _ => self.deeper(module, parent, Step::Items, path),
            },
            Kind::Declarator { target, init, .. } if init == Some(node) => self.pattern(module, target, path),
            Kind::Assign { target, value, .. } if value == node => match module.kind(target) {
                Kind::Ident => match module.resolve(target) {
                    Some(binding) => self.binding(module, binding, &path),
                    None => self.escapes(module, node, path),
                },
                Kind::ObjectPattern { .. } => self.pattern(module, target, path),
                _ => self.escapes(module, node, path),
            },
            Kind::Expression { .. } => Ok(()),
            Kind::Unary { .. } => {
                self.read.at(&path).tested = true;
                Ok(())
            }
            Kind::If { test, .. } | Kind::While { test, .. } if test == node => {
                self.read.at(&path).tested = true;
                Ok(())
            }
            Kind::Conditional { test, .. } if test == node => {
                self.read.at(&path).tested = true;
                Ok(())
            }
            Kind::Conditional { .. } => self.value(module, parent, path),
            Kind::Logical { left, operator, .. } => {
                if left == node && module.text(operator) == "&&" {
                    self.read.at(&path).tested = true;
                    Ok(())
                } else {
                    self.value(module, parent, path)
                }
            }
            Kind::Binary { operator, .. } => {
                let compared = matches!(module.text(operator), "==" | "===" | "!=" | "!==")
                    && module.written(parent).contains("null")
                    || module.written(parent).contains("undefined");
                if compared {
                    self.read.at(&path).tested = true;
                    Ok(())
                } else {
                    self.leaf(module, node, path)
                }
            }
            Kind::ForEach { target, iterable, .. } if iterable == node => {
                let mut path = path;
                path.push(Step::Items);
                let target = match module.kind(target) {
                    Kind::Variable { declarators, .. } => module.list(declarators).first().copied().unwrap_or(target),
                    _ => target,
                };
                self.pattern(module, target, path)
            }
            Kind::Call { callee, .. } | Kind::New { callee, .. } if callee != node => {
                self.argument(module, parent, node, path)
            }
            Kind::Return { .. } => match module.enclosing_function(node) {
                Some(function) => self.returned(module, function, node, path),
                None => Ok(()),
            },
            Kind::Function(function) if function.body == Some(node) => self.returned(module, parent, node, path),
            Kind::Array { items } => {
                let index = module.list(items).iter().position(|item| *item == node).unwrap_or_default();
                self.all(module, parent, index, path)
            }
            _ => self.leaf(module, node, path),
        }
    }

    /// A use that goes no deeper: a part is sent whole, the result itself is not.
    fn leaf(&mut self, module: &Arc<Module>, node: NodeId, path: Vec<Step>) -> Outcome {
        if path.iter().all(|step| *step == Step::Items) {
            return self.escapes(module, node, path);
        }
        self.read.at(&path).whole = true;
        Ok(())
    }

    #[allow(clippy::needless_pass_by_value)]
    fn escapes(&mut self, module: &Arc<Module>, node: NodeId, path: Vec<Step>) -> Outcome {
        let body = matches!(path.first(), Some(Step::Member(name)) if name.ends_with("()"));
        if path.is_empty() || path.iter().all(|step| *step == Step::Items) || (body && path.len() == 1) {
            return Err(Refusal(format!(
                "The whole result is used on line {}; choose the fields to return.",
                line(module, node)
            )));
        }
        self.read.at(&path).whole = true;
        Ok(())
    }

    fn deeper(&mut self, module: &Arc<Module>, node: NodeId, step: Step, mut path: Vec<Step>) -> Outcome {
        path.push(step);
        self.value(module, node, path)
    }

    fn member(
        &mut self,
        module: &Arc<Module>,
        member: NodeId,
        name: String,
        optional: bool,
        path: Vec<Step>,
    ) -> Outcome {
        let call = module
            .parent(member)
            .filter(|call| matches!(module.kind(*call), Kind::Call { callee, .. } if callee == member));
        if optional && matches!(path.last(), Some(Step::Member(_))) {
            self.read.at(&path).tested = true;
        }
        let Some(call) = call else {
            if self.response && path.is_empty() && !matches!(name.as_str(), "ok" | "status" | "statusText") {
                return Err(Refusal(format!(
                    "`{name}` of the response is read on line {}; only its JSON or text can come from a route.",
                    line(module, member)
                )));
            }
            return self.deeper(module, member, Step::Member(name), path);
        };
        let Kind::Call { arguments, .. } = module.kind(call) else { return Ok(()) };
        let arguments = module.list(arguments).to_vec();
        if path.is_empty() && matches!(name.as_str(), "then" | "catch" | "finally") {
            if name == "then"
                && let Some(callback) = arguments.first()
            {
                self.callback(module, *callback, 0, &path)?;
                return Ok(());
            }
            return self.value(module, call, path);
        }
        if self.response && path.is_empty() {
            return match name.as_str() {
                "json" | "text" => self.body(module, call, &name),
                _ => Err(Refusal(format!(
                    "`{name}()` of the response is used on line {}; only its JSON or text can come from a route.",
                    line(module, member)
                ))),
            };
        }
        if self.response && matches!(name.as_str(), "then" | "catch" | "finally") {
            if name == "then"
                && let Some(callback) = arguments.first()
            {
                return self.callback(module, *callback, 0, &path);
            }
            return self.value(module, call, path);
        }
        let mut items = path.clone();
        items.push(Step::Items);
        let callback = arguments.first().copied().unwrap_or(member);
        match name.as_str() {
            "map" | "forEach" | "some" | "every" | "flatMap" => self.callback(module, callback, 0, &items),
            "filter" | "sort" | "toSorted" => {
                self.callback(module, callback, 0, &items)?;
                self.value(module, call, path)
            }
            "reverse" | "toReversed" => self.value(module, call, path),
            "find" | "findLast" => {
                self.callback(module, callback, 0, &items)?;
                self.value(module, call, items)
            }
            "at" | "pop" | "shift" => self.value(module, call, items),
            "reduce" => self.callback(module, callback, 1, &items),
            "toString" | "trim" | "toUpperCase" | "toLowerCase" | "split" | "replace" | "replaceAll" | "includes"
            | "startsWith" | "endsWith" | "padStart" | "toFixed" | "substring" | "slice" | "join" | "indexOf"
            | "toLocaleString" | "match" | "charAt"
                if !path.is_empty() =>
            {
                self.read.at(&path).whole = true;
                Ok(())
            }
            "toISOString" | "getTime" | "toLocaleDateString" | "toLocaleTimeString" | "toDateString"
            | "getFullYear" | "getMonth" | "getDate" | "valueOf" => Err(Refusal(format!(
                "The date on line {} becomes a text on its way from the server.",
                line(module, member)
            ))),
            _ => Err(Refusal(format!(
                "`{name}()` of the result is called on line {}; a route can only return data.",
                line(module, member)
            ))),
        }
    }

    /// `response.json()`: what it gives is followed under its own name.
    fn body(&mut self, module: &Arc<Module>, call: NodeId, name: &str) -> Outcome {
        let path = vec![Step::Member(format!("{name}()"))];
        if name == "text" {
            self.read.at(&path).whole = true;
            return Ok(());
        }
        self.read.at(&path);
        self.value(module, call, path)
    }

    /// The parameter of a callback gets the value; what an arrow gives back goes on behind the call.
    fn callback(&mut self, module: &Arc<Module>, callback: NodeId, index: usize, path: &[Step]) -> Outcome {
        match module.kind(callback) {
            Kind::Function(function) => match module.list(function.parameters).get(index) {
                Some(parameter) => self.pattern(module, *parameter, path.to_vec()),
                None => Ok(()),
            },
            // `.then(setStatus)`
            _ => self.escapes(module, callback, path.to_vec()),
        }
    }

    fn pattern(&mut self, module: &Arc<Module>, pattern: NodeId, path: Vec<Step>) -> Outcome {
        match module.kind(pattern) {
            Kind::Binding(binding) => self.binding(module, binding, &path),
            Kind::Declarator { target, .. } | Kind::DefaultPattern { target, .. } => self.pattern(module, target, path),
            Kind::ObjectPattern { properties } => {
                for property in module.list(properties).to_vec() {
                    match module.kind(property) {
                        Kind::Property { key, value, computed, .. } => {
                            let Some(name) = module.key(key, computed) else {
                                return self.escapes(module, property, path);
                            };
                            let mut path = path.clone();
                            path.push(Step::Member(name.into_owned()));
                            self.pattern(module, value, path)?;
                        }
                        _ => return self.escapes(module, property, path),
                    }
                }
                Ok(())
            }
            Kind::ArrayPattern { items } => {
                for item in module.list(items).to_vec() {
                    let mut path = path.clone();
                    path.push(Step::Items);
                    self.pattern(module, item, path)?;
                }
                Ok(())
            }
            Kind::Ident => match module.resolve(pattern) {
                Some(binding) => self.binding(module, binding, &path),
                None => self.escapes(module, pattern, path),
            },
            Kind::Hole => Ok(()),
            _ => self.escapes(module, pattern, path),
        }
    }

    fn binding(&mut self, module: &Arc<Module>, binding: BindingId, path: &[Step]) -> Outcome {
        for used in module.uses(binding).to_vec() {
            let written = module
                .parent(used)
                .is_some_and(|parent| matches!(module.kind(parent), Kind::Assign { target, .. } if target == used));
            if !written {
                self.value(module, used, path.to_vec())?;
            }
        }
        Ok(())
    }

    fn argument(&mut self, module: &Arc<Module>, call: NodeId, node: NodeId, path: Vec<Step>) -> Outcome {
        let (Kind::Call { callee, arguments, .. } | Kind::New { callee, arguments }) = module.kind(call) else {
            return Ok(());
        };
        let written = module.written(callee);
        // What goes to the console is nothing that the page shows.
        if written.starts_with("console.") && path.is_empty() {
            return Ok(());
        }
        if matches!(written, "Boolean" | "Array.isArray") {
            self.read.at(&path).tested = true;
            return Ok(());
        }
        // A function of the same file: what it reads of its parameter.
        if let Kind::Ident = module.kind(callee)
            && let Some(binding) = module.resolve(callee)
            && let Some(function) = function_of(module, binding)
            && let Kind::Function(parts) = module.kind(function)
        {
            let index = module.list(arguments).iter().position(|argument| *argument == node).unwrap_or_default();
            if let Some(parameter) = module.list(parts.parameters).get(index) {
                return self.pattern(module, *parameter, path);
            }
        }
        self.leaf(module, node, path)
    }

    /// `const [a, b] = await Promise.all([call, …])`.
    fn all(&mut self, module: &Arc<Module>, array: NodeId, index: usize, path: Vec<Step>) -> Outcome {
        let Some(call) = module.parent(array) else { return Ok(()) };
        let Kind::Call { callee, .. } = module.kind(call) else { return self.leaf(module, array, path) };
        if module.written(callee) != "Promise.all" {
            return self.leaf(module, array, path);
        }
        let outer = module.wrapped(call);
        match module.parent(outer).map(|parent| module.kind(parent)) {
            Some(Kind::Expression { .. }) => Ok(()),
            Some(Kind::Declarator { target, .. }) => match module.kind(target) {
                Kind::ArrayPattern { items } => match module.list(items).get(index) {
                    Some(item) => self.pattern(module, *item, path),
                    None => Ok(()),
                },
                _ => self.escapes(module, call, path),
            },
            _ => self.escapes(module, call, path),
        }
    }

    /// A function gives the value back: its callers read it.
    fn returned(&mut self, module: &Arc<Module>, function: NodeId, node: NodeId, path: Vec<Step>) -> Outcome {
        let Kind::Function(parts) = module.kind(function) else { return Ok(()) };
        let outer = module.parent(module.wrapped(function));
        match outer.map(|outer| (outer, module.kind(outer))) {
            Some((call, Kind::Call { callee, .. })) if callee != function => {
                return self.given_to(module, call, callee, node, path);
            }
            Some((_, Kind::JsxAttribute { .. } | Kind::JsxContainer { .. })) => return Ok(()),
            // `(async () => { … })()`
            Some((call, Kind::Call { .. })) => return self.value(module, call, path),
            _ => {}
        }
        if module.parent(function).is_some_and(|parent| matches!(module.kind(parent), Kind::JsxContainer { .. })) {
            return Ok(());
        }
        let binding = parts.name.or_else(|| match outer.map(|outer| module.kind(outer)) {
            Some(Kind::Declarator { target, .. }) => module.plain_binding(target),
            _ => None,
        });
        let Some(binding) = binding else {
            if let Some(outer) = outer
                && matches!(module.kind(outer), Kind::Export { .. })
            {
                return self.importers(module, "default", node, &path);
            }
            return self.leaf(module, node, path);
        };
        self.calls_of(module, binding, node, &path)?;
        let name = module.text(module.binding(binding).name).to_owned();
        for exported in exported_names(module, &name) {
            self.importers(module, &exported, node, &path)?;
        }
        Ok(())
    }

    /// A callback gives the value back to a function that is not part of the program.
    fn given_to(
        &mut self,
        module: &Arc<Module>,
        call: NodeId,
        callee: NodeId,
        node: NodeId,
        path: Vec<Step>,
    ) -> Outcome {
        let name = match module.kind(callee) {
            Kind::Member { property, .. } => module.text(property),
            _ => module.written(callee),
        };
        match name {
            "then" | "catch" | "finally" => self.value(module, call, path),
            "useEffect"
            | "useLayoutEffect"
            | "setTimeout"
            | "setInterval"
            | "addEventListener"
            | "startTransition"
            | "forEach"
            | "handleSubmit"
            | "requestIdleCallback" => Ok(()),
            "useCallback" => match module.parent(call).map(|parent| module.kind(parent)) {
                Some(Kind::Declarator { target, .. }) => match module.plain_binding(target) {
                    Some(binding) => self.calls_of(module, binding, node, &path),
                    None => self.leaf(module, node, path),
                },
                _ => self.leaf(module, node, path),
            },
            // `await Promise.all(list.map((x) => call(x)))` without a look at what it gives.
            "map" => match module.parent(call).map(|parent| (parent, module.kind(parent))) {
                Some((all, Kind::Call { callee, .. })) if module.written(callee).starts_with("Promise.") => {
                    let outer = module.wrapped(all);
                    let ignored = module
                        .parent(outer)
                        .is_some_and(|parent| matches!(module.kind(parent), Kind::Expression { .. }));
                    if ignored { Ok(()) } else { self.leaf(module, node, path) }
                }
                _ => self.leaf(module, node, path),
            },
            _ => self.leaf(module, node, path),
        }
    }

    fn calls_of(&mut self, module: &Arc<Module>, binding: BindingId, node: NodeId, path: &[Step]) -> Outcome {
        for used in module.uses(binding).to_vec() {
            match module.parent(used).map(|parent| (parent, module.kind(parent))) {
                Some((call, Kind::Call { callee, .. })) if callee == used => self.value(module, call, path.to_vec())?,
                Some((container, Kind::JsxContainer { .. })) => {
                    let handler = module.parent(container).is_some_and(|attribute| {
                        matches!(module.kind(attribute), Kind::JsxAttribute { name, .. }
                            if module.text(name).starts_with("on") || module.text(name).ends_with("ction"))
                    });
                    if !handler {
                        self.leaf(module, node, path.to_vec())?;
                    }
                }
                // `useEffect(() => …, [send])`
                Some((array, Kind::Array { .. }))
                    if module.parent(array).is_some_and(|call| matches!(module.kind(call), Kind::Call { .. })) => {}
                Some((call, Kind::Call { callee, .. })) => {
                    let name = module.written(callee);
                    let ignored =
                        matches!(name, "useEffect" | "setTimeout" | "setInterval" | "startTransition" | "handleSubmit")
                            || name.ends_with(".addEventListener");
                    if !ignored {
                        self.leaf(module, call, path.to_vec())?;
                    }
                }
                _ => self.leaf(module, node, path.to_vec())?,
            }
        }
        Ok(())
    }

    fn importers(&mut self, module: &Arc<Module>, exported: &str, node: NodeId, path: &[Step]) -> Outcome {
        for hop in self.graph.importers(module.id, Layer::Client) {
            let Some(importer) = self.flow.module(hop.from) else { continue };
            let Some(import) = importer.facts.imports.iter().find(|import| import.specifier_span == hop.span) else {
                continue;
            };
            for name in import.names.iter().filter(|name| !name.type_only) {
                let same = match name.imported {
                    Imported::Default => exported == "default",
                    Imported::Name(span) => importer.text(span) == exported,
                    Imported::Namespace => true,
                };
                let Some(binding) = importer.lookup(ScopeId::MODULE, importer.text(name.local)).filter(|_| same) else {
                    continue;
                };
                if matches!(name.imported, Imported::Namespace) {
                    for used in importer.uses(binding).to_vec() {
                        let member = importer.parent(used);
                        let call = member
                            .filter(|member| matches!(importer.kind(*member), Kind::Member { property, .. } if importer.text(property) == exported))
                            .and_then(|member| importer.parent(member));
                        if let Some(call) = call {
                            self.value(&importer, call, path.to_vec())?;
                        }
                    }
                    continue;
                }
                let first = importer.uses(binding).first().copied().unwrap_or(node);
                self.calls_of(&importer, binding, first, path)?;
            }
        }
        Ok(())
    }
}

/// The function that a name is bound to.
fn function_of(module: &Module, binding: BindingId) -> Option<NodeId> {
    let declaration = module.binding(binding).declaration;
    match module.kind(declaration) {
        Kind::Function(_) => Some(declaration),
        Kind::Declarator { init: Some(init), .. } if matches!(module.kind(init), Kind::Function(_)) => Some(init),
        _ => None,
    }
}
