//! What comes out otherwise on a server: dates and numbers in the words and the time zone of whoever sits in front of the page.

use crate::flow::Module;
use crate::syntax::ast::{Kind, List, NodeId};

/// Packages that write dates in the time zone they run in.
const CALENDARS: [&str; 5] = ["date-fns", "dayjs", "moment", "luxon", "spacetime"];

/// Whether a call gives another value in another place or language.
pub(super) fn is_local(module: &Module, call: NodeId) -> bool {
    let Kind::Call { callee, arguments, .. } = module.kind(call) else { return false };
    match module.kind(module.unwrapped(callee)) {
        Kind::Member { object, property, .. } => match module.text(property) {
            "toLocaleDateString" | "toLocaleTimeString" | "toDateString" | "toTimeString" | "getHours"
            | "getMinutes" | "getDate" | "getDay" | "getMonth" | "getFullYear" | "getTimezoneOffset" => {
                !names_zone(module, arguments)
            }
            "toLocaleString" => !names_zone(module, arguments) && !is_of_number(module, arguments),
            "format" | "formatToParts" | "formatRange" | "fromNow" | "calendar" => {
                let made_by = made_by(module, object);
                made_by.contains("Intl.") && !made_by.contains("timeZone") && !made_by.contains("Intl.NumberFormat('")
                    || calendar(module, object)
            }
            _ => false,
        },
        Kind::Ident => calendar(module, callee) && module.written(callee).to_ascii_lowercase().contains("format"),
        _ => false,
    }
}

fn names_zone(module: &Module, arguments: List) -> bool {
    module.list(arguments).iter().any(|argument| module.written(*argument).contains("timeZone"))
}

/// `price.toLocaleString('de-DE', { style: 'currency' })` says all that it depends on.
fn is_of_number(module: &Module, arguments: List) -> bool {
    let arguments = module.list(arguments);
    let language = arguments.first().is_some_and(|first| module.kind(*first) == Kind::String);
    language
        && arguments.get(1).is_some_and(|options| {
            let options = module.written(*options);
            ["style", "currency", "FractionDigits", "notation"].iter().any(|word| options.contains(word))
        })
}

/// The expression that an object is made by, through a constant.
fn made_by(module: &Module, object: NodeId) -> &str {
    let object = module.unwrapped(object);
    if module.kind(object) == Kind::Ident
        && let Some(binding) = module.resolve(object)
        && let Kind::Declarator { init: Some(init), .. } = module.kind(module.binding(binding).declaration)
    {
        return module.written(init);
    }
    module.written(object)
}

fn calendar(module: &Module, node: NodeId) -> bool {
    let root = super::role::root_of(module, node);
    let specifier = module
        .resolve(root)
        .and_then(|binding| module.import_of(binding))
        .and_then(|(import, _)| import.specifier.as_deref());
    specifier.is_some_and(|specifier| {
        CALENDARS
            .iter()
            .any(|package| specifier.strip_prefix(package).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
    })
}
