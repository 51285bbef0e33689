//! The tables of a database with secret columns, as schemas of Prisma and of Drizzle describe them.

use std::sync::OnceLock;

use memchr::memmem;

use super::Shared;
use crate::flow::Place;
use crate::project::prisma;
use crate::project::{FileKind, SourceFile};
use crate::secrets::{Catalogue, NameVerdict, SessionName};
use crate::syntax::ast::{Kind, NodeId};
use crate::syntax::facts::Facts;

/// A table, and only its secret columns.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Table {
    pub by: By,
    pub columns: Vec<String>,
}

/// How code names a table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum By {
    /// `prisma.user`: by a member of the client.
    Member(String),
    /// `from(users)`, `db.query.users`: by the value that a call makes, which has that name.
    Value(Place, String),
}

impl Table {
    /// What stands in every text that asks for its rows.
    fn marks(&self) -> Vec<String> {
        match &self.by {
            By::Member(name) => vec![format!(".{name}.find")],
            By::Value(_, name) => vec![format!(".query.{name}."), name.clone()],
        }
    }
}

/// Read when it is first asked for.
#[derive(Debug, Default)]
pub(super) struct Tables(OnceLock<Vec<Table>>);

impl Shared<'_> {
    pub(super) fn tables(&self) -> &[Table] {
        self.tables.0.get_or_init(|| {
            let sources = || self.context.project.sources.iter();
            let mut tables = Vec::new();
            // A client may leave columns out wherever it is asked.
            if !sources().any(|file| leaves_out(file)) {
                let schemas = sources().filter(|file| file.path.as_str().ends_with(".prisma"));
                let models =
                    schemas.filter(|file| file.kind == FileKind::Text).flat_map(|file| prisma::models(&file.text()));
                tables.extend(models.map(|model| Table { by: By::Member(model.member), columns: model.columns }));
            }
            tables.extend(sources().filter(|file| describes_tables(file)).flat_map(|file| drizzle_tables(file)));
            for table in &mut tables {
                table.columns.retain(|column| is_secret(self.catalogue, column));
            }
            tables.retain(|table| !table.columns.is_empty());
            tables
        })
    }

    /// Whether a text may ask for rows of one.
    pub(super) fn names_table(&self, text: &str) -> bool {
        let holds = |word: &str| memmem::find(text.as_bytes(), word.as_bytes()).is_some();
        let asks = || [".from(", ".returning("].iter().any(|word| holds(word));
        self.tables().iter().any(|table| match &*table.marks() {
            [mark] => holds(mark),
            [mark, name] => holds(mark) || holds(name) && asks(),
            _ => false,
        })
    }
}

fn describes_tables(source: &SourceFile) -> bool {
    let is_core = |specifier: &str| specifier.starts_with("drizzle-orm/") && specifier.ends_with("-core");
    source.kind == FileKind::Script && source.sketch.specifiers.iter().any(|specifier| is_core(specifier))
}

/// `export const users = pgTable('users', { passwordHash: text('password_hash') })` (orm.drizzle.team, *Schema*).
fn drizzle_tables(source: &SourceFile) -> Vec<Table> {
    let facts = source.facts();
    let ast = &facts.ast;
    let of = |node: NodeId| {
        let Kind::Call { callee, arguments, .. } = ast.kind(node) else { return None };
        let makes = name_of(&facts, callee).to_ascii_lowercase().ends_with("table");
        let [name, columns, ..] = ast.list(arguments) else { return None };
        let is_named = makes && matches!(ast.kind(ast.unwrapped(*name)), Kind::String | Kind::Template { .. });
        let Some(Kind::Declarator { target, .. }) = ast.node(ast.wrapped(node)).parent.map(|parent| ast.kind(parent))
        else {
            return None;
        };
        let columns = columns_of(&facts, *columns).filter(|_| is_named)?;
        Some(Table { by: By::Value(Place { file: source.id, node }, facts.text(target).to_owned()), columns })
    };
    ast.ids().filter_map(of).collect()
}

/// The columns that hold a text or bytes, by the names that rows have them by.
fn columns_of(facts: &Facts, columns: NodeId) -> Option<Vec<String>> {
    let ast = &facts.ast;
    let columns = ast.unwrapped(columns);
    let object = match ast.kind(columns) {
        // `(t) => ({ id: t.text() })`.
        Kind::Function(function) => ast.unwrapped(function.body?),
        _ => columns,
    };
    let Kind::Object { properties } = ast.kind(object) else { return None };
    let of = |property: &NodeId| {
        let Kind::Property { value, .. } = ast.kind(*property) else { return None };
        let is_text = matches!(type_of(facts, value), "blob" | "bytea" | "char" | "citext" | "text" | "varchar");
        facts.static_property_name(*property).filter(|_| is_text).map(str::to_owned)
    };
    Some(ast.list(properties).iter().filter_map(of).collect())
}

/// The function that a chain of calls begins with: `text` of `t.text('name').notNull()`.
fn type_of(facts: &Facts, mut value: NodeId) -> &str {
    let ast = &facts.ast;
    loop {
        value = ast.unwrapped(value);
        let Kind::Call { callee, .. } = ast.kind(value) else { return "" };
        match ast.kind(ast.unwrapped(callee)) {
            Kind::Member { object, .. } if matches!(ast.kind(ast.unwrapped(object)), Kind::Call { .. }) => {
                value = object;
            }
            _ => return name_of(facts, callee),
        }
    }
}

/// The last of a callee's names.
fn name_of(facts: &Facts, callee: NodeId) -> &str {
    let callee = facts.ast.unwrapped(callee);
    match facts.ast.kind(callee) {
        Kind::Member { property, .. } => property.of(&facts.source),
        Kind::Ident => facts.text(callee),
        _ => "",
    }
}

/// Whether a column is called what nobody but the server should see.
fn is_secret(catalogue: &Catalogue, column: &str) -> bool {
    let name = column.to_ascii_lowercase();
    ["password", "passwd"]
        .iter()
        .any(|word| name.starts_with(word) || name.ends_with(word) || name.ends_with("passwordhash"))
        || SessionName::of(column) == Some(SessionName::Session)
        || matches!(catalogue.classify_name(column, &[]), NameVerdict::Secret(_))
}

/// Whether a client of Prisma is made that leaves columns out wherever it is asked.
fn leaves_out(source: &SourceFile) -> bool {
    let imports = source.sketch.specifiers.iter().any(|specifier| specifier.contains("prisma"));
    let holds = |text: &str| {
        memmem::find(text.as_bytes(), b"PrismaClient(").is_some()
            && [&b"omit"[..], b"$extends"].iter().any(|word| memmem::find(text.as_bytes(), word).is_some())
    };
    source.kind == FileKind::Script && imports && holds(&source.text())
}
