//! Constant text: what an expression evaluates to, when a person could work it out from the source.

use std::ops::Range;
use std::sync::Arc;

use super::module::Module;
use super::origin::{Frame, Origin, What};
use super::{Flow, Place, decode};
use crate::syntax::ast::{Kind, NodeId};

/// Longer texts are data, no credentials.
const LONGEST: usize = 64 * 1024;

/// A constant text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Folded {
    pub value: String,
    /// Which literal gives which part, in order. After a decoding, the literals that went in give the whole.
    pub parts: Vec<(Range<usize>, Place)>,
    /// The expression that makes the text: behind names, what they are bound to.
    pub made: Option<Place>,
}

impl Folded {
    fn literal(value: &str, place: Place) -> Self {
        Self { value: value.to_owned(), parts: vec![(0..value.len(), place)], made: Some(place) }
    }

    fn push(&mut self, other: Self) {
        let offset = self.value.len();
        self.value.push_str(&other.value);
        self.parts
            .extend(other.parts.into_iter().map(|(range, place)| (range.start + offset..range.end + offset, place)));
    }

    /// The same literals, but another text made of them.
    fn turned_into(self, value: String) -> Self {
        let whole = 0..value.len();
        let parts = self.parts.into_iter().map(|(_, place)| (whole.clone(), place)).collect();
        Self { value, parts, made: self.made }
    }

    /// The literals that the range is made of.
    pub fn literals(&self, range: &Range<usize>) -> Vec<Place> {
        let mut places: Vec<Place> = self
            .parts
            .iter()
            .filter(|(part, _)| part.start < range.end && range.start < part.end)
            .map(|(_, place)| *place)
            .collect();
        places.dedup();
        places
    }
}

impl Flow<'_> {
    /// The constant text that an expression evaluates to.
    pub fn fold(&self, place: Place) -> Option<Folded> {
        let _step = self.meter.step()?;
        let module = self.module(place.file)?;
        self.text(&module, place.node, None)
    }

    /// What a text starts with, as far as it is constant (`https://api.twilio.com/` of a template), and whether that is
    /// all of it.
    pub fn fold_start(&self, place: Place) -> Option<(String, bool)> {
        let _step = self.meter.step()?;
        let module = self.module(place.file)?;
        let mut start = String::new();
        let whole = self.start(&module, place.node, None, &mut start);
        (!start.is_empty()).then_some((start, whole))
    }

    /// Adds what is constant; whether all of it was.
    fn start(&self, module: &Arc<Module>, node: NodeId, frame: Option<&Arc<Frame>>, out: &mut String) -> bool {
        let Some(_step) = self.meter.step().filter(|_| out.len() <= LONGEST) else { return false };
        let Some((home, node, frame)) = self.only(module, node, frame) else { return false };
        match home.kind(node) {
            Kind::Template { parts } => home.list(parts).iter().all(|part| match home.kind(*part) {
                Kind::TemplateText => {
                    out.push_str(&home.string(*part));
                    true
                }
                _ => self.start(&home, *part, frame.as_ref(), out),
            }),
            Kind::Binary { operator, left, right } if home.text(operator) == "+" => {
                self.start(&home, left, frame.as_ref(), out) && self.start(&home, right, frame.as_ref(), out)
            }
            Kind::New { callee, arguments } if home.written(callee) == "URL" => {
                home.list(arguments).first().is_some_and(|url| self.start(&home, *url, frame.as_ref(), out))
            }
            _ => match self.text(&home, node, frame.as_ref()) {
                Some(text) => {
                    out.push_str(&text.value);
                    true
                }
                None => false,
            },
        }
    }

    /// The one expression that makes the value.
    fn only(
        &self,
        module: &Arc<Module>,
        node: NodeId,
        frame: Option<&Arc<Frame>>,
    ) -> Option<(Arc<Module>, NodeId, Option<Arc<Frame>>)> {
        let node = module.unwrapped(node);
        if matches!(
            module.kind(node),
            Kind::String | Kind::Template { .. } | Kind::Binary { .. } | Kind::Number | Kind::TaggedTemplate { .. }
        ) {
            return Some((Arc::clone(module), node, frame.cloned()));
        }
        let origins = self.origins_in(module, node, frame.cloned());
        let [Origin { what: What::Expression(place) | What::Result(place), path, frame, chosen: false }] = &*origins
        else {
            return None;
        };
        if !path.is_empty() {
            return None;
        }
        let home = if place.file == module.id { Arc::clone(module) } else { self.module(place.file)? };
        Some((home, place.node, frame.clone()))
    }

    pub(super) fn text(&self, module: &Arc<Module>, node: NodeId, frame: Option<&Arc<Frame>>) -> Option<Folded> {
        let _step = self.meter.step()?;
        let (home, node, frame) = self.only(module, node, frame)?;
        let frame = frame.as_ref();
        let place = Place { file: home.id, node };
        let folded = match home.kind(node) {
            Kind::String => Folded::literal(&home.string(node), place),
            Kind::Number => Folded::literal(home.written(node), place),
            Kind::Template { parts } => self.template(&home, node, home.list(parts), frame)?,
            Kind::TaggedTemplate { tag, template } if home.written(tag) == "String.raw" => {
                // Raw: escapes are left as they are written. With values in between it is left alone.
                let Kind::Template { parts } = home.kind(template) else { return None };
                let [part] = home.list(parts) else { return None };
                Folded::literal(home.written(*part), Place { file: home.id, node: template })
            }
            Kind::Binary { operator, left, right } if home.text(operator) == "+" => {
                if home.kind(home.unwrapped(left)) == Kind::Number && home.kind(home.unwrapped(right)) == Kind::Number {
                    return None;
                }
                let mut text = self.text(&home, left, frame)?;
                text.push(self.text(&home, right, frame)?);
                text
            }
            Kind::Call { callee, arguments, .. } => self.text_call(&home, callee, home.list(arguments), frame)?,
            _ => return None,
        };
        (folded.value.len() <= LONGEST).then_some(Folded { made: Some(place), ..folded })
    }

    fn template(
        &self,
        module: &Arc<Module>,
        template: NodeId,
        parts: &[NodeId],
        frame: Option<&Arc<Frame>>,
    ) -> Option<Folded> {
        let mut text = Folded::default();
        for part in parts {
            text.push(match module.kind(*part) {
                Kind::TemplateText => Folded::literal(&module.string(*part), Place { file: module.id, node: template }),
                _ => self.text(module, *part, frame)?,
            });
        }
        Some(text)
    }

    /// Functions whose result is known when their arguments are.
    fn text_call(
        &self,
        module: &Arc<Module>,
        callee: NodeId,
        arguments: &[NodeId],
        frame: Option<&Arc<Frame>>,
    ) -> Option<Folded> {
        let argument = |index: usize| self.text(module, *arguments.get(index)?, frame);
        let callee = module.unwrapped(callee);
        let (name, receiver) = match module.kind(callee) {
            Kind::Ident if module.resolve(callee).is_none() => (module.written(callee), None),
            Kind::Member { object, property, .. } => (module.text(property), Some(module.unwrapped(object))),
            _ => return None,
        };
        let global = |wanted: &str| {
            receiver.is_none_or(|object| matches!(module.written(object), "window" | "globalThis" | "self"))
                && name == wanted
        };
        if global("atob") {
            let encoded = argument(0)?;
            let decoded = decode::base64(&encoded.value)?;
            return Some(encoded.turned_into(decoded));
        }
        // What is judged is what goes in: `Basic ` + btoa(`user:password`).
        if global("btoa") || global("String") || global("encodeURIComponent") || global("encodeURI") {
            return argument(0);
        }
        if global("decodeURIComponent") || global("unescape") {
            let text = argument(0)?;
            return (!text.value.contains('%')).then_some(text);
        }
        let receiver = receiver?;
        let own = || self.text(module, receiver, frame);
        match name {
            "join" => {
                let separator = match arguments {
                    [] => ",".to_owned(),
                    _ => argument(0)?.value,
                };
                let mut text = Folded::default();
                for (index, item) in self.items(module, receiver, frame)?.into_iter().enumerate() {
                    if index > 0 {
                        text.value.push_str(&separator);
                    }
                    text.push(item);
                }
                Some(text)
            }
            "from" if module.written(receiver) == "Buffer" => self.buffer(module, arguments, frame),
            "encode" if module.written(receiver).starts_with("new TextEncoder") => argument(0),
            // As `btoa`: what goes into `toString('base64')` is judged.
            "toString" => own(),
            "fromCharCode" | "fromCodePoint" if module.written(receiver) == "String" => {
                let codes: Option<Vec<char>> = arguments
                    .iter()
                    .map(|code| module.written(module.unwrapped(*code)))
                    .map(|code| match code.strip_prefix("0x") {
                        Some(hex) => u32::from_str_radix(hex, 16).ok(),
                        None => code.parse().ok(),
                    })
                    .map(|code| char::from_u32(code?))
                    .collect();
                let text: String = codes?.into_iter().collect();
                let place = Place { file: module.id, node: module.parent(callee)? };
                Some(Folded::literal(&text, place))
            }
            "concat" => {
                let mut text = own()?;
                for index in 0..arguments.len() {
                    text.push(argument(index)?);
                }
                Some(text)
            }
            "toUpperCase" | "toLowerCase" => {
                let text = own()?;
                let value = if name == "toUpperCase" { text.value.to_uppercase() } else { text.value.to_lowercase() };
                Some(text.turned_into(value))
            }
            "trim" => {
                let text = own()?;
                let value = text.value.trim().to_owned();
                Some(text.turned_into(value))
            }
            "replace" | "replaceAll" => {
                let (text, from, to) = (own()?, argument(0)?.value, argument(1)?.value);
                let value =
                    if name == "replace" { text.value.replacen(&from, &to, 1) } else { text.value.replace(&from, &to) };
                Some(text.turned_into(value))
            }
            _ => None,
        }
    }

    /// `Buffer.from(text, 'base64')`.
    fn buffer(&self, module: &Arc<Module>, arguments: &[NodeId], frame: Option<&Arc<Frame>>) -> Option<Folded> {
        let text = self.text(module, *arguments.first()?, frame)?;
        let Some(encoding) = arguments.get(1) else { return Some(text) };
        let decoded = match self.text(module, *encoding, frame)?.value.as_str() {
            "base64" | "base64url" => decode::base64(&text.value)?,
            "hex" => decode::hex(&text.value)?,
            _ => return Some(text),
        };
        Some(text.turned_into(decoded))
    }

    /// A list of constant texts: an array, a text taken apart, either reversed.
    fn items(&self, module: &Arc<Module>, node: NodeId, frame: Option<&Arc<Frame>>) -> Option<Vec<Folded>> {
        let _step = self.meter.step()?;
        let (home, node, frame) = self.only(module, node, frame)?;
        let frame = frame.as_ref();
        match home.kind(node) {
            Kind::Array { items } => match home.list(items) {
                [spread] if let Kind::Spread { argument } = home.kind(*spread) => {
                    self.text(&home, argument, frame).map(|text| split(&text, ""))
                }
                items => items.iter().map(|item| self.text(&home, *item, frame)).collect(),
            },
            Kind::Call { callee, arguments, .. } => {
                let Kind::Member { object, property, .. } = home.kind(home.unwrapped(callee)) else { return None };
                match home.text(property) {
                    "reverse" | "toReversed" => {
                        let mut items = self.items(&home, object, frame)?;
                        items.reverse();
                        Some(items)
                    }
                    "split" => {
                        let separator = self.text(&home, *home.list(arguments).first()?, frame)?;
                        Some(split(&self.text(&home, object, frame)?, &separator.value))
                    }
                    _ => None,
                }
            }
            _ => None,
        }
    }
}

fn split(text: &Folded, separator: &str) -> Vec<Folded> {
    let piece = |piece: &str| text.clone().turned_into(piece.to_owned());
    if separator.is_empty() {
        text.value.chars().map(|char| piece(char.encode_utf8(&mut [0; 4]))).collect()
    } else {
        text.value.split(separator).map(piece).collect()
    }
}
