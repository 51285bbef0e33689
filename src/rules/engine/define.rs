//! Names that the build configuration replaces by values: `define`, `compiler.define`, webpack's `DefinePlugin`, Next's `env`.

use std::sync::{Arc, PoisonError};

use super::variable::Variable;
use super::{File, Read, Shared, Standing, matter};
use crate::flow::{Flow, Module, Place, Source};
use crate::project::{App, Bundlers, FileId, FileKind, InlinedEnv, Layer, SourceFile};
use crate::syntax::ast::{Kind, NodeId};
use crate::syntax::facts::{EnvObject, Through};

/// What the configuration puts under a name.
pub(super) enum Defined {
    Secret(Variable),
    /// A text of the configuration, which is no secret.
    Harmless,
    /// Nothing that can be told: the name has to say it.
    Unknown,
}

impl Shared<'_> {
    /// What the configuration says of a variable, or of a global name.
    pub(super) fn configured(&self, app: &App, name: &str) -> Defined {
        let config = &app.config;
        let of_environment = [EnvObject::Process, EnvObject::ImportMeta].into_iter().filter_map(|object| {
            let define = config.define_of(object.written(), name)?;
            (*define.name != *object.written()).then_some(define)
        });
        let listed = config.inlined.iter().chain(config.global_defines()).find(|entry| *entry.name == *name);
        match listed.or_else(|| of_environment.into_iter().next()) {
            Some(entry) => self.value_of(app, entry),
            None => Defined::Unknown,
        }
    }

    /// The secret that an entry of the configuration holds.
    pub(in crate::rules) fn secret_of_entry(&self, app: &App, entry: &InlinedEnv) -> Option<Variable> {
        match self.value_of(app, entry) {
            Defined::Secret(variable) => Some(variable),
            Defined::Harmless | Defined::Unknown => None,
        }
    }

    /// What an entry puts into client code: a variable's secret, or a literal's.
    fn value_of(&self, app: &App, entry: &InlinedEnv) -> Defined {
        let Some((flow, place)) = self.expression(app, entry) else { return Defined::Unknown };
        let Some(module) = flow.module(place.file) else { return Defined::Unknown };
        let sources = flow.sources(place);
        let literals = flow.candidates(place.file, &|_| true);
        let secret = sources.iter().find_map(|source| match source {
            Source::Env { name: Some(name), .. } => self.of_environment(app, name),
            Source::Literal { place } => super::secret::judge(self.catalogue, &module, &literals)
                .into_iter()
                .find(|judged| judged.node == place.node)
                .map(|judged| Variable { secret: judged.secret, entry: None, by_value: true }),
            _ => None,
        });
        match secret {
            Some(secret) => Defined::Secret(secret),
            None if sources.iter().all(|source| matches!(source, Source::Literal { .. })) => Defined::Harmless,
            None => Defined::Unknown,
        }
    }

    fn expression(&self, app: &App, entry: &InlinedEnv) -> Option<(Flow<'_>, Place)> {
        let file = app.config.file?;
        let flow = Flow::new(self.context.project, self.context.graph, self.context.memo);
        let node = flow.module(file)?.ast().covering(entry.value)?;
        Some((flow, Place { file, node }))
    }

    /// Whether the configuration replaces `process.env.NAME` (`object`: `process.env`), by itself or with the whole object.
    pub(super) fn is_defined(&self, app: &App, object: EnvObject, name: &str) -> bool {
        let Some(define) = app.config.define_of(object.written(), name) else { return false };
        // The object has what it is written with, which is listed by name, and whatever environment is put into it.
        *define.name != *object.written() || self.is_environment(app, define)
    }

    /// A file of client code that ships and reads something of `process.env`, and whether that is certain: the first by path,
    /// of those that are certain if there are any.
    pub(in crate::rules) fn whole_environment_user(&self, app: &App) -> Option<(FileId, bool)> {
        let project = self.context.project;
        let graph = self.context.graph;
        let scripts = project.sources.iter().filter(|file| file.kind == FileKind::Script && matter::may_read_env(file));
        let mut scripts: Vec<_> = scripts.filter(|file| graph.may_reach(file.id, Layer::Client)).collect();
        scripts.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        let mut perhaps = None;
        for source in scripts {
            let relative = project.relative(source.id);
            let file = File::new(self, source, &relative);
            let Some(module) = file.module().filter(|_| file.app.is_some_and(|own| own.id == app.id)) else { continue };
            let used = module.facts.env_reads.iter().filter_map(|read| {
                // Bundlers define `NODE_ENV` themselves.
                let is_fixed = read.name.is_some_and(|name| module.text(name).contains("NODE_ENV"));
                let plain = matches!(read.through, Through::Direct | Through::Alias);
                match file.standing(read.node) {
                    Standing::Ships { certain } if read.object == EnvObject::Process && plain && !is_fixed => {
                        Some(certain)
                    }
                    _ => None,
                }
            });
            match used.max() {
                Some(true) => return Some((source.id, true)),
                Some(false) => perhaps = perhaps.or(Some((source.id, false))),
                None => {}
            }
        }
        perhaps
    }

    /// The secrets in an object that replaces the environment: those that it names, and those of the files behind it.
    pub(in crate::rules) fn secrets_of_whole(&self, app: &App, define: &InlinedEnv) -> Vec<(Box<str>, Arc<Variable>)> {
        let inner = app.config.defines.iter().filter(|entry| entry.variable() != &*entry.name);
        let mut names: Vec<Box<str>> = inner.map(|entry| entry.variable().into()).collect();
        if self.is_environment(app, define) {
            names.extend(self.set_by_files(app));
        }
        names.sort();
        names.dedup();
        names.into_iter().filter_map(|name| self.variable(app, &name).map(|variable| (name, variable))).collect()
    }

    /// Whether what an entry puts into client code holds the whole environment.
    fn is_environment(&self, app: &App, entry: &InlinedEnv) -> bool {
        self.expression(app, entry).is_some_and(|(flow, place)| {
            flow.sources(place).iter().any(|source| matches!(source, Source::Env { name: None, .. }))
        })
    }

    /// The global names of the app that stand for secrets.
    fn secret_globals(&self, app: &App) -> Arc<[Box<str>]> {
        let globals = &self.globals;
        if let Some(known) = globals.lock().unwrap_or_else(PoisonError::into_inner).get(&app.id) {
            return Arc::clone(known);
        }
        let names = app.config.global_defines().map(|define| &define.name);
        let found: Arc<[Box<str>]> = names.filter(|name| self.variable(app, name).is_some()).cloned().collect();
        globals.lock().unwrap_or_else(PoisonError::into_inner).insert(app.id, Arc::clone(&found));
        found
    }

    /// Whether the file may use such a name.
    pub(super) fn may_use_define(&self, source: &SourceFile) -> bool {
        let project = self.context.project;
        project.builders(source.id).filter(|app| app.config.global_defines().next().is_some()).any(|app| {
            let names = self.secret_globals(app);
            !names.is_empty() && {
                let text = source.text();
                names.iter().any(|name| text.contains(&**name))
            }
        })
    }

    /// Where the module uses such names; a build replaces each.
    pub(super) fn global_reads(&self, app: &App, module: &Module) -> Vec<Read> {
        if app.config.global_defines().next().is_none() {
            return Vec::new();
        }
        let names = self.secret_globals(app);
        let nodes = (0..module.ast().nodes.len()).map(NodeId::new).filter(|_| !names.is_empty());
        nodes
            .filter(|node| is_global(module, *node))
            .filter_map(|node| {
                let name = names.iter().find(|name| module.written(node) == &***name)?.clone();
                Some(Read { name, span: module.span(node), node, public: true, inlined: Bundlers::ALL })
            })
            .collect()
    }
}

/// A name that nothing in the module declares, or a member of one.
fn is_global(module: &Module, node: NodeId) -> bool {
    match module.kind(node) {
        Kind::Ident => module.resolve(node).is_none(),
        Kind::Member { object, .. } => is_global(module, object),
        _ => false,
    }
}
