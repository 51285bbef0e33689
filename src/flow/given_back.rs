//! What a value that a call or `new` makes still holds of what went in.

use std::sync::Arc;

use super::class::Class;
use super::kept::Kept;
use super::key::Key;
use super::module::Module;
use super::origin::{Frame, What};
use super::source::{Holding, Source};
use super::{Flow, Place};
use crate::syntax::ast::{BindingId, Kind, NodeId};

/// A call or construction, and what is taken of what it makes.
#[derive(Clone, Copy)]
struct Made<'m> {
    module: &'m Arc<Module>,
    place: Place,
    callee: NodeId,
    arguments: &'m [NodeId],
    path: &'m [Key],
    frame: Option<&'m Arc<Frame>>,
}

impl Flow<'_> {
    /// Calls that give back what goes in, in another form; `path` is what is taken of it, outermost first.
    pub(super) fn result(
        &self,
        module: &Arc<Module>,
        place: Place,
        path: &[Key],
        frame: Option<&Arc<Frame>>,
        out: &mut Holding,
    ) {
        let made = match module.kind(place.node) {
            Kind::Call { callee, arguments, .. } | Kind::New { callee, arguments } => {
                let arguments = module.list(arguments);
                Made { module, place, callee: module.unwrapped(callee), arguments, path, frame }
            }
            _ => return out.add(Source::Unknown),
        };
        match module.kind(place.node) {
            _ if is_size(path) => {}
            Kind::New { .. } => self.constructed(&made, out),
            _ => self.returned(&made, out),
        }
    }

    fn arguments(&self, module: &Arc<Module>, arguments: &[NodeId], frame: Option<&Arc<Frame>>, out: &mut Holding) {
        for node in arguments {
            match module.kind(*node) {
                Kind::Function(_) => {}
                Kind::Spread { argument } => self.collect(module, argument, frame, out),
                _ => self.collect(module, *node, frame, out),
            }
        }
    }

    /// Whether an address is that of a database, whose path is its name. That of a webhook is the secret itself.
    fn is_of_database(&self, module: &Arc<Module>, arguments: &[NodeId], frame: Option<&Arc<Frame>>) -> bool {
        const WORDS: [&str; 9] =
            ["DATABASE", "POSTGRES", "PG", "MYSQL", "MONGO", "MONGODB", "REDIS", "AMQP", "RABBITMQ"];
        let Some(address) = arguments.first() else { return false };
        let origins = self.origins_in(module, *address, frame.cloned());
        !origins.is_empty()
            && origins.iter().all(|origin| match &origin.what {
                What::Env { name: Some(name), .. } => name.split('_').any(|word| WORDS.contains(&word)),
                _ => false,
            })
    }

    /// Whether an address has lost the part that the secret is in: a database's password, or a query that begins before it.
    pub(super) fn is_cleared(
        &self,
        module: &Arc<Module>,
        address: BindingId,
        gone: &str,
        frame: Option<&Arc<Frame>>,
    ) -> bool {
        let made = module.initialiser(address).map(|made| module.kind(module.unwrapped(made)));
        let Some(Kind::New { callee, arguments }) = made else { return false };
        let arguments = module.list(arguments);
        module.written(callee) == "URL"
            && match gone {
                "password" => self.is_of_database(module, arguments, frame),
                "search" => arguments
                    .iter()
                    .flat_map(|address| before_query(module, *address))
                    .all(|part| matches!(module.kind(module.unwrapped(part)), Kind::TemplateText | Kind::String)),
                _ => false,
            }
    }

    /// `new URL(…)`, `new Map(…)`, an object of a class of the project.
    fn constructed(&self, made: &Made<'_>, out: &mut Holding) {
        let Made { module, place, callee, arguments, path, frame } = *made;
        match module.written(callee) {
            "URL" if is_harmless_part(path) => {}
            "URL" if is_path(path) && self.is_of_database(module, arguments, frame) => {}
            // What is put into its query later is no part of it.
            "URL" if is_path(path) => {
                for node in arguments.iter().flat_map(|address| before_query(module, *address)) {
                    self.collect(module, node, frame, out);
                }
            }
            "Headers" | "URL" | "URLSearchParams" | "Request" | "Map" | "Set" | "FormData" | "Blob" => {
                self.arguments(module, arguments, frame, out);
                self.put_later(module, place.node, frame, out);
            }
            _ => match self.made_of(module, callee, frame) {
                // As JSON has it: what an error says is no field of it.
                Class::Own(..) if path.is_empty() => match self.to_json(module, place.node, frame) {
                    Some(json) => json.into_iter().for_each(|origin| self.origin(origin, out)),
                    None => self.taken(module, place.node, &[Key::Each], frame, out),
                },
                Class::Error if path.is_empty() => self.put_later(module, place.node, frame, out),
                Class::Own(..) | Class::Error => {}
                Class::Other => out.add(Source::Result { place }),
            },
        }
    }

    /// What a function that is not looked into gives.
    fn returned(&self, made: &Made<'_>, out: &mut Holding) {
        let Made { module, place, callee, arguments, path, frame } = *made;
        let (name, receiver) = match module.kind(callee) {
            Kind::Ident => (module.written(callee), None),
            Kind::Member { object, property, .. } => (module.text(property), Some(module.unwrapped(object))),
            _ => ("", None),
        };
        let on = |global: &str| receiver.is_some_and(|object| module.written(object) == global);
        if name == "filter"
            && let Some((whole, kept)) = receiver.and_then(|entries| self.filtered(module, entries, arguments, frame))
        {
            return match kept {
                Kept::Named(key) => self.taken(module, whole, &[key], frame, out),
                // Names that everybody may know have rules of their own.
                Kept::Public => {}
                Kept::Some => out.perhaps(|out| self.collect(module, whole, frame, out)),
            };
        }
        match (name, receiver) {
            ("slice" | "substring" | "substr", Some(object)) if shows_only_an_end(module, object, arguments) => {}
            ("replace" | "replaceAll", Some(_)) if masks(module, arguments) => {}
            ("encode", Some(_))
            | (
                "atob" | "btoa" | "encodeURIComponent" | "encodeURI" | "decodeURIComponent" | "Number" | "parseInt",
                None,
            ) => {
                self.arguments(module, arguments, frame, out);
            }
            ("stringify", Some(_)) if on("JSON") => self.as_json(module, arguments, frame, out),
            ("fromCharCode" | "fromCodePoint", Some(_)) if on("String") => {
                self.arguments(module, arguments, frame, out);
            }
            ("parse", Some(_)) if on("JSON") => self.arguments(module, arguments, frame, out),
            ("from", Some(_)) if on("Buffer") || on("Array") => self.arguments(module, arguments, frame, out),
            // The names alone.
            ("entries", Some(_)) if on("Object") && matches!(path, [_, Key::Name(half), ..] if &**half == "0") => {}
            ("entries" | "values" | "fromEntries", Some(_)) if on("Object") => {
                self.arguments(module, arguments, frame, out);
            }
            // The kind of a key, the scheme of an address.
            ("split", Some(_))
                if matches!(path, [Key::Name(first)] if &**first == "0") && cuts_words(module, arguments) => {}
            // The host of an address, behind the password.
            ("split", Some(_))
                if matches!(path, [Key::Name(second)] if &**second == "1") && cuts_at(module, arguments, "@") => {}
            ("split", Some(object)) if matches!(path, [Key::Name(_) | Key::Unknown]) => {
                out.perhaps(|out| self.collect(module, object, frame, out));
            }
            (
                "trim" | "trimStart" | "trimEnd" | "slice" | "substring" | "substr" | "replace" | "replaceAll"
                | "toLowerCase" | "toUpperCase" | "concat" | "join" | "split" | "reverse" | "toString" | "padEnd"
                | "padStart" | "at" | "normalize" | "pop" | "shift" | "filter" | "repeat" | "flat" | "sort"
                | "toSorted" | "toReversed" | "toSpliced" | "with" | "match" | "matchAll",
                Some(object),
            ) => {
                self.collect(module, object, frame, out);
                if matches!(name, "concat" | "replace" | "replaceAll" | "with") {
                    self.arguments(module, arguments, frame, out);
                }
            }
            // An address that is changed afterwards.
            ("clone", Some(object)) => {
                self.collect(module, object, frame, out);
                self.put_later(module, place.node, frame, out);
            }
            _ => out.add(Source::Result { place }),
        }
    }

    /// `JSON.stringify(value, ['a', 'b'])` writes those members alone; a function says at run time what it leaves out.
    fn as_json(&self, module: &Arc<Module>, arguments: &[NodeId], frame: Option<&Arc<Frame>>, out: &mut Holding) {
        let [value, replacer, ..] = arguments else { return self.arguments(module, arguments, frame, out) };
        match module.kind(module.unwrapped(*replacer)) {
            Kind::Null => self.collect(module, *value, frame, out),
            Kind::Function(function) => {
                if !module.screens(module.list(function.parameters)) {
                    out.perhaps(|out| self.collect(module, *value, frame, out));
                }
            }
            _ => {
                let names = self.origins_of(module, *replacer, &[Key::Each], frame);
                match self.names(&names).filter(|names| !names.is_empty()) {
                    Some(names) => self.taken(module, *value, &[Key::Among(names.into())], frame, out),
                    None if module.written(*replacer) == "undefined" => self.collect(module, *value, frame, out),
                    None => out.perhaps(|out| self.collect(module, *value, frame, out)),
                }
            }
        }
    }
}

/// `new URL(…).hostname`: neither the password nor the query.
fn is_harmless_part(path: &[Key]) -> bool {
    matches!(path, [Key::Name(part)] if matches!(&**part, "host" | "hostname" | "origin" | "port" | "protocol"))
}

fn is_path(path: &[Key]) -> bool {
    matches!(path, [Key::Name(part)] if &**part == "pathname")
}

/// The parts of an address that a query does not begin before: `https://host/${path}?key=${key}`.
fn before_query(module: &Module, address: NodeId) -> Vec<NodeId> {
    match module.kind(module.unwrapped(address)) {
        Kind::Template { parts } => {
            let asks = |part: &NodeId| module.kind(*part) == Kind::TemplateText && module.string(*part).contains('?');
            module.list(parts).iter().copied().take_while(|part| !asks(part)).collect()
        }
        _ => vec![address],
    }
}

/// `split('-')`: within a credential, not between lines of a text.
fn cuts_words(module: &Module, arguments: &[NodeId]) -> bool {
    arguments.first().is_some_and(|separator| {
        let text = module.string(module.unwrapped(*separator));
        !text.is_empty() && text.chars().all(|c| matches!(c, '-' | '_' | ':' | '.' | '/' | '@' | '?'))
    })
}

fn cuts_at(module: &Module, arguments: &[NodeId], separator: &str) -> bool {
    arguments.first().is_some_and(|given| {
        let given = module.unwrapped(*given);
        module.kind(given) == Kind::String && module.string(given) == separator
    })
}

/// How long it is.
fn is_size(path: &[Key]) -> bool {
    matches!(path, [Key::Name(part)] if matches!(&**part, "length" | "size" | "byteLength"))
}

/// `key.replace(/.(?=.{4})/g, '*')`: what is put in its place shows nothing, and what is left is what a person may see.
fn masks(module: &Module, arguments: &[NodeId]) -> bool {
    let [_, mask] = arguments else { return false };
    let mask = module.unwrapped(*mask);
    let is_mask = |c: char| matches!(c, '*' | '•' | '·' | '●' | 'x' | 'X' | '#' | '.' | '…' | '█');
    module.kind(mask) == Kind::String && {
        let text = module.string(mask);
        // `url.replace(/:[^:@]+@/, ':***@')`: with what stood around it.
        let covers = || text.as_bytes().windows(3).any(|run| run == b"***" || run == b"xxx");
        !text.is_empty() && (text.chars().all(is_mask) || covers())
    }
}

/// `key.slice(-4)`, `key.slice(0, 6)`, `key.substring(key.length - 4)`: what a person may recognise a key by, and nobody can
/// use.
fn shows_only_an_end(module: &Module, receiver: NodeId, arguments: &[NodeId]) -> bool {
    /// More of a key than its prefix and some letters may be of use.
    const SHOWN: f64 = 10.0;
    let number = |node: NodeId| module.written(node).parse::<f64>().ok();
    let from_end = |node: NodeId| match module.kind(module.unwrapped(node)) {
        Kind::Binary { operator, left, right } if module.text(operator) == "-" => {
            let whole = module.written(left);
            let own = whole.strip_suffix("length").map(|own| own.trim_end_matches(['.', '?', '!']));
            let own = own.is_some_and(|own| own == module.written(receiver).trim_end_matches('!'));
            number(right).filter(|_| own)
        }
        _ => None,
    };
    if let [from] = arguments
        && let Some(shown) = from_end(*from)
    {
        return shown <= SHOWN;
    }
    match arguments.iter().map(|argument| number(*argument)).collect::<Option<Vec<f64>>>().as_deref() {
        Some([from]) => *from < 0.0 && *from >= -SHOWN,
        Some([from, to]) => *from >= 0.0 && *to > *from && *to - *from <= SHOWN,
        _ => false,
    }
}
