//! What a captured value is, as far as annotations, initialisers and well-known functions tell.

use std::cell::RefCell;
use std::sync::Arc;

use super::shape::{Member, Shape};
use crate::flow::{Flow, Module, Place, What};
use crate::project::{Layer, Project, Resolution};
use crate::syntax::ast::{BindingId, BindingKind, Kind, List, NodeId};
use crate::syntax::facts::{ImportKind, Imported};

/// Initialisers of initialisers that are looked at.
const DEPTH: u8 = 12;

pub(super) struct Types<'a> {
    flow: &'a Flow<'a>,
    pub(super) project: &'a Project,
    /// Where type names were found last: what a declaration mentions is looked up beside it.
    homes: RefCell<Vec<Arc<Module>>>,
}

impl<'a> Types<'a> {
    pub(super) fn new(flow: &'a Flow<'a>, project: &'a Project) -> Self {
        Self { flow, project, homes: RefCell::new(Vec::new()) }
    }

    /// The shape of an expression's value.
    pub(super) fn of(&self, module: &Arc<Module>, node: NodeId) -> Shape {
        widened(self.infer(module, node, 0))
    }

    /// The shape of a type as written in `module`.
    pub(super) fn written(&self, module: &Arc<Module>, source: &str) -> Shape {
        self.annotation(module, source)
    }

    fn annotation(&self, module: &Arc<Module>, source: &str) -> Shape {
        self.homes.borrow_mut().clear();
        self.homes.borrow_mut().push(Arc::clone(module));
        let lookup = |name: &str| {
            let homes = self.homes.borrow().clone();
            homes.iter().rev().find_map(|home| self.declared_type(home, name, 0))
        };
        Shape::parse(source, &lookup)
    }

    /// The text behind a type's name in a file, or in the file it is imported from.
    fn declared_type(&self, module: &Arc<Module>, name: &str, depth: u8) -> Option<String> {
        if depth > 6 || name.contains(['.', '<', ' ']) {
            return None;
        }
        for node in &module.ast().nodes {
            if node.kind != Kind::Type {
                continue;
            }
            let text = node.span.of(&module.facts.source);
            let text = text.strip_prefix("declare ").unwrap_or(text);
            if let Some(rest) = text.strip_prefix("type ").and_then(|rest| rest.trim_start().strip_prefix(name))
                && let Some(body) = rest.trim_start().strip_prefix('=')
            {
                self.homes.borrow_mut().push(Arc::clone(module));
                return Some(body.trim().trim_end_matches(';').to_owned());
            }
            if let Some(rest) = text.strip_prefix("interface ").and_then(|rest| rest.trim_start().strip_prefix(name)) {
                let rest = rest.trim_start();
                let Some(open) = rest.find('{') else { continue };
                let Some(parents) = rest[..open].trim().strip_prefix("extends").or((open == 0).then_some("")) else {
                    continue;
                };
                self.homes.borrow_mut().push(Arc::clone(module));
                let parents = parents.trim();
                let body = rest[open..].trim_end();
                return Some(if parents.is_empty() {
                    body.to_owned()
                } else {
                    format!("{} & {body}", parents.replace(',', " & "))
                });
            }
        }
        let import = module.facts.imports.iter().find(|import| {
            matches!(import.kind, ImportKind::Static)
                && import.names.iter().any(|taken| module.text(taken.local) == name)
        })?;
        let taken = import.names.iter().find(|taken| module.text(taken.local) == name)?;
        let exported = match taken.imported {
            Imported::Name(span) => module.text(span).to_owned(),
            _ => return None,
        };
        let Resolution::File(file) = self.project.resolve(module.id, import.specifier.as_deref()?, Layer::Client)
        else {
            return None;
        };
        self.declared_type(&self.flow.module(file)?, &exported, depth + 1)
    }

    fn bound(&self, module: &Arc<Module>, id: BindingId, depth: u8) -> Shape {
        if depth > DEPTH {
            return Shape::Unknown;
        }
        let binding = *module.binding(id);
        match binding.kind {
            BindingKind::Function | BindingKind::Class => Shape::Unsendable("a function"),
            BindingKind::Variable(_) | BindingKind::Parameter => self.declared(module, id, depth),
            BindingKind::Import => self.imported(module, id, depth),
            BindingKind::Enum | BindingKind::Namespace | BindingKind::Catch | BindingKind::Type => Shape::Unknown,
        }
    }

    fn imported(&self, module: &Arc<Module>, id: BindingId, depth: u8) -> Shape {
        let Some(used) = module.uses(id).first() else { return Shape::Unknown };
        let origins = self.flow.origins(Place { file: module.id, node: *used });
        match origins.as_slice() {
            [origin] if origin.path.is_empty() => match &origin.what {
                What::Expression(place) if place.file != module.id || place.node != *used => {
                    match self.flow.module(place.file) {
                        Some(home) => self.infer(&home, place.node, depth + 1),
                        None => Shape::Unknown,
                    }
                }
                _ => Shape::Unknown,
            },
            _ => Shape::Unknown,
        }
    }

    fn declared(&self, module: &Arc<Module>, id: BindingId, depth: u8) -> Shape {
        let binding = *module.binding(id);
        let Some(pattern) = binding.pattern else { return Shape::Unknown };
        let (path, default) = path_to(module, pattern, binding.declaration);
        let shape = self.declarator(module, binding.declaration, &path, depth);
        match default {
            Some(default) if matches!(shape, Shape::Unknown) => widened(self.infer(module, default, depth + 1)),
            Some(_) => without_undefined(shape),
            None => shape,
        }
    }

    fn declarator(&self, module: &Arc<Module>, declarator: NodeId, path: &[Step], depth: u8) -> Shape {
        let Kind::Declarator { target, init, annotation } = module.kind(declarator) else { return Shape::Unknown };
        if let Some(annotation) = annotation {
            let optional = module.text(crate::text::Span::new(module.span(target).end, annotation.start)).contains('?');
            let shape = self.annotation(module, module.text(annotation));
            let shape = if optional { shape.optional() } else { shape };
            return navigate(shape, path);
        }
        if let Some(init) = init {
            return self.initialiser(module, init, path, depth);
        }
        let Some(parent) = module.parent(declarator) else { return Shape::Unknown };
        match module.kind(parent) {
            Kind::Function(function) => {
                let index = module.list(function.parameters).iter().position(|parameter| *parameter == declarator);
                navigate(self.contextual(module, parent, index.unwrap_or_default(), depth), path)
            }
            // `for (const item of items)`
            Kind::Variable { .. } => match module.parent(parent).map(|outer| module.kind(outer)) {
                Some(Kind::ForEach { target, iterable, of: true, .. }) if target == parent => {
                    navigate(self.infer(module, iterable, depth + 1).item(), path)
                }
                _ => Shape::Unknown,
            },
            _ => Shape::Unknown,
        }
    }

    fn initialiser(&self, module: &Arc<Module>, init: NodeId, path: &[Step], depth: u8) -> Shape {
        let inner = module.unwrapped(init);
        if let Kind::Call { callee, arguments, .. } = module.kind(inner) {
            let name = module.written(callee).rsplit('.').next().unwrap_or_default().to_owned();
            let generic = type_argument(module, callee, inner);
            let first = module.list(arguments).first().copied();
            match (name.as_str(), path) {
                ("useState", [Step::Index(0), rest @ ..]) => {
                    let shape = match (generic, first) {
                        (Some(generic), None) => self.annotation(module, &generic).optional(),
                        (Some(generic), Some(_)) => self.annotation(module, &generic),
                        (None, Some(first)) => {
                            let shape = match module.kind(first) {
                                Kind::Function(_) => self.returned(module, first, depth + 1),
                                _ => widened(self.infer(module, first, depth + 1)),
                            };
                            // `useState(null)` says nothing of what comes later.
                            if matches!(shape, Shape::Null | Shape::Undefined) { Shape::Unknown } else { shape }
                        }
                        (None, None) => Shape::Unknown,
                    };
                    return navigate(shape, rest);
                }
                ("useState", _) => return Shape::Unsendable("a function"),
                ("useRef" | "createRef", []) => return Shape::Unsendable("a ref"),
                ("useParams", _) if generic.is_none() && !path.is_empty() => return Shape::String,
                ("useRouter" | "useForm", []) => return Shape::Unsendable("a function"),
                _ => {}
            }
            if let Some(generic) = generic
                && name.starts_with("use")
            {
                return navigate(self.annotation(module, &generic), path);
            }
        }
        navigate(self.infer(module, init, depth + 1), path)
    }

    /// A parameter without annotation: of a callback, or of a component with a typed name.
    fn contextual(&self, module: &Arc<Module>, function: NodeId, index: usize, depth: u8) -> Shape {
        let Some(parent) = module.parent(module.wrapped(function)) else { return Shape::Unknown };
        match module.kind(parent) {
            Kind::Call { callee, arguments, .. } => {
                let position = module.list(arguments).iter().position(|argument| *argument == function);
                let Kind::Member { object, property, .. } = module.kind(callee) else { return Shape::Unknown };
                let method = module.text(property);
                let iterates = matches!(
                    method,
                    "map"
                        | "forEach"
                        | "filter"
                        | "flatMap"
                        | "find"
                        | "some"
                        | "every"
                        | "findIndex"
                        | "sort"
                        | "toSorted"
                );
                match (position, index) {
                    (Some(0), 0) if iterates => self.infer(module, object, depth + 1).item(),
                    (Some(0), 1) if iterates => Shape::Number,
                    _ => Shape::Unknown,
                }
            }
            // `const Card: FC<Props> = ({ id }) => …`
            Kind::Declarator { annotation: Some(annotation), .. } if index == 0 => {
                let text = module.text(annotation);
                let Some((_, inner)) = text.split_once('<') else { return Shape::Unknown };
                self.annotation(module, inner.trim_end().trim_end_matches('>'))
            }
            Kind::JsxContainer { .. } => Shape::Unsendable("an event of the browser"),
            _ => Shape::Unknown,
        }
    }

    fn returned(&self, module: &Arc<Module>, function: NodeId, depth: u8) -> Shape {
        let Kind::Function(parts) = module.kind(function) else { return Shape::Unknown };
        if depth > DEPTH {
            return Shape::Unknown;
        }
        if let Some(returns) = parts.returns {
            let text = module.text(returns);
            let text = text.strip_prefix("Promise<").and_then(|text| text.strip_suffix('>')).unwrap_or(text);
            return self.annotation(module, text);
        }
        let shapes: Vec<Shape> =
            module.returned(function).iter().map(|value| widened(self.infer(module, *value, depth + 1))).collect();
        if shapes.is_empty() { Shape::Undefined } else { Shape::union(shapes) }
    }

    pub(super) fn infer(&self, module: &Arc<Module>, node: NodeId, depth: u8) -> Shape {
        if depth > DEPTH {
            return Shape::Unknown;
        }
        let again = |node: NodeId| self.infer(module, node, depth + 1);
        match module.kind(node) {
            Kind::String => Shape::Literal(module.string(node).into_owned()),
            Kind::Template { .. } => Shape::String,
            Kind::Number => Shape::Number,
            Kind::BigInt => Shape::Unsendable("a big integer"),
            Kind::Bool(_) => Shape::Boolean,
            Kind::Null => Shape::Null,
            Kind::Regex => Shape::Unsendable("a regular expression"),
            Kind::Function(_) | Kind::Class(_) => Shape::Unsendable("a function"),
            Kind::JsxElement { .. } => Shape::Unsendable("an element of the page"),
            Kind::Paren { expression } => again(expression),
            Kind::NonNull { expression } => again(expression).present(),
            Kind::TypeCast { expression } => self.cast(module, node, expression, depth),
            Kind::Await { argument } => again(argument),
            Kind::Array { items } => self.array(module, items, depth),
            Kind::Object { properties } => self.object(module, properties, depth),
            Kind::Unary { operator, argument } => match module.text(operator) {
                "!" | "delete" => Shape::Boolean,
                "typeof" => Shape::String,
                "void" => Shape::Undefined,
                _ => match again(argument) {
                    Shape::Unsendable(what) => Shape::Unsendable(what),
                    _ => Shape::Number,
                },
            },
            Kind::Update { .. } => Shape::Number,
            Kind::Binary { operator, left, right } => match module.text(operator) {
                "+" => match (widened(again(left)), widened(again(right))) {
                    (Shape::String, _) | (_, Shape::String) => Shape::String,
                    (Shape::Number, Shape::Number) => Shape::Number,
                    _ => Shape::Unknown,
                },
                "-" | "*" | "/" | "%" | "**" | "|" | "&" | "^" | "<<" | ">>" | ">>>" => Shape::Number,
                _ => Shape::Boolean,
            },
            Kind::Logical { operator, left, right } => {
                let (left, right) = (again(left), again(right));
                if module.text(operator) == "&&" {
                    Shape::union(vec![left, right])
                } else {
                    Shape::union(vec![left.present(), right])
                }
            }
            Kind::Conditional { consequent, alternate, .. } => Shape::union(vec![again(consequent), again(alternate)]),
            Kind::Assign { value, .. } => again(value),
            Kind::Ident => match module.resolve(node) {
                Some(binding) => self.bound(module, binding, depth + 1),
                None if module.written(node) == "undefined" => Shape::Undefined,
                None => Shape::Unknown,
            },
            Kind::Member { object, property, optional } => {
                let shape = self.member(module, object, module.text(property), depth);
                if optional { shape.optional() } else { shape }
            }
            Kind::Index { object, index, .. } => match module.kind(index) {
                Kind::String => again(object).member(&module.string(index)),
                _ => again(object).item(),
            },
            Kind::New { callee, .. } => match module.written(callee) {
                "Date" => Shape::Date,
                "Map" | "Set" | "WeakMap" | "WeakSet" => Shape::Unsendable("a map or set"),
                "FormData" | "File" | "Blob" => Shape::Unsendable("a file or form data"),
                "AbortController" => Shape::Unsendable("an abort controller"),
                "Array" => Shape::Unknown,
                _ => Shape::Unsendable("an object with methods"),
            },
            Kind::Call { callee, arguments, .. } => self.call(module, callee, arguments, depth),
            _ if module.env_read(node).is_some() => Shape::String.optional(),
            _ => Shape::Unknown,
        }
    }

    fn cast(&self, module: &Arc<Module>, node: NodeId, expression: NodeId, depth: u8) -> Shape {
        let tail = module.text(crate::text::Span::new(module.span(expression).end, module.span(node).end)).trim();
        let inner = || self.infer(module, expression, depth + 1);
        match tail.split_once(char::is_whitespace) {
            Some(("as", "const") | ("satisfies", _)) => inner(),
            Some(("as", source)) => {
                let shape = self.annotation(module, source);
                if shape.is_unknown() { inner() } else { shape }
            }
            _ => inner(),
        }
    }

    fn array(&self, module: &Arc<Module>, items: List, depth: u8) -> Shape {
        let mut shapes = Vec::new();
        for item in module.list(items) {
            match module.kind(*item) {
                Kind::Spread { argument } => shapes.push(self.infer(module, argument, depth + 1).item()),
                _ => shapes.push(widened(self.infer(module, *item, depth + 1))),
            }
        }
        Shape::Array(Box::new(Shape::union(shapes)))
    }

    fn object(&self, module: &Arc<Module>, properties: List, depth: u8) -> Shape {
        let mut members: Vec<Member> = Vec::new();
        for property in module.list(properties) {
            match module.kind(*property) {
                Kind::Property { key, value, computed, .. } => {
                    let Some(name) = module.key(key, computed) else { return Shape::Unknown };
                    let shape = widened(self.infer(module, value, depth + 1));
                    members.retain(|member| member.name != *name);
                    members.push(Member { name: name.into_owned(), optional: false, shape });
                }
                Kind::Spread { argument } => match self.infer(module, argument, depth + 1) {
                    Shape::Object(inner) => members.extend(inner),
                    _ => return Shape::Unknown,
                },
                _ => return Shape::Unknown,
            }
        }
        Shape::Object(members)
    }

    fn member(&self, module: &Arc<Module>, object: NodeId, name: &str, depth: u8) -> Shape {
        let inner = module.unwrapped(object);
        let written = module.written(inner);
        let owner = match module.kind(inner) {
            Kind::Member { property, .. } => module.text(property),
            _ => written,
        };
        match (owner, name) {
            ("target" | "currentTarget" | "current", "value" | "name" | "id") => return Shape::String,
            ("target" | "currentTarget" | "current", "checked") => return Shape::Boolean,
            ("target" | "currentTarget" | "current" | "dataTransfer", "files") => {
                return Shape::Unsendable("a file or binary data");
            }
            ("target" | "currentTarget" | "current", "valueAsNumber") => return Shape::Number,
            ("location", "href" | "origin" | "pathname" | "search" | "hash" | "host" | "hostname") => {
                return Shape::String;
            }
            ("navigator", "language" | "userAgent") | ("document", "title" | "referrer") => return Shape::String,
            _ => {}
        }
        if module.kind(inner) == Kind::This {
            return self.of_this(module, inner, name, depth);
        }
        self.infer(module, object, depth + 1).member(name)
    }

    fn call(&self, module: &Arc<Module>, callee: NodeId, arguments: List, depth: u8) -> Shape {
        let written = module.written(callee);
        match written {
            "String" | "encodeURIComponent" | "decodeURIComponent" | "btoa" | "atob" | "JSON.stringify"
            | "crypto.randomUUID" | "useId" | "usePathname" => return Shape::String,
            "Number" | "parseInt" | "parseFloat" | "Date.now" | "Number.parseInt" | "Number.parseFloat" => {
                return Shape::Number;
            }
            "Boolean" | "Array.isArray" => return Shape::Boolean,
            "Object.keys" => return Shape::Array(Box::new(Shape::String)),
            "useMemo" | "useCallback" | "React.useMemo" => {
                let first = module.list(arguments).first().copied();
                return first.map_or(Shape::Unknown, |first| self.returned(module, first, depth + 1));
            }
            "Array.from" => return Shape::Unknown,
            _ if written.starts_with("Math.") => return Shape::Number,
            _ => {}
        }
        if let Kind::Member { object, property, optional } = module.kind(callee) {
            let shape = self.method(module, object, module.text(property), arguments, depth);
            if !matches!(shape, Shape::Unknown) {
                return if optional { shape.optional() } else { shape };
            }
        }
        let origins = self.flow.origins(Place { file: module.id, node: callee });
        if let [origin] = origins.as_slice()
            && origin.path.is_empty()
            && let What::Expression(function) = origin.what
            && let Some(home) = self.flow.module(function.file)
            && matches!(home.kind(function.node), Kind::Function(_))
        {
            return self.returned(&home, function.node, depth + 1);
        }
        Shape::Unknown
    }

    fn method(&self, module: &Arc<Module>, object: NodeId, method: &str, arguments: List, depth: u8) -> Shape {
        match method {
            "toISOString" | "toString" | "trim" | "trimStart" | "trimEnd" | "toLowerCase" | "toUpperCase"
            | "replace" | "replaceAll" | "substring" | "padStart" | "padEnd" | "join" | "toFixed"
            | "toLocaleString" | "toLocaleDateString" | "toLocaleTimeString" | "toDateString" | "charAt"
            | "toTimeString" | "format" | "fromNow" | "normalize" | "toLocaleLowerCase" | "toLocaleUpperCase"
            | "repeat" => return Shape::String,
            "includes" | "startsWith" | "endsWith" | "test" | "some" | "every" | "has" => return Shape::Boolean,
            "getHours" | "getMinutes" | "getDate" | "getDay" | "getMonth" | "getTimezoneOffset" | "indexOf"
            | "getTime" | "getFullYear" | "valueOf" | "findIndex" => return Shape::Number,
            "split" => return Shape::Array(Box::new(Shape::String)),
            "getItem" => return Shape::union(vec![Shape::String, Shape::Null]),
            _ => {}
        }
        let receiver = self.infer(module, object, depth + 1).present();
        let first = module.list(arguments).first().copied();
        match (method, &receiver) {
            ("slice", Shape::String | Shape::Literal(_)) => Shape::String,
            ("filter" | "slice" | "concat" | "sort" | "reverse" | "toSorted" | "toReversed", Shape::Array(_)) => {
                receiver
            }
            ("find" | "at" | "pop" | "shift", Shape::Array(item)) => (**item).clone().optional(),
            ("map", _) => match first {
                Some(callback) if matches!(module.kind(callback), Kind::Function(_)) => {
                    Shape::Array(Box::new(self.returned(module, callback, depth + 1)))
                }
                _ => Shape::Unknown,
            },
            ("get", _) => self.getter(module, object),
            _ => Shape::Unknown,
        }
    }

    /// `.get('x')` of search parameters: a text or null.
    fn getter(&self, module: &Arc<Module>, object: NodeId) -> Shape {
        let inner = module.unwrapped(object);
        let made_by = match module.kind(inner) {
            Kind::Ident => {
                module.resolve(inner).and_then(|binding| match module.kind(module.binding(binding).declaration) {
                    Kind::Declarator { init: Some(init), .. } => Some(module.written(init).to_owned()),
                    _ => None,
                })
            }
            _ => Some(module.written(inner).to_owned()),
        };
        match made_by {
            Some(made) if made.contains("earchParams") => Shape::union(vec![Shape::String, Shape::Null]),
            _ => Shape::Unknown,
        }
    }
}

/// Literals stand for their type where a value may change.
pub(super) fn widened(shape: Shape) -> Shape {
    match shape {
        Shape::Literal(_) => Shape::String,
        Shape::NumberLiteral(_) => Shape::Number,
        other => other,
    }
}

fn without_undefined(shape: Shape) -> Shape {
    match shape {
        Shape::Union(parts) => Shape::union(parts.into_iter().filter(|part| *part != Shape::Undefined).collect()),
        other => other,
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Name(String),
    Index(usize),
}

fn navigate(shape: Shape, path: &[Step]) -> Shape {
    path.iter().fold(shape, |shape, step| match step {
        Step::Name(name) => shape.member(name),
        Step::Index(_) => shape.item(),
    })
}

/// The way from a declarator's pattern to one of its names, and the default that the name has.
fn path_to(module: &Module, pattern: NodeId, declarator: NodeId) -> (Vec<Step>, Option<NodeId>) {
    let (mut path, mut default, mut at) = (Vec::new(), None, pattern);
    while at != declarator {
        let Some(parent) = module.parent(at) else { break };
        match module.kind(parent) {
            Kind::Property { key, computed, .. } => {
                if let Some(name) = module.key(key, computed) {
                    path.push(Step::Name(name.into_owned()));
                }
            }
            Kind::ArrayPattern { items } => {
                let index = module.list(items).iter().position(|item| *item == at).unwrap_or_default();
                path.push(Step::Index(index));
            }
            Kind::DefaultPattern { default: value, .. } if default.is_none() => default = Some(value),
            _ => {}
        }
        at = parent;
    }
    path.reverse();
    (path, default)
}

/// `T` of `useState<T>(…)`.
pub(super) fn type_argument(module: &Module, callee: NodeId, call: NodeId) -> Option<String> {
    let rest = module.text(crate::text::Span::new(module.span(callee).end, module.span(call).end)).trim_start();
    let inner = rest.strip_prefix('<')?;
    let mut depth = 1_i32;
    let mut before = ' ';
    for (at, c) in inner.char_indices() {
        match c {
            '<' => depth += 1,
            '>' if before != '=' => {
                depth -= 1;
                if depth == 0 {
                    return Some(inner[..at].to_owned());
                }
            }
            _ => {}
        }
        before = c;
    }
    None
}
