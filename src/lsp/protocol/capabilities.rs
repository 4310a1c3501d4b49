//! What the server offers, as it says when a client starts it.

use gen_lsp_types::{
    CodeActionKind, CodeActionOptions, CompletionOptions, DocumentLinkOptions, FileOperationFilter,
    FileOperationOptions, FileOperationPattern, FileOperationRegistrationOptions, InitializeResult,
    PositionEncodingKind, RenameOptions, Save, ServerCapabilities, ServerInfo,
    TextDocumentSyncKind, TextDocumentSyncOptions, WorkspaceFoldersServerCapabilities,
    WorkspaceOptions,
};

use super::abilities::ClientAbilities;
use super::handlers::code_actions::{FIX_ALL, QUOTE};
use super::positions::PositionEncoding;

/// Returns the answer to `initialize`. Neither formatting nor semantic tokens are offered: other servers for TOML have
/// them, and formatting a case file would change bytes that no one meant to change.
pub(crate) fn offered(abilities: &ClientAbilities) -> InitializeResult {
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        // A case has two kilobytes, and a change that is lost would move all places after it for good.
        change: Some(TextDocumentSyncKind::Full),
        save: Some(Save::Bool(true)),
        ..TextDocumentSyncOptions::default()
    };
    let capabilities = ServerCapabilities {
        position_encoding: Some(match abilities.encoding {
            PositionEncoding::Utf8 => PositionEncodingKind::UTF8,
            PositionEncoding::Utf16 => PositionEncodingKind::UTF16,
            PositionEncoding::Utf32 => PositionEncodingKind::UTF32,
        }),
        text_document_sync: Some(sync.into()),
        code_action_provider: Some(
            CodeActionOptions {
                code_action_kinds: Some(vec![
                    CodeActionKind::QuickFix,
                    CodeActionKind::from(FIX_ALL.to_owned()),
                    CodeActionKind::from(QUOTE.to_owned()),
                ]),
                ..CodeActionOptions::default()
            }
            .into(),
        ),
        hover_provider: Some(true.into()),
        completion_provider: Some(CompletionOptions {
            // Where a value begins; a key is completed with its first letter, or when the user asks.
            trigger_characters: Some(["\"", "'", "[", "="].map(str::to_owned).into()),
            ..CompletionOptions::default()
        }),
        inlay_hint_provider: abilities.wants_hints.then(|| true.into()),
        definition_provider: Some(true.into()),
        document_link_provider: Some(DocumentLinkOptions::default()),
        document_symbol_provider: Some(true.into()),
        folding_range_provider: Some(true.into()),
        rename_provider: Some(
            RenameOptions { prepare_provider: Some(true), ..RenameOptions::default() }.into(),
        ),
        workspace: Some(WorkspaceOptions {
            file_operations: Some(renamed_files()),
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(true.into()),
            }),
            ..WorkspaceOptions::default()
        }),
        workspace_symbol_provider: Some(true.into()),
        references_provider: Some(true.into()),
        document_highlight_provider: Some(true.into()),
        ..ServerCapabilities::default()
    };
    let version = env!("CARGO_PKG_VERSION").to_owned();
    let server_info = Some(ServerInfo { name: "casebook".to_owned(), version: Some(version) });
    InitializeResult { capabilities, server_info }
}

/// Returns that the server wants to know before a record's file gets another name.
fn renamed_files() -> FileOperationOptions {
    let pattern =
        FileOperationPattern { glob: "**/*.toml".to_owned(), ..FileOperationPattern::default() };
    let filter = FileOperationFilter { scheme: Some("file".to_owned()), pattern };
    let registration = FileOperationRegistrationOptions { filters: vec![filter] };
    FileOperationOptions { will_rename: Some(registration), ..FileOperationOptions::default() }
}
