//! Which files may send a secret to the browser: those that hold one, and those that take it from them.

use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use memchr::memmem;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{FEW, File, Shared, matter};
use crate::flow::candidate::is_test_path;
use crate::flow::{Gift, Module, Place, Source, unquoted};
use crate::project::{App, FileId, FileKind, Layer, Resolution, SourceFile, framework, markup};
use crate::syntax::ast::ScopeId;
use crate::syntax::facts::{ExportName, ExportSource, Import, Imported, ImportedName};
use crate::syntax::{Takers, may_leave};

/// What a look at all files tells.
#[derive(Debug)]
pub(super) struct Senders {
    files: FxHashSet<FileId>,
    /// By the module that has the export.
    given: FxHashMap<FileId, Vec<Gift>>,
}

/// Who may give a file a secret by an import.
#[derive(Clone, Copy)]
pub(super) enum Givers<'s> {
    /// What is imported from may say nothing of it: a context holds what is put into it elsewhere.
    Anyone,
    Known(&'s Senders),
    /// As far as the sketches tell: who holds one, or imports from such a file over any number of others.
    WhoLeadsToOne,
}

impl Givers<'_> {
    /// Whether an imported name may hold a secret.
    pub(super) fn may_give(self, shared: &Shared<'_>, module: &Module, import: &Import, name: &ImportedName) -> bool {
        let Some(specifier) = import.specifier.as_deref() else { return true };
        if matches!(self, Givers::Anyone) || framework::is_env_module(specifier) {
            return true;
        }
        let given = |gift: &Gift| is_named(module, name.imported, gift);
        [Layer::Server, Layer::Client].into_iter().any(|layer| {
            let Resolution::File(from) = shared.context.project.resolve(module.id, specifier, layer) else {
                return false;
            };
            match self {
                Givers::Anyone => true,
                Givers::Known(senders) => senders.given.get(&from).is_some_and(|gifts| gifts.iter().any(given)),
                Givers::WhoLeadsToOne => shared.leads_to_secret(from),
            }
        })
    }
}

/// What is known of files and those that their imports lead to.
pub(super) type Behind = Mutex<FxHashMap<FileId, bool>>;

/// Whether a member of a gift is one: asked for each name that importers take.
type Members = Mutex<FxHashMap<(Place, Box<str>), bool>>;

/// Scripts, and components with what their templates print.
fn is_code(source: &SourceFile) -> bool {
    source.kind == FileKind::Script || markup::is_split(source.path.as_str())
}

impl Shared<'_> {
    /// Whether the file may send a value to the browser that is in no bundle.
    pub(super) fn may_send(&self, source: &SourceFile) -> bool {
        if !is_code(source) {
            return false;
        }
        // One file is looked at as it is: to know all that hold a secret takes as long as to look at it.
        self.senders.as_ref().is_none_or(|senders| senders.files.contains(&source.id))
    }

    /// The files to look at, of all.
    pub(super) fn find_senders(&self) -> Senders {
        let sources: Vec<&Arc<SourceFile>> = self.context.project.sources.iter().collect();
        let take = || {
            let takers = sources.par_iter().with_max_len(FEW).filter(|source| self.takes_secret(source));
            takers.map(|source| source.id).collect::<Vec<FileId>>()
        };
        // The graph's first tier is one thread's work, and whoever needs it waits.
        let ((), first) = rayon::join(|| self.context.graph.prepare(), take);
        // With the gifts that were handed on already: two barrels may name each other.
        let mut senders = Senders { files: first.iter().copied().collect(), given: FxHashMap::default() };
        let members = Members::default();
        let mut next: Vec<(FileId, Vec<Gift>)> =
            first.into_par_iter().with_max_len(1).map(|file| (file, self.own_gifts(file, &senders))).collect();
        while !next.is_empty() {
            for (file, gifts) in &mut next {
                let known = senders.given.entry(*file).or_default();
                gifts.retain(|gift| !known.contains(gift));
                known.extend(gifts.iter().cloned());
            }
            let taken: Vec<(FileId, bool, Vec<Gift>)> = next
                .par_iter()
                .filter(|(_, gifts)| !gifts.is_empty())
                .flat_map_iter(|(file, gifts)| {
                    let importers = self.context.graph.may_import(*file).iter();
                    importers.map(|importer| self.taken_by(*importer, *file, gifts, &members)).collect::<Vec<_>>()
                })
                .collect();
            let takers: FxHashSet<FileId> =
                taken.iter().filter(|(_, takes, _)| *takes).map(|(file, ..)| *file).collect();
            senders.files.extend(&takers);
            next = takers.into_par_iter().map(|file| (file, self.own_gifts(file, &senders))).collect();
            next.extend(
                taken.into_iter().filter(|(.., passed)| !passed.is_empty()).map(|(file, _, passed)| (file, passed)),
            );
        }
        senders
    }

    /// Whether the file itself takes a secret from somewhere.
    fn takes_secret(&self, source: &Arc<SourceFile>) -> bool {
        is_code(source)
            && !is_test_path(&self.context.project.relative(source.id))
            && (self.may_read_secret(source) || self.holds_secret(source))
    }

    /// Whether the file, or one that its imports lead to, may hold a secret, as far as the texts tell.
    fn leads_to_secret(&self, file: FileId) -> bool {
        self.leads_to(file, &self.behind, |source| {
            matter::may_hold_secret(self, source)
                || matter::may_read_env(source) && self.may_name_secret(source, &source.text(), &|_, _, _| true)
        })
    }

    /// The same of a literal that may be one.
    pub(super) fn leads_to_value(&self, file: FileId) -> bool {
        self.leads_to(file, &self.behind_literals, |source| matter::holds_value(self, source))
    }

    fn leads_to(&self, file: FileId, behind: &Behind, holds: impl Fn(&SourceFile) -> bool) -> bool {
        let project = self.context.project;
        let mut behind = behind.lock().unwrap_or_else(PoisonError::into_inner);
        let mut seen: FxHashSet<FileId> = std::iter::once(file).collect();
        let mut next = vec![file];
        while let Some(at) = next.pop() {
            let known = behind.get(&at).copied();
            let holds = || project.file(at).is_some_and(|source| is_code(source) && holds(source));
            if known == Some(true) || known.is_none() && holds() {
                behind.insert(file, true);
                return true;
            }
            if known.is_none() {
                let targets = project.targets(at).into_iter().flat_map(|targets| targets.files());
                next.extend(targets.filter(|target| seen.insert(*target)));
            }
        }
        behind.extend(seen.into_iter().map(|file| (file, false)));
        false
    }

    fn holds_secret(&self, source: &Arc<SourceFile>) -> bool {
        matter::may_hold_secret(self, source) && !File::new(self, source, "").told_in(source.id).is_empty()
    }

    /// Whether it reads a variable that holds one and may go further, as far as its text tells.
    fn may_read_secret(&self, source: &SourceFile) -> bool {
        if !matter::may_read_env(source) {
            return false;
        }
        let text = source.text();
        let takers = if may_hand_over(source, &text) { Takers::Constructors } else { Takers::Functions };
        self.may_name_secret(source, &text, &|app, name, read| {
            !self.is_told_in_client(app, name) && may_leave(&text, read.start, read.end, takers)
        })
    }

    /// Whether a variable that holds a secret, and `counts` where it is read, may be among those that the text reads.
    pub(super) fn may_name_secret(
        &self,
        source: &SourceFile,
        text: &str,
        counts: &dyn Fn(&App, &str, Range<usize>) -> bool,
    ) -> bool {
        let project = self.context.project;
        let mut apps: Vec<&App> = project.builders(source.id).collect();
        if apps.is_empty() {
            apps.extend(project.app_of(source.id));
        }
        if matter::is_given_env(source) {
            return true;
        }
        words(text, "env").any(|at| {
            let end = at + "env".len();
            let after = &text[end..];
            match member(after) {
                Some(name) => {
                    let end = end + after.find(name).unwrap_or_default() + name.len();
                    let start = start_of_read(text, at);
                    apps.iter().any(|app| self.variable(app, name).is_some() && counts(app, name, start..end))
                }
                // As a whole, in brackets, taken apart: any may be among them. Not the name of a file.
                None => !after.starts_with(['\'', '"', '-', '/']) || after[1..].trim_start().starts_with(']'),
            }
        })
    }

    /// Whether it may read a variable that holds a secret outside of any function, by the line that begins the statement.
    pub(super) fn reads_secret_at_top(&self, source: &SourceFile, app: &App) -> bool {
        let text = source.text();
        words(&text, "env").any(|at| {
            let name = member(&text[at + "env".len()..]);
            let begins = |line: &&str| line.starts_with(|c: char| !c.is_whitespace() && !matches!(c, '}' | ')' | ']'));
            let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
            let statement = text[..end].lines().rev().find(begins).unwrap_or_default();
            let in_function = ["function", "=>", "class "].iter().any(|word| statement.contains(word));
            !in_function && name.is_none_or(|name| self.variable(app, name).is_some())
        })
    }

    fn own_gifts(&self, id: FileId, senders: &Senders) -> Vec<Gift> {
        let Some(source) = self.context.project.file(id) else { return Vec::new() };
        // An entry gives to nobody.
        if self.context.graph.may_import(id).is_empty() {
            return Vec::new();
        }
        let file = File::new(self, source, "");
        let givers = Givers::Known(senders);
        file.with_wanted(givers, &|source| is_given(&file, source), |wanted| file.flow.gifts(id, wanted))
    }

    /// Whether an importer takes one of the gifts of `from`, and what it passes on.
    fn taken_by(&self, id: FileId, from: FileId, gifts: &[Gift], members: &Members) -> (FileId, bool, Vec<Gift>) {
        let none = (id, false, Vec::new());
        let Some(source) = self.context.project.file(id) else { return none };
        if is_test_path(&self.context.project.relative(source.id)) {
            return none;
        }
        let text = source.text();
        let may_be_this = |specifier: &str| {
            let targets = self.context.project.targets(id);
            targets.and_then(|targets| targets.get(specifier)).is_none_or(|target| target.leads_to(from))
        };
        let whole = takes_whole(&text, &may_be_this);
        let takes = gifts.iter().any(|gift| whole || self.takes(&text, gift, members));
        let mut exports = memmem::find_iter(text.as_bytes(), b"export");
        let passes_on = exports.any(|at| text[at + "export".len()..].trim_start().starts_with(['*', '{']));
        (id, takes, if passes_on { self.passed_on(source, from, gifts) } else { Vec::new() })
    }

    /// Whether a gift is taken by its own name.
    fn takes(&self, text: &str, gift: &Gift, members: &Members) -> bool {
        // A name that is a text stands in quotes.
        let is_plain = |name: &&str| {
            *name != "default" && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$'))
        };
        let Some(name) = gift.name.as_deref().filter(is_plain) else { return true };
        words(text, name).any(|at| {
            let after = &text[at + name.len()..];
            match member(after) {
                Some(key) => gift.value.is_none_or(|value| self.gives_member(value, key, members)),
                None => after.trim_start().starts_with("as ") || !is_in_import(&text[..at]),
            }
        })
    }

    fn gives_member(&self, value: Place, key: &str, members: &Members) -> bool {
        let asked = (value, Box::from(key));
        if let Some(known) = members.lock().unwrap_or_else(PoisonError::into_inner).get(&asked) {
            return *known;
        }
        let Some(home) = self.context.project.file(value.file) else { return false };
        let home = File::new(self, home, "");
        let gives = home.flow.gives_member(value, key, &|source| is_given(&home, source));
        members.lock().unwrap_or_else(PoisonError::into_inner).insert(asked, gives);
        gives
    }

    /// The gifts under the names by which a barrel has them.
    fn passed_on(&self, source: &Arc<SourceFile>, from: FileId, gifts: &[Gift]) -> Vec<Gift> {
        let file = File::new(self, source, "");
        let Some(module) = file.module() else { return Vec::new() };
        let imports = &module.facts.imports;
        let is_this = |import: &Import| {
            import.specifier.as_deref().is_some_and(|specifier| {
                [Layer::Server, Layer::Client]
                    .into_iter()
                    .any(|layer| self.context.project.resolve(source.id, specifier, layer) == Resolution::File(from))
            })
        };
        let mut passed = Vec::new();
        for export in module.facts.exports.iter().filter(|export| !export.type_only) {
            let imported = match export.source {
                ExportSource::From { import, imported } if imports.get(import as usize).is_some_and(is_this) => {
                    imported
                }
                ExportSource::Local(local) => {
                    let binding = module.lookup(ScopeId::MODULE, module.text(local));
                    match binding.and_then(|binding| module.import_of(binding)) {
                        Some((import, name)) if is_this(import) => name.imported,
                        _ => continue,
                    }
                }
                _ => continue,
            };
            let of = |gift: &&Gift| is_named(module, imported, gift);
            passed.extend(gifts.iter().filter(of).map(|gift| match (export.name, imported) {
                (ExportName::All, _) => gift.clone(),
                (name, Imported::Namespace) => Gift { name: Some(exported(module, name)), value: None },
                // Of all that one value holds, the name takes a part.
                (name, _) => {
                    Gift { name: Some(exported(module, name)), value: gift.value.filter(|_| gift.name.is_some()) }
                }
            }));
        }
        passed
    }
}

/// Whether importers may get a secret by it: one that is known, or a variable that they name themselves.
fn is_given(file: &File<'_>, source: &Source) -> bool {
    matches!(source, Source::Env { name: None, .. }) || file.secret_of(source).is_some()
}

/// Whether what is imported may be the gift, or hold it.
fn is_named(module: &Module, imported: Imported, gift: &Gift) -> bool {
    let Some(name) = gift.name.as_deref() else { return true };
    match imported {
        Imported::Namespace => true,
        Imported::Default => name == "default",
        Imported::Name(span) => name == unquoted(module.text(span)),
    }
}

fn exported(module: &Module, name: ExportName) -> Box<str> {
    match name {
        ExportName::Name(span) => Box::from(unquoted(module.text(span))),
        ExportName::Default | ExportName::All => Box::from("default"),
    }
}

/// Whether a module may hand anything over itself, by the words that every road has.
fn may_hand_over(source: &SourceFile, text: &str) -> bool {
    const WORDS: [&str; 16] = [
        "Response",
        "use server",
        "edirect",
        "cookies",
        "getServer",
        "getStatic",
        "getInitial",
        "generate",
        "metadata",
        "res.",
        "reply",
        "headers.set",
        "headers.append",
        "publicRuntimeConfig",
        "next-auth",
        "@auth/",
    ];
    source.path.extension().is_some_and(|extension| extension.ends_with('x'))
        || WORDS.iter().any(|word| memmem::find(text.as_bytes(), word.as_bytes()).is_some())
}

/// Where `process.env` begins, of which the second word is at `at`.
fn start_of_read(text: &str, at: usize) -> usize {
    text[..at]
        .rfind(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '$' | '.' | '?'))
        .map_or(0, |before| before + 1)
}

/// Where a word stands by itself.
fn words<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = usize> + 't {
    let bytes = text.as_bytes();
    let is_part =
        |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$'));
    memmem::find_iter(bytes, word.as_bytes()).filter(move |at| {
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        !is_part(before) && !is_part(bytes.get(at + word.len()))
    })
}

/// The name of the member that is taken behind a word: `.X`, `?.X`, `!.X`.
fn member(after: &str) -> Option<&str> {
    let rest = after.trim_start().trim_start_matches(['?', '!']).strip_prefix('.')?.trim_start();
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '$').unwrap_or(rest.len());
    (end > 0).then(|| &rest[..end])
}

/// Whether a text takes all that a module exports as one value, from one whose specifier `may_be` the module's.
fn takes_whole(text: &str, may_be: &dyn Fn(&str) -> bool) -> bool {
    let after = |form: &'static str| {
        memmem::find_iter(text.as_bytes(), form).map(move |at| text[at + form.len()..].trim_start())
    };
    let quoted = |text: &str| {
        let quote = text.chars().next().filter(|first| matches!(first, '\'' | '"' | '`'))?;
        text[1..].split(quote).next().map(may_be)
    };
    let from = |rest: &str| rest.find(['\'', '"']).and_then(|at| quoted(&rest[at..]));
    // What is put together at run time may be any.
    after("* as").any(|rest| from(rest).unwrap_or(true))
        || ["require(", "import("].iter().any(|call| after(call).any(|argument| quoted(argument).unwrap_or(true)))
}

/// Whether a text ends within the braces of an import.
fn is_in_import(before: &str) -> bool {
    before.rfind("import").is_some_and(|at| {
        let since = &before[at + "import".len()..];
        since.trim_start().starts_with(['{', 't']) && !since.contains(['}', '(', ';', '='])
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::sync::Arc;

    use crate::flow::Memo;
    use crate::graph::Graph;
    use crate::project::fixture::Fixture;
    use crate::project::{Options, Project};
    use crate::rules::{Context, Finding, check, check_file, interests};
    use crate::secrets::Catalogue;

    #[test]
    fn all_of_another_module_is_not_all_of_this_one() {
        let may_be = |specifier: &str| specifier == "./lib";
        for text in [
            "import * as lib from './lib'",
            "import a, * as lib from \"./lib\"",
            "export * as lib from './lib'",
            "const lib = require('./lib')",
            "await import( './lib')",
            "require(name)",
            "import(/* now */ './more')",
        ] {
            assert!(super::takes_whole(text, &may_be), "{text}");
        }
        for text in ["import * as z from 'zod'", "require('zod')", "import('./other')", "import { a } from './lib'"] {
            assert!(!super::takes_whole(text, &may_be), "{text}");
        }
    }

    #[test]
    fn a_check_of_all_finds_what_a_check_of_the_file_does() {
        const SENDS: &str =
            "import { token } from './lib';\nexport async function act() { 'use server'; return token; }\n";
        for (sends, lib) in [
            (SENDS, "export const token = process.env.TWILIO_AUTH_TOKEN;\n"),
            (SENDS, "export const { TWILIO_AUTH_TOKEN: token } = process.env;\n"),
            (SENDS, "export let token = '';\ntoken = process.env.TWILIO_AUTH_TOKEN;\n"),
            (SENDS, "module.exports = { token: process.env.TWILIO_AUTH_TOKEN };\n"),
            (SENDS, "export * from './more';\n"),
            (
                "import { tokens } from './lib';\nexport async function act() { 'use server'; return tokens.map((it) => it.key); }\n",
                "export const tokens = [{ key: process.env.TWILIO_AUTH_TOKEN }];\n",
            ),
            (
                "import { config } from './lib';\nexport async function act() { 'use server'; return config.token; }\n",
                "export const config = {};\nconfig.token = process.env.TWILIO_AUTH_TOKEN;\n",
            ),
            (
                "import { withToken } from './lib';\nexport async function act() { 'use server'; return withToken((it) => ({ it })); }\n",
                "export const withToken = (use) => use(process.env.TWILIO_AUTH_TOKEN);\n",
            ),
            (
                "import { load } from './lib';\nexport async function act() { 'use server'; return load().token; }\n",
                "const lazy = (make) => { let it; return () => { if (!it) it = make(); return it; }; };\n\
                 export const load = lazy(() => ({ token: process.env.TWILIO_AUTH_TOKEN }));\n",
            ),
            ("export async function act() { 'use server'; return process.env.TWILIO_AUTH_TOKEN; }\n", ""),
            // Thrown two modules away, and caught.
            (
                "import { load } from './lib';\nexport async function act() { 'use server'; try { await load(); } catch (e) { return e.message; } }\n",
                "import { fail } from './more';\nconst retry = () => fail();\nexport const load = async () => retry();\n\
                 //- more.ts\nexport const fail = () => { throw new Error(`no ${process.env.TWILIO_AUTH_TOKEN}`); };\n",
            ),
        ] {
            let more = "//- more.ts\nmodule.exports = { token: process.env.TWILIO_AUTH_TOKEN };\n";
            let more = if lib.contains("//- more.ts") { "" } else { more };
            for package in ["{}", "{ \"dependencies\": { \"next\": \"16\" } }"] {
                let fixture = Fixture::new(&format!(
                    "//- package.json\n{package}\n//- app/page.tsx\nimport {{ act }} from '../act';\nexport default () => <form action={{act}} />;\n\
                     //- act.ts\n{sends}//- lib.ts\n{lib}{more}"
                ));
                let options = Options { interests: interests(), ..Options::default() };
                let project = Arc::new(Project::open(std::slice::from_ref(&fixture.root), &options).unwrap());
                let (graph, memo) = (Graph::new(Arc::clone(&project)), Memo::default());
                let context =
                    Context { project: &project, graph: &graph, memo: &memo, catalogue: Catalogue::builtin() };
                let act = project.by_path(&fixture.path("act.ts")).unwrap().id;
                let told = |findings: Vec<Finding>| {
                    findings.iter().filter(|finding| finding.file == act && finding.rule == "secret-in-action").count()
                };
                assert_eq!((told(check_file(&context, act)), told(check(&context))), (1, 1), "{package} {sends} {lib}");
            }
        }
    }
}
