//! A database's driver is set up in client code, and left to find the password in the environment.

use rustc_hash::FxHashSet;

use super::engine::{Draft, File, Secret, Standing};
use super::server_sdk_in_client::needs_environment;
use super::{Exposure, Rule};
use crate::flow::{Callee, Place};
use crate::secrets::Power;
use crate::syntax::ast::Kind;

pub(super) static RULE: Rule = Rule {
    name: "database-in-client",
    summary: "Client code opens a database",
    page: include_str!("database_in_client.md"),
    check: Some(check),
};

/// Drivers and what opens a connection with each, by the last name called; `""` is the default export itself.
const DRIVERS: [(&str, &[&str]); 20] = [
    ("@clickhouse/client", &["createClient"]),
    ("@libsql/client", &["createClient"]),
    ("@neondatabase/serverless", &["neon", "Pool", "Client"]),
    ("@planetscale/database", &["connect", "Client"]),
    ("@prisma/client", &["PrismaClient"]),
    ("@upstash/redis", &["", "Redis", "fromEnv"]),
    ("@vercel/postgres", &["createClient", "createPool"]),
    ("cassandra-driver", &["Client"]),
    ("ioredis", &["", "Redis", "Cluster"]),
    ("knex", &["", "knex"]),
    ("mongodb", &["MongoClient", "connect"]),
    ("mongoose", &["connect", "createConnection"]),
    ("mssql", &["connect", "ConnectionPool"]),
    ("mysql", &["createConnection", "createPool"]),
    ("mysql2", &["createConnection", "createPool"]),
    ("oracledb", &["createPool", "getConnection"]),
    ("pg", &["Client", "Pool"]),
    ("postgres", &[""]),
    ("redis", &["createClient", "createCluster"]),
    ("sequelize", &["Sequelize"]),
];

/// Clients that a package makes by itself, of what the environment says.
const READY: [(&str, &str); 2] = [("@vercel/kv", "kv"), ("@vercel/postgres", "sql")];

/// Whether it is a driver's package, or a part of one (`mysql2/promise`).
pub(super) fn is_driver(specifier: &str) -> bool {
    driver(specifier).is_some() || READY.iter().any(|(package, _)| *package == specifier)
}

fn driver(specifier: &str) -> Option<&'static [&'static str]> {
    let is =
        |package: &str| specifier.strip_prefix(package).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    DRIVERS.iter().find(|(package, _)| is(package)).map(|(_, opens)| *opens)
}

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    if file.app.is_none() || !file.may_use_sdk_in_client() {
        return;
    }
    let Some(module) = file.module() else { return };
    let mut ready = FxHashSet::default();
    for call in module.calls() {
        let (Kind::Call { callee: function, arguments, .. } | Kind::New { callee: function, arguments }) =
            module.kind(*call)
        else {
            continue;
        };
        let Some(callee) = file.flow.callee(Place { file: file.id, node: *call }) else { continue };
        let opens = opens(&callee) && needs_environment(file, module.list(arguments));
        // Of a client that is there already the first use tells.
        let mut is_first = || is_ready(&callee) && ready.insert(callee.package.clone());
        if !(opens || is_first()) {
            continue;
        }
        let Standing::Ships { certain } = file.standing(*call) else { continue };
        let mut draft = Draft::of(&password_of(file, &callee), module.span(function), Exposure::E1);
        draft.node = Some(*call);
        draft.message = format!(
            "`{}` opens a database, and this is client code. No value ships from here: the browser has neither the address nor \
             the password, so it fails; whatever makes it work there hands the database to everybody.",
            callee.package,
        );
        draft.next = "Ask the database on the server, behind a route, an action or a loader.".to_owned();
        out.push(file.shipped(draft, certain));
    }
}

fn opens(callee: &Callee) -> bool {
    let called = match callee.path.as_slice() {
        [] => "",
        [only] if &**only == "default" => "",
        [.., last] => last,
    };
    callee.construction.is_none() && driver(&callee.package).is_some_and(|opens| opens.contains(&called))
}

fn is_ready(callee: &Callee) -> bool {
    let first = callee.path.first().map(|first| &**first);
    READY.iter().any(|(package, client)| *package == &*callee.package && Some(*client) == first)
}

fn password_of(file: &File<'_>, callee: &Callee) -> Secret {
    let provider = file.shared.catalogue.server_sdk(&callee.package);
    Secret {
        provider: provider.map(|provider| provider.id.as_str()),
        provider_name: provider.map(|provider| provider.name.as_str()),
        ..Secret::unnamed(Power::K3)
    }
}
