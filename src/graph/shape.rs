//! One file as liveness sees it: its top-level statements and what each does.

use crate::syntax::ast::{BindingId, Kind, NodeId, ScopeId};
use crate::syntax::facts::{Directive, DirectiveKind, Export, ExportName, Facts};

use super::dead::{self, Folds};
use super::purity;
use crate::text::Span;

/// A top-level statement.
#[derive(Clone, Debug)]
pub struct Part {
    pub node: NodeId,
    /// It does something when the module runs.
    pub effect: bool,
    /// It leaves code of its own: imports, re-exports and types do not.
    pub code: bool,
    /// The module's own names that it declares, or that it changes (`fn.displayName = …`).
    pub owns: Vec<BindingId>,
}

/// What one file says, whatever the other files are.
#[derive(Clone, Debug)]
pub struct Shape {
    pub client: bool,
    pub server: bool,
    /// It says `import 'server-only'`.
    pub server_only: bool,
    /// In the order of the source.
    pub parts: Vec<Part>,
    /// By part: only what a page's data functions use. Empty unless the file is a page with such functions.
    stripped: Vec<bool>,
    /// What the browser's build takes out as never run, in the order of the source; may nest.
    dead: Vec<Span>,
}

/// What Next removes from a page for the browser. `getInitialProps` is not among them.
const DATA_FUNCTIONS: &[&str] = &["getServerSideProps", "getStaticProps", "getStaticPaths"];

impl Shape {
    pub fn new(facts: &Facts, folds: Folds) -> Self {
        let says = |kind: DirectiveKind| facts.directives.iter().any(|directive: &Directive| directive.kind == kind);
        let parts: Vec<Part> = facts.ast.body.iter().map(|node| part(facts, *node)).collect();
        let stripped = stripped(facts, &parts);
        let dead = dead::spans(facts, folds);
        let server_only =
            facts.imports.iter().any(|import| !import.type_only && import.specifier.as_deref() == Some("server-only"));
        let (client, server) = (says(DirectiveKind::UseClient), says(DirectiveKind::UseServer));
        Self { client, server, server_only, parts, stripped, dead }
    }

    /// Whether the browser's build takes the place out as never run.
    pub fn is_dead(&self, offset: u32) -> bool {
        self.dead.iter().take_while(|span| span.start <= offset).any(|span| offset < span.end)
    }

    /// The index of the top-level statement around a place.
    pub fn part_at(&self, facts: &Facts, offset: u32) -> Option<usize> {
        let after = self.parts.partition_point(|part| facts.ast.span(part.node).start <= offset);
        let index = after.checked_sub(1)?;
        (offset < facts.ast.span(self.parts[index].node).end).then_some(index)
    }

    /// Whether a page's client build drops the part, with what only it uses.
    pub fn is_stripped(&self, part: usize) -> bool {
        self.stripped.get(part).copied().unwrap_or(false)
    }

    pub fn strips(&self) -> bool {
        !self.stripped.is_empty()
    }
}

fn part(facts: &Facts, node: NodeId) -> Part {
    let kind = facts.ast.kind(node);
    let code = match kind {
        Kind::Import | Kind::Type | Kind::Jump => false,
        Kind::Export { declaration: None } => false,
        Kind::Expression { expression } => facts.ast.kind(expression) != Kind::String,
        Kind::Export { declaration: Some(declaration) } => facts.ast.kind(declaration) != Kind::Type,
        _ => true,
    };
    let span = facts.ast.span(node);
    let bindings = facts.ast.binding_ids().filter(|id| {
        facts.ast.binding(*id).is_some_and(|binding| binding.scope == ScopeId::MODULE && span.contains(binding.name))
    });
    let mut owns: Vec<BindingId> = bindings.collect();
    if let Kind::Expression { expression } = kind
        && let Kind::Assign { target, .. } = facts.ast.kind(facts.ast.unwrapped(expression))
    {
        owns.extend(purity::owner(facts, target));
    }
    Part { node, effect: purity::has_effect(facts, node), code, owns }
}

/// The name an export is taken by; `None` for `export *`.
pub fn export_name<'a>(facts: &'a Facts, export: &Export) -> Option<&'a str> {
    match export.name {
        ExportName::Default => Some("default"),
        ExportName::Name(name) => Some(unquoted(name.of(&facts.source))),
        ExportName::All => None,
    }
}

/// `export { x as 'a-b' }`.
pub fn unquoted(name: &str) -> &str {
    name.trim_matches(['"', '\''])
}

/// Which parts only a page's data functions use: the functions, and declarations without effect all of whose uses lie in
/// stripped parts.
fn stripped(facts: &Facts, parts: &[Part]) -> Vec<bool> {
    let data: Vec<&Export> = facts
        .exports
        .iter()
        .filter(|export| export_name(facts, export).is_some_and(|name| DATA_FUNCTIONS.contains(&name)))
        .collect();
    if data.is_empty() {
        return Vec::new();
    }
    let part_of = |offset: u32| {
        let after = parts.partition_point(|part| facts.ast.span(part.node).start <= offset);
        after.checked_sub(1)
    };
    let mut stripped = vec![false; parts.len()];
    for export in &data {
        let declared =
            facts.exported_binding(export).and_then(|id| facts.ast.binding(id)).map(|binding| binding.name.start);
        let at = declared.unwrap_or(export.span.start);
        let only = facts
            .exports
            .iter()
            .filter(|other| part_of(other.span.start) == part_of(at))
            .all(|other| export_name(facts, other).is_some_and(|name| DATA_FUNCTIONS.contains(&name)));
        if let Some(part) = part_of(at)
            && only
        {
            stripped[part] = true;
        }
    }
    loop {
        let mut changed = false;
        for index in 0..parts.len() {
            let part = &parts[index];
            let import = facts.ast.kind(part.node) == Kind::Import;
            if stripped[index] || part.owns.is_empty() || (part.effect && !import) {
                continue;
            }
            let exported = facts.exports.iter().any(|export| {
                !data.contains(&export) && facts.exported_binding(export).is_some_and(|id| part.owns.contains(&id))
            });
            let mut uses = part.owns.iter().flat_map(|id| facts.references(*id)).peekable();
            let any = uses.peek().is_some();
            let only_there = uses
                .all(|node| part_of(facts.ast.span(node).start).is_some_and(|user| user == index || stripped[user]));
            if !exported && any && only_there {
                stripped[index] = true;
                changed = true;
            }
        }
        if !changed {
            return stripped;
        }
    }
}
