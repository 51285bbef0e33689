//! Reads of the environment, in every form code writes them.
//!
//! Starts at the few names that can lead there (`process`, `globalThis`, `import.meta`, imports of `process`) and follows
//! aliases from place to place, so that a file without any costs one look at each node's kind.

use super::ast::{Ast, BindingId, Kind, List, NodeId};
use super::commonjs::{name_place, unquoted};
use super::facts::{EnvForm, EnvObject, EnvRead, Facts, ImportKind, Imported, Through};
use crate::text::Span;

pub(super) fn reads(facts: &Facts) -> Vec<EnvRead> {
    let mut finder = Finder { facts, ast: &facts.ast, found: Vec::new(), followed: Vec::new() };
    for id in facts.ast.ids() {
        match facts.ast.kind(id) {
            Kind::ImportMeta => finder.holder(id, EnvObject::ImportMeta, Through::Direct),
            Kind::Ident => finder.global(id),
            _ => {}
        }
    }
    finder.imports();
    let mut found = finder.found;
    found.sort_by_key(|read| (read.span.start, read.node));
    found.dedup_by_key(|read| read.node);
    found
}

struct Finder<'f> {
    facts: &'f Facts,
    ast: &'f Ast,
    found: Vec<EnvRead>,
    /// Aliases whose uses were looked at.
    followed: Vec<BindingId>,
}

impl Finder<'_> {
    /// `process` itself, or a global object that has it.
    fn global(&mut self, id: NodeId) {
        match self.facts.text(id) {
            "process" if self.facts.is_global(id, "process") => {
                self.holder(id, EnvObject::Process, Through::Direct);
            }
            name @ ("globalThis" | "window" | "self" | "global") if self.facts.is_global(id, name) => {
                let outer = self.ast.wrapped(id);
                if let Some(member) = self.member_of(outer, "process") {
                    self.holder(member, EnvObject::Process, Through::Global);
                }
            }
            _ => {}
        }
    }

    /// `import process from 'process'`, `import { env } from 'node:process'`, `import * as p from 'process'`.
    fn imports(&mut self) {
        for import in &self.facts.imports {
            let process = matches!(import.specifier.as_deref(), Some("process" | "node:process"));
            if !process || import.kind != ImportKind::Static || import.type_only {
                continue;
            }
            for name in &import.names {
                let Some(binding) = self.facts.binding_at(name.local) else { continue };
                match name.imported {
                    Imported::Default if name.local.of(&self.facts.source) == "process" => {
                        self.holder_alias(binding, EnvObject::Process, Through::ProcessImport);
                    }
                    Imported::Default => self.holder_alias(binding, EnvObject::Process, Through::EnvImport),
                    Imported::Namespace => self.holder_alias(binding, EnvObject::Process, Through::EnvImport),
                    Imported::Name(exported) if exported.of(&self.facts.source) == "env" => {
                        self.alias(binding, EnvObject::Process, Through::EnvImport);
                    }
                    Imported::Name(_) => {}
                }
            }
        }
    }

    /// The access of this name on the (wrapped) node.
    fn member_of(&self, outer: NodeId, name: &str) -> Option<NodeId> {
        let parent = self.ast.parent(outer)?;
        match self.ast.kind(parent) {
            Kind::Member { object, .. } | Kind::Index { object, .. } if object == outer => {}
            _ => return None,
        }
        (self.facts.static_property_name(parent) == Some(name)).then_some(parent)
    }

    /// An expression whose value is `process` or `import.meta`.
    fn holder(&mut self, id: NodeId, object: EnvObject, through: Through) {
        let outer = self.ast.wrapped(id);
        if let Some(member) = self.member_of(outer, "env") {
            let optional = matches!(
                self.ast.kind(member),
                Kind::Member { optional: true, .. } | Kind::Index { optional: true, .. }
            );
            let indexed = object == EnvObject::ImportMeta && matches!(self.ast.kind(member), Kind::Index { .. });
            let through = match through {
                Through::Direct if indexed => Through::Indirect,
                Through::Direct if optional => Through::Optional,
                through => through,
            };
            self.env(member, object, through);
            return;
        }
        let Some(parent) = self.ast.parent(outer) else { return };
        let Kind::Declarator { target, init, .. } = self.ast.kind(parent) else { return };
        if init != Some(outer) {
            return;
        }
        match self.ast.kind(target) {
            Kind::Binding(binding) => {
                let through = if through == Through::Direct { Through::Indirect } else { through };
                self.holder_alias(binding, object, through);
            }
            Kind::ObjectPattern { properties } => self.destructured_holder(properties, object),
            _ => {}
        }
    }

    fn holder_alias(&mut self, binding: BindingId, object: EnvObject, through: Through) {
        if self.follow(binding) {
            for reference in self.facts.references(binding) {
                self.holder(reference, object, through);
            }
        }
    }

    /// `const { env } = process`, `const { env: { X } } = process`.
    fn destructured_holder(&mut self, properties: List, object: EnvObject) {
        for property in self.ast.list(properties) {
            if self.facts.static_property_name(*property) != Some("env") {
                continue;
            }
            let Kind::Property { value, .. } = self.ast.kind(*property) else { continue };
            self.target(value, object, Through::Destructured, None);
        }
    }

    fn follow(&mut self, binding: BindingId) -> bool {
        let new = !self.followed.contains(&binding);
        if new {
            self.followed.push(binding);
        }
        new
    }

    /// An expression whose value is the environment object.
    fn env(&mut self, id: NodeId, object: EnvObject, through: Through) {
        let outer = self.ast.wrapped(id);
        let Some(parent) = self.ast.parent(outer) else { return self.whole(outer, object, through) };
        match self.ast.kind(parent) {
            Kind::Member { object: of, .. } | Kind::Index { object: of, .. } if of == outer => {
                self.access(parent, object, through);
            }
            Kind::Declarator { target, init, .. } if init == Some(outer) => {
                self.target(target, object, through, Some((outer, through)));
            }
            Kind::DefaultPattern { target, default } if default == outer => {
                let inside = if through == Through::Direct { Through::Parameter } else { through };
                self.target(target, object, inside, Some((outer, through)));
            }
            Kind::Assign { target, value, .. } if value == outer => match self.ast.kind(target) {
                Kind::ObjectPattern { properties } => self.pattern(properties, object, through),
                _ => self.whole(outer, object, through),
            },
            Kind::Assign { target, .. } if target == outer => {}
            // A value that is thrown away.
            Kind::Expression { .. } => {}
            _ => self.whole(outer, object, through),
        }
    }

    /// What the object is bound to: a pattern of names, or one name, whose uses are followed. `value` is the expression that
    /// gives it whole, and how that comes by it.
    fn target(&mut self, target: NodeId, object: EnvObject, through: Through, value: Option<(NodeId, Through)>) {
        match self.ast.kind(target) {
            Kind::ObjectPattern { properties } => self.pattern(properties, object, through),
            Kind::DefaultPattern { target, .. } => self.target(target, object, through, value),
            Kind::Binding(binding) => {
                if let Some((value, through)) = value {
                    self.whole(value, object, through);
                }
                let through = if through == Through::Direct { Through::Alias } else { through };
                self.alias(binding, object, through);
            }
            _ => {
                if let Some((value, through)) = value {
                    self.whole(value, object, through);
                }
            }
        }
    }

    fn alias(&mut self, binding: BindingId, object: EnvObject, through: Through) {
        if self.follow(binding) {
            for reference in self.facts.references(binding) {
                self.env(reference, object, through);
            }
        }
    }

    /// `{ X, Y: y = 'z', ...rest }`.
    fn pattern(&mut self, properties: List, object: EnvObject, through: Through) {
        for id in self.ast.list(properties) {
            let span = self.ast.span(*id);
            match self.ast.kind(*id) {
                Kind::Property { key, computed, .. } => {
                    if computed && self.facts.string(self.ast.unwrapped(key)).is_none() {
                        self.push(object, None, EnvForm::Computed, through, span, *id);
                    } else {
                        let name = unquoted(self.facts, key);
                        self.push(object, Some(name), EnvForm::Destructured, through, name, *id);
                    }
                }
                Kind::Rest { .. } => self.push(object, None, EnvForm::Whole, through, span, *id),
                _ => {}
            }
        }
    }

    /// `env.X`, `env['X']`, `env[x]`; an assignment to it is no read.
    fn access(&mut self, id: NodeId, object: EnvObject, through: Through) {
        let outer = self.ast.wrapped(id);
        if let Some(parent) = self.ast.parent(outer) {
            match self.ast.kind(parent) {
                Kind::Assign { target, operator, .. } if target == outer && operator.of(&self.facts.source) == "=" => {
                    return;
                }
                Kind::Unary { operator, .. } if operator.of(&self.facts.source) == "delete" => return,
                _ => {}
            }
        }
        let form = match self.ast.kind(id) {
            Kind::Member { .. } => EnvForm::Dot,
            Kind::Index { index, .. } => match self.ast.kind(self.ast.unwrapped(index)) {
                Kind::String => EnvForm::Bracket,
                Kind::Template { .. } if self.facts.static_property_name(id).is_some() => EnvForm::Template,
                _ => EnvForm::Computed,
            },
            _ => return,
        };
        let name = if form == EnvForm::Computed { None } else { name_place(self.facts, id) };
        let asserted = self.ast.parent(id).filter(|parent| matches!(self.ast.kind(*parent), Kind::NonNull { .. }));
        let span = self.ast.span(asserted.unwrap_or(id));
        self.push(object, name, form, through, span, id);
    }

    fn whole(&mut self, id: NodeId, object: EnvObject, through: Through) {
        let span = self.ast.span(id);
        self.push(object, None, EnvForm::Whole, through, span, id);
    }

    fn push(
        &mut self,
        object: EnvObject,
        name: Option<Span>,
        form: EnvForm,
        through: Through,
        span: Span,
        node: NodeId,
    ) {
        self.found.push(EnvRead { object, name, form, through, span, node });
    }
}
