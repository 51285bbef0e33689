//! What of a program can stand in another file without changing its meaning.

use super::locality;
use crate::flow::{Flow, Module, Place, What};
use crate::project::{FileKind, Layer, Project, Resolution};
use crate::syntax::ast::{BindingId, BindingKind, Flavour, Kind, NodeId, VariableKind};
use crate::syntax::facts::{DirectiveKind, Imported};

const DEPTH: u8 = 10;

/// Globals that only a browser has.
pub(super) fn is_browser_global(name: &str) -> bool {
    matches!(
        name,
        "window"
            | "document"
            | "location"
            | "navigator"
            | "localStorage"
            | "sessionStorage"
            | "history"
            | "screen"
            | "self"
            | "alert"
            | "confirm"
            | "prompt"
            | "matchMedia"
            | "innerWidth"
            | "innerHeight"
            | "requestAnimationFrame"
            | "FileReader"
            | "Image"
            | "indexedDB"
    )
}

/// The property of `const { X } = process.env` that declares a name.
pub(super) fn env_property(module: &Module, binding: BindingId) -> Option<NodeId> {
    let property = module.parent(module.binding(binding).pattern?)?;
    module.env_read(property).map(|_| property)
}

/// Whether an expression has the same value wherever the program runs.
pub(super) fn is_constant(flow: &Flow<'_>, project: &Project, module: &Module, node: NodeId) -> bool {
    constant(flow, project, module, node, 0)
}

#[expect(clippy::only_used_in_recursion, reason = "handed on to what is asked of other modules")]
fn constant(flow: &Flow<'_>, project: &Project, module: &Module, node: NodeId, depth: u8) -> bool {
    if depth > DEPTH {
        return false;
    }
    let again = |node: NodeId| constant(flow, project, module, node, depth + 1);
    if module.env_read(node).is_some_and(|read| read.name.is_some()) {
        return true;
    }
    match module.kind(node) {
        Kind::String | Kind::TemplateText | Kind::Number | Kind::BigInt | Kind::Bool(_) | Kind::Null | Kind::Regex => {
            true
        }
        Kind::Template { parts } => module.list(parts).iter().all(|part| again(*part)),
        Kind::Paren { expression } | Kind::TypeCast { expression } | Kind::NonNull { expression } => again(expression),
        Kind::Unary { argument, .. } => again(argument),
        Kind::Binary { left, right, .. } | Kind::Logical { left, right, .. } => again(left) && again(right),
        Kind::Conditional { test, consequent, alternate } => again(test) && again(consequent) && again(alternate),
        Kind::Array { items } => module.list(items).iter().all(|item| again(*item)),
        Kind::Object { properties } => module.list(properties).iter().all(|property| match module.kind(*property) {
            Kind::Property { key, value, computed, .. } => (!computed || again(key)) && again(value),
            Kind::Spread { argument } => again(argument),
            _ => false,
        }),
        Kind::Spread { argument } => again(argument),
        Kind::Member { object, .. } => again(object),
        Kind::Index { object, index, .. } => again(object) && again(index),
        Kind::Call { callee, arguments, .. } => {
            matches!(
                module.written(callee),
                "Object.freeze"
                    | "String"
                    | "Number"
                    | "btoa"
                    | "encodeURIComponent"
                    | "JSON.stringify"
                    | "Buffer.from"
            ) && module.list(arguments).iter().all(|argument| again(*argument))
                || matches!(module.kind(callee), Kind::Member { object, property, .. }
                    if matches!(module.text(property), "join" | "toString" | "trim" | "concat" | "toLowerCase")
                        && again(object)
                        && module.list(arguments).iter().all(|argument| again(*argument)))
        }
        Kind::Ident => match module.resolve(node) {
            None => module.written(node) == "undefined",
            Some(binding) if env_property(module, binding).is_some() => true,
            Some(binding) => {
                let declared = module.binding(binding);
                match (declared.kind, module.kind(declared.declaration)) {
                    (BindingKind::Variable(VariableKind::Const), Kind::Declarator { target, init: Some(init), .. }) => {
                        matches!(module.kind(target), Kind::Binding(_)) && again(init)
                    }
                    (BindingKind::Import, _) => {
                        let origins = flow.origins(Place { file: module.id, node });
                        !origins.is_empty()
                            && origins.iter().all(|origin| match origin.what {
                                What::Expression(place) if place.file != module.id => flow
                                    .module(place.file)
                                    .is_some_and(|home| constant(flow, project, &home, place.node, depth + 1)),
                                _ => false,
                            })
                    }
                    _ => false,
                }
            }
        },
        _ => false,
    }
}

/// Whether an imported name means the same in a route: what a package exports (React and Next's browser parts aside), or
/// constants and functions of a module that asks nothing of a browser.
pub(super) fn can_import(flow: &Flow<'_>, project: &Project, module: &Module, binding: BindingId) -> bool {
    let Some((import, name)) = module.import_of(binding) else { return false };
    let Some(specifier) = import.specifier.as_deref() else { return false };
    if import.type_only || name.type_only {
        return false;
    }
    match project.resolve(module.id, specifier, Layer::Server) {
        Resolution::Builtin(_) => true,
        Resolution::Package(package) => {
            let package = &*package;
            let for_the_browser = matches!(
                package,
                "react" | "react-dom" | "zustand" | "jotai" | "valtio" | "swr" | "sonner" | "react-hot-toast"
            ) || package.starts_with("@tanstack/react")
                || (package == "next" && !specifier.ends_with("/server"));
            !for_the_browser
        }
        Resolution::File(file) => {
            let Some(source) = project.file(file) else { return false };
            if source.kind == FileKind::Json {
                return true;
            }
            if source.kind != FileKind::Script {
                return false;
            }
            let Some(home) = flow.module(file) else { return false };
            if matches!(name.imported, Imported::Namespace) || !runs_on_server(&home) {
                return false;
            }
            let Some(used) = module.uses(binding).first() else { return false };
            let origins = flow.origins(Place { file: module.id, node: *used });
            !origins.is_empty()
                && origins.iter().all(|origin| match origin.what {
                    What::Expression(place) => flow.module(place.file).is_some_and(|home| {
                        runs_on_server(&home)
                            && match home.kind(place.node) {
                                Kind::Function(_) => is_portable_function(flow, project, &home, place.node),
                                Kind::Class(_) => is_portable_class(&home, place.node),
                                _ => is_constant(flow, project, &home, place.node),
                            }
                    }),
                    What::Env { .. } => true,
                    _ => false,
                })
        }
        Resolution::Asset | Resolution::Missing => false,
    }
}

/// Whether a module asks nothing of a browser or of React.
pub(super) fn runs_on_server(module: &Module) -> bool {
    if module.facts.directives.iter().any(|directive| directive.kind == DirectiveKind::UseClient) {
        return false;
    }
    let client_only = module.facts.imports.iter().any(|import| {
        !import.type_only && matches!(import.specifier.as_deref(), Some("client-only" | "react" | "react-dom"))
    });
    !client_only
        && !(0..module.ast().nodes.len()).map(NodeId::new).any(|id| {
            module.kind(id) == Kind::Ident && is_browser_global(module.written(id)) && module.resolve(id).is_none()
        })
}

/// Whether a function works on its parameters and on constants alone, so that a copy does the same.
pub(super) fn is_portable_function(flow: &Flow<'_>, project: &Project, module: &Module, function: NodeId) -> bool {
    portable_function(flow, project, module, function, 0)
}

fn portable_function(flow: &Flow<'_>, project: &Project, module: &Module, function: NodeId, depth: u8) -> bool {
    let Kind::Function(parts) = module.kind(function) else { return false };
    if depth > 4 || !matches!(parts.flavour, Flavour::Plain | Flavour::Arrow) || parts.is_generator {
        return false;
    }
    let span = module.span(function);
    for id in (function.index()..module.ast().nodes.len()).map(NodeId::new) {
        if module.span(id).start >= span.end {
            break;
        }
        match module.kind(id) {
            Kind::This | Kind::JsxElement { .. } | Kind::Await { .. } | Kind::Super | Kind::ImportCall { .. } => {
                return false;
            }
            Kind::Call { .. } if locality::is_local(module, id) => return false,
            Kind::Assign { target, .. } => {
                let root = super::role::root_of(module, target);
                let own = module
                    .resolve(root)
                    .is_some_and(|binding| span.contains(module.span(module.binding(binding).declaration)));
                if !own {
                    return false;
                }
            }
            Kind::Ident => {
                let Some(binding) = module.resolve(id) else {
                    let name = module.written(id);
                    if is_browser_global(name) || matches!(name, "fetch" | "console" | "process") && !is_env(module, id)
                    {
                        return false;
                    }
                    continue;
                };
                let declared = module.binding(binding);
                if span.contains(module.span(declared.declaration)) && declared.declaration != function {
                    continue;
                }
                let allowed = declared.declaration == function
                    || match declared.kind {
                        BindingKind::Import => depth < 3 && can_import(flow, project, module, binding),
                        BindingKind::Function => {
                            portable_function(flow, project, module, declared.declaration, depth + 1)
                        }
                        BindingKind::Variable(VariableKind::Const) => match module.kind(declared.declaration) {
                            Kind::Declarator { init: Some(init), .. }
                                if matches!(module.kind(init), Kind::Function(_)) =>
                            {
                                init == function || portable_function(flow, project, module, init, depth + 1)
                            }
                            Kind::Declarator { init: Some(init), .. } => is_constant(flow, project, module, init),
                            _ => false,
                        },
                        _ => false,
                    };
                if !allowed {
                    return false;
                }
            }
            _ => {}
        }
    }
    true
}

/// Whether a class is no part of a page: no component, nothing that only a browser has.
pub(super) fn is_portable_class(module: &Module, class: NodeId) -> bool {
    let Kind::Class(parts) = module.kind(class) else { return false };
    let span = module.span(class);
    let component = parts.extends.is_some_and(|extends| module.written(extends).ends_with("Component"));
    !component
        && (class.index()..module.ast().nodes.len())
            .map(NodeId::new)
            .take_while(|id| module.span(*id).start < span.end)
            .all(|id| match module.kind(id) {
                Kind::JsxElement { .. } => false,
                Kind::Ident => module.resolve(id).is_some() || !is_browser_global(module.written(id)),
                Kind::Call { .. } => !locality::is_local(module, id),
                _ => true,
            })
}

fn is_env(module: &Module, ident: NodeId) -> bool {
    module.parent(ident).and_then(|parent| module.parent(parent)).is_some_and(|outer| module.env_read(outer).is_some())
}

/// Whether an expression may be evaluated on the server instead, once the names in it are there: it is put together from
/// values, by functions without effects.
pub(super) fn is_portable(module: &Module, node: NodeId) -> bool {
    let span = module.span(node);
    (node.index()..module.ast().nodes.len()).map(NodeId::new).take_while(|id| module.span(*id).start < span.end).all(
        |id| match module.kind(id) {
            Kind::Await { .. }
            | Kind::JsxElement { .. }
            | Kind::This
            | Kind::Yield { .. }
            | Kind::Assign { .. }
            | Kind::Update { .. }
            | Kind::ImportCall { .. }
            | Kind::TaggedTemplate { .. } => false,
            Kind::New { callee, .. } => matches!(
                module.written(callee),
                "URLSearchParams"
                    | "Headers"
                    | "URL"
                    | "FormData"
                    | "Date"
                    | "Intl.NumberFormat"
                    | "Intl.DateTimeFormat"
            ),
            Kind::Call { callee, .. } => match module.kind(callee) {
                Kind::Ident => {
                    let name = module.written(callee);
                    !name.starts_with("use")
                        && !locality::is_local(module, id)
                        && (module.resolve(callee).is_some()
                            || matches!(
                                name,
                                "String"
                                    | "Number"
                                    | "Boolean"
                                    | "btoa"
                                    | "atob"
                                    | "encodeURIComponent"
                                    | "parseInt"
                                    | "parseFloat"
                            ))
                }
                Kind::Member { .. } => is_pure_method(module, callee) && !locality::is_local(module, id),
                _ => false,
            },
            _ => true,
        },
    )
}

fn is_pure_method(module: &Module, callee: NodeId) -> bool {
    let Kind::Member { property, .. } = module.kind(callee) else { return false };
    let written = module.written(callee);
    written.starts_with("JSON.")
        || written.starts_with("Math.")
        || written.starts_with("Object.")
        || written == "Date.now"
        || written == "Buffer.from"
        || matches!(
            module.text(property),
            "map"
                | "filter"
                | "join"
                | "trim"
                | "toString"
                | "toISOString"
                | "toLowerCase"
                | "toUpperCase"
                | "replace"
                | "replaceAll"
                | "slice"
                | "concat"
                | "split"
                | "padStart"
                | "padEnd"
                | "toFixed"
                | "flat"
                | "flatMap"
                | "reduce"
                | "includes"
                | "startsWith"
                | "endsWith"
                | "substring"
                | "toLocaleString"
                | "toLocaleDateString"
                | "format"
                | "at"
                | "find"
                | "entries"
                | "keys"
                | "values"
        )
}
