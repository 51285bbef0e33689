//! What a look at a build's output takes from here.

use super::{File, Secret, Shared, matter};
use crate::project::FileId;
use crate::rules::Context;
use crate::text::Span;

/// The credentials of all files by their syntax, whatever becomes of them.
pub(in crate::rules) fn judge_all(context: &Context<'_>) -> Vec<(FileId, Span, Secret)> {
    let shared = Shared::new(*context);
    let mut found = Vec::new();
    for source in context.project.sources.iter().filter(|source| matter::may_hold_secret(&shared, source)) {
        let file = File::new(&shared, source, source.path.as_str());
        found.extend(file.data().iter().map(|(span, secret)| (file.id, *span, secret.clone())));
        if let Some(module) = file.module() {
            let judged = file.judged().iter();
            found.extend(judged.map(|judged| (file.id, module.span(judged.node), judged.secret.clone())));
        }
    }
    found
}

/// The secrets that `.env*` files set, with their variables and values.
pub(in crate::rules) fn env_secrets(context: &Context<'_>) -> Vec<(Box<str>, String, Secret)> {
    let shared = Shared::new(*context);
    let project = context.project;
    let mut found = Vec::new();
    for env in project.env_files.iter().filter(|env| !env.example) {
        let Some(source) = project.file(env.file) else { continue };
        let file = File::new(&shared, source, source.path.as_str());
        let text = file.text();
        for (entry, secret) in file.env_secrets(env) {
            let value = match file.env_app() {
                Some(app) => project.expansion(app, env, entry).value,
                None => entry.value.of(&text).to_owned(),
            };
            found.push((Box::from(entry.name.of(&text)), value, secret));
        }
    }
    found
}
