//! What the statements of a function do outside of it, as Vite's bundlers look at them.

use super::super::effect::{Effect, VITE};
use super::super::globals;
use super::super::purity::{self, Effects, root_of};
use super::called::{Argument, BOTH, EIGHT, Given, Run, SEVEN, is_change};
use crate::syntax::ast::{BindingId, BindingKind, Flavour, Kind, List, NodeId};
use crate::text::Span;

/// A function's body, or the value of a field.
pub struct Body<'e, 'a> {
    pub(super) effects: &'e Effects<'a>,
    /// The function, or the value.
    pub(super) function: NodeId,
    pub(super) span: Span,
    pub(super) run: Run,
}

impl Body<'_, '_> {
    fn each(&self, list: List) -> Effect {
        self.all(self.effects.facts.ast.list(list))
    }

    fn all(&self, nodes: &[NodeId]) -> Effect {
        let mut effect = Effect::PURE;
        for node in nodes {
            effect = effect | self.of(*node);
            if effect == BOTH {
                break;
            }
        }
        effect
    }

    /// What is given is read where it is taken apart.
    pub(super) fn parameter(&self, parameter: NodeId, given: Argument) -> Effect {
        let ast = &self.effects.facts.ast;
        match ast.kind(parameter) {
            Kind::Declarator { target, .. } => self.parameter(target, given),
            Kind::DefaultPattern { target, default } => {
                let is_apart = !matches!(ast.kind(target), Kind::Binding(_));
                let missing = if is_apart && given == Argument::None { SEVEN } else { Effect::PURE };
                self.parameter(target, given) | self.of(default) | missing
            }
            Kind::ObjectPattern { .. } | Kind::ArrayPattern { .. } => EIGHT,
            // Rollup knows what it gathers by what is first.
            Kind::Rest { .. } if given != Argument::Literal => SEVEN,
            _ => Effect::PURE,
        }
    }

    pub(super) fn of(&self, id: NodeId) -> Effect {
        let effects = self.effects;
        let (facts, ast) = (effects.facts, &effects.facts.ast);
        if effects.is_dead(id) {
            return Effect::PURE;
        }
        let id = ast.unwrapped(id);
        match ast.kind(id) {
            Kind::Call { callee, arguments, optional } => {
                let asks = if optional { EIGHT } else { Effect::PURE };
                self.each(arguments) | self.call(id, callee, arguments) | asks
            }
            Kind::New { callee, arguments } => self.each(arguments) | self.made(id, callee, arguments),
            Kind::Assign { target, value, .. } => self.of(value) | self.change(target),
            Kind::Update { argument } => self.change(argument),
            Kind::Unary { operator, argument } => match operator.of(&facts.source) {
                "delete" => BOTH,
                "!" | "typeof" | "void" => self.of(argument),
                _ => self.of(argument) | self.computed(argument),
            },
            Kind::Binary { operator, left, right } => {
                let compares = matches!(operator.of(&facts.source), "===" | "!==" | "==" | "!=");
                let computed = if compares { Effect::PURE } else { self.computed(left) | self.computed(right) };
                self.of(left) | self.of(right) | computed
            }
            Kind::Template { parts } => {
                let computed = ast.list(parts).iter().filter(|part| ast.kind(**part) != Kind::TemplateText);
                computed.map(|part| self.of(*part) | self.computed(*part)).fold(Effect::PURE, |all, one| all | one)
            }
            Kind::Member { object, .. } => self.member(id, object),
            Kind::Index { object, index, .. } => self.member(id, object) | self.of(index),
            Kind::Spread { argument } => self.of(argument) | self.spread(argument),
            Kind::Declarator { target, init, .. } => {
                let apart =
                    if matches!(ast.kind(target), Kind::Binding(_)) { Effect::PURE } else { self.if_given(BOTH) };
                init.map_or(Effect::PURE, |init| self.of(init)) | apart
            }
            Kind::For { init, test, update, body } => {
                let parts: Vec<NodeId> = [init, test, update, Some(body)].into_iter().flatten().collect();
                self.all(&parts) | EIGHT
            }
            Kind::While { test, body } => self.all(&[test, body]) | EIGHT,
            Kind::Try { block, handler, finalizer, .. } => {
                let parts: Vec<NodeId> = [Some(block), handler, finalizer].into_iter().flatten().collect();
                self.all(&parts) | SEVEN
            }
            Kind::TaggedTemplate { .. }
            | Kind::ForEach { .. }
            | Kind::Await { .. }
            | Kind::Yield { .. }
            | Kind::ImportCall { .. }
            | Kind::Super
            | Kind::Error { .. } => BOTH,
            // Whoever writes down what he gives gives what is right.
            Kind::Throw { .. } if self.run.once && self.run.given.is_all_literal() => {
                let is_arrow = matches!(ast.kind(self.function), Kind::Function(it) if it.flavour == Flavour::Arrow);
                if is_arrow { Effect::PURE } else { EIGHT }
            }
            Kind::Throw { .. } => BOTH,
            // What an inner function does, its caller does.
            Kind::Function(_) | Kind::Class(_) | Kind::Type => Effect::PURE,
            Kind::This if !self.run.own_this => EIGHT,
            _ => self.all(&ast.children(id)),
        }
    }

    /// An operand of what turns a value into a text or a number.
    fn computed(&self, operand: NodeId) -> Effect {
        // What is written out is put in where the function is called, and computed then.
        let is_known = self.run.once && self.run.given.is_all_literal();
        if is_known || self.is_constant(operand) { Effect::PURE } else { EIGHT }
    }

    fn is_constant(&self, node: NodeId) -> bool {
        let ast = &self.effects.facts.ast;
        match ast.kind(ast.unwrapped(node)) {
            Kind::String | Kind::Number | Kind::Bool(_) | Kind::Null | Kind::BigInt => true,
            Kind::Member { object, .. } => ast.kind(ast.unwrapped(object)) == Kind::String,
            Kind::Binary { left, right, .. } => self.is_constant(left) && self.is_constant(right),
            Kind::Template { parts } => ast.list(parts).iter().all(|part| ast.kind(*part) == Kind::TemplateText),
            _ => false,
        }
    }

    /// Whether it stands in the function: a parameter, or a variable of its own.
    fn is_local(&self, binding: BindingId) -> bool {
        self.effects.facts.ast.binding(binding).is_some_and(|binding| self.span.contains(binding.name))
    }

    fn is_parameter(&self, name: NodeId) -> bool {
        let facts = self.effects.facts;
        let binding = facts.resolve(name).filter(|binding| self.is_local(*binding));
        binding.and_then(|binding| facts.ast.binding(binding)).is_some_and(|it| it.kind == BindingKind::Parameter)
    }

    /// Less where it is known what is given.
    fn if_given(&self, effect: Effect) -> Effect {
        if self.run.once { EIGHT } else { effect }
    }

    fn member(&self, id: NodeId, object: NodeId) -> Effect {
        let facts = self.effects.facts;
        let ast = &facts.ast;
        let text = facts.text(id);
        if text.starts_with("import.meta") || text == "process.env.NODE_ENV" {
            return Effect::PURE;
        }
        let (root, levels) = root_of(facts, id);
        let of_root = match ast.kind(root) {
            Kind::Ident => match facts.resolve(root) {
                Some(binding) if self.is_local(binding) => match self.effects.value_here(binding) {
                    Some(_) => EIGHT,
                    None if levels > 1 => BOTH,
                    None => self.if_given(BOTH),
                },
                Some(_) => {
                    if self.effects.is_namespace(object) {
                        return Effect::PURE;
                    }
                    if self.effects.is_hidden(root) { BOTH } else { EIGHT }
                }
                None if globals::is_known(facts.text(root)) => Effect::PURE,
                None => EIGHT,
            },
            Kind::This if self.run.own_this && levels == 1 => EIGHT,
            Kind::This => BOTH,
            Kind::String => Effect::PURE,
            _ => self.of(root) | EIGHT,
        };
        // An index may be computed on the way.
        let indices = std::iter::successors(Some(object), |node| match ast.kind(ast.unwrapped(*node)) {
            Kind::Member { object, .. } | Kind::Index { object, .. } => Some(object),
            _ => None,
        });
        let computed = indices.filter_map(|node| match ast.kind(ast.unwrapped(node)) {
            Kind::Index { index, .. } => Some(self.of(index)),
            _ => None,
        });
        let chosen = match ast.kind(id) {
            Kind::Index { index, .. } if !self.is_constant(index) => BOTH,
            _ => Effect::PURE,
        };
        computed.fold(of_root | chosen, |all, one| all | one)
    }

    /// A list is walked, and an object's getters run.
    fn spread(&self, argument: NodeId) -> Effect {
        let facts = self.effects.facts;
        let node = facts.ast.unwrapped(argument);
        match facts.ast.kind(node) {
            Kind::Object { .. } | Kind::Array { .. } => Effect::PURE,
            Kind::Ident => match facts.resolve(node).and_then(|binding| self.effects.value_here(binding)) {
                Some(value) if matches!(facts.ast.kind(value), Kind::Object { .. } | Kind::Array { .. }) => EIGHT,
                _ => BOTH,
            },
            _ => BOTH,
        }
    }

    fn change(&self, target: NodeId) -> Effect {
        let facts = self.effects.facts;
        let (root, levels) = root_of(facts, facts.ast.unwrapped(target));
        match facts.ast.kind(root) {
            Kind::This if self.run.own_this && levels == 1 => EIGHT,
            Kind::Ident if levels > 0 && self.is_parameter(root) => BOTH,
            Kind::Ident if facts.resolve(root).is_some_and(|binding| self.is_local(binding)) => self.if_given(BOTH),
            // Run by a statement of the module, which goes along with what it changes.
            Kind::Ident if self.run.inlined && purity::owner(facts, target).is_some() => EIGHT,
            _ => BOTH,
        }
    }

    fn call(&self, node: NodeId, callee: NodeId, arguments: List) -> Effect {
        let effects = self.effects;
        let facts = effects.facts;
        let ast = &facts.ast;
        if effects.is_marked(ast.span(node).start, "__PURE__") {
            return Effect::PURE;
        }
        let callee = ast.unwrapped(callee);
        match ast.kind(callee) {
            Kind::Function(function) => {
                effects.run(callee, function, Run { once: true, given: effects.given(arguments), ..self.run })
            }
            Kind::Ident if facts.resolve(callee).is_none() => match facts.text(callee) {
                // Which may be no length.
                "Array" if arguments.len == 1 => BOTH,
                "Symbol" | "encodeURIComponent" | "encodeURI" | "decodeURIComponent" | "decodeURI" => EIGHT,
                name => globals::call(name).only(VITE),
            },
            Kind::Member { object, property, .. } => {
                self.method(callee, ast.unwrapped(object), property.of(&facts.source), arguments)
            }
            _ => self.project_call(callee, arguments),
        }
    }

    /// A call of what stands in the project, or of what was given.
    fn project_call(&self, callee: NodeId, arguments: List) -> Effect {
        let facts = self.effects.facts;
        let (root, _) = root_of(facts, callee);
        let given = facts
            .resolve(root)
            .filter(|binding| self.is_local(*binding) && self.effects.value_here(*binding).is_none());
        if given.is_some() && facts.ast.kind(root) == Kind::Ident {
            return BOTH;
        }
        let within = if self.run.inlined { Effect::PURE } else { EIGHT };
        self.effects.called(callee, arguments, self.run.depth + 1).unwrap_or(BOTH) | within
    }

    fn method(&self, callee: NodeId, object: NodeId, method: &str, arguments: List) -> Effect {
        let effects = self.effects;
        let facts = effects.facts;
        let ast = &facts.ast;
        let of_array = |is_plain: bool| effects.array_method(method, is_plain, arguments, &|node| self.callback(node));
        match ast.kind(object) {
            // Its items are made a text.
            Kind::Array { .. } if method == "join" => self.of(object) | EIGHT,
            Kind::Array { .. } => self.of(object) | of_array(false),
            Kind::String | Kind::Template { .. } => self.of(object) | globals::string_method(method).only(VITE),
            Kind::Regex => EIGHT,
            Kind::Number => globals::NUMBER_METHOD.only(VITE),
            Kind::Ident => match facts.resolve(object) {
                None => self.of_global(facts.text(object), method, arguments),
                Some(binding) => match effects.value_here(binding).map(|value| ast.kind(value)) {
                    Some(Kind::Array { .. }) if self.is_local(binding) && is_change(method) => self.if_given(BOTH),
                    Some(Kind::Array { .. }) if is_change(method) => BOTH,
                    Some(Kind::Array { .. }) => of_array(false) | EIGHT,
                    Some(Kind::String | Kind::Template { .. }) => globals::string_method(method).only(VITE) | EIGHT,
                    Some(Kind::Regex) => EIGHT,
                    _ => self.project_call(callee, arguments),
                },
            },
            _ => self.project_call(callee, arguments),
        }
    }

    /// A method of what the language provides, given something that need not be known.
    fn of_global(&self, object: &str, method: &str, arguments: List) -> Effect {
        let ast = &self.effects.facts.ast;
        let first = ast.list(arguments).first().map(|argument| ast.kind(ast.unwrapped(*argument)));
        match (object, method) {
            ("Array", "isArray") => Effect::PURE,
            ("Math", "random") | ("Date", "now") | ("Symbol" | "Number" | "String", _) => EIGHT,
            ("Math", _) => Effect::PURE,
            ("Object", "keys" | "is" | "hasOwn" | "create" | "getOwnPropertyNames" | "getPrototypeOf") => EIGHT,
            ("Object", _) if matches!(first, Some(Kind::Object { .. } | Kind::Array { .. })) => {
                globals::static_call(object, method).only(VITE) | EIGHT
            }
            _ => BOTH,
        }
    }

    /// What an array's method calls.
    fn callback(&self, argument: NodeId) -> Effect {
        let facts = self.effects.facts;
        let node = facts.ast.unwrapped(argument);
        match facts.ast.kind(node) {
            Kind::Function(function) => {
                let run = Run { once: false, given: Given::default(), ..self.run };
                self.effects.run(node, function, run)
            }
            Kind::Ident if facts.resolve(node).is_none() => globals::call(facts.text(node)).only(VITE),
            Kind::Ident => self.project_call(node, List::default()),
            _ => Effect::PURE,
        }
    }

    fn made(&self, node: NodeId, callee: NodeId, arguments: List) -> Effect {
        let effects = self.effects;
        let facts = effects.facts;
        if effects.is_marked(facts.ast.span(node).start, "__PURE__") {
            return Effect::PURE;
        }
        let callee = facts.ast.unwrapped(callee);
        if let Some(effect) = effects.made(callee, arguments, self.run.depth + 1) {
            return effect;
        }
        let is_plain = facts.ast.list(arguments).iter().all(|argument| self.is_constant(*argument));
        match facts.text(callee) {
            "Map" | "Set" | "WeakMap" | "WeakSet" if !is_plain => BOTH,
            "Array" if arguments.len == 1 => BOTH,
            "Error" | "TypeError" | "RangeError" | "Date" if !is_plain => EIGHT,
            name if name.starts_with("Intl.") => EIGHT,
            name => globals::construct(name, is_plain).only(VITE),
        }
    }
}
