//! The checks that the app's own routes begin with. What a team does everywhere beats any library's example.

use std::collections::BTreeMap;

use camino::Utf8Path;

use super::guard::{Guard, scripts};
use super::target::{Router, Site};
use crate::fixes::imports::{Alias, Imports, specifier};
use crate::flow::endpoint::{LIMITED, REFUSED, is_about_callers};
use crate::flow::{Flow, Module};
use crate::project::{Layer, Project, Resolution};
use crate::syntax::ast::{BindingKind, Function, Kind, NodeId, ScopeId};
use crate::syntax::facts::{ExportName, ExportSource, Imported};

/// A check as a route has it.
#[derive(Clone, Debug)]
struct Check {
    code: String,
    imports: Imports,
    names: Vec<String>,
    /// Its helper, for the title.
    helper: String,
}

/// The guard that most routes begin with.
pub(super) fn guard(
    flow: &Flow<'_>,
    project: &Project,
    site: &Site<'_>,
    alias: Option<&Alias>,
    route: &Utf8Path,
) -> Option<Guard> {
    let check = most_used(flow, project, site, alias, route, Wanted::Guard, None)?;
    Some(Guard {
        code: check.code,
        imports: check.imports,
        caller: None,
        title: format!("checked by `{}` as in your other routes", check.helper),
        stub: false,
        closed: false,
        names: check.names,
    })
}

/// The rate limit that most routes have, as it stands behind `guard`: its code and imports.
pub(super) fn limiter(
    flow: &Flow<'_>,
    project: &Project,
    site: &Site<'_>,
    alias: Option<&Alias>,
    route: &Utf8Path,
    guard: &Guard,
) -> Option<(String, Imports)> {
    let check = most_used(flow, project, site, alias, route, Wanted::Limiter, Some(guard))?;
    Some((check.code, check.imports))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Guard,
    Limiter,
}

fn most_used(
    flow: &Flow<'_>,
    project: &Project,
    site: &Site<'_>,
    alias: Option<&Alias>,
    route: &Utf8Path,
    wanted: Wanted,
    guard: Option<&Guard>,
) -> Option<Check> {
    let mut found: BTreeMap<String, (usize, Check)> = BTreeMap::new();
    for path in scripts(project, &site.app.root) {
        if !is_route(site, &path) {
            continue;
        }
        let Some(module) = project.by_path(&path).and_then(|file| flow.module(file.id)) else { continue };
        for function in handlers(&module) {
            let reader = Reader { flow, project, module: &module, alias, route, site, wanted, guard };
            if let Some(check) = reader.check(function) {
                found.entry(check.code.clone()).or_insert_with(|| (0, check)).0 += 1;
            }
        }
    }
    found
        .into_values()
        .max_by(|(count, a), (other, b)| count.cmp(other).then_with(|| b.code.cmp(&a.code)))
        .map(|(_, check)| check)
}

fn is_route(site: &Site<'_>, path: &Utf8Path) -> bool {
    match site.router {
        Router::App => {
            path.file_stem() == Some("route")
                && site.app.app_dir.as_ref().is_some_and(|folder| path.starts_with(folder))
        }
        Router::Pages => site.app.pages_dir.as_ref().is_some_and(|folder| path.starts_with(folder.join("api"))),
    }
}

/// The functions of a route's file that answer requests.
fn handlers(module: &Module) -> Vec<NodeId> {
    let mut found = Vec::new();
    for export in &module.facts.exports {
        let wanted = match export.name {
            ExportName::Default => true,
            ExportName::Name(span) => {
                matches!(module.text(span), "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD")
            }
            ExportName::All => false,
        };
        let node = match export.source {
            ExportSource::Expression(node) => Some(node),
            ExportSource::Local(span) => module.lookup(ScopeId::MODULE, module.text(span)).and_then(|binding| {
                let declaration = module.binding(binding).declaration;
                match module.kind(declaration) {
                    Kind::Function(_) => Some(declaration),
                    Kind::Declarator { init, .. } => init,
                    _ => None,
                }
            }),
            _ => None,
        };
        if let Some(node) = node.filter(|node| wanted && matches!(module.kind(*node), Kind::Function(_)))
            && !found.contains(&node)
        {
            found.push(node);
        }
    }
    found
}

struct Reader<'a> {
    flow: &'a Flow<'a>,
    project: &'a Project,
    module: &'a Module,
    alias: Option<&'a Alias>,
    route: &'a Utf8Path,
    site: &'a Site<'a>,
    wanted: Wanted,
    /// What stands before the check in the new route.
    guard: Option<&'a Guard>,
}

impl Reader<'_> {
    /// The first statements of a handler that decide who goes on.
    fn check(&self, function: NodeId) -> Option<Check> {
        let module = self.module;
        let Kind::Function(parts) = module.kind(function) else { return None };
        let Kind::Block { body } = module.kind(parts.body?) else { return None };
        let statements = module.list(body);
        // `if (req.method !== 'POST') return …` may come first.
        for (index, statement) in statements.iter().enumerate().take(6) {
            let code = match module.kind(*statement) {
                Kind::If { test, consequent, alternate: None } if self.answers(consequent, test) => {
                    self.with_declarations(statements, index, *statement)
                }
                Kind::Expression { .. } | Kind::Variable { .. }
                    if self.wanted == Wanted::Guard && self.is_throwing_helper(*statement) =>
                {
                    Some(vec![*statement])
                }
                _ => None,
            };
            if let Some(check) = code.and_then(|statements| self.portable(&parts, &statements)) {
                return Some(check);
            }
        }
        None
    }

    /// Whether a condition's branch answers with the wanted refusal, or gives back what a helper has answered.
    fn answers(&self, consequent: NodeId, test: NodeId) -> bool {
        let text = self.module.written(consequent);
        let leaves = text.contains("return") || text.contains("throw");
        if leaves && self.refuses(text) {
            return true;
        }
        // `const denied = await guard(request); if (denied) return denied;`
        let tested = self.module.written(test);
        let given_back = text.trim_start_matches('{').trim().trim_end_matches('}').trim();
        given_back.trim_end_matches(';') == format!("return {tested}") && self.helper_answers(tested)
    }

    /// Whether a text answers with the wanted status.
    fn refuses(&self, text: &str) -> bool {
        let statuses: &[&str] = match self.wanted {
            Wanted::Guard => &REFUSED,
            Wanted::Limiter => &LIMITED,
        };
        statuses.iter().any(|status| text.contains(status))
    }

    /// Whether the function that a name's value comes from answers with the wanted refusal.
    fn helper_answers(&self, name: &str) -> bool {
        let module = self.module;
        let declared = module.ast().nodes.iter().find_map(|node| match node.kind {
            Kind::Declarator { target, init: Some(init), .. } if module.written(target) == name => Some(init),
            _ => None,
        });
        let call = declared.map(|init| module.unwrapped(init));
        let Some(Kind::Call { callee, .. }) = call.map(|call| module.kind(call)) else { return false };
        self.source_of(callee).is_some_and(|source| self.refuses(&source))
    }

    /// The file that a helper is defined in, as text.
    fn source_of(&self, callee: NodeId) -> Option<String> {
        let origins = self.flow.origins(crate::flow::Place { file: self.module.id, node: callee });
        origins.iter().find_map(|origin| match origin.what {
            crate::flow::What::Expression(place) => {
                self.flow.module(place.file).map(|home| home.written(place.node).to_owned())
            }
            _ => None,
        })
    }

    /// `await requireUser(request);`: a helper that throws, or answers itself.
    fn is_throwing_helper(&self, statement: NodeId) -> bool {
        let module = self.module;
        let Some(call) = expression_of(module, statement) else { return false };
        let Kind::Call { callee, .. } = module.kind(call) else { return false };
        let name = match module.kind(callee) {
            Kind::Ident => module.written(callee),
            _ => return false,
        };
        let imported =
            module.resolve(callee).is_some_and(|binding| module.binding(binding).kind == BindingKind::Import);
        let lower = name.to_ascii_lowercase();
        let named =
            ["require", "assert", "ensure", "enforce", "protect"].iter().any(|prefix| lower.starts_with(prefix));
        imported
            && named
            && is_about_callers(name)
            && self.source_of(callee).is_some_and(|source| self.refuses(&source))
    }

    /// The statement and the declarations before it that it uses.
    fn with_declarations(&self, statements: &[NodeId], index: usize, statement: NodeId) -> Option<Vec<NodeId>> {
        let module = self.module;
        let mut needed = vec![statement];
        for earlier in statements[..index].iter().rev() {
            let Kind::Variable { declarators, .. } = module.kind(*earlier) else { continue };
            let used = module.list(declarators).iter().any(|declarator| {
                names_in(module, *declarator).into_iter().any(|binding| {
                    module
                        .uses(binding)
                        .iter()
                        .any(|used| needed.iter().any(|node| super::role::within(module, *used, *node)))
                })
            });
            if used {
                needed.push(*earlier);
            }
        }
        needed.reverse();
        // A check without a helper (`if (req.method …)`) says nothing of who calls.
        let asks = needed.iter().any(|node| {
            module.calls().iter().any(|call| {
                super::role::within(module, *call, *node)
                    && matches!(module.kind(*call), Kind::Call { callee, .. } if self.is_helper(callee))
            })
        });
        asks.then_some(needed)
    }

    fn is_helper(&self, callee: NodeId) -> bool {
        let module = self.module;
        let root = super::role::root_of(module, callee);
        let written = module.written(callee);
        let imported = module.kind(root) == Kind::Ident
            && module.resolve(root).is_some_and(|binding| module.binding(binding).kind == BindingKind::Import);
        let limits = written.to_ascii_lowercase().contains("limit");
        let wanted = match self.wanted {
            Wanted::Guard => is_about_callers(written) && !written.ends_with("Response.json"),
            Wanted::Limiter => limits,
        };
        imported && wanted
    }

    /// The statements as they can stand in another route; `None` when they need something of this one.
    fn portable(&self, handler: &Function, statements: &[NodeId]) -> Option<Check> {
        let module = self.module;
        let parameters: Vec<NodeId> = module.list(handler.parameters).to_vec();
        let ours: &[&str] = match self.site.router {
            Router::App => &["request"],
            Router::Pages => &["req", "res"],
        };
        let mut imports = Imports::default();
        let mut names = Vec::new();
        let mut helper = None;
        let mut code = String::new();
        for statement in statements {
            let span = module.span(*statement);
            let text = module.written(*statement);
            match self.guard.filter(|guard| self.declares_any(*statement, &guard.names)) {
                Some(guard) if plain(&guard.code).contains(&plain(text)) => continue,
                Some(_) => return None,
                None => {}
            }
            // Nothing of the body may be read before the caller is known.
            if [".json()", ".text()", ".formData()", ".body", ".query", ".arrayBuffer()", ".searchParams"]
                .iter()
                .any(|part| text.contains(part))
            {
                return None;
            }
            // Nor by a helper, which would have read it before the route does.
            if self.takes_sent(*statement) {
                return None;
            }
            let mut edits: Vec<(crate::text::Span, String)> = Vec::new();
            for id in (statement.index()..module.ast().nodes.len()).map(NodeId::new) {
                let here = module.span(id);
                if here.start >= span.end {
                    break;
                }
                if matches!(module.kind(id), Kind::String | Kind::TemplateText) {
                    edits.extend(self.own_slug(id));
                }
                if module.kind(id) != Kind::Ident {
                    continue;
                }
                let Some(binding) = module.resolve(id) else { continue };
                let declared = module.binding(binding);
                if statements.iter().any(|statement| super::role::within(module, declared.declaration, *statement)) {
                    let name = module.text(declared.name).to_owned();
                    if !names.contains(&name) {
                        names.push(name);
                    }
                    continue;
                }
                if let Some(index) = parameters.iter().position(|parameter| *parameter == declared.declaration) {
                    edits.push((here, (*ours.get(index)?).to_owned()));
                    continue;
                }
                if declared.kind != BindingKind::Import {
                    return None;
                }
                self.import(binding, &mut imports)?;
                let name = module.written(id);
                let called = module
                    .parent(id)
                    .is_some_and(|parent| matches!(module.kind(parent), Kind::Call { callee, .. } if callee == id));
                if called || helper.is_none() {
                    helper = helper.filter(|_| !called).or_else(|| Some(name.to_owned()));
                }
            }
            edits.sort_by_key(|(span, _)| span.start);
            let mut at = span.start;
            for (place, text) in edits {
                code.push_str(module.text(crate::text::Span::new(at, place.start)));
                code.push_str(&text);
                at = place.end;
            }
            code.push_str(module.text(crate::text::Span::new(at, span.end)));
            code.push('\n');
        }
        Some(Check { code, imports, names, helper: helper? })
    }

    /// Whether a declaration takes what was sent out of a helper's answer: `const { auth, body } = await parse(request, schema)`.
    fn takes_sent(&self, statement: NodeId) -> bool {
        const SENT: [&str; 8] = ["body", "formData", "input", "json", "params", "parsed", "payload", "query"];
        let module = self.module;
        let Kind::Variable { declarators, .. } = module.kind(statement) else { return false };
        module.list(declarators).iter().any(|declarator| {
            let Kind::Declarator { target, .. } = module.kind(*declarator) else { return false };
            let Kind::ObjectPattern { properties } = module.kind(target) else { return false };
            module.list(properties).iter().any(|property| match module.kind(*property) {
                Kind::Property { key, computed, .. } => {
                    module.key(key, computed).is_some_and(|key| SENT.contains(&&*key))
                }
                _ => false,
            })
        })
    }

    fn declares_any(&self, statement: NodeId, names: &[String]) -> bool {
        let module = self.module;
        (0..module.ast().bindings.len()).map(crate::syntax::ast::BindingId::new).any(|binding| {
            let declared = module.binding(binding);
            super::role::within(module, declared.declaration, statement)
                && names.iter().any(|name| name == module.text(declared.name))
        })
    }

    /// A count is kept under the route's name: under the new one's in the new route.
    fn own_slug(&self, text: NodeId) -> Option<(crate::text::Span, String)> {
        let path = self.project.files.path(self.module.id)?;
        let name = |path: &Utf8Path| match self.site.router {
            Router::App => path.parent().and_then(Utf8Path::file_name).map(str::to_owned),
            Router::Pages => path.file_stem().map(str::to_owned),
        };
        let (theirs, ours) = (name(&path)?, name(self.route)?);
        let written = self.module.written(text);
        let start = written.len() - written.trim_start_matches(['\'', '"', '`']).len();
        let rest = written.get(start..)?.strip_prefix(theirs.as_str())?;
        if rest.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')) {
            return None;
        }
        let from = self.module.span(text).start + start as u32;
        Some((crate::text::Span::new(from, from + theirs.len() as u32), ours))
    }

    fn import(&self, binding: crate::syntax::ast::BindingId, imports: &mut Imports) -> Option<()> {
        let module = self.module;
        let (import, name) = module.import_of(binding)?;
        let written = import.specifier.as_deref()?;
        let target = match self.project.resolve(module.id, written, Layer::Server) {
            Resolution::File(file) => {
                let path = self.project.files.path(file)?;
                if written.starts_with('.') { specifier(self.alias, self.route, &path) } else { written.to_owned() }
            }
            Resolution::Missing if written.starts_with('.') => return None,
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
        Some(())
    }
}

/// Code without what only its layout is made of.
pub(super) fn plain(code: &str) -> String {
    code.chars().filter(|c| !c.is_whitespace() && *c != ';').map(|c| if c == '"' { '\'' } else { c }).collect()
}

/// The call in `await call();` and `const x = await call();`.
fn expression_of(module: &Module, statement: NodeId) -> Option<NodeId> {
    let node = match module.kind(statement) {
        Kind::Expression { expression } => expression,
        Kind::Variable { declarators, .. } => match module.list(declarators) {
            [only] => match module.kind(*only) {
                Kind::Declarator { init, .. } => init?,
                _ => return None,
            },
            _ => return None,
        },
        _ => return None,
    };
    Some(module.unwrapped(node))
}

fn names_in(module: &Module, declarator: NodeId) -> Vec<crate::syntax::ast::BindingId> {
    (0..module.ast().bindings.len())
        .map(crate::syntax::ast::BindingId::new)
        .filter(|binding| module.binding(*binding).declaration == declarator)
        .collect()
}
