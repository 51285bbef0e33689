//! A policy of a database that the browser asks itself lets rows be changed, whosever they are.

use super::engine::{Draft, File};
use super::{Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "row-policy-open",
    summary: "A row level policy lets anybody change all rows",
    page: include_str!("row_policy_open.md"),
    check: Some(check),
};

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    let Some(rows) = file.rows() else { return };
    for policy in rows.open_policies().filter(|policy| policy.file == file.id) {
        let who = if policy.signed_in {
            "everybody who is signed in"
        } else {
            "everybody who has the anon key of the bundle"
        };
        let message = format!(
            "This policy is true of every row of `{}`: {who} can change or delete all of them, not only their own.",
            policy.table
        );
        let next = "Compare the row with who asks: `using ((select auth.uid()) = user_id)`.";
        out.push(Draft::note(policy.span, Severity::Medium, message, next.to_owned()));
    }
}
