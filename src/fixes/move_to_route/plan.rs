//! The whole move: from a finding to files and edits.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use camino::Utf8PathBuf;

use super::caller::{self, Cleaning};
use super::capture::Role;
use super::facade::Facade;
use super::guard::{self, Guard};
use super::naming;
use super::result::{self, Read};
use super::route::{Names, Route};
use super::slice::{self, Slice, Surroundings};
use super::support::{self, Helper};
use super::target::{self, Router, Site, Target};
use super::trace::{self, FileTrace};
use super::types::Types;
use super::{errors, house, line_at, refused};
use crate::fixes::env_rename::{self, Rename};
use crate::fixes::imports::{Alias, Imports, specifier};
use crate::fixes::{Edit, EditLabel, NewFile, Plan, Refusal, check, house_style, names};
use crate::flow::{Flow, Module, Place};
use crate::project::{App, FileId, FileKind, Layer, Project, Resolution};
use crate::rules::{Context, Finding};
use crate::secrets::{Catalogue, NameVerdict};
use crate::syntax::ast::{Kind, NodeId};
use crate::syntax::facts::Imported;
use crate::text::Span;

/// What a move is made of, and how it is called in a menu.
pub(super) struct Move {
    pub plan: Plan,
    pub title: String,
    /// A guard was found: the route works for those who may use it.
    pub guarded: bool,
}

struct Planner<'a> {
    context: &'a Context<'a>,
    flow: &'a Flow<'a>,
    finding: &'a Finding,
    app: &'a App,
    alias: Option<Alias>,
}

/// Plans the move of everything that needs the finding's secret.
pub(super) fn plan(context: &Context<'_>, finding: &Finding) -> Result<Move, Refusal> {
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
    let planner = Planner { context, flow: &flow, finding, app, alias: alias(context, &flow, app, &module) };
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
struct Operation {
    file: FileId,
    slice: Slice,
    read: Read,
    errors: errors::ErrorUse,
    raw: bool,
    target: Target,
    names: Names,
    result_name: Option<String>,
    /// It spends money or changes something.
    costs: bool,
}

impl Planner<'_> {
    fn project(&self) -> &Project {
        self.context.project
    }

    fn plan(&self, module: &Arc<Module>, node: NodeId) -> Result<Move, Refusal> {
        let site = target::site(self.project(), self.context.graph, self.app, module)?;
        let start = Place { file: module.id, node };
        let traces = trace::trace(self.flow, self.context.graph, start)?;
        if traces.values().all(|trace| trace.sinks.is_empty()) {
            return Err(Refusal("No call that uses the value was found here; there is nothing to move.".to_owned()));
        }
        for trace in traces.values() {
            self.refuse_unreadable(trace)?;
            self.refuse_server_use(trace)?;
        }
        self.refuse_other_importers(&traces)?;
        let renames = self.renames(&traces);
        let env_name = |name: &str| {
            renames
                .iter()
                .find(|rename| rename.from == name)
                .map_or_else(|| name.to_owned(), |rename| rename.to.clone())
        };
        let mut operations: Vec<Operation> = Vec::new();
        for trace in traces.values() {
            for sink in &trace.sinks {
                let operation = self.operation(&site, trace, *sink, &env_name, &operations)?;
                operations.push(operation);
            }
        }
        self.emit(&site, &traces, &operations, &renames)
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
    fn renames(&self, traces: &BTreeMap<FileId, FileTrace>) -> Vec<Rename> {
        let moved = |file: FileId, span: Span| moves(traces, file, span);
        let catalogue = Catalogue::builtin();
        let prefixes: Vec<&str> = self.app.config.env_prefixes.iter().map(|prefix| &**prefix).collect();
        let mut found: Vec<Rename> = Vec::new();
        for trace in traces.values() {
            let module = &trace.module;
            for read in &module.facts.env_reads {
                let Some(name) = read.name.filter(|name| moved(module.id, *name)) else { continue };
                let name = module.text(name).trim_matches(['\'', '"', '`']);
                let secret = self.finding.subject.variable.as_deref() == Some(name)
                    || trace.moved.values().any(|moved| holds(module, *moved, read.span))
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
            provider: self.finding.provider,
        };
        self.refuse_stream(module, sink)?;
        let slice = slice::slice(&around, sink)?;
        let callee = self.flow.callee(Place { file: module.id, node: sink });
        // What `fetch` gives is a `Response`; a client like axios gives the data.
        let raw = slice.request.is_some() && callee.is_none();
        self.refuse_synchronous(module, sink)?;
        let read = result::read(self.flow, self.context.graph, module, sink, raw)?;
        let errors = errors::read(module, sink)?;
        let host = slice.request.as_ref().and_then(|request| request.host.clone());
        let operation = naming::operation(module, sink, callee.as_ref(), host.as_deref());
        let planned: Vec<Utf8PathBuf> = before.iter().map(|operation| operation.target.path.clone()).collect();
        let fallback = naming::enclosing_name(module, sink);
        let target = site.target(self.project(), &operation, fallback.as_deref(), &planned)?;
        let names = self.names(module, &slice, &target, before);
        let costs = costs(module, sink, raw, &slice);
        let result_name = bound_name(module, sink);
        Ok(Operation { file: module.id, slice, read, errors, raw, target, names, result_name, costs })
    }

    /// `stream: true`, `for await`: not data that a route gives back at once.
    fn refuse_stream(&self, module: &Module, sink: NodeId) -> Result<(), Refusal> {
        let text = module.written(sink);
        let outer = module.wrapped(sink);
        let looped = module
            .parent(outer)
            .is_some_and(|parent| matches!(module.kind(parent), Kind::ForEach { awaits: true, .. }));
        if looped || text.contains("stream: true") || text.contains("stream:true") {
            return Err(refused(module, sink, "The call on line {} streams its result, which a plain route does not."));
        }
        Ok(())
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

    fn emit(
        &self,
        site: &Site<'_>,
        traces: &BTreeMap<FileId, FileTrace>,
        operations: &[Operation],
        renames: &[Rename],
    ) -> Result<Move, Refusal> {
        let mut plan = Plan::default();
        let mut title = None;
        let mut guarded = false;
        let mut helpers: Vec<Helper> = Vec::new();
        for operation in operations {
            let Some(trace) = traces.get(&operation.file) else { continue };
            let (text, guard, needed) = self.route(site, trace, operation)?;
            title.get_or_insert_with(|| self.title(operation, &guard, operations.len()));
            guarded = !guard.stub;
            let neighbours = self.neighbours(&trace.module);
            let neighbours: Vec<&_> = neighbours.iter().map(|facts| &**facts).collect();
            for helper in needed {
                if helpers.contains(&helper) {
                    continue;
                }
                self.add_helper(&mut plan, &helper, &neighbours);
                helpers.push(helper);
            }
            let path = &operation.target.path;
            let style = house_style::of_new_file(self.project(), self.app, path, &neighbours);
            plan.creates.push(NewFile { path: path.clone(), text: house_style::print_file(text, path, &style) });
        }
        for trace in traces.values().filter(|trace| !trace.sinks.is_empty()) {
            let changes = self.caller(site, trace, operations)?;
            plan.edits.extend(changes.into_iter().map(|(span, text)| Edit {
                file: trace.module.id,
                span,
                text,
                label: EditLabel::Caller,
            }));
        }
        // Modules that only give the value away stay, and keep reading it: under its private name.
        let moved = |file: FileId, span: Span| {
            traces.get(&file).is_some_and(|trace| !trace.source_only) && moves(traces, file, span)
        };
        for rename in renames {
            plan.edits.extend(env_rename::edits(self.project(), self.app, rename, &moved)?);
        }
        self.notes(&mut plan, operations, renames, guarded);
        let plan = check::checked(self.project(), plan)?;
        Ok(Move { plan, title: title.unwrap_or_default(), guarded })
    }

    /// The texts that a new file's style is measured in: its caller first.
    fn neighbours(&self, module: &Module) -> Vec<Arc<crate::syntax::facts::Facts>> {
        let mut found = vec![Arc::clone(&module.facts)];
        for path in guard::scripts(self.project(), &self.app.root).take(400) {
            if found.len() > 3 {
                break;
            }
            if let Some(file) = self.project().by_path(&path).filter(|file| file.text().len() > 400) {
                found.push(file.facts());
            }
        }
        found
    }

    fn add_helper(&self, plan: &mut Plan, helper: &Helper, neighbours: &[&crate::syntax::facts::Facts]) {
        match helper {
            Helper::Ready(_) => {}
            Helper::New(path, text) => {
                if plan.creates.iter().any(|file| file.path == *path) {
                    return;
                }
                let style = house_style::of_new_file(self.project(), self.app, path, neighbours);
                plan.creates
                    .push(NewFile { path: path.clone(), text: house_style::print_file(text.clone(), path, &style) });
            }
            Helper::Longer(path, text) => {
                let Some(file) = self.project().by_path(path) else { return };
                let facts = file.facts();
                let style = house_style::of_new_file(self.project(), self.app, path, &[&facts]);
                let printed = house_style::print_snippet(text, path, &style, "", 0);
                let source = file.text();
                let end = source.len() as u32;
                let gap = if source.ends_with('\n') { "\n" } else { "\n\n" };
                let text = style.line_ends(format!("{gap}{printed}\n"));
                plan.edits.push(Edit { file: file.id, span: Span::new(end, end), text, label: EditLabel::Other });
            }
        }
    }

    /// A route's text, its guard, and the helper files it needs.
    fn route(
        &self,
        site: &Site<'_>,
        trace: &FileTrace,
        operation: &Operation,
    ) -> Result<(String, Guard, Vec<Helper>), Refusal> {
        let alias = self.alias.as_ref();
        let path = &operation.target.path;
        let reply = self.reply(site);
        let guard = guard::find(self.flow, self.project(), site, alias, path, reply);
        let mut imports = Imports::default();
        if site.router == Router::Pages && site.typescript {
            imports.type_name("next", "NextApiRequest");
            imports.type_name("next", "NextApiResponse");
        }
        if reply == "NextResponse" {
            imports.name("next/server", "NextResponse");
        }
        self.take_imports(trace, &operation.slice, path, &mut imports)?;
        imports.merge(&guard.imports);
        let mut helpers = Vec::new();
        let route_guard = support::route_guard(self.flow, self.project(), site, guard.stub);
        let from = specifier(alias, path, route_guard.path());
        imports.name(&from, "sameOrigin");
        imports.name(&from, "readJson");
        if guard.stub {
            imports.name(&from, "requireCaller");
        }
        helpers.push(route_guard);
        let mut limit = None;
        if operation.costs {
            limit = Some(match house::limiter(self.flow, self.project(), site, alias, path) {
                Some((code, needed, _)) => {
                    imports.merge(&needed);
                    code
                }
                None => {
                    let address = guard.caller.is_none();
                    let helper = support::rate_limit(self.flow, self.project(), site, address);
                    let from = specifier(alias, path, helper.path());
                    imports.name(&from, "rateLimit");
                    if address {
                        imports.name(&from, "callerAddress");
                    }
                    helpers.push(helper);
                    let caller = guard
                        .caller
                        .clone()
                        .unwrap_or_else(|| format!("callerAddress({})", guard::request(site.router)));
                    let slug = &operation.target.slug;
                    let refusal = guard::answer(site.router, reply, "rate-limited", 429);
                    format!("if (!rateLimit(`{slug}:${{{caller}}}`, 60, 10 * 60_000)) {refusal}\n")
                }
            });
        }
        let route = Route {
            site,
            target: &operation.target,
            slice: &operation.slice,
            guard: &guard,
            limit,
            result: &operation.read,
            raw: operation.raw,
            errors: operation.errors,
            imports,
            reply,
            result_name: operation.result_name.clone(),
            names: &operation.names,
        };
        let text = route.text();
        Ok((text, guard, helpers))
    }

    /// `NextResponse` where the app's routes answer with it.
    fn reply(&self, site: &Site<'_>) -> &'static str {
        if site.router == Router::Pages {
            return "Response";
        }
        let (mut next, mut plain) = (0_usize, 0_usize);
        for path in guard::scripts(self.project(), &self.app.root).filter(|path| path.file_stem() == Some("route")) {
            let Some(file) = self.project().by_path(&path) else { continue };
            let text = file.text();
            next += usize::from(text.contains("NextResponse.json("));
            plain += usize::from(text.contains(" Response.json("));
        }
        if next > plain { "NextResponse" } else { "Response" }
    }

    /// The caller's imports that the slice uses, as the route writes them.
    fn take_imports(
        &self,
        trace: &FileTrace,
        slice: &Slice,
        route: &camino::Utf8Path,
        imports: &mut Imports,
    ) -> Result<(), Refusal> {
        let module = &trace.module;
        for binding in &slice.imports {
            let Some((import, name)) = module.import_of(*binding) else { continue };
            let Some(written) = import.specifier.as_deref() else { continue };
            let target = match self.project().resolve(module.id, written, Layer::Server) {
                Resolution::File(file) if written.starts_with('.') => match self.project().files.path(file) {
                    Some(path) => specifier(self.alias.as_ref(), route, &path),
                    None => written.to_owned(),
                },
                Resolution::Missing if written.starts_with('.') => {
                    return Err(Refusal(format!("`{written}` could not be found from the route.")));
                }
                _ => written.to_owned(),
            };
            let local = module.text(name.local);
            match name.imported {
                Imported::Default => imports.default_name(&target, local),
                Imported::Namespace => imports.namespace(&target, local),
                Imported::Name(span) => {
                    let imported = module.text(span);
                    let text = if imported == local { local.to_owned() } else { format!("{imported} as {local}") };
                    imports.name(&target, &text);
                }
            }
        }
        Ok(())
    }

    /// The edits in one calling file.
    fn caller(
        &self,
        site: &Site<'_>,
        trace: &FileTrace,
        operations: &[Operation],
    ) -> Result<Vec<caller::Change>, Refusal> {
        let module = &trace.module;
        let path = self.project().files.path(module.id).ok_or_else(|| Refusal("The file is gone.".to_owned()))?;
        let style = crate::fixes::style::Style::measured(&[&module.facts]);
        let typescript = site.typescript && module.facts.typescript;
        let own: Vec<&Operation> = operations.iter().filter(|operation| operation.file == module.id).collect();
        let cleaning = Cleaning {
            trace,
            taken: own.iter().flat_map(|operation| operation.slice.taken.iter().copied()).collect(),
            sdks: self.sdks(trace, &own),
        };
        let mut changes = cleaning.changes()?;
        let mut import_lines = Vec::new();
        let mut functions = Vec::new();
        for operation in own {
            let facade = Facade {
                target: &operation.target,
                names: &operation.names,
                fields: &operation.slice.fields,
                raw: operation.raw,
                errors: operation.errors,
                signal: operation.slice.signal.is_some(),
                typescript,
                route: typescript.then(|| specifier(self.alias.as_ref(), &path, &operation.target.path)),
            };
            if let Some(import) = facade.import() {
                import_lines.push(house_style::print_snippet(&import, &path, &style, "", 0));
            }
            functions.push(house_style::print_snippet(&facade.text(), &path, &style, "", 0));
            let sink = module.span(operation.slice.sink);
            let call = facade.call(operation.slice.signal.as_deref());
            changes.push((sink, self.at_call(module, &path, &style, sink, &call)));
            changes.extend(annotation_change(module, operation));
        }
        let mut changes = caller::disjoint(changes);
        caller::insert(module, &style, &mut changes, &import_lines, &functions);
        Ok(changes)
    }

    /// The call's text, broken where the line would get too long.
    fn at_call(
        &self,
        module: &Module,
        path: &camino::Utf8Path,
        style: &crate::fixes::style::Style,
        sink: Span,
        call: &str,
    ) -> String {
        let source = &module.facts.source;
        let before = source.get(..sink.start as usize).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        let indent: String = line.chars().take_while(|c| matches!(c, ' ' | '\t')).collect();
        let column = line.chars().count();
        let printed = house_style::print_snippet(&format!("{call};"), path, style, &indent, column);
        let printed = printed.trim_end().trim_end_matches(';').trim_start_matches(';').to_owned();
        // A break that leaves more than a line's end behind it would look odd in the middle of an expression.
        if printed.contains('\n') && column > usize::from(style.width) * 3 / 4 { call.to_owned() } else { printed }
    }

    /// Packages that must not stay in the caller: server SDKs of providers, and what the clients were made with.
    fn sdks(&self, trace: &FileTrace, own: &[&Operation]) -> BTreeSet<Box<str>> {
        let module = &trace.module;
        let catalogue = Catalogue::builtin();
        let mut found = BTreeSet::new();
        for operation in own {
            for binding in &operation.slice.imports {
                let Some((import, _)) = module.import_of(*binding) else { continue };
                let Some(package) = import.specifier.as_deref() else { continue };
                if catalogue.server_sdk(package).is_some() {
                    found.insert(Box::from(package));
                }
            }
        }
        found
    }

    fn title(&self, operation: &Operation, guard: &Guard, count: usize) -> String {
        let path = self.project().relative_path(&operation.target.path);
        let what = operation
            .slice
            .request
            .as_ref()
            .and_then(|request| request.host.clone())
            .or_else(|| self.finding.provider.map(str::to_owned))
            .unwrap_or_else(|| "the".to_owned());
        let calls = if count == 1 { "call".to_owned() } else { format!("calls ({count})") };
        format!("Move {what} {calls} to {path} ({})", guard.title)
    }

    fn notes(&self, plan: &mut Plan, operations: &[Operation], renames: &[Rename], guarded: bool) {
        if !guarded {
            plan.notes
                .push("The new route answers 401 to everybody until `requireCaller` returns a caller.".to_owned());
        }
        for rename in renames {
            plan.notes
                .push(format!("Set `{}` at your host, redeploy, then delete `{}` there.", rename.to, rename.from));
        }
        for operation in operations {
            let chosen = operation.slice.fields.iter().find(|field| field.role == Role::Text);
            if let Some(field) =
                chosen.filter(|_| operation.slice.has_phone() || operation.target.slug.contains("send"))
            {
                plan.notes.push(format!(
                    "Whoever may call `{}` chooses `{}`: check that they may send that.",
                    operation.target.url, field.name
                ));
            }
        }
        plan.notes.push("The old value has been public: rotate it at the provider.".to_owned());
    }
}

/// Whether a place stands in what leaves the browser.
fn moves(traces: &BTreeMap<FileId, FileTrace>, file: FileId, span: Span) -> bool {
    let Some(trace) = traces.get(&file) else { return false };
    if trace.source_only {
        return true;
    }
    let module = &trace.module;
    let within = |node: &NodeId| module.span(*node).contains(span);
    trace.sinks.iter().any(within)
        || trace.setups.iter().any(within)
        || trace.tests.iter().any(within)
        || trace.moved.values().any(|moved| holds(module, *moved, span))
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

/// `const message: MessageInstance = await …`: the route's answer is no instance.
fn annotation_change(module: &Module, operation: &Operation) -> Option<caller::Change> {
    if operation.raw || operation.read.is_empty() {
        return None;
    }
    let outer = module.wrapped(operation.slice.sink);
    match module.kind(module.parent(outer)?) {
        Kind::Declarator { target, annotation: Some(annotation), .. } => {
            Some((Span::new(module.span(target).end, annotation.end), String::new()))
        }
        _ => None,
    }
}

/// Whether a call spends money or changes something: reads do not.
fn costs(module: &Module, sink: NodeId, raw: bool, slice: &Slice) -> bool {
    let (Kind::Call { callee, .. } | Kind::New { callee, .. }) = module.kind(sink) else { return true };
    let name = match module.kind(callee) {
        Kind::Member { property, .. } => module.text(property),
        _ => module.written(callee),
    };
    if raw {
        let call = &slice.call;
        return call.contains("method:") && !call.contains("'GET'") && !call.contains("\"GET\"");
    }
    !matches!(
        name.to_ascii_lowercase().as_str(),
        "get"
            | "list"
            | "retrieve"
            | "find"
            | "findone"
            | "findmany"
            | "fetch"
            | "read"
            | "count"
            | "head"
            | "select"
            | "all"
    )
}
