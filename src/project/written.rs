//! Values as a configuration writes them, read without running it.
//!
//! What is written plainly is read: objects, through constants, wrappers (`withX(config)`, `defineConfig`), spreads, functions
//! that return one, and other modules beside the configuration. What is computed keeps its default. Of conditions those are
//! known that a production build decides: `mode === 'development'` never holds.

use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use super::files::FileId;
use crate::syntax::ast::{BindingId, Kind, NodeId};
use crate::syntax::facts::{ExportName, ExportSource, Facts, Imported};
use crate::text::Span;

/// Configurations nest wrappers, but not without end.
const MAX_DEPTH: u32 = 12;
/// A configuration is made of so many modules at most.
const MAX_MODULES: usize = 16;

/// A configuration file and the modules beside it that it is made from.
pub struct Written {
    modules: Vec<Module>,
}

struct Module {
    file: FileId,
    path: Utf8PathBuf,
    facts: Arc<Facts>,
}

impl Written {
    /// `load` gives the file that a path without its extension, or with it, names.
    pub fn new(
        file: FileId,
        path: &Utf8Path,
        facts: Arc<Facts>,
        load: impl Fn(&Utf8Path) -> Option<(FileId, Utf8PathBuf, Arc<Facts>)>,
    ) -> Self {
        let mut modules = vec![Module { file, path: path.to_owned(), facts }];
        let mut at = 0;
        while let Some(module) = modules.get(at) {
            let folder = module.path.parent().unwrap_or(&module.path);
            let specifiers = module.facts.imports.iter().filter(|import| !import.type_only);
            let beside = specifiers.filter_map(|import| import.specifier.as_deref()).filter(|it| it.starts_with('.'));
            let found: Vec<_> = beside.filter_map(|specifier| load(&super::normal(&folder.join(specifier)))).collect();
            for (file, path, facts) in found {
                if modules.len() < MAX_MODULES && modules.iter().all(|known| known.file != file) {
                    modules.push(Module { file, path, facts });
                }
            }
            at += 1;
        }
        Self { modules }
    }
}

/// An expression of one of the modules.
#[derive(Clone, Copy)]
pub struct Value<'w> {
    written: &'w Written,
    module: usize,
    pub node: NodeId,
}

/// A property of an object.
pub struct Property<'w> {
    pub name: &'w str,
    pub key: Span,
    pub value: Value<'w>,
    /// The call whose result has it: what stands there may depend on its arguments.
    pub made_by: Option<Value<'w>>,
}

impl Written {
    /// The modules beside the configuration that it is made from.
    pub fn helpers(&self) -> impl Iterator<Item = FileId> + '_ {
        self.modules.iter().skip(1).map(|module| module.file)
    }

    /// The properties of what the configuration exports.
    pub fn exported(&self) -> Vec<Property<'_>> {
        let mut properties = Vec::new();
        for value in self.exports(0, |name| *name == ExportName::Default).chain(self.common_js()) {
            value.object(&mut properties, 0);
        }
        properties
    }

    /// Every expression of all modules.
    pub fn expressions(&self) -> impl Iterator<Item = Value<'_>> {
        self.modules
            .iter()
            .enumerate()
            .flat_map(move |(module, it)| it.facts.ast.ids().map(move |node| Value { written: self, module, node }))
    }

    fn common_js(&self) -> impl Iterator<Item = Value<'_>> {
        let exports = self.modules.first().map(|module| &module.facts.exports).into_iter().flatten();
        exports.filter_map(|export| match export.source {
            ExportSource::CommonJs(node) => Some(Value { written: self, module: 0, node }),
            _ => None,
        })
    }

    fn exports(&self, module: usize, is: impl Fn(&ExportName) -> bool) -> impl Iterator<Item = Value<'_>> {
        let facts = &self.modules[module].facts;
        facts.exports.iter().filter(move |export| is(&export.name)).filter_map(move |export| {
            let node = match export.source {
                ExportSource::Expression(node) | ExportSource::CommonJs(node) => Some(node),
                ExportSource::Local(_) => facts.exported_binding(export).and_then(|binding| declared(facts, binding)),
                ExportSource::From { .. } => None,
            };
            Some(Value { written: self, module, node: node? })
        })
    }

    /// The module that a specifier in `from` names.
    fn module_of(&self, from: usize, specifier: &str) -> Option<usize> {
        let folder = self.modules[from].path.parent()?;
        let path = super::normal(&folder.join(specifier));
        let is = |module: &Module| {
            let stem = module.path.with_extension("");
            module.path == path || stem == path || stem == path.with_extension("") || stem == path.join("index")
        };
        self.modules.iter().position(is).filter(|_| specifier.starts_with('.'))
    }
}

/// What a name is declared with.
fn declared(facts: &Facts, binding: BindingId) -> Option<NodeId> {
    let declaration = facts.ast.binding(binding)?.declaration;
    match facts.ast.kind(declaration) {
        Kind::Declarator { target, init, .. } => init.filter(|_| matches!(facts.ast.kind(target), Kind::Binding(_))),
        Kind::Function(_) => Some(declaration),
        _ => None,
    }
}

impl<'w> Value<'w> {
    pub fn facts(self) -> &'w Facts {
        &self.written.modules[self.module].facts
    }

    pub fn file(self) -> FileId {
        self.written.modules[self.module].file
    }

    pub fn span(self) -> Span {
        self.facts().ast.span(self.node)
    }

    pub fn kind(self) -> Kind {
        self.facts().ast.kind(self.node)
    }

    /// Another expression of the same module.
    pub fn at(self, node: NodeId) -> Self {
        Self { node, ..self }
    }

    /// Those of a list, in order.
    pub fn list(self, list: crate::syntax::ast::List) -> impl Iterator<Item = Self> {
        self.facts().ast.list(list).iter().map(move |node| self.at(*node))
    }

    /// Every expression within.
    pub fn descendants(self) -> impl Iterator<Item = Self> {
        self.facts().ast.descendants(self.node).map(move |node| self.at(node))
    }

    /// Through wrappers, constants and members of objects, to other modules too.
    pub fn follow(self) -> Self {
        self.followed(0)
    }

    fn followed(self, depth: u32) -> Self {
        let value = self.at(self.facts().ast.unwrapped(self.node));
        let next = match value.kind() {
            _ if depth == MAX_DEPTH => None,
            Kind::Ident => value.named(),
            Kind::Member { object, property, .. } => {
                let name = property.of(&value.facts().source);
                let object = value.at(object).followed(depth + 1);
                let mut properties = Vec::new();
                if matches!(object.kind(), Kind::Object { .. }) {
                    object.object(&mut properties, depth + 1);
                }
                properties.into_iter().rfind(|property| property.name == name).map(|property| property.value)
            }
            _ => None,
        };
        next.map_or(value, |next| next.followed(depth + 1))
    }

    /// What a name stands for, here or where it is imported from.
    fn named(self) -> Option<Self> {
        let facts = self.facts();
        let binding = facts.resolve(self.node)?;
        if let Some(node) = declared(facts, binding) {
            return Some(self.at(node));
        }
        let (import, name) = facts.import_of(binding)?;
        let module = self.written.module_of(self.module, facts.imports[import].specifier.as_deref()?)?;
        let wanted = match name.imported {
            Imported::Default => None,
            Imported::Name(name) => Some(name.of(&facts.source)),
            Imported::Namespace => return None,
        };
        let source = &self.written.modules[module].facts.source;
        self.written
            .exports(module, |name| match (name, wanted) {
                (ExportName::Default, None) => true,
                (ExportName::Name(name), Some(wanted)) => name.of(source) == wanted,
                (ExportName::All, None) => true,
                _ => false,
            })
            .next()
    }

    /// The object's properties, those of spread objects in their place.
    pub fn properties(self) -> Vec<Property<'w>> {
        let mut properties = Vec::new();
        self.object(&mut properties, 0);
        properties
    }

    /// Adds the properties of every object that the expression can be in a production build.
    fn object(self, out: &mut Vec<Property<'w>>, depth: u32) {
        if depth > MAX_DEPTH {
            return;
        }
        let value = self.followed(depth);
        let facts = value.facts();
        match value.kind() {
            Kind::Object { properties } => {
                for property in value.list(properties) {
                    match property.kind() {
                        Kind::Spread { argument } => value.at(argument).object(out, depth + 1),
                        Kind::Property { key, value: of, .. } => {
                            if let Some(name) = facts.static_property_name(property.node) {
                                let (key, value) = (facts.ast.span(key), value.at(of));
                                out.push(Property { name, key, value, made_by: None });
                            }
                        }
                        _ => {}
                    }
                }
            }
            Kind::Function(function) => match function.body.map(|body| (body, facts.ast.kind(body))) {
                Some((body, Kind::Block { .. })) => {
                    for inner in value.at(body).descendants() {
                        let Kind::Return { argument: Some(argument) } = inner.kind() else { continue };
                        let own = facts.ast.enclosing_function(inner.node).is_some_and(|(it, _)| it == value.node);
                        if own && !inner.is_skipped(value.node) {
                            value.at(argument).object(out, depth + 1);
                        }
                    }
                }
                Some((body, _)) => value.at(body).object(out, depth + 1),
                None => {}
            },
            // `withX(options)(config)`, `withX(config)`, `defineConfig(config)`, `Object.assign({}, a)`; `shared(env)`.
            Kind::Call { callee, arguments, .. } => {
                let callee = value.at(callee).followed(depth);
                if matches!(callee.kind(), Kind::Function(_)) {
                    let own = out.len();
                    callee.object(out, depth + 1);
                    out.iter_mut().skip(own).for_each(|property| property.made_by = Some(value));
                }
                for argument in value.list(arguments) {
                    argument.object(out, depth + 1);
                }
            }
            Kind::Await { argument } => value.at(argument).object(out, depth + 1),
            Kind::Conditional { test, consequent, alternate } => {
                let holds = value.at(test).holds(depth);
                if holds != Some(false) {
                    value.at(consequent).object(out, depth + 1);
                }
                if holds != Some(true) {
                    value.at(alternate).object(out, depth + 1);
                }
            }
            Kind::Logical { operator, left, right } => {
                let skips = operator.of(&facts.source) == "&&" && value.at(left).holds(depth) == Some(false);
                if !skips {
                    value.at(left).object(out, depth + 1);
                    value.at(right).object(out, depth + 1);
                }
            }
            _ => {}
        }
    }

    /// Whether the statement stands where a production build does not come by, within the function.
    fn is_skipped(self, function: NodeId) -> bool {
        let ast = &self.facts().ast;
        let mut inner = self.node;
        while let Some(outer) = ast.parent(inner).filter(|_| inner != function) {
            if let Kind::If { test, consequent, alternate } = ast.kind(outer) {
                match self.at(test).holds(0) {
                    Some(true) if alternate == Some(inner) => return true,
                    Some(false) if consequent == inner => return true,
                    _ => {}
                }
            }
            inner = outer;
        }
        false
    }

    /// Whether a condition holds in a production build, as far as that is known.
    fn holds(self, depth: u32) -> Option<bool> {
        if depth > MAX_DEPTH {
            return None;
        }
        let value = self.followed(depth);
        let written = |span: Span| span.of(&value.facts().source);
        match value.kind() {
            Kind::Bool(value) => Some(value),
            Kind::Unary { operator, argument } if written(operator) == "!" => {
                value.at(argument).holds(depth + 1).map(|holds| !holds)
            }
            Kind::Logical { operator, left, right } => {
                let sides = (value.at(left).holds(depth + 1), value.at(right).holds(depth + 1));
                match (written(operator), sides) {
                    ("&&", (Some(false), _) | (_, Some(false))) => Some(false),
                    ("||", (Some(true), _) | (_, Some(true))) => Some(true),
                    ("&&" | "||", (Some(left), Some(right))) => Some(left && right),
                    _ => None,
                }
            }
            Kind::Binary { operator, left, right } => {
                let same = match written(operator) {
                    "===" | "==" => true,
                    "!==" | "!=" => false,
                    _ => return None,
                };
                let (left, right) = (value.at(left).known(depth + 1)?, value.at(right).known(depth + 1)?);
                Some((left == right) == same)
            }
            // Vite's `isSsrBuild` and `isPreview`.
            Kind::Ident => matches!(written(value.span()), "isPreview" | "isSsrBuild").then_some(false),
            _ => None,
        }
    }

    /// The text of what a production build knows: its mode, its command (Vite), its phase (Next), literals.
    fn known(self, depth: u32) -> Option<&'w str> {
        if depth > MAX_DEPTH {
            return None;
        }
        let value = self.followed(depth);
        let facts = value.facts();
        let name = match value.kind() {
            Kind::Ident => value.span().of(&facts.source),
            Kind::Member { property, .. } => property.of(&facts.source),
            Kind::Logical { left, .. } => return value.at(left).known(depth + 1),
            _ => return facts.string(value.node),
        };
        match name {
            "mode" | "NODE_ENV" => Some("production"),
            "command" => Some("build"),
            "phase" | "PHASE_PRODUCTION_BUILD" => Some("phase-production-build"),
            "PHASE_DEVELOPMENT_SERVER" => Some("phase-development-server"),
            "PHASE_PRODUCTION_SERVER" => Some("phase-production-server"),
            "PHASE_TEST" => Some("phase-test"),
            "PHASE_EXPORT" => Some("phase-export"),
            _ => None,
        }
    }

    pub fn string(self) -> Option<&'w str> {
        let value = self.follow();
        value.facts().string(value.node)
    }

    pub fn strings(self) -> Vec<&'w str> {
        let value = self.follow();
        match value.kind() {
            Kind::Array { items } => value.list(items).filter_map(Self::string).collect(),
            _ => self.string().into_iter().collect(),
        }
    }

    pub fn bool(self) -> bool {
        self.follow().kind() == Kind::Bool(true)
    }

    /// A path as configurations write it: a string, `path.resolve(__dirname, './src')`,
    /// `fileURLToPath(new URL('./src', import.meta.url))`; relative to the app.
    pub fn path(self) -> Option<String> {
        let path = self.written_path(0)?;
        Some(path.trim_start_matches('/').to_owned()).filter(|trimmed| !trimmed.is_empty() || path.is_empty())
    }

    fn written_path(self, depth: u32) -> Option<String> {
        if depth > MAX_DEPTH {
            return None;
        }
        let value = self.followed(depth);
        let facts = value.facts();
        if let Some(text) = facts.string(value.node) {
            return Some(text.to_owned());
        }
        let inner = |node: NodeId| value.at(node).written_path(depth + 1);
        match value.kind() {
            // `__dirname`, `import.meta.dirname`.
            Kind::Ident => Some(String::new()),
            Kind::Member { property, .. } if property.of(&facts.source) == "dirname" => Some(String::new()),
            // `new URL('./src', import.meta.url).pathname`.
            Kind::Member { object, .. } => inner(object),
            Kind::New { arguments, .. } => inner(*facts.ast.list(arguments).first()?),
            Kind::Template { parts } => Some(facts.ast.list(parts).iter().filter_map(|part| inner(*part)).collect()),
            Kind::Binary { left, right, .. } => Some(inner(left)? + &inner(right)?),
            Kind::Call { arguments, .. } => {
                let parts = facts.ast.list(arguments).iter().filter_map(|argument| inner(*argument));
                let joined = parts.fold(Utf8PathBuf::new(), |joined, part| joined.join(part.trim_start_matches('/')));
                Some(joined.into_string())
            }
            _ => None,
        }
    }
}
