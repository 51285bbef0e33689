//! The edits in the calling file: the call becomes a request to the route, and what only the call needed goes.

use std::collections::{BTreeMap, BTreeSet};

use super::fields::{self, FieldKey};
use super::role::within;
use super::trace::{FileTrace, Moved};
use super::{has_blank_line, refused};
use crate::fixes::Refusal;
use crate::flow::Module;
use crate::syntax::ast::{BindingId, Kind, NodeId};
use crate::syntax::facts::{Import, ImportKind, Imported};
use crate::text::Span;

/// A replacement in the calling file.
pub(super) type Change = (Span, String);

/// The statement that a declarator, a function or an expression stands in.
pub(super) fn statement_of(module: &Module, node: NodeId) -> NodeId {
    let mut at = node;
    loop {
        match module.kind(at) {
            Kind::Variable { .. } | Kind::Expression { .. } | Kind::If { .. } | Kind::ForEach { .. } => {
                return match module.parent(at) {
                    Some(parent) if matches!(module.kind(parent), Kind::Export { .. }) => parent,
                    _ => at,
                };
            }
            Kind::Function(_) | Kind::Class(_) if is_declaration(module, at) => {
                return match module.parent(at) {
                    Some(parent) if matches!(module.kind(parent), Kind::Export { .. }) => parent,
                    _ => at,
                };
            }
            _ => match module.parent(at) {
                Some(parent) => at = parent,
                None => return at,
            },
        }
    }
}

fn is_declaration(module: &Module, node: NodeId) -> bool {
    match module.kind(node) {
        Kind::Function(function) => function.declaration,
        Kind::Class(class) => class.declaration,
        _ => false,
    }
}

/// Where the comment lines that belong to what begins at `start` begin: those right above it, without an empty line between.
pub(super) fn comments_start(module: &Module, start: u32) -> u32 {
    let source = &module.facts.source;
    let mut at = start;
    for comment in module.facts.comments.iter().rev().filter(|comment| comment.end <= start) {
        let gap = source.get(comment.end as usize..at as usize).unwrap_or_default();
        let own_line = source
            .get(..comment.start as usize)
            .is_some_and(|before| before.rsplit('\n').next().unwrap_or_default().trim().is_empty());
        if !gap.trim().is_empty() || gap.matches('\n').count() != 1 || !own_line {
            break;
        }
        at = comment.start;
    }
    at
}

/// The whole lines of a statement, comments above it included; of two empty lines around it one goes too.
pub(super) fn lines_of(module: &Module, statement: Span) -> Span {
    whole_lines(module, statement, comments_start(module, statement.start))
}

fn whole_lines(module: &Module, statement: Span, first: u32) -> Span {
    let source = &module.facts.source;
    let first = first as usize;
    let before = source.get(..first).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let rest = source.get(statement.end as usize..).unwrap_or_default();
    let line_rest = rest.find('\n').map_or(rest.len(), |at| at + 1);
    // Something else on the lines: only the statement goes.
    let tail = rest[..line_rest].trim();
    if !before[line_start..].trim().is_empty() || !(tail.is_empty() || tail.starts_with("//")) {
        return Span::new(first as u32, statement.end);
    }
    let mut end = statement.end as usize + line_rest;
    let above = &source[..line_start];
    let blank_above =
        above.is_empty() || above.ends_with("\n\n") || above.ends_with("\r\n\r\n") || above.trim_end().ends_with('{');
    let below = &source[end..];
    let blank_line = below.len() - below.trim_start_matches(['\r']).strip_prefix('\n').map_or(below.len(), str::len);
    if blank_above && blank_line > 0 {
        end += blank_line;
    }
    Span::new(line_start as u32, end as u32)
}

/// What is left of the file when the calls have moved.
pub(super) struct Cleaning<'a> {
    pub trace: &'a FileTrace,
    /// The declarations and statements that slices have taken.
    pub taken: BTreeSet<NodeId>,
    /// Packages whose import must not stay: the SDKs that moved.
    pub sdks: BTreeSet<Box<str>>,
    /// Types that another one replaces.
    pub retyped: Vec<Span>,
    /// What stays of the calls: the values that are sent.
    pub sent: Vec<Span>,
}

impl Cleaning<'_> {
    /// All that leaves the file: the calls, what moves with them, and what nothing else uses.
    pub(super) fn gone(&self) -> BTreeSet<NodeId> {
        let mut gone: BTreeSet<NodeId> = self.trace.sinks.clone();
        gone.extend(self.trace.tests.iter().copied());
        gone.extend(self.trace.setups.iter().copied());
        gone.extend(self.trace.moved.values().map(|moved| match moved {
            Moved::Declared { declaration, .. } => *declaration,
            Moved::Env { property } => *property,
        }));
        for field in self.trace.fields.values() {
            gone.extend(field.declaration);
            gone.extend(field.statement);
        }
        gone.extend(self.empty_constructors(&gone));
        // What was taken along stays where it is still used.
        loop {
            let before = gone.len();
            for item in &self.taken {
                if !gone.contains(item) && !self.is_used_outside(*item, &gone) {
                    gone.insert(*item);
                }
            }
            if gone.len() == before {
                return gone;
            }
        }
    }

    /// Constructors that did nothing but what moves.
    fn empty_constructors(&self, gone: &BTreeSet<NodeId>) -> Vec<NodeId> {
        let module = &self.trace.module;
        let statements = self.trace.fields.values().filter_map(|field| field.statement);
        let constructors = statements.filter_map(|statement| {
            let function = module.enclosing_function(statement)?;
            let Kind::Function(parts) = module.kind(function) else { return None };
            let Kind::Block { body } = module.kind(parts.body?) else { return None };
            let empty = parts.parameters.len == 0 && module.list(body).iter().all(|statement| gone.contains(statement));
            module.parent(function).filter(|_| empty)
        });
        constructors.collect()
    }

    /// The edits that remove what has moved, and what nothing uses any more.
    pub(super) fn changes(&self) -> Result<Vec<Change>, Refusal> {
        let gone = self.gone();
        let mut removed: BTreeSet<NodeId> = gone.clone();
        for sink in &self.trace.sinks {
            removed.remove(sink);
        }
        let mut changes = self.removals(&removed);
        changes.extend(self.imports(&gone)?);
        changes.extend(self.types(&gone));
        Ok(changes)
    }

    /// Types of the file's own that only what moves has mentioned.
    fn types(&self, gone: &BTreeSet<NodeId>) -> Vec<Change> {
        let module = &self.trace.module;
        let declarations =
            module.ast().ids().filter(|id| module.kind(*id) == Kind::Type && module.parent(*id).is_none());
        let dead = declarations.filter(|declaration| {
            let own = module.span(*declaration);
            let Some(name) = super::needs::declared_name(module.written(*declaration)) else { return false };
            let others = |span: &Span| module.text(*span) == name && !own.contains(*span);
            let mut mentions = super::needs::mentions(module).filter(others).peekable();
            mentions.peek().is_some() && mentions.all(|span| self.leaves(gone, span))
        });
        dead.map(|declaration| (lines_of(module, module.span(declaration)), String::new())).collect()
    }

    /// Whether a mention of a type goes with what goes.
    fn leaves(&self, gone: &BTreeSet<NodeId>, mention: Span) -> bool {
        let module = &self.trace.module;
        gone.iter().any(|gone| module.span(*gone).contains(mention))
            || self.retyped.iter().any(|span| span.contains(mention))
    }

    fn is_used_outside(&self, item: NodeId, gone: &BTreeSet<NodeId>) -> bool {
        let module = &self.trace.module;
        if let Some(key) = field_of(module, item) {
            let public = fields::value(module, &key).is_none_or(|field| !fields::is_private(module, &field, &key.1));
            return public
                || fields::uses(module, &key).iter().any(|used| !gone.iter().any(|gone| within(module, *used, *gone)));
        }
        let Some(binding) = declared(module, item) else {
            // A statement that filled something: it goes with what it fills.
            return false;
        };
        let name = module.text(module.binding(binding).name);
        if !super::role::exported_names(module, name).is_empty() {
            return true;
        }
        module.uses(binding).iter().any(|used| self.stays(gone, *used))
    }

    /// Whether a use is left in the file.
    fn stays(&self, gone: &BTreeSet<NodeId>, used: NodeId) -> bool {
        let module = &self.trace.module;
        let is_sent = self.sent.iter().any(|sent| sent.contains(module.span(used)));
        is_sent || !gone.iter().any(|gone| within(module, used, *gone))
    }

    fn removals(&self, removed: &BTreeSet<NodeId>) -> Vec<Change> {
        let module = &self.trace.module;
        let mut changes: Vec<Change> = Vec::new();
        let mut done: BTreeSet<NodeId> = BTreeSet::new();
        for item in removed {
            let statement = match module.kind(*item) {
                Kind::Property { .. } => *item,
                _ => statement_of(module, *item),
            };
            if !done.insert(statement) {
                continue;
            }
            match module.kind(statement) {
                Kind::Property { .. } if field_of(module, statement).is_some() => {
                    let span = module.span(statement);
                    let rest = module.facts.source.get(span.end as usize..).unwrap_or_default();
                    let end = span.end + u32::from(rest.starts_with(';'));
                    changes.push((lines_of(module, Span::new(span.start, end)), String::new()));
                }
                Kind::Property { .. } => self.remove_property(statement, removed, &mut done, &mut changes),
                _ => {
                    let inner = match module.kind(statement) {
                        Kind::Export { declaration: Some(inner) } => inner,
                        _ => statement,
                    };
                    if let Kind::Variable { declarators, .. } = module.kind(inner) {
                        let declarators = module.list(declarators);
                        let kept: Vec<NodeId> =
                            declarators.iter().copied().filter(|declarator| !removed.contains(declarator)).collect();
                        if !kept.is_empty() {
                            changes.extend(remove_from_list(module, declarators, |node| removed.contains(&node)));
                            continue;
                        }
                    }
                    changes.push((lines_of(module, module.span(statement)), String::new()));
                }
            }
        }
        changes
    }

    /// A property of `const { A, B } = process.env`; the whole statement when nothing is left.
    fn remove_property(
        &self,
        property: NodeId,
        removed: &BTreeSet<NodeId>,
        done: &mut BTreeSet<NodeId>,
        changes: &mut Vec<Change>,
    ) {
        let module = &self.trace.module;
        let Some(pattern) = module.parent(property) else { return };
        let Kind::ObjectPattern { properties } = module.kind(pattern) else { return };
        let items = module.list(properties);
        done.extend(items.iter().copied().filter(|item| removed.contains(item)));
        if items.iter().all(|item| removed.contains(item)) {
            let statement = statement_of(module, pattern);
            changes.push((lines_of(module, module.span(statement)), String::new()));
        } else {
            changes.extend(remove_from_list(module, items, |node| removed.contains(&node)));
        }
    }

    /// Imports that nothing uses any more.
    fn imports(&self, gone: &BTreeSet<NodeId>) -> Result<Vec<Change>, Refusal> {
        let module = &self.trace.module;
        let mut changes = Vec::new();
        for import in
            module.facts.imports.iter().filter(|import| import.kind == ImportKind::Static && !import.names.is_empty())
        {
            let mut dead: Vec<usize> = Vec::new();
            let mut only_types: Vec<usize> = Vec::new();
            let mut was_value = false;
            for (index, name) in import.names.iter().enumerate() {
                let local = module.text(name.local);
                let in_types =
                    module.facts.type_names.iter().any(|span| module.text(*span) == local && !self.leaves(gone, *span));
                let in_gone_types = !in_types && module.facts.type_names.iter().any(|span| module.text(*span) == local);
                let Some(binding) = module.lookup(crate::syntax::ast::ScopeId::MODULE, local) else {
                    // Types are no values: what is imported as one goes with its last use.
                    if in_gone_types {
                        dead.push(index);
                    }
                    continue;
                };
                let uses = module.uses(binding);
                let outside = uses.iter().find(|used| self.stays(gone, **used));
                let sdk = import.specifier.as_deref().is_some_and(|specifier| self.sdks.contains(specifier));
                let carries = self.trace.imported.contains(&binding);
                match outside {
                    Some(used) if sdk || carries => {
                        return Err(refused(
                            module,
                            *used,
                            &format!("`{local}` is also used on line {{}}; it cannot be removed from this file."),
                        ));
                    }
                    Some(_) => {}
                    None if in_types => {
                        only_types.push(index);
                        was_value |= !uses.is_empty();
                    }
                    None if uses.is_empty() && !in_gone_types => {}
                    None => dead.push(index),
                }
            }
            // What is left of a package says so that it is for its types, whatever the bundler makes of that.
            let named = import.names.iter().filter(|name| !matches!(name.imported, Imported::Default)).count();
            let plain = !import.type_only && import.names.iter().all(|name| !name.type_only);
            let one_kind = named == 0 || named == import.names.len();
            if was_value && plain && one_kind && only_types.len() + dead.len() == import.names.len() {
                let (span, text) = match dead.as_slice() {
                    [] => (import.span, import.span.of(&module.facts.source).to_owned()),
                    dead => without_names(module, import, dead),
                };
                changes.push((span, text.replacen("import", "import type", 1)));
                continue;
            }
            if dead.is_empty() {
                continue;
            }
            if dead.len() == import.names.len() {
                // What is said above an import is mostly about the file.
                changes.push((whole_lines(module, import.span, import.span.start), String::new()));
            } else {
                changes.push(without_names(module, import, &dead));
            }
        }
        Ok(changes)
    }
}

/// The class's field that an item declares.
fn field_of(module: &Module, item: NodeId) -> Option<FieldKey> {
    let class = module.parent(item).filter(|class| matches!(module.kind(*class), Kind::Class(_)))?;
    match module.kind(item) {
        Kind::Property { key, .. } => Some((class, module.written(key).to_owned())),
        _ => None,
    }
}

/// The name that an item declares.
fn declared(module: &Module, item: NodeId) -> Option<BindingId> {
    match module.kind(item) {
        Kind::Declarator { target, .. } => module.plain_binding(target),
        Kind::Function(function) => function.name,
        Kind::Class(class) => class.name,
        Kind::Enum { binding, .. } => Some(binding),
        Kind::Property { value, .. } => module.plain_binding(value),
        _ => None,
    }
}

/// The import without some of its names, everything else as it was written.
fn without_names(module: &Module, import: &Import, dead: &[usize]) -> Change {
    let source = &module.facts.source;
    let whole = import.span.of(source);
    let kept_default = import
        .names
        .iter()
        .enumerate()
        .find(|(index, name)| !dead.contains(index) && matches!(name.imported, Imported::Default));
    let open = whole.find('{').filter(|at| import.span.start + (*at as u32) < import.specifier_span.start);
    let Some(open) = open else { return (import.span, whole.to_owned()) };
    let close = whole.find('}').unwrap_or(open);
    let dead_names: Vec<&str> =
        dead.iter().filter_map(|index| import.names.get(*index)).map(|name| name.local.of(source)).collect();
    let inner = &whole[open + 1..close];
    let kept: Vec<&str> = inner
        .split(',')
        .filter(|part| !part.trim().is_empty())
        .filter(|part| {
            let local = part.trim().rsplit(char::is_whitespace).next().unwrap_or_default();
            !dead_names.contains(&local)
        })
        .collect();
    let head = if kept_default.is_some() || !whole[..open].contains(',') {
        whole[..open].to_owned()
    } else {
        "import ".to_owned()
    };
    let tail = &whole[close + 1..];
    let text = if kept.is_empty() {
        format!("{}{tail}", head.trim_end().trim_end_matches(',').trim_end())
    } else {
        let broken = inner.contains('\n');
        let end = &inner[inner.trim_end().len()..];
        let comma = if inner.trim_end().ends_with(',') { "," } else { "" };
        let names = kept.join(",");
        let names = if broken { names.trim_end().to_owned() } else { format!(" {}", names.trim()) };
        format!("{head}{{{names}{comma}{end}}}{tail}")
    };
    (import.span, text)
}

/// Removes items of a comma-separated list.
fn remove_from_list(module: &Module, items: &[NodeId], gone: impl Fn(NodeId) -> bool) -> Vec<Change> {
    let mut changes = Vec::new();
    for (index, item) in items.iter().enumerate().filter(|(_, item)| gone(**item)) {
        let span = module.span(*item);
        let change = match (items.get(index + 1), index.checked_sub(1).and_then(|before| items.get(before))) {
            (Some(next), _) => Span::new(span.start, module.span(*next).start),
            (None, Some(before)) if !gone(*before) => Span::new(module.span(*before).end, span.end),
            _ => span,
        };
        changes.push((change, String::new()));
    }
    changes
}

/// Puts type imports behind the file's imports, and the functions behind those.
pub(super) fn insert(
    module: &Module,
    style: &crate::fixes::style::Style,
    changes: &mut Vec<Change>,
    imports: &[String],
    functions: &[String],
) {
    let source = &module.facts.source;
    let last_import = module
        .facts
        .imports
        .iter()
        .filter(|import| import.kind == ImportKind::Static)
        .map(|import| import.span.end)
        .max();
    let removed =
        |offset: u32| changes.iter().any(|(span, text)| text.is_empty() && span.start < offset && offset <= span.end);
    let kept_import = module
        .facts
        .imports
        .iter()
        .filter(|import| import.kind == ImportKind::Static && !removed(import.span.end))
        .map(|import| import.span.end)
        .max();
    let directives = module.facts.directives.iter().map(|directive| directive.span.end).max();
    // A directive's span is its text's.
    let directives =
        directives.map(|end| end + u32::from(source.get(end as usize..).is_some_and(|r| r.starts_with(';'))));
    let at = last_import.or(directives).unwrap_or_else(|| {
        // Behind the comments that the file begins with: a licence stays first.
        module.ast().body.first().map_or(0, |first| comments_start(module, module.span(*first).start))
    });
    let mut text = imports.join("\n");
    if !imports.is_empty() {
        text.push('\n');
        if kept_import.is_none() || !functions.is_empty() {
            text.push('\n');
        }
    }
    text.push_str(&functions.join("\n\n"));
    // What is removed right there gives its place.
    let place = changes.iter().position(|(span, text)| text.is_empty() && span.start <= at && at <= span.end);
    if let Some(index) = place {
        // Empty lines behind are ours to set, and what is removed next is the same gap.
        loop {
            let next = changes.get(index + 1).map_or(source.len(), |(span, _)| span.start as usize);
            let end = changes[index].0.end as usize;
            let after = source.get(end..next).unwrap_or_default();
            let rest = after.trim_start_matches(['\n', '\r']);
            let removed =
                changes.get(index + 1).filter(|(_, text)| text.is_empty() && rest.is_empty()).map(|(span, _)| span.end);
            changes[index].0.end = (end + after.len() - rest.len()) as u32;
            let Some(removed) = removed else { break };
            changes[index].0.end = removed;
            changes.remove(index + 1);
        }
        let (span, replaced) = &mut changes[index];
        let before = source.get(..span.start as usize).unwrap_or_default();
        let attached = kept_import.max(directives).is_some_and(|end| before.trim_end().len() == end as usize);
        let lead = if attached && imports.is_empty() && !before.ends_with("\n\n") { "\n" } else { "" };
        let lead = if before.is_empty() || before.ends_with('\n') { lead.to_owned() } else { format!("\n{lead}") };
        let tail = if span.end as usize >= source.len() { "\n" } else { "\n\n" };
        *replaced = style.line_ends(format!("{lead}{text}{tail}"));
        return;
    }
    let after = source.get(at as usize..).unwrap_or_default();
    let tail = if after.trim().is_empty()
        || has_blank_line(after.get(..after.len() - after.trim_start().len()).unwrap_or_default())
    {
        ""
    } else {
        "\n"
    };
    let text = if last_import.is_some() {
        let gap = if imports.is_empty() { "\n\n" } else { "\n" };
        format!("{gap}{text}{tail}")
    } else if directives.is_some() {
        format!("\n\n{text}{tail}")
    } else {
        format!("{text}\n\n")
    };
    changes.push((Span::new(at, at), style.line_ends(text)));
    changes.sort_by_key(|(span, _)| (span.start, span.end));
}

/// Sorted, with none inside of another; of two empty lines around what is removed one goes too.
pub(super) fn disjoint(module: &Module, changes: Vec<Change>) -> Vec<Change> {
    let source = &module.facts.source;
    let mut by_start: BTreeMap<(u32, std::cmp::Reverse<u32>), String> = BTreeMap::new();
    for (span, text) in changes {
        by_start.entry((span.start, std::cmp::Reverse(span.end))).or_insert(text);
    }
    let mut out: Vec<Change> = Vec::new();
    for ((start, std::cmp::Reverse(end)), text) in by_start {
        match out.last_mut() {
            Some((last, _)) if end <= last.end && start < last.end => {}
            // Two removals one behind the other.
            Some((last, kept)) if start <= last.end && kept.is_empty() && text.is_empty() => last.end = end,
            Some((last, _)) if start < last.end => {}
            _ => out.push((Span::new(start, end), text)),
        }
    }
    for (span, text) in &mut out {
        let before = source.get(..span.start as usize).unwrap_or_default();
        let after = source.get(span.end as usize..).unwrap_or_default();
        let removed = source.get(span.start as usize..span.end as usize).unwrap_or_default();
        let open = before.is_empty()
            || before.ends_with("\n\n")
            || before.ends_with("\r\n\r\n")
            || before.trim_end().ends_with('{');
        let blank = if after.starts_with("\r\n") { 2 } else { u32::from(after.starts_with('\n')) };
        if text.is_empty() && removed.ends_with('\n') && open && !removed.ends_with("\n\n") {
            span.end += blank;
        }
    }
    out
}
