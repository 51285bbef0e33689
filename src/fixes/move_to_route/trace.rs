//! From a secret to the calls that need it, and what has to move with them.
//!
//! The value is followed through constants, objects, headers and clients, within the file and through exports, until each of
//! its uses is a call that can run on the server instead (a *sink*), a statement that configures one, or a test whether
//! the value is there. Any other use is a refusal: a move that leaves one behind would not stop the leak.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::fixes::Refusal;
use crate::flow::{Flow, Module, Place};
use crate::graph::Graph;
use crate::project::{FileId, Layer};
use crate::syntax::ast::{BindingId, Flavour, Kind, NodeId, ScopeId};
use crate::syntax::facts::Imported;

use super::fields::{self, FieldKey, FieldValue};
use super::role::{Role, chain, exported_names, is_test, role, root_of, within};
use super::{lift, line};

/// What moves out of one file.
#[derive(Debug)]
pub(super) struct FileTrace {
    pub module: Arc<Module>,
    /// The calls that need the secret, in source order.
    pub sinks: BTreeSet<NodeId>,
    /// Names whose declaration moves: keys, clients, headers.
    pub moved: BTreeMap<BindingId, Moved>,
    /// Fields of classes whose value moves.
    pub fields: BTreeMap<FieldKey, FieldValue>,
    /// Statements that hand the secret to a client: `sgMail.setApiKey(key)`.
    pub setups: BTreeSet<NodeId>,
    /// Tests whether the secret is there.
    pub tests: BTreeSet<NodeId>,
    /// Imported names that carry the secret: they are imported by the route instead.
    pub imported: BTreeSet<BindingId>,
    /// The module only gives the secret away: it stays as it is, and is no longer imported by client code.
    pub source_only: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Moved {
    /// The declarator (or the function's node), and the expression that makes the value.
    Declared { declaration: NodeId, value: NodeId },
    /// A property of `const { X } = process.env`.
    Env { property: NodeId },
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Held {
    /// The secret itself, or something with it in.
    Value,
    /// What a construction made of it.
    Client,
    /// A function that moves with the calls in it: each call of it is an operation.
    Helper,
}

pub(super) struct Tracer<'a> {
    flow: &'a Flow<'a>,
    graph: &'a Graph,
    files: BTreeMap<FileId, FileTrace>,
    /// Functions that move as they are.
    lifted: &'a BTreeSet<Place>,
    seen: BTreeSet<(FileId, NodeId)>,
    steps: usize,
}

type Step = Result<(), Refusal>;

/// Uses that one move follows.
const STEPS: usize = 2_000;

/// Everything that has to move so that the value at `start` no longer ships.
pub(super) fn trace(
    flow: &Flow<'_>,
    graph: &Graph,
    start: Place,
    lifted: &BTreeSet<Place>,
) -> Result<BTreeMap<FileId, FileTrace>, Refusal> {
    let mut tracer = Tracer { flow, graph, files: BTreeMap::new(), lifted, seen: BTreeSet::new(), steps: 0 };
    let module = tracer.module(start.file)?;
    match module.kind(start.node) {
        // `const { TOKEN } = process.env`
        Kind::Property { value, .. } if module.env_read(start.node).is_some() => {
            let Some(binding) = module.plain_binding(value) else {
                return Err(Refusal(format!("The value is taken apart on line {}.", line(&module, start.node))));
            };
            tracer.bind(&module, binding, Moved::Env { property: start.node }, Held::Value)?;
        }
        Kind::New { .. } | Kind::Call { .. } => tracer.construction(&module, start.node)?,
        _ => tracer.follow(&module, start.node, Held::Value)?,
    }
    Ok(tracer.files)
}

impl Tracer<'_> {
    fn module(&self, file: FileId) -> Result<Arc<Module>, Refusal> {
        self.flow.module(file).ok_or_else(|| Refusal("The file is no script.".to_owned()))
    }

    fn entry(&mut self, module: &Arc<Module>) -> &mut FileTrace {
        self.files.entry(module.id).or_insert_with(|| FileTrace {
            module: Arc::clone(module),
            sinks: BTreeSet::new(),
            moved: BTreeMap::new(),
            fields: BTreeMap::new(),
            setups: BTreeSet::new(),
            tests: BTreeSet::new(),
            imported: BTreeSet::new(),
            source_only: false,
        })
    }

    /// A client that is made without the secret in its arguments is followed like one with it.
    fn construction(&mut self, module: &Arc<Module>, call: NodeId) -> Step {
        match role(self.flow, module, call) {
            Role::Sink => self.sink(module, call),
            _ => self.follow(module, call, Held::Client),
        }
    }

    fn follow(&mut self, module: &Arc<Module>, node: NodeId, held: Held) -> Step {
        if !self.seen.insert((module.id, node)) {
            return Ok(());
        }
        self.steps += 1;
        let Some(parent) = module.parent(node).filter(|_| self.steps < STEPS) else { return Ok(()) };
        if held == Held::Helper {
            return match module.kind(parent) {
                Kind::Call { callee, .. } if callee == node => self.sink(module, parent),
                _ => Err(self.other_use(module, node)),
            };
        }
        match module.kind(parent) {
            Kind::Paren { .. }
            | Kind::TypeCast { .. }
            | Kind::NonNull { .. }
            | Kind::Await { .. }
            | Kind::Spread { .. }
            | Kind::Array { .. } => self.follow(module, parent, held),
            Kind::Template { .. } | Kind::TaggedTemplate { .. } => self.follow(module, parent, Held::Value),
            Kind::Binary { operator, .. } if module.text(operator) == "+" => self.follow(module, parent, held),
            Kind::Binary { .. } | Kind::Unary { .. } => self.tested(module, parent),
            Kind::Logical { operator, left, .. } => {
                if is_test(module, parent) || (left == node && module.text(operator) == "&&") {
                    self.tested(module, parent)
                } else {
                    self.follow(module, parent, held)
                }
            }
            Kind::Conditional { test, .. } if test == node => self.tested(module, node),
            Kind::Conditional { .. } => self.follow(module, parent, held),
            Kind::If { test, .. } if test == node => self.tested(module, node),
            Kind::Property { value, .. } if value == node => match module.parent(parent) {
                Some(owner) if matches!(module.kind(owner), Kind::Object { .. }) => self.follow(module, owner, held),
                Some(class) if matches!(module.kind(class), Kind::Class(_)) => match module.kind(parent) {
                    Kind::Property { key, computed: false, .. } => {
                        self.field(module, (class, module.written(key).to_owned()), node, held)
                    }
                    _ => Err(self.other_use(module, node)),
                },
                _ => Err(self.other_use(module, node)),
            },
            Kind::Declarator { target, init, .. } if init == Some(node) => self.declared(module, parent, target, held),
            Kind::Assign { target, .. } => self.assigned(module, parent, target, held),
            Kind::Member { object, .. } | Kind::Index { object, .. } if object == node => {
                self.member(module, node, held)
            }
            Kind::Call { callee, .. } | Kind::New { callee, .. } if callee == node => {
                self.sink_or_client(module, parent)
            }
            Kind::Call { .. } | Kind::New { .. } => self.argument(module, parent, node),
            Kind::JsxContainer { .. } | Kind::JsxAttribute { .. } | Kind::JsxSpread { .. } => {
                Err(self.rendered(module, parent))
            }
            Kind::Return { .. } => match module.enclosing_function(node) {
                Some(function) => self.returned(module, function, node, held),
                None => Err(self.other_use(module, node)),
            },
            Kind::Function(function) if function.body == Some(node) => self.returned(module, parent, node, held),
            Kind::Expression { .. } => {
                self.entry(module).setups.insert(parent);
                Ok(())
            }
            Kind::Export { .. } => self.exported(module, "default"),
            _ => Err(self.other_use(module, node)),
        }
    }

    fn other_use(&self, module: &Module, node: NodeId) -> Refusal {
        Refusal(format!("The secret is also used on line {}, in a way that cannot move.", line(module, node)))
    }

    fn rendered(&self, module: &Module, node: NodeId) -> Refusal {
        let mut at = node;
        while let Some(parent) = module.parent(at) {
            if let Kind::JsxElement { name: Some(name), .. } = module.kind(parent) {
                return Refusal(format!(
                    "The value is handed to `<{}>` on line {}, which needs it in the browser.",
                    module.written(name),
                    line(module, node)
                ));
            }
            at = parent;
        }
        Refusal(format!("The value is rendered on line {}.", line(module, node)))
    }

    fn declared(&mut self, module: &Arc<Module>, declarator: NodeId, target: NodeId, held: Held) -> Step {
        let Kind::Declarator { init: Some(value), .. } = module.kind(declarator) else { return Ok(()) };
        match module.kind(target) {
            Kind::Binding(binding) => {
                self.bind(module, binding, Moved::Declared { declaration: declarator, value }, held)
            }
            Kind::ObjectPattern { properties } if held == Held::Client => {
                for property in module.list(properties).to_vec() {
                    let (Kind::Property { value: pattern, .. } | Kind::Rest { target: pattern }) =
                        module.kind(property)
                    else {
                        continue;
                    };
                    let Some(binding) = module.plain_binding(pattern) else {
                        return Err(Refusal(format!("The client is taken apart on line {}.", line(module, target))));
                    };
                    self.bind(module, binding, Moved::Declared { declaration: declarator, value }, held)?;
                }
                Ok(())
            }
            _ => Err(Refusal(format!("The value is taken apart on line {}.", line(module, target)))),
        }
    }

    /// All uses of a name that holds it, in this file and, when it is exported, in the files that import it.
    fn bind(&mut self, module: &Arc<Module>, binding: BindingId, moved: Moved, held: Held) -> Step {
        if self.entry(module).moved.insert(binding, moved).is_some() {
            return Ok(());
        }
        let uses = module.uses(binding).to_vec();
        for used in uses {
            self.refuse_reassignment(module, used)?;
            self.follow(module, used, held)?;
        }
        let name = module.text(module.binding(binding).name).to_owned();
        for exported in exported_names(module, &name) {
            self.exported_as(module, &exported, held)?;
        }
        Ok(())
    }

    fn refuse_reassignment(&self, module: &Module, used: NodeId) -> Step {
        match module.parent(used).map(|parent| module.kind(parent)) {
            Some(Kind::Assign { target, .. }) if target == used => Err(Refusal(format!(
                "`{}` gets its value on line {}, after its declaration.",
                module.written(used),
                line(module, used)
            ))),
            _ => Ok(()),
        }
    }

    fn exported(&mut self, module: &Arc<Module>, name: &str) -> Step {
        self.exported_as(module, name, Held::Value)
    }

    /// An export that carries the secret: its client importers' calls move, the module itself stays for the server.
    fn exported_as(&mut self, module: &Arc<Module>, exported: &str, held: Held) -> Step {
        for hop in self.graph.importers(module.id, Layer::Client) {
            let importer = self.module(hop.from)?;
            let Some(import) = importer.facts.imports.iter().find(|import| import.specifier_span == hop.span) else {
                continue;
            };
            for name in import.names.iter().filter(|name| !name.type_only) {
                let same = match name.imported {
                    Imported::Default => exported == "default",
                    Imported::Name(span) => importer.text(span) == exported,
                    Imported::Namespace => {
                        return Err(Refusal(format!(
                            "All of `{}` is imported on line {}; import the names that are used.",
                            hop.specifier,
                            super::line_at(&importer, import.span.start)
                        )));
                    }
                };
                if !same {
                    continue;
                }
                self.entry(module).source_only = true;
                let Some(binding) = importer.lookup(ScopeId::MODULE, importer.text(name.local)) else { continue };
                if self.entry(&importer).imported.insert(binding) {
                    for used in importer.uses(binding).to_vec() {
                        self.follow(&importer, used, held)?;
                    }
                    let local = importer.text(name.local).to_owned();
                    for again in exported_names(&importer, &local) {
                        self.exported_as(&importer, &again, held)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// All uses of a class's field that holds it.
    fn field(&mut self, module: &Arc<Module>, key: FieldKey, node: NodeId, held: Held) -> Step {
        let Some(field) = fields::value(module, &key) else { return Err(self.other_use(module, node)) };
        if self.entry(module).fields.insert(key.clone(), field).is_some() {
            return Ok(());
        }
        let name = &key.1;
        if !fields::is_private(module, &field, name) {
            let importers = self.graph.importers(module.id, Layer::Client).into_iter().map(|hop| hop.from);
            let others: Vec<FileId> = [module.id].into_iter().chain(importers).collect();
            for file in others {
                let other = self.module(file)?;
                if let Some(used) = fields::use_from_outside(&other, name) {
                    return Err(self.other_use(&other, used));
                }
            }
        }
        for used in fields::uses(module, &key) {
            let target = module
                .parent(used)
                .is_some_and(|parent| matches!(module.kind(parent), Kind::Assign { target, .. } if target == used));
            if !target {
                self.follow(module, used, held)?;
            }
        }
        Ok(())
    }

    /// `client = new Client(key)` in a function that makes the client once and gives it to whoever asks.
    fn singleton(&mut self, module: &Arc<Module>, assignment: NodeId, target: NodeId, held: Held) -> Option<Step> {
        let binding = module.resolve(target)?;
        let declaration = module.binding(binding).declaration;
        let Kind::Declarator { init, .. } = module.kind(declaration) else { return None };
        let empty = init.is_none_or(|init| module.kind(init) == Kind::Null || module.written(init) == "undefined");
        let top = module.enclosing_function(declaration).is_none();
        let function = module.enclosing_function(assignment)?;
        let inside = module.uses(binding).iter().all(|used| within(module, *used, function));
        let given = module.returned(function).iter().copied().find(|value| {
            let value = module.unwrapped(*value);
            value == assignment || module.resolve(value) == Some(binding)
        })?;
        if !(empty && top && inside) {
            return None;
        }
        self.entry(module).moved.insert(binding, Moved::Declared { declaration, value: declaration });
        Some(self.returned(module, function, given, held))
    }

    fn assigned(&mut self, module: &Arc<Module>, assignment: NodeId, target: NodeId, held: Held) -> Step {
        if module.kind(target) == Kind::Ident
            && let Some(done) = self.singleton(module, assignment, target, held)
        {
            return done;
        }
        if let Kind::Member { object, .. } = module.kind(target)
            && let Some((_, key)) = fields::of_this(module, object)
        {
            return self.field(module, key, target, held);
        }
        // `sdk.apiKey = key;` configures what it is assigned to.
        let statement =
            module.parent(assignment).filter(|parent| matches!(module.kind(*parent), Kind::Expression { .. }));
        let root = root_of(module, target);
        let sdk = module.kind(root) == Kind::Ident
            && root != target
            && module.resolve(root).is_some_and(|binding| module.import_of(binding).is_some());
        match statement {
            Some(statement) if sdk => {
                self.entry(module).setups.insert(statement);
                self.configured(module, root)
            }
            _ => Err(Refusal(format!(
                "The value is assigned to `{}` on line {}.",
                module.written(target),
                line(module, target)
            ))),
        }
    }

    /// All uses of an SDK that a statement has configured with the secret.
    fn configured(&mut self, module: &Arc<Module>, root: NodeId) -> Step {
        let Some(binding) = module.resolve(root) else { return Ok(()) };
        for used in module.uses(binding).to_vec() {
            let in_setup = self.entry(module).setups.clone().into_iter().any(|setup| within(module, used, setup));
            if !in_setup {
                self.follow(module, used, Held::Client)?;
            }
        }
        Ok(())
    }

    /// `client.messages.create(…)`, `key.trim()`, `client.messages`.
    fn member(&mut self, module: &Arc<Module>, node: NodeId, held: Held) -> Step {
        let (top, calls) = chain(module, node);
        if calls == 0 {
            return match (held, module.parent(top).map(|parent| module.kind(parent))) {
                // `client.timeout = 5`: configuration of a client that moves.
                (Held::Client, Some(Kind::Assign { target, .. })) if target == top => {
                    let assignment = module.parent(top).unwrap_or(top);
                    match module
                        .parent(assignment)
                        .filter(|parent| matches!(module.kind(*parent), Kind::Expression { .. }))
                    {
                        Some(statement) => {
                            self.entry(module).setups.insert(statement);
                            Ok(())
                        }
                        None => Err(self.other_use(module, top)),
                    }
                }
                _ => self.follow(module, top, held),
            };
        }
        match held {
            Held::Client | Held::Helper => self.sink_or_client(module, top),
            // A text made of the value, or a header that is added to a moved object.
            Held::Value => match module.parent(top).map(|parent| (parent, module.kind(parent))) {
                Some((statement, Kind::Expression { .. })) => {
                    self.entry(module).setups.insert(statement);
                    Ok(())
                }
                _ => self.follow(module, top, Held::Value),
            },
        }
    }

    /// A call on a client: an operation, or a part of the client.
    fn sink_or_client(&mut self, module: &Arc<Module>, call: NodeId) -> Step {
        match role(self.flow, module, call) {
            Role::Setup(statement) => {
                self.entry(module).setups.insert(statement);
                Ok(())
            }
            Role::Client => self.follow(module, call, Held::Client),
            Role::Sink => self.sink(module, call),
        }
    }

    fn argument(&mut self, module: &Arc<Module>, call: NodeId, argument: NodeId) -> Step {
        let (Kind::Call { callee, .. } | Kind::New { callee, .. }) = module.kind(call) else { return Ok(()) };
        let callee = module.unwrapped(callee);
        let written = module.written(callee);
        let name = match module.kind(callee) {
            Kind::Member { property, .. } => module.text(property),
            _ => written,
        };
        let carrier = matches!(
            written,
            "btoa" | "String" | "encodeURIComponent" | "Buffer.from" | "JSON.stringify" | "Object.assign"
        ) || (matches!(module.kind(call), Kind::New { .. })
            && matches!(written, "Headers" | "URLSearchParams" | "URL" | "Request" | "TextEncoder"));
        if carrier {
            return self.follow(module, call, Held::Value);
        }
        if matches!(written, "console.log" | "console.error" | "console.warn" | "console.debug" | "console.info") {
            return Err(Refusal(format!("The value is logged on line {}; remove that first.", line(module, call))));
        }
        if matches!(written, "WebSocket" | "EventSource") {
            return Err(Refusal(format!(
                "`{written}` on line {} keeps a connection from the browser: it needs a token endpoint, not a relay.",
                line(module, call)
            )));
        }
        // `form.append('key', KEY)`: what it is added to carries it on.
        if let Kind::Member { object, .. } = module.kind(callee)
            && matches!(name, "append" | "set")
            && module.kind(object) == Kind::Ident
            && let Some(binding) = module.resolve(object)
            && let Some(statement) =
                module.parent(call).filter(|parent| matches!(module.kind(*parent), Kind::Expression { .. }))
            && let Kind::Declarator { init: Some(value), .. } = module.kind(module.binding(binding).declaration)
            && matches!(module.kind(value), Kind::New { .. })
        {
            self.entry(module).setups.insert(statement);
            let declaration = module.binding(binding).declaration;
            return self.bind(module, binding, Moved::Declared { declaration, value }, Held::Value);
        }
        if is_hook(name) && !matches!(name, "useMemo" | "useCallback" | "useRef") {
            return Err(Refusal(format!(
                "The value is handed to `{name}` on line {}, which runs while rendering.",
                line(module, call)
            )));
        }
        let _ = argument;
        match role(self.flow, module, call) {
            Role::Setup(statement) => {
                self.entry(module).setups.insert(statement);
                let root = root_of(module, callee);
                self.configured(module, root)
            }
            Role::Client => self.follow(module, call, Held::Client),
            Role::Sink => self.sink(module, call),
        }
    }

    fn sink(&mut self, module: &Arc<Module>, call: NodeId) -> Step {
        self.seen.insert((module.id, call));
        let mut around = module.enclosing_function(call);
        while let Some(function) = around {
            if self.lifted.contains(&Place { file: module.id, node: function }) {
                return self.lift(module, function);
            }
            around = module.enclosing_function(function);
        }
        if module.enclosing_function(call).is_none() {
            return Err(Refusal(format!(
                "The call on line {} runs when the module is loaded; make it in a server component and pass the result.",
                line(module, call)
            )));
        }
        self.entry(module).sinks.insert(call);
        Ok(())
    }

    /// A helper moves with the calls in it.
    fn lift(&mut self, module: &Arc<Module>, function: NodeId) -> Step {
        let Some(binding) = lift::name_of(module, function) else { return Err(self.other_use(module, function)) };
        let declaration = module.binding(binding).declaration;
        self.bind(module, binding, Moved::Declared { declaration, value: function }, Held::Helper)
    }

    /// `if (!key) throw …`: a test whether it is there.
    fn tested(&mut self, module: &Arc<Module>, node: NodeId) -> Step {
        let mut at = node;
        while let Some(parent) = module.parent(at) {
            match module.kind(parent) {
                Kind::Paren { .. } | Kind::Logical { .. } | Kind::Unary { .. } | Kind::Binary { .. } => at = parent,
                Kind::If { test, alternate: None, consequent } if test == at && only_leaves(module, consequent) => {
                    self.entry(module).tests.insert(parent);
                    return Ok(());
                }
                _ => break,
            }
        }
        Err(Refusal(format!("Whether the secret is there is asked on line {}.", line(module, node))))
    }

    fn returned(&mut self, module: &Arc<Module>, function: NodeId, value: NodeId, held: Held) -> Step {
        let Kind::Function(parts) = module.kind(function) else { return Ok(()) };
        let outer = module.parent(module.wrapped(function));
        // `useMemo(() => new Client(key), [])`
        if let Some(call) = outer
            && let Kind::Call { callee, .. } = module.kind(call)
            && matches!(module.written(callee), "useMemo" | "React.useMemo")
            && let Some(declarator) = module.parent(call)
            && let Kind::Declarator { target, .. } = module.kind(declarator)
            && let Some(binding) = module.plain_binding(target)
        {
            return self.bind(module, binding, Moved::Declared { declaration: declarator, value }, held);
        }
        let binding = parts.name.or_else(|| match outer.map(|outer| module.kind(outer)) {
            Some(Kind::Declarator { target, .. }) => module.plain_binding(target),
            _ => None,
        });
        let Some(binding) = binding else { return Err(self.other_use(module, value)) };
        let declaration = if parts.declaration { function } else { outer.unwrap_or(function) };
        if !matches!(parts.flavour, Flavour::Plain | Flavour::Arrow) {
            return Err(self.other_use(module, value));
        }
        if self.entry(module).moved.insert(binding, Moved::Declared { declaration, value: function }).is_some() {
            return Ok(());
        }
        for used in module.uses(binding).to_vec() {
            match module.parent(used).map(|parent| (parent, module.kind(parent))) {
                Some((call, Kind::Call { callee, .. })) if callee == used => self.follow(module, call, held)?,
                _ => return Err(self.other_use(module, used)),
            }
        }
        let name = module.text(module.binding(binding).name).to_owned();
        if !exported_names(module, &name).is_empty() {
            return Err(Refusal(format!(
                "`{name}` gives the secret to its importers; make the call itself in a function and export that."
            )));
        }
        Ok(())
    }
}

fn is_hook(name: &str) -> bool {
    name.strip_prefix("use").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()))
}

/// Whether a statement only throws, returns nothing, or logs.
fn only_leaves(module: &Module, statement: NodeId) -> bool {
    match module.kind(statement) {
        Kind::Throw { .. } => true,
        Kind::Return { argument } => argument.is_none_or(|argument| {
            matches!(module.kind(argument), Kind::Null | Kind::Bool(_)) || module.written(argument) == "undefined"
        }),
        Kind::Expression { expression } => match module.kind(expression) {
            Kind::Call { callee, .. } => module.written(callee).starts_with("console."),
            _ => false,
        },
        Kind::Block { body } => module.list(body).iter().all(|inner| only_leaves(module, *inner)),
        _ => false,
    }
}
