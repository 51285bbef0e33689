//! Names that the build configuration replaces by values: `define`, `compiler.define`, webpack's `DefinePlugin`, Next's `env`.

use std::sync::{Arc, PoisonError};

use super::inlined::Define;
use super::variable::Variable;
use super::{Read, Shared, secret};
use crate::flow::{Flow, Module, Place, Source};
use crate::project::{App, Bundlers, FileId, InlinedEnv, SourceFile};
use crate::syntax::ast::{Kind, NodeId};
use crate::syntax::facts::EnvObject;
use crate::text::Span;

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
        let named = |entry: &&InlinedEnv| *entry.name == *name;
        // A name of its own has nothing of a variable that is called the same.
        if let Some(entry) = config.global_defines().find(named) {
            return match self.value_of(app, entry) {
                Defined::Unknown => self.by_name(app, name).map_or(Defined::Harmless, Defined::Secret),
                known => known,
            };
        }
        match config.inlined.iter().find(named).or_else(|| of_environment.into_iter().next()) {
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
        let Some((flow, place)) = self.expression(entry).filter(|_| !entry.found && !entry.is_every()) else {
            return Defined::Unknown;
        };
        let Some(module) = flow.module(place.file) else { return Defined::Unknown };
        let mut sources = flow.sources(place);
        if let Some(call) = entry.made_by {
            sources.retain(|source| !matches!(source, Source::Parameter { .. }));
            sources.extend(self.made(&flow, call, &entry.name));
        }
        let literals = flow.candidates(place.file, &|_| true);
        let secret = sources.iter().find_map(|source| match source {
            Source::Env { name: Some(name), place, .. } if self.is_of_process(app, &flow, *place) => {
                self.by_name(app, name)
            }
            Source::Env { name: Some(name), .. } => self.of_environment(app, name),
            Source::Literal { place } => secret::judge(self.catalogue, &module, &literals)
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

    /// Whether a read in the configuration asks the process that builds, which has nothing of the `.env` files: Vite gives those
    /// by `loadEnv` alone.
    fn is_of_process(&self, app: &App, flow: &Flow<'_>, place: Place) -> bool {
        let Some(module) = flow.module(place.file).filter(|_| !app.is_next()) else { return false };
        let text = &module.facts.source;
        let loads = ["dotenv", "loadEnvFile", "process.env =", "assign(process.env"].iter().any(|by| text.contains(by));
        !loads && module.env_read(place.node).is_some_and(|read| read.object == EnvObject::Process)
    }

    /// What the name alone says.
    fn by_name(&self, app: &App, name: &str) -> Option<Variable> {
        let prefixes: Vec<&str> = app.config.env_prefixes.iter().map(|prefix| &**prefix).collect();
        let (secret, by_value) = secret::of_variable(self.catalogue, name, &prefixes, None)?;
        Some(Variable { secret, entry: None, by_value })
    }

    /// What a member of a call's result holds: `{ ...made(env) }`.
    fn made(&self, flow: &Flow<'_>, (file, call): (FileId, Span), name: &str) -> Vec<Source> {
        let node = flow.module(file).and_then(|module| module.ast().covering(call));
        node.map_or(Vec::new(), |node| flow.sources_of_member(Place { file, node }, name))
    }

    fn expression(&self, entry: &InlinedEnv) -> Option<(Flow<'_>, Place)> {
        let file = entry.file;
        let flow = Flow::new(self.context.project, self.context.graph, self.context.memo);
        let node = flow.module(file)?.ast().covering(entry.value)?;
        Some((flow, Place { file, node }))
    }

    /// How the configuration replaces `process.env.NAME` (`object`: `process.env`), and in whose builds.
    pub(super) fn define_of(&self, app: &App, object: EnvObject, name: &str) -> (Define, Bundlers) {
        let Some(define) = app.config.define_of(object.written(), name) else {
            return (Define::Nothing, Bundlers::ALL);
        };
        let is_object = |define: &InlinedEnv| *define.name == *object.written();
        // The object has what it is written with, which is listed by name, and whatever environment is put into it.
        let names_it = !is_object(define) && !define.is_every();
        let how = match app.config.defines.iter().any(is_object) {
            _ if !names_it && !self.holds_variable(define, name) => Define::Nothing,
            true => Define::Object,
            false => Define::Name,
        };
        (how, define.by)
    }

    /// Whether what an entry puts into client code is an environment that holds the variable.
    pub(super) fn holds_variable(&self, entry: &InlinedEnv, name: &str) -> bool {
        entry.found
            || self.expression(entry).is_some_and(|(flow, place)| {
                let is_chosen = entry.is_every() && flow.module(place.file).is_some_and(|it| chooses(&it.facts.source));
                flow.sources(place).iter().any(|source| match source {
                    Source::Env { name: None, place, .. } => !is_chosen && flow.holds_variable(*place, name),
                    Source::Env { name: Some(listed), .. } => entry.is_every() && **listed == *name,
                    _ => false,
                })
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
        // Few apps define any.
        let any = project.apps.iter().any(|app| app.config.global_defines().next().is_some());
        any && project.builders(source.id).filter(|app| app.config.global_defines().next().is_some()).any(|app| {
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
                let by = app.config.global_defines().find(|define| define.name == name)?.by;
                Some(Read { name, span: module.span(node), node, public: true, inlined: by, served: false })
            })
            .collect()
    }
}

/// Whether a configuration lets single names through, by what they are like: which, only its run tells.
fn chooses(text: &str) -> bool {
    [".filter(", "startsWith(", ".test(", ".match(", ".includes(", "indexOf(", "omit("]
        .iter()
        .any(|by| text.contains(by))
}

/// A name that nothing in the module declares, or a member of one.
fn is_global(module: &Module, node: NodeId) -> bool {
    match module.kind(node) {
        Kind::Ident => module.resolve(node).is_none(),
        Kind::Member { object, .. } => is_global(module, object),
        _ => false,
    }
}
