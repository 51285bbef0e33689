//! What a call of one of the project's own functions does outside of it, as Vite's bundlers look at it.
//!
//! Both follow a call into the function that it calls, whichever module that stands in. Rollup knows most of what the language
//! provides, and takes the read of a member of what it was given for something that may fail. Rolldown leaves the judgement to its
//! minifier, for which whatever might run code of somebody's is an effect: arithmetic by `valueOf`, reads by getters.
//!
//! Source: builds by Vite 8.3 and 7.3 of some 150 forms, each called by live code too (`seen_beyond`).

use super::beyond::Steps;
use super::effect::{Effect, ROLLDOWN, ROLLUP, VITE};
use super::globals;
use super::purity::{self, Effects, root_of};
use crate::syntax::ast::{BindingId, Class, Flavour, Function, Kind, List, NodeId};
use crate::text::Span;

/// Calls of functions that call functions; not without end.
const MAX_DEPTH: u32 = 6;

const BOTH: Effect = Effect::of(VITE);
const EIGHT: Effect = Effect::of(ROLLDOWN);
const SEVEN: Effect = Effect::of(ROLLUP);

impl Effects<'_> {
    /// What is left of a call of what is no global's; `None` when the tables say it.
    pub(super) fn called(&self, callee: NodeId, arguments: List, depth: u32) -> Option<Effect> {
        let ast = &self.facts.ast;
        let callee = ast.unwrapped(callee);
        let own = match ast.kind(callee) {
            Kind::Function(_) => Effect::PURE,
            Kind::Ident => {
                self.facts.resolve(callee)?;
                Effect::PURE
            }
            Kind::Member { object, property, .. } => {
                let method = property.of(&self.facts.source);
                let callback = |node: NodeId| self.callback(node, depth);
                if let Kind::Array { items } = ast.kind(ast.unwrapped(object)) {
                    let is_plain = ast.list(items).iter().all(|item| self.is_literal(*item));
                    let own = self.expression(object, depth).only(VITE);
                    return Some(own | self.array_method(method, is_plain, arguments, &callback));
                }
                let (root, _) = root_of(self.facts, object);
                match ast.kind(root) {
                    Kind::Ident => {
                        self.facts.resolve(root)?;
                    }
                    Kind::Call { .. } => {}
                    _ => return None,
                }
                if self.is_array(object) {
                    // What is its own goes along with what is changed.
                    let is_own = self.facts.resolve(object).is_some_and(|binding| self.value_here(binding).is_some());
                    let changed = if is_change(method) && !is_own { BOTH } else { EIGHT };
                    return Some(self.array_method(method, false, arguments, &callback) | changed);
                }
                if self.is_namespace(object) { Effect::PURE } else { EIGHT }
            }
            Kind::Call { .. } => EIGHT,
            _ => return None,
        };
        if self.is_of_table(callee) {
            return None;
        }
        let alone = self.is_called_once(callee);
        let given = self.given(arguments);
        let mut effect = BOTH;
        let inlined = matches!(ast.kind(callee), Kind::Function(_));
        self.with_value(callee, Steps::to_called(alone), &mut |home, node, steps| {
            let by_result = if steps.by_result { EIGHT } else { Effect::PURE };
            effect = match home.facts.ast.kind(node) {
                Kind::Function(function) => {
                    let run = Run { depth, own_this: false, once: steps.alone, inlined, given };
                    home.run(node, function, run) | by_result
                }
                _ => BOTH,
            };
        });
        Some(effect | own)
    }

    /// What is left of `new` of one of the project's own; `None` when the tables say it.
    pub(super) fn made(&self, callee: NodeId, arguments: List, depth: u32) -> Option<Effect> {
        let ast = &self.facts.ast;
        let callee = ast.unwrapped(callee);
        if ast.kind(callee) != Kind::Ident {
            return None;
        }
        self.facts.resolve(callee)?;
        let given = self.given(arguments);
        let mut effect = BOTH;
        self.with_value(callee, Steps::to_called(self.is_called_once(callee)), &mut |home, node, steps| {
            let run = Run { once: steps.alone, given, ..Run::making(depth) };
            effect = match home.facts.ast.kind(node) {
                Kind::Class(class) => home.instance_of(class, run),
                Kind::Function(function) => home.run(node, function, run),
                _ => BOTH,
            };
        });
        Some(effect | EIGHT)
    }

    fn instance_of(&self, class: Class, run: Run) -> Effect {
        let ast = &self.facts.ast;
        if run.depth >= MAX_DEPTH {
            return EIGHT;
        }
        let members = ast.list(class.members);
        let constructor = members.iter().find_map(|member| match ast.kind(*member) {
            Kind::Property { value, .. } => match ast.kind(value) {
                Kind::Function(function) if function.flavour == Flavour::Constructor => Some((value, function)),
                _ => None,
            },
            _ => None,
        });
        let base = match class.extends.map(|base| ast.unwrapped(base)) {
            None => Effect::PURE,
            // What `super(…)` does is not followed.
            Some(_) if constructor.is_some() => BOTH,
            Some(base) if ast.kind(base) == Kind::Ident => {
                self.made(base, List::default(), run.depth + 1).unwrap_or(EIGHT)
            }
            Some(_) => BOTH,
        };
        let body = constructor.map_or(Effect::PURE, |(node, function)| self.run(node, function, run));
        let fields = members.iter().filter_map(|member| match ast.kind(*member) {
            Kind::Property { value, .. } if !self.is_method(value) && !self.is_static(*member) => Some(value),
            _ => None,
        });
        let within = |value: NodeId| {
            Body { effects: self, function: value, span: ast.span(value), run: Run::making(run.depth) }.of(value)
        };
        fields.map(within).fold(base | body, |all, field| all | field) | EIGHT
    }

    fn run(&self, node: NodeId, function: Function, run: Run) -> Effect {
        let ast = &self.facts.ast;
        if run.depth >= MAX_DEPTH {
            return EIGHT;
        }
        if self.is_marked_free(node) {
            return Effect::PURE;
        }
        if !self.take_step() || function.is_async {
            return BOTH;
        }
        if function.is_generator {
            return EIGHT;
        }
        let body = Body { effects: self, function: node, span: ast.span(node), run };
        let parameters = ast.list(function.parameters).iter().enumerate();
        let parameters = parameters.map(|(at, parameter)| body.parameter(*parameter, run.given.at(at)));
        let parameters = parameters.fold(Effect::PURE, |all, one| all | one);
        parameters | function.body.map_or(Effect::PURE, |id| body.of(id))
    }

    /// `[…].method(…)`; `callback` tells what it does that the method calls.
    fn array_method(
        &self,
        method: &str,
        is_plain: bool,
        arguments: List,
        callback: &dyn Fn(NodeId) -> Effect,
    ) -> Effect {
        let calls = matches!(
            method,
            "map" | "filter" | "some" | "every" | "find" | "findIndex" | "findLast" | "flatMap" | "reduce" | "forEach"
        );
        let first = self.facts.ast.list(arguments).first().filter(|_| calls);
        globals::array_method(method, is_plain).only(VITE) | first.map_or(Effect::PURE, |first| callback(*first))
    }

    /// What the top level gives an array's method to call.
    fn callback(&self, argument: NodeId, depth: u32) -> Effect {
        let facts = self.facts;
        let node = facts.ast.unwrapped(argument);
        match facts.ast.kind(node) {
            Kind::Function(function) => {
                let run = Run { depth, own_this: false, once: false, inlined: true, given: Given::default() };
                self.run(node, function, run)
            }
            Kind::Ident if facts.resolve(node).is_none() => globals::call(facts.text(node)).only(VITE),
            Kind::Ident => self.called(node, List::default(), depth + 1).unwrap_or(BOTH),
            _ => Effect::PURE,
        }
    }

    /// Whether the table of React's makers says it.
    fn is_of_table(&self, callee: NodeId) -> bool {
        let facts = self.facts;
        let (root, _) = root_of(facts, callee);
        let Some(binding) = facts.resolve(root) else { return false };
        let Some((import, name)) = facts.import_of(binding) else { return false };
        let module = facts.imports.get(import).and_then(|import| import.specifier.as_deref());
        let name = match facts.ast.kind(callee) {
            Kind::Member { property, .. } => property.of(&facts.source),
            _ => super::beyond::name_of(facts, name.imported),
        };
        module == Some("react") && globals::react(name).is_some()
    }

    /// `import * as ns`.
    fn is_namespace(&self, object: NodeId) -> bool {
        let binding = self.facts.resolve(object).filter(|_| self.facts.ast.kind(object) == Kind::Ident);
        let imported = binding.and_then(|binding| self.facts.import_of(binding));
        imported.is_some_and(|(_, name)| name.imported == crate::syntax::facts::Imported::Namespace)
    }

    fn given(&self, arguments: List) -> Given {
        let ast = &self.facts.ast;
        let is_literal = |node: NodeId| match ast.kind(ast.unwrapped(node)) {
            Kind::String | Kind::Number | Kind::Bool(_) | Kind::BigInt => true,
            Kind::Template { parts } => ast.list(parts).iter().all(|part| ast.kind(*part) == Kind::TemplateText),
            Kind::Unary { argument, .. } => matches!(ast.kind(argument), Kind::Number),
            _ => false,
        };
        let arguments = ast.list(arguments);
        let bits = arguments.iter().take(64).enumerate().filter(|(_, node)| is_literal(**node));
        Given { count: arguments.len(), literals: bits.map(|(at, _)| 1 << at).sum() }
    }

    /// Whether nobody else calls it, so that what it is given is known.
    fn is_called_once(&self, callee: NodeId) -> bool {
        let facts = self.facts;
        if matches!(facts.ast.kind(callee), Kind::Function(_)) {
            return true;
        }
        if facts.ast.kind(callee) != Kind::Ident {
            return false;
        }
        let parent = facts.ast.parent(callee).map(|parent| facts.ast.kind(parent));
        if matches!(parent, Some(Kind::TaggedTemplate { .. })) {
            return false;
        }
        let (root, _) = root_of(facts, callee);
        let Some(binding) = facts.resolve(root) else { return false };
        facts.references(binding).count() == 1
            && !facts.exports.iter().any(|export| facts.exported_binding(export) == Some(binding))
            && facts.ast.binding(binding).is_some_and(|binding| {
                let around = std::iter::successors(Some(binding.declaration), |node| facts.ast.parent(*node));
                !around.into_iter().any(|node| matches!(facts.ast.kind(node), Kind::Export { .. }))
            })
    }

    /// `/* @__NO_SIDE_EFFECTS__ */` before the function, or before the statement that declares it.
    fn is_marked_free(&self, function: NodeId) -> bool {
        let ast = &self.facts.ast;
        let around = std::iter::successors(Some(function), |node| ast.parent(*node));
        let declaring = around.take_while(|node| {
            matches!(
                ast.kind(*node),
                Kind::Function(_) | Kind::Declarator { .. } | Kind::Variable { .. } | Kind::Export { .. }
            )
        });
        declaring.into_iter().any(|node| self.is_marked(ast.span(node).start, "__NO_SIDE_EFFECTS__"))
    }
}

/// Whether the method of an array changes it.
fn is_change(method: &str) -> bool {
    matches!(method, "push" | "unshift" | "pop" | "shift" | "splice" | "sort" | "reverse" | "fill" | "copyWithin")
}

/// How a function comes to run.
#[derive(Clone, Copy)]
struct Run {
    /// Of the calls that led here.
    depth: u32,
    /// By `new`: `this` is what is being made.
    own_this: bool,
    /// From one place alone, which knows what it gives.
    once: bool,
    /// It stands where it is called.
    inlined: bool,
    given: Given,
}

/// What a call gives.
#[derive(Clone, Copy, Default)]
struct Given {
    count: usize,
    /// By argument, from the lowest bit: it is a text, a number or a truth that is written out.
    literals: u64,
}

/// An argument.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Argument {
    None,
    Literal,
    Other,
}

impl Given {
    fn at(self, index: usize) -> Argument {
        let is_literal = u32::try_from(index).is_ok_and(|index| self.literals.checked_shr(index).unwrap_or(0) & 1 == 1);
        match index < self.count {
            false => Argument::None,
            true if is_literal => Argument::Literal,
            true => Argument::Other,
        }
    }

    fn is_all_literal(self) -> bool {
        (0..self.count).all(|at| self.at(at) == Argument::Literal)
    }
}

impl Run {
    const fn making(depth: u32) -> Self {
        Self { depth, own_this: true, once: false, inlined: false, given: Given { count: 0, literals: 0 } }
    }
}

/// A function's body, or the value of a field.
struct Body<'e, 'a> {
    effects: &'e Effects<'a>,
    /// The function, or the value.
    function: NodeId,
    span: Span,
    run: Run,
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
    fn parameter(&self, parameter: NodeId, given: Argument) -> Effect {
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

    fn of(&self, id: NodeId) -> Effect {
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
                let is_arrow = facts.text(self.function).contains("=>");
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
        if self.is_constant(operand) { Effect::PURE } else { EIGHT }
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
            "Error" | "TypeError" | "RangeError" | "Date" if !is_plain => EIGHT,
            name if name.starts_with("Intl.") => EIGHT,
            name => globals::construct(name, is_plain).only(VITE),
        }
    }
}
