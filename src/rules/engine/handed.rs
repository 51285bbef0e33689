//! Secrets that server code hands to functions that write them down elsewhere: logs, error trackers, analytics.

use super::sent::What;
use super::{Draft, File, Secret, matter, words};
use crate::flow::candidate::is_test_path;
use crate::flow::{Place, Source};
use crate::rules::Exposure;
use crate::syntax::ast::{Kind, NodeId};

impl File<'_> {
    /// Tells the secrets among the arguments of calls that `takes` names, with who takes them as it is written.
    pub(in crate::rules) fn tell_handed(
        &self,
        takes: &dyn Fn(NodeId) -> bool,
        harm: &str,
        next: &str,
        out: &mut Vec<Draft>,
    ) {
        // In client code the value is told where it is read.
        if !matter::may_hand_on(self.shared, self.source) || self.reached().is_some() || is_test_path(&self.relative) {
            return;
        }
        let Some(module) = self.module() else { return };
        for call in module.calls().iter().copied().filter(|call| takes(*call)) {
            let Kind::Call { callee, arguments, .. } = module.kind(call) else { continue };
            for argument in module.list(arguments) {
                let Some((source, secret, what)) = self.worst_in(*argument) else { continue };
                if self.is_missing_at(*argument, call) {
                    continue;
                }
                let node = self.flow.narrowed(module, *argument, &source);
                let mut draft = Draft::of(&secret, module.span(node), Exposure::E1);
                draft.node = Some(node);
                let subject = match what {
                    What::Variable(name) => {
                        let subject = format!("`{name}` {}", words::is_kind(&secret));
                        draft.variable = Some(name);
                        subject
                    }
                    What::Literal => format!("this {}", words::is_kind(&secret)),
                    What::Environment => "this is the whole environment, every secret in it included".to_owned(),
                };
                let taker = module.spelled(callee);
                draft.message = words::sentence(&format!("{subject}, and `{taker}` {harm}"));
                draft.next = next.to_owned();
                out.push(draft);
            }
        }
    }

    /// The secret in a value that can do most.
    fn worst_in(&self, value: NodeId) -> Option<(Source, Secret, What)> {
        let sources = self.flow.sources(Place { file: self.id, node: value });
        let secrets = sources.into_iter().filter_map(|source| {
            let (secret, what) = self.secret_of(&source)?;
            Some((source, secret, what))
        });
        secrets.max_by_key(|(_, secret, _)| (secret.power, secret.confidence))
    }

    /// `if (!process.env.X) console.error(process.env.X)`: there is nothing to tell.
    fn is_missing_at(&self, argument: NodeId, call: NodeId) -> bool {
        let Some(module) = self.module() else { return false };
        let written = module.written(argument);
        let outer = std::iter::successors(module.parent(call), |at| module.parent(*at));
        outer.into_iter().any(|at| match module.kind(at) {
            Kind::If { test, consequent, .. } => {
                let absent = module.written(test).strip_prefix('!').is_some_and(|name| written.contains(name));
                absent && module.span(consequent).contains(module.span(call))
            }
            _ => false,
        })
    }
}
