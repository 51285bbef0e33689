//! A provider's server library is set up in client code, without a key that another rule tells of.

use super::engine::{Draft, File, Standing, words};
use super::{Exposure, Rule};
use crate::flow::{Callee, Module, Place, Source};
use crate::syntax::ast::{Kind, NodeId};

pub(super) static RULE: Rule = Rule {
    name: "server-sdk-in-client",
    summary: "A provider's server library is set up in client code",
    page: include_str!("server_sdk_in_client.md"),
    check: Some(check),
};

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    if file.app.is_none() || !file.may_use_sdk_in_client() {
        return;
    }
    let Some(module) = file.module() else { return };
    for call in module.calls() {
        let place = Place { file: file.id, node: *call };
        if !may_construct(file, module, *call) {
            continue;
        }
        let Some(callee) = file.flow.callee(place).filter(|callee| callee.construction.is_none()) else { continue };
        let Some(provider) = file.shared.catalogue.server_sdk(&callee.package) else { continue };
        let Some(credential) = file.shared.constructs(&callee, matches!(module.kind(*call), Kind::New { .. })) else {
            continue;
        };
        let (Kind::Call { callee: function, arguments, .. } | Kind::New { callee: function, arguments }) =
            module.kind(*call)
        else {
            continue;
        };
        let arguments = module.list(arguments);
        if is_given(file, module, &callee, arguments) || !needs_environment(file, arguments) {
            continue;
        }
        let Standing::Ships { certain } = file.standing(*call) else { continue };
        let mut secret = super::engine::Secret::taken(credential, String::new());
        secret.confidence = crate::secrets::Confidence::Proven;
        let mut draft = Draft::of(&secret, module.span(function), Exposure::E1);
        draft.node = Some(*call);
        draft.message = format!(
            "`{}` is made for servers: it needs {}. No value ships from here: the library finds none in the browser, so the call \
             fails; handing it one in client code would ship it.",
            callee.package,
            words::kind(&secret),
        );
        draft.next = format!("Move the call to {} behind a server route.", provider.name);
        out.push(file.shipped(draft, certain));
    }
}

/// Whether the function called may be a library's own: not one that another module of the project hands over.
fn may_construct(file: &File<'_>, module: &Module, call: NodeId) -> bool {
    let (Kind::Call { callee, .. } | Kind::New { callee, .. }) = module.kind(call) else { return false };
    let mut root = module.unwrapped(callee);
    while let Kind::Member { object, .. } = module.kind(root) {
        root = module.unwrapped(object);
    }
    let Some(binding) = module.resolve(root) else { return module.kind(root) != Kind::Ident };
    match module.import_of(binding) {
        Some((import, _)) => {
            import.specifier.as_deref().is_some_and(|specifier| file.shared.catalogue.server_sdk(specifier).is_some())
        }
        None => true,
    }
}

/// Whether something stands where the key goes, if only a word that one's own server does not look at.
fn is_given(file: &File<'_>, module: &Module, callee: &Callee, arguments: &[NodeId]) -> bool {
    let catalogue = file.shared.catalogue;
    catalogue.credential_sinks(&callee.package).any(|(_, sink)| {
        let Some(argument) = arguments.get(sink.argument) else { return false };
        let place = Place { file: file.id, node: module.unwrapped(*argument) };
        match sink.property.split('.').next() {
            Some("") | None => !matches!(module.kind(place.node), Kind::Object { .. }),
            Some(name) => file.flow.property(place, name).is_some(),
        }
    })
}

/// Whether the key is left to the environment: nothing is handed over that could be one. What a person types in, or another
/// rule tells of, is none of this rule's business.
pub(super) fn needs_environment(file: &File<'_>, arguments: &[NodeId]) -> bool {
    arguments.iter().all(|argument| {
        file.flow.sources(Place { file: file.id, node: *argument }).iter().all(|source| match source {
            Source::Literal { place } => !file.judged().iter().any(|judged| judged.node == place.node),
            Source::Env { .. }
            | Source::Parameter { .. }
            | Source::Result { .. }
            | Source::Unknown
            | Source::Package { .. } => false,
        })
    })
}
