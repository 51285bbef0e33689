//! An `.env` file with secrets that git does not ignore: the next `git add` takes it along.

use super::engine::{Draft, File, words};
use super::{Exposure, Rule};

pub(super) static RULE: Rule = Rule {
    name: "env-not-ignored",
    summary: "A .env file with secrets is not ignored by git",
    page: include_str!("env_not_ignored.md"),
    check: Some(check),
};

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    let Some(env) = file.env_file().filter(|env| !env.example) else { return };
    let git = &file.shared.context.project.git;
    if git.ignored(&file.source.path) || git.tracked(&file.source.path) == Some(true) || file.is_published() {
        return;
    }
    let secrets = file.env_secrets(env);
    let strongest =
        secrets.iter().max_by_key(|(entry, secret)| (secret.power, secret.confidence, std::cmp::Reverse(entry.name)));
    let Some((entry, secret)) = strongest else { return };
    let text = file.text();
    let name = entry.name.of(&text);
    let mut draft = Draft::of(secret, entry.name, Exposure::E1);
    draft.variable = Some(Box::from(name));
    let others = match secrets.len() - 1 {
        0 => String::new(),
        1 => " and another secret".to_owned(),
        more => format!(" and {more} other secrets"),
    };
    draft.message = format!(
        "{} holds `{name}`{others}, and no ignore file names it. Nothing is exposed yet; the next `git add` would put \
         it into the repository. `{name}` {}: {}.",
        env.name,
        words::is_kind(secret),
        words::power(secret),
    );
    draft.next = format!("Add {} to .gitignore.", env.name);
    out.push(draft);
}
