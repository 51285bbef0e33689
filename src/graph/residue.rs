//! Where in an unused statement that is what bundlers keep of it: `process.env.URL ?? fallback()` leaves a call, and
//! `process.env.URL ?? fallback` only the read. What else the statement names goes with it.

use super::effect::{self, Effect, TURBOPACK, WEBPACK};
use super::purity::{self, Effects};
use crate::project::Bundlers;
use crate::syntax::ast::{Kind, List, NodeId};
use crate::syntax::facts::Imported;
use crate::text::Span;

const fn is_path(kind: Kind) -> bool {
    matches!(kind, Kind::Ident | Kind::Member { .. })
}

/// A place that is kept, and by whom.
pub type Residue = (Span, Bundlers);

/// What Next's minifiers leave of a statement, which have it in one scope with others.
pub struct Merged {
    pub webpack: Effect,
    pub turbopack: Effect,
    /// What of it is left with Turbopack.
    pub residues: Vec<Residue>,
}

impl Effects<'_> {
    /// What is left of a top-level statement once its module stands in one scope with others.
    pub fn merged(&self, statement: NodeId) -> Merged {
        let in_scope = Effects { one_scope: true, ..*self };
        // Turbopack marks React's makers itself.
        let marked = Effects { jsx: true, ..in_scope };
        let residues = marked.residues(statement).into_iter();
        Merged {
            webpack: in_scope.statement(statement).only(WEBPACK),
            turbopack: marked.statement(statement).minified().only(TURBOPACK),
            residues: residues.map(|(span, by)| (span, effect::minified(by).both(TURBOPACK))).collect(),
        }
    }

    /// The places that a top-level statement leaves when nobody uses what it declares.
    pub fn residues(&self, statement: NodeId) -> Vec<Residue> {
        let mut found = Vec::new();
        self.of_statement(statement, &mut found);
        found
    }

    /// Where the statement reads, as the module runs, what other modules export, or members of it.
    pub fn taken(&self, statement: NodeId) -> Vec<NodeId> {
        let (facts, ast) = (self.facts, &self.facts.ast);
        let mut found = Vec::new();
        let (mut after, mut called) = (0, None);
        for id in std::iter::once(statement).chain(ast.descendants(statement)) {
            let span = ast.span(id);
            if span.start < after {
                continue;
            }
            match ast.kind(id) {
                Kind::Function(_) => after = span.end,
                _ if self.is_dead(id) || called == Some(id) => after = span.end,
                // What is called goes, or stays, with the call.
                Kind::Call { callee, .. } | Kind::New { callee, .. } if is_path(ast.kind(ast.unwrapped(callee))) => {
                    called = Some(callee);
                }
                Kind::Ident | Kind::Member { .. } | Kind::Index { .. } => {
                    let (root, _) = purity::root_of(facts, id);
                    let imported = facts.resolve(root).and_then(|binding| facts.import_of(binding));
                    let is_space = imported.is_some_and(|(_, name)| name.imported == Imported::Namespace) && root == id;
                    if imported.is_some() && !is_space {
                        found.push(id);
                        after = span.end;
                    }
                }
                _ => {}
            }
        }
        found
    }

    fn of_statement(&self, node: NodeId, found: &mut Vec<Residue>) {
        let ast = &self.facts.ast;
        match ast.kind(node) {
            Kind::Expression { expression } => self.of_expression(expression, found),
            Kind::Variable { declarators: statements, .. } | Kind::Block { body: statements } => {
                for statement in ast.list(statements) {
                    self.of_statement(*statement, found);
                }
            }
            Kind::Declarator { target, init: Some(init), .. } if matches!(ast.kind(target), Kind::Binding(_)) => {
                self.of_expression(init, found);
            }
            Kind::Export { .. } if self.is_assigned_export(node) => found.push((ast.span(node), Bundlers::ALL)),
            Kind::Export { declaration: Some(declaration) } => self.of_statement(declaration, found),
            Kind::Class(_) => self.of_expression(node, found),
            _ => self.whole(node, self.statement(node), found),
        }
    }

    fn of_expression(&self, node: NodeId, found: &mut Vec<Residue>) {
        let ast = &self.facts.ast;
        let effect = self.expression(node, 0);
        if effect == Effect::PURE {
            return;
        }
        let node = ast.unwrapped(node);
        let mut each = |list: List| {
            for id in ast.list(list) {
                self.of_expression(*id, found);
            }
        };
        match ast.kind(node) {
            Kind::Array { items: parts }
            | Kind::Object { properties: parts }
            | Kind::Template { parts }
            | Kind::Sequence { expressions: parts } => each(parts),
            Kind::Property { key, value, computed, .. } => {
                self.of_expression(value, found);
                if computed {
                    self.of_expression(key, found);
                }
            }
            Kind::Binary { left, right, .. } => {
                self.of_expression(left, found);
                self.of_expression(right, found);
            }
            Kind::Logical { left, right, .. } => self.of_choice(left, &[right], found),
            Kind::Conditional { test, consequent, alternate } => {
                self.of_choice(test, &[consequent, alternate], found);
            }
            Kind::Call { callee, arguments, .. } if self.call(node, callee, arguments, 0) == Effect::PURE => {
                each(arguments);
            }
            Kind::New { callee, arguments } if self.construct(node, callee, arguments, 0) == Effect::PURE => {
                each(arguments);
            }
            Kind::JsxElement { name, attributes, children } => {
                each(attributes);
                each(children);
                if let Some(name) = name {
                    self.of_expression(name, found);
                }
            }
            Kind::Class(class) if self.of_members(class.members) == Effect::PURE => {
                if let Some(base) = class.extends {
                    found.push((ast.span(base), effect.live));
                }
            }
            _ => self.whole(node, effect, found),
        }
    }

    /// What is asked first stays where what depends on it does.
    fn of_choice(&self, test: NodeId, branches: &[NodeId], found: &mut Vec<Residue>) {
        let effects = branches.iter().map(|branch| self.expression(*branch, 0));
        let effect = effects.fold(Effect::PURE, std::ops::BitOr::bitor);
        if effect.live == Bundlers::NONE {
            self.of_expression(test, found);
        } else {
            found.push((self.facts.ast.span(test), effect.live));
            for branch in branches {
                self.of_expression(*branch, found);
            }
        }
    }

    /// What the members of a class leave when it is made.
    fn of_members(&self, members: List) -> Effect {
        let each = self.facts.ast.list(members).iter().map(|member| self.class_member(*member, 0));
        each.fold(Effect::PURE, std::ops::BitOr::bitor)
    }

    fn whole(&self, node: NodeId, effect: Effect, found: &mut Vec<Residue>) {
        let ast = &self.facts.ast;
        if effect.code != Bundlers::NONE {
            found.push((ast.span(node), effect.code));
        }
        // `lazy(() => import('./x'))`: the call goes, and the module that it would load stays.
        if !effect.code.contains(effect.live) {
            let imports = ast.descendants(node).filter(|id| matches!(ast.kind(*id), Kind::ImportCall { .. }));
            found.extend(imports.map(|id| (ast.span(id), effect.live)));
        }
    }
}
