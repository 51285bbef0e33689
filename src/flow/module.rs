//! One file as flow walks it: the tree with its names resolved.

use std::borrow::Cow;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

use rustc_hash::FxHashMap;

use super::fields::Fields;
use super::gone::Taken;
use crate::project::FileId;
use crate::syntax::ast::{
    Ast, Binding, BindingId, BindingKind, Flavour, Kind, List, Node, NodeId, ScopeId, VariableKind,
};
use crate::syntax::facts::{EnvRead, ExportName, ExportSource, Facts, Import, ImportedName};
use crate::text::Span;

/// A file's facts, and what one walk over them tells: which name means which binding, and where it is used.
#[derive(Debug)]
pub struct Module {
    pub id: FileId,
    pub facts: Arc<Facts>,
    /// Value bindings by scope and name, for binary search.
    by_name: Vec<BindingId>,
    /// The env read that a node is, by the node.
    env: FxHashMap<NodeId, u32>,
    /// Import and name within it, by the start of the local name.
    imported: FxHashMap<u32, (u32, u32)>,
    /// The import an `import()` or `require()` expression is.
    import_calls: FxHashMap<NodeId, u32>,
    /// What each identifier means, by its node.
    resolved: OnceLock<Box<[AtomicU32]>>,
    uses: OnceLock<FxHashMap<BindingId, Vec<NodeId>>>,
    /// Where something is put into a name; also by the names of its parts.
    pub(super) filled: Mutex<FxHashMap<(BindingId, bool), Arc<[NodeId]>>>,
    /// What is taken out of each named object, and where.
    pub(super) gone: OnceLock<FxHashMap<BindingId, Vec<(NodeId, Taken, NodeId)>>>,
    shape: OnceLock<Shape>,
    pub(super) fields: OnceLock<Fields>,
}

/// What a file holds of some kinds of nodes, from one walk on first use.
#[derive(Debug, Default)]
pub(super) struct Shape {
    /// What each function may return.
    returned: FxHashMap<NodeId, Vec<NodeId>>,
    /// `this.x = value`: target and value.
    field_assignments: Vec<(NodeId, NodeId)>,
    /// Every `this`.
    this: Vec<NodeId>,
    /// Every class that extends another.
    pub(super) derived: Vec<NodeId>,
    /// Every call, construction and tagged template.
    calls: Vec<NodeId>,
    /// What each generator yields, and whether it is a list of which each is (`yield*`).
    yielded: FxHashMap<NodeId, Vec<(NodeId, bool)>>,
    /// What each `throw` throws, and each `Promise.reject`.
    thrown: Vec<NodeId>,
    /// `delete x.key`, `x[key] = undefined`: the `x`, the key, and where it is done.
    pub(super) taken_away: Vec<(NodeId, Taken, NodeId)>,
}

impl Module {
    pub fn new(id: FileId, facts: Arc<Facts>) -> Self {
        let ast = &facts.ast;
        let source = &facts.source;
        let mut by_name: Vec<BindingId> = (0..ast.bindings.len())
            .map(BindingId::new)
            .filter(|binding| ast.bindings[binding.index()].kind != BindingKind::Type)
            .collect();
        by_name.sort_by(|a, b| {
            let (a, b) = (&ast.bindings[a.index()], &ast.bindings[b.index()]);
            (a.scope, a.name.of(source)).cmp(&(b.scope, b.name.of(source)))
        });
        let env = facts.env_reads.iter().enumerate().map(|(index, read)| (read.node, index as u32)).collect();
        let mut imported = FxHashMap::default();
        let mut import_calls = FxHashMap::default();
        for (index, import) in facts.imports.iter().enumerate() {
            for (name, taken) in import.names.iter().enumerate() {
                imported.insert(taken.local.start, (index as u32, name as u32));
            }
            if let Some(node) = import.node {
                import_calls.insert(node, index as u32);
            }
        }
        Self {
            id,
            by_name,
            env,
            imported,
            import_calls,
            resolved: OnceLock::new(),
            uses: OnceLock::new(),
            filled: Mutex::default(),
            gone: OnceLock::new(),
            shape: OnceLock::new(),
            fields: OnceLock::new(),
            facts,
        }
    }

    pub fn ast(&self) -> &Ast {
        &self.facts.ast
    }

    /// The node. Ids are of this file only.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.facts.ast.nodes[id.index()]
    }

    pub fn kind(&self, id: NodeId) -> Kind {
        self.node(id).kind
    }

    pub fn span(&self, id: NodeId) -> Span {
        self.node(id).span
    }

    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).parent
    }

    pub fn list(&self, list: List) -> &[NodeId] {
        self.facts.ast.lists.get(list.start as usize..(list.start + list.len) as usize).unwrap_or_default()
    }

    /// The text of a span.
    pub fn text(&self, span: Span) -> &str {
        span.of(&self.facts.source)
    }

    /// The text of a node as written.
    pub fn written(&self, id: NodeId) -> &str {
        self.text(self.span(id))
    }

    /// The cooked value of a string or a template's text.
    pub fn string(&self, id: NodeId) -> Cow<'_, str> {
        let ast = &self.facts.ast;
        if let Ok(index) = ast.cooked.binary_search_by_key(&id, |(node, _)| *node) {
            return Cow::Borrowed(&ast.cooked[index].1);
        }
        let written = self.written(id);
        Cow::Borrowed(match self.kind(id) {
            Kind::String => written.get(1..written.len().saturating_sub(1)).unwrap_or_default(),
            _ => written,
        })
    }

    /// Looks through what leaves the value as it is: `(x)`, `x as T`, `x!`, `await x`.
    pub fn unwrapped(&self, mut id: NodeId) -> NodeId {
        loop {
            id = match self.kind(id) {
                Kind::Paren { expression } | Kind::TypeCast { expression } | Kind::NonNull { expression } => expression,
                Kind::Await { argument } => argument,
                Kind::JsxContainer { expression: Some(expression) } => expression,
                _ => return id,
            };
        }
    }

    /// The outermost of the wrappers around `id` that [`unwrapped`](Self::unwrapped) looks through.
    pub fn wrapped(&self, mut id: NodeId) -> NodeId {
        while let Some(parent) = self.parent(id) {
            match self.kind(parent) {
                Kind::Paren { .. }
                | Kind::TypeCast { .. }
                | Kind::NonNull { .. }
                | Kind::Await { .. }
                | Kind::JsxContainer { .. } => id = parent,
                _ => break,
            }
        }
        id
    }

    /// What members are taken of: the `it` of `it.a[0].b`.
    pub(super) fn root_of(&self, node: NodeId) -> NodeId {
        match self.kind(self.unwrapped(node)) {
            Kind::Member { object, .. } | Kind::Index { object, .. } => self.root_of(object),
            _ => self.unwrapped(node),
        }
    }

    /// The keys that are written in an object literal.
    pub(super) fn named_in(&self, members: &[NodeId]) -> Vec<Box<str>> {
        let key = |member: &NodeId| match self.kind(*member) {
            Kind::Property { key, computed, .. } => self.key(key, computed).map(|key| Box::from(&*key)),
            _ => None,
        };
        members.iter().filter_map(key).collect()
    }

    /// A property's key, when it is known: `a`, `'a'`, `1`, `['a']`.
    pub fn key(&self, key: NodeId, computed: bool) -> Option<Cow<'_, str>> {
        match self.kind(self.unwrapped(key)) {
            Kind::String => Some(self.string(self.unwrapped(key))),
            Kind::Number => Some(Cow::Borrowed(self.written(key))),
            Kind::Template { parts } => match self.list(parts) {
                [] => Some(Cow::Borrowed("")),
                [part] if self.kind(*part) == Kind::TemplateText => Some(self.string(*part)),
                _ => None,
            },
            _ if computed => None,
            _ => Some(Cow::Borrowed(self.written(key))),
        }
    }

    pub fn binding(&self, id: BindingId) -> &Binding {
        &self.facts.ast.bindings[id.index()]
    }

    /// The value binding that `name` means in `scope`.
    pub fn lookup(&self, mut scope: ScopeId, name: &str) -> Option<BindingId> {
        let ast = &self.facts.ast;
        let source = &self.facts.source;
        for _ in 0..=ast.scopes.len() {
            let found = self.by_name.binary_search_by(|id| {
                let binding = &ast.bindings[id.index()];
                (binding.scope, binding.name.of(source)).cmp(&(scope, name))
            });
            if let Ok(index) = found {
                return Some(self.by_name[index]);
            }
            scope = ast.scopes.get(scope.index())?.parent?;
        }
        None
    }

    /// The binding that an identifier means; `None` for a global.
    pub fn resolve(&self, ident: NodeId) -> Option<BindingId> {
        /// What stands for a name that was not looked up yet, and for a global.
        const UNKNOWN: u32 = 0;
        const GLOBAL: u32 = 1;
        const FIRST: u32 = 2;
        let all = || self.facts.ast.nodes.iter().map(|_| AtomicU32::new(UNKNOWN)).collect();
        let known = &self.resolved.get_or_init(all)[ident.index()];
        match known.load(Ordering::Relaxed) {
            UNKNOWN => {
                let node = self.node(ident);
                let found = self.lookup(node.scope, self.text(node.span));
                known.store(found.map_or(GLOBAL, |binding| binding.index() as u32 + FIRST), Ordering::Relaxed);
                found
            }
            GLOBAL => None,
            number => Some(BindingId::new((number - FIRST) as usize)),
        }
    }

    /// Where a binding is read or written, in order.
    pub fn uses(&self, binding: BindingId) -> &[NodeId] {
        self.uses
            .get_or_init(|| {
                let mut uses: FxHashMap<BindingId, Vec<NodeId>> = FxHashMap::default();
                for id in (0..self.facts.ast.nodes.len()).map(NodeId::new) {
                    if self.kind(id) == Kind::Ident
                        && let Some(binding) = self.resolve(id)
                    {
                        uses.entry(binding).or_default().push(id);
                    }
                }
                uses
            })
            .get(&binding)
            .map_or(&[], Vec::as_slice)
    }

    /// The env read that a node is: an expression, or the property of a destructuring.
    pub fn env_read(&self, node: NodeId) -> Option<&EnvRead> {
        self.facts.env_reads.get(*self.env.get(&node)? as usize)
    }

    /// What an imported binding takes.
    pub fn import_of(&self, binding: BindingId) -> Option<(&Import, &ImportedName)> {
        let (import, name) = self.imported.get(&self.binding(binding).name.start)?;
        let import = self.facts.imports.get(*import as usize)?;
        Some((import, import.names.get(*name as usize)?))
    }

    /// The import that a call (`import()`, `require()`) is.
    pub fn import_call(&self, node: NodeId) -> Option<&Import> {
        self.facts.imports.get(*self.import_calls.get(&node)? as usize)
    }

    /// The innermost function around a node.
    pub fn enclosing_function(&self, node: NodeId) -> Option<NodeId> {
        let mut at = self.parent(node)?;
        loop {
            if matches!(self.kind(at), Kind::Function(_)) {
                return Some(at);
            }
            at = self.parent(at)?;
        }
    }

    pub(super) fn shape(&self) -> &Shape {
        self.shape.get_or_init(|| {
            let mut shape = Shape::default();
            for id in (0..self.facts.ast.nodes.len()).map(NodeId::new) {
                match self.kind(id) {
                    Kind::Return { argument: Some(argument) } if !self.never_runs(id) => {
                        if let Some(function) = self.enclosing_function(id) {
                            shape.returned.entry(function).or_default().push(argument);
                        }
                    }
                    Kind::Function(function) => {
                        if let Some(body) = function.body
                            && !matches!(self.kind(body), Kind::Block { .. })
                        {
                            shape.returned.entry(id).or_default().push(body);
                        }
                    }
                    Kind::Yield { argument: Some(argument) } => {
                        if let Some(function) = self.enclosing_function(id) {
                            let is_list = self.written(id)["yield".len()..].trim_start().starts_with('*');
                            shape.yielded.entry(function).or_default().push((argument, is_list));
                        }
                    }
                    Kind::Assign { target, value, .. } => {
                        if let Kind::Member { object, property, .. } = self.kind(target) {
                            if self.kind(object) == Kind::This {
                                shape.field_assignments.push((target, value));
                            } else if self.is_nothing(value) {
                                shape.take_away(self, object, Taken::Named(property), id);
                            }
                        }
                        if let Kind::Index { object, index, .. } = self.kind(target)
                            && self.is_nothing(value)
                        {
                            shape.take_away(self, object, Taken::By(index), id);
                        }
                    }
                    Kind::Unary { operator, argument } if self.text(operator) == "delete" => {
                        let (object, key) = match self.kind(self.unwrapped(argument)) {
                            Kind::Member { object, property, .. } => (object, Taken::Named(property)),
                            Kind::Index { object, index, .. } => (object, Taken::By(index)),
                            _ => continue,
                        };
                        shape.take_away(self, object, key, id);
                    }
                    Kind::Call { callee, arguments, .. } => {
                        shape.calls.push(id);
                        if self.written(callee) == "Promise.reject" {
                            shape.thrown.extend(self.list(arguments).first());
                        }
                    }
                    Kind::New { .. } => shape.calls.push(id),
                    Kind::This => shape.this.push(id),
                    Kind::Class(class) if class.extends.is_some() => shape.derived.push(id),
                    Kind::Throw { argument } => shape.thrown.push(argument),
                    _ => {}
                }
            }
            shape
        })
    }

    /// Whether a statement stands where its function never gets: behind a `return`, or below `if (false)`.
    fn never_runs(&self, statement: NodeId) -> bool {
        let mut at = statement;
        while let Some(parent) = self.parent(at) {
            let never = match self.kind(parent) {
                Kind::Function(_) => return false,
                Kind::If { test, consequent, alternate } => match self.kind(self.unwrapped(test)) {
                    Kind::Bool(false) => at == consequent,
                    Kind::Bool(true) => Some(at) == alternate,
                    _ => false,
                },
                Kind::Block { body } => {
                    let before = self.list(body).iter().take_while(|statement| **statement != at);
                    before.into_iter().any(|it| matches!(self.kind(*it), Kind::Return { .. } | Kind::Throw { .. }))
                }
                _ => false,
            };
            if never {
                return true;
            }
            at = parent;
        }
        false
    }

    /// The expressions that a function may return.
    pub fn returned(&self, function: NodeId) -> &[NodeId] {
        self.shape().returned.get(&function).map_or(&[], Vec::as_slice)
    }

    /// What a generator may yield, and whether it is a list of which each is.
    pub fn yielded(&self, function: NodeId) -> &[(NodeId, bool)] {
        self.shape().yielded.get(&function).map_or(&[], Vec::as_slice)
    }

    /// `this.x = value`, target and value.
    pub fn field_assignments(&self) -> &[(NodeId, NodeId)] {
        &self.shape().field_assignments
    }

    /// Every `this`.
    pub fn this(&self) -> &[NodeId] {
        &self.shape().this
    }

    /// Every call and construction.
    pub fn calls(&self) -> &[NodeId] {
        &self.shape().calls
    }

    pub fn enclosing_class(&self, node: NodeId) -> Option<NodeId> {
        let mut at = self.parent(node)?;
        loop {
            if matches!(self.kind(at), Kind::Class(_)) {
                return Some(at);
            }
            at = self.parent(at)?;
        }
    }

    /// The innermost function around a node that has a `this` and `arguments` of its own.
    pub fn own_function(&self, node: NodeId) -> Option<NodeId> {
        let mut function = self.enclosing_function(node)?;
        while matches!(self.kind(function), Kind::Function(parts) if parts.flavour == Flavour::Arrow) {
            function = self.enclosing_function(function)?;
        }
        Some(function)
    }

    /// The class or object literal whose method the `this` stands in.
    pub fn this_of(&self, node: NodeId) -> Option<NodeId> {
        let mut at = self.parent(node)?;
        loop {
            match self.kind(at) {
                Kind::Class(_) => return Some(at),
                Kind::Function(function) if !matches!(function.flavour, Flavour::Arrow) => {
                    let property = self.parent(at)?;
                    let owner = self.parent(property)?;
                    return matches!(self.kind(owner), Kind::Class(_) | Kind::Object { .. }).then_some(owner);
                }
                _ => at = self.parent(at)?,
            }
        }
    }

    /// The value of `module.exports = …`.
    pub fn commonjs_default(&self) -> Option<NodeId> {
        self.facts.exports.iter().find_map(|export| match (export.name, export.source) {
            (ExportName::All, ExportSource::CommonJs(node)) => Some(node),
            _ => None,
        })
    }

    /// What a plain name is declared as: a function or class itself, a variable's first value.
    pub fn initialiser(&self, binding: BindingId) -> Option<NodeId> {
        let declared = self.binding(binding);
        match declared.kind {
            BindingKind::Function | BindingKind::Class | BindingKind::Enum => Some(declared.declaration),
            BindingKind::Variable(_) => {
                let declarator = self.parent(declared.pattern?)?;
                match self.kind(declarator) {
                    Kind::Declarator { init, .. } => init,
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// Whether a name may be bound again.
    pub fn is_variable(&self, binding: BindingId) -> bool {
        matches!(self.binding(binding).kind, BindingKind::Variable(kind) if kind != VariableKind::Const)
    }

    /// The outermost pattern around a name that an assignment or a loop sets, or the name itself.
    pub fn assigned(&self, used: NodeId) -> Option<NodeId> {
        let mut at = used;
        loop {
            let parent = self.parent(at)?;
            match self.kind(parent) {
                Kind::Property { value, .. } if value == at => {}
                Kind::ObjectPattern { .. } | Kind::ArrayPattern { .. } | Kind::Rest { .. } => {}
                Kind::DefaultPattern { target, .. } if target == at => {}
                Kind::Assign { target, .. } | Kind::ForEach { target, .. } if target == at => return Some(at),
                Kind::Update { .. } => return Some(at),
                _ => return None,
            }
            at = parent;
        }
    }

    /// The last assignment that surely ran before a name is used (`None`: wherever it may be asked for, after the module has
    /// run): one that stands in the block of the declaration itself.
    pub fn overwritten(&self, binding: BindingId, used: Option<NodeId>) -> Option<NodeId> {
        if !self.is_variable(binding) {
            return None;
        }
        let statement = |declarator: NodeId| {
            let variable = self.parent(declarator)?;
            let outer = self.parent(variable);
            let is_export = outer.is_some_and(|outer| matches!(self.kind(outer), Kind::Export { .. }));
            Some(if is_export { outer.and_then(|outer| self.parent(outer)) } else { outer })
        };
        let declarator = self.parent(self.binding(binding).pattern?)?;
        let block = statement(declarator).filter(|_| matches!(self.kind(declarator), Kind::Declarator { .. }))?;
        let function = self.enclosing_function(declarator);
        self.uses(binding)
            .iter()
            .filter_map(|assigned| {
                let assign = self.parent(*assigned)?;
                let Kind::Assign { operator, target, .. } = self.kind(assign) else { return None };
                let expression = self.parent(assign)?;
                let is_statement = matches!(self.kind(expression), Kind::Expression { .. })
                    && self.parent(expression) == block
                    && target == *assigned
                    && self.text(operator) == "=";
                let before = |used: NodeId| {
                    let of_declared = self.is_declared_function_between(used, function);
                    of_declared || self.span(assign).end <= self.span(used).start
                };
                (is_statement && used.is_none_or(before)).then_some(assign)
            })
            .last()
    }

    /// Whether a use stands in a function that is called after the code around it has run, as far as can be told: a declared
    /// one within `function`.
    fn is_declared_function_between(&self, used: NodeId, function: Option<NodeId>) -> bool {
        let mut at = self.enclosing_function(used);
        while let Some(inner) = at.filter(|_| at != function) {
            if matches!(self.kind(inner), Kind::Function(parts) if parts.declaration) {
                return true;
            }
            at = self.enclosing_function(inner);
        }
        false
    }

    /// What may be thrown within a statement, by itself: functions within are not looked into.
    pub fn thrown_in(&self, statement: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let span = self.span(statement);
        let function = self.function_of(statement);
        self.shape()
            .thrown
            .iter()
            .copied()
            .filter(move |thrown| span.contains(self.span(*thrown)) && self.enclosing_function(*thrown) == function)
    }

    /// The node when it is a function, else the one around it.
    fn function_of(&self, node: NodeId) -> Option<NodeId> {
        if matches!(self.kind(node), Kind::Function(_)) { Some(node) } else { self.enclosing_function(node) }
    }

    /// The binding a pattern is when it is a plain name.
    pub fn plain_binding(&self, pattern: NodeId) -> Option<BindingId> {
        match self.kind(pattern) {
            Kind::Binding(binding) => Some(binding),
            Kind::DefaultPattern { target, .. } => self.plain_binding(target),
            Kind::Declarator { target, .. } => self.plain_binding(target),
            _ => None,
        }
    }
}

/// The module's own exports: the name, and the expression or declared function that it gives.
pub(super) fn exported_as(module: &Module) -> impl Iterator<Item = (&str, NodeId)> {
    module.facts.exports.iter().filter(|export| !export.type_only).filter_map(|export| {
        let name = match export.name {
            ExportName::Default => "default",
            ExportName::Name(span) => module.text(span),
            ExportName::All => return None,
        };
        let value = match export.source {
            ExportSource::Local(local) => module.initialiser(module.lookup(ScopeId::MODULE, module.text(local))?)?,
            ExportSource::Expression(node) | ExportSource::CommonJs(node) => node,
            ExportSource::From { .. } => return None,
        };
        Some((name, value))
    })
}
