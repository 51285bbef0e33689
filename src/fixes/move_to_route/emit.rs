//! From operations to files and edits.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::caller::{self, Cleaning};
use super::capture::Role;
use super::facade::Facade;
use super::guard::{self, Guard};
use super::house;
use super::plan::{Gone, Move, Operation, Planner, moves};
use super::route::Route;
use super::support::{self, Helper};
use super::target::{Router, Site};
use super::trace::FileTrace;
use super::visitors::{self, Audience};
use crate::fixes::env_rename::{self, Rename};
use crate::fixes::imports::{Imports, specifier};
use crate::fixes::style::Style;
use crate::fixes::{Edit, EditLabel, NewFile, Plan, Refusal, check, env_files, house_style};
use crate::flow::Module;
use crate::project::FileId;
use crate::syntax::ast::Kind;
use crate::syntax::facts::Facts;
use crate::text::Span;

impl Planner<'_> {
    pub(super) fn emit(
        &self,
        site: &Site<'_>,
        traces: &BTreeMap<FileId, FileTrace>,
        operations: &[Operation],
        renames: &[Rename],
        gone: &Gone,
    ) -> Result<Move, Refusal> {
        let mut plan = Plan::default();
        let mut title = None;
        let mut guarded = false;
        let mut helpers: Vec<Helper> = Vec::new();
        for operation in operations {
            let Some(trace) = traces.get(&operation.file) else { continue };
            let (text, guard, needed) = self.route(site, trace, operation)?;
            title.get_or_insert_with(|| self.title(operation, &guard, operations.len()));
            guarded = !guard.closed;
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
            traces.get(&file).is_some_and(|trace| !trace.source_only) && moves(traces, gone, file, span)
        };
        for rename in renames {
            plan.edits.extend(env_rename::edits(self.project(), self.app, rename, &moved)?);
        }
        if let Some(trace) = traces.get(&self.finding.file)
            && let Some((_, _, (name, value))) = self.extracted(&trace.module)?
        {
            env_files::add(self.project(), self.app, &name, &value, &mut plan)?;
            plan.notes.push(format!("Set `{name}` at your host."));
        }
        self.notes(&mut plan, operations, renames, guarded);
        let plan = check::checked(self.project(), plan)?;
        Ok(Move { plan, title: title.unwrap_or_default(), guarded })
    }

    /// The texts that a new file's style is measured in: its caller first.
    fn neighbours(&self, module: &Module) -> Vec<Arc<Facts>> {
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

    fn add_helper(&self, plan: &mut Plan, helper: &Helper, neighbours: &[&Facts]) {
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
        let guard = match self.audience {
            Audience::Callers => guard::find(self.flow, self.project(), site, alias, path, reply),
            Audience::Visitors => visitors::guard(self.flow, self.project(), site, &operation.slice),
        };
        let mut imports = Imports::default();
        if site.router == Router::Pages && site.typescript {
            imports.type_name("next", "NextApiRequest");
            imports.type_name("next", "NextApiResponse");
        }
        if reply == "NextResponse" {
            imports.name("next/server", "NextResponse");
        }
        self.take_imports(trace, &operation.slice, path, &mut imports)?;
        let types = self.take_types(trace, &operation.slice, path, &mut imports)?;
        imports.merge(&guard.imports);
        let mut helpers = Vec::new();
        let leads_back = operation.slice.fields.iter().any(|field| field.role == Role::Site);
        let route_guard = support::route_guard(self.flow, self.project(), site, guard.stub, leads_back);
        let from = specifier(alias, path, route_guard.path());
        imports.name(&from, "sameOrigin");
        imports.name(&from, "readJson");
        if guard.stub {
            imports.name(&from, "requireCaller");
        }
        if leads_back {
            imports.name(&from, "onThisSite");
        }
        helpers.push(route_guard);
        if operation.stream {
            let helper = support::json_lines(self.flow, self.project(), site);
            imports.name(&specifier(alias, path, helper.path()), "jsonLines");
            helpers.push(helper);
        }
        let mut limit = None;
        if self.audience == Audience::Visitors {
            limit = Some(visitors::before_body(site, &operation.target.slug, reply));
            let helper = support::rate_limit(self.flow, self.project(), site, true);
            let from = specifier(alias, path, helper.path());
            imports.name(&from, "rateLimit");
            imports.name(&from, "callerAddress");
            helpers.push(helper);
            if operation.slice.has_phone() {
                let helper = support::countries(self.flow, self.project(), site);
                imports.name(&specifier(alias, path, helper.path()), "isServed");
                helpers.push(helper);
            }
        } else if operation.costs {
            limit = Some(match house::limiter(self.flow, self.project(), site, alias, path, &guard) {
                Some((code, needed)) => {
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
            types,
            guard: &guard,
            limit,
            audience: self.audience,
            result: &operation.read,
            raw: operation.raw,
            stream: operation.stream,
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
        // TypeScript knows `Response.json` from 5.2 on.
        let unknown =
            plain == 0 && self.app.dependencies.get("typescript").is_some_and(|range| is_before(range, (5, 2)));
        if next > plain || unknown { "NextResponse" } else { "Response" }
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
        let house = house_style::of_new_file(self.project(), self.app, &path, &[&module.facts]);
        let style = Style::measured_over(house, &[&module.facts]);
        let typescript = site.typescript && module.facts.typescript;
        let own: Vec<&Operation> = operations.iter().filter(|operation| operation.file == module.id).collect();
        let cleaning = Cleaning {
            trace,
            taken: own.iter().flat_map(|operation| operation.slice.taken.iter().copied()).collect(),
            sdks: self.sdks(trace, &own),
            sent: own.iter().flat_map(|operation| operation.slice.sent.iter().copied()).collect(),
            retyped: own.iter().flat_map(|operation| operation.retyped.iter().copied()).collect(),
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
                stream: operation.stream,
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
            let without = annotation_change(module, operation);
            let left =
                operation.retyped.iter().filter(|span| without.as_ref().is_none_or(|(gone, _)| !gone.contains(**span)));
            changes.extend(left.map(|span| (*span, operation.names.response.clone())));
            changes.extend(without);
        }
        let mut changes = caller::disjoint(module, changes);
        caller::insert(module, &style, &mut changes, &import_lines, &functions);
        Ok(changes)
    }

    /// The call's text, broken where the line would get too long.
    fn at_call(&self, module: &Module, path: &camino::Utf8Path, style: &Style, sink: Span, call: &str) -> String {
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
        let mut found = BTreeSet::new();
        for operation in own {
            for binding in &operation.slice.imports {
                let Some((import, _)) = module.import_of(*binding) else { continue };
                let Some(package) = import.specifier.as_deref() else { continue };
                if self.context.catalogue.server_sdk(package).is_some() {
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
        // Menus show how a title begins.
        let start = if self.audience == Audience::Visitors { "For visitors, move" } else { "Move" };
        format!("{start} {what} {calls} to {path} ({})", guard.title)
    }

    fn notes(&self, plan: &mut Plan, operations: &[Operation], renames: &[Rename], guarded: bool) {
        if self.audience == Audience::Visitors {
            for operation in operations {
                plan.notes.extend(visitors::notes(&operation.target.slug, &operation.slice));
            }
        } else if !guarded {
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

/// Whether a range begins below a version: `^4.7.4` and `~5.1` below 5.2. What names no number is current.
fn is_before(range: &str, version: (u32, u32)) -> bool {
    let start = range.trim_start_matches(|c: char| !c.is_ascii_digit());
    let mut numbers = start.split(|c: char| !c.is_ascii_digit()).map(str::parse);
    match (numbers.next(), numbers.next()) {
        // A caret allows the newest of the major version, and that is what gets installed unless a lock says otherwise.
        (Some(Ok(major)), _) if range.starts_with('^') && major >= version.0 => false,
        (Some(Ok(major)), Some(Ok(minor))) => (major, minor) < version,
        (Some(Ok(major)), _) => major < version.0,
        _ => false,
    }
}

/// `const message: MessageInstance = await …`: the route's answer is no instance.
fn annotation_change(module: &Module, operation: &Operation) -> Option<caller::Change> {
    if operation.raw {
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
