//! What the caller has to send: which expression it evaluates, under which name, and what the server makes sure of.

use crate::fixes::Refusal;
use crate::fixes::names;
use crate::syntax::ast::{Kind, NodeId};
use crate::text::Span;

use super::move_error;
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
    Phone,
    Email,
    /// A part of a URL's path.
    Path,
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

/// What decides where a call goes, as whom, and what it costs. Never taken from a request.
const DECIDING: [(&str, &str); 37] = [
    ("url", "where the call goes"),
    ("uri", "where the call goes"),
    ("baseurl", "where the call goes"),
    ("endpoint", "where the call goes"),
    ("host", "where the call goes"),
    ("hostname", "where the call goes"),
    ("path", "where the call goes"),
    ("method", "what the call does"),
    ("headers", "the call's headers"),
    ("authorization", "the call's credentials"),
    ("token", "the call's credentials"),
    ("apikey", "the call's credentials"),
    ("api_key", "the call's credentials"),
    ("password", "the call's credentials"),
    ("cookie", "the call's credentials"),
    ("options", "the call's options"),
    ("model", "the model"),
    ("max_tokens", "what the call costs"),
    ("maxtokens", "what the call costs"),
    ("from", "the sender"),
    ("sender", "the sender"),
    ("fromname", "the sender"),
    ("from_email", "the sender"),
    ("fromemail", "the sender"),
    ("messagingservicesid", "the sender"),
    ("replyto", "the sender"),
    ("reply_to", "the sender"),
    ("amount", "the price"),
    ("price", "the price"),
    ("unit_amount", "the price"),
    ("unitamount", "the price"),
    ("currency", "the price"),
    ("templateid", "the template"),
    ("template_id", "the template"),
    ("statuscallback", "where the provider reports to"),
    ("callbackurl", "where the provider reports to"),
    ("webhook_url", "where the provider reports to"),
];

/// Names that no field of a body has, whatever they are used for.
const RESERVED: [&str; 8] = ["url", "path", "method", "headers", "model", "from", "options", "token"];

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

/// Where in the call a captured value ends up.
struct Position {
    /// Property names around it, innermost first.
    keys: Vec<String>,
    /// It is the whole value of the innermost key.
    whole: bool,
    /// It stands in a template or a sum.
    in_text: bool,
    place: UrlPlace,
    spread: bool,
    /// It is an argument of the call itself.
    argument: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum UrlPlace {
    None,
    Host,
    Path,
    Query,
}

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
                            "`{}` on line {} is {what} and cannot be sent to a server.",
                            module.written(node),
                            self.line(node)
                        ))
                    });
                }
                (None, true) => {
                    refused.get_or_insert_with(|| {
                        Refusal(format!(
                            "The type of `{}` on line {} is not known; annotate it where it is declared.",
                            module.written(node),
                            self.line(node)
                        ))
                    });
                }
            }
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
        found.retain(|node| !super::trace::within(module, self.sink, *node) && !self.holds_moved(*node));
        found
    }

    /// Members of a value, method calls left out.
    fn member_chain(&self, id: NodeId) -> NodeId {
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
            .any(|binding| super::trace::within(module, module.binding(binding).declaration, self.sink))
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
    fn callback_parameters(&self, node: NodeId) -> Vec<Vec<NodeId>> {
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

    fn position(&self, node: NodeId) -> Position {
        let module = &self.module;
        let mut position = Position {
            keys: Vec::new(),
            whole: true,
            in_text: false,
            place: self.url_place(node),
            spread: false,
            argument: false,
        };
        let mut at = node;
        while let Some(parent) = module.parent(at) {
            match module.kind(parent) {
                Kind::Property { key, value, computed, .. } if value == at => {
                    if let Some(key) = module.key(key, computed) {
                        position.keys.push(key.into_owned());
                    }
                }
                Kind::Template { .. } => {
                    position.in_text |= position.keys.is_empty();
                    position.whole &= !position.keys.is_empty();
                }
                Kind::Binary { .. } => {
                    position.in_text |= position.keys.is_empty() && module.written(parent).contains(['\'', '"', '`']);
                    position.whole &= !position.keys.is_empty();
                }
                Kind::Spread { .. } => position.spread |= position.keys.is_empty(),
                Kind::Call { callee, arguments, .. } if callee != at => {
                    let arguments = module.list(arguments);
                    let setter = matches!(module.kind(callee), Kind::Member { property, .. }
                        if matches!(module.text(property), "append" | "set"));
                    if setter && arguments.get(1) == Some(&at) {
                        if let Some(key) = arguments.first().and_then(|key| module.key(*key, true)) {
                            position.keys.push(key.into_owned());
                        }
                    } else if parent == self.sink && position.keys.is_empty() {
                        position.argument = true;
                    } else if position.keys.is_empty() && module.written(callee) != "String" {
                        position.whole = false;
                    }
                }
                Kind::Function(_) if position.keys.is_empty() => position.whole = false,
                Kind::Declarator { target, .. } => {
                    // What a constant of the slice is called says as much as a key.
                    if position.keys.is_empty() && position.whole {
                        position.keys.push(module.written(target).to_owned());
                    }
                    break;
                }
                _ => {}
            }
            if parent == self.sink {
                break;
            }
            at = parent;
        }
        position
    }

    /// Where in the request's address a value stands.
    fn url_place(&self, node: NodeId) -> UrlPlace {
        let module = &self.module;
        let Some(url) = self.request.as_ref().and_then(|request| request.url).filter(|url| url.file == module.id)
        else {
            return UrlPlace::None;
        };
        let mut url = url.node;
        if let Kind::Ident = module.kind(url)
            && let Some(binding) = module.resolve(url)
            && let Kind::Declarator { init: Some(init), .. } = module.kind(module.binding(binding).declaration)
        {
            url = init;
        }
        if !super::trace::within(module, node, url) {
            return UrlPlace::None;
        }
        let before = module.text(Span::new(module.span(url).start, module.span(node).start));
        let before = before
            .trim_start_matches(['`', '\'', '"', '('])
            .trim_start_matches("new URL(")
            .trim_start_matches(['`', '\'', '"']);
        let after_scheme = before.split_once("://").map(|(_, rest)| rest);
        let fixed = match after_scheme {
            Some(rest) => rest.contains(['/', '?', '#']),
            // A constant or a variable of the environment comes first.
            None => before.starts_with("${") && before.len() > 4 || before.contains('+') || before.starts_with('/'),
        };
        if !fixed {
            UrlPlace::Host
        } else if before.contains('?') {
            UrlPlace::Query
        } else {
            UrlPlace::Path
        }
    }

    /// The caller must not choose where a call goes or what it costs.
    fn refuse_deciding(&self, node: NodeId, shape: &Shape, position: &Position) -> Result<(), Refusal> {
        let module = &self.module;
        let written = module.written(node);
        if position.place == UrlPlace::Host {
            return Err(move_error(module, node, "The target of the call is chosen at run time"));
        }
        let members: Vec<&str> = match shape.present() {
            Shape::Object(_) if position.spread || position.argument => Self::member_names(shape),
            _ => Vec::new(),
        };
        if position.spread && position.keys.is_empty() && members.is_empty() && !matches!(shape, Shape::Array(_)) {
            return Err(move_error(
                module,
                node,
                &format!("The call spreads `{written}`; list the fields the caller may set"),
            ));
        }
        let direct = position.keys.first().filter(|_| position.whole || is_sender(&position.keys[0]));
        for key in direct.map(String::as_str).into_iter().chain(members.iter().copied()) {
            if let Some(what) = decides(key) {
                return Err(move_error(
                    module,
                    node,
                    &format!("Whoever calls the route would choose {what} (`{key}`)"),
                ));
            }
        }
        let recipients = position.keys.first().is_some_and(|key| {
            matches!(key.to_ascii_lowercase().as_str(), "to" | "cc" | "bcc" | "recipients" | "numbers" | "phonenumbers")
        });
        if recipients && matches!(shape.present(), Shape::Array(_)) {
            return Err(move_error(module, node, "Whoever calls the route would choose the list of recipients"));
        }
        if names::words(leaf(written))
            .iter()
            .any(|word| matches!(word.as_str(), "token" | "secret" | "password" | "apikey"))
        {
            return Err(Refusal(format!(
                "`{written}` on line {} looks like a credential of the person in front of the page, and would be sent to the route.",
                self.line(node)
            )));
        }
        Ok(())
    }

    /// `items.map((item) => ({ price: item.price }))`: the items come from the caller too.
    fn refuse_items_that_decide(&self, node: NodeId) -> Result<(), Refusal> {
        for used in self.callback_parameters(node).into_iter().flatten() {
            let chain = self.member_chain(used);
            let position = self.position(chain);
            if let Some(key) = position.keys.first().filter(|_| position.whole)
                && let Some(what) = decides(key)
            {
                return Err(move_error(
                    &self.module,
                    used,
                    &format!("Whoever calls the route would choose {what} (`{key}`)"),
                ));
            }
        }
        Ok(())
    }

    fn member_names(shape: &Shape) -> Vec<&str> {
        match shape {
            Shape::Object(members) => members.iter().map(|member| member.name.as_str()).collect(),
            Shape::Union(parts) => parts.iter().flat_map(|part| Self::member_names(part)).collect(),
            _ => Vec::new(),
        }
    }

    fn add_field(&mut self, node: NodeId, shape: Shape, position: &Position) {
        let module = self.module.clone();
        let written = module.written(node).to_owned();
        let role = self.role(&written, &shape, position);
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
                let name = self.field_name(&written, position);
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
        let used = if position.place == UrlPlace::None || self.is_encoded(node) {
            name
        } else {
            format!("encodeURIComponent({name})")
        };
        let used = if role == Role::Date { format!("new Date({used})") } else { used };
        self.replace(node, used);
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
        let recipient = matches!(key.as_str(), "to" | "recipient" | "phone" | "phonenumber" | "destination");
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

    fn field_name(&self, written: &str, position: &Position) -> String {
        let mut name = names::camel(leaf(written));
        let generic =
            matches!(name.as_str(), "value" | "current" | "data" | "result" | "get" | "target" | "checked" | "");
        if generic && let Some(key) = position.keys.first() {
            name = names::camel(key);
        }
        if RESERVED.contains(&name.as_str()) || name.is_empty() {
            let key =
                position.keys.first().map(|key| names::camel(key)).filter(|key| !RESERVED.contains(&key.as_str()));
            name = key.unwrap_or_else(|| format!("{}Value", if name.is_empty() { "field" } else { &name }));
        }
        let taken = |name: &str| self.fields.iter().any(|field| field.name == name) || self.is_used(name, written);
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
    fn is_used(&self, name: &str, written: &str) -> bool {
        if name == written {
            return false;
        }
        let module = &self.module;
        (0..module.ast().nodes.len()).map(NodeId::new).any(|id| {
            matches!(module.kind(id), Kind::Ident | Kind::Binding(_))
                && module.written(id) == name
                && (super::trace::within(module, id, self.sink) || self.in_items(id))
                && !self.captured.iter().any(|captured| captured.contains(module.span(id)))
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

fn decides(key: &str) -> Option<&'static str> {
    let key = key.to_ascii_lowercase();
    DECIDING.iter().find(|(name, _)| *name == key).map(|(_, what)| *what)
}

/// A sender may not even be chosen in part.
fn is_sender(key: &str) -> bool {
    decides(key) == Some("the sender")
}

/// The last name of an expression: `phone` of `user.phone`, `get` arguments first: `formData.get('phone')`.
fn leaf(written: &str) -> &str {
    let written = written.trim_end_matches(['!', ')', ']', '"', '\'']);
    let at = written.rfind(['.', '\'', '"', '[', '(']).map_or(0, |at| at + 1);
    &written[at..]
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
        assert_eq!(leaf("date.toISOString()"), "toISOString");
    }
}
