//! A table of a database that the browser asks itself has no row level security.

use super::engine::{Draft, File};
use super::{Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "row-rules-off",
    summary: "A table that the browser can ask for has no row level security",
    page: include_str!("row_rules_off.md"),
    check: Some(check),
};

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    let Some(rows) = file.rows() else { return };
    for table in rows.unguarded().filter(|table| table.file == file.id) {
        let message = format!(
            "No migration enables row level security for `{}`: the anon key is in the browser, and with it anybody can read, change \
             and delete all rows.",
            table.name
        );
        let next =
            format!("Add `alter table {} enable row level security;`, and a policy for what is allowed.", table.name);
        out.push(Draft::note(table.span, Severity::Medium, message, next));
    }
}
