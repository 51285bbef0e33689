//! What of a reached module is left in the output.
//!
//! Bundlers keep a top-level statement that has an effect, and one that something kept uses. So it is asked backwards: who
//! uses the statement, in its module and, through its exports, in others, until something is met that is kept for itself:
//! a statement with an effect in a reached module, or what a root gives to its framework. Worked out per statement and only
//! for what is asked about (`research/boundary-facts.md` 5).

use std::cmp::Reverse;
use std::sync::PoisonError;

use rustc_hash::FxHashMap;

use super::edges::{Edge, Module};
use super::effect::{Effect, NEXT, ROLLDOWN, ROLLUP, TURBOPACK, VITE, WEBPACK};
use super::picked::picked;
use super::reach::Step;
use super::shape::{Part, export_name, unquoted};
use super::unread::is_in_unread;
use super::vite::held;
use super::{Graph, RootKind};
use crate::project::{Bundlers, FileId, FileKind, Layer};
use crate::syntax::ast::{BindingId, Kind, NodeId};
use crate::syntax::facts::{ExportSource, Facts, ImportKind, Imported, ImportedName};

/// Something that may be used.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) enum Item {
    /// A top-level statement, by its index.
    Part(FileId, usize),
    /// As `Part`, at a place that goes when nobody uses what the statement declares, even if the rest stays.
    Use(FileId, usize),
    /// A member of a literal object, by the name of the object.
    Member(FileId, BindingId, Box<str>),
    /// A module, whatever of it: what it may load at run time is built with it.
    Module(FileId),
    /// An export.
    Export(FileId, Name),
    /// An export as that importer may take it: the importer is parsed only when nothing nearer answers.
    Taken(FileId, Name, FileId),
}

/// The name an export is taken by, and of what goes by that name the member.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) struct Name {
    name: Box<str>,
    member: Option<Member>,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
enum Member {
    /// Of a namespace: `export * as ns from`.
    OfSpace(Box<str>),
    /// Of a literal object.
    OfObject(Box<str>),
}

impl Member {
    /// Whether a name stands at a place for a member of another name alone.
    fn is_passed_over(&self, facts: &Facts, reference: NodeId) -> bool {
        match self {
            Self::OfSpace(name) => other_member(facts, reference, name),
            Self::OfObject(name) => held::reads_other(facts, reference, name),
        }
    }
}

impl Name {
    pub(super) fn of(name: &str) -> Self {
        Self { name: name.into(), member: None }
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }
}

/// When a statement is kept for itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Stays {
    Never,
    /// Turbopack drops a whole module by a judgement of its own; what it lets stand the minifier judges, as with webpack.
    WithModule,
    Always,
}

impl Stays {
    /// Those who keep it, and those who do once they have its module.
    const fn of(set: Bundlers, with_module: Bundlers, by: Bundlers) -> Self {
        if set.contains(by) {
            Self::Always
        } else if set.and(with_module).contains(by) {
            Self::WithModule
        } else {
            Self::Never
        }
    }
}

impl Graph {
    /// Whether anything of the reached module leaves code in the output of all these bundlers.
    pub(super) fn has_live_code(&self, by: Bundlers, file: FileId) -> bool {
        self.keeps_code(by, file) || by == TURBOPACK && self.is_split_off(file)
    }

    /// As [`has_live_code`](Self::has_live_code), by what uses it.
    pub(super) fn keeps_code(&self, by: Bundlers, file: FileId) -> bool {
        let Some(module) = self.module(file) else {
            // JSON and other data: taken as a whole.
            return true;
        };
        // Rolldown puts small constants where they are used.
        let stays = |part: &Part| part.code && !(part.small && by.contains(ROLLDOWN) && !self.is_loaded_apart(file));
        let parts = module.shape.parts.iter().enumerate().filter(|(_, part)| stays(part));
        if self.project().file(file).is_some_and(|source| source.kind != FileKind::Script) {
            // A template is code by itself, unless the server renders it.
            let stays = |(index, _): (usize, &Part)| !module.shape.is_stripped(index);
            return !module.shape.strips_anywhere || parts.into_iter().any(stays);
        }
        parts.into_iter().any(|(index, _)| self.leaves(by, file, index, Effect::code_by))
    }

    /// Whether the literals of the top-level statement are in the output. The module must be reached.
    pub(super) fn has_live_value(&self, by: Bundlers, file: FileId, index: usize) -> bool {
        let Some(module) = self.module(file) else { return true };
        index < module.shape.parts.len()
            && (self.leaves(by, file, index, Effect::value_by) || by == TURBOPACK && self.is_split_off(file))
    }

    /// Whether the statement leaves something that its own effect leaves with `own` only.
    fn leaves(&self, by: Bundlers, file: FileId, index: usize, own: fn(Effect) -> Bundlers) -> bool {
        let Some(module) = self.module(file) else { return true };
        let stays = |of| self.stays(by, &module, (file, index), of);
        if stays(Effect::live_by) == stays(own) {
            return self.is_kept(by, Item::Part(file, index));
        }
        let mut users = Vec::new();
        self.users_of_part(by, file, index, false, &mut users);
        users.into_iter().any(|user| self.is_kept(by, user))
    }

    /// `of`: what of an effect is asked about.
    fn stays(&self, by: Bundlers, module: &Module, at: (FileId, usize), of: fn(Effect) -> Bundlers) -> Stays {
        let Some(part) = module.shape.parts.get(at.1) else { return Stays::Never };
        let judged = self.judged_part(by, part, at);
        let (mut set, mut with_module) = match judged {
            Some(judged) => (of(judged.effect), of(judged.minified)),
            None => (of(part.effect), of(part.minified)),
        };
        let asks = by.contains(TURBOPACK) && !set.and(with_module).contains(TURBOPACK);
        if asks && (self.reads_opaque(module, part) || self.reads_other_scope(TURBOPACK, at.0, module, part, None)) {
            with_module = with_module.and(TURBOPACK);
        }
        let asks = by.contains(WEBPACK) && !set.contains(WEBPACK);
        if asks && (self.reads_opaque(module, part) || self.reads_other_scope(WEBPACK, at.0, module, part, None)) {
            set = set.and(WEBPACK);
        }
        Stays::of(set, with_module, by)
    }

    pub(super) fn is_kept(&self, by: Bundlers, start: Item) -> bool {
        if let Some(known) = self.known_live(by, &start) {
            return known;
        }
        // What each item was met as a user of. Depth first: one user that is kept is enough.
        let mut seen: FxHashMap<Item, Option<Item>> = FxHashMap::from_iter([(start.clone(), None)]);
        let mut stack = vec![start];
        while let Some(item) = stack.pop() {
            let mut users = Vec::new();
            let kept = self.known_live(by, &item).unwrap_or_else(|| match &item {
                Item::Part(file, part) => self.users_of_part(by, *file, *part, true, &mut users),
                Item::Use(file, part) => self.users_of_part(by, *file, *part, false, &mut users),
                Item::Member(file, object, name) => self.users_of_member(by, *file, *object, name, &mut users),
                Item::Module(file) => self.users_of_module(by, *file, &mut users),
                Item::Export(file, name) => self.users_of_export(by, *file, name, &mut users),
                Item::Taken(file, name, importer) => {
                    if let Some(module) = self.module(*importer) {
                        let strips = self.strips(*importer);
                        let leads = |edge: &&Edge| {
                            edge.client == Some(*file)
                                && !edge.raw
                                && edge.by.contains(by)
                                && !(strips && edge.stripped)
                        };
                        for edge in module.edges.iter().filter(leads) {
                            users_of_import(self, by, *importer, &module, edge, name, &mut users);
                        }
                    }
                    false
                }
            });
            if kept {
                let mut at = Some(item);
                let mut live = self.answers.live[by.index()].write().unwrap_or_else(PoisonError::into_inner);
                while let Some(item) = at {
                    at = seen.remove(&item).flatten();
                    live.insert(item, true);
                }
                return true;
            }
            for user in users {
                if self.known_live(by, &user) != Some(false) && !seen.contains_key(&user) {
                    seen.insert(user.clone(), Some(item.clone()));
                    stack.push(user);
                }
            }
        }
        // Nobody who uses it is kept, nor anybody who uses these.
        let mut live = self.answers.live[by.index()].write().unwrap_or_else(PoisonError::into_inner);
        live.extend(seen.into_keys().map(|item| (item, false)));
        false
    }

    fn known_live(&self, by: Bundlers, item: &Item) -> Option<bool> {
        self.answers.live[by.index()].read().unwrap_or_else(PoisonError::into_inner).get(item).copied()
    }

    /// True when the statement is kept for itself; else its users. `own`: its own effect counts.
    fn users_of_part(&self, by: Bundlers, file: FileId, index: usize, own: bool, users: &mut Vec<Item>) -> bool {
        let Some(module) = self.module(file) else { return false };
        let (facts, shape) = (&*module.facts, &module.shape);
        let Some(part) = shape.parts.get(index) else { return false };
        if shape.is_stripped(index) && self.strips(file) {
            return false;
        }
        let stays = if own { self.stays(by, &module, (file, index), Effect::live_by) } else { Stays::Never };
        if stays != Stays::Never {
            let droppable = self.is_skipped(file, &module);
            if !droppable && (stays == Stays::Always || self.runs(by, file)) {
                return self.is_brought(file, users) && self.is_loaded(by, file, users);
            }
            self.users_of_module(by, file, users);
        }
        for binding in &part.owns {
            for reference in facts.references(*binding) {
                let at = facts.ast.span(reference).start;
                if let Some(user) = shape.part_at(facts, at)
                    && user != index
                    && !self.is_dead(by, file, &module, at)
                    && !(VITE.contains(by) && is_in_unread(facts, reference))
                {
                    users.push(user_of(self, by, file, &module, user, reference));
                }
            }
        }
        let span = facts.ast.span(part.node);
        for export in facts.exports.iter().filter(|export| !export.type_only) {
            let own = match export.source {
                ExportSource::Expression(node) | ExportSource::CommonJs(node) => span.contains(facts.ast.span(node)),
                ExportSource::Local(_) => facts.exported_binding(export).is_some_and(|id| part.owns.contains(&id)),
                ExportSource::From { .. } => false,
            };
            if own && let Some(name) = export_name(facts, export) {
                users.push(Item::Export(file, Name::of(name)));
            }
        }
        false
    }

    /// Whether the module's effects count for nothing while nothing of it is used.
    fn is_skipped(&self, file: FileId, module: &Module) -> bool {
        module.drops_effects && !module.shape.client && self.maybe().root(file).is_none() && !self.is_entered(file)
    }

    /// True when the module is brought along by one that is not skipped; else the statements of those that are: a barrel of a
    /// package without effects that only passes names on brings nothing along.
    fn is_brought(&self, file: FileId, users: &mut Vec<Item>) -> bool {
        let nearest = self.way(file).and_then(|way| way.hops.last().map(|step| step.from));
        if !nearest.and_then(|importer| self.module(importer)).is_some_and(|module| module.drops_effects) {
            return true;
        }
        for importer in self.maybe().importers(file).iter().filter(|importer| self.client_reached(**importer)) {
            let Some(module) = self.module(*importer).filter(|module| module.leads_to(file)) else { continue };
            if !self.is_skipped(*importer, &module) {
                return true;
            }
            let own = module.shape.parts.iter().enumerate().filter(|(_, part)| part.code);
            users.extend(own.map(|(index, _)| Item::Part(*importer, index)));
        }
        false
    }

    /// True when a reached module is there without anybody's asking; else who load it by `import()`, and must be there.
    fn is_loaded(&self, by: Bundlers, file: FileId, users: &mut Vec<Item>) -> bool {
        let Some(way) = self.way(file).filter(|way| self.follow(way).contains(by)) else { return false };
        let loads = |step: &&Step| {
            let Some(module) = self.module(step.from) else { return false };
            let import = module.edges.get(step.edge).and_then(|edge| module.facts.imports.get(edge.import? as usize));
            import.is_some_and(|import| matches!(import.kind, ImportKind::Dynamic | ImportKind::Require))
        };
        let Some(last) = way.hops.iter().rev().find(loads).filter(|_| NEXT.contains(by)) else { return true };
        let importers = self.maybe().importers(last.to).iter().filter(|importer| self.client_reached(**importer));
        users.extend(importers.map(|importer| Item::Module(*importer)));
        false
    }

    /// Who read a member of a literal object, or the object as a whole; nothing keeps it but these.
    fn users_of_member(
        &self,
        by: Bundlers,
        file: FileId,
        object: BindingId,
        name: &str,
        users: &mut Vec<Item>,
    ) -> bool {
        let Some(module) = self.module(file) else { return false };
        let (facts, shape) = (&*module.facts, &module.shape);
        for reference in facts.references(object).filter(|used| !held::reads_other(facts, *used, name)) {
            let at = facts.ast.span(reference).start;
            if let Some(user) = shape.part_at(facts, at)
                && !self.is_dead(by, file, &module, at)
                && !is_in_unread(facts, reference)
            {
                users.push(user_of(self, by, file, &module, user, reference));
            }
        }
        for export in facts.exports.iter().filter(|export| facts.exported_binding(export) == Some(object)) {
            if let Some(exported) = export_name(facts, export) {
                let member = Some(Member::OfObject(name.into()));
                users.push(Item::Export(file, Name { name: exported.into(), member }));
            }
        }
        false
    }

    /// True when the module runs whatever is taken from it; else its exports are its users.
    fn users_of_module(&self, by: Bundlers, file: FileId, users: &mut Vec<Item>) -> bool {
        let Some(module) = self.module(file) else { return false };
        if self.runs(by, file) {
            return self.is_loaded(by, file, users);
        }
        let names = module.facts.exports.iter().filter(|export| !export.type_only);
        let names = names.filter_map(|export| export_name(&module.facts, export));
        users.extend(names.map(|name| Item::Export(file, Name::of(name))));
        false
    }

    /// True when the export is taken by the framework; else its users in other modules.
    fn users_of_export(&self, by: Bundlers, file: FileId, name: &Name, users: &mut Vec<Item>) -> bool {
        match self.maybe().root(file) {
            // The framework takes the whole namespace, but for what it strips.
            Some(RootKind::Page) => {
                let stays = |module: &Module| !module.shape.server_exports.contains(&&*name.name);
                if self.module(file).is_none_or(|module| stays(&module)) {
                    return true;
                }
            }
            Some(RootKind::Entry | RootKind::InstrumentationClient) => return true,
            Some(RootKind::AppRoute) if self.module(file).is_some_and(|module| module.shape.client) => return true,
            _ => {}
        }
        if self.is_boundary(file) && self.is_kept_at_boundary(by, file, name) {
            return true;
        }
        // The last is looked at first: one that is parsed already, else the one nearest to a root.
        let level = |importer: &&FileId| self.maybe().level(**importer, Layer::Client);
        let mut importers: Vec<_> =
            self.maybe().importers(file).iter().filter(|importer| level(importer).is_some()).collect();
        importers.sort_by_cached_key(|importer| (self.modules.known(**importer).is_some(), Reverse(level(importer))));
        users.extend(importers.into_iter().map(|importer| Item::Taken(file, name.clone(), *importer)));
        false
    }
}

/// As [`user_at`], where a name stands: Rollup drops members of objects.
fn user_of(graph: &Graph, by: Bundlers, file: FileId, module: &Module, index: usize, name: NodeId) -> Item {
    let facts = &*module.facts;
    match held::holder(facts, name).filter(|_| by.contains(ROLLUP)) {
        Some((object, member)) => Item::Member(file, object, member.into()),
        None => user_at(graph, by, file, module, index, facts.ast.span(name).start),
    }
}

/// What uses something at a place of a top-level statement.
fn user_at(graph: &Graph, by: Bundlers, file: FileId, module: &Module, index: usize, at: u32) -> Item {
    let kept = module.shape.parts.get(index).map_or(Bundlers::NONE, |part| {
        let judged = graph.judged_part(by, part, (file, index));
        let kept = part.kept_at(&module.facts.ast, at, judged.as_ref().map(|judged| &*judged.residues));
        let asks = by == WEBPACK && !kept.contains(by);
        if asks && graph.reads_other_scope(by, file, module, part, Some(at)) { kept.and(by) } else { kept }
    });
    if kept.contains(by) { Item::Part(file, index) } else { Item::Use(file, index) }
}

/// What of the importing module uses the name `wanted` of the module that `edge` leads to.
pub(super) fn users_of_import(
    graph: &Graph,
    by: Bundlers,
    importer: FileId,
    module: &Module,
    edge: &Edge,
    wanted: &Name,
    users: &mut Vec<Item>,
) {
    let (facts, shape) = (&*module.facts, &module.shape);
    let Some(index) = edge.import else { return };
    let Some(import) = facts.imports.get(index as usize) else { return };
    match import.kind {
        ImportKind::ReExport => {
            for export in facts.exports.iter().filter(|export| !export.type_only) {
                let ExportSource::From { import, imported } = export.source else { continue };
                if import != index || !takes(facts, imported, &wanted.name) {
                    continue;
                }
                let name = match export_name(facts, export) {
                    Some(name) => passed_on(name, imported, wanted),
                    // `export *` passes every name on but the default.
                    None if *wanted.name != *"default" => wanted.clone(),
                    None => continue,
                };
                users.push(Item::Export(importer, name));
            }
        }
        ImportKind::Static | ImportKind::Require if import.node.is_none() => {
            for name in import.names.iter().filter(|name| !name.type_only && takes(facts, name.imported, &wanted.name))
            {
                users_of_local(graph, by, importer, module, name, wanted, users);
                if by == TURBOPACK && graph.is_taken_apart(importer, module, edge, name, wanted) {
                    users.push(Item::Module(importer));
                }
            }
        }
        // Expressions: the names of a pattern, or everything.
        _ => {
            let listed = import.names.iter().any(|name| takes(facts, name.imported, &wanted.name));
            let at = import.node.map_or(import.span.start, |node| facts.ast.span(node).start);
            // Kept by all is what each of them keeps.
            let picked = picked(facts, import).filter(|picked| picked.counts_for(by));
            let listed = picked.map_or(listed, |picked| picked.takes(&wanted.name));
            let whole = import.kind == ImportKind::Worker || import.kind == ImportKind::Glob && import.names.is_empty();
            let taken = listed || whole;
            let follows = match import.kind {
                ImportKind::Worker => TURBOPACK,
                ImportKind::Dynamic | ImportKind::Require => NEXT,
                _ => Bundlers::NONE,
            };
            if !taken || graph.drops_load(by, importer, module, at) {
                return;
            }
            if follows.contains(by) {
                users.push(Item::Module(importer));
            } else if let Some(part) = shape.part_at(facts, at) {
                users.push(user_at(graph, by, importer, module, part, at));
            }
        }
    }
}

fn users_of_local(
    graph: &Graph,
    by: Bundlers,
    importer: FileId,
    module: &Module,
    name: &ImportedName,
    wanted: &Name,
    users: &mut Vec<Item>,
) {
    let (facts, shape) = (&*module.facts, &module.shape);
    let Some(binding) = facts.binding_at(name.local) else { return };
    if shape.used_by_markup.contains(&name.local) {
        users.extend(shape.part_at(facts, name.local.start).map(|part| Item::Part(importer, part)));
    }
    let member = member_of(name.imported, wanted);
    for reference in facts.references(binding) {
        if member.as_ref().is_some_and(|member| member.is_passed_over(facts, reference)) {
            continue;
        }
        let at = facts.ast.span(reference).start;
        if let Some(part) = shape.part_at(facts, at)
            && !graph.is_dead(by, importer, module, at)
            && !graph.is_decided(by, importer, at)
            && !(VITE.contains(by) && is_in_unread(facts, reference))
        {
            users.push(user_of(graph, by, importer, module, part, reference));
        }
    }
    for export in facts.exports.iter().filter(|export| !export.type_only) {
        if facts.exported_binding(export) == Some(binding)
            && let Some(exported) = export_name(facts, export)
        {
            users.push(Item::Export(importer, passed_on(exported, name.imported, wanted)));
        }
    }
}

/// What the wanted name is to those who import it as `name`.
fn passed_on(name: &str, imported: Imported, wanted: &Name) -> Name {
    Name { name: name.into(), member: member_of(imported, wanted) }
}

/// What of an import is wanted. A namespace in a namespace is taken as a whole.
fn member_of(imported: Imported, wanted: &Name) -> Option<Member> {
    match imported {
        Imported::Namespace => Some(Member::OfSpace(wanted.name.clone())),
        _ => wanted.member.clone(),
    }
}

/// `ns.other`: a use of another member than the wanted one.
fn other_member(facts: &Facts, reference: NodeId, wanted: &str) -> bool {
    let Some(parent) = facts.ast.parent(reference) else { return false };
    match facts.ast.kind(parent) {
        Kind::Member { object, .. } | Kind::Index { object, .. } if object == reference => {
            facts.static_property_name(parent).is_some_and(|name| name != wanted)
        }
        _ => false,
    }
}

fn takes(facts: &Facts, imported: Imported, wanted: &str) -> bool {
    match imported {
        Imported::Default => wanted == "default",
        Imported::Namespace => true,
        Imported::Name(name) => unquoted(name.of(&facts.source)) == wanted,
    }
}
