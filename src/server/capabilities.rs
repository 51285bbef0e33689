//! What the client can, and what is offered to it.

use tower_lsp::ls_types::{
    ClientCapabilities, CodeActionKind, CodeActionOptions, CodeActionProviderCapability, ExecuteCommandOptions,
    HoverProviderCapability, MarkupKind, OneOf, PositionEncodingKind, ResourceOperationKind, SaveOptions,
    ServerCapabilities, TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions,
    TextDocumentSyncSaveOptions, WorkspaceFoldersServerCapabilities, WorkspaceServerCapabilities,
};

use super::requests::execute_command;
use crate::text::Encoding;

/// What the client has declared. All false: it can nothing but the basics.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag of the protocol")]
pub(super) struct Abilities {
    pub(super) encoding: Encoding,
    /// Shows the chain's places below a diagnostic.
    pub(super) related_information: bool,
    pub(super) code_description: bool,
    /// Asks for an action's edit when it is chosen.
    pub(super) resolve_edit: bool,
    pub(super) disabled_actions: bool,
    pub(super) preferred_actions: bool,
    pub(super) document_changes: bool,
    pub(super) create_files: bool,
    pub(super) annotations: bool,
    /// Hovers may be Markdown.
    pub(super) markdown: bool,
    pub(super) hints: bool,
    /// Asks for hints again when told that they are others.
    pub(super) refresh_hints: bool,
    pub(super) progress: bool,
    /// Opens a document when it is asked to.
    pub(super) show_document: bool,
    pub(super) configuration: bool,
    pub(super) watch_files: bool,
    pub(super) watch_configuration: bool,
}

impl Abilities {
    pub(super) fn of(client: &ClientCapabilities) -> Self {
        let workspace = client.workspace.as_ref();
        let document = client.text_document.as_ref();
        let edit = workspace.and_then(|workspace| workspace.workspace_edit.as_ref());
        let diagnostics = document.and_then(|document| document.publish_diagnostics.as_ref());
        let action = document.and_then(|document| document.code_action.as_ref());
        let operations = edit.and_then(|edit| edit.resource_operations.as_deref()).unwrap_or_default();
        let create_files = operations.contains(&ResourceOperationKind::Create);
        let encodings = client.general.as_ref().and_then(|general| general.position_encodings.as_deref());
        let formats = document.and_then(|document| document.hover.as_ref()?.content_format.as_deref());
        Self {
            encoding: encoding(encodings.unwrap_or_default()),
            related_information: yes(diagnostics.and_then(|diagnostics| diagnostics.related_information)),
            code_description: yes(diagnostics.and_then(|diagnostics| diagnostics.code_description_support)),
            resolve_edit: action
                .and_then(|action| action.resolve_support.as_ref())
                .is_some_and(|resolve| resolve.properties.iter().any(|property| property == "edit")),
            disabled_actions: yes(action.and_then(|action| action.disabled_support)),
            preferred_actions: yes(action.and_then(|action| action.is_preferred_support)),
            // Neovim declares the operations alone, and applies both.
            document_changes: create_files || yes(edit.and_then(|edit| edit.document_changes)),
            create_files,
            annotations: edit.is_some_and(|edit| edit.change_annotation_support.is_some()),
            markdown: formats.is_none_or(|formats| formats.contains(&MarkupKind::Markdown)),
            hints: document.is_some_and(|document| document.inlay_hint.is_some()),
            refresh_hints: yes(workspace
                .and_then(|workspace| workspace.inlay_hint.as_ref())
                .and_then(|hint| hint.refresh_support)),
            progress: yes(client.window.as_ref().and_then(|window| window.work_done_progress)),
            show_document: client
                .window
                .as_ref()
                .and_then(|window| window.show_document.as_ref())
                .is_some_and(|show| show.support),
            configuration: yes(workspace.and_then(|workspace| workspace.configuration)),
            watch_files: yes(workspace
                .and_then(|workspace| workspace.did_change_watched_files)
                .and_then(|watched| watched.dynamic_registration)),
            watch_configuration: yes(workspace
                .and_then(|workspace| workspace.did_change_configuration)
                .and_then(|configuration| configuration.dynamic_registration)),
        }
    }
}

fn yes(flag: Option<bool>) -> bool {
    flag == Some(true)
}

/// Offsets are bytes here, so UTF-8 costs nothing; else the client's first known choice.
fn encoding(offered: &[PositionEncodingKind]) -> Encoding {
    let mut known = offered.iter().filter_map(|kind| match kind.as_str() {
        "utf-8" => Some(Encoding::Utf8),
        "utf-16" => Some(Encoding::Utf16),
        "utf-32" => Some(Encoding::Utf32),
        _ => None,
    });
    if known.clone().any(|encoding| encoding == Encoding::Utf8) {
        return Encoding::Utf8;
    }
    known.next().unwrap_or_default()
}

/// The kinds of every action, for clients that ask by kind.
const ACTION_KINDS: [CodeActionKind; 4] = [
    CodeActionKind::QUICKFIX,
    CodeActionKind::new("refactor.move"),
    CodeActionKind::REFACTOR_REWRITE,
    CodeActionKind::REFACTOR_EXTRACT,
];

pub(super) fn offered(client: &Abilities) -> ServerCapabilities {
    ServerCapabilities {
        position_encoding: Some(match client.encoding {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
            Encoding::Utf32 => PositionEncodingKind::UTF32,
        }),
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions { include_text: Some(false) })),
            ..TextDocumentSyncOptions::default()
        })),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        inlay_hint_provider: client.hints.then_some(OneOf::Left(true)),
        code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
            code_action_kinds: Some(ACTION_KINDS.to_vec()),
            resolve_provider: Some(client.resolve_edit),
            ..CodeActionOptions::default()
        })),
        execute_command_provider: client.show_document.then(|| ExecuteCommandOptions {
            commands: vec![execute_command::SHOW_RECOVERY.to_owned()],
            ..ExecuteCommandOptions::default()
        }),
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(OneOf::Left(true)),
            }),
            ..WorkspaceServerCapabilities::default()
        }),
        ..ServerCapabilities::default()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::{Value, json};

    fn of(capabilities: Value) -> Abilities {
        Abilities::of(&serde_json::from_value(capabilities).unwrap())
    }

    #[test]
    fn the_encoding_is_utf_8_when_offered_and_else_the_first_known() {
        let chosen = |offered: Value| of(json!({"general": {"positionEncodings": offered}})).encoding;
        assert_eq!(chosen(json!(["utf-16", "utf-8"])), Encoding::Utf8);
        assert_eq!(chosen(json!(["utf-32", "utf-16"])), Encoding::Utf32);
        assert_eq!(chosen(json!(["utf-7"])), Encoding::Utf16);
        assert_eq!(chosen(json!([])), Encoding::Utf16);
        assert_eq!(of(json!({})), Abilities { markdown: true, ..Abilities::default() });
    }

    #[test]
    fn creating_files_implies_document_changes() {
        let neovim = of(json!({"workspace": {"workspaceEdit": {"resourceOperations": ["rename", "create"]}}}));
        assert!(neovim.create_files && neovim.document_changes);
        let plain = of(json!({"workspace": {"workspaceEdit": {"documentChanges": true, "resourceOperations": []}}}));
        assert!(!plain.create_files && plain.document_changes);
    }
}
