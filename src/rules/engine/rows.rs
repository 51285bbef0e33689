//! Rows of a database that are asked for whole, secret columns and all.

use std::sync::OnceLock;

use memchr::memmem;

use super::{File, Shared};
use crate::flow::candidate::is_test_path;
use crate::flow::{Arrival, Module, Source, Wanted};
use crate::project::prisma::{self, Model};
use crate::project::{FileKind, SourceFile};
use crate::secrets::{Catalogue, NameVerdict, SessionName};
use crate::syntax::ast::{Kind, NodeId};

/// Methods of Prisma's client that give rows.
const METHODS: [&str; 5] = ["findUnique", "findUniqueOrThrow", "findFirst", "findFirstOrThrow", "findMany"];

/// The tables with secret columns, and only these columns. Read when it is first asked for.
#[derive(Debug, Default)]
pub(super) struct Tables(OnceLock<Vec<Model>>);

/// A row on its way to the browser.
#[derive(Clone, Debug)]
pub(in crate::rules) struct Row {
    pub arrival: Arrival,
    /// The secret columns that go along.
    pub columns: Vec<String>,
}

impl Shared<'_> {
    fn tables(&self) -> &[Model] {
        self.tables.0.get_or_init(|| {
            let project = self.context.project;
            let schemas = project
                .sources
                .iter()
                .filter(|file| file.kind == FileKind::Text && file.path.as_str().ends_with(".prisma"));
            let mut tables: Vec<Model> = schemas.flat_map(|file| prisma::models(&file.text())).collect();
            for table in &mut tables {
                table.columns.retain(|column| is_secret(self.catalogue, column));
            }
            tables.retain(|table| !table.columns.is_empty());
            if !tables.is_empty() && project.sources.iter().any(|file| leaves_out(file)) {
                tables.clear();
            }
            tables
        })
    }

    /// Whether the file may ask for a row with secret columns.
    pub(super) fn may_ask_for_rows(&self, source: &SourceFile) -> bool {
        let asks = |text: &str| {
            self.tables()
                .iter()
                .any(|table| memmem::find(text.as_bytes(), format!(".{}.find", table.member).as_bytes()).is_some())
        };
        source.kind == FileKind::Script
            && !self.tables().is_empty()
            && !is_test_path(&self.context.project.relative(source.id))
            && asks(&source.text())
    }
}

impl File<'_> {
    /// The rows that the file asks for and sends to the browser as they are.
    pub(in crate::rules) fn rows_sent(&self) -> Vec<Row> {
        let Some(module) = self.module().filter(|_| self.shared.may_ask_for_rows(self.source)) else {
            return Vec::new();
        };
        let asked: Vec<NodeId> =
            module.calls().iter().copied().filter(|call| self.table_asked(module, *call).is_some()).collect();
        if asked.is_empty() {
            return Vec::new();
        }
        let is_row = |source: &Source| match source {
            Source::Result { place } => place.file == self.id && asked.contains(&place.node),
            _ => false,
        };
        let wanted = Wanted { source: &is_row, starts: &asked, import: &|_, _, _| false };
        let arrivals = self.flow.arrivals(self.id, wanted).into_iter();
        arrivals.filter_map(|arrival| self.sent_whole(module, arrival)).collect()
    }

    fn sent_whole(&self, module: &Module, arrival: Arrival) -> Option<Row> {
        let Source::Result { place: asked } = arrival.source else { return None };
        let is_whole = self.flow.origins(arrival.place).iter().any(|origin| origin.is_result_of(asked));
        let table = self.table_asked(module, asked.node).filter(|_| is_whole)?;
        let mut columns = table.columns.clone();
        let taken_as_it_is = as_it_is(module, arrival.place.node, &arrival.taker, &mut columns);
        (taken_as_it_is && !columns.is_empty()).then_some(Row { arrival, columns })
    }

    /// The table of `prisma.user.findUnique({ where })`, which names no columns.
    fn table_asked(&self, module: &Module, call: NodeId) -> Option<&Model> {
        let Kind::Call { callee, arguments, .. } = module.kind(call) else { return None };
        let Kind::Member { object, property, .. } = module.kind(module.unwrapped(callee)) else { return None };
        let Kind::Member { property: member, .. } = module.kind(module.unwrapped(object)) else { return None };
        let table = self.shared.tables().iter().find(|table| table.member == module.text(member))?;
        let all = match module.list(arguments) {
            [] => true,
            [options] => match module.kind(module.unwrapped(*options)) {
                Kind::Object { properties } => {
                    let named = |property: &NodeId| match module.kind(*property) {
                        Kind::Property { key, computed, .. } => module.key(key, computed),
                        _ => None,
                    };
                    let names = module.list(properties).iter().map(named);
                    names.into_iter().all(|name| name.is_some_and(|name| !matches!(&*name, "select" | "omit")))
                }
                _ => false,
            },
            _ => false,
        };
        (all && METHODS.contains(&module.text(property))).then_some(table)
    }
}

/// Whether a value goes from here to its taker (by its spelling) as it is. Columns that are written over on the way are taken off.
fn as_it_is(module: &Module, value: NodeId, taker: &str, columns: &mut Vec<String>) -> bool {
    let mut at = value;
    while let Some(parent) = module.parent(at) {
        match module.kind(parent) {
            Kind::Object { properties } if matches!(module.kind(at), Kind::Spread { .. }) => {
                let written = module.list(properties).iter().filter_map(|property| match module.kind(*property) {
                    Kind::Property { key, computed, .. } => module.key(key, computed),
                    _ => None,
                });
                let written: Vec<_> = written.collect();
                columns.retain(|column| !written.iter().any(|name| **name == **column));
            }
            Kind::Paren { .. }
            | Kind::TypeCast { .. }
            | Kind::NonNull { .. }
            | Kind::Await { .. }
            | Kind::Array { .. }
            | Kind::Object { .. }
            | Kind::Property { .. }
            | Kind::Spread { .. }
            | Kind::Logical { .. }
            | Kind::Conditional { .. } => {}
            Kind::Call { callee, arguments, .. } if module.list(arguments).contains(&at) => {
                match &*module.spelled(callee) {
                    called if called == taker => return true,
                    "JSON.stringify" | "JSON.parse" | "Response.json" | "NextResponse.json" | "json" | "data" => {}
                    _ => return false,
                }
            }
            Kind::JsxAttribute { .. }
            | Kind::JsxSpread { .. }
            | Kind::JsxContainer { .. }
            | Kind::Return { .. }
            | Kind::Function(_)
            | Kind::New { .. } => return true,
            _ => return false,
        }
        at = parent;
    }
    false
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

/// Whether a client is made that leaves columns out wherever it is asked.
fn leaves_out(source: &SourceFile) -> bool {
    let imports = source.sketch.specifiers.iter().any(|specifier| specifier.contains("prisma"));
    let holds = |text: &str| {
        memmem::find(text.as_bytes(), b"PrismaClient(").is_some()
            && [&b"omit"[..], b"$extends"].iter().any(|word| memmem::find(text.as_bytes(), word).is_some())
    };
    source.kind == FileKind::Script && imports && holds(&source.text())
}
