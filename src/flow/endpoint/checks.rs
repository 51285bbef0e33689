//! The checks that code makes before it does something for a caller, by their names and by how they refuse.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::super::module::Module;
use super::super::origin::What;
use super::super::{Flow, Place};
use super::Endpoint;
use super::check_name::CheckName;
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
        let key = (Place { file: home.id, node: function }, depth);
        if let Some(known) = known.get(&key) {
            return *known;
        }
        // A function that calls itself has no other checks for that.
        known.insert(key, false);
        let checks = self.checks_within(&home, function, depth, known);
        known.insert(key, checks);
        checks
    }

    /// Whether an endpoint makes a check anywhere, before or after what it does.
    pub fn makes_check(&self, endpoint: &Endpoint) -> bool {
        let module = self.module(endpoint.function.file);
        module.is_some_and(|module| {
            endpoint.wrappers.iter().any(|wrapper| self.is_checked_by(&module, *wrapper))
                || self.checks(&module, endpoint.function.node)
        })
    }

    /// Whether a wrapper makes a check, by its name or in what it is made of; one that nobody can look into may make any.
    pub(super) fn is_checked_by(&self, module: &Arc<Module>, callee: NodeId) -> bool {
        /// Those that only look on, or adapt the framework's form.
        const ONLOOKERS: [&str; 24] = [
            "axiom",
            "body",
            "compress",
            "compression",
            "cookie",
            "cors",
            "error",
            "errors",
            "etag",
            "event",
            "favicon",
            "helmet",
            "json",
            "log",
            "logger",
            "logging",
            "morgan",
            "parser",
            "sentry",
            "span",
            "static",
            "trace",
            "traced",
            "urlencoded",
        ];
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
        !name.is_empty() && !name.words().any(|word| ONLOOKERS.contains(&word))
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
            name.limits() && !only_number() || name.asks()
        }
        Kind::Binary { operator, left, right } => {
            matches!(module.text(operator), "===" | "!==" | "==" | "!=")
                && [left, right].iter().any(|side| names_secret(module.written(*side)))
        }
        Kind::Number => is_status(module, node) && matches!(module.written(node), "401" | "403" | "429"),
        Kind::String | Kind::TemplateText => {
            let text = module.string(node);
            ["nauthorized", "nauthenticated", "orbidden"].iter().any(|word| text.contains(word))
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
