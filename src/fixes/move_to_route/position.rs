//! Where in a call a captured value ends up, and what a caller may never decide.

use crate::fixes::Refusal;
use crate::fixes::names;
use crate::flow::Place;
use crate::syntax::ast::{Kind, NodeId};
use crate::text::Span;

use super::capture::leaf;
use super::move_error;
use super::shape::Shape;
use super::slice::Slicer;

/// What decides where a call goes, as whom, and what it costs. Never taken from a request.
const DECIDING: [(&str, &str); 35] = [
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

/// Where in the call a captured value ends up.
pub(super) struct Position {
    /// Property names around it, innermost first.
    pub keys: Vec<String>,
    /// It is the whole value of the innermost key.
    pub whole: bool,
    /// It stands in a template or a sum.
    pub in_text: bool,
    pub place: UrlPlace,
    pub spread: bool,
    /// It is an argument of the call itself.
    pub argument: bool,
    /// It picks one of the constants of a table, which stays on the server: `PRICES[plan]`.
    pub picks: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum UrlPlace {
    None,
    Host,
    Path,
    Query,
}

impl Slicer<'_> {
    pub(super) fn position(&self, node: NodeId) -> Position {
        let module = &self.module;
        let mut position = Position {
            keys: Vec::new(),
            whole: true,
            in_text: false,
            place: self.url_place(node),
            spread: false,
            argument: false,
            picks: false,
        };
        let mut at = node;
        // A method is called on it: what stands in the text is something else.
        let mut receives = false;
        while let Some(parent) = module.parent(at) {
            match module.kind(parent) {
                Kind::Member { object, .. } if object == at => {
                    receives = true;
                    position.whole = false;
                }
                Kind::Index { object, index, .. } if index == at && at == node => {
                    position.picks = self.is_table(object);
                }
                Kind::Property { key, value, computed, .. } if value == at => {
                    if let Some(key) = module.key(key, computed) {
                        position.keys.push(key.into_owned());
                    }
                }
                Kind::Template { .. } => {
                    position.in_text |= !receives && position.keys.is_empty();
                    position.whole &= !position.keys.is_empty();
                }
                Kind::Binary { .. } => {
                    position.in_text |=
                        !receives && position.keys.is_empty() && module.written(parent).contains(['\'', '"', '`']);
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
    pub(super) fn url_place(&self, node: NodeId) -> UrlPlace {
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
        if !super::role::within(module, node, url) {
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
            // Behind the base of a client that is made with one, all is a path.
            None if node != url && self.has_base() => true,
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

    /// The expression that a value is, or is the choice of, between the tags of a letter (`html`). A
    /// route lets its caller write there what they like, in the company's name.
    pub(super) fn in_markup(&self, node: NodeId, position: &Position) -> Option<NodeId> {
        let module = &self.module;
        let key = position.keys.first()?.to_ascii_lowercase();
        if !position.in_text || !matches!(key.as_str(), "html" | "htmlbody" | "htmlcontent" | "html_body") {
            return None;
        }
        let mut at = node;
        loop {
            let parent = module.parent(at)?;
            match module.kind(parent) {
                Kind::Template { .. } | Kind::Binary { .. } => return Some(at),
                Kind::Logical { .. } | Kind::Conditional { .. } | Kind::Paren { .. } | Kind::NonNull { .. } => {
                    at = parent;
                }
                _ => return None,
            }
        }
    }

    /// Whether the request is made by an instance (`axios.create({ baseURL })`).
    fn has_base(&self) -> bool {
        let place = Place { file: self.module.id, node: self.sink };
        let made = self.around.flow.callee(place).and_then(|callee| callee.construction);
        made.is_some_and(|made| made != place)
    }

    /// The caller must not choose where a call goes or what it costs.
    pub(super) fn refuse_deciding(&self, node: NodeId, shape: &Shape, position: &Position) -> Result<(), Refusal> {
        let module = &self.module;
        let written = module.written(node);
        if position.place == UrlPlace::Host {
            return Err(move_error(
                module,
                node,
                "The target of the call is chosen at run time; write the address into the function that calls it",
            ));
        }
        self.refuse_deciding_inside(node, &position.keys)?;
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
        // One of those that the code names is no choice of the caller's, where nothing else gets through.
        let is_listed = position.picks && is_named(shape);
        let direct = position.keys.first().filter(|key| !is_listed && (position.whole || is_sender(key)));
        for key in direct.map(String::as_str).into_iter().chain(members.iter().copied()) {
            if let Some(what) = decides(key) {
                return Err(move_error(module, node, &format!("Whoever calls the route would choose {what}, `{key}`")));
            }
        }
        let recipients = position.keys.first().is_some_and(|key| {
            matches!(key.to_ascii_lowercase().as_str(), "to" | "cc" | "bcc" | "recipients" | "numbers" | "phonenumbers")
        });
        if recipients && matches!(shape.present(), Shape::Array(_)) {
            return Err(move_error(
                module,
                node,
                "Whoever calls the route would choose the list of recipients; send to one at a time, or look them up on the server",
            ));
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

    /// Whether a name is that of a constant object of constants.
    fn is_table(&self, object: NodeId) -> bool {
        let module = &self.module;
        let declared = module.resolve(object).map(|binding| module.kind(module.binding(binding).declaration));
        let Some(Kind::Declarator { init: Some(init), .. }) = declared else { return false };
        let Kind::Object { properties } = module.kind(module.unwrapped(init)) else { return false };
        module.list(properties).iter().all(|property| match module.kind(*property) {
            Kind::Property { value, .. } => {
                let value = module.unwrapped(value);
                matches!(module.kind(value), Kind::String | Kind::Number) || module.env_read(value).is_some()
            }
            _ => false,
        })
    }

    /// `items.map((item) => ({ price: item.price }))`: the items come from the caller too.
    pub(super) fn refuse_items_that_decide(&self, node: NodeId) -> Result<(), Refusal> {
        for used in self.callback_parameters(node).into_iter().flatten() {
            let chain = self.member_chain(used);
            let position = self.position(chain);
            if let Some(key) = position.keys.first().filter(|_| position.whole)
                && let Some(what) = decides(key)
            {
                return Err(move_error(
                    &self.module,
                    used,
                    &format!("Whoever calls the route would choose {what}, `{key}`"),
                ));
            }
        }
        Ok(())
    }

    pub(super) fn member_names(shape: &Shape) -> Vec<&str> {
        match shape {
            Shape::Object(members) => members.iter().map(|member| member.name.as_str()).collect(),
            Shape::Union(parts) => parts.iter().flat_map(|part| Self::member_names(part)).collect(),
            _ => Vec::new(),
        }
    }
}

/// Whether a value is one of texts that the type names.
fn is_named(shape: &Shape) -> bool {
    match shape.present() {
        Shape::Literal(_) => true,
        Shape::Union(parts) => parts.iter().all(is_named),
        _ => false,
    }
}

pub(super) fn decides(key: &str) -> Option<&'static str> {
    let key = key.to_ascii_lowercase();
    DECIDING.iter().find(|(name, _)| *name == key).map(|(_, what)| *what)
}

/// A sender may not even be chosen in part.
fn is_sender(key: &str) -> bool {
    decides(key) == Some("the sender")
}
