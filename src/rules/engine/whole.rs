//! The environment as an object, which some builds write into client code with all that is in it.

use std::sync::{Arc, PoisonError};

use super::inlined::whole_by;
use super::{File, Shared, Standing, Variable, matter};
use crate::flow::Module;
use crate::project::{App, Bundler, Bundlers, FileId, FileKind, InlinedEnv, Layer};
use crate::syntax::facts::{EnvForm, EnvObject, EnvRead, Through};
use crate::text::Span;

/// A place in client code where a build writes the whole object.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::rules) struct WholeUse {
    pub file: FileId,
    pub span: Span,
    /// Every bundler does.
    pub certain: bool,
}

impl File<'_> {
    /// Where a build of the app writes the whole object into this file.
    pub(in crate::rules) fn whole_uses(&self, object: EnvObject) -> Vec<WholeUse> {
        let (Some(module), Some(app)) = (self.module(), self.app) else { return Vec::new() };
        if app.is_next() || !(app.framework.import_meta_env || object == EnvObject::Process) {
            return Vec::new();
        }
        let reads = module.facts.env_reads.iter().filter(|read| read.object == object);
        let used = reads.filter_map(|read| {
            let by = written_by(module, read);
            let Standing::Ships { certain } = self.standing(read.node) else { return None };
            // webpack's minifier takes single members out of the object, as Rollup does.
            let bundler = if app.bundler == Bundler::Webpack { Bundler::Rollup } else { app.bundler };
            by.contains(bundler.alone()).then(|| WholeUse {
                file: self.id,
                span: read.span,
                certain: certain && by.contains(bundler.rival().alone()),
            })
        });
        used.collect()
    }
}

fn written_by(module: &Module, read: &EnvRead) -> Bundlers {
    if read.object == EnvObject::ImportMeta {
        return whole_by(module, read);
    }
    // `process.env` is replaced wherever it stands; `NODE_ENV` of it bundlers define themselves.
    let is_fixed = read.name.is_some_and(|name| module.text(name).contains("NODE_ENV"));
    match (read.form, read.through) {
        _ if is_fixed => Bundlers::NONE,
        (EnvForm::Dot, Through::Direct) => Bundler::Rolldown.alone(),
        _ => whole_by(module, read),
    }
}

impl Shared<'_> {
    /// Where client code of the app gets the whole object, by file name.
    pub(in crate::rules) fn whole_users(&self, app: &App, object: EnvObject) -> Arc<[WholeUse]> {
        let key = (app.id, object);
        if let Some(known) = self.whole.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Arc::clone(known);
        }
        let project = self.context.project;
        let code = project.sources.iter().filter(|file| matches!(file.kind, FileKind::Script | FileKind::Markup));
        let mut code: Vec<_> = code
            .filter(|file| matter::may_read_env(file) && self.context.graph.may_reach(file.id, Layer::Client))
            .collect();
        code.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        let found: Arc<[WholeUse]> = code
            .into_iter()
            .flat_map(|source| {
                let relative = project.relative(source.id);
                let file = File::new(self, source, &relative);
                if file.app.is_some_and(|own| own.id == app.id) { file.whole_uses(object) } else { Vec::new() }
            })
            .collect();
        self.whole.lock().unwrap_or_else(PoisonError::into_inner).insert(key, Arc::clone(&found));
        found
    }

    /// Whether the variable is in client code because the object it is in is.
    pub(in crate::rules) fn is_taken_with_whole(&self, app: &App, name: &str) -> bool {
        let is_in = |object| match object {
            EnvObject::ImportMeta => is_in_meta(app, name),
            EnvObject::Process => app.config.whole_define().is_some() && app.config.defines_below("process.env", name),
        };
        [EnvObject::ImportMeta, EnvObject::Process]
            .into_iter()
            .any(|object| is_in(object) && !self.whole_users(app, object).is_empty())
    }

    /// The secrets in `import.meta.env`: of the files with a public name, and those that the configuration puts there.
    pub(in crate::rules) fn secrets_of_meta(&self, app: &App) -> Vec<(Box<str>, Arc<Variable>)> {
        let defined = app.config.defines.iter().filter_map(|define| define.name.strip_prefix("import.meta.env."));
        let mut names = self.set_by_files(app);
        names.extend(defined.map(Box::from));
        self.secrets_named(app, names.into_iter().filter(|name| is_in_meta(app, name)).collect())
    }

    /// The secrets in an object that replaces the environment: those that it names, and those of the files behind it.
    pub(in crate::rules) fn secrets_of_whole(&self, app: &App, define: &InlinedEnv) -> Vec<(Box<str>, Arc<Variable>)> {
        let inner = app.config.defines.iter().filter(|entry| entry.variable() != &*entry.name);
        let mut names: Vec<Box<str>> = inner.map(|entry| entry.variable().into()).collect();
        let set = self.set_by_files(app).into_iter();
        names.extend(set.filter(|name| self.holds_variable(define, name)));
        self.secrets_named(app, names)
    }

    fn secrets_named(&self, app: &App, mut names: Vec<Box<str>>) -> Vec<(Box<str>, Arc<Variable>)> {
        names.sort();
        names.dedup();
        names.into_iter().filter_map(|name| self.variable(app, &name).map(|variable| (name, variable))).collect()
    }
}

fn is_in_meta(app: &App, name: &str) -> bool {
    let is_handed = app.framework.handed_prefixes.iter().any(|prefix| name.starts_with(prefix));
    app.config.env_prefixes.iter().any(|prefix| name.starts_with(&**prefix)) && !is_handed
        || app.config.defines_below("import.meta.env", name)
}
