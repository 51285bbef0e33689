//! `rename-public-env`: the variable loses the prefix that puts it into client code.
//!
//! ```text
//! NEXT_PUBLIC_RESEND_API_KEY=…      →  RESEND_API_KEY=…
//! process.env.NEXT_PUBLIC_RESEND_API_KEY  →  process.env.RESEND_API_KEY
//! ```

use super::env_rename::{self, Rename};
use super::{Action, Offer, OfferKind, Plan, Refusal};
use crate::project::App;
use crate::rules::{Context, Finding};
use crate::text::{Encoding, LineIndex};

pub(super) static ACTION: Action = Action {
    id: "rename-public-env",
    summary: "Give a secret a name that no build puts into client code",
    offer,
    plan,
};

fn offer(context: &Context<'_>, finding: &Finding) -> Option<Offer> {
    let (app, rename) = subject(context, finding)?;
    let reader = env_rename::client_reader(context.project, context.graph, &rename.from, &|_, _| false);
    let disabled = match reader {
        Some((file, span)) => {
            let line = context
                .project
                .file(file)
                .map_or(0, |source| LineIndex::new(&source.text()).position(span.start, Encoding::Utf16).line + 1);
            Some(format!("Client code still reads it: {}:{line}.", context.project.relative(file)))
        }
        None => env_rename::edits(context.project, app, &rename, &|_, _| false).err().map(|refusal| refusal.0),
    };
    let preferred = disabled.is_none() && finding.rule == "needless-public-prefix";
    Some(Offer {
        id: ACTION.id,
        title: format!("Rename to `{}` in code and .env files", rename.to),
        kind: OfferKind::RefactorRewrite,
        preferred,
        creates: false,
        disabled,
    })
}

fn subject<'a>(context: &Context<'a>, finding: &Finding) -> Option<(&'a App, Rename)> {
    if !matches!(finding.rule, "public-env-secret" | "needless-public-prefix") {
        return None;
    }
    let name = finding.subject.variable.as_deref()?;
    let own = context.project.app_of(finding.file);
    let of_env = context
        .project
        .env_files
        .iter()
        .find(|file| file.file == finding.file)
        .and_then(|file| file.app)
        .and_then(|app| context.project.app(app));
    let root = finding.chain.as_ref().and_then(|chain| context.project.app_of(chain.root));
    let app = of_env.or(own.filter(|app| app.is_public_env(name))).or(root)?;
    // What the configuration inlines has no prefix to lose.
    let to = env_rename::private_name(app, name)?;
    Some((app, Rename { from: name.to_owned(), to }))
}

fn plan(context: &Context<'_>, finding: &Finding, _: Option<&str>) -> Result<Plan, Refusal> {
    let (app, rename) =
        subject(context, finding).ok_or_else(|| Refusal("The variable has no public prefix to lose.".to_owned()))?;
    let edits = env_rename::edits(context.project, app, &rename, &|_, _| false)?;
    Ok(Plan {
        creates: Vec::new(),
        edits,
        notes: vec![format!("Set `{}` at your host, redeploy, then delete `{}` there.", rename.to, rename.from)],
    })
}
