//! What the caller has to send: which expression it evaluates, under which name, and what the server makes sure of.

use crate::fixes::Refusal;
use crate::fixes::names;
use crate::syntax::ast::{BindingKind, Kind, NodeId};

use super::move_error;
use super::position::{Position, UrlPlace};
use super::shape::{Member, Shape};
use super::slice::Slicer;
use super::types::widened;

/// One member of the request's body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field {
    pub name: String,
    pub shape: Shape,
    /// The expression at the call site.
    pub expression: String,
    pub role: Role,
}

/// What the server makes sure of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    Plain,
    /// Prose: longer than names and ids.
    Text,
    /// A name or a code, where strangers choose to whom it is sent: nothing that a link can be made of.
    Word,
    Phone,
    Email,
    /// A part of a URL's path.
    Path,
    /// An address that leads back to the app: whoever calls must not lead its visitors elsewhere.
    Site,
    Date,
}

/// Providers whose recipients are phone numbers.
const TELEPHONY: [&str; 16] = [
    "twilio",
    "vonage",
    "messagebird",
    "bird",
    "plivo",
    "telnyx",
    "sinch",
    "infobip",
    "clicksend",
    "textmagic",
    "46elks",
    "africastalking",
    "bandwidth",
    "bulksms",
    "clickatell",
    "signalwire",
];

/// Names that no field of a body has, whatever they are used for.
const RESERVED: [&str; 8] = ["url", "path", "method", "headers", "model", "from", "options", "token"];

/// Whether a key, in lower case, is that of somebody a message goes to.
fn is_recipient(key: &str) -> bool {
    matches!(key, "to" | "recipient" | "phone" | "phonenumber" | "destination")
}

/// Keys whose values are texts in every API.
const TEXTS: [&str; 22] = [
    "to",
    "body",
    "text",
    "subject",
    "html",
    "email",
    "phone",
    "name",
    "prompt",
    "content",
    "message",
    "title",
    "description",
    "query",
    "q",
    "input",
    "recipient",
    "firstname",
    "lastname",
    "username",
    "customer_email",
    "id",
];

impl Slicer<'_> {
    /// Makes the expression around a name of the caller's a field of the request.
    pub(super) fn capture(&mut self, id: NodeId) -> Result<(), Refusal> {
        self.needs_caller();
        let candidates = self.candidates(id);
        let module = self.module.clone();
        let mut chosen = None;
        let mut refused = None;
        for node in candidates {
            let shape = self.around.types.of(&module, node);
            let position = self.position(node);
            let shape = self.settled(shape, &position, node);
            match (shape.obstacle(), shape.is_unknown()) {
                (None, false) => {
                    chosen = Some((node, shape, position));
                    break;
                }
                (Some(what), _) => {
                    refused.get_or_insert_with(|| {
                        Refusal(format!(
                            "`{}` on line {} is {what} and cannot be sent to a server{}",
                            module.written(node),
                            self.line(node),
                            if what.contains("file") {
                                " as JSON; write a route that takes `request.formData()` and call it here."
                            } else {
                                "."
                            }
                        ))
                    });
                }
                (None, true) if position.spread && position.keys.is_empty() => {
                    refused.get_or_insert_with(|| {
                        let written = module.written(node);
                        move_error(
                            &module,
                            node,
                            &format!("The call spreads `{written}`; list the fields the caller may set"),
                        )
                    });
                }
                (None, true) => {
                    refused.get_or_insert_with(|| {
                        let written = module.written(node);
                        // The type of a part may be a package's: what a constant says is seen.
                        let or = match module.kind(node) {
                            Kind::Member { property, .. } => {
                                let name = module.text(property);
                                format!(
                                    ", or put it into a constant that says it (`const {name}: string = {written};`)"
                                )
                            }
                            _ => String::new(),
                        };
                        Refusal(format!(
                            "The type of `{written}` on line {} is not known; annotate it where it is declared{or}.",
                            self.line(node)
                        ))
                    });
                }
            }
        }
        if let Some((node, ..)) = &chosen
            && self.uses_names_of_items(*node)
        {
            let written = module.written(*node);
            return Err(move_error(
                &module,
                *node,
                &format!("`{written}` belongs to the page, in a function that would move"),
            ));
        }
        let Some((node, shape, position)) = chosen else {
            return Err(refused.unwrap_or_else(|| {
                Refusal(format!("`{}` on line {} cannot be sent to a server.", module.written(id), self.line(id)))
            }));
        };
        self.refuse_deciding(node, &shape, &position)?;
        self.refuse_items_that_decide(node)?;
        self.add_field(node, shape, &position);
        Ok(())
    }

    /// Whether a call makes a recipient of what the caller has: `to: withPrefix(phone)`. The route looks at what is sent, so
    /// that is what the call gives.
    pub(super) fn makes_recipient(&self, call: NodeId) -> bool {
        let module = &self.module;
        let Some(Kind::Property { key, computed, .. }) =
            module.parent(module.wrapped(call)).map(|parent| module.kind(parent))
        else {
            return false;
        };
        let Kind::Call { arguments, .. } = module.kind(call) else { return false };
        let of_caller = |id: NodeId| {
            module.kind(id) == Kind::Ident
                && module.resolve(id).is_some_and(|binding| {
                    let parameter = module.binding(binding).kind == BindingKind::Parameter;
                    parameter || module.binding(binding).kind != BindingKind::Import && self.constant(binding).is_none()
                })
        };
        module.key(key, computed).is_some_and(|key| is_recipient(&key.to_ascii_lowercase()))
            && module
                .list(arguments)
                .iter()
                .any(|argument| of_caller(*argument) || module.ast().descendants(*argument).any(of_caller))
            && self.around.types.of(module, call) == Shape::String
            && !self.uses_names_around(call)
            && !self.holds_moved(call)
    }

    /// The expressions around a name that the caller could evaluate, smallest first: the member chain, then calls on it.
    fn candidates(&self, id: NodeId) -> Vec<NodeId> {
        let module = &self.module;
        let mut found = Vec::new();
        let mut at = id;
        // A function of the caller is called by the caller.
        let called = module
            .parent(id)
            .is_some_and(|parent| matches!(module.kind(parent), Kind::Call { callee, .. } if callee == id));
        if !called {
            at = self.member_chain(id);
            found.push(at);
        }
        while at != self.sink {
            let Some(parent) = module.parent(at) else { break };
            at = match module.kind(parent) {
                Kind::Member { object, .. } if object == at => {
                    let Some(call) = module.parent(parent) else { break };
                    if !matches!(module.kind(call), Kind::Call { callee, .. } if callee == parent) || call == self.sink
                    {
                        break;
                    }
                    call
                }
                Kind::Call { callee, .. } if callee == at && parent != self.sink => parent,
                Kind::New { callee, .. } if callee != at && module.written(callee) == "FormData" => parent,
                Kind::NonNull { .. } | Kind::Paren { .. } => parent,
                Kind::TypeCast { .. } if !found.is_empty() => parent,
                _ => break,
            };
            at = self.member_chain(at);
            found.push(at);
            if found.len() > 6 {
                break;
            }
        }
        found.retain(|node| !super::role::within(module, self.sink, *node) && !self.holds_moved(*node));
        found
    }

    /// Members of a value, method calls left out.
    pub(super) fn member_chain(&self, id: NodeId) -> NodeId {
        let module = &self.module;
        let mut at = id;
        while let Some(parent) = module.parent(at) {
            let grows = match module.kind(parent) {
                Kind::Member { object, .. } => {
                    object == at
                        && !module.parent(parent).is_some_and(
                            |call| matches!(module.kind(call), Kind::Call { callee, .. } if callee == parent),
                        )
                }
                Kind::Index { object, index, .. } => object == at && !self.is_local(index),
                Kind::NonNull { .. } => true,
                _ => false,
            };
            if !grows {
                break;
            }
            at = parent;
        }
        at
    }

    /// Whether an expression uses a name that is declared inside of the call.
    fn is_local(&self, node: NodeId) -> bool {
        let module = &self.module;
        let span = module.span(node);
        (node.index()..module.ast().nodes.len())
            .map(NodeId::new)
            .take_while(|id| module.span(*id).start < span.end)
            .filter(|id| module.kind(*id) == Kind::Ident)
            .filter_map(|id| module.resolve(id))
            .any(|binding| super::role::within(module, module.binding(binding).declaration, self.sink))
    }

    /// Whether an expression holds a part of what moves.
    fn holds_moved(&self, node: NodeId) -> bool {
        let module = &self.module;
        let span = module.span(node);
        (node.index()..module.ast().nodes.len())
            .map(NodeId::new)
            .take_while(|id| module.span(*id).start < span.end)
            .filter(|id| module.kind(*id) == Kind::Ident)
            .filter_map(|id| module.resolve(id))
            .any(|binding| {
                self.around.trace.moved.contains_key(&binding) || self.around.trace.imported.contains(&binding)
            })
            || self.around.trace.fields.keys().any(|key| {
                super::fields::uses(module, key).into_iter().any(|used| super::role::within(module, used, node))
            })
    }

    /// Whether an expression uses a name that is declared in something that moves.
    fn uses_names_of_items(&self, node: NodeId) -> bool {
        let module = &self.module;
        let span = module.span(node);
        (node.index()..module.ast().nodes.len())
            .map(NodeId::new)
            .take_while(|id| module.span(*id).start < span.end)
            .filter(|id| module.kind(*id) == Kind::Ident)
            .filter_map(|id| module.resolve(id))
            .map(|binding| module.binding(binding).declaration)
            .any(|declared| self.in_items(declared) && !super::role::within(module, declared, node))
    }

    /// What is taken for granted of a value whose type is not known.
    fn settled(&self, shape: Shape, position: &Position, node: NodeId) -> Shape {
        if !shape.is_unknown() {
            return shape;
        }
        if let Shape::Array(item) = &shape
            && let Some(read) = self.read_of_items(node)
        {
            let _ = item;
            return Shape::Array(Box::new(read));
        }
        if position.in_text {
            return Shape::Primitive;
        }
        let typescript = self.module.facts.typescript;
        let text = position.keys.first().is_some_and(|key| TEXTS.contains(&key.to_ascii_lowercase().as_str()));
        match shape {
            Shape::Unknown if typescript && text && position.whole => Shape::String,
            Shape::Unknown if !typescript => match self.read_of_items(node) {
                Some(read) => Shape::Array(Box::new(read)),
                None if position.keys.first().is_some_and(|key| key == "messages") => Shape::Array(Box::new(message())),
                None => Shape::Primitive,
            },
            Shape::Array(_) if position.keys.first().is_some_and(|key| key == "messages") => {
                Shape::Array(Box::new(message()))
            }
            Shape::Array(_) if !typescript => Shape::Array(Box::new(Shape::Primitive)),
            other => other,
        }
    }

    /// What a callback reads of an array's items: `items.map((item) => ({ sku: item.sku }))`.
    fn read_of_items(&self, node: NodeId) -> Option<Shape> {
        let module = &self.module;
        let mut members: Vec<Member> = Vec::new();
        for parameter in self.callback_parameters(node) {
            for used in parameter {
                let parent = module.parent(used)?;
                let Kind::Member { property, .. } = module.kind(parent) else { return None };
                let name = module.text(property).to_owned();
                if !members.iter().any(|member| member.name == name) {
                    members.push(Member { name, optional: false, shape: Shape::Primitive });
                }
            }
        }
        (!members.is_empty()).then_some(Shape::Object(members))
    }

    /// The uses of each first parameter of the callbacks that a captured array's methods get.
    pub(super) fn callback_parameters(&self, node: NodeId) -> Vec<Vec<NodeId>> {
        let module = &self.module;
        let mut found = Vec::new();
        let Some(member) = module.parent(node) else { return found };
        let Kind::Member { object, .. } = module.kind(member) else { return found };
        let Some(call) = module.parent(member).filter(|_| object == node) else { return found };
        let Kind::Call { callee, arguments, .. } = module.kind(call) else { return found };
        if callee != member {
            return found;
        }
        for argument in module.list(arguments) {
            let Kind::Function(function) = module.kind(*argument) else { continue };
            let Some(first) = module.list(function.parameters).first() else { continue };
            if let Some(binding) = module.plain_binding(*first) {
                found.push(module.uses(binding).to_vec());
            }
        }
        found
    }

    fn add_field(&mut self, node: NodeId, shape: Shape, position: &Position) {
        let module = self.module.clone();
        let written = module.written(node).to_owned();
        let role = match self.role(&written, &shape, position) {
            Role::Plain | Role::Text if self.leads_back(node, &shape, position) => Role::Site,
            role => role,
        };
        let existing = self.fields.iter().find(|field| field.expression == written).cloned();
        let name = match existing {
            Some(field) => {
                if field.role == Role::Plain
                    && let Some(known) = self.fields.iter_mut().find(|known| known.name == field.name)
                {
                    known.role = role;
                }
                field.name
            }
            None => {
                let name = self.field_name(node, position);
                let shape = if shape == Shape::Primitive && module.facts.typescript {
                    Shape::String
                } else {
                    widened_literal(shape)
                };
                // A text is made of it in any case.
                let unknown =
                    shape == Shape::String && position.in_text && self.around.types.of(&module, node).is_unknown();
                let expression =
                    if unknown && module.facts.typescript { format!("String({written})") } else { written.clone() };
                self.fields.push(Field { name: name.clone(), shape, expression, role });
                name
            }
        };
        self.captured.push(module.span(node));
        self.sent.push(module.span(node));
        let plain =
            self.fields.iter().any(|field| field.name == name && matches!(field.shape, Shape::Number | Shape::Boolean));
        let used = if position.place == UrlPlace::None || plain || self.is_encoded(node) {
            name
        } else {
            format!("encodeURIComponent({name})")
        };
        if !plain && let Some(whole) = self.in_markup(node, position) {
            self.escape(whole);
        }
        let used = if role == Role::Date { format!("new Date({used})") } else { used };
        self.replace(node, used);
    }

    /// Whether a value is the page's own address, or is where somebody else sends the visitor when done.
    fn leads_back(&self, node: NodeId, shape: &Shape, position: &Position) -> bool {
        if !matches!(shape.present(), Shape::String | Shape::Primitive) {
            return false;
        }
        let module = &self.module;
        let own = |node: NodeId| {
            let written = module.written(node);
            let written = ["window.", "globalThis.", "self.", "document."]
                .iter()
                .fold(written, |rest, owner| rest.strip_prefix(owner).unwrap_or(rest));
            matches!(written, "location.origin" | "location.href")
        };
        let value = match module.kind(node) {
            Kind::Ident => {
                module.resolve(node).and_then(|binding| match module.kind(module.binding(binding).declaration) {
                    Kind::Declarator { init, .. } => init,
                    _ => None,
                })
            }
            _ => None,
        };
        if own(node) || value.is_some_and(|value| own(module.unwrapped(value))) {
            return true;
        }
        let key = position.keys.first().map(|key| key.to_ascii_lowercase().replace('_', "")).unwrap_or_default();
        let returns = ["success", "cancel", "return", "redirect", "callback", "refresh", "continue"];
        position.whole
            && (key.ends_with("url") || key.ends_with("uri"))
            && returns.iter().any(|word| key.starts_with(word))
    }

    /// Whether a value is put into an address by `encodeURIComponent` already.
    fn is_encoded(&self, node: NodeId) -> bool {
        self.module.parent(node).is_some_and(|parent| {
            matches!(self.module.kind(parent), Kind::Call { callee, .. } if self.module.written(callee) == "encodeURIComponent")
        })
    }

    fn role(&self, written: &str, shape: &Shape, position: &Position) -> Role {
        let present = shape.present();
        if present == Shape::Date {
            return Role::Date;
        }
        if !matches!(present, Shape::String | Shape::Primitive) {
            return Role::Plain;
        }
        if position.place == UrlPlace::Path {
            return Role::Path;
        }
        let words = names::words(leaf(written));
        let named = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
        let key = position.keys.first().map(|key| key.to_ascii_lowercase()).unwrap_or_default();
        let recipient = is_recipient(&key);
        let telephony = self.around.provider.is_some_and(|provider| TELEPHONY.contains(&provider));
        if recipient && (telephony || named(&["phone", "mobile", "tel", "msisdn"])) && !named(&["email"]) {
            return Role::Phone;
        }
        if matches!(key.as_str(), "to" | "email" | "recipient" | "customer_email" | "cc" | "bcc")
            && (named(&["email", "mail"]) || key.contains("email"))
        {
            return Role::Email;
        }
        let prose = matches!(
            key.as_str(),
            "body"
                | "text"
                | "content"
                | "message"
                | "prompt"
                | "html"
                | "input"
                | "query"
                | "description"
                | "messages"
        ) && position.whole
            || named(&["message", "text", "prompt", "body", "content", "description", "notes", "comment"]);
        if prose { Role::Text } else { Role::Plain }
    }

    fn field_name(&self, node: NodeId, position: &Position) -> String {
        let written = self.module.written(node);
        // `plain(phone)` is `phone` still.
        let argument = written.strip_suffix(')').and_then(|call| call.split_once('(')).filter(|(callee, argument)| {
            let is_plain =
                |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_$.?".contains(&byte));
            !callee.contains('.') && is_plain(callee) && !argument.is_empty() && is_plain(argument)
        });
        let mut name = names::camel(leaf(argument.map_or(written, |(_, argument)| argument)));
        let generic =
            matches!(name.as_str(), "value" | "current" | "data" | "result" | "get" | "target" | "checked" | "");
        if generic && let Some(key) = position.keys.first() {
            name = names::camel(key);
        }
        if name == "id"
            && let Some((owner, _)) = written.trim_end_matches('!').rsplit_once('.')
        {
            name = names::camel(&format!("{}-id", leaf(owner.trim_end_matches('?'))));
        }
        if RESERVED.contains(&name.as_str()) || name.is_empty() {
            let key =
                position.keys.first().map(|key| names::camel(key)).filter(|key| !RESERVED.contains(&key.as_str()));
            name = key.unwrap_or_else(|| format!("{}Value", if name.is_empty() { "field" } else { &name }));
        }
        let taken = |name: &str| self.fields.iter().any(|field| field.name == name) || self.is_used(name, node);
        if taken(&name) {
            let path: Vec<&str> =
                written.split(['.', '?', '!', '[', ']', '(', ')']).filter(|part| !part.is_empty()).collect();
            if let [.., owner, _] = path.as_slice() {
                name = names::camel(&format!("{owner}-{name}"));
            }
        }
        names::free(&name, taken)
    }

    /// Whether a name means something else in the call's own code.
    fn is_used(&self, name: &str, node: NodeId) -> bool {
        if name == self.module.written(node) {
            return false;
        }
        let module = &self.module;
        (0..module.ast().nodes.len()).map(NodeId::new).any(|id| {
            matches!(module.kind(id), Kind::Ident | Kind::Binding(_))
                && module.written(id) == name
                && (super::role::within(module, id, self.sink) || self.in_items(id))
                && !self.captured.iter().any(|captured| captured.contains(module.span(id)))
                && !module.span(node).contains(module.span(id))
        })
    }
}

/// A chat message: who speaks, and what.
fn message() -> Shape {
    let role = Shape::Union(vec![Shape::Literal("user".to_owned()), Shape::Literal("assistant".to_owned())]);
    Shape::Object(vec![
        Member { name: "role".to_owned(), optional: false, shape: role },
        Member { name: "content".to_owned(), optional: false, shape: Shape::String },
    ])
}

fn widened_literal(shape: Shape) -> Shape {
    widened(shape)
}

/// The last name of an expression: `phone` of `user.phone`, of `formData.get('phone')` and of `phone.trim()`.
pub(super) fn leaf(written: &str) -> &str {
    let bare = written.trim_end_matches(['!', ')', ']', '"', '\'']);
    let at = bare.rfind(['.', '\'', '"', '[', '(']).map_or(0, |at| at + 1);
    match (&bare[at..], bare.rfind('.')) {
        ("", Some(dot)) => leaf(&bare[..dot]),
        (name, _) => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_a_field_after_the_leaf() {
        assert_eq!(leaf("user.phone"), "phone");
        assert_eq!(leaf("formData.get('phone')"), "phone");
        assert_eq!(leaf("user!.address?.zip!"), "zip");
        assert_eq!(leaf("items[0].sku"), "sku");
        assert_eq!(leaf("form.phone.trim()"), "phone");
    }
}
