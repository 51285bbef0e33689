//! What an argument says under a name, wherever in it that stands.

use super::super::Flow;
use super::super::origin::{Made, What};
use crate::syntax::ast::Kind;

/// A value that an argument holds.
#[derive(Clone, Debug)]
pub struct Field {
    pub value: Made,
    /// It stands under the name; else it is a part that nobody can look into, which may say it as well.
    pub is_named: bool,
}

/// Objects within one another.
const DEPTH: usize = 8;

impl Flow<'_> {
    /// The values under one of the names (in lower case, without `_` and `-`), and the parts that nobody can look into.
    pub fn fields(&self, value: &Made, names: &[&str]) -> Vec<Field> {
        let mut found = Vec::new();
        self.find_fields(value, names, DEPTH, &mut found);
        found
    }

    fn find_fields(&self, value: &Made, names: &[&str], depth: usize, out: &mut Vec<Field>) {
        let Some(depth) = depth.checked_sub(1) else { return };
        for origin in self.origins_in(&value.home, value.node, value.frame.clone()).iter() {
            let (What::Expression(place) | What::Result(place)) = origin.what else {
                out.push(Field { value: value.clone(), is_named: false });
                continue;
            };
            let Some(home) = self.module(place.file).filter(|_| origin.path.is_empty()) else {
                out.push(Field { value: value.clone(), is_named: false });
                continue;
            };
            let made = Made { home, node: place.node, frame: origin.frame.clone() };
            let module = &made.home;
            match module.kind(made.node) {
                Kind::Object { properties } => {
                    for property in module.list(properties) {
                        match module.kind(*property) {
                            Kind::Property { key, value, computed, .. } => {
                                let key = module
                                    .key(key, computed)
                                    .map(|key| key.to_ascii_lowercase().replace(['_', '-'], ""));
                                match key {
                                    Some(key) if names.contains(&key.as_str()) => {
                                        out.push(Field { value: made.beside(value), is_named: true });
                                    }
                                    _ => {
                                        // Another name says what it is: no object that could hold ours, unless it is written out.
                                        let mut inner = Vec::new();
                                        self.find_fields(&made.beside(value), names, depth, &mut inner);
                                        out.extend(inner.into_iter().filter(|field| field.is_named));
                                    }
                                }
                            }
                            Kind::Spread { argument } => self.find_fields(&made.beside(argument), names, depth, out),
                            _ => {}
                        }
                    }
                }
                Kind::Array { items } => {
                    for item in module.list(items) {
                        self.find_fields(&made.beside(*item), names, depth, out);
                    }
                }
                Kind::Spread { argument } => self.find_fields(&made.beside(argument), names, depth, out),
                // `JSON.stringify({ to })`, `new URLSearchParams({ To: to })`, `new SendEmailCommand({ … })`.
                Kind::New { arguments, .. } => {
                    for argument in module.list(arguments) {
                        self.find_fields(&made.beside(*argument), names, depth, out);
                    }
                }
                Kind::Call { callee, arguments, .. } if module.written(callee) == "JSON.stringify" => {
                    if let Some(first) = module.list(arguments).first() {
                        self.find_fields(&made.beside(*first), names, depth, out);
                    }
                }
                Kind::Call { .. } => out.push(Field { value: made, is_named: false }),
                _ => {}
            }
        }
    }
}
