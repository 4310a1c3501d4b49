//! The requests that the server answers: by its method, each has the function that answers it.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::context::RequestContext;
use super::handlers::{assist, code_actions, navigation, outline, rename};
use super::refusal::RequestRefusal;

/// Answers a request.
///
/// # Errors
///
/// There is no such request, its parameters cannot be read, or it cannot be done.
pub(crate) fn answer(
    method: &str,
    parameters: Value,
    context: &mut RequestContext<'_>,
) -> Result<Value, RequestRefusal> {
    let call = Call { method, parameters, context };
    match method {
        "textDocument/hover" => call.with(assist::hover),
        "textDocument/completion" => call.try_with(assist::completion),
        "textDocument/inlayHint" => call.with(assist::inlay_hints),
        "textDocument/codeAction" => call.with(code_actions::code_actions),
        "textDocument/definition" => call.with(navigation::definition),
        "textDocument/references" => call.with(navigation::references),
        "textDocument/documentHighlight" => call.with(navigation::highlights),
        "textDocument/documentLink" => call.with(outline::document_links),
        "textDocument/documentSymbol" => call.with(outline::document_symbols),
        "textDocument/foldingRange" => call.with(outline::folding_ranges),
        "textDocument/prepareRename" => call.with(rename::prepare),
        "textDocument/rename" => call.try_with(rename::rename),
        "workspace/symbol" => call.try_with(outline::workspace_symbols),
        "workspace/willRenameFiles" => call.try_with(rename::will_rename_files),
        _ => Err(RequestRefusal::UnknownMethod(method.to_owned())),
    }
}

/// A request that is being answered.
struct Call<'c, 'w> {
    method: &'c str,
    parameters: Value,
    context: &'c mut RequestContext<'w>,
}

impl Call<'_, '_> {
    /// Reads the parameters and answers with what a function makes of them.
    fn with<P: DeserializeOwned, R: Serialize>(
        self,
        function: impl FnOnce(&mut RequestContext<'_>, &P) -> R,
    ) -> Result<Value, RequestRefusal> {
        self.try_with(|context, parameters| Ok(function(context, parameters)))
    }

    /// Does the same with a function that may refuse.
    fn try_with<P: DeserializeOwned, R: Serialize>(
        self,
        function: impl FnOnce(&mut RequestContext<'_>, &P) -> Result<R, RequestRefusal>,
    ) -> Result<Value, RequestRefusal> {
        let Self { method, parameters, context } = self;
        let parameters = serde_json::from_value(parameters)
            .map_err(|_| RequestRefusal::BadParameters(method.to_owned()))?;
        let answer = function(context, &parameters)?;
        serde_json::to_value(answer).map_err(|_| RequestRefusal::Failed(method.to_owned()))
    }
}
