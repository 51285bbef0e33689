//! Values that client code holds for everybody to read, though neither their name nor their form says that they are secrets:
//! only what is done with them tells.

use super::File;
use crate::flow::{Place, Source};
use crate::secrets::is_placeholder;
use crate::syntax::ast::Kind;

/// Shorter texts are labels.
const SHORTEST: usize = 4;
/// Calls that turn a text into the bytes of a key, by the member or function called.
const OF_TEXT: [&str; 6] = ["encode", "decode", "from", "parse", "createSecretKey", "importKey"];

impl File<'_> {
    /// Whether all of a value is in the bundle, written there or put there by the build, and no rule about values tells of it.
    pub(in crate::rules) fn is_quietly_bundled(&self, place: Place) -> bool {
        let sources = self.flow.sources(place);
        let is_text = match self.flow.fold(place) {
            Some(folded) => folded.value.len() >= SHORTEST && !is_placeholder(&folded.value),
            None => true,
        };
        is_text && !sources.is_empty() && sources.iter().all(|source| self.is_quiet(source))
    }

    /// Whether it takes some of the value from a variable.
    pub(in crate::rules) fn holds_variable(&self, place: Place) -> bool {
        self.flow.sources(place).iter().any(|source| matches!(source, Source::Env { .. }))
    }

    fn is_quiet(&self, source: &Source) -> bool {
        match source {
            Source::Literal { place } => !self.told_in(place.file).iter().any(|judged| judged.node == place.node),
            Source::Env { name: Some(name), .. } => self.app.is_some_and(|app| {
                let is_told = self.shared.variable(app, name).is_some();
                app.is_public_env(name) && !is_told && !self.is_public_value(app, name)
            }),
            Source::Result { place } => self.text_of_bytes(*place).is_some_and(|text| self.is_quietly_bundled(text)),
            Source::Env { name: None, .. } | Source::Parameter { .. } | Source::Package { .. } | Source::Unknown => {
                false
            }
        }
    }

    /// The text that a call makes bytes of: `new TextEncoder().encode(text)`.
    fn text_of_bytes(&self, call: Place) -> Option<Place> {
        let module = self.flow.module(call.file)?;
        let Kind::Call { callee, arguments, .. } = module.kind(module.unwrapped(call.node)) else { return None };
        let callee = module.unwrapped(callee);
        let called = match module.kind(callee) {
            Kind::Member { property, .. } => module.text(property),
            _ => module.written(callee),
        };
        let text = module.list(arguments).first().filter(|_| OF_TEXT.contains(&called))?;
        Some(Place { file: call.file, node: *text })
    }
}
