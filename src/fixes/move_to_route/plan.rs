//! The whole move: from a finding to files and edits.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use camino::Utf8PathBuf;

use super::caller::Cleaning;
use super::errors;
use super::guard;
use super::lift;
use super::naming;
use super::read::Read;
use super::refused;
use super::result;
use super::route::Names;
use super::slice::{self, Slice, Surroundings};
use super::stream;
use super::target::{self, Router, Site, Target};
use super::trace::{self, FileTrace};
use super::types::Types;
use super::visitors::{self, Audience};
use super::{line, line_at};
use crate::fixes::env_rename::{self, Rename};
use crate::fixes::extract_to_env::{self, Literal};
use crate::fixes::imports::Alias;
use crate::fixes::{Plan, Refusal, names};
use crate::flow::{Flow, Module, Place};
use crate::project::{App, FileId, FileKind, Layer, Project};
use crate::rules::{Context, Finding};
use crate::secrets::NameVerdict;
use crate::syntax::ast::{Kind, NodeId};
use crate::text::Span;

/// What a move is made of, and how it is called in a menu.
pub(super) struct Move {
    pub plan: Plan,
    pub title: String,
    /// A guard was found: the route works for those who may use it.
    pub guarded: bool,
}

pub(super) struct Planner<'a> {
    pub context: &'a Context<'a>,
    pub flow: &'a Flow<'a>,
    pub finding: &'a Finding,
    pub app: &'a App,
    pub alias: Option<Alias>,
    pub audience: Audience,
}

/// Plans the move of everything that needs the finding's secret.
pub(super) fn plan(context: &Context<'_>, finding: &Finding, audience: Audience) -> Result<Move, Refusal> {
    let flow = Flow::new(context.project, context.graph, context.memo);
    let Some(node) = finding.subject.node else {
        return Err(Refusal("There is no code at this place that could move.".to_owned()));
    };
    let source = context.project.file(finding.file).ok_or_else(|| Refusal("The file is gone.".to_owned()))?;
    if source.kind == FileKind::Markup {
        return Err(Refusal("Move the call into a script of its own first.".to_owned()));
    }
    if source.path.as_str().contains("/node_modules/") {
        return Err(Refusal("The file belongs to a package.".to_owned()));
    }
    let module = flow.module(finding.file).ok_or_else(|| Refusal("The file is no script.".to_owned()))?;
    let app = app_of(context, finding)?;
    let alias = alias(context, &flow, app, &module);
    let planner = Planner { context, flow: &flow, finding, app, alias, audience };
    planner.plan(&module, node)
}

/// The app that ships the file: its own, else the one whose bundle it gets into.
fn app_of<'a>(context: &Context<'a>, finding: &Finding) -> Result<&'a App, Refusal> {
    let own = context.project.app_of(finding.file).filter(|app| !app.framework.package.is_empty());
    let root = finding.chain.as_ref().map(|chain| chain.root);
    let shipping = root.and_then(|root| context.project.app_of(root)).filter(|app| !app.framework.package.is_empty());
    own.or(shipping).ok_or_else(|| Refusal("No server framework was found in this package.".to_owned()))
}

fn alias(context: &Context<'_>, flow: &Flow<'_>, app: &App, module: &Module) -> Option<Alias> {
    Alias::learned(context.project, &app.root, [module])
        .or_else(|| {
            guard::scripts(context.project, &app.root).take(400).find_map(|path| {
                let file = context.project.by_path(&path)?;
                let text = file.text();
                if !["'@/", "\"@/", "'~/", "\"~/", "'#/", "\"#/"].iter().any(|start| text.contains(start)) {
                    return None;
                }
                let module = flow.module(file.id)?;
                Alias::learned(context.project, &app.root, [&*module])
            })
        })
        .or_else(|| Alias::configured(context.project, &app.root))
}

/// One call with everything that is known of it.
pub(super) struct Operation {
    pub file: FileId,
    pub slice: Slice,
    pub read: Read,
    /// Types in its file that describe the result as the package gives it.
    pub retyped: Vec<Span>,
    pub errors: errors::ErrorUse,
    pub raw: bool,
    /// The result comes in pieces.
    pub stream: bool,
    pub target: Target,
    pub names: Names,
    pub result_name: Option<String>,
    /// It spends money or changes something.
    pub costs: bool,
}

/// Why a move cannot be, and the call that stands in its way.
struct Failure {
    refusal: Refusal,
    at: Option<Place>,
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self { refusal, at: None }
    }
}

impl Planner<'_> {
    pub(super) fn project(&self) -> &Project {
        self.context.project
    }

    fn plan(&self, module: &Arc<Module>, node: NodeId) -> Result<Move, Refusal> {
        let site = target::site(self.project(), self.context.graph, self.app, module)?;
        let start = Place { file: module.id, node };
        // Where a call cannot be cut out of the helper that makes it, the helper moves.
        let mut lifted: BTreeSet<Place> = BTreeSet::new();
        let mut first = None;
        loop {
            match self.attempt(&site, start, &lifted) {
                Ok(moved) => return Ok(moved),
                Err(failure) => {
                    let helper = failure.at.and_then(|place| {
                        let module = self.flow.module(place.file)?;
                        let function = lift::liftable(self.context.graph, &module, place.node)?;
                        Some(Place { file: place.file, node: function })
                    });
                    let refusal = first.get_or_insert(failure.refusal).clone();
                    match helper {
                        Some(helper) if lifted.insert(helper) && lifted.len() < 4 => {}
                        _ => return Err(refusal),
                    }
                }
            }
        }
    }

    /// Plans the move with these helpers moved as they are.
    fn attempt(&self, site: &Site<'_>, start: Place, lifted: &BTreeSet<Place>) -> Result<Move, Failure> {
        let traces = trace::trace(self.flow, self.context.graph, start, lifted)?;
        if traces.values().all(|trace| trace.sinks.is_empty()) {
            let reason = "No call that uses the value was found here; there is nothing to move.";
            return Err(Refusal(reason.to_owned()).into());
        }
        for trace in traces.values() {
            self.refuse_unreadable(trace)?;
            self.refuse_server_use(trace)?;
        }
        self.refuse_other_importers(&traces)?;
        // Which variables get another name depends on what moves; what moves is written with their names.
        let drafts = self.operations(site, &traces, &str::to_owned)?;
        let gone = gone(&traces, &drafts);
        let renames = self.renames(&traces, &gone);
        let env_name = |name: &str| {
            renames
                .iter()
                .find(|rename| rename.from == name)
                .map_or_else(|| name.to_owned(), |rename| rename.to.clone())
        };
        let operations = self.operations(site, &traces, &env_name)?;
        Ok(self.emit(site, &traces, &operations, &renames, &gone)?)
    }

    fn operations(
        &self,
        site: &Site<'_>,
        traces: &BTreeMap<FileId, FileTrace>,
        env_name: &dyn Fn(&str) -> String,
    ) -> Result<Vec<Operation>, Failure> {
        let mut operations: Vec<Operation> = Vec::new();
        for trace in traces.values() {
            for sink in &trace.sinks {
                let at = Place { file: trace.module.id, node: *sink };
                let operation = self
                    .operation(site, trace, *sink, env_name, &operations)
                    .map_err(|refusal| Failure { refusal, at: Some(at) })?;
                operations.push(operation);
            }
        }
        Ok(operations)
    }

    /// Half-written code is not moved.
    fn refuse_unreadable(&self, trace: &FileTrace) -> Result<(), Refusal> {
        let module = &trace.module;
        match module.facts.errors.first() {
            Some(error) => {
                Err(Refusal(format!("Fix the syntax error on line {} first.", line_at(module, error.start))))
            }
            None => Ok(()),
        }
    }

    /// What the server itself calls must not become a request to itself.
    fn refuse_server_use(&self, trace: &FileTrace) -> Result<(), Refusal> {
        let graph = self.context.graph;
        if trace.sinks.is_empty() || !graph.server(trace.module.id) {
            return Ok(());
        }
        let importer = graph
            .importers(trace.module.id, Layer::Server)
            .into_iter()
            .find(|hop| graph.client(hop.from).is_none() && graph.server(hop.from));
        match importer {
            Some(hop) => Err(Refusal(format!(
                "`{}` is also used on the server, by `{}`; split it first.",
                self.project().relative(trace.module.id),
                self.project().relative(hop.from)
            ))),
            None => Ok(()),
        }
    }

    /// A module that gives the secret away must not stay in the browser for another of its exports.
    fn refuse_other_importers(&self, traces: &BTreeMap<FileId, FileTrace>) -> Result<(), Refusal> {
        for trace in traces.values().filter(|trace| trace.source_only) {
            for hop in self.context.graph.importers(trace.module.id, Layer::Client) {
                let Some(importer) = self.flow.module(hop.from) else { continue };
                let carried = traces.get(&hop.from);
                let Some(import) = importer.facts.imports.iter().find(|import| import.specifier_span == hop.span)
                else {
                    continue;
                };
                for name in import.names.iter().filter(|name| !name.type_only) {
                    let binding = importer.lookup(crate::syntax::ast::ScopeId::MODULE, importer.text(name.local));
                    let moves =
                        binding.is_some_and(|binding| carried.is_some_and(|trace| trace.imported.contains(&binding)));
                    if !moves {
                        return Err(Refusal(format!(
                            "`{}` is also imported for `{}` by `{}`; split it first.",
                            self.project().relative(trace.module.id),
                            importer.text(name.local),
                            self.project().relative(hop.from)
                        )));
                    }
                }
            }
        }
        Ok(())
    }

    /// The public variables that nothing in the browser reads any more, and their private names.
    fn renames(&self, traces: &BTreeMap<FileId, FileTrace>, gone: &Gone) -> Vec<Rename> {
        let moved = |file: FileId, span: Span| moves(traces, gone, file, span);
        let catalogue = self.context.catalogue;
        let prefixes: Vec<&str> = self.app.config.env_prefixes.iter().map(|prefix| &**prefix).collect();
        let mut found: Vec<Rename> = Vec::new();
        for trace in traces.values() {
            let module = &trace.module;
            for read in &module.facts.env_reads {
                let Some(name) = read.name.filter(|name| moved(module.id, *name)) else { continue };
                let name = module.text(name).trim_matches(['\'', '"', '`']);
                let secret = self.finding.subject.variable.as_deref() == Some(name)
                    || trace.moved.values().any(|moved| holds(module, *moved, read.span))
                    || trace.fields.values().any(|field| module.span(field.item()).contains(read.span))
                    || trace.setups.iter().any(|setup| module.span(*setup).contains(read.span))
                    || matches!(catalogue.classify_name(name, &prefixes), NameVerdict::Secret(_));
                let known = found.iter().any(|rename| rename.from == name);
                if known || !secret {
                    continue;
                }
                let Some(to) = env_rename::private_name(self.app, name) else { continue };
                if env_rename::client_reader(self.project(), self.context.graph, name, &moved).is_none() {
                    found.push(Rename { from: name.to_owned(), to });
                }
            }
        }
        found.sort_by(|a, b| a.from.cmp(&b.from));
        found
    }

    fn operation(
        &self,
        site: &Site<'_>,
        trace: &FileTrace,
        sink: NodeId,
        env_name: &dyn Fn(&str) -> String,
        before: &[Operation],
    ) -> Result<Operation, Refusal> {
        let module = &trace.module;
        let types = Types::new(self.flow, self.project());
        let around = Surroundings {
            flow: self.flow,
            project: self.project(),
            types: &types,
            trace,
            env_name,
            literal: self.extracted(module)?.map(|(span, text, _)| (span, text)),
            provider: self.finding.provider,
        };
        let streams = stream::asked(module, sink);
        let mut slice = slice::slice(&around, sink)?;
        if self.audience == Audience::Visitors {
            visitors::bound(&mut slice, line(module, sink))?;
        }
        let callee = self.flow.callee(Place { file: module.id, node: sink });
        // What `fetch` gives is a `Response`; a client like axios gives the data.
        let raw = slice.request.is_some() && callee.is_none();
        self.refuse_synchronous(module, sink)?;
        let (read, retyped) = result::read(self.flow, self.context.graph, &types, module, sink, raw)?;
        let piecewise = streams && !raw && site.router == Router::App && stream::only_pieces(&read);
        if stream::pages(module, sink) || streams && !piecewise {
            return Err(refused(
                module,
                sink,
                "The call on line {} streams its result, which a plain route does not; write the route by hand, or ask for all \
                 of it at once.",
            ));
        }
        let errors = errors::read(module, sink)?;
        let host = slice.request.as_ref().and_then(|request| request.host.clone());
        let url = slice.request.as_ref().and_then(|request| request.url).filter(|url| url.file == module.id);
        let url = url.and_then(|url| naming::address(module, url.node));
        let provider = self.finding.provider.filter(|_| raw);
        let operation = naming::operation(module, sink, callee.as_ref(), host.as_deref(), url, provider);
        let planned: Vec<Utf8PathBuf> = before.iter().map(|operation| operation.target.path.clone()).collect();
        let fallback = naming::enclosing_name(module, sink);
        let target = site.target(self.project(), &operation, fallback.as_deref(), &planned)?;
        let names = self.names(module, &slice, &target, before);
        let costs = costs(module, sink, raw, &slice);
        let result_name = bound_name(module, sink);
        Ok(Operation {
            file: module.id,
            slice,
            read,
            retyped,
            errors,
            raw,
            stream: streams,
            target,
            names,
            result_name,
            costs,
        })
    }

    /// A secret that is written into the file is read from the environment by the route: its place, what stands for it there,
    /// and the variable with its value.
    pub(super) fn extracted(&self, module: &Module) -> Result<Option<(Span, String, (String, String))>, Refusal> {
        if self.finding.rule != "hardcoded-secret-in-client" || module.id != self.finding.file {
            return Ok(None);
        }
        let Some(node) = self.finding.subject.node else { return Ok(None) };
        let literal = Literal::of(self.context.catalogue, module, node).ok_or_else(|| {
            refused(module, node, "The value on line {} is put together from parts; write it as one literal first.")
        })?;
        let name = extract_to_env::variable_name(self.context.catalogue, self.finding, module, node, self.app);
        let text = literal.replacement(&name, module.facts.typescript);
        Ok(Some((module.span(node), text, (name, literal.value))))
    }

    /// A route answers later: what needs the value at once cannot wait for it.
    fn refuse_synchronous(&self, module: &Module, sink: NodeId) -> Result<(), Refusal> {
        let mut outer = sink;
        while let Some(parent) = module.parent(outer) {
            match module.kind(parent) {
                Kind::Paren { .. }
                | Kind::NonNull { .. }
                | Kind::TypeCast { .. }
                | Kind::Conditional { .. }
                | Kind::Logical { .. } => {
                    outer = parent;
                }
                _ => break,
            }
        }
        let later = match module.parent(outer).map(|parent| module.kind(parent)) {
            Some(
                Kind::Await { .. }
                | Kind::Expression { .. }
                | Kind::Return { .. }
                | Kind::Function(_)
                | Kind::Array { .. },
            ) => true,
            Some(Kind::Unary { operator, .. }) => module.text(operator) == "void",
            Some(Kind::Member { property, .. }) => matches!(module.text(property), "then" | "catch" | "finally"),
            Some(Kind::Declarator { target, .. }) => module.plain_binding(target).is_some_and(|binding| {
                let uses = module.uses(binding);
                !uses.is_empty() && uses.iter().all(|used| awaited(module, *used))
            }),
            Some(Kind::Call { callee, .. }) => callee != outer && !module.written(callee).starts_with("set"),
            _ => false,
        };
        if later {
            return Ok(());
        }
        Err(refused(
            module,
            sink,
            "The value of the call on line {} is needed at once; load it on the server and pass it on.",
        ))
    }

    fn names(&self, module: &Module, slice: &Slice, target: &Target, before: &[Operation]) -> Names {
        let in_caller = |name: &str| {
            (0..module.ast().bindings.len())
                .map(crate::syntax::ast::BindingId::new)
                .any(|binding| module.text(module.binding(binding).name) == name)
                || module.ast().nodes.iter().any(|node| node.kind == Kind::Ident && module.text(node.span) == name)
                || module.facts.type_names.iter().any(|span| module.text(*span) == name)
                || before.iter().any(|operation| operation.file == module.id && operation.names.function == name)
        };
        let base = names::camel(&target.slug);
        let function = [base.clone(), format!("request{}", names::pascal(&target.slug))]
            .into_iter()
            .find(|name| !in_caller(name) && !names::is_reserved(name))
            .unwrap_or_else(|| names::free(&base, in_caller));
        let reserved = [
            "parse",
            "POST",
            "handler",
            "request",
            "req",
            "res",
            "input",
            "error",
            "auth",
            "rateLimit",
            "sameOrigin",
            "readJson",
            "onThisSite",
            "jsonLines",
            "callerAddress",
            "isServed",
            "escapeHtml",
        ];
        let operation = names::free(&base, |name| slice.names.contains(name) || reserved.contains(&name));
        let pascal = names::pascal(&target.slug);
        Names {
            function,
            operation,
            request: names::free(&format!("{pascal}Request"), in_caller),
            response: names::free(&format!("{pascal}Response"), in_caller),
        }
    }
}

/// What leaves each file.
pub(super) type Gone = BTreeMap<FileId, BTreeSet<NodeId>>;

fn gone(traces: &BTreeMap<FileId, FileTrace>, operations: &[Operation]) -> Gone {
    traces
        .iter()
        .map(|(file, trace)| {
            let own: Vec<&Operation> = operations.iter().filter(|operation| operation.file == *file).collect();
            let taken = own.iter().flat_map(|operation| operation.slice.taken.iter().copied()).collect();
            let sent = own.iter().flat_map(|operation| operation.slice.sent.iter().copied()).collect();
            (*file, Cleaning { trace, taken, sdks: BTreeSet::new(), retyped: Vec::new(), sent }.gone())
        })
        .collect()
}

/// Whether a place stands in what leaves the browser.
pub(super) fn moves(traces: &BTreeMap<FileId, FileTrace>, gone: &Gone, file: FileId, span: Span) -> bool {
    let Some(trace) = traces.get(&file) else { return false };
    trace.source_only
        || gone.get(&file).is_some_and(|gone| gone.iter().any(|node| trace.module.span(*node).contains(span)))
}

fn holds(module: &Module, moved: trace::Moved, span: Span) -> bool {
    match moved {
        trace::Moved::Declared { declaration, .. } => module.span(declaration).contains(span),
        trace::Moved::Env { property } => module.span(property).contains(span),
    }
}

fn awaited(module: &Module, used: NodeId) -> bool {
    match module.parent(used).map(|parent| module.kind(parent)) {
        Some(Kind::Await { .. } | Kind::Array { .. }) => true,
        Some(Kind::Member { property, .. }) => matches!(module.text(property), "then" | "catch" | "finally"),
        Some(Kind::Return { .. }) => true,
        _ => false,
    }
}

/// What the caller binds the result to: `const message = await …`.
fn bound_name(module: &Module, sink: NodeId) -> Option<String> {
    let outer = module.wrapped(sink);
    match module.parent(outer).map(|parent| module.kind(parent)) {
        Some(Kind::Declarator { target, .. }) => match module.kind(target) {
            Kind::Binding(_) => Some(module.written(target).to_owned()),
            _ => None,
        },
        _ => None,
    }
}

/// Whether a call spends money or changes something: reads do not.
fn costs(module: &Module, sink: NodeId, raw: bool, slice: &Slice) -> bool {
    if raw {
        let call = &slice.call;
        return call.contains("method:") && !call.contains("'GET'") && !call.contains("\"GET\"");
    }
    // `api.get(…).json()`, `db.from('notes').select()`: the verb may stand anywhere in the chain.
    let path = naming::written_path(module, sink).to_ascii_lowercase();
    let verbs: Vec<&str> = path.split('.').collect();
    let reads = |verb: &&str| {
        ["get", "list", "retrieve", "find", "fetch", "read", "count", "head", "select", "all"]
            .iter()
            .any(|read| verb == read || ["get", "list", "find", "fetch"].contains(read) && verb.starts_with(read))
    };
    let writes = |verb: &&str| {
        ["create", "insert", "update", "upsert", "delete", "remove", "post", "put", "patch", "send", "rpc", "invoke"]
            .iter()
            .any(|write| verb.starts_with(write))
    };
    verbs.iter().any(writes) || !verbs.iter().any(reads)
}
