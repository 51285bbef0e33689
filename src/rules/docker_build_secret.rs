//! An image is built with a credential in it: `ENV` and `ARG` stay in its layers and its history.

use super::engine::{Draft, File, Secret, words};
use super::{Exposure, Rule};
use crate::project::Purpose;
use crate::secrets::{Confidence, NameVerdict, Power};
use crate::syntax::data::docker::{self, Instruction};

pub(super) static RULE: Rule = Rule {
    name: "docker-build-secret",
    summary: "A Dockerfile puts a secret into the image",
    page: include_str!("docker_build_secret.md"),
    check: Some(check),
};

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    if file.purpose() != Some(Purpose::Image) {
        return;
    }
    let next = "Hand it to the build with `RUN --mount=type=secret`, or to the container when it starts";
    for mut draft in file.all_written(next) {
        draft.message.push_str(" So has whoever can pull the image.");
        out.push(draft);
    }
    let text = file.text();
    let instructions = docker::of_image(&text);
    for instruction in &instructions {
        let is_arg = instruction.is("ARG", &text);
        for entry in docker::assignments(instruction, &text) {
            let value = entry.value.as_str().unwrap_or_default();
            // What a literal is worth is told by itself.
            let handed = if is_arg { value.is_empty() } else { takes_argument(value, &instructions, &text) };
            if !handed || instruction.is("LABEL", &text) || is_public(file, &entry.key) {
                continue;
            }
            let Some(secret) = named(file, &entry.key) else { continue };
            let mut draft = Draft::of(&secret, entry.key_span, Exposure::E2);
            draft.variable = Some(entry.key.clone());
            let truth = if is_arg {
                // Only where a later line runs with it.
                draft.confidence = Confidence::Likely;
                "the arguments of a build stay in the image's history"
            } else {
                "a variable that the build sets stays in the image"
            };
            draft.message = format!(
                "`{}` {}: {}. It is exposed: {truth}, where whoever can pull it reads it (`docker history`).",
                entry.key,
                words::is_kind(&secret),
                words::power(&secret)
            );
            draft.next = format!("{next}.");
            out.push(draft);
        }
    }
}

/// Whether a value is an argument of the build: `ENV A=$A` behind `ARG A`.
fn takes_argument(value: &str, instructions: &[Instruction], text: &str) -> bool {
    let Some(name) = value.strip_prefix('$') else { return false };
    let name = name.strip_prefix('{').map_or(name, |name| name.trim_end_matches('}'));
    let args = instructions.iter().filter(|instruction| instruction.is("ARG", text));
    args.flat_map(|instruction| docker::assignments(instruction, text)).any(|entry| *entry.key == *name)
}

/// What is meant for the browser is another rule's business.
fn is_public(file: &File<'_>, name: &str) -> bool {
    file.shared.context.project.apps.iter().any(|app| app.is_public_env(name))
}

/// The secret that a name stands for without a doubt.
fn named(file: &File<'_>, name: &str) -> Option<Secret> {
    match file.shared.catalogue.classify_name(name, &[]) {
        NameVerdict::Secret(secret) if secret.power >= Power::K2 && secret.confidence == Confidence::Proven => {
            Some(Secret::named(&secret))
        }
        _ => None,
    }
}
