//! What is known of an environment variable of an app.

use std::sync::{Arc, PoisonError};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::secret::{self, Secret};
use super::{File, Shared, Standing};
use crate::project::{App, AppId, EnvFile, FileId, FileKind};
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
        let found = self.look_up(app, name).map(Arc::new);
        self.variables.lock().unwrap_or_else(PoisonError::into_inner).insert(key, found.clone());
        found
    }

    fn look_up(&self, app: &App, name: &str) -> Option<Variable> {
        let prefixes: Vec<&str> = app.config.env_prefixes.iter().map(|prefix| &**prefix).collect();
        let taken = self.context.project.env_value(app, name);
        let (secret, by_value) = match taken {
            Some((file, entry)) => self.entry_secret(file, entry.name, entry.value, &prefixes)?,
            None => secret::of_variable(self.catalogue, name, &prefixes, None)?,
        };
        Some(Variable { secret, entry: taken.map(|(file, entry)| (file.file, entry.name)), by_value })
    }

    /// What an entry of an `.env` file is, and whether its value says so.
    pub(in crate::rules) fn entry_secret(
        &self,
        file: &EnvFile,
        name: Span,
        value: Span,
        prefixes: &[&str],
    ) -> Option<(Secret, bool)> {
        let text = self.context.project.file(file.file)?.text();
        let plain = without_prefix(name.of(&text), prefixes);
        let names = [Name::new(plain, NameOrigin::Variable)];
        let at = file.entries.partition_point(|entry| entry.name.start < name.start);
        let near = at.saturating_sub(NEIGHBOURS)..file.entries.len().min(at + 1 + NEIGHBOURS);
        let neighbours: Vec<Neighbour<'_>> = file.entries[near]
            .iter()
            .filter(|entry| !entry.commented && entry.name != name)
            .map(|entry| Neighbour { name: entry.name.of(&text), value: entry.value.of(&text) })
            .collect();
        let candidate = Candidate {
            value: value.of(&text),
            names: &names,
            neighbours: &neighbours,
            place: Place::EnvFile,
            ..Candidate::default()
        };
        let value = Some(&candidate).filter(|candidate| !candidate.value.is_empty());
        secret::of_variable(self.catalogue, name.of(&text), prefixes, value)
    }

    /// Where client code takes the variable's value, by file name.
    pub(in crate::rules) fn taken(&self, app: &App, name: &str) -> &[(FileId, Span)] {
        self.taken.get_or_init(|| self.all_taken()).get(&(app.id, Box::from(name))).map_or(&[], Vec::as_slice)
    }

    fn all_taken(&self) -> FxHashMap<(AppId, Box<str>), Vec<(FileId, Span)>> {
        let project = self.context.project;
        let mut files: Vec<(String, FileId)> = project
            .sources
            .iter()
            .filter(|file| file.kind == FileKind::Script && super::file::may_read_env(file))
            .map(|file| (project.relative(file.id), file.id))
            .collect();
        files.sort_unstable();
        let found: Vec<(AppId, Box<str>, FileId, Span)> = files
            .par_iter()
            .flat_map_iter(|(relative, id)| {
                let Some(source) = project.file(*id) else { return Vec::new() };
                let file = File::new(self, source, relative);
                let Some(app) = file.app else { return Vec::new() };
                file.reads()
                    .iter()
                    .filter(|read| read.public && read.inlined && matches!(read.standing, Standing::Ships { .. }))
                    .map(|read| (app.id, read.name.clone(), *id, read.span))
                    .collect()
            })
            .collect();
        let mut taken: FxHashMap<(AppId, Box<str>), Vec<(FileId, Span)>> = FxHashMap::default();
        for (app, name, file, span) in found {
            taken.entry((app, name)).or_default().push((file, span));
        }
        taken
    }
}

/// The name without the public prefix.
pub(in crate::rules) fn without_prefix<'n>(name: &'n str, prefixes: &[&str]) -> &'n str {
    prefixes.iter().find_map(|prefix| name.strip_prefix(prefix)).filter(|rest| !rest.is_empty()).unwrap_or(name)
}
