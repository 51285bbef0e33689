//! A row of the database goes to the browser whole, with columns that are secret.

use super::engine::{Draft, File};
use super::{Related, Rule, Severity};
use crate::flow::Road;
use crate::secrets::Confidence;

pub(super) static RULE: Rule = Rule {
    name: "whole-row-to-client",
    summary: "A row of the database goes to the browser with its secret columns",
    page: include_str!("whole_row_to_client.md"),
    check: Some(check),
};

fn check(file: &File<'_>, out: &mut Vec<Draft>) {
    for row in file.rows_sent() {
        let Some(module) = file.module() else { return };
        let taker = &row.arrival.taker;
        let how = match row.arrival.road {
            Road::Prop => format!("`{taker}` is a client component, whose props are all written into the page"),
            Road::PageData => "what a page's data function gives back is written into the page".to_owned(),
            Road::ActionResult => "what a server function gives back is sent to its caller".to_owned(),
            Road::Body => "it is the body of an answer".to_owned(),
            _ => continue,
        };
        let columns: Vec<String> = row.columns.iter().map(|column| format!("`{column}`")).collect();
        let mut draft = Draft::note(
            module.span(row.arrival.place.node),
            Severity::Medium,
            format!("This row is sent to the browser with all its columns, {} among them: {how}.", columns.join(", ")),
            "Name the columns that are shown in the query, or leave the secret ones out.".to_owned(),
        );
        draft.confidence = Confidence::Likely;
        draft.node = Some(row.arrival.place.node);
        draft.chain = file.shared.context.graph.server_chain(file.id);
        if let Some(home) = file.flow.module(row.asked.file).filter(|home| home.id != file.id) {
            let message = "here it is asked for".to_owned();
            draft.related.push(Related { file: row.asked.file, span: home.span(row.asked.node), message });
        }
        out.push(draft);
    }
}
