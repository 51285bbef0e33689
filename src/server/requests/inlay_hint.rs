//! `textDocument/inlayHint`: by which way the browser gets the module.

use tower_lsp::ls_types::{
    InlayHint, InlayHintLabel, InlayHintLabelPart, InlayHintParams, InlayHintTooltip, MarkupContent, MarkupKind,
};

use super::super::convert;
use super::super::event::Answer;
use super::super::state::State;
use super::Reader;
use crate::text::{LineIndex, Span};

pub(in crate::server) fn run(state: &State, params: InlayHintParams, answer: Answer<Option<Vec<InlayHint>>>) {
    match state.reader(&params.text_document.uri).filter(|_| state.hints) {
        Some(reader) => {
            state.read(reader, answer, move |reader| Ok(Some(hint(reader, &params).into_iter().collect())));
        }
        // When it fails, the request was cancelled.
        None => drop(answer.send(Ok(None))),
    }
}

fn hint(reader: &Reader, params: &InlayHintParams) -> Option<InlayHint> {
    let Reader { view, snapshot, .. } = reader;
    let hint = snapshot.hint(reader.file)?;
    let text = snapshot.text(reader.file)?;
    let lines = LineIndex::new(&text);
    let position = convert::range(&lines, Span::new(hint.at, hint.at), view.abilities.encoding).start;
    if position < params.range.start || params.range.end < position {
        return None;
    }
    let part = |(value, place): (String, Option<_>)| InlayHintLabelPart {
        value,
        location: place.and_then(|(file, span)| view.location(snapshot, file, span)),
        ..InlayHintLabelPart::default()
    };
    // Lines of their own, as they are in a terminal.
    let value = format!("```text\n{}```\n", hint.tooltip);
    Some(InlayHint {
        position,
        label: InlayHintLabel::LabelParts(hint.parts.into_iter().map(part).collect()),
        kind: None,
        text_edits: None,
        tooltip: Some(InlayHintTooltip::MarkupContent(MarkupContent { kind: MarkupKind::Markdown, value })),
        padding_left: Some(true),
        padding_right: None,
        data: None,
    })
}
