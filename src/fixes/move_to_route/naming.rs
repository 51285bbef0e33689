//! What an operation is called: by what it does, as a person would.

use super::role::root_of;
use crate::fixes::names;
use crate::flow::{Callee, Module};
use crate::syntax::ast::{Kind, NodeId};

/// Well-known operations: the end of what is called, and its name.
const OPERATIONS: [(&str, &str, &str); 25] = [
    ("twilio", "messages.create", "send-sms"),
    ("twilio", "calls.create", "start-call"),
    ("twilio", "verifications.create", "send-verification"),
    ("twilio", "verificationChecks.create", "check-verification"),
    ("plivo", "messages.create", "send-sms"),
    ("messagebird", "messages.create", "send-sms"),
    ("@vonage/server-sdk", "sms.send", "send-sms"),
    ("@sendgrid/mail", "send", "send-email"),
    ("postmark", "sendEmail", "send-email"),
    ("nodemailer", "sendMail", "send-email"),
    ("", "emails.send", "send-email"),
    ("@slack/web-api", "chat.postMessage", "post-message"),
    ("telegraf", "telegram.sendMessage", "send-message"),
    ("", "chat.completions.create", "chat"),
    ("openai", "responses.create", "generate-response"),
    ("@anthropic-ai/sdk", "messages.create", "chat"),
    ("", "images.generate", "generate-image"),
    ("", "embeddings.create", "create-embedding"),
    ("", "audio.transcriptions.create", "transcribe"),
    ("stripe", "paymentIntents.create", "create-payment-intent"),
    ("stripe", "checkout.sessions.create", "create-checkout-session"),
    ("stripe", "customers.create", "create-customer"),
    ("stripe", "subscriptions.create", "create-subscription"),
    ("resend", "send", "send-email"),
    ("mailgun.js", "messages.create", "send-email"),
];

/// Well-known addresses: the host, a part of the address, and what a request there does.
const ADDRESSES: [(&str, &str, &str); 20] = [
    ("telnyx.com", "/messages", "send-sms"),
    ("plivo.com", "/Message", "send-sms"),
    ("nexmo.com", "/sms", "send-sms"),
    ("vonage.com", "/messages", "send-sms"),
    ("messagebird.com", "/messages", "send-sms"),
    ("mailjet.com", "/send", "send-email"),
    ("twilio.com", "Messages.json", "send-sms"),
    ("twilio.com", "Calls.json", "start-call"),
    ("twilio.com", "/Verifications", "send-verification"),
    ("sendgrid.com", "mail/send", "send-email"),
    ("resend.com", "/emails", "send-email"),
    ("mailgun.net", "/messages", "send-email"),
    ("postmarkapp.com", "/email", "send-email"),
    ("brevo.com", "smtp/email", "send-email"),
    ("slack.com", "chat.postMessage", "post-message"),
    ("telegram.org", "sendMessage", "send-message"),
    ("openai.com", "chat/completions", "chat"),
    ("openai.com", "images/generations", "generate-image"),
    ("anthropic.com", "/messages", "chat"),
    ("stripe.com", "checkout/sessions", "create-checkout-session"),
];

/// An address as it is written, here or where it is named.
pub(super) fn address(module: &Module, url: NodeId) -> Option<&str> {
    let written = match module.kind(url) {
        Kind::Ident => {
            let declaration = module.binding(module.resolve(url)?).declaration;
            let Kind::Declarator { init, .. } = module.kind(declaration) else { return None };
            module.unwrapped(init?)
        }
        _ => url,
    };
    matches!(module.kind(written), Kind::String | Kind::Template { .. } | Kind::Binary { .. } | Kind::Call { .. })
        .then(|| module.written(written))
}

/// The operation's name in kebab case; `provider` is whose call it is, when nothing else says what it does.
pub(super) fn operation(
    module: &Module,
    sink: NodeId,
    callee: Option<&Callee>,
    host: Option<&str>,
    url: Option<&str>,
    provider: Option<&str>,
) -> String {
    let written = written_path(module, sink);
    let path = callee.map(|callee| callee.path.join(".")).unwrap_or_default();
    let package = callee.map_or("", |callee| &callee.package);
    for (of, end, name) in OPERATIONS {
        let matches = path == end
            || path.ends_with(&format!(".{end}"))
            || written == end
            || written.ends_with(&format!(".{end}"));
        if (of.is_empty() || of == package) && matches && (!of.is_empty() || callee.is_some()) {
            return name.to_owned();
        }
    }
    if let Some(name) = query(module, sink, &written) {
        return name;
    }
    let text = module.written(sink);
    for (of, part, name) in ADDRESSES {
        if host.is_some_and(|host| host == of || host.ends_with(&format!(".{of}")))
            && (text.contains(part) || url.is_some_and(|url| url.contains(part)))
        {
            return name.to_owned();
        }
    }
    if let Some(name) = enclosing_name(module, sink) {
        return name;
    }
    if let Some(name) = helper(module, sink) {
        return name;
    }
    if let Some(name) = url.and_then(|url| resource(url, text, &written)) {
        return name;
    }
    if let Some(host) = host {
        let parts: Vec<&str> = host.split('.').collect();
        let site = parts.len().checked_sub(2).and_then(|index| parts.get(index)).copied().unwrap_or(host);
        return names::kebab(&format!("call-{site}"));
    }
    if let Some(provider) = provider {
        return names::kebab(&format!("call-{provider}"));
    }
    let mut parts = written.rsplit('.');
    let method = parts.next().unwrap_or("call");
    // `customers.list`: list-customers; `customers.create`: create-customer.
    if let Some(object) = parts.next().filter(|object| !object.is_empty()) {
        let many = matches!(method, "list" | "search" | "findMany" | "all");
        let object = if many { object } else { object.strip_suffix('s').unwrap_or(object) };
        return names::kebab(&format!("{method}-{object}"));
    }
    if method == "send" {
        let root = names::words(module.written(root_of(module, sink))).join(" ");
        let kinds = [("mail", "send-email"), ("sms", "send-sms"), ("push", "send-push"), ("bot", "send-message")];
        if let Some((_, name)) = kinds.iter().find(|(word, _)| root.contains(word)) {
            return (*name).to_owned();
        }
    }
    let sdk = package.trim_start_matches('@').split('/').next().unwrap_or_default();
    let name = names::kebab(&format!("{sdk}-{method}"));
    if name.is_empty() { "call".to_owned() } else { name }
}

/// `db.from('notes').insert(…)`: create-notes; `db.rpc('archive')`: archive.
fn query(module: &Module, sink: NodeId, written: &str) -> Option<String> {
    let named = |method: &str| {
        let text = module.written(sink);
        let rest = &text[text.find(&format!(".{method}("))? + method.len() + 2..];
        let quote = rest.chars().next().filter(|quote| matches!(quote, '\'' | '"'))?;
        let name = rest[1..].split(quote).next()?;
        (!name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')))
            .then(|| name.to_owned())
    };
    let steps: Vec<&str> = written.split('.').collect();
    if steps.contains(&"rpc") {
        return named("rpc").map(|name| names::kebab(&name));
    }
    let table = steps.contains(&"from").then(|| named("from")).flatten()?;
    let verbs =
        [("insert", "create"), ("upsert", "save"), ("update", "update"), ("delete", "delete"), ("select", "list")];
    let (_, verb) = verbs.iter().find(|(step, _)| steps.contains(step))?;
    Some(names::kebab(&format!("{verb}-{table}")))
}

/// The name of a call of the app's own helper: what it is asked for, else what it is called.
fn helper(module: &Module, sink: NodeId) -> Option<String> {
    let Kind::Call { callee, arguments, .. } = module.kind(sink) else { return None };
    if module.kind(callee) != Kind::Ident || module.written(callee) == "fetch" {
        return None;
    }
    let arguments = module.list(arguments);
    let asked = arguments.first().filter(|first| matches!(module.kind(**first), Kind::String | Kind::Template { .. }));
    let call = if arguments.len() > 1 { "method: 'POST'" } else { "" };
    asked
        .and_then(|first| resource(module.written(*first), call, ""))
        .or_else(|| Some(names::kebab(module.written(callee))))
}

/// The last plain part of an address, and what is done with it: `get-forecast`, `create-message`.
fn resource(url: &str, call: &str, written: &str) -> Option<String> {
    let path = url.trim_matches(['`', '\'', '"']).split(['?', '#']).next()?;
    let path = path.split_once("://").map_or(path, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
    let part = path.split('/').rev().map(|part| part.strip_suffix(".json").unwrap_or(part)).find(|part| {
        let version = part.strip_prefix('v').is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
        part.len() > 2
            && !version
            && part.starts_with(|c: char| c.is_ascii_alphabetic())
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
    })?;
    let said = |method: &str| {
        let upper = method.to_ascii_uppercase();
        written.split('.').any(|step| step == method)
            || call.contains(&format!("method: '{upper}'"))
            || call.contains(&format!("method: \"{upper}\""))
    };
    let verb = ["post", "put", "patch", "delete"].into_iter().find(|method| said(method));
    let words = names::words(part);
    let does = [
        "send",
        "search",
        "verify",
        "generate",
        "translate",
        "query",
        "lookup",
        "check",
        "subscribe",
        "refund",
        "get",
        "list",
        "find",
        "add",
        "create",
        "update",
        "delete",
        "remove",
        "set",
        "cancel",
        "track",
        "validate",
    ];
    if words.first().is_some_and(|first| does.contains(&first.as_str())) {
        return Some(names::kebab(part));
    }
    let single = part.strip_suffix('s').filter(|rest| !rest.ends_with('s')).unwrap_or(part);
    Some(names::kebab(&match verb {
        Some("post") => format!("create-{single}"),
        Some("put" | "patch") => format!("update-{single}"),
        Some("delete") => format!("delete-{single}"),
        _ => format!("get-{part}"),
    }))
}

/// `client.messages.create` without the client.
pub(super) fn written_path(module: &Module, sink: NodeId) -> String {
    let root = root_of(module, sink);
    let mut path: Vec<String> = Vec::new();
    let mut at = root;
    while at != sink {
        let Some(parent) = module.parent(at) else { break };
        if let Kind::Member { property, .. } = module.kind(parent) {
            path.push(module.text(property).to_owned());
        }
        at = parent;
    }
    path.join(".")
}

/// The name of the nearest function that says what it does: no component, no `handleClick`.
pub(super) fn enclosing_name(module: &Module, node: NodeId) -> Option<String> {
    let mut at = node;
    while let Some(function) = module.enclosing_function(at) {
        if let Some(name) = function_name(module, function) {
            let words = names::words(&name);
            let vague = [
                "handle", "on", "submit", "click", "press", "change", "callback", "effect", "run", "action", "do",
                "load", "send", "go", "main", "call", "fn", "form", "button", "event", "async", "default", "create",
                "post", "get", "fetch", "request", "start", "query", "mutation", "mutate", "fetcher", "mutator",
            ];
            let specific = words.iter().any(|word| !vague.contains(&word.as_str()));
            let component = name.starts_with(|c: char| c.is_ascii_uppercase());
            if specific && !component {
                let skip = usize::from(matches!(words.first().map(String::as_str), Some("handle" | "on")));
                let skip = if words.first().is_some_and(|word| word == "use") { 1 } else { skip };
                let rest = words[skip.min(words.len() - 1)..].join("-");
                return Some(rest);
            }
        }
        at = function;
    }
    None
}

fn function_name(module: &Module, function: NodeId) -> Option<String> {
    let Kind::Function(parts) = module.kind(function) else { return None };
    if let Some(name) = parts.name {
        return Some(module.text(module.binding(name).name).to_owned());
    }
    let mut parent = module.parent(module.wrapped(function))?;
    // `const send = useCallback(async () => …)`
    if let Kind::Call { .. } = module.kind(parent) {
        parent = module.parent(parent)?;
    }
    match module.kind(parent) {
        Kind::Declarator { target, .. } => {
            module.plain_binding(target).map(|binding| module.text(module.binding(binding).name).to_owned())
        }
        Kind::Property { key, computed, .. } => module.key(key, computed).map(std::borrow::Cow::into_owned),
        _ => None,
    }
}
