//! The checks that code makes before it does something for a caller, by their names and by how they refuse.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::super::module::Module;
use super::super::origin::What;
use super::super::{Flow, Place};
use super::Endpoint;
use super::answer::{is_answer_used, needs_answer, only_asks, reads_answer};
use super::caller::decides_by_caller;
use super::check_name::CheckName;
use super::screened::is_nothing;
use crate::secrets::parts_of_name;
use crate::syntax::ast::{Kind, NodeId};

/// Functions within functions that are looked into for a check.
const DEPTH: usize = 3;

/// How an answer says that it knows no such caller. 403 alone is not enough: an origin check answers with it too.
pub const REFUSED: [&str; 4] = ["401", "nauthorized", "UNAUTHORIZED", "nauthenticated"];
/// How an answer says that there were too many.
pub const LIMITED: [&str; 2] = ["429", "TOO_MANY_REQUESTS"];

/// Whether functions make a check, looked into so deep: each is asked for once.
type Known = FxHashMap<(Place, usize), bool>;

impl Flow<'_> {
    /// Where the first call begins, in a part of a function, of a function of the project that makes a check.
    pub(super) fn called_check_between(
        &self,
        module: &Arc<Module>,
        function: NodeId,
        between: &Range<u32>,
    ) -> Option<u32> {
        let mut known = Known::default();
        nodes_between(module, function, between)
            .find(|node| self.calls_check(module, *node, DEPTH, &mut known))
            .map(|node| module.span(node).start)
    }

    /// Whether a statement or a function makes a check, itself or by what it calls.
    pub(super) fn checks(&self, module: &Arc<Module>, within: NodeId) -> bool {
        self.checks_within(module, within, DEPTH, &mut Known::default())
    }

    /// What says it itself comes first: other files are opened for nothing else.
    fn checks_within(&self, module: &Arc<Module>, within: NodeId, depth: usize, known: &mut Known) -> bool {
        let all = &(0..u32::MAX);
        own_check_between(module, within, all).is_some()
            || nodes_between(module, within, all).any(|node| self.calls_check(module, node, depth, known))
    }

    fn calls_check(&self, module: &Arc<Module>, node: NodeId, depth: usize, known: &mut Known) -> bool {
        let (Kind::Call { callee, .. }, Some(depth)) = (module.kind(node), depth.checked_sub(1)) else { return false };
        let Some((home, function)) = self.called_function(module, callee) else { return false };
        let place = Place { file: home.id, node: function };
        if only_asks(module, node, &CheckName::of_callee(module, callee)) && !is_answer_used(module, node) {
            return self.refuses(place);
        }
        let key = (place, depth);
        if let Some(known) = known.get(&key) {
            return *known;
        }
        // A function that calls itself has no other checks for that.
        known.insert(key, false);
        let checks = self.checks_within(&home, function, depth, known);
        known.insert(key, checks);
        checks
    }

    /// Whether a function may refuse its caller by itself: it throws, answers or leads elsewhere, or what it calls does.
    pub(super) fn refuses(&self, function: Place) -> bool {
        self.refuses_within(function, DEPTH, &mut Vec::new())
    }

    fn refuses_within(&self, function: Place, depth: usize, seen: &mut Vec<Place>) -> bool {
        let (Some(module), Some(depth)) = (self.module(function.file), depth.checked_sub(1)) else { return false };
        if seen.contains(&function) {
            return false;
        }
        seen.push(function);
        let all = &(0..u32::MAX);
        let mut called = Vec::new();
        for node in nodes_between(&module, function.node, all) {
            match module.kind(node) {
                Kind::Throw { .. } => return true,
                Kind::Call { callee, .. } => {
                    let name = CheckName::of_callee(&module, callee);
                    if name.turns_away() || name.asks() && !name.is_question() {
                        return true;
                    }
                    called.push(callee);
                }
                _ if is_refusal(&module, node) => return true,
                _ => {}
            }
        }
        called.into_iter().any(|callee| {
            self.called_function(&module, callee)
                .is_some_and(|(home, node)| self.refuses_within(Place { file: home.id, node }, depth, seen))
        })
    }

    /// Whether an endpoint makes a check anywhere, before or after what it does.
    pub fn makes_check(&self, endpoint: &Endpoint) -> bool {
        let module = self.module(endpoint.function.file);
        endpoint.guarded || module.is_some_and(|module| self.checks(&module, endpoint.function.node))
    }

    /// Whether a wrapper or a middleware makes a check, by its name or in what it is made of; one that nobody can look into may
    /// make any.
    pub(super) fn is_checked_by(&self, what: Place) -> bool {
        self.module(what.file).is_some_and(|module| self.is_checking(&module, what.node, DEPTH))
    }

    fn is_checking(&self, module: &Arc<Module>, callee: NodeId, depth: usize) -> bool {
        /// Those that only look on, read what is sent, or adapt the framework's form.
        const ONLOOKERS: [&str; 44] = [
            "axiom",
            "body",
            "cache",
            "celebrate",
            "compress",
            "compression",
            "cookie",
            "cors",
            "error",
            "errors",
            "etag",
            "event",
            "favicon",
            "formbody",
            "headers",
            "helmet",
            "json",
            "locale",
            "log",
            "logger",
            "logging",
            "metrics",
            "morgan",
            "multer",
            "multipart",
            "parser",
            "pino",
            "poweredby",
            "pretty",
            "schema",
            "sensible",
            "sentry",
            "span",
            "static",
            "swagger",
            "timeout",
            "timing",
            "trace",
            "traced",
            "upload",
            "urlencoded",
            "validator",
            "websocket",
            "ws",
        ];
        let Some(depth) = depth.checked_sub(1) else { return true };
        let name = CheckName::of_callee(module, callee);
        if name.is_check() {
            return true;
        }
        // `pipe(methods('POST'), membersOnly)`: what it is put together of.
        if let Kind::Call { arguments, .. } = module.kind(module.unwrapped(callee))
            && module.list(arguments).iter().any(|argument| self.is_part_of_check(module, *argument))
        {
            return true;
        }
        if let Some((home, function)) = self.called_function(module, callee) {
            return self.checks(&home, function);
        }
        if name.is_empty() || name.words().any(|word| ONLOOKERS.contains(&word)) {
            return false;
        }
        // `const timed = t.middleware(async ({ next }) => …)`: what it is made of says more than the name.
        let node = module.unwrapped(callee);
        match self.written_as(module, node).filter(|(home, made)| home.id != module.id || *made != node) {
            Some((home, made)) => match self.handler(&home, made) {
                Some(handler) => {
                    let checks =
                        |place: Place| self.module(place.file).is_some_and(|home| self.checks(&home, place.node));
                    checks(handler.function) || handler.wrappers.iter().any(|wrapper| self.names_check(*wrapper))
                }
                None => self.is_checking(&home, made, depth),
            },
            None => true,
        }
    }

    fn names_check(&self, callee: Place) -> bool {
        self.module(callee.file).is_some_and(|module| CheckName::of_callee(&module, callee.node).is_check())
    }

    /// Whether what a wrapper is made with is a function that makes a check, or is called one.
    fn is_part_of_check(&self, module: &Arc<Module>, part: NodeId) -> bool {
        match module.kind(module.unwrapped(part)) {
            Kind::Ident | Kind::Member { .. } | Kind::Call { .. } => {
                CheckName::of_callee(module, part).is_check()
                    || self.called_function(module, part).is_some_and(|(home, function)| self.checks(&home, function))
            }
            _ => false,
        }
    }

    /// The function of the project that a callee is.
    pub(super) fn called_function(&self, module: &Arc<Module>, callee: NodeId) -> Option<(Arc<Module>, NodeId)> {
        self.origins_in(module, callee, None).iter().find_map(|origin| {
            let What::Expression(place) = origin.what else { return None };
            let home = self.module(place.file).filter(|_| origin.path.is_empty())?;
            matches!(home.kind(place.node), Kind::Function(_)).then_some((home, place.node))
        })
    }
}

/// Where the first check begins in a part of a function, as far as it says so itself.
pub(super) fn own_check_between(module: &Module, function: NodeId, between: &Range<u32>) -> Option<u32> {
    let mut nodes = nodes_between(module, function, between);
    nodes.find(|node| is_check_at(module, *node)).map(|node| module.span(node).start)
}

/// Whether what a call is handed says that a check was made. Arguments are there before the function is called: what is taken
/// of an answer as if there were one throws for nobody; `on`: to a function that may look at the answer itself.
pub(super) fn is_checked_in_arguments(module: &Module, call: NodeId, on: bool) -> bool {
    let Kind::Call { arguments, .. } = module.kind(call) else { return false };
    let function = module.enclosing_function(call);
    let mut nodes = module
        .list(arguments)
        .iter()
        .flat_map(|argument| std::iter::once(*argument).chain(module.ast().descendants(*argument)));
    nodes.any(|node| match module.kind(node) {
        Kind::Ident => {
            (if on { reads_answer(module, node) } else { needs_answer(module, node) })
                && module.enclosing_function(node) == function
        }
        Kind::Call { .. } => on && is_check_at(module, node) && module.enclosing_function(node) == function,
        _ => false,
    })
}

/// What begins in a part of a function, in the order of the source.
fn nodes_between<'m>(
    module: &'m Module,
    function: NodeId,
    between: &'m Range<u32>,
) -> impl Iterator<Item = NodeId> + 'm {
    let all = std::iter::once(function).chain(module.ast().descendants(function));
    all.filter(|node| between.contains(&module.span(*node).start))
}

/// Whether a node is a check, as far as it says so itself.
fn is_check_at(module: &Module, node: NodeId) -> bool {
    match module.kind(node) {
        Kind::Call { callee, arguments, .. } => {
            let name = CheckName::of_callee(module, callee);
            // `.limit(10)` of a query counts rows.
            let only_number = || matches!(module.list(arguments), [only] if module.kind(*only) == Kind::Number);
            name.limits() && !only_number()
                || name.asks() && (!only_asks(module, node, &name) || is_answer_used(module, node))
        }
        Kind::Ident => reads_answer(module, node) || decides_by_caller(module, node),
        Kind::Member { .. } => decides_by_caller(module, node),
        // That there is one at all says nothing of whose it is.
        Kind::Binary { operator, left, right } => {
            matches!(module.text(operator), "===" | "!==" | "==" | "!=")
                && [left, right].iter().any(|side| names_secret(module.written(*side)))
                && ![left, right].iter().any(|side| is_nothing(module, *side))
        }
        _ => is_refusal(module, node),
    }
}

/// What an answer to somebody says who may not: a status, a sentence, a code.
fn is_refusal(module: &Module, node: NodeId) -> bool {
    match module.kind(node) {
        Kind::Number => is_status(module, node) && matches!(module.written(node), "401" | "403" | "429"),
        Kind::String | Kind::TemplateText => {
            let text = module.string(node);
            ["nauthorized", "nauthenticated", "orbidden"].iter().any(|word| text.contains(word))
                || matches!(&*text, "FORBIDDEN" | "TOO_MANY_REQUESTS" | "UNAUTHENTICATED" | "UNAUTHORIZED")
        }
        _ => false,
    }
}

/// Whether a side of a comparison is about something that only some know.
fn names_secret(written: &str) -> bool {
    const WORDS: [&str; 7] = ["secret", "token", "password", "signature", "authorization", "bearer", "digest"];
    let parts = parts_of_name(written);
    let has = |word: &str| parts.iter().any(|part| part == word);
    WORDS.iter().any(|word| has(word)) || has("key") && (has("env") || has("api"))
}

/// `{ status: 401 }`, `res.status(401)`, `new HTTPException(401)`; not `response.status === 401`.
fn is_status(module: &Module, number: NodeId) -> bool {
    module.parent(number).is_some_and(|parent| !matches!(module.kind(parent), Kind::Binary { .. } | Kind::Case { .. }))
}

/// Whether a helper, by its name, asks who calls. An origin, a signature or a schedule's secret says nothing of a person, and
/// staunch's own stub is looked at where it is.
pub fn is_about_callers(name: &str) -> bool {
    let name = name.to_ascii_lowercase().replace(['_', '-', '.'], "");
    let others = [
        "origin",
        "csrf",
        "cors",
        "method",
        "limit",
        "captcha",
        "turnstile",
        "webhook",
        "signature",
        "cron",
        "apikey",
        "flag",
        "maintenance",
        "readjson",
        "validate",
        "parse",
        "requirecaller",
    ];
    !others.iter().any(|other| name.contains(other))
}
