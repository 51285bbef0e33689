//! What is known of an environment variable of an app.

use std::sync::{Arc, PoisonError};

use rayon::prelude::*;

use super::define::Defined;
use super::secret::{self, Secret};
use super::{File, Read, Shared, Standing};
use crate::project::framework::EnvModule;
use crate::project::{App, EnvEntry, EnvFile, FileId, FileKind, Layer, Taken};
use crate::secrets::{Candidate, Name, NameOrigin, Neighbour, Place};
use crate::text::Span;

/// How many entries of an `.env` file before and after one tell what it is: all, in a file that a hand has written.
const NEIGHBOURS: usize = 200;

/// A variable that holds a secret.
#[derive(Clone, Debug)]
pub(in crate::rules) struct Variable {
    pub secret: Secret,
    /// Its entry in the file that a production build takes it from.
    pub entry: Option<(FileId, Span)>,
    /// The value itself was seen, and is one.
    pub by_value: bool,
}

impl Shared<'_> {
    /// What the variable holds in a production build of the app, when that is a secret.
    pub(in crate::rules) fn variable(&self, app: &App, name: &str) -> Option<Arc<Variable>> {
        let key = (app.id, Box::from(name));
        if let Some(known) = self.variables.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return known.clone();
        }
        let found = match self.configured(app, name) {
            Defined::Secret(variable) => Some(variable),
            Defined::Harmless => None,
            Defined::Unknown => self.of_environment(app, name),
        };
        let found = found.map(Arc::new);
        self.variables.lock().unwrap_or_else(PoisonError::into_inner).insert(key, found.clone());
        found
    }

    /// The same, whatever the configuration puts under the name.
    pub(super) fn of_environment(&self, app: &App, name: &str) -> Option<Variable> {
        let prefixes: Vec<&str> = app.config.env_prefixes.iter().map(|prefix| &**prefix).collect();
        let taken = self.context.project.env_value(app, name);
        let (secret, by_value) = match taken {
            Some((file, entry)) => self.secret_taken(app, file, entry, &prefixes)?,
            None => secret::of_variable(self.catalogue, name, &prefixes, None)?,
        };
        Some(Variable { secret, entry: taken.map(|(file, entry)| (file.file, entry.name)), by_value })
    }

    /// What a production build of the app takes from an entry, and whether the value says so: values of other variables that
    /// it is put together from count.
    pub(in crate::rules) fn secret_taken(
        &self,
        app: &App,
        file: &EnvFile,
        entry: &EnvEntry,
        prefixes: &[&str],
    ) -> Option<(Secret, bool)> {
        if !entry.expands {
            return self.entry_secret(file, entry, prefixes);
        }
        let project = self.context.project;
        let expansion = project.expansion(app, file, entry);
        let whole = self.secret_of(file, entry, &expansion.value, prefixes);
        if let Some((_, true)) = whole {
            return whole;
        }
        let parts = expansion.taken.iter().filter_map(|Taken { name, from }| {
            let (mut secret, by_value) = match from {
                Some(from) => {
                    let file = project.env_files.iter().find(|file| file.file == *from)?;
                    let part = file.entry(name, &project.file(*from)?.text()).filter(|part| !part.expands)?;
                    self.entry_secret(file, part, prefixes)?
                }
                // A file that is read too late sets it: the value is empty.
                None if project.env_value(app, name).is_some() => return None,
                None => secret::of_variable(self.catalogue, name, prefixes, None)?,
            };
            secret.evidence = format!("the value of `{name}`");
            Some((secret, by_value))
        });
        parts.max_by_key(|(_, by_value)| *by_value).or(whole)
    }

    /// What an entry of an `.env` file is as it is written, and whether its value says so.
    pub(in crate::rules) fn entry_secret(
        &self,
        file: &EnvFile,
        entry: &EnvEntry,
        prefixes: &[&str],
    ) -> Option<(Secret, bool)> {
        let text = self.context.project.file(file.file)?.text();
        let known = self.secret_of(file, entry, entry.value.of(&text), prefixes);
        if let Some((_, true)) = known {
            return known;
        }
        let imported = self.imported_in_entry(file.file, &text, entry.name, entry.value);
        imported.map(|secret| (secret, true)).or(known)
    }

    fn secret_of(&self, file: &EnvFile, entry: &EnvEntry, value: &str, prefixes: &[&str]) -> Option<(Secret, bool)> {
        let text = self.context.project.file(file.file)?.text();
        let name = entry.name;
        let plain = without_prefix(name.of(&text), prefixes);
        let names = [Name::new(plain, NameOrigin::Variable)];
        let at = file.entries.partition_point(|entry| entry.name.start < name.start);
        let near = at.saturating_sub(NEIGHBOURS)..file.entries.len().min(at + 1 + NEIGHBOURS);
        let neighbours: Vec<Neighbour<'_>> = file.entries[near]
            .iter()
            .filter(|entry| !entry.commented && entry.name != name)
            .map(|entry| Neighbour { name: entry.name.of(&text), value: entry.value.of(&text) })
            .collect();
        let candidate =
            Candidate { value, names: &names, neighbours: &neighbours, place: Place::EnvFile, ..Candidate::default() };
        let value = Some(&candidate).filter(|candidate| !candidate.value.is_empty());
        secret::of_variable(self.catalogue, name.of(&text), prefixes, value)
    }

    /// Where client code takes the variable's value, by file name.
    pub(in crate::rules) fn taken(&self, app: &App, name: &str) -> Arc<[(FileId, Span)]> {
        let key = (app.id, Box::from(name));
        if let Some(known) = self.taken.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Arc::clone(known);
        }
        let found = self.find_taken(app, name);
        self.taken.lock().unwrap_or_else(PoisonError::into_inner).insert(key, Arc::clone(&found));
        found
    }

    /// Whether every page holds the variable, since client code takes some of those that the server hands out.
    pub(in crate::rules) fn is_served(&self, app: &App, name: &str) -> bool {
        let served = |specifier: &str| app.framework.env_modules.contains(&(specifier, EnvModule::Served));
        let project = self.context.project;
        let is_named = app
            .config
            .env_prefixes
            .iter()
            .any(|prefix| name.starts_with(&**prefix) && app.framework.handed_prefixes.contains(&&**prefix));
        is_named
            && project.sources.iter().any(|file| {
                file.sketch.specifiers.iter().any(|specifier| served(specifier))
                    && project.builders(file.id).any(|own| own.id == app.id)
                    && self.context.graph.may_reach(file.id, Layer::Client)
            })
    }

    /// Whether client code takes it by a public name, and it is told there.
    pub(super) fn is_told_in_client(&self, app: &App, name: &str) -> bool {
        app.is_public_env(name) && !self.taken(app, name).is_empty()
    }

    fn find_taken(&self, app: &App, name: &str) -> Arc<[(FileId, Span)]> {
        let project = self.context.project;
        let mut files: Vec<(String, FileId)> = project
            .sources
            .iter()
            .filter(|file| match file.kind {
                FileKind::Script | FileKind::Markup => {
                    (super::matter::may_read_env(file) || self.may_use_define(file))
                        && self.context.graph.may_reach(file.id, Layer::Client)
                }
                FileKind::Html => super::matter::may_name_public(self, file),
                _ => false,
            })
            .map(|file| (project.relative(file.id), file.id))
            .collect();
        files.sort_unstable();
        let found: Vec<(FileId, Span)> = files
            .par_iter()
            .flat_map_iter(|(relative, id)| {
                let Some(source) = project.file(*id) else { return Vec::new() };
                let file = File::new(self, source, relative);
                if file.app.is_none_or(|own| own.id != app.id) {
                    return Vec::new();
                }
                let takes = |read: &&Read| {
                    *read.name == *name
                        && read.public
                        && file.is_inlined(read)
                        && matches!(file.standing_of(read), Standing::Ships { .. })
                };
                let code = file.reads().iter().filter(takes).map(|read| (*id, read.span));
                let page = super::page::names(&file).into_iter().filter(|named| *named.name == *name);
                code.chain(page.map(|named| (*id, named.span))).collect()
            })
            .collect();
        found.into()
    }
}

/// The name without the public prefix.
pub(in crate::rules) fn without_prefix<'n>(name: &'n str, prefixes: &[&str]) -> &'n str {
    prefixes.iter().find_map(|prefix| name.strip_prefix(prefix)).filter(|rest| !rest.is_empty()).unwrap_or(name)
}
