//! `textDocument/hover`: what the secret is, why it ships, what to do, and why an action is not to be had.

use std::fmt::Write;

use tower_lsp::ls_types::{Hover, HoverContents, HoverParams, MarkupContent, MarkupKind};

use super::super::convert;
use super::super::event::Answer;
use super::super::state::State;
use super::Reader;
use crate::text::{LineIndex, Position};

pub(in crate::server) fn run(state: &State, params: HoverParams, answer: Answer<Option<Hover>>) {
    let at = params.text_document_position_params;
    let position = convert::position(at.position);
    match state.reader(&at.text_document.uri) {
        Some(reader) => state.read(reader, answer, move |reader| Ok(hover(reader, position))),
        // When it fails, the request was cancelled.
        None => drop(answer.send(Ok(None))),
    }
}

fn hover(reader: &Reader, position: Position) -> Option<Hover> {
    let abilities = &reader.view.abilities;
    let text = reader.snapshot.text(reader.file)?;
    let lines = LineIndex::new(&text);
    let offset = lines.offset(position, abilities.encoding);
    let (span, mut value) = reader.snapshot.hover(reader.file, offset)?;
    if !abilities.create_files {
        // Reasons of the core's own are in the text already.
        for finding in reader.snapshot.findings_of(reader.file) {
            let offers = if finding.span == span { reader.snapshot.offers(&finding) } else { Vec::new() };
            for offer in offers.iter().filter(|offer| offer.creates && offer.disabled.is_none()) {
                if let Some(reason) = reader.refusal(offer) {
                    let _ = write!(value, "\n*{}*: {reason}\n", offer.title);
                }
            }
        }
    }
    let kind = if abilities.markdown { MarkupKind::Markdown } else { MarkupKind::PlainText };
    Some(Hover {
        contents: HoverContents::Markup(MarkupContent { kind, value }),
        range: Some(convert::range(&lines, span, abilities.encoding)),
    })
}
