//! What a look at a build's output takes from here.

use rayon::prelude::*;

use super::{FEW, File, Secret, Shared, matter};
use crate::flow::Place;
use crate::flow::candidate::is_test_path;
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

/// A secret that the source holds, with its value.
pub(in crate::rules) struct Held {
    /// The variable that an `.env*` file sets to it; `None` where it is written into the source.
    pub variable: Option<Box<str>>,
    /// The file that it is written in, relative to the project.
    pub module: Option<String>,
    pub value: String,
    pub secret: Secret,
}

/// The secrets that `.env*` files set, and those in the source that nothing but their place gives away: a build keeps the
/// value, and neither the name nor the place. What tests hold is made up.
pub(in crate::rules) fn held(context: &Context<'_>) -> Vec<Held> {
    let shared = Shared::new(*context);
    let mut held = of_env_files(&shared);
    let sources: Vec<_> = context.project.sources.iter().collect();
    let written = sources.into_par_iter().with_max_len(FEW).flat_map_iter(|source| {
        let relative = context.project.relative(source.id);
        let is_asked = !is_test_path(&relative) && matter::may_hold_secret(&shared, source);
        is_asked.then(|| written_in(&File::new(&shared, source, &relative))).into_iter().flatten()
    });
    held.extend(written.collect::<Vec<_>>());
    held
}

fn of_env_files(shared: &Shared<'_>) -> Vec<Held> {
    let project = shared.context.project;
    let mut found = Vec::new();
    for env in project.env_files.iter().filter(|env| !env.example) {
        let Some(source) = project.file(env.file) else { continue };
        let file = File::new(shared, source, source.path.as_str());
        let text = file.text();
        for (entry, secret) in file.env_secrets(env) {
            let value = match file.env_app() {
                Some(app) => project.expansion(app, env, entry).value,
                None => entry.value.of(&text).to_owned(),
            };
            let variable = Some(Box::from(entry.name.of(&text)));
            found.push(Held { variable, module: None, value, secret });
        }
    }
    found
}

fn written_in(file: &File<'_>) -> Vec<Held> {
    let text = file.text();
    let held = |value, secret: &Secret| Held {
        variable: None,
        module: Some(file.relative.clone()),
        value,
        secret: secret.clone(),
    };
    let data = file.data().iter().filter(|(_, secret)| !secret.shaped).map(|(span, secret)| {
        let value = span.of(&text).trim_matches(['"', '\'']).to_owned();
        held(value, secret)
    });
    let code = file.judged().iter().filter(|judged| !judged.secret.shaped).filter_map(|judged| {
        let value = file.flow.fold(Place { file: file.id, node: judged.node })?.value;
        Some(held(value, &judged.secret))
    });
    data.chain(code).collect()
}
