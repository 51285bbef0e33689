//! `extract-to-env`: a literal in server code goes into `.env.local`.
//!
//! ```text
//! new Stripe('…')  →  new Stripe(process.env.STRIPE_SECRET_KEY!)
//! ```

use super::{Action, Edit, EditLabel, Offer, OfferKind, Plan, Refusal, env_files, names};
use crate::flow::Module;
use crate::project::{App, FileKind};
use crate::rules::{Context, Finding};
use crate::secrets::Catalogue;
use crate::syntax::ast::{Kind, NodeId};

pub(super) static ACTION: Action =
    Action { id: "extract-to-env", summary: "Read a secret from the environment instead of the source", offer, plan };

fn offer(context: &Context<'_>, finding: &Finding) -> Option<Offer> {
    let source = context.project.file(finding.file)?;
    if finding.rule != "hardcoded-secret" || source.kind != FileKind::Script || finding.subject.node.is_none() {
        return None;
    }
    let planned = build(context, finding);
    let name = planned.as_ref().map_or_else(|_| String::from("the environment"), |(_, name)| format!("`{name}`"));
    let disabled = planned.err().map(|refusal| refusal.0);
    Some(Offer {
        id: ACTION.id,
        title: format!("Read it from {name}, with the value in .env.local"),
        kind: OfferKind::RefactorExtract,
        preferred: disabled.is_none(),
        creates: context
            .project
            .app_of(finding.file)
            .is_some_and(|app| context.project.is_free(&app.root.join(".env.local"))),
        disabled,
    })
}

fn plan(context: &Context<'_>, finding: &Finding, _: Option<&str>) -> Result<Plan, Refusal> {
    build(context, finding).map(|(plan, _)| plan)
}

fn build(context: &Context<'_>, finding: &Finding) -> Result<(Plan, String), Refusal> {
    let source = context.project.file(finding.file).ok_or_else(|| Refusal("The file is gone.".to_owned()))?;
    let app = context
        .project
        .app_of(finding.file)
        .ok_or_else(|| Refusal("The file belongs to no package whose environment is known.".to_owned()))?;
    let module = Module::new(finding.file, source.facts());
    let node = finding.subject.node.ok_or_else(|| Refusal("There is no literal here.".to_owned()))?;
    let literal = Literal::of(context.catalogue, &module, node)
        .ok_or_else(|| Refusal("The value is put together from parts; write it as one literal first.".to_owned()))?;
    let name = variable_name(context.catalogue, finding, &module, node, app);
    let mut plan = Plan::default();
    plan.edits.push(Edit {
        file: finding.file,
        span: module.span(node),
        text: literal.replacement(&name, module.facts.typescript),
        label: EditLabel::Other,
    });
    env_files::add(context.project, app, &name, &literal.value, &mut plan)?;
    plan.notes.push(format!("Set `{name}` at your host, then rotate the value: it has been in the source."));
    Ok((plan, name))
}

/// A literal with the secret in it.
pub(crate) struct Literal {
    before: String,
    pub(crate) value: String,
    after: String,
}

impl Literal {
    /// What of the literal is the secret: all of it, but for a scheme before it (`Bearer …`).
    pub(crate) fn of(catalogue: &Catalogue, module: &Module, node: NodeId) -> Option<Self> {
        let text = match module.kind(node) {
            Kind::String => module.string(node).into_owned(),
            Kind::Template { parts } => match module.list(parts) {
                [only] if module.kind(*only) == Kind::TemplateText => module.string(*only).into_owned(),
                _ => return None,
            },
            _ => return None,
        };
        if let Some(detection) = catalogue.scan_text(&text).into_iter().next()
            && let Some(value) = text.get(detection.range.clone())
        {
            let (start, end) = (detection.range.start, detection.range.end);
            return Some(Self {
                before: text[..start].to_owned(),
                value: value.to_owned(),
                after: text[end..].to_owned(),
            });
        }
        let scheme =
            ["Bearer ", "Basic ", "Token ", "token "].into_iter().find(|scheme| text.starts_with(scheme)).unwrap_or("");
        Some(Self { before: scheme.to_owned(), value: text[scheme.len()..].to_owned(), after: String::new() })
    }

    /// The expression that stands for it.
    pub(crate) fn replacement(&self, name: &str, typescript: bool) -> String {
        if self.before.is_empty() && self.after.is_empty() {
            return format!("process.env.{name}{}", if typescript { "!" } else { "" });
        }
        let escaped = |text: &str| text.replace('\\', "\\\\").replace('`', "\\`").replace("${", "\\${");
        format!("`{}${{process.env.{name}}}{}`", escaped(&self.before), escaped(&self.after))
    }
}

/// The provider's own name for it, else the constant's.
pub(crate) fn variable_name(
    catalogue: &Catalogue,
    finding: &Finding,
    module: &Module,
    node: NodeId,
    app: &App,
) -> String {
    let documented =
        finding.credential.and_then(|id| catalogue.credential(id)).and_then(|credential| credential.env.first());
    if let Some(name) = documented {
        return name.clone();
    }
    let mut at = node;
    while let Some(parent) = module.parent(at) {
        let name = match module.kind(parent) {
            Kind::Declarator { target, .. } => Some(module.written(target).to_owned()),
            Kind::Property { key, computed, .. } => module.key(key, computed).map(std::borrow::Cow::into_owned),
            _ => None,
        };
        if let Some(name) = name {
            let words = names::words(&name);
            let words: Vec<String> = words.into_iter().map(|word| word.to_ascii_uppercase()).collect();
            if !words.is_empty() {
                let name = words.join("_");
                let provider = finding.provider.map(|provider| provider.replace('-', "_").to_ascii_uppercase());
                let name = match provider {
                    Some(provider) if words.len() == 1 && !name.contains(&provider) => format!("{provider}_{name}"),
                    _ => name,
                };
                return env_safe(app, name);
            }
        }
        at = parent;
    }
    let provider = finding.provider.unwrap_or("service").replace('-', "_").to_ascii_uppercase();
    format!("{provider}_SECRET")
}

/// A name that no build makes public.
fn env_safe(app: &App, name: String) -> String {
    super::env_rename::private_name(app, &name).unwrap_or(name)
}
