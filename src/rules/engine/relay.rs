//! What a stranger gets done by an endpoint that asks nobody who they are.

use super::endpoints::Paid;
use super::{Draft, File};
use crate::flow::{EndpointKind, Module};
use crate::rules::{Related, Severity};
use crate::secrets::{Confidence, Spending};
use crate::syntax::ast::{Kind, NodeId};
use crate::syntax::data::Grammar;
use crate::syntax::json::Value;

/// Names of fields that say where a message goes.
const RECIPIENTS: [&str; 14] = [
    "bcc",
    "cc",
    "destination",
    "dst",
    "msisdn",
    "phone",
    "phonenumber",
    "recipient",
    "recipients",
    "to",
    "toaddresses",
    "toemail",
    "tonumber",
    "tophone",
];
/// Names of fields that say what is in it.
const CONTENTS: [&str; 12] = [
    "body",
    "content",
    "html",
    "htmlbody",
    "htmlcontent",
    "message",
    "react",
    "subject",
    "text",
    "textbody",
    "textcontent",
    "value",
];

impl File<'_> {
    /// Tells the calls that endpoints of a kind make for anybody, a finding for each place in the file.
    pub(in crate::rules) fn tell_relays(&self, kind: EndpointKind, next: &str, out: &mut Vec<Draft>) {
        let Some(module) = self.module() else { return };
        for paid in self.paid().iter().filter(|paid| paid.endpoint.kind == kind && !paid.reached.checked) {
            let by = paid.reached.by;
            let place = if paid.endpoint.named == Some(by) { by } else { callee_of(module, by) };
            // That any path is passed on says more.
            let is_proxy = self.is_catch_all(&paid.endpoint) && paid.is_steered(self);
            let Some(severity) = self.worth(paid).filter(|_| !is_proxy) else { continue };
            let (mut severity, mut message) = (severity, self.told(paid));
            if self.flow.may_be_covered(self.id) {
                severity = Severity::Hint;
                message.push_str(" Only the middleware may ask who calls, and a route that it lets through is open.");
            }
            if self.is_behind_public_key() {
                severity = severity.min(Severity::Medium);
                message.push_str(" Supabase wants a token, and the key that the browser has is one.");
            }
            let mut draft = Draft::note(module.span(place), severity, message, next.to_owned());
            draft.node = Some(by);
            draft.provider = Some(paid.provider.id.as_str());
            draft.confidence = Confidence::Likely;
            let call = &paid.reached.call;
            if call.home.id != self.id {
                let span = call.home.span(call.called().map_or(call.node, |(callee, _)| callee));
                let message = format!("here {} is called", paid.provider.name);
                draft.related.push(Related { file: call.home.id, span, message });
            }
            out.push(draft);
        }
    }

    /// Whether a function of Supabase is called with a token alone, as it is by default (supabase.com/docs, *Edge Functions:
    /// configuration*, `verify_jwt`): that of who is signed in, or the `anon` key.
    fn is_behind_public_key(&self) -> bool {
        let Some(app) = self.home() else { return false };
        let functions = app.root.join("supabase/functions");
        let Ok(path) = self.source.path.strip_prefix(&functions) else { return false };
        let name = path.components().next().map(|part| part.as_str()).unwrap_or_default();
        let verifies = || {
            let file = self.shared.context.project.by_path(&app.root.join("supabase/config.toml"))?;
            let read = Grammar::Toml.read(&file.text())?;
            Some(read.get("functions")?.get(name)?.get("verify_jwt")?.value.clone())
        };
        verifies() != Some(Value::Bool(false))
    }

    /// How much harm a stranger does; `None` where the caller has no say, or pays.
    fn worth(&self, paid: &Paid) -> Option<Severity> {
        let to_whom = || self.has_say(paid, &RECIPIENTS);
        // `messages.create(from, to, text)`.
        let is_by_place = || paid.fields(self, &RECIPIENTS).iter().all(|field| !field.is_named);
        let says = match paid.spend.on {
            Spending::Model => paid.takes_given(self).then_some(Severity::High),
            Spending::Message => (to_whom() || is_by_place() && paid.takes_given(self)).then_some(Severity::High),
            // To the one address of the company: a form for visitors.
            Spending::Mail if !to_whom() => None,
            Spending::Mail if self.has_say(paid, &CONTENTS) => Some(Severity::High),
            Spending::Mail => Some(Severity::Medium),
        };
        says.filter(|_| !paid.is_paid_by_caller(self))
    }

    fn has_say(&self, paid: &Paid, names: &[&str]) -> bool {
        !paid.chosen(self, names).is_empty()
    }

    fn told(&self, paid: &Paid) -> String {
        let (who, provider) = (paid.endpoint.called(), &paid.provider.name);
        let harm = match paid.spend.on {
            Spending::Message => "send messages to any number at your cost",
            Spending::Mail if self.has_say(paid, &CONTENTS) => {
                "send mail in your name to anybody, and say in it what they like"
            }
            Spending::Mail => "have mail sent in your name to anybody, as often as they like",
            Spending::Model => "use the model at your cost, as often as they like",
        };
        format!("{who} calls {provider} with what it is sent, and asks nobody who they are: strangers can {harm}.")
    }
}

/// What is called; the node itself when that is no call.
fn callee_of(module: &Module, call: NodeId) -> NodeId {
    match module.kind(call) {
        Kind::Call { callee, .. } | Kind::New { callee, .. } => callee,
        _ => call,
    }
}
