//! One file as liveness sees it: its top-level statements and what each does.

use crate::project::{Bundler, Bundlers};
use crate::syntax::ast::{Ast, BindingId, Kind, NodeId, ScopeId};
use crate::syntax::facts::{Directive, DirectiveKind, Export, ExportName, Facts};

use super::beyond::{Beyond, Look};
use super::dead::{self, Folds};
use super::effect::{Effect, TURBOPACK};
use super::purity::{self, Effects};
use super::residue::Residue;
use super::server_calls;
use super::vite::small;
use crate::text::Span;

/// A top-level statement.
#[derive(Clone, Debug)]
pub struct Part {
    pub node: NodeId,
    /// What it does when the module runs.
    pub effect: Effect,
    /// What is left of it by Turbopack, which drops whole modules by a judgement of its own, in a module that it keeps.
    pub minified: Effect,
    /// The places that are left of it when it is unused.
    residues: Vec<Residue>,
    /// What other modules export, and members of it, that it reads as it runs.
    pub taken: Vec<NodeId>,
    /// It leaves code of its own: imports, re-exports and types do not.
    pub code: bool,
    /// A constant that Rolldown puts where it is used.
    pub small: bool,
    /// It calls into another module, so that bundlers may know more of it than this module says.
    pub asks: bool,
    /// The module's own names that it declares, or that it changes (`fn.displayName = …`).
    pub owns: Vec<BindingId>,
}

impl Part {
    /// Who keep the place when nobody uses what the statement declares.
    ///
    /// `residues`: what is left by those who know more of it.
    pub fn kept_at(&self, ast: &Ast, offset: u32, residues: Option<&[Residue]>) -> Bundlers {
        let is_member = |node: &&NodeId| ast.kind(**node) != Kind::Ident;
        let is_around = |span: Span| span.start <= offset && offset < span.end;
        let is_taken = self.taken.iter().filter(is_member).any(|node| is_around(ast.span(*node)));
        let taken = if is_taken { TURBOPACK } else { Bundlers::NONE };
        let around = residues.unwrap_or(&self.residues).iter().filter(|(span, _)| is_around(*span));
        around.fold(taken, |kept, (_, by)| kept.and(*by))
    }

    /// What Turbopack leaves to the minifier, it puts into one scope with others first.
    fn look_at_minified(&mut self, effects: &Effects) {
        let look = Look::default();
        let effects = &Effects { look: &look, ..*effects };
        self.taken = Effects { one_scope: true, ..*effects }.taken(self.node);
        if self.effect == Effect::PURE {
            return;
        }
        let merged = effects.merged(self.node);
        self.minified = merged.turbopack;
        // Who of the others has all in one scope is asked module by module.
        self.effect = self.effect.only(Bundlers::ALL.without(Bundler::Webpack)) | merged.webpack;
        self.residues.extend(merged.residues);
    }

    /// For a Turbopack that leaves everything to it.
    fn be_minified(&mut self) {
        self.effect = self.effect.only(Bundlers::ALL.without(Bundler::Turbopack)) | self.minified;
    }

    /// Makes it stay, whatever it is.
    fn keep(&mut self, ast: &Ast) {
        self.effect = Effect::KEPT;
        self.minified = Effect::KEPT.only(TURBOPACK);
        self.residues = vec![(ast.span(self.node), Bundlers::ALL)];
    }
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
    /// By part: only what a page's data functions use, or a function for the server. Empty unless the file has such functions.
    stripped: Vec<bool>,
    /// Not in pages alone: it holds a function for the server, whose body goes from whichever module.
    pub strips_anywhere: bool,
    /// Of a component of markup and scripts the imported names that the markup may use.
    pub used_by_markup: Vec<Span>,
    /// What the browser's build takes out as never run, in the order of the source; may nest.
    dead: Vec<Span>,
    unfollowed: dead::Unfollowed,
    /// The exports of a page that the browser does not get.
    pub server_exports: &'static [&'static str],
    /// What builds know that take the file.
    pub folds: Folds,
}

pub fn covers(spans: &[Span], offset: u32) -> bool {
    spans.iter().take_while(|span| span.start <= offset).any(|span| offset < span.end)
}

impl Shape {
    pub fn new(facts: &Facts, folds: Folds) -> Self {
        let says = |kind: DirectiveKind| facts.directives.iter().any(|directive: &Directive| directive.kind == kind);
        let server_spans = server_calls::spans(facts, folds.server_calls);
        let mut dead = dead::spans(facts, folds);
        dead.extend(&server_spans);
        dead.sort_by_key(|span| span.start);
        let look = Look::default();
        let effects = Effects {
            facts,
            dead: &dead,
            compiler: folds.compiler,
            jsx: folds.jsx,
            one_scope: false,
            beyond: None,
            look: &look,
        };
        let mut parts: Vec<Part> =
            facts.ast.body.iter().flat_map(|node| declarators(facts, *node)).map(|node| part(&effects, node)).collect();
        for part in parts.iter_mut().filter(|part| !part.small) {
            part.small = small::is_folded(facts, folds, part.node);
        }
        if !folds.import_meta {
            for part in &mut parts {
                part.look_at_minified(&effects);
            }
        }
        if !folds.infers {
            parts.iter_mut().for_each(Part::be_minified);
        }
        if is_half_typed(facts) {
            for part in &mut parts {
                part.keep(&facts.ast);
            }
        }
        let stripped = stripped(facts, &parts, folds.server_exports, &server_spans);
        let server_only =
            facts.imports.iter().any(|import| !import.type_only && import.specifier.as_deref() == Some("server-only"));
        let (client, server) = (says(DirectiveKind::UseClient), says(DirectiveKind::UseServer));
        let unfollowed = dead::Unfollowed::new(facts, folds, &dead);
        let strips_anywhere = !server_spans.is_empty();
        let server_exports = folds.server_exports;
        Self {
            client,
            server,
            server_only,
            parts,
            stripped,
            strips_anywhere,
            used_by_markup: Vec::new(),
            dead,
            unfollowed,
            server_exports,
            folds,
        }
    }

    /// What the module's statements do, with calls into other modules looked at.
    ///
    /// `dead`: what more is never run, if it is known.
    pub(super) fn effects<'a>(
        &'a self,
        facts: &'a Facts,
        beyond: Beyond<'a>,
        look: &'a Look,
        dead: Option<&'a [Span]>,
    ) -> Effects<'a> {
        let dead = dead.unwrap_or(&self.dead);
        let Folds { compiler, jsx, .. } = self.folds;
        Effects { facts, dead, compiler, jsx, one_scope: false, beyond: Some(beyond), look }
    }

    /// Makes it that of a component: what its template uses no analysis of its scripts sees, so everything stays. `browser`: the
    /// places that run there, and the names of components that do; the rest runs on the server.
    pub fn be_component(&mut self, facts: &Facts, text: &str, browser: Option<(Vec<Span>, Vec<&str>)>) {
        let names = facts.imports.iter().flat_map(|import| &import.names);
        self.used_by_markup = names.map(|name| name.local).filter(|name| is_mentioned(text, *name)).collect();
        for part in &mut self.parts {
            part.keep(&facts.ast);
        }
        let Some((places, names)) = browser else { return };
        let is_named = |name: &crate::syntax::facts::ImportedName| names.contains(&name.local.of(&facts.source));
        let is_island = |part: Span| {
            let imports = facts.imports.iter().filter(|import| part.contains(import.span));
            imports.flat_map(|import| &import.names).any(is_named)
        };
        let spans = self.parts.iter().map(|part| facts.ast.span(part.node));
        self.stripped = spans.map(|part| !covers(&places, part.start) && !is_island(part)).collect();
        self.strips_anywhere = true;
    }

    /// Whether the browser's build takes the place out as never run.
    pub fn is_dead(&self, offset: u32) -> bool {
        covers(&self.dead, offset)
    }

    /// Who follow an `import()` or `require()` at the place.
    pub fn followed_by(&self, offset: u32) -> Bundlers {
        self.unfollowed.followed_by(offset)
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

/// Whether the text says the name once more, as `Name`, `$name` (a store) or `<name-of-it>`.
fn is_mentioned(text: &str, name: Span) -> bool {
    let (before, after) = (text.get(..name.start as usize), text.get(name.end as usize..));
    let name = name.of(text);
    let mut dashed = String::with_capacity(name.len() + 4);
    for (at, c) in name.char_indices() {
        if c.is_uppercase() && at > 0 {
            dashed.push('-');
        }
        dashed.extend(c.to_lowercase());
    }
    let parts = || before.into_iter().chain(after);
    parts().any(|part| part.contains(name) || dashed != name && part.contains(&*dashed))
}

/// Whether an error hides which top-level statements there are, as while a brace is still to be closed: who uses what cannot be
/// seen then, and what was in the browser a keystroke ago is there still.
fn is_half_typed(facts: &Facts) -> bool {
    let end = facts.source.trim_end().len() as u32;
    facts.errors.iter().any(|error| {
        let inside = |node: &NodeId| {
            let is_whole = !matches!(facts.ast.kind(*node), Kind::Error { .. } | Kind::Import | Kind::Type);
            is_whole && facts.ast.span(*node).contains(*error)
        };
        error.end >= end || !facts.ast.body.iter().any(inside)
    })
}

/// What is kept or dropped as one: the statement, or each of several declarators.
fn declarators(facts: &Facts, statement: NodeId) -> Vec<NodeId> {
    let ast = &facts.ast;
    let declaration = match ast.kind(statement) {
        Kind::Export { declaration: Some(declaration) } => declaration,
        _ => statement,
    };
    match ast.kind(declaration) {
        Kind::Variable { declarators, .. } if declarators.len > 1 => ast.list(declarators).to_vec(),
        _ => vec![statement],
    }
}

fn part(effects: &Effects, node: NodeId) -> Part {
    let facts = effects.facts;
    let ast = &facts.ast;
    let kind = ast.kind(node);
    let code = match kind {
        Kind::Import | Kind::Type | Kind::Jump | Kind::Export { declaration: None } => false,
        Kind::Expression { expression } => ast.kind(expression) != Kind::String,
        // `export default Screen` only passes a name on.
        Kind::Export { declaration: Some(declaration) } => {
            effects.is_assigned_export(node)
                || !matches!(ast.kind(ast.unwrapped(declaration)), Kind::Ident)
                    && !purity::holds_types_only(facts, declaration)
        }
        _ => !purity::holds_types_only(facts, node),
    };
    let span = ast.span(node);
    let first = ast.bindings.partition_point(|binding| binding.name.start < span.start);
    let within = ast.bindings[first..].iter().enumerate().take_while(|(_, binding)| binding.name.start < span.end);
    let mut owns: Vec<BindingId> = within
        .filter(|(_, binding)| binding.scope == ScopeId::MODULE)
        .map(|(at, _)| BindingId::new(first + at))
        .collect();
    if let Kind::Expression { expression } = kind
        && let Kind::Assign { target, .. } = ast.kind(ast.unwrapped(expression))
    {
        owns.extend(purity::owner(facts, target));
    }
    let look = Look::default();
    let effects = &Effects { look: &look, ..*effects };
    let effect = effects.statement(node);
    let asks = look.asks.get();
    let residues = if effect == Effect::PURE { Vec::new() } else { effects.residues(node) };
    Part {
        node,
        effect,
        minified: Effect::PURE,
        residues,
        taken: Vec::new(),
        code,
        small: small::is_small(facts, node),
        asks,
        owns,
    }
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
fn stripped(facts: &Facts, parts: &[Part], server_exports: &[&str], server: &[Span]) -> Vec<bool> {
    let data: Vec<&Export> = facts
        .exports
        .iter()
        .filter(|export| export_name(facts, export).is_some_and(|name| server_exports.contains(&name)))
        .collect();
    if data.is_empty() && server.is_empty() {
        return Vec::new();
    }
    let part_of = |offset: u32| {
        let after = parts.partition_point(|part| facts.ast.span(part.node).start <= offset);
        after.checked_sub(1)
    };
    let mut stripped = vec![false; parts.len()];
    for export in &data {
        let at = place(facts, export);
        let only = facts
            .exports
            .iter()
            .filter(|other| part_of(place(facts, other)) == part_of(at))
            .all(|other| export_name(facts, other).is_some_and(|name| server_exports.contains(&name)));
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
            // A declaration goes whatever it is made of; a statement about it stays.
            let statement = matches!(facts.ast.kind(part.node), Kind::Expression { .. });
            if stripped[index] || part.owns.is_empty() || statement {
                continue;
            }
            let exported = facts.exports.iter().any(|export| {
                !data.contains(&export) && facts.exported_binding(export).is_some_and(|id| part.owns.contains(&id))
            });
            let mut uses = part.owns.iter().flat_map(|id| facts.references(*id)).peekable();
            let any = uses.peek().is_some();
            let only_there = uses.all(|node| {
                let at = facts.ast.span(node).start;
                covers(server, at) || part_of(at).is_some_and(|user| user == index || stripped[user])
            });
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

/// Where the thing that is exported stands.
fn place(facts: &Facts, export: &Export) -> u32 {
    let declared = facts.exported_binding(export).and_then(|id| facts.ast.binding(id));
    declared.map_or(export.span.start, |binding| binding.name.start)
}
