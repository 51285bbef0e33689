//! What a rule sees of one file. Everything is worked out when it is first asked for.

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::fmt::Write;
use std::sync::{Arc, PoisonError};

use super::endpoints::Paid;
use super::folded;
use super::inlined::{Define, inlined_by};
use super::secret::{self, Judged, Secret};
use super::sent::Sent;
use super::suppression::{self, Comments, Suppression};
use super::{Draft, Shared, data, env_modules, is_data, matter};
use crate::flow::{Endpoint, Flow, Literal, Module, Place};
use crate::graph::Reached;
use crate::project::{App, Bundlers, EnvFile, FileId, FileKind, Purpose, SourceFile, markup};
use crate::rules::{Context, Rule};
use crate::secrets::{Confidence, package_named};
use crate::syntax::ast::{Kind, NodeId};
use crate::syntax::data::Grammar;
use crate::syntax::facts::{EnvObject, EnvRead};
use crate::syntax::json::Json;
use crate::text::Span;

/// Where code stands that may hold a leak.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::rules) enum Standing {
    /// A build puts it into client code; `certain` when every bundler does.
    Ships { certain: bool },
    /// The import graph leads there from client code, but a build drops it.
    Reached,
    /// Client code does not get it.
    Server,
}

/// One read of a variable, wherever its name is written.
#[derive(Clone, Debug)]
pub(in crate::rules) struct Read {
    pub name: Box<str>,
    pub span: Span,
    pub node: NodeId,
    /// A build may put a variable of this name into client code.
    pub public: bool,
    /// Who replace it by the value.
    pub inlined: Bundlers,
    /// The server hands it out, with all others that have a public name.
    pub served: bool,
}

pub(in crate::rules) struct File<'a> {
    pub shared: &'a Shared<'a>,
    pub flow: Flow<'a>,
    pub source: &'a Arc<SourceFile>,
    pub id: FileId,
    pub app: Option<&'a App>,
    /// The name relative to the project's root.
    pub relative: String,
    module: OnceCell<Option<Arc<Module>>>,
    reached: OnceCell<Option<Reached>>,
    reads: OnceCell<Vec<Read>>,
    judged: OnceCell<Vec<Judged>>,
    tree: OnceCell<Option<Json>>,
    data: OnceCell<Vec<(Span, Secret)>>,
    pub(super) sent: OnceCell<Vec<Sent>>,
    pub(super) endpoints: OnceCell<Vec<Endpoint>>,
    pub(super) paid: OnceCell<Vec<Paid>>,
    suppressions: OnceCell<Vec<Suppression>>,
    /// What was found so far, rule by rule.
    pub(super) drafts: RefCell<Vec<(&'static Rule, Draft)>>,
    lines: OnceCell<Vec<u32>>,
}

impl<'a> File<'a> {
    pub(super) fn new(shared: &'a Shared<'a>, source: &'a Arc<SourceFile>, relative: &str) -> Self {
        let context = shared.context;
        Self {
            shared,
            flow: Flow::new(context.project, context.graph, context.memo),
            source,
            id: source.id,
            app: builder(&context, source.id),
            relative: relative.to_owned(),
            module: OnceCell::new(),
            reached: OnceCell::new(),
            reads: OnceCell::new(),
            judged: OnceCell::new(),
            tree: OnceCell::new(),
            data: OnceCell::new(),
            sent: OnceCell::new(),
            endpoints: OnceCell::new(),
            paid: OnceCell::new(),
            suppressions: OnceCell::new(),
            drafts: RefCell::default(),
            lines: OnceCell::new(),
        }
    }

    pub(in crate::rules) fn text(&self) -> Arc<str> {
        self.source.text()
    }

    /// The script; `None` for other kinds of files.
    pub(in crate::rules) fn module(&self) -> Option<&Arc<Module>> {
        self.module.get_or_init(|| self.flow.module(self.id)).as_ref()
    }

    /// The `.env` file that this is.
    pub(in crate::rules) fn env_file(&self) -> Option<&'a EnvFile> {
        if self.source.kind != FileKind::Env {
            return None;
        }
        self.shared.context.project.env_files.iter().find(|file| file.file == self.id)
    }

    /// The app that the file stands in, whoever else builds its modules: what steps and settings are about.
    pub(in crate::rules) fn home(&self) -> Option<&'a App> {
        self.shared.context.project.app_of(self.id)
    }

    /// The app that takes an `.env` file's variables, or that the file belongs to.
    pub(in crate::rules) fn env_app(&self) -> Option<&'a App> {
        let project = self.shared.context.project;
        self.env_file().and_then(|file| file.app).and_then(|app| project.app(app)).or(self.app)
    }

    pub(in crate::rules) fn reached(&self) -> Option<Reached> {
        *self.reached.get_or_init(|| self.shared.context.graph.client(self.id))
    }

    /// Whether the file imports a library for servers, and may be client code.
    pub(in crate::rules) fn may_use_sdk_in_client(&self) -> bool {
        matter::may_use_sdk_in_client(self.shared, self.source)
    }

    /// Whether the file may be client code that does what a rule has something to say about.
    pub(in crate::rules) fn may_act_in_client(&self) -> bool {
        matter::may_act_in_client(self.shared, self.source)
    }

    /// Whether an endpoint of the file may take a webhook's events.
    pub(in crate::rules) fn may_take_events(&self) -> bool {
        matter::may_take_events(self.shared, self.source)
    }

    /// Whether an endpoint of the file may answer with the error of a request that carried a secret.
    pub(in crate::rules) fn may_answer_with_error(&self) -> bool {
        matter::may_answer_with_error(self.shared, self.source)
    }

    /// Whether the file may say of a cookie that scripts may read it.
    pub(in crate::rules) fn may_set_cookies(&self) -> bool {
        matter::may_set_cookies(self.source)
    }

    /// Whether the file may let other sites call with cookies.
    pub(in crate::rules) fn may_allow_origins(&self) -> bool {
        matter::may_allow_origins(self.source)
    }

    /// Whether the file may put a secret into the query of an address.
    pub(in crate::rules) fn may_query(&self) -> bool {
        matter::may_query(self.shared, self.source)
    }

    /// Whether the file may import a package, by its own name.
    pub(in crate::rules) fn imports(&self, package: &str) -> bool {
        self.source.sketch.specifiers.iter().any(|specifier| package_named(specifier) == package)
    }

    /// Whether the file may say what stands in for a variable in words of a library.
    pub(in crate::rules) fn may_give_default(&self) -> bool {
        matter::may_give_default(self.source)
    }

    /// Whether an endpoint of the file may read a token.
    pub(in crate::rules) fn may_decode_tokens(&self) -> bool {
        matter::may_decode_tokens(self.shared, self.source)
    }

    /// Whether a function that the file imports takes secrets of any form.
    pub(in crate::rules) fn may_take_any_value(&self) -> bool {
        matter::takes_any_value(self.shared, self.source)
    }

    /// Whether the file is in the folder that is served as it is.
    pub(in crate::rules) fn is_published(&self) -> bool {
        self.shared.context.project.is_published(self.id)
    }

    /// Where the node stands.
    pub(in crate::rules) fn standing(&self, node: NodeId) -> Standing {
        let Some(reached) = self.shared.context.graph.client_at(self.id, node) else { return Standing::Server };
        if !reached.ships {
            return Standing::Reached;
        }
        Standing::Ships { certain: reached.certain }
    }

    /// Whether the app's own build replaces the read by the value.
    pub(in crate::rules) fn is_inlined(&self, read: &Read) -> bool {
        self.app.is_some_and(|app| read.inlined.contains(app.bundler.alone()))
    }

    /// Whether the framework's other bundler would put the value there as well.
    pub(in crate::rules) fn do_bundlers_agree(&self, read: &Read) -> bool {
        let folded = self.module().map_or(Bundlers::NONE, |module| folded::leave_no_value(module, read.node));
        let rival = self.app.map_or(Bundlers::NONE, |app| app.bundler.rival().alone());
        !self.is_inlined(read) || read.inlined.contains(rival) && !folded.contains(rival)
    }

    /// Where a read stands; asks the graph, so know first that the variable matters.
    pub(in crate::rules) fn standing_of(&self, read: &Read) -> Standing {
        match self.standing(read.node) {
            Standing::Ships { certain } => {
                let Some(app) = self.app else { return Standing::Ships { certain } };
                let folded = self.module().map_or(Bundlers::NONE, |module| folded::leave_no_value(module, read.node));
                if folded.contains(app.bundler.alone()) {
                    return Standing::Reached;
                }
                Standing::Ships { certain: certain && self.do_bundlers_agree(read) }
            }
            standing => standing,
        }
    }

    /// The reads of variables by name, in order.
    pub(in crate::rules) fn reads(&self) -> &[Read] {
        self.reads.get_or_init(|| {
            let (Some(module), Some(app)) = (self.module(), self.app) else { return Vec::new() };
            let mut reads = Vec::new();
            for read in &module.facts.env_reads {
                let name = match read.name {
                    Some(name) => Cow::Borrowed(module.text(name).trim_matches(['\'', '"', '`'])),
                    None => match self.computed_name(module, read) {
                        Some(name) if app.is_next() => Cow::Owned(name),
                        _ => continue,
                    },
                };
                let name = &*name;
                if name.is_empty() {
                    continue;
                }
                let (define, by) = self.shared.define_of(app, read.object, name);
                let is_public = app.is_public_env(name) && !is_handed(app, read.object, name);
                let by = if is_public { Bundlers::ALL } else { by };
                reads.push(Read {
                    name: Box::from(name),
                    span: read.span,
                    node: read.node,
                    public: is_public || define != Define::Nothing,
                    inlined: inlined_by(app, read, define).both(by),
                    served: false,
                });
            }
            reads.extend(env_modules::reads(app, module));
            reads.extend(self.shared.global_reads(app, module));
            reads
        })
    }

    /// The name that a key is put together to, where it is: `process.env['A_' + 'B']`.
    fn computed_name(&self, module: &Module, read: &EnvRead) -> Option<String> {
        let Kind::Index { index, .. } = module.kind(read.node) else { return None };
        Some(self.flow.fold(Place { file: self.id, node: index })?.value)
    }

    /// The literals that are credentials: of scripts; other texts are read as data.
    pub(in crate::rules) fn judged(&self) -> &[Judged] {
        self.judged.get_or_init(|| {
            let told = |judged: &&Judged| judged.elsewhere.is_some_and(|place| self.is_told(place));
            secret::surest(self.readings(self.id).iter().filter(|judged| !told(judged)))
        })
    }

    /// Whether a literal of another module is found to be a credential there.
    fn is_told(&self, place: Place) -> bool {
        self.told_in(place.file).iter().any(|judged| judged.node == place.node)
    }

    /// The literals that are written in a module and are credentials, whatever is told elsewhere again.
    pub(super) fn told_in(&self, file: FileId) -> Vec<Judged> {
        secret::surest(self.readings(file).iter().filter(|judged| judged.elsewhere.is_none()))
    }

    /// All readings of a file's literals that make credentials of them.
    fn readings(&self, file: FileId) -> Arc<[Judged]> {
        let known = self.shared.judged.lock().unwrap_or_else(PoisonError::into_inner).get(&file).cloned();
        known.unwrap_or_else(|| {
            let judged = self.judged_in(file);
            self.shared.judged.lock().unwrap_or_else(PoisonError::into_inner).insert(file, Arc::clone(&judged));
            judged
        })
    }

    /// The literals of a file that a closer look is worth.
    fn candidates(&self, file: FileId) -> Vec<Literal> {
        let Some(source) = self.shared.context.project.file(file) else { return Vec::new() };
        let any = matter::takes_any_value(self.shared, source);
        let gives = |file| self.shared.leads_to_value(file);
        self.flow.within(&gives).candidates(file, &|value| any || matter::may_be_secret(value))
    }

    fn judged_in(&self, file: FileId) -> Arc<[Judged]> {
        let holds =
            self.shared.context.project.file(file).is_some_and(|file| matter::may_hold_secret(self.shared, file));
        let Some(module) = self.flow.module(file).filter(|_| holds) else { return Arc::default() };
        let literals = self.candidates(file);
        let mut judged = secret::judge(self.shared.catalogue, &module, &literals);
        judged.extend(self.shared.imported_in_code(&module, &judged));
        judged.into()
    }

    /// The file's own name.
    pub(in crate::rules) fn name(&self) -> &str {
        self.source.path.file_name().unwrap_or_default()
    }

    /// What the file is for, if it is no code.
    pub(in crate::rules) fn purpose(&self) -> Option<Purpose> {
        Purpose::of(&self.source.path)
    }

    /// The names and values of a file of data; `None` where it has none, or is broken.
    pub(in crate::rules) fn tree(&self) -> Option<&Json> {
        let read = || Grammar::of(self.name()).read(&self.text());
        self.tree.get_or_init(|| is_data(self.source.kind).then(read).flatten()).as_ref()
    }

    /// The credentials of a file that is no script, with what names them.
    pub(in crate::rules) fn data(&self) -> &[(Span, Secret)] {
        self.data.get_or_init(|| {
            if !is_data(self.source.kind) {
                return Vec::new();
            }
            let grammar = Grammar::of(self.name());
            let text = self.text();
            let known =
                data::secrets(self.shared.catalogue, &text, self.tree(), grammar, &self.relative, self.purpose());
            self.with_imported(known)
        })
    }

    pub(in crate::rules) fn suppressions(&self) -> &[Suppression] {
        self.suppressions.get_or_init(|| {
            let text = self.text();
            if !text.contains(suppression::MARK) {
                return Vec::new();
            }
            let line = |offset| self.line(offset);
            let Some(module) = self.module() else { return suppression::suppressions(&text, Comments::Lines, line) };
            let mut all = module.facts.comments.clone();
            if self.source.kind != FileKind::Script {
                all.extend(markup::comments(&text));
                all.sort_by_key(|comment| comment.start);
            }
            // Behind the directives.
            let first = module.ast().body.get(module.facts.directives.len());
            let code = first.map_or(text.len() as u32, |first| module.span(*first).start);
            suppression::suppressions(&text, Comments::Known { all: &all, code }, line)
        })
    }

    /// The rules that a suppression names, and that found nothing so far that it silences.
    pub(in crate::rules) fn idle<'s>(&self, suppression: &'s Suppression) -> Vec<&'s (Span, Box<str>)> {
        let drafts = self.drafts.borrow();
        let silences = |name: &str| {
            drafts
                .iter()
                .any(|(rule, draft)| rule.name == name && suppression.covers(name, self.line(draft.span.start)))
        };
        suppression.rules.iter().filter(|(_, rule)| !silences(rule)).collect()
    }

    /// The line of an offset, from 0.
    pub(in crate::rules) fn line(&self, offset: u32) -> u32 {
        let starts = self.lines.get_or_init(|| {
            let text = self.text();
            let bytes = text.as_bytes();
            let mut starts = vec![0];
            for (index, byte) in bytes.iter().enumerate() {
                let ends = *byte == b'\n' || *byte == b'\r' && bytes.get(index + 1) != Some(&b'\n');
                if ends {
                    starts.push(index as u32 + 1);
                }
            }
            starts
        });
        starts.partition_point(|start| *start <= offset).saturating_sub(1) as u32
    }

    /// Adds the chain, and takes a step off what is not certain to ship.
    pub(in crate::rules) fn shipped(&self, mut draft: Draft, certain: bool) -> Draft {
        draft.chain = self.shared.context.graph.chain(self.id);
        if !certain {
            draft.confidence = draft.confidence.min(Confidence::Likely);
        }
        if let Some(app) = self.app.filter(|app| !app.framework.exact && draft.chain.is_some()) {
            let _ = write!(
                draft.message,
                " That is likely, not proven: what {} ships is told by its conventions.",
                app.framework.name
            );
        }
        draft
    }

    /// Whether a read only asks if there is a value: `Boolean(process.env.X)`, `if (!process.env.X)`.
    pub(in crate::rules) fn is_presence_test(&self, node: NodeId) -> bool {
        let Some(module) = self.module() else { return false };
        let node = module.wrapped(node);
        let Some(parent) = module.parent(node) else { return false };
        match module.kind(parent) {
            Kind::Unary { operator, .. } => matches!(module.text(operator), "!" | "typeof" | "void"),
            Kind::If { test, .. } | Kind::Conditional { test, .. } => test == node,
            Kind::Logical { operator, left, .. } => left == node && module.text(operator) == "&&",
            Kind::Binary { operator, left, right } => {
                let other = module.written(if left == node { right } else { left });
                matches!(module.text(operator), "===" | "!==" | "==" | "!=")
                    && matches!(other, "undefined" | "null" | "''" | "\"\"" | "'undefined'")
            }
            Kind::Call { callee, .. } => matches!(module.written(callee), "Boolean"),
            _ => false,
        }
    }
}

/// Whether the name is public, but not in that object.
fn is_handed(app: &App, object: EnvObject, name: &str) -> bool {
    object == EnvObject::ImportMeta && app.framework.handed_prefixes.iter().any(|prefix| name.starts_with(prefix))
}

/// The app whose build takes the file: of several, the one by which it reaches the browser.
fn builder<'a>(context: &Context<'a>, file: FileId) -> Option<&'a App> {
    let project = context.project;
    let mut builders = project.builders(file);
    let first = builders.next();
    if builders.next().is_none() {
        return first.or_else(|| project.app_of(file));
    }
    let chain = context.graph.chain(file);
    let start = chain.map(|chain| chain.via.first().map_or(chain.root, |hop| hop.from));
    start.and_then(|start| project.app_of(start)).filter(|app| !app.framework.package.is_empty()).or(first)
}
