//! What a client can do, as it says when it starts the server.

use serde_json::Value;

use super::positions::PositionEncoding;
use crate::redaction::Mask;

/// What a client can do. Each ability is read by itself, since clients combine them in any way.
#[derive(Clone, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an ability that clients have or lack by itself"
)]
pub(crate) struct ClientAbilities {
    /// In what positions are counted.
    pub(crate) encoding: PositionEncoding,
    /// Whether edits may say for which version of a document they are.
    pub(crate) versioned_edits: bool,
    /// Whether the client has parts of an edit confirmed that say so.
    pub(crate) annotates_edits: bool,
    /// Whether an edit may rename files.
    pub(crate) renames_files: bool,
    /// Whether a diagnostic may name other places.
    pub(crate) shows_related: bool,
    /// Whether the server may ask the user something.
    pub(crate) asks_users: bool,
    /// Whether the server may report its progress.
    pub(crate) shows_progress: bool,
    /// Whether a link may say what it leads from.
    pub(crate) links_from_ranges: bool,
    /// Whether code actions are more than commands.
    pub(crate) has_code_actions: bool,
    /// Whether completions may have stops for the cursor.
    pub(crate) has_snippets: bool,
    /// Whether words beside the label of a completion are shown there.
    pub(crate) has_label_details: bool,
    /// Whether hovers may be Markdown.
    pub(crate) shows_markdown: bool,
    /// What is covered in all answers, as the user set it.
    pub(crate) mask: Mask,
    /// Whether the user wants hints.
    pub(crate) wants_hints: bool,
}

impl ClientAbilities {
    /// Reads the parameters of `initialize`.
    pub(crate) fn of(parameters: &Value) -> Self {
        let of = |path: &str| parameters.pointer(&format!("/capabilities/{path}"));
        let can = |path: &str| of(path).and_then(Value::as_bool) == Some(true);
        let has = |path: &str| of(path).is_some_and(|value| !value.is_null());
        let lists = |path: &str, word: &str| {
            let words = of(path).and_then(Value::as_array).into_iter().flatten();
            words.filter_map(Value::as_str).any(|listed| listed == word)
        };
        // What the user set in the editor.
        let set =
            |name: &str| parameters.pointer(&format!("/initializationOptions/{name}"))?.as_bool();
        Self {
            encoding: encoding(of("general/positionEncodings")),
            versioned_edits: can("workspace/workspaceEdit/documentChanges"),
            annotates_edits: has("workspace/workspaceEdit/changeAnnotationSupport"),
            renames_files: lists("workspace/workspaceEdit/resourceOperations", "rename"),
            shows_related: can("textDocument/publishDiagnostics/relatedInformation"),
            asks_users: has("window/showMessage"),
            shows_progress: can("window/workDoneProgress"),
            links_from_ranges: can("textDocument/definition/linkSupport"),
            has_code_actions: has("textDocument/codeAction/codeActionLiteralSupport"),
            has_snippets: can("textDocument/completion/completionItem/snippetSupport"),
            has_label_details: can("textDocument/completion/completionItem/labelDetailsSupport"),
            shows_markdown: lists("textDocument/hover/contentFormat", "markdown"),
            mask: if set("masked") == Some(true) { Mask::All } else { Mask::Nothing },
            wants_hints: set("hints") != Some(false),
        }
    }
}

/// Returns the first encoding that the client names and the server knows.
fn encoding(named: Option<&Value>) -> PositionEncoding {
    let named = named.and_then(Value::as_array).into_iter().flatten();
    let known = named.filter_map(Value::as_str).find_map(|name| match name {
        "utf-8" => Some(PositionEncoding::Utf8),
        "utf-16" => Some(PositionEncoding::Utf16),
        "utf-32" => Some(PositionEncoding::Utf32),
        _ => None,
    });
    known.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_first_encoding_that_both_know_is_used() {
        let of = |named: Value| {
            ClientAbilities::of(
                &json!({ "capabilities": { "general": { "positionEncodings": named } } }),
            )
            .encoding
        };
        assert_eq!(of(json!(["utf-32", "utf-8"])), PositionEncoding::Utf32);
        assert_eq!(of(json!(["utf-7", "utf-8", "utf-16"])), PositionEncoding::Utf8);
        for other in [json!([]), json!(null), json!("utf-8"), json!([8])] {
            assert_eq!(of(other), PositionEncoding::Utf16);
        }
    }

    #[test]
    fn each_ability_is_read_by_itself() {
        let window = json!({ "workDoneProgress": true });
        let abilities = ClientAbilities::of(&json!({ "capabilities": { "window": window } }));
        assert!(abilities.shows_progress && !abilities.versioned_edits && !abilities.shows_related);
        assert!(!ClientAbilities::of(&json!({})).shows_progress);
        assert!(!ClientAbilities::of(&json!(null)).versioned_edits);
    }
}
