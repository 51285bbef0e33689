//! Rows of a database that are asked for whole, secret columns and all.

use super::matter::ROW;
use super::tables::{By, Table};
use super::{File, Shared};
use crate::flow::candidate::is_test_path;
use crate::flow::{Arrival, Module, Place, Source, Wanted};
use crate::graph::RootKind;
use crate::project::{FileId, FileKind, Layer, Resolution, SourceFile};
use crate::syntax::ast::{Kind, NodeId};

/// Methods of Prisma's client that give rows.
const METHODS: [&str; 5] = ["findUnique", "findUniqueOrThrow", "findFirst", "findFirstOrThrow", "findMany"];
/// Methods of Drizzle's queries by table that do.
const QUERIES: [&str; 2] = ["findFirst", "findMany"];
/// Methods that go on from what a query gives.
const AFTERWARDS: [&str; 3] = ["catch", "finally", "then"];
/// Imports between what asks for a row and what sends it.
const FAR: usize = 2;

/// A row on its way to the browser.
#[derive(Clone, Debug)]
pub(in crate::rules) struct Row {
    pub arrival: Arrival,
    /// The call that asks for it.
    pub asked: Place,
    /// The secret columns that go along.
    pub columns: Vec<String>,
}

impl Shared<'_> {
    /// Whether the file may ask for a row with secret columns.
    fn may_ask_for_rows(&self, source: &SourceFile) -> bool {
        source.kind == FileKind::Script
            && source.sketch.classes.contains(ROW)
            && !is_test_path(&self.context.project.relative(source.id))
            && self.names_table(&source.text())
    }

    /// Whether the file may send such a row to the browser: one that it asks for, or a module that it imports.
    pub(super) fn may_send_rows(&self, source: &SourceFile) -> bool {
        let sends = || {
            let root = self.context.graph.root(source.id);
            source.sketch.may_use_server
                || matches!(
                    root,
                    Some(RootKind::RouteHandler | RootKind::ApiRoute | RootKind::Page | RootKind::AppRoute)
                )
        };
        source.kind == FileKind::Script
            && match self.distance_to_rows(source.id) {
                Some(0) => true,
                Some(distance) => distance <= FAR && sends(),
                None => false,
            }
    }

    fn distance_to_rows(&self, file: FileId) -> Option<usize> {
        if self.tables().is_empty() {
            return None;
        }
        self.near_rows.get_or_init(|| self.find_near(|source| self.may_ask_for_rows(source))).get(&file).copied()
    }
}

impl File<'_> {
    /// The rows that the file sends to the browser as they are.
    pub(in crate::rules) fn rows_sent(&self) -> Vec<Row> {
        let Some(module) = self.module().filter(|_| self.shared.may_send_rows(self.source)) else {
            return Vec::new();
        };
        let calls = module.calls().iter().copied();
        let asked: Vec<NodeId> = calls.filter(|call| self.table_asked(module, *call).is_some()).collect();
        let is_row = |source: &Source| match source {
            Source::Result { place } if place.file == self.id => asked.contains(&place.node),
            Source::Result { place } => self.table_at(*place).is_some(),
            _ => false,
        };
        let leads = |from: FileId, specifier: &str| {
            let target = self.shared.context.project.resolve(from, specifier, Layer::Server);
            matches!(target, Resolution::File(file) if self.shared.distance_to_rows(file).is_some_and(|far| far < FAR))
        };
        let wanted = Wanted {
            source: &is_row,
            starts: &asked,
            import: &|module, import, _| {
                import.specifier.as_deref().is_some_and(|specifier| leads(module.id, specifier))
            },
        };
        let arrivals = self.flow.arrivals(self.id, wanted).into_iter();
        arrivals.filter_map(|arrival| self.sent_whole(module, arrival)).collect()
    }

    fn sent_whole(&self, module: &Module, arrival: Arrival) -> Option<Row> {
        let Source::Result { place: asked } = arrival.source else { return None };
        let table = self.table_at(asked)?;
        let is_whole = self.flow.origins(arrival.place).iter().any(|origin| match table.by {
            By::Member(_) => origin.is_result_of(asked),
            // Of a list each is one.
            By::Value(..) => origin.is_item_of(asked),
        });
        let mut columns = table.columns.clone();
        let taken_as_it_is = is_whole && as_it_is(module, arrival.place.node, &arrival.taker, &mut columns);
        (taken_as_it_is && !columns.is_empty()).then_some(Row { arrival, asked, columns })
    }

    fn table_at(&self, place: Place) -> Option<&Table> {
        let home = self.flow.module(place.file)?;
        self.table_asked(&home, place.node)
    }

    /// The table whose rows a call gives, all columns of each.
    fn table_asked(&self, module: &Module, call: NodeId) -> Option<&Table> {
        let Kind::Call { callee, arguments, .. } = module.kind(call) else { return None };
        let Kind::Member { object, property, .. } = module.kind(module.unwrapped(callee)) else { return None };
        self.by_member(module, object, module.text(property), module.list(arguments))
            .or_else(|| self.by_value(module, call))
    }

    /// `prisma.user.findUnique({ where })`, `db.query.users.findFirst({ where })`, which names no columns.
    fn by_member(&self, module: &Module, object: NodeId, method: &str, arguments: &[NodeId]) -> Option<&Table> {
        let Kind::Member { object: client, property: member, .. } = module.kind(module.unwrapped(object)) else {
            return None;
        };
        let member = module.text(member);
        let is_query = || match module.kind(module.unwrapped(client)) {
            Kind::Member { property, .. } => module.text(property) == "query",
            _ => false,
        };
        let table = self.shared.tables().iter().find(|table| match &table.by {
            By::Member(name) => name == member && METHODS.contains(&method),
            By::Value(_, name) => name == member && QUERIES.contains(&method) && is_query(),
        })?;
        let all = match arguments {
            [] => true,
            [options] => match module.kind(module.unwrapped(*options)) {
                Kind::Object { properties } => {
                    let named = |property: &NodeId| match module.kind(*property) {
                        Kind::Property { key, computed, .. } => module.key(key, computed),
                        _ => None,
                    };
                    let names = module.list(properties).iter().map(named);
                    names
                        .into_iter()
                        .all(|name| name.is_some_and(|name| !matches!(&*name, "select" | "omit" | "columns")))
                }
                _ => false,
            },
            _ => false,
        };
        all.then_some(table)
    }

    /// `db.select().from(users).where(…)`, `db.insert(users).values(…).returning()`: the last call of the chain.
    fn by_value(&self, module: &Module, call: NodeId) -> Option<&Table> {
        let is_of = |table: &&Table| matches!(table.by, By::Value(..));
        if !self.shared.tables().iter().any(|table| is_of(&table)) || goes_on(module, call) {
            return None;
        }
        let (mut at, mut all, mut named) = (call, false, None);
        while let Kind::Call { callee, arguments, .. } = module.kind(at) {
            let Kind::Member { object, property, .. } = module.kind(module.unwrapped(callee)) else { break };
            match (module.text(property), module.list(arguments)) {
                ("select" | "selectDistinct" | "returning", []) => all = true,
                ("select" | "selectDistinct" | "returning", _) => return None,
                ("from" | "insert" | "update" | "delete", [table]) => named = Some(*table),
                _ => {}
            }
            at = module.unwrapped(object);
        }
        let origins = self.flow.origins(Place { file: module.id, node: named.filter(|_| all)? });
        self.shared.tables().iter().find(|table| match table.by {
            By::Value(made, _) => origins.iter().any(|origin| origin.is_result_of(made)),
            By::Member(_) => false,
        })
    }
}

/// Whether another call of the query follows.
fn goes_on(module: &Module, call: NodeId) -> bool {
    let Some(member) = module.parent(call) else { return false };
    let Kind::Member { property, .. } = module.kind(member) else { return false };
    let follows = module.parent(member).is_some_and(
        |outer| matches!(module.kind(outer), Kind::Call { callee, .. } if module.unwrapped(callee) == member),
    );
    follows && !AFTERWARDS.contains(&module.text(property))
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
