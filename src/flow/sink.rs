//! The other way: from a value to the calls that need it.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::importers::may_take;
use super::key::Key;
use super::module::Module;
use super::origin::What;
use super::{Flow, Place};
use crate::project::FileId;
use crate::syntax::ast::{BindingId, Kind, NodeId};
use crate::syntax::facts::{ExportName, ExportSource, Imported};

/// Places that one question looks at.
const STEPS: usize = 600;
/// How many of them lead to one another: the stack's share.
const DEPTH: u32 = 64;

/// Something that takes a value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Use {
    /// A call or `new` gets it: which argument, and the property path inside of it, outermost first.
    Argument { call: Place, index: usize, path: Vec<Key> },
    /// A method of a client that was made with it.
    Operation { call: Place, client: Place },
    /// An attribute of a JSX element.
    Attribute { element: Place, name: Box<str> },
    /// A child of a JSX element: printed.
    Rendered { place: Place },
    /// Given back by this function.
    Returned { function: Place },
    /// Assigned to a member: `mapboxgl.accessToken = …`.
    Assigned { target: Place },
    /// Compared with another value: `input === process.env.PASSWORD`.
    Compared { place: Place },
}

impl Use {
    /// Where the value is taken.
    pub const fn place(&self) -> Place {
        match self {
            Self::Argument { call: place, .. }
            | Self::Operation { call: place, .. }
            | Self::Attribute { element: place, .. }
            | Self::Rendered { place }
            | Self::Returned { function: place }
            | Self::Assigned { target: place }
            | Self::Compared { place } => *place,
        }
    }
}

struct Forward<'f> {
    flow: &'f Flow<'f>,
    seen: FxHashSet<(FileId, NodeId, usize)>,
    depth: u32,
    out: Vec<Use>,
}

impl Flow<'_> {
    /// Everything that takes the value of an expression: through constants, objects, clients, header objects, functions
    /// of the project and its exports. In the order in which it is met.
    pub fn uses(&self, place: Place) -> Vec<Use> {
        let Some(module) = self.module(place.file) else { return Vec::new() };
        let mut forward = Forward { flow: self, seen: FxHashSet::default(), depth: 0, out: Vec::new() };
        match module.kind(place.node) {
            // `const { TOKEN } = process.env`: the property of the pattern.
            Kind::Property { value, .. } if module.env_read(place.node).is_some() => {
                forward.pattern(&module, value, Vec::new());
            }
            _ => forward.outwards(&module, place.node, Vec::new(), None),
        }
        forward.out
    }
}

impl Forward<'_> {
    fn add(&mut self, used: Use) {
        if !self.out.contains(&used) {
            self.out.push(used);
        }
    }

    /// Follows the value of `node`, which holds what is followed under `path` (the next key last). `client`: it is what a
    /// construction made of the value.
    fn outwards(&mut self, module: &Arc<Module>, node: NodeId, path: Vec<Key>, client: Option<Place>) {
        if self.seen.len() > STEPS || self.depth > DEPTH || !self.seen.insert((module.id, node, path.len())) {
            return;
        }
        self.depth += 1;
        self.step(module, node, path, client);
        self.depth -= 1;
    }

    fn step(&mut self, module: &Arc<Module>, node: NodeId, path: Vec<Key>, client: Option<Place>) {
        let Some(parent) = module.parent(node) else { return };
        let place = |node: NodeId| Place { file: module.id, node };
        match module.kind(parent) {
            Kind::Paren { .. }
            | Kind::TypeCast { .. }
            | Kind::NonNull { .. }
            | Kind::Await { .. }
            | Kind::Logical { .. }
            | Kind::Sequence { .. }
            | Kind::Spread { .. } => self.outwards(module, parent, path, client),
            Kind::Template { .. } | Kind::TaggedTemplate { .. } => self.outwards(module, parent, Vec::new(), client),
            Kind::Binary { operator, .. } if module.text(operator) == "+" => {
                self.outwards(module, parent, Vec::new(), client);
            }
            Kind::Binary { operator, left, right } => {
                let other = module.unwrapped(if left == node { right } else { left });
                let asks_whether_set = matches!(module.kind(other), Kind::Null | Kind::String)
                    || module.written(other) == "undefined"
                    || matches!(module.kind(other), Kind::Unary { .. });
                if matches!(module.text(operator), "===" | "==" | "!==" | "!=") && !asks_whether_set {
                    self.add(Use::Compared { place: place(node) });
                }
            }
            Kind::Conditional { test, .. } if test != node => self.outwards(module, parent, path, client),
            Kind::Property { key, value, computed, .. } if value == node => {
                let Some(owner) = module.parent(parent) else { return };
                let key = module.key(key, computed).map_or(Key::Unknown, |key| Key::named(&key));
                let mut path = path;
                path.push(key);
                match module.kind(owner) {
                    Kind::Object { .. } => self.outwards(module, owner, path, client),
                    Kind::Class(_) => self.instance(module, owner, path, client),
                    _ => {}
                }
            }
            Kind::Array { items } => {
                let index = module.list(items).iter().position(|item| *item == node).unwrap_or_default();
                let mut path = path;
                path.push(Key::named(&index.to_string()));
                self.outwards(module, parent, path, client);
            }
            Kind::Declarator { target, init, .. } if init == Some(node) => {
                self.pattern_with(module, target, path, client);
            }
            Kind::Assign { target, value, .. } if value == node => {
                match module.kind(target) {
                    Kind::Ident => {
                        if let Some(binding) = module.resolve(target) {
                            self.binding(module, binding, path.clone(), client);
                        }
                    }
                    Kind::Member { .. } | Kind::Index { .. } => self.add(Use::Assigned { target: place(target) }),
                    _ => {}
                }
                self.outwards(module, parent, path, client);
            }
            Kind::DefaultPattern { target, default } if default == node => {
                self.pattern_with(module, target, path, client);
            }
            Kind::Member { object, property, .. } if object == node => {
                self.member(module, parent, &Key::named(module.text(property)), path, client);
            }
            Kind::Index { object, index, .. } if object == node => {
                let key = self.flow.key(module, index, None);
                self.member(module, parent, &key, path, client);
            }
            Kind::Call { callee, .. } | Kind::New { callee, .. } if callee == node => {
                if let Some(client) = client {
                    self.add(Use::Operation { call: place(parent), client });
                    self.outwards(module, parent, Vec::new(), Some(client));
                }
            }
            Kind::Call { arguments, .. } | Kind::New { arguments, .. } => {
                let index = module.list(arguments).iter().position(|argument| *argument == node).unwrap_or_default();
                self.argument(module, parent, index, path, client);
            }
            Kind::JsxContainer { .. } => match module.parent(parent).map(|outer| (outer, module.kind(outer))) {
                Some((attribute, Kind::JsxAttribute { .. })) => self.attribute(module, attribute, &path),
                _ => self.add(Use::Rendered { place: place(node) }),
            },
            Kind::JsxAttribute { .. } => self.attribute(module, parent, &path),
            Kind::Return { .. } => {
                if let Some(function) = module.enclosing_function(node) {
                    self.returned(module, function, path, client);
                }
            }
            Kind::Function(function) if function.body == Some(node) => self.returned(module, parent, path, client),
            Kind::Export { .. } => self.importers(module, "default", path, client),
            _ => {}
        }
    }

    fn attribute(&mut self, module: &Arc<Module>, attribute: NodeId, path: &[Key]) {
        let Kind::JsxAttribute { name, .. } = module.kind(attribute) else { return };
        let Some(element) = module.parent(attribute) else { return };
        let place = Place { file: module.id, node: element };
        self.add(Use::Attribute { element: place, name: Box::from(module.text(name)) });
        if module.text(name) == "value" {
            for (reader, call) in self.flow.readers(module, element) {
                self.outwards(&reader, call, path.to_vec(), None);
            }
        }
    }

    /// `value.key`: goes on when the key is the one the value is under, and with a client's members.
    fn member(&mut self, module: &Arc<Module>, member: NodeId, key: &Key, mut path: Vec<Key>, client: Option<Place>) {
        match path.pop() {
            Some(under) if under == *key || under == Key::Unknown || *key == Key::Unknown => {
                self.outwards(module, member, path, client);
            }
            Some(_) => {}
            None if client.is_some() => self.outwards(module, member, path, client),
            // `token.trim()`: a text made of it.
            None => {
                let outer = module.wrapped(member);
                if let Some(call) = module.parent(outer)
                    && let Kind::Call { callee, .. } = module.kind(call)
                    && callee == outer
                {
                    self.outwards(module, call, Vec::new(), None);
                }
            }
        }
    }

    fn pattern(&mut self, module: &Arc<Module>, pattern: NodeId, path: Vec<Key>) {
        self.pattern_with(module, pattern, path, None);
    }

    /// The names of a pattern that get the value.
    fn pattern_with(&mut self, module: &Arc<Module>, pattern: NodeId, mut path: Vec<Key>, client: Option<Place>) {
        match module.kind(pattern) {
            Kind::Binding(binding) => self.binding(module, binding, path, client),
            Kind::DefaultPattern { target, .. } | Kind::Declarator { target, .. } => {
                self.pattern_with(module, target, path, client);
            }
            Kind::ObjectPattern { properties } => {
                let key = path.pop();
                for property in module.list(properties) {
                    match module.kind(*property) {
                        Kind::Property { key: name, value, computed, .. } => {
                            let name = module.key(name, computed);
                            let matches = match (&key, &name) {
                                (Some(Key::Name(key)), Some(name)) => **key == **name,
                                (None, _) => client.is_some(),
                                _ => true,
                            };
                            if matches {
                                self.pattern_with(module, value, path.clone(), client);
                            }
                        }
                        Kind::Rest { target } => {
                            let mut path = path.clone();
                            path.extend(key.clone());
                            self.pattern_with(module, target, path, client);
                        }
                        _ => {}
                    }
                }
            }
            Kind::ArrayPattern { items } => {
                let index = match path.pop() {
                    Some(Key::Name(name)) => name.parse::<usize>().ok(),
                    _ => None,
                };
                for (position, item) in module.list(items).iter().enumerate() {
                    if index.is_none_or(|index| index == position) {
                        self.pattern_with(module, *item, path.clone(), client);
                    }
                }
            }
            _ => {}
        }
    }

    /// All uses of a name, and of the export that it is.
    fn binding(&mut self, module: &Arc<Module>, binding: BindingId, path: Vec<Key>, client: Option<Place>) {
        for used in module.uses(binding) {
            self.outwards(module, *used, path.clone(), client);
        }
        for name in module.exported_names(binding) {
            self.importers(module, name, path.clone(), client);
        }
    }

    /// The uses of an export in the modules that import it.
    fn importers(&mut self, module: &Arc<Module>, exported: &str, path: Vec<Key>, client: Option<Place>) {
        if self.seen.len() > STEPS {
            return;
        }
        for (importer, hop) in self.flow.importers(module.id, &|text| may_take(text, exported)) {
            let Some(import) = importer.facts.imports.iter().find(|import| import.specifier_span == hop.span) else {
                continue;
            };
            for name in import.names.iter().filter(|name| !name.type_only) {
                let local = importer.text(name.local);
                let Some(binding) = importer.lookup(crate::syntax::ast::ScopeId::MODULE, local) else { continue };
                match name.imported {
                    Imported::Default if exported == "default" => {
                        self.binding(&importer, binding, path.clone(), client);
                    }
                    Imported::Name(span) if importer.text(span) == exported => {
                        self.binding(&importer, binding, path.clone(), client);
                    }
                    Imported::Namespace => {
                        let mut path = path.clone();
                        path.push(Key::named(exported));
                        self.binding(&importer, binding, path, client);
                    }
                    _ => {}
                }
            }
            for export in importer.facts.exports.iter().filter(|export| !export.type_only) {
                let ExportSource::From { import: index, imported } = export.source else { continue };
                let from_here =
                    importer.facts.imports.get(index as usize).is_some_and(|import| import.specifier_span == hop.span);
                if !from_here || !self.seen.insert((importer.id, NodeId::new(index as usize), usize::MAX - path.len()))
                {
                    continue;
                }
                match (export.name, imported) {
                    (ExportName::All, _) => self.importers(&importer, exported, path.clone(), client),
                    (name, Imported::Default) if exported == "default" => {
                        self.reexport(&importer, name, path.clone(), client);
                    }
                    (name, Imported::Name(span)) if importer.text(span) == exported => {
                        self.reexport(&importer, name, path.clone(), client);
                    }
                    _ => {}
                }
            }
        }
    }

    fn reexport(&mut self, module: &Arc<Module>, name: ExportName, path: Vec<Key>, client: Option<Place>) {
        match name {
            ExportName::Default => self.importers(module, "default", path, client),
            ExportName::Name(span) => {
                let name = module.text(span).to_owned();
                self.importers(module, &name, path, client);
            }
            ExportName::All => {}
        }
    }

    /// An argument: recorded; a function of the project is entered, a construction gives a client.
    fn argument(&mut self, module: &Arc<Module>, call: NodeId, index: usize, path: Vec<Key>, client: Option<Place>) {
        let place = Place { file: module.id, node: call };
        let (Kind::Call { callee, .. } | Kind::New { callee, .. }) = module.kind(call) else { return };
        let callee = module.unwrapped(callee);
        let name = match module.kind(callee) {
            Kind::Ident => module.written(callee),
            Kind::Member { property, .. } => module.text(property),
            _ => "",
        };
        match name {
            "btoa" | "atob" | "encodeURIComponent" | "String" | "Headers" | "URLSearchParams" | "URL" | "stringify" => {
                return self.outwards(module, call, Vec::new(), client);
            }
            "from" if module.written(callee) == "Buffer.from" => {
                return self.outwards(module, call, Vec::new(), client);
            }
            "useState" | "useRef" | "useMemo" => return self.outwards(module, call, Vec::new(), client),
            "freeze" | "assign" | "cache" | "memo" | "cleanEnv" | "parse" | "parseAsync" | "safeParse" => {
                return self.outwards(module, call, path, client);
            }
            // `createEnv({ runtimeEnv: { A: value } })` gives `{ A: value }`.
            "createEnv" => {
                let mut path = path;
                path.pop();
                return self.outwards(module, call, path, client);
            }
            _ => {}
        }
        let mut entered = false;
        for origin in self.flow.origins(Place { file: module.id, node: callee }) {
            if let What::Expression(function) = origin.what
                && origin.path.is_empty()
                && let Some(home) = self.flow.module(function.file)
                && let Kind::Function(parts) = home.kind(function.node)
            {
                entered = true;
                if let Some(parameter) = home.list(parts.parameters).get(index) {
                    self.pattern_with(&home, *parameter, path.clone(), client);
                }
            }
        }
        if entered {
            return;
        }
        let mut inside = path;
        inside.reverse();
        self.add(Use::Argument { call: place, index, path: inside });
        self.outwards(module, call, Vec::new(), Some(client.unwrap_or(place)));
    }

    /// What a function gives back goes to its callers.
    fn returned(&mut self, module: &Arc<Module>, function: NodeId, path: Vec<Key>, client: Option<Place>) {
        self.add(Use::Returned { function: Place { file: module.id, node: function } });
        let Some(binding) = module.name_of_function(function) else { return };
        for used in module.uses(binding) {
            if let Some(call) = module.parent(*used)
                && let Kind::Call { callee, .. } = module.kind(call)
                && callee == *used
            {
                self.outwards(module, call, path.clone(), client);
            }
        }
    }

    /// A class field is read as `this.name`, and as a member of the instances.
    fn instance(&mut self, module: &Arc<Module>, class: NodeId, path: Vec<Key>, client: Option<Place>) {
        for node in (class.index()..module.ast().nodes.len()).map(NodeId::new) {
            if !module.span(class).contains(module.span(node)) {
                break;
            }
            if module.kind(node) == Kind::This && module.this_of(node) == Some(class) {
                self.outwards(module, node, path.clone(), client);
            }
        }
    }
}
