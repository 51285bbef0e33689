//! Whether evaluating something does anything but give a value: what decides if bundlers may drop it when nobody uses it.
//!
//! The classes are those seen in builds (`research/boundary-facts.md` 5 and 13, and [`globals`]), not those of the language: a call
//! is an effect unless it is marked pure or known to be; functions, plain classes, literals and JSX are none.

use std::ops::BitOr;

use super::beyond::{Beyond, Look};
use super::dead::Compiler;
use super::effect::{Effect, NEXT, ROLLDOWN, ROLLUP, TURBOPACK, VITE, WEBPACK};
use super::globals;
use crate::project::Bundlers;
use crate::syntax::ast::{BindingId, BindingKind, Class, Flavour, Kind, List, NodeId};
use crate::syntax::facts::{Facts, Imported};
use crate::text::Span;

#[derive(Clone, Copy)]
pub struct Effects<'a> {
    pub facts: &'a Facts,
    /// What is folded away, in the order of the source.
    pub dead: &'a [Span],
    pub compiler: Compiler,
    /// The file may hold JSX.
    pub jsx: bool,
    /// What other modules export is looked through, as where a bundler puts modules into one scope.
    pub one_scope: bool,
    /// The other modules, when calls into them are followed.
    pub beyond: Option<Beyond<'a>>,
    pub look: &'a Look,
}

impl Effects<'_> {
    /// A top-level statement.
    pub fn statement(&self, node: NodeId) -> Effect {
        let ast = &self.facts.ast;
        if self.is_dead(node) {
            return Effect::PURE;
        }
        let statements = |body| self.each(body, |id| self.statement(id));
        match ast.kind(node) {
            Kind::Expression { expression } => self.expression(expression, 0),
            Kind::Block { body } => statements(body),
            Kind::If { test, consequent, alternate } => {
                let branches = || [Some(consequent), alternate].into_iter().flatten();
                let own = if branches().all(|id| self.is_dead(id)) { Effect::PURE } else { Effect::of(ROLLDOWN) };
                branches().map(|id| self.statement(id)).fold(self.expression(test, 0) | own, Effect::bitor)
            }
            Kind::Variable { declarators, .. } => self.each(declarators, |id| self.declarator(id)),
            Kind::Declarator { .. } => self.declarator(node),
            // `export = x` is `module.exports = x`.
            Kind::Export { .. } if self.is_assigned_export(node) => Effect::KEPT,
            Kind::Export { declaration } => declaration.map_or(Effect::PURE, |declaration| self.statement(declaration)),
            Kind::Enum { members, .. } => self.enumeration(node, members),
            Kind::Function(_) | Kind::Import | Kind::Type | Kind::Jump => Effect::PURE,
            Kind::Try { block, handler, finalizer, .. } => {
                let blocks = [Some(block), handler, finalizer].into_iter().flatten();
                blocks.map(|id| self.statement(id)).fold(Effect::of(VITE), Effect::bitor)
            }
            Kind::Namespace { .. } if holds_types_only(self.facts, node) => Effect::PURE,
            Kind::For { .. }
            | Kind::ForEach { .. }
            | Kind::While { .. }
            | Kind::Switch { .. }
            | Kind::Labeled { .. }
            | Kind::Throw { .. }
            | Kind::Return { .. }
            | Kind::Namespace { .. }
            | Kind::Error { .. } => Effect::KEPT,
            // `export default` of an expression.
            _ => self.expression(node, 0),
        }
    }

    /// Of a `?:` that has been decided on, the branch that is left.
    fn left_of_choice(&self, node: NodeId) -> NodeId {
        let ast = &self.facts.ast;
        let node = ast.unwrapped(node);
        match ast.kind(node) {
            Kind::Conditional { consequent, alternate, .. } if self.is_dead(consequent) => ast.unwrapped(alternate),
            Kind::Conditional { consequent, alternate, .. } if self.is_dead(alternate) => ast.unwrapped(consequent),
            _ => node,
        }
    }

    /// `export = x`.
    pub(super) fn is_assigned_export(&self, node: NodeId) -> bool {
        let rest = self.facts.text(node).strip_prefix("export");
        rest.is_some_and(|rest| rest.trim_start().starts_with('='))
    }

    fn declarator(&self, node: NodeId) -> Effect {
        let ast = &self.facts.ast;
        let Kind::Declarator { target, init: Some(init), .. } = ast.kind(node) else { return Effect::PURE };
        let from = ast.unwrapped(init);
        let taken = match (ast.kind(target), ast.kind(from)) {
            (Kind::ObjectPattern { .. }, Kind::Object { .. }) => Effect::of(WEBPACK.and(ROLLDOWN)),
            (Kind::ObjectPattern { .. }, Kind::Call { .. }) => globals::MEMBER_OF_RESULT,
            (Kind::ObjectPattern { .. }, Kind::Ident) if self.one_scope && self.is_imported(from) => Effect::PURE,
            (Kind::ObjectPattern { .. }, _) => globals::MEMBER_OF_IMPORT,
            // To take a list apart is to walk it.
            (Kind::ArrayPattern { .. }, Kind::Call { .. }) if self.is_array(from) => Effect::of(NEXT.and(ROLLDOWN)),
            (Kind::ArrayPattern { .. }, Kind::Call { .. }) => Effect::KEPT,
            _ => Effect::PURE,
        };
        // `const Anchor = Link` is another name for it; webpack knows that.
        let own =
            if ast.kind(from) == Kind::Ident { self.name(from).only(TURBOPACK) } else { self.expression(init, 0) };
        own | taken
    }

    pub(super) fn is_dead(&self, node: NodeId) -> bool {
        !self.dead.is_empty() && self.dead.contains(&self.facts.ast.span(node))
    }

    fn each(&self, list: List, effect: impl Fn(NodeId) -> Effect) -> Effect {
        self.facts.ast.list(list).iter().map(|id| effect(*id)).fold(Effect::PURE, Effect::bitor)
    }

    /// `depth`: of the calls that led here.
    pub(super) fn expression(&self, node: NodeId, depth: u32) -> Effect {
        let ast = &self.facts.ast;
        if self.is_dead(node) {
            return Effect::PURE;
        }
        let node = ast.unwrapped(node);
        let of = |id: NodeId| self.expression(id, depth);
        let all = |list| self.each(list, of);
        match ast.kind(node) {
            Kind::Template { parts } => all(parts) | self.each(parts, |part| self.computed(part)),
            Kind::Array { items } => all(items),
            Kind::Object { properties } => all(properties),
            Kind::Property { key, value, computed, .. } => of(value) | if computed { of(key) } else { Effect::PURE },
            Kind::Spread { argument } => {
                let own = match ast.kind(self.left_of_choice(argument)) {
                    Kind::Object { .. } | Kind::Array { .. } => Effect::PURE,
                    // Rollup does not know what stands below the result of a call.
                    Kind::Member { object, .. } if !self.is_written(object) => Effect::remnant(VITE),
                    _ => Effect::remnant(ROLLDOWN),
                };
                of(argument) | own
            }
            Kind::Member { object, .. } => self.member(node, object, depth),
            Kind::Index { object, index, .. } => self.member(node, object, depth) | of(index),
            Kind::Call { callee, arguments, optional } => {
                let asks = if optional { Effect::of(ROLLDOWN) } else { Effect::PURE };
                all(arguments) | self.call(node, callee, arguments, depth) | asks
            }
            Kind::New { callee, arguments } => all(arguments) | self.construct(node, callee, arguments, depth),
            Kind::Unary { operator, argument } => match operator.of(&self.facts.source) {
                "delete" => Effect::KEPT,
                "typeof" => Effect::PURE,
                "!" | "void" => of(argument),
                _ => of(argument) | self.computed(argument),
            },
            Kind::Binary { operator, left, right } => {
                let own = match operator.of(&self.facts.source) {
                    "in" => Effect::of(ROLLDOWN),
                    "===" | "!==" | "==" | "!=" => Effect::PURE,
                    _ => self.computed(left) | self.computed(right),
                };
                of(left) | of(right) | own
            }
            Kind::Logical { left, right, .. } => of(left) | of(right),
            Kind::Conditional { test, consequent, alternate } => of(test) | of(consequent) | of(alternate),
            Kind::Sequence { expressions } => all(expressions),
            Kind::Class(class) => {
                let base = class.extends.map_or(Effect::PURE, |base| match ast.kind(ast.unwrapped(base)) {
                    Kind::Ident if self.keeps_base(class.members) => self.name(base),
                    Kind::Ident => self.name(base).only(TURBOPACK),
                    Kind::Null => Effect::PURE,
                    Kind::Member { .. } => Effect::remnant(Bundlers::ALL),
                    _ => of(base) | Effect::remnant(NEXT),
                });
                base | self.each(class.members, |member| self.class_member(member, depth))
                    | self.class_itself(node, class)
            }
            Kind::JsxElement { name, attributes, children } => {
                // `<>` is read from React's runtime.
                let tag = name.map_or(Effect::remnant(NEXT), of);
                tag | all(attributes) | all(children)
            }
            Kind::JsxAttribute { value, .. } => value.map_or(Effect::PURE, of),
            Kind::JsxSpread { argument } => of(argument),
            Kind::JsxContainer { expression } => expression.map_or(Effect::PURE, of),
            Kind::TaggedTemplate { tag, .. } if self.facts.text(tag) == "String.raw" => Effect::of(ROLLDOWN),
            Kind::TaggedTemplate { tag, template } => {
                let called = self.called(tag, List::default(), depth).map(|called| called | Effect::of(ROLLDOWN));
                of(template) | called.map_or(Effect::KEPT, |called| Effect::KEPT.only(NEXT) | called)
            }
            Kind::ImportCall { .. } | Kind::Await { .. } | Kind::Yield { .. } | Kind::Error { .. } => Effect::KEPT,
            Kind::Ident => self.name(node),
            Kind::Assign { operator, target, value } => {
                let reads = if operator.of(&self.facts.source) == "=" { Effect::PURE } else { self.read_back(target) };
                of(value) | self.assignment(target) | reads
            }
            Kind::Update { argument } => self.assignment(argument) | self.read_back(argument),
            _ => Effect::PURE,
        }
    }

    /// What is made a text or a number may run code of somebody's to become one: so may the result of a call.
    fn computed(&self, operand: NodeId) -> Effect {
        let ast = &self.facts.ast;
        let is_result = matches!(ast.kind(ast.unwrapped(operand)), Kind::Call { .. });
        if is_result { Effect::of(ROLLDOWN) } else { Effect::PURE }
    }

    /// `n++`, `n += 1`: what is read may be anything by its type, and is made a number.
    fn read_back(&self, target: NodeId) -> Effect {
        let is_name = self.facts.ast.kind(self.facts.ast.unwrapped(target)) == Kind::Ident;
        if is_name { Effect::of(ROLLDOWN) } else { Effect::PURE }
    }

    /// A change of the module's own belongs to what is changed (`Button.displayName = …`), as long as that can go itself.
    fn assignment(&self, target: NodeId) -> Effect {
        let facts = self.facts;
        let target = facts.ast.unwrapped(target);
        let (root, levels) = root_of(facts, target);
        if facts.ast.kind(root) == Kind::This && levels > 0 {
            return globals::NOT_ROLLUP;
        }
        let Some(owner) = owner(facts, target) else { return Effect::KEPT };
        let is_whole = facts.ast.kind(target) == Kind::Ident;
        let Some(binding) = facts.ast.binding(owner) else { return Effect::KEPT };
        if is_whole {
            return Effect::PURE;
        }
        let plain = match facts.ast.kind(binding.declaration) {
            Kind::Declarator { init: Some(init), .. } => matches!(
                facts.ast.kind(facts.ast.unwrapped(init)),
                Kind::Function(_) | Kind::Class(_) | Kind::Object { .. } | Kind::Array { .. }
            ),
            Kind::Function(_) | Kind::Class(_) | Kind::Enum { .. } => true,
            _ => false,
        };
        if !plain {
            Effect::KEPT
        } else if levels > 1 {
            globals::NOT_ROLLUP
        } else {
            Effect::PURE
        }
    }

    /// Whether the minifier leaves the base of an unused class: where there is a constructor to call it from, written or made
    /// for the fields.
    fn keeps_base(&self, members: List) -> bool {
        self.facts.ast.list(members).iter().any(|member| match self.facts.ast.kind(*member) {
            Kind::Property { value, .. } => match self.facts.ast.kind(value) {
                Kind::Function(function) if function.flavour == Flavour::Constructor => {
                    self.compiler > Compiler::Next14
                }
                Kind::Hole => false,
                _ => self.compiler == Compiler::Next15 && !self.is_method(value) && !self.is_static(*member),
            },
            _ => false,
        })
    }

    /// What a class does as a whole for Vite's: decorators are called, and a static field that is worked out of its own class
    /// is not looked into.
    fn class_itself(&self, node: NodeId, class: Class) -> Effect {
        let ast = &self.facts.ast;
        let is_decorator = |id: &NodeId| matches!(ast.kind(*id), Kind::Decorator { .. });
        if self.facts.text(node).contains('@') && ast.descendants(node).any(|id| is_decorator(&id)) {
            return Effect::of(VITE);
        }
        self.each(class.members, |member| match ast.kind(member) {
            Kind::Property { value, .. } if self.is_static(member) => self.read_of_class(value, class),
            _ => Effect::PURE,
        })
    }

    /// Reading the class, or `this`, in what is worked out while the class is made.
    fn read_of_class(&self, node: NodeId, class: Class) -> Effect {
        let ast = &self.facts.ast;
        match ast.kind(node) {
            Kind::Function(_) | Kind::Class(_) => Effect::PURE,
            Kind::This => Effect::of(ROLLDOWN),
            Kind::Ident if class.name.is_some() && self.facts.resolve(node) == class.name => Effect::of(VITE),
            _ => ast.children(node).iter().map(|id| self.read_of_class(*id, class)).fold(Effect::PURE, Effect::bitor),
        }
    }

    pub(super) fn class_member(&self, member: NodeId, depth: u32) -> Effect {
        match self.facts.ast.kind(member) {
            Kind::Block { body } => self.each(body, |id| self.statement(id)) | globals::NOT_ROLLUP,
            Kind::Decorator { .. } => Effect::KEPT,
            Kind::Property { key, value, computed, .. } => {
                let key = if computed { self.expression(key, depth) } else { Effect::PURE };
                let is_field = !self.is_method(value) && self.facts.ast.kind(value) != Kind::Hole;
                if is_field && self.is_static(member) {
                    key | self.expression(value, depth) | Effect::of(WEBPACK) | self.computed(value)
                } else {
                    key
                }
            }
            _ => Effect::PURE,
        }
    }

    /// `go() {}`; `go = () => {}` is a field.
    pub(super) fn is_method(&self, value: NodeId) -> bool {
        let Kind::Function(function) = self.facts.ast.kind(value) else { return false };
        matches!(function.flavour, Flavour::Method | Flavour::Getter | Flavour::Setter | Flavour::Constructor)
    }

    pub(super) fn is_static(&self, member: NodeId) -> bool {
        self.facts.text(member).trim_start().starts_with("static")
    }

    /// Reading a name: only that of a package leaves something, as its module is no part of what is read there.
    fn name(&self, node: NodeId) -> Effect {
        let imported = self.facts.resolve(node).and_then(|binding| self.facts.import_of(binding));
        let is_of_framework = imported.is_some_and(|(import, _)| self.is_of_framework(import));
        if is_of_framework { Effect::remnant(NEXT) } else { Effect::PURE }
    }

    fn is_imported(&self, node: NodeId) -> bool {
        self.facts.resolve(node).is_some_and(|binding| self.facts.import_of(binding).is_some())
    }

    fn is_of_framework(&self, import: usize) -> bool {
        let specifier = self.facts.imports.get(import).and_then(|import| import.specifier.as_deref());
        specifier.is_some_and(globals::is_framework)
    }

    /// `enum E { … }` is a function that fills an object: what it is filled with may do something, and what it is called
    /// with names the enum itself, unless that is exported.
    fn enumeration(&self, node: NodeId, members: List) -> Effect {
        let ast = &self.facts.ast;
        if is_inlined(self.facts, node) {
            return Effect::PURE;
        }
        let members = ast.list(members);
        let hidden = self.hidden_enum(node);
        let is_exported = ast.parent(node).is_some();
        if !members.iter().all(|id| self.is_constant_member(*id)) {
            Effect::of(NEXT)
        } else if !is_exported || members.len() > 1 || members.iter().any(|id| self.is_numbered(*id)) {
            Effect::of(hidden)
        } else {
            // One text: seen through since Next 15.
            Effect::of(self.compiler.hidden_enums().both(WEBPACK))
        }
    }

    /// Whether what the member of an `enum` holds is known when it is built, or at least that it is a text.
    fn is_constant_member(&self, member: NodeId) -> bool {
        let ast = &self.facts.ast;
        let Kind::Property { value, .. } = ast.kind(member) else { return false };
        let is_text = matches!(ast.kind(value), Kind::Template { .. });
        std::iter::once(value).chain(ast.descendants(value)).all(|id| match ast.kind(id) {
            Kind::Ident => is_text || self.facts.resolve(id).is_none_or(|binding| self.is_inlined_constant(binding)),
            Kind::String
            | Kind::Number
            | Kind::Template { .. }
            | Kind::TemplateText
            | Kind::Unary { .. }
            | Kind::Binary { .. }
            | Kind::Paren { .. }
            | Kind::Hole => true,
            _ => false,
        })
    }

    fn is_inlined_constant(&self, binding: BindingId) -> bool {
        let ast = &self.facts.ast;
        let declaration = ast.binding(binding).map(|binding| ast.kind(binding.declaration));
        let Some(Kind::Declarator { init: Some(init), .. }) = declaration else { return false };
        matches!(ast.kind(ast.unwrapped(init)), Kind::String | Kind::Number)
    }

    /// Whether it goes both ways, from the name to the number and back.
    fn is_numbered(&self, member: NodeId) -> bool {
        let Kind::Property { value, .. } = self.facts.ast.kind(member) else { return true };
        !matches!(self.facts.ast.kind(value), Kind::String | Kind::Template { .. })
    }

    /// Who does not look into an `enum`: an exported one is made of an object of its own by the newer, which is looked into.
    fn hidden_enum(&self, declaration: NodeId) -> Bundlers {
        if is_inlined(self.facts, declaration) {
            Bundlers::NONE
        } else if self.facts.ast.parent(declaration).is_some() {
            self.compiler.hidden_enums()
        } else {
            NEXT
        }
    }

    /// Reading a property. `object` may be missing, and a property may be a function in disguise.
    fn member(&self, node: NodeId, object: NodeId, depth: u32) -> Effect {
        let facts = self.facts;
        let text = facts.text(node);
        if text.starts_with("process.env") {
            let is_folded = text.ends_with("NODE_ENV") || self.is_put_in(node);
            return if is_folded { Effect::PURE } else { globals::MEMBER_OF_UNKNOWN };
        }
        if text.starts_with("import.meta") {
            return Effect::PURE;
        }
        let (root, levels) = root_of(facts, node);
        if facts.ast.kind(root) != Kind::Ident {
            let of_result = match facts.ast.kind(root) {
                Kind::Call { .. } if !self.is_seen(root) => Effect::remnant(VITE),
                Kind::Call { .. } => globals::MEMBER_OF_RESULT.only(VITE),
                Kind::New { .. } => Effect::remnant(VITE),
                _ => Effect::PURE,
            };
            return self.expression(object, depth) | of_result;
        }
        let Some(binding) = facts.resolve(root) else {
            return match facts.text(root) {
                "globalThis" => globals::MEMBER_OF_GLOBAL_THIS,
                name if globals::is_known(name) => Effect::PURE,
                "window" | "self" if levels > 1 && !globals::is_of_window(text) => {
                    globals::MEMBER_OF_UNKNOWN | Effect::remnant(ROLLUP)
                }
                _ => globals::MEMBER_OF_UNKNOWN,
            };
        };
        if let Some((import, name)) = facts.import_of(binding) {
            let levels = levels - usize::from(name.imported == Imported::Namespace);
            return match levels {
                0 => self.name(root),
                _ if self.one_scope && !self.is_of_framework(import) => Effect::PURE,
                1 if self.is_hidden(object) => globals::MEMBER_OF_IMPORT | Effect::remnant(ROLLUP),
                1 => globals::MEMBER_OF_IMPORT,
                _ if self.is_seen(object) => globals::DEEP_MEMBER.only(WEBPACK.and(ROLLDOWN)),
                _ => globals::DEEP_MEMBER,
            };
        }
        let declaration = facts.ast.binding(binding).map(|binding| (binding.kind, binding.declaration));
        match declaration {
            // What it holds is put in by a function, which minifiers do not look into.
            Some((BindingKind::Enum, declaration)) => {
                let is_exported = facts.ast.parent(declaration).is_some();
                let by_rolldown =
                    if is_exported && !is_inlined(facts, declaration) { ROLLDOWN } else { Bundlers::NONE };
                Effect::remnant(self.hidden_enum(declaration).and(by_rolldown))
            }
            Some((BindingKind::Function | BindingKind::Class | BindingKind::Namespace, _)) => Effect::PURE,
            Some((_, declaration)) => match facts.ast.kind(declaration) {
                Kind::Declarator { init: Some(init), .. } => match facts.ast.kind(facts.ast.unwrapped(init)) {
                    Kind::Object { properties } => self.property(properties, text, levels),
                    Kind::Array { .. } | Kind::Function(_) | Kind::Class(_) => Effect::of(ROLLDOWN),
                    Kind::Ident if facts.is_global(facts.ast.unwrapped(init), "globalThis") => {
                        globals::MEMBER_OF_GLOBAL_THIS
                    }
                    _ if self.is_hidden(root) => globals::MEMBER_OF_RESULT | Effect::remnant(ROLLUP),
                    _ => globals::MEMBER_OF_RESULT,
                },
                _ => globals::MEMBER_OF_IMPORT,
            },
            None => Effect::PURE,
        }
    }

    /// Whether a build puts a value in the place of a variable.
    fn is_put_in(&self, node: NodeId) -> bool {
        let Some(beyond) = &self.beyond else {
            self.look.asks.set(true);
            return false;
        };
        beyond.is_put_in(node)
    }

    /// Reading below a literal object of this module.
    fn property(&self, properties: List, text: &str, levels: usize) -> Effect {
        let ast = &self.facts.ast;
        let name = text.rsplit(['.', '?']).next().unwrap_or_default();
        let named = |id: &&NodeId| self.facts.static_property_name(**id) == Some(name);
        let found = ast.list(properties).iter().find(named).map(|id| ast.kind(*id));
        let is_getter = found.is_some_and(|kind| match kind {
            Kind::Property { value, .. } => {
                matches!(ast.kind(value), Kind::Function(function) if function.flavour == Flavour::Getter)
            }
            _ => false,
        });
        if is_getter {
            Effect::of(WEBPACK.and(ROLLDOWN))
        } else if levels > 1 && found.is_none() && !text.contains('?') && !self.may_hold(properties, text) {
            Effect::of(ROLLDOWN) | Effect::remnant(WEBPACK.and(ROLLUP))
        } else {
            Effect::of(ROLLDOWN)
        }
    }

    /// Whether the first step of a path stands in the object.
    fn may_hold(&self, properties: List, text: &str) -> bool {
        let first = text.split('.').nth(1).unwrap_or_default();
        self.facts.ast.list(properties).iter().any(|id| {
            let spread = matches!(self.facts.ast.kind(*id), Kind::Spread { .. });
            spread || self.facts.static_property_name(*id) == Some(first)
        })
    }
}

/// The expression that a chain of members stands on, and how many there are.
pub(super) fn root_of(facts: &Facts, mut node: NodeId) -> (NodeId, usize) {
    let mut levels = 0;
    loop {
        node = facts.ast.unwrapped(node);
        match facts.ast.kind(node) {
            Kind::Member { object, .. } | Kind::Index { object, .. } => {
                levels += 1;
                node = object;
            }
            _ => return (node, levels),
        }
    }
}

/// Whether it is a `namespace` of which a compiler leaves nothing.
pub fn holds_types_only(facts: &Facts, node: NodeId) -> bool {
    match facts.ast.kind(node) {
        Kind::Namespace { body, .. } => facts.ast.list(body).iter().all(|id| holds_types_only(facts, *id)),
        Kind::Export { declaration: Some(declaration) } => holds_types_only(facts, declaration),
        kind => kind == Kind::Type,
    }
}

/// `const enum`.
pub(super) fn is_inlined(facts: &Facts, declaration: NodeId) -> bool {
    let words = facts.text(declaration).split_whitespace();
    words.take_while(|word| *word != "enum").any(|word| word == "const")
}

/// The module's own binding that an assignment changes: `x = …`, `x.displayName = …`.
pub fn owner(facts: &Facts, target: NodeId) -> Option<BindingId> {
    let (root, _) = root_of(facts, target);
    if facts.ast.kind(root) != Kind::Ident {
        return None;
    }
    let binding = facts.resolve(root)?;
    facts.ast.binding(binding).is_some_and(|binding| binding.kind != BindingKind::Import).then_some(binding)
}
