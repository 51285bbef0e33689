//! A Dockerfile copies the whole folder, a `.env` with secrets too.

use camino::Utf8Path;

use super::engine::{Draft, File, words};
use super::{Exposure, Related, Rule};
use crate::project::{Purpose, dockerignore};
use crate::syntax::data::docker::{self, Instruction};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    name: "dockerignore-lacks-env",
    summary: "A Dockerfile copies a .env file with secrets into the image",
    page: include_str!("dockerignore_lacks_env.md"),
    check: Some(check),
};

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    if file.purpose() != Some(Purpose::Image) {
        return;
    }
    let text = file.text();
    let copies = docker::of_image(&text).into_iter().find_map(|instruction| whole_folder(&instruction, &text));
    let (Some(span), Some(context)) = (copies, context(file)) else { return };
    for env in file.shared.context.project.env_files.iter().filter(|env| !env.example) {
        let Some(source) = file.shared.context.project.file(env.file).filter(|it| it.path.parent() == Some(context))
        else {
            continue;
        };
        if is_left_out(file, &source.path) {
            continue;
        }
        let secrets = file.env_secrets(env);
        let Some((entry, secret)) = secrets.iter().max_by_key(|(_, secret)| (secret.power, secret.confidence)) else {
            continue;
        };
        let env_text = source.text();
        let name = entry.name.of(&env_text);
        let mut draft = Draft::of(secret, span, Exposure::E1);
        draft.message = format!(
            "This copies {} into the image, and no .dockerignore leaves it out. Nothing is exposed yet; the next build on a \
             machine with the file would hand `{name}` to whoever can pull the image. `{name}` {}: {}.",
            env.name,
            words::is_kind(secret),
            words::power(secret),
        );
        draft.next = "Add `.env*` to .dockerignore.".to_owned();
        draft.related = vec![Related { file: env.file, span: entry.name, message: format!("`{name}` is set here") }];
        out.push(draft);
        return;
    }
}

/// `COPY . .`, from the context and not from another stage: where the `.` stands.
fn whole_folder(instruction: &Instruction, text: &str) -> Option<Span> {
    if !instruction.is("COPY", text) && !instruction.is("ADD", text) {
        return None;
    }
    let words = docker::words(text, instruction.arguments);
    let flags = words.iter().take_while(|word| word.of(text).starts_with("--"));
    if flags.clone().any(|flag| {
        let flag = flag.of(text);
        flag.starts_with("--from") || flag.starts_with("--exclude") && flag.contains(".env")
    }) {
        return None;
    }
    let sources = words.get(flags.count()..words.len().checked_sub(1)?)?;
    sources.iter().copied().find(|source| matches!(source.of(text), "." | "./" | "./."))
}

/// The folder that is sent to the build: that of the Dockerfile where an app is, else the project's.
fn context<'f>(file: &'f File<'_>) -> Option<&'f Utf8Path> {
    let project = file.shared.context.project;
    let folder = file.source.path.parent()?;
    if project.by_path(&folder.join("package.json")).is_some() { Some(folder) } else { Some(&project.root) }
}

/// Whether the list beside the Dockerfile, or that of a folder which may be the context, leaves the file out.
fn is_left_out(file: &File<'_>, env: &Utf8Path) -> bool {
    let project = file.shared.context.project;
    let own = format!("{}.dockerignore", file.source.path);
    let lists = env.ancestors().skip(1).take_while(|folder| folder.starts_with(&project.root));
    let lists = lists.map(|folder| (folder.join(".dockerignore"), folder));
    let own = env.parent().map(|folder| (Utf8Path::new(&own).to_owned(), folder));
    lists.chain(own).any(|(list, folder)| {
        let source = project.by_path(&list);
        let relative = env.strip_prefix(folder);
        source.zip(relative.ok()).is_some_and(|(list, env)| dockerignore::leaves_out(&list.text(), env.as_str()))
    })
}
