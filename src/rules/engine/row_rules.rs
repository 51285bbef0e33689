//! What the migrations of a Supabase project say of who may touch which rows, all of them together.

use camino::{Utf8Path, Utf8PathBuf};
use rustc_hash::FxHashMap;

use super::{File, Shared};
use crate::project::{FileId, Layer, Purpose};
use crate::syntax::data::sql;
use crate::text::Span;

/// Libraries that ask the database from the browser, with the key that everybody has.
const CLIENTS: [&str; 4] =
    ["@supabase/supabase-js", "@supabase/ssr", "@supabase/auth-helpers-nextjs", "@supabase/auth-helpers-react"];

/// A table that anybody can ask for, and whether its rows are guarded.
#[derive(Clone, Debug)]
pub(in crate::rules) struct Table {
    pub name: String,
    pub file: FileId,
    /// The name where the table is made.
    pub span: Span,
    pub guarded: bool,
}

/// A policy that lets rows be changed, whoever asks.
#[derive(Clone, Debug)]
pub(in crate::rules) struct OpenPolicy {
    pub file: FileId,
    /// `using (true)`.
    pub span: Span,
    pub table: String,
    /// Only those who are signed in.
    pub signed_in: bool,
}

/// What there is after all migrations.
#[derive(Clone, Debug, Default)]
pub(in crate::rules) struct Rows {
    pub tables: Vec<Table>,
    /// By name and table.
    policies: FxHashMap<(String, String), OpenPolicy>,
    /// A block guards tables, or rights are taken away: which ones is not read.
    beyond: bool,
}

impl Rows {
    /// Tables whose rows nothing guards.
    pub(in crate::rules) fn unguarded(&self) -> impl Iterator<Item = &Table> {
        self.tables.iter().filter(|table| !table.guarded && !self.beyond)
    }

    pub(in crate::rules) fn open_policies(&self) -> impl Iterator<Item = &OpenPolicy> {
        self.policies.values()
    }

    fn read(&mut self, file: FileId, text: &str) {
        // Where names lead without a schema is not followed.
        let mut elsewhere = false;
        let public = |schema: Option<&str>, elsewhere: bool| schema.map_or(!elsewhere, |schema| schema == "public");
        for words in sql::statements(text) {
            let statement = Statement { text, words };
            elsewhere |= statement.begins(&["set", "search_path"]);
            self.beyond |= statement.is_beyond();
            if let Some(at) = statement.after(&["create", "table"], &["if", "not", "exists"]) {
                let Some((schema, name, span)) = statement.name(at) else { continue };
                // Of a table that is there `if not exists` makes nothing.
                let is_there = statement.is(2, "if") && self.tables.iter().any(|table| table.name == name);
                if public(schema.as_deref(), elsewhere) && !statement.has(&["partition", "of"]) && !is_there {
                    self.tables.retain(|table| table.name != name);
                    self.tables.push(Table { name, file, span, guarded: false });
                }
            } else if let Some(at) = statement.after(&["drop", "table"], &["if", "exists"]) {
                let dropped = statement.names(at).filter(|(schema, ..)| public(schema.as_deref(), elsewhere));
                let dropped: Vec<String> = dropped.map(|(_, name, _)| name).collect();
                self.tables.retain(|table| !dropped.contains(&table.name));
            } else if let Some(at) = statement.after(&["alter", "table"], &["if", "exists", "only"]) {
                let named = statement.name(at).filter(|(schema, ..)| public(schema.as_deref(), elsewhere));
                if let Some((_, name, _)) = named {
                    self.alter(&statement, &name);
                }
            } else if statement.begins(&["create", "policy"]) {
                let Some((key, policy)) = statement.policy(file) else { continue };
                match policy {
                    Some(policy) => self.policies.insert(key, policy),
                    None => self.policies.remove(&key),
                };
            } else if statement.begins(&["alter", "policy"]) {
                // What it says now is not read as closely: a clause of it replaces the one that lets everybody.
                if let Some(key) = statement.policy_key(2).filter(|_| statement.narrows()) {
                    self.policies.remove(&key);
                }
            } else if statement.begins(&["drop", "policy"])
                && let Some(key) = statement.policy_key(2 + 2 * usize::from(statement.is(2, "if")))
            {
                self.policies.remove(&key);
            }
        }
    }

    fn alter(&mut self, statement: &Statement<'_>, name: &str) {
        if statement.has(&["set", "schema"]) || statement.has(&["rename", "to"]) {
            self.tables.retain(|table| table.name != name);
        }
        // `force` says for whom as well, not whether.
        for (word, guarded) in [("enable", true), ("disable", false)] {
            if statement.has(&[word, "row", "level", "security"]) {
                self.tables.iter_mut().filter(|table| table.name == name).for_each(|table| table.guarded = guarded);
            }
        }
    }
}

struct Statement<'t> {
    text: &'t str,
    words: Vec<Span>,
}

impl Statement<'_> {
    fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| word.of(self.text))
    }

    fn is(&self, at: usize, word: &str) -> bool {
        self.word(at).eq_ignore_ascii_case(word)
    }

    fn begins(&self, words: &[&str]) -> bool {
        self.stands(0, words)
    }

    fn stands(&self, at: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(offset, word)| self.is(at + offset, word))
    }

    fn find(&self, words: &[&str]) -> Option<usize> {
        (0..self.words.len()).find(|at| self.stands(*at, words))
    }

    fn has(&self, words: &[&str]) -> bool {
        self.find(words).is_some()
    }

    /// The place behind the words that it begins with, and those that may follow.
    fn after(&self, words: &[&str], optional: &[&str]) -> Option<usize> {
        let more = || optional.iter().fold(words.len(), |at, word| at + usize::from(self.is(at, word)));
        self.begins(words).then(more)
    }

    /// A name with its schema, without quotes and in small letters where there were none.
    fn name(&self, at: usize) -> Option<(Option<String>, String, Span)> {
        let first = self.words.get(at)?;
        let plain = |word: &str| match word.strip_prefix('"') {
            Some(quoted) => quoted.trim_end_matches('"').to_owned(),
            None => word.to_ascii_lowercase(),
        };
        if self.word(at + 1) == "." {
            let last = self.words.get(at + 2)?;
            let span = Span::new(first.start, last.end);
            return Some((Some(plain(first.of(self.text))), plain(last.of(self.text)), span));
        }
        Some((None, plain(first.of(self.text)), *first))
    }

    /// Names with commas between them.
    fn names(&self, mut at: usize) -> impl Iterator<Item = (Option<String>, String, Span)> {
        std::iter::from_fn(move || {
            let found = self.name(at)?;
            at += if found.0.is_some() { 3 } else { 1 };
            let goes_on = self.word(at) == ",";
            at = if goes_on { at + 1 } else { self.words.len() };
            Some(found)
        })
    }

    /// Whether a policy that is altered lets only some from then on.
    fn narrows(&self) -> bool {
        let is_condition =
            |clause: &[&str]| self.find(clause).is_some_and(|at| !self.stands(at + clause.len(), &["(", "true", ")"]));
        is_condition(&["using"]) || is_condition(&["with", "check"])
    }

    /// Whether tables are guarded in a way that is not followed: in a block, or by taking rights away.
    fn is_beyond(&self) -> bool {
        let in_block = |word: &Span| {
            let word = word.of(self.text);
            word.starts_with(['$', '\'']) && word.to_ascii_lowercase().contains("row level security")
        };
        let revokes = self.words.iter().any(|word| word.of(self.text).eq_ignore_ascii_case("revoke"));
        self.words.iter().any(in_block) || revokes && self.has(&["anon"])
    }

    /// A policy's name and table, both behind `at`.
    fn policy_key(&self, at: usize) -> Option<(String, String)> {
        let (_, name, _) = self.name(at)?;
        if !self.is(at + 1, "on") {
            return None;
        }
        let (_, table, _) = self.name(at + 2)?;
        Some((name, table))
    }

    /// What a new policy is called, and it where it lets anybody change rows. New rows alone are often meant to come from anybody.
    fn policy(&self, file: FileId) -> Option<((String, String), Option<OpenPolicy>)> {
        let key = self.policy_key(2)?;
        let command = self.find(&["for"]).map_or("all", |at| self.word(at + 1)).to_ascii_lowercase();
        let roles = self.find(&["to"]).map(|at| self.roles(at + 1)).unwrap_or_default();
        let using = self.find(&["using"]).filter(|at| self.stands(*at, &["using", "(", "true", ")"]));
        let check = self.find(&["with", "check"]);
        let checks = check.is_some_and(|at| !self.stands(at, &["with", "check", "(", "true", ")"]));
        let trusted =
            !roles.is_empty() && roles.iter().all(|role| !matches!(&**role, "anon" | "authenticated" | "public"));
        let open =
            matches!(&*command, "all" | "update" | "delete") && !checks && !trusted && !self.has(&["restrictive"]);
        let policy = using.filter(|_| open).map(|at| OpenPolicy {
            file,
            span: Span::new(self.words[at].start, self.words[at + 3].end),
            table: key.1.clone(),
            signed_in: roles == ["authenticated"],
        });
        Some((key, policy))
    }

    fn roles(&self, from: usize) -> Vec<String> {
        let words = self.words.iter().skip(from).map(|word| word.of(self.text).trim_matches('"').to_ascii_lowercase());
        words.take_while(|word| word != "using" && word != "with").filter(|word| word != ",").collect()
    }
}

impl Shared<'_> {
    /// What the migrations beside one say, by the `supabase` folder; in the order in which they run.
    fn rows(&self) -> &FxHashMap<Utf8PathBuf, Rows> {
        self.row_rules.get_or_init(|| {
            let mut all: FxHashMap<Utf8PathBuf, Rows> = FxHashMap::default();
            let project = self.context.project;
            let asks = |specifier: &str| CLIENTS.contains(&specifier);
            let asked = project.sources.iter().any(|file| {
                file.sketch.specifiers.iter().any(|specifier| asks(specifier))
                    && self.context.graph.may_reach(file.id, Layer::Client)
            });
            if !asked {
                return all;
            }
            let mut files: Vec<_> = project.sources.iter().filter(|file| folder_of(&file.path).is_some()).collect();
            files.sort_by(|a, b| a.path.cmp(&b.path));
            for file in files {
                let Some(folder) = folder_of(&file.path) else { continue };
                all.entry(folder.to_owned()).or_default().read(file.id, &file.text());
            }
            all
        })
    }
}

/// The `supabase` folder whose database the file makes.
fn folder_of(path: &Utf8Path) -> Option<&Utf8Path> {
    let folder = path.parent().filter(|_| Purpose::of(path) == Some(Purpose::Schema))?;
    let makes = matches!(folder.file_name(), Some("migrations" | "schemas"));
    folder.parent().filter(|above| makes && above.file_name() == Some("supabase"))
}

impl File<'_> {
    /// The rows that this migration is about, where client code asks for rows itself.
    pub(in crate::rules) fn rows(&self) -> Option<&Rows> {
        self.shared.rows().get(folder_of(&self.source.path)?)
    }
}
