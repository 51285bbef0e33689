//! What bundlers keep of an unused call, or of something that is built with `new`.

use std::ops::BitOr;

use rustc_hash::FxHashSet;

use super::effect::{Effect, NEXT, ROLLDOWN, WEBPACK};
use super::globals;
use super::purity::{Effects, root_of};
use crate::syntax::ast::{Flavour, Function, Kind, List, NodeId};
use crate::syntax::facts::Imported;

/// Calls of local functions that call local functions; not without end.
const MAX_DEPTH: u32 = 6;

impl Effects<'_> {
    pub(super) fn call(&self, node: NodeId, callee: NodeId, arguments: List, depth: u32) -> Effect {
        if self.is_marked_pure(node) {
            return Effect::PURE;
        }
        let judged = self.judged_call(callee, depth);
        match self.called(callee, arguments, depth) {
            Some(called) => judged.only(NEXT) | called,
            None => judged,
        }
    }

    /// As Next's look at it, and all at what the language provides.
    fn judged_call(&self, callee: NodeId, depth: u32) -> Effect {
        let facts = self.facts;
        let ast = &facts.ast;
        let callee = ast.unwrapped(callee);
        match ast.kind(callee) {
            Kind::Function(function) => self.body(callee, function, depth),
            Kind::Ident => match facts.resolve(callee) {
                None => globals::call(facts.text(callee)),
                Some(binding) => {
                    if let Some((import, name)) = facts.import_of(binding) {
                        let name = match name.imported {
                            Imported::Name(span) => span.of(&facts.source),
                            _ => "",
                        };
                        return self.called_in_scope(callee, depth).unwrap_or_else(|| self.imported(import, name));
                    }
                    let declaration = ast.binding(binding).map(|binding| ast.kind(binding.declaration));
                    let called = match declaration {
                        Some(Kind::Function(function)) => {
                            ast.binding(binding).map(|binding| (binding.declaration, function))
                        }
                        Some(Kind::Declarator { init: Some(init), .. }) => match ast.kind(ast.unwrapped(init)) {
                            Kind::Function(function) => Some((ast.unwrapped(init), function)),
                            _ => None,
                        },
                        _ => None,
                    };
                    called.map_or(Effect::KEPT, |(node, function)| self.body(node, function, depth))
                }
            },
            Kind::Member { object, property, .. } => {
                self.method(ast.unwrapped(object), property.of(&facts.source), depth)
            }
            _ => Effect::KEPT,
        }
    }

    /// `object.method()`.
    fn method(&self, object: NodeId, method: &str, depth: u32) -> Effect {
        let facts = self.facts;
        let ast = &facts.ast;
        match ast.kind(object) {
            Kind::ImportMeta if method.starts_with("glob") => Effect::PURE,
            Kind::Array { items } => {
                let is_plain = ast.list(items).iter().all(|item| self.is_literal(*item));
                self.expression(object, depth) | globals::array_method(method, is_plain)
            }
            Kind::String => globals::string_method(method),
            Kind::Template { .. } => self.expression(object, depth) | globals::string_method(method),
            Kind::Regex => globals::REGEX_METHOD,
            Kind::Number => globals::NUMBER_METHOD,
            Kind::Ident => {
                let Some(binding) = facts.resolve(object) else {
                    return globals::static_call(facts.text(object), method);
                };
                if let Some((import, _)) = facts.import_of(binding) {
                    return self.imported(import, method);
                }
                let Some(Kind::Declarator { init: Some(init), .. }) =
                    ast.binding(binding).map(|binding| ast.kind(binding.declaration))
                else {
                    return Effect::KEPT;
                };
                match ast.kind(ast.unwrapped(init)) {
                    Kind::Array { .. } if matches!(method, "push" | "unshift") => globals::NOT_ROLLUP,
                    Kind::Object { properties } => {
                        let named = |id: &&NodeId| facts.static_property_name(**id) == Some(method);
                        let value = ast.list(properties).iter().find(named).map(|id| ast.kind(*id));
                        match value {
                            Some(Kind::Property { value, .. }) => match ast.kind(ast.unwrapped(value)) {
                                Kind::Function(function) => self.body(ast.unwrapped(value), function, depth),
                                _ => Effect::KEPT,
                            },
                            _ => Effect::KEPT,
                        }
                    }
                    _ => Effect::KEPT,
                }
            }
            _ => Effect::KEPT,
        }
    }

    /// A call into another module: what it does is not known here, but for React's.
    fn imported(&self, import: usize, name: &str) -> Effect {
        let module = self.facts.imports.get(import).and_then(|import| import.specifier.as_deref());
        let made = if module == Some("react") { globals::react(name) } else { None };
        // Only the pass over JSX marks them as pure, which a plain TypeScript file does not get.
        let unmarked = if self.jsx { Effect::PURE } else { Effect::of(WEBPACK) };
        made.map_or(Effect::KEPT, |made| made | unmarked)
    }

    pub(super) fn construct(&self, node: NodeId, callee: NodeId, arguments: List, depth: u32) -> Effect {
        if self.is_marked_pure(node) {
            return Effect::PURE;
        }
        let judged = self.judged_construct(callee, arguments, depth);
        match self.made(callee, arguments, depth) {
            Some(made) => judged.only(NEXT) | made,
            None => judged,
        }
    }

    /// As [`judged_call`](Self::judged_call).
    fn judged_construct(&self, callee: NodeId, arguments: List, depth: u32) -> Effect {
        let facts = self.facts;
        let ast = &facts.ast;
        let callee = ast.unwrapped(callee);
        match ast.kind(callee) {
            Kind::Ident => {}
            Kind::Member { object, .. } if facts.is_global(ast.unwrapped(object), "Intl") => return globals::INTL,
            _ => return Effect::KEPT,
        }
        let Some(binding) = facts.resolve(callee) else {
            let arguments = ast.list(arguments);
            let is_plain = arguments.iter().all(|argument| self.is_literal(*argument));
            // Which are walked to be filled.
            let is_filled = matches!(facts.text(callee), "Map" | "Set") && !is_plain;
            let is_beyond =
                |argument: &NodeId| facts.resolve(*argument).is_none_or(|binding| facts.import_of(binding).is_some());
            let walked = if is_filled && arguments.iter().any(is_beyond) { Effect::of(ROLLDOWN) } else { Effect::PURE };
            return globals::construct(facts.text(callee), is_plain) | walked;
        };
        let Some(declared) = ast.binding(binding) else { return Effect::KEPT };
        let declaration = match ast.kind(declared.declaration) {
            Kind::Declarator { init: Some(init), .. } => ast.unwrapped(init),
            _ => declared.declaration,
        };
        match ast.kind(declaration) {
            Kind::Class(class) => {
                let base = match class.extends.map(|base| ast.unwrapped(base)) {
                    None => Effect::PURE,
                    Some(base) if ast.kind(base) == Kind::Ident && depth < MAX_DEPTH => match facts.resolve(base) {
                        Some(_) => self.judged_construct(base, List::default(), depth + 1) | Effect::of(NEXT),
                        None => Effect::of(NEXT),
                    },
                    Some(_) => Effect::KEPT,
                };
                let members = ast.list(class.members).iter().map(|member| self.instance(*member, depth));
                members.fold(base | Effect::of(WEBPACK), Effect::bitor)
            }
            Kind::Function(function) => self.body(declaration, function, depth) | Effect::of(NEXT),
            _ => Effect::KEPT,
        }
    }

    /// Whether nothing has to be read to know it.
    pub(super) fn is_literal(&self, node: NodeId) -> bool {
        let ast = &self.facts.ast;
        match ast.kind(ast.unwrapped(node)) {
            Kind::Ident => self.facts.text(node) == "undefined",
            Kind::Member { .. } | Kind::Index { .. } | Kind::Spread { .. } => false,
            Kind::Template { parts } => parts.len < 2,
            _ => true,
        }
    }

    /// `constructor(readonly url: string)` sets `this.url`.
    fn has_parameter_properties(&self, node: NodeId, function: Function) -> bool {
        let start = self.facts.ast.span(node).start as usize;
        let end = function.body.map_or(start, |body| self.facts.ast.span(body).start as usize);
        let header = self.facts.source.get(start..end).unwrap_or_default();
        let mut words = header.split(|c: char| !c.is_alphanumeric());
        words.any(|word| matches!(word, "readonly" | "private" | "public" | "protected"))
    }

    /// What a member adds to building an instance.
    fn instance(&self, member: NodeId, depth: u32) -> Effect {
        let ast = &self.facts.ast;
        let Kind::Property { value, .. } = ast.kind(member) else { return Effect::PURE };
        match ast.kind(value) {
            Kind::Function(function) if function.flavour == Flavour::Constructor => {
                let assigned =
                    if self.has_parameter_properties(value, function) { Effect::of(NEXT) } else { Effect::PURE };
                self.body(value, function, depth) | assigned
            }
            _ if self.is_method(value) || self.is_static(member) => Effect::PURE,
            _ => self.expression(value, depth) | Effect::of(NEXT),
        }
    }

    /// What calling a function does outside of itself, as Next's look at it.
    pub(super) fn body(&self, node: NodeId, function: Function, depth: u32) -> Effect {
        if depth >= MAX_DEPTH || !self.take_step() {
            return Effect::of(NEXT);
        }
        if function.is_async {
            return Effect::KEPT;
        }
        if function.is_generator {
            return Effect::of(NEXT);
        }
        if self.facts.ast.list(function.parameters).iter().any(|parameter| self.takes_apart(*parameter)) {
            return Effect::of(NEXT);
        }
        let facts = self.facts;
        let ast = &facts.ast;
        let mut skipped: FxHashSet<NodeId> = FxHashSet::default();
        let mut effect = Effect::PURE;
        for id in ast.descendants(node) {
            let is_gone = self.is_dead(id) || facts.text(id) == "process.env.NODE_ENV";
            if is_gone || ast.parent(id).is_some_and(|parent| skipped.contains(&parent)) {
                skipped.insert(id);
                continue;
            }
            let change = |target: NodeId| {
                let (root, _) = root_of(facts, target);
                if ast.kind(root) == Kind::This {
                    return Effect::of(NEXT);
                }
                let binding = facts.resolve(root).and_then(|binding| ast.binding(binding));
                let is_own = binding.is_some_and(|binding| ast.span(node).contains(binding.name));
                if is_own { Effect::PURE } else { Effect::KEPT }
            };
            let of = match ast.kind(id) {
                // What an inner function does, its caller does.
                Kind::Function(_) => {
                    skipped.insert(id);
                    Effect::PURE
                }
                Kind::Call { .. } | Kind::New { .. } if self.is_marked_pure(id) => Effect::PURE,
                Kind::Call { callee, .. } => self.judged_call(callee, depth + 1),
                Kind::New { callee, arguments } => self.judged_construct(callee, arguments, depth + 1),
                Kind::Assign { target, .. } => change(target),
                Kind::Update { argument } => change(argument),
                Kind::Unary { operator, .. } if operator.of(&facts.source) == "delete" => Effect::KEPT,
                Kind::Member { object, .. } | Kind::Index { object, .. } if self.is_unknown(object) => {
                    globals::READ_IN_CALL
                }
                Kind::Try { .. } => Effect::KEPT,
                Kind::Throw { .. }
                | Kind::Await { .. }
                | Kind::Yield { .. }
                | Kind::ImportCall { .. }
                | Kind::TaggedTemplate { .. }
                | Kind::For { .. }
                | Kind::ForEach { .. }
                | Kind::While { .. }
                | Kind::Error { .. } => Effect::KEPT,
                _ => Effect::PURE,
            };
            effect = effect | of;
            if effect == Effect::KEPT {
                break;
            }
        }
        // A call that stays takes its arguments along.
        Effect::of(effect.live)
    }

    /// `({ a }) => …`, `(...rest) => …`: what is given is read, or gathered, whenever it is called.
    fn takes_apart(&self, parameter: NodeId) -> bool {
        let ast = &self.facts.ast;
        let target = match ast.kind(parameter) {
            Kind::Declarator { target, .. } => target,
            _ => parameter,
        };
        let target = match ast.kind(target) {
            Kind::DefaultPattern { target, .. } => target,
            _ => target,
        };
        matches!(ast.kind(target), Kind::ObjectPattern { .. } | Kind::ArrayPattern { .. } | Kind::Rest { .. })
    }

    /// A global whose properties may be anything, or missing: `window`, `process.env`.
    fn is_unknown(&self, object: NodeId) -> bool {
        let facts = self.facts;
        let object = facts.ast.unwrapped(object);
        let is_global = facts.ast.kind(object) == Kind::Ident && facts.resolve(object).is_none();
        is_global && !globals::is_known(facts.text(object))
    }

    fn is_marked_pure(&self, node: NodeId) -> bool {
        self.is_marked(self.facts.ast.span(node).start, "__PURE__")
    }

    /// Whether a comment with the mark stands right before: `/* @__PURE__ */`.
    pub(super) fn is_marked(&self, start: u32, mark: &str) -> bool {
        let after = self.facts.comments.partition_point(|comment| comment.end <= start);
        let Some(comment) = after.checked_sub(1).and_then(|at| self.facts.comments.get(at)) else { return false };
        let between = self.facts.source.get(comment.end as usize..start as usize).unwrap_or("x");
        between.trim_matches(|c: char| c.is_whitespace() || c == '(').is_empty()
            && comment.of(&self.facts.source).contains(mark)
    }
}
