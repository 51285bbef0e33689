//! What the caller reads of the call's result: only that is sent back.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::cases;
use super::read::{Case, Is, Read, Step};
use super::shape::Shape;
use super::types::{self, Types};
use super::{line, line_at};
use crate::fixes::Refusal;
use crate::flow::{Flow, Module, Place};
use crate::graph::Graph;
use crate::project::FileId;
use crate::syntax::ast::{BindingId, Kind, NodeId};
use crate::text::Span;

pub(super) struct Reader<'a> {
    pub flow: &'a Flow<'a>,
    pub graph: &'a Graph,
    types: &'a Types<'a>,
    pub read: Read,
    seen: BTreeSet<(FileId, NodeId, Vec<Step>)>,
    /// What annotations say of parts of the result.
    declared: Vec<(Vec<Step>, Shape)>,
    /// Annotations that say of the whole result what only the package's own answer is.
    retyped: Vec<Span>,
    home: FileId,
    /// Lists of which only the items with a certain member go on.
    filtered: Vec<(Vec<Step>, String, Is)>,
    /// Members that are read without a look at another one.
    plain: BTreeSet<Vec<Step>>,
    /// The result is a `Response`, whose body is read by `json()` and `text()`.
    response: bool,
}

pub(super) type Outcome = Result<(), Refusal>;

/// What the program reads of the result of `call`, and the annotations in its file that give the result a type of the package;
/// `response` says that it is a raw request.
pub(super) fn read(
    flow: &Flow<'_>,
    graph: &Graph,
    types: &Types<'_>,
    module: &Arc<Module>,
    call: NodeId,
    response: bool,
) -> Result<(Read, Vec<Span>), Refusal> {
    let mut reader = Reader {
        flow,
        graph,
        types,
        read: Read::default(),
        seen: BTreeSet::new(),
        declared: Vec::new(),
        retyped: Vec::new(),
        home: module.id,
        filtered: Vec::new(),
        plain: BTreeSet::new(),
        response,
    };
    reader.type_argument(module, call);
    reader.value(module, call, Vec::new())?;
    reader.settle();
    Ok((reader.read, reader.retyped))
}

impl Reader<'_> {
    /// Follows a value that is the result, or the part of it at `path`.
    pub(super) fn value(&mut self, module: &Arc<Module>, node: NodeId, path: Vec<Step>) -> Outcome {
        if self.seen.len() > 2_000 || !self.seen.insert((module.id, node, path.clone())) {
            return Ok(());
        }
        let Some(parent) = module.parent(node) else { return Ok(()) };
        if path.last() == Some(&Step::Hook)
            && let Some(done) = self.hook(module, parent, node, &path)
        {
            return done;
        }
        match module.kind(parent) {
            // TypeScript was told that it is there: for the route it may not be.
            Kind::NonNull { .. } => {
                if !path.is_empty() {
                    self.read.at(&path).tested = true;
                }
                self.value(module, parent, path)
            }
            Kind::Await { .. } | Kind::Paren { .. } => self.value(module, parent, path),
            Kind::TypeCast { .. } => {
                self.told(module, node, parent, &path);
                self.value(module, parent, path)
            }
            Kind::Member { object, property, optional } if object == node => {
                self.member(module, parent, module.text(property).to_owned(), optional, path)
            }
            Kind::Index { object, index, optional } if object == node => {
                if optional && !path.is_empty() {
                    self.read.at(&path).tested = true;
                }
                match module.kind(index) {
                    Kind::String => {
                        let name = module.string(index).into_owned();
                        self.deeper(module, parent, Step::Member(name), path)
                    }
                    _ => self.value(module, parent, Step::items(&path)),
                }
            }
            Kind::Declarator { init, .. } if init == Some(node) => self.pattern(module, parent, path),
            Kind::Assign { target, value, .. } if value == node => match module.kind(target) {
                Kind::Ident => match module.resolve(target) {
                    Some(binding) => self.binding(module, binding, &path),
                    None => self.escapes(module, node, path),
                },
                Kind::ObjectPattern { .. } => self.pattern(module, target, path),
                _ => self.escapes(module, node, path),
            },
            Kind::Expression { .. } => Ok(()),
            // Of an error that is thrown, its words are read.
            Kind::Throw { .. } if path.last().is_some_and(Step::is_error) => {
                let mut path = path;
                self.read.at(&path).tested = true;
                path.push(Step::Member("message".to_owned()));
                self.whole(&path);
                Ok(())
            }
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
            Kind::Binary { operator, left, right } => {
                let other = if left == node { right } else { left };
                let nothing = module.kind(other) == Kind::Null || module.written(other) == "undefined";
                if nothing && matches!(module.text(operator), "==" | "===" | "!=" | "!==") {
                    let read = self.read.at(&path);
                    read.tested = true;
                    read.compared = true;
                    Ok(())
                } else {
                    self.leaf(module, node, path)
                }
            }
            Kind::ForEach { target, iterable, .. } if iterable == node => {
                let path = Step::items(&path);
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
    pub(super) fn leaf(&mut self, module: &Arc<Module>, node: NodeId, path: Vec<Step>) -> Outcome {
        if path.iter().all(Step::is_nameless) {
            return self.escapes(module, node, path);
        }
        self.whole(&path);
        Ok(())
    }

    #[allow(clippy::needless_pass_by_value)]
    pub(super) fn escapes(&mut self, module: &Arc<Module>, node: NodeId, path: Vec<Step>) -> Outcome {
        let body = matches!(path.first(), Some(Step::Member(name)) if name.ends_with("()"));
        // What a provider sends as JSON is data, whatever is in it.
        let all = path.iter().all(Step::is_nameless) && !body;
        if !self.whole(&path) && all {
            return Err(Refusal(format!(
                "The whole result is used on line {}; choose the fields to return.",
                line(module, node)
            )));
        }
        Ok(())
    }

    /// Notes that all of a part is used, or all that its declared type has. False when there is no such type.
    fn whole(&mut self, path: &[Step]) -> bool {
        let declared = self.declared.iter().rev().find_map(|(start, shape)| {
            let rest = path.strip_prefix(start.as_slice())?;
            rest.iter().try_fold(shape.clone(), |shape, step| match step {
                Step::Items | Step::Nth(_) => Some(shape.item()),
                Step::Member(name) => Some(shape.member(name)),
                Step::Hook | Step::Each => None,
            })
        });
        match declared.filter(|shape| !shape.is_unknown() && shape.obstacle().is_none() && !shape.has_date()) {
            Some(shape) => {
                self.read.at(path).fill(&shape);
                true
            }
            None => {
                self.read.at(path).whole = true;
                false
            }
        }
    }

    /// Remembers what an annotation says of a part.
    pub(super) fn annotated(&mut self, module: &Arc<Module>, annotation: Span, path: &[Step]) -> Outcome {
        let whole = module.text(annotation);
        let text = whole.strip_prefix("Promise<").and_then(|text| text.strip_suffix('>')).unwrap_or(whole);
        let shape = self.types.written(module, text).present();
        if !shape.is_unknown() {
            self.declared.push((path.to_vec(), shape));
            return Ok(());
        }
        let name = text.split(['.', '<', '[', ' ']).next().unwrap_or_default();
        let imported =
            module.facts.imports.iter().flat_map(|import| &import.names).any(|known| module.text(known.local) == name);
        if !imported || self.response {
            return Ok(());
        }
        if !path.is_empty() {
            // Whoever names the package's type gets all that it says.
            if !path.iter().all(Step::is_nameless) {
                self.read.at(path).whole = true;
            }
            return Ok(());
        }
        if module.id != self.home {
            return Err(Refusal(format!(
                "`{text}` on line {} of `{}` is the package's own type, which does not come back from a route; leave it out \
                 there.",
                line_at(module, annotation.start),
                self.types.project.relative(module.id)
            )));
        }
        let start = annotation.start + (whole.find(text).unwrap_or_default() as u32);
        self.retyped.push(Span::new(start, start + text.len() as u32));
        Ok(())
    }

    /// `request<User>(…)`: what the call says of its result; axios says it of the data in it.
    fn type_argument(&mut self, module: &Arc<Module>, call: NodeId) {
        let Kind::Call { callee, .. } = module.kind(call) else { return };
        let Some(written) = types::type_argument(module, callee, call) else { return };
        let place = Place { file: module.id, node: call };
        let path = match module.kind(callee) {
            Kind::Member { property, .. } if matches!(module.text(property), "json" | "then") => Vec::new(),
            Kind::Ident if self.flow.request(place).is_none() => Vec::new(),
            _ if self.flow.request(place).is_some() => vec![Step::Member("data".to_owned())],
            _ => return,
        };
        let shape = self.types.written(module, &written).present();
        if !shape.is_unknown() {
            self.declared.push((path, shape));
        }
    }

    /// `x as T`: what TypeScript is told of a part.
    fn told(&mut self, module: &Arc<Module>, node: NodeId, cast: NodeId, path: &[Step]) {
        let tail = module.text(Span::new(module.span(node).end, module.span(cast).end)).trim();
        let Some(written) = tail.strip_prefix("as ") else { return };
        if written.trim() == "const" {
            return;
        }
        let shape = self.types.written(module, written).present();
        if !shape.is_unknown() {
            self.declared.push((path.to_vec(), shape));
        }
        let anything = matches!(written.trim(), "any" | "unknown");
        if anything || !path.is_empty() {
            self.read.at(path).cast = true;
        }
    }

    /// Members that are also read without a look at another one belong to every case.
    fn settle(&mut self) {
        // A list that is also gone through has items of one kind.
        if self.read.items.is_some() || self.read.whole {
            for place in std::mem::take(&mut self.read.places) {
                self.read.items.get_or_insert_default().join(place);
            }
        }
        for path in &self.plain {
            if let Some((Step::Member(name), of)) = path.split_last() {
                self.read.at(of).cases.retain(|case| case.member != *name);
            }
        }
    }

    fn deeper(&mut self, module: &Arc<Module>, node: NodeId, step: Step, mut path: Vec<Step>) -> Outcome {
        path.push(step);
        // The access stays where it is written, whatever becomes of the value.
        self.read.at(&path);
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
        if call.is_none() {
            self.note_case(module, member, &name, &path);
        }
        if optional && matches!(path.last(), Some(Step::Member(_))) {
            self.read.at(&path).tested = true;
        }
        if name == "length" && path.last() == Some(&Step::Each) {
            return Ok(());
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
                "json" | "text" | "blob" | "arrayBuffer" => self.body(module, call, &name),
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
        let items = Step::items(&path);
        let callback = arguments.first().copied().unwrap_or(member);
        match name.as_str() {
            "map" | "forEach" | "some" | "every" | "flatMap" => self.callback(module, callback, 0, &items),
            "filter" | "sort" | "toSorted" => {
                self.note_filter(module, callback, &items);
                self.callback(module, callback, 0, &items)?;
                self.value(module, call, path)
            }
            "reverse" | "toReversed" => self.value(module, call, path),
            "find" | "findLast" => {
                self.note_filter(module, callback, &items);
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

    fn note_case(&mut self, module: &Module, member: NodeId, name: &str, path: &[Step]) {
        let Kind::Member { object, .. } = module.kind(member) else { return };
        let filtered = || {
            let (_, on, is) = self.filtered.iter().find(|(of, on, _)| of == path && on != name)?;
            Some((on.clone(), is.clone()))
        };
        match cases::of(module, member, object).or_else(filtered).filter(|(on, _)| on != name) {
            Some((on, is)) => {
                let case = Case { member: name.to_owned(), on, is };
                let cases = &mut self.read.at(path).cases;
                if !cases.contains(&case) {
                    cases.push(case);
                }
            }
            None => {
                let path = path.iter().cloned().chain([Step::Member(name.to_owned())]).collect();
                self.plain.insert(path);
            }
        }
    }

    /// `content.filter((block) => block.type === 'text')`.
    fn note_filter(&mut self, module: &Module, callback: NodeId, items: &[Step]) {
        if let Some((on, is)) = cases::of_filter(module, callback) {
            self.filtered.push((items.to_vec(), on, is));
        }
    }

    /// `response.json()`: what it gives is followed under its own name.
    fn body(&mut self, module: &Arc<Module>, call: NodeId, name: &str) -> Outcome {
        let path = vec![Step::Member(format!("{name}()"))];
        if name != "json" {
            self.read.at(&path).whole = true;
            return Ok(());
        }
        self.read.at(&path);
        self.value(module, call, path)
    }

    /// The parameter of a callback gets the value; what an arrow gives back goes on behind the call.
    pub(super) fn callback(&mut self, module: &Arc<Module>, callback: NodeId, index: usize, path: &[Step]) -> Outcome {
        match module.kind(callback) {
            Kind::Function(function) => match module.list(function.parameters).get(index) {
                Some(parameter) => self.pattern(module, *parameter, path.to_vec()),
                None => Ok(()),
            },
            // `.then(setStatus)`
            _ => self.escapes(module, callback, path.to_vec()),
        }
    }

    pub(super) fn pattern(&mut self, module: &Arc<Module>, pattern: NodeId, path: Vec<Step>) -> Outcome {
        match module.kind(pattern) {
            Kind::Binding(binding) => self.binding(module, binding, &path),
            Kind::Declarator { target, annotation, .. } => {
                if let Some(annotation) = annotation {
                    self.annotated(module, annotation, &path)?;
                }
                self.pattern(module, target, path)
            }
            Kind::DefaultPattern { target, .. } => self.pattern(module, target, path),
            Kind::ObjectPattern { properties } if path.last() == Some(&Step::Hook) => {
                let properties = module.list(properties).to_vec();
                self.hook_parts(module, &properties, &path)
            }
            Kind::ObjectPattern { properties } => {
                for property in module.list(properties).to_vec() {
                    match module.kind(property) {
                        Kind::Property { key, value, computed, .. } => {
                            let Some(name) = module.key(key, computed) else {
                                return self.escapes(module, property, path);
                            };
                            let mut path = path.clone();
                            path.push(Step::Member(name.into_owned()));
                            self.read.at(&path);
                            self.pattern(module, value, path)?;
                        }
                        _ => return self.escapes(module, property, path),
                    }
                }
                Ok(())
            }
            Kind::ArrayPattern { items } => {
                let items = module.list(items).to_vec();
                // Of the result itself each place may be of its own kind: `const [response] = await mail.send(…)`.
                let rest = items.iter().any(|item| module.written(*item).starts_with("..."));
                let places = path.is_empty() && items.len() < 8 && !rest && self.read.items.is_none();
                for (place, item) in items.into_iter().enumerate() {
                    let path = if places { vec![Step::Nth(place)] } else { Step::items(&path) };
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
        if written.starts_with("console.") {
            let error = path.last().is_some_and(Step::is_error);
            if error {
                self.read.at(&path).tested = true;
            }
            return if path.is_empty() || error { Ok(()) } else { self.leaf(module, node, path) };
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
