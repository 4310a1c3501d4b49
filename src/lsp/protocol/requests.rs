//! The requests that the server answers: by its method, each has the function that answers it.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::context::RequestContext;
use super::handlers::{assist, code_actions, navigation};
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
        "textDocument/completion" => call.with(assist::completion),
        "textDocument/inlayHint" => call.with(assist::inlay_hints),
        "textDocument/codeAction" => call.with(code_actions::code_actions),
        "textDocument/definition" => call.with(navigation::definition),
        "textDocument/references" => call.with(navigation::references),
        "textDocument/documentHighlight" => call.with(navigation::highlights),
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
        let Self { method, parameters, context } = self;
        let parameters = serde_json::from_value(parameters)
            .map_err(|_| RequestRefusal::BadParameters(method.to_owned()))?;
        let answer = function(context, &parameters);
        serde_json::to_value(answer).map_err(|_| RequestRefusal::Failed(method.to_owned()))
    }
}
