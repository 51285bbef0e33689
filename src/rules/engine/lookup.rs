//! Questions of rules that take several rooms to answer.

use super::secret::{Judged, Secret};
use super::{File, Shared};
use crate::flow::Callee;
use crate::project::{App, EnvEntry, EnvFile};
use crate::rules::Related;
use crate::secrets::Credential;

impl Judged {
    /// The literal in another module.
    pub(in crate::rules) fn related(&self, file: &File<'_>) -> Vec<Related> {
        let Some(elsewhere) = self.elsewhere else { return Vec::new() };
        let Some(module) = file.flow.module(elsewhere.file) else { return Vec::new() };
        let message = "the value is written here".to_owned();
        vec![Related { file: elsewhere.file, span: module.span(elsewhere.node), message }]
    }
}

impl Shared<'_> {
    /// The kind that a parameter of a package's function takes.
    pub(in crate::rules) fn sink(
        &self,
        package: &str,
        callee: &str,
        argument: usize,
        path: &str,
    ) -> Option<&'static Credential> {
        self.catalogue
            .credential_sinks(package)
            .into_iter()
            .find(|(_, sink)| sink.argument == argument && sink.property == path && sink.is_call_of(callee))
            .map(|(credential, _)| credential)
    }

    /// The kind that a package's function sets its client up with, when the call is such a construction.
    pub(in crate::rules) fn constructs(&self, callee: &Callee, is_new: bool) -> Option<&'static Credential> {
        let provider = self.catalogue.server_sdk(&callee.package)?;
        let dotted = callee.dotted();
        self.catalogue
            .credential_sinks(&callee.package)
            .filter(|(credential, _)| credential.provider == provider.id)
            .find(|(_, sink)| is_new && callee.path.len() <= 1 || sink.is_call_of(&dotted))
            .map(|(credential, _)| credential)
    }

    /// The names that the app's `.env` files set for a build, each once, in order.
    pub(super) fn set_by_files(&self, app: &App) -> Vec<Box<str>> {
        let project = self.context.project;
        let mut names: Vec<Box<str>> = Vec::new();
        for env in project.env_files.iter().filter(|env| env.app == Some(app.id) && env.read_by_build()) {
            let Some(source) = project.file(env.file) else { continue };
            let text = source.text();
            names.extend(
                env.entries.iter().filter(|entry| !entry.commented).map(|entry| Box::from(entry.name.of(&text))),
            );
        }
        names.sort();
        names.dedup();
        names
    }
}

impl File<'_> {
    /// The entries whose value is a secret, those in comments too.
    pub(in crate::rules) fn env_secrets<'e>(&self, env: &'e EnvFile) -> Vec<(&'e EnvEntry, Secret)> {
        let prefixes: Vec<&str> = match self.env_app() {
            Some(app) => app.config.env_prefixes.iter().map(|prefix| &**prefix).collect(),
            None => Vec::new(),
        };
        env.entries
            .iter()
            .filter(|entry| !entry.value.is_empty())
            .filter_map(|entry| {
                let (secret, by_value) = self.shared.entry_secret(env, entry, &prefixes)?;
                by_value.then_some((entry, secret))
            })
            .collect()
    }

    /// Whether the value that a build takes for the name is public by design.
    pub(in crate::rules) fn is_public_value(&self, app: &App, name: &str) -> bool {
        let Some((file, entry)) = self.shared.context.project.env_value(app, name) else { return false };
        self.shared.catalogue.is_public_value(&self.shared.context.project.expansion(app, file, entry).value)
    }

    /// Which of the entries' values became known, as far as the last commit tells, and how: the value stands in it, or the
    /// variable had a public name there.
    pub(in crate::rules) fn burnt(&self, app: &App, entries: &[(&EnvEntry, Secret)]) -> Vec<Option<&'static str>> {
        let text = self.text();
        let words: Vec<(Vec<String>, &str)> = entries
            .iter()
            .map(|(entry, _)| {
                let name = entry.name.of(&text);
                let twins = app.config.env_prefixes.iter().map(|prefix| format!("{prefix}{name}")).collect();
                (twins, entry.value.of(&text))
            })
            .collect();
        let all: Vec<&str> =
            words.iter().flat_map(|(twins, value)| twins.iter().map(String::as_str).chain([*value])).collect();
        let committed = self.shared.context.project.git.committed_words(&all);
        words
            .iter()
            .map(|(twins, value)| {
                if committed.contains(*value) {
                    Some("the last commit holds its value")
                } else if twins.iter().any(|twin| committed.contains(twin.as_str())) {
                    Some("in the last commit it has a public name, by which it was in the browser")
                } else {
                    None
                }
            })
            .collect()
    }
}
